"""The steps of a procedure before and after, side by side."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from isoqms.improve.proposal.content import Case
from isoqms.procedure import Step
from isoqms.report.document.content import Block, Cell, Row
from isoqms.report.proposal.telling import Telling
from isoqms.words import Message

COLUMNS: Final = (
    ("no", Message("No."), 7.0),
    ("step", Message("Step"), 40.0),
    ("who", Message("Who"), 23.0),
    ("before", Message("Time allowed before"), 15.0),
    ("after", Message("Time allowed after"), 15.0),
)


def steps_table(telling: Telling, case: Case) -> Iterator[Block]:
    """Yield the table; what is no longer done says so."""
    yield telling.table(f"steps-{case.id}", COLUMNS, [Row(cells) for cells in step_rows(telling, case)])
    if case.kept:
        steps = [telling.step(case, id_) for id_ in case.kept]
        yield telling.paragraph(
            Message("Dossiers part or meet in these steps; their order is to be written by hand: {steps}", steps=steps)
        )


def step_rows(telling: Telling, case: Case) -> Iterator[tuple[Cell, ...]]:
    """Yield the cells of each step, in the order of the file."""
    for number, id_ in enumerate(dict.fromkeys((*case.before.steps, *case.after.steps)), start=1):
        before, after = case.before.steps.get(id_), case.after.steps.get(id_)
        gone = id_ in case.dropped or case.abolished
        held = before or after
        assert held is not None
        done = telling.say(Message("left out") if gone else (_time(telling, after) if after else "–"))
        who = telling.doer(case, held)
        if after and before and (now := telling.doer(case, after)) != who:
            who = f"{who} → {now}"
        number_shown = Cell(str(held.number if held.number is not None else number), centred=True)
        was = Cell(_time(telling, before) if before else "–", centred=True)
        yield number_shown, Cell(telling.step(case, id_)), Cell(who), was, Cell(done, centred=True, strong=gone)


def _time(telling: Telling, step: Step) -> str:
    return telling.say(step.allowance) if step.allowance else "–"
