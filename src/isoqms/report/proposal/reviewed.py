"""The review of each procedure: our own questions, what the files answer, and room for the person who reviews."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from isoqms.improve.proposal.checks import gaps, miscounts
from isoqms.improve.proposal.content import Area, Case
from isoqms.report.document.content import Block, Cell, Row
from isoqms.report.proposal.agreement import disagreements
from isoqms.report.proposal.telling import Telling
from isoqms.report.proposal.words import AREAS
from isoqms.words import Message

COLUMNS: Final = (
    ("question", Message("Question"), 38.0),
    ("files", Message("What the files say"), 34.0),
    ("person", Message("Answer of the reviewer"), 28.0),
)


def reviewed(telling: Telling) -> Iterator[Block]:
    """Yield the review of every procedure."""
    yield telling.paragraph(
        Message("The questions are the program's own; what no file answers is left to the person who reviews.")
    )
    for case in telling.proposal.cases:
        if len(telling.proposal.cases) > 1:
            yield telling.paragraph(case.before.title)
        yield telling.table(f"review-{case.id}", COLUMNS, list(_rows(telling, case)))


def _rows(telling: Telling, case: Case) -> Iterator[Row]:
    for area in Area:
        yield Row((Cell(telling.say(AREAS[area]), strong=True, span=3),), opens=True)
        for question in case.review:
            if question.area is area:
                told = "\n".join(telling.say(each) for each in question.answers)
                open_ = telling.cell(told or None, Message("no file answers this"))
                yield Row((Cell(telling.say(question.asked)), open_, Cell("")))


def to_fill_in(telling: Telling) -> Iterator[Block]:
    """Yield what has to be filled in before the papers are signed, and what checking the figures came to."""
    named = {(case.id, cut.id): telling.title(case, cut) for case in telling.proposal.cases for cut in case.cuts}
    found = gaps(telling.proposal)
    for gap in found:
        where = named.get((gap.procedure, gap.change), gap.procedure)
        yield telling.item(Message("{where}: {what}", where=where, what=gap.message))
    if not found:
        yield telling.paragraph(Message("Nothing is missing."))
    wrong = [*miscounts(telling.proposal), *disagreements(telling)]
    if not wrong:
        said = Message(
            "Checked: list and details name the same changes; amounts, rates and days saved follow from one another."
        )
        yield telling.paragraph(said)
    yield from (telling.item(each) for each in wrong)
