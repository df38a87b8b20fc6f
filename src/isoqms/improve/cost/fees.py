"""Fees and charges (F): what the steps of a procedure have paid, as often as dossiers pass them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from isoqms.improve.cost.amounts import whole
from isoqms.improve.cost.item import Counted, Item
from isoqms.improve.cost.kinds import Kind, passed
from isoqms.procedure import Fee, Procedure, Provenance, Step, Task
from isoqms.words import Message


def fees_of(
    procedure: Procedure,
    kinds: Sequence[Kind],
    currency: str | None,
    removed: Collection[str],
    paid_before: Collection[str] = (),
) -> Counted:
    """Return the fees of a procedure; those without an amount, in another currency or never paid are noted.

    Args:
        procedure: whose fees they are.
        kinds: its dossiers.
        currency: in which everything is counted; None when it is not stated.
        removed: steps nobody does any more.
        paid_before: fees that were paid before a change; where no step has them paid now, they are abolished.
    """
    counted = Counted()
    for id_, fee in procedure.fees.items():
        payers = [step for step in procedure.steps.values() if id_ in step.pays]
        doing = [step for step in payers if step.id not in removed]
        paid = _Paid(fee, doing, kinds)
        counted.unknown += _unknown(fee, paid, currency, ever=bool(payers) or id_ in paid_before)
        if doing and paid.amount and not _foreign(fee, currency):
            counted.items.append(_item(id_, paid))
            counted.assumed += _assumed(fee)
    return counted


def paid_fees(procedure: Procedure) -> frozenset[str]:
    """Return the fees that some step of a procedure has paid."""
    return frozenset(id_ for step in procedure.steps.values() for id_ in step.pays)


@dataclass(frozen=True, slots=True)
class _Paid:
    """A fee with the steps that have it paid."""

    fee: Fee
    steps: Sequence[Step]
    kinds: Sequence[Kind]

    @property
    def times(self) -> Fraction:
        """How often it is paid in a dossier on average."""
        return sum((passed(step, self.kinds) for step in self.steps), Fraction(0))

    @property
    def amount(self) -> Fraction | None:
        """What is paid in a dossier on average; None where an amount is not stated."""
        found = Fraction(0)
        for kind in self.kinds:
            if often := sum((passed(step, [kind]) for step in self.steps), Fraction(0)):
                due = self.fee.due(1, kind.channel)
                if due is None:
                    return None
                found += often * Fraction(str(due))
        return found


def _foreign(fee: Fee, currency: str | None) -> bool:
    return bool(fee.currency and currency and fee.currency != currency)


def _unknown(fee: Fee, paid: _Paid, currency: str | None, ever: bool) -> Iterator[Message]:
    if not ever:
        yield Message("no step says that “{fee}” is paid: it is not counted", fee=fee.title)
    elif paid.amount is None:
        yield Message("how much “{fee}” is, is not stated", fee=fee.title)
    elif _foreign(fee, currency):
        yield Message("“{fee}” is paid in {currency}: it is not counted", fee=fee.title, currency=fee.currency)


def _assumed(fee: Fee) -> Iterator[Message]:
    if fee.when or fee.exemptions:
        yield Message("“{fee}” counts as paid by all, those who need not pay it too", fee=fee.title)
    if fee.per:
        yield Message("“{fee}” is paid per {unit}: one is counted", fee=fee.title, unit=fee.per)


def _item(id_: str, paid: _Paid) -> Item:
    amount, times = paid.amount or Fraction(0), paid.times
    return Item(
        id=f"fees.{id_}",
        step=paid.steps[0].id if len(paid.steps) == 1 else "",
        title=paid.fee.title,
        is_fee=True,
        task=Task.PAY,
        times=times,
        minutes=Fraction(0),
        money=amount / times,
        service=0,
        source=Provenance.PUBLISHED,
        cost=whole(amount),
    )
