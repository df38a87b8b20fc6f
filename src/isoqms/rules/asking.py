"""What rules of conformity ask again and again: is the document there, can one end be reached past some steps."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from isoqms.graph.flow import End, ways
from isoqms.graph.reach import onward, reached
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
