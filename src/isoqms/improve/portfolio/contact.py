"""How often applicants have to come, to how many counters, and how many dossiers come online."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from isoqms.graph.flow import kinds
from isoqms.graph.journey import applicant_journey
from isoqms.procedure import Demand, Office, Procedure
from isoqms.worktime import Basis, Convention

ONLINE: Final = "online"


@dataclass(frozen=True, slots=True)
class Contact:
    """What the ordinary course asks of an applicant, of the kind of dossier that asks most; absent is not nothing.

    `visits` is absent where a step does not say how often to come, `counters` where none is named although applicants
    come, `dealings`, the steps that need the applicant, where the file tells of no such step: then nothing is known.
    """

    visits: int | None
    counters: int | None
    dealings: int | None


def contact(procedure: Procedure, office: Office | None) -> Contact:
    """Return how much applicants of a procedure have to do with the office."""
    convention = Convention(office.day_minutes, plain_days=Basis(office.plain_days)) if office else Convention(480)
    journeys = [applicant_journey(procedure, kind, convention) for kind in kinds(procedure)]
    dealings = max(journey.most.interactions for journey in journeys)
    if not dealings:
        return Contact(None, None, None)
    unknown = any(journey.visits_unknown for journey in journeys)
    visits = None if unknown else max(journey.ordinary.trips for journey in journeys)
    counters = max(len(journey.counters) for journey in journeys)
    return Contact(
        visits=visits,
        counters=None if visits != 0 and not counters else counters,
        dealings=max(journey.ordinary.interactions for journey in journeys),
    )


def online_share(demand: Demand | None) -> float | None:
    """Return which share of the dossiers of a procedure come online; None where its file does not say."""
    if demand is None or not demand.channels:
        return None
    return float(demand.channels.get(ONLINE, 0))
