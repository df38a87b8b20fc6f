"""What a change sets, read by the same schema and the same reader as the file it changes.

A step, way, post, demand or limit in a scenario holds only what is different. It is put into an otherwise empty file
of its kind, judged there, and the values are told at their lines in the scenario.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields, replace
from typing import Any, Final

from isoqms.problem import Ground, Problem, Severity
from isoqms.procedure import CostItem, read_organisation, read_procedure
from isoqms.procedure.build import file_name, in_file
from isoqms.source import Keys, Source, validate
from isoqms.words import Message
from isoqms.worktime import hours_faults

_PROCEDURE: Final = {"id": "x", "title": "x"}
_NO_STEPS: Final = {"x": {"end": "completed"}}
_OFFICE: Final = {"title": "x", "calendar": "vn", "day_length": "8 hours", "hours": {"mon": ["08:00..17:00"]}}
_POST: Final = {"title": "x", "roles": ["x"]}

Values = Mapping[str, Any]
"""Values by the name of their field in the model."""


def set_values(source: Source, id_: str) -> tuple[Values, list[Problem]]:
    """Return what the change called `id_` sets, and what is wrong with it."""
    change: Mapping[str, Any] = source.data["changes"][id_]
    here: Keys = ("changes", id_)
    if "post" in change or "role" in change:
        values, problems = _of_post(source, (*here, "set"), change)
    elif "step" in change:
        values, problems = _of_step(source, (*here, "set"), change)
    elif "paper" in change:
        values, problems = _of_paper(source, (*here, "set"), change)
    else:
        demand, problems = _of_demand(source, (*here, "demand", "set"), change)
        limits, more = _of_limits(source, (*here, "limits"), change)
        values, problems = {**demand, **limits}, [*problems, *more]
    return values, [replace(problem, subject=id_) for problem in problems]


def _of_step(source: Source, at: Keys, change: Mapping[str, Any]) -> tuple[Values, list[Problem]]:
    data = change.get("set", {})
    way = {key: change[key] for key in ("to", "end") if key in change}
    if way:
        other = {"to": "end", "end": "to"}
        way = {key: value for key, value in way.items() if other[key] not in data}
    inside = {**way, **_stated(data)}
    if isinstance(data.get("costs"), Mapping):
        inside["costs"] = _stated(data["costs"])
    step = {"next": [inside]} if "to" in change or "end" in change else inside
    path: Keys = ("steps", change["step"])
    place = (*path, "next", 0) if "next" in step and step["next"] == [inside] else path
    alone = _alone(source, at, {**_PROCEDURE, "steps": {change["step"]: step}}, place)
    if problems := list(validate(alone, "procedure")):
        return {}, problems
    procedure, problems = read_procedure(alone.data, alone.at)
    read = procedure.steps[change["step"]]
    if place != path:
        return written(read.next[0], data), problems
    values = written(read, data)
    if "in_variant" in data and read.in_variant:
        by_variant = {id_: written(each, data["in_variant"][id_]) for id_, each in read.in_variant.items()}
        values = {**values, "in_variant": by_variant}
    if "costs" in data:
        values = {**values, "costs": _items(read.costs, data["costs"] or {})}
    return values, problems


def _items(read: Mapping[str, CostItem], data: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is set of each item of cost, None for one that is taken out."""
    return {id_: written(read[id_], each) if each is not None else None for id_, each in data.items()}


def _of_paper(source: Source, at: Keys, change: Mapping[str, Any]) -> tuple[Values, list[Problem]]:
    data = change.get("set", {})
    inside = {"paper": change["paper"], **_stated(data)}
    place: Keys = ("dossier", 0)
    alone = _alone(source, at, {**_PROCEDURE, "dossier": [inside], "steps": _NO_STEPS}, place)
    if problems := list(validate(alone, "procedure")):
        return {}, problems
    procedure, problems = read_procedure(alone.data, alone.at)
    return written(procedure.dossier[0], data), problems


def _of_demand(source: Source, at: Keys, change: Mapping[str, Any]) -> tuple[Values, list[Problem]]:
    data = change.get("demand", {}).get("set", {})
    alone = _alone(source, at, {**_PROCEDURE, "demand": _stated(data), "steps": _NO_STEPS}, ("demand",))
    if problems := list(validate(alone, "procedure")):
        return {}, problems
    procedure, problems = read_procedure(alone.data, alone.at)
    return ({"demand": written(procedure.demand, data)} if data else {}), problems


def _of_limits(source: Source, at: Keys, change: Mapping[str, Any]) -> tuple[Values, list[Problem]]:
    data = change.get("limits", {})
    whole = {key: {"within": None, **each} if isinstance(each, dict) else each for key, each in _stated(data).items()}
    alone = _alone(source, at, {**_PROCEDURE, "limits": whole, "steps": _NO_STEPS}, ("limits",))
    if problems := list(validate(alone, "procedure")):
        return {}, problems
    procedure, problems = read_procedure(alone.data, alone.at)
    values = dict(written(procedure.limits, data))
    for name, limit in procedure.limits.named().items():
        values[name] = written(limit, data[name])
    return ({"limits": values} if data else {}), problems


def _of_post(source: Source, at: Keys, change: Mapping[str, Any]) -> tuple[Values, list[Problem]]:
    data, id_ = change.get("set", {}), change.get("post", "x")
    posts = {id_: {**_POST, **_stated(data)}}
    alone = _alone(source, at, {"offices": {"x": _OFFICE}, "posts": posts}, ("posts", id_))
    if problems := [*validate(alone, "organisation"), *_needed(source, at, data)]:
        return {}, problems
    organisation, problems = read_organisation(alone.data, alone.at)
    return written(organisation.posts[id_], data), [*problems, *_hours(source, at, data)]


def _needed(source: Source, at: Keys, data: Mapping[str, Any]) -> Iterator[Problem]:
    for key in [key for key in _POST if key in data and data[key] is None]:
        message = Message("a post cannot be without “{name}”", name=key)
        fix = Message("write what it is instead, or take the line out")
        yield Problem(source.at((*at, key)), "format/scenario", Severity.ERROR, Ground.FORMAT, message, fix)


def _hours(source: Source, at: Keys, data: Mapping[str, Any]) -> Iterator[Problem]:
    for fault in hours_faults(data["hours"]) if data.get("hours") else ():
        place = source.at((*at, "hours", *fault.path))
        fix = Message("write the hours of each day as from..to, in order of time")
        yield Problem(place, "format/hours", Severity.ERROR, Ground.FORMAT, fault.message, fix)


def _stated(data: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value is not None}


def _alone(source: Source, at: Keys, data: Mapping[str, Any], path: Keys) -> Source:
    """Return `data` as a file in which everything below `path` stands where the scenario has it below `at`."""
    depth = len(at)
    inside = {(*path, *keys[depth:]): place for keys, place in source.positions.items() if keys[:depth] == at}
    top = source.at(at)
    return Source(source.file, data, {(): (top.line, top.column), **inside})


def written(part: Any, data: Mapping[str, Any]) -> Values:
    """Return those fields of a model object that `data` names, a null as what the model takes for not stated."""
    named = {item.name: item for item in fields(part) if in_file(item) and file_name(item) in data}
    values = {name: getattr(part, name) for name in named}
    for name, item in named.items():
        if data[file_name(item)] is None and item.default_factory is not MISSING:
            values[name] = item.default_factory()
        elif data[file_name(item)] is None and item.default is not MISSING:
            values[name] = item.default
    return values
