"""The manual's chapter on due dates: every case counted by hand is what the program counts, and what a reader sees."""

from __future__ import annotations

from typing import get_args

import pytest
from click.testing import CliRunner

from isoqms.cli.main import cli
from isoqms.report.deadline_cases import CASES, CLOCK_CASES, WorkedCase
from isoqms.report.deadline_manual import RULES, case_calendar, counted, deadline_chapter
from isoqms.worktime import CountingRule, Event

CALENDAR = case_calendar()


@pytest.mark.parametrize("case", CASES, ids=[case.title.render("en") for case in CASES])
def test_the_program_counts_what_was_counted_by_hand(case: WorkedCase) -> None:
    """The due date typed in by hand, and that of a limit beside the main one, are exactly those of the program."""
    deadline = counted(case, CALENDAR)
    assert deadline.due == case.due
    assert [beside.deadline.due for beside in deadline.beside] == ([case.beside] if case.beside else [])


def test_every_state_of_the_clock_has_a_case() -> None:
    """Each kind of event that can happen to a clock is shown, and a clock that has not started and one that stands."""
    happened = {type(event) for case in CLOCK_CASES for event in case.events}
    assert happened == set(get_args(Event))
    assert sum(case.due is None for case in CLOCK_CASES) == 2


def test_every_kind_of_law_is_cited_at_one_rule() -> None:
    """Each rule a calendar may give a source for is explained once, and the source stands beside it."""
    assert sorted(rule for _, rule in RULES if rule) == sorted(CountingRule)
    page = deadline_chapter("en")
    for sentence, rule in RULES:
        said = sentence.render("en") + (f" ({CALENDAR.basis[rule].render('en')})" if rule else "")
        assert f"- {said}\n" in page


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_page_shows_each_case_with_its_arithmetic_and_reasons(lang: str) -> None:
    """A row of the table, the arithmetic in words and every reason of the program, for each case, in both languages."""
    page = deadline_chapter(lang)
    rows = [line for line in page.splitlines() if line.startswith("| ")]
    assert len(rows) == 1 + len(CASES)
    assert len({row.count("|") for row in rows}) == 1
    for number, (case, row) in enumerate(zip(CASES, rows[1:], strict=True), 1):
        assert row.startswith(f"| {number} | {case.title.render(lang)} | ")
        section = page.split(f"\n### {number}. ")[1].split("\n### ")[0]
        assert case.by_hand.render(lang) in section
        assert all(f"- {reason.render(lang)}\n" in section + "\n" for reason in counted(case, CALENDAR).reasons)


def test_the_command_prints_the_chapter_alone_or_with_the_fields() -> None:
    """`isoqms manual deadlines` prints this chapter, `isoqms manual` prints it after the fields of all files."""
    run = CliRunner().invoke
    alone = run(cli, ["--lang", "vi", "manual", "deadlines"], catch_exceptions=False)
    assert (alone.exit_code, alone.output) == (0, deadline_chapter("vi") + "\n")
    whole = run(cli, ["--lang", "vi", "manual"], catch_exceptions=False).output
    assert whole.endswith(alone.output)
    assert whole != alone.output
    fields = run(cli, ["--lang", "vi", "manual", "calendar"], catch_exceptions=False).output
    assert "`reappointed_once`" in fields
    assert alone.output not in fields
    wrong = run(cli, ["--lang", "en", "manual", "deadline"], catch_exceptions=False)
    assert (wrong.exit_code, "deadlines" in wrong.output) == (2, True)
