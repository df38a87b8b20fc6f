"""What a record names outside the register is there, or is refused with what was probably meant."""

from __future__ import annotations

import pytest
from register_cases import ACCEPTED

from isoqms.register.kinds.kinds import Kind
from register.test_register_records import ask, reported

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
FOUND = ("nc", "draft", "--by", "an", "--source", "self_reported", "--statement", "trễ", "--evidence", "sổ")
PROCEDURE = """\
id: QT-01
title: {vi: Cấp giấy, en: Issue a paper}
legal_basis:
  nd123: {document: 123/2015/NĐ-CP, changed_by: law}
kpis:
  tre-han: {title: {vi: Tỷ lệ hồ sơ trễ, en: Share of late dossiers}, unit: "%"}
steps:
  b5: {title: {vi: Nhận, en: Receive}, role: officer, end: completed}
"""
ORGANISATION = """\
title: {vi: Xã, en: Commune}
offices:
  ubnd-xa:
    title: {vi: UBND xã, en: Commune}
    calendar: vn
    day_length: 8 hours
    hours: {mon: ["07:30..11:30", "13:30..17:30"]}
"""


@pytest.fixture
def folder(tmp_path):
    """A folder with a procedure and an organisation."""
    (tmp_path / "qt-01.yaml").write_text(PROCEDURE, encoding="utf-8")
    (tmp_path / "organisation.yaml").write_text(ORGANISATION, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(("clause", "known"), [
    ("8.5.1", True), ("8.2.3.1", True), ("10.2", True), ("8.5.1 c)", True), ("8.9.9", False), ("9.9.9", False),
    ("99.1", False), ("8.5.1.9", False), ("tám", False),
])  # fmt: skip
def test_clauses_that_do_not_exist(desk, clause, known):
    """A report and a finding name clauses there are."""
    code, said = desk(*FOUND, "--clause", clause)
    assert (code == 0) is known, said
    assert known or f"ISO 9001 has no clause {clause}" in said
    code, said = desk("finding", "draft", "--by", "lan", "--statement", "x", "--grade", "nc_minor", "--clause", clause)
    assert (code == 0) is known, said


def test_a_clause_is_told_with_its_neighbours(desk):
    """Of a wrong number the clauses below the heading are told."""
    assert "under 8.2 there are: 8.2.1" in desk(*FOUND, "--clause", "8.2.9")[1]
    assert "clause 8.5.1 has none below it: name 8.5.1 itself" in desk(*FOUND, "--clause", "8.5.1.9")[1]
    assert "from 4.1 to 10.3" in desk(*FOUND, "--clause", "99.1")[1]


def test_steps_and_laws_of_the_procedure(desk, folder, book):
    """A step is one of the procedure, a legal basis a document."""
    process = ("--process", "QT-01")
    code, said = desk(*FOUND, *process, "--step", "B5", "--law", "abc")
    assert code == 1
    assert "QT-01 has no step “B5” — did you mean “b5”?" in said
    assert "“abc” names no legal document — write its number, as in 123/2015/NĐ-CP" in said
    assert desk(*FOUND, *process, "--step", "b5", "--law", "Điều 5 123/2015/NĐ-CP")[0] == 0
    assert desk(*FOUND, "--law", "abc")[0] == 0


def test_without_procedures_any_step_may_be_named(desk):
    """Where nothing is known all is let through."""
    assert desk(*FOUND, "--step", "B99", "--law", "abc")[0] == 0


def test_offices(desk, folder, book):
    """An office is one of organisation.yaml, for records and accounts."""
    code, said = desk(*FOUND, "--office", "ubnd-xaa")
    assert (code, "names no office “ubnd-xaa” — did you mean “ubnd-xa”?" in said) == (1, True)
    assert desk(*FOUND, "--office", "ubnd-xa")[0] == 0
    code, said = desk("account", "add", "moi", "--by", "binh", "--name", "Mới", "--office", "khong-co")
    assert (code, book.read(Kind.ACCOUNT, "moi")) == (1, None)


def test_figures(desk, folder):
    """A figure is recorded by the id it is declared with; a title, or a slip, is told with it."""
    record = ("kpi", "record", "--by", "an", "--value", "3", "--period-from", "2026-02-01", "--period-to", "2026-02-28",
              "--source", "recorded", "--measured-in", "%", "--evidence", "sổ tháng 2")  # fmt: skip
    for name in ("Tỷ lệ hồ sơ trễ", "tre_han"):
        code, said = desk(*record, "--metric", name)
        assert (code, "did you mean “tre-han”?" in said) == (1, True), said
    assert "declare it under kpis of the procedure, or use one of: tre-han" in desk(*record, "--metric", "foobar")[1]
    assert desk(*record, "--metric", "tre-han")[0] == 0


def test_without_files_a_near_miss_is_noticed(desk):
    """Where nothing is declared any name begins a series, and one almost like it is asked about."""
    record = ("kpi", "record", "--by", "an", "--value", "3", "--period-from", "2026-02-01", "--period-to", "2026-02-28",
              "--source", "recorded", "--measured-in", "%", "--evidence", "sổ tháng 2")  # fmt: skip
    assert desk(*record, "--metric", "Tỷ lệ hồ sơ trễ (%)")[0] == 0
    code, said = desk(*record, "--metric", "Tỷ lệ hồ sơ trễ")
    assert (code, "did you mean “Tỷ lệ hồ sơ trễ (%)”?" in said) == (1, True)
    assert desk(*record, "--metric", "so-lan-di-lai")[0] == 0


def test_a_step_belongs_to_the_procedure_that_is_not_kept_to(desk, folder):
    """Named by --of-process alone, or by none: a step no procedure here has is refused."""
    code, said = desk(*FOUND, "--of-process", "QT-01", "--step", "b99")
    assert (code, "QT-01 has no step “b99”" in said) == (1, True)
    code, said = desk(*FOUND, "--step", "b99")
    assert (code, "QT-01 has no step “b99”" in said) == (1, True)
    for step in ("b5", "QT-01/b5"):
        assert desk(*FOUND, "--of-process", "QT-01", "--step", step)[0] == 0
        assert desk(*FOUND, "--step", step)[0] == 0


def test_an_office_that_lists_its_legal_documents(desk, folder):
    """A document is one of the list, by number, id or title, alone or with its article; another is entered there."""
    (folder / "qms").mkdir()
    listed = "document: SVB\nreviewed: 2026-01-01\nrules:\n  nd61: {document: 61/2018/NĐ-CP, title: {vi: Một cửa}}\n"
    (folder / "qms" / "legal.yaml").write_text(listed, encoding="utf-8")
    code, said = desk(*FOUND, "--law", "ND-999")
    assert (code, "“ND-999” is not in the office's list of legal documents" in said) == (1, True)
    assert "enter it in qms/legal.yaml first" in desk(*FOUND, "--law", "Luật 99")[1]
    for law in ("61/2018/NĐ-CP", "Điều 5 61/2018/nđ-cp", "nd61", "Điều 3, Một cửa"):
        assert desk(*FOUND, "--law", law)[0] == 0, law
    assert desk(*FOUND, "--process", "QT-01", "--law", "123/2015/NĐ-CP")[0] == 0


def test_posts(desk, folder, book):
    """A post is one of organisation.yaml, by id or title; one is removed by its key."""
    posts = ("roles:\n  clerk: {title: {vi: Hộ tịch, en: Clerk}}\nposts:\n  cong-chuc: {title: {vi: Công chức hộ tịch, "
             "en: Registrar}, office: ubnd-xa, roles: [clerk]}\n")  # fmt: skip
    (folder / "organisation.yaml").write_text(ORGANISATION + posts, encoding="utf-8")
    account = ("account", "add", "moi", "--by", "binh", "--name", "Mới")
    code, said = desk(*account, "--post", "cong-chuccc")
    assert (code, "names no post “cong-chuccc” — did you mean “cong-chuc”?" in said) == (1, True)
    assert desk(*account, "--post", "Công chức hộ tịch")[0] == 0
    assert desk("account", "change", "moi", "--by", "binh", "--post", "cong-chuc")[0] == 0
    assert list(book.read(Kind.ACCOUNT, "moi")[0].posts) == ["P1", "P2"]
    assert desk("account", "change", "moi", "--by", "binh", "--set", "posts.P1=")[0] == 0
    assert [each.title for each in book.read(Kind.ACCOUNT, "moi")[0].posts.values()] == ["cong-chuc"]


def test_a_cause_explains_one_there_is(desk, book):
    """A link of a because-chain hangs on a link; an analysis with a gap is not recorded."""
    reference = reported(book)
    ask(book, "binh", "accept", reference, ACCEPTED)
    ask(book, "chi", "analyse", reference)
    cause = ("nc", "cause", reference, "--by", "chi", "--text", "không ai nhắc hạn")
    code, said = desk(*cause, "--because-of", "C7")
    assert (code, "cause C1 is to explain C7, which is not in the analysis" in said) == (1, True)
    assert [desk(*cause)[0], desk(*cause, "--because-of", "C1")[0]] == [0, 0]
