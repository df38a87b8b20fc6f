"""What could not be read as meant, and records changed past the register: whoever looked at them is not silent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from isoqms.problem import Ground, Position, Problem, Severity
from isoqms.qms import RecordKind
from isoqms.rules.results import CheckResult, Insufficient
from isoqms.rules.system import System
from isoqms.source import Keys, Source
from isoqms.words import Message

_READING: Final = "format/"
_REGISTER: Final = "format/register"
_ENTRY: Final = 2
"""How deep an entry of a file lies: below the name of a list, and the id it stands under."""


def doubtful(problems: Iterable[Problem], sources: Mapping[str, Source]) -> Mapping[Position, Problem]:
    """Return the places that hold something that could not be read as meant, each with the first problem of it.

    Such a place is the value itself and whatever encloses it up to its entry; the whole file only where the value
    stands in none.
    """
    found: dict[Position, Problem] = {}
    for problem in problems:
        source = sources.get(problem.at.file)
        if problem.rule == _REGISTER:
            found[problem.at] = problem
        if problem.rule.startswith(_READING) and source is not None:
            for path in _around(problem.at, source):
                found.setdefault(source.at(path), problem)
    return found


def altered(system: System) -> Iterator[Problem]:
    """Yield the records of a system that are not stored as their own history tells, each where rules see it."""
    references = system.records.altered()
    seen: dict[Position, str] = {}
    for kind in RecordKind if references else ():
        for record in system.records.of(kind) or ():
            reference = record.id.partition("/")[0]
            if reference in references:
                seen[record.at] = reference
    unseen = sorted(set(references) - set(seen.values()))
    for at, reference in (*seen.items(), *((Position(f"register/{each}"), each) for each in unseen)):
        said = Message("{reference} is not stored as the history tells it", reference=reference)
        fix = Message("see “isoqms register verify”: the database was changed past the register")
        yield Problem(at, _REGISTER, Severity.ERROR, Ground.FORMAT, said, fix, reference)


def _around(at: Position, source: Source) -> Iterator[Keys]:
    here = (at.line, at.column)
    for path in [path for path, place in source.positions.items() if place == here]:
        yield from (path[:depth] for depth in range(min(_ENTRY, max(len(path) - 1, 0)), len(path) + 1))
        if len(path) <= _ENTRY:
            yield ()


def doubted(result: CheckResult, doubts: Mapping[Position, Problem]) -> CheckResult:
    """Return a result with what could not be read as meant where its rule looked: that was not judged.

    Of a procedure an entry of another file that can be read is enough where the rule saw several of that file.
    """
    seen = [at for at in result.evidence if at in doubts]
    sound = {at.file for at in result.evidence if at not in doubts} - {result.at.file} if result.object else set()
    problems = dict.fromkeys(doubts[at] for at in seen if at.file not in sound)
    return replace(result, lacking=(*result.lacking, *map(_unjudged, problems))) if problems else result


def _unjudged(problem: Problem) -> Insufficient:
    said = Message("what is written here could not be read as meant ({what}), and is not judged", what=problem.message)
    return Insufficient(problem.at, problem.subject, said)
