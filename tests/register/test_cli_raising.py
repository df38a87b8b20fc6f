"""From an objection to an entry: a person judges each, nothing is asked twice, nothing is raised by itself."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from isoqms.cli.main import cli
from isoqms.register.kinds.kinds import Kind
from isoqms.register.records.lists import Wanted, everything
from isoqms.source import read_source
from register.test_register_records import ask

PROCEDURE = """\
id: QT-01
title: {vi: Cấp giấy, en: Issue a paper}
limits:
  legal: {within: 3 working days}
steps:
  receive: {title: {vi: Nhận, en: Receive}, role: officer, allowance: 2 working days, next: sign}
  sign: {title: {vi: Ký, en: Sign}, role: head, allowance: 4 working days, end: completed}
"""
pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


@pytest.fixture
def files(tmp_path):
    """A folder with a procedure whose steps take longer than its limit."""
    folder = tmp_path / "processes"
    folder.mkdir()
    (folder / "qt-01.yaml").write_text(PROCEDURE, encoding="utf-8")
    return folder


@pytest.fixture
def judge(desk, files, tmp_path):
    """Run `conformity --raise` over the folder, by answers in a file or by what a person types."""

    def run(*words, typed=None, by="lan"):
        args = ["--lang", "en", "conformity", str(files), "--raise", *(["--by", by] if by else []), *words]
        done = CliRunner().invoke(cli, [*args, "-w", str(tmp_path)], input=typed)
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done.exit_code, done.output

    return run


@pytest.fixture
def asked_about(judge, tmp_path):
    """What a file of open questions holds, by the ids of the check results."""

    def ask_for(*words):
        file = tmp_path / "questions.yaml"
        assert judge("--questions", str(file), *words)[0] == 0
        return read_source(file, "questions.yaml").data or {}

    return ask_for


@pytest.fixture
def ids(asked_about):
    """The ids of the open questions; there are two at least."""
    data = asked_about()
    assert all(each["answer"] == "skip" for each in data.values())
    return list(data)


def answered(tmp_path, answers):
    file = tmp_path / "answers.yaml"
    file.write_text(json.dumps(answers), encoding="utf-8")
    return "--answers", str(file)


def held(book, kind):
    return sorted(everything(book, Wanted(kind=kind)), key=lambda each: each.reference)


def objection(ids):
    return next(id_ for id_ in ids if id_.startswith("arithmetic/sum-limit"))


def test_nothing_is_raised_without_a_word(judge, ids, book, tmp_path):
    """Asking for the questions writes nothing, nor does an answer left at skip."""
    assert judge(*answered(tmp_path, {id_: {"answer": "skip"} for id_ in ids}))[0] == 0
    assert judge(*answered(tmp_path, {}))[0] == 0
    assert not held(book, Kind.FINDING)
    assert not held(book, Kind.NONCONFORMITY)


def test_missing_evidence_is_not_asked_about(judge, ids, files):
    """Objections alone are raised: where evidence is missing, nothing was found that a person could confirm."""
    done = CliRunner().invoke(cli, ["--lang", "en", "conformity", str(files), "--format", "json"])
    (system,) = json.loads(done.output)["systems"]
    assert system["insufficient"]
    assert len(ids) == len(system["objections"])
    assert not {id_.partition("@")[0] for id_ in ids} & {
        each["rule"] for each in system["results"] if each["status"] == "insufficient_evidence"
    }


def test_an_audit_keeps_to_its_processes(asked_about, book, files):
    """In an audit of one process objections to another are left out; so is a system it does not visit."""
    (files / "qt-02.yaml").write_text(PROCEDURE.replace("QT-01", "QT-02"), encoding="utf-8")
    assert {each["object"] for each in asked_about().values()} == {"QT-01", "QT-02"}
    plan(book, processes=["QT-02"])
    assert {each["object"] for each in asked_about("--audit", "AU-2026-0001").values()} == {"QT-02"}
    plan(book, processes=["QT-09"])
    assert asked_about("--audit", "AU-2026-0002") == {}
    plan(book)  # nothing is said yet of what it looks at
    assert len(asked_about("--audit", "AU-2026-0003")) == len(asked_about())


def test_an_audit_there_is_not(judge):
    """It is told before anything is asked: exit code 2."""
    code, said = judge("--audit", "AU-2026-0007")
    assert (code, "the register has no AU-2026-0007" in said) == (2, True)


def plan(book, **more):
    answer = ask(book, "binh", "plan", changes={"title": "Đợt 1", **more}, kind=Kind.AUDIT)
    return answer.record.reference


def test_check_result_finding_and_nonconformity_stay_apart(judge, ids, book, tmp_path):
    """A yes makes a finding of the person's, with the grade, and for it a report which names the check result."""
    id_ = objection(ids)
    yes = {id_: {"answer": "yes", "grade": "nc_minor", "statement": "Tổng thời gian vượt hạn"}}
    code, said = judge(*answered(tmp_path, yes))
    assert code == 0, said
    (finding,), (entry,) = held(book, Kind.FINDING), held(book, Kind.NONCONFORMITY)
    assert (finding.auditor, finding.grade, finding.check_results) == ("lan", "nc_minor", (id_,))
    assert (entry.state, entry.check_result, entry.source, entry.process) == ("reported", id_, "check", "QT-01")
    assert {each.kind for each in entry.requirements.values()} == {"clause"}
    assert "qt-01.yaml:" in entry.evidence["E1"].text
    assert (entry.grade, entry.owner) == (None, "")  # grading and accepting are the quality manager's


def test_what_was_judged_is_not_asked_again(judge, ids, book, tmp_path):
    """A second run with the same answers enters nothing more; a no is remembered with its reason."""
    yes, no = list(ids)[:2]
    answers = answered(
        tmp_path, {yes: {"answer": "yes", "grade": "nc_minor"}, no: {"answer": "no", "statement": "đúng"}}
    )
    assert judge(*answers)[0] == 0
    before = book.head()
    code, said = judge(*answers)
    assert (code, book.head()) == (0, before)
    assert f"0 judged now, 2 judged before, {len(ids) - 2} left open" in said
    assert [each.grade for each in held(book, Kind.FINDING)] == ["nc_minor", "conforming"]


def test_an_edit_elsewhere_makes_nothing_new(judge, ids, files, tmp_path):
    """The id of a result survives lines that move; another objection gets another id."""
    text = (files / "qt-01.yaml").read_text(encoding="utf-8")
    (files / "qt-01.yaml").write_text("# a remark\n\n" + text, encoding="utf-8")
    file = tmp_path / "again.yaml"
    judge("--questions", str(file))
    assert all(f'"{id_}":' in file.read_text(encoding="utf-8") for id_ in ids)


def test_all_of_a_judgement_or_nothing(judge, ids, book, tmp_path, monkeypatch):
    """Where the report cannot be entered there is no finding either, and the question stays open."""
    monkeypatch.setattr("isoqms.cli.finding_entry._SHARED", ("process", "statement", "evidence"))  # no requirement
    answers = answered(tmp_path, {objection(ids): {"answer": "yes", "grade": "nc_minor"}})
    code, said = judge(*answers)
    assert (code, "refused:" in said) == (1, True)
    assert (held(book, Kind.FINDING), held(book, Kind.NONCONFORMITY)) == ([], [])
    monkeypatch.undo()
    assert judge(*answers)[0] == 0
    assert len(held(book, Kind.NONCONFORMITY)) == 1


def test_an_observation_becomes_an_improvement(judge, ids, book, tmp_path):
    """Observations and recommendations never stand among nonconformities; good practice is noted only."""
    first, second = list(ids)[:2]
    answers = {first: {"answer": "yes", "grade": "observation"}, second: {"answer": "yes", "grade": "good_practice"}}
    assert judge(*answered(tmp_path, answers))[0] == 0
    assert not held(book, Kind.NONCONFORMITY)
    (improvement,) = held(book, Kind.IMPROVEMENT)
    assert improvement.finding == held(book, Kind.FINDING)[0].reference


def test_a_person_is_asked_at_the_terminal(judge, ids, book):
    """Yes with grade and words, no with the reason, skip, and stop: what was judged before the stop stays."""
    typed = "y\nnc_minor\nTổng thời gian\nn\nđã biết\ns\nq\n"
    code, said = judge(typed=typed)
    assert code == 0, said
    assert [each.grade for each in held(book, Kind.FINDING)] == ["nc_minor", "conforming"]
    assert [each.statement for each in held(book, Kind.NONCONFORMITY)] == ["Tổng thời gian"]
    assert "2 judged now" in said


def test_outside_an_audit_the_finding_ends_with_its_entry(judge, ids, book, tmp_path):
    """No draft stays behind an entry: who judges alone closes the finding with what was entered for it."""
    yes, no = objection(ids), next(id_ for id_ in ids if id_ != objection(ids))
    answers = {yes: {"answer": "yes", "grade": "nc_minor"}, no: {"answer": "no", "statement": "đúng"}}
    assert judge(*answered(tmp_path, answers))[0] == 0
    (entry,) = held(book, Kind.NONCONFORMITY)
    assert {(each.grade, each.state, each.nonconformity) for each in held(book, Kind.FINDING)} == {
        ("nc_minor", "closed", entry.reference),
        ("conforming", "closed", ""),
    }


def test_in_an_audit_the_audited_answer_first(judge, desk, ids, book, tmp_path):
    """Nothing is entered for a finding nobody was told of; once it is answered, the entry names the audit."""
    answers = answered(tmp_path, {objection(ids): {"answer": "yes", "grade": "nc_minor"}})
    audit = plan(book, processes=["QT-01"])
    code, said = judge(*answers, "--audit", audit)
    (finding,) = held(book, Kind.FINDING)
    assert (code, finding.state, finding.audit, held(book, Kind.NONCONFORMITY)) == (0, "draft", audit, [])
    assert f"communicate it; once it is answered, isoqms finding raise {finding.reference}" in said
    assert desk("finding", "raise", finding.reference, "--by", "lan")[0] == 2
    assert desk("finding", "settle", finding.reference, "--by", "lan")[0] == 1
    assert desk("finding", "communicate", finding.reference, "--by", "lan")[0] == 0
    assert desk("finding", "agree", finding.reference, "--by", "minh")[0] == 0
    assert desk("finding", "raise", finding.reference, "--by", "lan")[0] == 0
    code, said = desk("finding", "raise", finding.reference, "--by", "lan")
    assert code == 2 and "is closed already" in said
    (entry,) = held(book, Kind.NONCONFORMITY)
    assert (entry.source, entry.audit, entry.auditor) == ("internal_audit", audit, "lan")


def test_a_finding_of_one_s_own_is_raised(desk, book):
    """Outside an audit there is nobody to answer a finding: it is entered and closed in one step, or not at all."""
    members = {"grade": "nc_minor", "statement": "Không ai theo dõi hạn", "found_on": "2026-03-02",
               "requirements": {"R1": {"kind": "clause", "ref": "8.5.1"}},
               "evidence": {"E1": {"text": "phỏng vấn"}}}  # fmt: skip
    reference = ask(book, "lan", "draft", changes=members, kind=Kind.FINDING).record.reference
    assert desk("finding", "raise", reference, "--by", "an")[0] == 1
    assert not held(book, Kind.NONCONFORMITY)
    assert desk("finding", "raise", reference, "--by", "lan")[0] == 0
    (finding,), (entry,) = held(book, Kind.FINDING), held(book, Kind.NONCONFORMITY)
    assert (finding.state, finding.nonconformity) == ("closed", entry.reference)
    assert (entry.state, entry.source) == ("reported", "self_reported")


def test_who_may_not_is_told(judge, ids, book, tmp_path):
    """Findings are the auditor's: somebody else is refused, and nothing is half entered."""
    answers = answered(tmp_path, {objection(ids): {"answer": "yes", "grade": "nc_minor"}})
    code, said = judge(*answers, by="an")
    assert (code, "it is for" in said) == (1, True)
    assert not held(book, Kind.FINDING)
    assert judge(*answers, by="")[0] == 2
    code, said = judge(*answers, by="nobody")
    assert (code, "known are: an, binh, chi" in said) == (2, True)


@pytest.mark.parametrize(
    "answer", [{"answer": "maybe"}, {"answer": "yes"}, {"answer": "yes", "grade": "conforming"}, {"answer": "no"},
               {"answer": "skip", "colour": "red"}]
)  # fmt: skip
def test_answers_that_do_not_fit(judge, ids, book, tmp_path, answer):
    """Each is told before anything is entered: exit code 2."""
    first, second = list(ids)[:2]
    answers = {first: {"answer": "yes", "grade": "nc_minor"}, second: answer}
    assert judge(*answered(tmp_path, answers))[0] == 2
    assert not held(book, Kind.FINDING)
    assert judge("--answers", str(tmp_path / "nowhere.yaml"))[0] == 2


def test_a_finding_of_an_audit_leads_to_its_entry(desk, book):
    """Once it is answered, the entry takes over what the finding says, and the finding is closed with it."""
    audit = ask(book, "binh", "plan", changes={"title": "Đợt 1"}, kind=Kind.AUDIT).record.reference
    finding = {"grade": "nc_minor", "statement": "Không ai theo dõi hạn", "found_on": "2026-03-02",
               "process": "cap-phep", "audit": audit, "requirements": {"R1": {"kind": "clause", "ref": "8.5.1"}},
               "evidence": {"E1": {"text": "phỏng vấn"}}}  # fmt: skip
    reference = ask(book, "lan", "draft", changes=finding, kind=Kind.FINDING).record.reference
    assert desk("finding", "raise", reference, "--by", "lan")[0] == 2
    ask(book, "lan", "communicate", reference, kind=Kind.FINDING)
    ask(book, "hoa", "agree", reference, kind=Kind.FINDING)
    code, said = desk("finding", "raise", reference, "--by", "lan", "--format", "json")
    closed, (entry,) = json.loads(said)["record"], held(book, Kind.NONCONFORMITY)
    assert (code, closed["state"], closed["nonconformity"]) == (0, "closed", entry.reference)
    assert (entry.state, entry.statement, entry.auditor) == ("reported", "Không ai theo dõi hạn", "lan")
    assert (entry.source, entry.process, str(entry.detected_on)) == ("internal_audit", "cap-phep", "2026-03-02")
    assert desk("finding", "raise", reference, "--by", "lan")[0] == 2
