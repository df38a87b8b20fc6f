"""`isoqms document`: files that open, and refusals that help."""

from __future__ import annotations

import io
import re
from pathlib import Path

import docx
import office
import pytest
from click.testing import CliRunner, Result
from pypdf import PdfReader
from test_document_template import template

from isoqms.cli.main import cli


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files = {"organisation.yaml": office.ORGANISATION, "a.yaml": office.procedure("QT-01")}
    return office.write(tmp_path / "in", {**files, "b.yaml": office.procedure("QT-02")})


def run(*args: str | Path, lang: str = "en") -> Result:
    return CliRunner().invoke(cli, ["--lang", lang, "document", *map(str, args)], catch_exceptions=False)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_folder_is_printed(folder, tmp_path, lang):
    """Each procedure of a folder becomes a file named by its code, and the files are named."""
    done = run(folder, "--to", "pdf", "-o", tmp_path / "out", "--as-of", "2026-11-21", lang=lang)
    assert done.exit_code == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["QT-01.pdf", "QT-02.pdf"]
    text = "".join(page.extract_text() for page in PdfReader(tmp_path / "out" / "QT-02.pdf").pages)
    title, day = {"vi": ("Chứng thực chữ ký", "21/11/2026"), "en": ("Certify a signature", "21 Nov 2026")}[lang]
    assert title in " ".join(text.split()) and day in text
    assert "QT-01.pdf" in done.output


def test_one_procedure_as_word_file(folder, tmp_path):
    """A single procedure is printed with the titles of its organisation."""
    done = run(folder / "a.yaml", "--to", "docx", "-o", tmp_path / "out")
    assert done.exit_code == 0
    (made,) = (tmp_path / "out").iterdir()
    cells = [
        c.text for table in docx.Document(io.BytesIO(made.read_bytes())).tables for r in table.rows for c in r.cells
    ]
    assert "One-stop officer" in cells


def test_template(folder, tmp_path):
    """The office's own template is filled in instead of our layout."""
    (tmp_path / "mau.docx").write_bytes(template("Tên: {{ title }}"))
    done = run(
        folder / "a.yaml", "--to", "docx", "-o", tmp_path / "out", "--template", tmp_path / "mau.docx", lang="vi"
    )
    assert done.exit_code == 0
    made = docx.Document(io.BytesIO((tmp_path / "out" / "QT-01.docx").read_bytes()))
    assert [paragraph.text for paragraph in made.paragraphs] == ["Tên: Chứng thực chữ ký"]


def test_unknown_field_of_a_template(folder, tmp_path):
    """A field there is not ends the run with its name and the fields there are; nothing is written."""
    (tmp_path / "mau.docx").write_bytes(template("{{ tieu_de }}"))
    done = run(folder / "a.yaml", "--to", "docx", "-o", tmp_path / "out", "--template", tmp_path / "mau.docx")
    assert done.exit_code == 1
    assert "tieu_de" in done.output and "title" in done.output and "mau.docx" in done.output
    assert not (tmp_path / "out").exists()


def test_wrong_usage(folder, tmp_path):
    """A template for a PDF, an unknown form, an unknown profile: wrong usage, told with what would be right."""
    (tmp_path / "mau.docx").write_bytes(template("x"))
    for args, words in (
        (("--to", "pdf", "--template", tmp_path / "mau.docx"), "--to docx"),
        (("--to", "odt"), "docx, pdf"),
        (("--to", "pdf", "--profile", "xx"), "neutral"),
        ((), "--to"),
    ):
        done = run(folder, *args)
        assert done.exit_code == 2 and words in done.output


def test_files_with_errors_are_not_printed(tmp_path):
    """A procedure that cannot be read is not printed: its problems are listed instead."""
    office.write(tmp_path, {"a.yaml": "id: A\ntitle: {vi: X}\nsteps: {}\n"})
    done = run(tmp_path, "--to", "pdf", "-o", tmp_path / "out")
    assert done.exit_code == 1 and "a.yaml:3" in done.output
    assert not (tmp_path / "out").exists()


def test_errors_of_the_rules_are_told_and_printed(tmp_path):
    """A file that a check finds wrong is printed, says so itself, and the run says so too."""
    text = office.procedure("QT-01").rstrip("\n") + "\nauthors: [{name: A, post: nobody}]\n"
    place = office.write(tmp_path / "in", {"organisation.yaml": office.ORGANISATION, "a.yaml": text})
    done = run(place, "--to", "pdf", "-o", tmp_path / "out")
    assert done.exit_code == 0 and "QT-01 (1)" in done.output and "isoqms check" in done.output
    first = PdfReader(tmp_path / "out" / "QT-01.pdf").pages[0].extract_text()
    assert "not to be signed, errors: 1" in " ".join(first.split())


def test_names_that_stand_for_nothing_are_told(tmp_path):
    """A role or post that the organisation does not know is named on the terminal, and never printed as a title."""
    text = office.procedure("QT-01").rstrip("\n") + "\napprovers: [{name: A, post: nobody}]\n"
    text = text.replace("role: one_stop", "role: one_stopp")
    place = office.write(tmp_path / "in", {"organisation.yaml": office.ORGANISATION, "a.yaml": text})
    done = run(place / "a.yaml", "--to", "docx", "-o", tmp_path / "out")
    assert done.exit_code == 0
    assert "no post “nobody”" in done.stderr and "no role “one_stopp”" in done.stderr
    made = docx.Document(io.BytesIO((tmp_path / "out" / "QT-01.docx").read_bytes()))
    cells = {cell.text for table in made.tables for row in table.rows for cell in row.cells}
    assert "[no such role: one_stopp]" in cells and not cells & {"nobody", "one_stopp"}


@pytest.mark.parametrize("command", [("draw", "--format", "svg"), ("export", "--to", "xlsx")])
def test_maps_and_tables_tell_names_that_stand_for_nothing_too(folder, tmp_path, command):
    """A map or a table shows such a name as it is written, so the run says so; one that is right says nothing."""
    args = ["--lang", "en", *command, str(folder / "a.yaml"), "-o", str(tmp_path / "out")]
    assert not CliRunner().invoke(cli, args).stderr
    office.write(folder, {"a.yaml": office.procedure("QT-01").replace("role: one_stop", "role: one_stopp")})
    done = CliRunner().invoke(cli, args)
    assert done.exit_code == 0 and "no role “one_stopp”" in done.stderr
    office.write(folder, {"organisation.yaml": "offices: {}\n"})
    assert CliRunner().invoke(cli, args).exit_code == 1


def test_an_organisation_that_cannot_be_read_stops_the_print(folder, tmp_path):
    """Where organisation.yaml has errors nothing is printed: they are listed, though another file was asked for."""
    wrong = office.ORGANISATION.replace("offices:", "office:", 1)
    office.write(folder, {"organisation.yaml": wrong})
    done = run(folder / "a.yaml", "--to", "docx", "-o", tmp_path / "out")
    assert done.exit_code == 1 and "organisation.yaml:" in done.stderr
    assert not (tmp_path / "out").exists()


def test_without_an_organisation_the_short_names_are_told(tmp_path):
    """A procedure without any organisation is printed with the names of its file, and the run says so."""
    place = office.write(tmp_path / "in", {"a.yaml": office.procedure("QT-01")})
    done = run(place, "--to", "docx", "-o", tmp_path / "out")
    assert done.exit_code == 0 and "no organisation.yaml above" in done.stderr and "short names" in done.stderr


def test_empty_parts_are_told_with_the_name_to_write(folder, tmp_path):
    """Of one procedure a line for each part, of a folder a line for each procedure; each with the names of the file."""
    one = run(folder / "a.yaml", "--to", "docx", "-o", tmp_path / "out").stderr.splitlines()
    assert any(line.strip().startswith("5.3") and line.endswith("(dossier)") for line in one)
    several = run(folder, "--to", "docx", "-o", tmp_path / "out").stderr.splitlines()
    assert len([line for line in several if line.startswith("  QT-0") and "(dossier)" in line]) == 2


def test_the_calendar_tells_the_country_where_the_office_does_not(tmp_path):
    """An office that keeps the calendar of Viet Nam prints as offices there do, also where it names no country."""
    place = office.write(
        tmp_path / "in", {"organisation.yaml": office.ORGANISATION, "a.yaml": office.procedure("QT-01")}
    )
    text = (place / "organisation.yaml").read_text(encoding="utf-8")
    assert "calendar: vn" in text
    (place / "organisation.yaml").write_text(re.sub(r"\n *country: .*", "", text), encoding="utf-8")
    assert run(place, "--to", "pdf", "-o", tmp_path / "out").exit_code == 0
    pages = PdfReader(tmp_path / "out" / "QT-01.pdf").pages
    assert any("TCVN ISO 9001:2015" in page.extract_text() for page in pages)


def test_profile(folder, tmp_path):
    """The profile asked for is the one used."""
    assert run(folder / "a.yaml", "--to", "pdf", "-o", tmp_path, "--profile", "vn-national", lang="vi").exit_code == 0
    text = PdfReader(tmp_path / "QT-01.pdf").pages[0].extract_text()
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in " ".join(text.split())
