"""An edition of a standard as a list of clauses, and how the clauses of two editions correspond."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from enum import StrEnum

from isoqms.procedure.located import Located, model
from isoqms.words import Text


def _untitled() -> Text:
    return Text.of("")


class EditionStatus(StrEnum):
    """How far an edition may be relied on."""

    IN_FORCE = "in_force"
    REPLACED = "replaced"
    UNVERIFIED_DRAFT = "unverified_draft"


class Need(StrEnum):
    """Whether documented information is always asked for, or as far as the work needs it."""

    ALWAYS = "always"
    AS_NEEDED = "as_needed"


class Machine(StrEnum):
    """How much of a clause rules can look at; none of them is ever decided by rules alone."""

    STRONG = "strong"
    PARTIAL = "partial"
    NONE = "none"


class Relation(StrEnum):
    """How a clause of a newer edition stands to the older one it comes from."""

    EQUAL = "equal"
    SIMILAR = "similar"
    WIDER = "wider"
    NARROWER = "narrower"
    DROPPED = "dropped"


@model
class Clause(Located):
    """A clause by its number: our own title and question, and what must be documented.

    `maintain` stands for documents kept current, `retain` for records; a clause without a question is a heading.
    `wording` is the text of the standard, which only a licensed user can add.
    """

    number: str = field(metadata={"given": True})
    title: Text = field(default_factory=_untitled)
    asks: Text | None = None
    maintain: Need | None = None
    retain: Need | None = None
    machine: Machine | None = None
    unverified: bool = False
    wording: Text | None = None

    @property
    def is_heading(self) -> bool:
        """Whether the clause only groups others."""
        return self.asks is None


@model
class Framework(Located):
    """One edition of a standard: what it is called, how far to rely on our list, its clauses in their order.

    `known` is the day on which its status was last looked up.
    """

    id: str
    title: Text = field(default_factory=_untitled)
    status: EditionStatus = EditionStatus.IN_FORCE
    source: str | None = None
    known: date | None = None
    based_on: str | None = None
    clauses: Mapping[str, Clause] = field(default_factory=dict)

    def leaves(self) -> tuple[Clause, ...]:
        """Return the clauses that ask something, in the order of their numbers."""
        return tuple(clause for clause in self.clauses.values() if not clause.is_heading)


@model
class Pair(Located):
    """A clause of an older edition and those of a newer one that took its place."""

    from_: str = field(metadata={"name": "from"})
    to: tuple[str, ...]
    relation: Relation
    note: Text | None = None
    unverified: bool = False


@model
class Correspondence(Located):
    """How the clauses of two editions correspond; `same_otherwise` where a clause not named keeps its number."""

    from_: str = field(metadata={"name": "from"})
    to: str
    pairs: tuple[Pair, ...]
    unverified: bool = False
    same_otherwise: bool = False

    def newer(self, number: str) -> tuple[str, ...]:
        """Return the clauses of the newer edition in which the older clause `number` goes on."""
        found = [new for pair in self.pairs if pair.from_ == number for new in pair.to]
        return tuple(found) or ((number,) if self.same_otherwise else ())

    def keeps(self, number: str) -> tuple[str, ...]:
        """Return the older clauses that ask what the newer clause `number` asks, without those that were dropped."""
        found = [pair.from_ for pair in self.pairs if number in pair.to and pair.relation is not Relation.DROPPED]
        return tuple(found) or ((number,) if self._is_same(number) else ())

    def is_sure(self, number: str) -> bool:
        """Say whether it is known where the older clause `number` goes on."""
        return not self.unverified and not any(pair.unverified for pair in self.pairs if pair.from_ == number)

    def _is_same(self, number: str) -> bool:
        return self.same_otherwise and not any(number in pair.to for pair in self.pairs)

    def older(self, number: str) -> tuple[str, ...]:
        """Return the clauses of the older edition that the newer clause `number` comes from."""
        found = [pair.from_ for pair in self.pairs if number in pair.to]
        return tuple(found) or ((number,) if self.same_otherwise else ())
