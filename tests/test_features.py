"""The promises in users' words (features/*.feature), kept by running the commands as people do."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from click.testing import CliRunner
from office import ORGANISATION, Checked, check, keep_cache_in, procedure, write
from pytest_bdd import given, parsers, scenarios, then, when

from isoqms.cli.main import cli
from isoqms.workspace.load import load

scenarios("features/can_bo_kiem_tra_quy_trinh.feature", "features/build_server.feature")


@dataclass
class Desk:
    """The folder somebody works in, and the last answer they got."""

    folder: Path
    answer: Checked = field(default_factory=lambda: Checked(-1, ""))
    before: dict[str, bytes] = field(default_factory=dict)

    def text(self, name: str) -> str:
        return (self.folder / name).read_text(encoding="utf-8")

    def put(self, name: str, text: str | bytes) -> None:
        write(self.folder, {name: text})

    def lines_about(self, name: str) -> list[str]:
        return [line for line in self.answer.output.splitlines() if f"/{name}:" in line]

    def contents(self) -> dict[str, bytes]:
        return {str(path): path.read_bytes() for path in self.folder.rglob("*") if path.is_file()}


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    keep_cache_in(tmp_path / "cache", monkeypatch)
    return Desk(tmp_path / "office")


# Cán bộ


@given(parsers.parse("bộ quy trình có các tệp không lỗi: {names}"))
def good_files(desk: Desk, names: str) -> None:
    texts = {name: procedure(name.removesuffix(".yaml").upper()) for name in re.findall(r'"(.+?)"', names)}
    write(desk.folder, {"organisation.yaml": ORGANISATION, **texts})
    assert check(desk.folder).code == 0


@given(parsers.parse('ở tệp "{name}" cán bộ gõ nhầm "{right}" thành "{wrong}"'))
@when(parsers.parse('ở tệp "{name}" cán bộ sửa "{right}" thành "{wrong}"'))
def changed(desk: Desk, name: str, right: str, wrong: str) -> None:
    assert right in desk.text(name)
    desk.put(name, desk.text(name).replace(right, wrong, 1))


@given(parsers.parse('tệp "{name}" là một văn bản Word đổi đuôi'))
def word_file(desk: Desk, name: str) -> None:
    desk.put(name, b"PK\x03\x04\x14\x00\x06\x00\x08\x00" * 30)


@given(parsers.parse('tệp "{name}" đang viết dở'))
def unfinished(desk: Desk, name: str) -> None:
    desk.put(name, 'id: DO-DANG\ntitle: "Cấp lại giấy\n')


@given(parsers.parse('ở tệp "{name}" bước "{step}" không ghi thời gian'))
def untimed(desk: Desk, name: str, step: str) -> None:
    start = desk.text(name).index(f"  {step}:")
    head, tail = desk.text(name)[:start], desk.text(name)[start:]
    desk.put(name, head + tail.replace("    allowance: 0,5 ngày\n", "", 1))


@given(parsers.parse('lỗi ấy được "{approver}" duyệt bỏ qua đến hết ngày {day} vì "{reason}"'))
def accepted(desk: Desk, approver: str, day: str, reason: str) -> None:
    [row] = check("--format", "json", desk.folder).of("wf/time")
    name = Path(row["file"]).name
    entry = f"{{rule: {row['rule']}, object: {row['object']}, reason: {reason}, approver: {approver}, expires: {day}}}"
    desk.put(name, f"{desk.text(name)}suppress:\n  - {entry}\n")


@given(parsers.parse('xã áp dụng lại "{parent}" bằng tệp "{name}" với mã đối chiếu hiện tại'))
def adopting(desk: Desk, parent: str, name: str) -> None:
    [(id_, stamp)] = load([desk.folder / parent]).stamps.items()
    desk.put(name, f'id: XA\nadopts: {{id: {id_}, stamp: "{stamp}"}}\n')


@given("cán bộ kiểm tra bộ quy trình")
@when("cán bộ kiểm tra bộ quy trình")
def officer_checks(desk: Desk) -> None:
    desk.before = desk.contents()
    desk.answer = check(desk.folder, lang="vi")


@when(parsers.parse("cán bộ kiểm tra bộ quy trình vào ngày {day}"))
def officer_checks_on(desk: Desk, day: str) -> None:
    desk.answer = check("--as-of", day, desk.folder, lang="vi")


@then("kết quả là có lỗi")
def errors_found(desk: Desk) -> None:
    assert desk.answer.code == 1
    assert ": lỗi:" in desk.answer.output


@then("kết quả là chưa phát hiện lỗi")
def no_errors_found(desk: Desk) -> None:
    assert desk.answer.code == 0, desk.answer.output
    assert "chưa phát hiện lỗi" in desk.answer.output


@then(parsers.parse('dòng {line:d} của tệp "{name}" bị báo "{sentence}"'))
def told_at(desk: Desk, line: int, name: str, sentence: str) -> None:
    assert any(f"/{name}:{line}:" in said and sentence in said for said in desk.lines_about(name)), desk.answer.output


@then(parsers.parse('cách sửa được gợi ý là "{advice}"'))
def advised(desk: Desk, advice: str) -> None:
    assert any(line.startswith("    →") and advice in line for line in desk.answer.output.splitlines())


@then(parsers.parse('tệp "{name}" bị báo lỗi'))
def told_of(desk: Desk, name: str) -> None:
    assert any(": lỗi:" in line for line in desk.lines_about(name))


@then(parsers.parse('không lỗi nào được báo ở tệp "{name}"'))
def silent_about(desk: Desk, name: str) -> None:
    assert desk.lines_about(name) == []


@then("kiểm tra không ghi gì vào thư mục của cán bộ")
def nothing_written(desk: Desk) -> None:
    assert desk.contents() == desk.before


@then(parsers.parse('báo cáo có câu "{sentence}"'))
def says(desk: Desk, sentence: str) -> None:
    assert sentence in desk.answer.output


# The build server


@given("a folder of procedures in which nothing is wrong")
def clean_folder(desk: Desk) -> None:
    texts = {"chung-thuc.yaml": procedure("QT-01"), "cap-ban-sao.yaml": procedure("QT-02")}
    write(desk.folder, {"organisation.yaml": ORGANISATION, **texts})


@given(parsers.parse('line {line:d} of "{name}" was changed to "{text}"'))
def changed_line(desk: Desk, line: int, name: str, text: str) -> None:
    lines = desk.text(name).split("\n")
    lines[line - 1] = text
    desk.put(name, "\n".join(lines))


@when(parsers.parse('the build checks it as "{form}"'))
def build_checks(desk: Desk, form: str) -> None:
    desk.answer = check("--format", form, desk.folder)


@then(parsers.parse("it ends with {code:d}"))
def ended(desk: Desk, code: int) -> None:
    assert desk.answer.code == code, desk.answer.output


@then(parsers.parse('the SARIF log holds no result of level "{level}"'))
def no_result(desk: Desk, level: str) -> None:
    assert level not in {result["level"] for result in json.loads(desk.answer.output)["runs"][0]["results"]}


@then(parsers.parse('the SARIF log shows a result of "{rule}" at line {line:d} of "{name}"'))
def result_at(desk: Desk, rule: str, line: int, name: str) -> None:
    results = [each for each in json.loads(desk.answer.output)["runs"][0]["results"] if each["ruleId"] == rule]
    places = [each["locations"][0]["physicalLocation"] for each in results]
    shown = [(each["artifactLocation"]["uri"].rsplit("/", 1)[-1], each["region"]["startLine"]) for each in places]
    assert (name, line) in shown


@then("every result names a rule that the log lists with its ground")
def rules_listed(desk: Desk) -> None:
    run = json.loads(desk.answer.output)["runs"][0]
    grounds = {rule["id"]: rule["properties"]["ground"] for rule in run["tool"]["driver"]["rules"]}
    assert {grounds[result["ruleId"]] for result in run["results"]} <= {"iso", "law", "convention", "format"}


@then(parsers.parse('a line begins with "{start}" and holds "{piece}"'))
def line_with(desk: Desk, start: str, piece: str) -> None:
    assert any(line.startswith(start) and piece in line for line in desk.answer.output.splitlines())


@then('each rule of the answer is explained by "isoqms explain"')
def explained(desk: Desk) -> None:
    rules = {row["rule"] for row in desk.answer.problems if not row["rule"].startswith(("format/", "check/"))}
    assert rules
    for rule in rules:
        done = CliRunner().invoke(cli, ["--lang", "en", "explain", rule])
        assert (done.exit_code, rule in done.output) == (0, True)
