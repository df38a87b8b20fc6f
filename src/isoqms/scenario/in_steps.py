"""Changes of steps and of the ways out of them, as single values of the procedures they hold for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any, Final

from isoqms.problem import Position, Problem
from isoqms.procedure import CostItem, Procedure, Step, StepVariant
from isoqms.scenario.edits import REMOVED, Edit, Owner, Place, Subject, near
from isoqms.scenario.scaling import NoNumberError, factor_of, scaled, scaled_effort
from isoqms.scenario.scenario import ALL
from isoqms.words import Message

_ONE_OF: Final = {"next": (), "parallel": (), "end": None}
"""A step goes on in one of these manners: what is set takes the place of the others."""
_ONE_OF_WAY: Final = {"to": None, "end": None}
_TIMES: Final[dict[str, Callable[[Any, Fraction], Any]]] = {
    "work": scaled_effort,
    "wait": scaled_effort,
    "allowance": scaled,
}


def step_edits(procedures: Iterable[Procedure], subject: Subject) -> Iterator[Edit | Problem]:
    """Yield what a change of a step or of a way comes to in each of `procedures`."""
    change = subject.change
    held = [(procedure, procedure.steps.get(change.step or "")) for procedure in procedures]
    for procedure, step in held:
        if step is not None:
            of = _way_edits if change.leads_to else _of_step
            yield from of(procedure, step, subject)
        elif change.procedure != ALL:
            message = Message("{procedure} has no step “{step}”", procedure=procedure.id, step=change.step)
            yield subject.problem("step", message, near(change.step or "", procedure.steps))
    if held and change.procedure == ALL and not any(step for _, step in held):
        steps = {id_ for procedure, _ in held for id_ in procedure.steps}
        message = Message("no procedure has a step “{step}”", step=change.step)
        yield subject.problem("step", message, near(change.step or "", steps))


def _of_step(procedure: Procedure, step: Step, subject: Subject) -> Iterator[Edit | Problem]:
    owner, place = ("procedure", procedure.id), ("steps", step.id)
    if subject.change.remove:
        yield Edit(owner, place, REMOVED, subject.at("remove"))
    for name, value in subject.change.values.items():
        at = subject.at("set", name)
        if name == "in_variant" and value:
            yield from _parts(owner, name, step.in_variant, StepVariant, value, subject, step.id)
        elif name == "costs" and value:
            yield from _parts(owner, name, step.costs, CostItem, value, subject, step.id)
        elif name in _ONE_OF:
            yield from _instead(owner, place, name, value, at, step, _ONE_OF)
        else:
            yield Edit(owner, (*place, name), value, at)
    for name, number in subject.change.scale.items():
        yield from _scaled(owner, step, name, factor_of(number), subject)


def _instead(
    owner: Owner, place: Place, name: str, value: Any, at: Position, part: Any, group: dict[str, Any]
) -> Iterator[Edit]:
    """Set one of several fields that exclude each other, and take the others out."""
    yield Edit(owner, (*place, name), value, at)
    for other, empty in group.items():
        if value and other != name and getattr(part, other) != empty:
            yield Edit(owner, (*place, other), empty, at)


def _parts(
    owner: Owner, field: str, held: Mapping[str, Any], kind: type, parts: dict[str, Any], subject: Subject, step: str
) -> Iterator[Edit | Problem]:
    """Yield what is set of parts that a step keeps by name, each by itself; None takes one out."""
    for id_, values in parts.items():
        place: Place = ("steps", step, field, id_)
        at = subject.at("set", field, id_)
        if values is None and id_ not in held:
            message = Message("“{step}” has no “{item}” under {field}", step=step, item=id_, field=field)
            yield subject.problem("set", message, near(id_, held))
        elif values is None or id_ not in held:
            yield Edit(owner, place, values if values is None else kind(**values, at=at), at)
        else:
            for name, value in values.items():
                yield Edit(owner, (*place, name), value, subject.at("set", field, id_, name))


def _scaled(owner: Owner, step: Step, name: str, factor: Fraction, subject: Subject) -> Iterator[Edit | Problem]:
    at, times = subject.at("scale", name), _TIMES[name]
    held: list[tuple[Place, Any]] = [(("steps", step.id, name), getattr(step, name))]
    for variant, special in step.in_variant.items():
        held.append((("steps", step.id, "in_variant", variant, name), getattr(special, name)))
    for place, value in held:
        if value is not None:
            try:
                yield Edit(owner, place, times(value, factor), at)
            except NoNumberError as error:
                message = Message("“{time}” cannot be multiplied", time=error.duration)
                fix = Message("write under “set:” what it becomes")
                yield subject.problem("scale", message, fix, "value")


def _way_edits(procedure: Procedure, step: Step, subject: Subject) -> Iterator[Edit | Problem]:
    change = subject.change
    found = [index for index, way in enumerate(step.next) if way.leads_to == change.leads_to]
    key = "to" if change.to else "end"
    if not found and change.procedure != ALL:
        message = Message("no way leads from “{step}” to “{target}”", step=step.id, target=change.leads_to)
        yield subject.problem(key, message, near(change.to or str(change.end), [way.leads_to for way in step.next]))
    elif len(found) > 1:
        message = Message("several ways lead from “{step}” to “{target}”", step=step.id, target=change.leads_to)
        fix = Message("leave “{name}:” out and write under “set:” all ways of the step under “next:”", name=key)
        yield subject.problem(key, message, fix)
    for index in found[:1]:
        owner, place, way = ("procedure", procedure.id), ("steps", step.id, "next", index), step.next[index]
        for name, value in change.values.items():
            at = subject.at("set", name)
            if name in _ONE_OF_WAY:
                yield from _instead(owner, place, name, value, at, way, _ONE_OF_WAY)
            else:
                yield Edit(owner, (*place, name), value, at)
        if "share" in change.scale and way.share is not None:
            share = way.share * factor_of(change.scale["share"])
            yield Edit(owner, (*place, "share"), share, subject.at("scale", "share"))
