"""What a reform team is promised about comparing before and after (features/so_sanh.feature)."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from pytest_bdd import given, parsers, scenarios, then, when

from isoqms.cli.main import cli

scenarios("features/so_sanh.feature")

SAMPLES = Path(__file__).parent.parent / "processes"


@dataclass
class Team:
    """The versions a team compares, the scenario it has written, and what it is told."""

    folder: Path
    versions: list[str] = field(default_factory=list)
    scenario: Path | None = None
    done: Result | None = None

    def ask(self, *options: str) -> None:
        asked = [*self.versions, *options, *(("--scenario", str(self.scenario)) if self.scenario else ())]
        self.done = CliRunner().invoke(cli, ["--lang", "en", "compare", *asked], catch_exceptions=False)

    def write(self, change: dict[str, Any]) -> None:
        data = {"id": "thu", "title": "Thử", "changes": {"mot": {"procedure": "*", **change}}}
        self.scenario = self.folder / "thu.yaml"
        self.scenario.write_text(json.dumps(data), encoding="utf-8")

    @property
    def found(self) -> list[dict[str, Any]]:
        assert self.done is not None and self.done.exit_code == 0, self.done
        found: list[dict[str, Any]] = json.loads(self.done.stdout)
        return found

    @property
    def refusal(self) -> str:
        assert self.done is not None and self.done.exit_code == 1, self.done
        return " ".join(self.done.output.split())


@pytest.fixture
def team(tmp_path: Path) -> Team:
    return Team(tmp_path)


@given(parsers.parse('bản trước "{name}" của bộ quy trình mẫu'))
@given(parsers.parse('bản sau "{name}" của bộ quy trình mẫu'))
def version(team: Team, name: str) -> None:
    team.versions.append(str(SAMPLES / name))


@given(parsers.parse('phương án bỏ bước "{step}"'))
def removing(team: Team, step: str) -> None:
    team.write({"procedure": "lt-khaisinh-8ngay", "step": step, "remove": True})


@given(parsers.parse('phương án cho bước "{step}" chỉ chuyển đến "{target}"'))
def leading(team: Team, step: str, target: str) -> None:
    team.write({"step": step, "set": {"next": [{"to": target}]}})


@when("nhóm cải cách so sánh hai bản")
def compare(team: Team) -> None:
    team.ask("--format", "json")


@when("nhóm cải cách so sánh bằng mô phỏng")
def simulate(team: Team) -> None:
    team.ask("--format", "json", "--simulated", "--cases", "40", "--replications", "3")


@when("nhóm cải cách so sánh với phương án")
def compare_scenario(team: Team) -> None:
    team.ask("--cases", "40", "--replications", "2")


@then(
    parsers.parse(
        "thời hạn giảm {whole:d} ngày làm việc, các bước giảm {steps:d}, còn {left:d} ngày không bước nào giải thích"
    )
)
def arithmetic(team: Team, whole: int, steps: int, left: int) -> None:
    [found] = team.found
    told = found["whole"]["days_less"], found["sum_of_steps"]["days_less"], found["unexplained_days"]
    assert told == (whole, steps, left)


@then("kết luận là rút ngắn số ngày, không đổi bước, người, trình tự")
def paper_cut(team: Team) -> None:
    assert team.found[0]["paper_cut"] and team.found[0]["changes"] == []


@then("có lời nhắc rằng khoảng 30 % là mức cắt thường gặp")
def usual(team: Team) -> None:
    assert team.found[0]["usual_ratio"]
    team.ask()
    assert team.done is not None and "About 30 %" in team.done.stdout


@then("lần cắt nào các phần đóng góp cũng cộng đúng bằng toàn bộ")
def whole(team: Team) -> None:
    assert len(team.found) == 2
    for saving in (each for found in team.found for each in found["savings"]):
        if saving["saving"]["value"] is not None:
            total = sum(share["value"] for share in saving["shares"].values())
            assert total == pytest.approx(saving["saving"]["value"], abs=1e-6)
            assert abs(saving["residue"]) < 1e-6


@then(parsers.parse('đóng góp nhiều nhất cả hai lần là bước "{step}"'))
def largest(team: Team, step: str) -> None:
    for found in team.found:
        shares = found["savings"][0]["shares"]
        assert max(shares, key=lambda each: shares[each]["value"]) == f"{step}/allowance"


@then("mọi phần đóng góp ấy được ghi là dựa trên giả định")
def labelled(team: Team) -> None:
    for found in team.found:
        assert all(each["rests_on_assumption"] for id_, each in found["changes"].items() if "/allowance" in id_)
        assert any("30 to 100 %" in each["en"] for each in found["assumptions"])


@then(parsers.parse('bước "{step}" bị bỏ là một thay đổi riêng của lần cắt đầu'))
def removed(team: Team, step: str) -> None:
    assert team.found[0]["savings"][0]["shares"][f"{step}/removed"]["value"] > 0


@then("kết quả nói hai bản không có gì chung")
def strangers(team: Team) -> None:
    assert "nothing in common" in team.refusal


@then(parsers.parse('phương án bị từ chối và bước gần giống "{step}" được gợi ý'))
def nearest(team: Team, step: str) -> None:
    assert f"did you mean “{step}”?" in team.refusal


@then("phương án bị từ chối vì hồ sơ sẽ đi vòng mãi")
def stuck(team: Team) -> None:
    assert "would go round and never end" in team.refusal
