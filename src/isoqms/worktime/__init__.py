"""Time in an office: durations as people write them, working hours, calendars, and when a dossier is due."""

import importlib
from typing import TYPE_CHECKING

from isoqms.worktime.amount import Amount, Basis, Unit
from isoqms.worktime.calendar_data import calendar_faults
from isoqms.worktime.duration import Bound, Case, Duration, Kind
from isoqms.worktime.fault import Fault
from isoqms.worktime.hours_data import Window, hours_faults
from isoqms.worktime.reading import parse_duration
from isoqms.worktime.span import Convention, Span

if TYPE_CHECKING:
    from isoqms.worktime.calendar import (
        Calendar,
        CalendarEndsError,
        CalendarSource,
        CountingRule,
        DayKind,
        Entry,
        Status,
    )
    from isoqms.worktime.clock import Accepted, Event, Extended, Reappointed, Restarted, Start, Stopped, SubLimit
    from isoqms.worktime.deadline import PLAIN_RULES, Deadline, Rules, SubDeadline, due
    from isoqms.worktime.hours import WorkingHours
    from isoqms.worktime.moment import Day, Days, Moment

__all__ = [
    "PLAIN_RULES",
    "Accepted",
    "Amount",
    "Basis",
    "Bound",
    "Calendar",
    "CalendarEndsError",
    "CalendarSource",
    "Case",
    "Convention",
    "CountingRule",
    "Day",
    "DayKind",
    "Days",
    "Deadline",
    "Duration",
    "Entry",
    "Event",
    "Extended",
    "Fault",
    "Kind",
    "Moment",
    "Reappointed",
    "Restarted",
    "Rules",
    "Span",
    "Start",
    "Status",
    "Stopped",
    "SubDeadline",
    "SubLimit",
    "Unit",
    "Window",
    "WorkingHours",
    "calendar_faults",
    "due",
    "hours_faults",
    "parse_duration",
]


def __getattr__(name: str) -> object:
    """Return what only the counting of days needs: loaded when it is asked for, which a check never does."""
    if name in __all__:
        for module in ("calendar", "clock", "deadline", "hours", "moment"):
            held = vars(importlib.import_module(f"isoqms.worktime.{module}"))
            if name in held:
                return held[name]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
