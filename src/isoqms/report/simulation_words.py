"""What the reports of a simulation call things: causes of waiting, sources, endings, names of on time."""

from __future__ import annotations

from typing import Final

from isoqms.words import Message

CAUSES: Final = {
    "work": Message("work on the dossier"),
    "other_work": Message("other work of the same people"),
    "queue": Message("waiting for its turn"),
    "off_hours": Message("outside working hours"),
    "batch": Message("waiting to be done with others"),
    "agency": Message("at another agency"),
    "applicant": Message("at the applicant's"),
    "system": Message("at a computer system"),
    "allowance": Message("steps of which only the allowance is known"),
    "wait": Message("stated waiting time"),
    "rework": Message("done again"),
}
"""Where the time of a dossier goes."""

SOURCES: Final = {
    "published": Message("published allowances"),
    "estimated": Message("estimates"),
    "observed": Message("observed times"),
    "measured": Message("measured times"),
    "unknown": Message("no time stated"),
    "none": Message("takes no time"),
}
"""What the time of a step rests on."""

ENDINGS: Final = {
    "completed": Message("completed"),
    "refused": Message("refused"),
    "returned": Message("returned"),
    "withdrawn": Message("withdrawn"),
    "stopped": Message("ended without a result"),
    "handed_over": Message("handed over"),
}
"""How dossiers end."""

ON_TIME: Final = {
    "legal": Message("by the legal limit"),
    "committed": Message("by the committed limit"),
    "index766": Message("by index 766"),
    "report06a": Message("by report form 06a"),
}
"""The names of on time."""
