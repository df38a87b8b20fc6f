"""What rules ask of a simulation: how busy the people of a role are, where a role stands, a share in percent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from isoqms.metrics.estimates import OfficeEstimate
from isoqms.metrics.figure import Figure
from isoqms.problem import Position
from isoqms.rules.results import Insufficient
from isoqms.rules.system import System
from isoqms.words import Message


def known_use(system: System, estimate: OfficeEstimate) -> Mapping[str, Figure]:
    """Return how busy those are who fill each role of the quality system, where that is known."""
    return {role: busy for role, busy in _use(system, estimate).items() if busy.value is not None}


def unknown_use(system: System, estimate: OfficeEstimate) -> Iterator[Insufficient]:
    """Yield the roles of the quality system of which nobody can tell how busy they are, and why."""
    for role, busy in _use(system, estimate).items():
        if busy.value is None and busy.reason is not None:
            yield Insufficient(place_of_role(system, role), role, Message("{reason}", reason=busy.reason))


def _use(system: System, estimate: OfficeEstimate) -> Mapping[str, Figure]:
    own = system.roles_of_the_system()
    return {role: busy for role, busy in sorted(estimate.busy.items()) if role in own}


def place_of_role(system: System, role: str) -> Position:
    """Return where a role is described."""
    known = system.organisation.roles.get(role) if system.organisation else None
    return known.at if known else system.at


def percent(share: float) -> int:
    """Return a share in whole percent."""
    return round(100 * share)
