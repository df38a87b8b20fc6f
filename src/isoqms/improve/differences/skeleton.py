"""The courses a procedure takes before and after a cut, each with the steps of the other in their places.

A step that is only before or only after, and has one way on, lies in both courses; where it is not done, dossiers pass
it over. So it can be taken out or put in by itself. Everything else in which the courses differ goes together.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from isoqms.improve.differences.matching import Match
from isoqms.improve.differences.ways import inserted, is_simple, leading, led, past, targets
from isoqms.procedure import Procedure, Step

Steps: TypeAlias = dict[str, Step]


@dataclass(frozen=True, slots=True)
class Course:
    """The steps of a procedure with the ways between them, and where a dossier begins."""

    start: str
    steps: Mapping[str, Step]


@dataclass(frozen=True, slots=True)
class Skeleton:
    """The courses before and after, by the ids of before, and the steps that are only in one of them.

    Those in `removed` and `added` lie in both courses and can be passed over one by one. `differing` are the steps at
    which the courses part for other reasons; without any, and with the same kinds of dossiers, there is no course
    `after`: the one before serves for both. `then` are all steps as they are after, by the ids of before.
    """

    before: Course
    after: Course | None
    removed: tuple[str, ...]
    added: tuple[str, ...]
    differing: tuple[str, ...]
    then: Mapping[str, Step]
    kinds_differ: bool = False


def skeleton(before: Procedure, after: Procedure, matches: Sequence[Match]) -> Skeleton:
    """Return the courses of two versions, laid over one another."""
    then, first = _renamed(before, after, matches)
    kinds_differ = bool(before.variants and after.variants and before.variants.keys() != after.variants.keys())
    old, new = Course(before.first, before.steps), Course(first, _carried(then, before.steps, kinds_differ))
    gone, come = [id_ for id_ in old.steps if id_ not in then], [id_ for id_ in then if id_ not in old.steps]
    removed, added = [[id_ for id_ in ids if is_simple(steps[id_])] for ids, steps in ((gone, old.steps), (come, then))]
    differing = _differing(old, new, removed, added)
    one, here = _with(old, new, added, removed)
    other, there = _with(new, old, removed, added)
    both = [id_ for id_ in removed if id_ in there], [id_ for id_ in added if id_ in here]
    differing += [id_ for id_ in (*gone, *come) if id_ not in both[0] and id_ not in both[1]]
    course = other if differing or kinds_differ else None
    return Skeleton(one, course, tuple(both[0]), tuple(both[1]), tuple(differing), then, kinds_differ)


def _renamed(before: Procedure, after: Procedure, matches: Sequence[Match]) -> tuple[Steps, str]:
    """Return the steps after by the ids of before, and the first of them; a new step may not bear an old id."""
    ids = {match.after.id: match.before.id for match in matches}
    for id_ in after.steps:
        if id_ not in ids:
            ids[id_] = id_ if id_ not in before.steps else f"{id_}-new"
    steps = {
        ids[id_]: replace(led(step, lambda each: ids.get(each, each)), id=ids[id_]) for id_, step in after.steps.items()
    }
    return steps, ids[after.first]


def _carried(then: Steps, old: Mapping[str, Step], kinds: bool) -> Steps:
    """Return the steps after with their ways on, and with what they say of `kinds` of dossiers, else as before."""
    ways = ("next", "parallel", "join", "end", "hands_over_to", *(("variants", "in_variant") if kinds else ()))
    return {
        id_: replace(old[id_], **{name: getattr(step, name) for name in ways}) if id_ in old else step
        for id_, step in then.items()
    }


def _differing(old: Course, new: Course, removed: Collection[str], added: Collection[str]) -> list[str]:
    """Return the steps of both courses whose ways lead elsewhere, steps in only one of them left out."""
    found = [
        id_
        for id_, step in old.steps.items()
        if id_ in new.steps
        and (_ways(step, old, removed) != _ways(new.steps[id_], new, added) or _parts(new.steps[id_], new, added))
    ]
    begins = past(old.start, old.steps, removed), past(new.start, new.steps, added)
    return found if begins[0] == begins[1] else list(dict.fromkeys((*found, begins[1])))


def _parts(step: Step, course: Course, added: Collection[str]) -> bool:
    """Say whether ways part here only to take different steps that are added: one after the other they are not done."""
    return len({past(place, course.steps, added) for place in targets(step)}) < len(targets(step))


def _ways(step: Step, course: Course, left_out: Collection[str]) -> object:
    """Return where a step leads and for whom, without the steps left out."""
    places = {past(place, course.steps, left_out) for place in targets(step)}
    if step.parallel or len(places) < 2:
        return bool(step.parallel), step.join, frozenset(places)
    ways = ((past(way.leads_to, course.steps, left_out), way.variants, way.channels) for way in step.next)
    return False, step.join, frozenset((place, frozenset(kinds), frozenset(by)) for place, kinds, by in ways)


def _with(base: Course, donor: Course, extra: Collection[str], passable: Collection[str]) -> tuple[Course, list[str]]:
    """Return a course with the steps of another put into it, and which of them found a place."""
    front = _front(donor, extra)
    steps, placed = dict(base.steps), list(front)
    for id_, following in zip(front, [*front[1:], base.start], strict=False):
        steps[id_] = leading(donor.steps[id_], following)
    for id_ in (each for each in donor.steps if each in extra and each not in front):
        goal = past(id_, donor.steps, extra)
        step = leading(donor.steps[id_], goal)
        made = inserted(steps, step, _leading_to(id_, donor.steps, steps), passable)
        if made is None and all(each in extra for each in _leading_to(goal, donor.steps, donor.steps)):
            made = inserted(steps, step, _leading_to(goal, steps, steps), passable)  # nobody comes there without it
        if made is not None:
            steps, placed = made, [*placed, id_]
    return Course(front[0] if front else base.start, steps), placed


def _leading_to(place: str, steps: Mapping[str, Step], known: Collection[str]) -> list[str]:
    """Return those of the steps known that lead to a place."""
    return [id_ for id_, step in steps.items() if place in targets(step) and id_ in known]


def _front(course: Course, extra: Collection[str]) -> list[str]:
    """Return those of the steps `extra` with which a course begins."""
    front, place = [], course.start
    while place in extra and place not in front:
        front.append(place)
        [place] = targets(course.steps[place])
    return front
