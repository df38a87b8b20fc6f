"""Conditions for reporting, accepting and rejecting (T0-T4)."""

from __future__ import annotations

from typing import Final

from isoqms.register.lifecycle.case import Case, Lack
from isoqms.register.lifecycle.order import Life, out_of_order
from isoqms.register.lifecycle.values import ActionKind, ActionState, Grade, Rejection, RequirementKind
from isoqms.register.lifecycle.who import Role, holds
from isoqms.words import Message
from isoqms.worktime import Day

_LIVES: Final[tuple[Life, ...]] = (("detected_on", "similar_search.on"), ("detected_on", "actions.*.due"))


def reason_given(case: Case) -> Lack | None:
    """A reason is on record."""
    if case.reason.strip():
        return None
    return Lack(Message("no reason is given"), Message("give the reason in a sentence"))


def statement_written(case: Case) -> Lack | None:
    """The report says what was found."""
    if case.after.statement.strip():
        return None
    return Lack(Message("it is not said what was found"), Message("write the statement: what was seen, where, when"))


def requirement_named(case: Case) -> Lack | None:
    """At least one requirement is named: clause, process, step or legal basis."""
    if any(each.ref.strip() for each in case.after.requirements.values()):
        return None
    return Lack(
        Message("no requirement is named that is not met"),
        Message("name at least one clause, process, step or legal basis"),
    )


def evidence_given(case: Case) -> Lack | None:
    """At least one piece of objective evidence is given."""
    if any(each.text.strip() or each.file for each in case.after.evidence.values()):
        return None
    return Lack(
        Message("there is no objective evidence"),
        Message("describe at least one piece of evidence, or attach its file"),
    )


def detected_by_today(case: Case) -> Lack | None:
    """The day it was found is given and is not in the future."""
    found = case.after.detected_on
    if found is None:
        return Lack(Message("the day it was found is missing"), Message("give the day, today or earlier"))
    if found > case.on:
        return Lack(
            Message("the day it was found, {day}, is in the future", day=Day(found)),
            Message("give a day not after {today}", today=Day(case.on)),
        )
    return None


def nothing_ahead(case: Case) -> Lack | None:
    """Whatever is said to have been gathered, searched or to have happened lies not in the future."""
    after = case.after
    days = {
        **{key: each.collected_on for key, each in after.evidence.items()},
        **{key: each.happened_on for key, each in after.causes.items()},
        "similar_search": after.similar_search and after.similar_search.on,
    }
    ahead = [key for key, day in days.items() if day and day > case.on]
    if not ahead:
        return None
    return Lack(
        Message("the day of {parts} is in the future", parts=ahead),
        Message("give a day not after {today}", today=Day(case.on)),
    )


def days_in_order(case: Case) -> Lack | None:
    """Nothing is looked for, or to be done, before the fault was found."""
    return out_of_order(_LIVES, case.before, case.after)


def source_named(case: Case) -> Lack | None:
    """It is said how it came to light."""
    if case.after.source:
        return None
    return Lack(
        Message("it is not said how it came to light"),
        Message("name the source, for example an internal audit or a complaint"),
    )


def grade_given(case: Case) -> Lack | None:
    """It is graded major or minor."""
    if case.after.grade:
        return None
    return Lack(
        Message("it has no grade"),
        Message("grade it major or minor; an observation is recorded as an improvement instead"),
    )


def grade_as_found(case: Case) -> Lack | None:
    """What an audit found to be major is accepted as such; as less only with the reason and the auditor's consent."""
    if not case.facts.found_major or case.after.grade is not Grade.MINOR:
        return None
    signed = any(person and holds(Role.AUDITOR, person, case) for person in (case.by, case.second))
    if signed and case.reason.strip():
        return None
    return Lack(
        Message("the audit found it to be major"),
        Message("grade it major, or give the --reason why it is minor and have the auditor sign as --second"),
    )


def process_named(case: Case) -> Lack | None:
    """The process concerned is named."""
    if case.after.process:
        return None
    return Lack(Message("the process concerned is not named"), Message("name the process"))


def owner_named(case: Case) -> Lack | None:
    """Somebody is in charge of it."""
    if case.after.owner:
        return None
    return Lack(Message("nobody is in charge of it"), Message("name the person in charge of the nonconformity"))


def consequence_noted(case: Case) -> Lack | None:
    """The consequence is noted."""
    if case.after.consequence.strip():
        return None
    return Lack(Message("the consequence is not noted"), Message("note what it leads to and for whom"))


def containment_decided(case: Case) -> Lack | None:
    """Containment is needed, with an action and its day, or not needed, with the reason."""
    decided = case.after.containment
    actions = case.after.actions_of(ActionKind.CONTAINMENT).values()
    if decided and decided.needed and any(each.owner and each.due for each in actions):
        return None
    if decided and not decided.needed and decided.reason.strip():
        return None
    if decided and decided.needed:
        return Lack(
            Message("no containment action has a person in charge and a day"),
            Message("enter a containment action with the person in charge and the day"),
        )
    return Lack(
        Message("containment is not decided"),
        Message("decide that containment is needed, with an action, or is not, with the reason"),
    )


def major_is_contained(case: Case) -> Lack | None:
    """A major nonconformity is always contained."""
    if case.after.grade is not Grade.MAJOR or (case.after.containment and case.after.containment.needed):
        return None
    return Lack(
        Message("a major nonconformity must be contained"),
        Message("decide that containment is needed and enter the action"),
    )


def rejection_coded(case: Case) -> Lack | None:
    """The rejection has its reason code."""
    if case.after.rejection:
        return None
    return Lack(Message("the rejection has no reason code"), Message("choose: unfounded, duplicate, or out of scope"))


def duplicate_linked(case: Case) -> Lack | None:
    """A duplicate names the earlier nonconformity, which exists and is another one."""
    linked = case.after.duplicate_of
    if case.after.rejection is not Rejection.DUPLICATE:
        return None
    if linked and linked != case.after.reference and case.facts.duplicate_exists:
        return None
    return Lack(
        Message("the entry it duplicates is not named, or is not in the register"),
        Message("name the earlier entry by its reference"),
    )


def rejected_from_outside(case: Case) -> Lack | None:
    """Who rejects does not own the process concerned: the one accepted as such, or one the report names."""
    named = {each.ref for each in case.before.requirements.values() if each.kind is RequirementKind.PROCESS}
    if case.by.processes.isdisjoint({case.before.process, *named} - {""}):
        return None
    return Lack(
        Message("{person} owns the process concerned", person=case.by.id),
        Message("let a quality manager who does not own the process decide"),
    )


def auditor_consents(case: Case) -> Lack | None:
    """What an auditor raised is rejected only with the auditor's consent."""
    if not case.before.from_audit:
        return None
    if any(person and holds(Role.AUDITOR, person, case) for person in (case.by, case.second)):
        return None
    return Lack(
        Message("the auditor who raised it has not consented"), Message("have the auditor sign as second person")
    )


def containment_under_way(case: Case) -> Lack | None:
    """Containment is done, or runs with a day by which it will be."""
    late = [
        key
        for key, each in case.after.actions_of(ActionKind.CONTAINMENT).items()
        if each.state is ActionState.PROPOSED or (key in case.after.open_actions and not each.due)
    ]
    if not late:
        return None
    return Lack(
        Message("containment {actions} is neither done nor running with a day", actions=late),
        Message("approve the action, give it a day, or record it as done"),
    )
