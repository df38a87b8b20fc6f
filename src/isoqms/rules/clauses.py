"""What the rules say, clause by clause of an edition, with what is left to the auditor and what nobody looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from isoqms.framework import DEFAULT, Clause, EditionStatus, Framework, correspondence
from isoqms.metrics.estimates import NoEstimate
from isoqms.problem import Severity
from isoqms.qms import KINDS, RecordKind
from isoqms.rules.conformity import ConformityRule, Judgement, find_conformity_rules
from isoqms.rules.engine import Rule, find_rules
from isoqms.rules.left_out import left_out_of, reason_of
from isoqms.rules.manual import sections
from isoqms.rules.recorded import KINDS as KINDS_OF_RECORDS
from isoqms.rules.results import CheckResult, Status
from isoqms.words import Message

AnyRule = Rule | ConformityRule


@dataclass(frozen=True, slots=True)
class ClauseResult:
    """One clause: the rules that look at it, their results, how many of each kind, and the questions left to people.

    A clause the scope does not apply has `not_applied` with the reason given there; its results stand all the same.
    `unsure` says that number, title or the place of its rules were not compared with the text of the edition.
    """

    clause: Clause
    rules: tuple[str, ...]
    results: tuple[CheckResult, ...]
    not_applied: Message | None = None
    unsure: bool = False

    @property
    def counts(self) -> Mapping[Status, int]:
        """How many results of each kind there are."""
        return Counter(result.status for result in self.results)

    def questions(self) -> tuple[str, ...]:
        """Return what is left to the auditor, in English: keys of the catalogue of translations."""
        asked = (sections(_by_id()[rule].docstring).get("Left to the auditor", "") for rule in self.rules)
        return tuple(dict.fromkeys(filter(None, asked)))


@lru_cache(maxsize=1)
def _by_id() -> Mapping[str, AnyRule]:
    found: dict[str, AnyRule] = {rule.id: rule for rule in find_rules()}
    return MappingProxyType(found | {rule.id: rule for rule in find_conformity_rules()})


def every_rule() -> Mapping[str, AnyRule]:
    """Return the rules of every pack by id, those of a check and those of conformity."""
    return _by_id()


def clauses_of(rule: AnyRule, edition: Framework) -> tuple[str, ...]:
    """Return the clauses of an edition a rule belongs to; rules name those of ISO 9001:2015.

    A rule that names a heading belongs to the clauses below it.
    """
    base = [number for each in rule.clauses for number in _leaves(each, edition if edition.id == DEFAULT else None)]
    if edition.id == DEFAULT:
        return tuple(dict.fromkeys(base))
    if edition.id < DEFAULT:
        mapping = correspondence(edition.id, DEFAULT)
        translated = [old for number in base for old in mapping.keeps(number)]
    else:
        mapping = correspondence(DEFAULT, edition.id)
        translated = [new for number in base for new in mapping.newer(number)]
    return tuple(number for number in dict.fromkeys(translated) if number in edition.clauses)


def _leaves(number: str, edition: Framework | None) -> list[str]:
    from isoqms.framework import framework

    clauses = (edition or framework()).leaves()
    plain = number.split(" ")[0]
    exact = [clause.number for clause in clauses if clause.number == plain]
    return exact or [clause.number for clause in clauses if clause.number.startswith(f"{plain}.")]


def by_clause(judgement: Judgement, edition: Framework) -> tuple[ClauseResult, ...]:
    """Return every clause of an edition that asks something, with what the rules say of it."""
    left_out = left_out_of(judgement.system)
    belonging: dict[str, list[str]] = {}
    for id_, rule in every_rule().items():
        for number in clauses_of(rule, edition):
            belonging.setdefault(number, []).append(id_)
    results: dict[str, list[CheckResult]] = {}
    for result in judgement.results:
        results.setdefault(result.rule, []).append(result)
    found = []
    for clause in edition.leaves():
        rules = tuple(id_ for id_ in belonging.get(clause.number, ()) if id_ in results)
        held = tuple(result for id_ in rules for result in results[id_])
        reasons = [reason_of(left_out, each) for each in _in_default(clause.number, edition)]
        reason = Message("{reason}", reason=reasons[0]) if reasons and all(reasons) else None
        found.append(ClauseResult(clause, rules, held, reason, _is_unsure(clause, edition)))
    return tuple(found)


def _in_default(number: str, edition: Framework) -> tuple[str, ...]:
    """Return the clauses of the edition by which offices write what they leave out, for a clause of another one."""
    if edition.id == DEFAULT:
        return (number,)
    if edition.id < DEFAULT:
        return correspondence(edition.id, DEFAULT).newer(number)
    return correspondence(DEFAULT, edition.id).older(number)


def _is_unsure(clause: Clause, edition: Framework) -> bool:
    draft = edition.status is EditionStatus.UNVERIFIED_DRAFT
    older = edition.id < DEFAULT and not correspondence(edition.id, DEFAULT).is_sure(clause.number)
    return clause.unverified or draft or older


def not_examined(judgement: Judgement, edition: Framework) -> tuple[Message, ...]:
    """Return what was not looked at: clauses no rule looks at, documents and records that are not at hand."""
    system = judgement.system
    bare = [each.clause.number for each in by_clause(judgement, edition) if not each.rules]
    lacking = [f"qms/{name}.yaml" for name in KINDS if system.lacks(name) and name not in system.documents.unread]
    records = [KINDS_OF_RECORDS[kind] for kind in RecordKind if system.records.of(kind) is None]
    said = []
    if judgement.unread:
        places = [str(each) for each in judgement.unread]
        said.append(Message("these procedures cannot be read, and nothing is said of them: {places}", places=places))
    if bare:
        said.append(Message("no check rule looks at these clauses: {clauses}", clauses=bare))
    if lacking:
        said.append(Message("these quality documents are not there: {files}", files=lacking))
    if system.documents.unread:
        unread = [f"qms/{name}.yaml" for name in sorted(system.documents.unread)]
        said.append(
            Message("these quality documents cannot be read, nor what is accepted in them: {files}", files=unread)
        )
    if system.unread is not None:
        closed = Message(
            "{place} cannot be read: its offices, roles, posts and systems, and the records of its offices",
            place=str(system.unread),
        )
        said.append(closed)
    elif records:
        said.append(Message("these kinds of records have no source: {kinds}", kinds=records))
    if isinstance(system.estimate, NoEstimate):
        said.append(system.estimate.reason)
    return tuple(said)


def new_since(results: Iterable[CheckResult], known: Iterable[tuple[str, str, str]]) -> frozenset[tuple[str, str, str]]:
    """Return the objections, as (rule, object, subject), that are not among those `known` from an earlier run."""
    present = {(each.rule, each.object, told.problem.subject) for each in results for told in each.told}
    return frozenset(present - set(known))


def gone(results: Iterable[CheckResult], known: Iterable[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Return the objections `known` from an earlier run, as (rule, object, subject), that are no longer told."""
    present = {(each.rule, each.object, told.problem.subject) for each in results for told in each.told}
    return sorted(set(known) - present)


def has_errors(judgements: Iterable[Judgement]) -> bool:
    """Say whether some objection is an error nobody accepted."""
    return any(
        told.problem.severity is Severity.ERROR and told.accepted is None
        for judgement in judgements
        for result in judgement.results
        for told in result.told
    )
