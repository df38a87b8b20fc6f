"""What a document states outside its steps: “label: value” before and below the table, by what the label means."""

from __future__ import annotations

import re
from dataclasses import replace
from enum import StrEnum
from itertools import pairwise
from typing import Final

from isoqms.exchange.fold import fold
from isoqms.exchange.table import Cell, Row


class Label(StrEnum):
    """What a stated value is."""

    TITLE = "title"
    CODE = "code"
    AGENCY = "agency"
    LEGAL = "legal"
    COMMITTED = "committed"
    TOTAL = "total"
    FLOW = "flow"
    FIELD = "field"
    LEVEL = "level"
    SUBJECTS = "subjects"
    RESULT = "result"
    FEE = "fee"
    ISSUE = "issue"
    ISSUED = "issued"
    EFFECTIVE = "effective"
    SETS = "sets"
    BASIS = "basis"
    REMARK = "remark"


_LONGEST_LABEL = 110

# Folded labels, numbering taken off; the first that fits says what the value is.
_MEANINGS: Final = (
    (
        Label.FLOW,
        r"(trinh tu|thu tu|so do) (chuyen|luan chuyen)( buoc| ho so| cac buoc)?|luong (xu ly|cong viec)|flow|"
        r"(process|work) ?flow|sequence",
    ),
    (
        Label.COMMITTED,
        r"(tong )?(thoi (gian|han)).*\b(cat giam|cam ket|rut ngan|rut gon|giam con)\b.*|committed.*|"
        r".*\bservice standard\b.*",
    ),
    (
        Label.TOTAL,
        r"(tong )?thoi (gian|han).*\bnoi bo\b.*|tong (cong )?thoi (gian|han).*|tong so (ngay|gio).*|"
        r"total( processing| handling)? time.*|total duration",
    ),
    (Label.REMARK, r"thoi (gian|han) (luu|nop|ap dung|bao quan|tiep nhan|lam viec)\b.*|.*\bhieu luc (cua )?ket qua.*"),
    (
        Label.LEGAL,
        r"thoi (gian|han)( (xu ly|giai quyet|thuc hien|quy dinh|hoan thanh|theo quy dinh).*)?|"
        r"(legal|statutory) (time )?(limit|period).*|time limit.*|wettelijke termijn",
    ),
    (
        Label.TITLE,
        r"(ten )?(thu tuc( hanh chinh)?|quy trinh( noi bo)?|tthc|dich vu( cong)?)( so [0-9.]+)?|"
        r"(name of )?(the )?(frontline )?(service|procedure)( name)?|ten (cua )?quy trinh",
    ),
    (
        Label.CODE,
        r"ma hieu|ky hieu|so hieu|ma( so)?( (cua )?(tthc|thu tuc|thu tuc hanh chinh|quy trinh|ho so tthc))?|"
        r"(document |service |national )?code( no)?|(document )?number",
    ),
    (
        Label.AGENCY,
        r"(co quan|don vi)( (thuc hien|giai quyet|ban hanh|chu tri|tham quyen)( tthc| thu tuc)?)?|"
        r"office( or division)?|agency|department|organi[sz]ation",
    ),
    (Label.FIELD, r"(thuoc )?linh vuc|field"),
    (Label.LEVEL, r"cap( thuc hien| giai quyet)?|level"),
    (Label.SUBJECTS, r"doi tuong( thuc hien)?( tthc| thu tuc hanh chinh)?|who may avail|applicants?"),
    (Label.RESULT, r"ket qua( (thuc hien|giai quyet))?( tthc| thu tuc hanh chinh)?|result( of the service)?"),
    (Label.FEE, r"(phi )?(va )?le phi( neu co)?|phi|(muc )?phi( va)? le phi.*|fees?( to be paid)?"),
    (Label.ISSUE, r"lan ban hanh|issue( no| number)?"),
    (Label.ISSUED, r"ngay ban hanh|(date of issue|issued( on)?|issue date)"),
    (Label.EFFECTIVE, r"(ngay )?(co )?hieu luc( tu)?( ngay)?|effective( date| from)?"),
    (Label.SETS, r"so luong( bo)? ho so|number of sets"),
    (Label.BASIS, r"(cac )?(co so|can cu) phap ly|can cu|legal basis"),
)
_NUMBERING = re.compile(r"^\s*(?:[0-9]+(?:\.[0-9]+)+[.)]?\s+|(?:[0-9]+|[IVX]+|[a-zA-Z])[.)/]\s*|[-+•*]\s*)")
_BETWEEN = re.compile(r"[.;,]\s+|\n")
"""What may stand between two statements of one text."""
_NO_NAME = re.compile(r"(nội bộ|giải quyết|iso|hành chính|xử lý|thực hiện|các bước|công việc)\b", re.IGNORECASE)
_SECTION = re.compile(
    r"(muc dich( va.*)?|pham vi( ap dung)?( va.*)?|tai lieu vien dan|dinh nghia.*|(tu|chu) viet tat|"
    r"giai thich tu ngu.*|"
    r"noi dung( quy trinh)?|bieu mau( su dung)?|(cac )?ho so( can)? luu( tru)?|luu (ho so|tru)|ho so cong viec|"
    r"phu luc.*|trach nhiem( ap dung)?|quy trinh (xu ly|thuc hien|giai quyet).*|purpose|scope|references|"
    r"definitions.*|forms|records( to keep)?|annex.*)"
)


def label_of(text: str) -> Label | None:
    """Return what a label announces, or None for words we do not know.

    >>> label_of("5.4 Thời gian xử lý"), label_of("Thời hạn sau cắt giảm:"), label_of("Ghi chép")
    (<Label.LEGAL: 'legal'>, <Label.COMMITTED: 'committed'>, None)
    """
    if len(text) > _LONGEST_LABEL:
        return None
    for part in (text, *re.split(r"[\n/|]| - ", text)):
        words = fold(_NUMBERING.sub("", part))
        found = next((label for label, pattern in _MEANINGS if words and re.fullmatch(pattern, words)), None)
        if found is not None:
            return found
    return None


def is_section(text: str) -> bool:
    """Say whether a text is the title of a section of an ISO document, by its words and not by its number."""
    return len(text) < _LONGEST_LABEL and bool(_SECTION.fullmatch(fold(_NUMBERING.sub("", text.strip()))))


def stated(text: str) -> tuple[Label, str] | None:
    """Return label and value of a text such as “Mã hiệu: QT-01”, or None when it states nothing we know."""
    label, colon, value = text.partition(":")
    if colon and value.strip() and (found := label_of(label)):
        return found, value.strip()
    bare = _NUMBERING.sub("", text)
    named = re.fullmatch(r"(QUY TRÌNH|THỦ TỤC|Quy trình|Thủ tục)(?: số [0-9.]+)?[ \n]+(\S.{5,})", bare, re.DOTALL)
    if named and not colon and not _NO_NAME.match(named[2]):
        return Label.TITLE, " ".join(named[2].split())
    return None


def statements(text: str) -> list[str]:
    """Return the statements of a text one by one, where a second label follows the value of the first.

    >>> statements("Thời hạn giải quyết: 12 ngày. Phí, lệ phí: 15.000đ")
    ['Thời hạn giải quyết: 12 ngày', 'Phí, lệ phí: 15.000đ']
    """
    found = stated(text)
    if found is None or found[0] is Label.FLOW:
        return [text]
    begins = [0]
    for gap in _BETWEEN.finditer(text):
        before, after = text[begins[-1] : gap.start()], text[gap.end() :]
        if stated(before) and ":" in before and ":" in after and label_of(after.partition(":")[0]):
            begins.append(gap.end())
    parts = [text[one:other] for one, other in pairwise([*begins, len(text)])]
    return [*(part.rstrip(" .;,\n") for part in parts[:-1]), parts[-1]]


def stated_in_row(row: Row) -> list[tuple[Label, str, Cell, tuple[Cell, ...]]]:
    """Return what the cells of a row outside the steps state: label, value, its cell, and all cells that say it."""
    written = [cell for cell in row if cell.text and not cell.carried]
    found: list[tuple[Label, str, Cell, tuple[Cell, ...]]] = []
    place = 0
    while place < len(written):
        cell = written[place]
        after = written[place + 1] if place + 1 < len(written) else None
        parts = statements(cell.text)
        if pairs := [(part, pair) for part in parts if (pair := stated(part))]:
            found += [(*pair, cell if len(parts) == 1 else replace(cell, text=part), (cell,)) for part, pair in pairs]
        elif after and (label := label_of(cell.text.rstrip(": "))) and label_of(after.text.rstrip(": ")) is None:
            found.append((label, after.text, after, (cell, after)))
            place += 1
        place += 1
    return found
