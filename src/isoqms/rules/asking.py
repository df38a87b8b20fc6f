"""What rules of conformity ask again and again: is the document there, can one end be reached past some steps."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from isoqms.graph.flow import End, ways
from isoqms.graph.reach import onward, reached
from isoqms.problem import Position
from isoqms.procedure import Ending, Procedure
from isoqms.rules.results import Absent, Found, Insufficient
from isoqms.rules.system import System
from isoqms.words import Message, Text

_SHORTEST: Final = 8
"""Digits of a stamp that are enough to tell procedures apart."""


def unwritten(system: System, name: str, subject: str = "") -> Insufficient:
    """Say that something cannot be judged because nobody wrote the quality document `name`."""
    if name in system.documents.unread:
        return Insufficient(system.place(name), subject, Message("qms/{name}.yaml cannot be read", name=name))
    return Insufficient(system.place(name), subject, Message("there is no qms/{name}.yaml to look at", name=name))


def required(system: System, name: str) -> Found:
    """Say that the quality document `name`, which the standard asks for, is not there, or cannot be read."""
    if name in system.documents.unread:
        return unwritten(system, name)
    message = Message("there is no qms/{name}.yaml, where the standard asks for documented information", name=name)
    return Absent(system.place(name), name, message, Message("write it; “isoqms manual” says what it holds"))


def missing(held: object, *fields: str) -> list[str]:
    """Return those of the `fields` of an object in which nothing is written, by their names in the file."""
    return [name.rstrip("_") for name in fields if getattr(held, name) in (None, "", (), {}) or _empty(held, name)]


def _empty(held: object, name: str) -> bool:
    value = getattr(held, name)
    return isinstance(value, Text) and not value


def completed_past(procedure: Procedure, passed: Collection[str]) -> bool:
    """Say whether a dossier can be completed without any of the steps `passed`."""
    if procedure.first in passed:
        return False
    open_ways = [way for way in ways(procedure) if way.source not in passed and way.target not in passed]
    places = onward((way.source, way.target) for way in open_ways)
    return End(Ending.COMPLETED) in reached(places, procedure.first)


def is_stamp_of(written: str, present: str) -> bool:
    """Say whether a stamp, perhaps written shorter, is that of a procedure as it is."""
    return len(written) >= _SHORTEST and present.startswith(written[: len(present)])


def left_to_the_auditor(system: System, at: Position, subject: str, case: Message) -> Insufficient | None:
    """Return a case of duties one person holds, where an office of few people says what stands in for it.

    None where the office says nothing: then the case is objected to.
    """
    small = system.documents.scope.small_office if system.documents.scope is not None else None
    if small is None:
        return None
    said = [text for text in (small.borrowed_reviewer, small.accepted_risk) if text]
    if not said:
        return Insufficient(at, subject, Message("{case}; the office does not say what stands in for it", case=case))
    return Insufficient(
        at, subject, Message("{case}; whether what the office says of it is enough: {said}", case=case, said=said)
    )
