"""A cut: what is taken away from a procedure, how far that has come, by which document and since when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from isoqms.problem import Position
from isoqms.scenario import State
from isoqms.words import Renderable


class CutKind(StrEnum):
    """What is cut: the whole procedure, its limit, a step; two procedures into one; or another change."""

    DROPPED = "dropped"
    MERGED = "merged"
    LIMIT = "limit"
    STEP = "step"
    OTHER = "other"


class Told(StrEnum):
    """Where a cut is told."""

    LIMITS = "limits"
    PUBLISHED_TIMES = "published_times"
    REVISIONS = "revisions"
    SCENARIO = "scenario"


FARTHEST: Final = tuple(reversed(State))
"""The states, the one that has come farthest first."""
_RANKS: Final = (State.MEASURED, State.IN_FORCE, None, State.ACCEPTED, State.PROPOSED)
"""The same with what may be in force or not: nobody knows."""

IN_FORCE: Final = (State.IN_FORCE, State.MEASURED)
"""The states in which applicants have the benefit of a cut."""


@dataclass(frozen=True, slots=True)
class Cut:
    """One cut of one procedure.

    `taken_off` is the share of the time before; absent where nobody says by how much. `inherited` says that the office
    took it over with the procedure it adopts. `scenario` and `change` name the scenario it stands in. `state` is absent
    where a file does not tell whether it was ever issued. `claimed` is the state that a scenario claims by a document
    which is not known to be of who may decide it: such a change counts as proposed.
    """

    procedure: str
    kind: CutKind
    what: Renderable
    state: State | None
    document: str | None
    day: date | None
    told: Told
    at: Position
    taken_off: float | None = None
    inherited: bool = False
    scenario: str | None = None
    change: str | None = None
    claimed: State | None = None

    def holds(self, day: date) -> bool:
        """Say whether it was known on a day; one without a date is taken to hold on every day.

        What a file has accepted is known before its date, which is the day it takes effect.
        """
        ahead = self.state is State.ACCEPTED and self.told is not Told.SCENARIO
        return self.day is None or self.day <= day or ahead


def farthest(cuts: tuple[Cut, ...], kind: CutKind) -> Cut | None:
    """Return the cut of a kind that has come farthest; among equals one with a date."""
    found = [cut for cut in cuts if cut.kind is kind]
    return min(found, key=lambda cut: (_RANKS.index(cut.state), cut.day is None), default=None)
