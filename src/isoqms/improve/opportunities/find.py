"""Finding opportunities: every kind is a module in one of the two packages, and each looks at every procedure."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import sha256
from typing import Final

from isoqms.headings import headed
from isoqms.improve.opportunities.opportunity import Changes, Effort, Found, Opportunity, Question, Side
from isoqms.improve.opportunities.view import View
from isoqms.improve.opportunities.words import in_every_language
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
        changes=_numbered(id_, kind.manual["Why"], found),
        decision=found.decision,
        not_simulated=found.not_simulated,
        assumes=found.assumes,
        questions=found.questions,
        relief=found.relief,
        paper_cut=found.paper_cut,
    )


def _numbered(id_: str, why: str, found: Found) -> Changes:
    """Return the changes by id: that of the opportunity, numbered where there are several.

    Each says what it is, that it is proposed and why, and which rules have to be amended where the office cannot
    decide alone and it is known which they are.
    """
    named = [id_] if len(found.changes) == 1 else [f"{id_}.{n}" for n in range(1, len(found.changes) + 1)]
    by = found.decision.by
    above = by is not None and by is not Authority.OFFICE and found.decision.question is None
    rules = [{"rule": rule.render(LANGUAGES[0]), "by": str(by)} for rule in found.decision.basis] if above else []
    reason = {lang: translate(why, lang) for lang in LANGUAGES}
    said: dict[str, object] = {"title": in_every_language(found.title), "state": "proposed", "reason": reason}
    if rules:
        said["amends"] = rules
    return dict(zip(named, ({**said, **change} for change in found.changes), strict=True))


def _short(name: str) -> str:
    """Return a name as an id: not too long, and still another one for another name."""
    if len(name) <= _LONGEST_ID:
        return name
    mark = sha256(name.encode()).hexdigest()[:8]
    return f"{name[: _LONGEST_ID - 9]}-{mark}"
