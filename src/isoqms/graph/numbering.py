"""The published numbers of steps: how they run, where one is missing and where one comes twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from isoqms.procedure import Procedure, Step

_NUMBER: Final = re.compile(r"(?P<prefix>.*?)(?P<digits>\d+)(?P<suffix>[a-zđ]?(?:[-.]\d+)?)\W*", re.IGNORECASE)
_LETTER: Final = re.compile(r"(?P<prefix>.*?)(?<![^\W\d_])(?P<letter>[a-zđ])\W*", re.IGNORECASE)
_LETTERS: Final = re.compile(r"(?P<prefix>(?:.*\W)?)(?P<letters>[^\W\d_]+)\W*")
_ROMAN: Final = (("x", 10), ("ix", 9), ("v", 5), ("iv", 4), ("i", 1))
_ALPHABETS: Final = ("abcdefghijklmnopqrstuvwxyz", "abcdđefghiklmnopqrstuvxy")
"""Letters as steps are counted by them, in English and in Vietnamese."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """A step with its published number: what stands before it, its place in the row, what is added to it."""

    step: Step
    prefix: str
    place: int
    suffix: str
    letter: bool
    roman: bool = False

    @property
    def whole(self) -> str:
        """The number as it is compared with others."""
        return f"{self.prefix}{self.place}{self.suffix}".casefold()

    @property
    def row(self) -> str:
        """What the numbers of its row have in common."""
        return self.prefix.casefold() + ("[I]" if self.roman else "")


@dataclass(frozen=True, slots=True)
class Gap:
    """A step before whose number others are missing: `missing` are those numbers, as they would be written."""

    step: Step
    missing: tuple[str, ...]


def rows(procedure: Procedure) -> Mapping[tuple[str | None, str], tuple[Numbered, ...]]:
    """Return the numbered steps in the order written, by stage and by what stands before their number.

    Where no two stages use the same number, the numbers run on through all of them and the stage is None.
    """
    found: dict[tuple[str | None, str], list[Numbered]] = {}
    romans = _in_romans(procedure)
    for step in procedure.steps.values():
        number = _read(step, romans)
        if number is not None:
            found.setdefault((step.stage, number.row), []).append(number)
    prefixes = {prefix for _, prefix in found}
    run_on = {each for each in prefixes if _disjoint([row for (_, prefix), row in found.items() if prefix == each])}
    joined: dict[tuple[str | None, str], tuple[Numbered, ...]] = {}
    for (stage, prefix), row in found.items():
        key = (None if prefix in run_on else stage, prefix)
        joined[key] = (*joined.get(key, ()), *row)
    return joined


def _disjoint(rows: list[list[Numbered]]) -> bool:
    wholes = [{number.whole for number in row} for row in rows]
    return sum(map(len, wholes)) == len(set().union(*wholes))


def _text(step: Step) -> str:
    return "" if step.number is None else " ".join(str(step.number).split())


def _in_romans(procedure: Procedure) -> frozenset[str]:
    """Return what stands before Roman figures: where all numbers in letters are such figures, I or several letters."""
    letters: dict[str, list[str]] = {}
    for step in procedure.steps.values():
        if found := _LETTERS.fullmatch(_text(step)):
            letters.setdefault(found["prefix"].casefold(), []).append(found["letters"].casefold())
    return frozenset(
        prefix
        for prefix, row in letters.items()
        if all(_roman_value(each) for each in row) and any(each == "i" or len(each) > 1 for each in row)
    )


def _roman_value(figures: str) -> int:
    """Return the value of Roman figures up to 39, 0 for anything else.

    >>> [_roman_value(each) for each in ("i", "iv", "xix", "vv", "đ")]
    [1, 4, 19, 0, 0]
    """
    return next((value for value in range(1, 40) if _roman(value) == figures), 0)


def _roman(value: int) -> str:
    figures = ""
    for figure, worth in _ROMAN:
        figures += figure * (value // worth)
        value %= worth
    return figures


def _read(step: Step, romans: frozenset[str]) -> Numbered | None:
    text = _text(step)
    found = _LETTERS.fullmatch(text)
    if found and found["prefix"].casefold() in romans:
        return Numbered(step, found["prefix"], _roman_value(found["letters"].casefold()), "", False, True)
    if found := _NUMBER.fullmatch(text):
        return Numbered(step, found["prefix"], int(found["digits"]), found["suffix"], False)
    if found := _LETTER.fullmatch(text):
        letter = found["letter"].casefold()
        return Numbered(step, found["prefix"], _ALPHABETS[0].find(letter), letter, True)
    return None


def repeated(procedure: Procedure) -> Iterator[tuple[Step, Step]]:
    """Yield each step whose number another step of the stage has before it, with that other step.

    Where the numbers begin anew, only the step where they do is named.
    """
    for row in rows(procedure).values():
        seen: dict[str, Step] = {}
        again = False
        for number in row:
            known = seen.get(number.whole)
            if known is not None and not again:
                yield number.step, known
            again = known is not None
            seen.setdefault(number.whole, number.step)


def gaps(procedure: Procedure) -> Iterator[Gap]:
    """Yield each step before whose number at least one is missing; a row of numbers begins at one."""
    for row in rows(procedure).values():
        prefix = row[0].prefix
        places = sorted({number.place for number in row if not number.letter})
        for place, before in zip(places, (0, *places), strict=False):
            if place > before + 1:
                step = next(number.step for number in row if number.place == place and not number.letter)
                figures = [_roman(each).upper() if row[0].roman else str(each) for each in range(before + 1, place)]
                yield Gap(step, tuple(f"{prefix}{each}" for each in figures))
        yield from _letter_gaps(prefix, [number for number in row if number.letter])


def _letter_gaps(prefix: str, row: list[Numbered]) -> Iterator[Gap]:
    """Yield the gaps in a row counted by letters, in the alphabet in which fewer are missing."""
    letters = [number.suffix for number in row]
    found = []
    for alphabet in _ALPHABETS:
        places = [alphabet.find(letter) for letter in letters]
        if places and min(places) >= 0:
            used = sorted(set(places))
            pairs = [(before, place) for place, before in zip(used, (-1, *used), strict=False) if place > before + 1]
            found.append(
                [
                    Gap(row[places.index(place)].step, _between(prefix, alphabet, before, place))
                    for before, place in pairs
                ]
            )
    yield from min(found, key=lambda each: sum(len(gap.missing) for gap in each), default=[])


def _between(prefix: str, alphabet: str, before: int, place: int) -> tuple[str, ...]:
    return tuple(f"{prefix}{letter}" for letter in alphabet[before + 1 : place])
