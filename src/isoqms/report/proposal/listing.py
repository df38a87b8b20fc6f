"""Part I of a proposal: the list of procedures and what is proposed for each; and the same split by who may decide."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from isoqms.improve.proposal.content import Case, Cut
from isoqms.report.document.content import Block, Cell, Row
from isoqms.report.proposal.telling import Telling
from isoqms.report.proposal.words import CONTENTS, DECIDED
from isoqms.words import Message

COLUMNS: Final = (
    ("no", Message("No."), 6.0),
    ("code", Message("Code"), 14.0),
    ("name", Message("Name"), 26.0),
    ("content", Message("Proposed content"), 36.0),
    ("kind", Message("Kind"), 18.0),
)


def listed(telling: Telling) -> Iterator[Block]:
    """Yield the list."""
    rows = [row for number, case in enumerate(telling.proposal.cases, start=1) for row in _rows(telling, number, case)]
    yield telling.table("list", COLUMNS, rows)


def _rows(telling: Telling, number: int, case: Case) -> Iterator[Row]:
    for at, cut in enumerate(case.cuts):
        code = telling.cell(case.before.national_code or case.id, Message("code: to be filled in"))
        first = (Cell(str(number), centred=True), code, Cell(telling.say(case.before.title)))
        shown = first if at == 0 else (Cell(""), Cell(""), Cell(""))
        content = Cell(f"{number}.{at + 1}. {telling.title(case, cut)}")
        yield Row((*shown, content, Cell(telling.say(CONTENTS[cut.content]))))


def by_power(telling: Telling) -> Iterator[Block]:
    """Yield what the office may decide itself, and what is proposed to whom, each with what it rests on."""
    for by, held in telling.proposal.decided_by.items():
        yield telling.paragraph(Message("{who}:", who=DECIDED[by]))
        for case, cut in held:
            yield telling.paragraph(_line(telling, case, cut), item=True)


def _line(telling: Telling, case: Case, cut: Cut) -> str:
    basis = telling.say(list(cut.decision.basis))
    named = f"{telling.title(case, cut)} ({case.before.national_code or case.id})"
    asked = telling.missing(cut.decision.question) if cut.decision.question else ""
    return "; ".join(filter(None, [named, telling.say(Message("basis: {rule}", rule=basis)) if basis else "", asked]))
