"""What a procedure file holds and a step table has no place for: told when the table is written."""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.procedure import Procedure, Step
from isoqms.words import Message


def left_out(procedure: Procedure) -> list[Message]:
    """Return what the step table of a procedure does not carry, in the order of the file."""
    parts = (
        (Message("adopts another procedure"), procedure.adopts),
        (Message("purpose, subjects, conditions, result"), _about(procedure)),
        (Message("issue"), procedure.issue),
        (Message("sign-off"), procedure.authors or procedure.reviewers or procedure.approvers),
        (Message("revisions"), procedure.revisions),
        (Message("legal basis"), procedure.legal_basis),
        (Message("limits by case"), _limits_by_case(procedure)),
        (Message("variants"), procedure.variants),
        (Message("papers of the dossier, number of sets"), procedure.dossier or procedure.dossier_sets),
        (Message("fees"), procedure.fees),
        (Message("records"), procedure.records),
        (Message("indicators, risks"), procedure.kpis or procedure.risks),
        (Message("notes of the document"), procedure.notes),
        (Message("accepted problems"), procedure.suppress),
        *_of_steps(list(procedure.steps.values())),
    )
    return [name for name, held in parts if held]


def _about(procedure: Procedure) -> bool:
    return bool(procedure.purpose or procedure.subjects or procedure.conditions or procedure.result)


def _limits_by_case(procedure: Procedure) -> bool:
    limits = (procedure.limits.legal, procedure.limits.committed, procedure.limits.total)
    return any(limit and ((limit.within and limit.within.cases) or limit.note) for limit in limits)


def _of_steps(steps: list[Step]) -> Iterator[tuple[Message, object]]:
    branches = [branch for step in steps for branch in step.next]
    yield Message("shares of the dossiers, bounds of loops"), any(each.share or each.at_most for each in branches)
    yield Message("time really worked and waited"), any(step.work or step.wait for step in steps)
    yield Message("steps of some variants only"), any(step.variants or step.in_variant for step in steps)
