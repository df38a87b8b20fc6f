"""The kernel's clock along opening hours says what is read off the windows one by one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from math import inf
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from uncompiled import interpreted

from isoqms.simulate.timelines import WEEK, Timeline

SIGNED = Timeline((450.0, 810.0, 1890.0), (690.0, 1020.0, 2130.0), WEEK)
"""Three windows of a week, 240, 210 and 240 minutes long."""


@contextmanager
def hours(*timelines: Timeline) -> Iterator[Any]:
    """Give the clock of these timelines, interpreted: compiled, only the kernel can ask it."""
    with interpreted():
        from isoqms.simulate.hours import Hours

        yield Hours([(each.opens, each.closes, each.period) for each in timelines])


@st.composite
def timelines(draw: st.DrawFn) -> Timeline:
    """Draw windows of whole minutes, apart from each other, that repeat every week or never."""
    ends = sorted(draw(st.sets(st.integers(0, int(WEEK)), min_size=2, max_size=12)))
    ends = ends[: len(ends) // 2 * 2]
    return Timeline(tuple(map(float, ends[::2])), tuple(map(float, ends[1::2])), draw(st.sampled_from([WEEK, inf])))


def window_at(timeline: Timeline, number: int) -> tuple[float, float]:
    """Return when a window opens and closes, counted through all periods."""
    turn, place = divmod(number, len(timeline.opens))
    base = turn * timeline.period if turn else 0.0
    return timeline.opens[place] + base, timeline.closes[place] + base


def ends_after(timeline: Timeline, start: float, minutes: float) -> float:
    """Return when so many minutes of open time have run since `start`, window by window."""
    number = 0
    while minutes > 0.0 and start < inf:
        opens, closes = window_at(timeline, number)
        here = max(0.0, closes - max(opens, start))
        if minutes <= here:
            return max(opens, start) + minutes
        minutes -= here
        number += 1
        start = inf if opens == inf else start
    return start


@given(
    timelines(),
    st.lists(st.tuples(st.integers(0, 2500), st.integers(0, 400), st.integers(0, 30_000)), min_size=1, max_size=12),
)
def test_questions_in_order_are_answered_window_by_window(drawn: Timeline, asked: list[tuple[int, int, int]]) -> None:
    now = 0.0
    with hours(drawn) as clock:
        again = clock.follow(0)
        for gap, later, minutes in asked:
            now += gap
            worked = drawn.open_minutes(0.0, now)
            opening = ends_after(drawn, now, 1.0) - 1.0  # windows are whole minutes, so the next one lies in one
            assert clock.worked(0, now) == worked
            assert clock.opening(0, now) == opening
            if opening < inf:
                assert clock.closing(0, now) == next(
                    closes for closes in (window_at(drawn, n)[1] for n in range(999)) if closes > now
                )
            assert clock.finish(0, now, now + later, float(minutes)) == ends_after(drawn, now + later, float(minutes))
            if minutes:
                begins = now + later
                assert clock.carry_out(again, begins, float(minutes)) == ends_after(drawn, begins, float(minutes))
                assert clock.begun == ends_after(drawn, begins, 1.0) - 1.0
                assert clock.begun == inf or clock.stood(again, now) == drawn.open_minutes(now, begins)
                now = begins


def test_work_ends_at_closing_and_not_when_it_opens_again() -> None:
    with hours(SIGNED) as clock:
        assert clock.carry_out(0, 450.0, 240.0) == 690.0
        assert clock.carry_out(0, 450.0, 240.5) == 810.5
        assert clock.carry_out(0, 450.0, 450.0) == 1020.0
        assert clock.carry_out(0, 450.0, 690.0) == 2130.0
        assert clock.carry_out(0, 450.0, 690.5) == WEEK + 450.5


@pytest.mark.parametrize("periods", [1, 7, 10_000_000])
def test_whole_periods_are_passed_at_once(periods: int) -> None:
    with hours(SIGNED) as clock:
        assert clock.finish(0, 0.0, 0.0, 690.0 * periods) == WEEK * (periods - 1) + 2130.0
        assert clock.finish(0, 0.0, 0.0, 690.0 * periods + 1.0) == WEEK * periods + 451.0


def test_past_its_last_window_a_timeline_that_does_not_repeat_has_no_time() -> None:
    with hours(Timeline((60.0,), (120.0,), inf)) as clock:
        assert clock.carry_out(0, 100.0, 20.0) == 120.0
        assert clock.carry_out(0, 100.0, 20.5) == inf
        assert clock.carry_out(0, inf, 1.0) == inf
        assert clock.opening(0, 500.0) == clock.closing(0, 500.0) == clock.reopening(0, 500.0) == inf
        assert clock.worked(0, 500.0) == 60.0
