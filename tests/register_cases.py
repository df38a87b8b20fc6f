"""People and nonconformities for the tests of the register: for every step a case in which nothing is lacking."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from isoqms.metrics import FigureSource, Measured
from isoqms.register.lifecycle.case import Case, Facts, Person
from isoqms.register.lifecycle.document import from_document, merged, stamp, to_document
from isoqms.register.lifecycle.nonconformity import Nonconformity
from isoqms.register.lifecycle.table import BY_VERB
from isoqms.register.lifecycle.values import Duty

TODAY = date(2026, 9, 15)
IN_MARCH = date(2026, 3, 20)
KNOWN = Measured(first=date(2026, 4, 8), last=TODAY, value=Decimal(0), source=FigureSource.RECORDED)
AN = Person(id="an", office="xa", duties=frozenset())  # reports
BINH = Person(id="binh", office="xa", duties=frozenset({Duty.QUALITY_MANAGER}))
CHI = Person(id="chi", office="xa")  # in charge of the nonconformity
DUNG = Person(id="dung", office="xa")  # does the actions
HOA = Person(id="hoa", office="xa", processes=frozenset({"cap-phep"}))  # owns the process
KIM = Person(id="kim", office="xa")  # reviewer
LAN = Person(id="lan", office="xa", duties=frozenset({Duty.AUDITOR}))
MINH = Person(id="minh", office="xa", duties=frozenset({Duty.TOP_MANAGEMENT}))
PEOPLE = MappingProxyType({each.id: each for each in (AN, BINH, CHI, DUNG, HOA, KIM, LAN, MINH)})

CAUSE = "Quy trình không nói ai kiểm tra thành phần hồ sơ"
DRAFT = {
    "reference": "NC-2026-0001",
    "reporter": "an",
    "office": "xa",
    "source": "complaint",
    "statement": "Ba hồ sơ được nhận thiếu giấy tờ",
    "detected_on": "2026-03-02",
    "requirements": {"R1": {"kind": "clause", "ref": "8.2.3"}},
    "evidence": {"E1": {"text": "hồ sơ 0117, 0121, 0130"}},
    "process": "cap-phep",
}
REPORTED = {**DRAFT, "state": "reported", "reported_on": "2026-03-02"}
ACCEPTED = {
    "owner": "chi",
    "grade": "minor",
    "containment": {"needed": False, "reason": "đã trả đủ giấy tờ"},
    "consequence": "Người dân đi lại hai lần",
}
TRIAGED = {**REPORTED, **ACCEPTED, "state": "triaged", "original_grade": "minor", "triaged_on": "2026-03-03"}
SEARCH = {"by": "chi", "on": "2026-03-02"}
PLAN = {
    "similar_search": SEARCH,
    "analysis": {"method": "five_whys"},
    "causes": {
        "C1": {"text": CAUSE, "confirmed": True, "root": True, "verified_by": "document", "stamp": stamp(CAUSE)}
    },
    "actions": {
        "A1": {
            "kind": "corrective",
            "text": "Thêm bước kiểm tra",
            "owner": "dung",
            "due": "2026-04-10",
            "expected_evidence": "quy trình sửa",
            "covers": ["C1"],
        }
    },
    "criterion": {
        "metric": "ho-so-thieu",
        "baseline": "3",
        "target": "0",
        "source": "sổ tiếp nhận",
        "period_days": 30,
        "window_days": 90,
        "reviewer": "kim",
    },
    "risk_change": {"needed": False},
    "qms_change": {"needed": True, "link": "QT-08"},
}
ANALYSING = {**TRIAGED, **PLAN, "state": "analysing"}
PLANNED = {**ANALYSING, "state": "planned", "planned_on": "2026-03-20"}
IMPLEMENTING = merged(
    PLANNED,
    {
        "state": "implementing",
        "approved_by": "hoa",
        "qms_change": {"approved_version": "02"},
        "actions": {
            "A1": {
                "state": "verified",
                "original_due": "2026-04-10",
                "evidence": ["QT-08 lần 02"],
                "done_on": "2026-04-08",
                "verified_by": "binh",
                "verified_on": "2026-04-09",
            }
        },
    },
)
VERIFYING = {**IMPLEMENTING, "state": "verifying", "implemented_on": "2026-04-10"}
REVIEW = {"value": "0", "source": "recorded", "period_from": "2026-04-15", "period_to": "2026-07-14"}
CORRECTION = {"kind": "correction", "text": "Xin lỗi và nhận lại", "owner": "dung", "due": "2026-03-05"}


def case(before, by, changes=None, **more) -> Case:
    """Return a case from documents."""
    held = from_document(Nonconformity, before)
    after = from_document(Nonconformity, merged(before, changes or {}))
    return Case(before=held, after=after, by=by, on=more.pop("on", TODAY), **more)


def with_action(before, **members):
    """Return a document with the action A1 a correction of Dung's, with these members."""
    return {**before, "actions": {"A1": {**CORRECTION, **members}}}


def rebuilt(found: Case, **changes) -> Case:
    """Return a case with `before` and `after` changed by merge patches, other members replaced."""
    before, after = changes.pop("before", {}), changes.pop("after", {})
    return replace(
        found,
        before=from_document(Nonconformity, merged(to_document(found.before), before)),
        after=from_document(Nonconformity, merged(merged(to_document(found.after), before), after)),
        **changes,
    )


_LATER = {"actions": {"A1": {"due": "2026-05-10"}}}
GOOD = MappingProxyType(
    {
        "T0": case(DRAFT, AN, reason="ghi nhầm"),
        "T1": case(DRAFT, AN),
        "T2": case(REPORTED, BINH, ACCEPTED),
        "T3": case(REPORTED, BINH, {"rejection": "duplicate", "duplicate_of": "NC-2025-0009"},
                   facts=Facts(duplicate_exists=True)),
        "T4": case(with_action(TRIAGED, kind="containment", state="approved"), CHI),
        "T5": case(with_action(TRIAGED, state="done", evidence=["thư"], done_on="2026-03-04"), BINH,
                   {"action_need": {"needed": False, "justification": "một lần"}, "similar_search": SEARCH}),
        "T6": case({**TRIAGED, "state": "analysing"}, CHI, PLAN, on=IN_MARCH),
        "T7": case(PLANNED, HOA, reason="chưa rõ nguyên nhân"),
        "T8": case(PLANNED, HOA, on=IN_MARCH),
        "T9": case(IMPLEMENTING, CHI),
        "T10": case(IMPLEMENTING, CHI, reason="tìm ra nguyên nhân khác", second=HOA),
        "T11": case(VERIFYING, KIM, {"review": REVIEW}, facts=Facts(figure=KNOWN)),
        "T12": case(VERIFYING, KIM, {"review": {**REVIEW, "value": "2"}}, reason="vẫn còn"),
        "T13": case(with_action(TRIAGED, state="approved", original_due="2026-03-05"), HOA, _LATER,
                    reason="chờ văn bản"),
        "A1": case(with_action(TRIAGED), BINH, action="A1"),
        "A2": case(with_action(TRIAGED, state="approved"), DUNG, action="A1"),
        "A3": case(with_action(TRIAGED, state="in_progress"), DUNG,
                   {"actions": {"A1": {"evidence": ["thư xin lỗi"], "done_on": "2026-03-04"}}}, action="A1"),
        "A4": case(with_action(TRIAGED, state="done", evidence=["thư"]), BINH, action="A1"),
        "A5": case(with_action(TRIAGED, state="approved"), HOA, action="A1", reason="không còn cần"),
        "E1": case(DRAFT, AN, {"statement": "Bốn hồ sơ"}),
        "E2": case(REPORTED, AN, {"addenda": {"D1": {"text": "thêm hồ sơ 0131"}}}),
        "E3": case(TRIAGED, CHI, {"actions": {"A1": CORRECTION}}),
        "E4": case({**TRIAGED, "state": "analysing"}, CHI, {"analysis": {"method": "ishikawa"}}),
        "E5": case(IMPLEMENTING, CHI, {"qms_change": {"approved_version": "03"}}),
        "E6": case(TRIAGED, BINH, {"grade": "major", "containment": {"needed": True, "reason": None},
                                   "actions": {"A1": {**CORRECTION, "kind": "containment"}}},
                   reason="có thêm bằng chứng", second=LAN),
        "E7": case(TRIAGED, BINH, {"owner": "dung"}, reason="đổi việc"),
    }
)  # fmt: skip
"""For every row of the table a case in which nothing is lacking."""

MOVES_BY_ID = MappingProxyType({move.id: move for move in BY_VERB.values()})
