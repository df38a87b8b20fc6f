"""It is clear how many dossiers come, by which channel, and of which kind.

Asks: Is the number of dossiers given in one manner only? Do the shares of channels, and those of variants, make up the
    whole?
Why: From shares that add up to more or less than all dossiers no office can be simulated, and no staff planned.
Ground: iso
Clause: 4.4.1, 8.1
Decided how: Only procedures with a demand are judged. A gap is one time of more than nothing. Variants share out what
    is left among those without a share. Shares may be rounded to one decimal.
Left to the auditor: Are the figures those of the office?
Bad:
    id: NC-01
    title: {vi: Chứng thực chữ ký, en: Certify a signature}
    demand: {per_year: 1000, gap: 2 giờ}  # here
    steps:
      sign: {title: {vi: Ký chứng thực, en: Sign}, role: head, work: 5 phút, end: completed}
    ---
    id: NC-02
    title: {vi: Chứng thực chữ ký, en: Certify a signature}
    demand: {gap: theo thỏa thuận}  # here
    steps:
      sign: {title: {vi: Ký chứng thực, en: Sign}, role: head, work: 5 phút, end: completed}
    ---
    id: NC-03
    title: {vi: Chứng thực chữ ký, en: Certify a signature}
    demand: {per_year: 1000, channels: {counter: 60 %, online: 30 %}}  # here
    steps:
      sign: {title: {vi: Ký chứng thực, en: Sign}, role: head, work: 5 phút, end: completed}
    ---
    id: NC-04
    title: {vi: Chứng thực chữ ký, en: Certify a signature}
    demand: {per_year: 1000}
    variants:
      one: {title: {vi: Một người ký, en: One signs}, share: 80 %}  # here
      several: {title: {vi: Nhiều người ký, en: Several sign}, share: 30 %}
    steps:
      sign: {title: {vi: Ký chứng thực, en: Sign}, role: head, work: 5 phút, end: completed}
Good:
    id: NC-05
    title: {vi: Chứng thực chữ ký, en: Certify a signature}
    demand: {per_year: 1000, channels: {counter: 60 %, online: 40 %}}
    variants:
      one: {title: {vi: Một người ký, en: One signs}, share: 80 %}
      several: {title: {vi: Nhiều người ký, en: Several sign}}
    steps:
      sign: {title: {vi: Ký chứng thực, en: Sign}, role: head, work: 5 phút, end: completed}
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from isoqms.problem import Ground, Severity
from isoqms.procedure import Demand, Procedure
from isoqms.rules.engine import Context, Objection
from isoqms.words import Message

ID = "simulate/demand"
SEVERITY = Severity.ERROR
GROUND = Ground.ISO
CLAUSES = ("4.4.1", "8.1")

_ROUNDING: Final = Fraction(1, 2000)
"""Half of the last place of a share written with one decimal, as a share of the whole."""


def check(procedure: Procedure, context: Context) -> Iterator[Objection]:
    """Object to a demand given twice or by no number, and to shares that do not make up the whole."""
    demand = procedure.demand
    if demand is None:
        return
    yield from _amount(demand)
    shares = list(demand.channels.values())
    if shares and abs(sum(shares, Fraction(0)) - 1) > _ROUNDING * len(shares):
        message = Message("the shares of the channels make up {percent} %, not 100 %", percent=_percent(shares))
        yield Objection(demand.at, "demand", message, Message("correct the shares"))
    yield from _variants(procedure)


def _amount(demand: Demand) -> Iterator[Objection]:
    if demand.gap is None:
        return
    if demand.per_year is not None:
        message = Message("both the dossiers per year and the time between two of them are given")
        yield Objection(demand.at, "demand", message, Message("keep “per_year:” or “gap:”, one of the two"))
    span, least = demand.gap.span("high"), demand.gap.span("low")
    if not span or span != least:
        message = Message("“{time}” is not the time from one dossier to the next", time=demand.gap)
        yield Objection(demand.at, "demand", message, Message("write one number and a unit, for example 120 min"))


def _variants(procedure: Procedure) -> Iterator[Objection]:
    given = [variant for variant in procedure.variants.values() if variant.share is not None]
    shares = [variant.share for variant in given if variant.share is not None]
    if not shares:
        return
    rest, total = len(procedure.variants) - len(given), sum(shares, Fraction(0))
    if abs(total - 1) > _ROUNDING * len(shares) if not rest else total >= 1:
        message = Message("the shares of the variants make up {percent} %", percent=_percent(shares))
        fix = Message("correct the shares; together with those left out they make up 100 %")
        yield Objection(given[0].at, "variants", message, fix)


def _percent(shares: list[Fraction]) -> str:
    return f"{float(sum(shares) * 100):.10g}"
