"""The checklist of an audit: questions clause by clause with what checks say beforehand, or those of a former audit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Final

from isoqms.framework import Framework
from isoqms.register.kinds.audits import Audit, ChecklistItem
from isoqms.register.lifecycle.document import Document
from isoqms.report.record.check_results import Shown
from isoqms.rules.clauses import ClauseResult, by_clause
from isoqms.rules.conformity import Judgement
from isoqms.words import Message, translate

_MOST: Final = 8
"""Objections told in one question; all of them are linked."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question about a clause, for one process or for the whole, and the check results it goes back to."""

    requirement: str
    process: str
    text: str
    checked: str = ""
    """What checks say; what the auditor sees stands beside it."""
    check_results: tuple[str, ...] = ()


def questions(
    judgements: Iterable[Judgement],
    results: Sequence[Shown],
    audit: Audit,
    edition: Framework,
    lang: str,
    clauses: Sequence[str] = (),
) -> Iterator[Question]:
    """Yield a question for each clause that rules look at, and one for each process to which something is objected.

    Of a clause the scope does not apply it is asked whether that is justified, and nothing else.

    Args:
        judgements: what the rules said.
        results: the same as a person judges them.
        audit: whose processes are looked at.
        edition: by whose clauses is asked.
        lang: the language of the questions.
        clauses: only these and those below them; all of them when there are none.
    """
    looked_at: dict[str, ClauseResult] = {}
    for judgement in judgements:
        for each in by_clause(judgement, edition):
            looked_at.setdefault(each.clause.number, each)
    for number, each in looked_at.items():
        if not each.rules or not _asked_for(number, clauses):
            continue
        if each.not_applied is not None:  # nothing is done there that could be audited
            asked = Message("The scope does not apply this clause: {reason}. Is that justified?",
                            reason=each.not_applied)  # fmt: skip
            yield Question(number, "", asked.render(lang))
            continue
        for process in ("", *audit.processes):
            own = [one for one in results if number in one.clauses and one.object == process]
            if own or not process:
                yield Question(number, process, _text(each, lang, process), _checked(own, lang), tuple(map(link, own)))


def _asked_for(number: str, clauses: Sequence[str]) -> bool:
    return not clauses or any(number == each or number.startswith(f"{each}.") for each in clauses)


def link(each: Shown) -> str:
    """Return the link from a question to a check result: its id, and the place in the file."""
    return f"{each.id} {each.at}"


def _text(clause: ClauseResult, lang: str, process: str) -> str:
    """Return what is asked; of one process the question of the clause alone, as the others were asked of all."""
    asked = [clause.clause.asks.render(lang)] if clause.clause.asks else []
    if process and asked:
        return asked[0]
    return "\n".join([*asked, *(translate(question, lang) for question in clause.questions())])


def _checked(results: Sequence[Shown], lang: str) -> str:
    said = [_said(each).render(lang) for each in results[:_MOST]]
    if len(results) > _MOST:
        said.append(Message("and {count} more", count=len(results) - _MOST).render(lang))
    return "\n".join(said)


def _said(each: Shown) -> Message:
    if each.lacking:
        return Message("Checked, evidence is missing: {said} ({rule})", said=each.said, rule=each.rule)
    return Message("Checked, objection: {said} ({rule})", said=each.said, rule=each.rule)


def laid_over(audit: Audit, wanted: Iterable[Question]) -> Document:
    """Return the change of a checklist which puts questions into it.

    A question about the same clause and process that is there already stays as it is, and gets the new links.
    """
    held = {(each.requirement, each.process): name for name, each in audit.checklist.items()}
    free = (name for number in count(1) if (name := f"Q{number}") not in audit.checklist)
    changes: Document = {}
    for each in wanted:
        key = held.get((each.requirement, each.process))
        if key is None:
            changes[next(free)] = _as_document(each)
        elif tuple(each.check_results) != audit.checklist[key].check_results:
            changes[key] = {"check_results": list(each.check_results)}
    return changes


def _as_document(each: Question) -> Document:
    document: Document = {"requirement": each.requirement, "question": each.text}
    document |= {name: text for name, text in (("process", each.process), ("checked", each.checked)) if text}
    if each.check_results:
        document["check_results"] = list(each.check_results)
    return document


def copied(former: Mapping[str, ChecklistItem]) -> Iterator[Question]:
    """Yield the questions of a former audit, without its notes, grades and links."""
    for each in former.values():
        yield Question(each.requirement, each.process, each.question)
