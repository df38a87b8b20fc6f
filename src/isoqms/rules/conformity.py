"""Judging quality systems: every rule of the packs asked for, on every object, with what each of them found.

The rules of conformity lie in packs that `isoqms check` neither loads nor runs.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial

import isoqms.rules
from isoqms.framework import DEFAULT
from isoqms.problem import Ground, Position, Problem, Severity
from isoqms.procedure import Procedure, Suppression
from isoqms.qms import Records
from isoqms.rules.acceptances import is_known, stale_acceptances
from isoqms.rules.asking import unwritten
from isoqms.rules.doubts import altered, doubted, doubtful
from isoqms.rules.engine import Context, Objection, Rule, find_rules
from isoqms.rules.left_out import left_out_of, may_be_left_out, reason_of
from isoqms.rules.results import (
    Absent,
    CheckResult,
    Evidence,
    Found,
    Insufficient,
    NotApplicable,
    Seen,
    Told,
)
from isoqms.rules.system import System
from isoqms.rules.systems import Estimating, Keeping, problems_by_folder, systems, unread_procedures
from isoqms.rules.unreadable import UnreadableError, closed
from isoqms.words import Message
from isoqms.workspace.load import Workspace

OfProcedure = Callable[[Procedure, System], Iterator[Found]]
OfSystem = Callable[[System], Iterator[Found]]

SYSTEM = ""
"""The id under which results about the quality system as a whole stand."""


@dataclass(frozen=True, slots=True)
class ConformityRule:
    """A rule of conformity as found in its module; it looks at each procedure, or at the system once."""

    id: str
    pack: str
    severity: Severity
    ground: Ground
    clauses: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    docstring: str
    check: OfProcedure | None
    check_system: OfSystem | None


@dataclass(frozen=True, slots=True)
class Judgement:
    """A quality system and what the rules say of it and of its procedures, ordered by rule and object.

    `stale` are the acceptances that ran out, cover nothing, name no rule, or were nobody's to give; `problems` what
    was wrong with its files when they were read, `unread` where procedures begin that cannot be read at all.
    """

    system: System
    results: tuple[CheckResult, ...]
    stale: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()
    unread: tuple[Position, ...] = ()


def packs() -> tuple[str, ...]:
    """Return the names of the packs of rules, as people write them."""
    return tuple(_said(each.name) for each in pkgutil.iter_modules(isoqms.rules.__path__) if each.ispkg)


def usual_packs(edition: str = DEFAULT) -> tuple[str, ...]:
    """Return the packs that are asked unless somebody chooses: all but those of another edition of the standard.

    A pack says with `EDITION` that it is only for one that is not in force yet.
    """
    only_for = {
        name: getattr(importlib.import_module(f"isoqms.rules.{_written(name)}"), "EDITION", edition) for name in packs()
    }
    return tuple(name for name in packs() if only_for[name] == edition)


def _written(pack: str) -> str:
    return pack.replace("-", "_")


def _said(module: str) -> str:
    return module.replace("_", "-")


@lru_cache(maxsize=1)
def find_conformity_rules() -> tuple[ConformityRule, ...]:
    """Return every rule of conformity, ordered by id: one module each in a pack that a check does not run.

    Raises:
        ValueError: two modules claim the same id, a convention claims to be an error, or a rule looks at nothing.
    """
    rules: dict[str, ConformityRule] = {}
    for pack in pkgutil.iter_modules(isoqms.rules.__path__, "isoqms.rules."):
        if not pack.ispkg or getattr(importlib.import_module(pack.name), "ON_CHECK", True):
            continue
        for module in pkgutil.iter_modules(importlib.import_module(pack.name).__path__, f"{pack.name}."):
            rule = _rule(module.name, _said(pack.name.rpartition(".")[2]))
            if rule.id in rules:
                raise ValueError(f"two rules are called {rule.id!r}")
            rules[rule.id] = rule
    return tuple(sorted(rules.values(), key=lambda rule: rule.id))


def _rule(name: str, pack: str) -> ConformityRule:
    module = importlib.import_module(name)
    of_procedure, of_system = getattr(module, "check", None), getattr(module, "check_system", None)
    rule = ConformityRule(
        module.ID,
        pack,
        module.SEVERITY,
        module.GROUND,
        module.CLAUSES,
        module.EVIDENCE,
        module.__doc__ or "",
        of_procedure,
        of_system,
    )
    if rule.ground is Ground.CONVENTION and rule.severity is Severity.ERROR:
        raise ValueError(f"{rule.id!r} stands on convention and cannot be an error")
    if (of_procedure is None) == (of_system is None) or not rule.evidence:
        raise ValueError(f"{rule.id!r} must look either at procedures or at the system, and say at what")
    return rule


def judge(
    workspace: Workspace,
    as_of: date,
    chosen: Iterable[str] | None = None,
    records: Records | Keeping | None = None,
    estimating: Estimating | None = None,
) -> tuple[Judgement, ...]:
    """Return what the rules say of each quality system of a workspace.

    Args:
        workspace: loaded with its quality documents.
        as_of: the day on which validity, age and acceptances are judged.
        chosen: the packs whose rules are asked; the usual ones unless said.
        records: where records come from, for all or told for each organisation; without it what rests on records is
            insufficient evidence.
        estimating: how an organisation is simulated; without it what rests on that is insufficient evidence.

    Raises:
        ValueError: there is no pack of a name that was chosen.
    """
    names = usual_packs() if chosen is None else tuple(chosen)
    if unknown := set(names) - set(packs()):
        raise ValueError(f"no pack is called {sorted(unknown)}; there are {', '.join(packs())}")
    of_check = [rule for rule in find_rules() if rule.pack in names]
    of_conformity = [rule for rule in find_conformity_rules() if rule.pack in names]
    found = []
    every = systems(workspace, as_of, records, estimating)
    problems = problems_by_folder(workspace, [system.folder for system in every])
    for system in every:
        own = (*problems[system.folder], *altered(system))
        doubts = doubtful(own, workspace.sources)
        told = (doubted(each, doubts) for each in _results(system, workspace, of_check, of_conformity))
        results = tuple(sorted(told, key=_order))
        judged = {rule.id for rule in of_check} | {rule.id for rule in of_conformity if not _blind(rule, system)}
        judged -= _hindered(system, results)
        stale = tuple(stale_acceptances(system, results, judged, as_of))
        found.append(Judgement(system, results, stale, own, unread_procedures(workspace, own)))
    return tuple(found)


def _hindered(system: System, results: Iterable[CheckResult]) -> set[str]:
    """Return the rules that could not judge something because a quality document cannot be read."""
    places = {system.place(name) for name in system.documents.unread}
    return {result.rule for result in results if any(each.at in places for each in result.lacking)}


def _order(result: CheckResult) -> tuple[str, str]:
    return result.rule, result.object


def _results(
    system: System, workspace: Workspace, of_check: Sequence[Rule], of_conformity: Sequence[ConformityRule]
) -> Iterator[CheckResult]:
    system = closed(system)
    own = [procedure for id_, procedure in system.procedures.items() if id_ in workspace.asked]
    for rule in of_conformity:
        if rule.check_system is not None:
            found = _found(rule, partial(rule.check_system, system), system.at, system)
            yield _result(rule, SYSTEM, system.at, found, tuple(system.documents.suppressions()), system)
            continue
        for procedure in own:
            yield _within_scope(rule, procedure, system, partial(_of_procedure, rule, procedure, system))
    context = Context(system.organisation, system.others, system.stamps, system.as_of)
    for plain in of_check:
        for procedure in own:
            ask = partial(_plain, plain, procedure, context, system)
            yield _within_scope(plain, procedure, system, ask)


def _plain(rule: Rule, procedure: Procedure, context: Context, system: System) -> CheckResult:
    """Return what a rule of a check says of a procedure."""
    found = _asked(rule.id, partial(rule.check, procedure, context), procedure.at, system)
    return _result(rule, procedure.id, procedure.at, found, procedure.suppress, system)


def _within_scope(
    rule: Rule | ConformityRule, procedure: Procedure, system: System, ask: Callable[[], CheckResult]
) -> CheckResult:
    """Return what a rule says of a procedure as far as the scope reaches: what lies outside counts under no clause.

    What the law, or a plain check of the file, objects to there is told all the same.
    """
    of_law = rule.ground is Ground.LAW
    of_file = not isinstance(rule, ConformityRule)
    if not (of_law or of_file) and "scope" in system.documents.unread:
        return CheckResult(rule.id, procedure.id, procedure.at, lacking=(unwritten(system, "scope", procedure.id),))
    if "scope" in system.documents.unread or system.in_scope(procedure) is not False:
        return ask()
    reasons = (NotApplicable(procedure.at, procedure.id, _outside(procedure, system)),)
    told = ask().told if of_law or of_file else ()
    return CheckResult(rule.id, procedure.id, procedure.at, told=told, reasons=reasons, outside=True)


def _of_procedure(rule: ConformityRule, procedure: Procedure, system: System) -> CheckResult:
    check = rule.check
    if check is None:
        raise ValueError(f"{rule.id!r} looks at no procedure")
    found = _found(rule, partial(check, procedure, system), procedure.at, system)
    claimed = "scope" not in system.documents.unread and bool(system.in_scope(procedure))
    acceptances = (*procedure.suppress, *system.documents.suppressions())
    return _result(rule, procedure.id, procedure.at, found, acceptances, system, claimed)


def _outside(procedure: Procedure, system: System) -> Message:
    """Say why a procedure is not in the scope, as far as the scope says so."""
    scope = system.documents.scope
    reason = scope.outside.get(procedure.id) if scope is not None else None
    if reason is None:
        return Message("the scope of the quality system does not name this procedure")
    return Message("outside the scope: {reason}", reason=reason)


def _blind(rule: ConformityRule, system: System) -> bool:
    """Say whether a rule looks at an organisation that nobody can read, or at records that may be its."""
    return system.unread is not None and bool({Evidence.ORGANISATION, Evidence.RECORDS} & set(rule.evidence))


def _found(rule: ConformityRule, ask: Callable[[], Iterable[Found]], at: Position, system: System) -> Sequence[Found]:
    """Return what a rule found; what one file nobody can read keeps from being judged has that one cause."""
    if system.unread is not None and _blind(rule, system):
        return [Insufficient(system.unread, "", Message("organisation.yaml cannot be read"))]
    if (left_out := _left_out(rule, system)) is not None:
        return [left_out]
    found = _asked(rule.id, ask, at, system)
    if not found and Evidence.RECORDS in rule.evidence:
        return [Insufficient(system.at, "", Message("no record at hand is about what is asked here"))]
    return found


def _left_out(rule: ConformityRule, system: System) -> NotApplicable | Insufficient | None:
    """Return why a rule is not asked, when the scope leaves out every clause it belongs to, or nobody can read that."""
    if rule.ground is Ground.LAW or not all(map(may_be_left_out, rule.clauses)):
        return None
    if "scope" in system.documents.unread:
        return unwritten(system, "scope")
    held = left_out_of(system)
    reasons = [reason_of(held, number) for number in rule.clauses] if held else []
    if not reasons or not all(reasons):
        return None
    said = Message("the scope does not apply clause {number}: {reason}", number=rule.clauses[0], reason=reasons[0])
    return NotApplicable(system.place("scope"), "", said)


def _asked(rule: str, ask: Callable[[], Iterable[Found]], at: Position, system: System) -> list[Found]:
    """Return what a rule found; one faulty rule must not hide what the others found."""
    found: list[Found] = []
    try:
        found.extend(ask())
    except UnreadableError as error:
        found.append(unwritten(system, error.name))
    except Exception as error:
        said = f"{type(error).__name__}: {error}"
        message = Message("the rule {rule} failed: {error}", rule=rule, error=said)
        fix = Message("this is a fault of the program, not of the file; please report it")
        found.append(Objection(at, "check/rule-error", message, fix))
    return found


def _result(
    rule: Rule | ConformityRule,
    object_: str,
    at: Position,
    found: Sequence[Found],
    acceptances: Sequence[Suppression],
    system: System,
    claimed: bool | None = None,
) -> CheckResult:
    told: list[Told] = []
    lacking: list[Insufficient] = []
    for each in found:
        if isinstance(each, Absent) and not (system.is_claimed if claimed is None else claimed):
            lacking.append(Insufficient(each.at, each.subject, each.message))
        elif isinstance(each, (Objection, Absent)):
            told.append(_told(rule, each, object_, acceptances, system))
        elif isinstance(each, Insufficient):
            lacking.append(each)
    reasons = tuple(each for each in found if isinstance(each, NotApplicable))
    seen = tuple(sorted({each.at for each in found if isinstance(each, Seen)}, key=_in_order))
    evidence = seen or (() if reasons or lacking or told else (at,))
    return CheckResult(rule.id, object_, at, evidence, tuple(told), tuple(lacking), reasons)


def _told(
    rule: Rule | ConformityRule,
    each: Objection | Absent,
    object_: str,
    acceptances: Sequence[Suppression],
    system: System,
) -> Told:
    problem = Problem(each.at, rule.id, rule.severity, rule.ground, each.message, each.fix, each.subject)
    covering = (
        acceptance
        for acceptance in acceptances
        if acceptance.rule == rule.id
        and acceptance.object in (None, each.subject, object_ or None)
        and is_known(acceptance, system)
    )
    return Told(problem, next((acceptance for acceptance in covering if acceptance.expires >= system.as_of), None))


def _in_order(at: Position) -> tuple[str, int, int]:
    """Return by what places are put in order, so that two runs tell the same whatever a rule walks through."""
    return at.file, at.line, at.column
