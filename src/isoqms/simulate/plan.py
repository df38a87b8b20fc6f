"""What is asked of a simulation: which time, how many dossiers and replications, which luck."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

USUAL_REPLICATIONS = 20
MANY_REPLICATIONS = 200
"""Where a precision asks for more, longer ones serve it better: what is wrong with a start is so in each of them."""
MOST_REPLICATIONS = 1000


@dataclass(frozen=True, slots=True)
class Plan:
    """What is asked of a simulation.

    With `days` dated days are simulated from `start` on; without, an ordinary week that repeats. `cases` is how many
    dossiers of all procedures together are counted in each replication of such weeks. With `precision`, replications
    are added, or made longer where nobody says how long they are, until the interval of each procedure's mean lead time
    is at most so much of it to either side.

    Args:
        seed: the same seed gives the same luck.
        replications: how many independent runs; left open, 20, or as many as the precision needs.
        cases: dossiers counted in each replication.
        start: the first day counted.
        days: how many days are counted.
        precision: half of the interval as a part of the mean, for example 0.02.
        threads: how many replications run at the same time.
        detail: whether everything is counted, or lead times alone, which is quicker.
        on_time: whether with lead times alone it is also judged who is on time.
        warm_up: how much is left out at the start, in dossiers or, for dated days, in weeks; left open, it is found
            out. Two runs to be compared must leave out the same.
        spread: whether the histograms of lead times are kept, for charts.
        progress: told how many replications are done and how many there will be.

    Raises ValueError for numbers that make no sense together.
    """

    seed: int = 1
    replications: int | None = None
    cases: int | None = None
    start: date | None = None
    days: int | None = None
    precision: float | None = None
    threads: int = 1
    warm_up: int | None = None
    detail: bool = True
    on_time: bool = False
    spread: bool = False
    progress: Callable[[int, int], None] | None = None

    def __post_init__(self) -> None:
        if (self.start is None) != (self.days is None):
            raise ValueError(f"days counted need a first day and a number: {self.start}, {self.days}")
        if self.cases is not None and self.days is not None:
            raise ValueError(f"either {self.cases} dossiers are counted or those of {self.days} days, not both")
        for name, value in (("replications", self.replications), ("cases", self.cases), ("days", self.days)):
            if value is not None and value < 1:
                raise ValueError(f"{name}: {value}")
        if self.precision is not None and not 0.0 < self.precision < 1.0:
            raise ValueError(f"precision: {self.precision}")
        if self.threads < 1:
            raise ValueError(f"threads: {self.threads}")
