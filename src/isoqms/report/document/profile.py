"""How the documents of an office look, and the fixed words on them: a profile, read from `profiles.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from isoqms.words import Text

_FILE = Path(__file__).parent / "profiles.toml"
NEUTRAL = "neutral"
"""The profile of offices whose country has none of its own."""


@dataclass(frozen=True, slots=True)
class Margins:
    """Free edges of a page in millimetres."""

    top: float
    bottom: float
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Sizes:
    """Font sizes in points."""

    body: float
    table: float
    small: float
    heading: float
    title: float


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: the key templates know it by, its heading, and its share of the width."""

    key: str
    head: Text
    width: float


@dataclass(frozen=True, slots=True)
class Profile:
    """Typography and fixed words of a document.

    `font` is shipped and set in PDF; `word_font`, of the same widths, is named in Word files, because every machine of
    an office has it. `leading` is line pitch over font size, `gap_pt` the space after a paragraph in points. `words`
    are titles of sections and labels by key, `columns` the columns of each table by its id.
    """

    name: str
    countries: tuple[str, ...]
    font: str
    word_font: str
    sizes: Sizes
    margins_mm: Margins
    leading: float
    gap_pt: float
    first_line_mm: float
    upper: bool
    standard: Text
    references: tuple[Text, ...]
    national_heading: tuple[Text, ...]
    words: Mapping[str, Text]
    columns: Mapping[str, tuple[Column, ...]]
    abbreviations: Mapping[str, Text]

    def word(self, key: str, lang: str) -> str:
        """Return the fixed word of this key in `lang`.

        Raises:
            ValueError: the profile has no such word.
        """
        if key not in self.words:
            raise ValueError(f"profile {self.name!r} has no word {key!r}")
        return self.words[key].render(lang)


def profile_names() -> tuple[str, ...]:
    """Return the names of the profiles there are."""
    return tuple(_tables())


def profile(name: str) -> Profile:
    """Return the profile of this name.

    Raises:
        ValueError: there is none.
    """
    tables = _tables()
    if name not in tables:
        raise ValueError(f"no profile is called {name!r}; there are {', '.join(tables)}")
    return _built(name, _whole(name, tables))


def profile_for(country: str | None) -> Profile:
    """Return the profile of offices in `country` (ISO 3166 code): the first that names it, else the neutral one."""
    for name, table in _tables().items():
        if country and country in table.get("countries", ()):
            return profile(name)
    return profile(NEUTRAL)


def _tables() -> dict[str, dict[str, Any]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def _whole(name: str, tables: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    """Return the table of a profile laid over those it builds on."""
    table = dict(tables[name])
    under = table.pop("builds_on", None)
    return _over(_whole(under, tables), table) if under else table


def _over(under: Mapping[str, Any], table: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(under)
    for key, value in table.items():
        below = merged.get(key)
        deep = key in ("words", "abbreviations", "columns")
        merged[key] = {**below, **value} if deep and isinstance(below, Mapping) else value
    return merged


def _built(name: str, table: Mapping[str, Any]) -> Profile:
    held = dict(table)
    return Profile(
        name=name,
        countries=tuple(held.pop("countries", ())),
        sizes=Sizes(**held.pop("sizes")),
        margins_mm=Margins(**held.pop("margins_mm")),
        standard=Text.of(held.pop("standard")),
        references=tuple(Text.of(text) for text in held.pop("references")),
        national_heading=tuple(Text.of(text) for text in held.pop("national_heading")),
        words={key: Text.of(text) for key, text in held.pop("words").items()},
        columns={id_: tuple(_columns(columns)) for id_, columns in held.pop("columns").items()},
        abbreviations={short: Text.of(text) for short, text in held.pop("abbreviations").items()},
        **held,
    )


def _columns(columns: Mapping[str, Mapping[str, Any]]) -> Iterator[Column]:
    for key, column in columns.items():
        words = {lang: text for lang, text in column.items() if lang != "width"}
        yield Column(key, Text.of(words), float(column["width"]))
