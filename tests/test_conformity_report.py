"""The conformity report on paper and screen, the checklist, what is kept between runs, and the register behind it."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from docx import Document
from docx.oxml.ns import qn
from jsonschema import Draft4Validator
from office import keep_cache_in, write

from isoqms.cli import conformity_run
from isoqms.cli.main import cli
from isoqms.framework import framework
from isoqms.problem import Position
from isoqms.qms import NotYet, RecordKind
from isoqms.report.conformity_matrix import HOLES, JUSTIFIED, SIGNS, WORDS, Mark
from isoqms.rules.results import Status
from isoqms.workspace.cache import Cache

DATA = Path(__file__).parent / "data"
DAY = "2026-11-22"
ORGANISATION = """\
title: Xã Thử
offices: {xa: {title: Xã, calendar: vn, hours: {mon: ['08:00..17:00']}, day_length: 8 giờ}}
roles: {officer: {title: Công chức}}
"""
PROCEDURE = "id: P\ntitle: 'Cấp <b>giấy</b> & thẻ'\nsteps: {a: {title: Cấp, role: officer, end: completed}}\n"
ACCEPTED = "suppress: [{rule: 4.4.1/owner, reason: vì thế, approver: chu-tich, expires: 2026-12-31}]\n"
SCOPE = "statement: A\nprocedures: [P]\noutside: {Q: thuộc tỉnh}\n"


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of this test alone."""
    keep_cache_in(tmp_path / "cache", monkeypatch)
    return tmp_path / "cache"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An office that claims a quality system for one of its two procedures, and accepts one objection."""
    outside = PROCEDURE.replace("id: P", "id: Q")
    files = {"organisation.yaml": ORGANISATION, "p.yaml": PROCEDURE + ACCEPTED, "q.yaml": outside}
    return write(tmp_path / "office", {**files, "qms/scope.yaml": SCOPE})


def run(*args: str | Path, lang: str = "en") -> tuple[int, str]:
    done = CliRunner().invoke(cli, ["--lang", lang, "conformity", *map(str, args), "--as-of", DAY])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.stdout


def report(folder: Path, *args: str | Path) -> dict[str, Any]:
    """The report as JSON."""
    held: dict[str, Any] = json.loads(run(folder, "--format", "json", *args)[1])
    return held


# the matrix


def test_the_matrix_tells_holes_from_justified_ones(folder: Path) -> None:
    """Procedures against the clauses asked of procedures; outside the scope is a hole with a reason."""
    matrix = report(folder)["systems"][0]["matrix"]
    rows = {row["object"]: row for row in matrix["rows"]}
    assert set(rows) == {"P", "Q"} and "4.4.1" in matrix["clauses"] and "5.2.1" not in matrix["clauses"]
    for row in rows.values():
        assert len(row["marks"]) == len(matrix["clauses"])
        assert row["holes"] == sum(mark in HOLES for mark in row["marks"])
        assert row["justified_holes"] == sum(mark in JUSTIFIED for mark in row["marks"])
    assert rows["P"]["marks"][matrix["clauses"].index("4.4.1")] == "failed"
    assert rows["Q"]["marks"][matrix["clauses"].index("8.6")] == "outside_scope"


def test_every_status_has_a_mark() -> None:
    """No result is without a sign and words, and no two signs are alike."""
    assert {str(status) for status in Status} < {str(mark) for mark in Mark}
    assert set(SIGNS) == set(WORDS) == set(Mark) and len(set(SIGNS.values())) == len(Mark)


def test_what_is_gone_since_the_baseline_is_told(folder: Path, tmp_path: Path) -> None:
    """A mended objection is named as no longer told, a new one is marked."""
    baseline = tmp_path / "earlier.json"
    baseline.write_text(run(folder, "--format", "json")[1], encoding="utf-8")
    assert report(folder, "--baseline", baseline)["gone"] == []
    known = PROCEDURE.replace("steps:", "owner: officer\nsteps:")
    write(
        folder, {"p.yaml": known, "qms/risks.yaml": "entries: {r: {title: A, accepted: {by: x, until: 2026-01-31}}}\n"}
    )
    told = report(folder, "--baseline", baseline)
    assert "gone" not in report(folder)
    assert any(each["new"] for each in told["systems"][0]["objections"])
    gone = {"rule": "4.4.1/owner", "object": "P", "subject": "owner", "why": "insufficient evidence"}  # no posts
    assert gone in told["gone"]
    said = run(folder, "--baseline", baseline, "--format", "html")[1]
    assert "no longer told: 4.4.1/owner P" in said and "(new)" in said


# the page


class Page(HTMLParser):
    """What a page holds: its tags with their attributes, and the text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "col", "br", "link", "img"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] != ["style"]:
            self.text += f" {data} "

    def of(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of every element of a kind."""
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_page_stands_alone_and_is_accessible(folder: Path, lang: str) -> None:
    """One file without scripts or links to others; headings in order; what is wide can be reached."""
    said = run(folder, "--format", "html", lang=lang)[1]
    page = Page(said)
    assert page.open == [] and page.of("html")[0]["lang"] == lang
    assert not page.of("script") and not page.of("link") and not page.of("img") and "url(" not in said
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1 and all(after <= before + 1 for before, after in pairwise(levels))
    assert {head.get("scope") for head in page.of("th")} == {"col", "row", "colgroup"}
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert {str(link["href"]).removeprefix("#") for link in page.of("a")} <= set(ids)
    assert all(each.get("tabindex") == "0" and each.get("aria-label") for each in page.of("div"))
    assert len(page.of("table")) == len(page.of("div")) == len(page.of("caption"))


def test_the_page_shows_what_offices_write_as_text(folder: Path) -> None:
    """Marks of an office's own text are shown, not followed."""
    said = run(folder, "--format", "html")[1]
    assert "<b>" not in said and "&lt;b&gt;giấy&lt;/b&gt; &amp; thẻ" in said


def test_the_page_tells_everything(folder: Path) -> None:
    """Clauses, objections with place, acceptances with approver and day, what was not looked at; never a share."""
    page = Page(run(folder, "--format", "html")[1])
    text = " ".join(page.text.split())
    assert all(f" {clause.number} " in text for clause in framework().leaves())
    assert re.search(r"office/p\.yaml:1:1", text) and "chu-tich" in text and "2026-12-31" in text
    assert "not conformity" in text and "no check rule looks at these clauses" in text
    assert not re.search(r"\d+ ?%", text)
    assert run(folder, "--format", "html")[1] == run(folder, "--format", "html", "--no-cache")[1]


def luminance(colour: str) -> float:
    """The relative luminance of a colour. Source: WCAG 2.2, definition of relative luminance."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_colours_of_the_page_stand_out(folder: Path) -> None:
    """Text stands out from every ground by 4.5 to 1, as WCAG 2.2 (1.4.3) asks."""
    style = run(folder, "--format", "html")[1].partition("<style>")[2].partition("</style>")[0]
    inks = re.findall(r"--(?:ink|soft|link): (#\w{6})", style)
    grounds = ["#ffffff", *re.findall(r"background: (#\w{6})", style), *re.findall(r"--head: (#\w{6})", style)]
    assert len(inks) == 3 and len(grounds) >= 5
    for ink in inks:
        for ground in grounds:
            light, dark = sorted((luminance(ink), luminance(ground)), reverse=True)
            assert (light + 0.05) / (dark + 0.05) >= 4.5, (ink, ground)


# Word


def written(folder: Path, tmp_path: Path, *args: str, lang: str = "vi") -> bytes:
    out = tmp_path / "báo cáo.docx"
    code, said = run(folder, "--format", "docx", "--no-cache", "-o", out, *args, lang=lang)
    assert code == 1 and out.name in said
    return out.read_bytes()


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_report_is_a_word_file(folder: Path, tmp_path: Path, lang: str) -> None:
    """A4, upright but for the matrix; heads repeated; every clause in it; the same bytes each time."""
    first = written(folder, tmp_path, lang=lang)
    assert first == written(folder, tmp_path, lang=lang)
    made = Document(io.BytesIO(first))
    pages = [(section.page_width.mm, section.page_height.mm) for section in made.sections]
    assert [(round(width), round(height)) for width, height in pages] == [(210, 297), (297, 210), (210, 297)]
    heads = [[cell.text for cell in table.rows[0].cells] for table in made.tables]
    clauses = next(table for table, head in zip(made.tables, heads, strict=True) if len(head) == 9)
    numbers = {row.cells[0].text for row in clauses.rows}
    assert {clause.number for clause in framework().leaves()} <= numbers
    assert all(table._tbl.tr_lst[0].trPr.xpath("w:tblHeader") for table in made.tables)
    text = "\n".join(paragraph.text for paragraph in made.paragraphs)
    assert {"vi": "đánh giá viên kết luận", "en": "an auditor judges that"}[lang] in text


def test_the_checklist_is_a_word_file_to_write_on(folder: Path, tmp_path: Path) -> None:
    """Standard, law and good practice apart, with places; notes and grade are empty; all pages lie sideways."""
    made = Document(io.BytesIO(written(folder, tmp_path, "--checklist", lang="en")))
    assert all(section.page_width > section.page_height for section in made.sections)
    (table,) = made.tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert [row[0] for row in rows[1:]] == [clause.number for clause in framework().leaves()]
    assert all(len(row) == 8 and row[1] and not row[6] and not row[7] for row in rows[1:])
    own = next(row for row in rows if row[0] == "4.4.1")
    assert "p.yaml:1:1" in own[2] and "4.4.1/io" in own[2]


def test_the_contents_lead_to_every_section_and_clause(folder: Path, tmp_path: Path) -> None:
    """Each heading stands in the contents, each clause objected to below the objections, all with their page."""
    out = tmp_path / "a.docx"
    run(folder, "--format", "docx", "-o", out)
    made = Document(str(out))
    named = [mark.get(qn("w:name")) for mark in made.element.body.iter(qn("w:bookmarkStart"))]
    asked = [text.text.split()[1] for text in made.element.body.iter(qn("w:instrText")) if "PAGEREF" in text.text]
    assert sorted(named) == sorted(set(named)) and set(asked) <= set(named)
    entries = [each for each in made.paragraphs if each.style.name.startswith("Contents ") and "\t" in each.text]
    headings = [each.text for each in made.paragraphs if each.style.name in ("Heading 1", "Heading 2")]
    assert [each.text.partition("\t")[0] for each in entries] == headings
    told = report(folder)["systems"][0]
    objected = {each["rule"] for each in told["objections"] if not each["accepted"]}
    clauses = [each["clause"] for each in told["clauses"] if objected & set(each["rules"])]
    (line,) = [each.text for each in made.paragraphs if each.text.startswith("First objection by clause")]
    assert re.findall(r"[\d.]+(?=:)", line) == clauses
    settings = [each.tag for each in made.settings.element]
    assert settings.index(qn("w:updateFields")) < settings.index(qn("w:compat"))  # Word insists on the order


@pytest.mark.skipif(shutil.which("soffice") is None, reason="no office program is installed here")
@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_an_office_program_opens_it(folder: Path, tmp_path: Path, form: str) -> None:
    """The Word file and the workbook are read by another program without repair."""
    out = tmp_path / f"a.{form}"
    run(folder, "--format", form, "-o", out)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    asked = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(out)]
    subprocess.run(asked, check=True, capture_output=True, timeout=110)
    assert (tmp_path / "a.pdf").stat().st_size > 5_000


def test_formats_and_files_go_together(folder: Path, tmp_path: Path) -> None:
    """What is no text needs a file, text needs none, a checklist is a Word file or a workbook."""
    assert run(folder, "--format", "docx")[0] == 2
    assert run(folder, "-o", tmp_path / "a.txt")[0] == 2
    assert run(folder, "--format", "html", "--checklist")[0] == 2
    assert run(folder, "--format", "html", "-o", tmp_path / "a.html")[0] == 1
    assert (tmp_path / "a.html").read_text(encoding="utf-8") == run(folder, "--format", "html")[1]


# SARIF


def test_objections_fit_the_schema_of_sarif() -> None:
    """What goes to other programs is SARIF 2.1.0 to the letter, for the whole sample as well."""
    schema = json.loads((DATA / "sarif" / "sarif-schema-2.1.0.json").read_text(encoding="utf-8"))
    sample = Path(__file__).parent.parent / "processes"
    sent = json.loads(run(sample, "--format", "sarif", lang="vi")[1])
    assert sent["version"] == "2.1.0" and len(sent["runs"][0]["results"]) > 50
    assert not [error.message for error in Draft4Validator(schema).iter_errors(sent)]
    broken = {**sent, "version": "2.0"}
    assert not Draft4Validator(schema).is_valid(broken)


def test_other_programs_see_what_is_new(folder: Path, tmp_path: Path) -> None:
    """Against a baseline each result says whether it is new; without one nothing is said of it."""
    baseline = tmp_path / "earlier.json"
    baseline.write_text(run(folder, "--format", "json")[1], encoding="utf-8")
    write(folder, {"qms/risks.yaml": "entries: {r: {title: A, accepted: {by: x, until: 2026-01-31}}}\n"})
    sent = json.loads(run(folder, "--format", "sarif", "--baseline", baseline)[1])["runs"][0]["results"]
    states = {result["ruleId"]: result["baselineState"] for result in sent}
    assert states["6.1.2/risk-consistency"] == "new" and states["4.4.1/io"] == "unchanged"
    assert "baselineState" not in run(folder, "--format", "sarif")[1]


# what is kept between runs


def answers(folder: Path) -> list[Path]:
    return sorted((folder / "conformity").glob("*.json"))


def test_an_unchanged_folder_is_answered_from_the_cache(
    folder: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is judged twice; nothing is kept beside the user's files."""
    before = sorted(folder.rglob("*"))
    first = run(folder)
    assert len(answers(kept)) == 1 and sorted(folder.rglob("*")) == before
    monkeypatch.setattr("isoqms.cli.conformity._judged", None)
    assert run(folder) == first


CHANGES: dict[str, Any] = {
    "a procedure": lambda folder: write(folder, {"p.yaml": PROCEDURE}),
    "a quality document": lambda folder: write(folder, {"qms/scope.yaml": SCOPE.replace("A\n", "B\n")}),
    "a new file": lambda folder: write(folder, {"r.yaml": PROCEDURE.replace("id: P", "id: R")}),
    "the organisation": lambda folder: write(folder, {"organisation.yaml": ORGANISATION + "notes: [a]\n"}),
}


@pytest.mark.parametrize("change", sorted(CHANGES))
def test_whatever_changed_is_judged_anew(folder: Path, kept: Path, change: str) -> None:
    """Any file the answer rests on, and any other question, makes another answer."""
    run(folder)
    CHANGES[change](folder)
    run(folder)
    assert len(answers(kept)) == 2
    run(folder, "--pack", "structure")
    run(folder, lang="vi")
    assert len(answers(kept)) == 4


def test_a_file_that_documents_name_is_compared_anew(folder: Path) -> None:
    """A signed file is no YAML of the workspace; when it changes, the kept answer is none any more."""
    entry = "documents: {D: {title: A, file: d.pdf, sha256: '" + "0" * 64 + "'}}\n"
    write(folder, {"qms/documents.yaml": entry, "d.pdf": b"one"})
    asked = conformity_run.Asked(
        paths=(folder,), edition="iso9001-2015", packs=(), simulated=False, day=date(2026, 11, 22), baseline=None,
        wording=None, form="text", checklist=False, lang="en", workspace=Path(),
    )  # fmt: skip
    run(folder)
    held = conformity_run.kept(asked)
    assert held is not None and held.referred[0][0].endswith("d.pdf")
    write(folder, {"d.pdf": b"another"})
    assert conformity_run.kept(asked) is None


@pytest.mark.parametrize("spoiled", ["", "{", "0\n{}", "[]"])
def test_a_spoiled_cache_is_a_miss(folder: Path, kept: Path, spoiled: str) -> None:
    """Whatever stands in the cache, the answer is right."""
    first = run(folder)
    for path in answers(kept):
        path.write_text(spoiled, encoding="utf-8")
    assert run(folder) == first
    (path,) = answers(kept)
    Cache(kind="conformity").put(path.stem, {"report": 3})
    assert run(folder) == first


def test_another_program_answers_anew(folder: Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A changed rule is never answered from before."""
    run(folder)
    monkeypatch.setattr(Cache, "program", staticmethod(lambda: b"another"))
    run(folder)
    assert len(answers(kept)) == 2


# the register


@pytest.fixture
def with_register(folder: Path) -> Iterator[Path]:
    """The office with a register, in which something was found and measured."""
    from django.db import connections

    def ask(*words: str) -> None:
        done = CliRunner().invoke(cli, ["--lang", "en", *words, "-w", str(folder)])
        assert done.exit_code == 0, done.output

    ask("register", "init", "--by", "binh", "--name", "Bình", "--office", "xa")
    ask("kpi", "record", "--by", "binh", "--set", "metric=on_time", "--set", "value=0.9", "--set", "source=register",
        "--set", "period_from=2026-01-01", "--set", "period_to=2026-03-31", "--set", "process=P",
        "--set", "measured_in=%", "--set", "evidence=sổ một cửa")  # fmt: skip
    ask("nc", "draft", "--by", "binh", "--set", "statement=Thiếu giấy tờ", "--set", "detected_on=2026-03-01",
        "--set", "source=complaint", "--set", "requirements.R1.kind=clause", "--set", "requirements.R1.ref=8.2.3",
        "--set", "evidence.E1.text=hồ sơ 12", "--set", "process=P")  # fmt: skip
    listed = CliRunner().invoke(cli, ["nc", "list", "--format", "json", "-w", str(folder)]).output
    reference = re.findall(r"NC-\d{4}-\d{4}", listed)[0]
    ask("nc", "register", reference, "--by", "binh")
    yield folder
    connections.close_all()


def lacking(folder: Path) -> set[str]:
    """The rules for which evidence is insufficient."""
    return {each["rule"] for each in report(folder, "--no-cache")["systems"][0]["insufficient"]}


def test_rules_see_what_the_register_keeps(with_register: Path) -> None:
    """Kinds of records the register keeps have a source; a nonconformity that is not analysed yet is told as such."""
    held = report(with_register, "--no-cache")["systems"][0]
    said = " ".join(held["not_examined"])
    assert "nonconformity" not in said and "measurement" not in said and "acknowledgement" in said
    results = {each["rule"]: each for each in held["results"] if each["rule"].startswith("10.2")}
    assert results["10.2.1/cause"]["status"] == "insufficient_evidence"
    missing = {each["rule"]: each["missing"] for each in held["insufficient"]}
    assert missing["10.2.1/cause"].startswith("not yet in the record “NC-2026-0001”: cause, similar_cases; due ")
    assert "register/NC-2026-0001" in results["10.2.1/cause"]["evidence"][0]
    told = {each["rule"] for each in held["objections"]}
    young = {rule for rule, said in missing.items() if "too short to tell" in said}
    assert {"9.3.3/outputs", "9.2.2/programme"} <= young - told  # nothing of the kind is recorded, and since today only


def test_without_a_register_records_have_no_source(folder: Path) -> None:
    """Nothing is invented: what rests on records is insufficient evidence."""
    assert {"10.2.1/cause", "9.2.2/reported", "9.1.2/complaints"} <= lacking(folder)


def test_a_register_belongs_to_its_own_offices(with_register: Path) -> None:
    """Another organisation below, of which nobody has an account, keeps its records elsewhere."""
    files = {"organisation.yaml": ORGANISATION.replace("{xa:", "{so:"), "r.yaml": PROCEDURE.replace("id: P", "id: R")}
    write(with_register / "so", files)
    own, other = report(with_register, "--no-cache")["systems"]
    assert other["folder"].endswith("so/")
    source = ("10.2.1/cause", "no source keeps records of nonconformities")
    assert source in {(each["rule"], each["missing"]) for each in other["insufficient"]}
    assert source not in {(each["rule"], each["missing"]) for each in own["insufficient"]}


def test_nobody_is_given_the_records_of_an_office_that_cannot_be_read(with_register: Path) -> None:
    """While the organisation above cannot be read, what names no office is not taken for that of one below."""
    write(with_register / "so", {"organisation.yaml": ORGANISATION.replace("{xa:", "{so:"), "r.yaml": PROCEDURE})
    (with_register / "so" / "r.yaml").write_text(PROCEDURE.replace("id: P", "id: R"), encoding="utf-8")
    (with_register / "organisation.yaml").write_text("offices: [", encoding="utf-8")
    above, below = report(with_register, "--no-cache")["systems"]
    assert below["folder"].endswith("so/")
    assert ("10.2.1/cause", "no source keeps records of nonconformities") in {
        (each["rule"], each["missing"]) for each in below["insufficient"]
    }
    assert ("10.2.1/cause", "organisation.yaml cannot be read") in {
        (each["rule"], each["missing"]) for each in above["insufficient"]
    }


def test_a_changed_register_is_read_anew(with_register: Path) -> None:
    """The kept answer rests on the register as well."""
    before = run(with_register)
    assert run(with_register) == before
    done = CliRunner().invoke(
        cli,
        ["survey", "record", "--by", "binh", "--set", "question=A", "--set", "period_from=2026-01-01", "--set",
         "period_to=2026-03-31", "--set", "asked=9", "--set", "answered=5", "--set", "satisfied=4",
         "--set", "process=P", "-w", str(with_register)],
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    assert run(with_register) != before


def test_records_hold_what_rules_ask_for(with_register: Path) -> None:
    """Figures by their indicator and procedure, with the day and the place in the register."""
    from isoqms.register.place import Place, evidence_folder
    from isoqms.register.records.for_rules import records_for
    from isoqms.register.records.opening import open_book

    place = Place(file=with_register / "register" / "register.sqlite3")
    book = open_book(place, evidence_folder(with_register))
    assert records_for(book, ["so"], home=False) is None
    kept = records_for(book, ["xa"], home=False)
    assert kept is None or kept.of(RecordKind.MEASUREMENT) == ()
    kept = records_for(book, ["xa"], home=True)
    assert kept is not None
    (figure,) = kept.of(RecordKind.MEASUREMENT) or ()
    assert (figure.held["indicator"], figure.procedure, figure.on) == ("on_time", "P", date(2026, 3, 31))
    (found,) = kept.of(RecordKind.NONCONFORMITY) or ()
    assert found.at == Position(f"register/{found.id}") and found.held["requirement"] == ["clause: 8.2.3"]
    assert found.held["cause"].due and found.held["effective"] == NotYet() and found.held["closed"] is None
    assert kept.of(RecordKind.EQUIPMENT) is None


def test_a_word_file_holds_no_moment_of_the_run(folder: Path, tmp_path: Path) -> None:
    """Neither the machine nor the time of writing gets into the file."""
    with zipfile.ZipFile(io.BytesIO(written(folder, tmp_path))) as parts:
        assert {part.date_time[0] for part in parts.infolist()} == {1980}
        assert b"2026-11-22" in parts.read("docProps/core.xml")
