"""The office that a letterhead or title block names without a label: “UBND PHƯỜNG VĨNH HOÀ”."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from isoqms.exchange.fold import fold

_OFFICE: Final = re.compile(
    r"(?:ubnd|uy ban nhan dan|hdnd|hoi dong nhan dan|so|chi cuc|cuc|trung tam|ban quan ly|van phong|bo(?! phan)|phong)"
    r"\b.*"
)
_NO_OFFICE: Final = re.compile(r"(?:sổ|số|bỏ|bố|phòng (?:khi|ngừa|chống))\b", re.IGNORECASE)
"""Words that read as an office once their marks are taken off."""
_PLACE: Final = re.compile(r"(?:phuong|xa|thi tran|huyen|quan|thi xa|thanh pho|tp|tinh|dac khu)\b.*")
_IN_PLACE: Final = re.compile(r"\b(?:phuong|xa|thi tran|huyen|quan|thanh pho|tinh|tp|so|cuc|bo|trung tam)\b")
_UNFINISHED: Final = re.compile(
    r"(?:ubnd|uy ban nhan dan|hdnd|hoi dong nhan dan)|.*\b(?:phuong|xa|thi tran|huyen|quan|thanh pho|tinh|dac khu)"
)
"""A line that says what kind of office or place it is, and leaves its name to the next line."""
_MOTTO: Final = re.compile(
    r"\b(?:cộng h(?:òa|oà) (?:xã hội chủ nghĩa|xhcn) việt nam|độc lập ?[-–.] ?tự do ?[-–.] ?hạnh phúc)\b", re.IGNORECASE
)
_NUMBER: Final = re.compile(r"(?<!phuong )(?<!quan )\b[0-9]")
_OFFICE_MARK: Final = re.compile(r"^(?:số|so|no)\b *[:.…].*", re.IGNORECASE)
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


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The office that issues a document, and the lines beside its name that are none of an office."""

    agency: str
    others: tuple[str, ...] = ()


def is_of_letterhead(text: str, goes_on: bool = False) -> bool:
    """Say whether a text is of a letterhead: of offices, of the motto of the state, or the place where one goes on.

    >>> is_of_letterhead("UBND XÃ MẪU"), is_of_letterhead("XÃ MẪU"), is_of_letterhead("XÃ MẪU", goes_on=True)
    (True, False, True)
    """
    lines = _lines(text)
    first = fold(lines[0]) if lines else ""
    return (not lines and bool(text.strip())) or _is_office(first, lines) or bool(goes_on and _PLACE.fullmatch(first))


def letterhead(text: str) -> Letterhead | None:
    """Return what the lines of a letterhead name, or None where they name no office.

    Of several offices the lowest is the one that issues; a name broken over two lines is joined; the motto of the
    state is no part of it. Names all in capitals are written as in running text.

    >>> letterhead("UBND QUẬN HÀ ĐÔNG\\nUỶ BAN NHÂN DÂN\\nPHƯỜNG VĨNH HOÀ").agency, letterhead("QUY TRÌNH NỘI BỘ")
    ('Uỷ ban nhân dân phường Vĩnh Hoà', None)
    """
    names: list[str] = []
    others: list[str] = []
    for line in _lines(text):
        words = fold(line)
        last = fold(names[-1]) if names else ""
        bare = bool(_PLACE.fullmatch(words)) and not _PLACE.search(last.partition(" ")[2])
        if last and (_UNFINISHED.fullmatch(last) or bare):
            names[-1] += f" {line}"
        elif _is_office(words, [line]) and (_IN_PLACE.search(words) or _UNFINISHED.fullmatch(words)):
            names.append(line)
        elif not names:
            return None
        else:
            others.append(line)
    if not names or not _IN_PLACE.search(fold(names[-1])):
        return None
    name = _in_running_text(names[-1]) if names[-1] == names[-1].upper() else names[-1]
    return Letterhead(name, tuple(others))


def _lines(text: str) -> list[str]:
    lines = (" ".join(line.split()) for line in _MOTTO.sub("\n", text).split("\n"))
    return [line for line in lines if fold(line) and not _OFFICE_MARK.match(line)]


def _is_office(words: str, lines: list[str]) -> bool:
    if not _OFFICE.fullmatch(words) or _TITLE.search(words) or _NO_OFFICE.match(lines[0]) or len(lines) > 4:
        return False
    return not any(":" in line or len(line) > 90 or line.endswith(".") or _NUMBER.search(fold(line)) for line in lines)


def _in_running_text(name: str) -> str:
    """Return a name in capitals as a sentence holds it: kinds of offices and places small, names with a capital."""
    written = " ".join(word if len(word) > 1 and word in ("UBND", "HĐND") else word.title() for word in name.split())
    for kind in _KINDS:
        written = re.sub(rf"\b{kind}\b", kind, written, flags=re.IGNORECASE)
    return written[:1].upper() + written[1:]
