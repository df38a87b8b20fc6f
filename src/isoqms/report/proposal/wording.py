"""The fixed words of a dossier's papers, by country, read from `wordings.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from isoqms.words import Text

_FILE: Final = Path(__file__).parent / "wordings.toml"
_NEUTRAL: Final = "neutral"


@dataclass(frozen=True, slots=True)
class Wording:
    """Titles, grounds and recipients of the papers; `profile` names how they look."""

    profile: str
    unverified: Text
    preamble: tuple[Text, ...]
    recipients: tuple[Text, ...]
    words: Mapping[str, Text]

    def word(self, key: str, lang: str) -> str:
        """Return a fixed word.

        Raises:
            ValueError: there is no such word.
        """
        if key not in self.words:
            raise ValueError(f"no word {key!r} in the wordings")
        return self.words[key].render(lang)


def wording_for(country: str | None) -> Wording:
    """Return the words of offices in `country` (ISO 3166 code): of the first table that names it, else neutral ones."""
    tables = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    named = (table for table in tables.values() if country and country in table["countries"])
    table: Mapping[str, Any] = next(named, tables[_NEUTRAL])
    under: Mapping[str, Any] = tables[table["builds_on"]] if "builds_on" in table else {}
    whole = {**under, **table, "words": {**under.get("words", {}), **table["words"]}}
    return Wording(
        profile=whole["profile"],
        unverified=Text.of(whole["unverified"]),
        preamble=tuple(Text.of(each) for each in whole["preamble"]),
        recipients=tuple(Text.of(each) for each in whole["recipients"]),
        words={key: Text.of(text) for key, text in whole["words"].items()},
    )
