"""Lists, searches and the other records on both databases."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext
from register_cases import ACCEPTED, PLAN, REVIEW

from isoqms.register.answer import Request, Written
from isoqms.register.kinds.kinds import Kind
from isoqms.register.records.lists import Wanted, everything, page, total
from isoqms.register.records.verify import verify
from register.test_register_history import lived_up_to_review
from register.test_register_records import REPORT, ask, refused, reported


def references(book, **wanted):
    """Return the references of a list."""
    found = [record.reference for record, _ in page(book, Wanted(**wanted))]
    assert total(book, Wanted(**wanted)) == len(found)
    return [each[-4:] for each in found]


def test_lists_are_filtered_and_searched(book):
    """By members, by days, by who is involved, and by words with or without diacritics; the newest first."""
    reported(book)
    reported(book, statement="Trả kết quả MUỘN, đã xin lỗi", detected_on="2026-02-01", office="so")
    ask(book, "an", "draft", changes={"statement": "Đất đai 100%"})
    ask(book, "binh", "accept", "NC-2026-0001", {**ACCEPTED, "grade": "minor"})
    assert references(book) == ["0003", "0002", "0001"]
    assert references(book, members={"state": ("triaged", "draft")}) == ["0003", "0001"]
    assert references(book, members={"state": ("reported",), "office": ("so",)}) == ["0002"]
    assert references(book, first_day=date(2026, 2, 1), last_day=date(2026, 2, 28)) == ["0002"]
    assert references(book, text="muon xin loi") == references(book, text="XIN LỖI muộn") == ["0002"]
    assert references(book, text="dat 100%") == ["0003"]
    assert references(book, text="100_") == []
    assert references(book, text="8.2.3") == ["0002", "0001"]
    assert references(book, involving="chi") == ["0001"]
    ask(book, "chi", "analyse", "NC-2026-0001")
    ask(book, "chi", "plan", "NC-2026-0001", PLAN)
    assert references(book, involving="dung") == references(book, involving="kim") == ["0001"]
    assert references(book, kind=Kind.ACCOUNT, text="bình") == ["binh"]
    with pytest.raises(ValueError, match="colour"):
        page(book, Wanted(members={"colour": ("red",)}))


def test_pages_follow_each_other(book):
    """Every record stands on one page and on no other."""
    for _ in range(7):
        ask(book, "an", "draft", changes=REPORT)
    seen, after = [], ""
    while found := page(book, Wanted(most=3, after=after)):
        seen += [record.reference for record, _ in found]
        after = seen[-1]
    assert seen == [f"NC-2026-{n:04d}" for n in range(7, 0, -1)]
    assert [each.reference for each in everything(book, Wanted())] == seen


def test_a_list_asks_few_questions(book):
    """However long the list, the database is asked as often: once for the records and once for each table of parts."""
    counted = []
    for most in (1, 6):
        for _ in range(most):
            reported(book)
        with CaptureQueriesContext(connections[book.alias]) as queries:
            page(book, Wanted(most=most))
        counted.append(len(queries))
    assert counted[0] == counted[1] <= 5


def test_a_step_asks_few_questions(book):
    """A step needs a bounded number of statements, whatever the register holds."""
    counted = []
    for many in (1, 8):
        for _ in range(many):
            reference = reported(book)
        with CaptureQueriesContext(connections[book.alias]) as queries:
            ask(book, "binh", "accept", reference, ACCEPTED)
        counted.append(len(queries))
    assert counted[0] == counted[1] <= 30


def test_a_judgement_asks_few_questions(book, clock):
    """The step with the figure measured and the like searched for needs a bounded number of statements too."""
    counted = []
    for many in (1, 8):
        for n in range(many):
            figure = {"metric": "ho-so-thieu", "period_from": "2026-01-01", "period_to": "2026-01-31", "value": str(n),
                      "source": "recorded", "measured_in": "hồ sơ", "evidence": "sổ"}  # fmt: skip
            ask(book, "an", "record", "", figure, Kind.MEASUREMENT)
        reference = lived_up_to_review(book, clock)
        clock.to("2026-07-20")
        request = Request(by="kim", kind=Kind.NONCONFORMITY, verb="ineffective", reference=reference, reason="x",
                          changes={"review": REVIEW})  # fmt: skip
        with CaptureQueriesContext(connections[book.alias]) as queries:
            assert isinstance(book.ask(request), Written)
        counted.append(len(queries))
        clock.to("2026-03-02")
    assert counted[0] == counted[1] <= 35


def test_the_numbers_of_a_year_begin_anew(book, clock):
    """References are numbered within the year, and go on beyond four digits."""
    from isoqms.register.records import models

    assert reported(book) == "NC-2026-0001"
    models.Nonconformity.objects.using(book.alias).filter(pk="NC-2026-0001").update(number=9999)
    assert ask(book, "an", "draft", changes=REPORT).record.reference == "NC-2026-10000"
    clock.to("2027-01-04")
    assert ask(book, "an", "draft", changes=REPORT).record.reference == "NC-2027-0001"


def test_an_audit_from_plan_to_close(book, clock):
    """Planned, prepared, carried out, reported, followed up: with a finding that becomes a nonconformity."""
    audit = {
        "scope": "Một cửa",
        "criteria": ["TCVN ISO 9001:2015"],
        "processes": ["cap-phep"],
        "starts_on": "2026-03-02",
        "checklist": {"Q1": {"requirement": "8.2.3", "question": "Ai kiểm tra?"}},
    }
    kind = Kind.AUDIT
    reference = ask(book, "binh", "plan", "", {"title": "Đợt 1", **audit}, kind).record.reference
    assert refused(book, "binh", "prepare", reference, {"team": {"hoa": {"role": "lead"}}}, kind) == [
        "team_qualified", "team_independent", "process_has_another_auditor"
    ]  # fmt: skip
    ask(book, "binh", "prepare", reference, {"team": {"lan": {"role": "lead"}, "kim": {"role": "observer"}}}, kind)
    ask(book, "lan", "start", reference, {}, kind)
    assert refused(book, "lan", "conclude", reference, {}, kind) == ["checklist_assessed"]
    judged = {"checklist": {"Q1": {"grade": "ofi", "note": "x"}}}
    assert refused(book, "kim", "assess", reference, judged, kind) == ["who"]
    finding = {"audit": reference, "process": "cap-phep", "grade": "nc_minor", "statement": "Thiếu bảng kiểm",
               "requirements": {"R1": {"kind": "clause", "ref": "8.2.3"}}, "evidence": {"E1": {"text": "hồ sơ 12"}},
               "found_on": "2026-03-02"}  # fmt: skip
    found = ask(book, "lan", "draft", "", finding, Kind.FINDING).record.reference
    ask(book, "lan", "communicate", found, {}, Kind.FINDING)
    ask(book, "hoa", "agree", found, {}, Kind.FINDING)
    ask(book, "lan", "conclude", reference, {"checklist": {"Q1": {"grade": "nc_minor"}}}, kind)
    ask(book, "lan", "report", reference, {"summary": "một điểm", "distribution": ["minh"]}, kind)
    raised = reported(book, "lan", source="internal_audit", audit=reference, auditor="lan")
    ask(book, "lan", "close", found, {"nonconformity": raised}, Kind.FINDING)
    assert refused(book, "lan", "close", reference, {}, kind) == ["settled"]
    ask(book, "binh", "reject", raised, {"rejection": "unfounded"}, second="lan")
    ask(book, "lan", "close", reference, {}, kind)
    assert verify(book).faults == ()


def test_a_changed_report_is_not_closed(book):
    """What was reported is stamped; a finding added later keeps the audit open until somebody looked."""
    audit = {"title": "x", "scope": "x", "criteria": ["x"], "processes": ["p"], "starts_on": "2026-03-02",
             "checklist": {"Q1": {"requirement": "8", "question": "x", "grade": "conforming", "note": "đã xem"}},
             "team": {"lan": {"role": "lead"}}}  # fmt: skip
    reference = ask(book, "binh", "plan", "", audit, Kind.AUDIT).record.reference
    for verb, by in (("prepare", "binh"), ("start", "lan"), ("conclude", "lan")):
        ask(book, by, verb, reference, {}, Kind.AUDIT)
    ask(book, "lan", "report", reference, {"summary": "x", "distribution": ["minh"]}, Kind.AUDIT)
    ask(book, "lan", "draft", "", {"audit": reference, "statement": "thêm"}, Kind.FINDING)
    assert refused(book, "lan", "close", reference, {}, Kind.AUDIT) == ["report_unchanged"]


def test_who_has_left_does_nothing_more(book, clock):
    """An account is not removed: it ends on a day, and its history stays."""
    ask(book, "binh", "leave", "an", {"left_on": "2026-03-10"}, Kind.ACCOUNT)
    reported(book)
    clock.to("2026-03-10")
    assert refused(book, "an", "draft", "", REPORT) == ["person"]
    assert refused(book, "binh", "add", "../x", {"name": "x"}, Kind.ACCOUNT) == ["named_shortly"]
    assert refused(book, "binh", "change", "binh", {"duties": ["auditor"]}, Kind.ACCOUNT) == ["not_for_oneself"]
    assert refused(book, "binh", "add", "hoa", {"name": "x"}, Kind.ACCOUNT) == ["state"]
    assert refused(book, "binh", "change", "nobody", {"name": "x"}, Kind.ACCOUNT) == ["state"]
