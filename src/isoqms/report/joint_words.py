"""What is said where many margins of error are told at once."""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.improve.joint import wider
from isoqms.report.quantity import number
from isoqms.words import Message


def at_once(many: int, replications: int, lang: str) -> Iterator[str]:
    """Yield that margins hold one by one, and how much wider they are for all that are told at once."""
    if many > 1 and replications > 1:
        yield Message(
            "Each margin holds by itself: of many told at once, about one in twenty misses. For all {many} at once "
            "they would be {times} times as wide.",
            many=many,
            times=number(wider(many, replications), lang, 1),
        ).render(lang)
