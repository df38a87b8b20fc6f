"""Rows of a step table as steps, stages, totals and remarks of a draft, in the order of the table."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from isoqms.exchange.arrows import as_flow
from isoqms.exchange.drafting import Drafting, text_value, unique
from isoqms.exchange.fold import fold, number_key, slug
from isoqms.exchange.headings import Column, Heading
from isoqms.exchange.limits import put_limit
from isoqms.exchange.row_kinds import NOTE, is_part_total, is_stage, is_total
from isoqms.exchange.sections import plain_number
from isoqms.exchange.statements import put_reduction, total_value
from isoqms.exchange.step_cells import put_more, put_number, put_role, put_time, put_title, time_cell
from isoqms.exchange.table import Cell, Row
from isoqms.exchange.times import read_time, unit_of
from isoqms.problem import Position
from isoqms.words import Message

_TIMES_OF_STAGES = tuple(
    re.compile(pattern)
    for pattern in (
        r"\(([^()]*[0-9½¼¾][^()]*)\)\s*$",
        r"\s[–—-]\s+([^–—]*[0-9½¼¾][^–—]*)$",
        r":\s*([^:]*[0-9½¼¾][^:]*)$",
    )
)
"""Where the heading of a stage holds its time: in brackets, behind a dash or a colon."""
_PART_NUMBER = re.compile(r"[IVX]+\.?|[A-Z]\.?")
_PART_TITLE = re.compile(r"[IVX]+[.):] ?[^\W\d_]")
_NUMBERED_TITLE = re.compile(r"(?:Bước|Buoc|BƯỚC|Step) ?([0-9]+[a-z]?) ?[:.–-] ?(\S.+)", re.DOTALL)
_BULLET = re.compile(r"^[-+•*–]\s*")


@dataclass(slots=True)
class Rows:
    """The steps found so far in one table."""

    drafting: Drafting
    heading: Heading
    letter: str
    unit: str = ""
    stage: str = ""
    last: str = ""
    numbers: dict[str, dict[str, str]] = field(default_factory=dict)
    """Step by published number, for each stage."""
    divided: str = ""
    """What the numbers of the parts of a step begin with, while its parts are read."""
    onward: list[Cell] = field(default_factory=list)
    """Where the dossier goes from each step, as flow lines, where the table has a column for it."""

    @property
    def steps(self) -> list[str]:
        """The ids of the steps in order."""
        return list(self.drafting.data.get("steps", {}))


def put_steps(drafting: Drafting, heading: Heading, body: list[Row], letter: str, unit: str = "") -> Rows:
    """Put the rows below a heading into the draft.

    `letter` begins the id of a step whose number is a mere figure; `unit` is the unit of times stated above the table,
    for headings that name none.
    """
    rows = Rows(drafting, heading, letter, unit=_unit(heading) or unit)
    for index, row in enumerate(body):
        if not any(cell.text and not cell.carried for cell in row) or heading.same(row):
            drafting.place(*row)
        elif is_total(row) and not _role(row, heading):
            _total(rows, row, body[index + 1 :])
        elif not (_shortening(rows, row) or _remark(rows, row) or _stage(rows, row, body[index + 1 :])):
            _step_or_more(rows, row)
    return rows


def _unit(heading: Heading) -> str:
    return next((unit_of(heading.words[c]) for c, kind in heading.kinds.items() if kind is Column.TIME), "")


def _role(row: Row, heading: Heading) -> str:
    cell = heading.first(row, Column.ROLE)
    return cell.text if cell and not cell.carried else ""


def _own(row: Row) -> list[Cell]:
    return [cell for cell in row if cell.text and not cell.carried]


def _total(rows: Rows, row: Row, below: list[Row]) -> None:
    """Put a total: of the stage when it names one or further steps follow, else of the whole table."""
    time = time_cell(rows.heading, row)
    found = total_value(row, [time] if time else [])
    drafting = rows.drafting
    if found is None:
        message = Message("this total states no time")
        drafting.doubt(_own(row)[0].at, "total", message, Message("write the total, or take the row out"))
        drafting.note([row])
        return
    text, cell = found
    more_steps = any(not is_total(each) and _is_step(rows, each) for each in below)
    more_totals = any(is_total(each) for each in below)
    whole = not (more_steps or is_part_total(row) or (more_totals and rows.stage))
    part = (is_part_total(row) or (more_steps and more_totals)) and _part_above(rows)
    if (rows.stage and not whole) or part:
        _stage_total(rows, rows.stage, text, cell)
        rows.stage = "" if part else rows.stage
    else:
        put_limit(drafting, "total", text, cell, rows.unit)
    drafting.place(cell, *rows.heading.of(row, Column.TIME))
    legal = drafting.get(("limits", "legal", "within"))
    drafting.place(*(c for c in rows.heading.of(row, Column.TIME_BEFORE) if read_time(c.text, rows.unit).text == legal))
    words = [each for each in _own(row) if each.at not in drafting.placed]
    drafting.place(*(each for each in words if len(fold(each.text)) < 40 and is_total((each,))))
    drafting.note([row])


def _part_above(rows: Rows) -> bool:
    """Open a stage of the steps above a subtotal, where no heading has opened one."""
    alone = (
        [] if rows.stage else [id_ for id_, step in rows.drafting.data.get("steps", {}).items() if "stage" not in step]
    )
    if not alone:
        return False
    rows.stage = _made_stage(rows, rows.drafting.positions["steps", alone[0]])
    for id_ in alone:
        rows.drafting.put(("steps", id_, "stage"), rows.stage, rows.drafting.positions["steps", id_])
    rows.numbers[rows.stage] = rows.numbers.pop("", {})
    return True


def _stage_total(rows: Rows, stage: str, text: str, cell: Cell) -> None:
    read = read_time(text, rows.unit)
    if read.text is not None:
        rows.drafting.put(("stages", stage, "total"), read.text, cell.at)
    elif read.reason is not None:
        fix = Message("write the total of the stage as a number and a unit")
        rows.drafting.doubt(cell.at, "total", read.reason, fix, stage)
        rows.drafting.add(("notes",), cell.text, cell.at)


def _shortening(rows: Rows, row: Row) -> bool:
    own = _own(row)
    return len(own) <= 2 and not _role(row, rows.heading) and any(put_reduction(rows.drafting, cell) for cell in own)


def _remark(rows: Rows, row: Row) -> bool:
    """Keep a row of remarks: it says so, or it begins with a star or a bracket, or it is prose over the whole width."""
    own = _own(row)
    text = own[0].text
    wide = len(own) == 1 and (own[0].width > 2 or len(text) > 160)
    said = NOTE.match(fold(text)) or (len(own) == 1 and text.startswith(("*", "(")) and len(text) > 20)
    if not said and not (wide and text.rstrip().endswith(".") and not is_stage(text)):
        return False
    rows.drafting.note([row])
    return True


def _stage(rows: Rows, row: Row, below: list[Row]) -> bool:
    """Open a stage when a row is the heading of one; False for any other row."""
    own = [cell for cell in _own(row) if cell not in rows.heading.of(row, Column.TIME)]
    if _divided(rows, row, below):
        _open_divided(rows, row)
        return True
    if not own or len(own) > 2 or _role(row, rows.heading):
        return False
    words = " ".join(cell.text for cell in own)
    times = [cell for cell in rows.heading.of(row, Column.TIME) if cell.text and not cell.carried]
    named = any(is_stage(cell.text) for cell in own) or is_stage(words)
    lettered = len(own) == 2 and bool(_PART_NUMBER.fullmatch(own[0].text.strip()))
    lettered |= len(own) == 1 and _is_part_title(rows, row, below)
    plain = len(own) == 1 and len(words) <= 120 and plain_number(words) is None
    plain = plain and (not times or (not _numbered(rows, row) and bool(below) and _numbered(rows, below[0])))
    plain = plain and not _BULLET.match(words) and (own[0].width > 1 or words.isupper() or not _numbered(rows, row))
    if not (named or lettered or plain) or not any(_is_step(rows, each) for each in below[:3]):
        return False
    _open_stage(rows, own, times, words)
    if not named:
        message = Message("“{text}” is taken for the heading of a stage", text=words)
        fix = Message("delete the stage if it is none; its words stand under “stages”")
        rows.drafting.doubt(own[0].at, "heading", message, fix, rows.stage)
    return True


def _is_part_title(rows: Rows, row: Row, below: list[Row]) -> bool:
    """Say whether a row such as “I. TẠI SỞ” is above steps with other numbers, and no step of who did the one above."""
    role = rows.heading.first(row, Column.ROLE)
    first = next(iter(_own(below[0])), None) if below else None
    shared = role is not None and bool(role.text)
    return not shared and bool(_PART_TITLE.match(_own(row)[0].text)) and not (first and _PART_TITLE.match(first.text))


def _divided(rows: Rows, row: Row, below: list[Row]) -> bool:
    """Say whether the parts of a step, 2.1 and so on with times of their own, stand below it."""
    number = rows.heading.first(row, Column.NUMBER)
    title = rows.heading.first(row, Column.TITLE)
    if number is None or not below or title is None or not title.text or plain_number(number.text) is None:
        return False
    first = rows.heading.first(below[0], Column.NUMBER)
    time = time_cell(rows.heading, below[0])
    parts = first is not None and re.fullmatch(rf"{re.escape(number.text.rstrip('.)'))}\.1[.)]?", first.text)
    return bool(parts) and time is not None and bool(time.text) and not time.carried


def _open_divided(rows: Rows, row: Row) -> None:
    """Open a stage for a step with parts: its time is that of its parts together."""
    number, title = rows.heading.first(row, Column.NUMBER), rows.heading.first(row, Column.TITLE)
    times = [cell for cell in rows.heading.of(row, Column.TIME) if cell.text and not cell.carried]
    named = [cell for cell in (number, title) if cell]
    _open_stage(rows, named, times, " ".join(cell.text for cell in named))
    rows.divided = named[0].text.rstrip(".)") + "."
    rows.drafting.note([row])


def _numbered(rows: Rows, row: Row) -> bool:
    cell = rows.heading.first(row, Column.NUMBER)
    return cell is not None and bool(cell.text) and cell.width == 1


def _open_stage(rows: Rows, own: list[Cell], times: list[Cell], words: str) -> None:
    drafting = rows.drafting
    title = " ".join(words.split())
    rows.stage = unique(slug(title.partition(":")[0].partition("(")[0] or title), drafting.data.get("stages", {}))
    drafting.put(("stages", rows.stage), {}, own[0].at)
    drafting.put(("stages", rows.stage, "title"), text_value(title), own[0].at)
    drafting.place(*own)
    if times:
        _stage_total(rows, rows.stage, times[0].text, times[0])
        drafting.place(*times)
    elif total := _time_in(title):
        drafting.put(("stages", rows.stage, "total"), total, own[0].at)


def _time_in(title: str) -> str | None:
    """Return the time that the heading of a stage states."""
    found = (pattern.search(title) for pattern in _TIMES_OF_STAGES)
    return next((time for each in found if each and (time := read_time(each[1]).text)), None)


def _is_step(rows: Rows, row: Row) -> bool:
    kinds = {rows.heading.kinds.get(column) for column, cell in enumerate(row) if cell.text and not cell.carried}
    return Column.TITLE in kinds and bool(kinds & {Column.ROLE, Column.TIME, Column.NUMBER})


def _step_or_more(rows: Rows, row: Row) -> None:
    number, title = rows.heading.first(row, Column.NUMBER), _title(rows, row)
    own = {rows.heading.kinds.get(column) for column, cell in enumerate(row) if cell.text and not cell.carried}
    says = own & {Column.NUMBER, Column.TITLE}
    bare = own <= {Column.TITLE, Column.OUTPUT, Column.FORM, Column.NOTE} and rows.last
    goes_on = bool(title and bare and (_BULLET.match(title.text) or title.text[:1].islower()))
    merged = bool(number and number.carried) and not (title and title.carried)
    if rows.last and (not says or (goes_on and not merged)) and not ({Column.TIME, Column.ROLE} <= own):
        _more(rows, row, title if Column.TITLE in own else None)
        return
    if not says and not rows.last:
        rows.drafting.note([row])
        return
    _step(rows, row, number, title)


def _title(rows: Rows, row: Row) -> Cell | None:
    """Return the cell that says what is done: beside a drawn flow chart, whose cells are empty, the one of remarks."""
    title = rows.heading.first(row, Column.TITLE)
    if title is not None and not title.text and not title.carried and _numbered(rows, row):
        remark = rows.heading.first(row, Column.NOTE)
        return remark if remark and remark.text and not remark.carried else title
    return title


def _more(rows: Rows, row: Row, title: Cell | None) -> None:
    """Add a row that goes on with the step above: more parties, results or words."""
    if title is not None:
        rows.drafting.add(("steps", rows.last, "notes"), " ".join(title.text.split()), title.at)
        rows.drafting.place(title)
    put_role(rows.drafting, rows.heading, row, rows.last, added=True)
    put_more(rows.drafting, rows.heading, row, rows.last)
    rows.drafting.note([row], ("steps", rows.last, "notes"))


def _step(rows: Rows, row: Row, number: Cell | None, title: Cell | None) -> None:
    drafting = rows.drafting
    published = number.text.rstrip(".)") if number and not number.carried else ""
    if not published and title and not title.carried and (found := _NUMBERED_TITLE.fullmatch(title.text)):
        published, number = found[1], title
        drafting.place(title)
        title = replace(title, text=found[2])
    if rows.divided and not published.startswith(rows.divided):
        rows.stage = rows.divided = ""
    _stage_column(rows, row)
    _restart(rows, published, number)
    id_ = _id(rows, published, number)
    at = (number if published and number else title or row[0]).at
    drafting.put(("steps", id_), {}, at)
    rows.last = id_
    put_number(drafting, number, id_, published)
    put_title(drafting, title, id_)
    put_role(drafting, rows.heading, row, id_)
    if rows.stage:
        drafting.put(("steps", id_, "stage"), rows.stage, at)
    put_time(drafting, rows.heading, row, id_, rows.unit)
    onward = rows.heading.first(row, Column.NEXT)
    if published and onward and onward.text and not onward.carried:
        rows.onward.append(replace(onward, text=as_flow(published, onward.text)))
        drafting.place(onward)
    put_more(drafting, rows.heading, row, id_)
    drafting.note([row], ("steps", id_, "notes"))


def _stage_column(rows: Rows, row: Row) -> None:
    """Take the stage of a step from the column of stages, where the table has one."""
    cell = rows.heading.first(row, Column.STAGE)
    if cell is None or not cell.text:
        return
    rows.drafting.place(cell)
    title = text_value(cell.text)
    stages = rows.drafting.data.get("stages", {})
    known = next((id_ for id_, stage in stages.items() if stage["title"] == title), None)
    if known is None:
        _open_stage(rows, [cell], [], cell.text)
    else:
        rows.stage = known


def _id(rows: Rows, published: str, number: Cell | None) -> str:
    """Return the id of a step from its number; a number used twice in one stage is a question."""
    key = number_key(published)
    unnumbered = f"{rows.last}-x" if rows.last and known_numbers(rows) else str(len(rows.steps) + 1)
    base = slug(published) if published else unnumbered
    base = f"{rows.letter}{base}" if base[0].isdigit() else base
    known = rows.numbers.setdefault(rows.stage, {})
    id_ = unique(base, rows.steps)
    if published and number and key in known:
        message = Message("the number {number} is used twice", number=published)
        fix = Message("number the steps of the document anew, or say which ways lead to which of the two")
        rows.drafting.doubt(number.at, "number", message, fix, id_)
    if published:
        known.setdefault(key, id_)
    return id_


def known_numbers(rows: Rows) -> bool:
    """Say whether the table numbers its steps at all."""
    return any(rows.numbers.values())


def _restart(rows: Rows, published: str, number: Cell | None) -> None:
    """Open a stage of our own where numbers begin again at 1 and no heading says why."""
    known = rows.numbers.get(rows.stage, {})
    again = plain_number(published) == 1 and number_key(published) in known and len(known) > 1
    if not again or number is None:
        return
    drafting = rows.drafting
    if not rows.stage:
        rows.stage = _made_stage(rows, number.at)
        for id_ in rows.steps:
            drafting.put(("steps", id_, "stage"), rows.stage, drafting.positions["steps", id_])
        rows.numbers[rows.stage] = rows.numbers.pop("", {})
    rows.stage = _made_stage(rows, number.at)
    message = Message("the numbers begin again here; the steps from here on are taken for a stage of their own")
    fix = Message("name the stages, or number the steps through")
    drafting.doubt(number.at, "number", message, fix, rows.stage)


def _made_stage(rows: Rows, at: Position) -> str:
    count = len(rows.drafting.data.get("stages", {})) + 1
    english = rows.letter == "s"
    id_ = unique(f"stage-{count}" if english else f"giai-doan-{count}", rows.drafting.data.get("stages", {}))
    rows.drafting.put(("stages", id_, "title"), f"Stage {count}" if english else f"Giai đoạn {count}", at)
    rows.drafting.positions["stages", id_] = at
    return id_
