"""The ways of a procedure, and the questions asked of them by name."""

from __future__ import annotations

import networkx as nx
from hypothesis import given, settings
from procedures import blocks, of_steps

from isoqms.graph.flow import ANY, Passage, kinds, ways
from isoqms.graph.loops import loops
from isoqms.graph.questions import (
    endings,
    idle_joins,
    is_complete,
    orphans,
    stranded,
    traps,
    unreached,
)
from isoqms.procedure import Ending

COURSE = """
    receive: {next: [{to: check, variants: [plain]}, {to: ask, variants: [hard]}]}
    check:
      next:
        - {to: supplement, at_most: 1, at_bound: return}
        - {to: appraise}
    supplement: {next: check}
    return: {end: returned}
    ask: {parallel: [opinion, visit]}
    opinion: {next: appraise}
    visit: {next: appraise}
    appraise: {join: all, next: [{end: completed}, {end: refused}, {to: nowhere}]}
    forgotten: {next: appraise}
    """
VARIANTS = """
    variants:
      plain: {title: {en: Plain}}
      hard: {title: {en: Hard}}
    """


def ids(steps):
    return [step.id for step in steps]


def test_ways_lead_to_steps_and_ends():
    """Each way says how it comes to be taken; one to an unknown step is left out, a bound's exit is not."""
    passages = {(way.source, str(way.target)): way.passage for way in ways(of_steps(COURSE, VARIANTS))}
    assert [target for source, target in passages if source == "appraise"] == ["completed", "refused"]
    assert passages["return", "returned"] is Passage.ONE
    assert passages["check", "return"] is Passage.AT_BOUND
    assert passages["ask", "visit"] is Passage.ALL
    assert passages["check", "supplement"] is Passage.ONE


def test_a_variant_has_its_own_ways():
    """Ways kept for other variants are closed; a dossier without a variant takes none of them."""
    procedure = of_steps(COURSE, VARIANTS)
    kinds_asked = ("plain", "hard", None, ANY)
    targets = {kind: {way.target for way in ways(procedure, kind) if way.source == "receive"} for kind in kinds_asked}
    assert targets == {"plain": {"check"}, "hard": {"ask"}, None: set(), ANY: {"check", "ask"}}


def test_which_kinds_of_dossiers_there_are():
    """Dossiers without a variant exist unless the shares or a split say that every dossier has one."""
    assert kinds(of_steps("a: {end: completed}")) == (None,)
    assert kinds(of_steps("a: {end: completed}", VARIANTS)) == (None, "plain", "hard")
    assert kinds(of_steps(COURSE, VARIANTS)) == ("plain", "hard")
    shares = VARIANTS.replace("Plain}", "Plain}, share: 60 %").replace("Hard}", "Hard}, share: 40 %")
    assert kinds(of_steps("a: {end: completed}", shares)) == ("plain", "hard")
    assert kinds(of_steps("a: {end: completed}", shares.replace("40", "30"))) == (None, "plain", "hard")


def test_steps_nobody_comes_to():
    """A step is reached when dossiers of some variant come to it, be it at the bound of a loop."""
    assert ids(unreached(of_steps(COURSE, VARIANTS))) == ["forgotten"]
    contradiction = "a: {next: [{to: b, variants: [plain]}, {end: completed, variants: [hard]}]}\n"
    contradiction += "b: {next: [{to: c, variants: [hard]}, {end: completed, variants: [plain]}]}\nc: {end: completed}"
    assert ids(unreached(of_steps(contradiction, VARIANTS))) == ["c"]


def test_circles_nobody_leaves():
    """Steps that only lead round are found, also when only one variant is caught; a dead end is another matter."""
    assert not traps(of_steps(COURSE, VARIANTS))
    assert not traps(of_steps("a: {next: b}\nb: {}"))
    caught = of_steps(
        """
        a: {next: b}
        b: {next: [{end: completed, variants: [plain]}, {to: c, variants: [hard]}]}
        c: {next: d}
        d: {next: c}
        """,
        VARIANTS,
    )
    assert [ids(circle) for circle in traps(caught)] == [["c", "d"]]


def test_a_loop_with_its_bound_and_exits():
    """A loop knows where it begins again, what it holds, how often it can be made and where it lets dossiers out."""
    (loop,) = loops(of_steps(COURSE, VARIANTS))
    assert (loop.head.id, loop.back.source, ids(loop.steps)) == ("check", "supplement", ["check", "supplement"])
    assert (loop.bound, [way.source for way in loop.bounding]) == (1, ["check"])
    assert [way.target for way in loop.exits] == ["return", "appraise"]


def test_loops_without_bound_or_exit():
    """A bound must close every round; an exit that leads back into the loop is none."""
    bound = of_steps("a: {next: b}\nb: {next: [{to: a, at_most: 3}, {end: completed}]}")
    assert [(loop.bound, len(loop.bounding)) for loop in loops(bound)] == [(3, 1)]
    itself = of_steps("a: {next: [{to: a}, {end: completed}]}")
    assert [(loop.head.id, ids(loop.steps), loop.bound) for loop in loops(itself)] == [("a", ["a"], None)]
    around = of_steps("a: {next: b}\nb: {next: [{to: a, at_most: 3, at_bound: a}, {end: completed}]}")
    assert [loop.bound for loop in loops(around)] == [None, None]
    two = of_steps("""
        a: {next: [{to: b, at_most: 1, at_bound: d}, {to: c, at_most: 2, at_bound: d}, {to: d}]}
        b: {next: e}
        c: {next: e}
        d: {end: completed}
        e: {next: a}
        """)
    assert [(loop.bound, len(loop.bounding)) for loop in loops(two)] == [(3, 2)]


def test_going_back_without_a_circle_is_no_loop():
    """A step may be written before the one that leads to it."""
    procedure = of_steps("a: {next: c}\nb: {end: completed}\nc: {next: b}")
    assert not loops(procedure)
    assert not any(way.loop for way in ways(procedure))


def test_endings():
    """Each manner of ending lists the ways to it."""
    sources = {ending: [way.source for way in found] for ending, found in endings(of_steps(COURSE, VARIANTS)).items()}
    assert sources == {Ending.RETURNED: ["return"], Ending.COMPLETED: ["appraise"], Ending.REFUSED: ["appraise"]}


@settings(deadline=None)
@given(blocks())
def test_only_loops_go_round(block):
    """Without its loops a course has no circle; in well built ones every step is reached and can finish."""
    procedure = block.procedure()
    assert not unreached(procedure) and not traps(procedure)
    assert len(loops(procedure)) == len(block.all("loop"))
    assert all(loop.bound == len(loop.bounding) == 1 for loop in loops(procedure))
    forward = nx.DiGraph((way.source, way.target) for way in ways(procedure) if not way.loop)
    assert nx.is_directed_acyclic_graph(forward)


def test_a_row_of_lost_steps_begins_somewhere():
    """Only the first of steps that would be reached together is named; a lost circle begins where it is written."""
    row = of_steps("a: {end: completed}\nb: {next: c}\nc: {next: a}\nd: {next: e}\ne: {next: d}")
    assert ids(unreached(row)) == ["b", "c", "d", "e"]
    assert ids(orphans(row)) == ["b", "d"]


def test_dossiers_without_a_way_on():
    """A step whose ways are all kept for other variants strands the rest, if they come to it."""
    steps = "a: {next: [{to: b, variants: [plain]}]}\nb: {end: completed}"
    assert stranded(of_steps(steps, VARIANTS)) == {"a": ("hard",)}
    apart = "a: {next: [{to: b, variants: [plain]}, {end: refused, variants: [hard]}]}\n"
    apart += "b: {next: [{end: completed, variants: [plain]}]}"
    assert stranded(of_steps(apart, VARIANTS)) == {}


def test_joins_that_change_nothing():
    """A join of one way, and a join of any of ways that exclude one another, have nothing to join."""
    steps = """
        a: {next: [{to: b}, {to: c}]}
        b: {next: d}
        c: {next: d}
        d: {join: any, next: e}
        e: {join: all, parallel: [f, g]}
        f: {next: h}
        g: {next: h}
        h: {join: any, end: completed}
        """
    assert idle_joins(of_steps(steps)) == {"d": 2, "e": 1}
    assert idle_joins(of_steps(steps.replace("join: any, next", "join: all, next"))) == {"e": 1}


def test_when_further_questions_make_sense():
    """A procedure is complete when every step goes on in one manner, to steps that exist."""
    assert is_complete(of_steps(COURSE.replace(", {to: nowhere}", ""), VARIANTS))
    for gap in ("a: {}", "a: {next: b}", "a: {next: b, end: completed}\nb: {end: completed}", "a: {parallel: [b, c]}"):
        assert not is_complete(of_steps(gap))
