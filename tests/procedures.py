"""Procedures for tests: from a few lines of YAML, and random ones put together from blocks whose behaviour is known."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

from isoqms.procedure import Organisation, Procedure, read_organisation, read_procedure
from isoqms.source import source_of_text, validate


def read(text: str, name: str = "procedure.yaml") -> Procedure:
    """Read a procedure from YAML; whatever is wrong with it as a file fails the test."""
    source = source_of_text(text, name)
    assert not source.problems, source.problems
    assert not list(validate(source, "procedure"))
    procedure, problems = read_procedure(source.data, source.at)
    assert not problems
    return procedure


def read_office(text: str) -> Organisation:
    """Read an organisation from YAML; whatever is wrong with it as a file fails the test."""
    source = source_of_text(text, "organisation.yaml")
    assert not source.problems, source.problems
    assert not list(validate(source, "organisation"))
    organisation, problems = read_organisation(source.data, source.at)
    assert not problems
    return organisation


def of_steps(steps: str | dict[str, Any], more: str = "") -> Procedure:
    """Read a procedure that has these steps, given as YAML or as plain data, and `more` fields."""
    written = steps if isinstance(steps, str) else json.dumps(steps, indent=1, ensure_ascii=False)
    head = "id: P\ntitle: {vi: Thử}\n" + textwrap.dedent(more).strip() + "\n"
    return read(head + "steps:\n" + textwrap.indent(textwrap.dedent(written).strip(), "  ") + "\n")


@dataclass
class Block:
    """A part of a procedure with one way in and one way out, made of smaller ones.

    `kind` is step, row (parts one after the other), one, all, any (a split, its branches, the step where they meet) or
    loop (a part that is done again until a check lets the dossier go on).
    """

    kind: str
    parts: list[Block] = field(default_factory=list)
    days: tuple[int, int] = (0, 0)
    steps: dict[str, Any] = field(default_factory=dict)
    entry: str = ""
    exit: str = ""

    def build(self, ids: Iterator[str]) -> Block:
        """Write the steps of the block, in an order in which only loops go back."""
        if self.kind == "step":
            self.entry = self.exit = self._own(ids, *self.days)
        elif self.kind == "row":
            self._row(ids)
        elif self.kind == "loop":
            self._loop(ids)
        else:
            self._split(ids)
        return self

    def _own(self, ids: Iterator[str], low: int = 0, high: int = 0) -> str:
        id_ = next(ids)
        self.steps[id_] = {"allowance": f"{low} working days" if low == high else f"{low}..{high} working days"}
        return id_

    def _take(self, part: Block, ids: Iterator[str]) -> Block:
        self.steps |= part.build(ids).steps
        return part

    def _row(self, ids: Iterator[str]) -> None:
        for part in self.parts:
            self._take(part, ids)
            if self.exit:
                self.steps[self.exit]["next"] = part.entry
            self.entry, self.exit = self.entry or part.entry, part.exit

    def _split(self, ids: Iterator[str]) -> None:
        self.entry = self._own(ids)
        entries = [self._take(part, ids).entry for part in self.parts]
        self.exit = self._own(ids)
        if self.kind == "one":
            self.steps[self.entry]["next"] = [{"to": entry} for entry in entries]
        else:
            self.steps[self.entry]["parallel"] = entries
            self.steps[self.exit]["join"] = self.kind
        for part in self.parts:
            self.steps[part.exit]["next"] = self.exit

    def _loop(self, ids: Iterator[str]) -> None:
        part = self._take(self.parts[0], ids)
        self.entry, check, self.exit = part.entry, self._own(ids), self._own(ids)
        self.steps[part.exit]["next"] = check
        again = {"to": part.entry, "at_most": 1, "at_bound": self.exit}
        self.steps[check]["next"] = [again, {"to": self.exit}]

    def procedure(self) -> Procedure:
        """Return the procedure made of this block alone."""
        if not self.steps:
            self.build(f"s{number}" for number in range(10_000))
        self.steps[self.exit].setdefault("end", "completed")
        return of_steps(self.steps)

    def all(self, kind: str) -> list[Block]:
        """Return this block and those inside it that are of `kind`."""
        return [self] * (self.kind == kind) + [found for part in self.parts for found in part.all(kind)]

    def longest(self) -> int:
        """Return the longest time through the block in days, loops passed once."""
        times = [part.longest() for part in self.parts]
        return {"step": self.days[1], "row": sum(times), "any": min(times, default=0)}.get(
            self.kind, max(times, default=0)
        )

    def shortest(self) -> int:
        """Return the shortest time through the block in days, loops passed once."""
        times = [part.shortest() for part in self.parts]
        return {"step": self.days[0], "row": sum(times), "all": max(times, default=0)}.get(
            self.kind, min(times, default=0)
        )


def blocks(kinds: tuple[str, ...] = ("row", "one", "all", "any", "loop")) -> st.SearchStrategy[Block]:
    """Random blocks made of these kinds of parts."""
    days = st.tuples(st.integers(0, 9), st.integers(0, 9)).map(sorted).map(tuple)
    single = st.builds(Block, st.just("step"), days=days)

    def larger(smaller: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
        several = st.lists(smaller, min_size=2, max_size=3)
        once = st.lists(smaller, min_size=1, max_size=1)
        return st.one_of(*(st.builds(Block, st.just(kind), once if kind == "loop" else several) for kind in kinds))

    return st.recursive(single, larger, max_leaves=7)
