"""How the steps of a draft follow one another: as its flow line says, else one after the other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from isoqms.exchange.arrows import Arrows, Edge, read_arrows
from isoqms.exchange.drafting import Drafting
from isoqms.exchange.fold import number_key
from isoqms.exchange.sections import plain_number
from isoqms.exchange.step_table import short_title
from isoqms.exchange.table import Cell
from isoqms.exchange.together import groups
from isoqms.problem import Position
from isoqms.words import Message, Text


def put_ways(drafting: Drafting, flows: list[Cell], numbers: Mapping[str, Mapping[str, str]]) -> None:
    """Put what follows each step; `numbers` give the step of each published number, by stage."""
    lookup = _lookup(numbers, drafting.data["steps"])
    where: dict[str, Position] = {}
    arrows, at = Arrows(), drafting.positions["steps", next(iter(drafting.data["steps"]))]
    for cell in flows:
        at = cell.at
        read = read_arrows(cell.text, lambda name: lookup.get(number_key(name)))
        arrows.edges += read.edges
        arrows.joins |= read.joins
        arrows.starts += read.starts
        where |= {edge.source: cell.at for edge in read.edges}
        _ask(drafting, read, cell)
    _put_start(drafting, arrows, at)
    out: dict[str, list[Edge]] = {}
    for edge in arrows.edges:
        if edge not in out.setdefault(edge.source, []):
            out[edge.source].append(edge)
    _beside(drafting, lookup, arrows, out)
    ids = list(drafting.data["steps"])
    for place, id_ in enumerate(ids):
        after = ids[place + 1] if place + 1 < len(ids) else None
        if id_ in out:
            _put_edges(drafting, id_, out[id_], where.get(id_, drafting.positions["steps", id_]))
        elif after is None or (flows and _is_target(id_, arrows) and after in arrows.starts):
            drafting.put(("steps", id_, "end"), "completed", drafting.positions["steps", id_])
        else:
            drafting.put(("steps", id_, "next"), after, drafting.positions["steps", id_])
    _put_joins(drafting, arrows, out, at)


def _beside(drafting: Drafting, lookup: Mapping[str, str], arrows: Arrows, out: dict[str, list[Edge]]) -> None:
    """Add the ways of steps which their own remarks put side by side, unless a flow line says where they lead."""
    found, unclear = groups(drafting.data["steps"], lambda name: lookup.get(number_key(name)))
    for each in found:
        concerned = {each.before, *(id_ for branch in each.branches for id_ in branch)}
        if concerned & out.keys():
            continue
        out[each.before] = [Edge(each.before, branch[0], together=True) for branch in each.branches]
        for branch in each.branches:
            out |= {one: [Edge(one, other)] for one, other in zip(branch, (*branch[1:], each.after), strict=True)}
        arrows.joins.add(each.after)
    for id_ in unclear:
        if id_ not in out:
            _doubt_together(drafting, id_, drafting.positions["steps", id_])


def _is_target(id_: str, arrows: Arrows) -> bool:
    return any(edge.to == id_ for edge in arrows.edges)


def _lookup(numbers: Mapping[str, Mapping[str, str]], steps: Mapping[str, Any]) -> dict[str, str]:
    """Return the step of each number as a flow line may write it; a number used twice names none."""
    found: dict[str, str] = {}
    twice = set()
    for by_number in numbers.values():
        for number, id_ in by_number.items():
            plain = plain_number(number)
            names = {number, number.replace(" ", ""), *([str(plain), f"b{plain}", f"buoc {plain}"] if plain else [])}
            for name in names:
                if found.setdefault(name, id_) != id_:
                    twice.add(name)
    counts: dict[str, int] = {}
    for step in steps.values():
        number = number_key(str(step.get("number", "")))
        counts[number] = counts.get(number, 0) + 1
    for id_, step in steps.items():
        if "number" not in step:
            for title in Text.of(step.get("title", "")):
                name = number_key(short_title(title))
                if found.setdefault(name, id_) != id_:
                    twice.add(name)
    twice |= {number for number, count in counts.items() if count > 1}
    return {name: id_ for name, id_ in found.items() if name not in twice}


def _ask(drafting: Drafting, arrows: Arrows, cell: Cell) -> None:
    fix = Message("write the ways on under “next” or “parallel” of the steps concerned")
    for question in arrows.open_questions:
        message = Message("this part of the flow is not understood: “{text}”", text=question)
        drafting.doubt(cell.at, "flow", message, fix)
    for ending in arrows.open_endings:
        message = Message("how does the dossier end here: “{text}”?", text=ending)
        fix_ending = Message("write under “end” whether it is completed, refused, returned, withdrawn or stopped")
        drafting.doubt(cell.at, "ending", message, fix_ending)
    if arrows.open_questions:
        drafting.add(("notes",), cell.text, cell.at)


def _put_start(drafting: Drafting, arrows: Arrows, at: Position) -> None:
    starts = list(dict.fromkeys(arrows.starts))
    if len(starts) == 1 and starts[0] != next(iter(drafting.data["steps"])):
        drafting.put(("start",), starts[0], at)
    if len(starts) > 1:
        message = Message("the flow begins at several steps: {steps}", steps=starts)
        fix = Message("add the step where the kinds of cases part, and a variant for each")
        drafting.doubt(at, "start", message, fix)


def _put_edges(drafting: Drafting, id_: str, edges: list[Edge], at: Position) -> None:
    to_steps = [edge for edge in edges if edge.to is not None]
    if any(edge.together for edge in edges) and len(to_steps) == len(edges) > 1 and _unconditional(to_steps):
        drafting.put(("steps", id_, "parallel"), [edge.to for edge in edges], at)
        _remark(drafting, id_, [edge for edge in edges if edge.when], at)
        return
    if len(edges) == 1 and (not edges[0].when or edges[0].together):
        edge = edges[0]
        if edge.to is not None:
            drafting.put(("steps", id_, "next"), edge.to, at)
        else:
            drafting.put(("steps", id_, "end"), edge.ending or "stopped", at)
        _remark(drafting, id_, [each for each in edges if each.when], at)
        return
    drafting.put(("steps", id_, "next"), [_branch(edge, edges) for edge in edges], at)
    if any(edge.together for edge in edges):
        _doubt_together(drafting, id_, at)
    if any(edge.to == id_ for edge in edges):
        message = Message("this step leads back to itself without a bound")
        drafting.doubt(at, "loop", message, Message("write how often at most, and where the dossier goes then"), id_)


def _unconditional(edges: list[Edge]) -> bool:
    return all(edge.together or not edge.when for edge in edges)


def _branch(edge: Edge, edges: list[Edge]) -> dict[str, Any]:
    branch: dict[str, Any] = {"to": edge.to} if edge.to is not None else {"end": edge.ending or "stopped"}
    if edge.when:
        branch["when"] = edge.when
    elif all(other.when for other in edges if other is not edge):
        branch["default"] = True
    return branch


def _remark(drafting: Drafting, id_: str, edges: list[Edge], at: Position) -> None:
    for edge in edges:
        drafting.add(("steps", id_, "notes"), f"→ {edge.to or edge.ending}: {edge.when}", at)
    if edges:
        _doubt_together(drafting, id_, at)


def _doubt_together(drafting: Drafting, id_: str, at: Position) -> None:
    message = Message("the flow speaks of work at the same time here, and does not say plainly of which steps")
    fix = Message("write the steps that go on together under “parallel”, and “join” where they meet")
    drafting.doubt(at, "parallel", message, fix, id_)


def _put_joins(drafting: Drafting, arrows: Arrows, out: Mapping[str, list[Edge]], at: Position) -> None:
    for id_ in drafting.data["steps"]:
        if id_ in arrows.joins:
            drafting.put(("steps", id_, "join"), "all", at)
    for id_, step in drafting.data["steps"].items():
        meeting = _meeting(step.get("parallel") or [], drafting.data["steps"])
        if meeting and drafting.get(("steps", meeting, "join")) is None:
            drafting.put(("steps", meeting, "join"), "all", at)
            message = Message("the ways that part at {step} are taken to wait for each other here", step=id_)
            fix = Message("write “join: any” if the first one is enough")
            drafting.doubt(drafting.positions["steps", meeting], "join", message, fix, meeting)


def _meeting(branches: list[str], steps: Mapping[str, Any]) -> str | None:
    """Return the first step that all parallel branches reach, unless one of the steps on the way joins already."""
    reached = [_reach(branch, steps) for branch in branches]
    common = [id_ for id_ in (reached[0] if reached else []) if all(id_ in each for each in reached)]
    return common[0] if common else None


def _reach(first: str, steps: Mapping[str, Any]) -> list[str]:
    """Return the steps reached from one, itself included, the nearest first."""
    found = [first]
    for id_ in found:
        onward = steps[id_].get("next") or steps[id_].get("parallel") or []
        ways = [onward] if isinstance(onward, str) else onward
        targets = (way if isinstance(way, str) else way.get("to") for way in ways)
        found += [target for target in targets if target and target not in found]
    return found
