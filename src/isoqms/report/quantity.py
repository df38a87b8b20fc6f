"""Figures in words: with no more decimals than they deserve, in units people think in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from math import ceil, floor
from typing import Final

from isoqms.metrics import Figure, Unit
from isoqms.words import Message, Renderable, phrase

_HOUR, _DAY = 60.0, 1440.0
_FEW_MINUTES: Final = 90
"""From here on minutes are told as hours."""

_SHORT_ID: Final = 12
_LARGE: Final = 100
"""From here on numbers are told whole."""

_LOPSIDED: Final = 2
"""An interval that reaches so many times as far to one side as to the other is told by its ends."""

_ROUNDING: Final = 1e-6
"""By how much an end may lie beyond a whole number and still be that number: sums are not exact to the last bit."""

NOTHING: Final = "–"


def number(value: float, lang: str, decimals: int = 0) -> str:
    """Return a number with the marks of a language: 12.400,5 in Vietnamese, 12,400.5 in English.

    >>> number(12400.5, "vi", 1), number(-0.04, "en", 1), number(-3, "en")
    ('12.400,5', '0.0', '−3')
    """
    text = f"{round(value, decimals) + 0.0:,.{decimals}f}"
    if text.strip("-0.,") == "":
        text = text.lstrip("-")
    return marked(text, lang)


def marked(text: str, lang: str) -> str:
    """Return a number written by Python with the marks of a language, and with a minus instead of a hyphen.

    >>> marked("-1,024.5", "vi")
    '−1.024,5'
    """
    text = text.replace("-", "−")
    return text.translate(str.maketrans(",.", ".,")) if lang == "vi" else text


def signed(value: float, lang: str, decimals: int = 0) -> str:
    """Return a number with its sign, which says whether something was taken off or added; nothing has none.

    >>> signed(3, "en"), signed(-3, "en"), signed(0, "en")
    ('+3', '−3', '0')
    """
    text = number(value, lang, decimals)
    return text if value < 0 or not text.strip("0.,") else f"+{text}"


def procedures(count: float, lang: str) -> str:
    """Return so many procedures in words.

    >>> procedures(1, "en"), procedures(29, "en")
    ('1 procedure', '29 procedures')
    """
    if count == 1:
        return Message("1 procedure").render(lang)
    return Message("{number} procedures", number=number(count, lang)).render(lang)


def decimals_for(values: Iterable[float]) -> int:
    """Return with how many decimals none of several numbers looks like nothing: one, or two where one is too few.

    >>> decimals_for([1.6, 0.3]), decimals_for([1.6, 0.04]), decimals_for([1.6, 0.0])
    (1, 2, 1)
    """
    return 2 if any(abs(value) >= 0.005 and not round(abs(value), 1) for value in values) else 1


def day_words(day: date | None, lang: str) -> str:
    """Return a day as people write it; a dash where there is none.

    >>> day_words(date(2026, 11, 22), "vi"), day_words(date(2026, 11, 22), "en")
    ('22/11/2026', '2026-11-22')
    """
    if day is None:
        return NOTHING
    return f"{day:%d/%m/%Y}" if lang == "vi" else day.isoformat()


@dataclass(frozen=True, slots=True)
class Scale:
    """What a figure is told in: how many of its own units make one, and how several of them are worded, and one."""

    size: float
    words: str
    one: str = ""

    def tell(self, numbers: str, lang: str) -> str:
        """Return a number, or several, with the unit: "6,5 ngày làm việc"."""
        words = self.one or self.words if numbers == "1" else self.words
        return Message(words, number=numbers).render(lang) if words else numbers

    def of(self, count: int) -> Message:
        """Return a whole number with the unit: "1 working day"."""
        words = self.one or self.words if count == 1 else self.words
        return Message(words, number=count)

    def digits(self, value: float, lang: str, decimals: int) -> str:
        """Return a value on this scale as a number without its unit; next to nothing is nothing."""
        text = number(value / self.size, lang, decimals)
        return text if text.strip("0.,") else "0"


_MINUTES: Final = Scale(1, phrase("{number} min"))
_WORKING_MINUTES: Final = Scale(1, phrase("{number} working min"))
_HOURS: Final = Scale(_HOUR, phrase("{number} h"))
_WORKING_HOURS: Final = Scale(_HOUR, phrase("{number} working h"))
_CALENDAR_DAYS: Final = Scale(_DAY, phrase("{number} calendar days"), phrase("{number} calendar day"))
WORKING_DAYS: Final = Scale(1, phrase("{number} working days"), phrase("{number} working day"))
"""For numbers that are days of work already."""
_PERCENT: Final = Scale(0.01, phrase("{number} %"))
_COUNT: Final = Scale(1, "")
POINTS: Final = Scale(0.01, phrase("{number} percentage points"), phrase("{number} percentage point"))
"""For the difference of two shares."""


def scale_of(figure: Figure, day_minutes: float) -> Scale:
    """Return what a figure is told in: minutes, hours or days by its size; days of the office for working time."""
    size = abs(figure.value or 0.0)
    if figure.unit is Unit.SHARE:
        return _PERCENT
    if figure.unit is Unit.HOURS:
        return Scale(1, _HOURS.words)
    if figure.unit is Unit.MINUTES:
        return _MINUTES if size < _FEW_MINUTES else _HOURS if size < _DAY else _CALENDAR_DAYS
    if figure.unit is Unit.WORKING_MINUTES:
        if size < _FEW_MINUTES:
            return _WORKING_MINUTES
        return _WORKING_HOURS if size < day_minutes else replace(WORKING_DAYS, size=day_minutes)
    return _COUNT


def told(figure: Figure, lang: str, day_minutes: float = _DAY) -> str:
    """Return the value of a figure in words; a dash where there is none."""
    if figure.value is None:
        return NOTHING
    scale = scale_of(figure, day_minutes)
    return scale.tell(scale.digits(figure.value, lang, _decimals(figure, scale)), lang)


def told_with_interval(figure: Figure, lang: str, day_minutes: float = _DAY, scale: Scale | None = None) -> str:
    """Return a figure in words with its interval: "6,5 ngày làm việc (gần như chắc chắn từ 6,3 đến 6,8)"."""
    if figure.value is None:
        return NOTHING
    scale = scale or scale_of(figure, day_minutes)
    value = scale.tell(scale.digits(figure.value, lang, _decimals(figure, scale)), lang)
    if not figure.half_width or figure.low is None or figure.high is None:
        return value
    ends = _ends(figure, lang, scale)
    if ends[0] == ends[1]:
        return value
    sure = Message("{value} (almost certainly from {low} to {high})", value=value, low=ends[0], high=ends[1])
    return sure.render(lang)


def brief(figure: Figure, lang: str, day_minutes: float = _DAY) -> str:
    """Return a figure for a table: "6,5 ± 0,3 giờ" with half of its interval, a share with its ends: "94 % (93–95)"."""
    if figure.value is None or not figure.half_width:
        return told(figure, lang, day_minutes)
    scale = scale_of(figure, day_minutes)
    decimals = _decimals(figure, scale)
    if scale is _PERCENT and figure.low is not None and figure.high is not None:
        return f"{told(figure, lang)} ({'–'.join(_ends(figure, lang, scale))})"
    value, half = (scale.digits(each, lang, decimals) for each in (figure.value, figure.half_width))
    if _is_lopsided(figure):
        return scale.tell(f"{value} ({'–'.join(_ends(figure, lang, scale))})", lang)
    return scale.tell(f"{value} ± {half}" if half.strip("0.,") else value, lang)


def _ends(figure: Figure, lang: str, scale: Scale) -> tuple[str, str]:
    """Return the ends of an interval in digits; those of a share never lie inside of it."""
    decimals, low, high = _decimals(figure, scale), figure.low or 0.0, figure.high or 0.0
    if scale is not _PERCENT:
        return scale.digits(low, lang, decimals), scale.digits(high, lang, decimals)
    parts = 10**decimals
    outer = floor(100 * parts * low + _ROUNDING) / parts, ceil(100 * parts * high - _ROUNDING) / parts
    return number(outer[0], lang, decimals), number(outer[1], lang, decimals)


def _is_lopsided(figure: Figure) -> bool:
    """Say whether half of an interval to either side would tell what is not so, such as less than no time."""
    if figure.value is None or figure.low is None or figure.high is None or figure.low < 0:
        return False
    below, above = figure.value - figure.low, figure.high - figure.value
    return figure.low == 0 or max(below, above) > _LOPSIDED * min(below, above)


def _decimals(figure: Figure, scale: Scale) -> int:
    """Return 1 where a decimal tells something: in small numbers, not beside an interval of several units."""
    size, half = abs(figure.value or 0.0) / scale.size, (figure.half_width or 0.0) / scale.size
    if scale.size == _PERCENT.size:
        return int(0.05 <= min(size, 100 - size) < 1)
    return int(half < 1 and size < _LARGE and (half > 0 or size != round(size)))


def effort(figure: Figure, lang: str) -> str:
    """Return minutes that people work in words: as minutes or hours, since a day of work is not a day passed."""
    if figure.value is None:
        return NOTHING
    scale = _MINUTES if abs(figure.value) < _FEW_MINUTES else _HOURS
    return scale.tell(scale.digits(figure.value, lang, _decimals(figure, scale)), lang)


def in_days(figure: Figure, lang: str, day_minutes: float) -> str:
    """Return working time for a column headed as days, with half of its interval: "6,5 ± 0,3", below a day "0,25"."""
    if figure.value is None:
        return NOTHING
    days, half = figure.value / day_minutes, (figure.half_width or 0.0) / day_minutes
    decimals = 2 if days < 1 else 0 if days >= _LARGE else 1
    value, spread = number(days, lang, decimals), number(half, lang, decimals)
    if spread.strip("0.,") and _is_lopsided(figure):
        low, high = (number((each or 0.0) / day_minutes, lang, decimals) for each in (figure.low, figure.high))
        return f"{value} ({low}–{high})"
    return f"{value} ± {spread}" if spread.strip("0.,") else value


def shortened(title: str, signs: int) -> str:
    """Return a title that fits a label or a column, cut between words."""
    return title if len(title) <= signs else title[: signs - 1].rsplit(" ", 1)[0] + "…"


def names_of(titles: Mapping[str, Renderable], signs: int, lang: str) -> dict[str, str]:
    """Return by id the names of procedures for labels and columns: short ids with the title, the title of long ones.

    Where titles cut to `signs` are alike, the id stands instead.
    """
    short = all(len(id_) <= _SHORT_ID for id_ in titles)
    names = {
        id_: shortened(f"{id_}  {title.render(lang)}" if short else title.render(lang), signs)
        for id_, title in titles.items()
    }
    several = {name for name, count in Counter(names.values()).items() if count > 1}
    return {id_: id_ if name in several else name for id_, name in names.items()}
