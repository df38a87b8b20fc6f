"""A fee as a document states it: the amount, its currency, and what it is paid for."""

from __future__ import annotations

import re
from typing import Any, Final

from isoqms.exchange.drafting import Drafting, text_value
from isoqms.exchange.fold import fold
from isoqms.exchange.table import Cell
from isoqms.words import Message

_FEE: Final = re.compile(
    r"(?P<amount>[1-9][0-9]{0,2}(?:[.,][0-9]{3})+|[0-9]+) ?(?P<currency>đồng|vnđ|vnd|đ|php|usd|eur)"
    r"(?: ?(?:/|một|mỗi|per|a) ?(?:0?1 )?(?P<per>[^\W\d][^0-9;,:.()/]{0,40}))?",
    re.IGNORECASE,
)
_FREE: Final = re.compile(r"(khong( co| thu| mat| quy dinh)?( (le )?phi)?|mien( phi)?|none|free( of charge)?|no fees?)")
_DONG: Final = frozenset({"đồng", "vnđ", "vnd", "đ"})


def fee(text: str) -> dict[str, Any] | None:
    """Return what a text states as one fee, or None where it states none or more than one.

    >>> fee("15.000đ/bản")
    {'amount': 15000, 'currency': 'VND', 'per': 'bản'}
    """
    line = " ".join(text.split()).rstrip(".;, ")
    if _FREE.fullmatch(fold(line)):
        return {"amount": 0}
    found = _FEE.fullmatch(line)
    if not found:
        return None
    currency = found["currency"].lower()
    stated = {
        "amount": int(re.sub("[.,]", "", found["amount"])),
        "currency": "VND" if currency in _DONG else currency.upper(),
    }
    return {**stated, "per": found["per"].strip()} if found["per"] else stated


def put_fee(drafting: Drafting, value: str, cell: Cell) -> None:
    """Put a stated fee; figures that cannot be read as one amount are a question, and their words stay as the title."""
    read, words = fee(value), " ".join(value.split())
    named = cell.text.rpartition(value)[0].strip().rstrip(":").lstrip("0123456789.)- ") or "Lệ phí"
    stated = {"title": words} if read is None else {"title": text_value(named), **read}
    drafting.put(("fees", "le-phi"), stated, cell.at)
    if read is None and re.search("[0-9]{3}|[1-9][.,]?0", words):
        message = Message("the fee “{text}” is not understood", text=words)
        fix = Message("write “amount” without separators (15000), “currency” and “per”; one fee for each amount")
        drafting.doubt(cell.at, "fee", message, fix)
