"""The catalogue of Vietnamese words: read it, bring it up to date, and write it so that a change is a small diff."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import PoFileError, read_po, write_po

HEADER = r"""# Vietnamese words of isoqms. `make messages` keeps this file sorted and in step with the sources.
msgid ""
msgstr ""
"Language: vi\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=1; plural=0;\n"

"""
"""No dates and no tool names: the same words give the same file."""


@dataclass(frozen=True, slots=True)
class Update:
    """What bringing the catalogue up to date came to: the words, and what a translator should look at."""

    words: Mapping[str, str]
    untranslated: tuple[str, ...]
    obsolete: tuple[str, ...]


def catalogue_path(repository: Path) -> Path:
    """Return where the catalogue lies in a checkout."""
    return repository / "src" / "isoqms" / "locale" / "vi" / "LC_MESSAGES" / "isoqms.po"


def read(path: Path) -> dict[str, str]:
    """Return the translations in a catalogue; entries without a translation are empty.

    Raises:
        ValueError: when the file is not a catalogue.
    """
    with path.open("rb") as text:
        try:
            entries = read_po(text, locale="vi", abort_invalid=True)
        except PoFileError as error:
            raise ValueError(f"{path} is not a translation catalogue: {error}") from error
    return {str(entry.id): str(entry.string) for entry in entries if entry.id}


def update(needed: Iterable[str], known: Mapping[str, str]) -> Update:
    """Return the catalogue for the `needed` sentences, from the words `known`."""
    wanted = sorted(set(needed))
    return Update(
        words={text: known.get(text, "") for text in wanted},
        untranslated=tuple(text for text in wanted if not known.get(text)),
        obsolete=tuple(sorted(text for text in set(known) - set(wanted) if known[text])),
    )


def written(words: Mapping[str, str]) -> str:
    """Return the text of a catalogue: sorted, one line a sentence so that it can be searched, nothing but words."""
    entries = Catalog(locale="vi")
    for text in words:
        entries.add(text, words[text]).flags.clear()  # a guess at which sentences have placeholders; a test knows
    body = io.BytesIO()
    write_po(body, entries, width=0, no_location=True, omit_header=True, sort_output=True)
    return HEADER + body.getvalue().decode("utf-8").strip() + "\n"


def report(result: Update) -> Iterator[str]:
    """Yield what a translator should look at, a line each, and the count."""
    for text in result.untranslated:
        yield f"untranslated: {text}"
    for text in result.obsolete:
        yield f"no longer in the sources: {text}"
    missing = len(result.untranslated)
    yield f"{len(result.words)} sentences, {missing} untranslated, {len(result.obsolete)} obsolete"
