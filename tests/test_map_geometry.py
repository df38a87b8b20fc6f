"""Any map on paper can be read: nothing lies on, runs through or leaves what it should not."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from map_diagrams import chain, diagrams, large, permit
from map_geometry import breaches, smallest_text
from ruamel.yaml import YAML

from isoqms.report.map import Arrow, Box, Diagram, Lane, layout

PAPERS = st.sampled_from(("auto", "auto", "A4", "A3"))


@settings(max_examples=120, deadline=None)
@given(diagrams(), st.sampled_from(("columns", "rows")), PAPERS)
def test_any_map_can_be_read(diagram, orientation, paper):
    """No step leaves its lane, no arrow runs through a step or on a stranger's line, no label hides anything, no text
    is larger than its room, and everything is there exactly once, for any procedure in either orientation."""
    assert breaches(layout(diagram, paper, orientation)) == []


@settings(max_examples=30, deadline=None)
@given(diagrams())
def test_no_text_of_a_map_is_smaller_than_seven_points(diagram):
    """A map that would print below 7 pt goes on to further sheets instead."""
    assert smallest_text(layout(diagram)) >= 7 - 1e-6


@pytest.mark.parametrize("orientation", ["columns", "rows"])
@pytest.mark.parametrize("make", [permit, large, lambda: chain(1, 1), lambda: chain(18, 2)])
def test_maps_made_by_hand_can_be_read(make, orientation):
    """The small procedure with everything in it, the large one, and the simplest ones keep every rule."""
    assert breaches(layout(make(), "auto", orientation)) == []


@pytest.mark.parametrize("orientation", ["auto", "columns", "rows"])
@pytest.mark.shared
def test_maps_of_published_procedures_can_be_read(shared: Path, orientation):
    """Every published procedure of the reference data gives a map that keeps every rule, legibly, in both ways."""
    for path in sorted((shared / "data" / "procedures").glob("*.yaml")):
        sheets = layout(_published(path), "auto", orientation)
        assert breaches(sheets) == [], path.name
        assert smallest_text(sheets) >= 7 - 1e-6, path.name


def _published(path: Path) -> Diagram:
    """Return the steps of a published table one after another, each branch of its flow note left out."""
    data = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    roles = {step["role"] or "?" for step in data["steps"]}
    boxes = tuple(
        Box(
            str(step["n"]),
            step["role"] or "?",
            step["name"],
            str(step["n"]),
            (step["duration"] or {}).get("text") or "",
        )
        for step in data["steps"]
    )
    arrows = tuple(Arrow(one.id, other.id) for one, other in pairwise(boxes))
    return Diagram(data["name"], tuple(Lane(role, role) for role in sorted(roles)), boxes, arrows)
