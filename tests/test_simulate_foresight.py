"""Times drawn as a dossier comes are the times it would have met: only the hour of drawing changes, never the luck."""

from __future__ import annotations

from array import array
from pathlib import Path

import pytest
from simulated import operation
from test_simulate_in_turn import OFFICES, branching

from isoqms.simulate import Plan
from isoqms.simulate.replicate import begun, run
from isoqms.simulate.run import prepared


def foreseen(path: Path) -> dict[str, int]:
    """Return the steps of the branching procedure whose work is drawn ahead, with their places."""
    runner = prepared(operation(path, OFFICES["always open"][0], branching()), Plan(cases=10, replications=1)).runner
    tables = runner.begun(1)[1]
    return {place.step: at for place, at in zip(tables.places, tables.node_ahead, strict=True) if at >= 0}


def test_what_most_dossiers_do_is_drawn_ahead(tmp_path: Path) -> None:
    """Every step on the way of at least half of the dossiers has a place of its own; what goes back needs none."""
    found = foreseen(tmp_path)
    assert set(found) == {"receive", "check", "one", "two", "meet", "judge", "give"}
    assert sorted(found.values()) == list(range(len(found)))


def test_a_rare_way_is_not_drawn_ahead(tmp_path: Path) -> None:
    """What fewer than half of the dossiers come to is drawn when they do."""
    made = branching()
    made["steps"]["judge"]["next"] = [{"to": "check", "share": "55 %"}, {"to": "give", "share": "45 %"}]
    runner = prepared(operation(tmp_path, OFFICES["always open"][0], made), Plan(cases=10, replications=1)).runner
    tables = runner.begun(1)[1]
    assert "give" not in {place.step for place, at in zip(tables.places, tables.node_ahead, strict=True) if at >= 0}


@pytest.mark.parametrize("detail", [True, False], ids=["all results", "lead times only"])
@pytest.mark.parametrize("place", OFFICES)
def test_drawing_ahead_changes_no_luck(place: str, detail: bool, tmp_path: Path) -> None:
    """With nothing drawn ahead every dossier takes, to the last bit, what it took."""
    organisation, asked = OFFICES[place]
    runner = prepared(
        operation(tmp_path, organisation, branching()), Plan(replications=1, detail=detail, **asked)
    ).runner
    found = []
    for ahead in (True, False):
        tables = runner.begun(1)[1]
        if not ahead:
            nothing = {"node_ahead": array("q", [-1] * len(tables.places)), "nodes_ahead": array("q")}
            kinds = array("q", [0] * len(tables.kind_ahead))
            tables = tables.with_columns(**nothing, kind_ahead=kinds, ahead=0)
        kernel = begun(tables, 1, 1, runner.count, detail=detail, log=detail)
        run(kernel)
        found.append((kernel.result((0.5, 0.9)), kernel.logs()))
    assert found[0] == found[1]
