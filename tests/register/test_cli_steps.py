"""Every transition from the command line, by options with a name; what each asks for, and what its refusal says."""

from __future__ import annotations

import inspect
import json
from datetime import date
from functools import partial

import pytest
from register_cases import ACCEPTED, CORRECTION

from isoqms.cli.member_options import rows_for
from isoqms.cli.register_help import conditions
from isoqms.register.kinds.kinds import FORMS, Kind
from isoqms.register.kinds.table import BY_KIND, RULES
from isoqms.register.lifecycle.document import hints, merged
from isoqms.register.lifecycle.move import covers
from isoqms.register.lifecycle.table import BY_VERB, MOVES
from isoqms.register.records import opening
from isoqms.words import translate
from register.test_register_records import ask, reported

on_sqlite = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
TODAY = date(2026, 3, 2).isoformat()
EARLIER = "2026-03-01"


@pytest.fixture
def done(desk):
    """Run a command that must succeed, and return what it said."""

    def run(*words):
        code, said = desk(*words)
        assert code == 0, said
        return said

    return run


def begun(done):
    """Draft and report a nonconformity by options, and return its reference."""
    said = done("nc", "draft", "--by", "an", "--source", "self_reported", "--statement", "Thiếu giấy tờ",
                "--detected-on", "01/03/2026", "--clause", "8.2.3", "--clause", "8.5.1", "--step", "QT.tiep-nhan",
                "--law", "NĐ 61", "--evidence", "hồ sơ 12", "--process", "cap-phep", "--office", "xa")  # fmt: skip
    reference = said.partition(":")[0]
    done("nc", "register", reference, "--by", "an", "--evidence", "hồ sơ 13")
    return reference


def shown(done, reference):
    return json.loads(done("nc", "show", reference, "--format", "json"))["record"]


def test_a_life_by_named_options(done):
    """From the report to the work done, T1 to T10 and T13, without one member written as it is stored."""
    reference = begun(done)
    record = shown(done, reference)
    assert [each["ref"] for each in record["requirements"].values()] == ["8.2.3", "8.5.1", "QT.tiep-nhan", "NĐ 61"]
    assert record["evidence"] == {"E1": {"text": "hồ sơ 12"}, "E2": {"text": "hồ sơ 13"}}
    done("nc", "accept", reference, "--by", "binh", "--grade", "major", "--owner", "chi", "--consequence", "đi lại",
         "--contain", "gọi điện", "dung", "2026-12-31")  # fmt: skip
    done("nc", "extend", reference, "--by", "binh", "--due", "A1", "2027-01-15", "--reason", "chờ văn bản")
    done(
        "action", "done", reference, "A1", "--by", "dung", "--evidence", "sổ", "--evidence", "ảnh", "--done-on", EARLIER
    )
    done("action", "verify", reference, "A1", "--by", "hoa")
    done("nc", "analyse", reference, "--by", "chi")
    plan(done, reference)
    done("nc", "return", reference, "--by", "binh", "--reason", "chưa rõ")
    done("nc", "plan", reference, "--by", "chi")
    done("nc", "approve", reference, "--by", "binh")
    done("nc", "replan", reference, "--by", "chi", "--second", "binh", "--reason", "nguyên nhân khác")
    done("nc", "plan", reference, "--by", "chi")
    done("nc", "approve", reference, "--by", "binh")
    approved = shown(done, reference)["baselines"]["v1"]["approved_on"]
    done("action", "done", reference, "A2", "--by", "dung", "--evidence", "lần 02", "--done-on", approved)
    done("action", "verify", reference, "A2", "--by", "hoa")
    done("nc", "implemented", reference, "--by", "chi", "--document-version", "02")
    record = shown(done, reference)
    assert (record["state"], record["extensions"], record["actions"]["A1"]["evidence"]) == (
        "verifying",
        1,
        ["sổ", "ảnh"],
    )
    assert (record["causes"]["C2"]["parent"], record["causes"]["C2"]["root"]) == ("C1", True)
    assert record["qms_change"] == {"needed": True, "link": "QT-08", "approved_version": "02"}


def plan(done, reference):
    """Enter causes and an action one by one, then submit the plan."""
    done("nc", "cause", reference, "--by", "chi", "--text", "Không đối chiếu")
    done("nc", "cause", reference, "--by", "chi", "--text", "Danh mục cũ", "--because-of", "C1", "--root")
    done("nc", "cause", reference, "--by", "chi", "--key", "C2", "--confirmed", "document", "--category", "procedure")
    done("action", "propose", reference, "--by", "chi", "--kind", "corrective", "--text", "Thay danh mục",
         "--owner", "dung", "--due", "2026-12-31", "--expects", "lần 02", "--covers", "C2")  # fmt: skip
    done("action", "propose", reference, "--by", "chi", "--key", "A2", "--expects", "QT lần 02")
    done("nc", "plan", reference, "--by", "chi", "--method", "five_whys", "--similar-search", "chi", EARLIER,
         "--metric", "thieu", "--baseline", "3", "--target", "0", "--measured-from", "sổ", "--period-days", "30",
         "--window-days", "90", "--reviewer", "kim", "--no-risk-change", "--document-change", "QT-08")  # fmt: skip


@on_sqlite
def test_a_minor_one_closed_without_corrective_action(done, desk):
    """T5 by options: correction entered, done and verified, similar cases looked for, no need for more."""
    reference = begun(done)
    done("nc", "accept", reference, "--by", "binh", "--grade", "minor", "--owner", "chi", "--consequence", "đi lại",
         "--no-containment", "đã đủ")  # fmt: skip
    done("action", "propose", reference, "--by", "chi", "--kind", "correction", "--text", "xin lỗi", "--owner", "dung",
         "--due", "2026-12-31")  # fmt: skip
    done("action", "approve", reference, "A1", "--by", "binh")
    done("action", "done", reference, "A1", "--by", "dung", "--evidence", "thư", "--done-on", EARLIER)
    done("nc", "close", reference, "--by", "binh", "--no-action-needed", "một lần", "--similar-search", "chi", EARLIER)
    assert shown(done, reference)["state"] == "closed"
    assert desk("nc", "withdraw", reference, "--by", "an", "--reason", "x")[0] == 1


@on_sqlite
def test_withdrawn_and_rejected(done):
    """T0 and T3, with the reason and its code; a duplicate names the earlier entry."""
    first, second = begun(done), begun(done)
    draft = done("nc", "draft", "--by", "an", "--statement", "x").partition(":")[0]
    done("nc", "withdraw", draft, "--by", "an", "--reason", "ghi nhầm")
    done("nc", "reject", second, "--by", "binh", "--rejection", "duplicate", "--duplicate-of", first)
    assert [shown(done, each)["state"] for each in (draft, second)] == ["withdrawn", "rejected"]


@on_sqlite
def test_judged_by_the_reviewer(desk, book, clock):
    """T12 and T11: refused before the window is over with the day it ends; then by the value measured."""
    from register_cases import PLAN

    reference = reported(book)
    ask(book, "binh", "accept", reference, ACCEPTED)
    ask(book, "chi", "analyse", reference)
    due = {"actions": {"A1": {**PLAN["actions"]["A1"], "covers": ["C1"]}}}
    ask(book, "chi", "plan", reference, {**PLAN, **due})
    ask(book, "hoa", "approve", reference)
    ask(book, "dung", "action done", reference, {"actions": {"A1": {"evidence": ["x"], "done_on": "2026-03-02"}}},
        action="A1")  # fmt: skip
    ask(book, "hoa", "action verify", reference, action="A1")
    ask(book, "chi", "implemented", reference, {"qms_change": {"approved_version": "02"}})
    measured = [
        "--value",
        "0",
        "--value-source",
        "recorded",
        "--period-from",
        "02/03/2026",
        "--period-to",
        "2026-06-01",
    ]
    worse = desk("nc", "ineffective", reference, "--by", "kim", *measured, "--value", "2", "--reason", "vẫn còn")
    assert worse[0] == 0, worse
    assert json.loads(desk("nc", "show", reference, "--format", "json")[1])["record"]["iteration"] == 2
    assert desk("nc", "effective", reference, "--by", "kim", *measured)[0] == 1


def test_every_member_a_step_sets_has_a_name():
    """No step needs `--set`: each member it brings is an option, and no option sets what the step may not."""
    own_commands = {"causes.*", "actions.*"}  # `nc cause`, `action propose`
    steps = [(Kind.NONCONFORMITY, move.brings) for move in MOVES] + [(rule.kind, rule.brings) for rule in RULES]
    for kind, brings in steps:
        for pattern in set(brings) - own_commands:
            assert rows_for(kind, (pattern,)), (kind, pattern)
        for row in rows_for(kind, brings):
            for line in row.lines:
                path = line.partition("=")[0].format("A1", key="X1", action="A1")
                assert covers(brings, path), (kind, row.flag)


def test_no_two_options_share_a_name():
    """Flags of a step are its own, and none takes the place of one that every step has."""
    always = {"--by", "--second", "--reason", "--set", "--from", "--seen", "--workspace", "--format", "--help"}
    steps = [(Kind.NONCONFORMITY, move.brings) for move in MOVES] + [(rule.kind, rule.brings) for rule in RULES]
    for kind, brings in steps:
        flags = [row.flag for row in rows_for(kind, brings)]
        assert len(set(flags)) == len(flags)
        assert not set(flags) & always


@on_sqlite
@pytest.mark.parametrize("lang", ["en", "vi"])
def test_help_says_what_must_hold(desk, lang):
    """The help of each step tells who may take it and, guard by guard, what must hold."""
    for move in MOVES:
        group, name = ("action", move.verb[7:]) if move.action else ("nc", move.verb.replace(" ", "-"))
        said = " ".join(desk(group, name, "--help", lang=lang)[1].split())
        for guard in move.guards:
            assert " ".join(translate(inspect.getdoc(guard), lang).split()) in said, (move.verb, guard)
    assert all(list(conditions(kind, rule.verb, lang)) for kind in Kind for rule in BY_KIND[kind])


@on_sqlite
def test_a_refusal_names_guard_and_remedy(desk, book):
    """Of each guard that fails the name is told, what is lacking, and what would satisfy it."""
    reference = reported(book)
    code, said = desk("nc", "accept", reference, "--by", "binh", "--format", "json")
    told = {each["guard"]: each["remedy"] for each in json.loads(said)["refused"]}
    met = {"major_is_contained", "only_proposals_edited", "days_in_order", "grade_as_found"}
    wanted = {guard.__name__ for guard in BY_VERB["accept"].guards} - met
    assert (code, set(told)) == (1, wanted - {"process_named"})
    assert all(told.values())


@on_sqlite
def test_a_key_is_not_given_twice(desk, book):
    """Two people add at once: keys are counted from what each saw, so the second is told."""
    reference = reported(book)
    assert desk("nc", "add", reference, "--by", "hoa", "--text", "một", "--text", "hai")[0] == 0
    code, said = desk("nc", "add", reference, "--by", "kim", "--text", "ba", "--seen", "2")
    assert (code, "hoa" in said) == (1, True)
    record = book.read(Kind.NONCONFORMITY, reference)[0]
    assert [each.text for each in record.addenda.values()] == ["một", "hai"]


@on_sqlite
def test_wrong_values_are_refused_before_anything_is_asked(desk):
    """A day that is none, a value that is not among those possible: exit code 2, nothing written."""
    for words in (("--detected-on", "hôm nay"), ("--source", "gossip")):
        assert desk("nc", "draft", "--by", "an", *words)[0] == 2
    assert desk("nc", "accept", "NC-2026-0001", "--by", "binh", "--contain", "x")[0] == 2
    assert desk("nc", "cause", "NC-2026-9999", "--by", "an", "--text", "x")[0] == 2


@on_sqlite
def test_other_records_have_their_options(done):
    """An account, an audit with its team and questions, a complaint: by options alone."""
    done("account", "add", "phuc", "--by", "binh", "--name", "Phúc", "--duties", "auditor", "--processes", "x",
         "--processes", "y", "--post", "Công chức")  # fmt: skip
    said = done("audit", "plan", "--by", "binh", "--title", "Đợt 1", "--member", "lan", "lead", "--member", "an",
                "observer", "--ask", "8.5.1", "Ai theo dõi?", "--processes", "z", "--scope", "một cửa",
                "--criteria", "ISO 9001", "--starts-on", TODAY)  # fmt: skip
    audit = said.partition(":")[0]
    done("audit", "prepare", audit, "--by", "lan")
    done("audit", "start", audit, "--by", "lan")
    done("audit", "assess", audit, "--by", "lan", "--judge", "Q1", "nc_minor", "--note", "Q1", "không ai")
    record = json.loads(done("audit", "show", audit, "--format", "json"))["record"]
    question = record["checklist"]["Q1"]
    assert (question["requirement"], question["grade"], question["note"]) == ("8.5.1", "nc_minor", "không ai")
    assert record["team"] == {"lan": {"role": "lead"}, "an": {"role": "observer"}}
    done("complaint", "receive", "--by", "an", "--received-on", EARLIER, "--channel", "điện thoại",
         "--description", "chờ lâu")  # fmt: skip
    account = hints(FORMS[Kind.ACCOUNT].record)
    assert {row.flag for row in rows_for(Kind.ACCOUNT, tuple(account))} >= {"--name", "--duties", "--processes"}


def test_what_blocks_a_step_is_told_beforehand(desk, book):
    """Which steps lead on, for whom, and what the others lack; nothing is written by asking."""
    reference = reported(book)
    before = book.head()
    told = json.loads(desk("nc", "next", reference, "--by", "binh", "--format", "json")[1])["steps"]
    by_command = {each["command"]: each for each in told}
    assert set(by_command) == {"accept", "reject"}
    assert "owner_named" in [each["guard"] for each in by_command["accept"]["lacking"]]
    assert "who" in desk("nc", "next", reference, "--by", "an", "--format", "json")[1]
    assert "is blocked" in desk("nc", "next", reference, "--by", "binh")[1]
    assert book.head() == before
    ask(book, "binh", "accept", reference, ACCEPTED)
    assert "analyse (T4): can be taken" in desk("nc", "next", reference, "--by", "chi")[1]


@on_sqlite
def test_nobody_of_that_name(desk, book):
    """What somebody can do next is not answered for a name nobody has: it is told who is known, exit code 2."""
    code, said = desk("nc", "next", reported(book), "--by", "bihn")
    assert code == 2
    assert "nobody is called “bihn” in this register; known are: an, binh, chi" in said


@on_sqlite
def test_a_person_as_cause_is_questioned_at_once(desk, book):
    """A cause that ends with somebody's carelessness is entered, and the question why comes with it."""
    reference = reported(book)
    ask(book, "binh", "accept", reference, ACCEPTED)
    ask(book, "chi", "analyse", reference)
    entered = ("nc", "cause", reference, "--by", "chi", "--root", "--text")
    assert "ask why the system allowed it" in desk(*entered, "do sơ suất của cán bộ")[1]
    assert "ask why the system allowed it" not in desk(*entered, "danh mục cũ", "--key", "C1")[1]


@on_sqlite
def test_what_follows_from_the_day_is_shown(desk, book, clock, monkeypatch):
    """Age, what is owed next, and who is to be told, stand above the record; other programs get them by name."""
    reference = reported(book)
    clock.to("2026-03-30")
    monkeypatch.setattr(opening, "open_book", partial(opening.open_book, clock=clock))
    told = json.loads(desk("nc", "show", reference, "--format", "json")[1])
    assert {"age", "next", "tell"} <= set(told)
    assert desk("nc", "show", reference)[1].startswith("Age: 20 working days\nOwed next: accept or reject it")


@on_sqlite
def test_days_put_off_too_often_are_told(desk, book):
    """From the third time on it is said who must know; the day is put off all the same."""
    reference = reported(book)
    contained = {"kind": "containment", "text": "x", "owner": "dung", "due": "2026-04-01"}
    ask(book, "binh", "accept", reference, {**ACCEPTED, "containment": {"needed": True}, "actions": {"A1": contained}})
    said = [desk("nc", "extend", reference, "--by", "hoa", "--due", "A1", f"2026-04-0{day}", "--reason", "x")
            for day in range(2, 6)]  # fmt: skip
    assert [code for code, _ in said] == [0] * 4
    assert ["tell" in each for _, each in said] == [False, False, True, True]
    assert "top management" in said[3][1]


@on_sqlite
def test_an_action_there_is_not(desk, book):
    """A mistyped number is told with those there are, whichever step names it; a question of a checklist likewise."""
    reference = reported(book)
    ask(book, "binh", "accept", reference, merged(ACCEPTED, {"actions": {"A1": CORRECTION}}))
    told = f"{reference} has no action A9 — its actions are: A1"
    done = ("--by", "dung", "--done-on", "2026-03-02", "--evidence", "x")
    for words in (("action", "done", reference, "A9", *done), ("action", "verify", reference, "A9", "--by", "binh"),
                  ("nc", "extend", reference, "--by", "hoa", "--due", "A9", "2026-05-01", "--reason", "chờ"),
                  ("nc", "hand-over", reference, "--by", "binh", "--action-owner", "A9", "kim",
                   "--reason", "x")):  # fmt: skip
        code, said = desk(*words)
        assert (code, told in said) == (1, True), said
    audit = ask(book, "binh", "plan", "", {"title": "Đợt 1"}, Kind.AUDIT).record.reference
    code, said = desk("audit", "change", audit, "--by", "binh", "--judge", "Q9", "conforming")
    assert (code, "there is no Q9 yet: correct the key" in said) == (1, True), said


@on_sqlite
def test_the_answer_tells_where_the_action_itself_stands(desk, book):
    """Done is what the action is; the entry it belongs to still looks for causes."""
    reference = reported(book)
    ask(book, "binh", "accept", reference, merged(ACCEPTED, {"actions": {"A1": CORRECTION}}))
    code, said = desk("action", "done", reference, "A1", "--by", "dung", "--done-on", "2026-03-02", "--evidence", "x")
    assert code == 0
    assert said.startswith(f"{reference}, action A1: done; {reference} as a whole: accepted (revision ")
