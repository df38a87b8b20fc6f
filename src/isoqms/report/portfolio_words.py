"""What the reports of a portfolio call things: states of a cut, kinds of changes, steps of adoption, figures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from isoqms.improve.portfolio.adoption import Mark, Step
from isoqms.improve.portfolio.cut import Cut, CutKind
from isoqms.improve.portfolio.peers import By
from isoqms.improve.portfolio.row import Standing
from isoqms.scenario import State
from isoqms.words import Message

STATES: Final[Mapping[State, Message]] = {
    State.MEASURED: Message("in force and measured"),
    State.IN_FORCE: Message("already in force"),
    State.ACCEPTED: Message("accepted, not yet in force"),
    State.PROPOSED: Message("only proposed"),
}
"""How far a cut has come, the farthest first."""

NOT_KNOWN: Final = Message("not known whether in force")
"""How far a cut has come of which no file proves that it was issued."""

KINDS: Final[Mapping[CutKind, Message]] = {
    CutKind.DROPPED: Message("the whole procedure abolished"),
    CutKind.MERGED: Message("merged with another procedure"),
    CutKind.LIMIT: Message("time limit shortened"),
    CutKind.STEP: Message("a step dropped"),
    CutKind.OTHER: Message("other changes, whose worth only simulation tells"),
}
"""What is cut."""


def how_far(cut: Cut) -> Message:
    """Return how far a cut has come, as far as anybody knows."""
    return STATES[cut.state] if cut.state else NOT_KNOWN


STEPS: Final[Mapping[Step, Message]] = {
    Step.DRAFTED: Message("drafted"),
    Step.ISSUED: Message("issued"),
    Step.AUDITED: Message("audited"),
    Step.MEASURED: Message("measured by records"),
}
"""The steps of adoption."""

MARKS: Final[Mapping[Mark, Message]] = {
    Mark.YES: Message("yes, done"),
    Mark.NOT_YET: Message("not yet"),
    Mark.UNKNOWN: Message("not known yet"),
}
"""Whether a step of adoption is done."""

STANDINGS: Final[Mapping[Standing, Message]] = {
    Standing.AT_ONCE: Message("due at once already"),
    Standing.SHORTENED: Message("shortened, in force"),
    Standing.NOT_SHORTENED: Message("not shortened"),
    Standing.UNPROVEN: Message("not known whether issued"),
    Standing.UNKNOWN: Message("no legal limit stated"),
}
"""Whether the time of a procedure is shortened."""

FIGURES: Final[Mapping[By, Message]] = {
    By.PROMISE: Message("time promised"),
    By.SIMULATED: Message("9 of 10 done in, by simulation"),
    By.VISITS: Message("trips to the office"),
    By.ONLINE: Message("dossiers that come online"),
}
"""What offices are compared on."""
