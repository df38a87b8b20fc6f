"""What lies between two versions of a procedure: which steps are the same, in which pieces they differ."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from procedures import Block, blocks
from simulated import Data, clerks, operation, procedure

from isoqms.improve.comparison import of_versions
from isoqms.improve.differences.between import Between, between
from isoqms.improve.differences.pieces import Kind
from isoqms.improve.worth.measures import Measure
from isoqms.improve.worth.valuing import Valuing
from isoqms.scenario import Operation
from isoqms.simulate import Plan, simulate

PLAN = Plan(cases=100, replications=2, warm_up=0)


def step(minutes: int, onward: str | None = None, title: str | None = None, **more: Any) -> Data:
    """Return a step of exactly so many minutes; without a step that follows the dossier ends."""
    ways = more.pop("ways", {"next": onward} if onward else {"end": "completed"})
    return {"title": title or f"Work of {minutes} minutes", "role": "clerk", "work": f"{minutes} min", **ways, **more}


ROW: dict[str, Data] = {
    "take": step(10, "check", "Take the dossier in"),
    "check": step(20, "write", "Check it against the papers"),
    "write": step(30, "sign", "Write the answer"),
    "sign": step(5, None, "Sign"),
}


def versions(
    folder: Path, before: Mapping[str, Data], after: Mapping[str, Data], people: int = 50, **only_after: Any
) -> Between:
    """Return what lies between two versions done by the same people; `only_after` is what the later says besides."""
    one = operation(folder / "before", clerks(people), procedure(before, "p", gap="1000 min"))
    other = operation(folder / "after", clerks(people), procedure(after, "p", gap="1000 min", **only_after))
    return between(one, other)


def mean(found: Between, ids: Any) -> float:
    """Return the mean lead time with some of the pieces."""
    outcome = Valuing(found.base(), found, PLAN).of(ids)
    value = outcome.figure(found.procedure, Measure.MEAN).value
    assert value is not None
    return value


def test_every_subset_takes_what_its_pieces_leave(tmp_path: Path) -> None:
    """Steps that go, come and become quicker can be had in any combination, each with its own minutes."""
    after = {
        "take": step(10, "ask", "Take the dossier in"),
        "ask": step(7, "write", "Ask the land office"),
        "write": step(15, "sign", "Write the answer"),
        "sign": step(5, None, "Sign"),
    }
    found = versions(tmp_path, ROW, after)
    assert {(piece.id, piece.kind) for piece in found.pieces.values()} == {
        ("check/removed", Kind.REMOVED),
        ("ask/added", Kind.ADDED),
        ("write/work", Kind.VALUE),
    }
    minutes = {"check/removed": -20, "ask/added": 7, "write/work": -15}
    for size in range(4):
        for ids in combinations(found.ids, size):
            assert mean(found, ids) == pytest.approx(65 + sum(minutes[each] for each in ids))


def test_steps_of_other_ids_are_known_by_their_titles(tmp_path: Path) -> None:
    """A step given another id is the same where its title is much alike, and it is told how much."""
    after = {
        "a": step(10, "b", "Take the dossier in"),
        "b": step(20, "c", "Check it against all the papers"),
        "c": step(25, "d", "Write the answer"),
        "d": step(5, None, "Sign"),
    }
    found = versions(tmp_path, ROW, after)
    assert [(match.before.id, match.after.id) for match in found.matches] == list(zip(ROW, after, strict=True))
    assert [round(match.likeness or 0, 2) for match in found.matches] == [1.0, 0.93, 1.0, 1.0]
    assert list(found.pieces) == ["write/work"]


def test_steps_beside_each_other_are_one_piece(tmp_path: Path) -> None:
    """Where work that was done one after the other is done side by side, the ways change together."""
    after = {
        "take": step(10, ways={"parallel": ["check", "write"]}, title="Take the dossier in"),
        "check": step(20, "sign", "Check it against the papers"),
        "write": step(12, "sign", "Write the answer"),
        "sign": step(5, None, "Sign", join="all"),
    }
    found = versions(tmp_path, ROW, after)
    assert set(found.pieces) == {"course", "write/work"}
    assert found.pieces["course"].steps == ("take", "check", "sign")
    expected = {(): 65, ("course",): 45, ("write/work",): 47, ("course", "write/work"): 35}
    assert {ids: mean(found, ids) for ids in expected} == pytest.approx(expected)


def test_a_step_that_goes_from_a_changed_course_is_told_by_itself(tmp_path: Path) -> None:
    """Where the order changes and a step is left out as well, the two have shares of their own."""
    after = {
        "take": step(10, "write", "Take the dossier in"),
        "write": step(30, "check", "Write the answer"),
        "check": step(20, None, "Check it against the papers"),
    }
    found = versions(tmp_path, ROW, after)
    assert set(found.pieces) == {"course", "sign/removed"}
    assert mean(found, ("sign/removed",)) == pytest.approx(60)
    assert mean(found, ("course",)) == pytest.approx(65)
    assert mean(found, ("course", "sign/removed")) == pytest.approx(60)


def test_shares_of_ways_are_one_piece_at_each_step(tmp_path: Path) -> None:
    """Another share of dossiers sent back is one change, whatever else the step is about."""

    def back(percent: int) -> dict[str, Data]:
        ways = [{"to": "take", "share": f"{percent} %"}, {"to": "sign", "share": f"{100 - percent} %"}]
        return {
            "take": step(10, "check", "Take the dossier in"),
            "check": step(20, ways={"next": ways}, title="Check it against the papers"),
            "sign": step(5, None, "Sign"),
        }

    found = versions(tmp_path, back(50), back(0))
    assert list(found.pieces) == ["check/ways"]
    assert mean(found, ()) > 50
    assert mean(found, found.ids) == pytest.approx(35)


def test_posts_that_stand_in_both_organisations_are_compared(tmp_path: Path) -> None:
    """One person more is a change like any other."""
    found = []
    for name, people in (("before", 1), ("after", 2)):
        data = procedure({"work": step(90)}, "p", gap="100 min")
        found.append(operation(tmp_path / name, clerks(people), data))
    lying = between(found[0], found[1])
    assert list(lying.pieces) == ["clerks/head_count"]
    assert mean(lying, lying.ids) < mean(lying, ())


def test_first_steps_may_come_and_go(tmp_path: Path) -> None:
    """A step put in front of all others, and one that was the first and is left out."""
    after = {"greet": step(3, "check", "Greet"), **{id_: ROW[id_] for id_ in ("check", "write", "sign")}}
    found = versions(tmp_path, ROW, after)
    assert set(found.pieces) == {"take/removed", "greet/added"}
    expected = {(): 65, ("take/removed",): 55, ("greet/added",): 68, ("take/removed", "greet/added"): 58}
    assert {ids: mean(found, ids) for ids in expected} == pytest.approx(expected)


def test_what_the_applicant_is_asked_is_no_matter_of_time(tmp_path: Path) -> None:
    """Fewer trips are told, and are no change that shares in the time saved."""
    before = {**ROW, "sign": {**ROW["sign"], "visits": 1}}
    found = versions(tmp_path, before, ROW)
    assert list(found.pieces) == ["sign/visits"]
    assert found.ids == ()


def test_a_limit_only_one_version_states_judges_both(tmp_path: Path) -> None:
    """On time is by the same limit before and after, and it is said so."""
    limits = {"limits": {"committed": {"within": "2 working days", "from": "receipt"}}}
    found = versions(tmp_path, ROW, {**ROW, "write": step(10, "sign", "Write the answer")}, **limits)
    outcome = Valuing(found.base(), found, PLAN).of(())
    assert outcome.figure("p", Measure.COMMITTED).value == 1.0
    assert any("only one version states the limit" in note.render("en") for note in found.notes)


def test_versions_without_a_step_in_common_are_strangers(tmp_path: Path) -> None:
    """Nothing alike by id or title is no comparison."""
    other = {"x": step(10, "y", "Something"), "y": step(10, None, "Quite different")}
    assert versions(tmp_path, ROW, other).are_strangers
    assert not versions(tmp_path / "same", ROW, ROW).are_strangers


steps_kept = st.lists(st.sampled_from(list(ROW)), unique=True, min_size=1)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(kept=steps_kept, minutes=st.lists(st.integers(1, 60), min_size=5, max_size=5), new=st.integers(0, 4))
def test_all_pieces_make_the_version_after(
    tmp_path_factory: pytest.TempPathFactory, kept: list[str], minutes: list[int], new: int
) -> None:
    """With every piece the version before takes as long as the one after; with none as long as itself."""
    ids = [*kept[:new], "extra", *kept[new:]] if new < len(kept) else kept
    titles = {"extra": "Something else altogether", **{id_: str(ROW[id_]["title"]) for id_ in ROW}}
    after = {
        id_: step(length, following, titles[id_])
        for id_, length, following in zip(ids, minutes, [*ids[1:], None], strict=False)
    }
    folder = tmp_path_factory.mktemp("versions")
    found = versions(folder, ROW, after)
    assert mean(found, ()) == pytest.approx(65)
    assert mean(found, tuple(found.pieces)) == pytest.approx(sum(minutes[: len(ids)]))


def test_shares_of_versions_make_up_the_whole(tmp_path: Path) -> None:
    """What two versions differ in is shared out among the pieces without a rest."""
    after = {
        "take": step(10, ways={"parallel": ["check", "write"]}, title="Take the dossier in"),
        "check": step(15, "sign", "Check it against the papers"),
        "write": step(12, "sign", "Write the answer"),
        "sign": step(5, None, "Sign", join="all"),
    }
    compared = of_versions(versions(tmp_path, ROW, after, people=3), PLAN)
    for each in compared.attributions:
        if each.saving.value is not None:
            total = sum(share.value or 0.0 for share in each.shares.values())
            assert total == pytest.approx(each.saving.value, abs=1e-9)
            assert abs(each.residue) < 1e-9


def test_after_alone_takes_as_long_as_with_all_pieces(tmp_path: Path) -> None:
    """The version after, simulated by itself, has the lead times that all pieces give the version before."""
    after = {"take": step(10, "write", "Take the dossier in"), "write": step(25, None, "Write the answer")}
    found = versions(tmp_path, ROW, after, people=1)
    alone = simulate(found.after, PLAN).procedures["p"].lead_time.wall.mean.value
    assert mean(found, tuple(found.pieces)) == pytest.approx(alone)


def of_blocks(folder: Path, block: Block) -> Operation:
    """Return the operation of a random procedure, each of whose steps takes all its time."""
    block.procedure()
    steps = {id_: {"title": id_, "role": "clerk", **each} for id_, each in block.steps.items()}
    use = {"min": "100 %", "usual": "100 %", "max": "100 %"}
    return operation(folder, clerks(1, allowance_use=use), procedure(steps, "p"))


@settings(max_examples=60, deadline=None)
@example(one=Block("step"), other=Block("one", [Block("step"), Block("step", days=(0, 1))]))
@given(one=blocks(), other=blocks())
def test_any_two_courses_lie_between_none_and_all_pieces(
    tmp_path_factory: pytest.TempPathFactory, one: Block, other: Block
) -> None:
    """Whatever the courses of two versions are, no piece leaves the one before, and all pieces make the one after."""
    folder = tmp_path_factory.mktemp("courses")
    before, after = of_blocks(folder / "before", one), of_blocks(folder / "after", other)
    found = between(before, after)
    alone = [simulate(each, PLAN).procedures["p"].lead_time.wall.mean.value for each in (before, after)]
    assert [mean(found, ()), mean(found, tuple(found.pieces))] == pytest.approx(alone)


def test_other_kinds_of_dossiers_come_with_the_course(tmp_path: Path) -> None:
    """Where the versions tell other kinds of dossiers apart, these change together with what holds for them."""

    def version(kind: str, percent: int, minutes: int) -> Operation:
        steps = {"take": step(10, "do"), "do": {**step(20), "in_variant": {kind: {"work": f"{minutes} min"}}}}
        variants = {kind: {"title": kind, "share": f"{percent} %"}}
        return operation(tmp_path / kind, clerks(50), procedure(steps, "p", gap="1000 min", variants=variants))

    found = between(version("old", 100, 60), version("new", 100, 30))
    assert list(found.pieces) == ["course"]
    assert [mean(found, ()), mean(found, ("course",))] == pytest.approx([70, 40])
