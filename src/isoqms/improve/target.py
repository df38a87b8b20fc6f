"""A target in words ("8 working days, 98 % on time"), and the smallest sets of opportunities that reach it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import Final

from isoqms.improve.opportunities.opportunity import Effort, Opportunity
from isoqms.improve.priced import Pricing
from isoqms.improve.smallest import MOST_SETS, Found, Ids, smallest
from isoqms.improve.worth.measures import Measure
from isoqms.improve.worth.valuing import Outcome
from isoqms.procedure import Authority
from isoqms.procedure.issuing import RANKS
from isoqms.worktime import Convention, Duration

_DAY_MINUTES = 24 * 60
SHOWN: Final = 10
"""Sets that are told to people, and simulated once more with other luck."""


@dataclass(frozen=True, slots=True)
class Target:
    """How long a procedure may take, and how many of its dossiers must be on time.

    `measure` must be at most `minutes`: the time in which 9 of 10 dossiers are done, on the statutory clock where the
    target is working time, else by the calendar; `within` is None where no time is asked for. `on_time` is the share
    that must be on time by `limit`, where one is asked for.
    """

    within: Duration | None
    measure: Measure
    minutes: float
    on_time: float | None = None
    limit: Measure = Measure.LEGAL

    @classmethod
    def of(
        cls,
        within: Duration | None,
        convention: Convention,
        on_time: float | None = None,
        limit: Measure = Measure.LEGAL,
    ) -> Target:
        """Return a target stated in words.

        Raises:
            ValueError: the words give no longest time.
        """
        if within is None:
            return cls(None, Measure.WORKING_P90, inf, on_time, limit)
        span = within.under(convention)
        if span is None or not span:
            raise ValueError(f"{within.render('en')!r} is no longest time")
        if span.only_working_time:
            return cls(within, Measure.WORKING_P90, float(convention.working_minutes(span)), on_time, limit)
        days = span.calendar_days + span.months * convention.month_days
        return cls(within, Measure.P90, float(days * _DAY_MINUTES + span.working_minutes), on_time, limit)

    def missing(self, outcome: Outcome, procedure: str) -> float | None:
        """Return how much is missing, as a part of the time or of all dossiers; nothing or less when it is reached."""
        lead = outcome.figure(procedure, self.measure).value
        if lead is None:
            return None
        parts = [lead / self.minutes - 1] if self.within else []
        if self.on_time is not None:
            share = outcome.figure(procedure, self.limit).value
            if share is None:
                return None
            parts.append(self.on_time - share)
        return max(parts, default=0.0)

    def surely_reached(self, outcome: Outcome, procedure: str) -> bool:
        """Say whether the target is reached even at the worse end of the intervals."""
        lead = outcome.figure(procedure, self.measure)
        share = outcome.figure(procedure, self.limit)
        late = self.on_time is not None and (share.low is None or share.low < self.on_time)
        return lead.high is not None and lead.high <= self.minutes and not late


@dataclass(frozen=True, slots=True)
class Reaching:
    """The answer to a target: the sets, what they were chosen from, and what was left out and why.

    `without_effect` are opportunities that alone change no lead time of the procedure, `beyond` those whose decision
    lies above what was asked for, or is not known; `most_changes` is how many a set was allowed to hold. `overloading`
    are the sets looked at with which somebody could no longer keep up: they reach nothing. `afresh` is
    what the first sets, or the closest, come to with other luck than that by which they were chosen; those `surely`
    reach the target do so with it as well.
    """

    target: Target
    procedure: str
    found: Found
    among: tuple[str, ...]
    without_effect: tuple[str, ...]
    beyond: tuple[str, ...]
    surely: frozenset[Ids]
    afresh: Mapping[Ids, Outcome]
    most_changes: int | None = None
    overloading: frozenset[Ids] = frozenset()


def reaching(
    target: Target,
    procedure: str,
    pricing: Pricing,
    within: Authority | None = None,
    most_changes: int | None = None,
    most_sets: int = MOST_SETS,
) -> Reaching:
    """Return the smallest sets of opportunities with which a procedure reaches a target.

    Args:
        target: what is to be reached.
        procedure: by which procedure.
        pricing: tells what sets are worth.
        within: the highest authority that may have to decide; any where nothing is said.
        most_changes: how many opportunities a set may hold.
        most_sets: how many sets are simulated before one is built step by step.
    """
    able = [each for each in pricing.opportunities if pricing.can_be_simulated(each.id) and not each.paper_cut]
    inside = [each for each in able if may_be_decided(each, within)]
    figures = (target.measure, *((target.limit,) if target.on_time is not None else ()))
    idle = [each.id for each in inside if not pricing.moves(each.id, procedure, figures)]
    among = tuple(each.id for each in inside if each.id not in idle)
    overloading: set[Ids] = set()

    def missing(ids: Ids) -> float | None:
        outcome = pricing.of(ids)
        if pricing.is_overloading(ids):
            overloading.add(ids)
        return None if outcome is None else target.missing(outcome, procedure)

    def rank(ids: Ids) -> tuple[object, ...]:
        by, effort = burden([pricing.opportunity(id_) for id_ in ids])
        return (by, effort, missing(ids), sorted(ids))

    found = smallest(among, missing, pricing.clashes(among), most_changes, most_sets, rank)
    chosen = found.sets[:SHOWN] or (found.closest,)
    afresh = {ids: pricing.afresh(ids) for ids in chosen if ids}
    surely = [
        ids
        for ids in found.sets
        if all(target.surely_reached(got, procedure) for got in (pricing.of(ids), afresh.get(ids)) if got)
    ]
    beyond = tuple(each.id for each in able if each not in inside)
    return Reaching(
        target,
        procedure,
        found,
        among,
        tuple(idle),
        beyond,
        frozenset(surely),
        afresh,
        most_changes,
        frozenset(overloading),
    )


def may_be_decided(opportunity: Opportunity, within: Authority | None) -> bool:
    """Say whether an opportunity needs no higher authority than `within`; one nobody is named for does."""
    by = opportunity.decision.by
    return within is None or (by is not None and RANKS.index(by) <= RANKS.index(within))


def burden(opportunities: Sequence[Opportunity]) -> tuple[int, int]:
    """Return how high a set has to go for its decision, and what it takes to carry out, to order equal sets."""
    ranks = [len(RANKS) if each.decision.by is None else RANKS.index(each.decision.by) for each in opportunities]
    return max(ranks, default=0), sum(list(Effort).index(each.effort) for each in opportunities)
