"""Liberation Sans, the typeface of every map: how wide words are, and where a text breaks into lines.

What is measured here is drawn with the very same files, so a text measured to fit does fit, on every machine.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
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
    """Break `runs` at spaces into lines no wider than `room` points, as even in length as they come.

    A word wider than the room is broken after a slash, hyphen or stop where it has one, else between two characters.

    >>> [" ".join(run.text for run in line) for line in wrap([Run("Thẩm định hồ sơ")], 10, 45)]
    ['Thẩm định', 'hồ sơ']
    """
    words = [part for run in runs for word in run.text.split() for part in _parts(Run(word, run.face), size, room)]
    lines = _fill(words, size, room)
    low, high = max((width(word.text, size, word.face) for word in words), default=0.0), room
    for _ in range(6):
        middle = (low + high) / 2
        if len(_fill(words, size, middle)) > len(lines):
            low = middle
        else:
            high = middle
    return tuple(_joined(line) for line in _fill(words, size, high))


def _fill(words: list[Run], size: float, room: float) -> list[list[Run]]:
    """Put words on lines first come, first served."""
    space = width(" ", size)
    lines: list[list[Run]] = []
    used = 0.0
    for word in words:
        wide = width(word.text, size, word.face)
        if lines and used + space + wide <= room:
            lines[-1].append(word)
            used += space + wide
        else:
            lines.append([word])
            used = wide
    return lines


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
