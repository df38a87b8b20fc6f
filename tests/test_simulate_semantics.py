"""What happens to a dossier in a simulated office, held against sums done by hand; times are minutes after midnight.

The dossiers of these tests come at a known minute of every working day, one by one: `at_minute`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pytest import approx
from simulated import (
    AFTERNOON,
    DAY,
    DAYTIME,
    EVENING,
    MORNING,
    REPLICATIONS,
    Data,
    Story,
    Visit,
    at_minute,
    clerks,
    office,
    one_step,
    operation,
    post,
    procedure,
    tell,
    within,
)

from isoqms.simulate import Plan, simulate

MONDAY = date(2026, 6, 1)
"""A Monday; no holiday is near."""
ONCE = Plan(seed=1, replications=1, start=MONDAY, days=7)


def daytime(people: int = 1, **more: Any) -> Data:
    """Return an office that works eight hours on working days, with people in the role `clerk`."""
    return office({"clerks": post("clerk", people=people, **more)}, DAYTIME, "vn")


def week(folder: Path, place: Data, *procedures: Data, plan: Plan = ONCE) -> Story:
    """Return what happens in the week that is simulated, to dossiers that come in it."""
    story = tell(operation(folder, place, *procedures), plan)
    first = story.on(plan.start or MONDAY)
    return Story(tuple(each for each in story.visits if each.joined >= first), story.origin)


def daily(visits: list[Visit]) -> dict[int, list[Visit]]:
    """Return visits by weekday of joining, Monday 0."""
    return {day: [each for each in visits if each.joined % (7 * DAY) // DAY == day] for day in range(7)}


def time_of(minute: float | None) -> float:
    """Return the minute of the day."""
    assert minute is not None
    return minute % DAY


def exactly(minute: float) -> Any:
    """Return what equals `minute` but for the last bits of a sum of times."""
    return approx(minute, abs=1e-6)


def known(visit: Visit) -> tuple[float, float, float]:
    """Return when a visit joined, started and ended; it must have done all three."""
    assert visit.start is not None
    assert visit.end is not None
    return visit.joined, visit.start, visit.end


# working hours


def test_work_stops_at_noon_and_goes_on_after_lunch(tmp_path: Path) -> None:
    """An hour of work begun at 11:00 is done at 14:00: half an hour before 11:30, half an hour after 13:30."""
    visits = week(tmp_path, daytime(), one_step("60 min", demand=at_minute(660))).of("work")
    assert [len(each) for each in daily(visits).values()] == [1, 1, 1, 1, 1, 0, 0]
    for joined, start, end in map(known, visits):
        assert 660 <= time_of(joined) <= 661
        assert (start, end) == (exactly(joined), exactly(joined + 180))


def test_work_stops_in_the_evening_and_goes_on_next_working_day(tmp_path: Path) -> None:
    """An hour begun at 17:00 goes on at 07:30 the next day, after the weekend for that of Friday."""
    visits = week(tmp_path, daytime(), one_step("60 min", demand=at_minute(1020))).of("work")
    nights = [14 * 60] * 4 + [14 * 60 + 2 * DAY]
    assert [end - start for _, start, end in map(known, visits)] == [exactly(60 + night) for night in nights]


def test_work_that_must_not_be_broken_off_waits_for_time_enough_and_lets_others_pass(tmp_path: Path) -> None:
    """Work of an hour that comes at 11:00 begins at 13:30; twenty minutes that come at 11:05 do not wait for it."""
    whole = one_step("60 min", "WHOLE", demand=at_minute(660), step={"interruptible": False})
    short = one_step("20 min", "SHORT", demand=at_minute(665))
    story = week(tmp_path, daytime(), whole, short)
    for joined, start, end in map(known, story.of("work", "SHORT")):
        assert (start, end) == (exactly(joined), exactly(joined + 20))
    for _, start, end in map(known, story.of("work", "WHOLE")):
        assert (time_of(start), time_of(end)) == (exactly(AFTERNOON), exactly(AFTERNOON + 60))


def test_work_that_just_fits_before_closing_is_begun(tmp_path: Path) -> None:
    """Work that must not be broken off and takes 29 minutes begins at 11:00 and is done before 11:30."""
    step = {"interruptible": False}
    visits = week(tmp_path, daytime(), one_step("29 min", demand=at_minute(660), step=step)).of("work")
    assert [end - joined for joined, _, end in map(known, visits)] == [exactly(29)] * 5


def test_nobody_works_on_public_holidays(tmp_path: Path) -> None:
    """An hour begun on Friday 13 February 2026 at 17:00 goes on after Tết, on Monday 23 February at 07:30."""
    plan = Plan(seed=1, replications=1, start=date(2026, 2, 13), days=14)
    story = week(tmp_path, daytime(), one_step("60 min", demand=at_minute(1020)), plan=plan)
    first = story.of("work")[0]
    joined, start, end = known(first)
    assert (story.moment(joined).date(), start) == (date(2026, 2, 13), exactly(joined))
    assert end == exactly(story.on(date(2026, 2, 23)) + MORNING + 60 - (EVENING - time_of(start)))
    days = {story.moment(each.joined).date() for each in story.of("work")}
    assert not any(date(2026, 2, 14) <= day <= date(2026, 2, 22) for day in days)


def test_people_have_the_hours_of_their_post_before_those_of_the_office(tmp_path: Path) -> None:
    """A post that works mornings only takes up on the next morning what comes at 14:00."""
    mornings = {day: ["07:30..11:30"] for day in ("mon", "tue", "wed", "thu", "fri")}
    visits = week(tmp_path, daytime(hours=mornings), one_step("30 min", demand=at_minute(840))).of("work")
    for weekday, (_, start, end) in enumerate(map(known, visits)):
        next_day = weekday + 1 if weekday < 4 else 7
        assert start % (7 * DAY) == exactly((next_day * DAY + MORNING) % (7 * DAY))
        assert end - start == exactly(30)


# who is away


def test_a_person_away_for_a_day_takes_up_the_work_on_the_next(tmp_path: Path) -> None:
    """With the only person away on Wednesday, the dossier of Wednesday 08:00 begins on Thursday at 07:30."""
    away = [{"from": "2026-06-03", "to": "2026-06-03"}]
    visits = week(tmp_path, daytime(absences=away), one_step("60 min", demand=at_minute(480))).of("work")
    starts = [(start // DAY % 7, time_of(start)) for _, start, _ in map(known, visits)]
    comes = [time_of(visit.joined) for visit in visits]
    wanted = [(0, comes[0]), (1, comes[1]), (3, MORNING), (3, MORNING + 60), (4, comes[4])]
    assert starts == [(day, exactly(minute)) for day, minute in wanted]


def test_one_of_two_people_away_leaves_the_other(tmp_path: Path) -> None:
    """Two dossiers come together each day: both are begun at once, but on Wednesday the second waits for the first."""
    away = [{"from": "2026-06-03", "to": "2026-06-03"}]
    place = daytime(people=2, absences=away)
    by_day = daily(week(tmp_path, place, one_step("60 min", demand=at_minute(480, each=2))).of("work"))
    for weekday in range(5):
        first, second = map(known, by_day[weekday])
        assert first[1] == exactly(first[0])
        assert second[1] == exactly(first[2] if weekday == 2 else second[0])


def test_people_away_at_random_are_away_as_often_as_said(tmp_path: Path) -> None:
    """With the only person away on 20 % of working days, 80 % of dossiers are begun the day they come, within 99 %."""
    plan = Plan(seed=3, replications=1, start=date(2026, 3, 2), days=280)
    place = office({"clerks": post("clerk", absent_share="20 %")}, DAYTIME)
    visits = week(tmp_path, place, one_step("5 min", demand=at_minute(480)), plan=plan).of("work")
    same_day = sum(joined // DAY == start // DAY for joined, start, _ in map(known, visits))
    number = len(visits)
    assert number >= 190
    assert abs(same_day - 0.8 * number) <= 2.576 * (number * 0.8 * 0.2) ** 0.5 + 0.5


def test_who_gives_half_the_time_needs_twice_as_long(tmp_path: Path) -> None:
    """An hour of work of a person who gives 50 % of the time takes two hours of presence."""
    story = week(tmp_path, daytime(share="50 %"), one_step("60 min", demand=at_minute(480)))
    assert [end - start for _, start, end in map(known, story.of("work"))] == [exactly(120)] * 5


def test_what_must_not_be_broken_off_is_done_in_one_go_and_the_other_work_comes_after_it(tmp_path: Path) -> None:
    """Twenty minutes in one go at half the time: the next dossier of that person begins 40 minutes after the first."""
    place, step = daytime(share="50 %"), {"interruptible": False}
    visits = week(tmp_path, place, one_step("20 min", demand=at_minute(480, each=2), step=step)).of("work")
    for one, two in zip(visits[::2], visits[1::2], strict=True):
        first, second = known(one), known(two)
        assert (first[1], first[2]) == (exactly(first[0]), exactly(first[0] + 20))
        assert (second[1], second[2]) == (exactly(first[0] + 40), exactly(first[0] + 60))


# batches


def test_a_batch_at_fixed_hours_begins_then_in_the_order_of_joining(tmp_path: Path) -> None:
    """Four dossiers that come between 08:00 and 09:30 are signed from 10:00 on, five minutes each, one by one."""
    signing = one_step("5 min", demand=at_minute(480, 510, 540, 570), step={"batch": {"at": ["10:00", "16:00"]}})
    by_day = daily(week(tmp_path, daytime(), signing).of("work"))
    for weekday in range(5):
        visits = sorted(by_day[weekday], key=lambda each: each.number)  # they are numbered as they come
        assert [time_of(each.start) for each in visits] == [exactly(600 + 5 * turn) for turn in range(4)]


def test_a_batch_missed_on_friday_waits_for_the_first_hour_of_the_next_working_day(tmp_path: Path) -> None:
    """What comes at 16:30 is signed at 10:00 on the next working day, Monday for that of Friday."""
    signing = one_step("5 min", demand=at_minute(990), step={"batch": {"at": ["10:00", "16:00"]}})
    visits = week(tmp_path, daytime(), signing).of("work")
    assert [start // DAY % 7 for _, start, _ in map(known, visits)] == [1, 2, 3, 4, 0]
    assert {round(time_of(visit.start), 6) for visit in visits} == {600.0}


def test_a_lot_is_begun_when_it_is_full_or_when_the_office_closes(tmp_path: Path) -> None:
    """Of four dossiers a day in lots of three, the third releases three; the fourth is released at closing time.

    Released at 17:30, it is begun when work begins again, at 07:30 on the next working day.
    """
    lot = one_step("10 min", demand=at_minute(480, 540, 600, 900), step={"batch": {"size": 3}})
    by_day = daily(week(tmp_path, daytime(), lot).of("work"))
    for weekday in range(5):
        one, two, three, four = map(known, by_day[weekday])
        assert [one[1], two[1], three[1]] == [exactly(three[0] + 10 * turn) for turn in range(3)]
        next_day = (weekday + 1 if weekday < 4 else 7) - weekday
        assert four[1] == exactly(one[0] // DAY * DAY + next_day * DAY + MORNING)


def test_a_lot_with_hours_is_begun_at_the_hours_though_it_is_not_full(tmp_path: Path) -> None:
    """Lots of three and 10:00: two dossiers are begun at 10:00, three that come later when the third is there."""
    lot = {"batch": {"size": 3, "at": ["10:00"]}}
    by_day = daily(
        week(tmp_path, daytime(), one_step("10 min", demand=at_minute(480, 540, 840, 850, 860), step=lot)).of("work")
    )
    for weekday in range(5):
        visits = [known(each) for each in by_day[weekday]]
        assert [time_of(start) for _, start, _ in visits[:2]] == [exactly(600), exactly(610)]
        assert [start for _, start, _ in visits[2:]] == [exactly(visits[4][0] + 10 * turn) for turn in range(3)]


def test_a_lot_in_an_office_that_never_closes_waits_until_it_is_full(tmp_path: Path) -> None:
    """Of ten dossiers ten hours apart the first waits 90 hours and the last not at all: 45 on average, every week."""
    lot = one_step("0 min", gap="600 min", demand={"spacing": "even"}, step={"batch": {"size": 10}})
    result = simulate(operation(tmp_path, clerks(), lot), Plan(cases=1000, replications=2))
    assert result.procedures["P"].lead_time.wall.mean.value == approx(45 * 60)


def test_a_batch_of_a_step_whose_work_nobody_stated_is_told_as_left_out(tmp_path: Path) -> None:
    """The longest time allowed for a step holds its waiting too: that its hours are not simulated is said."""
    signing = {"title": "Sign", "role": "clerk", "allowance": "1 day", "batch": {"at": ["10:00"]}, "end": "completed"}
    result = simulate(operation(tmp_path, clerks(), procedure({"sign": signing}, gap="1 day")), Plan(cases=100))
    assert any("“sign”" in each.render("en") and "batch" in each.render("en") for each in result.assumptions)


# two roles in one step


def together(*others: Data) -> tuple[Data, ...]:
    """Return `X`, ten minutes of A and B together from 08:05, while A is at other work from 08:00 to 08:30."""
    busy = one_step("30 min", "BUSY", role="a", demand=at_minute(480))
    both = one_step("10 min", "X", demand=at_minute(485), step={"role": ["a", "b"]})
    return busy, both, *others


TWO_ROLES = office({"a": post("a"), "b": post("b")}, DAYTIME, "vn")


def test_the_people_a_step_needs_together_are_held_while_it_is_first_for_all_of_them(tmp_path: Path) -> None:
    """B is free, but X is first for A and for B: what comes for B at 08:10 waits until X, begun at 08:30, is done."""
    later = one_step("5 min", "Z", role="b", demand=at_minute(490))
    story = week(tmp_path, TWO_ROLES, *together(later))
    visits = zip(*(map(known, story.of("work", id_)) for id_ in ("BUSY", "X", "Z")), strict=True)
    for busy, both, after in visits:
        assert both[1] == exactly(busy[0] + 30)
        assert after[1] == exactly(both[1] + 10)


def test_who_waits_behind_a_step_that_is_not_first_everywhere_may_pass(tmp_path: Path) -> None:
    """W stands before X in the queue for A, so Z passes X in the queue for B; when W is begun, B is held for X."""
    first = one_step("20 min", "W", role="a", demand=at_minute(482))
    passing = one_step("5 min", "Z", role="b", demand=at_minute(490))
    held = one_step("5 min", "Z2", role="b", demand=at_minute(515))
    story = week(tmp_path, TWO_ROLES, *together(first, passing, held))
    rows = [map(known, story.of("work", id_)) for id_ in ("BUSY", "W", "X", "Z", "Z2")]
    for busy, ahead, both, passed, waited in zip(*rows, strict=True):
        assert passed[1] == exactly(passed[0])
        assert ahead[1] == exactly(busy[0] + 30)
        assert both[1] == exactly(busy[0] + 50)
        assert waited[1] == exactly(busy[0] + 60)


# ways


def branches(join: str, one: Any, two: Any) -> Data:
    """Return a procedure that splits into two waits of an agency and goes on where they meet."""
    return procedure(
        {
            "split": {"title": "Split", "actor": "system", "work": "0 min", "parallel": ["one", "two"]},
            "one": {"title": "One", "actor": "agency", "wait": one, "next": "meet"},
            "two": {"title": "Two", "actor": "agency", "wait": two, "next": "meet"},
            "meet": {"title": "Meet", "actor": "system", "work": "0 min", "join": join, "end": "completed"},
        },
        gap="50 min",
    )


@pytest.mark.parametrize(("join", "lasts"), [("all", 100), ("any", 60)])
def test_branches_meet_when_all_or_when_any_is_done(join: str, lasts: float, tmp_path: Path) -> None:
    """Waits of 60 and 100 minutes at the same time: 100 minutes to where all must meet, 60 where one is enough."""
    result = simulate(
        operation(tmp_path, clerks(), branches(join, "60 min", "100 min")), Plan(replications=2, cases=50)
    )
    assert result.procedures["P"].lead_time.wall.mean.value == exactly(lasts)


@pytest.mark.parametrize(("join", "mean"), [("all", 60 + 90 - 36), ("any", 36)])
def test_random_branches_meet_at_the_larger_or_smaller_of_them(join: str, mean: float, tmp_path: Path) -> None:
    """Exponential waits of mean 60 and 90: the smaller has mean 1/(1/60 + 1/90) = 36, the larger the rest of 150."""
    waits = [{"mean": f"{minutes} min", "distribution": "exponential"} for minutes in (60, 90)]
    plan = Plan(seed=5, replications=REPLICATIONS, cases=4000)
    result = simulate(operation(tmp_path, clerks(), branches(join, *waits)), plan)
    assert within(result.procedures["P"].lead_time.wall.mean, mean)


def test_where_any_branch_is_enough_the_others_leave_their_queues_or_finish_and_vanish(tmp_path: Path) -> None:
    """One dossier every 25 minutes; branch A takes 10 minutes, branch B 43 of another person, any is enough.

    The first dossier's B runs from 0 to 43 though the dossier has gone on at 10. The second comes at 25, finds B busy
    and leaves that queue at 35. The third comes at 50 and finds B free since 43. So every second dossier gets B.
    """
    steps = {
        "split": {"title": "Split", "actor": "system", "work": "0 min", "parallel": ["a", "b"]},
        "a": {"title": "A", "role": "a", "work": "10 min", "next": "meet"},
        "b": {"title": "B", "role": "b", "work": "43 min", "next": "meet"},
        "meet": {"title": "Meet", "actor": "system", "work": "0 min", "join": "any", "end": "completed"},
    }
    place = office({"a": post("a"), "b": post("b")})
    found = operation(tmp_path, place, procedure(steps, gap="25 min", demand={"spacing": "even"}))
    result = simulate(found, Plan(replications=2, cases=400))
    assert result.procedures["P"].lead_time.wall.mean.value == exactly(10)
    assert result.roles["b"].utilisation.value == approx(43 / 50, rel=0.01)


@pytest.mark.parametrize(("first", "lasts"), [(10, 10), (25, 25), (33, 33), (100, 35)])
def test_a_meeting_of_all_may_lie_on_a_branch_of_which_any_is_enough(first: int, lasts: float, tmp_path: Path) -> None:
    """One branch takes `first` minutes; the other splits into 20 and 30, meets again and takes 5 more: 35 in all.

    Whatever the other branch is at when the first one wins, the dossier is done then, and ends once.
    """
    steps = {
        "split": {"title": "Split", "actor": "system", "work": "0 min", "parallel": ["one", "again"]},
        "one": {"title": "One", "actor": "agency", "wait": f"{first} min", "next": "meet"},
        "again": {"title": "Again", "actor": "system", "work": "0 min", "parallel": ["two", "three"]},
        "two": {"title": "Two", "role": "clerk", "work": "20 min", "next": "both"},
        "three": {"title": "Three", "actor": "agency", "wait": "30 min", "next": "both"},
        "both": {"title": "Both", "role": "clerk", "join": "all", "work": "5 min", "next": "meet"},
        "meet": {"title": "Meet", "actor": "system", "work": "0 min", "join": "any", "next": "sign"},
        "sign": {"title": "Sign", "role": "clerk", "work": "1 min", "end": "completed"},
    }
    found = operation(tmp_path, clerks(9), procedure(steps, gap="40 min", demand={"spacing": "even"}))
    result = simulate(found, Plan(replications=2, cases=100)).procedures["P"]
    assert result.lead_time.wall.mean.value == exactly(lasts + 1)
    assert result.lead_time.wall.p95.value == approx(lasts + 1, rel=0.006)
    assert result.steps["sign"].visits.value == 1
    assert result.endings["completed"].value == 1


def test_dossiers_take_ways_by_their_shares(tmp_path: Path) -> None:
    """Ways of 15 % and 85 % are taken as often as that, within 99 %."""
    steps = {
        "sort": {
            "title": "Sort",
            "actor": "system",
            "work": "0 min",
            "next": [{"to": "one", "share": "15 %"}, {"to": "two", "share": "85 %"}],
        },
        "one": {"title": "One", "actor": "agency", "wait": "10 min", "end": "completed"},
        "two": {"title": "Two", "actor": "agency", "wait": "20 min", "end": "refused"},
    }
    plan = Plan(seed=7, replications=REPLICATIONS, cases=2000)
    found = simulate(operation(tmp_path, clerks(), procedure(steps, gap="30 min")), plan).procedures["P"]
    assert within(found.steps["one"].visits, 0.15)
    assert within(found.steps["two"].visits, 0.85)
    assert within(found.endings["completed"], 0.15)
    assert within(found.endings["refused"], 0.85)
    assert within(found.lead_time.wall.mean, 0.15 * 10 + 0.85 * 20)


def test_a_variant_has_its_own_ways_and_its_own_work(tmp_path: Path) -> None:
    """30 % are of the difficult variant: 50 minutes instead of 10, and a step of 5 minutes of their own."""
    steps = {
        "work": {
            "title": "Work",
            "role": "clerk",
            "work": "10 min",
            "in_variant": {"hard": {"work": "50 min"}},
            "next": [{"to": "verify", "variants": ["hard"]}, {"to": "sign", "variants": ["easy"]}],
        },
        "verify": {"title": "Verify", "role": "clerk", "work": "5 min", "variants": ["hard"], "next": "sign"},
        "sign": {"title": "Sign", "role": "clerk", "work": "1 min", "end": "completed"},
    }
    variants = {"hard": {"title": "Hard", "share": "30 %"}, "easy": {"title": "Easy", "share": "70 %"}}
    found = operation(tmp_path, clerks(99), procedure(steps, gap="10 min", variants=variants))
    result = simulate(found, Plan(seed=9, replications=REPLICATIONS, cases=2000)).procedures["P"]
    assert within(result.steps["verify"].visits, 0.3)
    assert within(result.work_time.mean, 0.3 * 56 + 0.7 * 11)
    for visit in tell(found, ONCE).of("work"):
        if visit.end is not None and visit.start is not None:
            assert visit.end - visit.start == exactly(50 if visit.variant == "hard" else 10)


def test_dossiers_of_a_channel_go_the_ways_of_the_channel(tmp_path: Path) -> None:
    """60 % come to the counter and are scanned there; the 40 % sent online are not."""
    ways = [{"to": "scan", "channels": ["counter"]}, {"to": "sign", "channels": ["online"]}]
    steps = {
        "sort": {"title": "Sort", "actor": "system", "work": "0 min", "next": ways},
        "scan": {"title": "Scan", "role": "clerk", "work": "5 min", "next": "sign"},
        "sign": {"title": "Sign", "role": "clerk", "work": "1 min", "end": "completed"},
    }
    demand = {"channels": {"counter": "60 %", "online": "40 %"}}
    found = operation(
        tmp_path, clerks(9), procedure(steps, gap="10 min", demand=demand, channels=["counter", "online"])
    )
    result = simulate(found, Plan(seed=11, replications=REPLICATIONS, cases=2000)).procedures["P"]
    assert within(result.steps["scan"].visits, 0.6)
    story = tell(found, ONCE)
    assert {each.channel for each in story.of("scan")} == {"counter"}
    assert {each.channel for each in story.of("sign")} == {"counter", "online"}


def looping(share: str, at_most: int) -> Data:
    """Return a check that sends dossiers back so often at most, and then to `refuse`."""
    back = {"to": "mend", "share": share, "at_most": at_most, "at_bound": "refuse"}
    forth = {"to": "sign", "share": f"{100 - int(share.removesuffix(' %'))} %"}
    steps = {
        "check": {"title": "Check", "role": "clerk", "work": "1 min", "next": [back, forth]},
        "mend": {"title": "Mend", "actor": "applicant", "wait": "10 min", "next": "check"},
        "sign": {"title": "Sign", "role": "clerk", "work": "1 min", "end": "completed"},
        "refuse": {"title": "Refuse", "role": "clerk", "work": "1 min", "end": "refused"},
    }
    return procedure(steps, gap="10 min")


def test_a_loop_is_left_at_its_bound_by_the_exit_named_there(tmp_path: Path) -> None:
    """Sent back every time, twice at most: three checks, two mendings, then the exit; lead time 3 + 20 + 1 minutes."""
    result = simulate(operation(tmp_path, clerks(99), looping("100 %", 2)), Plan(replications=2, cases=200))
    found = result.procedures["P"]
    visits = {id_: step.visits.value for id_, step in found.steps.items()}
    assert visits == {"check": exactly(3), "mend": exactly(2), "sign": exactly(0), "refuse": exactly(1)}
    assert found.lead_time.wall.mean.value == exactly(24)


def test_how_often_a_loop_is_gone_through(tmp_path: Path) -> None:
    """Sent back with 50 %, twice at most: mended 0.75 times on average; 12.5 % would be a third time: refused."""
    found = operation(tmp_path, clerks(99), looping("50 %", 2))
    result = simulate(found, Plan(seed=13, replications=REPLICATIONS, cases=2000)).procedures["P"]
    assert within(result.steps["mend"].visits, 0.75)
    assert within(result.steps["check"].visits, 1.75)
    assert within(result.endings["refused"], 0.125)
    assert within(result.first_time_right, 0.5)
    often = Counter(sum(visit.step == "mend" for visit in visits) for visits in tell(found, ONCE).dossiers().values())
    assert set(often) == {0, 1, 2}


# time that nobody works


def test_a_step_with_only_an_allowance_takes_the_share_of_it_that_is_assumed_and_loads_nobody(tmp_path: Path) -> None:
    """Half of a working day from 08:00: 240 working minutes, over lunch, so 14:00; two at once do not wait.

    The role then has no use that could be given, but a reason, and none of its work is known.
    """
    steps = {"check": {"title": "Check", "role": "clerk", "allowance": "1 working day", "end": "completed"}}
    place = office(
        {"clerks": post("clerk")},
        DAYTIME,
        "vn",
        allowance_use={"min": "50 %", "usual": "50 %", "max": "50 %", "source": "estimated"},
    )
    found = operation(tmp_path, place, procedure(steps, demand=at_minute(480, each=2)))
    result = simulate(found, ONCE)
    assert result.procedures["P"].lead_time.wall.mean.value == exactly(240 + 120)
    assert result.procedures["P"].waiting["allowance"].value is not None
    assert result.procedures["P"].waiting["queue"].value in (0, None)
    role = result.roles["clerk"]
    assert role.utilisation.value is None
    assert role.utilisation.reason is not None
    assert role.coverage.value == 0
    assert any("50" in each.render("en") for each in result.assumptions)


def test_a_role_of_which_half_the_work_is_known_says_so(tmp_path: Path) -> None:
    """One step with its work, one with an allowance alone: the role's coverage is one half."""
    steps = {
        "check": {"title": "Check", "role": "clerk", "allowance": "1 working day", "next": "sign"},
        "sign": {"title": "Sign", "role": "clerk", "work": "5 min", "end": "completed"},
    }
    result = simulate(operation(tmp_path, daytime(), procedure(steps, demand=at_minute(480))), ONCE)
    assert result.roles["clerk"].coverage.value == approx(0.5)
    assert result.roles["clerk"].utilisation.value is None


def test_the_time_of_the_applicant_before_the_office_has_the_dossier_is_not_lead_time(tmp_path: Path) -> None:
    """Preparing takes the applicant two hours and a visit; the lead time is the ten minutes of the office."""
    steps = {
        "prepare": {"title": "Prepare", "actor": "applicant", "work": "2 hours", "visits": 1, "next": "receive"},
        "receive": {"title": "Receive", "role": "clerk", "work": "10 min", "end": "completed"},
    }
    found = simulate(operation(tmp_path, daytime(), procedure(steps, demand=at_minute(480))), ONCE).procedures["P"]
    assert found.lead_time.wall.mean.value == exactly(10)
    assert found.journey.visits.value == exactly(1)


def test_the_wait_of_a_step_passes_before_its_work(tmp_path: Path) -> None:
    """Thirty minutes of wait, then ten of work: begun 30 minutes after it came, done after 40."""
    steps = {"work": {"title": "Work", "role": "clerk", "wait": "30 min", "work": "10 min", "end": "completed"}}
    found = operation(tmp_path, daytime(), procedure(steps, demand=at_minute(480)))
    result = simulate(found, ONCE).procedures["P"]
    assert result.lead_time.wall.mean.value == exactly(40)
    assert result.work_time.mean.value == exactly(10)
    assert result.waiting["wait"].value == exactly(30)
    begun = [time_of(visit.start) for visit in tell(found, ONCE).of("work")]
    assert all(minute == approx(511, abs=1) for minute in begun)


@pytest.mark.parametrize("actor", ["applicant", "agency", "system"])
def test_what_others_take_is_time_and_nobodys_work(actor: str, tmp_path: Path) -> None:
    """A calendar day at the applicant's, an agency or a system: a day on the wall, under its own cause."""
    steps = {
        "receive": {"title": "Receive", "role": "clerk", "work": "10 min", "next": "other"},
        "other": {"title": "Other", "actor": actor, "wait": "1 calendar day", "next": "sign"},
        "sign": {"title": "Sign", "role": "clerk", "work": "10 min", "end": "completed"},
    }
    found = procedure(steps, demand=at_minute(480, weekdays={"mon": 1, "tue": 1, "wed": 1, "thu": 1}))
    found["demand"]["gap"] = "599 min"
    result = simulate(operation(tmp_path, daytime(), found), ONCE).procedures["P"]
    assert result.lead_time.wall.mean.value == exactly(1440 + 20)
    assert result.work_time.mean.value == exactly(20)
    assert result.waiting[actor].value == exactly(1440)


def test_every_minute_of_the_lead_time_has_a_cause(tmp_path: Path) -> None:
    """Work, other work, queue, closed hours, batches, others: along the steps that decide, they add up to it."""
    steps = {
        "receive": {"title": "Receive", "role": "clerk", "work": "5..25 min", "next": "split"},
        "split": {"title": "Split", "actor": "system", "work": "0 min", "parallel": ["one", "two", "three"]},
        "one": {"title": "One", "role": "clerk", "work": "60..300 min", "next": "meet"},
        "two": {"title": "Two", "actor": "agency", "wait": "1..3 working days", "next": "meet"},
        "three": {"title": "Three", "role": "clerk", "allowance": "1 working day", "next": "meet"},
        "meet": {
            "title": "Meet",
            "role": "clerk",
            "join": "all",
            "work": "10 min",
            "next": [{"to": "ask", "share": "30 %", "at_most": 2, "at_bound": "sign"}, {"to": "sign", "share": "70 %"}],
        },
        "ask": {"title": "Ask", "actor": "applicant", "wait": "1..4 calendar days", "next": "receive"},
        "sign": {"title": "Sign", "role": "clerk", "work": "5 min", "batch": {"at": ["16:00"]}, "end": "completed"},
    }
    place = daytime(people=3, share="50 %")
    plan = Plan(seed=21, replications=3, start=MONDAY, days=28)
    result = simulate(operation(tmp_path, place, procedure(steps, gap="150 min")), plan).procedures["P"]
    causes = {name: figure.value for name, figure in result.waiting.items() if name != "rework"}
    assert all(value is not None and value >= 0 for value in causes.values())
    assert all(causes[name] for name in ("work", "other_work", "queue", "off_hours", "batch", "agency", "applicant"))
    total = sum(value for value in causes.values() if value is not None)
    assert total == approx(result.lead_time.wall.mean.value, rel=1e-9)
    shares = [step.share.value or 0 for step in result.steps.values()]
    assert sum(shares) == approx(1, rel=1e-9)


@pytest.mark.parametrize(("tickets", "minutes"), [(True, 60 + 59.5 / 2), (False, 60)])
def test_applicants_stand_in_the_line_of_a_counter_with_tickets(tickets: bool, minutes: float, tmp_path: Path) -> None:
    """Two come at eight, an hour of work each: with tickets the second one stands there meanwhile."""
    counters = {"window": {"title": "Window", "tickets": tickets}}
    place = office({"clerks": post("clerk")}, DAYTIME, "vn", counters=counters)
    kind = one_step("60 min", demand=at_minute(480, each=2), step={"counter": "window"})
    found = simulate(operation(tmp_path, place, kind), ONCE).procedures["P"]
    assert found.journey.hours.value == approx(minutes / 60, abs=0.01)
    assert found.journey.counters.value == 1


def test_dossiers_come_to_a_counter_while_that_is_open(tmp_path: Path) -> None:
    """A counter open on Saturday mornings only receives all dossiers then, and its people work then."""
    counters = {"window": {"title": "Window", "hours": {"sat": ["08:00..11:00"]}}}
    there = post("clerk", hours={"sat": ["08:00..11:00"]})
    place = office({"clerks": there}, DAYTIME, "vn", counters=counters)
    kind = one_step("5 min", gap="240 min", step={"counter": "window"})
    visits = week(tmp_path, place, kind, plan=Plan(seed=4, replications=1, start=MONDAY, days=28)).of("work")
    assert len(visits) > 10
    assert {visit.joined % (7 * DAY) // DAY for visit in visits} == {5}
    assert {visit.start % (7 * DAY) // DAY for visit in visits if visit.start is not None} == {5}
    assert all(480 <= time_of(visit.joined) <= 660 for visit in visits)


def test_what_applicants_do_before_the_office_is_counted_by_their_channel(tmp_path: Path) -> None:
    """A quarter goes there, three quarters send: a trip is asked of a quarter, and of nobody once it is left out."""
    steps = {
        "prepare": {
            "title": "Prepare",
            "actor": "applicant",
            "next": [{"to": "go", "channels": ["counter"]}, {"to": "send", "channels": ["online"]}],
        },
        "go": {"title": "Go there", "actor": "applicant", "visits": 1, "next": "work"},
        "send": {"title": "Send", "actor": "applicant", "next": "work"},
        "work": {"title": "Work", "role": "clerk", "work": "5 min", "end": "completed"},
    }
    demand = {"channels": {"counter": "25 %", "online": "75 %"}}
    made = operation(
        tmp_path, daytime(), procedure(steps, gap="2 hours", channels=["counter", "online"], demand=demand)
    )
    plan = Plan(replications=2, cases=100)
    assert simulate(made, plan).procedures["P"].journey.visits.value == approx(0.25)
    without = replace(made, removed={"P": frozenset({"go"})})
    assert simulate(without, plan).procedures["P"].journey.visits.value == 0.0
