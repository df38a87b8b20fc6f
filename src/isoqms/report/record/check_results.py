"""Check results as a person judges them: each objection and each lack of evidence, with an id that lasts.

The id names rule, object and place, as `rule@object#hash`. The place is the file below the folder of the quality system
and the part of the object concerned, never a line, so that an edit elsewhere makes no new result of an old one.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from isoqms.framework import Framework
from isoqms.problem import Ground, Position
from isoqms.rules.clauses import clauses_of, every_rule
from isoqms.rules.conformity import Judgement
from isoqms.rules.results import CheckResult
from isoqms.words import Message

_SYSTEM = "system"
_DIGITS_OF_HASH = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One thing a rule says of an object, to be judged by a person."""

    id: str
    rule: str
    object: str
    """The procedure concerned; empty for the quality system as a whole."""
    folder: str
    """Where the quality system lies."""
    at: Position
    said: Message
    fix: Message | None
    clauses: tuple[str, ...]
    ground: Ground
    lacking: bool = False
    """Whether evidence is missing, so that nothing is objected to."""


def shown(judgements: Iterable[Judgement], edition: Framework) -> tuple[Shown, ...]:
    """Return every open objection, then every lack of evidence, in the order of rules and objects."""
    found = [each for judgement in judgements for each in _of(judgement, edition)]
    return tuple(sorted(found, key=lambda each: each.lacking))


def _of(judgement: Judgement, edition: Framework) -> Iterator[Shown]:
    seen: Counter[tuple[str, ...]] = Counter()
    office = Path(judgement.system.folder).absolute().name  # the same wherever the command is run
    for result in judgement.results:
        rule = every_rule()[result.rule]
        clauses = clauses_of(rule, edition)
        for at, subject, said, fix, lacking in _said(result):
            file = _below(at.file, judgement.system.folder)
            place = (result.rule, result.object, office, file, subject, str(lacking))
            seen[place] += 1
            yield Shown(
                id=_id(place, seen[place]),
                rule=result.rule,
                object=result.object,
                folder=judgement.system.folder,
                at=at,
                said=said,
                fix=fix,
                clauses=clauses,
                ground=rule.ground,
                lacking=lacking,
            )


def _said(result: CheckResult) -> Iterator[tuple[Position, str, Message, Message | None, bool]]:
    for problem, accepted in result.told:
        if accepted is None:
            yield problem.at, problem.subject, problem.message, problem.fix, False
    for each in result.lacking:
        yield each.at, each.subject, each.missing, None, True


def _below(file: str, folder: str) -> str:
    return file.removeprefix(folder).lstrip("/")


def _id(place: tuple[str, ...], number: int) -> str:
    """Return the id of a result; several of one rule at one place are counted."""
    rule, object_, *_ = place
    told = "\n".join((*place, str(number)))
    return f"{rule}@{object_ or _SYSTEM}#{hashlib.sha256(told.encode('utf-8')).hexdigest()[:_DIGITS_OF_HASH]}"
