"""What reports on cuts call who decides, what it takes, and how an opportunity turns out."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from isoqms.improve.opportunities.opportunity import Decision, Effort, Opportunity
from isoqms.improve.priced import Price
from isoqms.improve.worth.measures import Measure
from isoqms.metrics import Figure
from isoqms.procedure import Authority
from isoqms.report.simulation_text import is_more_than_chance
from isoqms.words import Message

AUTHORITIES: Final[Mapping[Authority, Message]] = {
    Authority.OFFICE: Message("the office itself"),
    Authority.PROVINCE: Message("the province; the office can propose it"),
    Authority.MINISTRY: Message("the ministry; the office can propose it"),
    Authority.LAW: Message("the Government or the National Assembly; the office can propose it"),
}
EFFORTS: Final[Mapping[Effort, Message]] = {
    Effort.ARRANGE: Message("an arrangement of the office's own"),
    Effort.REVISE: Message("revise the procedure and issue it again"),
    Effort.INVEST: Message("people, money, systems or the consent of others"),
}

_TOLD: Final = (
    Measure.MEAN,
    Measure.P90,
    Measure.WORKING_P90,
    Measure.LEGAL,
    Measure.COMMITTED,
    Measure.VISITS,
)
"""What is told of an opportunity, what counts most first."""
_FEW_TRIPS: Final = 0.05
"""Fewer trips than that in a dossier are not told."""


class Group(StrEnum):
    """How an opportunity turns out when it is simulated, or why it is not."""

    HELPS = "helps"
    NO_DIFFERENCE = "no_difference"
    SLOWER = "slower"
    OVERLOADS = "overloads"
    PAPER_CUT = "paper_cut"
    SPARES = "spares"
    REFUSED = "refused"


GROUPS: Final[Mapping[Group, Message]] = {
    Group.HELPS: Message("What would help, first what spares the applicants of a year most time:"),
    Group.NO_DIFFERENCE: Message("No difference to the time that is more than chance:"),
    Group.SLOWER: Message("This would make it slower:"),
    Group.OVERLOADS: Message("With this, people could no longer keep up:"),
    Group.PAPER_CUT: Message("Days shortened, with no step, person or order changed (no dossier is done earlier):"),
    Group.SPARES: Message("Spares trips, papers, forms or payments; its time is not simulated:"),
    Group.REFUSED: Message("This cannot be carried out as found:"),
}


def group_of(price: Price) -> Group:
    """Return how an opportunity turns out."""
    if price.opportunity.paper_cut:
        return Group.PAPER_CUT
    if price.overloads:
        return Group.OVERLOADS
    if not price.savings:
        return Group.SPARES if price.opportunity.not_simulated else Group.REFUSED
    changes = moved(price.savings)
    if not changes:
        return Group.NO_DIFFERENCE
    first = next(iter(changes))
    if changes[first] > 0:
        return Group.HELPS
    return Group.NO_DIFFERENCE if first is Measure.VISITS else Group.SLOWER


def moved(savings: Mapping[Measure, Figure]) -> dict[Measure, int]:
    """Return what is told of an opportunity: the measures that become better (1) or worse (-1) by more than chance.

    The first of them decides under which heading it stands, so that no heading contradicts what stands below it.
    """
    ways = {measure: direction(savings[measure]) for measure in _TOLD}
    if abs(savings[Measure.VISITS].value or 0.0) < _FEW_TRIPS:
        ways[Measure.VISITS] = 0
    return {measure: way for measure, way in ways.items() if way}


def direction(saving: Figure) -> int:
    """Return 1 for what becomes better by more than chance, -1 for what becomes worse, else 0."""
    if saving.value is None or not is_more_than_chance(saving):
        return 0
    return 1 if saving.value > 0 else -1


def decided_by(decision: Decision) -> Message:
    """Return who may decide, and on what that rests; where nobody is named the decision has a question."""
    if decision.by is None:
        return Message("not known yet")
    who = AUTHORITIES[decision.by]
    return Message("{who} ({basis})", who=who, basis=list(decision.basis)) if decision.basis else who


def asked(opportunity: Opportunity) -> tuple[Message, ...]:
    """Return what is to be asked of an opportunity, first who may decide where that is not known."""
    question = opportunity.decision.question
    return (question, *opportunity.questions) if question else opportunity.questions
