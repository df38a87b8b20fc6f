"""The arithmetic rules beyond their examples: what they object to, in which figures, and where they keep silent."""

from __future__ import annotations

import importlib.util
import json
import sys
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from procedures import Block, blocks, of_steps, read_office
from ruamel.yaml import YAML

from isoqms.exchange.draft import Draft, drafts
from isoqms.exchange.draft_yaml import draft_yaml
from isoqms.exchange.read import read_document
from isoqms.graph.critical import timing
from isoqms.graph.flow import ANY
from isoqms.graph.yardstick import Order, Yardstick, added, evened, written
from isoqms.procedure import Organisation, Procedure, read_procedure
from isoqms.rules.engine import Context, Objection, find_rules
from isoqms.source import source_of_text
from isoqms.worktime import Amount, Basis, Convention, Unit, parse_duration

RULES = {rule.id: rule for rule in find_rules() if rule.id.startswith("arithmetic/")}
SUMS = tuple(id_ for id_ in RULES if id_.startswith("arithmetic/sum-"))
DAY = date(2026, 11, 21)
OFFICE = """
    default_office: ward
    offices:
      ward: {title: Phường, calendar: vn, hours: {mon: ["08:00..17:00"]}, day_length: %s, plain_days: %s}
    roles:
      officer: {title: {vi: Công chức, en: Officer}}
    """


def office(day: str = "8 giờ", plain: str = "working") -> Organisation:
    return read_office(OFFICE % (day, plain))


def objections(procedure: Procedure, rule: str, organisation: Organisation | None = None) -> list[Objection]:
    context = Context(organisation, {}, {}, DAY)
    return list(RULES[f"arithmetic/{rule}"].check(procedure, context))


def said(procedure: Procedure, rule: str, organisation: Organisation | None = None, lang: str = "en") -> list[str]:
    return [each.message.render(lang) for each in objections(procedure, rule, organisation)]


def row(*times: str | None, more: str = "", **fields: dict[str, Any]) -> Procedure:
    """Read a procedure of steps one after the other, numbered from 1, with these times."""
    steps: dict[str, Any] = {}
    for number, time in enumerate(times, start=1):
        last = number == len(times)
        going_on = {"end": "completed"} if last else {"next": f"s{number + 1}"}
        steps[f"s{number}"] = {"number": number, "allowance": time, **going_on, **fields.get(f"s{number}", {})}
    return of_steps(steps, more)


def total(text: str, name: str = "total") -> str:
    return f"limits: {{{name}: {{within: {json.dumps(text, ensure_ascii=False)}}}}}"


# sums and what they are set against


@given(blocks(("row", "one", "all")), st.integers(-2, 2))
def test_a_total_is_kept_exactly_by_its_own_sum(block: Block, off: int):
    """Whatever runs beside or instead of what, the total that is the longest course draws no objection, others do."""
    longest = block.longest()
    block.procedure()
    stated = f"{longest + off} working days"
    procedure = of_steps(block.steps, total(stated)) if longest + off > 0 else None
    if procedure is not None and longest:
        assert bool(objections(procedure, "sum-total")) == bool(off)


@given(blocks(("row", "one", "all", "loop")), st.integers(1, 60))
def test_a_limit_is_exceeded_by_longer_courses_only(block: Block, limit: int):
    """The legal limit is broken exactly when the longest course takes longer; slack is no problem."""
    block.procedure()
    procedure = of_steps(block.steps, total(f"{limit} working days", "legal"))
    assert bool(objections(procedure, "sum-limit")) == (block.longest() > limit)


@pytest.mark.parametrize(
    ("times", "stated", "wrong"),
    [
        (["0,5 ngày", "9 ngày làm việc"], "9,5 ngày làm việc", False),
        (["0,5 ngày", "9 ngày"], "10,5 ngày làm việc", True),
        (["2 minutes", "5-10 minutes", "13 minutes"], "25 minutes", False),
        (["2 minutes", "5-10 minutes", "13 minutes"], "20 minutes", True),
        (["15 minutes + 10 days", "7 minutes"], "10 days + 15 minutes", True),
        (["15 minutes + 10 days", "7 minutes"], "10 days + 22 minutes", False),
        (["1 giờ", "30 phút"], "1,5 giờ", False),
        (["trong ngày", "trong ngày"], "trong ngày", False),
        (["trong ngày", "2 ngày"], "2 ngày", False),
        (["trong ngày", "2 ngày"], "3 ngày", False),
        (["trong ngày", "2 ngày"], "4 ngày", True),
        (["trong ngày", "2 ngày"], "1 ngày", True),
        (["ngay", "giờ hành chính", "2 ngày"], "2 ngày", False),
        (["ít nhất 15 ngày", "2 ngày"], "20 ngày", False),
        (["ít nhất 15 ngày", "2 ngày"], "16 ngày", True),
        (["theo thỏa thuận", "2 ngày"], "20 ngày", False),
        (["2 ngày", "không tính thời gian"], "2 ngày", False),
        (["1 tháng"], "30 ngày theo lịch", False),
        (["2 tuần"], "14 ngày theo lịch", False),
        (["0 ngày"], "2 ngày", True),
        ([None, None], "2 ngày", False),
    ],
)
def test_sums_are_compared_as_people_write_them(times: list[str], stated: str, wrong: bool):
    """Figures are added unit by unit; words such as “same day” are no figures; the upper end of a range counts."""
    assert bool(said(row(*times, more=total(stated)), "sum-total")) is wrong


@pytest.mark.parametrize(
    ("times", "limit", "wrong"),
    [
        (["0,5 ngày", "2,5 ngày", "trong ngày"], "3 ngày làm việc", False),
        (["0,5 ngày", "2,5 ngày", "1 giờ", "trong ngày"], "3 ngày làm việc", True),
        (["0,5 ngày", "0,5 ngày", "2 giờ", "0,5 ngày", "0,5 ngày", "trong ngày"], "3 ngày làm việc", False),
        (["1 buổi", "1/2 ngày", "02 giờ", "½ ngày", "1 buổi", "trong ngày"], "2,5 ngày làm việc", True),
        (["0,5 ngày", "trong ngày", "2,5 ngày"], "3 ngày làm việc", True),
        (["trong ngày", "3 ngày"], "3 ngày làm việc", True),
        (["trong ngày", "trong ngày"], "trong ngày", False),
        (["trong ngày", "2 ngày"], "trong ngày", True),
    ],
)
def test_the_law_holds_when_a_step_takes_all_of_its_day(times: list[str], limit: str, wrong: bool):
    """A step done the same day ends with the day in which it begins, for the rule as for the course of the times."""
    procedure = row(*times, more=total(limit, "legal"))
    assert bool(said(procedure, "sum-limit", office())) is wrong
    longest = timing(procedure, ANY, Convention(480)).counted.longest
    within = parse_duration(limit).span("high")
    assert (Convention(480).working_minutes(longest) > Convention(480).working_minutes(within)) is wrong


def test_a_row_without_a_number_goes_by_its_title():
    """Beside numbered steps no code that nobody wrote stands in a sentence."""
    steps = {
        "b1": {"number": "B1", "title": "Nhận", "allowance": "1 ngày", "next": "b1-x"},
        "b1-x": {"title": "Trường hợp phải xác minh: gửi văn bản", "next": "b2"},
        "b2": {"number": "B2", "title": "Trả", "allowance": "1 ngày", "end": "completed"},
    }
    [message] = said(of_steps(steps, total("3 ngày")), "sum-total")
    assert "“Trường hợp phải xác minh”" in message and "b1-x" not in message


def test_hours_and_days_need_a_day_length():
    """Hours are set against days by the office's day, or the document's; where nobody states one, nothing is said."""
    hours = ("4 giờ", "112 giờ", "52 giờ")
    assert not said(row(*hours, more=total("21 ngày", "legal")), "sum-limit", office())
    assert said(row(*hours, more=total("20 ngày", "legal")), "sum-limit", office())
    assert not said(row(*hours, more=total("20 ngày", "legal")), "sum-limit")
    assert not said(row(*hours, more=total("21 ngày")), "sum-total", office("8 giờ"))
    assert said(row(*hours, more=total("21 ngày")), "sum-total", office("7 giờ"))
    equal = total("20 ngày", "legal") + "\nnotes: [168 giờ tương đương 21 ngày]"
    assert said(row(*hours, more=equal), "sum-limit") == ["the steps add up to 168 hours, the legal limit is 20 days"]


def test_a_document_states_its_own_day():
    """The length of the day in the document wins over that of the office."""
    for note in ("Tính mỗi ngày 08 giờ làm việc", "(08 giờ/ngày)", "8-hour working days", "01 ngày làm việc = 8 giờ"):
        more = total("2 ngày") + f"\nnotes: [{json.dumps(note, ensure_ascii=False)}]"
        assert not said(row("1 ngày", "8 giờ", more=more), "sum-total", office("7 giờ"))
    late = total("2 ngày") + "\nnotes: [hồ sơ nhận sau 15 giờ ngày làm việc tiếp theo]"
    assert said(row("1 ngày", "8 giờ", more=late), "sum-total", office("7 giờ"))


def test_absurd_sums_are_seen_without_a_day_length():
    """More hours than any working day holds are too much, however long the day is."""
    assert said(row("60 giờ", "60 giờ", more=total("4 ngày", "legal")), "sum-limit")


def test_calendar_days_are_no_working_days():
    """Working days beside calendar days are objected to only where every reading is too long."""
    assert not said(row("10 ngày làm việc", more=total("10 ngày theo lịch", "legal")), "sum-limit")
    assert said(row("11 ngày làm việc", more=total("10 ngày theo lịch", "legal")), "sum-limit")
    assert not said(row("12 ngày theo lịch", more=total("10 ngày làm việc", "legal")), "sum-limit")
    assert not said(row("12 ngày", more=total("10 ngày làm việc", "legal")), "sum-limit", office(plain="calendar"))
    assert said(row("12 ngày", more=total("10 ngày làm việc", "legal")), "sum-limit", office())


def test_a_message_says_the_figures_and_what_is_missing():
    """The officer reads both figures in the document's own units, and by how much they differ, in his language."""
    procedure = row("0,5 ngày làm việc", "9 ngày làm việc", more=total("10,5 ngày làm việc"))
    [found] = objections(procedure, "sum-total")
    vietnamese, fix = found.message.render("vi"), found.fix.render("vi")
    assert "9,5 ngày làm việc" in vietnamese and "10,5 ngày làm việc" in vietnamese and "1 ngày làm việc" in fix
    assert found.message.render("en") == "the steps add up to 9.5 working days, the document states 10.5 working days"
    assert found.fix.render("en").startswith("1 working day missing")
    assert (found.subject, found.at.line) == ("total", 3)


def test_untimed_steps_are_named():
    """A step without a time may hold what is missing: it is named beside the figures."""
    procedure = row("5 minutes", None, "22 minutes", more=total("37 minutes"))
    assert said(procedure, "sum-total") == [
        "the steps add up to 27 minutes, the document states 37 minutes; no time is given for step 2"
    ]
    untimed = "limits: {total: {within: 37 minutes, includes_untimed: true}}"
    assert not said(row("5 minutes", None, "22 minutes", more=untimed), "sum-total")
    assert said(row("35 minutes", None, "22 minutes", more=untimed), "sum-total")


def test_a_time_that_was_not_read_may_be_what_is_missing():
    """A time left among the remarks of a step keeps a sum from being too small; an hour of the day does not."""
    remarks = {"s2": {"notes": ["03 ngày; 05 ngày khi phải xác minh"]}}
    assert not said(row("5 ngày", None, more=total("9 ngày"), **remarks), "sum-total")
    assert said(row("5 ngày", None, more=total("4 ngày"), **remarks), "sum-total")
    hour = {"s2": {"notes": ["hồ sơ nhận sau 15 giờ tính từ ngày làm việc tiếp theo"]}}
    assert said(row("5 ngày", None, more=total("9 ngày"), **hour), "sum-total")


def test_estimates_are_no_published_times():
    """Work and waits of our own are not added to the times of the document."""
    procedure = row("5 giờ", None, more=total("5 giờ"), s2={"work": "30 min", "wait": "2 working days"})
    assert not said(procedure, "sum-total")


def test_steps_outside_the_clock_are_not_added():
    """Time while the clock stands does not count."""
    procedure = row("3 ngày", "20 ngày", "2 ngày", more=total("5 ngày"), s2={"clock": "stopped"})
    assert not said(procedure, "sum-total")


def test_one_figure_too_large_is_said_once():
    """A sum over the legal limit which is the total as well is one error; another total is a second one."""
    both = "limits: {legal: {within: 10 ngày}, total: {within: 10 ngày}, committed: {within: 10 ngày}}"
    assert len(said(row("12 ngày", more=both), "sum-limit")) == 1
    assert not said(row("12 ngày", more=both), "sum-total")
    other = "limits: {legal: {within: 10 ngày}, total: {within: 11 ngày}}"
    assert len(said(row("12 ngày", more=other), "sum-total")) == 1
    twice = "limits: {total: {within: 11 ngày}, committed: {within: 11 ngày}}"
    [found] = objections(row("12 ngày", more=twice), "sum-total")
    assert found.subject == "total"


def test_a_promise_longer_than_the_total_is_slack():
    """Where the document states its total, a committed limit may be longer, not shorter."""
    limits = "limits: {{total: {{within: 5 ngày}}, committed: {{within: {} ngày}}}}"
    assert not said(row("5 ngày", more=limits.format(7)), "sum-total")
    assert said(row("5 ngày", more=limits.format(4)), "sum-total")
    assert said(row("5 ngày", more=total("7 ngày", "committed")), "sum-total")


CASES = """
variants: {quick: {title: {vi: Nhanh, en: Quick}}, slow: {title: {vi: Chậm, en: Slow}}}
limits: %s
"""
FORK = """
a:
  allowance: 1 ngày
  next: [{to: b, variants: [quick]}, {to: c, variants: [slow]}]
b: {allowance: 1 ngày, next: d}
c: {allowance: 4 ngày, next: d}
d: {allowance: 1 ngày, end: completed}
"""


@pytest.mark.parametrize(
    ("limits", "found"),
    [
        ("{total: {within: 6 ngày}}", []),
        ("{total: {within: 5 ngày}}", ["Slow: the steps add up to 6 days, the document states 5 days"]),
        ("{total: {within: 6 ngày, variants: {quick: 3 ngày}}}", []),
        (
            "{total: {within: 6 ngày, variants: {quick: 4 ngày}}}",
            ["Quick: the steps add up to 3 days, the document states 4 days"],
        ),
        ("{legal: {within: 6 ngày, variants: {quick: 2 ngày}}}", []),
    ],
)
def test_variants_are_asked_one_by_one(limits: str, found: list[str]):
    """A total of a variant is asked of its dossiers, the general total of those that take longest."""
    assert said(of_steps(FORK, CASES % limits), "sum-total") == found


def test_the_longest_way_is_named():
    """Where branches run at the same time, the message says which steps were added."""
    fork = FORK.replace("next: [{to: b, variants: [quick]}, {to: c, variants: [slow]}]", "parallel: [b, c]")
    procedure = of_steps(fork.replace("{allowance: 1 ngày, end", "{allowance: 1 ngày, join: all, end"), total("7 ngày"))
    assert said(procedure, "sum-total") == [
        "the steps add up to 6 days on the longest way (a + c + d), the document states 7 days"
    ]


def test_rows_nobody_leads_to_are_cases_of_their_own():
    """A table that holds two cases one below the other has a sum for each."""
    rows = """
        a1: {allowance: 1 ngày, next: a2}
        a2: {allowance: 5 ngày, end: completed}
        b1: {allowance: 2 ngày, next: b2}
        b2: {allowance: %s ngày, end: completed}
        """
    assert not said(of_steps(rows % 4, total("6 ngày")), "sum-total")
    assert len(said(of_steps(rows % 3, total("6 ngày")), "sum-total")) == 1
    assert len(said(of_steps(rows % 5, total("6 ngày", "legal")), "sum-limit")) == 1


def test_appointments_add_up():
    """Two appointments together are the total where nothing is said of the whole."""
    limits = "limits: {committed: {within: null, appointments: [{within: 3 ngày}, {within: 2 ngày}]}}"
    assert not said(row("3 ngày", "2 ngày", more=limits), "sum-total")
    assert said(row("3 ngày", "3 ngày", more=limits), "sum-total")


def test_two_value_limits_are_asked_by_their_conditions():
    """A limit with a case is kept by the general times and, under the same condition, by the times of that case."""
    limit = "10 ngày làm việc (20 ngày làm việc đối với vùng khó khăn)"
    hard = "{} ngày làm việc (18 ngày làm việc đối với vùng khó khăn)"
    assert not said(row("2 ngày làm việc", hard.format(8), more=total(limit, "legal")), "sum-limit")
    assert said(row("3 ngày làm việc", hard.format(7), more=total(limit, "legal")), "sum-limit") == [
        "vùng khó khăn: the steps add up to 21 working days, the legal limit is 20 working days"
    ]
    assert said(row("2 ngày làm việc", hard.format(9), more=total(limit, "legal")), "sum-limit") == [
        "the steps add up to 11 working days, the legal limit is 10 working days"
    ]
    assert not said(row("2 ngày làm việc", hard.format(8), more=total(limit)), "sum-total")
    assert len(said(row("1 ngày làm việc", hard.format(8), more=total(limit)), "sum-total")) == 2


def test_a_case_on_a_branch_of_its_own_takes_the_longest_limit():
    """Where a case is a branch of the procedure, only what is over every value of the limit is too long."""
    fork = """
        a: {allowance: 1 ngày, next: [{to: b, when: phải xác minh}, {to: c, default: true}]}
        b: {allowance: 4 ngày, next: c}
        c: {allowance: %s ngày, end: completed}
        """
    limit = "3 ngày (6 ngày nếu phải xác minh)"
    assert not said(of_steps(fork % 1, total(limit, "legal")), "sum-limit")
    assert said(of_steps(fork % 2, total(limit, "legal")), "sum-limit")


def test_times_from_the_beginning_are_not_added():
    """Times measured from registration are no durations: nothing is said of their sum."""
    fields = {"s1": {"notes": ["from registration"]}}
    assert not said(row("8 weeks", "8 weeks", more=total("8 weeks", "legal"), **fields), "sum-limit")
    assert said(row("8 weeks", "8 weeks", more=total("8 weeks", "legal")), "sum-limit")


def test_an_extension_on_the_way_lengthens_the_limit():
    """A course through an extension may take the limit and the extension, and no more."""

    def extended(time: str) -> Procedure:
        return row("8 weeks", time, more=total("8 weeks", "legal"), s2={"extends_by": "6 weeks"})

    assert not said(extended("6 weeks"), "sum-limit")
    assert said(extended("7 weeks"), "sum-limit")


STAGES = "stages: {{one: {{title: Giai đoạn 1, total: {}}}, two: {{title: Giai đoạn 2}}}}\nlimits: {}"


def test_stages_are_asked_by_themselves():
    """The steps of a stage are set against its own total, wherever that is written."""
    stage = {"s1": {"stage": "one"}, "s2": {"stage": "one"}, "s3": {"stage": "two"}}
    assert said(row("0,5 ngày", "4 ngày", "4 ngày", more=STAGES.format("4.5 ngày", "{}"), **stage), "sum-stage") == []
    [found] = objections(row("1 ngày", "4 ngày", "4 ngày", more=STAGES.format("4.5 ngày", "{}"), **stage), "sum-stage")
    assert (found.subject, "0.5 days" in found.fix.render("en")) == ("one", True)
    parts = STAGES.format("5 ngày", "{total: {within: 9 ngày, stages: {two: 2 ngày}}}")
    assert len(said(row("1 ngày", "4 ngày", "4 ngày", more=parts, **stage), "sum-stage")) == 1
    legal = STAGES.format("5 ngày", "{legal: {within: 9 ngày, stages: {two: %s ngày}}}")
    assert len(said(row("1 ngày", "4 ngày", "4 ngày", more=legal % 3, **stage), "sum-limit")) == 1
    assert not said(row("1 ngày", "4 ngày", "4 ngày", more=legal % 5, **stage), "sum-limit")


def published(*pairs: tuple[str, str, str], more: str = "") -> Procedure:
    entries = [{"part": part, "before": before, "after": after} for part, before, after in pairs]
    return row("1 ngày", more=f"published_times: {json.dumps(entries, ensure_ascii=False)}\n{more}")


@pytest.mark.parametrize(
    ("pairs", "wrong"),
    [
        ([("b. tổng hợp", "7 ngày", "5 ngày"), ("toàn bộ", "22 ngày", "15 ngày")], True),
        ([("b. tổng hợp", "7 ngày", "5 ngày"), ("toàn bộ", "22 ngày", "20 ngày")], False),
        ([("sign", "16 hours", "8 hours"), ("Whole procedure", "10 days", "9 days")], False),
        ([("sign", "16 hours", "8 hours"), ("in total", "80 hours", "64 hours")], True),
        ([("toàn bộ", "22 ngày", "20 ngày")], False),
        ([("cấp tỉnh và cấp xã", "30 ngày", "10 ngày")], False),
        ([("thẩm định", "7 ngày", "5 ngày"), ("toàn bộ", "45 ngày", "0 ngày")], True),
    ],
)
def test_reductions_add_up(pairs: list[tuple[str, str, str]], wrong: bool):
    """What single steps gave up is what the whole gave up; without steps, or days against hours, nobody can say."""
    assert bool(said(published(*pairs), "sum-reduction")) is wrong


def test_limits_stand_in_for_the_whole():
    """Where no pair is published for the whole, the legal and the committed limit are the pair."""
    parts = [("thẩm định", "7 ngày", "5 ngày")]
    limits = "limits: {{legal: {{within: 25 ngày}}, committed: {{within: {}}}}}"
    assert not said(published(*parts, more=limits.format("23 ngày")), "sum-reduction")
    [words] = said(published(*parts, more=limits.format("20 ngày")), "sum-reduction")
    assert "2 days" in words and "5 days" in words


def test_steps_left_out_of_a_reform_plan_are_not_missing():
    """A plan that lists only the steps it shortens is judged by its reductions."""
    pairs = [("ký duyệt", "6 ngày", "4 ngày"), ("toàn bộ", "12 ngày", "10 ngày")]
    entries = [{"part": part, "before": before, "after": after} for part, before, after in pairs]
    more = f"{total('10 ngày')}\npublished_times: {json.dumps(entries, ensure_ascii=False)}"
    assert not said(row(None, "4 ngày", more=more), "sum-total")
    assert said(row("1 ngày", "4 ngày", more=more), "sum-total")


# the other rules


def test_a_time_that_mixes_units_by_itself_is_said_alone():
    """No other time is named as its contrary when there is none."""
    assert said(row("3 ngày 4 giờ"), "units-mixed", lang="vi") == ["“3 ngày + 4 giờ” dùng lẫn đơn vị thời gian"]
    assert "elsewhere" in said(row("3 ngày 4 giờ", "1 ngày"), "units-mixed")[0]
    assert not said(row("1 ngày", "2 ngày"), "units-mixed")
    assert not said(row("1 ngày", "2 giờ", more="notes: [Tính mỗi ngày 08 giờ làm việc]"), "units-mixed")


def test_only_cuts_without_reason_are_paper_cuts():
    """One share for every figure, or a whole without steps, is a cut on paper; an abolished procedure is none."""
    whole = ("toàn bộ", "10 ngày", "7 ngày")
    assert said(published(whole), "paper-cut")
    assert "30.0 %" in said(published(("ký", "10 giờ", "7 giờ"), whole), "paper-cut")[0]
    assert not said(published(("ký", "10 ngày", "8 ngày"), whole), "paper-cut")
    assert not said(published(("toàn bộ", "45 ngày", "0 ngày")), "paper-cut")
    assert not said(published(("ký", "4 ngày", "4 ngày"), whole), "paper-cut")
    assert not said(published(("ký", "10 ngày", "7 ngày")), "paper-cut")


def numbered(*numbers: str | int | None, stages: tuple[str, ...] = ()) -> Procedure:
    fields: dict[str, dict[str, Any]] = {}
    for place, number in enumerate(numbers, start=1):
        fields[f"s{place}"] = {"number": number} if number is not None else {}
        if stages:
            fields[f"s{place}"]["stage"] = stages[place - 1]
    steps = {id_: {**each, "end": "completed"} for id_, each in fields.items()}
    named = {stage: {"title": stage} for stage in stages}
    return of_steps(steps, f"stages: {json.dumps(named)}" if stages else "")


@pytest.mark.parametrize(
    ("numbers", "found"),
    [
        (["1", "2", "3"], []),
        (["Bước 1", "Bước 3"], ["number Bước 2 is missing before step Bước 3"]),
        ([2, 3], ["number 1 is missing before step 2"]),
        (["B1", "B2a", "B2b", "B3"], []),
        (["01", "02", "02"], ["number 02 was used before, for “s2”"]),
        (["I.1", "I.2", "II.1", "II.3"], ["number II.2 is missing before step II.3"]),
        (["a", "b", "c", "d", "đ", "e"], []),
        (["a", "b", "c", "d", "e"], []),
        (["b"], ["number a is missing before step b"]),
        (["a.1", "a.2", "b.1"], []),
        ([1, 2, 3, 1, 2, 3], ["number 1 was used before, for “s1”"]),
        ([None, None], []),
    ],
)
def test_numbers_run_on(numbers: list[str | int | None], found: list[str]):
    """Gaps and repeats are found however offices number their steps; a row that begins anew is named once."""
    # of these steps only the number is told
    data = {f"s{place}": {"number": number} if number is not None else {} for place, number in enumerate(numbers, 1)}
    procedure = of_steps({id_: {**step, "end": "completed"} for id_, step in data.items()})
    assert said(procedure, "numbering") == found


def test_numbers_begin_anew_in_a_stage_or_run_through():
    """Both ways of numbering stages are right; a gap inside one is found in both."""
    two = ("one", "one", "two", "two")
    assert not said(numbered(1, 2, 1, 2, stages=two), "numbering")
    assert not said(numbered(1, 2, 3, 4, stages=two), "numbering")
    assert said(numbered(1, 2, 1, 3, stages=two), "numbering")
    assert said(numbered(1, 2, 3, 5, stages=two), "numbering")


def test_plain_days_are_what_the_office_takes_them_for():
    """Beside working days a plain day is unclear only where no office says what it is, or says otherwise."""
    procedure = row("1 ngày", "2 ngày làm việc")
    assert len(said(procedure, "days-mixed")) == 1
    assert not said(procedure, "days-mixed", office())
    assert said(procedure, "days-mixed", office(plain="calendar"))
    assert not said(row("1 ngày", "4 giờ"), "days-mixed")


def test_roles_are_named_by_their_titles():
    """Where the organisation names a role, the message does; a step shared by variants finds a role in each."""
    [words] = said(row("1 ngày", s1={"role": ["officer", "chair"]}), "one-role", office())
    assert "Officer, chair" in words
    own = {"s1": {"variants": ["a"], "in_variant": {"a": {"role": "officer"}}}}
    assert not said(row("1 ngày", more="variants: {a: {title: A}}", **own), "one-role")
    assert not said(row("1 ngày", s1={"actor": "applicant"}), "one-role")


def test_validity_counts_both_days():
    """A rule is in force on its first and on its last day; the day of effect goes before that of issue."""
    basis = "legal_basis: {a: {document: A, from: 2025-07-02, to: 2025-07-03}}"
    for day, found in (("2025-07-01", 1), ("2025-07-02", 0), ("2025-07-03", 0), ("2025-07-04", 1)):
        more = f"issue: {{issued: 2025-07-01, effective: {day}}}\n{basis}"
        assert len(said(row("1 ngày", more=more), "basis-in-force")) == found
    source = "source: {document: D, issued: 2025-08-01}\nlegal_basis: {a: {document: A, to: 2025-07-03}}"
    assert said(row("1 ngày", more=source), "basis-in-force") == [
        "A was in force until 2025-07-03; this document is of 2025-08-01"
    ]


# comparing

AMOUNTS = st.lists(
    st.builds(
        Amount,
        st.integers(0, 40).map(Fraction),
        st.sampled_from([Unit.MINUTE, Unit.HOUR, Unit.DAY, Unit.WEEK]),
        st.sampled_from([Basis.WORKING, Basis.UNSTATED, Basis.CALENDAR]),
    ),
    min_size=1,
    max_size=4,
).map(added)
DAYS = st.sampled_from([None, Fraction(420), Fraction(480)])
YARDSTICKS = st.builds(Yardstick, DAYS, st.sampled_from([None, Basis.WORKING, Basis.CALENDAR]))


@given(AMOUNTS, AMOUNTS, YARDSTICKS)
def test_comparing_is_fair(one: Any, other: Any, yardstick: Yardstick):
    """Turning the question round turns the answer round, and what is added to both sides changes nothing sure."""
    turned = {Order.LESS: Order.MORE, Order.MORE: Order.LESS}
    order = yardstick.compare(one, other)
    assert yardstick.compare(other, one) is turned.get(order, order)
    assert yardstick.compare(one, one) is Order.SAME


@given(AMOUNTS, AMOUNTS)
def test_knowing_more_never_contradicts(one: Any, other: Any):
    """What is sure without a day length stays so when one becomes known."""
    sure = Yardstick().compare(one, other)
    if sure is not Order.UNSURE:
        assert Yardstick(Fraction(480)).compare(one, other) is sure


@given(AMOUNTS)
def test_a_sum_reads_back(amounts: Any):
    """A sum is written so that reading it gives the sum again."""
    for lang in ("vi", "en"):
        again = parse_duration(written(amounts).render(lang))
        assert Yardstick(Fraction(480)).compare(again.high, evened(amounts)) is Order.SAME  # type: ignore[union-attr]


# the tables of real offices


@pytest.fixture(scope="session")
def make_tables(shared: Path) -> ModuleType:
    """The program beside the project which writes procedures as plain step tables."""
    spec = importlib.util.spec_from_file_location("make_step_tables", shared / "tools" / "make_step_tables.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def tables(shared: Path, make_tables: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published procedures as tables of Word, Excel and text."""
    out = tmp_path_factory.mktemp("tables")
    _make(make_tables, shared / "data" / "procedures", out, "csv,xlsx,docx")
    return out


def _make(program: ModuleType, source: Path, out: Path, kinds: str) -> None:
    before, sys.argv = sys.argv, ["make", str(source), str(out), "--kinds", kinds]
    try:
        program.main()
    finally:
        sys.argv = before


def sums_said(procedure: Procedure, organisation: Organisation | None = None) -> list[tuple[str, str]]:
    context = Context(organisation, {}, {}, DAY)
    return [(id_, each.message.render("vi")) for id_ in SUMS for each in RULES[id_].check(procedure, context)]


def drafted(path: Path) -> Iterator[Draft]:
    yield from drafts(read_document(path))


@pytest.mark.shared
@pytest.mark.parametrize("kind", ["csv", "xlsx", "docx"])
def test_the_sums_of_published_tables(shared: Path, tables: Path, kind: str):
    """Of every published table the sum rules say what is known of it: nothing, or one thing; so does its YAML."""
    expected = YAML(typ="safe").load((shared / "data" / "expected_arithmetic.yaml").read_text(encoding="utf-8"))
    wrong = {}
    for entry in expected:
        [draft] = drafted(tables / f"{entry['id']}.{kind}")
        procedure, _ = read_procedure(draft.data, draft.at)
        source = source_of_text(draft_yaml(draft, "vi"), "draft.yaml")
        again, _ = read_procedure(source.data, source.at)
        wanted = int(entry["sum"] == "mismatch")
        found = (sums_said(procedure), sums_said(again), sums_said(again, office()))
        if any(len(each) != wanted for each in found):
            wrong[entry["id"]] = found
    assert not wrong


@pytest.mark.shared
def test_a_slip_in_a_published_table_is_seen(shared: Path, make_tables: ModuleType, tmp_path: Path):
    """Whichever figure of a table that adds up is copied wrong, exactly one objection follows."""
    expected = YAML(typ="safe").load((shared / "data" / "expected_arithmetic.yaml").read_text(encoding="utf-8"))
    slips, out = tmp_path / "slips", tmp_path / "tables"
    slips.mkdir()
    for entry in expected:
        if entry["sum"] == "match":
            _write_slips(shared / "data" / "procedures" / f"{entry['id']}.yaml", slips)
    _make(make_tables, slips, out, "csv")
    wrong = {}
    for path in sorted(out.glob("*.csv")):
        [draft] = drafted(path)
        found = sums_said(read_procedure(draft.data, draft.at)[0])
        if len(found) != 1:
            wrong[path.name] = found
    assert not wrong and len(list(out.glob("*.csv"))) > 100


def _write_slips(path: Path, folder: Path) -> None:
    """Write the procedure once for each of its timed steps, that step one unit longer."""
    for place in range(len(YAML(typ="safe").load(path.read_text(encoding="utf-8"))["steps"])):
        data = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
        time = data["steps"][place]["duration"]
        if isinstance(time.get("value"), (int, float)):
            data["steps"][place]["duration"] = {"value": time["value"] + 1, "unit": time["unit"]}
            data["id"] = f"{data['id']}-{place}"
            YAML().dump(data, folder / f"{data['id']}.yaml")


def test_sixty_minutes_beside_hours_are_an_hour() -> None:
    """A sum of “1 giờ 30 phút” and minutes is told in hours first; minutes alone stay minutes."""
    hours, minutes = parse_duration("1 giờ 30 phút"), parse_duration("90 phút")
    assert written(added([*hours.low, *minutes.low])).render("vi") == "3 giờ"
    assert written(added([*hours.low, *minutes.low, *parse_duration("40 phút").low])).render("vi") == "3 giờ 40 phút"
    assert written(added(minutes.low)).render("vi") == "90 phút"
