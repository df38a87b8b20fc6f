"""What people may write, mistype or smuggle in: refused with the reason, and nothing of it stays."""

from __future__ import annotations

import os
import zipfile
from dataclasses import replace

import pytest
from register_cases import ACCEPTED, CORRECTION, PLAN
from test_register_kinds import AUDIT, COMPLAINT, FINDING

from isoqms.problem import IsoqmsError
from isoqms.register.answer import Request
from isoqms.register.kinds.kinds import Kind
from isoqms.register.lifecycle.document import merged
from isoqms.register.office import Office
from isoqms.register.place import evidence_folder
from isoqms.register.records import evidence
from isoqms.register.records.backup import backup, restore
from isoqms.register.records.book import Book
from register.register_making import close
from register.test_register_history import PDF
from register.test_register_records import NC, REPORT, ask, refused, reported

AHEAD = "2026-03-03"
"""A day after the one it is."""


def test_nobody_the_register_does_not_know_is_put_in_charge(book):
    """Of a nonconformity, of an action, of the review, of a complaint, in an audit team: the name is told."""
    reference = reported(book)
    assert refused(book, "binh", "accept", reference, {**ACCEPTED, "owner": "nobody"}) == ["unknown"]
    with_action = {**ACCEPTED, "actions": {"A1": {**CORRECTION, "owner": "nobody"}}}
    assert refused(book, "binh", "accept", reference, with_action) == ["unknown"]
    ask(book, "binh", "accept", reference, ACCEPTED)
    ask(book, "chi", "analyse", reference)
    plan = merged(PLAN, {"criterion": {"reviewer": "nobody"}})
    assert refused(book, "chi", "plan", reference, plan) == ["unknown"]
    audit = {**AUDIT, "team": {"nobody": {"role": "lead"}, "guest": {"role": "observer"}}}
    assert refused(book, "binh", "plan", "", audit, Kind.AUDIT) == ["unknown"]
    complaint = ask(book, "an", "receive", "", {**COMPLAINT, "received_on": "2026-03-01"}, Kind.COMPLAINT).record
    ask(book, "an", "acknowledge", complaint.reference, {"acknowledged_on": "2026-03-02"}, Kind.COMPLAINT)
    assessed = {"severity": "nhẹ", "owner": "nobody"}
    assert refused(book, "binh", "assess", complaint.reference, assessed, Kind.COMPLAINT) == ["unknown"]


@pytest.mark.parametrize(
    ("kind", "verb", "changes"),
    [
        (NC, "draft", {**REPORT, "recurrence_of": "NC-2019-0001"}),
        (NC, "draft", {**REPORT, "audit": "AU-2019-0001"}),
        (NC, "draft", {**REPORT, "recurrence_of": "../NC-2026-0001"}),
        (Kind.FINDING, "draft", {**FINDING, "audit": "AU-2019-0001"}),
        (Kind.AUDIT, "plan", {"title": "x", "programme": "AP-2019-0001"}),
        (Kind.AUDIT, "plan", {"title": "x", "previous_audit": "NC-2026-0001"}),
        (Kind.IMPROVEMENT, "raise", {"statement": "x", "finding": "FD-2019-0001"}),
    ],
)
def test_what_is_named_must_be_in_the_register(book, kind, verb, changes):
    """Another case, an audit, a programme, a finding: a reference that leads nowhere is refused."""
    reported(book)
    assert refused(book, "lan" if kind is Kind.FINDING else "binh", verb, "", changes, kind) == ["unknown"]


@pytest.mark.parametrize("verb", ["register", "accept", "effective"])
@pytest.mark.parametrize("reference", ["NC-2026-0999", "AU-2026-0001", "../../x", "' OR 1=1 --", "NC-2026-0001\x00"])
def test_unknown_references(book, verb, reference):
    """A record that is not there is told, whatever signs its name is made of."""
    reported(book)
    assert refused(book, "binh", verb, reference) == ["unknown"]


def test_a_procedure_named_must_be_in_the_folder(book, tmp_path):
    """Where the folder holds procedures, a mistyped id is refused with the nearest one; elsewhere any may be named."""
    (tmp_path / "khai-sinh.yaml").write_text("id: vn-khai-sinh\ntitle: Khai sinh\n", encoding="utf-8")
    here = replace(book, office=Office(folder=tmp_path))
    wrong = {**REPORT, "process": "vn-khai-sin"}
    answer = here.ask(Request(by="an", kind=Kind.NONCONFORMITY, verb="draft", changes=wrong))
    assert "vn-khai-sinh" in answer.refusals[0].remedy.render("vi")
    assert refused(here, "an", "draft", "", wrong) == ["unknown"]
    assert ask(here, "an", "draft", changes={**REPORT, "process": "vn-khai-sinh"}).record.process == "vn-khai-sinh"
    assert ask(book, "an", "draft", changes=wrong).record.process == "vn-khai-sin"


def test_an_action_removes_a_cause_of_the_analysis(book):
    """A key that no cause has is refused, so that a plan does not stand on a slip of the pen."""
    reference = reported(book)
    ask(book, "binh", "accept", reference, ACCEPTED)
    ask(book, "chi", "analyse", reference)
    key = next(iter(PLAN["actions"]))
    wrong = merged(PLAN, {"actions": {key: {"covers": [*PLAN["actions"][key]["covers"], "C9"]}}})
    assert refused(book, "chi", "plan", reference, wrong) == ["unknown"]


def test_days_to_come(book):
    """What was found, gathered, searched or done lies not in the future."""
    for changes in ({"detected_on": AHEAD}, {"evidence": {"E1": {"collected_on": AHEAD}}}):
        reference = ask(book, "an", "draft", changes=merged(REPORT, changes)).record.reference
        assert refused(book, "an", "register", reference) == [
            "detected_by_today" if "detected_on" in changes else "nothing_ahead"
        ]
    reference = reported(book)
    ask(book, "binh", "accept", reference, {**ACCEPTED, "actions": {"A9": {**CORRECTION, "expected_evidence": "thư"}}})
    done = {"actions": {"A9": {"evidence": ["x"], "done_on": AHEAD}}}
    assert refused(book, "dung", "action done", reference, done, action="A9") == ["done_by_today"]
    ask(book, "chi", "analyse", reference)
    plan = merged(PLAN, {"similar_search": {"on": AHEAD}})
    assert refused(book, "chi", "plan", reference, plan) == ["nothing_ahead"]


def test_two_people_at_the_same_record(desk, book):
    """From the command line: the second names the revision he saw, is told who was faster, and loses nothing."""
    reference = reported(book)
    seen = str(book.read(NC, reference)[1])
    assert desk("nc", "add", reference, "--by", "hoa", "--set", "addenda.D1.text=một", "--seen", seen)[0] == 0
    code, said = desk("nc", "add", reference, "--by", "kim", "--set", "addenda.D2.text=hai", "--seen", seen)
    assert (code, "was changed by hoa" in said) == (1, True)
    now = str(book.read(NC, reference)[1])
    assert desk("nc", "add", reference, "--by", "kim", "--set", "addenda.D2.text=hai", "--seen", now)[0] == 0
    assert list(book.read(NC, reference)[0].addenda) == ["D1", "D2"]


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_files_from_the_command_line(desk, book, tmp_path):
    """Too large, mistyped, a folder, none at all: told; of a file too large no more is read than shows that."""
    (tmp_path / "lon.pdf").touch()
    os.truncate(tmp_path / "lon.pdf", 40 * evidence.LARGEST_BYTES)  # holds no blocks on the disk
    (tmp_path / "sai.pdf").write_bytes(b"MZ")
    (tmp_path / "bien ban.exe").write_bytes(PDF)
    for name, code, said in (
        ("lon.pdf", 1, "larger than 25 MB"),
        ("sai.pdf", 1, "not what its ending says"),
        ("bien ban.exe", 1, "are not taken as evidence"),
        (".", 2, ""),
        ("thieu.pdf", 2, ""),
    ):
        assert desk("register", "attach", str(tmp_path / name), "--by", "an")[0] == code, name
        assert said in desk("register", "attach", str(tmp_path / name), "--by", "an")[1]
    assert not evidence_folder(tmp_path).exists()


@pytest.mark.parametrize("name", ["evidence/../../x", "evidence//etc/x", "evidence/" + "0" * 64])
@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_copy_that_would_write_elsewhere(book, new_place, tmp_path, name):
    """A file in a copy whose name is not the SHA-256 of its content: nothing is restored, nothing written outside."""
    backup(book, tmp_path / "copy.zip")
    with zipfile.ZipFile(tmp_path / "copy.zip", "a") as copy:
        copy.writestr(name, PDF)
    other = Book(place=new_place(), folder=tmp_path / "a" / "b" / "evidence")
    with pytest.raises(IsoqmsError, match="nothing was restored"):
        restore(other, tmp_path / "copy.zip")
    assert not list(tmp_path.rglob("x"))
    close(other)


@pytest.mark.parametrize(
    ("changes", "member"),
    [
        ({"statement": "dài" * 7000}, "statement"),
        ({"process": "x" * 301}, "process"),
        ({"statement": "a\x00b"}, "statement"),
        ({"statement": "a\x1b[2J"}, "statement"),
        ({"detected_on": "hôm qua"}, "detected_on"),
        ({"detected_on": "2026-02-30"}, "detected_on"),
        ({"source": "nonsense"}, "source"),
        ({"requirements": {"R1": {"kind": "clause", "ref": 8}}}, "requirements.R1.ref"),
        ({"requirements": {"R1": "8.2.3"}}, "requirements.R1"),
        ({"__class__": "x"}, "__class__"),
        ({"state": "closed"}, "state"),
        ({"reference": "NC-2026-0777"}, "reference"),
        ({"reporter": "hoa"}, "reporter"),
    ],
)
def test_members_that_do_not_fit(book, changes, member):
    """Too long, no text, no day, no such word, not for this step: the member is named."""
    before = book.head()
    answer = book.ask(_draft(changes))
    assert member in answer.refusals[0].message.render("en")
    assert book.head() == before


def _draft(changes):
    from isoqms.register.answer import Request

    return Request(by="an", kind=NC, verb="draft", changes={**REPORT, **changes})
