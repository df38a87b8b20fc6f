"""Whatever choices are made, a dossier comes to one proper end: judged rightly, and explained."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from procedures import Block, blocks, of_steps

from isoqms.graph.soundness import Sound, Undecided, Unsound, soundness
from isoqms.graph.tokens import FaultKind

# random procedures take as long as they take; how fast the judging is, benchmarks say
untimed = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])


def faults(steps: str | dict[str, Any], more: str = "", **asked: Any) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return kind, step and other steps of the faults found."""
    result = soundness(of_steps(steps, more), **asked)
    assert isinstance(result, Sound | Unsound)
    found = result.faults if isinstance(result, Unsound) else ()
    return [(fault.kind.value, fault.step, fault.others) for fault in found]


SOUND = {
    "row": "a: {next: b}\nb: {end: completed}",
    "branches that meet": "a: {next: [{to: b}, {to: c}]}\nb: {next: d}\nc: {next: d}\nd: {end: completed}",
    "early end": "a: {next: [{end: refused}, {to: b}]}\nb: {end: completed}",
    "all": "a: {parallel: [b, c]}\nb: {next: d}\nc: {next: d}\nd: {join: all, end: completed}",
    "any": "a: {parallel: [b, c]}\nb: {next: d}\nc: {next: e}\ne: {next: d}\nd: {join: any, end: completed}",
    "alternatives inside a branch": """
        a: {parallel: [b, c]}
        b: {next: [{to: e}, {to: d}]}
        e: {next: d}
        c: {next: d}
        d: {join: all, end: completed}
        """,
    "one join for a split inside a split": """
        a: {parallel: [b, c]}
        b: {parallel: [d, e]}
        c: {next: f}
        d: {next: f}
        e: {next: f}
        f: {join: all, end: completed}
        """,
    "branches that depend on each other": """
        a: {parallel: [b, c]}
        b: {parallel: [d, e]}
        c: {next: e}
        d: {next: f}
        e: {join: all, next: f}
        f: {join: all, end: completed}
        """,
    "a choice after branches have met": """
        a: {parallel: [b, c]}
        b: {next: d}
        c: {next: d}
        d: {join: all, next: [{to: e}, {to: f}]}
        e: {next: g}
        f: {next: g}
        g: {end: completed}
        """,
    "back to a step where branches met": """
        a: {parallel: [b, c]}
        b: {next: d}
        c: {next: d}
        d: {join: all, next: [{to: d, when: {en: again}}, {end: completed}]}
        """,
    "back over the whole split": """
        a: {parallel: [b, c]}
        b: {next: d}
        c: {next: d}
        d: {join: all, next: [{to: a}, {end: completed}]}
        """,
    "a loop given up with its branch": """
        a: {parallel: [b, c]}
        b: {next: e}
        e: {next: [{to: b}, {to: d}]}
        c: {next: d}
        d: {join: any, end: completed}
        """,
    "an exit at the bound": """
        a: {next: [{to: b, at_most: 1, at_bound: d}, {to: c}]}
        b: {next: a}
        c: {end: completed}
        d: {end: refused}
        """,
}


@pytest.mark.parametrize("steps", SOUND.values(), ids=SOUND)
def test_sound_courses(steps):
    """Nothing is objected to where every dossier comes to one proper end."""
    assert faults(steps) == []


UNSOUND = {
    "alternatives joined by all": (
        "a: {next: [{to: b}, {to: c}]}\nb: {next: d}\nc: {next: d}\nd: {join: all, end: completed}",
        [("deadlock", "d", ("c",))],
    ),
    "one branch may not come": (
        """
        a: {parallel: [b, c]}
        b: {next: [{to: d}, {to: e}]}
        c: {next: d}
        d: {join: all, next: f}
        e: {next: f}
        f: {end: completed}
        """,
        [("left_behind", "f", ("d",))],
    ),
    "branches not joined": (
        "a: {parallel: [b, c]}\nb: {next: d}\nc: {next: d}\nd: {end: completed}",
        [("unsynchronised", "d", ("b", "c"))],
    ),
    "a branch ends by itself": (
        "a: {parallel: [b, c]}\nb: {end: completed}\nc: {next: d}\nd: {end: completed}",
        [("left_behind", "b", ("d",))],
    ),
    "a refusal while others go on": (
        """
        a: {parallel: [b, c]}
        b: {next: [{to: d}, {end: refused}]}
        c: {next: d}
        d: {join: all, end: completed}
        """,
        [("left_behind", "b", ("d",))],
    ),
    "back into a branch after the join": (
        """
        a: {parallel: [b, c]}
        b: {next: d}
        c: {next: d}
        d: {join: all, next: [{to: b}, {end: completed}]}
        """,
        [("deadlock", "d", ("c",))],
    ),
    "branches not joined inside a loop": (
        """
        a: {parallel: [b, c]}
        b: {next: e}
        c: {next: d}
        d: {next: [{to: c, at_most: 1, at_bound: e}, {to: e}]}
        e: {next: [{to: a, at_most: 1, at_bound: f}, {to: f}]}
        f: {end: completed}
        """,
        [("unsynchronised", "e", ("b", "d"))],
    ),
    "a circle": ("a: {next: b}\nb: {next: a}", [("never_ends", "a", ())]),
    "nothing at the bound": (
        "a: {next: b}\nb: {next: [{to: a, at_most: 1}]}",
        [("no_way", "b", ())],
    ),
}


@pytest.mark.parametrize(("steps", "expected"), UNSOUND.values(), ids=UNSOUND)
def test_unsound_courses(steps, expected):
    """Each kind of fault is found, at the step where it shows, with the other steps concerned."""
    assert sorted(faults(steps)) == sorted(expected)


def test_a_fault_comes_with_a_way_to_it():
    """The steps before a fault are named in an order in which they can happen, and no more than needed."""
    result = soundness(
        of_steps("""
        a: {next: b}
        b: {next: [{to: c}, {to: d}]}
        c: {next: e}
        d: {next: e}
        e: {join: all, end: completed}
        """)
    )
    assert isinstance(result, Unsound)
    assert [fault.path for fault in result.faults] == [("a", "b", "c")]


VARIANTS = """
    variants:
      x: {title: {vi: X}}
      y: {title: {vi: Y}}
    """


def test_a_way_kept_for_one_variant_is_no_choice_for_others():
    """Two parallel branches that both depend on the variant always agree."""
    steps = """
        a: {parallel: [b, c]}
        b: {next: [{to: d, variants: [x]}, {to: e, variants: [y]}]}
        c: {next: [{to: d, variants: [x]}, {to: e, variants: [y]}]}
        d: {join: all, end: completed}
        e: {join: all, end: completed}
        """
    assert faults(steps, VARIANTS) == []


def test_a_fault_of_one_variant_names_it():
    """A course may be sound for one variant and not for another."""
    procedure = of_steps(
        """
        a: {parallel: [b, c]}
        b: {next: [{to: d, variants: [x]}, {end: refused, variants: [y]}]}
        c: {next: d}
        d: {join: all, end: completed}
        """,
        VARIANTS,
    )
    assert isinstance(soundness(procedure, "x"), Sound)
    result = soundness(procedure)
    assert isinstance(result, Unsound)
    assert [(fault.kind, fault.step, fault.variant) for fault in result.faults] == [
        (FaultKind.LEFT_BEHIND, "b", "y"),
    ]


def test_too_many_states_are_not_guessed():
    """Above the cap the answer is that there is no answer."""
    branches = [f"b{number}" for number in range(12)]
    steps: dict[str, Any] = {"a": {"parallel": branches}}
    for branch in branches:
        steps[branch] = {"next": [{"to": f"{branch}x"}, {"to": f"{branch}y"}]}
        steps[f"{branch}x"] = steps[f"{branch}y"] = {"next": f"{branch}z"}
        steps[f"{branch}z"] = {"next": "m"}
    steps["m"] = {"join": "all", "end": "completed"}
    assert soundness(of_steps(steps), cap=500) == Undecided(500)
    with pytest.raises(ValueError, match="0"):
        soundness(of_steps(steps), cap=0)


@pytest.mark.parametrize("last", ["end: completed", "next: s1", "next: [{to: s0}, {end: completed}]"])
def test_a_long_row_is_judged_and_nothing_else_of_that_size(last):
    """Thousands of steps that merely follow one another are sound; with a way back the answer is that there is none."""
    steps = "\n".join(f"s{number}: {{next: s{number + 1}}}" for number in range(2_500))
    result = soundness(of_steps(f"{steps}\ns2500: {{{last}}}"))
    assert isinstance(result, Sound if last == "end: completed" else Undecided)


def decided(block: Block) -> Sound | Unsound:
    """Judge a random procedure; one with more states than are visited, such as loops in parallel, proves nothing."""
    result = soundness(block.procedure())
    assume(not isinstance(result, Undecided))
    return result


@untimed
@given(blocks())
def test_well_built_procedures_are_sound(block):
    """Blocks with one way in and one way out, each split met by its own kind of join, are sound however nested."""
    assert isinstance(decided(block), Sound)


def kinds_at(block: Block) -> set[tuple[FaultKind, str]]:
    result = decided(block)
    return {(fault.kind, fault.step) for fault in result.faults} if isinstance(result, Unsound) else set()


@untimed
@given(blocks(), st.data())
def test_a_missing_join_is_found(block, data):
    """Without its join the step where parallel branches meet is entered by each of them."""
    block.procedure()
    parallel = block.all("all")
    assume(parallel)
    chosen = data.draw(st.sampled_from(parallel))
    del block.steps[chosen.exit]["join"]
    assert (FaultKind.UNSYNCHRONISED, chosen.exit) in kinds_at(block)


@untimed
@given(blocks(("row", "one", "all", "loop")), st.data())
def test_a_join_of_alternatives_is_found(block, data):
    """A join that waits for branches of which only one is taken waits for ever."""
    block.procedure()
    exclusive = block.all("one")
    assume(exclusive)
    chosen = data.draw(st.sampled_from(exclusive))
    block.steps[chosen.exit]["join"] = "all"
    assert (FaultKind.DEADLOCK, chosen.exit) in kinds_at(block)


@untimed
@given(blocks(), st.data())
def test_a_branch_that_ends_by_itself_is_found(block, data):
    """A dossier cannot end in one branch while it is under way in another."""
    block.procedure()
    parallel = block.all("all") + block.all("any")
    assume(parallel)
    chosen = data.draw(st.sampled_from(parallel))
    ending = data.draw(st.sampled_from(chosen.parts)).exit
    del block.steps[ending]["next"]
    block.steps[ending]["end"] = "refused"
    assert FaultKind.LEFT_BEHIND in {kind for kind, _ in kinds_at(block)}


@st.composite
def tangles(draw: st.DrawFn) -> dict[str, Any]:
    """Random steps without loops, splits and joins of `all` anywhere."""
    count = draw(st.integers(3, 7))
    steps: dict[str, Any] = {}
    for number in range(count):
        later = [f"s{other}" for other in range(number + 1, count)]
        onward = draw(st.lists(st.sampled_from(later), max_size=3, unique=True)) if later else []
        step: dict[str, Any] = {"join": "all"} if draw(st.booleans()) else {}
        if len(onward) > 1 and draw(st.booleans()):
            step["parallel"] = onward
        elif onward:
            step["next"] = [{"to": target} for target in onward]
        else:
            step["end"] = "completed"
        steps[f"s{number}"] = step
    return steps


def courses(steps: dict[str, Any]) -> list[dict[str, list[str]]]:
    """For each way to make all choices: the steps come to, each with those it is come to from.

    Without loops a course is fixed by its choices, because parallel branches do not influence one another; a step is
    done when all that comes to it in this course has come.
    """
    choosing = [id_ for id_, step in steps.items() if len(step.get("next", ())) > 1]
    options = [[branch["to"] for branch in steps[id_]["next"]] for id_ in choosing]
    found = []
    for chosen in itertools.product(*options):
        choice = dict(zip(choosing, chosen, strict=True))
        come: dict[str, list[str]] = {"s0": []}
        for id_, step in steps.items():
            if id_ in come:
                only = [branch["to"] for branch in step.get("next", ())]
                for target in [choice[id_]] if id_ in choice else step.get("parallel", only):
                    come.setdefault(target, []).append(id_)
        found.append(come)
    return found


def is_sound_by_courses(steps: dict[str, Any]) -> bool:
    """Judge soundness by looking at every course by itself, without states and without order.

    A step without a join is come to once; a join by as many as in any course that leads on to more, at least by two
    where several ways lead to it; and exactly one step ends the dossier.
    """
    every = courses(steps)
    leading = {id_ for come in every for id_ in come}
    ways_to = {id_: sum(_leads(steps[source], id_) for source in leading) for id_ in leading}
    for come in every:
        if sum("end" in steps[id_] for id_ in come) != 1:
            return False
        for id_, sources in come.items():
            if "join" not in steps[id_] or ways_to[id_] < 2:
                if len(sources) > 1:
                    return False
            elif len(sources) < 2 or any(set(sources) < set(other.get(id_, ())) for other in every):
                return False
    return True


def _leads(step: dict[str, Any], target: str) -> bool:
    return target in step.get("parallel", ()) or any(branch["to"] == target for branch in step.get("next", ()))


@settings(untimed, max_examples=300)
@given(tangles())
def test_any_course_without_loops_is_judged_as_by_brute_force(steps):
    """On random tangles the verdict is that of looking at each possible course separately."""
    assert isinstance(soundness(of_steps(steps)), Sound) == is_sound_by_courses(steps)


def test_the_brute_force_knows_both_answers():
    """The judge used above finds the textbook cases sound and unsound."""
    joined = {"s0": {"parallel": ["s1", "s2"]}, "s1": {"next": [{"to": "s3"}]}, "s2": {"next": [{"to": "s3"}]}}
    assert is_sound_by_courses({**joined, "s3": {"join": "all", "end": "completed"}})
    assert not is_sound_by_courses({**joined, "s3": {"end": "completed"}})
    chosen = {**joined, "s0": {"next": [{"to": "s1"}, {"to": "s2"}]}}
    assert is_sound_by_courses({**chosen, "s3": {"end": "completed"}})
    assert not is_sound_by_courses({**chosen, "s3": {"join": "all", "end": "completed"}})
