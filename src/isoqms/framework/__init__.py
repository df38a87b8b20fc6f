"""Editions of ISO 9001 as data: clause numbers with our own titles and questions, never the text of the standard."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from isoqms.framework.model import (
    Clause,
    Correspondence,
    EditionStatus,
    Framework,
    Machine,
    Need,
    Pair,
    Relation,
)
from isoqms.problem import Ground, Problem, Severity
from isoqms.procedure.build import Reading, build
from isoqms.source import Source, read_source, validate
from isoqms.words import Message

__all__ = [
    "DEFAULT",
    "Clause",
    "Correspondence",
    "EditionStatus",
    "Framework",
    "Machine",
    "Need",
    "Pair",
    "Relation",
    "correspondence",
    "editions",
    "framework",
    "with_wording",
]

DEFAULT = "iso9001-2015"
_FOLDER = Path(__file__).parent


def editions() -> tuple[str, ...]:
    """Return the names of the editions there are, oldest first."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("iso*.yaml")))


@lru_cache(maxsize=8)
def framework(name: str = DEFAULT) -> Framework:
    """Return an edition by its name, such as `iso9001-2015`; its clauses stand in the order of their numbers.

    Raises:
        ValueError: there is no edition of that name.
    """
    if name not in editions():
        raise ValueError(f"no edition is called {name!r}; there are {', '.join(editions())}")
    source = _own(f"{name}.yaml")
    edition = _built(source)
    return edition if edition.based_on is None else _laid_over(framework(edition.based_on), edition)


@lru_cache(maxsize=8)
def correspondence(older: str, newer: str) -> Correspondence:
    """Return how the clauses of two editions correspond.

    Raises:
        ValueError: it is not known how these two correspond.
    """
    for path in sorted(_FOLDER.glob("mapping-*.yaml")):
        source = _own(path.name)
        if (source.data["from"], source.data["to"]) == (older, newer):
            reading = Reading(source.at)
            return build(Correspondence, source.data, (), reading)
    raise ValueError(f"it is not known how {older!r} and {newer!r} correspond")


def with_wording(edition: Framework, file: Source) -> tuple[Framework, list[Problem]]:
    """Return `edition` with what a user's own file says of its clauses, and what is wrong with that file.

    A licensed user may add the wording of the standard, or other titles and questions; clause numbers stay ours.
    """
    problems = list(file.problems) or list(validate(file, "framework"))
    if file.data is None or problems:
        return edition, problems
    own = _built(file)
    if own.based_on != edition.id:
        message = Message("this file is about “{name}”, not about “{edition}”", name=own.based_on, edition=edition.id)
        fix = Message("name the edition under “based_on”; there are {known}", known=editions())
        return edition, [_problem(file, ("based_on",), message, fix)]
    for number in own.clauses.keys() - edition.clauses.keys():
        message = Message("{edition} has no clause {number}", edition=edition.id, number=number)
        fix = Message("correct the number; clause numbers are written in quotes, for example “4.1”")
        problems.append(_problem(file, ("clauses", number), message, fix))
    known = {number: clause for number, clause in own.clauses.items() if number in edition.clauses}
    return _with_clauses(edition, known), problems


def _problem(file: Source, path: tuple[str, ...], message: Message, fix: Message) -> Problem:
    return Problem(file.at(path), "format/framework", Severity.ERROR, Ground.FORMAT, message, fix)


def _own(name: str) -> Source:
    return read_source(_FOLDER / name, name)


def _built(source: Source) -> Framework:
    reading = Reading(source.at)
    edition = build(Framework, {**source.data, "clauses": {}}, (), reading)
    clauses = {
        number: build(Clause, data, ("clauses", number), reading, number=number)
        for number, data in source.data["clauses"].items()
    }
    return _with_clauses(edition, clauses)


def _laid_over(below: Framework, above: Framework) -> Framework:
    merged = _with_clauses(below, above.clauses)
    return replace(above, clauses=merged.clauses)


def _with_clauses(edition: Framework, more: Mapping[str, Clause]) -> Framework:
    clauses = {**edition.clauses, **{number: _over(edition.clauses.get(number), c) for number, c in more.items()}}
    ordered = MappingProxyType({number: clauses[number] for number in sorted(clauses, key=_order)})
    return replace(edition, clauses=ordered)


def _over(below: Clause | None, above: Clause) -> Clause:
    """Return a clause in which what is said above replaces what is said below; what is not said above stays."""
    if below is None:
        return above
    said: dict[str, Any] = {
        name: getattr(above, name) if getattr(above, name) else getattr(below, name)
        for name in ("title", "asks", "maintain", "retain", "machine", "unverified", "wording")
    }
    return Clause(number=below.number, at=above.at, **said)


def _order(number: str) -> tuple[int, ...]:
    return tuple(int(part) for part in number.split("."))
