"""An operation as a scenario makes it, by all of its changes or some of them; pure, and nothing is read anew."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from isoqms.problem import Problem, Severity
from isoqms.procedure import Organisation, Procedure
from isoqms.scenario.edits import REMOVED, Edit, Subject, conflicts, near, put, value_at
from isoqms.scenario.flow import flow_faults
from isoqms.scenario.in_dossier import paper_edits
from isoqms.scenario.in_steps import step_edits
from isoqms.scenario.in_whole import post_edits, procedure_edits
from isoqms.scenario.names import name_faults
from isoqms.scenario.operation import Operation
from isoqms.scenario.required import required_steps
from isoqms.scenario.scenario import ALL, Scenario
from isoqms.scenario.shares import fitted
from isoqms.words import Message

_Edits = list[tuple[Subject, Edit]]
Model = TypeVar("Model", Procedure, Organisation)


def apply(operation: Operation, scenario: Scenario, only: Collection[str] | None = None) -> Operation:
    """Return the operation under a scenario, or under those of its changes that `only` names.

    What no change touches is the same object as before. A step that is taken out stays in its procedure and is listed
    in `removed`. A change of a procedure that is not in the operation has no effect on it.

    Raises:
        ValueError: `only` names no change of the scenario, or the scenario has errors (`scenario_problems` tells them).
    """
    if unknown := [id_ for id_ in only or () if id_ not in scenario.changes]:
        raise ValueError(f"{unknown!r} are no changes of {scenario.id}")
    edits, problems = _resolved(operation, scenario, only)
    if not problems:
        changed, problems = _with(operation, edits)
    if problems:
        raise ValueError(f"{scenario.id} cannot be applied: {problems[0].at}: {problems[0].message.render('en')}")
    return changed


def scenario_problems(operation: Operation, scenario: Scenario) -> tuple[Problem, ...]:
    """Return what is wrong with a scenario in an operation: unknown names, contradictions, dossiers that get stuck.

    A scenario with errors is not to be applied; a change that alters nothing is a warning, as is one that leaves out a
    step which a rule requires.
    """
    edits, problems = _resolved(operation, scenario, None)
    changed = operation
    if not problems:
        changed, problems = _with(operation, edits)
        problems += name_faults(operation, changed, edits)
    if not problems:
        problems += flow_faults(operation, changed, edits)
    told = {problem.subject for problem in problems}
    problems += _idle(operation, scenario, edits, told)
    problems += required_steps(operation, edits)
    return tuple(sorted(problems, key=lambda problem: (problem.at, problem.rule)))


def _resolved(operation: Operation, scenario: Scenario, only: Collection[str] | None) -> tuple[_Edits, list[Problem]]:
    edits: _Edits = []
    problems = list(_unknown_scope(operation, scenario)) if only is None else []
    for id_, change in scenario.changes.items():
        if only is None or id_ in only:
            subject = Subject(scenario, change)
            for found in _of_change(operation, subject):
                if isinstance(found, Problem):
                    problems.append(found)
                else:
                    edits.append((subject, found))
    return edits, [*problems, *conflicts(edits)]


def _unknown_scope(operation: Operation, scenario: Scenario) -> Iterator[Problem]:
    known = operation.known | {procedure.id for procedure in operation.procedures}
    for index, id_ in enumerate(scenario.for_):
        if id_ not in known:
            message = Message("there is no procedure “{id}”", id=id_)
            subject = Subject(scenario, next(iter(scenario.changes.values())))
            problem = subject.problem("", message, near(id_, known))
            yield replace(problem, at=scenario.place(("for", index)), subject="")


def _of_change(operation: Operation, subject: Subject) -> Iterator[Edit | Problem]:
    change, scope = subject.change, subject.scenario.for_
    inside = [procedure for procedure in operation.procedures if not scope or procedure.id in scope]
    if change.post or change.role:
        carrying = {id(operation.organisations[each.id]) for each in inside if each.id in operation.organisations}
        numbered = [(n, each) for n, each in enumerate(operation.distinct()) if id(each) in carrying]
        yield from post_edits(numbered, subject)
        return
    if change.procedure != ALL:
        yield from _unknown_procedures(operation, subject)
        inside = [procedure for procedure in inside if procedure.id in change.procedure]
    edits_of = step_edits if change.step else paper_edits if change.paper else procedure_edits
    yield from edits_of(inside, subject)


def _unknown_procedures(operation: Operation, subject: Subject) -> Iterator[Problem]:
    known, scope = operation.known | {procedure.id for procedure in operation.procedures}, subject.scenario.for_
    for id_ in subject.change.procedure:
        if id_ not in known:
            yield subject.problem("procedure", Message("there is no procedure “{id}”", id=id_), near(id_, known))
        elif scope and id_ not in scope:
            message = Message("the scenario is not for the procedure “{id}”", id=id_)
            yield subject.problem("procedure", message, Message("name it under “for:”, or take the change out"))


def _with(operation: Operation, edits: _Edits) -> tuple[Operation, list[Problem]]:
    """Return the operation with all values in place, and what is wrong with shares."""
    procedures = {procedure.id: procedure for procedure in operation.procedures}
    organisations: dict[int, Organisation] = dict(enumerate(operation.distinct()))
    removed: dict[str, frozenset[str]] = dict(operation.removed)
    for _, edit in edits:
        kind, key = edit.owner
        if edit.value is REMOVED and edit.place[0] == "dossier":
            procedures[str(key)] = put(procedures[str(key)], edit.place, None)
        elif edit.value is REMOVED:
            removed[str(key)] = removed.get(str(key), frozenset()) | {str(edit.place[1])}
        elif kind == "organisation":
            organisations[int(key)] = _put(organisations[int(key)], edit)
        else:
            procedures[str(key)] = _put(procedures[str(key)], edit)
    _close_up(procedures, edits)
    problems = _fit_shares(procedures, edits)
    now = {id(before): organisations[number] for number, before in enumerate(operation.distinct())}
    told = {id_: now[id(before)] for id_, before in operation.organisations.items()}
    ordered = tuple(procedures[each.id] for each in operation.procedures)
    return replace(operation, procedures=ordered, organisations=told, removed=removed), problems


def _close_up(procedures: dict[str, Procedure], edits: _Edits) -> None:
    """Take the empty places out of dossiers; until now they kept the others where the changes look for them."""
    for id_ in {str(edit.owner[1]) for _, edit in edits if edit.value is REMOVED and edit.place[0] == "dossier"}:
        left = tuple(paper for paper in procedures[id_].dossier if paper is not None)
        procedures[id_] = replace(procedures[id_], dossier=left)


def _put(whole: Model, edit: Edit) -> Model:
    """Return a procedure or an organisation with a value in place; the same object where it had that value already."""
    if value_at(whole, edit.place) == edit.value:
        return whole
    made: Model = put(whole, edit.place, edit.value)
    return made


def _fit_shares(procedures: dict[str, Procedure], edits: _Edits) -> list[Problem]:
    """Let the shares of every step of which one was changed make up the whole again."""
    touched: dict[tuple[str, str], list[tuple[Subject, Edit]]] = {}
    for subject, edit in edits:
        if len(edit.place) == 5 and edit.place[2] == "next" and edit.place[4] == "share":
            touched.setdefault((str(edit.owner[1]), str(edit.place[1])), []).append((subject, edit))
    problems = []
    for (id_, step), found in touched.items():
        procedure = procedures[id_]
        made = fitted(procedure.steps[step], procedure.variants, [int(edit.place[3]) for _, edit in found])
        if isinstance(made, Message):
            subject, edit = found[-1]
            fix = Message("write the shares of the other ways as well, each as a change of its own")
            problems.append(replace(subject.problem("", made, fix, "share"), at=edit.at))
        else:
            procedures[id_] = put(procedure, ("steps", step), made)
    return problems


def _idle(operation: Operation, scenario: Scenario, edits: _Edits, told: Collection[str]) -> Iterator[Problem]:
    """Say of each change that nothing becomes different by it, unless something else is wrong with it."""
    procedures: Mapping[str, Any] = {procedure.id: procedure for procedure in operation.procedures}
    organisations = dict(enumerate(operation.distinct()))
    effective = set()
    for subject, edit in edits:
        kind, key = edit.owner
        owner = procedures[str(key)] if kind == "procedure" else organisations[int(key)]
        if edit.value is REMOVED or value_at(owner, edit.place) != edit.value:
            effective.add(subject.change.id)
    for id_, change in scenario.changes.items():
        if id_ not in effective and id_ not in told:
            message = Message("the change “{id}” makes nothing different here", id=id_)
            fix = Message("write what becomes different from what the files say now, or take it out")
            yield Subject(scenario, change).problem("", message, fix, "idle", Severity.WARNING)
