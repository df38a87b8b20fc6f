"""What a document says around its steps, put into the draft: name, code, authority, limits, and the rest as remarks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from isoqms.exchange.annexes import annex_of, put_annex
from isoqms.exchange.arrows import is_flow
from isoqms.exchange.drafting import Drafting, listed, text_value
from isoqms.exchange.fees import put_fee
from isoqms.exchange.fold import fold, plain, slug
from isoqms.exchange.labels import Label, is_section, label_of, stated_in_row
from isoqms.exchange.limits import put_limit
from isoqms.exchange.offices import is_of_letterhead, letterhead
from isoqms.exchange.row_kinds import is_total, reduction
from isoqms.exchange.table import Cell, Row
from isoqms.exchange.times import read_time
from isoqms.words import Message

_NATIONAL = re.compile(r"(?<![\w.-])[0-9]\.[0-9]{6}(?:\.[A-Za-z0-9.]+)?(?![\w-])")
"""A code of the national database; inside a longer word it is part of the office's own code."""
_RULE = re.compile(r"[0-9]+/(?:[0-9]{4}/)?[A-ZĐ][A-ZĐa-z0-9&]*(?:-[A-ZĐ][A-ZĐ0-9&]*)*")
_DAY = re.compile(r"(?:ngày )?([0-3]?[0-9])(?:/| tháng |-|\.)([01]?[0-9])(?:/| năm |-|\.)([12][0-9]{3})")
_LEVELS = {
    "xa": "commune",
    "cap xa": "commune",
    "tinh": "province",
    "cap tinh": "province",
    "trung uong": "central",
    "cap huyen": "district",
    "huyen": "district",
    "cap bo": "ministry",
}
_TEXTS = {Label.AGENCY: "agency", Label.FIELD: "field", Label.SUBJECTS: "subjects"}
_OFTEN_ABOVE = frozenset(
    {
        Label.TITLE,
        Label.LEGAL,
        Label.COMMITTED,
        Label.TOTAL,
        Label.FEE,
        Label.SETS,
        Label.BASIS,
        Label.RESULT,
        Label.SUBJECTS,
    }
)
"""Labels that ISO documents write on a line of their own, above the value."""
_PURPOSE = re.compile(r"([0-9ivx]+ )?(muc dich|purpose)")
_LIMITS = {Label.LEGAL: "legal", Label.COMMITTED: "committed", Label.TOTAL: "total"}


def put_statements(drafting: Drafting, rows: Iterable[Row]) -> list[Cell]:
    """Put what lines outside the steps state; return the cells that say how steps follow one another."""
    flows: list[Cell] = []
    rest: list[list[Row]] = [[]]
    waiting: tuple[Label, Row] | None = None
    for row in _without_annexes(drafting, rows):
        found = stated_in_row(row)
        if not found and waiting and any(cell.text for cell in row):
            found, waiting = _below(waiting, row), None
        for label, value, cell, cells in found:
            if label is Label.FLOW and is_flow(value):
                flows.append(Cell(value, cell.at))
                drafting.place(*cells)
            elif _put(drafting, label, value, cell) or _noted(drafting, cell, cells):
                drafting.place(*cells)
        if not found:
            waiting = _alone(row)
            if any(is_section(cell.text) for cell in row if cell.text):
                rest.append([])
        if not _reduced(drafting, row):
            rest[-1].append(row)
    for group in rest:
        _rest(drafting, group)
    return flows


def _noted(drafting: Drafting, cell: Cell, cells: tuple[Cell, ...]) -> bool:
    """Keep one of several statements of a cell as a remark: the cell has its place by another of them."""
    if cell in cells:
        return False
    drafting.add(("notes",), cell.text, cell.at)
    return True


def _without_annexes(drafting: Drafting, rows: Iterable[Row]) -> Iterator[Row]:
    """Yield the lines that are no forms and no records; those two are put where they belong."""
    annex: str | None = None
    for row in rows:
        if any(is_section(cell.text) for cell in row if cell.text):
            annex = annex_of(row) or (annex if sum(bool(cell.text) for cell in row) > 2 else None)
        elif annex and put_annex(drafting, annex, row):
            continue
        yield row


def _below(waiting: tuple[Label, Row], row: Row) -> list[tuple[Label, str, Cell, tuple[Cell, ...]]]:
    """Take a line as the value of the label that stood alone on the line before it."""
    label, above = waiting
    written = [cell for cell in row if cell.text and not cell.carried]
    if len(written) != 1 or is_section(written[0].text) or (label is Label.TITLE and len(written[0].text) < 8):
        return []
    return [(label, written[0].text, written[0], (*(cell for cell in above if cell.text), written[0]))]


def _alone(row: Row) -> tuple[Label, Row] | None:
    written = [cell for cell in row if cell.text and not cell.carried]
    numbered = len(written) == 2 and re.fullmatch(r"[0-9IVX.]+[a-z]?\.?", written[0].text)
    if len(written) != 1 and not numbered:
        return None
    label = label_of(written[-1].text.rstrip(": "))
    return (label, row) if label in _OFTEN_ABOVE else None


def _rest(drafting: Drafting, rows: list[Row]) -> None:
    """Keep lines without a place: the first one names the document, the others are remarks."""
    if drafting.get(("source", "title")) is None and not drafting.get(("notes",)):
        heads: list[Cell] = []
        for row in rows:
            written = [cell for cell in row if cell.text and not cell.carried and cell.at not in drafting.placed]
            if written and is_of_letterhead(written[0].text, bool(heads)):
                heads.append(written[0])
                drafting.place(*(cell for cell in written[1:] if is_of_letterhead(cell.text)))
                continue
            if len(written) == 1 and not is_section(written[0].text) and ":" not in written[0].text:
                drafting.put(("source", "title"), " ".join(written[0].text.split()), written[0].at)
                drafting.place(written[0])
            if written:
                break
        _agency(drafting, heads)
    _purpose(drafting, rows)
    drafting.note(rows)


def _agency(drafting: Drafting, heads: list[Cell]) -> None:
    """Put the office that a letterhead names, unless a label names it; what stands beside it is a question."""
    found = letterhead("\n".join(cell.text for cell in heads))
    if found is None or drafting.get(("agency",)) not in (None, found.agency):
        return
    drafting.put(("agency",), found.agency, heads[-1].at)
    drafting.place(*heads)
    if found.others:
        message = Message(
            "the letterhead names {others} too; {agency} is taken", others=found.others, agency=found.agency
        )
        fix = Message("write under “agency” the office that carries the procedure out")
        drafting.doubt(heads[-1].at, "agency", message, fix)


def _purpose(drafting: Drafting, rows: list[Row]) -> None:
    """Put what stands below the title “Mục đích” as the purpose."""
    cells = [cell for row in rows for cell in row if cell.text and not cell.carried and cell.at not in drafting.placed]
    if len(cells) < 2 or not _PURPOSE.fullmatch(fold(cells[0].text)) or drafting.get(("purpose",)) is not None:
        return
    drafting.put(("purpose",), "\n".join(cell.text for cell in cells[1:]), cells[1].at)
    drafting.place(*cells[1:])


def _reduced(drafting: Drafting, row: Row) -> bool:
    done = [put_reduction(drafting, cell) for cell in row if cell.text and not cell.carried]
    return any(done)


def put_reduction(drafting: Drafting, cell: Cell) -> bool:
    """Put a published shortening; False when the cell states none that can be read."""
    found = reduction(cell.text)
    if found is None:
        return False
    before, after = read_time(found.before), read_time(found.after)
    if before.text is None and after.text is not None and after.duration is not None:
        unit = re.sub(r"^[0-9.,/ ½¼¾]+", "", after.text)
        before = read_time(found.before, unit)
    if before.text is None or after.text is None:
        message = Message("the shortening “{text}” is not understood", text=" ".join(cell.text.split()))
        drafting.doubt(cell.at, "reduction", message, Message("write both times with their units"))
        return False
    part = found.what or " ".join(cell.text.split())
    add_published(drafting, {"part": part, "before": before.text, "after": after.text}, cell)
    drafting.place(cell)
    return True


def add_published(drafting: Drafting, entry: dict[str, Any], cell: Cell) -> None:
    """Add a pair of published times unless the document states it twice."""
    known = ({**each, "part": fold(str(each["part"]))} for each in drafting.get(("published_times",)) or [])
    if {**entry, "part": fold(str(entry["part"]))} not in known:
        drafting.add(("published_times",), entry, cell.at)


def _put(drafting: Drafting, label: Label, value: str, cell: Cell) -> bool:
    """Put one stated value; False when it stays a remark."""
    if label in _LIMITS:
        put_limit(drafting, _LIMITS[label], value, cell)
        return True
    if label is Label.TITLE and drafting.get(("title",)) is None:
        drafting.put(("title",), text_value(value), cell.at)
        return True
    if label in _TEXTS and drafting.get((_TEXTS[label],)) is None:
        drafting.put((_TEXTS[label],), text_value(value), cell.at)
        return True
    if label is Label.CODE:
        return _code(drafting, value, cell)
    if label is Label.LEVEL and fold(value) in _LEVELS:
        drafting.put(("level",), _LEVELS[fold(value)], cell.at)
        return True
    if label is Label.RESULT:
        for each in listed(value):
            drafting.add(("result",), text_value(each), cell.at)
        return True
    if label is Label.FEE:
        put_fee(drafting, value, cell)
        return True
    if label is Label.BASIS:
        return _basis(drafting, value, cell)
    return _issue(drafting, label, value, cell)


def _code(drafting: Drafting, value: str, cell: Cell) -> bool:
    national = _NATIONAL.search(value)
    if national and drafting.get(("national_code",)) is None:
        drafting.put(("national_code",), national[0], cell.at)
    own = re.sub(r"[^A-Za-z0-9._-]+", "-", plain(value.replace(national[0], "") if national else value)).strip("-._")
    if own and drafting.get(("id",)) is None and len(own) <= 80:
        drafting.put(("id",), own, cell.at)
        return own == value or bool(national)
    return national is not None and not own


def _basis(drafting: Drafting, value: str, cell: Cell) -> bool:
    kept = False
    for line in listed(value):
        number = _RULE.search(line)
        if number:
            drafting.put(("legal_basis", slug(number[0])), {"document": number[0], "title": line}, cell.at)
            kept = True
    return kept and all(_RULE.search(line) for line in listed(value))


def _issue(drafting: Drafting, label: Label, value: str, cell: Cell) -> bool:
    if label is Label.ISSUE and (number := re.fullmatch(r"0*([1-9][0-9]?)", value)):
        drafting.put(("issue", "number"), int(number[1]), cell.at)
        return True
    if label is Label.SETS and (number := re.match(r"0*([1-9][0-9]?)\b", value)):
        drafting.put(("dossier_sets",), int(number[1]), cell.at)
        return bool(re.fullmatch(r"[0-9]+ *(\([^)]*\))? *(bộ|sets?)?\.?", value))
    key = {Label.ISSUED: "issued", Label.EFFECTIVE: "effective"}.get(label)
    day = _DAY.search(value)
    if key and day:
        try:
            written = date(int(day[3]), int(day[2]), int(day[1]))
        except ValueError:
            return False
        drafting.put(("issue", key), written.isoformat(), cell.at)
        return True
    return False


def total_value(row: Row, times: list[Cell]) -> tuple[str, Cell] | None:
    """Return what a row of a total states: in its column of times, behind a colon, or in whichever cell is a time."""
    for cell in times:
        if cell.text and not cell.carried:
            return cell.text, cell
    for cell in row:
        if cell.text and not cell.carried:
            label, colon, value = cell.text.partition(":")
            if colon and value.strip() and is_total((Cell(label, cell.at),)):
                return value.strip(), cell
    for cell in row:
        for figure in re.finditer(r"(?<![\w.,/])[0-9½¼¾]", cell.text) if cell.text and not cell.carried else ():
            if read_time(cell.text[figure.start() :]).text is not None:
                return cell.text[figure.start() :], cell
    return None
