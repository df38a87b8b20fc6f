"""Lists of nonconformities and of actions: by state, grade, person, process, clause and words; what is late."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from register_cases import ACCEPTED, ANALYSING, CORRECTION, IMPLEMENTING, PLANNED, VERIFYING

from isoqms.register.kinds.kinds import Kind
from isoqms.register.lifecycle.derived import overdue
from isoqms.register.lifecycle.document import from_document
from isoqms.register.lifecycle.nonconformity import Nonconformity
from isoqms.register.records.lists import Wanted, everything
from isoqms.register.records.pressing import may_be_due, narrowed
from register.register_making import put_in
from register.test_register_records import ask, reported

NC = Kind.NONCONFORMITY


@pytest.fixture
def entries(book):
    """A report, an accepted minor one with a correction, an accepted major one of another process and clause."""
    clause = {"requirements": {"R1": {"kind": "clause", "ref": "8.5.1"}}}
    first = reported(book)
    minor = reported(book, statement="Phí thu sai")
    ask(book, "binh", "accept", minor, {**ACCEPTED, "actions": {"A1": CORRECTION}})
    major = reported(book, process="khac", **clause)
    contained = {"kind": "containment", "text": "gọi điện", "owner": "hoa", "due": "2026-03-20"}
    ask(book, "binh", "accept", major, {**ACCEPTED, "owner": "dung", "grade": "major", "containment": {"needed": True},
                                        "actions": {"A1": contained}})  # fmt: skip
    return first, minor, major


def listed(desk, *words):
    """Return the references a list holds, as JSON and as text tell them."""
    code, said = desk("nc", "list", *words, "--format", "json")
    assert code == 0, said
    found = [each["record"]["reference"] for each in json.loads(said)["records"]]
    shown = [line.split()[0] for line in desk("nc", "list", *words)[1].splitlines() if line.startswith("NC-")]
    assert shown == found
    return found


def test_filters(desk, entries):
    """Each filter alone, and two together; the newest first."""
    first, minor, major = entries
    on = ("--on", "2026-03-02")
    assert listed(desk, *on) == [major, minor, first]
    assert listed(desk, "--state", "reported", *on) == [first]
    assert listed(desk, "--state", "reported", "--state", "triaged", *on) == [major, minor, first]
    assert listed(desk, "--grade", "major", *on) == [major]
    assert listed(desk, "--owner", "chi", *on) == [minor]
    assert listed(desk, "--process", "khac", *on) == [major]
    assert listed(desk, "--clause", "8.5", *on) == [major]
    assert listed(desk, "--clause", "8", *on) == [major, minor, first]
    assert listed(desk, "--clause", "8.2.3", "--grade", "minor", *on) == [minor]
    assert listed(desk, "--clause", "2.3", *on) == []
    assert listed(desk, "--text", "phi thu", *on) == [minor]
    assert listed(desk, "--involving", "hoa", *on) == [major]
    assert listed(desk, "--most", "2", *on) == [major, minor]
    assert listed(desk, "--after", minor, *on) == [first]


def test_what_is_late(desk, entries):
    """On the day itself nothing is late; afterwards what is owed is told with the working days it is late by."""
    first, minor, major = entries
    assert listed(desk, "--overdue", "--on", "2026-03-02") == []
    assert listed(desk, "--overdue", "--on", "2026-03-05") == [major]  # containment of a major one: two working days
    assert listed(desk, "--overdue", "--on", "2026-03-06") == [major, minor, first]
    rows = json.loads(desk("nc", "list", "--on", "2026-03-09", "--format", "json")[1])["records"]
    late = {each["record"]["reference"]: (each["next"]["due"], each["late_wd"]) for each in rows}
    assert late == {first: ("2026-03-05", 2), minor: ("2026-03-05", 2), major: ("2026-03-04", 3)}
    assert "late by 2 working days" in desk("nc", "list", "--on", "2026-03-09")[1]
    assert desk("nc", "list", "--on", "2099-01-01")[0] == 2  # no calendar reaches so far
    assert desk("nc", "list", "--calendar", "nowhere")[0] == 2
    assert desk("nc", "list", "--state", "lost")[0] == 2


TWO_OFFICES = """\
default_office: xa
offices:
  xa: {title: Xã, calendar: vn, hours: {mon: ["08:00..17:00"]}, day_length: 8 giờ}
  london: {title: Văn phòng tại London, calendar: gb, hours: {mon: ["08:00..17:00"]}, day_length: 8 giờ}
"""
PROCEDURE = "id: {id}\ntitle: Cấp\n{office}steps: {{a: {{title: Cấp, role: officer, end: completed}}}}\n"


def test_each_is_counted_by_its_own_office(desk, book, clock, tmp_path):
    """Days off are those of the office the record names, else of that of its procedure, else of the usual one."""
    (tmp_path / "organisation.yaml").write_text(TWO_OFFICES, encoding="utf-8")
    for id_, office in (("cap-phep", ""), ("ho-chieu", "office: london\n")):
        (tmp_path / f"{id_}.yaml").write_text(PROCEDURE.format(id=id_, office=office), encoding="utf-8")
    clock.to("2026-04-01")  # three working days on it is Monday; in London Friday and Monday are Easter
    usual = reported(book, office="", detected_on="2026-04-01")
    named = reported(book, office="london", detected_on="2026-04-01")
    abroad = reported(book, office="", process="ho-chieu", detected_on="2026-04-01")
    found = json.loads(desk("nc", "due", "--on", "2026-04-09", "--format", "json")[1])["due"]
    days = {usual: ("2026-04-06", 3), named: ("2026-04-08", 1), abroad: ("2026-04-08", 1)}
    assert {each["reference"]: (each["due"], each["late_working_days"]) for each in found} == days
    rows = json.loads(desk("nc", "list", "--on", "2026-04-09", "--format", "json")[1])["records"]
    assert {each["record"]["reference"]: (each["next"]["due"], each["late_wd"]) for each in rows} == days
    all_by_one = json.loads(desk("nc", "due", "--on", "2026-04-09", "--calendar", "gb", "--format", "json")[1])["due"]
    assert {each["due"] for each in all_by_one} == {"2026-04-08"}


def test_late_on_a_day_off_is_late(desk, book):
    """What was due on Friday is late on Saturday, though no working day has passed."""
    reference = reported(book)
    ask(book, "binh", "accept", reference, {**ACCEPTED, "actions": {"A1": {**CORRECTION, "due": "2026-03-06"}}})
    (row,) = json.loads(desk("nc", "list", "--overdue", "--on", "2026-03-07", "--format", "json")[1])["records"]
    assert row["late_wd"] == 1


def acted(desk, *words):
    code, said = desk("action", "list", *words, "--format", "json")
    assert code == 0, said
    return [(each["reference"], each["key"], each["late"]) for each in json.loads(said)["actions"]]


def test_actions(desk, entries):
    """Actions of all nonconformities, by who does them, their kind and state, and whether they are late."""
    _, minor, major = entries
    on = ("--on", "2026-03-06")
    assert acted(desk, *on) == [(major, "A1", False), (minor, "A1", True)]
    assert acted(desk, "--owner", "hoa", *on) == [(major, "A1", False)]
    assert acted(desk, "--owner", "chi", *on) == []
    assert acted(desk, "--kind", "correction", *on) == [(minor, "A1", True)]
    assert acted(desk, "--action-state", "proposed", *on) == []
    assert acted(desk, "--of", minor, *on) == [(minor, "A1", True)]
    assert acted(desk, "--process", "khac", *on) == [(major, "A1", False)]
    assert acted(desk, "--overdue", *on) == [(minor, "A1", True)]
    assert "(late)" in desk("action", "list", *on)[1]


def test_a_record_is_shown_in_words(desk, book, entries):
    """Members under their names, values in words, both in the language asked for; the history with its hashes."""
    minor = entries[1]
    said = desk("nc", "show", minor)[1]
    for line in ("What was found: Phí thu sai", "  R1: clause 8.2.3", "Grade: minor", "Person in charge: chi"):
        assert line in said.splitlines(), line
    events = list(book.history(NC, minor))
    assert all(event.hash[:12] in said for event in events)
    history = json.loads(desk("nc", "show", minor, "--format", "json")[1])["history"]
    assert [each["hash"] for each in history] == [event.hash for event in events]
    assert desk("nc", "show", minor, lang="vi")[1] != said


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_list_asks_the_database_once_a_page(desk, book, entries):
    """However many entries a page holds, the number of questions to the database stays the same."""
    from django.db import connections
    from django.test.utils import CaptureQueriesContext

    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connections[book.alias]) as asked:
            listed(desk, "--on", "2026-03-02")
        counts.append(len(asked))
        for _ in range(5):
            reported(book)
    assert counts[0] == counts[1]


def test_the_database_hides_nothing_that_is_late(book, entries):
    """Day by day: every entry of which something is late is among those the database lets through."""
    later = (ANALYSING, PLANNED, IMPLEMENTING, VERIFYING)
    records = [from_document(Nonconformity, {**each, "reference": f"NC-2026-{n}"}) for n, each in enumerate(later, 101)]
    put_in(book, NC, *records)
    calendar = book.office.calendar()
    held = list(everything(book, Wanted(kind=NC)))
    found = set()
    for day in (date(2026, 3, 1) + timedelta(days=n) for n in range(0, 160, 3)):
        late = {each.reference for each in held if overdue(each, day, book.policy, calendar)}
        let_through = {each.reference for each, _ in narrowed(book, Wanted(kind=NC), may_be_due(book, day))}
        assert late <= let_through, day
        found |= late
    assert len(found) > 4
