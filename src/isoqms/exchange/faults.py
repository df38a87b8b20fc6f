"""What is wrong with a file as a file, in words: each is said once, at the file or at the cell."""

from __future__ import annotations

from isoqms.problem import Ground, Position, Problem, Severity
from isoqms.words import Message

LARGEST = 50 * 2**20
"""Bytes of a document that is read at all."""


def refusal(name: str, rule: str, message: Message, fix: Message) -> Problem:
    """Return the problem of a file which cannot be read."""
    return Problem(Position(name), rule, Severity.ERROR, Ground.FORMAT, message, fix)


def doubt(
    at: Position, rule: str, message: Message, fix: Message, subject: str = "", severity: Severity = Severity.WARNING
) -> Problem:
    """Return a question that whoever knows the procedure has to settle."""
    return Problem(at, rule, severity, Ground.FORMAT, message, fix, subject)


class UnreadableError(Exception):
    """A file that cannot be read, inside this room only; `problem` is what the user is told."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message.render("en"))
        self.problem = problem
