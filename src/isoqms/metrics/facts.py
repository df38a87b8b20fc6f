"""What is known of one dossier when it is asked whether it was on time."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import Final

from isoqms.procedure import Ending

ENDINGS: Final = tuple(Ending)
"""The endings in the order in which numbers stand for them: completed, refused, returned, withdrawn, stopped, handed
over."""

DAY_MINUTES: Final = 1440


@dataclass(frozen=True, slots=True)
class Facts:
    """One dossier, all moments in minutes since one and the same midnight.

    `legal_due` and `committed_due` are the due moments as the law counts them: stops, restarts and extensions of the
    clock have moved them. `appointed` is the due moment told at receipt (the committed one, else the legal one), which
    nothing moves: whoever subtracts the time of supplements must count from it, or it is taken off twice.
    `longest` is the most minutes the procedure may take, for a dossier without a due moment. `supplement_minutes` is
    the time between the requests for a supplement and their completion; `asked` the moment of a request not yet
    answered. The period runs from `period_start` to `period_end`, the first moment after it.
    """

    received: float
    finished: float | None
    ending: Ending | None
    legal_due: float | None = None
    committed_due: float | None = None
    appointed: float | None = None
    longest: float | None = None
    supplement_requests: int = 0
    supplement_minutes: float = 0.0
    asked: float | None = None
    online: bool = False
    period_start: float = 0.0
    period_end: float = inf

    def __post_init__(self) -> None:
        if (self.finished is None) != (self.ending is None):
            raise ValueError(f"finished at {self.finished}, ending {self.ending}: both are known or neither")
        if self.finished is not None and self.finished < self.received:
            raise ValueError(f"finished at {self.finished}, before it was received at {self.received}")

    @property
    def ended_in_period(self) -> bool:
        """Say whether it was finished before the period was over."""
        return self.finished is not None and self.finished < self.period_end

    @property
    def carried_over(self) -> bool:
        """Say whether it was received before the period began."""
        return self.received < self.period_start


def day_of(moment: float) -> float:
    """Return the number of the day on which a moment falls; a moment that never comes falls on no day before it."""
    return inf if moment == inf else float(moment // DAY_MINUTES)
