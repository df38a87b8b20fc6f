"""The chapter of the manual on due dates: each rule of counting in a sentence, and cases counted by hand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from isoqms.report.deadline_cases import CALENDAR, CASES, HOURS, WorkedCase
from isoqms.resources import calendar_path
from isoqms.source import read_source
from isoqms.words import Message, Renderable
from isoqms.worktime import (
    Accepted,
    Calendar,
    CountingRule,
    Deadline,
    Event,
    Extended,
    Reappointed,
    Restarted,
    Stopped,
    WorkingHours,
    due,
)
from isoqms.worktime.moment import Moment

RULES: Final = (
    (Message("In a limit of days, weeks or months the first day is not counted."), CountingRule.FIRST_DAY),
    (
        Message(
            "Working days are those on which the office works by its calendar: holidays, days off in lieu and days "
            "swapped off are not counted, Saturdays worked by a swap are."
        ),
        None,
    ),
    (Message("A limit in days ends when the office closes on the last day."), None),
    (Message("A limit whose last day is a day off ends on the next working day."), CountingRule.LAST_DAY),
    (
        Message(
            "A limit in months ends on the day of the same number, or on the last day of a shorter month; a part of a "
            "month counts as so much of 30 days."
        ),
        CountingRule.MONTHS,
    ),
    (
        Message(
            "A limit in hours runs from the moment of receipt, or from the next opening, along the opening hours of "
            "working days."
        ),
        None,
    ),
    (Message("Half a working day ends when half the opening hours of the following day are over."), None),
    (
        Message(
            "“At once” and “same day” end when the office closes; received on a day off or after closing, on the next "
            "working day."
        ),
        None,
    ),
    (
        Message(
            "With a cut-off hour, a dossier received later, or on a day off, counts as received on the next working "
            "day."
        ),
        None,
    ),
    (Message("Of a range or an upper bound the longer time is counted."), None),
    (
        Message("Days that do not say which are counted as the office says under plain_days, and the answer says so."),
        None,
    ),
    (
        Message(
            "The clock starts when the complete dossier is received, or at what the limit names under from; until then "
            "there is no due date."
        ),
        None,
    ),
    (
        Message(
            "A day counts when the clock runs as the office closes: the day a stop begins is lost, the day it ends "
            "counts; a limit in hours loses exactly the time of the stop."
        ),
        None,
    ),
    (Message("After a restart the whole limit is counted anew from that moment."), None),
    (Message("A limit of its own runs beside the main one, which it leaves as it is."), None),
    (Message("An extension is added to the limit, and the sum is counted."), None),
    (Message("A later date set by the office counts once only."), CountingRule.REAPPOINTED_ONCE),
    (
        Message(
            "Where days off rest on no official text the answer carries a warning; in a year no calendar covers there "
            "is no answer."
        ),
        None,
    ),
)
"""The rules of counting, with the kind of law that may stand behind each."""

_HEADS: Final = (
    Message("No."),
    Message("Case"),
    Message("Received"),
    Message("Limit"),
    Message("What happened"),
    Message("Due"),
)


def deadline_chapter(lang: str) -> str:
    """Return the chapter as Markdown in `lang`; law is cited as the shipped calendar of the cases knows it."""
    calendar = case_calendar()
    title = Message("How due dates are counted")
    return "\n".join([f"# {title.render(lang)}", "", *_rules(calendar, lang), *_cases(calendar, lang)])


def case_calendar() -> Calendar:
    """Return the calendar the cases are counted by.

    Raises:
        ValueError: the program was installed without it.
    """
    path = calendar_path(CALENDAR)
    if path is None:
        raise ValueError(f"the calendar {CALENDAR!r} is not shipped")
    return Calendar.from_data(read_source(path, path.name).data)


def counted(case: WorkedCase, calendar: Calendar) -> Deadline:
    """Return what the program makes of a case."""
    return due(case.limit, case.received, calendar, WorkingHours.from_data(HOURS), case.events, case.rules)


def _rules(calendar: Calendar, lang: str) -> Iterator[str]:
    for sentence, rule in RULES:
        basis = calendar.basis.get(rule) if rule else None
        yield f"- {sentence.render(lang)}" + (f" ({basis.render(lang)})" if basis else "")
    yield ""
    intro = Message(
        "A rule is cited as the calendar {calendar} gives it under counting; where a calendar gives no source, the "
        "rule is applied and cited from nowhere, except that every later date then counts.",
        calendar=calendar.title,
    )
    yield intro.render(lang)
    yield ""


def _cases(calendar: Calendar, lang: str) -> Iterator[str]:
    yield f"## {Message('Cases counted by hand').render(lang)}"
    yield ""
    yield Message(
        "The office is open from {day} on weekdays, 8 hours, and receives on Saturdays from {saturday}. Each date was "
        "counted by hand; a test holds the program to it.",
        day=_opening("mon"),
        saturday=_opening("sat"),
    ).render(lang)
    yield ""
    yield "| " + " | ".join(head.render(lang) for head in _HEADS) + " |"
    yield "|---" * len(_HEADS) + "|"
    for number, case in enumerate(CASES, 1):
        yield f"| {number} | " + " | ".join(_cell(cell, lang) for cell in _cells(case)) + " |"
    for number, case in enumerate(CASES, 1):
        yield ""
        yield f"### {number}. {case.title.render(lang)}"
        yield ""
        yield Message("By hand: {arithmetic}.", arithmetic=case.by_hand).render(lang)
        yield ""
        yield Message("The program says:").render(lang)
        yield ""
        yield from _told(counted(case, calendar), lang)


def _opening(day: str) -> list[str]:
    return [window.replace("..", "–") for window in HOURS[day]]


def _cells(case: WorkedCase) -> tuple[Renderable | list[Renderable], ...]:
    happened: list[Renderable] = [_happened(event) for event in case.events]
    if case.rules.waits_for_acceptance:
        happened.insert(0, Message("the dossier is not complete"))
    dates: list[Renderable] = [Moment(case.due) if case.due else Message("no due date")]
    dates += [Message("its own limit: {at}", at=Moment(case.beside))] if case.beside else []
    return case.title, Moment(case.received), case.limit, happened, dates


def _cell(parts: Renderable | list[Renderable], lang: str) -> str:
    several = parts if isinstance(parts, list) else [parts]
    return "; ".join(part.render(lang) for part in several) or "–"


def _happened(event: Event) -> Message:
    """Say in words what happened to the clock."""
    if isinstance(event, Accepted):
        return Message("complete {at}", at=Moment(event.at))
    if isinstance(event, Stopped) and event.end:
        return Message("stopped from {start} to {end}", start=Moment(event.start), end=Moment(event.end))
    if isinstance(event, Stopped):
        return Message("stopped since {start}", start=Moment(event.start))
    if isinstance(event, Restarted):
        return Message("restarted {at}", at=Moment(event.at))
    if isinstance(event, Extended):
        return Message("extended by {time}", time=event.by)
    if isinstance(event, Reappointed):
        return Message("re-appointed by {time}", time=event.by)
    return Message("a limit of its own from {at}: {limit}", at=Moment(event.at), limit=event.limit)


def _told(deadline: Deadline, lang: str) -> Iterator[str]:
    for sentence in (*deadline.reasons, *deadline.warnings):
        yield f"- {sentence.render(lang)}"
    for beside in deadline.beside:
        yield f"- {Message('its own limit:').render(lang)}"
        yield from (f"  {line}" for line in _told(beside.deadline, lang))
