"""A step of a record other than a nonconformity, and its judgement: who, from where to where, what must be given."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, get_args, get_origin

from isoqms.metrics import FigureSource
from isoqms.register.kinds.audits import Audit, Finding
from isoqms.register.kinds.kinds import FORMS, Kind
from isoqms.register.kinds.role_names import ANYONE, role_name
from isoqms.register.kinds.state_names import state_name
from isoqms.register.lifecycle.case import Lack, Person, Refusal
from isoqms.register.lifecycle.document import difference, from_document, hints, merged, no_members, to_document
from isoqms.register.lifecycle.move import covers, paths
from isoqms.register.lifecycle.order import out_of_order
from isoqms.register.lifecycle.values import Duty
from isoqms.register.member_words import member, named_member
from isoqms.words import Message
from isoqms.worktime import Day


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What the rest of the register says about a record."""

    processes: Mapping[str, frozenset[str]] = field(default_factory=no_members)
    """Processes owned, by person."""
    duties: Mapping[str, frozenset[Duty]] = field(default_factory=no_members)
    """Standing duties of the people of an audit team."""
    audit: Audit | None = None
    """The audit a finding belongs to."""
    findings: tuple[Finding, ...] = ()
    """Findings of an audit."""
    owners: tuple[str, ...] = ()
    """Who owns the process of a finding; of one about the system as a whole, a process of the audit."""
    unsettled: tuple[str, ...] = ()
    """Nonconformities of an audit whose actions are not yet carried out."""
    stamp: str = ""
    """SHA-256 of an audit with its findings as they stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """A step about to be taken on a record."""

    before: Any
    after: Any
    by: Person
    on: date
    reason: str = ""
    around: Around = field(default_factory=Around)


Guard = Callable[[Deed], Lack | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A row of the table of steps; one without sources begins a record."""

    id: str
    kind: Kind
    verb: str
    sources: tuple[str, ...] = ()
    target: str = ""
    """State afterwards; empty leaves it as it is."""
    who: tuple[Duty | str, ...] = (ANYONE,)
    """Duties, or members which name the person, or anyone."""
    needs: tuple[str, ...] = ()
    """Members that must be given by then."""
    brings: tuple[str, ...] = ()
    past: tuple[str, ...] = ()
    """Days among the members that may not lie in the future."""
    guards: tuple[Guard, ...] = ()
    notes: str = ""
    """Member which gets the day of the step."""
    signs: str = ""
    """Member which gets who takes the step."""
    stamps: str = ""
    """Member which gets the stamp of what is reported."""
    reasoned: bool = False
    meaning: str = "authored"

    def role_of(self, by: Person, record: Any) -> str:
        """Return as what a person takes this step; empty when he may not."""
        for each in self.who:
            named = getattr(record, str(each), None)
            if each == ANYONE or each in by.duties or named == by.id or (type(named) is frozenset and by.id in named):
                return str(each)
        return ""


def judged(rule: Rule, deed: Deed) -> Any:
    """Return the record after a step, or a tuple of every reason why it may not be taken."""
    if found := tuple(_refusals(rule, deed)):
        return found
    changes: dict[str, Any] = {"state": rule.target} if rule.target else {}
    if rule.notes:
        changes[rule.notes] = deed.on.isoformat()
    if rule.signs:
        changes[rule.signs] = deed.by.id
    if rule.stamps:
        changes[rule.stamps] = deed.around.stamp
    record: Any = from_document(FORMS[rule.kind].record, merged(to_document(deed.after), changes))
    return record


def _refusals(rule: Rule, deed: Deed) -> Iterator[Refusal]:
    if (lack := _place(rule, deed)) or (lack := _closed(rule, deed)):
        yield lack
        return
    if not rule.role_of(deed.by, deed.before):  # who begins a record has no part in it yet
        roles = [role_name(each) for each in rule.who]
        message = Message("{person} may not take this step", person=deed.by.id)
        yield Refusal(rule.id, "who", message, Message("it is for: {roles}", roles=roles))
    if missing := [name for name in rule.needs if _is_missing(getattr(deed.after, name))]:
        message = Message("{members} must be given for this step", members=[_called(rule, name) for name in missing])
        options = [f"--{name.replace('_', '-')}" for name in missing if _is_plain(rule, name)]
        remedy = Message("give: {options}", options=options) if options else Message("give what is missing")
        yield Refusal(rule.id, "needs", message, remedy)
    if late := [_called(rule, name) for name in rule.past if (day := getattr(deed.after, name)) and day > deed.on]:
        message = Message("{members} lies in the future", members=late)
        yield Refusal(rule.id, "past", message, Message("give a day not after {today}", today=Day(deed.on)))
    elif backwards := out_of_order(FORMS[rule.kind].lives, deed.before, deed.after):
        yield Refusal(rule.id, "order", backwards.message, backwards.remedy)
    if rule.reasoned and not deed.reason.strip():
        message = Message("no reason is given")
        yield Refusal(rule.id, "reason", message, Message("give the reason in a sentence"))
    for guard in rule.guards:
        if lacking := guard(deed):
            yield Refusal(rule.id, guard.__name__, lacking.message, lacking.remedy)


def _called(rule: Rule, name: str) -> Message:
    """Return what a member is called in this kind of record: a figure comes from somewhere, and comes not to light."""
    said = get_args(_hint(rule, name))
    return member(name, FigureSource if FigureSource in said else None)


def _is_plain(rule: Rule, name: str) -> bool:
    """Say whether a member has an option of its own name: one that holds parts by their keys has others."""
    return get_origin(_hint(rule, name)) is not Mapping and name in rule.brings


def _hint(rule: Rule, name: str) -> Any:
    record: Any = FORMS[rule.kind].record
    return hints(record)[name]


def _is_missing(value: object) -> bool:
    """Say whether a member is not given: a count of nothing is not, a measured figure of nought is."""
    return not value and not isinstance(value, Decimal)


def _place(rule: Rule, deed: Deed) -> Refusal | None:
    exists = deed.before is not None
    if not rule.sources and exists:
        message = Message("{reference} is there already", reference=deed.after.reference)
        return Refusal(rule.id, "state", message, Message("change it instead"))
    state = str(getattr(deed.before, "state", "")) if exists else ""
    if rule.sources and not (exists and state in rule.sources):
        stands = state_name(state) if state else "–"
        message = Message("{reference} stands at: {state}", reference=deed.after.reference, state=stands)
        possible = [state_name(each) for each in rule.sources if each]
        return Refusal(rule.id, "state", message, Message("this step is possible at: {states}", states=possible))
    return None


def _closed(rule: Rule, deed: Deed) -> Refusal | None:
    given = {"reference": deed.after.reference}
    held = to_document(deed.before) if deed.before is not None else given
    changes = difference(held, to_document(deed.after))
    required = set(getattr(FORMS[rule.kind].record, "__dataclass_fields__", {})) if deed.before is None else set()
    open_to = {*rule.brings, *({rule.signs} & required)}
    closed = [path for path in paths(changes) if not covers(open_to, path)]
    if not closed:
        return None
    message = Message("{members} cannot be changed by this step", members=[named_member(each) for each in closed])
    return Refusal(
        rule.id,
        "frozen",
        message,
        Message("this step sets: {members}", members=[named_member(each) for each in rule.brings] or "–"),
    )
