"""Who is there to work: people by post and role, when they come and when they are away."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from math import sqrt
from pathlib import Path

import pytest
from procedures import read_office

from isoqms.problem import Position
from isoqms.simulate.staff import Employer, Need, Staff, staff
from isoqms.simulate.timelines import DAY, STEADY, WEEK, Axis, Timeline, union
from isoqms.source import read_source
from isoqms.worktime import Calendar

CALENDARS = Path(__file__).parent.parent / "processes" / "calendars"
VN = Calendar.from_data(read_source(CALENDARS / "vn.yaml", "vn").data)
MARCH = Axis(date(2026, 3, 2), 28)  # four weeks without holidays
HERE = Position("p.yaml", 12, 3)
OFFICES = """
default_office: o
offices:
  o:
    title: Office
    calendar: vn
    day_length: 8 hours
    hours: &day {mon: &h ["08:00..12:00", "13:00..17:00"], tue: *h, wed: *h, thu: *h, fri: *h, sat: ["08:00..12:00"]}
    units:
      desk: {title: Desk, hours: {mon: ["07:00..11:00"], sat: ["08:00..10:00"]}}
  far: {title: Far, calendar: vn, day_length: 8 hours, hours: {tue: ["08:00..12:00"]}}
roles:
  clerk: {title: Clerk}
  head: {title: Head}
posts:
"""


def employer(posts: str, name: str = "", offices: str = OFFICES) -> Employer:
    organisation = read_office(offices + posts)
    return Employer(organisation, dict.fromkeys(organisation.offices, VN), name)


def of(posts: str, *roles: str, axis: Axis = STEADY) -> Staff:
    return staff([employer(posts)], [Need(0, role, HERE, "a") for role in roles or ("clerk", "head")], axis)


def told(found: Staff) -> list[tuple[str, str]]:
    return [(problem.rule, problem.message.render("en")) for problem in found.problems]


def lines(found: Staff, post: str) -> list[Timeline]:
    """When each person of a post is there, person by person."""
    pools = [pool for pool in found.pools if pool.post == post]
    return [line for _, line in sorted((n, found.timelines[pool.timeline]) for pool in pools for n in pool.persons)]


def test_people_fill_roles():
    """People of one post are one pool; who can do little else is preferred, then the order of ids decides."""
    found = of(
        """
          b: {title: B, roles: [clerk], head_count: 3}
          a: {title: A, roles: [clerk, head], head_count: 2}
          c: {title: C, roles: [clerk]}
        """
    )
    assert [(pool.post, pool.people, pool.stretch, pool.roles) for pool in found.pools] == [
        ("a", 2, 1.0, (0, 1)),
        ("b", 3, 1.0, (0,)),
        ("c", 1, 1.0, (0,)),
    ]
    assert [(role.id, role.title.render("en"), role.pools, role.timeline) for role in found.roles] == [
        ("clerk", "Clerk", (1, 2, 0), 0),
        ("head", "Head", (0,), 0),
    ]
    assert len(found.timelines) == 1
    assert not found.problems


def test_roles_nobody_needs_count_for_nothing():
    """Only roles of the steps that are simulated make somebody less free; a post without any is left out."""
    posts = """
      a: {title: A, roles: [head, clerk]}
      b: {title: B, roles: [clerk]}
      c: {title: C, roles: [head]}
    """
    found = of(posts, "clerk")
    assert [(pool.post, pool.roles) for pool in found.pools] == [("a", (0,)), ("b", (0,))]
    assert found.roles[0].pools == (0, 1)


def test_the_order_of_the_file_does_not_matter():
    """The same posts written in another order are the same staff."""
    posts = [
        "  a: {title: A, roles: [clerk]}\n",
        "  b: {title: B, roles: [head, clerk]}\n",
        "  c: {title: C, roles: [head]}\n",
    ]
    one, other = of("".join(posts)), of("".join(reversed(posts)), "head", "clerk")
    assert (one.pools, one.roles, one.timelines) == (other.pools, other.roles, other.timelines)


def test_parts_of_people():
    """One and a half people are one and another at half time; a share of the time stretches what each does."""
    found = of(
        """
          a: {title: A, roles: [clerk], head_count: 1.5}
          b: {title: B, roles: [head], head_count: 2.5, share: 40 %}
        """
    )
    assert [(pool.post, pool.persons, pool.stretch) for pool in found.pools] == [
        ("a", (0,), 1.0),
        ("a", (1,), 2.0),
        ("b", (0, 1), 2.5),
        ("b", (2,), 5.0),
    ]
    week = 5 * 480 / WEEK
    assert found.presence_per_minute([0]) == pytest.approx(2 * week)
    assert found.work_per_minute([0]) == pytest.approx(1.5 * week)
    assert found.work_per_minute([1]) == pytest.approx(2.5 * 0.4 * week)
    assert found.presence_per_minute([0, 1]) == pytest.approx(5 * week)


def test_hours_are_the_nearest_ones():
    """Hours of the post come before those of its unit and of its office; own hours also hold on a Saturday."""
    found = of(
        """
          a: {title: A, roles: [clerk], unit: desk, hours: {sun: ["10:00..11:00"]}}
          b: {title: B, roles: [clerk], unit: desk}
          c: {title: C, roles: [clerk]}
          d: {title: D, roles: [clerk], office: far}
        """,
        "clerk",
    )
    assert [lines(found, post)[0].open_minutes(0, WEEK) for post in "abcd"] == [60, 240 + 120, 5 * 480, 240]
    assert found.timelines[found.roles[0].timeline] == union(*(lines(found, post)[0] for post in "abcd"))
    assert found.presence_per_minute([0]) == pytest.approx((60 + 360 + 2400 + 240) / WEEK)
    assert found.presence_per_minute([0], 0.0, DAY) == pytest.approx((240 + 480) / DAY)


def test_roles_tell_the_office():
    """A post that names no office is at the office of its roles."""
    organisation = read_office(
        OFFICES.replace("{title: Clerk}", "{title: Clerk, office: far}") + "  a: {title: A, roles: [clerk]}"
    )
    found = staff([Employer(organisation, {})], [Need(0, "clerk", HERE)], STEADY)
    assert lines(found, "a")[0].open_days() == (1,)


@pytest.mark.parametrize(
    ("posts", "message"),
    [
        ("  a: {title: A, roles: [clerk]}", "nobody fills the role Head: no post has it"),
        (
            "  a: {title: A, roles: [clerk]}\n  b: {title: B, roles: [head], head_count: 0}",
            "nobody fills the role Head: there are no people at B",
        ),
        (
            "  a: {title: A, roles: [clerk]}\n  b: {title: B, roles: [head], vacant_since: 2026-03-01}",
            "nobody fills the role Head: there are no people at B",
        ),
        (
            "  a: {title: A, roles: [clerk]}\n  b: {title: B, roles: [head], share: 0 %}",
            "nobody fills the role Head: there are no people at B",
        ),
    ],
)
@pytest.mark.parametrize("axis", [STEADY, MARCH])
def test_a_role_nobody_fills(posts: str, message: str, axis: Axis):
    """A role without people is told at the first step that needs it; the other roles are there."""
    found = of(posts, axis=axis)
    assert told(found) == [("simulate/role-unfilled", message)]
    assert [(problem.at, problem.subject) for problem in found.problems] == [(HERE, "a")]
    assert [role.timeline for role in found.roles] == [0, -1]


@pytest.mark.parametrize(
    ("posts", "rule", "message"),
    [
        (
            "  a: {title: A, roles: [clerk], office: x}",
            "simulate/no-office",
            "it is not known at which office the post A is",
        ),
        (
            "  a: {title: A, roles: [clerk], head_count: 20000}",
            "simulate/head-count",
            "the post A cannot be held by 20000 people",
        ),
    ],
)
def test_posts_that_make_no_sense(posts: str, rule: str, message: str):
    """What is wrong with a post is told at the post, once: that its role is not filled goes without saying."""
    found = of(posts, "clerk")
    assert told(found) == [(rule, message)]
    assert found.problems[0].at == Position("organisation.yaml", 16, 3)


def test_nobody_is_ever_there():
    """Hours on days the office never works leave nobody to work: the post is told, in either regime."""
    sunday = OFFICES.replace("hours: {tue", "hours: {sun")
    one = employer("  a: {title: A, roles: [clerk], office: far}", offices=sunday)
    for axis in (STEADY, MARCH):
        found = staff([one], [Need(0, "clerk", HERE)], axis)
        assert told(found) == [("simulate/never-open", "the post A has no hours at which anybody is there")]


def test_days_with_dates_need_a_calendar():
    """Without its calendar nobody knows when an office works; a week that repeats does without."""
    one = replace(employer("  a: {title: A, roles: [clerk]}"), calendars={})
    assert told(staff([one], [Need(0, "clerk", HERE)], MARCH)) == [
        ("simulate/no-calendar", "the calendar of Office is not known")
    ]
    assert lines(staff([one], [Need(0, "clerk", HERE)], STEADY), "a")[0].open_minutes(0, WEEK) == 5 * 480 + 240


def test_two_organisations_with_the_same_names():
    """The roles of two offices stay apart, however alike they are called."""
    both = [
        employer("  a: {title: A, roles: [clerk]}", "one"),
        employer("  a: {title: A, roles: [clerk], head_count: 2}", "two"),
    ]
    found = staff(both, [Need(number, "clerk", HERE) for number in (1, 0, 1)], STEADY)
    assert [(role.key, [found.pools[n].people for n in role.pools]) for role in found.roles] == [
        ((0, "clerk"), [1]),
        ((1, "clerk"), [2]),
    ]


ABSENT = """
  a:
    title: A
    roles: [clerk]
    head_count: 3
    absences:
      - {from: 2026-03-03, to: 2026-03-06}
      - {from: 2026-03-05, to: 2026-03-09}
      - {from: 2026-03-05, to: 2026-03-05, people: 3}
      - {from: 2026-04-20, to: 2026-05-20}
  b: {title: B, roles: [head], vacant_since: 2026-03-18}
"""


def test_absences_with_dates():
    """Absences at the same time fall to different people; from a vacancy on nobody is there."""
    found = of(ABSENT, axis=MARCH)
    away = [set(range(28)) - set(line.open_days()) - {5, 6, 12, 13, 19, 20, 26, 27} for line in lines(found, "a")]
    assert away == [{1, 2, 3, 4}, {3, 4, 7}, {3}]
    assert [line.open_days()[-1] for line in lines(found, "b")] == [15]
    assert found.presence_per_minute([0]) == pytest.approx((3 * 20 - 8) * 480 / (28 * DAY))
    assert found.for_replication(1, 1) is found
    assert not found.assumptions


def test_absences_without_a_calendar_of_dates():
    """A week that repeats has no dates: what it leaves out is said."""
    found = of(ABSENT + "  c: {title: C, roles: [head]}\n")
    assert [pool.people for pool in found.pools] == [3, 1]
    assert [message.render("en") for message in found.assumptions] == [
        "absences with dates are left out, for the week has none: A",
        "posts with a date of vacancy are taken as vacant: B",
    ]


RANDOM = """
  a: {title: A, roles: [clerk], head_count: 4, absent_share: 20 %}
  b: {title: B, roles: [clerk, head], absent_share: 20 %}
  c: {title: C, roles: [head]}
"""


@pytest.mark.parametrize("axis", [STEADY, MARCH])
def test_absences_by_chance_cost_their_share(axis: Axis):
    """Over many replications people are away on exactly their share of the days, within three standard errors."""
    found = of(RANDOM, axis=axis)
    assert found.presence_per_minute([0, 1]) == pytest.approx((5 * 0.8 + 1) * 2400 / WEEK)
    runs = [found.for_replication(7, number) for number in range(40 if axis.steady else 400)]
    days = 5 * 5 * (52 if axis.steady else 4) * len(runs)
    mean = sum(run.presence_per_minute([0, 1]) for run in runs) / len(runs) * WEEK / 2400 - 1
    assert mean / 5 == pytest.approx(0.8, abs=3 * sqrt(0.2 * 0.8 / days))
    assert all(
        run.presence_per_minute([0]) == run.presence_per_minute([0], 0.0, 8 * run.axis.end * 91)
        for run in runs[:1]
        if axis.steady
    )


def test_each_is_away_on_days_of_his_own():
    """People of one post, in another replication and those of another office are away on other days."""
    found = of(RANDOM, axis=MARCH)
    first, again, other = (found.for_replication(7, number) for number in (0, 0, 1))
    assert first == again
    assert first != other != found.for_replication(8, 1)
    here = lines(first, "a")
    assert len({*here, *lines(other, "a"), *lines(first, "b")}) == 9
    both = [employer(RANDOM, name) for name in ("one", "two")]
    two = staff(both, [Need(number, "clerk", HERE) for number in (0, 1)], MARCH).for_replication(7, 0)
    assert len({two.timelines[pool.timeline] for pool in two.pools}) == 10
    assert [role.people for role in first.pools if role.post == "c"] == [1]


def test_a_day_is_the_same_however_long_the_run():
    """A person is away on the same dates when the run begins earlier or ends later."""
    longer = Axis(MARCH.origin - timedelta(days=14), 56) if MARCH.origin else MARCH
    short, long = (of(RANDOM, axis=axis).for_replication(3, 5) for axis in (MARCH, longer))
    for one, other in zip(lines(short, "a"), lines(long, "a"), strict=True):
        assert one.open_days() == tuple(day - 14 for day in other.open_days() if 14 <= day < 42)


def test_the_repeating_week_becomes_a_year():
    """By chance people are away on some days of 52 weeks, which then repeat; who never is keeps the week."""
    found = of(RANDOM).for_replication(1, 0)
    assert {line.period for line in found.timelines} == {WEEK, 52 * WEEK}
    assert found.timelines[found.roles[0].timeline].period == 52 * WEEK
    assert found.roles[1].pools[0] == [pool.post for pool in found.pools].index("c")


def test_nobody_is_away_for_ever():
    """However often somebody is away, one day is left; who is away on all days is not there at all."""
    found = of("  a: {title: A, roles: [clerk], absent_share: 99.9999 %}\n", "clerk").for_replication(1, 0)
    assert [line.open_days() for line in found.timelines] == [(51 * 7 + 4,)]
    assert told(of("  a: {title: A, roles: [clerk], absent_share: 100 %}\n", "clerk"))[0][0] == "simulate/role-unfilled"
