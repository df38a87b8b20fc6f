"""Sums of allowances in words: the figures, the steps they come from, and for which dossiers."""

from __future__ import annotations

import re
from collections.abc import Iterable

from isoqms.graph.flow import kinds
from isoqms.graph.set_against import Unlike
from isoqms.graph.sums import StepSum
from isoqms.graph.yardstick import Amounts, added, evened, stated, written
from isoqms.procedure import Procedure, Step
from isoqms.words import Message, Renderable
from isoqms.worktime import Amount, Unit


def short_names(procedure: Procedure, steps: Iterable[str]) -> list[str]:
    """Return the published numbers of steps; beside numbered ones the beginning of a title, elsewhere the id."""
    numbered = any(step.number is not None for step in procedure.steps.values())
    return [_short_name(procedure.steps[id_], numbered) for id_ in steps]


def _short_name(step: Step, numbered: bool) -> str:
    title = next(iter(step.title or ()), "") if numbered and step.number is None else ""
    return f"“{re.split('[:;,]', title, maxsplit=1)[0].strip()}”" if title else step.short_name


def difference(found: Unlike) -> Renderable | None:
    """Return by how much a sum is more or less than stated; None where they differ in more than one unit."""
    cases = stated(found.stated)
    mine, theirs = found.figure, cases[0] if len(cases) == 1 else ()
    if Unit.MINUTE in {amount.unit for amount in (*mine, *theirs)}:
        mine, theirs = _in_minutes(mine), _in_minutes(theirs)
    mine, theirs = evened(mine), evened(theirs)
    own = {amount.unit: amount for amount in mine}
    other = {amount.unit: amount for amount in theirs}
    if own.keys() != other.keys() or len(own) != len(mine) or len(other) != len(theirs):
        return None
    apart = [(abs(own[unit].value - amount.value), amount) for unit, amount in other.items()]
    unequal = [Amount(value, amount.unit, amount.basis) for value, amount in apart if value]
    return written((unequal[0],)) if len(unequal) == 1 else None


def _in_minutes(amounts: Amounts) -> Amounts:
    return added(Amount(amount.value * 60, Unit.MINUTE) if amount.unit is Unit.HOUR else amount for amount in amounts)


def told(found: Unlike, procedure: Procedure) -> Renderable:
    """Return the sum in figures, with the steps it comes from where it leaves some out."""
    amounts = written(found.figure)
    if found.sum.in_a_row:
        return amounts
    path = " + ".join(short_names(procedure, found.sum.path))
    return Message("{sum} on the longest way ({path})", sum=amounts, path=path)


def for_cases(what: Message, found: Unlike, procedure: Procedure) -> Message:
    """Return a sentence, opened by the dossiers it is about where it is not about all of them."""
    titles: list[Renderable | str] = [found.condition] if found.condition else []
    if procedure.variants and set(found.variants) != set(kinds(procedure)):
        titles += [_title(procedure, variant) for variant in found.variants]
    return Message("{cases}: {what}", cases=titles, what=what) if titles else what


def _title(procedure: Procedure, variant: str | None) -> Renderable:
    return Message("other cases") if variant is None else procedure.variant_title(variant)


def with_untimed(what: Message, one: StepSum, procedure: Procedure) -> Message:
    """Return a sentence, followed by the counted steps that have no time."""
    if not one.untimed:
        return what
    return Message("{what}; no time is given for step {steps}", what=what, steps=short_names(procedure, one.untimed))
