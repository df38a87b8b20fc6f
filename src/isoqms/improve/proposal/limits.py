"""The limits of a procedure before and after, in working days where they are such a number."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

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
            yield LimitCut(name, ends[0], ends[1], days[0], days[1])


def _days(procedure: Procedure, name: str, office: Office | None) -> Fraction | None:
    if office is None:
        return None
    days = limit_days(procedure, name, office.day_minutes, Basis(office.plain_days))
    return None if isinstance(days, Message) else days
