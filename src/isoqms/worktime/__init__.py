"""Time in an office: durations as people write them, working hours, calendars, and when a dossier is due."""

from isoqms.worktime.amount import Amount, Basis, Unit
from isoqms.worktime.duration import Bound, Case, Duration, Kind
from isoqms.worktime.reading import parse_duration
from isoqms.worktime.span import Convention, Span

__all__ = ["Amount", "Basis", "Bound", "Case", "Convention", "Duration", "Kind", "Span", "Unit", "parse_duration"]
