"""`isoqms diff`: everything that changed in meaning is told, in words an officer understands, and nothing else is."""

from __future__ import annotations

import copy
import json
import re
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from office import ORGANISATION, write

from isoqms.cli.main import cli
from isoqms.problem import Position
from isoqms.procedure import Procedure, read_procedure
from isoqms.procedure.differences import Change, differences
from isoqms.procedure.pairs import moved
from isoqms.report.difference_labels import SECTIONS
from isoqms.report.document import Subject, document_of, profile
from isoqms.source import source_of_text
from isoqms.workspace.stamp import stamp

PROCEDURE = """\
# một quy trình
id: QT-01
title: {vi: Chứng thực chữ ký, en: Certify a signature}
office: xa
owner: leader
issue: {number: 2, revision: 1}
limits: {legal: {within: 2 ngày làm việc}}
legal_basis: {nd23: {document: 23/2015/NĐ-CP, article: Điều 24}}
dossier:
  - {paper: {vi: Giấy tờ tùy thân, en: Identity paper}, kind: original}
  - {paper: {vi: Giấy cần ký, en: Paper to be signed}, kind: original}
fees: {le-phi: {title: {vi: Lệ phí, en: Fee}, amount: 10000, currency: VND}}
forms: {to-khai: {title: Tờ khai, number: "01"}}
steps:
  nhan: {title: {vi: Tiếp nhận, en: Receive}, role: one_stop, allowance: 2 giờ, next: xem}
  xem:
    title: {vi: Kiểm tra, en: Examine}
    role: one_stop
    allowance: 4 giờ
    next:
      - {to: ky, default: true}
      - {to: nhan, share: 10 %, at_most: 1, at_bound: ky}
  ky: {title: {vi: Ký, en: Sign}, role: leader, allowance: 1 giờ, next: tra}
  tra: {title: {vi: Trả kết quả, en: Hand out}, role: one_stop, allowance: 1 giờ, end: completed}
"""
DATA: Any = source_of_text(PROCEDURE, "a.yaml").data


def version(text: str = PROCEDURE) -> Procedure:
    source = source_of_text(text, "a.yaml")
    return read_procedure(source.data, source.at)[0]


def of_data(data: Any) -> Procedure:
    return read_procedure(data, lambda path: Position("a.yaml"))[0]


def told(after: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(str(each.change), each.path) for each in differences(version(), version(after))]


def test_what_means_the_same_is_no_difference() -> None:
    """Comments, white space, order of names, accepted problems and another way to write a letter do not count."""
    same = PROCEDURE.replace("# một quy trình", "# khác").replace("Chứng thực chữ ký", "Chứng  thực chữ ký ")
    same = same.replace(
        "{vi: Ký, en: Sign}, role: leader", "{en: Sign, vi: Ky\N{COMBINING ACUTE ACCENT}}, role: leader"
    )
    same = same.replace("allowance: 4 giờ", "allowance: 4 hours")
    same += "suppress: [{rule: wf/names, reason: a, approver: b, expires: 2027-01-01}]\n"
    assert differences(version(), version(same)) == ()


CASES: dict[str, tuple[Callable[[str], str], list[tuple[str, tuple[str, ...]]]]] = {
    "a step in between": (
        lambda t: t.replace("next: tra}", "next: dau}\n  dau: {title: Đóng dấu, role: one_stop, next: tra}"),
        [("added", ("steps", "dau"))],
    ),
    "a step less": (
        lambda t: t.replace("next: xem}", "next: ky}").replace(t[t.index("  xem:") : t.index("  ky:")], ""),
        [("removed", ("steps", "xem")), ("changed", ("steps", "nhan", "next"))],
    ),
    "a step less on one way": (
        lambda t: re.sub(r"  ky: .*\n", "", t).replace("to: ky", "to: tra").replace("bound: ky", "bound: tra"),
        [("removed", ("steps", "ky"))],
    ),
    "a step with another id": (
        lambda t: (
            t.replace("  ky: {", "  ky-so: {").replace("to: ky,", "to: ky-so,").replace("bound: ky}", "bound: ky-so}")
        ),
        [("changed", ("steps", "ky-so", "id"))],
    ),
    "a step with another name": (
        lambda t: t.replace("{vi: Ký, en: Sign}", "{vi: Ký số, en: Sign}"),
        [("changed", ("steps", "ky", "title"))],
    ),
    "a time": (lambda t: t.replace("4 giờ", "3 giờ"), [("changed", ("steps", "xem", "allowance"))]),
    "a role": (lambda t: t.replace("role: leader", "role: one_stop"), [("changed", ("steps", "ky", "role"))]),
    "a share": (lambda t: t.replace("10 %", "5 %"), [("changed", ("steps", "xem", "next", "nhan", "share"))]),
    "a limit": (lambda t: t.replace("2 ngày", "3 ngày"), [("changed", ("limits", "legal", "within"))]),
    "a paper": (
        lambda t: t.replace("fees:", "  - {paper: Bản sao, kind: copy}\nfees:"),
        [("added", ("dossier", "Bản sao"))],
    ),
    "the kind of a paper": (
        lambda t: t.replace("Identity paper}, kind: original", "Identity paper}, kind: copy"),
        [("changed", ("dossier", "Giấy tờ tùy thân", "kind"))],
    ),
    "a fee": (lambda t: t.replace("10000", "8000"), [("changed", ("fees", "le-phi", "amount"))]),
    "a legal basis": (lambda t: t.replace("Điều 24", "Điều 25"), [("changed", ("legal_basis", "nd23", "article"))]),
    "a form": (lambda t: t.replace('"01"', '"02"'), [("changed", ("forms", "to-khai", "number"))]),
}


@pytest.mark.parametrize("case", sorted(CASES))
def test_a_change_is_told_once_and_at_its_place(case: str) -> None:
    """Steps, times, people, papers, fees, rules, forms and ways: one change is one difference."""
    spoil, expected = CASES[case]
    assert spoil(PROCEDURE) != PROCEDURE
    assert told(spoil(PROCEDURE)) == expected


def test_a_step_in_another_place_is_moved() -> None:
    """The fewest steps are called moved, and behind which they stand now."""
    lines = PROCEDURE.splitlines(keepends=True)
    signing = next(line for line in lines if line.startswith("  ky:"))
    after = "".join(line for line in lines if line != signing).replace("  nhan: {", signing + "  nhan: {")
    found = [each for each in differences(version(), version(after)) if each.change is Change.MOVED]
    assert [(each.path, each.before, each.after) for each in found] == [(("steps", "ky"), "xem", None)]


def test_numbers_that_only_count_do_not_change() -> None:
    """A step put in shifts the numbers below it: that is not told; a number that says more is."""
    steps = {f"s{n}": {"number": n, "title": f"Bước {n}", "next": f"s{n + 1}"} for n in range(1, 4)}
    steps["s3"] = {"number": 3, "title": "Bước 3", "end": "completed"}
    before = {"id": "A", "title": "A", "steps": steps}
    put_in = {"s1": {**steps["s1"], "next": "moi"}, "moi": {"number": 2, "title": "Mới", "next": "s2"}}
    put_in |= {"s2": {**steps["s2"], "number": 3}, "s3": {**steps["s3"], "number": 4}}
    found = differences(of_data(before), of_data({**before, "steps": put_in}))
    assert [each.path for each in found] == [("steps", "moi")]
    named = {**steps, "s2": {**steps["s2"], "number": "2a"}}
    assert differences(of_data(before), of_data({**before, "steps": named}))[0].path == ("steps", "s2", "number")


PLACES = sorted(
    (path for path in [
        ("title", "vi"), ("owner",), ("issue", "number"), ("limits", "legal", "within"), ("dossier", 0, "kind"),
        ("dossier", 1, "paper", "en"), ("fees", "le-phi", "amount"), ("forms", "to-khai", "title"),
        ("legal_basis", "nd23", "document"), ("steps", "nhan", "allowance"), ("steps", "ky", "role"),
        ("steps", "xem", "next", 1, "share"), ("steps", "xem", "next", 1, "at_most"), ("steps", "tra", "title", "vi"),
    ]),
    key=str,
)  # fmt: skip
OTHER = {
    "within": "9 giờ",
    "allowance": "9 giờ",
    "share": "33 %",
    "amount": 7,
    "at_most": 3,
    "number": 9,
    "kind": "copy",
}


@given(st.sets(st.sampled_from(PLACES), max_size=6))
def test_whatever_changes_the_stamp_is_told(places: set[tuple[Any, ...]]) -> None:
    """As many values as were changed are told, each at its place; where none is, the stamp is the same as well."""
    data = copy.deepcopy(DATA)
    for *above, last in places:
        held = data
        for key in above:
            held = held[key]
        held[last] = OTHER.get(last, "khác")
    found = differences(of_data(DATA), of_data(data))
    assert bool(found) == (stamp(data) != stamp(DATA)) == bool(places)
    assert len(found) >= len({place[:3] for place in places})


@given(st.permutations("abcdefg"))
def test_the_order_is_mended_by_moving_few(order: list[str]) -> None:
    """What is not moved stands in the old order, and one step put elsewhere is one step moved."""
    kept = [id_ for id_ in order if id_ not in moved("abcdefg", order)]
    assert kept == sorted(kept)
    assert len(moved("abcdefg", "bcdefga")) == 1


def test_sections_are_those_of_the_document() -> None:
    """The numbers under which changes are told are those the printed document bears."""
    document = document_of(Subject(version(), None, "en", profile("neutral"), date(2026, 11, 22)))
    printed = {section.id: section.number.rstrip(".") for section in document.sections}
    assert {id_: printed[id_] for id_, _ in SECTIONS.values()} == dict(SECTIONS.values())


# the command


def run(*args: str, lang: str = "en") -> tuple[int, str]:
    done = CliRunner().invoke(cli, ["--lang", lang, "diff", *args], catch_exceptions=False)
    return done.exit_code, done.output


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An office with one procedure, the organisation that names its roles, and a changed copy beside it."""
    changed = PROCEDURE.replace("4 giờ", "3 giờ").replace("role: leader", "role: one_stop")
    changed = changed.replace("10000", "8000").replace(
        "  - {paper: {vi: Giấy cần ký, en: Paper to be signed}, kind: original}\n", ""
    )
    write(tmp_path / "old", {"organisation.yaml": ORGANISATION, "a.yaml": PROCEDURE})
    write(tmp_path / "new", {"organisation.yaml": ORGANISATION, "a.yaml": changed})
    return tmp_path


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", ["paper of the dossier “Paper to be signed”", "4 hours → 3 hours", "Leader → One-stop officer"]),
        ("vi", ["“Giấy cần ký”", "4 giờ → 3 giờ", "Lãnh đạo xã → Công chức một cửa", "10.000 → 8.000"]),
    ],
)  # fmt: skip
def test_changes_are_told_in_words(folder: Path, lang: str, expected: list[str]) -> None:
    """Titles instead of ids, figures as the language writes them, under the sections of the document; exit code 0."""
    code, said = run(str(folder / "old" / "a.yaml"), str(folder / "new" / "a.yaml"), lang=lang)
    assert code == 0
    assert all(each in said for each in expected), said
    assert "5.3." in said and "one_stop" not in said


def test_an_old_copy_kept_beside_the_file_is_compared(folder: Path) -> None:
    """Two files of one id side by side are what versions are; each side is the file that was named."""
    new = folder / "new" / "a.yaml"
    old = new.with_name("a-cu.yaml")
    old.write_text((folder / "old" / "a.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    for before, after, change in ((old, new, "4 hours → 3 hours"), (new, old, "3 hours → 4 hours")):
        code, said = run(str(before), str(after))
        assert code == 0 and change in said, said


def test_nothing_changed_is_said(folder: Path) -> None:
    """Two equal versions: that is said, and no row of the revision table is proposed."""
    same = str(folder / "old" / "a.yaml")
    assert (
        run(same, same)[1]
        .rstrip()
        .endswith("Nothing changed in meaning: comments, layout and white space do not count.")
    )
    assert "nothing changed that the document shows" in run(same, same, "--revision")[1]


def test_the_row_of_the_revision_table_is_proposed(folder: Path) -> None:
    """What changed and where; the next revision number; why is left open; and the row can be pasted into the file."""
    old, new = (str(folder / each / "a.yaml") for each in ("old", "new"))
    said = run(old, new, "--revision", "--as-of", "2026-12-01")[1]
    row = source_of_text(said, "row.yaml").data["revisions"][0]
    assert (row["date"], row["issue"], row["revision"]) == ("2026-12-01", 2, 2)
    assert "5.3" in row["part"] and "why" not in row
    assert "4 giờ → 3 giờ" in row["what"]["vi"] and "4 hours → 3 hours" in row["what"]["en"]
    revised = version(Path(new).read_text(encoding="utf-8") + said)
    assert revised.revisions[0].revision == 2
    data = json.loads(run(old, new, "--revision", "--format", "json")[1])
    assert data["row"]["why"] is None


def test_programs_read_the_changes(folder: Path) -> None:
    """JSON holds each change with its place in the file; Markdown marks nothing up that the office wrote."""
    old, new = (str(folder / each / "a.yaml") for each in ("old", "new"))
    changes = json.loads(run(old, new, "--format", "json")[1])["procedures"][0]["changes"]
    assert ["steps", "xem", "allowance"] in [each["path"] for each in changes]
    assert all(each["message"] and each["line"] for each in changes)
    assert "**5.3. Dossier**" in run(old, new, "--format", "markdown")[1]


def test_folders_are_compared_procedure_by_procedure(folder: Path) -> None:
    """By their ids; one that stands on one side only is named."""
    write(folder / "new", {"b.yaml": PROCEDURE.replace("QT-01", "QT-02")})
    said = run(str(folder / "old"), str(folder / "new"))[1]
    assert "new procedure: QT-02" in said and "time allowed: 4 hours → 3 hours" in said


def git(folder: Path, *args: str) -> None:
    who = ["-c", "user.name=a", "-c", "user.email=a@b.c", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *args], cwd=folder, check=True, capture_output=True)


def test_a_revision_of_git_is_compared(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """REVISION:PATH is the file as it was, with the organisation of that day; what git lacks is wrong use."""
    office = folder / "old"
    git(office, "init", "-q")
    git(office, "add", ".")
    git(office, "commit", "-q", "-m", "first")
    (office / "a.yaml").write_text((folder / "new" / "a.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    (office / "organisation.yaml").write_text(ORGANISATION.replace("en: Leader", "en: Chair"), encoding="utf-8")
    monkeypatch.chdir(office)
    code, said = run("HEAD:a.yaml", "a.yaml")
    assert code == 0 and "HEAD:a.yaml → a.yaml" in said
    assert "who does it: Leader → One-stop officer" in said
    assert run("HEAD:b.yaml", "a.yaml")[0] == 2
    assert run("nowhere:a.yaml", "a.yaml")[0] == 2
    assert run("--output=x:a.yaml", "a.yaml")[0] == 2
    assert run("none.yaml", "a.yaml")[0] == 2


def test_an_adopted_procedure_is_compared_as_it_stood(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a province changed is a change of the commune's procedure, told from the revision both stood in."""
    child = "id: XA-01\ntitle: Tại xã\nadopts: {id: QT-01}\n"
    write(tmp_path, {"organisation.yaml": ORGANISATION, "tinh/a.yaml": PROCEDURE, "xa/b.yaml": child})
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "first")
    write(tmp_path, {"tinh/a.yaml": PROCEDURE.replace("4 giờ", "3 giờ")})
    monkeypatch.chdir(tmp_path / "xa")
    said = run("HEAD:b.yaml", "b.yaml")[1]
    assert "time allowed: 4 hours → 3 hours" in said and "Changes: 1." in said


def test_files_with_errors_are_refused(folder: Path) -> None:
    """What cannot be read cannot be compared: the problems are told, exit code 1."""
    bad = write(folder, {"bad.yaml": "id: A\ntitle: x\nsteps: 3\n"}) / "bad.yaml"
    assert run(str(bad), str(folder / "new" / "a.yaml"))[0] == 1
