"""What presses: the database narrows a list to entries of which something may be late, before the calendar judges each.

A limit of so many working days ends at least so many days later, so what was begun after that cannot be late yet. The
conditions here let through too much, never too little.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import Q

from isoqms.register.kinds.kinds import Kind
from isoqms.register.lifecycle.policy import Policy
from isoqms.register.lifecycle.values import ACTION_OPEN, ActionKind, Grade, RequirementKind, State
from isoqms.register.records import mapping
from isoqms.register.records.book import Book
from isoqms.register.records.connection import told
from isoqms.register.records.lists import Wanted, wanted_rows

_AT_ONCE: Final = 200
"""Entries read at a time."""


def narrowed(book: Book, wanted: Wanted, *also: Q) -> Iterator[tuple[Any, int]]:
    """Yield the records of a list that meet further conditions, with their revisions, read some at a time.

    Raises:
        ValueError: a member is none of this kind of record.
    """
    some = max(1, min(wanted.most, _AT_ONCE))
    while True:
        with told(book.place):
            rows = wanted_rows(book.alias, wanted).filter(*also)[:some]
            found = tuple(mapping.read_all(book.alias, wanted.kind, rows))
        yield from found
        if len(found) < some:
            return
        wanted = replace(wanted, after=found[-1][0].reference)


def may_be_due(book: Book, before: date) -> Q:
    """Return the condition that something of a nonconformity may be due before a day."""
    policy: Policy = book.policy
    plan = min(policy.plan_major_wd, policy.plan_minor_wd)
    acting = _parts(book, "actions").filter(state__in=ACTION_OPEN)
    containing = acting.filter(kind=ActionKind.CONTAINMENT)
    return (
        Q(state=State.REPORTED, reported_on__lt=_earlier(before, policy.triage_wd))
        | Q(state__in=(State.TRIAGED, State.ANALYSING), triaged_on__lt=_earlier(before, plan))
        | Q(state=State.PLANNED, planned_on__lt=_earlier(before, policy.triage_wd))
        | Q(state=State.VERIFYING)
        | Q(pk__in=acting.filter(due__lt=before).values("of"))
        | Q(grade=Grade.MAJOR, triaged_on__lt=_earlier(before, policy.containment_major_wd),
            pk__in=containing.values("of"))
    )  # fmt: skip


def lasting(policy: Policy) -> Q:
    """Return the condition that somebody must know of a nonconformity however timely everything is."""
    return Q(iteration__gte=policy.escalate_iteration) | Q(extensions__gt=policy.extensions_warned)


def against(book: Book, clause: str) -> Q:
    """Return the condition that a clause, or one below it, is not met."""
    rows = _parts(book, "requirements").filter(kind=RequirementKind.CLAUSE)
    return Q(pk__in=rows.filter(Q(ref=clause) | Q(ref__startswith=f"{clause}.")).values("of"))


def with_action(book: Book, owner: str, kinds: Collection[str], states: Collection[str], before: date | None) -> Q:
    """Return the condition that there is an action: of a person, of some kinds, at some states, due before a day."""
    rows = _parts(book, "actions")
    rows = rows.filter(owner=owner) if owner else rows
    rows = rows.filter(kind__in=kinds) if kinds else rows
    rows = rows.filter(state__in=states) if states else rows
    rows = rows.filter(state__in=ACTION_OPEN, due__lt=before) if before else rows
    return Q(pk__in=rows.values("of"))


def _parts(book: Book, member: str) -> Any:
    table = mapping.TABLES[Kind.NONCONFORMITY]
    return mapping.parts_of(table)[member].related_model._base_manager.using(book.alias)


def _earlier(day: date, days: int) -> date:
    return day - timedelta(days=days)
