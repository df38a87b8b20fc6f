"""Who may take a step: the roles of the life cycle, and how a person comes to have one in a given case."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import Final

from isoqms.register.lifecycle.case import Case, Person
from isoqms.register.lifecycle.values import Duty, Grade
from isoqms.words import Message


class Role(StrEnum):
    """In what capacity somebody acts on a nonconformity."""

    ANYONE = "anyone"
    REPORTER = "reporter"
    QUALITY_MANAGER = "quality_manager"
    NC_OWNER = "nc_owner"
    PROCESS_OWNER = "process_owner"
    APPROVER = "approver"
    REVIEWER = "reviewer"
    AUDITOR = "auditor"
    ACTION_OWNER = "action_owner"


ROLE_NAMES: Final = MappingProxyType(
    {
        Role.ANYONE: Message("anyone"),
        Role.REPORTER: Message("the person who reported it"),
        Role.QUALITY_MANAGER: Message("the quality manager"),
        Role.NC_OWNER: Message("the person in charge of the entry"),
        Role.PROCESS_OWNER: Message("the owner of the process"),
        Role.APPROVER: Message("who approves the plan (minor: the owner of the process; major: the quality manager)"),
        Role.REVIEWER: Message("the reviewer named in the criterion"),
        Role.AUDITOR: Message("the auditor who raised it"),
        Role.ACTION_OWNER: Message("the person in charge of the action"),
    }
)


def holds(role: Role, person: Person, case: Case) -> bool:
    """Say whether a person has a role in a case.

    Roles are read from the record as it stood before, so that nobody gives himself one by the step he takes; only the
    step of acceptance, which names owner and process, is the quality manager's anyway.
    """
    record = case.before
    match role:
        case Role.ANYONE:
            return True
        case Role.REPORTER:
            return person.id == record.reporter
        case Role.QUALITY_MANAGER:
            return Duty.QUALITY_MANAGER in person.duties
        case Role.NC_OWNER:
            return person.id == record.owner
        case Role.PROCESS_OWNER:
            return bool(record.process) and record.process in person.processes
        case Role.APPROVER:
            return _approves(person, case)
        case Role.REVIEWER:
            return record.criterion is not None and person.id == record.criterion.reviewer
        case Role.AUDITOR:
            return person.id == record.auditor
        case Role.ACTION_OWNER:
            return case.action in record.actions and person.id == record.actions[case.action].owner


def _approves(person: Person, case: Case) -> bool:
    """Say whether a person may approve: by grade; in a small office the head may stand in."""
    if case.policy.small_office and Duty.TOP_MANAGEMENT in person.duties:
        return True
    role = Role.QUALITY_MANAGER if case.before.grade is Grade.MAJOR else Role.PROCESS_OWNER
    return holds(role, person, case)


def may_judge(case: Case, name: str, person: Person | None) -> bool:
    """Say whether somebody could judge effectiveness as the case would stand; of a stranger only own work counts."""
    if name in case.after.doers:
        return False
    if person is None or not case.after.from_audit:
        return True
    borrowed = case.policy.small_office and bool(person.office) and person.office != case.after.office
    entitled = person.duties & {Duty.QUALITY_MANAGER, Duty.AUDITOR} or person.id == case.after.auditor
    return borrowed or bool(entitled)
