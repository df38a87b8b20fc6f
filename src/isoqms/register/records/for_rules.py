"""The register as rules see it: its records put into the fields that rules of conformity ask for.

What a record need not hold yet at the stage it has reached is told as such, with the day by which it must.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from isoqms.metrics import FigureSource
from isoqms.problem import Position
from isoqms.qms import NotYet, Record, RecordKind
from isoqms.register.calendars import Calendars
from isoqms.register.kinds.audits import Audit, AuditState, FindingState, Programme
from isoqms.register.kinds.kinds import Kind
from isoqms.register.kinds.people import Account
from isoqms.register.kinds.steering import (
    Complaint,
    Improvement,
    ImprovementState,
    ManagementReview,
    Measurement,
    Survey,
)
from isoqms.register.lifecycle.derived import plan_due, review_expected, triage_due
from isoqms.register.lifecycle.nonconformity import Nonconformity
from isoqms.register.lifecycle.values import TERMINAL, ActionKind, ActionState, State
from isoqms.register.place import Place
from isoqms.register.records.book import Book
from isoqms.register.records.chain import events
from isoqms.register.records.lists import Wanted, everything, page
from isoqms.register.records.opening import open_book
from isoqms.register.records.whole import altered
from isoqms.worktime import CalendarEndsError

_COUNTED: Final = (
    *(State.REPORTED, State.TRIAGED, State.ANALYSING, State.PLANNED, State.IMPLEMENTING, State.VERIFYING),
    State.CLOSED,
)
"""States of a nonconformity that is one, in the order of its life."""
_HELD: Final = (
    *(AuditState.IN_PROGRESS, AuditState.REPORTING, AuditState.REPORTED, AuditState.FOLLOWING_UP, AuditState.CLOSED),
)
_REPORTED: Final = (AuditState.REPORTED, AuditState.FOLLOWING_UP, AuditState.CLOSED)
_READ: Final = (
    *(Kind.ACCOUNT, Kind.AUDIT, Kind.COMPLAINT, Kind.IMPROVEMENT, Kind.MEASUREMENT, Kind.NONCONFORMITY),
    *(Kind.PROGRAMME, Kind.REVIEW, Kind.SURVEY),
)
"""The kinds of the register from which records are made."""
_PAGE: Final = 500
_INPUTS: Final = MappingProxyType(
    {
        "a": "earlier_actions",
        "b": "context_changes",
        "c": "performance",
        "d": "resources",
        "e": "risk_actions",
        "f": "improvement",
    }
)
"""The inputs of a management review by the letter they have in clause 9.3.2."""
_OUTPUTS: Final = MappingProxyType({"a": "improvements", "b": "changes", "c": "resource_needs"})
"""The outputs of a management review by the letter they have in clause 9.3.3."""


@dataclass(frozen=True, slots=True)
class BookRecords:
    """The records of some offices in a register; each kind is read when it is asked for, once.

    `home` says that records which name no office are theirs as well.
    """

    book: Book
    offices: frozenset[str]
    home: bool
    calendars: Calendars
    read: dict[RecordKind, tuple[Record, ...]] = field(default_factory=dict, compare=False, repr=False)

    def of(self, kind: RecordKind) -> Sequence[Record] | None:
        """Return the records of a kind, oldest first; None for kinds that the register does not keep."""
        make = _MAKERS.get(kind)
        if make is None:
            return None
        if kind not in self.read:
            self.read[kind] = tuple(sorted(make(self), key=lambda record: (record.on, record.id)))
        return self.read[kind]

    def since(self) -> date | None:
        """Return the day of the first event of the register: of what was before its records say nothing."""
        first = next(events(self.book.alias), None)
        return None if first is None else date.fromisoformat(first.at[:10])

    def altered(self) -> frozenset[str]:
        """Return the references of records in the register that are not stored as their history tells."""
        found: set[str] = set()
        for kind in _READ:
            wanted = Wanted(kind=kind, most=_PAGE)
            while pairs := page(self.book, wanted):
                found.update(altered(self.book, kind, pairs))
                wanted = replace(wanted, after=pairs[-1][0].reference)
        return frozenset(found)

    def all_of(self, kind: Kind) -> Iterator[Any]:
        """Yield the records of a kind in the register that belong to these offices."""
        for each in everything(self.book, Wanted(kind=kind)):
            if each.office in self.offices or (self.home and not each.office):
                yield each


def records_for(book: Book, offices: Sequence[str], home: bool) -> BookRecords | None:
    """Return the records of some offices; None where the register has nobody of them, and is not theirs."""
    known = {each.office for each in everything(book, Wanted(kind=Kind.ACCOUNT))}
    return BookRecords(book, frozenset(offices), home, Calendars(book.office)) if home or known & set(offices) else None


def open_about_procedures(place: Place) -> dict[str, str]:
    """Return the findings and nonconformities that were told and are open, each with the procedure it is about.

    Raises:
        IsoqmsError: the register cannot be used.
    """
    book = open_book(place, Path())
    found = [*everything(book, Wanted(kind=Kind.FINDING)), *everything(book, Wanted(kind=Kind.NONCONFORMITY))]
    ended = (FindingState.CLOSED, State.DRAFT, *TERMINAL)
    return {each.reference: each.process for each in found if each.process and each.state not in ended}


def _record(reference: str, on: date | None, procedure: str, held: Mapping[str, Any]) -> Iterator[Record]:
    """Yield a record of a day; what has no day yet has not happened."""
    if on is not None:
        told = {name: value.isoformat() if isinstance(value, date) else value for name, value in held.items()}
        at = Position(f"register/{reference}")
        yield Record(reference, on, at, procedure or None, MappingProxyType(told))


def _nonconformities(records: BookRecords) -> Iterator[Record]:
    for each in records.all_of(Kind.NONCONFORMITY):
        if each.state in _COUNTED:
            yield from _record(
                each.reference, each.detected_on or each.reported_on, each.process, _nonconformity(records, each)
            )


def _nonconformity(records: BookRecords, each: Nonconformity) -> dict[str, Any]:
    accepted, planned, closed = _awaited(records, each)
    contained = each.containment and (each.containment.reason or (accepted if each.containment.needed else ""))
    reacted = _texts(each, ActionKind.CORRECTION, ActionKind.CONTAINMENT) or contained
    need, search = each.action_need, each.similar_search
    without = need.justification if need is not None and not need.needed else ""
    causes = [cause.text for cause in each.causes.values() if cause.confirmed]
    judged = each.review.value if each.review else None
    concluded = str(judged) if judged is not None else without
    return {
        "description": each.statement,
        "requirement": sorted(f"{part.kind}: {part.ref}" for part in each.requirements.values()),
        "correction": reacted or accepted,
        "consequences": each.consequence or accepted,
        "cause": causes or (each.analysis and each.analysis.unknown_reason) or without or planned,
        "similar_cases": (search.note or search.found or str(search.on)) if search else planned,
        "criterion": (each.criterion and each.criterion.metric) or without or planned,
        "effective": closed or concluded,
        "action": _texts(each, ActionKind.CORRECTIVE) or without or planned,
        "result": closed or concluded,
        "risks_updated": _answered(each.risk_change) or without or planned,
        "system_changed": _answered(each.qms_change) or without or planned,
        "closed": each.ended_on,
    }


def _awaited(records: BookRecords, each: Nonconformity) -> tuple[NotYet | None, NotYet | None, NotYet | None]:
    """Return what stands for a field that acceptance, plan and end of an entry will fill in; None once they did."""
    if each.state is State.CLOSED:
        return None, None, None
    policy, office = records.book.policy, records.calendars
    accepted: date | None = None
    planned: date | None = None
    try:
        calendar = office.of(each)
        accepted, planned = triage_due(each, policy, calendar), plan_due(each, policy, calendar)
    except (CalendarEndsError, ValueError):  # no calendar reaches so far: no day is told
        pass
    ends = ((State.ANALYSING, accepted), (State.PLANNED, planned), (State.CLOSED, review_expected(each)))
    reached = _COUNTED.index(each.state)
    found = [None if reached >= _COUNTED.index(state) else NotYet(due) for state, due in ends]
    return found[0], found[1], found[2]


def _answered(change: Any) -> str:
    """Return how the question was answered whether something else must change."""
    return "" if change is None else change.link or ("yes" if change.needed else "no")


def _texts(each: Nonconformity, *kinds: ActionKind) -> list[str]:
    return [action.text for kind in kinds for action in each.actions_of(kind).values()]


def _actions(records: BookRecords) -> Iterator[Record]:
    for each in records.all_of(Kind.NONCONFORMITY):
        for key, action in each.standing_actions.items() if each.state in _COUNTED else ():
            moved = action.original_due not in (None, action.due)
            done = action.done_on if action.state in (ActionState.DONE, ActionState.VERIFIED) else None
            held = {"due": action.due, "done": done, "extended": each.extensions if moved else 0}
            yield from _record(f"{each.reference}/{key}", each.planned_on or each.detected_on, each.process, held)


def _audits(records: BookRecords) -> Iterator[Record]:
    people = {each.reference: each for each in everything(records.book, Wanted(kind=Kind.ACCOUNT))}
    ends = {each.reference: each.period_to for each in records.all_of(Kind.PROGRAMME)}
    for each in records.all_of(Kind.AUDIT):
        if each.state in _HELD:
            yield from _record(
                each.reference, each.ends_on or each.starts_on, "", _audit(each, people, ends.get(each.programme))
            )


def _audit(each: Audit, people: Mapping[str, Account], due: date | None) -> dict[str, Any]:
    """Return what an audit holds; of its team by name what posts its members hold and what they answer for.

    It is reported before its programme ends, on the day `due`.
    """
    known = {member: people[member] for member in each.team if member in people}
    awaited = None if each.state in _REPORTED else NotYet(due)
    return {
        "criteria": each.criteria,
        "scope": each.scope,
        "team": list(each.team),
        "auditors": sorted(each.auditors),
        "posts": {member: _posts_during(each, account) for member, account in known.items()},
        "owned": {member: account.processes for member, account in known.items()},
        "mitigations": {member: held.mitigation for member, held in each.team.items() if held.mitigation},
        "procedures": each.processes,
        "concluded": each.state is not AuditState.IN_PROGRESS,
        "reported": each.reported_on or awaited,
        "result": each.summary or awaited,
    }


def _posts_during(audit: Audit, account: Account) -> list[str]:
    """Return the titles of the posts somebody held while an audit was carried out."""
    first, last = audit.starts_on or audit.ends_on or date.min, audit.ends_on or audit.starts_on or date.max
    held = account.posts.values()
    return [each.title for each in held if (each.since or first) <= last and (each.until or last) >= first]


def _programmes(records: BookRecords) -> Iterator[Record]:
    audits = list(records.all_of(Kind.AUDIT))
    for each in records.all_of(Kind.PROGRAMME):
        own = [audit for audit in audits if audit.programme == each.reference]
        yield from _record(each.reference, each.period_from, "", _programme(each, own))


def _programme(each: Programme, audits: Sequence[Audit]) -> dict[str, Any]:
    """Return what a programme holds; how its audits are done and reported follows from those planned in it."""
    awaited = NotYet(each.period_to)
    return {
        "frequency": each.coverage_rule,
        "methods": sorted({str(audit.method) for audit in audits}) or awaited,
        "responsibilities": each.responsible,
        "planning": each.objectives,
        "reporting": sorted({who for audit in audits for who in audit.distribution}) or awaited,
        "considered": each.risks,
    }


def _complaints(records: BookRecords) -> Iterator[Record]:
    for each in records.all_of(Kind.COMPLAINT):
        yield from _complaint(each)


def _complaint(each: Complaint) -> Iterator[Record]:
    held = {"acknowledged": each.acknowledged_on, "answered": each.response_on, "decision": each.decision}
    yield from _record(each.reference, each.received_on, each.process, held)


def _improvements(records: BookRecords) -> Iterator[Record]:
    """Yield what was done or accepted: an improvement that is only proposed need not show a gain."""
    each: Improvement
    for each in records.all_of(Kind.IMPROVEMENT):
        if each.state in (ImprovementState.ACCEPTED, ImprovementState.DONE):
            after = each.result if each.state is ImprovementState.DONE else NotYet(each.due)
            held = {"before": each.statement, "after": after}
            yield from _record(each.reference, each.ended_on or each.raised_on, each.process, held)


def _measurements(records: BookRecords) -> Iterator[Record]:
    """Yield what was measured: a simulated figure shows nothing of what is."""
    each: Measurement
    for each in records.all_of(Kind.MEASUREMENT):
        if each.source is FigureSource.SIMULATION:
            continue
        held = {"indicator": each.metric, "value": each.value, "cases": each.cases, "source": each.source}
        yield from _record(each.reference, each.period_to, each.process, held)


def _reviews(records: BookRecords) -> Iterator[Record]:
    for each in records.all_of(Kind.REVIEW):
        if each.state == "held":
            yield from _record(each.reference, each.held_on, "", _review(each))


def _review(each: ManagementReview) -> dict[str, Any]:
    """Return inputs and outputs by what clause 9.3 calls them; decisions without its letters count for all three."""
    inputs = {
        name: [text for key, text in each.inputs.items() if key[:1] == letter] for letter, name in _INPUTS.items()
    }
    lettered = any(key[:1] in _OUTPUTS for key in each.decisions)
    outputs = {
        name: [decided.text for key, decided in each.decisions.items() if not lettered or key[:1] == letter]
        for letter, name in _OUTPUTS.items()
    }
    return {**inputs, **outputs, "chair": each.chair, "participants": each.participants}


def _surveys(records: BookRecords) -> Iterator[Record]:
    each: Survey
    for each in records.all_of(Kind.SURVEY):
        held = {"asked": each.asked, "answered": each.answered, "satisfied": each.satisfied, "method": each.channel}
        yield from _record(each.reference, each.period_to, each.process, held)


_MAKERS: Final[Mapping[RecordKind, Callable[[BookRecords], Iterator[Record]]]] = MappingProxyType(
    {
        RecordKind.ACTION: _actions,
        RecordKind.AUDIT: _audits,
        RecordKind.AUDIT_PROGRAMME: _programmes,
        RecordKind.COMPLAINT: _complaints,
        RecordKind.IMPROVEMENT: _improvements,
        RecordKind.MEASUREMENT: _measurements,
        RecordKind.NONCONFORMITY: _nonconformities,
        RecordKind.REVIEW: _reviews,
        RecordKind.SATISFACTION: _surveys,
    }
)
