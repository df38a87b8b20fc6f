"""What nobody can know is insufficient evidence: an empty register, a file that cannot be read, a young record."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from office import ORGANISATION, keep_cache_in, procedure, write

from isoqms.cli.main import cli
from isoqms.problem import Position
from isoqms.qms import KeptRecords, Record, RecordKind
from isoqms.rules.conformity import find_conformity_rules, judge
from isoqms.rules.results import CheckResult, Evidence, Status
from isoqms.workspace.load import load

DAY = date(2026, 11, 22)
SCOPE = """\
statement: Giải quyết
procedures: [QT-01]
not_applicable: {"8.3": {reason: Xã không thiết kế, no_effect: Theo luật}}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An office with one procedure and a scope."""
    keep_cache_in(tmp_path / "cache", monkeypatch)
    files = {"organisation.yaml": ORGANISATION, "p.yaml": procedure(), "qms/scope.yaml": SCOPE}
    return write(tmp_path / "processes", files)


def ask(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(cli, ["--lang", "en", *words])
    return done.exit_code, done.stdout


def told(folder: Path, *more: str) -> dict[str, Any]:
    """The one quality system of a report in JSON."""
    said = ask("conformity", str(folder), "--as-of", str(DAY), "--format", "json", "--no-cache", *more)[1]
    (system,) = json.loads(said)["systems"]
    return dict(system)


def results(folder: Path, records: KeptRecords) -> dict[str, CheckResult]:
    return {each.rule: each for each in judge(load([folder], quality=True), DAY, records=records)[0].results}


def by_rule(system: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {each["rule"]: each for each in system["results"]}


def test_a_register_that_was_just_begun_says_nothing(folder: Path) -> None:
    """A register without a record judges nothing more than none at all, and raises no objection."""
    before = told(folder)
    code, said = ask("register", "init", "--by", "binh", "--name", "Bình", "-w", str(folder))
    assert code == 0, said
    after = told(folder)
    assert after["counts"] == before["counts"]
    assert [each["message"] for each in after["objections"]] == [each["message"] for each in before["objections"]]
    on_records = [rule.id for rule in find_conformity_rules() if rule.evidence == (Evidence.RECORDS,)]
    found = by_rule(after)
    asked = [rule for rule in on_records if rule in found and rule != "8.3.2-6/design-record"]  # left out
    assert len(asked) > 15 and {found[rule]["status"] for rule in asked} == {"insufficient_evidence"}
    missing = {each["missing"] for each in after["insufficient"]}
    assert "no record of internal audits has been entered" in missing


def test_nothing_passes_by_the_place_of_the_organisation(folder: Path) -> None:
    """What rests on records and found none of them has no evidence, least of all organisation.yaml."""
    kept = KeptRecords(dict.fromkeys(RecordKind, ()), date(2020, 1, 2))
    for result in results(folder, kept).values():
        if result.status is Status.PASSED and result.evidence == (result.at,):
            rules = {rule.id: rule for rule in find_conformity_rules()}
            assert result.rule not in rules or Evidence.RECORDS not in rules[result.rule].evidence, result.rule


def test_records_of_a_short_time_do_not_show_what_was_never_done(folder: Path) -> None:
    """That a procedure was not audited for 36 months is told by records that reach back 36 months."""
    audit = Record("A-1", date(2026, 3, 2), Position("register/A-1"), None, {"procedures": ["QT-09"]})
    held = {RecordKind.AUDIT: [audit]}
    assert results(folder, KeptRecords(held))["9.2.1/coverage"].status is Status.INSUFFICIENT
    assert results(folder, KeptRecords(held, date(2024, 1, 2)))["9.2.1/coverage"].status is Status.INSUFFICIENT
    assert results(folder, KeptRecords(held, date(2023, 1, 2)))["9.2.1/coverage"].status is Status.FAILED
    assert results(folder, KeptRecords({RecordKind.REVIEW: ()}))["9.3.1/interval"].status is Status.INSUFFICIENT
    kept = KeptRecords({RecordKind.REVIEW: ()}, date(2025, 1, 2))
    assert results(folder, kept)["9.3.1/interval"].status is Status.FAILED


DOCUMENTS = "documents:\n  QT: {title: Giấy, procedure: QT-01, version: '1.0', clauses: ['8.5.1']}\n"
LIVED_IN = {
    "qms/documents.yaml": DOCUMENTS,
    "qms/risks.yaml": "reviewed: 2026-03-01\nentries: {tre: {title: Trễ, procedures: [QT-01]}}\n",
    "qms/legal.yaml": "rules: {}\n",
    "qms/context.yaml": "issues: {a: {title: A, kind: internal}}\n",
    "qms/objectives.yaml": "objectives: {o: {title: O}}\n",
    "qms/providers.yaml": "providers: {p: {title: P}}\n",
    "qms/communication.yaml": "messages: {m: {what: A, about: complaint, procedures: [QT-01]}}\n",
    "qms/competence.yaml": "people: {}\n",
    "qms/policy.yaml": "statement: A\n",
}


@pytest.mark.parametrize("name", ["scope", *(file[4:-5] for file in LIVED_IN)])
def test_a_quality_document_nobody_can_read_is_no_ground_for_anything(folder: Path, name: str) -> None:
    """Whatever rests on it becomes insufficient evidence: no result turns for the better, no objection comes up."""
    write(folder, LIVED_IN)
    whole, file = told(folder), folder / "qms" / f"{name}.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "  x: [\n", encoding="utf-8")
    torn = told(folder)
    before = {(each["rule"], each["object"]): each["status"] for each in whole["results"]}
    after = {(each["rule"], each["object"]): each["status"] for each in torn["results"]}
    changed = {key: after[key] for key in before if before[key] != after[key]}
    assert changed and set(changed.values()) == {"insufficient_evidence"}
    key = ("rule", "object", "subject", "message")
    said = [{tuple(each[part] for part in key) for each in one["objections"]} for one in (torn, whole)]
    assert said[0] <= said[1]
    assert torn["stale_acceptances"] == whole["stale_acceptances"] == []
    assert any(f"qms/{name}.yaml" in each for each in torn["not_examined"])


ACCEPTED = """\
accept_up_to: 2
entries:
  tre:
    title: Trễ
    before: {likelihood: 2, impact: 2}
    accepted: {by: %s, until: %s}
  mat: {title: Mất, before: {likelihood: 1, impact: 1}}
"""


@pytest.mark.parametrize(
    ("by", "until", "status"),
    [
        ("chu-tich", "2027-06-30", Status.PASSED),
        ("ke-la", "2027-06-30", Status.INSUFFICIENT),
        ("ke-la", "2026-06-30", Status.FAILED),
    ],
)
def test_what_could_not_be_read_as_meant_is_no_ground_for_silence(
    folder: Path, by: str, until: str, status: Status
) -> None:
    """An entry told as not judged counts with no rule that looked at it; what else is wrong there is still told."""
    write(folder, {"qms/risks.yaml": ACCEPTED % (by, until)})
    judged = results(folder, KeptRecords())
    assert judged["6.1.2/risk-consistency"].status is status
    if by == "ke-la":
        assert "“ke-la” does not stand in" in judged["6.1.2/action-planned"].lacking[0].missing.render("en")
    assert judged["6.2.2/plan-complete"].lacking == results(folder, KeptRecords())["6.2.2/plan-complete"].lacking
    assert judged["4.4.1/owner"].status is Status.PASSED


def test_a_file_without_entries_is_in_doubt_as_a_whole(folder: Path) -> None:
    """A document whose own field stands for nothing is not looked at without an objection."""
    write(folder, {"qms/policy.yaml": LIVED_IN["qms/policy.yaml"]})
    before = results(folder, KeptRecords())["5.2.1/policy-content"]
    write(
        folder,
        {
            "qms/policy.yaml": LIVED_IN["qms/policy.yaml"] + "issues: [khong-co]\n",
            **{"qms/context.yaml": "issues: {a: {title: A, kind: internal}}\n"},
        },
    )
    after = results(folder, KeptRecords())["5.2.1/policy-content"]
    assert len(after.lacking) > len(before.lacking)
