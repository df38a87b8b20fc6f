"""What an office says of itself is not taken on trust: what it leaves out, accepts, and has one person do."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from office import ORGANISATION, procedure, write

from isoqms.problem import Position
from isoqms.qms import KeptRecords, Record, RecordKind
from isoqms.rules.conformity import Judgement, find_conformity_rules, judge
from isoqms.rules.results import CheckResult, Status
from isoqms.workspace.load import load

DAY = date(2026, 11, 22)
SCOPE = "statement: Giải quyết\nprocedures: [QT-01]\n"
FILES = {"organisation.yaml": ORGANISATION, "p.yaml": procedure(), "qms/scope.yaml": SCOPE}


def judged(folder: Path, **files: str) -> Judgement:
    """What is said of an office with these files beside the usual ones."""
    named = {f"{name.replace('__', '/')}.yaml": text for name, text in files.items()}
    write(folder, {**FILES, **named})
    return judge(load([folder], quality=True), DAY)[0]


def of(judgement: Judgement, rule: str) -> CheckResult:
    return next(each for each in judgement.results if each.rule == rule)


@pytest.mark.parametrize("number", ["9.2", "10.2", "5.1", "4.4", "7.2", "7.5.3"])
def test_what_manages_the_office_is_never_left_out(tmp_path: Path, number: str) -> None:
    """Audits, leaders, corrective action apply to every service: leaving them out is objected to."""
    left_out = f'not_applicable: {{"{number}": {{reason: Không cần, no_effect: Không}}}}\n'
    result = of(judged(tmp_path, qms__scope=SCOPE + left_out), "4.3/na-justified")
    assert result.status is Status.FAILED
    assert "cannot be left out" in result.told[0].problem.message.render("en")


def test_what_is_left_out_is_not_asked(tmp_path: Path) -> None:
    """Where the scope leaves design out nobody misses its records, and the reason is told."""
    left_out = 'not_applicable: {"8.3": {reason: Xã không thiết kế, no_effect: Theo luật}}\n'
    result = of(judged(tmp_path, qms__scope=SCOPE + left_out), "8.3.2-6/design-record")
    assert result.status is Status.NOT_APPLICABLE
    assert "Xã không thiết kế" in result.reasons[0].reason.render("vi")
    assert of(judged(tmp_path / "asked"), "8.3.2-6/design-record").status is Status.INSUFFICIENT


PROVIDERS = "providers: {may-chu: {title: Đơn vị phần mềm}}\n"


@pytest.mark.parametrize(
    ("number", "files", "used"),
    [
        ("8.4", {"qms__providers": PROVIDERS}, "names who does part of the work: may-chu"),
        ("8.4.1", {"qms__providers": PROVIDERS}, "names who does part of the work: may-chu"),
        ("8.4", {"p": procedure().replace("role: leader", "actor: agency")}, "another agency does “ky”"),
        ("8.5", {}, "the office does “nhan” of “QT-01”"),
        ("8.5.1", {}, "the office does “nhan” of “QT-01”"),
        ("8.6", {}, "somebody decides at “ky”"),
    ],
)
def test_what_the_files_show_in_use_is_not_left_out(
    tmp_path: Path, number: str, files: dict[str, str], used: str
) -> None:
    """A clause the office plainly works by that is left out is objected to, and asked about all the same."""
    left_out = f'not_applicable: {{"{number}": {{reason: x, no_effect: x}}}}\n'
    judgement = judged(tmp_path, qms__scope=SCOPE + left_out, **files)
    result = of(judgement, "4.3/na-justified")
    assert result.status is Status.FAILED and used in result.told[0].problem.message.render("en")
    below = {
        rule.id for rule in find_conformity_rules() if all(f"{each}.".startswith(f"{number}.") for each in rule.clauses)
    }
    said = [each.reason.render("en") for one in judgement.results if one.rule in below for each in one.reasons]
    assert not any(each.startswith("the scope does not apply") for each in said)


def test_what_nothing_shows_in_use_may_be_left_out(tmp_path: Path) -> None:
    """Without partners nobody needs to choose and judge them."""
    left_out = 'not_applicable: {"8.4": {reason: Tự làm hết, no_effect: Không có phần việc nào ở ngoài}}\n'
    judgement = judged(tmp_path, qms__scope=SCOPE + left_out)
    assert of(judgement, "4.3/na-justified").status is Status.PASSED
    assert of(judgement, "8.4.2/controls").status is Status.NOT_APPLICABLE


ACCEPTED = "suppress: [{rule: public/seven-parts, reason: vì thế, approver: %s, expires: %s}]\n"


def accepted(folder: Path, who: str, until: str) -> tuple[Status, list[str]]:
    judgement = judged(folder, p=procedure() + ACCEPTED % (who, until))
    return of(judgement, "public/seven-parts").status, [each.message.render("en") for each in judgement.stale]


def test_nobody_accepts_nothing(tmp_path: Path) -> None:
    """What a post accepts that there is none of is not accepted, and that is told."""
    status, said = accepted(tmp_path, "khong-co-ai", "2026-12-31")
    assert status is Status.FAILED and any("no post there is" in each for each in said)


def test_an_error_of_law_stays_one_whoever_accepts_it(tmp_path: Path) -> None:
    """It may be told as accepted; that the law is not met is told beside it."""
    status, said = accepted(tmp_path, "chu-tich", "2026-12-31")
    assert status is Status.ACCEPTED and len(said) == 1 and "which the law asks for" in said[0]


def test_nothing_is_accepted_for_ever(tmp_path: Path) -> None:
    """An acceptance that runs for more than three years is told; one for three is not."""
    assert any("three years" in each for each in accepted(tmp_path / "a", "chu-tich", "2099-12-31")[1])
    assert not any("three years" in each for each in accepted(tmp_path / "b", "chu-tich", "2029-11-01")[1])


ALONE = """\
documents:
  QT: {title: Giấy, procedure: QT-01, author: %s, approver: %s}
"""


def test_a_small_office_is_asked_what_stands_in(tmp_path: Path) -> None:
    """Who drafts and approves alone is objected to, or left to the auditor with what the office says of it."""
    documents = ALONE % ("chu-tich", "chu-tich")
    assert of(judged(tmp_path, qms__documents=documents), "7.5.2/approval-independent").status is Status.FAILED
    small = SCOPE + "small_office: {borrowed_reviewer: Thư ký xã bên soát}\n"
    result = of(judged(tmp_path, qms__documents=documents, qms__scope=small), "7.5.2/approval-independent")
    assert result.status is Status.INSUFFICIENT and "Thư ký xã bên soát" in result.lacking[0].missing.render("vi")
    apart = ALONE % ("mot-cua", "chu-tich")
    result = of(judged(tmp_path, qms__documents=apart, qms__scope=small), "7.5.2/approval-independent")
    assert result.status is Status.PASSED


def test_an_unknown_approver_is_objected_to(tmp_path: Path) -> None:
    """A post there is none of approves nothing, and a clause there is none of is told."""
    documents = "documents:\n  QT: {title: Giấy, procedure: QT-01, approver: ong-troi, clauses: ['9.9.9']}\n"
    judgement = judged(tmp_path, qms__documents=documents)
    said = [told.problem.message.render("en") for told in of(judgement, "7.5.2/metadata").told]
    assert any("“ong-troi”, and there is no such post" in each for each in said)
    said = [told.problem.message.render("en") for told in of(judgement, "7.5.1/required-present").told]
    assert any("names clause 9.9.9, which the standard does not have" in each for each in said)


@pytest.mark.parametrize(
    ("files", "rule", "said"),
    [
        ({"qms__context": "reviewed: 2030-01-20\n"}, "7.5.3/days-past", "“reviewed” names a day that has not been"),
        ({"qms__documents": "documents: {QT: {title: A, approved: 2030-01-20}}\n"}, "7.5.3/days-past", "“approved”"),
        ({"qms__policy": "statement: A\nreviewed: 2019-01-20\n"}, "4.1/issues-reviewed", "last gone through on 2019"),
        (
            {"qms__legal": "reviewed: 2026-10-01\nrules: {a: {document: 1/TT, checked: 2019-10-01}}\n"},
            "4.1/issues-reviewed",
            "legal rules not checked for a year: 1, the first is “1/TT”",
        ),
        (
            {"qms__documents": "documents: {CS: {title: A, review_by: 2021-02-09}}\n"},
            "7.5.2/review-due",
            "was due on 2021",
        ),
        (
            {
                "qms__competence": "roles: {leader: {requires: {iso: {title: ISO}}}}\n"
                "people: {ct: {post: chu-tich, evidence: {iso: {what: A, since: 2030-01-01}}}}\n"
            },
            "7.2/evidence",
            "ct has neither valid evidence",
        ),
    ],
)
def test_days_ahead_and_days_long_past_are_told(tmp_path: Path, files: dict[str, str], rule: str, said: str) -> None:
    """What was done has a day that has been; what was done years ago is to be done again."""
    result = of(judged(tmp_path, **files), rule)
    assert result.status is Status.FAILED
    assert any(said in told.problem.message.render("en") for told in result.told)


@pytest.mark.parametrize(
    ("retention", "status"),
    [
        ("sẽ xem sau", "insufficient_evidence"),
        ("chưa rõ bao lâu", "insufficient_evidence"),
        ("mười năm", "passed"),
        ("vĩnh viễn", "passed"),
        ("5 years", "passed"),
    ],
)
def test_a_retention_is_a_time(tmp_path: Path, retention: str, status: str) -> None:
    """“To be seen later” says nothing of how long a record is kept."""
    kept = procedure() + f"records: {{so: {{title: Sổ, retention: {retention}}}}}\n"
    assert str(of(judged(tmp_path, p=kept), "4.4.2/record-defined").status) == status


REGISTER = "documents: {%s}\n"
OBJECTIVES = "document: MT\nobjectives: {o: {title: O%s}}\n"


@pytest.mark.parametrize(
    ("files", "rule", "left"),
    [
        (
            {"qms__documents": REGISTER % "CS: {title: A, approved: 2012-01-20}"},
            "7.5.2/review-due",
            "nothing says by when “CS” must be gone through again",
        ),
        (
            {"qms__risks": "entries: {tre: {title: A, action: {what: B, due: 2026-05-31}}}\n"},
            "6.1.2/action-planned",
            "the action on “tre” was due on 2026-05-31; nothing says whether it was done",
        ),
        (
            {"qms__objectives": OBJECTIVES % ", by: 2026-06-30"},
            "6.2.2/plan-complete",
            "the day set for the objective “o”, 2026-06-30, is past",
        ),
        (
            {"qms__objectives": OBJECTIVES % ", by: 2027-06-30, plan: {when: 2026-06-30}"},
            "6.2.2/plan-complete",
            "the day set for the objective “o”, 2026-06-30, is past",
        ),
        (
            {"qms__providers": "providers: {p: {title: A, result: Chưa đạt, record: BB-1}}\n"},
            "8.4.1/provider-eval",
            "is not in qms/documents.yaml; it is said to hold: Chưa đạt",
        ),
        (
            {"qms__documents": REGISTER % "MT: {title: A}, MT-B: {title: A}"},
            "7.5.3/in-force",
            "“MT-B” and “MT” are in force under one title",
        ),
        (
            {
                "qms__documents": REGISTER % "RR: {title: A, state: draft}",
                "qms__risks": "document: RR\nentries: {}\n",
            },
            "7.5.3/in-force",
            "qms/risks.yaml is “RR”, a draft or obsolete",
        ),
    ],
)
def test_what_no_file_says_is_told_as_not_known(tmp_path: Path, files: dict[str, str], rule: str, left: str) -> None:
    """A day that passed, a review without a day, a record nobody can look up: silence about them is no good news."""
    lacking = of(judged(tmp_path, **files), rule).lacking
    assert any(left in each.missing.render("en") for each in lacking), [each.missing.render("en") for each in lacking]


@pytest.mark.parametrize(
    ("entry", "objected"),
    [
        ("{title: A, state: draft}", True),
        ("{title: A, effective: 2027-01-04}", True),
        ("{title: A, effective: 2026-01-05}", False),
    ],
)
def test_objectives_of_a_draft_are_objected_to(tmp_path: Path, entry: str, objected: bool) -> None:
    """The standard asks for documented objectives; those of a draft are not in force."""
    files = {"qms__documents": REGISTER % f"MT: {entry}", "qms__objectives": OBJECTIVES % ""}
    told = of(judged(tmp_path, **files), "6.2.1/measurable").told
    assert objected is any("is not in force" in each.problem.message.render("en") for each in told)


def test_an_objective_measured_since_its_day_is_known(tmp_path: Path) -> None:
    """What came of it stands in the measurement: nothing is left open."""
    write(tmp_path, {**FILES, "qms/objectives.yaml": OBJECTIVES % ", metric: m, by: 2026-06-30"})
    measured = Record("M-1", date(2026, 6, 30), Position("register/M-1"), None, {"indicator": "m", "value": 97})
    records = KeptRecords({RecordKind.MEASUREMENT: [measured]})
    (judgement,) = judge(load([tmp_path], quality=True), DAY, records=records)
    assert not of(judgement, "6.2.2/plan-complete").lacking
