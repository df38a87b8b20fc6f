"""Questions asked once: a frozen value never changes, so what follows from it is found out once and kept beside it.

Several rules ask the same of one procedure (its ways, its net, its sums). An answer lives as long as the value it is
about; a changed copy of the value begins without answers.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeAlias, TypeVar

Answers: TypeAlias = dict[Hashable, Any]


class Answering(Protocol):
    """A frozen value that keeps the answers to questions about it, in a field neither compared nor shown nor read."""

    @property
    def answers(self) -> Answers:
        """The answers known so far."""
        ...


A = TypeVar("A", bound=Answering)
P = ParamSpec("P")
R = TypeVar("R")


def once(question: Callable[Concatenate[A, P], R]) -> Callable[Concatenate[A, P], R]:
    """Let a question about a frozen value be answered once; what else is asked by must be hashable.

    The answer is shared by all who ask and must not be changed.
    """

    @wraps(question)
    def answer(about: A, /, *args: P.args, **given: P.kwargs) -> R:
        key = (question, args, *given.items())
        try:
            found: R = about.answers[key]
        except KeyError:
            found = about.answers[key] = question(about, *args, **given)
        return found

    return answer
