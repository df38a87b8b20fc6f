"""After a change: what is stale is listed, and the stamp of today is written without touching anything else."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from office import ORGANISATION, keep_cache_in

from isoqms.cli.main import cli
from isoqms.rules.conformity import judge
from isoqms.rules.results import Status
from isoqms.workspace.load import load
from isoqms.workspace.review import stamped_links

PARENT = "id: TINH-01\ntitle: Cấp\nsteps: {a: {title: Cấp, end: completed}}\n"
CHILD = (
    "# tiếp nhận từ tỉnh\r\nid: XA-01   # mã\r\ntitle: Cấp tại xã\r\n"
    "adopts: {id: TINH-01, stamp: '0123456789ab'}  # soát 2025\r\n"
)
REGISTER = "documents:\n  QT-1: {title: Cấp, procedure: TINH-01}  # giấy\n  QT-2: {title: Khác}\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A province, a commune that adopted its procedure, and a document made from it."""
    keep_cache_in(tmp_path / "cache", monkeypatch)
    processes = tmp_path / "processes"
    (processes / "qms").mkdir(parents=True)
    for name, text in (("tinh.yaml", PARENT), ("xa.yaml", CHILD), ("qms/documents.yaml", REGISTER)):
        (processes / name).write_text(text, encoding="utf-8", newline="")
    return processes


def run(folder: Path, *ids: str) -> tuple[int, str]:
    who = ["--by", "mai"] if ids else []
    done = CliRunner().invoke(cli, ["--lang", "en", "reviewed", *ids, "--in", str(folder), *who])
    return done.exit_code, done.output


def test_what_is_stale_is_listed(folder: Path) -> None:
    """A stamp of another version, and a document without a stamp, are to be reviewed; others are not asked."""
    code, said = run(folder)
    assert code == 1
    assert [line.split(": ", 1)[1].split("”")[0] for line in said.splitlines()] == ["“QT-1", "“XA-01"]


def test_reviewing_writes_the_stamp_and_nothing_else(folder: Path) -> None:
    """Comments, line ends and the other links stay; afterwards what was named is no longer due."""
    stamp = load([folder], quality=True).stamps["TINH-01"]
    assert run(folder, "XA-01")[0] == 0
    text = (folder / "xa.yaml").read_bytes().decode()
    said = f"confirmed: {{by: mai, on: {date.today()}}}}}"
    assert text.replace('"', "'") == CHILD.replace("0123456789ab'}", f"{stamp}', {said}")
    assert (folder / "qms" / "documents.yaml").read_text(encoding="utf-8") == REGISTER
    assert [link.id for link in stamped_links(load([folder], quality=True)) if link.is_stale] == ["QT-1"]
    assert run(folder, "QT-1")[0] == 0
    assert run(folder) == (0, "Nothing is to be reviewed.\n")


def test_a_changed_procedure_is_due_again(folder: Path) -> None:
    """After the province changes its procedure, everything that holds its stamp is to be reviewed."""
    run(folder, "XA-01", "QT-1")
    (folder / "tinh.yaml").write_text(PARENT.replace("Cấp, end", "Cấp lại, end"), encoding="utf-8")
    code, said = run(folder)
    assert (code, len(said.splitlines())) == (1, 2)


RISKS = (
    "entries:\n  R-1: {title: Trễ, procedures: [TINH-01]}\n  R-2: {title: Mất, procedures: [all]}  # mọi quy trình\n"
)


def test_a_changed_procedure_makes_its_risks_due(folder: Path) -> None:
    """A risk is compared with each procedure it is about, or with all of the scope; reviewing it writes one stamp."""
    (folder / "qms" / "risks.yaml").write_text(RISKS, encoding="utf-8")
    scope = "statement: A\nprocedures: [TINH-01, XA-01]\n"
    (folder / "qms" / "scope.yaml").write_text(scope, encoding="utf-8")
    run(folder, "XA-01", "QT-1")
    code, said = run(folder)
    assert (code, said.count("no stamp says which version")) == (1, 2)
    run(folder, "R-1", "R-2")
    assert run(folder) == (0, "Nothing is to be reviewed.\n")
    text = (folder / "qms" / "risks.yaml").read_text(encoding="utf-8")
    assert f"stamp: {load([folder]).stamps['TINH-01']}" in text.splitlines()[1].replace('"', "")
    assert text.splitlines()[2].endswith("# mọi quy trình")
    child = folder / "xa.yaml"
    child.write_text(child.read_text(encoding="utf-8").replace("Cấp tại xã", "Cấp ở xã"), encoding="utf-8")
    assert ["R-2" in line for line in run(folder)[1].splitlines()] == [True]
    assert "of the 2 procedures it is about some have changed" in run(folder)[1]
    (folder / "tinh.yaml").write_text(PARENT.replace("title: Cấp\n", "title: Cấp mới\n"), encoding="utf-8")
    assert [each for each in ("R-1", "R-2") if each in run(folder)[1]] == ["R-1", "R-2"]


def test_a_review_is_no_new_issue(folder: Path) -> None:
    """Who went through a changed procedure's document, and when, is recorded; the document stays that of its stamp."""
    run(folder, "QT-1")
    made_from = load([folder], quality=True).stamps["TINH-01"]
    (folder / "tinh.yaml").write_text(PARENT.replace("title: Cấp\n", "title: Cấp mới\n"), encoding="utf-8")
    (folder / "organisation.yaml").write_text(ORGANISATION, encoding="utf-8")
    (folder / "qms" / "scope.yaml").write_text("statement: A\nprocedures: [TINH-01]\n", encoding="utf-8")

    def status() -> list[Status]:
        judged = judge(load([folder], quality=True), date.today())[0].results
        rules = ("4.4.2/doc-in-sync", "6.3/change-record")
        return [each.status for each in judged if each.rule in rules and each.object == "TINH-01"]

    before = status()
    assert before[0] is Status.FAILED
    code, said = run(folder, "QT-1")
    assert code == 0 and "by mai" in said and "issued before the change" in said
    assert status() == before
    workspace = load([folder], quality=True)
    (documents,) = workspace.quality.values()
    assert documents.documents is not None and workspace.problems == ()
    entry = documents.documents.documents["QT-1"]
    assert entry.stamp == made_from and entry.confirmed is not None
    assert (entry.confirmed.by, entry.confirmed.on, entry.confirmed.stamp) == (
        "mai",
        date.today(),
        workspace.stamps["TINH-01"],
    )
    assert "QT-1" not in run(folder)[1]


def test_nobody_is_no_reviewer(folder: Path) -> None:
    """Without a name nothing is written."""
    before = {path: path.read_bytes() for path in folder.rglob("*.yaml")}
    done = CliRunner().invoke(cli, ["--lang", "en", "reviewed", "QT-1", "--in", str(folder)])
    assert done.exit_code == 2 and "--by" in done.output
    assert {path: path.read_bytes() for path in folder.rglob("*.yaml")} == before


def test_a_name_that_holds_no_stamp_is_wrong_use(folder: Path) -> None:
    """A document that is made from no procedure cannot be reviewed against one, and nothing is written."""
    before = {path: path.read_bytes() for path in folder.rglob("*.yaml")}
    assert run(folder, "QT-2", "XA-01")[0] == 2
    assert {path: path.read_bytes() for path in folder.rglob("*.yaml")} == before


def test_a_folder_with_nothing_in_it_is_wrong_use(folder: Path) -> None:
    """Who looks in the wrong place is not told that all is reviewed."""
    empty = folder / "empty"
    empty.mkdir()
    assert CliRunner().invoke(cli, ["--lang", "en", "reviewed", "--in", str(empty)]).exit_code == 2


def test_open_findings_of_the_register_are_due_as_well(folder: Path) -> None:
    """A finding about a procedure is compared with it once, and again whenever the procedure changes, until it ends."""
    (folder / "organisation.yaml").write_text(ORGANISATION, encoding="utf-8")

    def ask(*words: str) -> str:
        done = CliRunner().invoke(cli, ["--lang", "en", *words, "-w", str(folder)])
        assert done.exit_code == 0, done.output
        return done.output

    ask("register", "init", "--by", "binh", "--name", "Bình")
    told = {"statement": "Thiếu", "detected_on": "2026-03-01", "source": "complaint", "process": "TINH-01"}
    told |= {"requirements.R1.kind": "clause", "requirements.R1.ref": "8.2.3", "evidence.E1.text": "hồ sơ 12"}
    brought = [word for name, value in told.items() for word in ("--set", f"{name}={value}")]
    reference = re.findall(r"NC-\d{4}-\d{4}", ask("nc", "draft", "--by", "binh", *brought))[0]
    assert reference not in run(folder)[1]
    ask("nc", "register", reference, "--by", "binh")
    run(folder, "XA-01", "QT-1")
    code, said = run(folder)
    assert code == 1 and f"qms/reviewed.yaml:1:1: “{reference}” is to be reviewed: no stamp" in said
    assert run(folder, reference)[0] == 0
    held = load([folder], quality=True)
    assert held.problems == () and run(folder) == (0, "Nothing is to be reviewed.\n")
    (folder / "tinh.yaml").write_text(PARENT.replace("title: Cấp\n", "title: Cấp mới\n"), encoding="utf-8")
    assert f"“{reference}” is to be reviewed: “TINH-01” has changed" in run(folder)[1]
    run(folder, reference)
    assert (folder / "qms" / "reviewed.yaml").read_text(encoding="utf-8").count(reference) == 1
    assert reference not in run(folder)[1]
