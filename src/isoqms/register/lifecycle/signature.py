"""What it means when somebody signs a step; recorded, not an electronic signature in the sense of a law."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Meaning(StrEnum):
    """What a person vouches for."""

    AUTHORED = "authored"
    REVIEWED = "reviewed"
    APPROVED = "approved"
    VERIFIED = "verified"


METHOD: Final = "recorded"
"""How it was signed: the register noted who acted. Other methods may follow."""

MEANINGS: Final = MappingProxyType(
    {
        "T2": Meaning.REVIEWED,
        "T3": Meaning.REVIEWED,
        "T5": Meaning.APPROVED,
        "T7": Meaning.REVIEWED,
        "T8": Meaning.APPROVED,
        "T11": Meaning.VERIFIED,
        "T12": Meaning.VERIFIED,
        "T13": Meaning.APPROVED,
        "A1": Meaning.APPROVED,
        "A4": Meaning.VERIFIED,
        "A5": Meaning.APPROVED,
        "E6": Meaning.REVIEWED,
        "E7": Meaning.APPROVED,
    }
)
"""By row of the table; any other step is authored."""


def meaning_of(move: str) -> Meaning:
    """Return what the signature under a step means."""
    return MEANINGS.get(move, Meaning.AUTHORED)
