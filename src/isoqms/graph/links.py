"""How the procedures of an office feed each other, and how often work changes hands between roles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from isoqms.procedure import Actor, Procedure, Step
from isoqms.words import Text


class LinkKind(StrEnum):
    """In which way one procedure leads to another."""

    HANDS_OVER = "hands_over"
    RESULT = "result"
    OUTPUT = "output"
    ADOPTED = "adopted"


class Link(NamedTuple):
    """One procedure feeds another; `what` is the paper or output that passes, where it is known."""

    source: str
    target: str
    kind: LinkKind
    what: Text | None = None


def links(procedures: Iterable[Procedure]) -> list[Link]:
    """Return every link between the procedures, each once, in a stable order.

    A link is a hand-over of the dossier, a paper of the dossier that is the result of another procedure, an adoption,
    or an output that another procedure of the same office names in the same words as an input; a procedure and the
    one it adopts share their words and are not linked by them.
    """
    known = {procedure.id: procedure for procedure in procedures}
    found: dict[Link, None] = {}
    for procedure in known.values():
        for link in (*_stated(procedure, known), *_by_words(procedure, known)):
            found.setdefault(link, None)
    return list(found)


def _related(one: Procedure, other: Procedure) -> bool:
    adopted = {each.adopts.id if each.adopts else each.id for each in (one, other)}
    return len(adopted) == 1


def _stated(procedure: Procedure, known: Mapping[str, Procedure]) -> Iterator[Link]:
    if procedure.adopts and procedure.adopts.id in known:
        yield Link(procedure.adopts.id, procedure.id, LinkKind.ADOPTED)
    for step in procedure.steps.values():
        if step.hands_over_to in known:
            yield Link(procedure.id, str(step.hands_over_to), LinkKind.HANDS_OVER)
    for paper in procedure.dossier:
        if paper.from_procedure in known:
            yield Link(str(paper.from_procedure), procedure.id, LinkKind.RESULT, paper.paper)


def _by_words(procedure: Procedure, known: Mapping[str, Procedure]) -> Iterator[Link]:
    results = {_plain(text): text for text in procedure.result}
    for step in procedure.steps.values():
        results |= {_plain(text): text for text in step.outputs}
    for other in known.values():
        if other.office != procedure.office or _folder(other) != _folder(procedure) or _related(procedure, other):
            continue
        needed = {_plain(text) for step in other.steps.values() for text in step.inputs}
        needed |= {_plain(paper.paper) for paper in other.dossier}
        for words in sorted(needed & set(results)):
            yield Link(procedure.id, other.id, LinkKind.OUTPUT, results[words])


def _folder(procedure: Procedure) -> str:
    return procedure.at.file.rpartition("/")[0]


def _plain(text: Text) -> str:
    return text.render("vi").casefold().strip()


def actor_key(step: Step) -> str:
    """Return who does a step as one name: its first role, or the kind of actor that is nobody of the office."""
    if step.actor is Actor.APPLICANT:
        return ":applicant"
    if step.actor is not None:
        return f":{step.actor.value}"
    return step.role[0] if step.role else ":nobody"


def hand_overs(procedures: Iterable[Procedure]) -> Counter[tuple[str, str]]:
    """Return how many ways lead from a step of one role to a step of another, by (role, role)."""
    counts: Counter[tuple[str, str]] = Counter()
    for procedure in procedures:
        for step in procedure.steps.values():
            followers = [*step.parallel, *(branch.to for branch in step.next if branch.to)]
            for follower in followers:
                if follower in procedure.steps:
                    pair = actor_key(step), actor_key(procedure.steps[follower])
                    counts[pair] += pair[0] != pair[1]
    return +counts
