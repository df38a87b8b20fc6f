"""What a printed decision says of a saving, worked out anew: what does not follow from the other figures is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from isoqms.improve.cost.amounts import to_places
from isoqms.words import Message

_WHAT: Final = {"cost": Message("cost"), "time": Message("time")}


@dataclass(frozen=True, slots=True)
class Published:
    """A saving as a document prints it; what it does not print is None.

    Amounts are in the unit of the document. `days_*` belong to the limit, `days_saved` is what the text says of them;
    `hours_per_day`, `per_hour` and `dossiers` are the parameters it names. `rate` is in percent; `rate_called` says
    what the document calls it a rate of, `rate_of` what it was worked out from: cost or time.
    """

    before: Decimal
    after: Decimal
    saved: Decimal | None = None
    rate: Decimal | None = None
    subjects: Decimal | None = None
    yearly_saved: Decimal | None = None
    days_before: Decimal | None = None
    days_after: Decimal | None = None
    days_saved: Decimal | None = None
    hours_per_day: Decimal | None = None
    per_hour: Decimal | None = None
    dossiers: Decimal | None = None
    rate_of: str = "cost"
    rate_called: str = "cost"


def discrepancies(printed: Published) -> tuple[Message, ...]:
    """Return where the figures of a document do not follow from one another, rounded as it prints them."""
    return (*_savings(printed), *_rates(printed), *_days(printed))


def _differs(printed: Decimal | None, exact: Decimal | Fraction) -> bool:
    """Say whether a printed figure is not the exact one, rounded half up to the places printed."""
    if printed is None:
        return False
    exponent = printed.as_tuple().exponent
    return to_places(Fraction(exact), max(0, -exponent if isinstance(exponent, int) else 0)) != printed


def _savings(printed: Published) -> Iterator[Message]:
    saved = printed.before - printed.after
    if _differs(printed.saved, saved):
        yield Message("{before} − {after} is {saved}, not {printed}", **_named(printed, saved, printed.saved))
    if printed.subjects is not None and _differs(printed.yearly_saved, saved * printed.subjects):
        yield Message(
            "{saved} × {subjects} is {yearly}, not {printed}",
            saved=saved,
            subjects=printed.subjects,
            yearly=saved * printed.subjects,
            printed=printed.yearly_saved,
        )


def _named(printed: Published, saved: Decimal, stated: Decimal | None) -> dict[str, object]:
    return {"before": printed.before, "after": printed.after, "saved": saved, "printed": stated}


def _rates(printed: Published) -> Iterator[Message]:
    top, under = printed.before - printed.after, printed.before
    if printed.rate_of == "time" and printed.days_before is not None and printed.days_after is not None:
        top, under = printed.days_before - printed.days_after, printed.days_before
    if under and printed.rate is not None:
        rate = Fraction(top) / Fraction(under) * 100
        if _differs(printed.rate, rate):
            yield Message("the rate is {rate} %, not {printed} %", rate=to_places(rate, 2), printed=printed.rate)
    if printed.rate_called != printed.rate_of:
        yield Message(
            "the rate is that of {what}, but is called one of {called}",
            what=_WHAT[printed.rate_of],
            called=_WHAT[printed.rate_called],
        )


def _days(printed: Published) -> Iterator[Message]:
    if printed.days_before is None or printed.days_after is None:
        return
    saved = printed.days_before - printed.days_after
    if _differs(printed.days_saved, saved):
        yield Message(
            "{before} → {after} days saves {saved}, but the text says {printed}",
            before=printed.days_before,
            after=printed.days_after,
            saved=saved,
            printed=printed.days_saved,
        )
    if printed.hours_per_day is None or printed.per_hour is None or printed.dossiers is None:
        return
    each = printed.hours_per_day * printed.per_hour * printed.dossiers
    for days, amount in ((printed.days_before, printed.before), (printed.days_after, printed.after)):
        if days * each != amount:
            yield Message(
                "{days} days × {each} is {exact}, not {amount}", days=days, each=each, exact=days * each, amount=amount
            )
