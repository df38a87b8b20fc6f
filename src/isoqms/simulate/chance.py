# cython: boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""Chance by key: every random number is a function of what it is for, so that a dossier meets the same luck everywhere.

A key is mixed from the seed, the replication, the procedure, the dossier, the step, the visit and the purpose; from it
comes one number between 0 and 1, and from that a time by the inverse of its distribution function. Nothing is drawn
in turn, so a change of one step leaves every other draw as it was.

Source of the mixing: splitmix64, G. Steele, D. Lea, C. Flood, "Fast splittable pseudorandom number generators", 2014.
"""

from __future__ import annotations

from array import array
from hashlib import blake2b

try:
    import cython
except ImportError:  # not installed where the program only runs
    from isoqms.simulate import uncompiled as cython

if not cython.compiled:
    from math import fabs, log, sqrt

    from isoqms.simulate.codes import EXPONENTIAL, FIXED, QUANTILES, TRIANGULAR, UNIFORM
    from isoqms.simulate.columns import reals, wholes

BUILT_FROM = ""
"""The source this module was compiled from; empty when it is interpreted."""

MASK = cython.declare(cython.ulonglong, 0xFFFFFFFFFFFFFFFF)
GOLDEN = cython.declare(cython.ulonglong, 0x9E3779B97F4A7C15)
FIRST = cython.declare(cython.ulonglong, 0xBF58476D1CE4E5B9)
SECOND = cython.declare(cython.ulonglong, 0x94D049BB133111EB)
AGAIN = cython.declare(cython.ulonglong, 0xD1342543DE82EF95)
"""What sets the draws of one visit to a step apart from those of the next."""
UNIT = cython.declare(cython.double, 2.0**-52)


def mix(x: cython.ulonglong) -> cython.ulonglong:
    """Return a number in which every bit depends on every bit of `x`."""
    x = (x + GOLDEN) & MASK
    x = ((x ^ (x >> 30)) * FIRST) & MASK
    x = ((x ^ (x >> 27)) * SECOND) & MASK
    return x ^ (x >> 31)


def uniform(x: cython.ulonglong) -> cython.double:
    """Return a number strictly between 0 and 1 for the key `x`."""
    shifted: cython.longlong = x >> 12
    return (shifted + 0.5) * UNIT


def luck(key: cython.ulonglong, visit: cython.longlong) -> cython.double:
    """Return the number strictly between 0 and 1 that belongs to a key, on one of several visits."""
    return uniform(mix((key + ((visit * AGAIN) & MASK)) & MASK))


@cython.final
@cython.cclass
class Laws:
    """The distributions of the times of a run, by their numbers.

    Args:
        rows: for each law seven numbers: its kind, the figures a, b, c, d, where its table begins and how long that is.
        table: the tables, one after the other.
    """

    def __init__(self, rows: array[float], table: array[float]) -> None:
        kinds, figures = array("q"), array("d")
        for row in range(0, len(rows), 7):
            kinds.append(int(rows[row]))
            figures.extend((*rows[row : row + 7], 0.0))
            if rows[row] == TRIANGULAR:  # it needs no table; in that place stands how wide it is from the right end on
                figures[len(figures) - 3] = -rows[row + 4]
        self._columns = kinds or array("q", [0]), figures or array("d", [0.0]), table or array("d", [0.0])
        self._kinds, self._rows, self._table = (
            wholes(self._columns[0]),
            reals(self._columns[1]),
            reals(self._columns[2]),
        )

    def draw(self, law: cython.longlong, u: cython.double) -> cython.double:
        """Return the time in minutes that a law gives for `u`, rising with `u`."""
        kind: cython.longlong = self._kinds[law]
        row: cython.longlong = law * 8
        beyond: cython.longlong
        if kind == TRIANGULAR:  # up to the peak from the left end, beyond it from the right one, without asking which
            beyond = u >= self._rows[row + 3]
            return self._rows[row + 1 + beyond] + self._rows[row + 4 + beyond] * sqrt(
                fabs(beyond - u) * fabs(beyond - self._rows[row + 3])
            )
        if kind == FIXED:
            return self._rows[row + 1]
        if kind == UNIFORM:
            return self._rows[row + 1] + self._rows[row + 2] * u
        if kind == EXPONENTIAL:
            return self._rows[row + 1] - self._rows[row + 2] * log(
                1.0 - (self._rows[row + 3] + self._rows[row + 4] * u)
            )
        if kind == QUANTILES:
            return self._between(row, u)
        return self._looked_up(row, u)

    def _between(self, row: cython.longlong, u: cython.double) -> cython.double:
        """Return the quantile at `u` of equally likely steps."""
        start: cython.longlong = cython.cast(cython.longlong, self._rows[row + 5])
        place: cython.double = u * (self._rows[row + 6] - 1.0)
        cell: cython.longlong = cython.cast(cython.longlong, place)
        low: cython.double
        if cell > cython.cast(cython.longlong, self._rows[row + 6]) - 2:
            cell = cython.cast(cython.longlong, self._rows[row + 6]) - 2
        low = self._table[start + cell]
        return low + (self._table[start + cell + 1] - low) * (place - cell)

    def _looked_up(self, row: cython.longlong, u: cython.double) -> cython.double:
        """Return the quantile at `u` from a table that is finer the nearer the tail: 40 halvings of 64 cells."""
        start: cython.longlong = cython.cast(cython.longlong, self._rows[row + 5])
        tail: cython.double = u
        octave: cython.longlong
        cell: cython.longlong
        place: cython.double
        low: cython.double
        if u >= 0.5:
            tail = 1.0 - u
            start += 40 * 65
        octave = 1 + (tail < 0.25) + (tail < 0.125) + (tail < 0.0625)
        tail *= 1 << octave
        while tail < 0.5 and octave < 40:
            tail += tail
            octave += 1
        place = (tail - 0.5) * 128.0
        if place < 0.0:
            place = 0.0
        cell = cython.cast(cython.longlong, place)
        if cell > 63:
            cell = 63
        start += (octave - 1) * 65 + cell
        low = self._table[start]
        return low + (self._table[start + 1] - low) * (place - cell)


def key(*words: str) -> int:
    """Return the number by which something named by `words` enters a key, whatever its place in a file."""
    return int.from_bytes(blake2b("\x00".join(words).encode(), digest_size=8).digest(), "little")


def mixed(*numbers: int) -> int:
    """Return one key mixed from several numbers, each taken in turn."""
    found = 0
    for number in numbers:
        found = mix(found ^ (number & 0xFFFFFFFFFFFFFFFF))
    return found


def uniform_of(*numbers: int) -> float:
    """Return the number strictly between 0 and 1 that belongs to a key of several numbers."""
    return uniform(mixed(*numbers))


def drawn(u: float, law: tuple[float, ...], table: tuple[float, ...] = ()) -> float:
    """Return the time one law gives for `u`; for tests and tables.

    Args:
        u: strictly between 0 and 1.
        law: the kind and the figures a, b, c, d.
        table: the quantiles the law needs, if any.
    """
    return Laws(array("d", (*law, 0.0, float(len(table)))), array("d", table)).draw(0, u)
