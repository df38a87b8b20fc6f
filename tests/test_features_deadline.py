"""What officers are promised about due dates (features/), kept by running `isoqms deadline` as they do."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from office import write
from pytest_bdd import given, parsers, scenarios, then, when

from isoqms.cli.main import cli

scenarios("features/thoi_han.feature", "features/foreign_deadline.feature")

OFFICE = """\
offices:
  xa:
    title: {{vi: Cơ quan thử, en: Test office}}
    calendar: {calendar}
    day_length: 8 hours
    hours:
      mon: &day {hours}
      tue: *day
      wed: *day
      thu: *day
      fri: *day
roles:
  one_stop: {{title: {{vi: Một cửa, en: One-stop}}, kind: handles}}
"""

PROCEDURE = """\
id: P
title: {{vi: Thủ tục, en: Procedure}}
office: xa
limits: {{legal: {{within: "{within}", from: {start}}}}}
steps:
  receive: {{role: one_stop, allowance: 1 ngày làm việc, end: completed}}
"""


@dataclass
class Counter:
    """The desk at which somebody asks: the folder, what was said so far, and the language."""

    folder: Path
    lang: str = "vi"
    said: list[str] = field(default_factory=list)

    def answer(self) -> Result:
        args = ["--lang", self.lang, "deadline", str(self.folder / "p.yaml"), *self.said]
        return CliRunner().invoke(cli, args, catch_exceptions=False)

    def lines(self, sign: str) -> list[str]:
        return [line for line in self.answer().output.splitlines() if line.startswith(sign)]


@pytest.fixture
def counter(tmp_path: Path) -> Counter:
    return Counter(tmp_path)


@given("cơ quan làm việc 07:30–11:30 và 13:30–17:30 từ thứ Hai đến thứ Sáu theo lịch Việt Nam")
def office_in_viet_nam(counter: Counter) -> None:
    hours = '["07:30..11:30", "13:30..17:30"]'
    write(counter.folder, {"organisation.yaml": OFFICE.format(calendar="vn", hours=hours)})


@given("an office that works 09:00–17:00 by the calendar of England")
def office_in_england(counter: Counter) -> None:
    counter.lang = "en"
    write(counter.folder, {"organisation.yaml": OFFICE.format(calendar="gb", hours='["09:00..17:00"]')})


@given(parsers.re(r'quy trình có thời hạn "(?P<within>.+)"'))
@given(parsers.re(r'a procedure with a limit of "(?P<within>[^"]+)"'))
def procedure_with_limit(counter: Counter, within: str) -> None:
    write(counter.folder, {"p.yaml": PROCEDURE.format(within=within, start="complete_dossier")})


@given(parsers.parse('a procedure with a limit of "{within}" from "{start}"'))
def procedure_from(counter: Counter, within: str, start: str) -> None:
    write(counter.folder, {"p.yaml": PROCEDURE.format(within=within, start=start)})


@when(parsers.parse('hồ sơ được tiếp nhận lúc "{moment}"'))
@when(parsers.parse('an application is received at "{moment}"'))
def received(counter: Counter, moment: str) -> None:
    counter.said += ["--received", moment]


@when(parsers.parse('người nộp bổ sung hồ sơ từ "{start}" đến "{end}"'))
def stopped(counter: Counter, start: str, end: str) -> None:
    counter.said += ["--stopped", f"{start}..{end}"]


@when(parsers.parse('người nộp còn đang bổ sung hồ sơ từ "{start}"'))
def still_stopped(counter: Counter, start: str) -> None:
    counter.said += ["--stopped", f"{start}.."]


@then(parsers.parse('hồ sơ phải trả lúc "{moment}"'))
@then(parsers.parse('it is due on "{moment}"'))
def due(counter: Counter, moment: str) -> None:
    heading = {"vi": "Thời hạn theo quy định", "en": "Legal limit"}[counter.lang]
    assert counter.lines(heading) == [f"{heading}: {moment}"]
    assert counter.answer().exit_code == 0


@then(parsers.parse('lý do có câu "{sentence}"'))
def reason_in_vietnamese(counter: Counter, sentence: str) -> None:
    assert any(sentence in line for line in counter.lines("  - ")), counter.answer().output


@then(parsers.parse('a reason is "{sentence}"'))
def reason(counter: Counter, sentence: str) -> None:
    assert f"  - {sentence}" in counter.lines("  - ")


@then(parsers.parse('a doubt is "{sentence}"'))
def doubt(counter: Counter, sentence: str) -> None:
    assert any(line.startswith(f"  ! {sentence}") for line in counter.lines("  ! "))


@then(parsers.parse('nothing in the answer names the "{words}"'))
def silent(counter: Counter, words: str) -> None:
    assert words not in counter.answer().output


@then(parsers.parse('chưa có ngày hẹn trả vì "{sentence}"'))
@then(parsers.parse('there is no due date, as "{sentence}"'))
def no_date_yet(counter: Counter, sentence: str) -> None:
    none = {"vi": "Thời hạn theo quy định: chưa có ngày hẹn trả", "en": "Legal limit: no due date"}[counter.lang]
    assert none in counter.answer().output.splitlines()
    assert any(sentence in line for line in counter.lines("  - "))


@then("không có ngày hẹn trả nào được đưa ra")
def no_answer(counter: Counter) -> None:
    assert (counter.answer().exit_code, counter.answer().stdout) == (1, "")


@then(parsers.parse('cán bộ được chỉ đến tệp "{name}" dòng {line:d}'))
def pointed_to(counter: Counter, name: str, line: int) -> None:
    assert counter.answer().stderr.startswith(f"{(counter.folder / name).as_posix()}:{line}:")
