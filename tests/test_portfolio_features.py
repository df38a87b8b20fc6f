"""What a province is promised about its portfolio (features/danh_muc_cat_giam.feature), kept by running the command."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from portfolio_offices import office, procedure, scenario
from pytest_bdd import given, parsers, scenarios, then, when

from isoqms.cli.main import cli

scenarios("features/danh_muc_cat_giam.feature")

WITHIN = r'quy định "(?P<legal>[^"]+)"(?:, cam kết "(?P<committed>[^"]+)")?'


@dataclass
class Province:
    """The files of a province, what it asks and what it is told."""

    folder: Path
    procedures: list[dict[str, Any]] = field(default_factory=list)
    scenarios: list[dict[str, Any]] = field(default_factory=list)
    answer: dict[str, Any] = field(default_factory=dict)
    page: str = ""

    def ask(self, day: str) -> None:
        office(self.folder, *self.procedures, scenarios=tuple(self.scenarios))
        args = ["--lang", "en", "portfolio", str(self.folder), "--as-of", day]
        answers = [
            CliRunner().invoke(cli, [*args, *more], catch_exceptions=False) for more in ((), ("--format", "json"))
        ]
        assert [each.exit_code for each in answers] == [0, 0]
        self.page, self.answer = answers[0].stdout, json.loads(answers[1].stdout)

    @property
    def row(self) -> dict[str, Any]:
        """The one row there is."""
        [row] = self.answer["rows"]
        found: dict[str, Any] = row
        return found


@pytest.fixture
def province(tmp_path: Path) -> Province:
    return Province(tmp_path / "tinh")


@given(parsers.re(rf'xã "(?P<xa>[^"]+)" có thủ tục "(?P<id_>[^"]+)"(?: mã "(?P<code>[^"]+)")? {WITHIN}$'))
def has(province: Province, xa: str, id_: str, code: str | None, legal: str, committed: str | None) -> None:
    province.procedures.append(procedure(id_, legal, committed, office=f"xa-{xa.lower()[0]}", national_code=code))


@given(parsers.re(rf'(?P<number>\d+) thủ tục của xã "Một" cùng {WITHIN.replace("cam kết", "cùng cam kết")}$'))
def many(province: Province, number: str, legal: str, committed: str) -> None:
    province.procedures += [procedure(f"TT-{each}", legal, committed) for each in range(int(number))]


@given(
    parsers.re(r'phương án rút "(?P<id_>.+)" còn "(?P<within>.+)" đã chấp thuận theo "(?P<by>.+)" ngày "(?P<day>.+)"')
)
def accepted(province: Province, id_: str, within: str, by: str, day: str) -> None:
    limits = {"committed": {"within": within}}
    change = {"procedure": id_, "state": "accepted", "document": by, "date": day, "limits": limits}
    province.scenarios.append(scenario("rut-ngan", rut=change))


@when(parsers.parse('lãnh đạo hỏi danh mục đến ngày "{day}"'))
def asks(province: Province, day: str) -> None:
    province.ask(day)


@then(parsers.parse("danh mục nói đã rút ngắn {short:d} trên {every:d} quy trình"))
def shortened(province: Province, short: int, every: int) -> None:
    tally = province.answer["whole"]["shortened"]
    assert (tally["numerator"], tally["denominator"]) == (short, every)
    assert f"in force: {short} of {every} procedure" in province.page


@then(parsers.parse("không tính {number:d} quy trình vốn trả ngay"))
def left_out(province: Province, number: int) -> None:
    [left] = province.answer["whole"]["shortened"]["left_out"]
    assert len(left["procedures"]) == number
    assert f"Not counted: {number}: due at once" in province.page


@then(parsers.parse('nội dung ấy ở cột đã chấp thuận, kèm số "{number}" và ngày "{day}"'))
def on_the_way(province: Province, number: str, day: str) -> None:
    [cut] = province.row["cuts"]
    assert (cut["state"], cut["document"], cut["day"]) == ("accepted", number, day)
    assert province.answer["whole"]["by_state"] == {"measured": 0, "in_force": 0, "accepted": 1, "proposed": 0}
    assert number in province.page


@then("danh mục chưa có nội dung nào")
def nothing_yet(province: Province) -> None:
    assert province.row["cuts"] == []


@then(parsers.parse('xã "{xa}" được nêu là tốt nhất theo thời gian cam kết trả'))
def best(province: Province, xa: str) -> None:
    [same] = province.answer["same"]
    [promise] = [each for each in same["comparisons"] if each["by"] == "promise"]
    offices = {row["procedure"]: row["office"] for row in province.answer["rows"]}
    assert [offices[id_] for id_ in promise["best"]] == [f"xa-{xa.lower()[0]}"]


@then(parsers.parse("danh mục cảnh báo {inside:d} trên {every:d} nội dung cắt giảm có cùng tỷ lệ {percent:d} %"))
def warned(province: Province, inside: int, every: int, percent: int) -> None:
    ratio = province.answer["ratio"]
    assert (ratio["exactly"], ratio["cuts"], ratio["is_suspicious"]) == (inside, every, True)
    assert f"{inside} are exactly {percent} %" in province.page


@then("việc đánh giá nội bộ và đo lường ghi là chưa rõ")
def unknown(province: Province) -> None:
    adoption = province.row["adoption"]
    assert [adoption[step]["mark"] for step in ("audited", "measured")] == ["unknown", "unknown"]


@then("số lần đi lại, tỷ lệ trực tuyến, thời gian mô phỏng đều để trống")
def empty(province: Province) -> None:
    row = province.row
    assert (row["contact"]["visits"], row["online"], row["simulated"]) == (None, None, None)
