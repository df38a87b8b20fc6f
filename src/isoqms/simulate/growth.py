"""Whether times settle at all: where a line grows without end, later dossiers take longer than earlier ones.

Loads tell beforehand where people have fewer minutes than their work takes. They do not tell what is lost besides,
where two must be there together or work that must not be broken off leaves the end of a window unused. So what came
out is looked at too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from isoqms.metrics import Figure, Unit
from isoqms.simulate import codes, estimate
from isoqms.simulate.totals import Totals
from isoqms.words import Message

_MORE: Final = 1.25
"""How many times as long dossiers of the later half take at least, where times are said to grow."""
_SURELY: Final = 2.5
_PERHAPS: Final = 1.3
"""Half intervals by which the halves differ, for there to be no usual time, and for a warning.

With twenty replications chance does the one once in 20,000 runs, and the other once in 150 where times vary so much.
"""


@dataclass(frozen=True, slots=True)
class Growth:
    """A procedure whose dossiers take longer and longer, by its number, and the roles before which they wait most."""

    line: int
    more: float
    surely: bool
    roles: tuple[int, ...]


def growing(totals: Totals) -> Iterator[Growth]:
    """Yield the procedures of a week that repeats whose later half of dossiers takes longer than the earlier."""
    for line in range(len(totals.tables.lines)):
        earlier, later = _halves(totals, line)
        more = estimate.change(earlier, later)
        if not earlier.value or later.value is None or more.value is None or more.half_width is None:
            continue
        if later.value >= _MORE * earlier.value and more.value >= _PERHAPS * more.half_width:
            surely = more.value >= _SURELY * more.half_width
            yield Growth(line, later.value / earlier.value - 1.0, surely, _longest_line(totals, line))


def _halves(totals: Totals, line: int) -> tuple[Figure, Figure]:
    """Return the mean lead time of the dossiers that came first, and of those that came later."""
    sums = totals.of_line(line)
    late, lead = sums[codes.P_LATE], sums[codes.P_LATE_LEAD]
    early = [every - part for every, part in zip(sums[codes.P_COUNTED], late, strict=True)]
    early_lead = [every - part for every, part in zip(sums[codes.P_LEAD], lead, strict=True)]
    return estimate.ratio(early_lead, early, Unit.MINUTES), estimate.ratio(lead, late, Unit.MINUTES)


def _longest_line(totals: Totals, line: int) -> tuple[int, ...]:
    """Return the roles of the step before which the dossiers of a procedure stood longest; none where none stood."""
    waited: dict[tuple[int, ...], float] = {}
    for node, place in enumerate(totals.tables.places):
        roles = tuple(totals.tables.roles_of(node))
        if place.line == line and roles:
            waited[roles] = waited.get(roles, 0.0) + sum(totals.of_nodes([node])[codes.N_QUEUE])
    longest = max(waited, key=lambda roles: waited[roles], default=())
    return longest if waited.get(longest) else ()


def reasons(totals: Totals, found: Collection[Growth]) -> Mapping[int, Message]:
    """Return, by procedure, why it has no usual figures."""
    return {each.line: _reason(totals, each) for each in found if each.surely}


def _reason(totals: Totals, growth: Growth) -> Message:
    percent = round(100 * growth.more)
    if not growth.roles:
        return Message(
            "dossiers of the later half of the run took {percent} % longer than those of the earlier half: somebody "
            "cannot keep up, or the run is far too short, so there is no usual time",
            percent=percent,
        )
    return Message(
        "dossiers of the later half of the run took {percent} % longer than those of the earlier half, most of it "
        "waiting for {role}: they cannot keep up, or the run is far too short, so there is no usual time",
        percent=percent,
        role=tuple(totals.tables.staff.roles[role].title for role in growth.roles),
    )


def warnings(totals: Totals, found: Collection[Growth]) -> Iterator[Message]:
    """Yield what is said of each procedure whose times may grow; of those that surely do, their figures say why not."""
    for each in (each for each in found if not each.surely):
        yield Message(
            "“{procedure}”: dossiers of the later half of the run took {percent} % longer than those of the earlier "
            "half: that is chance, or times go on growing; ask for more dossiers (--cases) and see whether they do",
            procedure=totals.tables.lines[each.line].id,
            percent=round(100 * each.more),
        )


def names(totals: Totals, found: Collection[Growth]) -> list[str]:
    """Return, by their ids, the roles that surely cannot keep up."""
    return [totals.tables.staff.roles[role].id for each in found if each.surely for role in each.roles]
