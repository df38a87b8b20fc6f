"""Clauses the scope leaves out: which of them may be, and what is not asked for that reason.

The standard has no list of what may be left out. What does not apply to the kind of service can be; what asks how an
office is managed applies to every service.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from isoqms.framework import framework
from isoqms.qms.parts import NotApplied
from isoqms.rules.in_use import shown_in_use
from isoqms.rules.system import System
from isoqms.words import Text

_OF_THE_SERVICE: Final = ("8.", "7.1.5")
"""Where the requirements begin that a kind of service may have no use for."""


def may_be_left_out(number: str) -> bool:
    """Say whether a clause of the edition of 2015 asks for something that a kind of service may have no use for."""
    return number.startswith(_OF_THE_SERVICE)


def left_out_of(system: System) -> Mapping[str, NotApplied]:
    """Return the clauses the scope leaves out and may leave out; what else stands there is objected to and asked.

    What the files show in use is not left out by saying so.
    """
    scope = system.documents.scope
    held, known = scope.not_applicable if scope is not None else {}, framework().clauses
    left_out = {number: each for number, each in held.items() if number in known and may_be_left_out(number)}
    return {number: each for number, each in left_out.items() if shown_in_use(number, system) is None}


def reason_of(left_out: Mapping[str, NotApplied], number: str) -> Text | None:
    """Return why a clause is left out, by itself or with the heading above it; None where it is not."""
    return next((each.reason for above, each in left_out.items() if f"{number}.".startswith(f"{above}.")), None)
