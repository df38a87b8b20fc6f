"""What officers are promised about the register on the command line (features/so_theo_doi_dong_lenh.feature)."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import docx
import pytest
from click.testing import CliRunner
from pytest_bdd import given, parsers, scenarios, then, when

from isoqms.cli.main import cli
from isoqms.register.records import opening
from isoqms.source import read_source
from register.register_making import Clock
from register.test_cli_raising import PROCEDURE

scenarios("../features/so_theo_doi_dong_lenh.feature")
DAY = "2026-03-02"


class Desk:
    """An officer's terminal in the folder of the office."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.reference, self.said = folder, "", ""

    def run(self, *words: str, code: int = 0) -> str:
        """Run a command, which ends with this code, and return what it printed."""
        done = CliRunner().invoke(cli, ["--lang", "vi", *words, "-w", str(self.folder)])
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        assert done.exit_code == code, done.output
        self.said = done.output
        return done.stdout

    def told(self, *words: str) -> Any:
        """Return what a command tells other programs."""
        return json.loads(self.run(*words, "--format", "json"))


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A terminal, in a folder without a register yet."""
    monkeypatch.delenv("ISOQMS_DATABASE_URL", raising=False)
    clock = Clock(datetime.fromisoformat(f"{DAY}T01:00:00+00:00"))
    monkeypatch.setattr(opening, "open_book", partial(opening.open_book, clock=clock))
    return Desk(tmp_path)


ORGANISATION = """\
title: {vi: Xã, en: Commune}
offices:
  ubnd-xa: {title: {vi: UBND xã, en: Commune}, calendar: vn, day_length: 8 hours, hours: {mon: ["07:30..11:30"]}}
"""


@given(parsers.parse('sổ của một xã có "{manager}" phụ trách chất lượng, "{auditor}" là đánh giá viên, '
                     '"{one}" và "{other}" ở bộ phận một cửa'))  # fmt: skip
def people(desk, manager, auditor, one, other):
    (desk.folder / "organisation.yaml").write_text(ORGANISATION, encoding="utf-8")
    desk.run("register", "init", "--by", manager, "--name", manager.title())
    desk.run("account", "add", auditor, "--by", manager, "--name", auditor.title(), "--duties", "auditor")
    for name in (one, other):
        desk.run("account", "add", name, "--by", manager, "--name", name.title())


@given(parsers.parse('quy trình "{name}" có các bước cộng lại vượt thời hạn'))
def too_long(desk, name):
    (desk.folder / "qt.yaml").write_text(PROCEDURE.replace("QT-01", name), encoding="utf-8")


def conformity(desk, who, *words):
    return desk.run("conformity", str(desk.folder / "qt.yaml"), "--raise", "--by", who, *words)


@when(parsers.parse('"{who}" xem các lỗi máy nêu mà chưa trả lời'))
def looks(desk, who):
    conformity(desk, who, "--questions", str(desk.folder / "hoi.yaml"))


@when(parsers.parse('"{who}" xác nhận lỗi cộng thời gian của "{name}" là sự không phù hợp nhẹ'))
def confirms(desk, who, name):
    asked = read_source(desk.folder / "hoi.yaml", "hoi.yaml").data
    id_ = next(id_ for id_ in asked if id_.startswith(f"arithmetic/sum-limit@{name}"))
    answers = {id_: {"answer": "yes", "grade": "nc_minor", "statement": "Các bước cộng lại vượt thời hạn"}}
    (desk.folder / "tra-loi.yaml").write_text(json.dumps(answers), encoding="utf-8")
    again(desk, who)


@when(parsers.parse('"{who}" chạy lại với cùng câu trả lời'))
def again(desk, who):
    conformity(desk, who, "--answers", str(desk.folder / "tra-loi.yaml"))


@then("sổ chưa có phát hiện đánh giá nào")
def nothing_found(desk):
    assert desk.told("finding", "list")["records"] == []


@then(parsers.parse('sổ có một phát hiện đánh giá và một phiếu của "{name}", phiếu chỉ tên kết quả kiểm tra'))
def one_of_each(desk, name):
    (finding,) = desk.told("finding", "list")["records"]
    (entry,) = desk.told("nc", "list")["records"]
    assert entry["record"]["process"] == name
    assert finding["record"]["check_results"] == [entry["record"]["check_result"]]


@when(parsers.parse('"{who}" lập phiếu "{statement}" về điều khoản "{clause}"'))
def reports(desk, who, statement, clause):
    record = desk.told("nc", "draft", "--by", who, "--statement", statement, "--clause", clause,
                       "--evidence", "hồ sơ 7", "--detected-on", DAY, "--source", "self_reported",
                       "--process", "QT-01")  # fmt: skip
    desk.reference = record["record"]["reference"]
    desk.run("nc", "register", desk.reference, "--by", who)


@when(parsers.parse('"{who}" tiếp nhận phiếu ở mức nhẹ và giao cho "{owner}"'))
def accepts(desk, who, owner):
    desk.run("nc", "accept", desk.reference, "--by", who, "--grade", "minor", "--owner", owner, "--consequence",
             "dân hỏi lại", "--no-containment", "đã ghi bổ sung")  # fmt: skip


def steps_for(desk, who):
    return {each["command"]: each for each in desk.told("nc", "next", desk.reference, "--by", who)["steps"]}


@then(parsers.parse('"{who}" biết muốn tiếp nhận còn thiếu mức, người xử lý, quyết định ngăn chặn và hậu quả'))
def lacks(desk, who):
    guards = [each["guard"] for each in steps_for(desk, who)["accept"]["lacking"]]
    assert guards == ["grade_given", "owner_named", "containment_decided", "consequence_noted"]


@then(parsers.parse('"{who}" biết có thể bắt đầu phân tích'))
def may_analyse(desk, who):
    assert steps_for(desk, who)["analyse"]["possible"]


@when(parsers.parse('"{who}" bắt đầu phân tích và ghi nguyên nhân gốc "{text}"'))
def analyses(desk, who, text):
    desk.run("nc", "analyse", desk.reference, "--by", who)
    enters(desk, who, text)


@when(parsers.parse('"{who}" ghi nguyên nhân gốc "{text}"'))
def enters(desk, who, text):
    desk.run("nc", "cause", desk.reference, "--by", who, "--key", "C1", "--root", "--text", text)


@then("máy hỏi vì sao hệ thống để điều đó xảy ra")
def asked_why(desk):
    assert "hệ thống" in desk.said


@then("máy không hỏi gì thêm")
def not_asked(desk):
    assert "hệ thống" not in desk.said


@then(parsers.parse('phiếu in ra tệp Word có "{text}", "{clause}" và mã của sự kiện cuối cùng'))
def printed(desk, text, clause):
    made = docx.Document(desk.run("nc", "print", desk.reference, "-o", str(desk.folder / "in")).strip())
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    words = "\n".join([*(each.text for each in made.paragraphs), *cells])
    last = desk.told("nc", "show", desk.reference)["history"][-1]["hash"]
    assert all(each in words for each in (text, clause, last))


@then("phần chưa làm được ghi là chưa ghi")
def empty_parts(desk):
    told = json.loads(desk.run("nc", "print", desk.reference, "--to", "json"))
    assert all(row["value"].startswith("[") for row in told["tables"]["criterion"])


@then(parsers.parse("{days:d} ngày sau phiếu nằm trong danh sách chậm và phải báo cho lãnh đạo"))
def late(desk, days):
    day = (date.fromisoformat(DAY) + timedelta(days=days)).isoformat()
    assert [each["record"]["reference"] for each in desk.told("nc", "list", "--overdue", "--on", day)["records"]]
    (due,) = desk.told("nc", "due", "--on", day)["due"]
    assert (due["reference"], due["tell"]) == (desk.reference, "top_management")
