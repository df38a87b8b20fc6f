"""Finding opportunities: every kind is a module in one of the two packages, and each looks at every procedure."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import sha256
from typing import Any, Final

from isoqms.headings import headed
from isoqms.improve.opportunities.opportunity import Changes, Effort, Found, Opportunity, Question, Side
from isoqms.improve.opportunities.view import View
from isoqms.improve.opportunities.words import in_every_language, named
from isoqms.procedure import Authority, Procedure
from isoqms.words import LANGUAGES, Message, translate

PROSE: Final = ("Why", "Found", "Decides", "Takes for granted", "Left to people")
"""Headings of a kind's manual whose text is a paragraph for people."""
EXAMPLES: Final = ("Example", "Near miss")
"""Headings whose text is YAML: a procedure and what surrounds it; the lines where something is found are marked."""

_LONGEST_ID: Final = 70

Look = Callable[[Procedure, View], Iterator[Found | Message]]
"""What a kind does: it yields what it finds, and a message for what has to be asked of the office first."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of opportunity as found in its module."""

    id: str
    side: Side
    effort: Effort
    docstring: str
    look: Look

    @property
    def manual(self) -> dict[str, str]:
        """The sections of its manual by heading."""
        return headed(self.docstring, (*PROSE, *EXAMPLES), EXAMPLES)


@lru_cache(maxsize=1)
def find_kinds() -> tuple[Kind, ...]:
    """Return every kind of opportunity, those of the officer's side first, each side in alphabetical order.

    Raises:
        ValueError: two modules claim the same id.
    """
    kinds: dict[str, Kind] = {}
    for side in Side:
        package = importlib.import_module(f"isoqms.improve.opportunities.{side}")
        for info in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            module = importlib.import_module(info.name)
            kind = Kind(module.ID, side, module.EFFORT, module.__doc__ or "", module.look)
            if kind.id in kinds:
                raise ValueError(f"two kinds of opportunities are called {kind.id!r}")
            kinds[kind.id] = kind
    return tuple(kinds.values())


def find(
    procedures: Iterable[Procedure], view_of: Callable[[Procedure], View], kinds: Iterable[Kind] | None = None
) -> tuple[tuple[Opportunity, ...], tuple[Question, ...]]:
    """Return what could be cut in `procedures`, and what has to be asked of the office to find more.

    What several procedures share, such as a person more in a post, is one opportunity.

    Args:
        procedures: where to look.
        view_of: the surroundings of each.
        kinds: which kinds; all where nothing is said.
    """
    chosen = find_kinds() if kinds is None else tuple(kinds)
    opportunities: dict[str, Opportunity] = {}
    questions = []
    for procedure in procedures:
        view = view_of(procedure)
        for kind in chosen:
            for found in kind.look(procedure, view):
                if isinstance(found, Message):
                    questions.append(Question(procedure.at, procedure.id, kind.id, found))
                    continue
                made = _opportunity(kind, procedure, found)
                known = opportunities.get(made.id)
                both = dict.fromkeys((*(known.procedures if known else ()), *made.procedures))
                opportunities[made.id] = replace(known or made, procedures=tuple(both))
    return tuple(opportunities.values()), tuple(questions)


def _opportunity(kind: Kind, procedure: Procedure, found: Found) -> Opportunity:
    shared = found.changes and not any("procedure" in change for change in found.changes)
    id_ = _short(".".join((kind.id, *([] if shared else [procedure.id]), found.place)))
    return Opportunity(
        id=id_,
        kind=kind.id,
        side=kind.side,
        effort=kind.effort,
        procedures=(procedure.id,),
        at=found.at,
        steps=found.steps,
        title=found.title,
        changes=_numbered(id_, kind.manual["Why"], found, procedure),
        decision=found.decision,
        not_simulated=found.not_simulated,
        assumes=found.assumes,
        questions=found.questions,
        relief=found.relief,
        paper_cut=found.paper_cut,
    )


def _numbered(id_: str, why: str, found: Found, procedure: Procedure) -> Changes:
    """Return the changes by id: that of the opportunity, numbered where there are several.

    Each says what it is, that it is proposed and why, and which rules have to be amended where the office cannot
    decide alone and it is known which they are.
    """
    named = [id_] if len(found.changes) == 1 else [f"{id_}.{n}" for n in range(1, len(found.changes) + 1)]
    by = found.decision.by
    above = by is not None and by is not Authority.OFFICE and found.decision.question is None
    rules = [{"rule": rule.render(LANGUAGES[0]), "by": str(by)} for rule in found.decision.basis] if above else []
    reason = {lang: translate(why, lang) for lang in LANGUAGES}
    said: dict[str, object] = {"state": "proposed", "reason": reason}
    if rules:
        said["amends"] = rules
    titles = [in_every_language(each) for each in _titles(found, procedure)]
    changes = ({"title": title, **said, **change} for title, change in zip(titles, found.changes, strict=True))
    return dict(zip(named, changes, strict=True))


def _titles(found: Found, procedure: Procedure) -> list[Message]:
    """Return what each change is called; of several, each with the step or the way it concerns, or its number."""
    if len(found.changes) == 1:
        return [found.title]
    told = [_of_step(found.title, procedure, change) for change in found.changes]
    rendered = [each.render(LANGUAGES[0]) if each else "" for each in told]
    return [
        each if each and rendered.count(words) == 1 else Message("{title} ({number})", title=found.title, number=number)
        for number, (each, words) in enumerate(zip(told, rendered, strict=True), start=1)
    ]


def _of_step(title: Message, procedure: Procedure, change: Mapping[str, Any]) -> Message | None:
    """Return a title with the step, or the way out of it, that one change concerns; None where there is no such."""
    step = procedure.steps.get(str(change.get("step")))
    target = procedure.steps.get(str(change.get("to")))
    if step is None or change.get("procedure", procedure.id) != procedure.id:
        return None
    if target is None:
        return Message("{title} (at “{step}”)", title=title, step=named(step))
    return Message("{title} (at “{step}”, way to “{target}”)", title=title, step=named(step), target=named(target))


def _short(name: str) -> str:
    """Return a name as an id: not too long, and still another one for another name."""
    if len(name) <= _LONGEST_ID:
        return name
    mark = sha256(name.encode()).hexdigest()[:8]
    return f"{name[: _LONGEST_ID - 9]}-{mark}"
