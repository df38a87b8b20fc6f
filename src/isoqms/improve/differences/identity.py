"""Whether two files tell of one procedure: offices often write unlike procedures with the same ids of steps."""

from __future__ import annotations

from typing import Final

from isoqms.improve.differences.matching import likeness
from isoqms.improve.national_code import base_code
from isoqms.procedure import Procedure
from isoqms.words import Message

_LEAST_ALIKE: Final = 0.5
"""How much of two titles is the same at least where ids differ and no codes tell."""


def doubt(before: Procedure, after: Procedure) -> Message | None:
    """Return why two files with the same steps may be two procedures, and no two versions of one.

    The same id is one procedure. Else national codes tell, where both state one; else the titles.
    """
    if before.id == after.id:
        return None
    codes = [base_code(each.national_code) for each in (before, after)]
    if all(codes):
        return _unlike_codes(before, after) if codes[0] != codes[1] else None
    if likeness(before.title, after.title) >= _LEAST_ALIKE:
        return None
    return Message(
        "“{before}” and “{after}” differ in id and title: these seem to be two procedures with steps alike, and what "
        "differs between them was not saved by anybody",
        before=before.title,
        after=after.title,
    )


def _unlike_codes(before: Procedure, after: Procedure) -> Message:
    return Message(
        "“{before}” is {code} of the national list, “{after}” is {other}: these are two procedures with steps alike, "
        "and what differs between them was not saved by anybody",
        before=before.title,
        after=after.title,
        code=before.national_code,
        other=after.national_code,
    )
