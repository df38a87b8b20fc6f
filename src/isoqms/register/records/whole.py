"""Whether records stand as their own history tells: asked of what is about to be shown, not of the whole register."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from isoqms.register.kinds.kinds import Kind
from isoqms.register.lifecycle.document import Document, canonical, merged, to_document
from isoqms.register.records import chain
from isoqms.register.records.book import Book
from isoqms.register.records.connection import told
from isoqms.register.records.models import Event


def altered(book: Book, kind: Kind, records: Collection[tuple[Any, int]]) -> tuple[str, ...]:
    """Return the references of records that are not stored as their history tells, or whose history was changed.

    The chain as a whole is proved by `verify`; here the hash of each event of these records is computed anew.

    Args:
        book: the register.
        kind: the kind of the records.
        records: the records as they were read, each with its revision.

    Raises:
        IsoqmsError: the database could not be read.
    """
    wanted = [record.reference for record, _ in records]
    events: dict[str, list[Any]] = defaultdict(list)
    with told(book.place):
        rows = Event.objects.using(book.alias).filter(kind=kind.value, reference__in=wanted).order_by("seq")
        for row in rows:
            events[row.reference].append(row)
    return tuple(each.reference for each, revision in records if not _fits(each, revision, events[each.reference]))


def _fits(record: Any, revision: int, rows: list[Any]) -> bool:
    """Say whether events, each as it was written, lead to a record; one written meanwhile is judged as it was read."""
    document: Document = {}
    last = 0
    try:
        for row in rows:
            if row.seq > revision:
                break
            deed = chain.deed_of(row)
            if chain.hash_of(row.seq, deed, row.prev_hash) != row.hash:
                return False
            document, last = merged(document, deed.payload["changes"]), row.seq
    except (ValueError, KeyError, TypeError, AttributeError):
        return False
    return last == revision and canonical(document) == canonical(to_document(record))
