"""Durations as cells hold them: with the unit in the heading, without diacritics, twice, or several at once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from isoqms.exchange.fold import is_ascii
from isoqms.words import Message
from isoqms.worktime import Convention, Duration, Kind, parse_duration

_HOURS_A_DAY = 8
_DECIMAL = r"[0-9]+(?:[.,][0-9]+)?"
_BARE = re.compile(rf"{_DECIMAL}(?: ?/ ?[0-9]+)?|[½¼¾]|[0-9]+ ?[½¼¾]|{_DECIMAL} ?[-–] ?{_DECIMAL}")
_NOTHING: Final = frozenset({"", "-", "–", "—", "/", "x", ".", "…", "...", "n/a", "none"})
_DIACRITICS: Final = (
    (r"\bngay lam viec\b", "ngày làm việc"),
    (r"\bgio lam viec\b", "giờ làm việc"),
    (r"(?<=[0-9]) ?ngay\b", " ngày"),
    (r"(?<=[0-9]) ?gio\b", " giờ"),
    (r"(?<=[0-9]) ?phut\b", " phút"),
    (r"(?<=[0-9]) ?buoi\b", " buổi"),
    (r"(?<=[0-9]) ?tuan\b", " tuần"),
    (r"(?<=[0-9]) ?thang\b", " tháng"),
    (r"\btrong ngay\b", "trong ngày"),
    (r"\bkhong tinh thoi (gian|han)\b", "không tính thời gian"),
    (r"\bgio hanh chinh\b", "giờ hành chính"),
    (r"\btheo thoa thuan\b", "theo thỏa thuận"),
    (r"\b(toi da )?khong qua\b", "không quá"),
    (r"\btoi da\b", "tối đa"),
    (r"\btrong vong\b", "trong vòng"),
    (r"\blam viec\b", "làm việc"),
)
_SHORT: Final = (
    (r"\bn(?:gày)? ?\.?l\.?v\b\.?", "ngày làm việc"),
    (r"(?<=ngày|.giờ) l\.?v\b\.?", " làm việc"),
    (r"(?<=[0-9])h00\b", " giờ"),
    (r"(?<=[0-9])h([0-5][0-9])\b", r" giờ \1 phút"),
    (r"(?<=[0-9]) ?ph?\b\.?", " phút"),
    (r"(?<=[0-9]) ?g\b", " giờ"),
    (r" ?/ ?(?:01 |1 )?(?:hồ sơ|bộ hồ sơ|dossier|application|transaction)$", ""),
    (r"^(?:thời (?:gian|hạn)(?: [^:0-9]{0,40})?|time) ?: ?", ""),
    (r"\bworking-days?\b", "working days"),
)
_FOREIGN: Final = (
    (r"\bwerkdag(?:en)?\b", "working days"),
    (r"\bwe(?:ken|ek)\b", "weeks"),
    (r"\bdag(?:en)?\b", "days"),
    (r"\buur\b|\buren\b", "hours"),
    (r"\bminuten\b", "minutes"),
    (r"\bmaand(?:en)?\b", "months"),
)
_RESTATED = re.compile(
    r"(?P<first>[^()]+?)\s*(?:\((?:=|tương đương|tức|hay|or|equal to|i\.e\.)?\s*(?P<second>[^()]+)\)|"
    r"(?:=|/|\n|tương đương)\s*(?P<other>[^()]+))\s*"
)


_SINCE = re.compile(r"\(((?:kể từ|tính từ|từ|sau|khi|from|after) [^()]*)\)", re.IGNORECASE)
_BEFORE_UNIT = re.compile(r"^(?:đvt|đơn vị(?: tính)?|đv|unit|tính (?:theo|bằng)|bằng|theo|in|số) ?:? ?")


@dataclass(frozen=True, slots=True)
class TimeRead:
    """What a cell says about time: the text to keep and its duration, or why it cannot be kept."""

    text: str | None = None
    duration: Duration | None = None
    reason: Message | None = None


def read_time(text: str, unit: str = "") -> TimeRead:
    """Read the text of a cell under a heading that names `unit` (empty where it names none).

    >>> read_time("0,5", "ngày làm việc").text
    '0,5 ngày làm việc'
    """
    if text.strip().lower() in _NOTHING:
        return TimeRead()
    one_line = " ".join(text.split())
    if found := _read(one_line):
        return found
    if _BARE.fullmatch(one_line):
        if unit and (found := _read(f"{one_line} {unit}")):
            return found
        return TimeRead(reason=Message("“{text}” has no unit, and neither has the heading", text=one_line))
    for candidate in _spellings(one_line):
        if found := _read(candidate):
            return found
    return _restated(text, unit) or TimeRead(reason=_why(text, one_line))


def unit_of(heading: str) -> str:
    """Return the unit that a heading names in brackets, after a stroke or as its number of …; else nothing.

    >>> unit_of("Thời gian (ngày làm việc)"), unit_of("Số giờ"), unit_of("Thời gian")
    ('ngày làm việc', 'giờ', '')
    """
    bracketed = re.findall(r"\(([^)]*)\)", heading)
    parts = [part for text in bracketed for part in (text, text.partition("/")[0], *re.split(r"[,;:]", text))]
    parts += re.split(r"[/:,\n]| - ", heading)[1:]
    parts += re.findall(r"(?:[Ss]ố|[Nn]umber of|in) (.+)$", heading)
    for part in parts:
        unit = _BEFORE_UNIT.sub("", part.strip().lower())
        for candidate in (unit, *_spellings(f"1 {unit}")):
            found = _read(candidate if candidate.startswith("1 ") else f"1 {candidate}")
            if found and found.text and found.duration and found.duration.kind is Kind.FIXED:
                return found.text.removeprefix("1 ")
    return ""


def unit_stated(text: str) -> str:
    """Return the unit that a line above a table states for all its times, or nothing.

    >>> unit_stated("Đơn vị tính: ngày làm việc")
    'ngày làm việc'
    """
    found = re.fullmatch(r"\(?(?:đơn vị tính|đvt|unit)(?: [^:]*)?: ?([^:()]+)\)?", text.strip(), re.IGNORECASE)
    return unit_of(f"({found[1]})") if found else ""


def _read(text: str) -> TimeRead | None:
    duration = parse_duration(text)
    return TimeRead(text, duration) if isinstance(duration, Duration) else None


def _spellings(text: str) -> list[str]:
    """Return the text with short forms written out, with the diacritics it lacks, and in a language we read."""
    found = []
    for rules, fits in ((_SHORT, True), (_DIACRITICS, is_ascii(text)), (_FOREIGN, True)):
        spelled = text
        for pattern, words in rules if fits else ():
            spelled = re.sub(pattern, words, spelled, flags=re.IGNORECASE)
        if spelled != text:
            found += [" ".join(spelled.split()), " ".join(re.sub(_SHORT[0][0], _SHORT[0][1], spelled).split())]
    inner = re.fullmatch(r"0 ?\((.+)\)", text)
    since = _SINCE.sub(r"\1", text)
    return [*found, *([inner[1]] if inner else []), *([since] if since != text else [])]


def _restated(text: str, unit: str) -> TimeRead | None:
    """Read a duration written twice ("½ ngày (04 giờ)", one language a line) when both say the same."""
    found = _RESTATED.fullmatch(text.strip())
    if not found:
        return None
    pair = [read_time(part.strip(), unit) for part in (found["first"], found["second"] or found["other"])]
    if any(each.duration is None for each in pair) or not _alike(pair[0].duration, pair[1].duration):
        return None
    return pair[0]


def _alike(one: Duration | None, other: Duration | None) -> bool:
    if one is None or other is None or one.kind is not other.kind:
        return False
    if one.kind not in (Kind.FIXED, Kind.AT_MOST, Kind.RANGE):
        return True
    return _minutes(one) == _minutes(other)


def is_same_time(one: str, other: str) -> bool:
    """Say whether two texts state the same length, a plain day taken for a working day of eight hours.

    >>> is_same_time("20 ngày", "20 ngày làm việc"), is_same_time("20 ngày", "ngay")
    (True, False)
    """
    return _alike(read_time(one).duration, read_time(other).duration)


def _minutes(duration: Duration) -> Fraction | None:
    """Return the length with days of eight hours, where a plain day is taken for a working day."""
    span = duration.span()
    return None if span is None else Convention(60 * _HOURS_A_DAY).working_minutes(span)


def _why(text: str, one_line: str) -> Message:
    parts = [part for part in re.split(r"[;\n]", text) if part.strip()]
    if len(parts) > 1 and sum(bool(re.search(r"[0-9½¼¾]", part)) for part in parts) > 1:
        return Message("several times stand in this cell: “{text}”", text=one_line)
    if re.fullmatch(r"\d{4}-\d\d-\d\d.*", one_line):
        return Message(
            "the spreadsheet holds a date here ({text}), probably made from a fraction such as 1/2", text=one_line
        )
    return Message("the time “{text}” is not understood", text=one_line)
