"""The event log of a simulated office as CSV and as XES, piece by piece, so that no log is too long to be written.

Source of XES: IEEE 1849-2016, with its standard extensions concept, lifecycle, organisational and time.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from datetime import datetime, time, timedelta
from io import StringIO
from itertools import groupby
from typing import Final
from xml.sax.saxutils import quoteattr

from isoqms.simulate.event import NOMINAL_ORIGIN, Event, Lifecycle, Log

COLUMNS: Final = (
    "case",
    "procedure",
    "channel",
    "variant",
    "step",
    "title",
    "role",
    "lifecycle",
    "timestamp",
    "replication",
)
"""Heads of the columns, the same in every language: programs read them."""

FORMATS: Final = ("csv", "xes")

_TRANSITIONS: Final = {Lifecycle.ENQUEUE: "schedule", Lifecycle.START: "start", Lifecycle.COMPLETE: "complete"}
_EXTENSIONS: Final = (
    ("Concept", "concept"),
    ("Lifecycle", "lifecycle"),
    ("Organizational", "org"),
    ("Time", "time"),
)
_GLOBALS: Final = {
    "trace": (("string", "concept:name", "UNKNOWN"),),
    "event": (
        ("string", "concept:name", "UNKNOWN"),
        ("string", "step", "UNKNOWN"),
        ("string", "lifecycle:transition", "complete"),
        ("date", "time:timestamp", "1970-01-01T00:00:00.000"),
    ),
}
_SITE: Final = "http://www.xes-standard.org/"


def to_csv(log: Log, lang: str) -> Iterator[str]:
    """Yield a log as CSV for Excel and for programs: with a mark that says UTF-8, and no cell a formula."""
    yield "\ufeff" + _line(COLUMNS)
    for event in log.events:
        yield _line(
            (
                case_name(event),
                event.procedure,
                event.channel,
                event.variant or "",
                event.step,
                event.title.render(lang),
                event.role,
                str(event.lifecycle),
                moment(log, event).isoformat(timespec="milliseconds"),
                str(event.replication),
            )
        )


def _line(cells: Iterable[str]) -> str:
    out = StringIO()
    csv.writer(out).writerow([harmless(cell) for cell in cells])
    return out.getvalue()


def harmless(text: str) -> str:
    """Return a text that no spreadsheet runs as a formula, whatever it begins with."""
    return f"'{text}" if text.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\n")) else text


def case_name(event: Event) -> str:
    """Return the name of the dossier an event belongs to."""
    return f"{event.procedure}/{event.dossier}"


def moment(log: Log, event: Event) -> datetime:
    """Return when an event happens, in local time; in an abstract week, as if that began on a Monday of long ago."""
    return datetime.combine(log.origin or NOMINAL_ORIGIN, time()) + timedelta(minutes=event.minutes)


def to_xes(log: Log, lang: str) -> Iterator[str]:
    """Yield a log as XES 2.0.

    Raises:
        ValueError: the events of a dossier do not stand together.
    """
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<log xes.version="2.0" xes.features="" xmlns="{_SITE}">\n'
    for name, prefix in _EXTENSIONS:
        yield f'  <extension name="{name}" prefix="{prefix}" uri="{_SITE}{prefix}.xesext"/>\n'
    for scope, attributes in _GLOBALS.items():
        inner = "".join(_attribute(*attribute, indent=4) for attribute in attributes)
        yield f'  <global scope="{scope}">\n{inner}  </global>\n'
    yield '  <classifier name="Activity" scope="event" keys="concept:name lifecycle:transition"/>\n'
    yield '  <classifier name="Step" scope="event" keys="step"/>\n'
    seen = set()
    for case, events in groupby(log.events, key=case_name):
        if case in seen:
            raise ValueError(f"the events of {case} do not stand together")
        seen.add(case)
        yield from _trace(log, case, events, lang)
    yield "</log>\n"


def _trace(log: Log, case: str, events: Iterable[Event], lang: str) -> Iterator[str]:
    first, *others = events
    yield "  <trace>\n" + _attribute("string", "concept:name", case, indent=4)
    yield _attribute("string", "procedure", first.procedure, indent=4)
    yield _attribute("string", "channel", first.channel, indent=4)
    if first.variant:
        yield _attribute("string", "variant", first.variant, indent=4)
    yield _attribute("int", "replication", str(first.replication), indent=4)
    for event in (first, *others):
        yield "    <event>\n" + "".join(_attributes(log, event, lang)) + "    </event>\n"
    yield "  </trace>\n"


def _attributes(log: Log, event: Event, lang: str) -> Iterator[str]:
    yield _attribute("string", "concept:name", event.title.render(lang) or event.step, indent=6)
    yield _attribute("string", "step", event.step, indent=6)
    if event.role:
        yield _attribute("string", "org:role", event.role, indent=6)
    yield _attribute("string", "lifecycle:transition", _TRANSITIONS[event.lifecycle], indent=6)
    yield _attribute("date", "time:timestamp", moment(log, event).isoformat(timespec="milliseconds"), indent=6)


def _attribute(kind: str, key: str, value: str, indent: int) -> str:
    # signs that XML cannot hold, whatever way they are written
    text = "".join(sign if sign.isprintable() else " " for sign in value)
    return f"{' ' * indent}<{kind} key={quoteattr(key)} value={quoteattr(text)}/>\n"
