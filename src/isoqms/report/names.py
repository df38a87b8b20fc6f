"""What every report calls the same: limits, those who act, bounds."""

from __future__ import annotations

from isoqms.procedure import Actor, Clock, Ending, Join, Organisation
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

ENDINGS = {
    Ending.COMPLETED: Message("completed"),
    Ending.REFUSED: Message("refused"),
    Ending.RETURNED: Message("returned to the applicant"),
    Ending.WITHDRAWN: Message("withdrawn"),
    Ending.STOPPED: Message("stopped without a result"),
    Ending.HANDED_OVER: Message("handed over to another procedure"),
}
"""How a dossier ends."""

CLOCKS = {
    Clock.STOPPED: Message("clock stopped"),
    Clock.RESTARTS: Message("clock restarts from zero"),
    Clock.NOT_STARTED: Message("clock not started yet"),
    Clock.UNCOUNTED: Message("time not counted"),
}
"""What the statutory clock does in a step, where it does not simply run."""

JOINS = {
    Join.ALL: Message("waits for all branches"),
    Join.ANY: Message("goes on with the first branch"),
}
"""What a step waits for when several ways lead to it at the same time."""

STARTS = {
    "receipt": Message("from receipt"),
    "complete_dossier": Message("from receipt of the complete and valid dossier"),
    "acceptance": Message("from acceptance"),
    "registration": Message("from registration"),
    "payment": Message("from payment"),
    "other_procedure": Message("from the end of another procedure"),
}
"""From when a limit runs."""

PAPER_KINDS = {
    "certified_copy": Message("certified copy"),
    "show_original": Message("original to be shown"),
    "electronic": Message("electronic paper"),
    "form": Message("form to fill in"),
}
"""What is asked for of a paper, where it is neither a plain original nor a plain copy."""

NOBODY = Message("Nobody named")
"""Who acts in a step for which the file names neither a role nor an actor."""


def role_title(organisation: Organisation | None, role: str, lang: str) -> str:
    """Return the title of a role, or its id where no organisation names it."""
    return organisation.role_title(role, lang) if organisation else role


def at_most(times: int) -> Message:
    """Return a bound in words."""
    return Message("at most once") if times == 1 else Message("at most {times} times", times=times)
