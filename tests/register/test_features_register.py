"""What officers are promised about the register (features/so_theo_doi.feature), kept by taking the steps they take."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pytest_bdd import given, parsers, scenarios, then, when

from isoqms.register.answer import Answer, Refused, Request, Written
from isoqms.register.kinds.kinds import Kind
from isoqms.register.kinds.state_names import state_of
from isoqms.register.place import evidence_folder, place_of
from isoqms.register.records.book import Book
from isoqms.register.records.opening import init_book
from isoqms.register.records.verify import verify
from register.register_making import Clock, close

scenarios("../features/so_theo_doi.feature")
NC = Kind.NONCONFORMITY


@dataclass
class Office:
    """An office with its register: the report in hand, and the audit."""

    book: Book
    clock: Clock
    report: str = ""
    audit: str = ""
    finding: str = ""
    plan: dict[str, Any] = field(default_factory=dict)

    def ask(self, by: str, verb: str, reference: str, changes: Any = None, kind: Kind = NC, **more: str) -> Answer:
        """Ask for a step."""
        return self.book.ask(Request(by=by, kind=kind, verb=verb, reference=reference, changes=changes or {}, **more))

    def do(self, by: str, verb: str, reference: str, changes: Any = None, kind: Kind = NC, **more: str) -> Any:
        """Take a step, which must be taken."""
        answer = self.ask(by, verb, reference, changes, kind, **more)
        assert isinstance(answer, Written), why(answer)
        return answer.record

    @property
    def today(self) -> str:
        """The day in the office."""
        return self.book.today.isoformat()


def why(answer: Answer) -> list[str]:
    """Return in Vietnamese why a step was refused."""
    return [each.message.render("vi") for each in answer.refusals] if isinstance(answer, Refused) else []


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An office where the register is made in a moment."""
    clock = Clock(datetime(2026, 3, 2, 1, 0, tzinfo=UTC))
    first = {"reference": "binh", "name": "Bình", "office": "xa", "duties": ["quality_manager"]}
    book = init_book(place_of(tmp_path, {}), evidence_folder(tmp_path), first, clock=clock)
    yield Office(book, clock)
    close(book)


@given(parsers.parse('sổ của một xã có người phụ trách chất lượng "{who}"'))
def register_of_a_commune(office, who):
    assert office.book.read(Kind.ACCOUNT, who)


@given(parsers.parse('có "{who}" làm việc tại bộ phận một cửa'))
def works_there(office, who):
    office.do("binh", "add", who, {"name": who.title(), "office": "xa"}, Kind.ACCOUNT)


@given(parsers.parse('có "{who}" phụ trách quy trình "{process}"'))
def owns(office, who, process):
    office.do("binh", "add", who, {"name": who.title(), "office": "xa", "processes": [process]}, Kind.ACCOUNT)


@given(parsers.parse('có "{who}" là đánh giá viên'))
def audits(office, who):
    office.do("binh", "add", who, {"name": who.title(), "office": "xa", "duties": ["auditor"]}, Kind.ACCOUNT)


def reports(office, who, statement, clause, **more):
    report = {
        "office": "xa",
        "source": "self_reported",
        "statement": statement,
        "detected_on": office.today,
        "requirements": {"R1": {"kind": "clause", "ref": clause}},
        "evidence": {"E1": {"text": "hồ sơ 0117"}},
        **more,
    }
    office.report = office.do(who, "draft", "", report).reference
    office.do(who, "register", office.report)


@when(parsers.re(r'"(?P<who>\w+)" lập phiếu "(?P<statement>[^"]+)" về điều khoản "(?P<clause>[\d.]+)"'))
def somebody_reports(office, who, statement, clause):
    reports(office, who, statement, clause)


@when(
    parsers.re(r'"(?P<who>\w+)" lập phiếu "(?P<statement>[^"]+)" về điều khoản "(?P<clause>[\d.]+)" từ đánh giá nội bộ')
)
def an_auditor_reports(office, who, statement, clause):
    reports(office, who, statement, clause, source="internal_audit", auditor=who)


@when(parsers.re(r'"(?P<who>\w+)" tiếp nhận phiếu ở mức "(?P<grade>\w+)", giao cho "(?P<owner>\w+)"'))
def accepts(office, who, grade, owner):
    contained = {"needed": False, "reason": "không còn ảnh hưởng"}
    members = {"grade": grade, "process": "cap-phep", "owner": owner, "containment": contained, "consequence": "đi lại"}
    office.do(who, "accept", office.report, members)


@when(
    parsers.re(
        r'"(?P<who>\w+)" tiếp nhận phiếu ở mức "(?P<grade>\w+)", giao cho "(?P<owner>\w+)", '
        r'ngăn chặn bằng "(?P<text>[^"]+)" do "(?P<doer>\w+)"'
    )
)
def accepts_and_contains(office, who, grade, owner, text, doer):
    action = {"kind": "containment", "text": text, "owner": doer, "due": office.today, "expected_evidence": "sổ"}
    members = {"grade": grade, "process": "cap-phep", "owner": owner, "containment": {"needed": True},
               "actions": {"A1": action}, "consequence": "mất lòng tin"}  # fmt: skip
    office.do(who, "accept", office.report, members)


@when(parsers.parse('"{who}" ghi sự khắc phục "{text}" do "{doer}" thực hiện'))
def enters_correction(office, who, text, doer):
    action = {"kind": "correction", "text": text, "owner": doer, "due": office.today}
    office.do(who, "correct", office.report, {"actions": {"A1": action}})


@when(parsers.parse('"{who}" phê duyệt hành động "{action}"'))
def approves_action(office, who, action):
    office.do(who, "action approve", office.report, action=action)


@when(parsers.parse('"{who}" báo xong hành động "{action}" với bằng chứng "{text}"'))
def finishes(office, who, action, text):
    done = {"actions": {action: {"evidence": [text], "done_on": office.today}}}
    office.do(who, "action done", office.report, done, action=action)


@when(parsers.parse('"{who}" xác nhận hành động "{action}"'))
def confirms(office, who, action):
    office.do(who, "action verify", office.report, action=action)


@when(parsers.parse('"{who}" bắt đầu phân tích'))
def analyses(office, who):
    office.do(who, "analyse", office.report)


@when(parsers.parse('"{who}" trình kế hoạch có nguyên nhân "{cause}" và hành động "{text}" do "{doer}"'))
def submits(office, who, cause, text, doer):
    due = (office.book.today + timedelta(days=30)).isoformat()
    action = {
        "kind": "corrective",
        "text": text,
        "owner": doer,
        "due": due,
        "expected_evidence": "QT",
        "covers": ["C1"],
    }
    criterion = {"metric": "ho-so-qua-han", "baseline": "3", "target": "0", "source": "sổ", "period_days": 30,
                 "window_days": 90, "reviewer": "lan"}  # fmt: skip
    plan = {
        "analysis": {"method": "five_whys"},
        "causes": {"C1": {"text": cause, "confirmed": True, "root": True, "verified_by": "document"}},
        "actions": {"A2": action},
        "criterion": criterion,
        "similar_search": {"by": who, "on": office.today},
        "risk_change": {"needed": False},
        "qms_change": {"needed": True, "link": "QT-08"},
    }
    office.do(who, "plan", office.report, plan)


@when(parsers.parse('"{who}" phê duyệt kế hoạch'))
def approves(office, who):
    office.do(who, "approve", office.report)


@when(parsers.parse('"{who}" báo mọi việc đã thực hiện, "{document}" ban hành lần "{version}"'))
def implemented(office, who, document, version):
    record = office.do(who, "implemented", office.report, {"qms_change": {"approved_version": version}})
    assert record.qms_change.link == document


@when(parsers.parse('{days:d} ngày sau, "{who}" ghi số liệu "{value}" cho "{metric}"'))
def later_measured(office, days, who, value, metric):
    first = office.today
    office.clock.now += timedelta(days=days)
    figure = {"metric": metric, "value": value, "period_from": first, "period_to": office.today, "source": "recorded",
              "measured_in": "hồ sơ", "evidence": "sổ theo dõi"}  # fmt: skip
    office.do(who, "record", "", figure, Kind.MEASUREMENT)


CLOSING = {"similar_search": {"by": "chi", "on": "2026-03-02"}}


@then(parsers.parse('"{who}" đóng được phiếu vì "{reason}"'))
def closes(office, who, reason):
    office.do(who, "close", office.report, {**CLOSING, "action_need": {"needed": False, "justification": reason}})


@then(parsers.parse('"{who}" không đóng được phiếu vì "{said}"'))
def cannot_close(office, who, said):
    assert said in why(office.ask(who, "close", office.report, CLOSING))


@then(parsers.parse('"{who}" không phê duyệt được kế hoạch vì "{said}"'))
def cannot_approve(office, who, said):
    assert said in why(office.ask(who, "approve", office.report))


@then(parsers.parse('"{who}" chưa kết luận được vì "{said}"'))
def cannot_judge(office, who, said):
    assert any(each.startswith(said) for each in why(office.ask(who, "effective", office.report)))


@then(parsers.parse('"{who}" kết luận có hiệu lực'))
def judges(office, who):
    office.do(who, "effective", office.report)


@then(parsers.parse('phiếu ở trạng thái "{state}"'))
def stands(office, state):
    assert state_of(office.book.read(NC, office.report)[0]).render("vi") == state


@then("sổ còn nguyên vẹn")
def whole(office):
    assert verify(office.book).faults == ()


@when(parsers.parse('"{who}" lập kế hoạch đánh giá "{title}" quy trình "{process}" do "{lead}" làm trưởng đoàn'))
def plans_audit(office, who, title, process, lead):
    audit = {
        "title": title,
        "scope": "bộ phận một cửa",
        "criteria": ["TCVN ISO 9001:2015"],
        "processes": [process],
        "starts_on": office.today,
        "team": {lead: {"role": "lead"}},
    }
    office.audit = office.do(who, "plan", "", audit, Kind.AUDIT).reference


@when(parsers.parse('"{who}" bắt đầu và đánh giá câu hỏi "{question}" là "{grade}"'))
def carries_out(office, who, question, grade):
    item = {"requirement": "8.5.1", "question": question}
    office.do(who, "prepare", office.audit, {"checklist": {"Q1": item}}, Kind.AUDIT)
    office.do(who, "start", office.audit, {}, Kind.AUDIT)
    office.do(who, "assess", office.audit, {"checklist": {"Q1": {"grade": grade}}}, Kind.AUDIT)


@when(parsers.parse('"{who}" nêu phát hiện "{statement}" về điều khoản "{clause}", "{other}" đồng ý'))
def finds(office, who, statement, clause, other):
    finding = {
        "audit": office.audit,
        "grade": "nc_minor",
        "statement": statement,
        "requirements": {"R1": {"kind": "clause", "ref": clause}},
        "evidence": {"E1": {"text": "phỏng vấn hai người"}},
        "found_on": office.today,
    }
    office.finding = office.do(who, "draft", "", finding, Kind.FINDING).reference
    office.do(who, "communicate", office.finding, {}, Kind.FINDING)
    office.do(other, "agree", office.finding, {}, Kind.FINDING)


@when(parsers.parse('"{who}" báo cáo cuộc đánh giá'))
def reports_audit(office, who):
    office.do(who, "conclude", office.audit, {}, Kind.AUDIT)
    office.do(who, "report", office.audit, {"summary": "một điểm", "distribution": ["binh"]}, Kind.AUDIT)


@when(parsers.parse('"{who}" lập phiếu cho phát hiện đó'))
def raises(office, who):
    reports(office, who, "Không ai theo dõi", "8.5.1", source="internal_audit", auditor=who, audit=office.audit)
    office.do(who, "close", office.finding, {"nonconformity": office.report}, Kind.FINDING)


@then(parsers.parse('"{who}" chưa đóng được cuộc đánh giá vì "{said}"'))
def cannot_close_audit(office, who, said):
    assert any(said in each for each in why(office.ask(who, "close", office.audit, {}, Kind.AUDIT)))
