"""Whether the history is whole and the register shows what it tells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from isoqms.register.kinds.kinds import FORMS, Kind
from isoqms.register.lifecycle.document import Document, NotAValueError, canonical, from_document, merged, to_document
from isoqms.register.records import chain, mapping
from isoqms.register.records.book import Book
from isoqms.register.records.connection import told
from isoqms.register.records.triggers import missing_triggers
from isoqms.words import Message

_TRIES = 5
"""How often a record is looked at again while others write."""
Rebuilt = dict[tuple[str, str], tuple[Document, int]]
"""Documents by kind and reference, with the number of the last event."""


@dataclass(frozen=True, slots=True)
class Verification:
    """What was found: the end of the chain, how many events and records there are, and what is wrong."""

    head: chain.Link
    events: int
    records: int
    faults: tuple[Message, ...]


def verify(book: Book) -> Verification:
    """Recompute the whole chain, rebuild every record from it, and compare with what is stored.

    Raises:
        IsoqmsError: the database could not be read.
    """
    with told(book.place):
        rebuilt: Rebuilt = {}
        faults: list[Message] = []
        written = chain.last_seq(book.alias)  # before the head, as others may be writing
        end = chain.head(book.alias)
        last = chain.Link(0, chain.first_hash(end.register), end.register)
        for row in chain.events(book.alias, until=end.seq):
            last = _next(row, last, rebuilt, faults)
        if (end.seq, end.hash) != (last.seq, last.hash) or written > end.seq:
            numbers = {"head": end.seq, "last": max(last.seq, written)}
            faults.append(Message("the head of the chain names event {head}, the last event is {last}", **numbers))
        faults += _differences(book.alias, rebuilt)
        if lacking := missing_triggers(book.alias):
            faults.append(Message("the database does not protect the history: {names} missing", names=lacking))
        return Verification(last, last.seq, len(rebuilt), tuple(faults))


def _next(row: Any, last: chain.Link, rebuilt: Rebuilt, faults: list[Message]) -> chain.Link:
    """Check one event against the one before and apply it."""
    if row.seq != last.seq + 1:
        faults.append(Message("events {first} to {last} are missing", first=last.seq + 1, last=row.seq - 1))
    try:
        deed = chain.deed_of(row)
        whole = chain.hash_of(row.seq, deed, row.prev_hash) == row.hash and canonical(deed.payload) == row.payload
        apply(deed, row.seq, rebuilt)
    except (ValueError, KeyError, TypeError, AttributeError):
        whole = False
    if not whole:
        faults.append(Message("event {seq} is not as it was written", seq=row.seq))
    elif row.prev_hash != last.hash:
        faults.append(Message("event {seq} does not follow the event before it", seq=row.seq))
    return chain.Link(row.seq, row.hash, last.register)


def apply(deed: chain.Deed, seq: int, rebuilt: Rebuilt) -> None:
    """Add what an event changed to the records rebuilt so far."""
    key = (deed.kind, deed.reference)
    held = rebuilt.get(key, ({}, 0))[0]
    rebuilt[key] = (merged(held, deed.payload["changes"]), seq)


def _differences(alias: str, rebuilt: Rebuilt) -> Iterator[Message]:
    left = dict(rebuilt)
    for kind in Kind:
        for reference, stored, revision in _stored(alias, kind):
            told_of = left.pop((kind.value, reference), None)
            same = told_of is not None and canonical([*told_of]) == canonical([stored, revision])
            if not same and not _same_now(alias, kind, reference):
                yield Message("{reference} is not stored as the history tells it", reference=reference)
    for _, reference in left:
        yield Message("{reference} is in the history and not among the records", reference=reference)


def _same_now(alias: str, kind: Kind, reference: str) -> bool:
    """Say whether a record is stored as its events tell: asked again of one that others may have written meanwhile."""
    for _ in range(_TRIES):
        _, stored, revision = next(_one_by_one(alias, kind, [reference]))
        rebuilt: Rebuilt = {}
        try:
            for row in chain.events(alias, kind=kind.value, reference=reference):
                apply(chain.deed_of(row), row.seq, rebuilt)
        except (ValueError, KeyError, TypeError, AttributeError):
            return False
        told_of = rebuilt.get((kind.value, reference))
        if told_of and stored is not None and canonical([*told_of]) == canonical([stored, revision]):
            return True
    return False


def _stored(alias: str, kind: Kind) -> Iterator[tuple[str, Document | None, int]]:
    """Yield reference, document and revision of every record; no document where the row makes none."""
    table = mapping.TABLES[kind]
    rows = table._base_manager.using(alias)
    references = list(rows.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(references), 500):
        some = references[start : start + 500]
        try:
            for record, revision in mapping.read_all(alias, kind, rows.filter(pk__in=some)):
                yield record.reference, to_document(record), revision
        except (NotAValueError, ValueError):
            yield from _one_by_one(alias, kind, some)


def _one_by_one(alias: str, kind: Kind, references: list[str]) -> Iterator[tuple[str, Document | None, int]]:
    for reference in references:
        try:
            found = mapping.read(alias, kind, reference)
        except (NotAValueError, ValueError):
            found = None
        yield (reference, to_document(found[0]), found[1]) if found else (reference, None, 0)


def rebuild_view(alias: str, rebuilt: Rebuilt) -> None:
    """Store every record as the history tells it, in place of what is stored."""
    for kind in Kind:
        mapping.TABLES[kind]._base_manager.using(alias).all().delete()
    for (kind_name, _), (document, seq) in rebuilt.items():
        kind = Kind(kind_name)
        mapping.write(alias, kind, None, from_document(FORMS[kind].record, document), seq)
