"""Words in which opportunities speak of steps and texts of the office."""

from __future__ import annotations

from collections.abc import Iterable

from isoqms.procedure import Step
from isoqms.words import Text


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
