"""The kinds of dossiers of a procedure that cost their applicants differently, with their exact shares."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from isoqms.graph.by_channel import by_channel
from isoqms.graph.flow import kinds
from isoqms.improve.cost.visits import Visits, expected_visits
from isoqms.procedure import Procedure, Step, once
from isoqms.simulate.shares import kind_shares


@dataclass(frozen=True, slots=True)
class Kind:
    """Dossiers of one variant that come by one channel: their part of all, and how often they pass the steps."""

    variant: str | None
    channel: str | None
    share: Fraction
    visits: Visits


@once
def kinds_of(procedure: Procedure) -> tuple[Kind, ...]:
    """Return the kinds of dossiers of a procedure.

    Raises:
        ValueError: a dossier that comes into some loop never leaves it.
    """
    return tuple(_kinds(procedure))


def passed(step: Step, kinds: Sequence[Kind]) -> Fraction:
    """Return how often dossiers of these kinds have a step done, on average over all dossiers."""
    often = (kind.share * kind.visits.times.get(step.id, 0) for kind in kinds if step.done_in(kind.variant))
    return sum(often, Fraction(0))


def channels_assumed(procedure: Procedure) -> bool:
    """Say whether the channels make a difference and nothing tells how many dossiers come by each."""
    return _matter(procedure) and len(procedure.channels) > 1 and not _stated(procedure)


def _kinds(procedure: Procedure) -> Iterator[Kind]:
    variants = kind_shares(procedure, kinds(procedure), Fraction)
    for channel, part in _channels(procedure).items():
        known = channel is not None and (not procedure.channels or channel in procedure.channels)
        own = by_channel(procedure, channel) if channel is not None and known else procedure
        for variant, share in variants.items():
            yield Kind(variant, channel, part * share, expected_visits(own, variant))


def _channels(procedure: Procedure) -> dict[str | None, Fraction]:
    stated = _stated(procedure)
    if not stated and _matter(procedure) and procedure.channels:
        stated = dict.fromkeys(procedure.channels, Fraction(1))
    whole = sum(stated.values())
    return {channel: share / whole for channel, share in stated.items()} or {None: Fraction(1)}


def _stated(procedure: Procedure) -> dict[str, Fraction]:
    held = procedure.demand.channels if procedure.demand else {}
    return {channel: share for channel, share in held.items() if share}


def _matter(procedure: Procedure) -> bool:
    branches = any(branch.channels for step in procedure.steps.values() for branch in step.next)
    return branches or any(fee.by_channel for fee in procedure.fees.values())
