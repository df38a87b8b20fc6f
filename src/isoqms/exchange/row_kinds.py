"""Rows of a step table that are no steps: totals, subtotals, stages, published reductions, remarks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from isoqms.exchange.fold import fold
from isoqms.exchange.table import Row

NOTE = re.compile(r"^(ghi chu|luu y|chu thich|chu y|notes?|remarks?)\b")
_TOTAL = re.compile(
    r"^(tong( cong| so)?|cong|sub ?totals?|(grand )?totals?|sum|totaal|thoi (gian|han) (tong cong|ca quy trinh))"
    r"(\b( cac buoc| (cua )?(giai doan|stage|phan|muc|khau)\b.*|"
    r" (so )?(thoi (gian|han|luong)|ngay|gio|tg|tggq|t gian)\b.*|"
    r" (processing |handling )?time.*|( [ivx0-9]+)+| \(.*)?)?$"
)
_PART = re.compile(r"\b(giai doan|stage|phase|phan|muc|khau|cap (xa|tinh|huyen|so|bo)|subtotal)\b")
_STAGE = re.compile(r"^([0-9ivx]+ )?(giai doan|stage|phase|khau)\b.*")
_REDUCED = re.compile(
    r"(?:rút ngắn|cắt giảm|giảm|reduced|shortened|cut)\b(?P<what_before>[^:]*?)\s*(?:từ|from)\s+(?P<before>.+?)\s+"
    r"(?:xuống(?: còn)?|còn|to|down to)\s+(?P<after>[^:;.(]+(?:[.,][0-9][^:;.(]*)?)"
    r"(?:\s*[:;(]\s*(?P<what>.*?)\)?)?\s*$",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Reduction:
    """A published shortening: of what, from which time to which."""

    what: str
    before: str
    after: str


def is_total(row: Row) -> bool:
    """Say whether a row states a total or a subtotal."""
    written = [cell.text for cell in row if cell.text and not cell.carried]
    return bool(written) and any(_TOTAL.match(fold(text.partition(":")[0])) for text in written[:2])


def is_part_total(row: Row) -> bool:
    """Say whether a row of a total names the part of the table it is for."""
    return any(_PART.search(fold(cell.text)) for cell in row if cell.text)


def is_stage(text: str) -> bool:
    """Say whether a text names a stage.

    >>> is_stage("Giai đoạn 2: Tại Sở"), is_stage("Tiếp nhận giai đoạn đầu")
    (True, False)
    """
    return bool(_STAGE.fullmatch(fold(text)))


def reduction(text: str) -> Reduction | None:
    """Return the published shortening a text states, or None.

    >>> reduction("Rút ngắn từ 7 ngày xuống 5 ngày: b. tổng hợp")
    Reduction(what='b. tổng hợp', before='7 ngày', after='5 ngày')
    """
    found = _REDUCED.search(text)
    if not found:
        return None
    what = (found["what"] or found["what_before"] or text[: found.start()]).strip(" :;,-")
    return Reduction(what, found["before"].strip(), found["after"].strip())
