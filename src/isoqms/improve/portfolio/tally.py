"""A figure of many procedures as it can be checked: so many of how many, who is left out and why, from which source."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from isoqms.metrics import Figure, Unit
from isoqms.words import Message


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Procedures that a figure does not count, with the reason."""

    reason: Message
    procedures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """A numerator over a denominator, in `unit`; `left_out` are in neither, `source` says what was counted.

    `value` is absent, not nothing, where nothing can be counted.
    """

    numerator: float
    denominator: float
    value: Figure
    source: Message
    left_out: tuple[LeftOut, ...] = ()


def tally(
    numerator: float,
    denominator: float,
    source: Message,
    left_out: Iterable[LeftOut] = (),
    unit: Unit = Unit.SHARE,
) -> Tally:
    """Return a figure with what it is made of; reasons that leave nobody out are not named.

    Raises:
        ValueError: a share of more than the whole.
    """
    if unit is Unit.SHARE and numerator > denominator:
        raise ValueError(f"{numerator!r} of {denominator!r}")
    missing = Figure.none(unit, Message("there is nothing to count"))
    value = Figure.exact(numerator / denominator, unit) if denominator else missing
    return Tally(numerator, denominator, value, source, tuple(each for each in left_out if each.procedures))
