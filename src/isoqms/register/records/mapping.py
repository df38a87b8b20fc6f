"""Records and their rows: each member of a record is a column of the same name, or rows of a table of parts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final

from django.db import models as django_models

from isoqms.register.kinds.kinds import FORMS, Kind
from isoqms.register.lifecycle.advice import folded
from isoqms.register.lifecycle.document import Document, from_document, to_document, usual
from isoqms.register.records import models

TABLES: Final = MappingProxyType(
    {
        Kind.NONCONFORMITY: models.Nonconformity,
        Kind.IMPROVEMENT: models.Improvement,
        Kind.FINDING: models.Finding,
        Kind.PROGRAMME: models.Programme,
        Kind.AUDIT: models.Audit,
        Kind.INSPECTION: models.Inspection,
        Kind.COMPLAINT: models.Complaint,
        Kind.SURVEY: models.Survey,
        Kind.REVIEW: models.ManagementReview,
        Kind.MEASUREMENT: models.Measurement,
        Kind.EVIDENCE: models.EvidenceFile,
        Kind.ACCOUNT: models.Account,
    }
)
_DIGITS: Final = re.compile(r"(\d+)")
_EMPTY: Final[tuple[Any, ...]] = ("", [], {})
_SEARCHED: Final = ("reference", "statement", "description", "name", "title", "summary", "process", "unit", "question")


def parts_of(table: Any) -> dict[str, Any]:
    """Return the tables of parts of a record by the member they hold."""
    return {
        relation.get_accessor_name(): relation
        for relation in table._meta.related_objects
        if relation.related_model._meta.app_label == "register" and relation.field.name == "of"
    }


def _cell(value: Any) -> Any:
    """Return a member as a column holds it: days as days, everything else as plain data."""
    return value if value is None or isinstance(value, (date, bool, int)) else to_document(value)


def _cells(value: Any, parts: Mapping[str, Any]) -> dict[str, Any]:
    return {each.name: _cell(getattr(value, each.name)) for each in fields(value) if each.name not in parts}


def write(alias: str, kind: Kind, before: Any, after: Any, revision: int) -> None:
    """Store a record as it stands after an event; of its parts only those that changed are touched.

    Args:
        alias: the register.
        kind: the kind of record.
        before: the record before, or None for a new one.
        after: the record now.
        revision: number of the event.
    """
    table = TABLES[kind]
    parts = parts_of(table)
    cells = {**_cells(after, parts), **numbered(after.reference), "revision": revision, "search": _search(after)}
    rows = table._base_manager.using(alias)
    if before is None:
        rows.create(**cells)
    else:
        del cells["reference"]
        rows.filter(pk=after.reference).update(**cells)
    for name, relation in parts.items():
        held = getattr(before, name) if before is not None else None
        _write_parts(alias, relation, after.reference, held, getattr(after, name))


def _write_parts(alias: str, relation: Any, reference: str, held: Any, wanted: Any) -> None:
    rows = relation.related_model._base_manager.using(alias)
    if relation.one_to_one:
        if held != wanted:
            rows.filter(of_id=reference).delete()
            if wanted is not None:
                rows.create(of_id=reference, **_cells(wanted, {}))
        return
    held, wanted = held or {}, wanted or {}
    if gone := [key for key in held if key not in wanted or held[key] != wanted[key]]:
        rows.filter(of_id=reference, key__in=gone).delete()
    new = [key for key in wanted if held.get(key) != wanted[key]]
    if new:
        rows.bulk_create([relation.related_model(of_id=reference, key=k, **_cells(wanted[k], {})) for k in new])


def numbered(reference: str) -> dict[str, int]:
    """Return year and number of a reference of ours, zeros for any other."""
    parts = reference.split("-")
    if len(parts) == 3 and parts[1].isdecimal() and parts[2].isdecimal() and len(parts[2]) < 10:
        return {"year": int(parts[1]), "number": int(parts[2])}
    return {"year": 0, "number": 0}


def _search(record: Any) -> str:
    texts = [getattr(record, name, "") for name in _SEARCHED]
    requirements = getattr(record, "requirements", {})
    return folded(" ".join(filter(None, [*texts, *(each.ref for each in requirements.values())])))


def read(alias: str, kind: Kind, reference: str) -> tuple[Any, int] | None:
    """Return a record as it is stored and the number of its last event, or None when there is none."""
    if not reference.isprintable():  # PostgreSQL refuses to be asked for some signs
        return None
    return next(read_all(alias, kind, TABLES[kind]._base_manager.using(alias).filter(pk=reference)), None)


def read_all(alias: str, kind: Kind, rows: Any) -> Iterator[tuple[Any, int]]:
    """Yield the records of some rows with the numbers of their last events; the parts of all are asked for at once."""
    table = TABLES[kind]
    parts = parts_of(table)
    many = [name for name, relation in parts.items() if not relation.one_to_one]
    one = [name for name, relation in parts.items() if relation.one_to_one]
    query = rows.prefetch_related(*many)
    for row in query.select_related(*one) if one else query:
        yield from_document(FORMS[kind].record, _document(row, FORMS[kind].record, parts)), row.revision


def _document(row: Any, kind: Any, parts: Mapping[str, Any]) -> Document:
    empty = _empty_members(kind)
    return {
        key: value
        for key, value in _members(row, kind, parts)
        if value is not None and not (key in empty and value in _EMPTY)
    }


@lru_cache(maxsize=32)
def _empty_members(kind: Any) -> frozenset[str]:
    """Return the members of a record which usually hold nothing, and need not be read then."""
    return frozenset(each.name for each in fields(kind) if usual(each) in ("", (), {}, None))


def _members(row: Any, kind: Any, parts: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for each in fields(kind):
        relation = parts.get(each.name)
        if relation is None:
            value = getattr(row, each.name)
            yield each.name, _by_key(value) if isinstance(value, dict) else _plain(value)
        elif relation.one_to_one:
            part = _single(row, each.name)
            yield each.name, part and _part(part)
        else:
            yield each.name, _by_key({part.key: _part(part) for part in getattr(row, each.name).all()})


def _by_key(members: Document) -> Document:
    """Return members in the order of their keys, C2 before C10: PostgreSQL keeps no order of its own."""
    return dict(sorted(members.items(), key=lambda each: [part.zfill(9) for part in _DIGITS.split(each[0])]))


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _single(row: Any, name: str) -> Any:
    try:
        return getattr(row, name)
    except django_models.ObjectDoesNotExist:
        return None


def _part(row: Any) -> Document:
    columns = [field.attname for field in row._meta.concrete_fields if field.attname not in ("id", "of_id", "key")]
    values = {name: getattr(row, name) for name in columns}
    return {name: _plain(value) for name, value in values.items() if value is not None}
