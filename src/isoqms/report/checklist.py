"""The audit checklist, as a workbook and as pages: clause by clause what rules object to, with room for the auditor.

Three columns are kept apart: what the standard asks, what a law asks, what is good practice. In the workbook a second
sheet holds every objection with its place, a third what nobody could judge for want of evidence, a fourth the
procedures against the clauses, the last what was not looked at and what could not be read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from isoqms.exchange.workbook import Sheet, sheets_to_xlsx
from isoqms.framework import Framework
from isoqms.problem import Ground
from isoqms.report.conformity_matrix import SIGNS, WORDS, matrix
from isoqms.report.conformity_paper import Paper
from isoqms.report.conformity_words import STATUSES
from isoqms.report.document.content import Cell, Paragraph, Row, Section, Table
from isoqms.report.rule_pages import GROUNDS, SEVERITIES
from isoqms.rules.clauses import ClauseResult, by_clause, not_examined
from isoqms.rules.conformity import Judgement
from isoqms.rules.results import CheckResult, Insufficient, Status, Told
from isoqms.words import Message, rendered, translate

_MOST = 12
"""Objections told in one cell; the others stand on the sheet of objections."""


def audit_checklist(judgements: Sequence[Judgement], edition: Framework, lang: str) -> bytes:
    """Return the checklist of the quality systems as an Excel workbook in `lang`."""
    sheets = [sheet for judgement in judgements for sheet in _sheets(judgement, edition, lang, len(judgements) > 1)]
    return sheets_to_xlsx(Message("Audit checklist").render(lang), sheets)


def checklist_paper(judgements: Sequence[Judgement], edition: Framework, lang: str) -> Paper:
    """Return the checklist of the quality systems as pages to print and write on."""
    below = [
        edition.title.render(lang),
        Message("“No objection” is not conformity: an auditor judges that.").render(lang),
    ]
    heads = tuple(head.render(lang) for head in (_CHECKLIST_HEADS[0], *_CHECKLIST_HEADS[2:]))
    parts = []
    for judgement in judgements:
        rows = []
        for each in by_clause(judgement, edition):
            number, title, asks, *told = _clause_row(each, lang)
            rows.append(Row((Cell(number, strong=True), Cell(f"{title}\n{asks}"), *map(Cell, told))))
        table = Table("checklist", tuple(map(str, range(len(heads)))), heads, _WIDTHS, tuple(rows))
        signed = [Paragraph(each.render(lang)) for each in _SIGNED]
        titled = Section("checklist", "", Message("Audit checklist").render(lang), 2, (*signed, table))
        parts.append((f"{_name(judgement, lang)}, {rendered(judgement.system.as_of, lang)}", (titled,)))
    return Paper(lang, Message("Audit checklist").render(lang), tuple(below), tuple(parts))


def _name(judgement: Judgement, lang: str) -> str:
    organisation = judgement.system.organisation
    title = organisation.title if organisation else None
    return title.render(lang) if title else judgement.system.folder


def _sheets(judgement: Judgement, edition: Framework, lang: str, several: bool) -> Iterator[Sheet]:
    mark = f" {judgement.system.folder.rstrip('/').rsplit('/', 1)[-1]}" if several else ""
    about = f"{_name(judgement, lang)}: {edition.title.render(lang)}, {rendered(judgement.system.as_of, lang)}"
    warning = Message("“No objection” is not conformity: an auditor judges that.").render(lang)
    yield Sheet(
        Message("Checklist").render(lang) + mark,
        [about, warning],
        [head.render(lang) for head in _CHECKLIST_HEADS],
        [_clause_row(each, lang) for each in by_clause(judgement, edition)],
        (8, 22, 28, 38, 32, 32, 36, 60, 9),
    )
    yield Sheet(
        Message("Objections").render(lang) + mark,
        [about],
        [head.render(lang) for head in _OBJECTION_HEADS],
        [_objection_row(result, told, judgement, lang) for result in judgement.results for told in result.told],
        (22, 26, 12, 26, 60, 60, 50, 40),
    )
    yield Sheet(
        Message("Insufficient evidence").render(lang) + mark,
        [about],
        [head.render(lang) for head in _LACKING_HEADS],
        [_lacking_row(result, each, lang) for result in judgement.results for each in result.lacking],
        (26, 26, 90, 50),
    )
    yield _matrix(judgement, edition, lang, mark, about)
    yield Sheet(
        Message("Not looked at").render(lang) + mark,
        [about],
        [Message("Not looked at").render(lang)],
        [[said] for said in _not_looked_at(judgement, edition, lang)],
        (120,),
    )


_CHECKLIST_HEADS: Final = (
    Message("Clause"),
    Message("Title"),
    Message("Question"),
    Message("Machine: by the standard"),
    Message("Machine: by the law"),
    Message("Machine: by good practice"),
    Message("Left to the auditor"),
    Message("Notes of the auditor"),
    Message("Grade"),
)
_LACKING_HEADS: Final = (Message("Check rule"), Message("Object"), Message("What is missing"), Message("Place"))
_WIDTHS: Final = (6.0, 18.0, 15.0, 11.0, 11.0, 16.0, 28.0, 7.0)
"""Widths of the columns on paper, in proportion."""
_SIGNED: Final = (
    Message("Audit No.: ……………………   Date: ……………………   Auditor: ……………………………………………"),
    Message("Unit audited: ……………………………………………   Represented by: ……………………………………………"),
)
_OBJECTION_HEADS: Final = (
    Message("Check rule"),
    Message("Object"),
    Message("Severity"),
    Message("Ground"),
    Message("What is wrong"),
    Message("What to do"),
    Message("Place"),
    Message("Accepted"),
)


def _clause_row(each: ClauseResult, lang: str) -> list[str]:
    clause = each.clause
    title = clause.title.render(lang)
    if each.not_applied is not None:
        title += "\n" + Message("not applied: {reason}", reason=each.not_applied).render(lang)
    grounds = ((Ground.ISO, Ground.FORMAT), (Ground.LAW,), (Ground.CONVENTION,))
    questions = [translate(question, lang) for question in each.questions()]
    wording = clause.wording.render(lang) if clause.wording else ""
    asks = clause.asks.render(lang) if clause.asks else ""
    told = [_by_ground(each.results, ground, lang) for ground in grounds]
    return [clause.number, title, "\n".join(filter(None, [asks, wording])), *told, "\n".join(questions), "", ""]


def _by_ground(results: Iterable[CheckResult], grounds: tuple[Ground, ...], lang: str) -> str:
    """Return what the rules of some grounds say of a clause, in one cell: how many, and the open objections."""
    from isoqms.rules.clauses import every_rule

    held = [result for result in results if every_rule()[result.rule].ground in grounds]
    if not held:
        return ""
    counts = ", ".join(
        f"{translate(STATUSES[status], lang)}: {count}"
        for status in Status
        if (count := sum(result.status is status for result in held))
    )
    within = (result for result in held if not result.outside)
    told = [told.problem for result in within for told in result.told if told.accepted is None]
    lines = [f"{problem.at}: {problem.message.render(lang)} ({problem.rule})" for problem in told[:_MOST]]
    if len(told) > _MOST:
        lines.append(Message("and {count} more on the next sheet", count=len(told) - _MOST).render(lang))
    return "\n".join([counts, *lines])


def _not_looked_at(judgement: Judgement, edition: Framework, lang: str) -> Iterator[str]:
    yield from (each.render(lang) for each in not_examined(judgement, edition))
    for problem in judgement.problems:
        yield f"{problem.at}: {problem.message.render(lang)} → {problem.fix.render(lang)} ({problem.rule})"


def _lacking_row(result: CheckResult, each: Insufficient, lang: str) -> list[str]:
    return [
        result.rule,
        result.object or Message("the quality system").render(lang),
        each.missing.render(lang),
        str(each.at),
    ]


def _objection_row(result: CheckResult, told: Told, judgement: Judgement, lang: str) -> list[str]:
    problem, accepted = told
    until = ""
    organisation = judgement.system.organisation
    posts = organisation.posts if organisation else {}
    if accepted is not None:
        said = Message(
            "{approver} until {day}: {reason}",
            approver=posts[accepted.approver].title if accepted.approver in posts else accepted.approver,
            day=rendered(accepted.expires, lang),
            reason=accepted.reason,
        )
        until = said.render(lang)
    return [
        problem.rule,
        result.object or Message("the quality system").render(lang),
        translate(SEVERITIES[problem.severity], lang),
        translate(GROUNDS[problem.ground], lang),
        problem.message.render(lang),
        problem.fix.render(lang),
        str(problem.at),
        until,
    ]


def _matrix(judgement: Judgement, edition: Framework, lang: str, mark: str, about: str) -> Sheet:
    """Return the objects against the clauses; an empty cell is a hole: no rule looks at that clause there."""
    made = matrix(judgement, edition)
    whole = Message("the quality system").render(lang)
    rows = [[row.object or whole, *(SIGNS[mark] for mark in row.marks)] for row in made.rows]
    legend = ", ".join(f"{sign} {translate(WORDS[mark], lang)}" for mark, sign in SIGNS.items() if sign)
    explained = Message("{legend}; empty: no check rule looks at it", legend=legend)
    heads = [Message("Object").render(lang), *(each.clause.number for each in made.clauses)]
    return Sheet(Message("Matrix").render(lang) + mark, [about, explained.render(lang)], heads, rows, (30, 7))
