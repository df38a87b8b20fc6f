"""The history is the register: everything follows from it, on either database, and after it was copied."""

from __future__ import annotations

import hashlib
import json
import zipfile
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from register_cases import ACCEPTED, CORRECTION, PEOPLE, PLAN, REVIEW

from isoqms.problem import IsoqmsError
from isoqms.register.answer import Refused, Request, Written
from isoqms.register.kinds.kinds import Kind
from isoqms.register.lifecycle.document import merged
from isoqms.register.lifecycle.table import MOVES
from isoqms.register.lifecycle.values import State
from isoqms.register.records import evidence
from isoqms.register.records.backup import backup, restore
from isoqms.register.records.book import Book
from isoqms.register.records.verify import verify
from register.register_making import close
from register.test_register_records import NC, REPORT, ask, reported

PDF = b"%PDF-1.7 bien ban"


FIGURE = {"metric": "ho-so-thieu", "period_from": "2026-04-15", "period_to": "2026-07-14", "value": "0",
          "measured_in": "hồ sơ", "source": "recorded", "evidence": "sổ tiếp nhận"}  # fmt: skip


def lived(book, clock):
    """Lead one nonconformity through its whole life and return its reference."""
    clock.to("2026-03-02")
    reference = reported(book)
    ask(book, "binh", "accept", reference, ACCEPTED)
    ask(book, "chi", "analyse", reference)
    ask(book, "chi", "plan", reference, PLAN)
    ask(book, "hoa", "return", reference, reason="thiếu bằng chứng")
    ask(book, "chi", "plan", reference, {"causes": {"C1": {"evidence": "QT-08 mục 5"}}})
    ask(book, "hoa", "approve", reference)
    clock.to("2026-04-08")
    ask(book, "dung", "action start", reference, action="A1")
    done = {"actions": {"A1": {"evidence": ["QT-08 lần 02"], "done_on": "2026-04-08"}}}
    ask(book, "dung", "action done", reference, done, action="A1")
    ask(book, "binh", "action verify", reference, action="A1")
    ask(book, "chi", "implemented", reference, {"qms_change": {"approved_version": "02"}})
    clock.to("2026-07-20")
    ask(book, "an", "record", "", FIGURE, Kind.MEASUREMENT)
    ask(book, "kim", "effective", reference)
    return reference


def test_a_whole_life(book, clock):
    """Reported, accepted, analysed, planned, returned, approved, done, verified, effective: closed."""
    reference = lived(book, clock)
    record, _ = book.read(NC, reference)
    assert (record.state, record.reviewed_by, record.ended_on) == ("closed", "kim", date(2026, 7, 20))
    kinds = [event.type for event in book.history(NC, reference)]
    assert kinds == ["E0", "T1", "T2", "T4", "T6", "T7", "T6", "T8", "A2", "A3", "A4", "T9", "T11"]
    assert verify(book).faults == ()


def test_every_event_is_signed(book, clock):
    """Who, in which role, with what meaning, over which content: every event says so, and a second person too."""
    reference = lived(book, clock)
    signed = {event.type: json.loads(event.payload) for event in book.history(NC, reference)}
    assert signed["T8"]["signatures"] == [
        {"meaning": "approved", "method": "recorded", "role": "approver", "who": "hoa"}
    ]
    assert signed["T11"]["signatures"][0]["meaning"] == "verified"
    assert len({each["content_hash"] for each in signed.values()}) == len(signed)


def test_guards_ask_the_register(book, clock):
    """How often its like was found, and since when, is counted in the register and not told by who asks."""
    first, second = reported(book), reported(book, detected_on="2026-03-01")
    other = reported(book, process="khac")
    for each in (first, second, other):
        ask(book, "binh", "accept", each, {**ACCEPTED, "process": book.read(NC, each)[0].process})
    for reference, guards in ((first, ["seldom_enough"]), (other, [])):
        ask(book, "chi", "correct", reference, {"actions": {"A1": CORRECTION}})
        ask(book, "binh", "action approve", reference, action="A1")
        done = {"actions": {"A1": {"evidence": ["thư"], "done_on": "2026-03-02"}}}
        ask(book, "dung", "action done", reference, done, action="A1")
        closing = {"action_need": {"needed": False, "justification": "x"}, "similar_search": PLAN["similar_search"]}
        answer = book.ask(Request(by="binh", kind=NC, verb="close", reference=reference, changes=closing))
        assert [each.guard for each in getattr(answer, "refusals", ())] == guards


def test_a_new_one_in_the_window_is_seen(book, clock):
    """Found after the last action, of the same process and clause: the review is refused and names it."""
    reference = lived_up_to_review(book, clock)
    new = reported(book, detected_on="2026-05-05")
    clock.to("2026-07-20")
    ask(book, "an", "record", "", FIGURE, Kind.MEASUREMENT)
    answer = book.ask(Request(by="kim", kind=NC, verb="effective", reference=reference, changes={"review": REVIEW}))
    assert [each.guard for each in answer.refusals] == ["none_new_in_window"]
    assert new in answer.refusals[0].message.render("en")


def lived_up_to_review(book, clock, plan=PLAN):
    """Lead a nonconformity up to the review of effectiveness."""
    reference = reported(book)
    ask(book, "binh", "accept", reference, ACCEPTED)
    ask(book, "chi", "analyse", reference)
    ask(book, "chi", "plan", reference, plan)
    ask(book, "hoa", "approve", reference)
    clock.to("2026-04-08")
    done = {"actions": {"A1": {"evidence": ["x"], "done_on": "2026-04-08"}}}
    ask(book, "dung", "action done", reference, done, action="A1")
    ask(book, "binh", "action verify", reference, action="A1")
    ask(book, "chi", "implemented", reference, {"qms_change": {"approved_version": "02"}})
    clock.to("2026-05-06")
    return reference


BRINGS = [
    {}, ACCEPTED, {**ACCEPTED, "grade": "major", "containment": {"needed": True, "reason": None},
                   "actions": {"A9": {**CORRECTION, "kind": "containment"}}},
    PLAN, {"causes": {"C1": None}}, {"causes": {"C2": {"text": "khác", "parent": "C1"}}}, {"review": REVIEW},
    {"review": {**REVIEW, "value": "7"}}, {"qms_change": {"approved_version": "02"}}, {"statement": "khác"},
    {"requirements": {"R2": {"kind": "step", "ref": "b3"}}}, {"addenda": {"D1": {"text": "thêm"}}},
    {"actions": {"A1": {"evidence": ["x"], "done_on": "2026-04-01"}}}, {"actions": {"A1": {"due": "2026-08-01"}}},
    {"actions": {"A2": CORRECTION}}, {"actions": {"A2": None}}, {"owner": "kim"}, {"rejection": "unfounded"},
    {"action_need": {"needed": False, "justification": "x"}}, {"criterion": {"reviewer": "lan"}},
    {"review_postponed_to": "2026-12-01"}, {"grade": "minor"}, {"analysis": None}, {"evidence": {"E1": None}},
]  # fmt: skip


class Life(RuleBasedStateMachine):
    """Any steps by anybody, most of them refused."""

    book: Book
    clock: object

    @initialize()
    def begin(self):
        """Report one to work on."""
        self.reference = reported(self.book)
        self.day = date(2026, 3, 2)

    @rule(
        move=st.sampled_from(MOVES),
        by=st.sampled_from(sorted(PEOPLE)),
        second=st.sampled_from(["", *PEOPLE]),
        changes=st.sampled_from(BRINGS),
        action=st.sampled_from(["", "A1", "A2", "A9"]),
        days=st.integers(0, 40),
    )
    def step(self, move, by, second, changes, action, days):
        """Anybody tries anything."""
        self.try_it(move.verb, by, changes, second, action, days)

    @rule(changes=st.sampled_from(BRINGS))
    def onward(self, changes):
        """Whoever may, takes the next step of the usual way, with something else besides."""
        record = self.book.read(NC, self.reference)[0]
        way = {State.REPORTED: ("accept", "binh", ACCEPTED), State.TRIAGED: ("analyse", "chi", {}),
               State.ANALYSING: ("plan", record.owner, PLAN), State.PLANNED: ("approve", "hoa", {}),
               State.VERIFYING: ("ineffective", "kim", {"review": REVIEW})}.get(record.state)  # fmt: skip
        if way:
            self.try_it(way[0], way[1], way[2], "", "", 1)
            self.try_it(way[0], way[1], merged(way[2], changes), "", "", 1)

    def try_it(self, verb, by, changes, second, action, days):
        """Ask, and see that a refusal changes nothing."""
        self.day += timedelta(days=days)
        self.clock.to(self.day.isoformat())
        before = self.book.read(NC, self.reference), self.book.head()
        answer = self.book.ask(Request(by=by, kind=NC, verb=verb, reference=self.reference, changes=changes,
                                       second=second, action=action, reason="x"))  # fmt: skip
        if isinstance(answer, Refused):
            assert (self.book.read(NC, self.reference), self.book.head()) == before
        else:
            assert self.book.read(NC, self.reference) == (answer.record, answer.revision)

    @invariant()
    def whole(self):
        """The stored records are those the history tells of."""
        assert verify(self.book).faults == ()


def test_the_view_is_what_the_history_tells(book, clock):
    """Whatever people do, the records rebuilt from the events equal those stored, after each step."""
    machine = type("LifeHere", (Life,), {"book": book, "clock": clock})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=8,
            stateful_step_count=25,
            deadline=None,
            phases=(Phase.generate, Phase.shrink),
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_a_copy_becomes_the_same_register(book, clock, new_place, tmp_path):
    """Backup and restore: the same chain, the same records, the same files; and work goes on where it stopped."""
    reference = lived(book, clock)
    added = evidence.add_file(book, PDF, "biên bản.pdf", "an")
    end = backup(book, tmp_path / "copy.zip")
    assert end == book.head()
    other = Book(place=new_place(), folder=tmp_path / "other", clock=clock)
    assert restore(other, tmp_path / "copy.zip").faults == ()
    assert other.head() == end
    for kind, name in ((NC, reference), (Kind.ACCOUNT, "hoa"), (Kind.EVIDENCE, added.record.reference)):
        assert other.read(kind, name) == book.read(kind, name)
    assert evidence.read_file(other, added.record.reference) == PDF
    assert reported(other) == "NC-2026-0002"
    assert verify(other).faults == ()
    close(other)


def test_a_copy_is_restored_only_where_there_is_nothing(book, tmp_path):
    """A register is never overwritten by a copy."""
    backup(book, tmp_path / "copy.zip")
    with pytest.raises(IsoqmsError, match="there is a register"):
        restore(book, tmp_path / "copy.zip")
    assert verify(book).faults == ()


def rewritten(source, target, member, change):
    """Write a copy again with one of its members changed."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data) if name.startswith(member) else data)


@pytest.mark.parametrize(
    ("member", "change"),
    [
        ("events", lambda data: data.replace(b"Ba h", b"Hai h")),
        ("events", lambda data: b"".join(data.splitlines(keepends=True)[:-1])),
        ("events", lambda data: b"".join(data.splitlines(keepends=True)[1:])),
        ("events", lambda data: b"nothing"),
        ("head", lambda data: data.replace(b"register 1", b"register 9")),
        ("head", lambda data: b"[]"),
        ("evidence", lambda data: data + b"x"),
    ],
)
def test_a_changed_copy_is_not_restored(book, new_place, tmp_path, member, change):
    """An event altered, left out or cut off, or a file exchanged: nothing is restored, and the place stays empty."""
    reported(book)
    evidence.add_file(book, PDF, "a.pdf", "an")
    backup(book, tmp_path / "copy.zip")
    rewritten(tmp_path / "copy.zip", tmp_path / "other.zip", member, change)
    place = new_place()
    other = Book(place=place, folder=tmp_path / "other")
    with pytest.raises(IsoqmsError, match="nothing was restored"):
        restore(other, tmp_path / "other.zip")
    assert restore(other, tmp_path / "copy.zip").faults == ()
    close(other)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"x" * 1000])
def test_what_is_no_copy(new_place, tmp_path, content):
    """Any other file is told by its name."""
    (tmp_path / "x.zip").write_bytes(content)
    other = Book(place=new_place(), folder=tmp_path / "other")
    with pytest.raises(IsoqmsError, match="is no copy"):
        restore(other, tmp_path / "x.zip")
    close(other)


FILES = [
    ("biên bản.pdf", PDF, None),
    ("../../etc/x.pdf", PDF, None),
    ("ảnh.png", b"\x89PNG\r\n\x1a\n1", None),
    ("ghi chú.txt", "đã làm".encode(), None),
    ("virus.exe", b"MZ", "not taken"),
    ("page.html", b"<html>", "not taken"),
    ("macro.docm", b"PK\x03\x04", "not taken"),
    ("x.pdf", b"MZ", "not what its ending says"),
    ("x.txt", b"a\x00b", "not what its ending says"),
    ("x.csv", b"\xff\xfe\xff", "not what its ending says"),
    ("x.pdf", b"", "empty"),
    ("pdf", PDF, "not taken"),
    ("big.pdf", b"%PDF-" + b"x" * evidence.LARGEST_BYTES, "larger than 25 MB"),
]


@pytest.mark.parametrize(("name", "content", "said"), FILES, ids=lambda value: value if isinstance(value, str) else "")
def test_files_of_evidence(book, name, content, said):
    """Only files of known kinds, of bounded size, content as the ending says; the name makes no path."""
    answer = evidence.add_file(book, content, name, "an")
    if said:
        assert said in answer.refusals[0].message.render("en")
        assert not book.folder.exists()
        return
    assert isinstance(answer, Written)
    assert "/" not in answer.record.name
    assert evidence.read_file(book, answer.record.reference) == content
    assert evidence.add_file(book, content, "again" + name, "an").revision == answer.revision
    assert verify(book).faults == ()


def test_evidence_names_only_files_there_are(book):
    """A report may name a file by its SHA-256 once the register holds it, not before."""
    report = {**REPORT, "evidence": {"E1": {"file": hashlib.sha256(PDF).hexdigest()}}}
    answer = book.ask(Request(by="an", kind=NC, verb="draft", changes=report))
    assert [each.guard for each in answer.refusals] == ["file"]
    evidence.add_file(book, PDF, "a.pdf", "an")
    reference = ask(book, "an", "draft", changes=report).record.reference
    ask(book, "an", "register", reference)
    answer = book.ask(Request(by="an", kind=NC, verb="add", reference=reference,
                              changes={"addenda": {"D1": {"text": "x", "file": "0" * 64}}}))  # fmt: skip
    assert [each.guard for each in answer.refusals] == ["file"]


def test_a_file_of_evidence_that_was_changed_is_told(book, tmp_path):
    """Reading compares with the SHA-256; a copy is not made of what is no longer evidence."""
    reference = evidence.add_file(book, PDF, "a.pdf", "an").record.reference
    path = evidence.path_of(book.folder, reference)
    path.chmod(0o640)
    path.write_bytes(b"other")
    with pytest.raises(IsoqmsError, match="missing or was changed"):
        evidence.read_file(book, reference)
    with pytest.raises(IsoqmsError, match="missing or was changed"):
        backup(book, tmp_path / "copy.zip")
    assert not list(tmp_path.glob("copy*"))
    with pytest.raises(ValueError, match="not a SHA-256"):
        evidence.path_of(book.folder, "../../x")
