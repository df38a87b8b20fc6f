"""What an audit may report: nothing judged without what was seen, no nonconformity lost, no report that contradicts."""

from __future__ import annotations

import json

import pytest

from register.test_cli_audits import done, files, planned, programme, shown  # noqa: F401

on_sqlite = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
pytestmark = on_sqlite


@pytest.fixture
def under_way(done, programme):  # noqa: F811
    """An audit under way with two questions."""
    audit = planned(done, programme)
    done("audit", "change", audit, "--by", "lan", "--ask", "8.5.1", "Ai nhắc hạn?", "--ask", "8.2.3", "Đủ giấy tờ?")
    done("audit", "prepare", audit, "--by", "lan")
    done("audit", "start", audit, "--by", "lan")
    return audit


@pytest.fixture
def concluded(done, under_way):  # noqa: F811
    """An audit concluded: the first question is a minor nonconformity, the second conforms."""
    done("audit", "assess", under_way, "--by", "lan", "--judge", "Q1", "nc_minor", "--judge", "Q2", "conforming",
         "--note", "Q2", "5 hồ sơ tháng 2, đủ cả")  # fmt: skip
    done("audit", "conclude", under_way, "--by", "lan")
    return under_way


def drafted(done, audit, clause="8.5.1", statement="Không ai nhắc hạn"):  # noqa: F811
    said = done("finding", "draft", "--by", "lan", "--audit", audit, "--process", "QT-01", "--grade", "nc_minor",
                "--statement", statement, "--clause", clause, "--evidence", "sổ theo dõi",
                "--found-on", "2026-03-01")  # fmt: skip
    return said.partition(":")[0]


def report(desk, audit):
    return desk("audit", "report", audit, "--by", "lan", "--summary", "một điểm", "--distribution", "binh")


def test_who_audits_holds_the_duty(done, desk, programme):  # noqa: F811
    """Somebody without the duty of an auditor leads no audit, and is told how the duty is given."""
    audit = planned(done, programme)
    done("audit", "change", audit, "--by", "binh", "--ask", "8.5.1", "?", "--member", "lan", "observer",
         "--member", "dung", "lead")  # fmt: skip
    code, said = desk("audit", "prepare", audit, "--by", "binh")
    assert code == 1
    assert "dung does not hold the duty of an auditor" in said
    assert "account change" in said


def test_ok_is_no_mitigation(done, desk, programme):  # noqa: F811
    """Who owns the audited process needs a sentence, and another auditor for it; he does not judge it himself."""
    done("account", "change", "lan", "--by", "binh", "--processes", "QT-01")
    audit = planned(done, programme)
    done("audit", "change", audit, "--by", "binh", "--ask", "8.5.1", "?", "--mitigation", "lan", "ok")
    said = desk("audit", "prepare", audit, "--by", "binh")[1]
    assert "lan would audit a process of his or her own" in said
    assert "nobody in the team can judge QT-01" in said
    done("account", "add", "quan", "--by", "binh", "--name", "Quân", "--duties", "auditor")
    done("audit", "change", audit, "--by", "binh", "--member", "quan", "auditor", "--mitigation", "lan",
         "Quân của huyện đánh giá phần này")  # fmt: skip
    done("audit", "prepare", audit, "--by", "binh")
    done("audit", "start", audit, "--by", "lan")
    judged = ("--judge", "Q1", "conforming", "--note", "Q1", "ba hồ sơ, đủ")
    code, said = desk("audit", "assess", audit, "--by", "lan", *judged)
    assert (code, "lan would judge own work" in said) == (1, True)
    done("audit", "assess", audit, "--by", "quan", *judged)


def test_nothing_is_judged_without_what_was_seen(done, desk, under_way):  # noqa: F811
    """A mass of “conforming” without a word is refused; a note, or the reason for not looking, is let through."""
    code, said = desk("audit", "assess", under_way, "--by", "lan", "--judge", "Q1", "conforming", "--judge", "Q2",
                      "conforming", "--note", "Q2", "ba hồ sơ")  # fmt: skip
    assert (code, "Q1 it is not said what was seen" in said) == (1, True)
    assert "--not-sampled" in said
    assert "grade" not in shown(done, under_way)["checklist"]["Q2"]


def test_a_nonconformity_judged_has_its_finding(done, desk, concluded):  # noqa: F811
    """Without a finding about the same clause nothing is reported; a draft of one is not enough."""
    code, said = report(desk, concluded)
    assert (code, "questions judged as nonconformity have no finding: Q1" in said) == (1, True)
    other = drafted(done, concluded, clause="7.2")
    done("finding", "communicate", other, "--by", "lan")
    assert "no finding: Q1" in report(desk, concluded)[1]
    finding = drafted(done, concluded)
    assert f"findings are still drafts: {finding}" in report(desk, concluded)[1]
    done("finding", "communicate", finding, "--by", "lan")
    assert report(desk, concluded)[0] == 0


def test_the_worst_of_questions_and_findings_is_covered(done, desk, concluded, programme):  # noqa: F811
    """A finding makes a question that was judged conforming no longer so, and covers what nobody asked."""
    for clause in ("8.5.1", "8.2.3", "7.5.3"):
        done("finding", "communicate", drafted(done, concluded, clause), "--by", "lan")
    report(desk, concluded)
    told = json.loads(done("programme", "coverage", programme, "--format", "json"))
    grades = {each["clause"]: each["grade"] for each in told["covered"] if each["process"] == "QT-01"}
    assert grades == {"8.5.1": "nc_minor", "8.2.3": "nc_minor", "7.5.3": "nc_minor"}
    said = done("audit", "print", concluded, "--to", "text")
    assert "8.2.3: Sun 1 Mar 2026, meets" not in said
    assert not any("meets the requirement" in line for line in said.splitlines() if line.strip().startswith("QT-01"))


def test_what_was_reported_is_printed_again(done, desk, concluded):  # noqa: F811
    """A finding corrected after the report does not change it; the report is issued anew, and then the audit closes."""
    finding = drafted(done, concluded)
    done("finding", "communicate", finding, "--by", "lan")
    report(desk, concluded)
    code, said = desk("finding", "correct", finding, "--by", "lan", "--statement", "Hai hồ sơ không ai nhắc")
    assert (code, "no reason is given" in said) == (1, True)
    assert desk("finding", "edit", finding, "--by", "lan", "--statement", "khác")[0] == 1
    done("finding", "correct", finding, "--by", "lan", "--statement", "Hai hồ sơ không ai nhắc", "--reason", "đếm lại")
    printed = done("audit", "print", concluded, "--to", "text")
    assert "Không ai nhắc hạn" in printed
    assert "Hai hồ sơ không ai nhắc" not in printed
    assert "audit or findings have changed since" in printed
    done("finding", "agree", finding, "--by", "minh")
    done("finding", "raise", finding, "--by", "lan")
    done("audit", "follow-up", concluded, "--by", "lan")
    said = desk("audit", "close", concluded, "--by", "lan")[1]
    assert "isoqms audit report-anew" in said
    assert "no reason is given" in desk("audit", "report-anew", concluded, "--by", "lan")[1]
    done("audit", "report-anew", concluded, "--by", "lan", "--reason", "phát hiện được đính chính")
    printed = done("audit", "print", concluded, "--to", "text")
    assert "Hai hồ sơ không ai nhắc" in printed
    assert "Issue 2 of the report." in printed
    assert "have changed since" not in printed
    assert "changed since the report" not in desk("audit", "close", concluded, "--by", "lan")[1]


def test_grade_and_requirements_agree(done, desk, concluded):  # noqa: F811
    """What is graded as meeting the requirements names none that is not met, at any step."""
    code, said = desk("finding", "draft", "--by", "lan", "--audit", concluded, "--grade", "conforming", "--clause",
                      "8.5.1", "--statement", "tốt")  # fmt: skip
    assert (code, "names as not met: 8.5.1" in said) == (1, True)
    finding = drafted(done, concluded)
    assert desk("finding", "edit", finding, "--by", "lan", "--grade", "conforming")[0] == 1


def test_the_head_of_the_process_answers(done, desk, concluded):  # noqa: F811
    """The quality manager does not answer for a process of somebody else; its owner and the head of the office do."""
    done("account", "change", "hoa", "--by", "binh", "--processes", "QT-01")
    finding = drafted(done, concluded)
    done("finding", "communicate", finding, "--by", "lan")
    code, said = desk("finding", "agree", finding, "--by", "binh")
    assert (code, "binh is not the head of what was audited" in said, "it is for: hoa" in said) == (1, True, True)
    done("finding", "agree", finding, "--by", "hoa")


def test_nothing_is_filled_in_that_nobody_said(done, concluded):  # noqa: F811
    """Limitations and disagreements nobody entered are not stated, rather than none."""
    said = done("audit", "print", concluded, "--to", "text")
    assert "Limitations: not stated" in said
    assert "Disagreements left open: not stated" in said
