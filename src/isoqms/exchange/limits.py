"""Limits and totals that a document states: one time, a time with cases, or several appointments."""

from __future__ import annotations

import re
from typing import Any

from isoqms.exchange.drafting import Drafting, listed
from isoqms.exchange.table import Cell
from isoqms.exchange.times import is_same_time, read_time
from isoqms.words import Message

_APPOINTMENT = re.compile(
    r"(?P<within>.+?) ?\((?P<title>(?:hẹn )?lần (?:thứ )?[0-9a-z]+|appointment [0-9]+)\)", re.IGNORECASE
)
_PARTS = re.compile(
    r"\b(?:trong đó|(?:không |chưa )?bao gồm|cụ thể|(?:không|chưa) (?:kể|tính)|trừ thời gian|of which|including|"
    r"excluding|not (?:including|counting))\b|"
    r"\b(?:(?:0?1|một) ngày(?: làm việc)? ?(?:=|là|tính|bằng) ?[0-9]|"
    r"[0-9]+ ?(?:giờ|h)(?: làm việc)? ?/ ?(?:0?1 )?ngày)",
    re.IGNORECASE,
)
"""Words after which a limit is broken down, which say what it leaves out, or how long its day is."""
_SHORTENED = re.compile(
    r"(?P<before>[^;,(]+?) ?[;,(] ?(?:đã |được )?(?:cắt giảm|rút ngắn|giảm|thực hiện)(?: xuống)? còn:? "
    r"(?P<after>[^()]+?)\)?",
    re.IGNORECASE,
)


def put_limit(drafting: Drafting, name: str, text: str, cell: Cell, unit: str = "") -> None:
    """Put the stated limit `name` (legal, committed, total); what cannot be read stays beside it as words.

    A second, different statement of the same limit takes the other place for what the document promises, so that both
    are seen; where that is taken too it becomes a remark.
    """
    if shortened := _SHORTENED.fullmatch(" ".join(text.split())):
        put_limit(drafting, name, shortened["before"], cell, unit)
        put_limit(drafting, "committed", shortened["after"], cell, unit)
        return
    limit = _limit(text, unit)
    if limit is None:
        return
    taken = drafting.get(("limits", name))
    if taken == limit:
        return
    if taken is not None and is_same_time(str(taken["within"]), str(limit["within"])):
        drafting.data["limits"][name].setdefault("note", " ".join(text.split()))
        return
    if taken is not None:
        other = {"total": "committed", "committed": "total"}.get(name)
        _question(drafting, name, text, cell)
        if other is None or drafting.get(("limits", other)) is not None:
            drafting.add(("notes",), text, cell.at)
            return
        name = other
    drafting.put(("limits", name), limit, cell.at)
    drafting.positions["limits", name, "within"] = cell.at
    if limit["within"] is None and "appointments" not in limit:
        message = Message("the limit “{text}” cannot be read as one time", text=" ".join(text.split()))
        fix = Message("write one time under “within”; times of special cases belong under “variants”")
        drafting.doubt(cell.at, "limit", message, fix)


def _question(drafting: Drafting, name: str, text: str, cell: Cell) -> None:
    message = Message("the document states this time twice, unlike: “{text}” here", text=" ".join(text.split()))
    fix = Message("keep the one that holds and correct the other in the document")
    drafting.doubt(cell.at, "two-totals", message, fix)


def _limit(text: str, unit: str) -> dict[str, Any] | None:
    read = read_time(text, unit)
    if read.text is not None:
        return {"within": read.text}
    if read.reason is None:
        return None
    head = _PARTS.split(text, maxsplit=1)[0].strip(" ,;(")
    if head != text and (read := read_time(head, unit)).text is not None:
        return {"within": read.text, "note": " ".join(text.split())}
    appointments = [_APPOINTMENT.fullmatch(part) for part in listed(text)]
    pairs = [(found["title"], read_time(found["within"], unit).text) for found in appointments if found]
    if len(pairs) == len(appointments) > 1 and all(within for _, within in pairs):
        return {"within": None, "appointments": [{"title": title, "within": within} for title, within in pairs]}
    return {"within": None, "note": " ".join(text.split())}
