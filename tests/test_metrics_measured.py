"""Figures asked for by their name, and the share of promises not kept in time."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isoqms.metrics import Asked, FigureSource, Measured, Promise, measured_by, overdue_share
from isoqms.words import Message

FIRST, LAST = date(2026, 4, 1), date(2026, 6, 30)
ASKED = Asked(name="x", first=FIRST, last=LAST)
VALUE = Measured(first=FIRST, last=LAST, value=Decimal(1), source=FigureSource.RECORDED)
NONE = Measured(first=FIRST, last=LAST, reason=Message("there is nothing to ask"))


class Known:
    """Somebody who always gives one answer."""

    def __init__(self, answer: Measured | None) -> None:
        self.answer = answer

    def measured(self, asked: Asked) -> Measured | None:
        """Answer."""
        return self.answer


@pytest.mark.parametrize(
    ("answers", "found"),
    [([VALUE], VALUE), ([None, VALUE], VALUE), ([NONE, VALUE], VALUE), ([None, NONE], NONE), ([NONE, None], NONE)],
)
def test_the_first_who_has_a_value_answers(answers, found):
    """Who does not know the figure is passed over; a reason counts only where nobody has a value."""
    assert measured_by(map(Known, answers), ASKED) == found


def test_a_figure_nobody_knows_is_told():
    """The name is in the sentence, in both languages."""
    reason = measured_by([Known(None)], ASKED).reason
    assert reason is not None
    assert "“x”" in reason.render("vi")


@pytest.mark.parametrize(
    "members",
    [
        {},
        {"value": Decimal(1)},
        {"source": FigureSource.RECORDED},
        {"value": Decimal(1), "source": FigureSource.RECORDED, "reason": NONE.reason},
        {"value": Decimal(1), "source": FigureSource.SIMULATION},
    ],
)
def test_a_figure_without_ground_is_a_mistake_of_the_program(members):
    """A value has its source and is never simulated; what is missing is explained."""
    with pytest.raises(ValueError, match="figure"):
        Measured(first=FIRST, last=LAST, **members)


DAYS = st.integers(0, 120).map(lambda days: FIRST + timedelta(days=days - 10))
PROMISES = st.lists(st.builds(Promise, DAYS, st.none() | DAYS), max_size=8)


@given(PROMISES, DAYS)
def test_the_share_of_the_overdue_is_that_of_parts(promises, middle):
    """Two parts of a period add up to it, but for what falls due on the last day of the first and is not kept yet."""
    middle = min(max(middle, FIRST), LAST)
    late, fallen = overdue_share(promises, FIRST, LAST)
    assert 0 <= late <= fallen <= len(promises)
    before = overdue_share(promises, FIRST, middle)
    after = overdue_share(promises, middle + timedelta(days=1), LAST)
    pending = sum(each.kept is None and each.due == middle < LAST for each in promises)
    assert (before[0] + after[0] + pending, before[1] + after[1] + pending) == (late, fallen)


@given(PROMISES)
def test_keeping_a_promise_in_time_never_raises_the_share(promises):
    """A promise kept on its day counts among those that fell due, and not among the overdue."""
    late, fallen = overdue_share(promises, FIRST, LAST)
    assert overdue_share([*promises, Promise(LAST, LAST)], FIRST, LAST) == (late, fallen + 1)
