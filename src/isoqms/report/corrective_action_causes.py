"""The causes of a nonconformity as a table: why below why, bones by their group, or events by their day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from isoqms.register.lifecycle.nonconformity import Cause, Nonconformity
from isoqms.register.lifecycle.values import Category, Method
from isoqms.report.document.content import Cell, Row, Table
from isoqms.report.record.paper import Columns, Speech
from isoqms.words import Message

_COLUMNS: Final[Columns] = MappingProxyType({
    "key": (Message("No."), 8.0),
    "text": (Message("Cause"), 44.0),
    "evidence": (Message("Evidence"), 24.0),
    "confirmed": (Message("Confirmed"), 24.0),
})  # fmt: skip


def cause_table(record: Nonconformity, speech: Speech) -> Table:
    """Return the causes in the order of the method by which they were looked for."""
    table = speech.table("cause_nodes", _COLUMNS, ())
    rows = tuple(_rows(record, speech))
    return Table(table.id, table.keys, table.head, table.widths, rows) if rows else table


def _rows(record: Nonconformity, speech: Speech) -> Iterator[Row]:
    method = record.analysis.method if record.analysis else None
    if method is Method.ISHIKAWA:
        yield from _by_group(record.causes, speech)
    elif method is Method.TIMELINE:
        dated = sorted(record.causes, key=lambda key: (record.causes[key].happened_on or date.max, key))
        yield from (_row(key, record.causes[key], speech) for key in dated)
    else:
        yield from (_row(key, record.causes[key], speech, depth) for key, depth in because_chain(record.causes))


def because_chain(causes: Mapping[str, Cause]) -> Iterator[tuple[str, int]]:
    """Yield every cause with how deep it lies, each below the one it explains; a circle is told once."""
    told: set[str] = set()

    def below(parent: str, depth: int) -> Iterator[tuple[str, int]]:
        for key, each in causes.items():
            if key not in told and (each.parent if each.parent in causes else "") == parent:
                told.add(key)
                yield key, depth
                yield from below(key, depth + 1)

    yield from below("", 0)
    yield from ((key, 0) for key in causes if key not in told)


def _by_group(causes: Mapping[str, Cause], speech: Speech) -> Iterator[Row]:
    """Yield the bones, each group under its name; a group nothing was found in is told as looked at."""
    for category in (*Category, None):
        held = {key: each for key, each in causes.items() if each.category is category}
        if category is None and not held:
            continue
        name = speech.say(category) if category else speech.say(Message("no group"))
        title = name if held else f"{name}: {speech.say(Message('nothing entered'))}"
        yield Row((Cell(title, strong=bool(held), span=len(_COLUMNS)),), opens=bool(held))
        yield from (_row(key, each, speech) for key, each in held.items())


def _row(key: str, each: Cause, speech: Speech, depth: int = 0) -> Row:
    mark = f"{'   ' * (depth - 1)}↳ " if depth else ""
    root = f" ({speech.say(Message('root cause'))})" if each.root else ""
    day = f"{speech.day(each.happened_on)}: " if each.happened_on else ""
    return Row(
        (
            Cell(key),
            Cell(f"{mark}{day}{speech.say(each.text)}{root}"),
            Cell(speech.say(each.evidence) if each.evidence else ""),
            Cell("; ".join(_confirmed(each, speech))),
        )
    )


def _confirmed(each: Cause, speech: Speech) -> Iterator[str]:
    if each.confirmed:
        yield speech.say(Message("yes"))
    if each.verified_by:
        yield speech.say(each.verified_by)
    if each.accepted_reason:
        yield speech.say(Message("left as it is: {reason}", reason=each.accepted_reason))
