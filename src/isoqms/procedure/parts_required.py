"""The parts a published procedure must have to be complete, and which of them a procedure lacks.

Source: Nghị định 63/2010/NĐ-CP, article 8(2), as amended by Nghị định 92/2017/NĐ-CP: seven parts always; form, result,
conditions and fee only where the procedure has them, which no program can know.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from isoqms.procedure.procedure import Procedure
from isoqms.words import Message


@dataclass(frozen=True, slots=True)
class RequiredPart:
    """A part of a published procedure: what it is called, and where a procedure file holds it.

    `held_in` lists what the part needs, each by the places of which one must be filled in, such as `limits.legal`.
    """

    id: str
    title: Message
    held_in: tuple[tuple[str, ...], ...]


SEVEN_PARTS: Final = (
    RequiredPart("name", Message("name of the procedure"), (("title",),)),
    RequiredPart("order", Message("order of the steps"), (("steps",),)),
    RequiredPart("manner", Message("ways of handing in"), (("channels", "channel_details"),)),
    RequiredPart("dossier", Message("papers of the dossier and number of sets"), (("dossier",), ("dossier_sets",))),
    RequiredPart("limit", Message("time limit"), (("limits.legal.within", "limits.legal.variants"),)),
    RequiredPart("subjects", Message("who may ask for it"), (("subjects",),)),
    RequiredPart("agency", Message("authority that handles it"), (("agency", "office", "decided_by"),)),
)
"""The seven parts always required."""


@dataclass(frozen=True, slots=True)
class MissingPart:
    """A required part a procedure lacks, with the places of which one has to be filled in for each thing missing."""

    part: RequiredPart
    places: tuple[tuple[str, ...], ...]


def missing_parts(procedure: Procedure, required: Iterable[RequiredPart] = SEVEN_PARTS) -> tuple[MissingPart, ...]:
    """Return those of the `required` parts that `procedure` does not have, in their order.

    Raises:
        ValueError: a part names a place no procedure has.
    """
    missing = []
    for part in required:
        places = tuple(choice for choice in part.held_in if not _any_filled(procedure, choice))
        if places:
            missing.append(MissingPart(part, places))
    return tuple(missing)


def _any_filled(procedure: Procedure, places: tuple[str, ...]) -> bool:
    return True in [_filled(procedure, place) for place in places]


def _filled(procedure: Procedure, place: str) -> bool:
    """Say whether something is written at `place`; a title or a duration without content counts as nothing."""
    held: object = procedure
    for name in place.split("."):
        if held is None:
            return False
        if not hasattr(held, name):
            raise ValueError(f"{place!r} is no place in a procedure")
        held = getattr(held, name)
    return bool(held)
