"""By another edition: its own clause numbers, no result where no rule asks the same, and what is not sure marked."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from office import ORGANISATION, procedure, write

from isoqms.framework import framework
from isoqms.rules.clauses import ClauseResult, by_clause
from isoqms.rules.conformity import judge
from isoqms.workspace.load import load

LEFT_OUT = """\
statement: Giải quyết
procedures: [QT-01]
not_applicable:
  "8.3": {reason: {vi: Xã không thiết kế, en: The commune designs nothing}, no_effect: Theo luật}
  "9.2": {reason: {vi: Không cần, en: Not needed}, no_effect: Không}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An office that leaves design out of its system, and internal audits as well."""
    files = {"organisation.yaml": ORGANISATION, "p.yaml": procedure(), "qms/scope.yaml": LEFT_OUT}
    return write(tmp_path / "processes", files)


def by_number(folder: Path, edition: str) -> dict[str, ClauseResult]:
    (judgement,) = judge(load([folder], quality=True), date(2026, 11, 22))
    return {each.clause.number: each for each in by_clause(judgement, framework(edition))}


def test_what_is_left_out_is_translated_with_the_numbers(folder: Path) -> None:
    """Design is 8.3 in 2015 and 7.3 in 2008, where 8.3 is about wrong results; audits are never left out."""
    old = by_number(folder, "iso9001-2008")
    assert [number for number, each in old.items() if each.not_applied] == ["7.3"]
    new = by_number(folder, "iso9001-2015")
    assert [number for number, each in new.items() if each.not_applied] == [f"8.3.{n}" for n in range(1, 7)]


def test_what_no_rule_asks_has_no_results(folder: Path) -> None:
    """No rule looks for a manual, a representative or preventive actions: nothing is counted for them."""
    old = by_number(folder, "iso9001-2008")
    for number in ("4.2.2", "5.5.2", "8.5.3"):
        assert old[number].rules == () and not old[number].counts, number
    assert {"9.2.2/programme"} <= set(old["8.2.2"].rules) and "7.2/evidence" in old["6.2.2"].rules


def test_what_is_not_sure_is_marked(folder: Path) -> None:
    """A place of rules that is not sure, a title nobody saw, and everything of a draft carry the mark."""
    old = by_number(folder, "iso9001-2008")
    assert old["4.2.4"].unsure and not old["8.2.2"].unsure
    assert all(each.unsure for each in by_number(folder, "iso9001-2026").values())
    assert not any(each.unsure for each in by_number(folder, "iso9001-2015").values())


def test_the_status_of_an_edition_has_a_day() -> None:
    """That an edition is in force, or a draft, was so on a day."""
    for name in ("iso9001-2008", "iso9001-2015", "iso9001-2026"):
        assert framework(name).known == date(2026, 11, 21)
