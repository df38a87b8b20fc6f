"""`isoqms conformity --raise`: a person judges what checks say, and what is judged a nonconformity is entered.

Check result, finding and nonconformity stay apart: the check result is only named, by its id; the finding is the
person's judgement, with a grade; the nonconformity, or the improvement, is entered for the finding. In an audit that
waits until the audited have answered; outside one the finding is closed with it. Objections alone are asked about, in
an audit those of its processes, and what was judged once is not asked again.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

import click

from isoqms.cli.finding_entry import ending
from isoqms.cli.language import Choice, wrong_use
from isoqms.cli.raising_answers import Answer, read_answers, written_questions
from isoqms.cli.register_verbs import must_be_known, open_register
from isoqms.cli.register_views import held
from isoqms.register.answer import Refused, Request, Written
from isoqms.register.kinds.audits import FindingGrade
from isoqms.register.kinds.kinds import Kind
from isoqms.register.lifecycle.document import Document
from isoqms.report.record.value_words import in_words
from isoqms.words import Message

if TYPE_CHECKING:
    from isoqms.framework import Framework
    from isoqms.register.records.book import Book
    from isoqms.report.record.check_results import Shown
    from isoqms.rules.conformity import Judgement

_GRADES: Final = tuple(each.value for each in FindingGrade if each is not FindingGrade.CONFORMING)


def judge_and_enter(
    ctx: click.Context, judgements: Sequence[Judgement], edition: Framework, given: dict[str, Any]
) -> bool:
    """Have a person judge what rules object to and enter what is confirmed; returns whether all could be entered."""
    from isoqms.register.records.lists import Wanted, everything

    if not given["by"]:
        raise wrong_use(ctx, Message("say who judges: --by SHORT-NAME"))
    book = open_register(given["workspace"])
    must_be_known(ctx, book, given["by"])
    results = _asked_about(ctx, book, judgements, edition, given["audit"])
    judged = {id_ for each in everything(book, Wanted(kind=Kind.FINDING)) for id_ in each.check_results}
    open_ = [each for each in results if each.id not in judged]
    if given["questions"]:
        given["questions"].write_text(written_questions(open_, ctx.obj), encoding="utf-8")
        _say(ctx, Message("open questions written to {file}: {count}", count=len(open_), file=given["questions"]))
        return True
    answers = read_answers(ctx, given["answers"], open_) if given["answers"] else None
    asked = _by_person(ctx, open_) if answers is None else ((each, answers.get(each.id)) for each in open_)
    taken = [_take(ctx, book, each, answer, given) for each, answer in asked if answer is not None]
    _say(ctx, Message("{count} judged now, {before} judged before, {left} left open",
                      count=len(taken), before=len(results) - len(open_), left=len(open_) - len(taken)))  # fmt: skip
    return all(taken)


def _asked_about(
    ctx: click.Context, book: Book, judgements: Sequence[Judgement], edition: Framework, audit: str
) -> list[Shown]:
    """Return the objections a person is asked about: in an audit those to its processes, and to their systems."""
    from isoqms.report.record.check_results import shown

    found = [each for each in shown(judgements, edition) if not each.lacking]
    processes = held(ctx, book, Kind.AUDIT, audit)[0].processes if audit else ()
    if not processes:
        return found
    audited = {each.system.folder for each in judgements if set(processes) & each.system.procedures.keys()}
    inside = [each for each in found if each.folder in audited and each.object in ("", *processes)]
    outside = len(found) - len(inside)
    _say(ctx, Message("{count} objections are left out, as they lie outside the audit {audit}",
                      count=outside, audit=audit), err=True)  # fmt: skip
    return inside


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
        **_ground(ctx, each, answer.grade),
    }
    last = (answers := book.ask_in_turn(_judgement(book, _given(finding), given["by"])))[-1]
    if isinstance(last, Refused):
        for refusal in last.refusals:
            _say(ctx, Message("refused: {what} — {remedy}", what=refusal.message, remedy=refusal.remedy), err=True)
        return False
    _tell(ctx, [each.record for each in answers if isinstance(each, Written)], answer.grade)
    return True


def _judgement(book: Book, members: Document, by: str) -> Generator[Request, Written, None]:
    """Yield the steps that enter a judgement, and outside an audit what follows from it."""
    drafted = yield Request(by=by, kind=Kind.FINDING, verb="draft", changes=members)
    if not drafted.record.audit:
        yield from ending(book, drafted.record, by)


def _tell(ctx: click.Context, records: Sequence[Any], grade: FindingGrade) -> None:
    """Say what was entered, and what comes next in an audit."""
    finding = records[-1]
    _say(ctx, Message("{reference}: finding, {grade}", reference=finding.reference, grade=in_words(grade)))
    if entry := finding.nonconformity or finding.improvement:
        _say(ctx, Message("{reference}: entered", reference=entry))
    elif finding.audit and grade is not FindingGrade.CONFORMING:
        _say(ctx, Message("{reference}: communicate it; once it is answered, isoqms finding raise {reference}",
                          reference=finding.reference))  # fmt: skip


def _ground(ctx: click.Context, each: Shown, grade: FindingGrade) -> Document:
    """Return what finding and nonconformity share: the process, the requirement, and the evidence with its place.

    What is judged no finding names no requirement as not met, and tells what was objected as what it is.
    """
    if grade in (FindingGrade.CONFORMING, FindingGrade.GOOD_PRACTICE):
        objected = Message("a rule had objected: {said} ({rule}, {place})", said=each.said, rule=each.rule,
                           place=str(each.at))  # fmt: skip
        return {"process": each.object, "evidence": {"E1": {"text": objected.render(ctx.obj)}}}
    named = [("clause", clause) for clause in each.clauses] or [("process", each.object)]
    shown = f"{each.at}: {each.said.render(ctx.obj)} ({each.rule})"
    return {
        "process": each.object,
        "requirements": {f"R{n}": {"kind": kind, "ref": ref} for n, (kind, ref) in enumerate(named, start=1) if ref},
        "evidence": {"E1": {"text": shown}},
    }


def _given(members: Document) -> Document:
    return {name: value for name, value in members.items() if value not in (None, "", {})}


def _say(ctx: click.Context, message: Message, *, err: bool = False) -> None:
    click.echo(message.render(ctx.obj), err=err)
