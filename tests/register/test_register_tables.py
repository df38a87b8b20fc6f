"""Tables for Excel and back: whatever is written into a record, it comes back as it was, and nothing of it is run."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import is_dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, get_args, get_origin

import click
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from register_cases import ACCEPTED
from test_register_kinds import AUDIT, COMPLAINT, FINDING, INSPECTION, MEASURED, PROGRAMME, REVIEW, SURVEY

from isoqms.cli.register_files import read_rows, write_rows
from isoqms.register.kinds.kinds import FORMS, Kind
from isoqms.register.kinds.table import BY_KIND
from isoqms.register.lifecycle.document import Prose, from_document, hints, to_document
from isoqms.register.lifecycle.table import BY_VERB
from isoqms.register.rows import brought_by, parts_table, table_of
from register.test_register_records import NC, REPORT, ask

BRINGS = {kind: rules[0].brings for kind, rules in BY_KIND.items() if rules} | {NC: BY_VERB["edit"].brings}
EXPORTED = [kind for kind in BRINGS if kind is not Kind.EVIDENCE]
SIGNS = st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co", "Zl", "Zp"), exclude_characters="\ufeff")
TEXTS = st.one_of(
    st.text(SIGNS | st.sampled_from("\n\t='+-@,;\""), min_size=1, max_size=12).filter(str.strip),
    st.sampled_from(["=1+1", "+84 tổ", "-5", "@hoa", "'=x", "''=x", "it's", 'nói "vâng"', "một\n\nhai", " a ", "[1]"]),
)
KEYS = st.text(st.sampled_from("ABCdđ019_-"), min_size=1, max_size=5)
NAMES = st.text(st.sampled_from("abcđ0.-"), min_size=1, max_size=8).filter(lambda name: name.strip(".-") == name)
PLAIN = {
    str: TEXTS,
    Prose: TEXTS,
    bool: st.booleans(),
    int: st.integers(-9, 10**9),
    date: st.dates(date(1900, 1, 1)).map(date.isoformat),
    Decimal: st.decimals(-(10**9), 10**9, places=3).map(str),
}


def values(hint):
    """Return documents of what a member is."""
    if type(None) in get_args(hint):
        hint = next(each for each in get_args(hint) if each is not type(None))
    if hint in PLAIN:
        return PLAIN[hint]
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return st.sampled_from(list(map(str, hint)))
    if get_origin(hint) is tuple:
        return st.lists(values(get_args(hint)[0]) | st.just(""), max_size=3) if get_args(hint)[0] in (
            str, Prose) else st.lists(values(get_args(hint)[0]), max_size=3)  # fmt: skip
    if is_dataclass(hint):
        return members(hint).filter(lambda held: to_document(from_document(hint, held)))
    assert get_origin(hint) is not Annotated
    assert issubclass(get_origin(hint), Mapping)
    return st.dictionaries(KEYS | NAMES, values(get_args(hint)[1]), max_size=2)


def members(record, only=None):
    """Return documents of a record with some of its members, those it must have among them."""
    needed = {name for name, each in record.__dataclass_fields__.items() if each.default is each.default_factory}
    known = {name: values(hint) for name, hint in hints(record).items() if only is None or name in only | needed}
    must = {name: known.pop(name) for name in needed}
    return st.fixed_dictionaries(must, optional=known)


def through(tmp_path_factory, ending, rows):
    """Write a table into a file and read it again."""
    file = tmp_path_factory.mktemp("bảng") / f"so.{ending}"
    write_rows(file, "bảng", rows)
    return file.read_bytes(), read_rows(click.Context(click.Command("x"), obj="en"), file)


def is_safe(content, ending):
    """Say whether no cell of a file is a formula."""
    if ending == "csv":
        cells = [cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")) for cell in row]
        return not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("kind", EXPORTED)
@settings(max_examples=25)  # for each kind and each kind of file
@given(data=st.data())
def test_every_kind_comes_back_as_it_was(tmp_path_factory, kind, ending, data):
    """Texts of any signs and lines, lists, days, figures, parts by their keys: what a first step may bring returns."""
    tops = {pattern.partition(".")[0] for pattern in BRINGS[kind]}
    record = FORMS[kind].record
    documents = data.draw(st.lists(members(record, tops), min_size=1, max_size=3))
    records = [from_document(record, {**each, "reference": f"X-{n}"}) for n, each in enumerate(documents)]
    content, read = through(tmp_path_factory, ending, table_of(records))
    assert is_safe(content, ending)
    expected = [{name: each for name, each in to_document(held).items() if name in tops} for held in records]
    assert [brought_by(record, row.heading, row.texts, BRINGS[kind]) for row in read] == expected


PARTS = [(NC, "actions"), (Kind.AUDIT, "checklist")]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize(("kind", "part"), PARTS, ids=lambda value: str(value))
@settings(max_examples=25)  # for each kind and each kind of file
@given(data=st.data())
def test_parts_come_back_with_their_record_and_key(tmp_path_factory, kind, part, ending, data):
    """Actions and questions have a row each, and go back to where they came from."""
    record = FORMS[kind].record
    held = {**data.draw(members(record, {part})), "reference": "X-1"}
    whole = from_document(record, held)
    content, read = through(tmp_path_factory, ending, parts_table([whole], part))
    assert is_safe(content, ending)
    each = get_args(hints(record)[part])[1]
    found = {row.text("key"): brought_by(each, row.heading, row.texts, tuple(hints(each))) for row in read}
    assert found == to_document(whole).get(part, {})
    assert {row.text("reference") for row in read} <= {"X-1"}


SAMPLES = {
    NC: ("draft", {**REPORT, "statement": "=1+1", "evidence": {"E1": {"text": "@a\n\nb"}}}, "nc"),
    Kind.FINDING: ("draft", {**FINDING, "check_results": ["-5", "hai\ndòng"]}, "finding"),
    Kind.PROGRAMME: ("plan", {**PROGRAMME, "risks": ["+1", ""]}, "programme"),
    Kind.AUDIT: ("plan", {**AUDIT, "team": {"an.nguyen": {"role": "lead"}}}, "audit"),
    Kind.INSPECTION: ("record", {**INSPECTION, "surprise": False}, "inspection"),
    Kind.COMPLAINT: ("receive", {**COMPLAINT, "description": "'=x"}, "complaint"),
    Kind.SURVEY: ("record", SURVEY, "survey"),
    Kind.REVIEW: ("plan", REVIEW, "review"),
    Kind.MEASUREMENT: ("record", {**MEASURED, "value": "-0.50", "cases": 12}, "kpi"),
    Kind.IMPROVEMENT: ("raise", {"statement": "Nên có bảng kiểm", "due": "2026-12-01"}, "improvement"),
}


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("kind", SAMPLES)
@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_what_is_exported_can_be_brought_in_again(desk, book, clock, tmp_path, kind, ending):
    """From the command line: the new record says what the old one said."""
    clock.to("2026-09-15")
    verb, changes, name = SAMPLES[kind]
    ask(book, "binh", "add", "an.nguyen", {"name": "An"}, Kind.ACCOUNT)
    if kind is Kind.FINDING:
        ask(book, "binh", "plan", "", {"title": "Đợt 1"}, Kind.AUDIT)
    first = ask(book, "binh" if kind is not Kind.FINDING else "lan", verb, "", changes, kind).record
    file = tmp_path / f"so.{ending}"
    assert desk(name, "export", str(file))[0] == 0
    code, said = desk(name, "import", str(file), "--by", "binh" if kind is not Kind.FINDING else "lan")
    assert (code, f"so.{ending}" in said) == (0, True), said
    second = book.read(kind, said.rpartition(": ")[2].strip())[0]
    own = {"reference", "reporter", "auditor", "raised_on"}
    kept = [{key: value for key, value in to_document(each).items() if key not in own} for each in (first, second)]
    assert kept[0] == kept[1]
    assert first.reference != second.reference


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_actions_and_questions_are_entered_from_a_table(desk, book, tmp_path):
    """A row for each, by reference and key; where the record stands decides which step that is."""
    for number in (1, 2):
        reference = ask(book, "an", "draft", changes=REPORT).record.reference
        ask(book, "an", "register", reference)
        ask(book, "binh", "accept", reference, ACCEPTED)
        if number == 2:
            ask(book, "chi", "analyse", reference)
    actions = tmp_path / "viec.csv"
    rows = [f"NC-2026-000{n},{key},corrective,Sửa bảng kiểm,dung,05/04/2026" for n in (1, 2) for key in ("A1", "A2")]
    actions.write_text("\n".join(["reference,key,kind,text,owner,due", *rows]), encoding="utf-8")
    code, said = desk("action", "import", str(actions), "--by", "chi")
    assert (code, [line[-12:] for line in said.splitlines()]) == (0, ["NC-2026-0001", "NC-2026-0002"]), said
    assert book.read(NC, "NC-2026-0002")[0].actions["A2"].due == date(2026, 4, 5)
    assert desk("action", "export", str(tmp_path / "viec.xlsx"))[0] == 0
    assert desk("action", "import", str(tmp_path / "viec.xlsx"), "--by", "chi")[0] == 0
    ask(book, "binh", "plan", "", {"title": "Đợt 1"}, Kind.AUDIT)
    questions = tmp_path / "cau-hoi.csv"
    questions.write_text("reference,key,requirement,question\nAU-2026-0001,Q1,8.2.3,Ai kiểm tra?", encoding="utf-8")
    assert desk("audit", "import-checklist", str(questions), "--by", "binh")[0] == 0
    assert book.read(Kind.AUDIT, "AU-2026-0001")[0].checklist["Q1"].question == "Ai kiểm tra?"
    assert desk("audit", "export-checklist", str(tmp_path / "cau-hoi.xlsx"))[0] == 0


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (["Một,02/03/2026,check", "Hai,hôm qua,check", "Ba,,nonsense"], ["so.csv:3:", "so.csv:4:"]),
        (["Một,2026-03-02,check", ",2026-02-30,check"], ["so.csv:3:"]),
        (["Một,2026-03-02,check", f"{'dài' * 7000},,check"], ["so.csv:3:"]),
    ],
)
def test_one_row_that_does_not_fit_keeps_all_out(desk, book, tmp_path, rows, said):
    """Each is told by its line; nothing is begun, so that the corrected table can be brought in as a whole."""
    file = tmp_path / "so.csv"
    file.write_text("\n".join(["statement,detected_on,source", *rows]), encoding="utf-8")
    before = book.head()
    code, told = desk("nc", "import", str(file), "--by", "an")
    assert (code, book.head()) == (1, before)
    assert [line.rpartition("/")[2][:9] for line in told.splitlines()[:-1]] == said
    assert "nothing was written" in told.splitlines()[-1]
    file.write_text("\n".join(["statement,detected_on,source,grade", "Một,02/03/2026,check,major"]), encoding="utf-8")
    assert desk("nc", "import", str(file), "--by", "an")[0] == 0
    (held,) = json.loads(desk("nc", "list", "--format", "json")[1])["records"]
    assert (held["record"]["detected_on"], "grade" in held["record"]) == ("2026-03-02", False)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (["KP0,2026-01-01,2026-01-31,1", "KP1,2026-02-01,2026-01-31,1"], "so.csv:3:"),
        (["KP0,2026-01-01,2026-01-31,1", "KP1,2026-01-01,2999-01-31,1"], "so.csv:3:"),
        (["KP0,2026-01-01,2026-01-31,1", "KP1,2026-01-01,2026-01-31,"], "so.csv:3:"),
    ],
)
def test_a_refused_row_takes_the_others_back(desk, book, tmp_path, rows, said):
    """A condition of the register that one row fails: the rows before it are not written either, on both databases."""
    file = tmp_path / "so.csv"
    heading = "metric,period_from,period_to,value,source"
    file.write_text("\n".join([heading, *(f"{row},recorded" for row in rows)]), encoding="utf-8")
    before = book.head()
    code, told = desk("kpi", "import", str(file), "--by", "an")
    assert (code, book.head(), said in told) == (1, before, True), told
    assert book.read(Kind.MEASUREMENT, "KP-2026-0001") is None


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_table_that_names_nothing(desk, book, tmp_path):
    """No reference, no key, no such record, a state in which nothing is entered: told by the line."""
    reference = ask(book, "an", "draft", changes=REPORT).record.reference
    for row, said in (
        (",A1", "reference"),
        (f"{reference},", "key"),
        ("NC-2026-0999,A1", "has no NC-2026-0999"),
        (f"{reference},A1", "stands at: draft report"),
    ):
        file = tmp_path / "viec.csv"
        file.write_text(f"reference,key,kind,text\n{row},correction,Sửa", encoding="utf-8")
        code, told = desk("action", "import", str(file), "--by", "an")
        assert (code, said in told, "viec.csv:2:" in told) == (1, True, True), told
    for name, content in (("x.csv", b""), ("x.xlsx", b"PK broken")):
        (tmp_path / name).write_bytes(content)
        assert desk("nc", "import", str(tmp_path / name), "--by", "an")[0] == 2
    assert desk("nc", "export", str(tmp_path / "so.exe"))[0] == 2
