"""What people write and read: decimal commas, lists, folders, offices, words instead of codes."""

from __future__ import annotations

import json

import pytest

from isoqms.register.kinds.kinds import Kind
from register.test_cli_audits import done, files, planned, programme, shown  # noqa: F401
from register.test_register_named import ORGANISATION
from register.test_register_records import reported

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
FIGURE = ("kpi", "record", "--by", "an", "--metric", "tre", "--period-from", "2026-02-01", "--period-to", "2026-02-28",
          "--source", "recorded", "--measured-in", "%", "--evidence", "sổ tháng 2")  # fmt: skip


def test_a_decimal_comma(desk, done):  # noqa: F811
    """A comma is read as one, and shown as one in Vietnamese; what may be read in two ways is asked about."""
    reference = done(*FIGURE, "--value", "0,5").partition(":")[0]
    record = json.loads(done("kpi", "show", reference, "--format", "json"))["record"]
    assert record["value"] == "0.5"
    assert "0,5" in desk("kpi", "show", reference, lang="vi")[1]
    assert "Value: 0.5" in desk("kpi", "show", reference)[1]
    for value, wrong, said in (("15.000", 2, "write 15000 or 15"), ("1,250", 2, "write 1250 or 1.25"),
                               ("0,5%", 1, "a number alone, for example 0.5")):  # fmt: skip
        code, told = desk(*FIGURE, "--value", value)
        assert (code, said in told) == (wrong, True), told
    assert desk(*FIGURE, "--value", "1.234.567")[0] == 2


def test_what_a_figure_lacks_is_named_by_its_option(desk):
    """The kind of the figure is asked for as such, not as how a nonconformity came to light."""
    code, said = desk("kpi", "record", "--by", "an", "--metric", "tre", "--value", "1")
    assert (code, "Kind of the measured figure" in said, "came to light" in said) == (1, True, False)
    assert "give: --measured-in, --period-from, --period-to, --source, --evidence" in said
    planned_review = desk("review", "plan", "--by", "binh", "--chair", "minh")[1].partition(":")[0]
    held = desk("review", "hold", planned_review, "--by", "minh", "--held-on", "2026-03-01")[1]
    assert "must be given" in held
    assert "--inputs" not in held


def test_a_list_with_commas(done, desk):  # noqa: F811
    """Several procedures may be named in one go."""
    said = done("audit", "plan", "--by", "binh", "--title", "Đợt 1", "--processes", "QT-01, QT-02", "--processes", "x")
    assert shown(done, said.partition(":")[0])["processes"] == ["QT-01", "QT-02", "x"]


def test_the_checklist_inside_the_workspace(done, files, programme, tmp_path, monkeypatch):  # noqa: F811
    """Without a path the files of the register's own folder are looked at."""
    for each in (tmp_path / "processes").iterdir():
        each.rename(tmp_path / each.name)
    (tmp_path / "processes").rmdir()
    monkeypatch.chdir(tmp_path)
    audit = planned(done, programme)
    done("audit", "checklist", audit, "--by", "lan", "--clause", "8.5")
    assert shown(done, audit)["checklist"]


def test_an_office_there_is_not(desk, tmp_path, book):
    """A register begins with an office of organisation.yaml; asked a second time, init says that it changes nothing."""
    (tmp_path / "organisation.yaml").write_text(ORGANISATION, encoding="utf-8")
    code, said = desk("register", "init", "--by", "hoa2", "--name", "Hoa", "--office", "ubnd-phuong")
    assert (code, "there are: ubnd-xa" in said) == (2, True)
    code, said = desk("register", "init", "--by", "hoa2", "--name", "Hoa", "--office", "ubnd-xa")
    assert (code, "change nothing" in said) == (0, True)
    assert book.read(Kind.ACCOUNT, "hoa2") is None
    assert "change nothing" not in desk("register", "init")[1]


def test_a_complaint_on_paper_and_the_nonconformity_it_led_to(done, desk):  # noqa: F811
    """Each names the other: the complaint is printed, and the request tells by which complaint it came to light."""
    reference = done("complaint", "receive", "--by", "an", "--received-on", "2026-03-02", "--channel", "điện thoại",
                     "--description", "Trả kết quả muộn").partition(":")[0]  # fmt: skip
    assert desk("nc", "draft", "--by", "an", "--complaint", "CP-2026-0099")[0] == 1
    draft = done("nc", "draft", "--by", "an", "--source", "complaint", "--complaint", reference).partition(":")[0]
    assert reference in done("nc", "print", draft, "--to", "text")
    said = done("complaint", "print", reference, "--to", "text")
    for part in ("RECORD OF A COMPLAINT", "Trả kết quả muộn", "none so far", "complaint received (C1)"):
        assert part in said


def test_words_instead_of_codes(desk, book):
    """Steps of every kind, duties and members have words; an unknown command is answered in the user's language."""
    reported(book)
    said = desk("account", "show", "binh", lang="vi")[1]
    assert "quality_manager" not in said
    assert "  P1" not in said
    code, said = desk("complaint", "respon", lang="vi")
    assert (code, "Did you mean" in said, "respond" in said) == (2, False, True)
    said = desk("nc", "plan", "NC-2026-0001", "--by", "an", "--set", "criterion.baseline=nhiều")[1]
    assert "Value before the actions (criterion.baseline)" in said
