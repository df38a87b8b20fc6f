"""The cost of a procedure before and after a scenario, item beside item: each item that is cut shows its own saving."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from isoqms.improve.cost.amounts import Saving, whole
from isoqms.improve.cost.bill import Bill, bill_of
from isoqms.improve.cost.fees import paid_fees
from isoqms.improve.cost.income import Income
from isoqms.improve.cost.item import Item
from isoqms.scenario import Operation
from isoqms.words import Message


@dataclass(frozen=True, slots=True)
class ItemPair:
    """An item as it is and as it will be; None where it did not exist, or no longer does."""

    before: Item | None
    after: Item | None

    @property
    def item(self) -> Item:
        """What it is, as far as possible as it is now."""
        held = self.before or self.after
        assert held is not None
        return held

    @property
    def saving(self) -> Saving:
        """What it costs in a dossier before and after."""
        return Saving(self.before.cost if self.before else 0, self.after.cost if self.after else 0)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The bill of a procedure before and after a change."""

    before: Bill
    after: Bill

    def items(self) -> tuple[ItemPair, ...]:
        """Return the items of both bills by their identity, in the order of the file."""
        held, then = ({item.id: item for item in bill.items} for bill in (self.before, self.after))
        return tuple(ItemPair(held.get(id_), then.get(id_)) for id_ in dict.fromkeys([*held, *then]))

    def saving(self, of: Callable[[Bill], int]) -> Saving:
        """Return one sum of the bills before and after, such as `Bill.fees.fget`."""
        return Saving(of(self.before), of(self.after))

    @property
    def unknown(self) -> tuple[Message, ...]:
        """What nothing is stated of, before or after, each once."""
        return _each_once([*self.before.unknown, *self.after.unknown])

    @property
    def assumed(self) -> tuple[Message, ...]:
        """What was taken for granted, before or after, each once."""
        return _each_once([*self.before.assumed, *self.after.assumed])

    @property
    def per_dossier(self) -> Saving:
        """C before and after."""
        return self.saving(lambda bill: bill.per_dossier)

    @property
    def yearly(self) -> Saving | None:
        """T before and after; None where the number of dossiers is not known."""
        before, after = self.before.yearly, self.after.yearly
        return None if before is None or after is None else Saving(before, after)

    @property
    def by_number(self) -> YearlyParts | None:
        """What a year saves, taken apart; None where as many dossiers come as before, or none any more."""
        yearly, held, then = self.yearly, self.before.dossiers, self.after.dossiers
        if yearly is None or held is None or not then or held == then:
            return None
        alike = Saving(yearly.before, yearly.before - whole(self.per_dossier.saved * held))
        return YearlyParts(alike, yearly.saved - alike.saved)


@dataclass(frozen=True, slots=True)
class YearlyParts:
    """A year before and after with as many dossiers as before, and what is saved for another number of them alone."""

    alike: Saving
    by_number: int


def _each_once(messages: Iterable[Message]) -> tuple[Message, ...]:
    return tuple({each.render("en"): each for each in messages}.values())


def bills(
    operation: Operation,
    incomes: Mapping[str, Income],
    dossiers: Fraction | None = None,
    before: Operation | None = None,
) -> dict[str, Bill]:
    """Return the bill of each procedure of an operation, by id.

    Args:
        operation: as it is, or as a scenario makes it.
        incomes: what an hour counts as, by procedure.
        dossiers: how many a year has, where that is said apart from the files.
        before: the operation before a scenario; a fee paid there and nowhere any more is abolished, not unknown.
    """
    paid = {each.id: paid_fees(each) for each in before.procedures} if before else {}
    return {
        each.id: bill_of(
            each,
            incomes[each.id],
            operation.office_of(each.id),
            operation.removed.get(each.id, frozenset()),
            dossiers,
            paid.get(each.id, frozenset()),
        )
        for each in operation.procedures
    }
