"""Reading a duration from the words of a published table, in Vietnamese or English; what is not certain is refused.

The text is taken apart as: head [start phrase] [(cases)] [; cut-off]. The head is an amount, a sum, a range, a bound
or one of a few fixed words.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from datetime import time
from fractions import Fraction
from typing import Final

from isoqms.words import Message
from isoqms.worktime.amount import SPELLINGS, Amount, Basis, Unit
from isoqms.worktime.duration import CONJUNCTIONS, Case, Duration, Kind
from isoqms.worktime.numeral import NUMBER, SPELLED, read_number

_LONGEST_TEXT = 300
_LONGEST_YEARS = 1000
_MINUTES: Final = {
    Unit.MINUTE: 1,
    Unit.HOUR: 60,
    Unit.HALF_DAY: 720,
    Unit.DAY: 1440,
    Unit.WEEK: 10_080,
    Unit.MONTH: 43_200,
    Unit.YEAR: 525_600,
}
_LEAST_MINUTES: Final = _MINUTES | {
    Unit.HALF_DAY: 120,
    Unit.DAY: 240,
    Unit.WEEK: 1200,
    Unit.MONTH: 4800,
    Unit.YEAR: 57_600,
}
"""The shortest a unit can mean, with working days of four hours: only a range reversed beyond doubt is refused."""

_UNIT_OF: Final = {spelling: unit for unit, spellings in SPELLINGS.items() for spelling in spellings}
_BASIS_OF: Final = {
    **dict.fromkeys(("working", "business", "work", "làm việc"), Basis.WORKING),
    **dict.fromkeys(("calendar", "consecutive", "theo lịch", "dương lịch", "lịch"), Basis.CALENDAR),
}


def _any(words: list[str] | tuple[str, ...]) -> str:
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"


_AMOUNT: Final = re.compile(
    rf"(?P<number>{NUMBER}) ?(?:(?P<before>working|business|work|calendar|consecutive)[ -])?"
    rf"(?P<unit>{_any([*_UNIT_OF])})(?P<half> rưỡi)?"
    r"(?: (?P<after>làm việc|theo lịch|dương lịch|lịch))?(?![^\W\d])",
    re.IGNORECASE,
)
_PLUS: Final = re.compile(r"(?:,? (?:và|and) |, | ?(?P<plus>\+) ?| ?)", re.IGNORECASE)
_TO: Final = re.compile(r" ?(?:\.\.\.?|…|[-–—~]) ?| (?:to|đến|tới|and) ", re.IGNORECASE)
_FROM: Final = re.compile(r"(?:từ|from|between) ", re.IGNORECASE)
_BARE_LOW: Final = re.compile(rf"(?P<number>{NUMBER})(?:{_TO.pattern})", re.IGNORECASE)
_AT_MOST: Final = re.compile(
    r"(?:≤|<=|(?:tối đa )?không quá|tối đa|chậm nhất|trong vòng|trong thời hạn|trong|at most|up to|within|no more than|"
    r"not more than|not exceeding|maximum(?: of)?|max\.?) ?",
    re.IGNORECASE,
)
_AT_LEAST: Final = re.compile(
    r"(?:≥|>=|ít nhất|tối thiểu|không dưới|at least|no less than|not less than|minimum of) ?", re.IGNORECASE
)
_PHRASES: Final = {
    Kind.IMMEDIATE: r"(?:(?:giải quyết|trả kết quả) )?ngay(?: lập tức)?|immediate(?:ly)?|at once",
    Kind.SAME_DAY: r"(?:ngay )?trong(?: cùng)? ngày(?: làm việc)?|(?:the |on the |within the )?same(?: working)? day|"
    r"within the day",
    Kind.UNCOUNTED: r"không tính(?: vào)?(?: thời gian| thời hạn)(?: giải quyết)?|not counted",
    Kind.OFFICE_HOURS: r"(?:trong |theo )?giờ hành chính|(?:in |during )?office hours",
    Kind.BY_AGREEMENT: r"(?:theo )?(?:thỏa thuận|thoả thuận)|(?:by|upon) agreement|as agreed",
}
_LEAVES_OUT: Final = r"(?:không|chưa) (?:kể|tính|bao gồm)|excluding|not (?:including|counting)"
_START: Final = re.compile(
    r"(?P<core>.+?),? (?P<note>(?:kể từ|tính từ|từ|sau|khi|from|after|since|of|on|upon|following|"
    rf"(?<!not )counted from|{_LEAVES_OUT}) .+)",
    re.IGNORECASE,
)
"""A time with what it begins at, or what it leaves out."""
_LEFT_OUT: Final = re.compile(rf"(?:{_LEAVES_OUT}) \S", re.IGNORECASE)
_CUTOFF: Final = re.compile(
    r"(?:hồ sơ )?(?:(?:tiếp nhận|nhận|nộp) )?sau (?P<h>[0-9]{1,2})(?: ?giờ|h|:)(?: ?(?P<m>[0-9]{2})(?: phút)?)?"
    r" ?[:,]? (?:(?:thì )?(?:tính|trả|trả kết quả)(?: từ| vào)? )?ngày (?:làm việc )?(?:tiếp theo|kế tiếp)"
    r"|(?:if )?(?:received |filed )?after (?P<eh>[0-9]{1,2}):(?P<em>[0-9]{2}) ?[:,]? "
    r"(?:counts? from )?(?:the )?next (?:working |business )?day",
    re.IGNORECASE,
)
_CONDITION: Final = rf"(?:đối với|for|{'|'.join(CONJUNCTIONS)}) "
_CASES: Final = (
    re.compile(rf"(?P<head>.+?),? (?P<condition>{_CONDITION}.+)", re.IGNORECASE),
    re.compile(rf"(?P<condition>{_CONDITION}[^:]+?) ?: ?(?P<head>.+)", re.IGNORECASE),
)
_DIGITS_AND_WORDS: Final = re.compile(r"(?P<digits>[0-9]+) ?\((?P<words>[^()0-9;]+)\)")


def parse_duration(text: str) -> Duration | Message:
    """Return the duration a text states, or the reason why it cannot be understood and what to write instead.

    Nothing is guessed: a number that can be read two ways, a clause nobody recognises or a time that cannot be meant
    is refused. "Next day" after a cut-off hour is taken as the next day the office works.

    >>> parse_duration("không quá 05 ngày làm việc").render("en")
    '≤ 5 working days'
    """
    clean = _clean(text)
    if not clean:
        return Message("a duration is missing: write for example 2 working days")
    if len(clean) > _LONGEST_TEXT:
        return Message("the text is too long for a duration ({length} characters)", length=len(clean))
    for pair in _DIGITS_AND_WORDS.finditer(clean):
        if SPELLED.get(pair["words"].strip().lower(), int(pair["digits"])) != int(pair["digits"]):
            return Message("“{pair}”: the digits and the words say different numbers", pair=pair[0])
    clean = _DIGITS_AND_WORDS.sub(lambda p: p["digits"] if p["words"].strip().lower() in SPELLED else p[0], clean)
    segments = _segments(clean)
    if segments is None:
        return Message("“{text}”: a bracket is not closed or not opened", text=clean)
    base, *extras = segments
    duration = _read_head(base)
    for extra in extras:
        if isinstance(duration, Message):
            break
        duration = _with_clause(duration, extra)
    return duration


def _clean(text: str) -> str:
    """One spelling for each character: composed letters, plain spaces, ½ as 1/2, no full stop at the end."""
    composed = unicodedata.normalize("NFC", text)
    spelled = (
        " " + unicodedata.normalize("NFKD", char).replace("⁄", "/") if "VULGAR" in unicodedata.name(char, "") else char
        for char in composed
    )
    return " ".join("".join(spelled).replace("⁄", "/").split()).rstrip(".,; ")


def _segments(text: str) -> list[str] | None:
    """The head, then every clause in brackets or after a semicolon; None when brackets do not match."""
    outer, inner, depth = [""], [], 0
    for char in text:
        depth += (char == "(") - (char == ")")
        if depth < 0:
            return None
        if (char == "(" and depth == 1) or (char == ";" and depth == 1):
            inner.append("")
        elif char == ";" and depth == 0:
            outer.append("")
        elif not (char == ")" and depth == 0):
            (inner if depth else outer)[-1] += char
    return None if depth else [" ".join(part.split()) for part in (outer[0], *inner, *outer[1:])]


def _with_clause(duration: Duration, clause: str) -> Duration | Message:
    cutoff = _CUTOFF.fullmatch(clause)
    if cutoff and duration.cutoff is None:
        hour, minute = int(cutoff["h"] or cutoff["eh"]), int(cutoff["m"] or cutoff["em"] or 0)
        if hour < 24 and minute < 60:
            return replace(duration, cutoff=time(hour, minute))
    leaves_out = not duration.note and _LEFT_OUT.match(clause) and not _AMOUNT.search(clause)
    for pattern in _CASES:
        if found := pattern.fullmatch(clause):
            other = _read_head(found["head"])
            if isinstance(other, Message):
                if leaves_out:
                    continue
                return other
            condition = re.sub("^(?:đối với|for) ", "", found["condition"], flags=re.IGNORECASE)
            return replace(duration, cases=(*duration.cases, Case(condition, other)))
    if leaves_out:
        return replace(duration, note=clause)
    return Message(
        "“{clause}” is not understood: after the duration write a case (20 days for difficult areas), "
        "a cut-off (received after 15:00: next working day), or nothing",
        clause=clause,
    )


def _read_head(text: str) -> Duration | Message:
    whole = _read_core(text)
    if whole is not None:
        return whole
    start = _START.fullmatch(text)
    if start and not _AMOUNT.search(start["note"]):
        core = _read_core(start["core"])
        if core is not None:
            return core if isinstance(core, Message) else replace(core, note=start["note"])
    if re.match(r"[-−] ?[0-9]", text):
        return Message("“{text}”: a duration cannot be negative", text=text)
    return _not_understood(text)


def _not_understood(text: str) -> Message:
    return Message(
        "“{text}” is not understood as a duration: write for example 2 working days, 4 working hours, 15..30 min, "
        "≤ 8 weeks, same day, by agreement",
        text=text,
    )


def _read_core(text: str) -> Duration | Message | None:
    for kind, pattern in _PHRASES.items():
        if re.fullmatch(pattern, text, re.IGNORECASE):
            return Duration(kind)
    for kind, bound in ((Kind.AT_MOST, _AT_MOST), (Kind.AT_LEAST, _AT_LEAST)):
        if found := bound.match(text):
            amounts = _read_sum(text[found.end() :])
            if amounts is None or isinstance(amounts, Message):
                return amounts
            return Duration(kind, high=amounts) if kind is Kind.AT_MOST else Duration(kind, low=amounts)
    amounts = _read_sum(text)
    if amounts is None or isinstance(amounts, Message):
        return amounts or _read_range(text)
    return Duration.fixed(*amounts)


def _read_range(text: str) -> Duration | Message | None:
    text = _FROM.sub("", text, count=1) if _FROM.match(text) else text
    if bare := _BARE_LOW.match(text):
        number, high = read_number(bare["number"]), _read_sum(text[bare.end() :])
        if isinstance(number, Message) or not isinstance(high, tuple):
            return high if isinstance(high, Message) else number if isinstance(number, Message) else None
        return _range((replace(high[0], value=number),), high) if len(high) == 1 else None
    for sign in _TO.finditer(text):
        low, high = _read_sum(text[: sign.start()]), _read_sum(text[sign.end() :])
        if isinstance(low, tuple) and isinstance(high, tuple):
            return _range(low, high)
    return None


def _range(low: tuple[Amount, ...], high: tuple[Amount, ...]) -> Duration | Message:
    if low == high:
        return Duration.fixed(*low)
    same_unit = len({(amount.unit, amount.basis) for amount in (*low, *high)}) == 1
    least = sum(amount.value * (_MINUTES if same_unit else _LEAST_MINUTES)[amount.unit] for amount in low)
    if least > sum(amount.value * _MINUTES[amount.unit] for amount in high):
        return Message("the range is reversed: write the shorter time first, then the longer one")
    return Duration(Kind.RANGE, low, high)


def _read_sum(text: str) -> tuple[Amount, ...] | Message | None:
    """Amounts joined by plus signs, or going down in unit (1 giờ 30 phút); None when the text is something else."""
    amounts: list[Amount] = []
    position, units = 0, list(Unit)
    while position < len(text):
        sign = _PLUS.match(text, position) if amounts else None
        found = _AMOUNT.match(text, sign.end() if sign else position)
        if not found:
            return None
        amount = _read_amount(found)
        if isinstance(amount, Message):
            return amount
        if sign and not sign["plus"] and units.index(amount.unit) >= units.index(amounts[-1].unit):
            return None
        amounts.append(amount)
        position = found.end()
    if sum(amount.value * _MINUTES[amount.unit] for amount in amounts) > _LONGEST_YEARS * _MINUTES[Unit.YEAR]:
        return Message("more than {years} years cannot be meant", years=_LONGEST_YEARS)
    return tuple(amounts) or None


def _read_amount(found: re.Match[str]) -> Amount | Message:
    number = read_number(found["number"])
    if isinstance(number, Message):
        return number
    if found["half"] and number.denominator > 1:
        return _not_understood(found[0])
    unit = _UNIT_OF[found["unit"].lower()]
    basis = _BASIS_OF.get((found["before"] or found["after"] or "").lower(), Basis.UNSTATED)
    if basis is Basis.WORKING and unit in (Unit.MONTH, Unit.YEAR):
        return Message("working months and working years cannot be counted: write working days or plain months")
    return Amount(number + Fraction(1, 2) if found["half"] else number, unit, basis)
