"""From the sums of replications to what a dossier asks of its applicant."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from math import inf

from isoqms.graph.journey import needs_applicant
from isoqms.metrics import Figure, Unit
from isoqms.procedure import Office, Procedure, Step
from isoqms.simulate import codes
from isoqms.simulate.line import Line
from isoqms.simulate.result import Journey
from isoqms.simulate.streams import Stream
from isoqms.simulate.totals import Columns, Totals, added, times


def journey_of(
    totals: Totals, line: int, procedure: Procedure, office: Office, steps: Mapping[str, Columns]
) -> Journey:
    """Return what a dossier asks of its applicant, on average.

    Args:
        totals: the sums of the run.
        line: the number of the procedure.
        procedure: what it asks at each step.
        office: where its counters are.
        steps: the sums over the visits to each step.
    """
    asking = _Asking(totals, line, procedure, office, steps)
    return Journey(
        visits=asking.number(lambda step: step.visits or 0, Unit.TIMES),
        interactions=asking.number(needs_applicant, Unit.TIMES),
        counters=asking.number(lambda step: step.counter is not None, Unit.TIMES),
        papers=asking.number(lambda step: len(step.papers), Unit.PAPERS, _papers(procedure)),
        payments=asking.number(lambda step: len(step.pays), Unit.TIMES),
        fields=asking.number(lambda step: step.fields or 0, Unit.FIELDS, _fields(procedure)),
        hours=asking.hours(),
    )


def _papers(procedure: Procedure) -> int:
    return sum(paper.count + paper.copies for paper in procedure.dossier if not paper.optional)


def _fields(procedure: Procedure) -> int:
    return sum(paper.fields or 0 for paper in procedure.dossier if not paper.optional)


@dataclass(frozen=True, slots=True)
class _Asking:
    totals: Totals
    line: int
    procedure: Procedure
    office: Office
    steps: Mapping[str, Columns]

    def number(self, of: Callable[[Step], float], unit: Unit, once: float = 0.0) -> Figure:
        """Return how many of something is asked: `once`, before the dossier reaches the office, and at its steps."""
        tables = self.totals.tables
        before = often_before(tables.lines[self.line], tables.streams)
        fixed = once + sum(often * of(self.procedure.steps[id_]) for id_, often in before.items())
        parts = [times(fixed, self.totals.counted(self.line))]
        for id_, sums in self.steps.items():
            if amount := of(self.procedure.steps[id_]):
                parts.append(times(amount, sums[codes.N_VISITS]))
        return self.totals.per_dossier(self.line, added(*parts), unit)

    def hours(self) -> Figure:
        """Return the hours of an applicant: at counters, in line and served, and at the applicant's own work."""
        parts = [times(0.0, self.totals.counted(self.line))]
        for id_, sums in self.steps.items():
            counter = self.office.counters.get(self.procedure.steps[id_].counter or "")
            columns = [codes.N_WORK, codes.N_OTHER_WORK] if counter else []
            columns += [codes.N_QUEUE] if counter and counter.tickets else []
            parts += [times(1.0 / 60.0, sums[column]) for column in columns]
        for node, place in enumerate(self.totals.tables.places):
            own = place.node.times
            if place.line == self.line and own.cause == codes.APPLICANT and own.kind == codes.DELAY and own.work:
                visits = self.totals.of_nodes([node])[codes.N_VISITS]
                parts.append(times(own.work.mean / 60.0, visits))
        return self.totals.per_dossier(self.line, added(*parts), Unit.HOURS)


def often_before(line: Line, streams: Iterable[Stream]) -> dict[str, float]:
    """Return how often a dossier's applicant takes each step before it reaches the office, by channel and variant."""
    coming = {each.channel: each.expected(0.0, inf) for each in streams if each.procedure == line.id}
    whole = sum(coming.values()) or 1.0
    found: dict[str, float] = {}
    for kind in line.kinds:
        for id_ in line.courses[kind.course].before:
            found[id_] = found.get(id_, 0.0) + kind.share * coming.get(kind.channel, 0.0) / whole
    return found
