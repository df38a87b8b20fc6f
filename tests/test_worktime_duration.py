"""Durations are read as people write them, exactly, and what is not certain is refused with advice."""

from __future__ import annotations

import re
import unicodedata
from datetime import time
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isoqms.words import Message
from isoqms.worktime import Amount, Basis, Case, Convention, Duration, Kind, Span, Unit, parse_duration
from isoqms.worktime.numeral import NUMBER, SPELLED

HALF = Fraction(1, 2)


def amount(value: int | Fraction, unit: str, basis: str = "unstated") -> Amount:
    return Amount(Fraction(value), Unit(unit), Basis(basis))


def fixed(*amounts: Amount) -> Duration:
    return Duration.fixed(*amounts)


def between(low: Amount, high: Amount) -> Duration:
    return Duration(Kind.RANGE, (low,), (high,))


def at_most(value: int | Fraction, unit: str, basis: str = "unstated", note: str = "") -> Duration:
    return Duration(Kind.AT_MOST, high=(amount(value, unit, basis),), note=note)


READ = {
    "0,5 ngày": fixed(amount(HALF, "day")),
    "0.5 NGÀY": fixed(amount(HALF, "day")),
    "1/2 ngày": fixed(amount(HALF, "day")),
    "½ ngày làm việc": fixed(amount(HALF, "day", "working")),
    "2½ ngày": fixed(amount(Fraction(5, 2), "day")),
    "1 1/2 days": fixed(amount(Fraction(3, 2), "day")),
    "1/3 ngày": fixed(amount(Fraction(1, 3), "day")),
    "04 giờ làm việc": fixed(amount(4, "hour", "working")),
    "4\u00a0giờ\u2009làm việc": fixed(amount(4, "hour", "working")),
    "30phút": fixed(amount(30, "minute")),
    "2 working days": fixed(amount(2, "day", "working")),
    "10 business days": fixed(amount(10, "day", "working")),
    "10 calendar days": fixed(amount(10, "day", "calendar")),
    "10 ngày theo lịch": fixed(amount(10, "day", "calendar")),
    "0 ngày": fixed(amount(0, "day")),
    "một ngày": fixed(amount(1, "day")),
    "nửa ngày": fixed(amount(HALF, "day")),
    "1 buổi": fixed(amount(1, "half_day")),
    "03 buổi làm việc": fixed(amount(3, "half_day", "working")),
    "30'": fixed(amount(30, "minute")),
    "một ngày rưỡi": fixed(amount(1 + HALF, "day")),
    "2 ngày rưỡi làm việc": fixed(amount(2 + HALF, "day", "working")),
    "không quá 1 tháng rưỡi": at_most(1 + HALF, "month"),
    "half a day": fixed(amount(HALF, "day")),
    "one day": fixed(amount(1, "day")),
    "an hour": fixed(amount(1, "hour")),
    "năm năm": fixed(amount(5, "year")),
    "hai mươi lăm ngày": fixed(amount(25, "day")),
    "forty-five days": fixed(amount(45, "day")),
    "10 (mười) ngày làm việc": fixed(amount(10, "day", "working")),
    "1500 phút": fixed(amount(1500, "minute")),
    "0,125 ngày": fixed(amount(Fraction(1, 8), "day")),
    "10 days + 15 minutes": fixed(amount(10, "day"), amount(15, "minute")),
    "15 minutes + 10 days": fixed(amount(15, "minute"), amount(10, "day")),
    "1 giờ 30 phút": fixed(amount(1, "hour"), amount(30, "minute")),
    "1 hour and 30 minutes": fixed(amount(1, "hour"), amount(30, "minute")),
    "15..30 min": between(amount(15, "minute"), amount(30, "minute")),
    "15-30 phút": between(amount(15, "minute"), amount(30, "minute")),
    "5–10 minutes": between(amount(5, "minute"), amount(10, "minute")),
    "từ 15 đến 30 phút": between(amount(15, "minute"), amount(30, "minute")),
    "between 2 and 3 days": between(amount(2, "day"), amount(3, "day")),
    "1,5–2 ngày": between(amount(Fraction(3, 2), "day"), amount(2, "day")),
    "1 hr – 1 day": between(amount(1, "hour"), amount(1, "day")),
    "5-5 phút": fixed(amount(5, "minute")),
    "≤ 8 weeks": at_most(8, "week"),
    "<=5 ngày": at_most(5, "day"),
    "không quá 05 ngày làm việc": at_most(5, "day", "working"),
    "tối đa 3 ngày": at_most(3, "day"),
    "trong một ngày": at_most(1, "day"),
    "at most 3 days": at_most(3, "day"),
    "up to 2 weeks": at_most(2, "week"),
    "within 10 working days": at_most(10, "day", "working"),
    "ít nhất 2 ngày": Duration(Kind.AT_LEAST, low=(amount(2, "day"),)),
    "Không quá 17 ngày kể từ ngày nhận được hồ sơ hợp lệ": at_most(17, "day", note="kể từ ngày nhận được hồ sơ hợp lệ"),
    "ngay": Duration(Kind.IMMEDIATE),
    "immediately": Duration(Kind.IMMEDIATE),
    "Ngay sau khi nhận đủ hồ sơ hợp lệ": Duration(Kind.IMMEDIATE, note="sau khi nhận đủ hồ sơ hợp lệ"),
    "Giải quyết ngay; nhận sau 15 giờ: ngày làm việc tiếp theo": Duration(Kind.IMMEDIATE, cutoff=time(15)),
    "trong ngày": Duration(Kind.SAME_DAY),
    "Trong ngày làm việc": Duration(Kind.SAME_DAY),
    "same day": Duration(Kind.SAME_DAY),
    "trong ngày; nhận sau 15h30: ngày làm việc tiếp theo": Duration(Kind.SAME_DAY, cutoff=time(15, 30)),
    "không tính thời gian": Duration(Kind.UNCOUNTED),
    "not counted": Duration(Kind.UNCOUNTED),
    "giờ hành chính": Duration(Kind.OFFICE_HOURS),
    "office hours": Duration(Kind.OFFICE_HOURS),
    "theo thỏa thuận": Duration(Kind.BY_AGREEMENT),
    "theo thoả thuận": Duration(Kind.BY_AGREEMENT),
    "by agreement": Duration(Kind.BY_AGREEMENT),
    "10 ngày (20 ngày đối với vùng khó khăn)": Duration(
        Kind.FIXED, (amount(10, "day"),), (amount(10, "day"),), (Case("vùng khó khăn", fixed(amount(20, "day"))),)
    ),
    "10 ngày (20 ngày đối với …)": Duration(
        Kind.FIXED, (amount(10, "day"),), (amount(10, "day"),), (Case("…", fixed(amount(20, "day"))),)
    ),
    "10 days; if a visit is needed: at most 15 days": Duration(
        Kind.FIXED, (amount(10, "day"),), (amount(10, "day"),), (Case("if a visit is needed", at_most(15, "day")),)
    ),
}


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize(("text", "meant"), READ.items(), ids=list(READ))
def test_durations_are_read_as_people_write_them(text: str, meant: Duration, form: str) -> None:
    """Both languages, both decimal marks, any spacing, composed and decomposed letters give one exact meaning."""
    assert parse_duration(unicodedata.normalize(form, text)) == meant


@pytest.mark.parametrize(
    ("text", "why"),
    {
        "": "missing",
        "1.500 phút": "thousands or as decimals",
        "1,500 days": "thousands or as decimals",
        "1.500.000 phút": "thousands or as decimals",
        "-5 ngày": "negative",
        "nan ngày": "not understood",
        "15": "not understood",
        "phút": "not understood",
        "8h30": "not understood",
        "5 ngày 7 ngày": "not understood",
        "about 5 minutes": "not understood",
        "20 ngày đối với vùng khó khăn": "not understood",
        "hẹn lần 2": "not understood",
        "1001 years": "1000 years",
        "999 years + 400 days": "1000 years",
        "30-15 phút": "reversed",
        "1 ngày – 1 giờ": "reversed",
        "5/0 ngày": "zero",
        "3/2 ngày": "proper fraction",
        "2 working months": "working months",
        "10 (chín) ngày": "different numbers",
        "10 ngày (": "bracket",
        "10 ngày)": "bracket",
        "1 ngày (8 giờ)": "“8 giờ” is not understood",
        "trong ngày; nhận sau 25 giờ: ngày làm việc tiếp theo": "is not understood",
        "0,5 ngày rưỡi": "0,5 ngày rưỡi",
        "15 ngày; có hội đồng: +05 và 07 ngày làm việc": "có hội đồng",
        "10 ngày kể từ ngày nhận, cộng 5 ngày nếu họp": "not understood",
        "5 " * 200 + "ngày": "too long",
    }.items(),
)
def test_what_is_not_certain_is_refused_with_advice(text: str, why: str) -> None:
    """A text with two readings, no reading, or an impossible one gives a sentence, never a number."""
    refused = parse_duration(text)
    assert isinstance(refused, Message)
    assert why in refused.render("en")


def units() -> st.SearchStrategy[tuple[Unit, Basis]]:
    pairs = [(unit, basis) for unit in Unit for basis in Basis]
    return st.sampled_from([p for p in pairs if p not in ((Unit.MONTH, Basis.WORKING), (Unit.YEAR, Basis.WORKING))])


VALUES = st.one_of(
    st.integers(0, 330).map(Fraction),
    st.fractions(0, 330, max_denominator=60),
    st.decimals(0, 330, places=3).map(Fraction),
)
AMOUNTS = st.builds(lambda value, unit: Amount(value, *unit), VALUES, units())
SUMS = st.lists(AMOUNTS, min_size=1, max_size=3).map(tuple)
NOTES = st.sampled_from(["", "kể từ ngày nhận đủ hồ sơ", "from receipt of the complete dossier"])


@st.composite
def heads(draw: st.DrawFn) -> Duration:
    kind = draw(st.sampled_from(Kind))
    low, high = draw(SUMS), draw(SUMS)
    match kind:
        case Kind.FIXED:
            return Duration.fixed(*low)
        case Kind.RANGE:
            unit = draw(units())
            one, two = sorted(draw(st.lists(VALUES, min_size=2, max_size=2, unique=True)))
            return Duration(kind, (Amount(one, *unit),), (Amount(two, *unit),))
        case Kind.AT_MOST:
            return Duration(kind, high=high)
        case Kind.AT_LEAST:
            return Duration(kind, low=low)
        case _:
            return Duration(kind)


CONDITIONS = st.sampled_from(["vùng khó khăn", "nếu phải xác minh", "if a council meets", "…"])
CASES = st.lists(st.builds(Case, CONDITIONS, heads()), max_size=2).map(tuple)


@given(
    heads(),
    CASES,
    st.one_of(st.none(), st.times().map(lambda t: time(t.hour, t.minute))),
    NOTES,
    st.sampled_from(["vi", "en"]),
    st.sampled_from(["NFC", "NFD"]),
)
def test_a_written_duration_reads_back_the_same(
    head: Duration, cases: tuple[Case, ...], cutoff: time | None, note: str, lang: str, form: str
) -> None:
    """Whatever a duration means, its words in either language mean exactly the same again."""
    whole = Duration(head.kind, head.low, head.high, cases, cutoff, note)
    assert parse_duration(unicodedata.normalize(form, whole.render(lang))) == whole


@given(st.text(max_size=80))
def test_any_text_gives_a_duration_or_a_reason(text: str) -> None:
    """No text, however odd, ends in a traceback."""
    assert isinstance(parse_duration(text), (Duration, Message))


WORDS = (
    "1 2,5 1/2 0 ½ một half ngày days giờ h phút làm việc working ( ) ; : + - – .. ≤ không quá ngay trong sau 15 nếu "
    "for kể từ nhận tiếp theo"
)


@given(st.lists(st.sampled_from(WORDS.split()), max_size=9).map(" ".join))
def test_what_is_understood_keeps_its_meaning_when_written_out(text: str) -> None:
    """A text which is accepted can be written out and read again without change, in both languages."""
    meant = parse_duration(text)
    if isinstance(meant, Duration):
        assert parse_duration(meant.render("vi")) == parse_duration(meant.render("en")) == meant


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("0,5 ngày", 240, 240),
        ("15–30 phút", 15, 30),
        ("≤ 2 working days", 0, 960),
        ("1 buổi", 240, 240),
        ("1 working week", 2400, 2400),
        ("1 day + 15 minutes", 495, 495),
        ("ngay", 0, 0),
        ("trong ngày", 0, 480),
        ("không tính thời gian", 0, 0),
        ("at least 1 day", 480, None),
        ("theo thỏa thuận", None, None),
        ("10 calendar days", None, None),
        ("1 tuần", None, None),
        ("1 month", None, None),
    ],
)
def test_working_minutes_of_an_eight_hour_day(text: str, low: int | None, high: int | None) -> None:
    """Days count with the length of the working day; calendar time and words without a number give none."""
    duration = parse_duration(text)
    assert isinstance(duration, Duration)
    assert (duration.working_minutes(480, "low"), duration.working_minutes(480, "high")) == (low, high)


def test_sums_keep_unlike_times_apart_until_a_convention_is_stated() -> None:
    """Half a day and 4 hours are equal on an 8-hour day only; 14 calendar days are 10 days of a five-day week."""
    half, four = Span(working_days=HALF), Span(working_minutes=Fraction(240))
    assert half + four == Span(Fraction(240), HALF)
    assert half != four
    assert Convention(480).working_minutes(half) == Convention(480).working_minutes(four)
    assert Convention(450).working_minutes(half) == 225
    assert Convention(480).working_minutes(Span(calendar_days=Fraction(14))) == 10 * 480
    assert Convention(480).working_minutes(Span(months=Fraction(7))) == 150 * 480
    assert (half + four + Span(months=Fraction(1))).render("vi") == "1 tháng + 0,5 ngày làm việc + 4 giờ"
    assert not half * 0
    assert half.only_working_time
    assert not Span(months=Fraction(1)).only_working_time


def read(text: str) -> Duration:
    duration = parse_duration(text)
    assert isinstance(duration, Duration)
    return duration


def test_an_office_says_what_a_plain_day_is() -> None:
    """17 days without more are working or calendar days as the office says; days that say which, weeks, do not mind."""
    office = Convention(480, plain_days=Basis.CALENDAR)
    assert read("17 ngày").under(Convention(480)) == Span(working_days=Fraction(17))
    assert read("17 ngày").under(office) == Span(calendar_days=Fraction(17))
    assert read("1–3 days").under(office, "low") == Span(calendar_days=Fraction(1))
    assert read("17 ngày").working_minutes(480, plain_days=Basis.CALENDAR) is None
    for text in ("3 working days", "2 weeks", "4 giờ", "same day", "3 calendar days"):
        assert read(text).under(office) == read(text).under(Convention(480))
    assert [read(text).has_plain_days for text in ("17 ngày", "1 tháng", "≤ 3 days", "3 working days")] == [
        True,
        False,
        True,
        False,
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Amount(Fraction(-1), Unit.DAY),
        lambda: Amount(Fraction(1), Unit.MONTH, Basis.WORKING),
        lambda: Duration(Kind.FIXED),
        lambda: Duration(Kind.RANGE, (amount(1, "day"),), (amount(1, "day"),)),
        lambda: Duration(Kind.IMMEDIATE, (amount(1, "day"),)),
    ],
)
def test_impossible_durations_cannot_be_built(wrong: object) -> None:
    """A programmer's mistake is a ValueError at once."""
    with pytest.raises(ValueError):
        wrong()  # type: ignore[operator]


NOT_UNDERSTOOD = {
    "6 weken": "Dutch",
    "≤ 8 weken": "Dutch",
    "8 weken, eenmaal te verlengen met 6 weken": "Dutch",
    "Depends on the availability of the signatory": "names no time",
    "hẹn lần 1": "an appointment, no time",
    "hẹn lần 2": "an appointment, no time",
    "15 ngày kể từ ngày nhận hồ sơ hợp lệ; có hội đồng: +05 và 07 ngày làm việc": "two additions to an unclear base",
}


@pytest.mark.shared
def test_every_published_duration_but_seven_is_understood(shared: Path) -> None:
    """Of the duration texts in the collected procedures only those listed are refused, each for its reason."""
    files = (shared / "data" / "procedures").glob("*.yaml")
    found = [re.findall(r"^\s*(?:- )?text: (.+)$", file.read_text(encoding="utf-8"), re.MULTILINE) for file in files]
    texts = {text.strip("'\"") for texts in found for text in texts} - {"null"}
    assert len(texts) > 100
    assert {text for text in texts if isinstance(parse_duration(text), Message)} == set(NOT_UNDERSTOOD)


def test_exactly_the_numbers_that_have_a_value_are_recognised_in_words() -> None:
    """Every pair of number words is recognised as a number if, and only if, it has a value."""
    parts = sorted({part for words in SPELLED for part in re.split("[ -]", words)})
    for words in (*SPELLED, *(f"{one}{sign}{two}" for one in parts for two in parts for sign in " -")):
        assert bool(re.fullmatch(NUMBER, words)) == (words in SPELLED), words
