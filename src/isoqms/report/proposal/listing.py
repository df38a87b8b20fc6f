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
    ("no", Message("No."), 7.0),
    ("code", Message("Code"), 14.0),
    ("name", Message("Name"), 27.0),
    ("content", Message("Proposed content"), 52.0),
)


def listed(telling: Telling) -> Iterator[Block]:
    """Yield the list: a row for each procedure, its changes numbered as in part II."""
    rows = [_row(telling, number, case) for number, case in enumerate(telling.proposal.cases, start=1)]
    yield telling.table("list", COLUMNS, rows)


def _row(telling: Telling, number: int, case: Case) -> Row:
    lines = [
        f"{number}.{at}. {telling.title(case, cut)} ({telling.say(CONTENTS[cut.content])})"
        for at, cut in enumerate(case.cuts, start=1)
    ]
    code = telling.cell(case.before.national_code or case.id, Message("code: to be filled in"))
    name = Cell(telling.say(case.before.title))
    return Row((Cell(str(number), centred=True), code, name, Cell("\n".join(lines))))


def by_power(telling: Telling) -> Iterator[Block]:
    """Yield what the office may decide itself, and what is proposed to whom, each with what it rests on."""
    for by, held in telling.proposal.decided_by.items():
        yield telling.paragraph(Message("{who}:", who=DECIDED[by]))
        for case, cut in held:
            yield telling.item(_line(telling, case, cut))


def _line(telling: Telling, case: Case, cut: Cut) -> str:
    basis = telling.say(list(cut.decision.basis))
    named = f"{telling.title(case, cut)} ({case.before.national_code or case.id})"
    asked = telling.missing(cut.decision.question) if cut.decision.question else ""
    return "; ".join(filter(None, [named, telling.say(Message("basis: {rule}", rule=basis)) if basis else "", asked]))
