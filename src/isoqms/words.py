"""What people read, in their language: messages of the program and texts of the office.

A :class:`Message` is a sentence of ours, kept untranslated with its particulars until somebody reads it; a
:class:`Text` is a sentence of the office, given in one or more languages. Both render to plain text for one language,
so no room below the command line needs to know which language that will be.
"""

from __future__ import annotations

import gettext
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Protocol, runtime_checkable

LANGUAGES = ("vi", "en")
"""Languages every sentence of ours exists in; the first is the default."""

LOCALE_FOLDER = Path(__file__).parent / "locale"
"""Where the compiled catalogues lie."""


@runtime_checkable
class Renderable(Protocol):
    """Anything that can be put into words for one language."""

    def render(self, lang: str) -> str:
        """Return the words for `lang`."""
        ...


@lru_cache(maxsize=8)
def _catalogue(lang: str) -> gettext.NullTranslations:
    return gettext.translation("isoqms", LOCALE_FOLDER, languages=[lang], fallback=True)


def translate(template: str, lang: str) -> str:
    """Return our own sentence `template` (English) in `lang`, unfilled; English where no translation exists."""
    return template if lang == "en" or not template else _catalogue(lang).gettext(template)


def rendered(value: object, lang: str) -> str:
    """Return `value` in words: renderables in `lang`, days as it writes them, lists joined by commas, else by `str`.

    >>> rendered(Decimal("0.5"), "vi"), rendered(Decimal("0.5"), "en")
    ('0,5', '0.5')
    >>> rendered(date(2026, 12, 31), "vi"), rendered(date(2026, 12, 31), "en")
    ('31/12/2026', '2026-12-31')
    """
    if isinstance(value, Renderable):
        return value.render(lang)
    if isinstance(value, (list, tuple, set, frozenset)):
        return ", ".join(rendered(item, lang) for item in value)
    if isinstance(value, Decimal) and lang == "vi":
        return str(value).replace(".", ",")
    if type(value) is date and lang == "vi":
        return f"{value:%d/%m/%Y}"
    return str(value)


class Message:
    """A sentence of ours with its particulars, translated only when read.

    The template is English and the key of the translation catalogue; placeholders are `str.format` fields.

    >>> Message("step {step} is not reached", step="ky").render("en")
    'step ky is not reached'
    """

    __slots__ = ("params", "template")

    def __init__(self, template: str, /, **params: object) -> None:
        self.template = template
        self.params: Mapping[str, object] = MappingProxyType(params)

    def render(self, lang: str) -> str:
        """Return the sentence in `lang`."""
        sentence = translate(self.template, lang)
        if not self.params:
            return sentence  # a sentence quoted from a schema may show braces of its own
        return sentence.format(**{name: rendered(value, lang) for name, value in self.params.items()})

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Message):
            return NotImplemented
        return self.template == other.template and dict(self.params) == dict(other.params)

    def __hash__(self) -> int:
        return hash(self.template)

    def __repr__(self) -> str:
        return f"Message({self.render('en')!r})"


@dataclass(frozen=True, slots=True)
class Text:
    """A text of the office in the languages it was written in, e.g. the title of a procedure.

    >>> Text({"vi": "Tiếp nhận"}).render("en")
    'Tiếp nhận'
    """

    by_language: Mapping[str, str]

    @classmethod
    def of(cls, value: Any) -> Text:
        """Build from file data: a plain string (language not stated) or a mapping of language to string."""
        return cls(MappingProxyType(dict(value) if isinstance(value, Mapping) else {"": str(value)}))

    def render(self, lang: str) -> str:
        """Return the text in `lang`, or in the first language it exists in."""
        texts = self.by_language
        return texts.get(lang) or texts.get("") or next(iter(texts.values()), "")

    def has(self, lang: str) -> bool:
        """Say whether the text was written in `lang`; a plain string counts for every language."""
        return bool(self.by_language.get(lang) or self.by_language.get(""))

    def __iter__(self) -> Iterator[str]:
        return iter(self.by_language.values())

    def __bool__(self) -> bool:
        return any(self.by_language.values())

    def __hash__(self) -> int:
        return hash(tuple(sorted(self.by_language.items())))


def phrase(template: str) -> str:
    """Mark a literal of ours (a help text, a heading) for translation and return it unchanged."""
    return template
