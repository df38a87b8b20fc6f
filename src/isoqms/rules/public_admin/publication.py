"""Procedures are announced before they take effect, and posted soon after.

Asks: Was each procedure announced at least 20 working days (ministry) or 5 (province) before its legal basis takes
    effect, and posted within 10 or 5 working days of that decision?
Why: Who learns of new papers at the counter goes home for them.
Ground: law
Clause: 8.2.1
Decided how: The decisions under “announcements” of qms/legal.yaml that name the procedure, counted by the calendar of
    the office, the first day not counted. The days are those of indicators 1.1 and 1.2 of the index of Quyết định
    766/QĐ-TTg as the national portal computes them, seen in one working paper and not compared with the decision
    itself. Asked of offices in Vietnam only.
Left to the auditor: Compare wall board, desk book and portal: do all three show the announced version?
Bad:
    # file: procedure.yaml
    id: CB-01
    title: {vi: Cấp giấy phép, en: Issue a permit}
    steps: {sign: {title: {vi: Ký, en: Sign}, role: head, end: completed}}
    # file: legal.yaml
    rules: {}
    announcements:
      late:  # here
        {decision: 45/QĐ-UBND, by: province, decided: 2026-03-05, takes_effect: 2026-03-09, published: 2026-03-10,
         procedures: [all]}
      slow:  # here
        {decision: 163/QĐ-BTP, by: ministry, decided: 2026-01-05, takes_effect: 2026-03-02, published: 2026-01-22,
         procedures: [CB-01]}
Good:
    # file: procedure.yaml
    id: CB-02
    title: {vi: Cấp giấy phép, en: Issue a permit}
    steps: {sign: {title: {vi: Ký, en: Sign}, role: head, end: completed}}
    # file: legal.yaml
    rules: {}
    announcements:
      new:
        {decision: 45/QĐ-UBND, by: province, decided: 2026-03-02, takes_effect: 2026-03-09, published: 2026-03-09,
         procedures: [all]}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from isoqms.problem import Ground, Severity
from isoqms.qms import Announcement, Announcer
from isoqms.rules.asking import missing, unwritten
from isoqms.rules.engine import Objection
from isoqms.rules.results import Absent, Evidence, Found, Insufficient, NotApplicable, Seen
from isoqms.rules.system import System, names
from isoqms.rules.vietnam import elsewhere
from isoqms.words import Message

if TYPE_CHECKING:
    from isoqms.worktime import Calendar

ID = "public/publication-clock"
SEVERITY = Severity.WARNING
GROUND = Ground.LAW
CLAUSES = ("8.2.1",)
EVIDENCE = (Evidence.PROCEDURE, Evidence.DOCUMENTS)


class Days(NamedTuple):
    """Working days from the decision to the taking effect, at least, and to the posting, at most."""

    ahead: int
    posting: int


DAYS: Final = {Announcer.MINISTRY: Days(20, 10), Announcer.PROVINCE: Days(5, 5)}


def check_system(system: System) -> Iterator[Found]:
    """Object to announcements that came too late, or were posted too late."""
    register = system.documents.legal
    inside = [procedure for procedure in system.covered() if not elsewhere(procedure, system)]
    if not inside:
        yield NotApplicable(system.at, "", Message("the law of Vietnam does not speak of this office"))
        return
    if register is None:
        yield unwritten(system, "legal")
        return
    for procedure in inside:
        if not any(names(each.procedures, procedure) for each in register.announcements.values()):
            unsaid = Message("qms/legal.yaml does not say by which decision the procedure was announced, and when")
            yield Insufficient(procedure.at, procedure.id, unsaid)
    for id_, announcement in register.announcements.items():
        yield Seen(announcement.at, id_)
        yield from _of_announcement(id_, announcement, system.calendar())


def _of_announcement(id_: str, held: Announcement, calendar: Calendar | None) -> Iterator[Found]:
    decided, effect, posted = held.decided, held.takes_effect, held.published
    if decided is None or effect is None or posted is None:
        message = Message(
            "the announcement “{id}” lacks {fields}",
            id=id_,
            fields=missing(held, "decided", "takes_effect", "published"),
        )
        yield Absent(held.at, id_, message, Message("write what is missing"))
        return
    ahead, posting = DAYS[held.by]
    counted = _counted(decided, DAYS[held.by], calendar)
    if counted is None:
        unknown = Message("no calendar at hand counts the working days of the announcement “{id}”", id=id_)
        yield Insufficient(held.at, id_, unknown)
        return
    first, last = counted
    if first > effect:
        message = Message(
            "“{decision}” was decided on {decided}; counted from then, {days} working days end on {first} only, after "
            "the day it took effect, {effect}",
            decision=held.decision,
            decided=decided,
            days=ahead,
            first=first,
            effect=effect,
        )
        yield Objection(held.at, id_, message, Message("announce earlier next time, and record why this came late"))
    if last < posted:
        message = Message(
            "what “{decision}” announced was posted on {posted}, after {last}, the last of {days} working days",
            decision=held.decision,
            posted=posted,
            last=last,
            days=posting,
        )
        yield Objection(held.at, id_, message, Message("post within these days, and record why this came late"))


def _counted(decided: date, days: Days, calendar: Calendar | None) -> tuple[date, date] | None:
    """Return the first day of effect and the last day of posting; None where no calendar covers them."""
    if calendar is None:
        return None
    try:
        return calendar.add_working_days(decided, days.ahead), calendar.add_working_days(decided, days.posting)
    except LookupError:  # the calendar ends before
        return None
