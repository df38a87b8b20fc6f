"""The people of a run: pools of equals who are there at the same times, and the roles they fill."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from math import inf, isfinite
from typing import Final, TypeAlias

from isoqms.problem import Ground, Position, Problem, Severity
from isoqms.procedure import Absence, Office, Organisation, Post
from isoqms.simulate.chance import key, mixed, uniform_of
from isoqms.simulate.timelines import Axis, Daily, Timeline, repeated, timeline, union, without
from isoqms.words import Message, Text
from isoqms.worktime import Calendar, WorkingHours, hours_faults

CYCLE_WEEKS: Final = 52
"""In a week that repeats, absences by chance are drawn for so many weeks, which then repeat."""
_MOST_PEOPLE: Final = 10_000
_HALVES: Final = Fraction(1, 1000)
"""A part of a person smaller than this is a number that was rounded."""


@dataclass(frozen=True, slots=True)
class Employer:
    """An organisation with the calendars its offices count by, and the name by which its people enter keys of chance.

    Two organisations with equal posts need different names, or their people would be away on the same days.
    """

    organisation: Organisation
    calendars: Mapping[str, Calendar]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Need:
    """A role that somebody must fill: of which employer, and the first step that needs it."""

    employer: int
    role: str
    at: Position
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Pool:
    """People of one post who are there at the same times.

    `persons` are their numbers within the post; `stretch` is how many minutes of being there a minute of work takes;
    `roles` and `timeline` are numbers within the staff. `absent_share` is left to be drawn for each replication.
    """

    employer: int
    post: str
    persons: tuple[int, ...]
    stretch: float
    roles: tuple[int, ...]
    timeline: int = 0
    absent_share: float = 0.0

    @property
    def people(self) -> int:
        """How many they are."""
        return len(self.persons)


@dataclass(frozen=True, slots=True)
class StaffRole:
    """A role, the pools that fill it in order of preference, and when any of their people is there.

    Those who can do least else come first. A role that nobody fills has no pools and the timeline -1.
    """

    employer: int
    id: str
    title: Text
    pools: tuple[int, ...] = ()
    timeline: int = -1

    @property
    def key(self) -> tuple[int, str]:
        """What tells it from the role of another organisation."""
        return self.employer, self.id


_Placed: TypeAlias = tuple[Pool, Timeline]


@dataclass(frozen=True, slots=True)
class Staff:
    """Everybody who works in a run.

    `problems` keep it from being run; `assumptions` say what was taken for granted.
    """

    axis: Axis
    names: tuple[str, ...]
    pools: tuple[Pool, ...]
    roles: tuple[StaffRole, ...]
    timelines: tuple[Timeline, ...]
    problems: tuple[Problem, ...] = ()
    assumptions: tuple[Message, ...] = ()

    def for_replication(self, seed: int, replication: int) -> Staff:
        """Return the staff of one replication: people who are away by chance are away on days of their own.

        Whether a person is away on a day depends on the post, the person, the date, the seed and the replication
        alone. A week that repeats is written out for 52 weeks, which then repeat. Nobody is away on every day.
        """
        if not any(pool.absent_share for pool in self.pools):
            return self
        placed: list[_Placed] = []
        daily = {line: self._daily(line) for line in {pool.timeline for pool in self.pools if pool.absent_share}}
        first = 0 if self.axis.origin is None else self.axis.origin.toordinal()
        for pool in self.pools:
            if pool.absent_share:
                run = mixed(seed, replication, key("absence", self.names[pool.employer], pool.post))
                placed += _drawn(pool, daily[pool.timeline], first, run)
            else:
                placed.append((pool, self.timelines[pool.timeline]))
        return _assembled(self, placed)

    def _daily(self, line: int) -> Daily:
        """Return the days on which people may be away by chance."""
        return Daily.of(repeated(self.timelines[line], CYCLE_WEEKS) if self.axis.steady else self.timelines[line])

    def presence_per_minute(self, roles: Iterable[int], first: float = 0.0, last: float | None = None) -> float:
        """Return how many people who fill at least one of these roles are there on average, from `first` to `last`.

        Absences by chance are taken off by their share; without `last`, everything listed is meant.
        """
        return sum(part for part, _ in self._present(roles, first, last))

    def work_per_minute(self, roles: Iterable[int], first: float = 0.0, last: float | None = None) -> float:
        """Return how many minutes of work those people can do in a minute of the calendar; the rest as for presence."""
        return sum(part / pool.stretch for part, pool in self._present(roles, first, last))

    def _present(self, roles: Iterable[int], first: float, last: float | None) -> Iterator[tuple[float, Pool]]:
        wanted = frozenset(roles)
        for pool in self.pools:
            if not wanted.isdisjoint(pool.roles):
                line = self.timelines[pool.timeline]
                until = last if last is not None else self.axis.end if line.period == inf else line.period
                share = line.open_minutes(first, until) / (until - first)
                yield pool.people * share * (1.0 - pool.absent_share), pool


def staff(employers: Sequence[Employer], needs: Iterable[Need], axis: Axis) -> Staff:
    """Return the people who fill the roles needed.

    In a week that repeats absences with dates do not apply, and a post with a date of vacancy is vacant.

    Args:
        employers: the organisations.
        needs: the roles; the first need of a role is where a problem with it is told.
        axis: the days of the run.

    Raises:
        CalendarEndsError: a calendar does not cover the days of the axis.
    """
    wanted: dict[tuple[int, str], Need] = {}
    for need in needs:
        wanted.setdefault((need.employer, need.role), need)
    ordered = sorted(wanted)
    roles = tuple(StaffRole(number, id_, _title(employers[number].organisation, id_)) for number, id_ in ordered)
    hiring = _Hiring(employers, {each: number for number, each in enumerate(ordered)}, axis)
    placed = [pool for number in range(len(employers)) for pool in hiring.of_employer(number)]
    filled = _assembled(Staff(axis, tuple(each.name for each in employers), (), roles, ()), placed)
    unfilled = [role for role in filled.roles if not role.pools and role.key not in hiring.doubtful]
    problems = [*hiring.problems, *(_unfilled(role, wanted[role.key], employers) for role in unfilled)]
    return replace(filled, problems=tuple(problems), assumptions=tuple(hiring.assumptions()))


def _title(organisation: Organisation, role: str) -> Text:
    known = organisation.roles.get(role)
    return known.title if known else Text.of(role)


@dataclass(slots=True)
class _Hiring:
    """The posts being read: which roles are needed, and what was found on the way."""

    employers: Sequence[Employer]
    numbers: Mapping[tuple[int, str], int]
    axis: Axis
    problems: list[Problem] = field(default_factory=list)
    doubtful: set[tuple[int, str]] = field(default_factory=set)
    """Roles of posts something is wrong with: that nobody fills them is no news."""
    vacant: list[Text] = field(default_factory=list)
    away: list[Text] = field(default_factory=list)

    def of_employer(self, number: int) -> Iterator[_Placed]:
        """Yield the pools of one organisation, post by post in the order of their ids."""
        for id_, post in sorted(self.employers[number].organisation.posts.items()):
            roles = [(number, role) for role in dict.fromkeys(post.roles) if (number, role) in self.numbers]
            problem = self._problem(number, id_, post) if roles else None
            if problem:
                self.problems.append(problem)
                self.doubtful.update(roles)
            elif roles:
                pool = Pool(number, id_, (), 1.0, tuple(sorted(self.numbers[role] for role in roles)))
                yield from self._people(pool, post)

    def assumptions(self) -> Iterator[Message]:
        """Yield what the repeating week takes for granted of posts."""
        if self.away:
            yield Message("absences with dates are left out, for the week has none: {posts}", posts=self.away)
        if self.vacant:
            yield Message("posts with a date of vacancy are taken as vacant: {posts}", posts=self.vacant)

    def _problem(self, number: int, id_: str, post: Post) -> Problem | None:
        if not isfinite(post.head_count) or not 0 <= post.head_count <= _MOST_PEOPLE:
            message = Message(
                "the post {post} cannot be held by {count} people", post=post.title, count=post.head_count
            )
            return _error(post.at, "head-count", message, Message("write how many people hold the post"), id_)
        place = _office(self.employers[number].organisation, post)
        if place is None:
            message = Message("it is not known at which office the post {post} is", post=post.title)
            return _error(post.at, "no-office", message, Message("name the office of the post"), id_)
        if not self.axis.steady and place[0] not in self.employers[number].calendars:
            message = Message("the calendar of {office} is not known", office=place[1].title)
            return _error(place[1].at, "no-calendar", message, Message("name a calendar that can be read"), id_)
        for absence in post.absences:
            if absence.people > len(_holders(post)) > 0:
                message = Message(
                    "{away} people are away of the post {post}; people who hold it: {count}",
                    away=absence.people,
                    post=post.title,
                    count=post.head_count,
                )
                fix = Message("write how many of those who hold the post are away")
                return _error(absence.at, "absence", message, fix, id_)
        if self._present(number, post):
            return None
        message = Message("the post {post} has no hours at which anybody is there", post=post.title)
        fix = Message("give hours to the post, to its unit or to its office")
        return _error(post.at, "never-open", message, fix, id_)

    def _present(self, number: int, post: Post) -> Timeline | None:
        """Return when people of the post are there, were none away: by hours of their own, the unit or the office."""
        id_, office = _office(self.employers[number].organisation, post) or ("", None)
        if office is None:
            return None
        unit = office.units.get(post.unit or "")
        own = post.hours or (unit.hours if unit else None)
        if hours_faults(own or office.hours):
            return None
        hours = WorkingHours.from_data(own or office.hours)
        return timeline(hours, self.employers[number].calendars.get(id_), self.axis, opening=own is not None)

    def _people(self, pool: Pool, post: Post) -> Iterator[_Placed]:
        """Yield the people of a post by what they have in common: their share of time, and the days they are there."""
        here = self._present(pool.employer, post)
        people = _holders(post)
        if here is None or not people or not self._is_held(post):
            return
        gone = self._days_away(post, len(people))
        groups: dict[tuple[float, Timeline], list[int]] = {}
        for number, stretch in enumerate(people):
            line = without(here, gone[number])
            if line:
                groups.setdefault((stretch, line), []).append(number)
        share = float(post.absent_share or 0)
        for (stretch, line), persons in groups.items():
            if share < 1.0:
                yield replace(pool, persons=tuple(persons), stretch=stretch, absent_share=share), line

    def _is_held(self, post: Post) -> bool:
        """Say whether anybody holds the post at the beginning."""
        if post.vacant_since is None:
            return True
        if self.axis.origin is None:
            self.vacant.append(post.title)
            return False
        return post.vacant_since > self.axis.origin

    def _days_away(self, post: Post, people: int) -> list[frozenset[int]]:
        """Return the days on which each person is away by the dates given."""
        origin = self.axis.origin
        if origin is None:
            self.away += [post.title] * bool(post.absences)
            return [frozenset()] * people
        vacant = range(max(0, (post.vacant_since - origin).days), self.axis.days) if post.vacant_since else range(0)
        return [frozenset({*days, *vacant}) for days in _shared_out(post.absences, people, origin, self.axis.days)]


def _office(organisation: Organisation, post: Post) -> tuple[str, Office] | None:
    """Return the office of a post: named by it or by its roles, else the usual one."""
    told = {role.office for id_ in post.roles if (role := organisation.roles.get(id_)) and role.office}
    named = post.office or (told.pop() if len(told) == 1 else None)
    office = organisation.office(named)
    return next(((id_, each) for id_, each in organisation.offices.items() if each is office), None)


def _holders(post: Post) -> list[float]:
    """Return how much longer everything takes each holder of a post; of one and a half people the second gives half."""
    share = Fraction(1) if post.share is None else post.share
    whole, part = divmod(Fraction(str(post.head_count)), 1)
    if not share:
        return []
    return [float(1 / share)] * int(whole) + ([float(1 / (share * part))] if part > _HALVES else [])


def _shared_out(absences: Collection[Absence], people: int, origin: date, days: int) -> list[set[int]]:
    """Return the days on which each person is away; each absence falls to those it takes the most days from."""
    gone: list[set[int]] = [set() for _ in range(people)]
    for absence in sorted(absences, key=lambda each: (each.from_, each.to)):
        first, last = (absence.from_ - origin).days, (absence.to - origin).days
        span = range(max(0, first), min(days, last + 1))
        for number in sorted(range(people), key=lambda each: len(gone[each].intersection(span)))[: absence.people]:
            gone[number].update(span)
    return gone


def _drawn(pool: Pool, here: Daily, first: int, run: int) -> Iterator[_Placed]:
    """Yield the people of a pool by the days on which they are there, those on which they are away being drawn.

    Args:
        pool: the people.
        here: when they would be there.
        first: the number by which the first day enters the keys.
        run: the key of the post in this replication.
    """
    days, share = here.days, pool.absent_share
    groups: dict[tuple[int, ...], list[int]] = {}
    for person in pool.persons:
        own = mixed(run, person)
        away = [day for day in days if uniform_of(own, first + day) < share]
        groups.setdefault(tuple(away[: len(days) - 1]), []).append(person)
    for gone, persons in groups.items():
        yield replace(pool, persons=tuple(persons), absent_share=0.0), here.without(frozenset(gone))


def _assembled(staff: Staff, placed: Sequence[_Placed]) -> Staff:
    """Return a staff with these pools: every timeline once, and every role with its pools in order of preference."""
    lines: dict[Timeline, int] = {}
    pools = tuple(replace(pool, timeline=lines.setdefault(line, len(lines))) for pool, line in placed)
    held = list(lines)
    roles = []
    for number, role in enumerate(staff.roles):
        fill = [index for index, pool in enumerate(pools) if number in pool.roles]
        fill.sort(key=lambda index: (len(pools[index].roles), pools[index].post, pools[index].persons))
        when = sorted({pools[index].timeline for index in fill})
        line = lines.setdefault(union(*(held[each] for each in when)), len(lines)) if when else -1
        roles.append(replace(role, pools=tuple(fill), timeline=line))
    return replace(staff, pools=pools, roles=tuple(roles), timelines=tuple(lines))


def _unfilled(role: StaffRole, need: Need, employers: Sequence[Employer]) -> Problem:
    posts = employers[role.employer].organisation.posts.values()
    titles = [post.title for post in posts if role.id in post.roles]
    if titles:
        message = Message("nobody fills the role {role}: there are no people at {posts}", role=role.title, posts=titles)
    else:
        message = Message("nobody fills the role {role}: no post has it", role=role.title)
    fix = Message("name the role under a post of organisation.yaml that somebody holds")
    return _error(need.at, "role-unfilled", message, fix, need.subject)


def _error(at: Position, rule: str, message: Message, fix: Message, subject: str) -> Problem:
    return Problem(at, f"simulate/{rule}", Severity.ERROR, Ground.FORMAT, message, fix, subject)
