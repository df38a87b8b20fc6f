"""Running the rules over a workspace: found by folder, each on its own, accepted problems set apart."""

from __future__ import annotations

import difflib
import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

import isoqms.rules
from isoqms.problem import Ground, Position, Problem, Severity
from isoqms.procedure import Organisation, Procedure, Suppression
from isoqms.words import Message
from isoqms.workspace.load import Workspace


class Objection(NamedTuple):
    """What a rule has to say: the place, the object concerned, what is wrong, what to do."""

    at: Position
    subject: str
    message: Message
    fix: Message


@dataclass(frozen=True, slots=True)
class Context:
    """What a rule may look at beside the procedure itself."""

    organisation: Organisation | None
    procedures: Mapping[str, Procedure]
    stamps: Mapping[str, str]
    as_of: date


Check = Callable[[Procedure, Context], Iterator[Objection]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule as found in its module."""

    id: str
    severity: Severity
    ground: Ground
    clauses: tuple[str, ...]
    docstring: str
    check: Check
    pack: str = ""


class Outcome(NamedTuple):
    """A problem, and the acceptance that covers it, if one does."""

    problem: Problem
    accepted: Suppression | None


@lru_cache(maxsize=1)
def find_rules() -> tuple[Rule, ...]:
    """Return every rule a check runs, ordered by id: one module each in a pack, a package below `isoqms.rules`.

    A pack that says `ON_CHECK = False` holds rules of conformity, which need more than a procedure to be judged.

    Raises:
        ValueError: two modules claim the same id, or a convention claims to be an error.
    """
    rules: dict[str, Rule] = {}
    for pack in pkgutil.iter_modules(isoqms.rules.__path__, "isoqms.rules."):
        if not pack.ispkg or not getattr(importlib.import_module(pack.name), "ON_CHECK", True):
            continue
        for module in pkgutil.iter_modules(importlib.import_module(pack.name).__path__, f"{pack.name}."):
            rule = _rule(module.name, pack.name.rpartition(".")[2].replace("_", "-"))
            if rule.id in rules:
                raise ValueError(f"two rules are called {rule.id!r}")
            rules[rule.id] = rule
    return tuple(sorted(rules.values(), key=lambda rule: rule.id))


def _rule(name: str, pack: str) -> Rule:
    module = importlib.import_module(name)
    rule = Rule(module.ID, module.SEVERITY, module.GROUND, module.CLAUSES, module.__doc__ or "", module.check, pack)
    if rule.ground is Ground.CONVENTION and rule.severity is Severity.ERROR:
        raise ValueError(f"{rule.id!r} stands on convention and cannot be an error")
    return rule


def no_such_rule(id_: str, known: Iterable[str]) -> Message:
    """Say that there is no rule of that name, and which come near it."""
    ids = sorted(known)
    near = difflib.get_close_matches(id_, ids, n=3, cutoff=0.4)
    if not near:
        return Message("there is no rule “{rule}”; isoqms explain lists them all", rule=id_)
    return Message("there is no rule “{rule}”; nearest: {near}", rule=id_, near=near)


def check(workspace: Workspace, as_of: date, rules: Iterable[Rule] | None = None) -> list[Outcome]:
    """Return what the rules object to in the procedures asked for, and what reading them objected to, by place.

    What a file says of an object but cannot be read as meant (a misspelt name, a time nobody understands) is the first
    cause: warnings and advice about that object wait until it is mended, errors do not.
    """
    chosen = find_rules() if rules is None else tuple(rules)
    outcomes = [Outcome(problem, None) for problem in (*workspace.problems, *_of_scenarios(workspace))]
    unread = {
        (problem.at.file, problem.subject)
        for problem in workspace.problems
        if problem.subject and problem.rule.startswith("format/")
    }
    for id_ in workspace.asked:
        for outcome in _check_one(workspace.procedures[id_], workspace, as_of, chosen):
            told = outcome.problem
            if told.severity is Severity.ERROR or (told.at.file, told.subject) not in unread:
                outcomes.append(outcome)
    # what a procedure inherits is judged with it as well, and said once
    return sorted(dict.fromkeys(outcomes), key=lambda outcome: (outcome.problem.at, outcome.problem.rule))


def _of_scenarios(workspace: Workspace) -> Iterator[Problem]:
    if workspace.scenarios:
        from isoqms.scenario.folder import folder_problems  # most checks are of procedures alone

        yield from folder_problems(workspace)


def _check_one(procedure: Procedure, workspace: Workspace, as_of: date, rules: tuple[Rule, ...]) -> Iterator[Outcome]:
    context = Context(workspace.organisation_of(procedure), workspace.procedures, workspace.stamps, as_of)
    used: set[Position] = set()
    for rule in rules:
        for problem in _objections(rule, procedure, context):
            covering = [acceptance for acceptance in procedure.suppress if _covers(acceptance, problem)]
            used.update(acceptance.at for acceptance in covering)
            yield Outcome(problem, next((each for each in covering if each.expires >= as_of), None))
    yield from _stale(procedure, used, as_of, [rule.id for rule in rules])


def _objections(rule: Rule, procedure: Procedure, context: Context) -> Iterator[Problem]:
    try:
        for objection in rule.check(procedure, context):
            yield Problem(
                objection.at, rule.id, rule.severity, rule.ground, objection.message, objection.fix, objection.subject
            )
    except Exception as error:
        # one faulty rule must not hide what the others found
        message = Message("the rule {rule} failed: {error}", rule=rule.id, error=f"{type(error).__name__}: {error}")
        fix = Message("this is a fault of the program, not of the file; please report it")
        yield Problem(procedure.at, "check/rule-error", Severity.ERROR, Ground.FORMAT, message, fix, rule.id)


def _covers(acceptance: Suppression, problem: Problem) -> bool:
    return acceptance.rule == problem.rule and acceptance.object in (None, problem.subject)


def _stale(procedure: Procedure, used: set[Position], as_of: date, known: list[str]) -> Iterator[Outcome]:
    """Say which acceptances ran out or no longer cover anything, so that they do not gather dust."""
    for suppression in procedure.suppress:
        if suppression.rule not in known:
            if _is_of_conformity(suppression.rule):
                continue  # judged where conformity is
            message, fix = _no_rule(suppression.rule, known)
        elif suppression.expires < as_of:
            rule, day = suppression.rule, suppression.expires
            message = Message("the acceptance of {rule} ran out on {day}", rule=rule, day=day)
            fix = Message("mend what it covered, or have it accepted again until a later day")
        elif suppression.at not in used:
            message = Message("the acceptance of {rule} covers nothing any more", rule=suppression.rule)
            fix = Message("take it out")
        else:
            continue
        problem = Problem(
            suppression.at, "check/acceptance", Severity.WARNING, Ground.CONVENTION, message, fix, suppression.rule
        )
        yield Outcome(problem, None)


def _is_of_conformity(name: str) -> bool:
    from isoqms.rules.conformity import find_conformity_rules  # loaded only when somebody accepted such a problem

    return any(rule.id == name for rule in find_conformity_rules())


def _no_rule(name: str, known: list[str]) -> tuple[Message, Message]:
    if name.startswith(("format/", "check/")):
        return Message("{rule} cannot be accepted", rule=name), Message("mend the file, then take this out")
    return no_such_rule(name, known), Message("correct the name, or take this out")
