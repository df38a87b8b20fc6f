"""Liberation Sans, the typeface of every map: how wide words are, and where a text breaks into lines.

What is measured here is drawn with the very same files, so a text measured to fit does fit, on every machine.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

FAMILY = "Liberation Sans, Arial, sans-serif"
"""Families named in the SVG; the second has the same widths where a viewer lacks the first."""

FONT_FOLDER = Path(__file__).parent.parent / "fonts"
"""Where the shipped font files lie."""

_BREAK_AFTER = "/-–—_@.,;:)"


class Face(StrEnum):
    """The cuts of the typeface that maps use; the value is part of the file name."""

    REGULAR = "Regular"
    BOLD = "Bold"
    ITALIC = "Italic"


@dataclass(frozen=True, slots=True)
class Run:
    """Some words set in one face."""

    text: str
    face: Face = Face.REGULAR


Line = tuple[Run, ...]
"""One line of text: runs with a space between them."""


@lru_cache(maxsize=4)
def _widths(face: Face) -> tuple[Mapping[int, int], int, int]:
    """Return the advance of each character, that of a missing one, and the units in an em (cmap and hmtx tables)."""
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    with TTFont(FONT_FOLDER / f"LiberationSans-{face}.ttf", lazy=True) as font:
        metrics = font["hmtx"].metrics
        advances = {code: metrics[glyph][0] for code, glyph in font.getBestCmap().items()}
        return advances, metrics[".notdef"][0], font["head"].unitsPerEm


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Return `text` composed (NFC), on one line, without control characters: what XML can hold and fonts can draw."""
    composed = unicodedata.normalize("NFC", text)
    unfit = ("Cc", "Cs", "Cn", "Co", "Zl", "Zp")
    return " ".join("".join(" " if unicodedata.category(char) in unfit else char for char in composed).split())


@lru_cache(maxsize=4096)
def width(text: str, size: float, face: Face = Face.REGULAR) -> float:
    """Return the width of `text` in points at `size` points."""
    advances, missing, em = _widths(face)
    return sum(advances.get(ord(char), missing) for char in text) * size / em


def line_width(line: Line, size: float) -> float:
    """Return the width of a line of runs in points."""
    spaces = max(len(line) - 1, 0) * width(" ", size)
    return sum(width(run.text, size, run.face) for run in line) + spaces


def wrap(runs: Iterable[Run], size: float, room: float) -> tuple[Line, ...]:
    """Break `runs` at spaces into as few lines as fit in `room` points, as even in length as they can be.

    A word wider than the room is broken after a slash, hyphen or stop where it has one, else between two characters.

    >>> [" ".join(run.text for run in line) for line in wrap([Run("Thẩm định hồ sơ")], 10, 50)]
    ['Thẩm', 'định hồ sơ']
    """
    return _wrapped(tuple(runs), size, room)


@lru_cache(maxsize=4096)
def _wrapped(runs: tuple[Run, ...], size: float, room: float) -> tuple[Line, ...]:
    """Find the breaks with the fewest lines, among them those that waste least room (squares summed), from the end."""
    words = [part for run in runs for word in run.text.split() for part in _parts(Run(word, run.face), size, room)]
    widths = [width(word.text, size, word.face) for word in words]
    space = width(" ", size)
    best: list[tuple[int, float, int]] = [(0, 0.0, len(words))]
    for first in reversed(range(len(words))):
        options, used = [], -space
        for after in range(first + 1, len(words) + 1):
            used += space + widths[after - 1]
            if used > room and after > first + 1:
                break
            lines, waste, _ = best[len(words) - after]
            options.append((lines + 1, waste + (room - used) ** 2, after))
        best.append(min(options))
    return tuple(_joined(words[first:after]) for first, after in _breaks(best))


def _breaks(best: list[tuple[int, float, int]]) -> Iterator[tuple[int, int]]:
    """Follow the best breaks from the first word on; `best` counts from the last."""
    first, count = 0, len(best) - 1
    while first < count:
        after = best[count - first][2]
        yield first, after
        first = after


def _joined(words: list[Run]) -> Line:
    """Join neighbouring words of one face into one run."""
    runs: list[Run] = []
    for word in words:
        if runs and runs[-1].face == word.face:
            runs[-1] = Run(f"{runs[-1].text} {word.text}", word.face)
        else:
            runs.append(word)
    return tuple(runs)


def _parts(word: Run, size: float, room: float) -> list[Run]:
    """Cut a word that is wider than the room into pieces that are not (single characters excepted)."""
    parts: list[Run] = []
    rest = word.text
    while width(rest, size, word.face) > room and len(rest) > 1:
        fit = max(1, sum(width(rest[: n + 1], size, word.face) <= room for n in range(len(rest))))
        marks = [n for n in range(1, fit + 1) if rest[n - 1] in _BREAK_AFTER]
        cut = marks[-1] if marks else fit
        parts.append(Run(rest[:cut], word.face))
        rest = rest[cut:]
    return [*parts, Run(rest, word.face)] if rest else parts
