"""`isoqms conformity --raise`: a person judges what checks say, and what is judged a nonconformity is entered.

Check result, finding and nonconformity stay apart: the check result is only named, by its id; the finding is the
person's judgement, with a grade; the nonconformity, or the improvement, is entered for the finding. What was judged
once is not asked again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import click

from isoqms.cli.finding_entry import entry_for
from isoqms.cli.language import Choice, wrong_use
from isoqms.cli.raising_answers import Answer, read_answers, written_questions
from isoqms.cli.register_verbs import open_register
from isoqms.register.answer import Answer as Answered
from isoqms.register.answer import Refused, Request, Written
from isoqms.register.kinds.audits import FindingGrade
from isoqms.register.kinds.guards import NC_GRADES
from isoqms.register.kinds.kinds import Kind
from isoqms.register.lifecycle.document import Document
from isoqms.report.record.value_words import in_words
from isoqms.words import Message

if TYPE_CHECKING:
    from isoqms.register.records.book import Book
    from isoqms.report.record.check_results import Shown

_GRADES: Final = tuple(each.value for each in FindingGrade if each is not FindingGrade.CONFORMING)


@dataclass(frozen=True, slots=True)
class Judged:
    """What the register holds of check results already: findings by id, and ids for which an entry was made."""

    findings: dict[str, Any]
    entered: frozenset[str]


def judge_and_enter(ctx: click.Context, results: Sequence[Shown], given: dict[str, Any]) -> bool:
    """Have a person judge check results and enter what is confirmed; returns whether all of it could be entered."""
    if not given["by"]:
        raise wrong_use(ctx, Message("say who judges: --by SHORT-NAME"))
    book = open_register(given["workspace"])
    judged = _judged(book)
    open_ = [each for each in results if each.id not in judged.findings]
    told = [_enter(ctx, book, judged.findings[each.id], given) for each in results if _half(each, judged)]
    if given["questions"]:
        given["questions"].write_text(written_questions(open_, ctx.obj), encoding="utf-8")
        _say(ctx, Message("{count} open questions written to {file}", count=len(open_), file=given["questions"]))
        return all(told)
    answers = read_answers(ctx, given["answers"], open_) if given["answers"] else None
    asked = _by_person(ctx, open_) if answers is None else ((each, answers.get(each.id)) for each in open_)
    told += [_take(ctx, book, each, answer, given) for each, answer in asked if answer is not None]
    _say(ctx, Message("{count} judged now, {before} judged before, {left} left open",
                      count=len(told), before=len(results) - len(open_), left=len(open_) - len(told)))  # fmt: skip
    return all(told)


def _half(each: Shown, judged: Judged) -> bool:
    """Say whether a result was judged, and the run ended before the entry was made for the finding."""
    finding = judged.findings.get(each.id)
    return finding is not None and finding.grade in NC_GRADES and each.id not in judged.entered


def _judged(book: Book) -> Judged:
    from isoqms.register.records.lists import Wanted, everything

    findings = {id_: each for each in everything(book, Wanted(kind=Kind.FINDING)) for id_ in each.check_results}
    sources = ("check", "internal_audit", "external_audit")
    entries = everything(book, Wanted(kind=Kind.NONCONFORMITY, members={"source": sources}))
    return Judged(findings, frozenset(each.check_result for each in entries if each.check_result))


def _by_person(ctx: click.Context, results: Sequence[Shown]) -> Iterator[tuple[Shown, Answer | None]]:
    """Ask of each result until the person stops."""
    for number, each in enumerate(results, start=1):
        chosen = _chosen(ctx, each, number, len(results))
        if chosen == "q":
            return
        yield each, _answer(ctx, each, chosen)


def _chosen(ctx: click.Context, each: Shown, number: int, of: int) -> str:
    """Show what a rule says and return the letter the person chooses."""
    click.echo("")
    heading = Message("{number}/{of}  {object}, clause {clauses}", number=number, of=of,
                      object=each.object or Message("the quality system"), clauses=each.clauses or "–")  # fmt: skip
    _say(ctx, heading)
    click.echo(f"{each.at}: {each.said.render(ctx.obj)} ({each.rule})")
    if each.lacking:
        _say(ctx, Message("Evidence is missing: nothing is objected to. Judge it only if you have seen for yourself."))
    question = Message("Is it a finding? y yes, n no, s skip, q stop").render(ctx.obj)
    return str(click.prompt(question, type=Choice(["y", "n", "s", "q"]), default="s", show_choices=False))


def _answer(ctx: click.Context, each: Shown, chosen: str) -> Answer | None:
    """Return the person's judgement; None when it is left for another time."""
    if chosen == "s":
        return None
    if chosen == "n":
        return Answer(FindingGrade.CONFORMING, click.prompt(Message("Why not").render(ctx.obj)))
    for value in _GRADES:
        click.echo(f"  {value}: {in_words(FindingGrade(value)).render(ctx.obj)}")
    grade = click.prompt(Message("Grade").render(ctx.obj), type=Choice(_GRADES), show_choices=False)
    statement = click.prompt(Message("What was found").render(ctx.obj), default=each.said.render(ctx.obj))
    return Answer(FindingGrade(grade), statement)


def _take(ctx: click.Context, book: Book, each: Shown, answer: Answer, given: dict[str, Any]) -> bool:
    """Enter the judgement as a finding, and what follows from it."""
    finding = {
        "audit": given["audit"] or None,
        "grade": answer.grade.value,
        "statement": answer.statement,
        "found_on": book.today.isoformat(),
        "check_results": [each.id],
        **_ground(ctx, each),
    }
    request = Request(by=given["by"], kind=Kind.FINDING, verb="draft", changes=_given(finding))
    written = _written(ctx, book.ask(request))
    if written is None:
        return False
    _say(
        ctx, Message("{reference}: finding, {grade}", reference=written.record.reference, grade=in_words(answer.grade))
    )
    return _enter(ctx, book, written.record, given)


def _enter(ctx: click.Context, book: Book, finding: Any, given: dict[str, Any]) -> bool:
    """Enter the nonconformity or the improvement a finding asks for."""
    answer = entry_for(book, finding, given["by"])
    return answer is None or _told(ctx, _written(ctx, answer))


def _ground(ctx: click.Context, each: Shown) -> Document:
    """Return what finding and nonconformity share: the process, the requirement, and the evidence with its place."""
    named = [("clause", clause) for clause in each.clauses] or [("process", each.object)]
    shown = f"{each.at}: {each.said.render(ctx.obj)} ({each.rule})"
    return {
        "process": each.object,
        "requirements": {f"R{n}": {"kind": kind, "ref": ref} for n, (kind, ref) in enumerate(named, start=1) if ref},
        "evidence": {"E1": {"text": shown}},
    }


def _given(members: Document) -> Document:
    return {name: value for name, value in members.items() if value not in (None, "", {})}


def _written(ctx: click.Context, answer: Answered) -> Written | None:
    """Return what was written; tells why nothing was."""
    if isinstance(answer, Refused):
        for each in answer.refusals:
            _say(ctx, Message("refused: {what} — {remedy}", what=each.message, remedy=each.remedy), err=True)
        return None
    return answer


def _told(ctx: click.Context, written: Written | None) -> bool:
    if written is not None:
        _say(ctx, Message("{reference}: entered", reference=written.record.reference))
    return written is not None


def _say(ctx: click.Context, message: Message, *, err: bool = False) -> None:
    click.echo(message.render(ctx.obj), err=err)
