"""Audits from the command line: the checklist filled in from checks, the re-audit, the report, what was covered."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from isoqms.framework import framework
from isoqms.register.kinds.audits import Audit, ChecklistItem, Finding, FindingGrade
from isoqms.register.lifecycle.nonconformity import Requirement
from isoqms.register.lifecycle.values import RequirementKind
from isoqms.report.audit_coverage import coverage, delta, gathered
from register.test_cli_raising import PROCEDURE

on_sqlite = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
REPOSITORY = Path(__file__).parent.parent.parent
LEAVES = [each.number for each in framework().leaves()]


@pytest.fixture
def done(desk):
    """Run a command that must succeed, and return what it said."""

    def run(*words):
        code, said = desk(*words)
        assert code == 0, said
        return said

    return run


@pytest.fixture
def files(tmp_path):
    """A folder with two procedures; only the first is audited."""
    folder = tmp_path / "processes"
    folder.mkdir()
    for number in ("01", "02"):
        text = PROCEDURE.replace("QT-01", f"QT-{number}")
        (folder / f"qt-{number}.yaml").write_text(text, encoding="utf-8")
    return str(folder)


@pytest.fixture
def programme(done):
    """A programme, without an audit."""
    said = done("programme", "plan", "--by", "binh", "--period-from", "2026-01-01", "--period-to", "2026-12-31",
                "--objectives", "mỗi điều khoản một lần")  # fmt: skip
    return said.partition(":")[0]


def planned(done, programme, title="Đợt 1"):
    said = done("audit", "plan", "--by", "binh", "--title", title, "--programme", programme, "--processes", "QT-01",
                "--scope", "một cửa", "--criteria", "ISO 9001", "--starts-on", "2026-03-01", "--member", "lan", "lead",
                "--office", "xa")  # fmt: skip
    return said.partition(":")[0]


def shown(done, audit):
    return json.loads(done("audit", "show", audit, "--format", "json"))["record"]


@pytest.fixture
def audited(done, files, programme):
    """An audit carried out: one question judged a minor nonconformity, one conforming, the others not sampled."""
    audit = planned(done, programme)
    done("audit", "checklist", audit, files, "--by", "lan", "--clause", "8.5")
    done("audit", "prepare", audit, "--by", "lan")
    done("audit", "start", audit, "--by", "lan")
    done(
        "audit",
        "assess",
        audit,
        "--by",
        "lan",
        "--judge",
        "Q1",
        "nc_minor",
        "--judge",
        "Q3",
        "conforming",
        "--note",
        "Q3",
        "ba hồ sơ tháng 2, đủ cả",
    )
    left = [key for key, each in shown(done, audit)["checklist"].items() if not each.get("grade")]
    done("audit", "conclude", audit, "--by", "lan", *[w for key in left for w in ("--not-sampled", key, "hết giờ")])
    finding = done("finding", "draft", "--by", "lan", "--audit", audit, "--process", "QT-01", "--grade", "nc_minor",
                   "--statement", "Vượt hạn", "--clause", "8.5.1", "--evidence", "bảng bước",
                   "--found-on", "2026-03-01").partition(":")[0]  # fmt: skip
    done("finding", "communicate", finding, "--by", "lan")
    done("finding", "contest", finding, "--by", "minh", "--contested-reason", "đã cộng gộp")
    done("audit", "report", audit, "--by", "lan", "--summary", "một điểm", "--distribution", "binh", "--limitations",
         "không xem hồ sơ giấy")  # fmt: skip
    return audit


@on_sqlite
def test_questions_come_from_checks_with_their_links(done, files, programme):
    """A question for each clause, one more where something is objected; each link names rule, object and place."""
    audit = planned(done, programme)
    done("audit", "checklist", audit, files, "--by", "lan", "--clause", "8")
    record = shown(done, audit)
    items = record["checklist"].values()
    assert all(each["requirement"].startswith("8.") and each["question"] for each in items)
    links = [link for each in items for link in each.get("check_results", ())]
    assert any("@QT-01#" in link and "qt-01.yaml:" in link for link in links)
    assert not any("@QT-02#" in link for link in links)
    noted = [each for each in items if each.get("check_results")]
    assert all(each["checked"].startswith("Checked") and "note" not in each for each in noted)
    long = {each["requirement"]: each["question"] for each in items if "process" not in each}
    short = [each for each in items if each.get("process")]
    assert short and all(each["question"] == long[each["requirement"]].splitlines()[0] for each in short)
    assert not any("grade" in each for each in items)  # a check result is no judgement


@on_sqlite
def test_of_a_clause_not_applied_its_reason_is_asked(done, programme):
    """Nobody is asked to judge design where the scope says that the office designs nothing."""
    audit = planned(done, programme)
    done("audit", "checklist", audit, str(REPOSITORY / "processes"), "--by", "lan", "--clause", "8.3")
    asked = {each["requirement"]: each["question"] for each in shown(done, audit)["checklist"].values()}
    assert asked["8.3.2"].startswith("The scope does not apply this clause: ")
    assert len(asked) == len(shown(done, audit)["checklist"])


@on_sqlite
def test_filled_in_twice_it_stays_as_it_is(done, files, programme, book):
    """A question there already keeps its words; nothing is asked twice."""
    audit = planned(done, programme)
    done("audit", "checklist", audit, files, "--by", "lan", "--clause", "8.5")
    before = shown(done, audit)["checklist"]
    said = done("audit", "checklist", audit, files, "--by", "lan", "--clause", "8.5")
    assert "questions entered: 0" in said
    assert shown(done, audit)["checklist"] == before


@on_sqlite
def test_a_re_audit_asks_the_same_and_starts_afresh(done, audited, desk, programme):
    """Questions are taken over without notes, grades and links; the report says what was found again and what not."""
    again = planned(done, programme, "Đánh giá lại")
    done("audit", "checklist", again, "--by", "lan", "--like", audited)
    former, now = shown(done, audited), shown(done, again)
    assert now["previous_audit"] == audited
    texts = [(each["requirement"], each["question"]) for each in former["checklist"].values()]
    assert [(each["requirement"], each["question"]) for each in now["checklist"].values()] == texts
    assert not any({"grade", "note", "check_results", "not_sampled_reason"} & set(e) for e in now["checklist"].values())
    assert "not found so far" in done("audit", "print", again, "--to", "text")
    assert desk("audit", "checklist", again, "--by", "lan", "--like", "AU-2026-0099")[0] == 2


@on_sqlite
def test_the_report_says_what_was_not_audited(done, audited, tmp_path):
    """Findings, disagreement, limitations, what was not sampled, clauses and processes nobody audited."""
    said = done("audit", "print", audited, "--to", "text")
    for part in ("một điểm", "Vượt hạn", "đã cộng gộp", "không xem hồ sơ giấy", "reason: hết giờ",
                 "Clauses audited nowhere: 4, 5, 6, 7", "nothing was audited: QT-02, cap-phep", "Lan"):  # fmt: skip
        assert part in said, part
    name = done("audit", "print", audited, "-o", str(tmp_path / "out")).strip()
    assert any("INTERNAL AUDIT REPORT" in each.text for each in docx.Document(name).paragraphs)
    told = json.loads(done("audit", "print", audited, "--to", "json"))
    assert told["tables"]["findings"][0]["statement"].startswith("Vượt hạn")


@on_sqlite
def test_coverage_of_a_programme(done, audited, desk, programme):
    """Clauses by process with day and worst result; planned audits cover nothing."""
    planned(done, programme, "Đợt 2")
    told = json.loads(done("programme", "coverage", programme, "--format", "json"))
    covered = {(each["process"], each["audit"]) for each in told["covered"]}
    assert covered == {("QT-01", audited)}
    assert {each["grade"] for each in told["covered"]} == {"nc_minor", "conforming"}
    assert len(told["covered"]) + len(told["not_audited"]["QT-01"]) == len(LEAVES)
    assert told["audited_nowhere"]["processes"] == ["QT-02", "cap-phep"]
    assert "QT-01" in done("programme", "coverage", programme)
    assert desk("programme", "coverage", "AP-2026-0099")[0] == 2


def finding(reference, clause, process="p", links=()):
    refs = {"R1": Requirement(kind=RequirementKind.CLAUSE, ref=clause)}
    return Finding(reference=reference, auditor="lan", process=process, requirements=refs, check_results=tuple(links))


def test_findings_are_compared_one_by_one():
    """The same requirement in the same process, or the same check result, is found again; the rest is new or gone."""
    before = [finding("FD-1", "8.5.1"), finding("FD-2", "7.2"), finding("FD-3", "9.1.1", links=["x@p#1"])]
    now = [finding("FD-7", "8.5.1"), finding("FD-8", "8.5.1"), finding("FD-9", "10.2.1", links=["x@p#1"])]
    found = delta(before, now)
    assert [(a.reference, b.reference) for a, b in found.again] == [("FD-1", "FD-7"), ("FD-3", "FD-9")]
    assert [each.reference for each in found.new] == ["FD-8"]
    assert [each.reference for each in found.gone] == ["FD-2"]


@given(st.sets(st.sampled_from(LEAVES)))
def test_headings_stand_for_all_below_them(some):
    """Told by headings, neither a clause is lost nor one added."""
    told = gathered(some, LEAVES)
    meant = {clause for clause in LEAVES for each in told if clause == each or clause.startswith(f"{each}.")}
    assert meant == some


@given(st.lists(st.tuples(st.sampled_from(["8.5.1", "7.2"]), st.sampled_from(["", "p", "q"]),
                          st.sampled_from([None, *FindingGrade])), max_size=6))  # fmt: skip
def test_what_is_covered_and_what_is_not_make_the_whole(items):
    """Each clause is either covered in a process or left out; a question about no process was asked of all of them."""
    checklist = {
        f"Q{n}": ChecklistItem(requirement=clause, question="?", process=process, grade=grade)
        for n, (clause, process, grade) in enumerate(items)
    }
    audit = Audit(reference="AU-1", state="reported", processes=("p", "q"), checklist=checklist)
    held = coverage([audit], [], ["7.2", "8.5.1"], ["r"])
    for process in held.processes:
        covered = {each.clause for each in held.of(process)}
        assert covered | set(held.left_out(process)) == {"7.2", "8.5.1"}
        asked = {clause for clause, where, grade in items if grade and where in ("", process)}
        assert covered == (asked if process in audit.processes else set())
    assert held.processes_left_out == tuple(each for each in held.processes if not held.of(each))


@on_sqlite
def test_a_procedure_in_scope_that_nobody_audits_is_named(done, audited, programme, tmp_path):
    """Not only what somebody owns: what the scope of the system names, or without one whatever lies in the folder."""
    (tmp_path / "qt-07.yaml").write_text("id: QT-07\ntitle: {vi: A, en: A}\nsteps: {}\n", encoding="utf-8")

    def nowhere():
        told = json.loads(done("programme", "coverage", programme, "--format", "json"))
        return told["audited_nowhere"]["processes"]

    assert nowhere() == ["QT-02", "QT-07", "cap-phep"]
    (tmp_path / "qms").mkdir()
    (tmp_path / "qms" / "scope.yaml").write_text("document: PV\nprocedures: [QT-09]\n", encoding="utf-8")
    assert nowhere() == ["QT-09", "cap-phep"]
    assert "Processes in which nothing was audited: QT-09, cap-phep." in done("programme", "coverage", programme)
