"""What an office may set for itself: time limits, when to escalate, and the profile of a small office.

The figures given are ours, not those of a standard.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from isoqms.register.lifecycle.values import Grade


def _grade_words() -> Mapping[str, str]:
    return MappingProxyType({"nặng": "major", "nhẹ": "minor", "lưu ý": "observation"})


class Level(StrEnum):
    """Who is told that something is late, from the nearest to the furthest."""

    OWNER = "owner"
    PROCESS_OWNER = "process_owner"
    QUALITY_MANAGER = "quality_manager"
    TOP_MANAGEMENT = "top_management"


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The parameters of the life cycle. Limits are in working days (`_wd`) unless their name says otherwise."""

    grade_words: Mapping[str, str] = field(default_factory=_grade_words)
    """What the office calls its grades, beside major and minor; an observation is no grade but an improvement."""
    recurrence_limit: int = 2
    """With so many cases of one process and requirement in twelve months, this one counted, a cause must be sought."""
    triage_wd: int = 3
    containment_major_wd: int = 2
    plan_major_wd: int = 15
    plan_minor_wd: int = 30
    window_periods: int = 3
    """Measurement periods a window of effectiveness lasts at least."""
    window_days_least: int = 30
    """A shorter window asks for a reason: few figures of an office are counted more often than by the month."""
    warn_days_before: int = 7
    quality_manager_after_wd: int = 5
    top_management_after_wd: int = 15
    escalate_iteration: int = 2
    extensions_warned: int = 2
    extensions_escalated: int = 3
    small_office: bool = False
    """The head may approve a plan; effectiveness may be judged by a reviewer borrowed from another office."""
    persons_major: int = 3
    persons_minor: int = 2

    def grade_of(self, word: str) -> str:
        """Return the grade that a word of the office stands for; any other word stands for itself.

        >>> Policy().grade_of("Nặng"), Policy().grade_of("minor")
        ('major', 'minor')
        """
        known = {own.casefold(): grade for own, grade in self.grade_words.items()}
        return known.get(word.strip().casefold(), word)

    def plan_wd(self, grade: Grade | None) -> int:
        """Return the limit for a plan, by grade."""
        return self.plan_major_wd if grade is Grade.MAJOR else self.plan_minor_wd

    def persons(self, grade: Grade | None) -> int:
        """Return how many different people a small office needs for a nonconformity of a grade."""
        return self.persons_major if grade is Grade.MAJOR else self.persons_minor
