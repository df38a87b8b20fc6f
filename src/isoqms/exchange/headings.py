"""Columns of a step table by what their headings mean, in whatever words and order."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from isoqms.exchange.fold import fold
from isoqms.exchange.labels import label_of
from isoqms.exchange.table import Cell, Row
from isoqms.exchange.times import unit_of


class Column(StrEnum):
    """What a column of a step table holds."""

    NUMBER = "number"
    TITLE = "title"
    ROLE = "role"
    TIME = "time"
    TIME_BEFORE = "time_before"
    OUTPUT = "output"
    FORM = "form"
    INPUT = "input"
    BASIS = "basis"
    NOTE = "note"
    STAGE = "stage"
    NEXT = "next"
    OTHER = "other"


_LONGEST_HEADING = 90

# Folded headings; the first that fits names the column.
_MEANINGS: Final = (
    (
        Column.NUMBER,
        r"(so )?(tt|stt|thu tu)( cong viec| buoc| thuc hien)?|buoc|buoc so|"
        r"(step|item)( no| number)?|no|nr|b|stap",
    ),
    (Column.STAGE, r"(ten )?(giai doan|stage|phase|khau)|cap( thuc hien| giai quyet| xu ly)?"),
    (
        Column.NEXT,
        r"(cac )?(buoc|cong viec|viec) (tiep theo|ke tiep|tiep|sau)|tiep theo|"
        r"chuyen (den|sang|toi|tiep)( cac)?( buoc)?|next( steps?| to)?|go(es)? to( step)?|followed by",
    ),
    (
        Column.OTHER,
        r"don vi tinh|.*\b(luu tru|luu(?! do)|retention|kept|ban chinh|ban sao|phi|fees?|cach thuc)\b.*|"
        r"(?!.*\b(chu tri|chinh)\b).*\bphoi hop\b.*|"
        r".*\bthoi (gian|han|diem) (nop|bao quan|hieu luc|ap dung|ban hanh|sua doi)\b.*",
    ),
    (Column.TIME_BEFORE, r".*\b(thoi (gian|han)|so ngay|time)\b.*\b(truoc|hien hanh|cu|before|old)\b.*"),
    (
        Column.TIME,
        r".*\b(thoi (gian|han|luong)|so (ngay|gio|phut)|t ?gian|tg|bao lau|times?|sla|duration|how long|deadline|"
        r"doorlooptijd|termijn)\b.*|han( (xu ly|giai quyet|thuc hien|hoan thanh))?|"
        r"dinh muc( (thoi gian|lao dong|gio|ngay|phut))*",
    ),
    (Column.NOTE, r".*\b(client steps?|applicant steps?)\b.*"),
    (
        Column.TITLE,
        r".*\b(noi dung|trinh tu|cac buoc|ten buoc|buoc (thuc hien|cong viec|xu ly)|hoat dong|actions?|"
        r"activit(y|ies)|steps|ten cong viec|agency actions?|mo ta cong viec|cong doan|"
        r"activiteit(en)?)\b.*",
    ),
    (
        Column.ROLE,
        r"ai( \w+)*|.*\b(trach nhiem|owner|nguoi|don vi|co quan|bo phan|chu tri|chuc danh|vi tri|chu the|who|"
        r"responsib\w*|person|actor|agency|in charge|performed by|thuc hien boi|officer|unit|office|"
        r"doi tuong|vai tro|role|doing|done by|phong ban|can bo|cong chuc|verantwoordelijke|uitvoerder|wie)\b.*",
    ),
    (Column.OUTPUT, r".*\b(ket qua|san pham|outputs?|results?|dau ra|deliverables?)\b.*"),
    (Column.FORM, r".*\b(bieu mau|mau|forms?|ho so|tai lieu|documents?|giay to)\b.*"),
    (Column.INPUT, r".*\b(dau vao|inputs?|requirements?|dieu kien)\b.*"),
    (Column.BASIS, r".*\b(can cu|phap ly|legal|basis)\b.*"),
    (Column.NOTE, r".*\b(ghi chu|notes?|remarks?|dien giai|luu y|chu thich|yeu cau|mo ta|description|explanation)\b.*"),
    (Column.TITLE, r".*\b(cong viec|work|tasks?|viec|quy trinh|procedure|process|luu do|nhiem vu|what( happens)?)\b.*"),
)


_SAYING = re.compile(r"[0-9½¼¾→;≤]|->|\S[.!?] \S")
"""What a cell has and a heading does not: figures, arrows, sentences."""
_LATER = re.compile(r"\b(sau|cat giam|noi bo|cam ket|rut ngan|after|new|thuc te)\b")


@dataclass(frozen=True, slots=True)
class Heading:
    """The headings of a step table: what each column holds, and the words above it."""

    kinds: Mapping[int, Column]
    words: Mapping[int, str]
    rows: tuple[Row, ...]

    def of(self, row: Row, kind: Column) -> list[Cell]:
        """Return the cells of a row under the headings of one kind."""
        return [cell for column, cell in enumerate(row) if self.kinds.get(column) is kind]

    def first(self, row: Row, kind: Column) -> Cell | None:
        """Return the first cell of a row under a heading of one kind, preferring one that says something."""
        cells = self.of(row, kind)
        return next((cell for cell in cells if cell.text), cells[0] if cells else None)

    def same(self, row: Row) -> bool:
        """Say whether a row repeats the headings, as on a new page."""
        mine = [fold(cell.text) for cell in self.rows[0] if cell.text]
        return mine == [fold(cell.text) for cell in row if cell.text]


def meaning(text: str) -> Column | None:
    """Return what a column under this heading holds, or None where the words say nothing we know.

    >>> meaning("Trách nhiệm xử lý công việc"), meaning("PROCESSING TIME")
    (<Column.ROLE: 'role'>, <Column.TIME: 'time'>)
    """
    if not text or len(text) > _LONGEST_HEADING:
        return None
    bare = re.sub(r"\([^)]*\)", " ", text)
    for part in (bare, *re.split(r"[\n/]", bare), text):
        words = fold(part)
        found = next((kind for kind, pattern in _MEANINGS if words and re.fullmatch(pattern, words)), None)
        if found is not None:
            return found
    return None


def heading_at(rows: Sequence[Row], index: int) -> Heading | None:
    """Return the headings that begin at a row, over one row or two, or None where no step table begins."""
    top = rows[index]
    written = [cell.text for cell in top if cell.text]
    if _evidence(top) < 2 or (len(written) == 2 and label_of(written[0].rstrip(": "))):
        return None
    words = _spread(top)
    taken = [top]
    if index + 1 < len(rows) and _continues(top, rows[index + 1]):
        for column, cell in enumerate(rows[index + 1]):
            if cell.text and not cell.carried:
                words[column] = f"{words.get(column, '')}\n{cell.text}".strip()
        taken.append(rows[index + 1])
    kinds = _assigned({column: meaning(text) or Column.OTHER for column, text in words.items()}, words)
    found = set(kinds.values())
    if Column.TITLE in found and (Column.ROLE in found or Column.TIME in found):
        return Heading(kinds, words, tuple(taken))
    return None


def _evidence(row: Row) -> int:
    """Count the different kinds of columns a row names; prose that happens to hold such words does not count."""
    written = [cell.text for cell in row if cell.text]
    if any(_SAYING.search(re.sub(r"\([^)]*\)", "", text)) for text in written):
        return 0
    kinds = {kind for kind in map(meaning, written) if kind not in (None, Column.OTHER)}
    return len(kinds) if 2 * sum(meaning(text) is not None for text in written) >= len(written) else 0


def _spread(row: Row) -> dict[int, str]:
    words: dict[int, str] = {}
    for column, cell in enumerate(row):
        if cell.text:
            for covered in range(column, column + cell.width):
                words[covered] = cell.text
    return words


def _continues(top: Row, below: Row) -> bool:
    """Say whether `below` is a second line of headings: parts of headings above, under merged cells."""
    wide = {c for column, cell in enumerate(top) for c in range(column, column + cell.width) if cell.width > 1}
    own = [column for column, cell in enumerate(below) if cell.text and not cell.carried]
    return bool(wide) and bool(own) and all(column in wide for column in own)


def _assigned(kinds: dict[int, Column], words: Mapping[int, str]) -> dict[int, Column]:
    """Settle what the headings alone leave open: two columns of time, or no column of work."""
    times = [column for column, kind in kinds.items() if kind is Column.TIME]
    if len(times) > 1 and not _by_unit([words[column] for column in times]):
        later = [column for column in times if _LATER.search(fold(words[column]))]
        keep = (later or times)[0]
        kinds |= {c: Column.TIME_BEFORE if later else Column.OTHER for c in times if c != keep}
    if Column.TITLE not in kinds.values():
        spare = [c for c, kind in kinds.items() if kind is Column.NUMBER][1:] or [
            c for c, kind in kinds.items() if kind is Column.NUMBER and len(fold(words[c])) > 3
        ]
        remarks = [c for c, kind in kinds.items() if kind is Column.NOTE]
        kinds |= dict.fromkeys((spare or remarks)[:1], Column.TITLE)
    titles = [column for column, kind in kinds.items() if kind is Column.TITLE]
    kinds |= dict.fromkeys(titles[1:], Column.NOTE)
    return kinds


def _by_unit(headings: Sequence[str]) -> bool:
    """Say whether columns of time differ in their unit alone, as days and hours side by side."""
    units = [unit_of(heading) for heading in headings]
    return all(units) and len(set(units)) == len(units)


def is_column_numbers(row: Row) -> bool:
    """Say whether a row only numbers the columns: (1) (2) (3) …"""
    written = [cell.text.strip("() .") for cell in row if cell.text]
    return len(written) > 2 and written == [str(number + 1) for number in range(len(written))]
