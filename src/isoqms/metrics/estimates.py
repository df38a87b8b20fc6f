"""What others ask of a simulation without running one: who cannot keep up, how busy people are, which limits are kept.

Rules and registers see these figures alone; whoever starts them decides whether anything is simulated.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from isoqms.metrics.figure import Figure
from isoqms.words import Message


@dataclass(frozen=True, slots=True)
class ProcedureEstimate:
    """What is estimated of one procedure.

    `nine_in_ten` are the working minutes in which 9 of 10 dossiers are done; `on_time` is the share of dossiers done
    in time by each limit that the procedure has, “legal” and “committed”.
    """

    nine_in_ten: Figure
    on_time: Mapping[str, Figure] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OfficeEstimate:
    """What is estimated of the people and the procedures of one organisation.

    `busy` is how much of the time of those who fill a role is used; `overloaded` are the roles that can never keep up.
    """

    procedures: Mapping[str, ProcedureEstimate] = field(default_factory=dict)
    busy: Mapping[str, Figure] = field(default_factory=dict)
    overloaded: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class NoEstimate:
    """Nothing is estimated, and why."""

    reason: Message


Estimate: TypeAlias = OfficeEstimate | NoEstimate
"""What is estimated of an organisation, or why nothing is."""
