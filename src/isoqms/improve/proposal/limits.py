"""The limits of a procedure before and after, and promises that its own steps do not keep."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from isoqms.graph.set_against import exceeding
from isoqms.graph.sum_words import for_cases, told
from isoqms.graph.sums import sums
from isoqms.graph.yardstick import yardstick
from isoqms.improve.cost.waiting import limit_days
from isoqms.improve.proposal.content import LimitCut
from isoqms.procedure import Office, Procedure
from isoqms.words import Message
from isoqms.worktime import Basis


def limit_cuts(before: Procedure, after: Procedure, office: Office | None) -> Iterator[LimitCut]:
    """Yield the limits that are not the same after as before.

    Where the office committed itself to none so far, the legal one held until now.
    """
    one, other = before.limits.named(), after.limits.named()
    for name in dict.fromkeys((*one, *other)):
        was = "legal" if name == "committed" and name not in one else name
        ends = [held[each].within if each in held else None for held, each in ((one, was), (other, name))]
        if ends[0] != ends[1]:
            days = [_days(each, kind, office) for each, kind in ((before, was), (after, name))]
            yield LimitCut(name, was, ends[0], ends[1], days[0], days[1])


def too_short(after: Procedure, office: Office | None) -> Iterator[Message]:
    """Yield where the office commits itself to less than the times of its own steps add up to."""
    committed = after.limits.committed
    if committed is None:
        return
    by = yardstick(after, office)
    for found in exceeding(sums(after, by), committed, after, by):
        what = Message(
            "the steps add up to {sum}, the committed limit is {limit}: shorten the steps, or commit to a longer time",
            sum=told(found, after),
            limit=found.stated,
        )
        yield for_cases(what, found, after)


def _days(procedure: Procedure, name: str, office: Office | None) -> Fraction | None:
    if office is None:
        return None
    days = limit_days(procedure, name, office.day_minutes, Basis(office.plain_days))
    return None if isinstance(days, Message) else days
