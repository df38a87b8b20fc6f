"""Who acts in the register, and which files show what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from isoqms.register.lifecycle.case import Person
from isoqms.register.lifecycle.document import no_members
from isoqms.register.lifecycle.values import Duty

_FORBIDDEN: Final = frozenset(" /\\:*?\"<>|,;'`$&()[]{}!%^~#=+")
_LONGEST_SHORT_NAME: Final = 60


def is_short_name(reference: str) -> bool:
    """Say whether a name can stand on a command line and in the name of a file.

    >>> is_short_name("an.nguyen"), is_short_name("../an"), is_short_name("an nguyen")
    (True, False, False)
    """
    fits = 0 < len(reference) <= _LONGEST_SHORT_NAME and not _FORBIDDEN & set(reference)
    return fits and reference.isprintable() and not reference.startswith(("-", ".", "@"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A post somebody holds, as the organisation names it, from a day and up to another."""

    title: str
    unit: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Somebody who may act: the reference is the short name used everywhere in the register."""

    reference: str
    name: str
    office: str = ""
    duties: tuple[Duty, ...] = ()
    processes: tuple[str, ...] = ()
    posts: Mapping[str, Post] = field(default_factory=no_members)
    left_on: date | None = None

    @property
    def person(self) -> Person:
        """Who this is to the rules."""
        return Person(
            id=self.reference,
            office=self.office,
            duties=frozenset(self.duties),
            processes=frozenset(self.processes),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceFile:
    """A file kept beside the register; the reference is its SHA-256, so that it cannot be exchanged."""

    reference: str
    name: str
    media_type: str
    size_bytes: int
    added_by: str = ""
    added_on: date | None = None
