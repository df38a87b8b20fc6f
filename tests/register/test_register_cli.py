"""The register from the command line: four people lead nonconformities through their lives, on either database."""

from __future__ import annotations

import json
import os

import pytest
from click.testing import CliRunner
from register_cases import PLAN

from isoqms.cli.main import cli, main
from isoqms.register.kinds.kinds import FORMS, Kind
from isoqms.register.kinds.table import RULES
from isoqms.register.lifecycle.document import NotAValueError
from isoqms.register.lifecycle.table import MOVES
from isoqms.register.members import members_of
from isoqms.register.place import ADDRESS
from register.test_register_history import PDF

NC = "NC-2026-0001"


def test_a_minor_one_from_report_to_close(desk, tmp_path):
    """Reported by one, accepted by another, put right by a third and closed with all that is asked for."""
    told = ["--set", "statement=Thiếu giấy tờ", "--set", "detected_on=2026-03-01", "--set", "source=complaint",
            "--set", "requirements.R1.kind=clause", "--set", "requirements.R1.ref=8.2.3"]  # fmt: skip
    year = json.loads(desk("nc", "draft", "--by", "an", *told, "--format", "json")[1])["record"]["reference"][3:7]
    reference = f"NC-{year}-0001"
    code, said = desk("nc", "register", reference, "--by", "an")
    assert (code, said) == (1, "refused: there is no objective evidence — describe at least one piece of evidence, or "
                               "attach its file\n")  # fmt: skip
    assert desk("nc", "register", reference, "--by", "an", "--set", "evidence.E1.text=hồ sơ 12")[0] == 0
    accepted = {"grade": "minor", "process": "cap-phep", "owner": "chi", "consequence": "đi lại hai lần",
                "containment.needed": "no", "containment.reason": "đã trả đủ", "actions.A1.kind": "correction",
                "actions.A1.text": "xin lỗi", "actions.A1.owner": "dung", "actions.A1.due": "2026-03-05"}  # fmt: skip
    brought = [word for key, value in accepted.items() for word in ("--set", f"{key}={value}")]
    assert desk("nc", "accept", reference, "--by", "binh", *brought)[0] == 0
    (tmp_path / "thư.pdf").write_bytes(PDF)
    sha = desk("register", "attach", str(tmp_path / "thư.pdf"), "--by", "dung")[1].partition(":")[0]
    assert len(sha) == 64
    done = ["--set", f"actions.A1.evidence={sha}", "--set", "actions.A1.done_on=2026-03-04"]
    assert desk("action", "done", reference, "A1", "--by", "dung", *done)[0] == 0
    assert desk("action", "verify", reference, "A1", "--by", "dung")[0] == 1
    assert desk("action", "verify", reference, "A1", "--by", "hoa")[0] == 0
    file = tmp_path / "closing.yaml"
    closing = "action_need: {needed: false, justification: một lần}\nsimilar_search: {by: chi, on: '2026-03-04'}\n"
    file.write_text(closing, encoding="utf-8")
    assert desk("nc", "close", reference, "--by", "binh", "--from", str(file))[0] == 0
    code, said = desk("nc", "add", reference, "--by", "an", "--set", "addenda.D1.text=thêm", lang="vi")
    assert code == 1
    assert "terminal" in desk("nc", "add", reference, "--by", "an", "--set", "addenda.D1.text=x", "--format", "json")[1]
    assert reference in desk("nc", "list", "--where", "state=closed", "--text", "thieu giay")[1]
    assert desk("nc", "list", "--where", "state=draft")[1] == ""
    history = json.loads(desk("nc", "show", reference, "--format", "json")[1])["history"]
    assert [each["step"] for each in history] == ["E0", "T1", "T2", "A3", "A4", "T5"]
    assert "What was found: Thiếu giấy tờ" in desk("nc", "show", reference)[1]


ORGANISATION = """\
title: {vi: Xã, en: Commune}
offices:
  ubnd-xa: {title: {vi: UBND xã, en: Commune}, calendar: vn, day_length: 8 hours, hours: {mon: ["07:30..11:30"]}}
"""


def test_the_register_itself(desk, tmp_path, monkeypatch):
    """Made, verified with its head, copied, restored elsewhere."""
    code, said = desk("register", "verify", "--format", "json")
    verified = json.loads(said)
    assert (code, verified["faults"], verified["head"]["seq"]) == (0, [], 8)
    assert verified["head"]["hash"] in desk("register", "verify")[1]
    assert desk("register", "backup", str(tmp_path / "copy.zip"))[0] == 0
    monkeypatch.delenv(ADDRESS, raising=False)
    other, new = tmp_path / "other", tmp_path / "new"
    other.mkdir()
    run = CliRunner().invoke(cli, ["register", "restore", str(tmp_path / "copy.zip"), "-w", str(other)])
    assert (run.exit_code, verified["head"]["hash"] in run.output) == (0, True)
    again = CliRunner().invoke(cli, ["register", "init", "-w", str(other)])
    assert (again.exit_code, "8" in again.output) == (0, True)
    new.mkdir()
    (new / "organisation.yaml").write_text(ORGANISATION, encoding="utf-8")
    for first, said in ((["--by", "a b", "--name", "Bình"], "“a b” is no short name"), (["--by", "binh"], "--name"),
                        ([], "a new register needs its first quality manager")):  # fmt: skip
        wrong = CliRunner().invoke(cli, ["--lang", "en", "register", "init", *first, "-w", str(new)])
        assert (wrong.exit_code, said in wrong.output, (new / "register").exists()) == (2, True, False)
    fresh = CliRunner().invoke(cli, ["register", "init", "--by", "binh", "--name", "Bình", "-w", str(new)])
    assert fresh.exit_code == 0


def test_no_register_in_a_folder_of_a_mistyped_name(tmp_path, monkeypatch):
    """A folder that is not there is told as such and not made; one without an organisation is no office's."""
    monkeypatch.delenv(ADDRESS, raising=False)
    first = ("register", "init", "--by", "binh", "--name", "Bình")
    for words in (first, ("nc", "list")):
        run = CliRunner().invoke(cli, ["--lang", "en", *words, "-w", str(tmp_path / "thu-muc-sai")])
        assert (run.exit_code, "does not exist" in run.output) == (2, True)
    run = CliRunner().invoke(cli, ["--lang", "en", *first, "-w", str(tmp_path)])
    assert (run.exit_code, "holds no organisation.yaml" in run.output) == (2, True)
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_written_into_a_folder_there_is_not(desk, tmp_path):
    """An export or a copy into a folder of a mistyped name is refused, and the folder is not made."""
    for words in (("complaint", "export"), ("action", "export"), ("register", "backup")):
        code, said = desk(*words, str(tmp_path / "khong-co" / "x.xlsx"))
        assert (code, "there is no folder" in said, (tmp_path / "khong-co").exists()) == (2, True, False)


def test_no_register_is_told(tmp_path, capsys, monkeypatch):
    """Where there is none, the answer names the command that makes one, and nothing is created."""
    monkeypatch.delenv(ADDRESS, raising=False)
    with pytest.raises(SystemExit) as ended:
        main(["--lang", "en", "nc", "list", "-w", str(tmp_path)])
    assert ended.value.code == 3
    assert "isoqms register init" in capsys.readouterr().err
    assert os.listdir(tmp_path) == []  # noqa: PTH208


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind not in (Kind.EVIDENCE,)])
def test_every_step_is_a_command(kind):
    """Whatever the tables hold can be done from the command line, and its help says what it does."""
    names = {Kind.NONCONFORMITY: "nc", Kind.MEASUREMENT: "kpi"}
    group = cli.get_command(None, names.get(kind, kind.value))
    rows = [rule.verb for rule in RULES if rule.kind is kind]
    if kind is Kind.NONCONFORMITY:
        actions = cli.get_command(None, "action").commands
        assert {f"action {name}" for name in actions} >= {move.verb for move in MOVES if move.action}
        rows = ["draft", "due", "similar", "causes", *(move.verb for move in MOVES if not move.action)]
    assert set(group.commands) >= {verb.replace(" ", "-") for verb in rows} | {"list", "show", "import", "export"}
    assert all(each.help for each in group.commands.values())


def test_an_audit_is_planned_and_a_figure_recorded(desk):
    """The other records have their steps, with the same options."""
    planned = desk("audit", "plan", "--by", "binh", "--set", "title=Đợt 1", "--set", "team.lan.role=lead")
    assert planned[0] == 0, planned
    reference = planned[1].partition(":")[0]
    assert desk("audit", "prepare", reference, "--by", "binh")[0] == 1
    assert "planned" in desk("audit", "list")[1]
    measured = ["metric=dung-han", "value=96.5", "period_from=2026-01-01", "period_to=2026-01-31", "source=recorded",
                "measured_in=%", "evidence=báo cáo tháng 1"]  # fmt: skip
    brought = [word for each in measured for word in ("--set", each)]
    assert desk("kpi", "record", "--by", "an", *brought)[0] == 0
    assert desk("kpi", "record", "--by", "an", *brought, "--set", "value=many")[0] == 1
    assert desk("account", "add", "phuc", "--by", "binh", "--set", "name=Phúc", "--set", "duties=auditor")[0] == 0


def test_wrong_use(desk):
    """A member that is none, a value that is none, a record that is none: exit code 2, and the place is named."""
    for words in (
        ("nc", "draft", "--by", "an", "--set", "colour=red"),
        ("nc", "draft", "--by", "an", "--set", "statement"),
        ("nc", "draft", "--by", "an", "--set", "requirements.R1=8.2.3"),
        ("nc", "show", "NC-2026-9999"),
        ("nc", "list", "--where", "colour=red"),
        ("nc", "list", "--most", "many"),
    ):
        assert desk(*words)[0] == 2, words
    assert desk("nc", "register", "NC-2026-9999", "--by", "an")[0] == 1


def test_members_are_written_as_people_write_them():
    """Yes and no in both languages, whole numbers, several values, and nothing to remove."""
    kind = FORMS[Kind.NONCONFORMITY].record
    written = ["containment.needed=không", "criterion.window_days=90", "actions.A1.covers=C1", "actions.A1.covers=C2",
               "owner=", "statement=a=b"]  # fmt: skip
    assert members_of(kind, written) == {
        "containment": {"needed": False},
        "criterion": {"window_days": 90},
        "actions": {"A1": {"covers": ["C1", "C2"]}},
        "owner": None,
        "statement": "a=b",
    }
    for wrong in ("containment.needed=maybe", "criterion.window_days=many", "criterion=x", "owner.x=1", "=", ""):
        with pytest.raises(NotAValueError):
            members_of(kind, [wrong])


def test_a_verified_cause_is_stamped_with_its_words(book):
    """Who verifies a cause verifies the words it has then; they are stamped without being asked for."""
    from register_cases import ACCEPTED

    from register.test_register_records import ask, reported

    reference = reported(book)
    ask(book, "binh", "accept", reference, ACCEPTED)
    ask(book, "chi", "analyse", reference)
    text = PLAN["causes"]["C1"]["text"]
    ask(book, "chi", "draft plan", reference, {"causes": {"C1": {"text": text, "confirmed": True}}})
    record = ask(book, "chi", "draft plan", reference, {"causes": {"C1": {"verified_by": "document"}}}).record
    assert record.causes["C1"].stamp == PLAN["causes"]["C1"]["stamp"]


def test_what_is_late_and_who_is_told(desk, book):
    """A report nobody has accepted is told to those who must know, the later the further up; and nothing before."""
    from register.test_register_records import reported

    reported(book)
    assert desk("nc", "due", "--on", "2026-02-20")[1] == ""
    assert "the person in charge" in desk("nc", "due", "--on", "2026-03-04")[1]
    assert "late" not in desk("nc", "due", "--on", "2026-03-04")[1]  # told ahead: nobody is late yet
    assert "; late by " in desk("nc", "due", "--on", "2026-03-30")[1]
    assert json.loads(desk("nc", "due", "--on", "2026-03-30", "--format", "json")[1])["due"] == [
        {
            "reference": NC,
            "what": "accept or reject it",
            "by": "",
            "due": "2026-03-05",
            "late_working_days": 17,
            "tell": "top_management",
        }
    ]
    assert desk("nc", "due", "--calendar", "nowhere")[0] == 2
    assert desk("nc", "due", "--calendar", "../x")[0] == 2
    assert desk("nc", "due", "--on", "2099-01-01")[0] == 2


def test_its_like_and_its_causes(desk, book):
    """Others of the same process and requirement are found; a cause that is a person draws a question."""
    from register_cases import ACCEPTED

    from register.test_register_records import ask, reported

    reported(book)
    assert desk("nc", "similar", NC) == (0, "")
    reported(book, detected_on="2024-01-01")
    reported(book, process="khac")
    assert desk("nc", "similar", NC)[1].split() == ["NC-2026-0002"]
    ask(book, "binh", "accept", NC, ACCEPTED)
    ask(book, "chi", "analyse", NC)
    assert desk("nc", "causes", NC) == (0, "causes entered: 0; there is nothing to remark on them\n")
    chain = {"C1": {"text": "Nhận thiếu"}, "C2": {"text": "Dung", "parent": "C1", "root": True}}
    ask(book, "chi", "draft plan", NC, {"analysis": {"method": "five_whys"}, "causes": chain})
    code, said = desk("nc", "causes", NC)
    assert (code, said) == (1, "C2: ask why the system allowed it: a person is named, not a cause\n")
