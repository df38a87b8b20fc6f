"""The parts of a procedure are frozen values like any dataclass, and what follows from one is found out once."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, dataclass, field, fields, replace

import pytest

from isoqms.problem import Position
from isoqms.procedure import Answers, Procedure, once
from isoqms.procedure.located import Located, model
from isoqms.words import Text


@model
class Shelf(Located):
    label: str
    height: int = 2
    boxes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    at: Position = field(default=Position(""), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Plain(Place):
    label: str
    height: int = 2
    boxes: list[str] = field(default_factory=list)


@pytest.mark.parametrize("cls", [Shelf, Plain])
def test_a_part_of_a_file_is_a_frozen_dataclass(cls: type[Shelf]) -> None:
    """What holds of a dataclass of the library holds of a part of a file, down to its place."""
    part = cls("A", boxes=["x"], at=Position("a.yaml", 3))
    assert (part.label, part.height, part.boxes, part.at.line) == ("A", 2, ["x"], 3)
    assert part == cls("A", 2, ["x"]) and part != cls("B", 2, ["x"]) and part != "A"
    assert repr(part).endswith("(label='A', height=2, boxes=['x'])")
    assert [each.name for each in fields(part)] == ["at", "label", "height", "boxes"]
    changed = replace(part, height=3)
    assert (changed.height, changed.at, part.height) == (3, part.at, 2)
    assert cls("A").boxes is not cls("A").boxes
    with pytest.raises(FrozenInstanceError):
        part.label = "B"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del part.label
    with pytest.raises(TypeError, match="unhashable"):
        hash(part)


@pytest.mark.parametrize("cls", [Shelf, Plain])
@pytest.mark.parametrize("given", [{}, {"label": "A", "colour": "red"}])
def test_a_part_needs_its_fields_and_no_others(cls: type[Shelf], given: dict[str, str]) -> None:
    """A field without default that is missing, a field that does not exist and a value too many are refused."""
    with pytest.raises(TypeError):
        cls(**given)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        cls("A", 1, [], "too many")  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        cls("A", label="B")  # type: ignore[misc]


def test_equal_parts_have_equal_hashes() -> None:
    """Parts that are equal are one key, wherever they stand."""
    issue = model(type("Issue", (Located,), {"__annotations__": {"number": "int"}, "__doc__": "An issue."}))
    assert hash(issue(1, at=Position("a"))) == hash(issue(1, at=Position("b"))) != hash(issue(2))


def test_a_question_is_asked_once_of_a_procedure_and_anew_of_a_changed_copy() -> None:
    """An answer is kept for what was asked with it, and a changed copy does not inherit it."""
    asked: list[tuple[str, int]] = []

    @once
    def steps_above(procedure: Procedure, least: int = 0) -> int:
        asked.append((procedure.id, least))
        return len(procedure.steps) - least

    procedure = Procedure(id="A", title=Text.of("A"), steps={})
    copy = replace(procedure, id="B")
    answers = [steps_above(procedure), steps_above(procedure), steps_above(procedure, 1), steps_above(copy)]
    assert answers == [0, 0, -1, 0]
    assert asked == [("A", 0), ("A", 1), ("B", 0)]
    assert procedure == replace(procedure) and "answers" not in repr(procedure)
    empty: Answers = {}
    assert replace(procedure).answers == empty
