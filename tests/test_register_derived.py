"""What follows from a record and the day: due, late, who is told; remarks on causes; records as plain data."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from register_cases import ANALYSING, CORRECTION, PLANNED, REPORTED, TRIAGED, VERIFYING, with_action

from isoqms.register.lifecycle.advice import remarks
from isoqms.register.lifecycle.derived import age_wd, dues, notices, overdue, working_days
from isoqms.register.lifecycle.document import (
    NotAValueError,
    canonical,
    difference,
    from_document,
    merged,
    to_document,
)
from isoqms.register.lifecycle.nonconformity import Nonconformity
from isoqms.register.lifecycle.policy import Level, Policy
from isoqms.worktime import Calendar

POLICY = Policy()
CALENDAR = Calendar.from_data(
    {
        "id": "plain",
        "title": "plain",
        "sources": {"s": {"title": "s", "status": "official"}},
        "years": [{"year": 2026, "source": "s"}, {"year": 2027, "source": "s"}],
        "days": [{"date": "2026-04-30", "kind": "holiday", "name": "x", "source": "s"}],
    }
)
MONDAY = date(2026, 3, 2)


def record(document, **members):
    """Return a record from a document with other members."""
    return from_document(Nonconformity, {**document, **members})


@pytest.mark.parametrize(
    ("document", "what", "on", "owner"),
    [
        (REPORTED, "accept or reject it", date(2026, 3, 5), ""),
        (TRIAGED, "submit the plan", date(2026, 4, 14), "chi"),
        ({**TRIAGED, "grade": "major"}, "submit the plan", date(2026, 3, 24), "chi"),
        (with_action(REPORTED, state="approved"), "carry out action A1", date(2026, 3, 5), "dung"),
        (PLANNED, "approve or return the plan", date(2026, 3, 25), ""),
        (with_action(TRIAGED, kind="correction"), "approve action A1", date(2026, 3, 5), ""),
        (VERIFYING, "judge effectiveness", date(2026, 7, 7), "kim"),
    ],
)
def test_what_is_due_and_who_owes_it(document, what, on, owner):
    """Three working days to accept, 15 or 30 for a plan, the day promised for an action, the window for a review."""
    found = dues(record(document), POLICY, CALENDAR)
    assert (what, on, owner) in [(each.what.render("en"), each.on, each.owner) for each in found]


def test_what_waits_for_approval_is_not_yet_owed():
    """While a plan is not approved nobody is to carry out its actions; who approves is named by the grade."""
    (owed,) = dues(record(PLANNED), POLICY, CALENDAR)
    assert (owed.action, owed.role and owed.role.render("en")) == ("", "the owner of the process")
    assert dues(record({**PLANNED, "grade": "major"}), POLICY, CALENDAR)[0].role is None


def test_containment_of_a_major_one_has_two_working_days():
    """A later day promised does not help."""
    document = with_action({**TRIAGED, "grade": "major"}, kind="containment", state="approved", due="2026-03-30")
    assert [each.on for each in dues(record(document), POLICY, CALENDAR) if each.action] == [date(2026, 3, 5)]


def test_nothing_is_due_after_the_end():
    """What has ended is neither late nor told to anybody."""
    ended = record(with_action(VERIFYING, state="approved"), state="closed", iteration=3, ended_on="2026-07-20")
    assert dues(ended, POLICY, CALENDAR) == notices(ended, date(2027, 1, 4), POLICY, CALENDAR) == ()
    assert age_wd(ended, date(2027, 1, 4), CALENDAR) == working_days(CALENDAR, MONDAY, date(2026, 7, 20))


@pytest.mark.parametrize(
    ("today", "level", "late"),
    [
        (date(2026, 4, 2), None, None),
        (date(2026, 4, 3), Level.OWNER, -5),
        (date(2026, 4, 9), Level.OWNER, -1),
        (date(2026, 4, 10), Level.PROCESS_OWNER, 0),
        (date(2026, 4, 16), Level.PROCESS_OWNER, 4),
        (date(2026, 4, 17), Level.QUALITY_MANAGER, 5),
        (date(2026, 5, 1), Level.QUALITY_MANAGER, 14),
        (date(2026, 5, 4), Level.TOP_MANAGEMENT, 15),
    ],
)
def test_escalation_climbs_by_working_days(today, level, late):
    """Seven days before the owner, on the day the owner of the process, then quality manager and top management."""
    found = notices(
        record(with_action(PLANNED, state="approved", due="2026-04-10"), state="implementing"), today, POLICY, CALENDAR
    )
    assert [(each.level, each.late_wd) for each in found] == ([(level, late)] if level else [])


@pytest.mark.parametrize(
    ("members", "level"),
    [
        ({}, None),
        ({"extensions": 2}, None),
        ({"extensions": 3}, Level.QUALITY_MANAGER),
        ({"extensions": 4}, Level.TOP_MANAGEMENT),
        ({"iteration": 2}, Level.TOP_MANAGEMENT),
    ],
)
def test_a_second_attempt_and_many_extensions_are_told(members, level):
    """More than two extensions are a warning, more than three and a second attempt go to the top."""
    found = notices(record(PLANNED, state="implementing", **members), date(2026, 3, 20), POLICY, CALENDAR)
    assert [each.level for each in found] == ([level] if level else [])


def test_overdue_is_after_the_day_not_on_it():
    """On the day itself nothing is late yet."""
    late = record(REPORTED)
    assert overdue(late, date(2026, 3, 5), POLICY, CALENDAR) == ()
    assert len(overdue(late, date(2026, 3, 6), POLICY, CALENDAR)) == 1


@given(st.integers(0, 300), st.integers(0, 200))
def test_working_days_add_up(start, length):
    """Counting to a day in between and on from there gives the same; backwards is the negative."""
    first = date(2026, 1, 1) + timedelta(days=start)
    last = first + timedelta(days=length)
    middle = first + timedelta(days=length // 2)
    whole = working_days(CALENDAR, first, last)
    assert whole == working_days(CALENDAR, first, middle) + working_days(CALENDAR, middle, last)
    assert working_days(CALENDAR, last, first) == -whole
    assert CALENDAR.add_working_days(first, whole) <= last


def chain(*texts, root=True, method="five_whys"):
    """Return a record whose causes form one chain."""
    causes = {
        f"C{n}": {"text": text, "parent": f"C{n - 1}" if n else "", "root": root and n == len(texts) - 1}
        for n, text in enumerate(texts)
    }
    return record({**ANALYSING, "causes": causes, "analysis": {"method": method}})


@pytest.mark.parametrize(
    ("causes", "said"),
    [
        (chain("Hồ sơ thiếu", "Do sơ suất của cán bộ"), ["C1"]),
        (chain("Hồ sơ thiếu", "Lỗi con người"), ["C1"]),
        (chain("Late", "Human error"), ["C1"]),
        (chain("Hồ sơ thiếu", "Nguyễn Văn An"), ["C1"]),
        (chain("Hồ sơ thiếu", "Bảng kiểm không có mục cho trường hợp ủy quyền"), []),
        (chain("Hồ sơ thiếu", "Cán bộ quên vì một người trực ba quầy trong giờ cao điểm mà không có bảng kiểm"), []),
        (chain("Hồ sơ thiếu", "hồ sơ  thiếu"), ["C1"]),
        (chain("Hồ sơ thiếu"), [""]),
        (chain("Hồ sơ thiếu", "Không có bảng kiểm", root=False), [""]),
        (chain("Hồ sơ thiếu", method="ishikawa"), []),
        (record({**ANALYSING, "causes": {"C1": {"text": "a", "parent": "C7"}}, "analysis": {}}), ["C1"]),
        (
            record({**ANALYSING, "analysis": {"method": "five_whys"}, "causes": {
                "C0": {"text": "a"}, "C1": {"text": "b", "parent": "C0", "root": True},
                "C2": {"text": "c", "parent": "C1", "root": True}}}),
            ["C1"],
        ),
    ],
)  # fmt: skip
def test_where_causes_do_not_end(causes, said):
    """A person, an error of one, a repetition or a single link draws a remark; a cause of the system does not."""
    assert [each.cause for each in remarks(causes, ["Nguyễn Văn An"])] == said


def test_a_circle_of_causes_is_survived():
    """Causes that stand for each other make no endless walk."""
    circle = {"C1": {"text": "a", "parent": "C2"}, "C2": {"text": "b", "parent": "C1"}}
    assert remarks(record({**ANALYSING, "causes": circle}))


plain = st.recursive(
    st.text(max_size=3) | st.integers(0, 3) | st.booleans() | st.lists(st.text(max_size=2), max_size=2),
    lambda inner: st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=8,
)
documents = st.dictionaries(st.sampled_from("abc"), plain, max_size=3)


@given(documents, documents)
def test_a_difference_leads_from_one_document_to_the_other(before, after):
    """What an event carries is enough to rebuild the record."""
    assert canonical(merged(before, difference(before, after))) == canonical(after)


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"grade": "observation"}, "grade"),
        ({"detected_on": "02/03/2026"}, "detected_on"),
        ({"statement": 3}, "statement"),
        ({"statement": "a\x00b"}, "statement"),
        ({"statement": "\ud800"}, "statement"),
        ({"statement": "x" * 20_001}, "statement"),
        ({"criterion": {"target": "NaN"}}, "criterion.target"),
        ({"criterion": {"target": 1.5}}, "criterion.target"),
        ({"criterion": {"window_days": True}}, "criterion.window_days"),
        ({"actions": {"A1": {"kind": "correction"}}}, "actions.A1.text"),
        ({"actions": [1]}, "actions"),
        ({"colour": "red"}, "colour"),
        ({"containment": {"needed": "yes"}}, "containment.needed"),
        ({"actions": {"A1": {**CORRECTION, "covers": "C1"}}}, "actions.A1.covers"),
    ],
)
def test_data_that_do_not_fit_are_named_by_their_place(changes, path):
    """The member and what belongs there are told; nothing is guessed."""
    with pytest.raises(NotAValueError) as refused:
        from_document(Nonconformity, merged(REPORTED, changes))
    assert refused.value.path == path


def test_a_text_is_kept_in_one_form():
    """Letters composed differently on another keyboard are the same text."""
    assert record(REPORTED, statement="ho\u0302\u0300 sơ").statement == "hồ sơ"
    assert record(REPORTED, statement="ho\u0302\u0300 sơ") == record(REPORTED, statement="hồ sơ")


def test_a_document_leaves_out_what_is_usual():
    """An empty member and a missing one are the same; numbers keep their digits."""
    held = record(VERIFYING, owner="", review={"value": "0.50", "source": "recorded"})
    assert "owner" not in to_document(held)
    assert to_document(held)["review"]["value"] == "0.50"
    assert held.review.value == Decimal("0.5")


def test_a_record_without_reference_is_a_mistake_of_the_program():
    """The reference is given by the register, never left out."""
    with pytest.raises(ValueError, match="reference"):
        Nonconformity(reference="", reporter="an")
