"""Names a scenario brings in: roles, steps, variants, forms and the like must exist where they are used."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from isoqms.problem import Problem
from isoqms.procedure import Organisation, Procedure, Step
from isoqms.scenario.edits import Edit, Subject, near
from isoqms.scenario.operation import Operation
from isoqms.words import Message

_Used = tuple[Iterable[str | None], Collection[str]]
"""Names used in one manner, and those that exist."""


def name_faults(before: Operation, after: Operation, edits: Sequence[tuple[Subject, Edit]]) -> Iterator[Problem]:
    """Yield the names in changed steps, limits and posts that stand for nothing and were not used there before."""
    told = set()
    for subject, edit in edits:
        for now, then in zip(_used(after, edit), _used(before, edit), strict=True):
            for name in sorted({name for name in now[0] if name is not None} - set(then[0]) - set(now[1])):
                if (edit.owner, edit.place[:2], name) not in told:
                    told.add((edit.owner, edit.place[:2], name))
                    message = Message("there is nothing called “{name}” here", name=name)
                    yield replace(subject.problem("", message, near(name, now[1])), at=edit.at)


def _used(operation: Operation, edit: Edit) -> list[_Used]:
    kind, key = edit.owner
    if kind == "organisation":
        return _by_post(operation.distinct()[int(key)], str(edit.place[1]))
    procedure = operation.procedure(str(key))
    if procedure is None or edit.place[0] not in ("steps", "limits"):
        return []
    if edit.place[0] == "limits":
        variants = [id_ for limit in procedure.limits.named().values() for id_ in limit.variants]
        return [(variants, procedure.variants)]
    return _by_step(procedure, procedure.steps[str(edit.place[1])], operation.organisations.get(procedure.id))


def _by_post(organisation: Organisation, id_: str) -> list[_Used]:
    post = organisation.posts[id_]
    office = organisation.office(post.office)
    units = office.units if office else ()
    return [(post.roles, organisation.roles), ([post.office], organisation.offices), ([post.unit], units)]


def _by_step(procedure: Procedure, step: Step, organisation: Organisation | None) -> list[_Used]:
    variants = (*step.variants, *step.in_variant, *(variant for way in step.next for variant in way.variants))
    roles = (*step.role, *(role for special in step.in_variant.values() for role in special.role))
    targets = (*step.parallel, *(id_ for way in step.next for id_ in (way.to, way.at_bound)))
    channels = [channel for way in step.next for channel in way.channels]
    return [
        (roles if organisation else (), organisation.roles if organisation else ()),
        (targets, procedure.steps),
        (variants, procedure.variants),
        (channels if procedure.channels else (), procedure.channels),
        (step.forms, procedure.forms),
        (step.records, procedure.records),
        (step.pays, procedure.fees),
        (step.legal_basis, procedure.legal_basis),
        ([step.stage], procedure.stages),
    ]
