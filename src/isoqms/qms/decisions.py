"""Decisions the quality documents cite: the signed one that issued a document, those that announced procedures.

And who confirmed an issued document after its procedure changed, which decides nothing.
"""

from __future__ import annotations

from datetime import date as day
from enum import StrEnum

from isoqms.procedure.located import Located, model
from isoqms.words import Text


class Announcer(StrEnum):
    """Who announces administrative procedures, which decides how soon."""

    MINISTRY = "ministry"
    PROVINCE = "province"


@model
class SignedDecision(Located):
    """The signed decision that issued a document: its number, its day, and its file with what it held when signed."""

    number: str | None = None
    date: day | None = None
    file: str | None = None
    sha256: str | None = None


@model
class ConfirmedAt(Located):
    """Who went through an issued document after its procedure changed, and which stamp that had then."""

    by: str
    on: day
    stamp: str | None = None


@model
class Announcement(Located):
    """A decision that announced procedures, the day their legal basis takes effect, and the day they were posted."""

    decision: str
    by: Announcer = Announcer.PROVINCE
    decided: day | None = None
    takes_effect: day | None = None
    published: day | None = None
    title: Text | None = None
    procedures: tuple[str, ...] = ()
