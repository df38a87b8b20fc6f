"""An audit and its findings as they stood when its report was issued, rebuilt from the history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from isoqms.register.kinds.audits import Audit, Finding
from isoqms.register.kinds.kinds import FORMS, Kind
from isoqms.register.lifecycle.document import Document, from_document, merged
from isoqms.register.records import chain
from isoqms.register.records.book import Book
from isoqms.register.records.connection import told
from isoqms.register.records.facts import around_for

_REPORTS: Final = ("U7", "U11")
"""The steps that issue a report, the first and every other."""


@dataclass(frozen=True, slots=True)
class Reported:
    """A report as it was issued last: audit, findings, which issue it is, and whether anything has changed since."""

    audit: Audit
    findings: tuple[Finding, ...]
    issue: int
    changed: bool


def as_reported(book: Book, audit: Audit, findings: tuple[Finding, ...]) -> Reported | None:
    """Return what was reported of an audit; None while nothing was.

    Args:
        book: the register.
        audit: the audit as it stands now.
        findings: its findings as they stand now.

    Raises:
        IsoqmsError: the database could not be read.
    """
    with told(book.place):
        issued = [row.seq for row in chain.events(book.alias, kind=Kind.AUDIT.value, reference=audit.reference)
                  if row.type in _REPORTS]  # fmt: skip
        if not issued:
            return None
        then = _stood(book, Kind.AUDIT, audit.reference, issued[-1])
        found = [_stood(book, Kind.FINDING, each.reference, issued[-1]) for each in findings]
        now = around_for(book.alias, Kind.AUDIT, audit).stamp
    reported = tuple(each for each in found if each is not None)
    return Reported(then or audit, reported, len(issued), audit.report_stamp not in ("", now))


def _stood(book: Book, kind: Kind, reference: str, until: int) -> Any:
    """Return a record as it stood after an event; None where it was not begun by then."""
    document: Document = {}
    for row in chain.events(book.alias, kind=kind.value, reference=reference, until=until):
        document = merged(document, chain.deed_of(row).payload["changes"])
    return from_document(FORMS[kind].record, document) if document else None
