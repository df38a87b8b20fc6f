"""Rules of conformity where evidence is half there: what is unknown stays unknown, and the better source wins."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest
from test_rules_conformity import RULES, Example, judged, objections

from isoqms.metrics import Figure, OfficeEstimate, ProcedureEstimate, Unit
from isoqms.problem import Position
from isoqms.rules.estimated import percent
from isoqms.rules.iso9001_2015 import claim_feasible, off_target
from isoqms.rules.results import Found, Insufficient, Seen
from isoqms.rules.systems import digest

PROCEDURE = """\
# file: procedure.yaml
id: GP-01
title: {vi: Cấp giấy phép, en: Issue a permit}
limits: {legal: {within: 5 ngày làm việc}}
steps: {sign: {title: {vi: Ký, en: Sign}, role: head, work: 2 giờ, end: completed}}
"""


def of(rule: str, text: str) -> list[Found]:
    """What a rule says of some files."""
    return judged(RULES[rule], Example(rule, True, textwrap.dedent(text)))


def kinds(found: list[Found]) -> set[type]:
    return {type(each) for each in found}


def test_a_log_weighs_more_than_a_simulation() -> None:
    """What was measured is believed before what was estimated, either way."""
    slow = "# file: estimates.yaml\nprocedures: {GP-01: {nine_in_ten: 4000, on_time: {legal: 0.5}}}\n"
    log = "# file: records.yaml\nlog:\n  - {id: L, on: 2026-09-30, procedure: GP-01, judged: 200, on_time: %s}\n"
    assert objections(of("8.2.2/claim-feasible", PROCEDURE + slow))
    assert not objections(of("8.2.2/claim-feasible", PROCEDURE + slow + log % 190))
    fast = slow.replace("0.5", "0.99")
    assert objections(of("8.2.2/claim-feasible", PROCEDURE + fast + log % 150))


@pytest.mark.parametrize(
    ("low", "high", "expected"), [(0.80, 0.88, "objection"), (0.85, 0.93, "open"), (0.91, 0.97, "silence")]
)
def test_a_claim_is_told_only_when_the_margin_of_error_allows(low: float, high: float, expected: str) -> None:
    """Below 9 of 10 with all its margin: an objection; across it: nobody can tell; above: nothing to say."""
    share = Figure((low + high) / 2, low, high, Unit.SHARE)
    found = list(claim_feasible._estimated(Position("a.yaml", 3), "legal", share))
    told = {"objection": bool(objections(found)), "open": Insufficient in kinds(found)}
    assert [name for name, is_so in told.items() if is_so] == ([expected] if expected != "silence" else [])


def test_half_a_log_tells_nothing() -> None:
    """A log without the number of dossiers is no evidence, not a good result."""
    log = "# file: records.yaml\nlog:\n  - {id: L, on: 2026-09-30, procedure: GP-01, deviating: 3}\n"
    assert kinds(of("8.1/log-conformance", PROCEDURE + log)) == {Insufficient}


MEASURED = """\
# file: objectives.yaml
indicators: {x: {title: {vi: X, en: X}, target: %s, procedures: [all]}}
# file: records.yaml
measurement:
  - {id: M-1, on: 2026-08-31, indicator: x, value: 90}
  - {id: M-2, on: 2026-09-30, indicator: x, value: 91}
%s
"""


@pytest.mark.parametrize("target", ['"≥ 98 %"', '"at least 98"', '"ít nhất 98,5 %"', '">= 98"', '"không dưới 98 %"'])
def test_targets_are_read_as_people_write_them(target: str) -> None:
    """In signs or in words, in either language, with a comma or a point."""
    assert objections(of("9.1.1/off-target", MEASURED % (target, "nonconformity: []")))


@pytest.mark.parametrize("target", ["98", '"tốt hơn năm trước"', '"98 %"'])
def test_a_target_without_a_direction_is_not_guessed(target: str) -> None:
    """A bare number does not say whether more is better."""
    assert Insufficient in kinds(of("9.1.1/off-target", MEASURED % (target, "nonconformity: []")))


@pytest.mark.parametrize(
    ("kept", "expected"),
    [
        ("nonconformity: []", "objection"),
        ("nonconformity:\n  - {id: N, on: 2026-09-02, criterion: x}", "silence"),
        ("nonconformity:\n  - {id: N, on: 2026-01-02, indicator: x}", "silence"),
        ("nonconformity:\n  - {id: N, on: 2026-01-02, indicator: x, closed: 2026-02-02}", "objection"),
        ("action:\n  - {id: A, on: 2026-10-02, indicator: y}", "objection"),
        ("", "open"),
    ],
)
def test_an_answer_is_open_or_came_after_the_miss(kept: str, expected: str) -> None:
    """What was closed before the misses is no answer to them; without a source of answers nobody can tell."""
    found = of("9.1.1/off-target", MEASURED % ('"≥ 98"', kept))
    assert bool(objections(found)) is (expected == "objection")
    assert (Insufficient in kinds(found)) is (expected == "open")


def test_one_miss_is_no_habit() -> None:
    """A single period below target draws no objection."""
    once = (MEASURED % ('"≥ 98"', "nonconformity: []")).replace("value: 90", "value: 99")
    assert kinds(of("9.1.1/off-target", once)) == {Seen}
    assert off_target.PERIODS == 2


@pytest.mark.parametrize(
    ("decided", "expected"), [("2026-03-02", {Seen}), ("2099-03-02", {Seen, Insufficient})], ids=["covered", "not"]
)
def test_days_no_calendar_covers_are_not_counted(decided: str, expected: set[type]) -> None:
    """An announcement in a year without a calendar is left open, and no rule fails on it."""
    year = decided[:4]
    text = f"""\
        # file: legal.yaml
        rules: {{}}
        announcements:
          a: {{decision: 1/QĐ, decided: {decided}, takes_effect: {year}-06-01, published: {decided}, procedures: [all]}}
        """
    assert kinds(of("public/publication-clock", PROCEDURE + textwrap.dedent(text))) == expected


def test_a_file_that_is_not_at_hand_is_neither_right_nor_wrong() -> None:
    """Without the file, or without its recorded digest, whether it changed cannot be told."""
    entry = "title: QT, location: Kho, access: internal, retention: 5 năm, disposition: hủy"
    text = f"# file: documents.yaml\ndocuments:\n  A: {{{entry}, file: a.pdf, sha256: {'0' * 64}}}\n"
    assert kinds(of("7.5.3/integrity", text)) == {Seen, Insufficient}


def test_a_digest_is_taken_below_the_folder_only(tmp_path: Path) -> None:
    """A name that leads outside the folder of procedures is not followed."""
    (tmp_path / "office").mkdir()
    (tmp_path / "secret.txt").write_text("x", encoding="utf-8")
    (tmp_path / "office" / "a.txt").write_text("x", encoding="utf-8")
    assert digest(tmp_path / "office", "a.txt") is not None
    assert digest(tmp_path / "office", "../secret.txt") is None
    assert digest(tmp_path / "office", str(tmp_path / "secret.txt")) is None
    assert digest(tmp_path / "office", "b.txt") is None


def test_figures_are_told_in_whole_percent() -> None:
    """A share is rounded for people, never for the judgement."""
    assert percent(0.8512) == 85
    assert OfficeEstimate({"P": ProcedureEstimate(Figure.exact(1, Unit.WORKING_MINUTES))}).procedures["P"].on_time == {}
