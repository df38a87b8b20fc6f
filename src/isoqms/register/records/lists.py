"""Lists of records: filtered and searched by the database, a page at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from django.db.models import Q

from isoqms.register.kinds.kinds import FORMS, Kind
from isoqms.register.lifecycle.advice import folded
from isoqms.register.lifecycle.document import no_members
from isoqms.register.records import mapping
from isoqms.register.records.book import Book
from isoqms.register.records.connection import told

_DAY_OF: Final = MappingProxyType(
    {
        Kind.NONCONFORMITY: "detected_on",
        Kind.IMPROVEMENT: "raised_on",
        Kind.FINDING: "found_on",
        Kind.PROGRAMME: "period_from",
        Kind.AUDIT: "starts_on",
        Kind.INSPECTION: "inspected_on",
        Kind.COMPLAINT: "received_on",
        Kind.SURVEY: "period_to",
        Kind.REVIEW: "held_on",
        Kind.MEASUREMENT: "period_to",
        Kind.EVIDENCE: "added_on",
        Kind.ACCOUNT: "left_on",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a list is to hold."""

    kind: Kind = Kind.NONCONFORMITY
    members: Mapping[str, tuple[str, ...]] = field(default_factory=no_members)
    """Members, such as state or office, and the values each may have."""
    text: str = ""
    """Words, with or without diacritics, which all stand in the record."""
    first_day: date | None = None
    last_day: date | None = None
    involving: str = ""
    """Somebody in charge of a nonconformity, of one of its actions, or named as its reviewer."""
    after: str = ""
    """The reference the page before ended with."""
    most: int = 50


def wanted_rows(alias: str, wanted: Wanted) -> Any:
    """Return the query for a list, the newest first.

    Raises:
        ValueError: a member is none of this kind of record.
    """
    table = mapping.TABLES[wanted.kind]
    rows = table._base_manager.using(alias)
    known = {each.name for each in table._meta.concrete_fields}
    for name, values in wanted.members.items():
        if name not in known:
            raise ValueError(f"{wanted.kind.value!r} has no member {name!r}")
        rows = rows.filter(**{f"{name}__in": values})
    for word in folded(wanted.text).split():
        rows = rows.filter(search__contains=word)
    rows = _days(rows, _DAY_OF[wanted.kind], wanted)
    if wanted.involving:
        rows = rows.filter(_involving(alias, wanted))
    order = ("-year", "-number") if FORMS[wanted.kind].letters else ("reference",)
    return _after(rows, wanted.after).order_by(*order)


def _days(rows: Any, column: str, wanted: Wanted) -> Any:
    if wanted.first_day:
        rows = rows.filter(**{f"{column}__gte": wanted.first_day})
    return rows.filter(**{f"{column}__lte": wanted.last_day}) if wanted.last_day else rows


def _involving(alias: str, wanted: Wanted) -> Q:
    if wanted.kind is not Kind.NONCONFORMITY:
        raise ValueError(f"nobody is in charge of {wanted.kind.value!r} in this sense")
    parts = mapping.parts_of(mapping.TABLES[wanted.kind])
    acting = parts["actions"].related_model._base_manager.using(alias).filter(owner=wanted.involving).values("of")
    judging = parts["criterion"].related_model._base_manager.using(alias).filter(reviewer=wanted.involving).values("of")
    return Q(owner=wanted.involving) | Q(pk__in=acting) | Q(pk__in=judging)


def _after(rows: Any, reference: str) -> Any:
    place = mapping.numbered(reference)
    if not place["number"]:
        return rows.filter(reference__gt=reference) if reference else rows
    earlier = Q(number__lt=place["number"]) | Q(year__lt=place["year"])
    return rows.filter(earlier, year__lte=place["year"])


def page(book: Book, wanted: Wanted) -> tuple[tuple[Any, int], ...]:
    """Return records of a list with their revisions, at most `wanted.most`.

    Raises:
        IsoqmsError: the database could not be read.
    """
    with told(book.place):
        rows = wanted_rows(book.alias, wanted)[: wanted.most]
        return tuple(mapping.read_all(book.alias, wanted.kind, rows))


def everything(book: Book, wanted: Wanted) -> Iterator[Any]:
    """Yield all records of a list, read a page at a time."""
    while found := page(book, replace(wanted, most=500)):
        yield from (record for record, _ in found)
        wanted = replace(wanted, after=found[-1][0].reference)


def total(book: Book, wanted: Wanted) -> int:
    """Return how many records a list holds."""
    with told(book.place):
        return int(wanted_rows(book.alias, wanted).count())
