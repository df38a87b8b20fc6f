"""The office that a title block names without a label: “UBND PHƯỜNG VĨNH HOÀ”."""

from __future__ import annotations

import re
from typing import Final

from isoqms.exchange.fold import fold

_OFFICE: Final = re.compile(
    r"(?:ubnd|uy ban nhan dan|hdnd|hoi dong nhan dan|so|chi cuc|cuc|trung tam|ban quan ly|van phong|bo|phong)\b.*"
)
_PLACE: Final = re.compile(r"(?:phuong|xa|thi tran|huyen|quan|thi xa|thanh pho|tp|tinh|dac khu)\b.*")
_TITLE: Final = re.compile(r"\b(quy trinh|thu tuc|tthc|bieu mau|phu luc|quyet dinh|ke hoach)\b")
_KINDS: Final = (
    "ủy ban nhân dân",
    "uỷ ban nhân dân",
    "hội đồng nhân dân",
    "thành phố",
    "thị trấn",
    "thị xã",
    "đặc khu",
    "phường",
    "quận",
    "huyện",
    "tỉnh",
    "xã",
    "sở",
    "phòng",
    "trung tâm",
    "văn phòng",
    "chi cục",
)
"""Words that say what kind of office or place it is, and so are no part of its name."""


def office_named(text: str) -> str | None:
    """Return the name of the office that begins a title block, or None where the words name none.

    A name in two lines is joined; a third line is a part of that office and left out. Names all in capitals are
    written as in running text.

    >>> office_named("UỶ BAN NHÂN DÂN\\nPHƯỜNG VĨNH HOÀ"), office_named("QUY TRÌNH NỘI BỘ")
    ('Uỷ ban nhân dân phường Vĩnh Hoà', None)
    """
    lines = [" ".join(line.split()) for line in text.split("\n") if line.strip()]
    if not lines or len(lines) > 3 or ":" in text or len(lines[0]) > 90 or lines[0].endswith("."):
        return None
    words = fold(lines[0])
    if not _OFFICE.fullmatch(words) or _TITLE.search(words) or any(sign.isdigit() for sign in words):
        return None
    below = len(lines) > 1 and _PLACE.fullmatch(fold(lines[1])) and not _PLACE.search(words.partition(" ")[2])
    name = f"{lines[0]} {lines[1]}" if below else lines[0]
    if not below and not re.search(r"\b(phuong|xa|thi tran|huyen|quan|thanh pho|tinh|tp|so|cuc|bo|trung tam)\b", words):
        return None
    return _in_running_text(name) if name == name.upper() else name


def _in_running_text(name: str) -> str:
    """Return a name in capitals as a sentence holds it: kinds of offices and places small, names with a capital."""
    written = " ".join(word if len(word) > 1 and word in ("UBND", "HĐND") else word.title() for word in name.split())
    for kind in _KINDS:
        written = re.sub(rf"\b{kind}\b", kind, written, flags=re.IGNORECASE)
    return written[:1].upper() + written[1:]
