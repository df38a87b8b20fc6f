"""What the rest of the register says about a nonconformity: how often its like was found, and when last."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Q

from isoqms.register.kinds.audits import Audit, Finding, FindingGrade
from isoqms.register.kinds.kinds import Kind
from isoqms.register.kinds.rule import Around
from isoqms.register.lifecycle.case import Facts, Person
from isoqms.register.lifecycle.document import canonical, stamp, to_document
from isoqms.register.lifecycle.nonconformity import Nonconformity
from isoqms.register.lifecycle.values import TERMINAL, Duty, State
from isoqms.register.records import mapping, models

_NOT_COUNTED = (State.DRAFT, State.REJECTED, State.WITHDRAWN)


def facts_for(alias: str, record: Nonconformity) -> Facts:
    """Return what the guards ask about the register, beside the record as it would stand."""
    return Facts(
        same_in_year=1 + len(same_kind(alias, record, *_year_before(record))),
        new_in_window=_new(alias, record),
        duplicate_exists=_exists(alias, record.duplicate_of),
        found_major=_found_major(alias, record),
    )


def people_of(alias: str) -> Iterator[Person]:
    """Yield who may act, of those who have not left."""
    for row in models.Account.objects.using(alias).filter(left_on=None).order_by("pk"):
        duties, processes = frozenset(map(Duty, row.duties)), frozenset(row.processes)
        yield Person(id=row.pk, office=row.office, duties=duties, processes=processes)


def _year_before(record: Nonconformity) -> tuple[date | None, date | None]:
    last = record.detected_on
    return (None, None) if last is None else (_year_earlier(last), last)


def _year_earlier(day: date) -> date:
    return day.replace(year=day.year - 1, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=day.year - 1)


def _new(alias: str, record: Nonconformity) -> tuple[str, ...]:
    if record.state is not State.VERIFYING or record.last_completion is None:
        return ()
    return same_kind(alias, record, record.last_completion, None)


def _exists(alias: str, reference: str) -> bool:
    return bool(reference) and models.Nonconformity.objects.using(alias).filter(pk=reference).exists()


def _found_major(alias: str, record: Nonconformity) -> bool:
    if not record.audit or record.state is not State.REPORTED:
        return False
    rows = models.Finding.objects.using(alias).filter(nonconformity=record.reference, grade=FindingGrade.NC_MAJOR)
    return bool(rows.exists())


def same_kind(alias: str, record: Nonconformity, after: date | None, until: date | None) -> tuple[str, ...]:
    """Return the other nonconformities of the same process and a common requirement, by the day they were found.

    Args:
        alias: the register.
        record: the nonconformity compared with.
        after: the day they were found later than; None for any.
        until: the last day they were found on; None for any.
    """
    refs = {(each.kind, each.ref) for each in record.requirements.values()}
    if not record.process or not refs:
        return ()
    common = Q()
    for kind, ref in sorted(refs):
        common |= Q(requirements__kind=kind.value, requirements__ref=ref)
    rows = models.Nonconformity.objects.using(alias).filter(common, process=record.process)
    rows = rows.exclude(pk=record.reference).exclude(state__in=_NOT_COUNTED)
    if after:
        rows = rows.filter(detected_on__gt=after)
    if until:
        rows = rows.filter(detected_on__lte=until)
    return tuple(sorted(set(rows.values_list("pk", flat=True))))


def around_for(alias: str, kind: Kind, record: Any) -> Around:
    """Return what the guards of an audit, or of one of its findings, ask about the register."""
    if kind is Kind.FINDING:
        held = mapping.read(alias, Kind.AUDIT, record.audit) if record.audit else None
        return Around(owners=_owners(alias, record), audit=held[0] if held else None)
    if kind is not Kind.AUDIT:
        return Around()
    people = list(models.Account.objects.using(alias).filter(pk__in=list(record.team)))
    rows = models.Finding.objects.using(alias).filter(audit=record.reference).order_by("pk")
    findings = tuple(each for each, _ in mapping.read_all(alias, Kind.FINDING, rows))
    return Around(
        processes={each.pk: frozenset(each.processes) for each in people},
        duties={each.pk: frozenset(map(Duty, each.duties)) for each in people},
        findings=findings,
        unsettled=_unsettled(alias, record.reference),
        stamp=_report_stamp(record, findings),
    )


def _owners(alias: str, finding: Finding) -> tuple[str, ...]:
    """Return who owns the process of a finding; where it names none, any process of its audit."""
    wanted = {finding.process} - {""}
    if not wanted and finding.audit:
        wanted = {each for row in models.Audit.objects.using(alias).filter(pk=finding.audit) for each in row.processes}
    return tuple(each.id for each in people_of(alias) if wanted & each.processes) if wanted else ()


def _unsettled(alias: str, audit: str) -> tuple[str, ...]:
    far_enough = (State.VERIFYING, *TERMINAL)
    rows = models.Nonconformity.objects.using(alias).filter(audit=audit).exclude(state__in=far_enough)
    return tuple(rows.order_by("pk").values_list("pk", flat=True))


def _report_stamp(audit: Audit, findings: tuple[Finding, ...]) -> str:
    """Return the stamp of what a report says: the audit without its progress, the findings without theirs."""
    progress = {"state", "report_stamp", "reported_on", "ended_on", "nonconformity", "improvement"}
    said = [to_document(each) for each in (audit, *findings)]
    return stamp(canonical([{key: value for key, value in each.items() if key not in progress} for each in said]))
