"""What every report calls the same: limits, those who act, bounds."""

from __future__ import annotations

from isoqms.procedure import Actor, Organisation
from isoqms.words import Message

LIMITS = {
    "legal": Message("Legal limit"),
    "committed": Message("Committed limit"),
    "total": Message("Total stated by the document"),
}
"""The limits of a procedure as people call them."""

ACTORS = {
    Actor.APPLICANT: Message("Applicant"),
    Actor.AGENCY: Message("Other agency"),
    Actor.SYSTEM: Message("System"),
}
"""Who acts in a step when it is nobody of the office, where the step gives no name."""

NOBODY = Message("Nobody named")
"""Who acts in a step for which the file names neither a role nor an actor."""


def role_title(organisation: Organisation | None, role: str, lang: str) -> str:
    """Return the title of a role, or its id where no organisation names it."""
    return organisation.role_title(role, lang) if organisation else role


def at_most(times: int) -> Message:
    """Return a bound in words."""
    return Message("at most once") if times == 1 else Message("at most {times} times", times=times)
