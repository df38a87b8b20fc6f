"""What a reform team is promised about simulation (features/simulate.feature), kept by running the command itself."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from pytest_bdd import given, parsers, scenarios, then, when
from simulated import clerks, one_step, put

from isoqms.cli.main import cli

scenarios("features/simulate.feature")


@dataclass
class Team:
    """The folder a team works in, what it asks for and what it is told."""

    folder: Path
    people: int = 1
    asked: list[str] = field(default_factory=list)
    answer: dict[str, Any] = field(default_factory=dict)

    def ask(self, *more: str) -> dict[str, Any]:
        args = ["--lang", "vi", "simulate", str(self.folder), "--format", "json", *self.asked, *more]
        done = CliRunner().invoke(cli, args, catch_exceptions=False)
        assert done.exit_code in (0, 1), done.output
        found: dict[str, Any] = json.loads(done.stdout)
        return found


@pytest.fixture
def team(tmp_path: Path) -> Team:
    return Team(tmp_path / "office")


@given(parsers.parse("bộ phận tiếp nhận có {people:d} người, mở cửa suốt ngày đêm"))
def reception(team: Team, people: int) -> None:
    team.people = people


@given(parsers.parse("mỗi hồ sơ cần trung bình {minutes:d} phút, cứ trung bình {gap:d} phút có một hồ sơ"))
def dossiers(team: Team, minutes: int, gap: int) -> None:
    work = {"mean": f"{minutes} phút", "distribution": "exponential"}
    put(team.folder, clerks(team.people), one_step(work, gap=f"{gap} phút"))


@given(parsers.parse("phương án thêm {people:d} người"))
def scenario(team: Team, people: int) -> None:
    change = {"post": "clerks", "add": people}
    data = {"id": "them-nguoi", "title": "Thêm người", "changes": {"them": change}}
    file = team.folder / "scenarios" / "them-nguoi.yaml"
    file.parent.mkdir()
    file.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")


@when(parsers.parse("nhóm cải cách mô phỏng {replications:d} lần, mỗi lần {cases:d} hồ sơ"))
def simulates(team: Team, replications: int, cases: int) -> None:
    team.asked = ["--replications", str(replications), "--cases", str(cases), "--seed", "7"]
    team.answer = team.ask()


@then(parsers.parse("thời gian xử lý trung bình là {minutes:d} phút, nằm trong khoảng tin cậy"))
def lead_time(team: Team, minutes: int) -> None:
    figure = team.answer["procedures"]["P"]["lead_time"]["wall"]["mean"]
    assert figure["unit"] == "min"
    assert figure["low"] <= minutes <= figure["high"]


@then(parsers.parse("người của bộ phận bận {percent:d} % thời gian"))
def use(team: Team, percent: int) -> None:
    figure = team.answer["roles"]["clerk"]["utilisation"]
    factor = 100 if figure["unit"] == "%" else 1
    assert figure["low"] <= percent / 100 * factor <= figure["high"]


@then("kết quả nói bộ phận tiếp nhận làm không xuể")
def overloaded(team: Team) -> None:
    assert team.answer["overload"] == ["clerk"]
    assert any("clerk" in warning["vi"] for warning in team.answer["warnings"])


@then("không có thời gian xử lý nào được đưa ra, chỉ có lý do")
def no_lead_time(team: Team) -> None:
    for figure in team.answer["procedures"]["P"]["lead_time"]["wall"].values():
        assert figure["value"] is None
        assert figure["reason"]["vi"]


@then("theo phương án hồ sơ được xử lý nhanh hơn")
def faster(team: Team) -> None:
    after = team.ask("--scenario", str(team.folder / "scenarios" / "them-nguoi.yaml"))
    times = [found["procedures"]["P"]["lead_time"]["wall"]["mean"] for found in (team.answer, after)]
    assert times[1]["high"] < times[0]["low"]


@then("chạy lại cho đúng kết quả ấy")
def again(team: Team) -> None:
    assert team.ask() == team.answer


@then("mỗi con số có đơn vị, có khoảng tin cậy hoặc có lý do vì sao không có")
def told(team: Team) -> None:
    figures = list(_figures(team.answer))
    assert len(figures) > 30
    for figure in figures:
        assert figure["unit"]
        if figure["value"] is None or figure.get("low") is None:
            assert figure["reason"]["vi"]
        else:
            assert figure["low"] <= figure["value"] <= figure["high"]


def _figures(data: Any) -> Iterator[dict[str, Any]]:
    """Yield everything in a result that is a figure."""
    if isinstance(data, dict):
        if "unit" in data and "value" in data:
            yield data
        else:
            for each in data.values():
                yield from _figures(each)
