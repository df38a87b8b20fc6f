"""Whether dossiers still come to an end when a scenario changes the ways they go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from isoqms.problem import Problem
from isoqms.procedure import Procedure
from isoqms.scenario.edits import Edit, Subject
from isoqms.scenario.operation import Operation
from isoqms.words import Message

_WAYS: Final = ("next", "parallel", "end", "join", "variants")
_SHARE_PLACE: Final = 5
"""How deep the share of a way lies; another share opens or closes no way."""


def flow_faults(before: Operation, after: Operation, edits: Sequence[tuple[Subject, Edit]]) -> Iterator[Problem]:
    """Yield how dossiers would get stuck, be doubled or left behind by a change, and did not without it."""
    told = set()
    for subject, edit in edits:
        key = edit.owner[1]
        if key in told or edit.owner[0] != "procedure" or not _of_ways(edit):
            continue
        now, then = after.procedure(str(key)), before.procedure(str(key))
        if now is None or then is None:
            continue
        for kind, step in sorted(_stops(now) - _stops(then))[:1]:  # the others mostly follow from it
            told.add(key)
            message = Message("{what} (procedure {procedure})", what=_said(kind, step), procedure=now.id)
            fix = Message("name the ways on so that every dossier comes to an end, and branches meet")
            yield replace(subject.problem("", message, fix, "flow"), at=edit.at)


def _of_ways(edit: Edit) -> bool:
    place = edit.place
    is_share = len(place) == _SHARE_PLACE and place[-1] == "share"
    return place[0] == "steps" and len(place) > 2 and place[2] in _WAYS and not is_share


def _stops(procedure: Procedure) -> set[tuple[str, str]]:
    """Return what can go wrong with the course of a dossier, each with the step it happens at."""
    from isoqms.graph.questions import is_complete, manners, traps  # few scenarios change ways
    from isoqms.graph.soundness import Unsound, soundness

    if not is_complete(procedure):
        return {("no_way", step.id) for step in procedure.steps.values() if len(manners(step)) != 1}
    found = {("never_ends", circle[0].id) for circle in traps(procedure)}
    result = soundness(procedure)
    faults = result.faults if isinstance(result, Unsound) else ()
    return found | {(str(fault.kind), fault.step) for fault in faults}


def _said(kind: str, step: str) -> Message:
    match kind:
        case "deadlock":
            return Message("a dossier would wait at “{step}” for a branch that does not come", step=step)
        case "unsynchronised":
            return Message("a dossier would be twice at “{step}”", step=step)
        case "left_behind":
            return Message("a dossier would end at “{step}” while it is still under way elsewhere", step=step)
        case "no_way":
            return Message("a dossier would have no way on from “{step}”, or more than one manner to go on", step=step)
        case _:
            return Message("a dossier that comes to “{step}” would go round and never end", step=step)
