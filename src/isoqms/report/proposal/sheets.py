"""The dossier as a workbook: list, details, steps, cost by item, shares, who decides, what is to be filled in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from isoqms.exchange.workbook import Sheet, sheets_to_xlsx
from isoqms.improve.cost.amounts import Saving
from isoqms.improve.proposal.content import Case
from isoqms.report.cost_text import SUMS, particulars, sum_label
from isoqms.report.document.content import Block, Row, Table
from isoqms.report.proposal.details import detailed
from isoqms.report.proposal.listing import by_power, listed
from isoqms.report.proposal.reviewed import reviewed, to_fill_in
from isoqms.report.proposal.share_sheets import share_sheets
from isoqms.report.proposal.steps import COLUMNS as STEP_COLUMNS
from isoqms.report.proposal.steps import step_rows
from isoqms.report.proposal.telling import Telling
from isoqms.words import Message

_COST: Final = (
    (Message("Code"), 14),
    (Message("Item"), 48),
    (Message("Times"), 16),
    (Message("Minutes"), 14),
    (Message("Money"), 16),
    (Message("Before"), 16),
    (Message("After"), 16),
    (Message("Saved"), 16),
    (Message("Rate of cost, %"), 14),
)
_PER_CHARACTER: Final = 0.9
"""Width of a column in characters for each hundredth of the width of a page."""


def workbook(telling: Telling) -> bytes:
    """Return the dossier as an Excel workbook; numbers are numbers, and there is no formula."""
    about = [telling.say(telling.proposal.title), telling.say(telling.wording.unverified)]
    sheets = [
        _of_blocks(telling, about, Message("Part I"), listed(telling)),
        *_details(telling, about),
        _steps(telling, about),
        _costs(telling, about),
        *share_sheets(telling, about),
        _of_blocks(telling, about, Message("Review"), reviewed(telling)),
        _lines(telling, about, Message("Who decides what"), by_power(telling)),
        _lines(telling, about, Message("To be filled in"), to_fill_in(telling)),
    ]
    return sheets_to_xlsx(telling.say(telling.proposal.title), [sheet for sheet in sheets if sheet.heading])


def _of_blocks(telling: Telling, about: Sequence[str], name: Message, blocks: Iterable[Block]) -> Sheet:
    """Return the tables among blocks as one sheet; they have the same columns."""
    tables = [block for block in blocks if isinstance(block, Table)]
    head: tuple[str, ...] = tables[0].head if tables else ()
    rows = [_cells(row, len(head)) for table in tables for row in table.rows]
    widths = [max(6, round(width * _PER_CHARACTER * 1.6)) for width in tables[0].widths] if tables else [20]
    return Sheet(telling.say(name), about, head, rows, widths)


def _cells(row: Row, count: int) -> list[str]:
    texts = [text for cell in row.cells for text in (cell.text, *[""] * (cell.span - 1))]
    return (texts + [""] * count)[:count]


def _details(telling: Telling, about: Sequence[str]) -> Iterator[Sheet]:
    """Yield a sheet for each part of the details, all procedures together."""
    names = {"content": Message("Part II: content"), "amends": Message("Part II: implementation")}
    names |= {"limits": Message("Part II: time"), "roadmap": Message("Part II: roadmap")}
    blocks = [block for section in detailed(telling) for block in section.blocks if isinstance(block, Table)]
    for kind, name in names.items():
        found = [block for block in blocks if block.id.startswith(f"{kind}-")]
        if found:
            yield _of_blocks(telling, about, name, found)


def _steps(telling: Telling, about: Sequence[str]) -> Sheet:
    heads = [telling.say(Message("Code")), *(telling.say(head) for _, head, _ in STEP_COLUMNS)]
    rows = [
        [case.before.national_code or case.id, *(cell.text for cell in cells)]
        for case in telling.proposal.cases
        for cells in step_rows(telling, case)
    ]
    return Sheet(telling.say(Message("Steps")), about, heads, rows, (14, 6, 60, 34, 22, 22))


def _costs(telling: Telling, about: Sequence[str]) -> Sheet:
    heads = [telling.say(head) for head, _ in _COST]
    rows = [row for case in telling.proposal.cases for row in _of_case(telling, case)]
    return Sheet(telling.say(Message("Cost")), about, heads, rows, [width for _, width in _COST])


def _of_case(telling: Telling, case: Case) -> Iterator[list[str | float]]:
    if case.priced is None:
        return
    code = case.before.national_code or case.id
    for pair in case.priced.items():
        yield [code, telling.say(pair.item.title), *particulars(pair, telling.lang), *_numbers(pair.saving)]
    for label, of in SUMS:
        yield [code, telling.say(sum_label(label, case.priced)), "", "", "", *_numbers(case.priced.saving(of))]
    if case.priced.yearly:
        yield [code, telling.say(Message("A year (T = C × n × N)")), "", "", "", *_numbers(case.priced.yearly)]
    if parts := case.priced.by_number:
        yield [code, telling.say(Message("A year, with as many dossiers as now")), "", "", "", *_numbers(parts.alike)]


def _numbers(saving: Saving) -> list[str | float]:
    rate: str | float = "–" if saving.percent is None else float(saving.percent)
    return [saving.before, saving.after, saving.saved, rate]


def _lines(telling: Telling, about: Sequence[str], name: Message, blocks: Iterable[Block]) -> Sheet:
    texts = [[block.text] for block in blocks if not isinstance(block, Table)]
    return Sheet(telling.say(name), about, [telling.say(name)], texts, (120,))
