"""An opportunity: what could be cut at one place of a procedure, who may decide it, and what has to be asked first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeAlias

from isoqms.problem import Position
from isoqms.procedure import Authority
from isoqms.words import Message, Renderable

Changes: TypeAlias = Mapping[str, Mapping[str, Any]]
"""Changes by id, each as plain data of a scenario file."""


class Side(StrEnum):
    """Whose trouble it takes away."""

    OFFICER = "officer"
    APPLICANT = "applicant"


class Effort(StrEnum):
    """What it takes to carry out, the least first.

    `arrange`: an arrangement of the office's own, no document is issued again. `revise`: the procedure is revised and
    issued again, and people are told. `invest`: people, money, systems, or another body's consent.
    """

    ARRANGE = "arrange"
    REVISE = "revise"
    INVEST = "invest"


@dataclass(frozen=True, slots=True)
class Decision:
    """Who may decide something: `by` with what that rests on; nobody is named where no rule is, and it must be asked.

    `question` is what to ask before deciding.
    """

    by: Authority | None
    basis: tuple[Renderable, ...] = ()
    question: Message | None = None


@dataclass(frozen=True, slots=True)
class Relief:
    """What is spared one applicant in one dossier: trips, papers, certified copies, forms, payments."""

    visits: int = 0
    papers: int = 0
    certified: int = 0
    forms: int = 0
    payments: int = 0

    def __bool__(self) -> bool:
        return any((self.visits, self.papers, self.certified, self.forms, self.payments))


@dataclass(frozen=True, slots=True)
class Found:
    """What a kind of opportunity found at one place.

    `place` names it among those of its kind; `changes` are plain data of a scenario; where there are none, or they
    change no time, `not_simulated` says why. `assumes` is what the figures rest on beside the files. `paper_cut` marks
    days that are taken off while no step, person or order changes.
    """

    at: Position
    place: str
    title: Message
    decision: Decision
    steps: tuple[str, ...] = ()
    changes: tuple[Mapping[str, Any], ...] = ()
    not_simulated: Message | None = None
    assumes: Message | None = None
    questions: tuple[Message, ...] = ()
    relief: Relief = field(default_factory=Relief)
    paper_cut: bool = False

    def __post_init__(self) -> None:
        if not self.changes and self.not_simulated is None:
            raise ValueError(f"neither changes nor the reason why there are none: {self.place}")


@dataclass(frozen=True, slots=True)
class Question:
    """What has to be asked of the office before it can be said whether there is something to cut."""

    at: Position
    procedure: str
    kind: str
    message: Message


@dataclass(frozen=True, slots=True)
class Opportunity:
    """Something that could be cut, by its id, in one procedure, or in several that the same people do."""

    id: str
    kind: str
    side: Side
    effort: Effort
    procedures: tuple[str, ...]
    at: Position
    steps: tuple[str, ...]
    title: Message
    changes: Changes
    decision: Decision
    not_simulated: Message | None
    assumes: Message | None
    questions: tuple[Message, ...]
    relief: Relief
    paper_cut: bool
