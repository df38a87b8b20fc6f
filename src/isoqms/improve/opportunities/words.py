"""Words in which opportunities speak of steps and texts of the office."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from isoqms.procedure import Step
from isoqms.words import LANGUAGES, Message, Text
from isoqms.worktime.numeral import write_number


def named(step: Step) -> Text:
    """Return the title of a step, or its id where it has none."""
    return step.title or Text.of(step.id)


def all_named(steps: Iterable[Step]) -> list[Text]:
    """Return the titles of steps."""
    return [named(step) for step in steps]


def plain(text: Text) -> str:
    """Return a text without what does not count when two are compared: case and blanks."""
    return " ".join(text.render("vi").casefold().split())


def plain_all(texts: Iterable[Text]) -> frozenset[str]:
    """Return texts to be compared."""
    return frozenset(plain(text) for text in texts)


def percent(share: Fraction) -> Text:
    """Return a share of the whole as a percentage.

    >>> percent(Fraction(55, 200)).render("vi")
    '27,5 %'
    """
    return Text.of({lang: f"{write_number(share * 100, lang)} %" for lang in LANGUAGES})


def in_every_language(words: Message) -> dict[str, str]:
    """Return a sentence as a scenario file writes it: once in each language."""
    return {lang: words.render(lang) for lang in LANGUAGES}
