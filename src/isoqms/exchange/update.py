"""A newer table merged into a procedure that people worked on: the table's figures change, their additions stay."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from isoqms.exchange.draft import Draft
from isoqms.exchange.drafting import unique
from isoqms.exchange.faults import doubt, refusal
from isoqms.exchange.fold import fold
from isoqms.problem import Problem
from isoqms.source import Edit, Keys, Source
from isoqms.words import Message, Text

_SAME_NUMBER, _OTHER_NUMBER = 0.6, 0.75
"""How alike two titles must be to be one step, with the same number and with another."""
_WAYS = ("next", "parallel", "end", "join")


@dataclass(frozen=True, slots=True)
class Change:
    """The changed text of a procedure file, and what has to be settled by hand."""

    text: str
    doubts: tuple[Problem, ...]


@dataclass(slots=True)
class _Update:
    source: Source
    draft: Draft
    edit: Edit
    known_roles: frozenset[str]
    doubts: list[Problem] = field(default_factory=list)

    def set(self, path: Keys, value: Any) -> None:
        try:
            self.edit.set(path, value)
        except ValueError:
            name = ".".join(map(str, path))
            message = Message("{path} is written once for several places and is left as it is", path=name)
            self.ask(path, "shared", message, Message("change it by hand: the table says {value}", value=str(value)))

    def ask(self, path: Keys, rule: str, message: Message, fix: Message) -> None:
        subject = str(path[1]) if len(path) > 1 else ""
        self.doubts.append(doubt(self.source.at(path), f"import/{rule}", message, fix, subject))


def updated(text: str, source: Source, draft: Draft, known_roles: frozenset[str] = frozenset()) -> Change:
    """Return the procedure file `text` (read as `source`) with what the newer `draft` says, step by step.

    Steps are matched by number and title, then by title, then by number alone, which is a question. What the table
    does not know (work, wait, ways on, shares, remarks, comments, order) stays; a step the table no longer has stays
    too and is a question.

    Raises:
        ValueError: `text` cannot be read.
    """
    update = _Update(source, draft, Edit(text), known_roles)
    old: Mapping[str, Any] = source.data.get("steps") or {}
    pairs = matched(old, draft.data["steps"])
    renamed = {new: id_ for new, id_ in pairs.items() if id_ is not None}
    for new, id_ in pairs.items():
        if id_ is not None:
            _step(update, id_, old[id_] or {}, draft.data["steps"][new])
    _new_steps(update, old, pairs, renamed)
    for id_ in old:
        if id_ not in renamed.values():
            message = Message("the newer table has no such step")
            update.ask(("steps", id_), "gone", message, Message("take the step out, or keep it and say why"))
    _limits(update)
    return Change(update.edit.text(), tuple(update.doubts))


def other_procedure(source: Source, draft: Draft) -> Problem | None:
    """Return why the table is not one of this procedure: it states another code, or neither name nor steps are alike.

    Where the table states no code, the names must be alike or half of its steps be steps of the file.
    """
    fix = Message(
        "name the file of that procedure, or bring the table in without --update; --anyway merges it all the same"
    )
    stated, id_ = str(draft.data["id"]), str(source.data.get("id", ""))
    if ("id",) in draft.positions:
        if fold(stated) == fold(id_):
            return None
        message = Message("the table is of {stated}, this file is {id}", stated=stated, id=id_)
        return refusal(draft.file, "import/other-procedure", message, fix)
    old, new = source.data.get("steps") or {}, draft.data["steps"]
    known = sum(any(_alike(step, each or {}) >= _SAME_NUMBER for each in old.values()) for step in new.values())
    if 2 * known >= len(new) or _alike(source.data, draft.data) >= _SAME_NUMBER:
        return None
    message = Message(
        "the table is hardly of {id}: it is called “{title}”, and {known} of its {count} steps are steps of this file",
        id=id_,
        title=Text.of(draft.data["title"]),
        known=known,
        count=len(new),
    )
    return refusal(draft.file, "import/other-procedure", message, fix)


def matched(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, str | None]:
    """Return for each new step the old one it is, or None; no old step is taken twice."""
    found: dict[str, str | None] = dict.fromkeys(new)
    scores = sorted(
        (
            (_alike(old[o] or {}, new[n]), _same_number(old[o] or {}, new[n]), -abs(i - j), o, n)
            for i, o in enumerate(old)
            for j, n in enumerate(new)
        ),
        key=lambda each: (each[0] + 0.2 * each[1], each[2]),
        reverse=True,
    )
    taken: set[str] = set()
    for least in ((_SAME_NUMBER, _OTHER_NUMBER), (0.0, 2.0)):
        for alike, same, _, o, n in scores:
            if found[n] is None and o not in taken and alike >= (least[0] if same else least[1]):
                found[n] = o
                taken.add(o)
    return found


def _titles(step: Mapping[str, Any]) -> list[str]:
    title = step.get("title")
    return [fold(text) for text in Text.of(title)] if title else []


def _alike(old: Mapping[str, Any], new: Mapping[str, Any]) -> float:
    pairs = [(a, b) for a in _titles(old) for b in _titles(new)]
    return max((SequenceMatcher(None, a, b).ratio() for a, b in pairs), default=0.0)


def _same_number(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    return "number" in old and "number" in new and fold(str(old["number"])) == fold(str(new["number"]))


def _step(update: _Update, id_: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> None:
    path = ("steps", id_)
    if "number" in new and fold(str(old.get("number", ""))) != fold(str(new["number"])):
        update.set((*path, "number"), new["number"])
    _title(update, path, old.get("title"), new.get("title"))
    if "allowance" in new and new["allowance"] != old.get("allowance"):
        if new["allowance"] is None and old.get("allowance"):
            message = Message("the time in the newer table is not understood; the old one stays")
            update.ask((*path, "allowance"), "duration", message, Message("write the time by hand"))
        else:
            update.set((*path, "allowance"), new["allowance"])
    _role(update, path, old, new)
    for key in ("outputs", "inputs"):
        known = old.get(key) or []
        said = {fold(text) for each in known for text in Text.of(each)} | _forms(update, old)
        added = [each for each in new.get(key, []) if fold(Text.of(each).render("vi")) not in said]
        if added:
            update.set((*path, key), [*known, *added])


def _forms(update: _Update, step: Mapping[str, Any]) -> set[str]:
    """Return what the forms of a step are called: a table names them among the results."""
    held = update.source.data.get("forms") or {}
    titles = ((held.get(id_) or {}).get("title") for id_ in step.get("forms") or [])
    return {fold(text) for title in titles if title for text in Text.of(title)}


def _title(update: _Update, path: Keys, old: Any, new: Any) -> None:
    if new is None or {fold(each) for each in Text.of(new)} & {fold(each) for each in Text.of(old or "")}:
        return
    if isinstance(old, Mapping) and not isinstance(new, Mapping):
        lang = "vi" if "vi" in old else next(iter(old))
        update.set((*path, "title", lang), new)
    else:
        update.set((*path, "title"), new)
    message = Message("the title was “{old}” and is now “{new}”", old=Text.of(old or ""), new=Text.of(new))
    update.ask(path, "renamed", message, Message("see that it is the same step, and translate the title anew"))


def _role(update: _Update, path: Keys, old: Mapping[str, Any], new: Mapping[str, Any]) -> None:
    role = new.get("role")
    if role is None or role == old.get("role"):
        return
    ids = [role] if isinstance(role, str) else list(role)
    if "role" not in old or all(id_ in update.known_roles for id_ in ids):
        update.set((*path, "role"), role)
        return
    titles = [update.draft.roles.get(id_, id_) for id_ in ids]
    message = Message("the newer table names as responsible: {titles}", titles=titles)
    update.ask((*path, "role"), "role", message, Message("write the role that is meant, if it is another now"))


def _new_steps(
    update: _Update, old: Mapping[str, Any], pairs: Mapping[str, str | None], renamed: Mapping[str, str]
) -> None:
    """Add steps the file does not have, and put each on the way between its neighbours where that way is plain."""
    taken = set(old)
    ids = dict(renamed)
    order = list(pairs)
    for new in order:
        if pairs[new] is None:
            ids[new] = unique(new, taken)
            taken.add(ids[new])
    ways: dict[str, Any] = {id_: (step or {}).get("next") for id_, step in old.items()}
    for place, new in enumerate(order):
        if pairs[new] is not None:
            continue
        id_ = ids[new]
        data = {key: value for key, value in update.draft.data["steps"][new].items() if key not in (*_WAYS, "stage")}
        before = ids[order[place - 1]] if place else None
        follows = ways.get(before) if before else None
        data["next"] = follows if isinstance(follows, str) else _after(order, place, pairs, ids)
        if data["next"] is None:
            del data["next"]
        update.set(("steps", id_), data)
        ways[id_] = data.get("next")
        if before and isinstance(follows, str):
            update.set(("steps", before, "next"), id_)
            ways[before] = id_
        message = Message("the step “{id}” is new in the table and stands last in the file", id=id_)
        update.ask(("steps",), "new-step", message, Message("see that the ways to it and from it are right"))


def _after(order: list[str], place: int, pairs: Mapping[str, str | None], ids: Mapping[str, str]) -> str | None:
    return next((ids[each] for each in order[place + 1 :] if pairs[each] is not None), None)


def _limits(update: _Update) -> None:
    old = update.source.data.get("limits") or {}
    for name, limit in (update.draft.data.get("limits") or {}).items():
        within = limit.get("within")
        if within is not None and within != (old.get(name) or {}).get("within"):
            update.set(("limits", name, "within"), within)
    known = update.source.data.get("stages") or {}
    ids = {fold(text): id_ for id_, stage in known.items() for text in Text.of((stage or {}).get("title") or id_)}
    for stage in (update.draft.data.get("stages") or {}).values():
        id_ = ids.get(fold(Text.of(stage["title"]).render("vi")))
        if id_ and stage.get("total") and stage["total"] != known[id_].get("total"):
            update.set(("stages", id_, "total"), stage["total"])
