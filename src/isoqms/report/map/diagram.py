"""What a swimlane map shows, told without reference to how a procedure is stored.

A :class:`Diagram` is plain strings in one language: who builds it (an adapter from the procedure model, a test, a
script) has already translated titles, worded durations and decided what lies on the critical path. The map rooms read
nothing else. How the pieces are drawn:

* a :class:`Lane` is one actor; `kind` decides its look (our own staff, the applicant, another agency, a system);
* a :class:`Box` is a step, or, with `end` set, one of the ways in which a dossier ends;
* an :class:`Arrow` is "goes on to"; one that leads to a box written earlier (or to itself) is a loop.

The order of `boxes` is the order in which the procedure is written, and it matters: it decides which arrows are loops.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

LaneKind = Literal["role", "applicant", "agency", "system"]
Clock = Literal["running", "stopped", "restarts", "not_started", "uncounted"]
Split = Literal["one", "all"]
Join = Literal["all", "any"]
End = Literal["completed", "refused", "withdrawn", "returned", "stopped", "handed_over"]


@dataclass(frozen=True, slots=True)
class Lane:
    """One actor's lane: `title` is repeated at the head of the lane on every sheet."""

    id: str
    title: str
    kind: LaneKind = "role"


@dataclass(frozen=True, slots=True)
class Box:
    """One step, or one ending of the procedure when `end` is set.

    `number` is the number as published ("3", "I.3b"), shown bold before the title. `allowance` is the published limit
    of the step in words ("0,5 ngày"), shown in the foot of the box. `clock` says how the statutory clock stands while
    the step lasts; only a clock that does not simply run gets a mark. `split` says what happens after the step when
    several arrows leave it ("one" of them, or "all" at once); `join` what happens before it when several arrive (it
    waits for "all", or goes on with "any" first one; None when each arrival starts it anew). `start` puts a start sign
    before the step. An ending shows only its title and its sign; no arrow may leave it.
    """

    id: str
    lane: str
    title: str
    number: str = ""
    allowance: str = ""
    clock: Clock = "running"
    critical: bool = False
    automatic: bool = False
    split: Split | None = None
    join: Join | None = None
    end: End | None = None
    start: bool = False


@dataclass(frozen=True, slots=True)
class Arrow:
    """From one box on to another; `label` is the condition or share of a branch, `bound` the most a loop may be run.

    `critical` puts the arrow on the critical path. Several arrows between the same two boxes are drawn as one, with
    their labels joined.
    """

    source: str
    target: str
    label: str = ""
    bound: str = ""
    critical: bool = False


@dataclass(frozen=True, slots=True)
class Diagram:
    """Everything on one map: the process, and the words of the title block around it.

    `code` and `office` stand beside the title, `lines` below it (limits, variant, issue), `stamp` at the foot of every
    sheet (date, stamp of the file), `footnotes` under the map (warnings, sources, assumptions). Lanes are drawn in the
    order given; lanes without a box are left out.

    Raises:
        ValueError: when ids repeat, a box names no lane, an arrow names no box or leaves an ending, a kind is not one
            of those listed above, or there is no box at all.
    """

    title: str
    lanes: tuple[Lane, ...]
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    lang: str = "vi"
    code: str = ""
    office: str = ""
    lines: tuple[str, ...] = ()
    stamp: str = ""
    footnotes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.boxes:
            raise ValueError(f"a map needs at least one box: {self.title!r}")
        lanes = _unique("lane", [lane.id for lane in self.lanes])
        boxes = _unique("box", [box.id for box in self.boxes])
        endings = {box.id for box in self.boxes if box.end}
        for box in self.boxes:
            if box.lane not in lanes:
                raise ValueError(f"box {box.id!r} stands in a lane that does not exist: {box.lane!r}")
        for arrow in self.arrows:
            if arrow.source not in boxes or arrow.target not in boxes:
                raise ValueError(f"arrow between unknown boxes: {arrow.source!r} -> {arrow.target!r}")
            if arrow.source in endings:
                raise ValueError(f"an arrow leaves the ending {arrow.source!r}")
        self._check_kinds()

    def _check_kinds(self) -> None:
        for lane in self.lanes:
            _one_of("kind of lane", lane.kind, LaneKind)
        for box in self.boxes:
            _one_of("clock", box.clock, Clock)
            _one_of("split", box.split, Split, optional=True)
            _one_of("join", box.join, Join, optional=True)
            _one_of("end", box.end, End, optional=True)


def _unique(noun: str, ids: list[str]) -> set[str]:
    """Return the ids as a set.

    Raises:
        ValueError: when one of them is there twice.
    """
    seen: set[str] = set()
    for name in ids:
        if name in seen:
            raise ValueError(f"two {noun} entries have the id {name!r}")
        seen.add(name)
    return seen


def _one_of(noun: str, value: str | None, kinds: object, *, optional: bool = False) -> None:
    """Raise ValueError unless `value` is one of the literal `kinds`."""
    if value not in get_args(kinds) and not (optional and value is None):
        raise ValueError(f"unknown {noun}: {value!r}")
