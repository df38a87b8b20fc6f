"""Numbers as officers write them: 0,5 · 0.5 · 04 · 1/2 · ½ · 2½ · một · half a."""

from __future__ import annotations

import re
from fractions import Fraction

from isoqms.words import Message

_VIETNAMESE = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_ENGLISH = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_AFTER_TENS = {1: ("mốt",), 4: ("tư", "bốn"), 5: ("lăm", "nhăm")}
"""How a digit is said after a Vietnamese ten, where that is not its own name."""

_MOST_DECIMALS = 4
"""More decimals than this are written as a fraction, which nobody has to count."""


def _spelled_numbers() -> dict[str, Fraction]:
    words = {word: Fraction(n) for n, word in enumerate(_ENGLISH) if n}
    words |= {word: Fraction(n) for n, word in enumerate(_VIETNAMESE) if n}
    words |= {"a": Fraction(1), "an": Fraction(1), "mười": Fraction(10), "bẩy": Fraction(7)}
    words |= dict.fromkeys(("nửa", "half", "half a", "half an"), Fraction(1, 2))
    for unit in range(1, 10):
        words["mười " + ("lăm" if unit == 5 else _VIETNAMESE[unit])] = Fraction(10 + unit)
    for ten in range(2, 10):
        stem, english = f"{_VIETNAMESE[ten]} mươi", _TENS[ten - 2]
        words[stem] = words[english] = Fraction(10 * ten)
        for unit in range(1, 10):
            number = Fraction(10 * ten + unit)
            words[f"{english}-{_ENGLISH[unit]}"] = words[f"{english} {_ENGLISH[unit]}"] = number
            for digit in _AFTER_TENS.get(unit, (_VIETNAMESE[unit],)):
                words[f"{stem} {digit}"] = number
    return words


SPELLED = _spelled_numbers()
"""Value of each number in words, 1 to 99 in Vietnamese and English, and the halves."""


def _any(*words: str) -> str:
    return "(?:" + "|".join(words) + ")"


def _spelled_pattern() -> str:
    """Return what matches the numbers in words; from their parts, for a list of them all takes long to compile."""
    vietnamese = _any(*(digit for unit in range(1, 10) for digit in _AFTER_TENS.get(unit, (_VIETNAMESE[unit],))))
    return _any(
        f"{_any(*_VIETNAMESE[2:])} mươi(?: {vietnamese})?",
        f"mười(?: {_any(*_VIETNAMESE[1:5], 'lăm', *_VIETNAMESE[6:])})?",
        *_VIETNAMESE[1:],
        "bẩy",
        "nửa",
        f"{_any(*_TENS)}(?:[- ]{_any(*_ENGLISH[1:10])})?",
        *reversed(_ENGLISH[1:]),
        "half(?: an?)?",
        "an?",
    )


NUMBER = rf"(?:(?:[0-9]+ )?[0-9]+ ?/ ?[0-9]+|[0-9]+(?:[.,][0-9]+)*|{_spelled_pattern()}(?!\w))"
"""Regular expression of a number in any of its spellings; `read_number` says which value it has."""


def read_number(text: str) -> Fraction | Message:
    """Return the exact value of a text that matches `NUMBER`, or why its value is not certain.

    >>> read_number("2 1/2"), read_number("0,5")
    (Fraction(5, 2), Fraction(1, 2))
    """
    spelled = SPELLED.get(text.lower())
    if spelled is not None:
        return spelled
    if "/" in text:
        return _read_fraction(text)
    if re.fullmatch(r"[1-9][0-9]{0,2}[.,][0-9]{3}", text) or len(re.findall("[.,]", text)) > 1:
        return Message(
            "“{number}” can be read as thousands or as decimals: write whole numbers without separators "
            "(1500) and a fraction with fewer or more decimals (1.5)",
            number=text,
        )
    return Fraction(text.replace(",", "."))


def _read_fraction(text: str) -> Fraction | Message:
    *whole, top, bottom = (int(digits) for digits in re.findall("[0-9]+", text))
    if bottom == 0:
        return Message("“{number}” divides by zero", number=text)
    if top >= bottom:
        return Message("“{number}” is no proper fraction: write 1 1/2 instead of 3/2", number=text)
    return Fraction(sum(whole)) + Fraction(top, bottom)


def write_number(value: Fraction, lang: str) -> str:
    """Return `value` as people write it in `lang`: a short decimal where exact, else a fraction.

    >>> write_number(Fraction(1, 2), "vi"), write_number(Fraction(4, 3), "en")
    ('0,5', '1 1/3')
    """
    whole, rest = divmod(value, 1)
    if rest == 0:
        return str(whole)
    for places in range(1, _MOST_DECIMALS + 1):
        digits = rest * 10**places
        if digits.denominator == 1 and not (places == 3 and 1 <= whole <= 999):
            return f"{whole}{',' if lang == 'vi' else '.'}{digits.numerator:0{places}d}"
    return f"{whole} {rest}" if whole else str(rest)
