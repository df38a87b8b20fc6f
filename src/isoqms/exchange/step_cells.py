"""The cells of one step: its number, title, parties, time, results and forms."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from isoqms.exchange.cited_forms import put_result
from isoqms.exchange.clock_words import without_clock
from isoqms.exchange.drafting import Drafting, listed, text_value
from isoqms.exchange.fold import fold
from isoqms.exchange.headings import Column, Heading
from isoqms.exchange.parties import parties
from isoqms.exchange.statements import add_published
from isoqms.exchange.table import Cell, Row
from isoqms.exchange.times import TimeRead, read_time, unit_of
from isoqms.exchange.together import taken_apart
from isoqms.problem import Severity
from isoqms.words import Message
from isoqms.worktime import Kind

_NO_DURATION = re.compile(r"\b(not a (step )?duration|measured from|khong phai thoi gian cua buoc)\b")
_CLOCK = re.compile(r"\b(dong ho dung|tam dung( tinh)?|khong tinh (vao )?thoi (gian|han)|clock stop\w*)\b")
_SESSION = re.compile(r"\bbuoi\b")
_LONG_TITLE = 160
_BULLET = re.compile(r"^[-+•*–]\s+(?=\S)")


def put_number(drafting: Drafting, number: Cell | None, step: str, published: str) -> None:
    """Put the number of a step as published."""
    if published and number:
        drafting.put(("steps", step, "number"), published, number.at)
    drafting.place(number)


def put_title(drafting: Drafting, title: Cell | None, step: str) -> None:
    """Put what is done; further lines of a long text become remarks of the step."""
    if title is None or not title.text:
        return
    title = replace(title, text=_BULLET.sub("", title.text))
    first, *others = [line for line in title.text.split("\n") if line.strip()]
    if others and len(title.text) > _LONG_TITLE and len(first) > 8:
        drafting.put(("steps", step, "title"), text_value(first), title.at)
        for line in others:
            drafting.add(("steps", step, "notes"), line.strip(), title.at)
    else:
        drafting.put(("steps", step, "title"), text_value(title.text), title.at)
    drafting.place(title)


def put_role(drafting: Drafting, heading: Heading, row: Row, step: str, added: bool = False) -> None:
    """Put who does a step: roles of the office, or the applicant or a system when only they are named."""
    cells = [cell for cell in heading.of(row, Column.ROLE) if cell.text and not (added and cell.carried)]
    for number, cell in enumerate(cells):
        named = parties(_in_one_language(cell.text))
        drafting.place(cell)
        for helper in named.helpers:
            drafting.add(("steps", step, "notes"), helper, cell.at)
        if named.roles:
            _roles(drafting, named.roles, cell, step, added=added or number > 0)
        outsiders = "; ".join(each for each in (named.applicant, named.system) if each)
        if not outsiders:
            continue
        if named.roles or drafting.get(("steps", step, "role")) or (named.applicant and named.system):
            drafting.add(("steps", step, "notes"), outsiders, cell.at)
            message = Message("“{who}” takes part in this step together with the office", who=outsiders)
            fix = Message("make it a step of its own with “actor”, or leave it as a remark")
            drafting.doubt(cell.at, "role", message, fix, step)
        else:
            drafting.put(("steps", step, "actor"), "applicant" if named.applicant else "system", cell.at)
            drafting.put(("steps", step, "agency"), outsiders, cell.at)


def _in_one_language(text: str) -> str:
    """Return a cell that says the same in two languages as one line, as the name of one party.

    >>> _in_one_language("Một cửa\\nOne-stop officer"), _in_one_language("Văn thư\\nLãnh đạo")
    ('Một cửa / One-stop officer', 'Văn thư\\nLãnh đạo')
    """
    said = text_value(text)
    return f"{said['vi']} / {said['en']}" if isinstance(said, dict) else text


def _roles(drafting: Drafting, titles: tuple[str, ...], cell: Cell, step: str, added: bool) -> None:
    ids = [drafting.role_id(title) for title in titles]
    before: Any = drafting.get(("steps", step, "role")) if added else None
    known = [] if before is None else [before] if isinstance(before, str) else list(before)
    every = [*known, *(id_ for id_ in dict.fromkeys(ids) if id_ not in known)]
    drafting.put(("steps", step, "role"), every[0] if len(every) == 1 else every, cell.at)
    for number in range(len(known), len(every)):
        drafting.positions["steps", step, "role", number] = cell.at


def put_time(drafting: Drafting, heading: Heading, row: Row, step: str, unit: str) -> None:
    """Put the time of a step as written; what cannot be read stays beside it as words, with a question."""
    for kind in (Column.TIME, Column.TIME_BEFORE):
        cell = time_cell(heading, row) if kind is Column.TIME else heading.first(row, kind)
        if cell is None or not cell.text:
            continue
        if cell.carried:
            _shared(drafting, cell, step)
        elif kind is Column.TIME:
            _time(drafting, heading, row, cell, step, unit)
        else:
            _before(drafting, cell, step, unit)
        drafting.place(*heading.of(row, kind))


def time_cell(heading: Heading, row: Row) -> Cell | None:
    """Return the cell of the time of a row; where days and hours have columns of their own, both in one text."""
    columns = [column for column, kind in heading.kinds.items() if kind is Column.TIME]
    found = [(row[column], unit_of(heading.words[column])) for column in columns if column < len(row)]
    written = [(cell, read_time(cell.text, unit).text) for cell, unit in found if cell.text]
    if len(columns) > 1 and written and all(text for _, text in written):
        return replace(written[0][0], text=" + ".join(text for _, text in written if text))
    return written[0][0] if written else heading.first(row, Column.TIME)


def _time(drafting: Drafting, heading: Heading, row: Row, cell: Cell, step: str, unit: str) -> None:
    time, remark = taken_apart(cell.text)
    read = read_time(time, unit)
    if remark and read.text is not None:
        drafting.add(("steps", step, "notes"), remark, cell.at)
    note = heading.first(row, Column.NOTE)
    if read.text is not None and note and _NO_DURATION.search(fold(note.text)):
        message = Message("by its remark “{text}” is no time of this step", text=read.text)
        _left_open(drafting, cell, step, message)
    elif read.text is not None and read.duration is not None:
        drafting.put(("steps", step, "allowance"), read.text, cell.at)
        if read.duration.kind is Kind.UNCOUNTED:
            drafting.put(("steps", step, "clock"), "uncounted", cell.at)
        if _SESSION.search(fold(read.text)):
            _session(drafting, cell, step, read)
    elif read.reason is not None:
        _left_open(drafting, cell, step, read.reason)


def _session(drafting: Drafting, cell: Cell, step: str, read: TimeRead) -> None:
    """Say once what a morning or an afternoon is taken for: no rule that is known says how long it is."""
    if any(each.rule == "import/session" for each in drafting.doubts):
        return
    message = Message("“{text}”: a half day (buổi) is taken for half of the working day", text=read.text)
    fix = Message("leave it if that is so; else write the hours")
    drafting.doubt(cell.at, "session", message, fix, step, Severity.INFO)


def _left_open(drafting: Drafting, cell: Cell, step: str, reason: Message) -> None:
    drafting.put(("steps", step, "allowance"), None, cell.at)
    drafting.add(("steps", step, "notes"), " ".join(cell.text.split()), cell.at)
    fix = Message("write a number and a unit, for example “0,5 ngày làm việc”, “4 hours” or “15..30 min”")
    drafting.doubt(cell.at, "duration", reason, fix, step)


def _shared(drafting: Drafting, cell: Cell, step: str) -> None:
    drafting.put(("steps", step, "allowance"), None, cell.at)
    message = Message("one time, “{text}”, is written for this step and the one above together", text=cell.text)
    fix = Message("give each step its own time; for now the first one has it all")
    drafting.doubt(cell.at, "shared-time", message, fix, step)


def _before(drafting: Drafting, cell: Cell, step: str, unit: str) -> None:
    """Put the time before a shortening, which stands in a column of its own."""
    before, after = read_time(cell.text, unit), drafting.get(("steps", step, "allowance"))
    title = drafting.get(("steps", step, "title"))
    if before.text is not None and after is not None and title is not None:
        if before.text != after:
            entry = {"part": title, "before": before.text, "after": after}
            add_published(drafting, entry, cell)
    elif before.text is not None and after is None:
        drafting.put(("steps", step, "allowance"), before.text, cell.at)
    else:
        drafting.add(("steps", step, "notes"), " ".join(cell.text.split()), cell.at)


def put_more(drafting: Drafting, heading: Heading, row: Row, step: str) -> None:
    """Put results, forms, inputs, remarks, and what stands under headings we do not know."""
    for column, cell in enumerate(row):
        kind = heading.kinds.get(column)
        if not cell.text or cell.carried or cell.at in drafting.placed:
            continue
        if kind in (Column.OUTPUT, Column.FORM):
            for item in listed(cell.text):
                put_result(drafting, item, cell, step)
        elif kind is Column.INPUT:
            for item in listed(cell.text):
                drafting.add(("steps", step, "inputs"), text_value(item), cell.at)
        elif kind is Column.NOTE:
            _note(drafting, cell, step)
        elif kind in (Column.OTHER, Column.BASIS, Column.NEXT):
            drafting.add(("steps", step, "notes"), f"{heading.words[column]}: {' '.join(cell.text.split())}", cell.at)
        else:
            continue
        drafting.place(cell)


def _note(drafting: Drafting, cell: Cell, step: str) -> None:
    """Put a remark; a line in the words in which we write the state of the clock sets it."""
    rest, clock = without_clock(cell.text)
    if clock is not None:
        drafting.put(("steps", step, "clock"), clock, cell.at)
    if rest:
        drafting.add(("steps", step, "notes"), text_value(rest), cell.at)
        _stopped(drafting, cell, step)


def _stopped(drafting: Drafting, cell: Cell, step: str) -> None:
    """Ask about a remark which says that the clock stands still."""
    if _CLOCK.search(fold(cell.text)) and drafting.get(("steps", step, "clock")) is None:
        message = Message("by its remark the time of this step is not counted: “{text}”", text=cell.text)
        fix = Message("write “clock: stopped” or “clock: uncounted” at the step if it is so")
        drafting.doubt(cell.at, "clock", message, fix, step)
