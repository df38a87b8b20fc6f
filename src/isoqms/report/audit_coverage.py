"""What audits have covered: which clauses were looked at in which process, when last, with what result; what not.

A question that names no process was asked of every process in the scope of its audit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from isoqms.register.kinds.audits import Audit, AuditState, Finding, FindingGrade
from isoqms.register.lifecycle.values import RequirementKind

_SCALE = tuple(FindingGrade)
"""From meeting the requirement to a major nonconformity."""
_NOT_YET = (AuditState.PLANNED, AuditState.PREPARED, AuditState.CANCELLED)


@dataclass(frozen=True, slots=True)
class Covered:
    """That a clause was looked at in a process (empty: in the system as a whole): in which audit, when, the worst."""

    clause: str
    process: str
    audit: str
    on: date | None
    grade: FindingGrade


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was audited of some clauses and processes, and what was not."""

    clauses: tuple[str, ...]
    processes: tuple[str, ...]
    covered: tuple[Covered, ...]

    def of(self, process: str) -> tuple[Covered, ...]:
        """Return what was looked at in a process."""
        return tuple(each for each in self.covered if each.process == process)

    def left_out(self, process: str) -> tuple[str, ...]:
        """Return the clauses nobody looked at in a process."""
        seen = {each.clause for each in self.of(process)}
        return tuple(each for each in self.clauses if each not in seen)

    @property
    def clauses_left_out(self) -> tuple[str, ...]:
        """The clauses nobody looked at anywhere."""
        seen = {each.clause for each in self.covered}
        return tuple(each for each in self.clauses if each not in seen)

    @property
    def processes_left_out(self) -> tuple[str, ...]:
        """The processes in which nothing was looked at."""
        seen = {each.process for each in self.covered}
        return tuple(each for each in self.processes if each not in seen)


def coverage(
    audits: Iterable[Audit], findings: Sequence[Finding], clauses: Sequence[str], processes: Iterable[str]
) -> Coverage:
    """Return what audits have covered; a question not sampled covers nothing, the latest audit counts.

    The result is the worst of questions and findings; a finding about a clause nobody asked about covers it.
    """
    held = sorted(audits, key=lambda each: (each.ends_on or each.starts_on or date.min, each.reference))
    latest: dict[tuple[str, str], Covered] = {}
    named = list(processes)
    for audit in held:
        named += audit.processes
        if audit.state not in _NOT_YET:
            made = [each for each in findings if each.audit == audit.reference]
            latest |= {(each.clause, each.process): each for each in _of(audit, made)}
    return Coverage(tuple(clauses), tuple(dict.fromkeys(named)), tuple(latest.values()))


def _of(audit: Audit, findings: Iterable[Finding]) -> Iterator[Covered]:
    worst: dict[tuple[str, str], FindingGrade] = {}
    for each in audit.checklist.values():
        if each.grade is None:
            continue
        for process in (each.process,) if each.process else audit.processes or ("",):
            place = (each.requirement, process)
            worst[place] = max(worst.get(place, each.grade), each.grade, key=_SCALE.index)
    for found in findings:
        if (grade := found.grade) is not None:
            for place in _places(found, audit, list(worst)):
                worst[place] = max(worst.get(place, grade), grade, key=_SCALE.index)
    for (clause, process), grade in worst.items():
        yield Covered(clause, process, audit.reference, audit.ends_on or audit.starts_on, grade)


def _places(found: Finding, audit: Audit, asked: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield the clauses and processes a finding speaks of, and those asked about above or below its clauses."""
    refs = [each.ref for each in found.requirements.values() if each.kind is RequirementKind.CLAUSE]
    processes = (found.process,) if found.process else audit.processes or ("",)
    yield from ((ref, process) for ref in refs for process in processes)
    for clause, process in asked:
        near = any(clause.startswith(f"{ref}.") or ref.startswith(f"{clause}.") for ref in refs)
        if near and process in processes:
            yield clause, process


def gathered(some: Iterable[str], every: Sequence[str]) -> tuple[str, ...]:
    """Return clauses with those under one heading told by the heading, where all of them are among some.

    >>> gathered(["7.1.1", "7.1.2", "8.1"], ["7.1.1", "7.1.2", "7.2", "8.1", "8.2"])
    ('7.1', '8.1')
    """
    wanted = set(some)
    told: dict[str, None] = {}
    for clause in every:
        if clause in wanted:
            parts = clause.split(".")
            heads = [".".join(parts[:n]) for n in range(1, len(parts))]
            whole = (each for each in heads if all(one in wanted for one in every if one.startswith(f"{each}.")))
            told[next(whole, clause)] = None
    return tuple(told)


@dataclass(frozen=True, slots=True)
class Delta:
    """What a re-audit shows beside the former one: findings that came back, that are new, that were not made again."""

    again: tuple[tuple[Finding, Finding], ...]
    """The former finding and the one made now."""
    new: tuple[Finding, ...]
    gone: tuple[Finding, ...]


def delta(before: Sequence[Finding], now: Sequence[Finding]) -> Delta:
    """Compare findings: the same are those that share a check result, or a requirement in the same process."""
    again, left = [], list(before)
    new = []
    for each in now:
        former = next((one for one in left if _alike(one, each)), None)
        if former is None:
            new.append(each)
        else:
            left.remove(former)
            again.append((former, each))
    return Delta(tuple(again), tuple(new), tuple(left))


def _alike(one: Finding, other: Finding) -> bool:
    if set(one.check_results) & set(other.check_results):
        return True
    ours = {(each.kind, each.ref) for each in one.requirements.values()}
    theirs = {(each.kind, each.ref) for each in other.requirements.values()}
    return one.process == other.process and bool(ours & theirs)
