"""`isoqms posts`: every post with what it does, roles nobody fills, and what two roles or agencies both do."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from office import ORGANISATION, write
from openpyxl import load_workbook

from isoqms.cli.main import cli
from isoqms.graph.duties import Kind, overlaps
from isoqms.procedure import Procedure, read_procedure
from isoqms.source import source_of_text

POSTS = ORGANISATION.replace(
    "posts:\n", "  clerk: {title: {vi: Văn thư, en: Clerk}}\nposts:\n"
).replace("roles: [one_stop], ", "roles: [one_stop], holders: [CB-01, CB-02], head_count: 2, ")  # fmt: skip
PROCEDURE = """\
id: QT-01
title: Cấp giấy
field: Hộ tịch
steps:
  nhan: {title: Tiếp nhận; kiểm tra hồ sơ, role: one_stop, work: 10 phút, next: xem}
  xem: {title: Kiểm tra  Hồ sơ (lần hai), role: leader, work: 10 phút, outputs: [Giấy phép], next: gui}
  gui: {title: Gửi, actor: agency, agency: Sở, outputs: [giấy phép], next: ky}
  ky: {title: Ký, role: leader, work: 5 phút, next: tra}
  tra: {title: Trả, role: clerk, work: 5 phút, end: completed}
"""


def procedure(text: str) -> Procedure:
    source = source_of_text(text, "a.yaml")
    return read_procedure(source.data, source.at)[0]


def shared(*texts: str) -> list[tuple[Kind, str]]:
    return [(each.kind, each.what.render("vi")) for each in overlaps([procedure(text) for text in texts], None)]


def test_what_two_do_or_give_is_found() -> None:
    """By verb and object or by output, white space, capitals and brackets aside; a role and an agency alike."""
    assert shared(PROCEDURE) == [(Kind.DOES, "kiểm tra hồ sơ"), (Kind.GIVES, "Giấy phép")]


def test_the_same_people_do_not_overlap_with_themselves() -> None:
    """A role alone and the same role together with another are no two; nor is what one role does twice."""
    assert shared(
        PROCEDURE.replace("role: leader", "role: [one_stop, leader]").replace("agency: Sở", "agency: Sở")
    ) == [(Kind.GIVES, "Giấy phép")]
    assert shared(PROCEDURE.replace("role: leader", "role: one_stop").replace("giấy phép", "khác")) == []


def test_other_fields_and_offices_rightly_do_the_same() -> None:
    """Across procedures only roles of one office in one field are compared."""
    one = "id: A\ntitle: A\nfield: Đất đai\nsteps: {a: {title: Ghi sổ, role: one_stop, end: completed}}\n"
    other = one.replace("id: A", "id: B").replace("one_stop", "clerk")
    assert shared(one, other) == [(Kind.DOES, "Ghi sổ")]
    assert shared(one, other.replace("Đất đai", "Hộ tịch")) == []
    assert shared(one, other.replace("field:", "office: so\nfield:")) == []


# the command


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An office with one procedure, and a role that no post fills."""
    return write(tmp_path / "office", {"organisation.yaml": POSTS, "a.yaml": PROCEDURE})


def run(*args: str, lang: str = "en") -> tuple[int, str]:
    done = CliRunner().invoke(cli, ["--lang", lang, "posts", *args], catch_exceptions=False)
    return done.exit_code, done.output


def test_every_post_is_listed_with_its_steps(folder: Path) -> None:
    """Holders, deputies, steps by procedure; a role without a post; use that nobody simulated is said to be unknown."""
    code, said = run(str(folder))
    assert code == 0
    assert "holders: CB-01, CB-02" in said and "deputies: Chủ tịch" in said
    assert "steps by procedure: QT-01 (1)" in said and "steps by procedure: QT-01 (2)" in said
    assert "Roles that no post fills:\n  - Clerk (clerk): QT-01" in said
    assert "not known: nothing was simulated" in said


def test_programs_read_the_table(folder: Path) -> None:
    """Twice the same JSON: posts, roles without a post and overlaps with their places."""
    first, second = (run(str(folder), "--format", "json")[1] for _ in range(2))
    assert first == second
    office = json.loads(first)["organisations"][0]
    assert {post["post"]: post["steps"] for post in office["posts"]} == {
        "mot-cua": {"QT-01": 1},
        "chu-tich": {"QT-01": 2},
    }
    assert office["roles_without_post"][0]["role"] == "clerk" and not office["simulated"]
    assert office["overlaps"][0]["one_at"][0]["step"] == "nhan"


def test_simulated_use_stands_beside_the_role(folder: Path) -> None:
    """With --simulate each role tells how much of its people's time is used; what cannot be simulated says why."""
    office = json.loads(run(str(folder), "--simulate", "--format", "json")[1])["organisations"][0]
    assert not office["simulated"] and office["not_simulated"]
    demand = "demand: {per_year: 2000}\n"
    posts = POSTS + "  van-thu: {title: Văn thư, roles: [clerk]}\n"
    week = posts.replace("hours: {mon: ", 'hours: {tue: ["08:00..16:00"], wed: ["08:00..16:00"], mon: ')
    text = PROCEDURE.replace("agency: Sở", "agency: Sở, wait: 1 ngày").replace("field: Hộ tịch\n", demand)
    write(folder, {"organisation.yaml": week, "a.yaml": text})
    office = json.loads(run(str(folder), "--simulate", "--format", "json")[1])["organisations"][0]
    assert office["simulated"], office["not_simulated"]
    assert all(0 < role["used"] < 1 for post in office["posts"] for role in post["roles"])
    assert "% of their time used" in run(str(folder), "--simulate")[1]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_tables_are_a_workbook(folder: Path, lang: str) -> None:
    """Posts, posts against procedures, doers against doers, every overlap; nothing in it is a formula."""
    write(folder, {"a.yaml": PROCEDURE.replace("title: Cấp giấy", "title: '=1+1'")})
    out = folder.parent / "bảng.xlsx"
    assert run(str(folder), "--format", "xlsx", "-o", str(out), lang=lang)[0] == 0
    first = out.read_bytes()
    run(str(folder), "--format", "xlsx", "-o", str(out), lang=lang)
    assert out.read_bytes() == first
    posts, procedures, matrix, told = load_workbook(out).worksheets
    assert posts.max_row == 5 and procedures.max_column == 3
    # the reception and the leader share a check; the leader and the agency share an output
    assert [[cell.value for cell in row] for row in matrix.iter_rows(min_row=4, min_col=2)] == [
        [None, "1", None],
        ["1", None, "1"],
        [None, "1", None],
    ]
    assert told.max_row == 5
    assert {cell.data_type for sheet in load_workbook(out) for row in sheet for cell in row if cell.value} == {"s"}


def test_wrong_use_is_told(tmp_path: Path, folder: Path) -> None:
    """A workbook needs a file; procedures without an organisation have no posts."""
    assert run(str(folder), "--format", "xlsx")[0] == 2
    alone = write(tmp_path / "alone", {"a.yaml": PROCEDURE})
    assert run(str(alone))[0] == 2
