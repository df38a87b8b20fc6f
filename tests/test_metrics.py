"""On time under each of its names, settled, report 06a: one definition each, checked on cases worked out by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isoqms.metrics import (
    ENDINGS,
    ON_TIME,
    Facts,
    Figure,
    Row06a,
    Samples,
    Settled,
    Standing,
    Unit,
    counts,
    cross_foot,
    on_time_share,
    row_06a,
    rule_numbers,
    rule_set,
    rule_versions,
    settled,
    standing,
    total_06a,
)
from isoqms.procedure import Ending
from isoqms.words import Message

DAY = 1440.0
CLOSING = 17 * 60.0


def closing(day: int) -> float:
    """The minute at which the office closes on a day, the first day being 0."""
    return day * DAY + CLOSING


def done(at: float, ending: Ending = Ending.COMPLETED, **more: object) -> Facts:
    """A dossier received on day 0 at eight, due at closing on day 5 by law and on day 3 as promised."""
    facts = Facts(8 * 60.0, at, ending, legal_due=closing(5), committed_due=closing(3), appointed=closing(3))
    return replace(facts, **more)  # type: ignore[arg-type]


def open_at(end: float, **more: object) -> Facts:
    """The same dossier, unfinished when the period ends."""
    return replace(
        done(closing(0)), **{"received": 8 * 60.0, "finished": None, "ending": None, "period_end": end, **more}
    )


def found(facts: Facts, name: str, version: str | None = None) -> Standing:
    return standing(facts, rule_set(name, version))


def verdict(facts: Facts, name: str, version: str | None = None) -> bool | None:
    rules = rule_set(name, version)
    return counts(standing(facts, rules), rules)


@pytest.fixture(params=ON_TIME)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.mark.parametrize(
    ("finished", "legal", "committed"),
    [
        (closing(2), Standing.EARLY, Standing.EARLY),
        (closing(3), Standing.EARLY, Standing.ON_TIME),
        (closing(3) + 1, Standing.EARLY, Standing.LATE),
        (closing(5) - 60, Standing.ON_TIME, Standing.LATE),
        (closing(5) + 0.5, Standing.LATE, Standing.LATE),
    ],
)
def test_early_is_another_day_and_late_another_minute(finished: float, legal: Standing, committed: Standing) -> None:
    """Before the due day is early, on it until the due minute on time, then late; the two limits are not mixed."""
    assert found(done(finished), "legal") is legal
    assert found(done(finished), "committed") is committed


def test_a_supplement_moves_the_due_date_or_is_taken_off_never_both() -> None:
    """Three days of supplement: the law moves its due date; index 766 takes them off the end."""
    supplied = done(closing(6), legal_due=closing(8), supplement_requests=1, supplement_minutes=3 * DAY)
    assert found(supplied, "legal") is Standing.EARLY
    assert found(supplied, "index766") is Standing.ON_TIME
    assert verdict(replace(supplied, finished=closing(6) + 1), "index766") is False


def test_a_second_request_for_a_supplement_is_late_by_index_766_alone() -> None:
    """One request may be made; whoever asks again is late by index 766, whatever the dates say."""
    asked = done(closing(1), supplement_requests=2)
    assert verdict(asked, "index766") is False
    assert verdict(asked, "legal") is True
    assert verdict(replace(asked, supplement_requests=1), "index766") is True


@pytest.mark.parametrize(
    ("ending", "judged"),
    [
        (Ending.COMPLETED, ON_TIME),
        (Ending.REFUSED, ON_TIME),
        (Ending.RETURNED, ON_TIME),
        (Ending.HANDED_OVER, ON_TIME),
        (Ending.WITHDRAWN, ("index766",)),
        (Ending.STOPPED, ("index766", "report06a")),
    ],
)
def test_which_endings_are_judged(ending: Ending, judged: tuple[str, ...]) -> None:
    """What the applicant withdraws is in no class of report 06a; index 766 judges every ending."""
    assert {name for name in ON_TIME if verdict(done(closing(1), ending), name) is not None} == set(judged)


def test_what_no_due_date_means() -> None:
    """Nobody is late by a limit that is not there; 06a counts it on time, 766 measures it by the longest time."""
    free = done(closing(9), legal_due=None, committed_due=None, appointed=None)
    assert found(free, "legal") is found(free, "committed") is Standing.NO_CLASS
    assert found(free, "report06a") is Standing.ON_TIME
    assert found(free, "index766") is Standing.NO_CLASS
    took = closing(9) - free.received
    assert verdict(replace(free, longest=took), "index766") is True
    assert verdict(replace(free, longest=took - 1), "index766") is False
    supplied = replace(free, longest=took - 60, supplement_minutes=60.0, supplement_requests=1)
    assert verdict(supplied, "index766") is True


def test_a_dossier_in_process_when_the_period_ends() -> None:
    """766 judges it as if it ended then; 06a counts it apart; by the limits it is late once they passed."""
    within, overdue = open_at(closing(2)), open_at(closing(9))
    assert (found(within, "index766"), verdict(within, "index766")) == (Standing.WITHIN, True)
    assert (found(overdue, "index766"), verdict(overdue, "index766")) == (Standing.OVERDUE, False)
    assert (found(within, "report06a"), verdict(within, "report06a")) == (Standing.WITHIN, None)
    assert (found(overdue, "report06a"), verdict(overdue, "report06a")) == (Standing.OVERDUE, None)
    assert (verdict(within, "legal"), verdict(overdue, "legal")) == (None, False)


def test_what_ends_after_the_period_is_followed_by_the_limits_only() -> None:
    """A dossier finished in the next period is in process for the reports of this one; its limits judge its end."""
    facts = done(closing(4), period_end=closing(2))
    assert verdict(facts, "legal") is True
    assert verdict(facts, "committed") is False
    assert found(facts, "report06a") is Standing.WITHIN
    assert found(facts, "index766") is Standing.WITHIN


def test_waiting_for_a_supplement_when_the_period_ends() -> None:
    """766 ends it at the request; 06a keeps it in a class of its own, or on time where its heading is followed."""
    asked = open_at(closing(20), asked=closing(2), supplement_requests=1)
    assert found(asked, "index766") is Standing.WITHIN
    assert found(replace(asked, asked=closing(4)), "index766") is Standing.OVERDUE
    assert found(asked, "report06a") is Standing.WAITING
    assert found(asked, "report06a", "heading") is Standing.ON_TIME
    assert found(asked, "legal") is Standing.LATE


def test_a_dossier_that_never_ends_in_a_time_without_end() -> None:
    """Nothing is asked of the day on which that would be: past every limit it is late."""
    never = open_at(float("inf"))
    assert verdict(never, "legal") is False
    assert found(never, "report06a") is Standing.OVERDUE


moments = st.floats(0, 20 * DAY)
dossiers = st.builds(
    lambda received, lasts, ending, over, requests, supplement, due, asked, online: Facts(
        received=received,
        finished=None if over else received + lasts,
        ending=None if over else ending,
        legal_due=due,
        committed_due=due and due - DAY,
        appointed=due and due - DAY,
        supplement_requests=requests,
        supplement_minutes=supplement if requests else 0.0,
        asked=received + 1 if over and asked else None,
        online=online,
        period_start=5 * DAY,
        period_end=12 * DAY,
    ),
    moments,
    moments,
    st.sampled_from(ENDINGS),
    st.booleans(),
    st.integers(0, 3),
    st.floats(0, 3 * DAY),
    st.none() | moments,
    st.booleans(),
    st.booleans(),
)


def by_numbers(facts: Facts, name: str, version: str | None) -> bool | None:
    """Judge a dossier as the numbers of a rule set are documented to be applied, step by step."""
    numbers = rule_numbers(rule_set(name, version))
    ended = facts.finished is not None and (numbers.unfinished == 0 or facts.finished < facts.period_end)
    end = facts.finished if ended else facts.period_end
    assert end is not None
    if ended and not numbers.endings >> ENDINGS.index(facts.ending) & 1:  # type: ignore[arg-type]
        return None
    if not ended and facts.asked is not None and numbers.waiting:
        if numbers.waiting > 1:
            return {2: None, 3: True}[numbers.waiting]
        end = facts.asked
    late = _late(facts, numbers, end)
    if ended or numbers.unfinished == 1:
        return None if late is None else not late
    return False if numbers.unfinished == 0 and late else None


def _late(facts: Facts, numbers: tuple[int, ...], end: float) -> bool | None:
    due_kind, _, subtract, most, _, late_by_day, no_due, _, _ = numbers
    if most >= 0 and facts.supplement_requests > most:
        return True
    end -= subtract * facts.supplement_minutes
    due = (facts.legal_due, facts.committed_due, facts.appointed)[due_kind]
    if due is None:
        if no_due == 3:
            return None if facts.longest is None else end - facts.received > facts.longest
        return None if no_due == 0 else False
    return end // DAY > due // DAY if late_by_day else end > due


@given(dossiers)
def test_the_numbers_of_a_rule_set_say_the_same_as_its_words(facts: Facts) -> None:
    """A kernel that follows the documented steps on the numbers judges each dossier as the functions do."""
    for name in ON_TIME:
        for version in rule_versions(name):
            assert by_numbers(facts, name, version) == verdict(facts, name, version)


def test_rule_sets_are_found_by_name_and_version() -> None:
    """The usual version comes first; what is not there is refused by what was asked for."""
    assert rule_versions("report06a")[0] == rule_set("report06a").version
    assert rule_set("report06a", "heading").endings > rule_set("report06a").endings
    with pytest.raises(ValueError, match="'kpi'"):
        rule_versions("kpi")
    with pytest.raises(ValueError, match="'1999'"):
        rule_set("legal", "1999")


def test_what_is_not_settled_is_marked(name: str) -> None:
    """Every rule set names its source; marks are S or U and stand on choices it has."""
    rules = rule_set(name)
    assert rules.source
    assert set(rules.marks.values()) <= {"S", "U"}
    assert all(hasattr(rules, choice) for choice in rules.marks)


def test_a_choice_nobody_knows_is_refused() -> None:
    """A slip in the data of a rule set is noticed when it is read."""
    with pytest.raises(ValueError, match="'hour'"):
        replace(rule_set("legal"), early="hour")


@given(st.lists(dossiers, max_size=30))
def test_shares_lie_between_nothing_and_all(facts: list[Facts]) -> None:
    """Of the dossiers judged some are on time, never more than there are."""
    for name in ON_TIME:
        good, judged = on_time_share(facts, rule_set(name))
        assert 0 <= good <= judged <= len(facts)


def test_which_dossiers_a_share_is_of() -> None:
    """By the limits those received in the period; for the reports all that were to be done in it."""
    period = {"period_start": 10 * DAY, "period_end": 20 * DAY}
    carried = done(closing(12), **period, legal_due=closing(11))
    new = Facts(11 * DAY, closing(12), Ending.COMPLETED, legal_due=closing(13), **period)
    before = done(closing(3), **period)
    assert on_time_share([carried, new, before], rule_set("legal")) == (1, 1)
    assert on_time_share([carried, new, before], rule_set("report06a")) == (1, 2)


# settled


def test_settled_counts_what_was_to_be_done_in_the_period() -> None:
    """Carried over and done, new and done, new and open: two of three; done before and come after belong elsewhere."""
    period = {"period_start": 10 * DAY, "period_end": 20 * DAY}
    facts = [
        done(closing(12), **period),
        Facts(11 * DAY, closing(12), Ending.REFUSED, **period),
        Facts(12 * DAY, closing(25), Ending.COMPLETED, **period),
        done(closing(3), **period),
        Facts(21 * DAY, closing(22), Ending.COMPLETED, **period),
    ]
    assert settled(facts) == Settled(finished=2, to_do=3)


# report 06a


@given(st.lists(dossiers, max_size=40))
def test_a_row_cross_foots_but_for_dossiers_in_no_class(facts: list[Facts]) -> None:
    """Every sum agrees; only columns 7 and 11 fall short of 3, by exactly the dossiers counted apart."""
    row = row_06a(facts, rule_set("report06a"))
    gaps = cross_foot(row)
    apart = sum(row.apart.values())
    assert [gap.difference for gap in gaps] == ([apart] if apart else [])


@given(st.lists(dossiers, max_size=40))
def test_by_its_heading_nothing_is_left_over(facts: list[Facts]) -> None:
    """Where waiting and withdrawn dossiers count as on time, every dossier has its column."""
    assert cross_foot(row_06a(facts, rule_set("report06a", "heading"))) == []


def test_the_columns_of_a_row() -> None:
    """One dossier of each kind falls into its own column."""
    period = {"period_start": 0.0, "period_end": closing(10)}
    facts = [
        done(closing(2), **period),
        done(closing(5), **period, online=True),
        done(closing(6), **period),
        open_at(closing(10), legal_due=closing(12)),
        open_at(closing(10), received=-DAY),
        done(closing(2), Ending.WITHDRAWN, **period),
    ]
    row = row_06a(facts, rule_set("report06a"))
    assert (row.received, row.received_online, row.received_direct, row.carried_over) == (6, 1, 4, 1)
    assert (row.handled, row.early, row.on_time, row.late) == (3, 1, 1, 1)
    assert (row.in_process, row.within_time, row.overdue) == (2, 1, 1)
    assert row.apart == {"withdrawn": 1}


THUE = Row06a(257_141, 0, 257_141, 0, 257_141, 124_907, 102_770, 19_852, 0, 0, 0)


def test_a_published_gap_is_found() -> None:
    """A province reported 257,141 handled, of which the three classes hold 247,529: 9,612 are in none."""
    assert [gap.difference for gap in cross_foot(THUE)] == [9_612]


def test_what_one_period_leaves_the_next_takes_over() -> None:
    """Column 6 is column 11 of the period before."""
    before = Row06a(5, 0, 5, 0, 3, 3, 0, 0, 2, 2, 0)
    after = Row06a(5, 0, 3, 2, 5, 5, 0, 0, 0, 0, 0)
    assert cross_foot(after, before) == []
    (gap,) = cross_foot(replace(after, received=6, carried_over=3, handled=6, early=6), before)
    assert (gap.stated, gap.expected) == (3, 2)
    assert gap.identity.render("en").startswith("column 6")


def test_the_total_row_is_the_sum() -> None:
    """Column by column, and of what stands apart kind by kind."""
    one = Row06a(3, 1, 1, 1, 2, 1, 1, 0, 0, 0, 0, {"withdrawn": 1})
    total = total_06a([one, one, THUE])
    assert (total.received, total.early, total.apart) == (257_147, 124_909, {"withdrawn": 2})


# facts and figures


def test_facts_that_cannot_be_are_refused() -> None:
    """A dossier does not end before it came, nor in no manner."""
    with pytest.raises(ValueError, match="before it was received"):
        Facts(10.0, 5.0, Ending.COMPLETED)
    with pytest.raises(ValueError, match="both are known"):
        Facts(10.0, 15.0, None)


def test_a_figure_says_what_it_has() -> None:
    """A value with its interval; a value whose interval has a reason to lack; a reason for no value."""
    reason = Message("no dossier came to this in the time that was simulated")
    assert Figure(2.0, 1.0, 3.0, Unit.MINUTES).to_data() == {"value": 2.0, "low": 1.0, "high": 3.0, "unit": "min"}
    alone = Figure(2.0, None, None, Unit.SHARE, reason).to_data()
    assert (alone["value"], alone["low"], alone["reason"]["en"]) == (2.0, None, reason.render("en"))
    nothing = Figure.none(Unit.SHARE, reason).to_data()
    assert (nothing["value"], nothing["unit"], set(nothing["reason"])) == (None, "share", {"vi", "en"})
    assert Figure.exact(4, Unit.PEOPLE).half_width == 0


@pytest.mark.parametrize(
    "numbers",
    [(float("nan"), 1.0, 2.0), (1.0, 0.0, float("inf")), (1.0, None, None), (1.0, 0.5, None), (None, 0.0, 1.0)],
)
def test_what_is_no_figure_is_refused(numbers: tuple[float | None, ...]) -> None:
    """No number that is none, no half interval, nothing missing without a reason."""
    with pytest.raises(ValueError, match=r"not a figure|no reason|half an interval"):
        Figure(*numbers, Unit.MINUTES)  # type: ignore[misc]


def test_samples_come_in_pairs() -> None:
    """Each sum has what it is divided by."""
    with pytest.raises(ValueError, match="2 sums and 1"):
        Samples([1.0, 2.0], [1.0])
