"""The history: events in one chain, each carrying the SHA-256 of the one before; the head says where it ends.

Tamper-evident, no more: whoever can rewrite the whole database can write another chain, which the head published in
reports then does not match. It is no electronic signature.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Max

from isoqms.register.lifecycle.document import Document, canonical
from isoqms.register.records.models import Event, Head

_SOME = 1000
"""Events read at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """What an event tells: who did what, as what, to which record, from where to where, and the change."""

    at: str
    actor: str
    role: str
    kind: str
    reference: str
    type: str
    from_state: str = ""
    to_state: str = ""
    payload: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Link:
    """The end of a chain: the number of its last event and its hash, and the name of the register."""

    seq: int
    hash: str
    register: str


def first_hash(register: str) -> str:
    """Return the hash before the first event, which no other register shares."""
    return hashlib.sha256(f"isoqms register {register}".encode()).hexdigest()


def hash_of(seq: int, deed: Deed, prev_hash: str) -> str:
    """Return the SHA-256 of the canonical text of an event."""
    told: Document = {
        "seq": seq,
        "at": deed.at,
        "actor": deed.actor,
        "role": deed.role,
        "kind": deed.kind,
        "reference": deed.reference,
        "type": deed.type,
        "from": deed.from_state,
        "to": deed.to_state,
        "payload": deed.payload,
        "prev_hash": prev_hash,
    }
    return hashlib.sha256(canonical(told).encode("utf-8")).hexdigest()


def begin(alias: str, register: str) -> None:
    """Write the head of an empty chain."""
    Head.objects.using(alias).create(id=1, seq=0, hash=first_hash(register), register=register)


def head(alias: str, *, lock: bool = False) -> Link:
    """Return the end of the chain; locked, nobody else writes until the transaction ends.

    Raises:
        Head.DoesNotExist: the register was not begun.
    """
    rows = Head.objects.using(alias)
    row = (rows.select_for_update() if lock else rows).get(pk=1)
    return Link(row.seq, row.hash, row.register)


def append(alias: str, end: Link, deed: Deed) -> Link:
    """Add an event to the chain, in the transaction in which `end` was locked, and return the new end."""
    seq = end.seq + 1
    made = Link(seq, hash_of(seq, deed, end.hash), end.register)
    Event.objects.using(alias).create(
        seq=seq,
        at=deed.at,
        actor=deed.actor,
        role=deed.role,
        kind=deed.kind,
        reference=deed.reference,
        type=deed.type,
        from_state=deed.from_state,
        to_state=deed.to_state,
        payload=canonical(deed.payload),
        prev_hash=end.hash,
        hash=made.hash,
    )
    Head.objects.using(alias).filter(pk=1, seq=end.seq).update(seq=made.seq, hash=made.hash)
    return made


def events(alias: str, *, kind: str = "", reference: str = "", until: int | None = None) -> Iterator[Any]:
    """Yield events in their order, all of them or those of one record, up to a number; some at a time."""
    rows = Event.objects.using(alias).order_by("seq")
    if kind:
        rows = rows.filter(kind=kind, reference=reference)
    if until is not None:
        rows = rows.filter(seq__lte=until)
    last = 0
    while some := list(rows.filter(seq__gt=last)[:_SOME]):
        yield from some
        last = some[-1].seq


def last_seq(alias: str) -> int:
    """Return the number of the last event, whatever the head says."""
    return Event.objects.using(alias).aggregate(last=Max("seq"))["last"] or 0


def deed_of(row: Any) -> Deed:
    """Return what an event tells.

    Raises:
        ValueError: its payload is no JSON, so somebody changed it.
    """
    return Deed(
        at=row.at,
        actor=row.actor,
        role=row.role,
        kind=row.kind,
        reference=row.reference,
        type=row.type,
        from_state=row.from_state,
        to_state=row.to_state,
        payload=json.loads(row.payload),
    )
