"""What auditors and officers are promised about conformity and changes (features/), kept by running the commands."""

from __future__ import annotations

import io
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from docx import Document
from office import keep_cache_in, write
from pytest_bdd import given, parsers, scenarios, then, when

from isoqms.cli.main import cli
from isoqms.source import source_of_text

scenarios("features/danh_gia_vien.feature")

ORGANISATION = """\
title: Xã Thử
offices: {xa: {title: Xã, calendar: vn, hours: {mon: ['08:00..17:00']}, day_length: 8 giờ}}
roles: {officer: {title: Công chức}, leader: {title: Chủ tịch}}
posts: {cc: {title: Công chức, roles: [officer]}, ct: {title: Chủ tịch, roles: [leader]}}
"""
PROCEDURE = """\
id: %s
title: Cấp giấy
issue: {number: 1, revision: 2}
steps:
  kiem-tra: {title: Kiểm tra hồ sơ, role: officer, allowance: 4 giờ, next: tra}
  tra: {title: Trả kết quả, role: leader, allowance: 1 giờ, end: completed}
"""


@dataclass
class Office:
    """A commune whose files lie in `folder`; `earlier` holds them as they were, `shown` what somebody looks at."""

    folder: Path
    earlier: Path
    shown: Any = None

    def ask(self, *words: str) -> tuple[int, str]:
        done = CliRunner().invoke(cli, ["--lang", "vi", *words], catch_exceptions=False)
        return done.exit_code, done.stdout

    def changes(self) -> list[dict[str, Any]]:
        files = (str(each / "qt-01.yaml") for each in (self.earlier, self.folder))
        held = json.loads(self.ask("diff", *files, "--format", "json")[1])
        return [change for procedure in held["procedures"] for change in procedure["changes"]]


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    keep_cache_in(tmp_path / "cache", monkeypatch)
    return Office(tmp_path / "xa", tmp_path / "truoc")


@given(parsers.parse('xã có quy trình "{id_}" trong phạm vi hệ thống chất lượng'))
def in_scope(office: Office, id_: str) -> None:
    for folder in (office.folder, office.earlier):
        write(folder, {"organisation.yaml": ORGANISATION, f"{id_.lower()}.yaml": PROCEDURE % id_})
    write(office.folder, {"qms/scope.yaml": f"statement: Giải quyết TTHC\nprocedures: [{id_}]\n"})


@given(parsers.parse('quy trình "{id_}" nằm ngoài phạm vi với lý do "{reason}"'))
def out_of_scope(office: Office, id_: str, reason: str) -> None:
    scope = (office.folder / "qms" / "scope.yaml").read_text(encoding="utf-8")
    outside = f"outside: {{{id_}: {reason}}}\n"
    write(office.folder, {f"{id_.lower()}.yaml": PROCEDURE % id_, "qms/scope.yaml": scope + outside})


@given(parsers.parse('rủi ro "{risk}" của "{id_}" đã được soát'))
def judged_risk(office: Office, risk: str, id_: str) -> None:
    write(office.folder, {"qms/risks.yaml": f"entries:\n  {risk}: {{title: Trễ hẹn, procedures: [{id_}]}}\n"})
    assert office.ask("reviewed", risk, "--by", "mai", "--in", str(office.folder))[0] == 0
    assert office.ask("reviewed", "--in", str(office.folder))[0] == 0


@when("đánh giá viên xem báo cáo dạng trang web")
def look_at_page(office: Office) -> None:
    office.shown = office.ask("conformity", str(office.folder), "--format", "html")[1]


@when("đánh giá viên xem bảng quy trình và các điều")
def look_at_matrix(office: Office) -> None:
    held = json.loads(office.ask("conformity", str(office.folder), "--format", "json")[1])
    office.shown = held["systems"][0]["matrix"]


@when("đánh giá viên in phiếu đánh giá dạng Word")
def print_checklist(office: Office) -> None:
    out = office.folder.parent / "phiếu.docx"
    office.ask("conformity", str(office.folder), "--format", "docx", "--checklist", "-o", str(out))
    office.shown = Document(io.BytesIO(out.read_bytes())).tables[0]


@when(parsers.parse('cán bộ đổi "{old}" thành "{new}" trong "{file}"'))
def edit(office: Office, old: str, new: str, file: str) -> None:
    path = office.folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    kept, _, comment = new.partition("  #")
    changed = text.replace(old, kept) + (f"#{comment}\n" if comment else "")
    path.write_text(changed, encoding="utf-8")


@then(parsers.parse('báo cáo nêu "{words}"'))
def report_says(office: Office, words: str) -> None:
    assert words in office.shown


@then("báo cáo không có tỷ lệ phần trăm")
def no_share(office: Office) -> None:
    body = office.shown.partition("<main")[2]
    assert body and not re.search(r"\d ?%(?!\")", re.sub(r"<[^>]*>", "", body))


@then(parsers.parse('ô của "{id_}" ở điều "{clause}" là "{mark}"'))
def cell(office: Office, id_: str, clause: str, mark: str) -> None:
    row = next(row for row in office.shown["rows"] if row["object"] == id_)
    assert row["marks"][office.shown["clauses"].index(clause)] == mark


@then("phiếu có đủ các điều và hai cột cuối để trống")
def room_to_write(office: Office) -> None:
    rows = [[cell.text for cell in row.cells] for row in office.shown.rows[1:]]
    assert len(rows) > 50 and {row[0].partition(".")[0] for row in rows} == {"4", "5", "6", "7", "8", "9", "10"}
    assert not any(row[-1] or row[-2] for row in rows)


@then(parsers.parse('so với bản trước có "{words}"'))
def changed(office: Office, words: str) -> None:
    (change,) = office.changes()
    assert words in change["message"]


@then(parsers.parse("dòng đề xuất cho bảng theo dõi sửa đổi là lần {issue:d}/{revision:d}"))
def row(office: Office, issue: int, revision: int) -> None:
    files = (str(each / "qt-01.yaml") for each in (office.earlier, office.folder))
    said = office.ask("diff", *files, "--revision")[1]
    (proposed,) = source_of_text(said, "row.yaml").data["revisions"]
    assert (proposed["issue"], proposed["revision"]) == (issue, revision) and "why" not in proposed


@then("so với bản trước không có thay đổi nào")
def unchanged(office: Office) -> None:
    assert office.changes() == []


@then(parsers.parse('"{id_}" phải soát lại'))
def due(office: Office, id_: str) -> None:
    code, said = office.ask("reviewed", "--in", str(office.folder))
    assert code == 1 and f"“{id_}”" in said
    office.shown = id_


@then("soát xong thì không còn gì phải soát")
def nothing_due(office: Office) -> None:
    assert office.ask("reviewed", office.shown, "--by", "mai", "--in", str(office.folder))[0] == 0
    assert office.ask("reviewed", "--in", str(office.folder))[0] == 0


@then(parsers.parse('bảng phân công cho biết "{what}" do hai bên cùng làm'))
def overlap(office: Office, what: str) -> None:
    held = json.loads(office.ask("posts", str(office.folder / "qt-01.yaml"), "--format", "json")[1])
    (found,) = held["organisations"][0]["overlaps"]
    assert found["what"] == what and {found["one"], found["other"]} == {"Công chức", "Chủ tịch"}
