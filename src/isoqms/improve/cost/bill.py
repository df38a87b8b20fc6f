"""What one dossier costs its applicant on average: tasks (W) and fees (F), and what is not known of them.

Source: Thông tư 02/2017/TT-VPCP, article 27: C = W + F, T = C × n × N; opportunity cost is not counted, so the days a
dossier spends in the office cost nothing here. Every item is rounded once, half up, to a whole unit of the currency;
sums and products are exact from there on.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from isoqms.improve.cost.amounts import whole
from isoqms.improve.cost.fees import fees_of
from isoqms.improve.cost.income import Income
from isoqms.improve.cost.item import Item
from isoqms.improve.cost.kinds import Kind, channels_assumed, kinds_of
from isoqms.improve.cost.tasks import tasks_of
from isoqms.procedure import Office, Procedure
from isoqms.words import Message

_DAY_MINUTES: Final = Fraction(480)
"""A working day where no office is known; items are nearly always in hours and minutes."""


@dataclass(frozen=True, slots=True)
class Bill:
    """The items of a procedure and how many dossiers a year has (n × N).

    `unknown` is what nothing is stated of: with it, the sums are the least it can cost. `dossiers` is None where their
    number is not stated.
    """

    procedure: str
    items: tuple[Item, ...]
    unknown: tuple[Message, ...]
    assumed: tuple[Message, ...]
    dossiers: Fraction | None

    @property
    def nothing_known(self) -> bool:
        """Whether nothing at all is stated of what must cost something: a sum of it would only look like a figure."""
        return bool(self.unknown) and not self.items

    @property
    def tasks(self) -> int:
        """W: what the tasks of a dossier cost."""
        return sum(item.cost for item in self.items if not item.is_fee)

    @property
    def fees(self) -> int:
        """F: fees and charges of a dossier."""
        return sum(item.cost for item in self.items if item.is_fee)

    @property
    def per_dossier(self) -> int:
        """C = W + F."""
        return self.tasks + self.fees

    @property
    def hours(self) -> Fraction:
        """Hours of the applicant in a dossier on average."""
        return sum((item.times * item.minutes for item in self.items), Fraction(0)) / 60

    @property
    def yearly(self) -> int | None:
        """T = C × n × N; None where the number of dossiers is not known."""
        return None if self.dossiers is None else whole(self.per_dossier * self.dossiers)


def bill_of(
    procedure: Procedure,
    income: Income,
    office: Office | None = None,
    removed: frozenset[str] = frozenset(),
    dossiers: Fraction | None = None,
    paid_before: Collection[str] = (),
) -> Bill:
    """Return what a procedure costs its applicants.

    Args:
        procedure: as its file or a scenario has it.
        income: what an hour counts as.
        office: says how long a working day is.
        removed: steps nobody does any more.
        dossiers: how many there are in a year; those of its demand where nothing is said.
        paid_before: fees that were paid before a change.

    Raises:
        ValueError: a dossier that comes into some loop never leaves it.
    """
    kinds = kinds_of(procedure)
    tasks = tasks_of(procedure, kinds, income.per_hour, office.day_minutes if office else _DAY_MINUTES, removed)
    fees = fees_of(procedure, kinds, income.currency, removed, paid_before)
    known = dossiers if dossiers is not None else dossiers_of(procedure)
    return Bill(
        procedure.id,
        (*tasks.items, *fees.items),
        (*tasks.unknown, *fees.unknown),
        (*_assumed(procedure, kinds), *fees.assumed),
        known,
    )


def dossiers_of(procedure: Procedure) -> Fraction | None:
    """Return how many dossiers a procedure states for a year, exactly as written."""
    stated = procedure.demand.per_year if procedure.demand else None
    return None if stated is None else Fraction(str(stated))


def _assumed(procedure: Procedure, kinds: Sequence[Kind]) -> Iterator[Message]:
    """Yield what had to be taken for granted."""
    if channels_assumed(procedure):
        yield Message("how many dossiers come by each channel is not stated: all channels count alike")
    unstated = dict.fromkeys(step for kind in kinds for step in kind.visits.unstated)
    if unstated:
        yield Message("no shares are stated for the ways out of these steps: {steps}", steps=list(unstated))
