"""Worked cases of due dates, each counted by hand: what the manual shows is what the tests hold the program to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from types import MappingProxyType
from typing import Final

from isoqms.words import Message
from isoqms.worktime import (
    PLAIN_RULES,
    Accepted,
    Basis,
    Duration,
    Event,
    Extended,
    Reappointed,
    Restarted,
    Rules,
    Stopped,
    SubLimit,
    parse_duration,
)

CALENDAR: Final = "vn"
"""The shipped calendar all cases are counted by."""
_DAY: Final = ("07:30..11:30", "13:30..17:30")
HOURS: Final = MappingProxyType(
    {"mon": _DAY, "tue": _DAY, "wed": _DAY, "thu": _DAY, "fri": _DAY, "sat": ("07:30..11:30",)}
)
"""The opening hours of all cases: 8 hours a day, and a counter which receives on Saturday mornings."""


@dataclass(frozen=True, slots=True)
class WorkedCase:
    """One dossier: what is known of it, when it is due by hand, and the arithmetic in words.

    `due` is None where no date follows; `beside` is the due date of a limit of its own beside the main one.
    """

    title: Message
    received: datetime
    limit: Duration
    by_hand: Message
    due: datetime | None
    events: tuple[Event, ...] = ()
    rules: Rules = PLAIN_RULES
    beside: datetime | None = None


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _for(text: str) -> Duration:
    read = parse_duration(text)
    if isinstance(read, Message):
        raise ValueError(f"not a duration: {text!r}")
    return read


_FIVE_DAYS: Final = _for("5 working days")
_MONDAY: Final = _at("2026-06-01 09:00")
_AFTER_THREE: Final = Rules(cutoff=time(15))
_WAITS: Final = Rules(waits_for_acceptance=True)

CALENDAR_CASES: Final = (
    WorkedCase(
        Message("Working days"),
        _MONDAY,
        _FIVE_DAYS,
        Message("Mon 1 is not counted; Tue 2 = 1, Wed 3 = 2, Thu 4 = 3, Fri 5 = 4; the weekend is off; Mon 8 = 5"),
        _at("2026-06-08 17:30"),
    ),
    WorkedCase(
        Message("Tet"),
        _at("2026-02-13 09:00"),
        _for("1 working day"),
        Message("Fri 13 is not counted; Sat 14 to Sun 22 February are off; Mon 23 = 1"),
        _at("2026-02-23 17:30"),
    ),
    WorkedCase(
        Message("A day swapped off"),
        _at("2025-12-31 09:00"),
        _for("2 working days"),
        Message("Thu 1 January is a holiday, Fri 2 swapped against Sat 10; after the weekend Mon 5 = 1, Tue 6 = 2"),
        _at("2026-01-06 17:30"),
    ),
    WorkedCase(
        Message("A Saturday worked by swap"),
        _at("2026-08-21 09:00"),
        _FIVE_DAYS,
        Message("Fri 21 is not counted; Sat 22 is worked = 1; Mon 24 = 2, Tue 25 = 3, Wed 26 = 4, Thu 27 = 5"),
        _at("2026-08-27 17:30"),
    ),
    WorkedCase(
        Message("Received at the counter on a Saturday"),
        _at("2026-04-18 09:00"),
        _for("2 working days"),
        Message("Sat 18, the day of receipt, is not counted; Mon 20 = 1, Tue 21 = 2"),
        _at("2026-04-21 17:30"),
    ),
    WorkedCase(
        Message("Calendar days that end on a holiday"),
        _at("2026-04-20 09:00"),
        _for("10 calendar days"),
        Message("20 + 10 = Thu 30 April, a holiday; Fri 1 May too, then the weekend: Mon 4 May"),
        _at("2026-05-04 17:30"),
    ),
    WorkedCase(
        Message("Days that do not say which, where the office counts calendar days"),
        _MONDAY,
        _for("10 days"),
        Message("1 + 10 = Thu 11 June, a working day"),
        _at("2026-06-11 17:30"),
        rules=Rules(plain_days=Basis.CALENDAR),
    ),
    WorkedCase(
        Message("The end of a month"),
        _at("2026-01-31 09:00"),
        _for("1 month"),
        Message("there is no 31 February: the month ends on Sat 28, a day off, so on Mon 2 March"),
        _at("2026-03-02 17:30"),
    ),
)
"""Cases decided by the calendar."""

HOUR_CASES: Final = (
    WorkedCase(
        Message("Hours"),
        _at("2026-06-01 16:30"),
        _for("4 hours"),
        Message("Mon 16:30 to 17:30 is 1 hour; 3 hours are left from Tue 7:30: 10:30"),
        _at("2026-06-02 10:30"),
    ),
    WorkedCase(
        Message("Half a day"),
        _MONDAY,
        _for("0.5 working days"),
        Message("half of Tuesday's 8 hours from 7:30 are over at 11:30"),
        _at("2026-06-02 11:30"),
    ),
    WorkedCase(
        Message("Same day, received after the cut-off hour of 15:00"),
        _at("2026-06-01 15:30"),
        _for("same day"),
        Message("15:30 is after 15:00: counts as received on Tue 2, due when the office closes"),
        _at("2026-06-02 17:30"),
        rules=_AFTER_THREE,
    ),
    WorkedCase(
        Message("Days, received after the cut-off hour of 15:00"),
        _at("2026-06-01 15:30"),
        _for("2 working days"),
        Message("counts as received on Tue 2, which is not counted; Wed 3 = 1, Thu 4 = 2"),
        _at("2026-06-04 17:30"),
        rules=_AFTER_THREE,
    ),
)
"""Cases decided by the hour."""

CLOCK_CASES: Final = (
    WorkedCase(
        Message("Clock not started"),
        _MONDAY,
        _FIVE_DAYS,
        Message("the dossier is not complete: nothing is counted yet"),
        None,
        rules=_WAITS,
    ),
    WorkedCase(
        Message("Clock started on acceptance"),
        _MONDAY,
        _FIVE_DAYS,
        Message("Wed 3 is the first day, not counted; Thu 4 = 1, Fri 5 = 2, Mon 8 = 3, Tue 9 = 4, Wed 10 = 5"),
        _at("2026-06-10 17:30"),
        (Accepted(_at("2026-06-03 10:00")),),
        _WAITS,
    ),
    WorkedCase(
        Message("Clock stopped for a supplement"),
        _MONDAY,
        _FIVE_DAYS,
        Message(
            "Tue 2 = 1; Wed 3 and Thu 4 are lost, as the clock stands still when the office closes; on Fri 5 it runs "
            "again = 2, Mon 8 = 3, Tue 9 = 4, Wed 10 = 5"
        ),
        _at("2026-06-10 17:30"),
        (Stopped(_at("2026-06-03 10:00"), _at("2026-06-05 14:00")),),
    ),
    WorkedCase(
        Message("Clock stopped, a limit in hours"),
        _MONDAY,
        _for("6 hours"),
        Message("Mon 9:00 to 10:30 is 1.5 hours; Tue 8:00 to 11:30 is 3.5, together 5; 1 more from 13:30: 14:30"),
        _at("2026-06-02 14:30"),
        (Stopped(_at("2026-06-01 10:30"), _at("2026-06-02 08:00")),),
    ),
    WorkedCase(
        Message("Clock still stopped"),
        _MONDAY,
        _FIVE_DAYS,
        Message("nobody knows when it will run again"),
        None,
        (Stopped(_at("2026-06-03 10:00")),),
    ),
    WorkedCase(
        Message("Clock restarted"),
        _MONDAY,
        _FIVE_DAYS,
        Message("Thu 4 is the first day, not counted; Fri 5 = 1, Mon 8 = 2, Tue 9 = 3, Wed 10 = 4, Thu 11 = 5"),
        _at("2026-06-11 17:30"),
        (Restarted(_at("2026-06-04 10:00")),),
    ),
    WorkedCase(
        Message("A limit of its own"),
        _MONDAY,
        _FIVE_DAYS,
        Message("the main limit ends on Mon 8 as before; its own from Thu 4: Fri 5 = 1, Mon 8 = 2, Tue 9 = 3"),
        _at("2026-06-08 17:30"),
        (SubLimit(_at("2026-06-04 09:00"), _for("3 working days"), ""),),
        beside=_at("2026-06-09 17:30"),
    ),
    WorkedCase(
        Message("Extended by the rule"),
        _MONDAY,
        _FIVE_DAYS,
        Message("5 + 2 = 7 working days: Mon 8 = 5, Tue 9 = 6, Wed 10 = 7"),
        _at("2026-06-10 17:30"),
        (Extended(_for("2 working days")),),
    ),
    WorkedCase(
        Message("Re-appointed, and a second time"),
        _MONDAY,
        _FIVE_DAYS,
        Message("5 + 3 = 8 working days: Mon 8 = 5, Tue 9 = 6, Wed 10 = 7, Thu 11 = 8; the second time is not counted"),
        _at("2026-06-11 17:30"),
        (Reappointed(_for("3 working days")), Reappointed(_for("9 working days"))),
    ),
)
"""One case for each state of the clock."""

CASES: Final = (*CALENDAR_CASES, *HOUR_CASES, *CLOCK_CASES)
"""All cases in the order of the manual."""
