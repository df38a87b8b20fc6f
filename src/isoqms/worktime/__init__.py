"""Time in an office: durations as people write them, working hours, calendars, and when a dossier is due."""

from isoqms.worktime.amount import Amount, Basis, Unit
from isoqms.worktime.calendar import Calendar, CalendarEndsError, CalendarSource, DayKind, Entry, Status
from isoqms.worktime.calendar_data import calendar_faults
from isoqms.worktime.duration import Bound, Case, Duration, Kind
from isoqms.worktime.fault import Fault
from isoqms.worktime.hours import Window, WorkingHours, hours_faults
from isoqms.worktime.moment import Day, Days, Moment
from isoqms.worktime.reading import parse_duration
from isoqms.worktime.span import Convention, Span

__all__ = [
    "Amount",
    "Basis",
    "Bound",
    "Calendar",
    "CalendarEndsError",
    "CalendarSource",
    "Case",
    "Convention",
    "Day",
    "DayKind",
    "Days",
    "Duration",
    "Entry",
    "Fault",
    "Kind",
    "Moment",
    "Span",
    "Status",
    "Unit",
    "Window",
    "WorkingHours",
    "calendar_faults",
    "hours_faults",
    "parse_duration",
]
