"""The last sections of an ISO document: forms, and records to keep."""

from __future__ import annotations

import re

from isoqms.exchange.drafting import Drafting, text_value, unique
from isoqms.exchange.fold import fold, slug
from isoqms.exchange.table import Cell, Row

_FORMS = re.compile(r"bieu mau( su dung)?|forms?")
_RECORDS = re.compile(r"((cac )?ho so( can)? luu( tru)?|luu (ho so|tru)|records( to keep)?)")
_ORDINAL = re.compile(r"[0-9IVX]+(\.[0-9]+)*[.)]?")
_RETENTION = re.compile(r".*\b([0-9]+ ?(nam|thang|years?|months?)|vinh vien|lau dai|permanent(ly)?)\b.*")
_HEADINGS = re.compile(
    r".*\b(ten (bieu mau|ho so|mau)|ma (hieu|so)|thoi (gian|han) luu|noi luu|bo phan luu|form|code|"
    r"retention|kept by)\b.*"
)
_CODE = re.compile(r"(BM|Mẫu|MẪU|Biểu mẫu|Form)\b.{0,25}")


def annex_of(row: Row) -> str | None:
    """Return forms or records where a row is the title of that section, an empty text for any other section title."""
    words = [fold(cell.text) for cell in row if cell.text and not _ORDINAL.fullmatch(cell.text)]
    title = re.sub(r"^[0-9ivx]+ ", "", words[0]) if len(words) == 1 else ""
    if _FORMS.fullmatch(title):
        return "forms"
    return "records" if _RECORDS.fullmatch(title) else None


def put_annex(drafting: Drafting, annex: str, row: Row) -> bool:
    """Put one row of forms or records; False when the row names none."""
    cells = [cell for cell in row if cell.text and not cell.carried and not _ORDINAL.fullmatch(cell.text)]
    if len(cells) < 2 or any(len(cell.text) > 200 for cell in cells) or _HEADINGS.fullmatch(fold(cells[0].text)):
        return False
    if annex == "forms":
        return _form(drafting, cells, row)
    return _record(drafting, cells, row)


def _form(drafting: Drafting, cells: list[Cell], row: Row) -> bool:
    code, title = cells[0], cells[1]
    if len(cells) != 2 or not _CODE.fullmatch(code.text):
        return False
    id_ = _cited(drafting, code.text) or slug(code.text)
    if drafting.get(("forms", id_)) is None:
        number = re.sub(r"^(BM|Mẫu|MẪU|Biểu mẫu|Form)(\s+số)?[\s.:]*", "", code.text)
        drafting.put(("forms", id_), {"title": title.text, "number": number or code.text}, code.at)
    drafting.put(("forms", id_, "title"), f"{code.text}: {' '.join(title.text.split())}", title.at)
    drafting.place(*row)
    return True


def _cited(drafting: Drafting, code: str) -> str | None:
    """Return the form that a step cites by this code, where only one does: the list and the steps speak of one form."""
    key = _key(code)
    found = [id_ for id_, form in drafting.data.get("forms", {}).items() if _key(str(form["title"])) == key]
    return found[0] if len(found) == 1 else None


def _key(text: str) -> tuple[str, str] | None:
    """Return kind and number of a form at the beginning of a text.

    >>> _key("Mẫu số 01 - Giấy tiếp nhận"), _key("BM.02"), _key("Giấy tiếp nhận")
    (('mau', '1'), ('bm', '2'), None)
    """
    found = re.match(r"(bm|(?:bieu )?mau|form) (?:so )?([0-9]+[a-z]?)\b", fold(text))
    return (found[1].removeprefix("bieu "), found[2].lstrip("0")) if found else None


def _record(drafting: Drafting, cells: list[Cell], row: Row) -> bool:
    title, *others = cells
    kept = [cell for cell in others if not _RETENTION.fullmatch(fold(cell.text))]
    times = [cell for cell in others if cell not in kept]
    if len(times) != 1 or len(kept) > 1:
        return False
    id_ = unique(slug(title.text), drafting.data.get("records", {}))
    drafting.put(("records", id_, "title"), text_value(title.text), title.at)
    if kept:
        drafting.put(("records", id_, "kept_by"), text_value(kept[0].text), kept[0].at)
    drafting.put(("records", id_, "retention"), " ".join(times[0].text.split()), times[0].at)
    drafting.place(*row)
    return True
