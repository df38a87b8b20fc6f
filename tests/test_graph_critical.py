"""How long a procedure takes by its own allowances: against a public benchmark, by hand, and against brute force."""

from __future__ import annotations

from fractions import Fraction

import psplib
import pytest
from hypothesis import given, settings
from procedures import blocks, of_steps

from isoqms.graph.critical import Range, timing
from isoqms.graph.flow import ANY
from isoqms.procedure import Ending
from isoqms.worktime import Convention, Span

DAY = Convention(480)


def days(number: int | str) -> Span:
    return Span(working_days=Fraction(number))


@pytest.mark.shared
def test_critical_paths_of_psplib(shared):
    """On all instances the longest course is as long as the file itself states, and everything waits for it."""
    files = sorted((shared / "data" / "bpmn" / "psplib-j30").glob("*.sm"))
    assert len(files) == 48
    for file in files:
        text = file.read_text(encoding="utf-8")
        found = timing(psplib.as_procedure(text), None, DAY)
        assert found.elapsed.longest == found.counted.longest == days(psplib.stated_duration(text)), file.name
        assert found.elapsed.shortest == found.elapsed.longest
        assert set(found.elapsed.path) <= set(found.elapsed.critical)


# two networks in the format of PSPLIB, small enough to be computed by hand
NETWORK = """
PROJECT INFORMATION:
pronr.  #jobs rel.date duedate tardcost  MPM-Time
    1     {jobs}      0       {mpm}       9       {mpm}
************************************************************************
PRECEDENCE RELATIONS:
jobnr.    #modes  #successors   successors
{relations}
************************************************************************
REQUESTS/DURATIONS:
jobnr. mode duration  R 1  R 2  R 3  R 4
------------------------------------------------------------------------
{durations}
************************************************************************
"""


def network(mpm: int, relations: dict[int, list[int]], durations: list[int]) -> str:
    return NETWORK.format(
        jobs=len(durations),
        mpm=mpm,
        relations="\n".join(f" {job} 1 {len(after)} {' '.join(map(str, after))}" for job, after in relations.items()),
        durations="\n".join(f" {job} 1 {length} 0 0 0 0" for job, length in enumerate(durations, 1)),
    )


CROSSED = network(11, {1: [2, 3], 2: [4, 5], 3: [5], 4: [6], 5: [6], 6: []}, [0, 3, 6, 4, 5, 0])
ROW_AND_SHORTCUT = network(9, {1: [2, 4], 2: [3, 4], 3: [4], 4: []}, [1, 2, 4, 2])


@pytest.mark.parametrize(
    ("text", "path"),
    [(CROSSED, ("job1", "job3", "job5", "job6")), (ROW_AND_SHORTCUT, ("job1", "job2", "job3", "job4"))],
    ids=["crossed", "row and shortcut"],
)
def test_critical_paths_by_hand(text, path):
    """The path that decides is found among branches that depend on one another."""
    found = timing(psplib.as_procedure(text), None, DAY).elapsed
    assert found.longest == days(psplib.stated_duration(text))
    assert found.path == path


def test_slack_by_hand():
    """Earliest times and slack of the crossed network, computed on paper: job 2 may take 2 days longer, job 4 4."""
    steps = timing(psplib.as_procedure(CROSSED), None, DAY).elapsed.steps
    assert {id_: time.slack_minutes for id_, time in steps.items()} == {
        "job1": 0,
        "job2": 3 * 480,
        "job3": 0,
        "job4": 4 * 480,
        "job5": 0,
        "job6": 0,
    }
    assert (steps["job5"].earliest_start, steps["job5"].earliest_finish) == (days(6), days(11))


@settings(deadline=None)
@given(blocks())
def test_longest_and_shortest_as_by_structure(block):
    """On blocks with one way in and one way out the totals are the sums, maxima and minima of their parts."""
    found = timing(block.procedure(), None, DAY)
    assert found.elapsed.longest == days(block.longest())
    assert found.elapsed.shortest == days(block.shortest())
    assert found.counted.longest == found.elapsed.longest


@settings(deadline=None)
@given(blocks(("row", "one", "all")))
def test_a_step_without_slack_lengthens_the_whole(block):
    """One more day at a step adds to the longest time what its slack leaves of that day."""
    procedure = block.procedure()
    before = timing(procedure, None, DAY).elapsed
    for id_, time in before.steps.items():
        written = {**block.steps, id_: {**block.steps[id_], "allowance": f"{_high(procedure, id_) + 1} working days"}}
        after = timing(of_steps(written), None, DAY).elapsed
        assert time.slack_minutes is not None
        assert DAY.working_minutes(after.longest) == DAY.working_minutes(before.longest) + max(
            0, 480 - time.slack_minutes
        )


def _high(procedure, id_):
    return procedure.steps[id_].allowance.span("high").working_days


ALTERNATIVES = """
    a: {allowance: 1 working day, parallel: [b, c]}
    b: {allowance: 2 working days, next: [{to: d}, {to: e}]}
    c: {allowance: 4 working days, next: e}
    d: {allowance: 5 working days, next: e}
    e: {join: all, allowance: 1 working day, end: completed}
    """


def test_join_all_waits_for_what_comes_together():
    """Alternatives inside a branch: the longest course waits for the longer, the shortest for the other branch."""
    found = timing(of_steps(ALTERNATIVES), None, DAY).elapsed
    assert (found.shortest, found.longest) == (days(1 + 4 + 1), days(1 + 2 + 5 + 1))


def test_join_any_goes_on_with_the_first():
    """The branch that comes later is given up: it has no slack to speak of and decides nothing."""
    found = timing(of_steps(ALTERNATIVES.replace("join: all", "join: any")), None, DAY).elapsed
    assert (found.shortest, found.longest) == (days(1 + 2 + 1), days(1 + 4 + 1))
    assert found.path == ("a", "c", "e")


CLOCK = """
    submit: {actor: applicant, clock: not_started, work: 30..60 min, next: check}
    check:
      allowance: 0.5 working days
      next:
        - {to: supplement, when: {en: incomplete}, at_most: 2, at_bound: return}
        - {to: appraise}
    supplement: {actor: applicant, clock: stopped, wait: {max: 10 working days}, next: check}
    return: {allowance: 1 working day, end: returned}
    appraise: {allowance: 2..3 working days, next: verify}
    verify: {actor: agency, agency: {en: police}, clock: uncounted, allowance: 5 calendar days, next: sign}
    sign: {allowance: ≤ 4 hours, next: [{end: completed}, {end: refused}]}
    """


def test_counted_and_elapsed_time():
    """Only steps during which the clock runs take counted time; units stay apart in the sums."""
    found = timing(of_steps(CLOCK), None, DAY)
    assert found.counted.longest == Span(working_days=Fraction("3.5"), working_minutes=Fraction(240))
    assert found.counted.shortest == days("2.5")
    assert found.elapsed.longest == Span(Fraction(300), Fraction("3.5"), Fraction(5))
    assert found.elapsed.shortest == Span(Fraction(30), Fraction("2.5"), Fraction(5))
    assert found.uncounted == ("submit", "supplement", "verify")
    assert found.by_effort == ("submit", "supplement")
    assert found.untimed == ()


def test_loops_and_exits_at_a_bound_are_no_part_of_the_course():
    """A loop is reported with what one more round adds; what happens at its bound is not the ordinary course."""
    found = timing(of_steps(CLOCK), None, DAY)
    (loop,) = found.loops
    assert (loop.loop.head.id, loop.loop.bound) == ("check", 2)
    assert (loop.counted, loop.elapsed) == (days("0.5"), days("10.5"))
    assert "return" not in found.elapsed.steps
    assert found.elapsed.steps["supplement"].slack_minutes is None
    assert set(found.elapsed.by_ending) == {Ending.COMPLETED, Ending.REFUSED}


def test_the_shortest_time_is_to_a_result():
    """A dossier refused at once is not what a shortest time tells; each manner of ending has its own times."""
    found = timing(
        of_steps("""
            a: {allowance: 1 working day, next: [{end: refused}, {to: b}]}
            b: {allowance: 3 working days, end: completed}
            """),
        None,
        DAY,
    ).elapsed
    assert (found.shortest, found.longest) == (days(4), days(4))
    assert found.by_ending[Ending.REFUSED] == Range(days(1), days(1))


def test_a_restart_counts_again_from_zero():
    """What was counted before the clock restarts is counted no more; elapsed time goes on."""
    found = timing(
        of_steps("""
            a: {allowance: 5 working days, next: b}
            b: {actor: applicant, clock: restarts, allowance: 2 working days, next: c}
            c: {allowance: 3 working days, end: completed}
            """),
        None,
        DAY,
    )
    assert found.counted.longest == days(3)
    assert found.elapsed.longest == days(10)
    assert found.counted.steps["a"].slack_minutes is None


def test_a_path_may_lengthen_the_limit():
    """Steps on the deciding path that extend the limit are added up, to be set against the limit together with it."""
    steps = """
        a: {allowance: 8 weeks, next: [{to: b, when: {en: extension needed}}, {to: c, default: true}]}
        b: {allowance: 6 weeks, extends_by: 6 weeks, next: c}
        c: {allowance: 1 working day, END}
        """
    long = timing(of_steps(steps.replace("END", "end: completed")), None, DAY)
    assert (long.counted.path, long.extended_by) == (("a", "b", "c"), Span(calendar_days=Fraction(42)))
    others = "variants: {x: {title: {en: X}}}"
    passed = steps.replace("END", "end: completed").replace("b: {", "b: {variants: [x], ")
    assert timing(of_steps(passed, others), None, DAY).extended_by == Span()


UNTIMED = """
    a: {allowance: theo thỏa thuận, next: b}
    b: {allowance: null, next: c}
    c: {allowance: ≥ 2 working days, next: d}
    d: {allowance: không tính thời gian, next: e}
    e: {allowance: 10 ngày (20 ngày đối với địa bàn khó khăn), end: completed}
    """


def test_what_is_not_stated_is_named():
    """Unknown times count as none and are named; a lower bound counts and is named; cases are named."""
    found = timing(of_steps(UNTIMED), None, DAY)
    assert found.untimed == ("a", "b", "c")
    assert found.with_cases == ("e",)
    assert found.elapsed.longest == days(12)


VARIANTS = """
    variants:
      simple: {title: {en: Simple}}
      hard: {title: {en: Hard}}
    stages:
      first: {title: {en: First}}
      second: {title: {en: Second}}
    """
BY_VARIANT = """
    a: {stage: first, allowance: 1 working day, next: [{to: b, variants: [simple]}, {to: c, variants: [hard]}]}
    b: {stage: first, allowance: 2 working days, in_variant: {simple: {allowance: 1 working day}}, next: d}
    c: {stage: first, allowance: 6 working days, next: d}
    d: {stage: second, variants: [hard], allowance: 4 working days, next: e}
    e: {stage: second, allowance: 1 working day, end: completed}
    """


def test_variants_take_their_own_ways_and_times():
    """A variant goes its own ways, passes over steps of others, and takes its own time."""
    procedure = of_steps(BY_VARIANT, VARIANTS)
    assert timing(procedure, "simple", DAY).elapsed.longest == days(1 + 1 + 1)
    assert timing(procedure, "hard", DAY).elapsed.longest == days(1 + 6 + 4 + 1)
    assert timing(procedure, ANY, DAY).elapsed.shortest == days(1 + 2 + 4 + 1)


def test_stages_have_their_own_totals():
    """The time of a stage is what its own steps take."""
    stages = timing(of_steps(BY_VARIANT, VARIANTS), ANY, DAY).stages
    assert stages["first"].elapsed == Range(days(3), days(7))
    assert stages["second"].counted == Range(days(5), days(5))


def test_a_broken_procedure_still_has_times():
    """Without an end, with an unknown next step and a step nobody comes to, the sum runs to the last step."""
    found = timing(
        of_steps("""
            a: {allowance: 1 working day, next: b}
            b: {allowance: 2 working days, next: nowhere}
            c: {allowance: 9 working days, next: b}
            """),
        None,
        DAY,
    ).elapsed
    assert (found.longest, found.path, found.by_ending) == (days(3), ("a", "b"), {})


def test_a_start_in_the_middle_begins_there():
    """The time begins at the step named as start, also where earlier steps lead back to it."""
    found = timing(
        of_steps(
            """
            a: {allowance: 5 working days, next: b}
            b: {allowance: 1 working day, next: [{to: a}, {end: completed}]}
            """,
            "start: b",
        ),
        None,
        DAY,
    ).elapsed
    assert (found.longest, found.path) == (days(1), ("b",))
