"""Changes of papers of the dossier, as single values of the procedures they hold for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from isoqms.problem import Problem
from isoqms.procedure import Paper, Procedure
from isoqms.scenario.edits import REMOVED, Edit, Subject, near
from isoqms.scenario.scenario import ALL
from isoqms.words import Message


def paper_edits(procedures: Iterable[Procedure], subject: Subject) -> Iterator[Edit | Problem]:
    """Yield what a change of a paper comes to; papers of one name, asked of several channels, are all meant."""
    change, every = subject.change, list(procedures)
    name = change.paper or ""
    met = False
    for procedure in every:
        found = papers_called(procedure, name)
        met = met or bool(found)
        if not found and change.procedure != ALL:
            message = Message("the dossier of {procedure} has no paper “{paper}”", procedure=procedure.id, paper=name)
            yield subject.problem("paper", message, near(name, _names(procedure)))
        for index in found:
            owner = ("procedure", procedure.id)
            if change.remove:
                yield Edit(owner, ("dossier", index), REMOVED, subject.at("remove"))
            for field, value in change.values.items():
                yield Edit(owner, ("dossier", index, field), value, subject.at("set", field))
    if every and change.procedure == ALL and not met:
        message = Message("no procedure asks for a paper “{paper}”", paper=name)
        yield subject.problem("paper", message, near(name, {each for one in every for each in _names(one)}))


def papers_called(procedure: Procedure, name: str) -> list[int]:
    """Return the places of the papers of a procedure that are called so in some language."""
    return [index for index, paper in enumerate(procedure.dossier) if _plain(name) in map(_plain, _called(paper))]


def _called(paper: Paper) -> list[str]:
    return list(paper.paper.by_language.values())


def _names(procedure: Procedure) -> set[str]:
    return {name for paper in procedure.dossier for name in _called(paper)}


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
