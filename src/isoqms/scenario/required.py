"""Steps that a scenario takes out although a rule requires them, which only who issued the rule can let happen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from isoqms.problem import Problem, Severity
from isoqms.procedure import Authority, LegalRule, Procedure, Step
from isoqms.procedure.issuing import RANKS, is_decided_by, issuer_of_rule
from isoqms.scenario.edits import REMOVED, Edit, Subject
from isoqms.scenario.operation import Operation
from isoqms.scenario.scenario import Change, State
from isoqms.words import Message, Text


def required_steps(operation: Operation, edits: Sequence[tuple[Subject, Edit]]) -> Iterator[Problem]:
    """Yield the steps taken out that a rule from above the office requires.

    It is a warning, not an error: to propose it is what scenarios are for. Nothing is said where the change proposes
    to amend the rule, or names a decision of who may change it.
    """
    for subject, edit in edits:
        procedure = operation.procedure(str(edit.owner[1])) if edit.owner[0] == "procedure" else None
        if procedure is not None and edit.value is REMOVED and edit.place[0] == "steps":
            step = procedure.steps[str(edit.place[1])]
            rules = [procedure.legal_basis[id_] for id_ in step.legal_basis if id_ in procedure.legal_basis]
            by = _decides(step, rules)
            if by is not Authority.OFFICE and rules and not _is_settled(subject.change, step, by, procedure):
                yield _problem(subject, edit, step, rules)


def _decides(step: Step, rules: Sequence[LegalRule]) -> Authority | None:
    """Return the highest authority that has to agree; None where that of some rule is not known."""
    found = [step.changed_by] if step.changed_by else [issuer_of_rule(rule) for rule in rules]
    known = [each for each in found if each]
    return max(known, key=RANKS.index) if known and len(known) == len(found) else None


def _is_settled(change: Change, step: Step, by: Authority | None, procedure: Procedure) -> bool:
    if change.state in (None, State.PROPOSED):
        return bool({each.rule for each in change.amends} & {*step.legal_basis})
    return by is not None and is_decided_by(change.document, by, procedure.legal_basis.values())


def _problem(subject: Subject, edit: Edit, step: Step, rules: Sequence[LegalRule]) -> Problem:
    message = Message(
        "“{step}” is required by {rules}: the office alone cannot leave it out",
        step=step.title or Text.of(step.id),
        rules=[rule.document for rule in rules],
    )
    fix = Message(
        "write under “amends:” how the rule is to be amended, with “state: proposed”; once it is decided, the number "
        "of that decision under “document:”"
    )
    return replace(subject.problem("", message, fix, "required", Severity.WARNING), at=edit.at)
