"""Text written for fonts from before Unicode (TCVN3, VNI) or in Windows-1258: named and refused, never guessed."""

from __future__ import annotations

import re

from isoqms.words import Message

# The commonest words of step tables as such a text shows when taken for Western letters.
_MARKS = {
    "TCVN3 (.VnTime)": (
        "tr×nh",
        "tr¸ch",
        "nhiöm",
        "nhiÖm",
        "thêi",
        "ngµy",
        "giê",
        "hå s¬",
        "kõt",
        "kÕt",
        "qu¶",
        "c«ng",
        "b­íc",
        "b\xadíc",
        "bíc",
        "thñ",
        "tôc",
        "thùc",
        "hiön",
        "hiÖn",
        "®¬n",
        "vþ",
        "néi",
        "xö",
        "tiõp",
        "tiÕp",
        "nhën",
        "nhËn",
        "®¹o",
        "l·nh",
    ),
    "VNI": (
        "traùch",
        "nhieäm",
        "thôøi",
        "ngaøy",
        "giôø",
        "keát",
        "quaû",
        "coâng",
        "böôùc",
        "thuû",
        "tuïc",
        "thöïc",
        "hieän",
        "ñôn",
        "noäi",
        "xöû",
        "tieáp",
        "nhaän",
        "laõnh",
        "ñaïo",
        "töï",
        "trình töï",
    ),
}
_NEEDED = 2
_REAL = re.compile("[ăđơưĂĐƠƯ\u1ea0-\u1ef9]")
_FONTS = (("TCVN3 (.VnTime)", re.compile(r"\.vn", re.IGNORECASE)), ("VNI", re.compile(r"vni[- ]", re.IGNORECASE)))
_VIETNAMESE_1258 = re.compile("[aăâeêioôơuưyAĂÂEÊIOÔƠUƯY][\u0300\u0301\u0303\u0309\u0323]")


def legacy_encoding(text: str) -> str | None:
    """Return the name of the old encoding in which `text` is written, or None.

    >>> legacy_encoding("Tr×nh tù | Tr¸ch nhiÖm | Thêi gian")
    'TCVN3 (.VnTime)'
    """
    if text.isascii() or _REAL.search(text):
        return None
    words = set(re.findall(r"[^\s|;,.:()\"]+", text.lower()))
    for name, marks in _MARKS.items():
        if len(words & {mark.lower() for mark in marks}) >= _NEEDED:
            return name
    return None


def legacy_font(font: str) -> str | None:
    """Return the old encoding that texts in `font` are written in, or None for a Unicode font."""
    return next((name for name, pattern in _FONTS if pattern.match(font)), None)


def is_windows_1258(raw: bytes) -> bool:
    """Say whether bytes that are not Unicode are Vietnamese in Windows-1258."""
    try:
        text = raw.decode("cp1258")
    except UnicodeDecodeError:
        return False
    return len(_VIETNAMESE_1258.findall(text)) >= _NEEDED


def advice() -> Message:
    """Return what to do about a text in an old encoding."""
    return Message("convert the text to Unicode (Unikey has a tool for it), save the file and bring it again")
