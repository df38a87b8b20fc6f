"""What a reform team is promised about cuts (features/cat_giam.feature), kept by running the command itself."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from pytest_bdd import given, parsers, scenarios, then, when

from isoqms.cli.main import cli

scenarios("features/cat_giam.feature")

SAMPLES = Path(__file__).parent.parent / "processes"


@dataclass
class Team:
    """What a team looks at, what it asks for and what it is told."""

    folder: Path
    id: str = ""
    paths: list[Path] = field(default_factory=list)
    runs: tuple[str, ...] = ("--replications", "4", "--cases", "1000")
    answer: dict[str, Any] = field(default_factory=dict)

    def ask(self, *more: str) -> None:
        files = [*map(str, self.paths), "--procedure", self.id, *self.runs, "--scenarios", str(self.folder)]
        self.answer = self.told("cut", *files, *more)

    def told(self, *args: str) -> dict[str, Any]:
        done = CliRunner().invoke(cli, ["--lang", "vi", *args, "--format", "json"], catch_exceptions=False)
        assert done.exit_code == 0, done.output
        found: dict[str, Any] = json.loads(done.stdout)
        return found

    def kind(self, kind: str) -> dict[str, Any]:
        return next(each for each in self.answer["opportunities"] if each["kind"] == kind)

    @property
    def target(self) -> dict[str, Any]:
        found: dict[str, Any] = self.answer["target"]
        return found


@pytest.fixture
def team(tmp_path: Path) -> Team:
    return Team(tmp_path / "scenarios")


@given(parsers.parse('quy trình "{id_}" của xã Ví Dụ'))
def procedure(team: Team, id_: str) -> None:
    team.id, team.paths = id_, [SAMPLES / "xa-vi-du" / f"{id_}.yaml"]


@given(parsers.parse('làm cùng với "{one}" và "{other}", mỗi quy trình nhiều hồ sơ gấp {times:d}'))
def beside(team: Team, one: str, other: str, times: int) -> None:
    folder = team.folder.parent / "office"
    (folder / "xa").mkdir(parents=True)
    shutil.copy(SAMPLES / "organisation.yaml", folder)
    team.paths, team.runs = [folder / "xa"], ("--replications", "10", "--cases", "1000")
    for id_ in (team.id, one, other):
        text = (SAMPLES / "xa-vi-du" / f"{id_}.yaml").read_text(encoding="utf-8")
        more = re.sub(r"per_year: (\d+)", lambda found: f"per_year: {int(found[1]) * times}", text)
        (folder / "xa" / f"{id_}.yaml").write_text(more, encoding="utf-8")


@when("nhóm cải cách hỏi có thể cắt giảm gì")
def asks(team: Team) -> None:
    team.ask()


@when(parsers.parse('nhóm cải cách đặt mục tiêu "{time}" với "{share}" đúng hạn'))
def asks_for_both(team: Team, time: str, share: str) -> None:
    team.ask("--target", time, "--on-time", share)


@when(parsers.parse('nhóm cải cách đặt mục tiêu "{time}" trong thẩm quyền của xã'))
def asks_within_office(team: Team, time: str) -> None:
    team.ask("--target", time, "--within", "office")


@when(parsers.re('nhóm cải cách đặt mục tiêu "(?P<time>[^"]+)"$'))
def asks_for_time(team: Team, time: str) -> None:
    team.ask("--target", time)


@then(parsers.parse('"{kind}" do "{by}" quyết định và làm hồ sơ xong sớm hơn'))
def helps(team: Team, kind: str, by: str) -> None:
    found = team.kind(kind)
    assert found["decided_by"] == by and found["outcome"] == "helps"
    assert found["savings"]["mean"]["low"] > 0


@then(parsers.parse('"{kind}" chưa rõ ai quyết định nên có câu hỏi'))
def is_asked(team: Team, kind: str) -> None:
    found = team.kind(kind)
    assert found["decided_by"] is None and len(found["questions"]) > 1


@then(parsers.parse('"{kind}" làm chậm hơn thì được nói là chậm hơn'))
def is_slower(team: Team, kind: str) -> None:
    found = team.kind(kind)
    assert found["savings"]["mean"]["high"] < 0 and found["outcome"] == "slower"


@then("nội dung nào cũng có câu hỏi bằng cả hai thứ tiếng")
def questions(team: Team) -> None:
    for found in team.answer["opportunities"]:
        assert found["questions"] and all(each["vi"] and each["en"] for each in found["questions"])
        assert found["title"]["vi"] and found["title"]["en"]


@then(parsers.parse('"{kind}" do "{by}" quyết định, căn cứ có "{document}"'))
def decided(team: Team, kind: str, by: str, document: str) -> None:
    found = team.kind(kind)
    assert found["decided_by"] == by
    assert any(document in (basis if isinstance(basis, str) else basis["vi"]) for basis in found["basis"])


@then(parsers.parse('"{kind}" có nhiều căn cứ nên hỏi phải sửa văn bản nào'))
def asked_which(team: Team, kind: str) -> None:
    found = team.kind(kind)
    assert len(found["basis"]) > 1
    assert any("which of these rules" in each["en"] for each in found["questions"])
    assert "amends:" not in (team.folder / f"{found['id']}.yaml").read_text(encoding="utf-8")


@then(parsers.parse('phương án của "{kind}" ghi văn bản phải sửa'))
def amends(team: Team, kind: str) -> None:
    text = (team.folder / f"{team.kind(kind)['id']}.yaml").read_text(encoding="utf-8")
    assert "amends:" in text and "by: law" in text and "state: proposed" in text


@then(parsers.parse("mọi nhóm được nêu đều có {number:d} thay đổi và đạt mục tiêu"))
def sets(team: Team, number: int) -> None:
    assert team.target["reached"]
    for each in team.target["sets"]:
        assert len(each["opportunities"]) == number
        assert each["figures"]["working_p90"]["value"] <= 8 * 480
        assert each["figures"]["legal"]["value"] >= 0.9


@then("đã xét hết các nhóm nhỏ hơn")
def exact(team: Team) -> None:
    assert team.target["method"] == "exact" and team.target["gap"] == 0
    assert team.target["looked_at"] > len(team.target["among"])


@then("mô phỏng phương án của từng nhóm cho đúng các số đã nêu")
def again(team: Team) -> None:
    for place, each in enumerate(team.target["sets"], start=1):
        scenario = str(team.folder / f"set-{place}.yaml")
        found = team.told("simulate", *map(str, team.paths), *team.runs, "--scenario", scenario)["procedures"][team.id]
        assert found["lead_time"]["statutory"]["p90"] == each["figures"]["working_p90"]
        assert found["lead_time"]["wall"]["mean"] == each["figures"]["mean"]
        assert found["on_time"]["legal"] == each["figures"]["legal"]


@then("kết quả nói không nhóm nào đạt và mức gần nhất có thể đạt")
def floor(team: Team) -> None:
    closest = team.target["closest"]
    assert not team.target["reached"] and closest["missing"] > 0
    assert closest["opportunities"] and closest["figures"]["working_p90"]["value"] > 3 * 480
    today = team.answer["today"][team.id]["working_p90"]["value"]
    assert closest["figures"]["working_p90"]["value"] < today


@then("không nhóm nào có nội dung của cấp khác hay chưa rõ thẩm quyền")
def within(team: Team) -> None:
    by = {each["id"]: each["decided_by"] for each in team.answer["opportunities"]}
    used = [id_ for each in team.target["sets"] for id_ in each["opportunities"]]
    assert used and all(by[id_] == "office" for id_ in used)
    assert team.target["beyond_authority"]


@then(parsers.parse('thêm người ở vị trí "{post}" cũng làm hai quy trình kia nhanh hơn'))
def others_gain(team: Team, post: str) -> None:
    found = next(each for each in team.answer["opportunities"] if each["id"] == f"shift-staff.{post}")
    assert len(found["elsewhere"]) == 2
    assert all(saving["value"] > 0 for saving in found["elsewhere"].values())


@then("không bước nào bị đề nghị bỏ, và cơ quan được hỏi quy định nào yêu cầu từng bước")
def nothing_dropped(team: Team) -> None:
    assert not [each for each in team.answer["opportunities"] if each["kind"] == "drop-step"]
    assert any(each["kind"] == "drop-step" for each in team.answer["questions"])
