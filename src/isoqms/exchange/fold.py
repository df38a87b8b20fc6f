"""Words compared as people compare them: without diacritics, case, numbering in front and marks."""

from __future__ import annotations

import hashlib
import re
import unicodedata

_LETTERS = str.maketrans({"đ": "d", "Đ": "D", "ø": "o", "ß": "ss", "æ": "ae"})
_VIETNAMESE = re.compile("[ăâđêôơưĂÂĐÊÔƠƯ\u1ea0-\u1ef9àáãèéìíòóõùúýÀÁÃÈÉÌÍÒÓÕÙÚÝ]")
_PLAIN_ASCII = re.compile(r"[\x20-\x7e\n]+")


def plain(text: str) -> str:
    """Return `text` in letters without diacritics.

    >>> plain("Trình tự, đơn vị")
    'Trinh tu, don vi'
    """
    spread = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join(sign for sign in spread if not unicodedata.combining(sign))


def fold(text: str) -> str:
    """Return the bare words of `text`, in small letters and with single spaces.

    >>> fold("Thời gian\\n(ngày làm việc):")
    'thoi gian ngay lam viec'
    """
    return " ".join(re.findall(r"[a-z0-9]+", plain(text).lower()))


def number_key(number: str) -> str:
    """Return the published number of a step as it is compared with others: đ is no d.

    >>> number_key("Bước 3:"), number_key("đ)") == number_key("d)")
    ('buoc 3', False)
    """
    return fold(re.sub("[đĐ]", "dd", number))


def slug(text: str, longest: int = 48) -> str:
    """Return `text` as an id: small letters, digits and hyphens; dots inside numbers stay.

    The same text always has the same id; a long one ends in a mark of the whole text, so that two long ones differ.

    >>> slug("Lãnh đạo Phòng TCHC"), slug("I.3b")
    ('lanh-dao-phong-tchc', 'i.3b')
    """
    words = re.sub(r"[^a-z0-9.]+|\.(?![a-z0-9])|(?<![a-z0-9])\.", "-", plain(text).lower())
    words = re.sub(r"-+", "-", words).strip("-.")
    if words and len(words) <= longest:
        return words
    mark = hashlib.sha256(text.encode()).hexdigest()[:5]
    kept = words[:longest].rpartition("-")[0] or words[:longest]
    return f"{kept}-{mark}" if kept else f"x{mark}"


def is_vietnamese(text: str) -> bool:
    """Say whether `text` has letters which only Vietnamese among the languages we meet writes."""
    return bool(_VIETNAMESE.search(unicodedata.normalize("NFC", text)))


def is_ascii(text: str) -> bool:
    """Say whether `text` has letters, all of them without diacritics."""
    return bool(_PLAIN_ASCII.fullmatch(text)) and any(sign.isalpha() for sign in text)


def tidy(text: str) -> str:
    """Return `text` composed, with single spaces and without spaces at the ends of lines; lines stay."""
    lines = (" ".join(line.split()) for line in unicodedata.normalize("NFC", text).splitlines())
    return "\n".join(line for line in lines if line)
