"""Somebody wants to take a step: who, with what, on which day; and what the register answers if it may not be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from isoqms.metrics import Measured
from isoqms.register.lifecycle.nonconformity import Action, Nonconformity
from isoqms.register.lifecycle.policy import Policy
from isoqms.register.lifecycle.values import Duty
from isoqms.words import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who acts: the office, the standing duties held and the processes owned."""

    id: str
    office: str = ""
    duties: frozenset[Duty] = frozenset()
    processes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the rest of the register says about the case."""

    same_in_year: int = 1
    """Nonconformities of the same process and requirement found in the twelve months up to this one, itself counted."""
    new_in_window: tuple[str, ...] = ()
    """References of those found since the last action was done."""
    duplicate_exists: bool = False
    """Whether the nonconformity named as the earlier one stands in the register."""
    found_major: bool = False
    """Whether the finding of an audit it was entered for was graded major."""
    reviewer: Person | None = None
    """Who is named to judge effectiveness, where that is being fixed."""
    may_review: tuple[str, ...] = ()
    """Who could judge it instead."""
    figure: Measured | None = None
    """The figure the criterion names, measured since the last action was done; None where it is not asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A step about to be taken."""

    before: Nonconformity
    after: Nonconformity
    """As it would stand with what the person brings; the step's own effects come later."""
    by: Person
    on: date
    second: Person | None = None
    """Who signs beside the person acting, where a step needs two."""
    reason: str = ""
    action: str = ""
    """Key of the action concerned, for a step of an action."""
    facts: Facts = field(default_factory=Facts)
    policy: Policy = field(default_factory=Policy)

    @property
    def countersigned(self) -> bool:
        """Whether the reason is on record, and a second person signs for it."""
        return countersigned(self.reason, self.by, self.second)

    @property
    def act(self) -> Action:
        """The action concerned, as it would stand.

        Raises:
            ValueError: the step is none of an action, or there is no such action.
        """
        if self.action not in self.after.actions:
            raise ValueError(f"{self.after.reference} has no action {self.action!r}")
        return self.after.actions[self.action]


def countersigned(reason: str, by: Person, second: Person | None) -> bool:
    """Say whether a step has its reason, and another person who signs beside."""
    return bool(reason.strip()) and second is not None and second.id != by.id


@dataclass(frozen=True, slots=True)
class Lack:
    """What is missing for a step, and what would satisfy it."""

    message: Message
    remedy: Message


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a step was not taken: the transition, the guard that failed, what is missing and what to do."""

    transition: str
    guard: str
    message: Message
    remedy: Message


Guard = Callable[[Case], Lack | None]
"""A condition of a step: nothing when it holds, else what is lacking. Its name is the name of the function."""
