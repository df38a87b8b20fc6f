"""The corrective-action request on paper: every part of the form, in both languages, in our layout or the office's."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import fields as members_of
from datetime import UTC, date, datetime

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from register_cases import IMPLEMENTING, PLAN, REPORTED, REVIEW, VERIFYING

from isoqms.problem import Problem
from isoqms.register.lifecycle.document import from_document, merged
from isoqms.register.lifecycle.nonconformity import Action, Cause, Nonconformity
from isoqms.register.lifecycle.values import Category
from isoqms.register.member_words import MEMBERS, member
from isoqms.report.corrective_action import Case, corrective_action
from isoqms.report.corrective_action_causes import because_chain
from isoqms.report.document.profile import profile
from isoqms.report.record.history import Happening
from isoqms.report.record.paper import Speech, fields, texts
from isoqms.report.record.template import filled
from isoqms.report.record.text import as_text
from isoqms.report.record.value_words import _NAMES
from isoqms.report.record.word import to_docx

APPROVED = {"v1": {"approved_by": "hoa", "approved_on": "2026-03-20", "causes": {}, "actions": {},
                   "criterion": PLAN["criterion"]}}  # fmt: skip
CLOSED = merged(
    {**VERIFYING, "baselines": APPROVED},
    {"state": "closed", "review": REVIEW, "reviewed_by": "kim", "ended_on": "2026-07-15"},
)
EVENT = Happening(
    seq=9, at=datetime(2026, 3, 2, 2, 5, tzinfo=UTC), by="an", role="anyone", step="T1", to="reported",
    reason="", action="", hash="ab" * 32,
)  # fmt: skip


def paper(document=CLOSED, lang="en", **more):
    record = from_document(Nonconformity, {**document, **more})
    speech = Speech(lang=lang, people={"chi": "Lê Thị Chi", "kim": "Kim"}, files={"f" * 64: "biên bản.pdf"})
    return corrective_action(
        Case(record=record, history=(EVENT,), agency="UBND xã", as_of=date(2026, 7, 16), profile=profile("vn"),
             speech=speech)
    )  # fmt: skip


def said(document=CLOSED, lang="en", **more):
    return "\n".join(texts(paper(document, lang, **more)))


def test_every_part_of_the_form_is_there():
    """Description, evidence, requirement, containment, causes, actions, criterion, verification, end, history."""
    words = said()
    for part in (
        REPORTED["statement"], "hồ sơ 0117, 0121, 0130", "8.2.3", "đã trả đủ giấy tờ", PLAN["causes"]["C1"]["text"],
        "Thêm bước kiểm tra", "ho-so-thieu", "Lê Thị Chi (chi)", "removes: C1", "QT-08 lần 02", "15 Jul 2026",
        "yes: QT-08, approved as 02", "recorded figure", "reported (T1)", "ab" * 32, "no electronic signature",
    ):  # fmt: skip
        assert part in words, part
    ids = [section.id for section in paper().every_section]
    assert ids == ["particulars", "description", "evidence", "requirements", "containment", "causes", "actions",
                   "criterion", "verification", "closing", "history"]  # fmt: skip
    assert [each.name for each in paper().signatures] == ["an", "Lê Thị Chi", "hoa", "Kim"]


def test_what_is_not_recorded_is_shown_as_missing():
    """A form printed early says of each empty part that nothing is recorded yet; nothing empty looks filled in."""
    words = said(REPORTED)
    assert words.count("[not recorded yet]") > 12
    assert "[not recorded yet]" not in said()


@pytest.mark.parametrize(
    ("changes", "beforehand"),
    [
        ({}, True),
        ({"actions": {"A1": {"done_on": "2026-03-19"}}}, False),
        ({"baselines": {"v1": {"approved_on": "2026-07-14"}}}, False),
        ({"baselines": None}, False),
    ],
)
def test_a_criterion_is_called_fixed_beforehand_only_where_it_was(changes, beforehand):
    """Not when something was done or measured before it was approved, nor while it is not approved."""
    words = said(merged(CLOSED, changes))
    assert ("fixed beforehand" in words.replace("was not fixed beforehand", "")) is beforehand
    early = changes.get("baselines") == {"v1": {"approved_on": "2026-07-14"}}
    assert ("it was not fixed beforehand" in words) is early


def test_a_file_of_evidence_goes_by_its_name():
    """The name the file had, and the beginning of its SHA-256."""
    assert "biên bản.pdf (SHA-256 ffffffffffffffff…)" in said(evidence={"E1": {"file": "f" * 64}})


def test_the_same_in_vietnamese():
    """Vietnamese and English say the same parts; data stay as they were written."""
    vi, en = paper(lang="vi"), paper()
    assert [section.id for section in vi.every_section] == [section.id for section in en.every_section]
    assert REPORTED["statement"] in said(lang="vi")
    assert ("đã đóng" in said(lang="vi"), "đã đóng" in said()) == (True, False)


def test_text_and_word_say_the_same():
    """Whatever the paper says stands in the Word file and in the text."""
    made = docx.Document(io.BytesIO(to_docx(paper())))
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    words = "\n".join([*(each.text for each in made.paragraphs), *cells])
    lines = " ".join(as_text(paper()).split())
    facts = {id(block.head) for each in paper().sections for block in each.blocks if hasattr(block, "head")}
    assert facts
    for text in texts(paper()):
        if text not in ("Particular", "Content", "No.", paper().foot) and "\n" not in text:
            assert text in words, text
    for text in (REPORTED["statement"], "ho-so-thieu", "reported (T1)"):
        assert text in lines


def test_the_same_record_gives_the_same_bytes():
    """Nothing of the machine or the moment gets into the file."""
    assert to_docx(paper()) == to_docx(paper())


def template(*paragraphs):
    made = docx.Document()
    for text in paragraphs:
        made.add_paragraph(text)
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


def test_the_offices_own_template():
    """Fields, rows and signatures are filled in; a text that looks like markup stays a text."""
    held = paper(statement="<w:br/> & {{ 7 * 7 }}")
    made = filled(held, template("{{ kind }} {{ sections.description[0] }}",
                                 "{% for row in tables.actions %}{{ row.text }}{% endfor %}",
                                 "{% for each in signatures %}{{ each.name }};{% endfor %}"), "mau.docx")  # fmt: skip
    assert isinstance(made, bytes)
    words = [each.text for each in docx.Document(io.BytesIO(made)).paragraphs]
    assert words[0] == "CORRECTIVE ACTION REQUEST <w:br/> & {{ 7 * 7 }}"
    assert "Thêm bước kiểm tra" in words[1]
    assert words[2] == "an;Lê Thị Chi;hoa;Kim;"


@pytest.mark.parametrize("wrong", ["{{ colour }}", "{{ ''.__class__ }}", "{{ 9 ** 9 ** 9 }}", "{% if %}"])
def test_a_template_that_does_not_fit_is_refused(wrong):
    """An unknown field, or an expression that reaches further, is told and nothing is written."""
    found = filled(paper(), template(wrong), "mau.docx")
    assert isinstance(found, Problem)
    assert "mau.docx" in str(found.at)


def test_fields_hold_every_table():
    """A template finds the tables of the form by their ids."""
    assert {"particulars", "evidence", "actions", "cause_nodes", "criterion", "history"} <= set(
        fields(paper())["tables"]
    )


def test_whys_lie_below_each_other():
    """A because-chain is told from the first answer down; an Ishikawa diagram by its bones, empty ones told as such."""
    chain = {
        "C1": {"text": "a"},
        "C3": {"text": "c", "parent": "C2", "root": True},
        "C2": {"text": "b", "parent": "C1"},
    }
    (table,) = (b for s in paper(causes=chain).sections for b in s.blocks if getattr(b, "id", "") == "cause_nodes")
    assert [row.cells[1].text for row in table.rows] == ["a", "↳ b", "   ↳ c (root cause)"]
    bones = {"analysis": {"method": "ishikawa"}, "causes": {"C1": {"text": "a", "category": "people"}}}
    (table,) = (b for s in paper(**bones).sections for b in s.blocks if getattr(b, "id", "") == "cause_nodes")
    heads = [row.cells[0].text for row in table.rows if len(row.cells) == 1]
    assert len(heads) == len(Category)
    assert "people and competence" in heads
    assert "law and rules: nothing entered" in heads


KEYS = st.sampled_from(["C1", "C2", "C3", "C4", ""])


@given(st.dictionaries(st.sampled_from(["C1", "C2", "C3", "C4"]), KEYS, max_size=4))
def test_every_cause_is_told_once(parents):
    """Whatever names which cause above it, even in a circle, each is told exactly once."""
    causes = {key: Cause(text=key, parent=parent) for key, parent in parents.items()}
    assert sorted(key for key, _ in because_chain(causes)) == sorted(causes)


def test_a_day_put_off_keeps_the_one_first_promised():
    """The form shows both days, and how often a day was put off."""
    later = merged(IMPLEMENTING, {"actions": {"A1": {"due": "2026-06-01"}}, "extensions": 1})
    words = said(later)
    assert "1 Jun 2026" in words
    assert "first promised: 10 Apr 2026" in words


def test_members_and_values_have_words():
    """Every member of a nonconformity, of an action and of a cause has a name; every value of an enumeration too."""
    for record in (Nonconformity, Action, Cause):
        unnamed = [each.name for each in members_of(record) if member(each.name).template == "{name}"]
        assert not set(unnamed) - {"analysis", "containment", "criterion", "review", "action_need", "similar_search",
                                   "risk_change", "qms_change"}  # fmt: skip
    assert all(set(names) == set(kind) for kind, names in _NAMES.items())
    assert all(message.render("en") for message in MEMBERS.values())


def test_printed_from_the_command_line(desk, book, tmp_path):
    """`nc print` names the file it wrote, or shows text or JSON; a template belongs to Word files."""
    from register.test_register_records import reported

    reference = reported(book)
    code, name = desk("nc", "print", reference, "-o", str(tmp_path / "out"))
    assert code == 0
    with zipfile.ZipFile(name.strip()) as archive:
        assert "word/document.xml" in archive.namelist()
    assert REPORTED["statement"] in desk("nc", "print", reference, "--to", "text")[1]
    told = json.loads(desk("nc", "print", reference, "--to", "json", lang="vi")[1])
    assert told["tables"]["requirements"][0]["ref"] == "8.2.3"
    (tmp_path / "mau.docx").write_bytes(template("{{ number }}"))
    own = ("--template", str(tmp_path / "mau.docx"))
    assert desk("nc", "print", reference, "-o", str(tmp_path / "own"), *own)[0] == 0
    assert desk("nc", "print", reference, "--to", "text", *own)[0] == 2
    (tmp_path / "mau.docx").write_bytes(template("{{ colour }}"))
    assert desk("nc", "print", reference, "-o", str(tmp_path / "own"), *own)[0] == 1
    assert desk("nc", "print", "NC-2026-9999")[0] == 2
