"""Documents in an office's own Word template: its fields filled in, mistakes named, nothing else let through."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from test_document import document

from isoqms.problem import Problem
from isoqms.report.document.word.template import RULE, fields, filled


def template(*paragraphs: str, rows: tuple[str, ...] = ()) -> bytes:
    """Write a Word file with these paragraphs, and a table of one column with these rows."""
    made = docx.Document()
    for text in paragraphs:
        made.add_paragraph(text)
    if rows:
        table = made.add_table(rows=0, cols=1)
        for text in rows:
            table.add_row().cells[0].text = text
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


def fill(*paragraphs: str, rows: tuple[str, ...] = ()) -> bytes | Problem:
    return filled(document(), template(*paragraphs, rows=rows), "mau.docx")


def refused(*paragraphs: str) -> str:
    made = fill(*paragraphs)
    assert isinstance(made, Problem)
    assert (made.rule, made.at.file) == (RULE, "mau.docx")
    assert made.message.render("vi") and made.fix.render("vi")
    return made.message.render("en")


def words(made: bytes | Problem) -> list[str]:
    assert isinstance(made, bytes)
    written = docx.Document(io.BytesIO(made))
    cells = [cell.text for table in written.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for paragraph in written.paragraphs] + cells


def test_fields_are_filled_in():
    """Title, code and dates stand where the office's template names them."""
    assert "QT-HT-03: Đăng ký khai sinh cho trẻ em (02/01)" in words(fill("{{ code }}: {{ title }} ({{ issue }})"))


def test_rows_are_repeated():
    """A row of the template's own table is repeated for each step, with the cells by their names."""
    rows = ("{%tr for row in tables.process %}", "{{ row.no }} {{ row.who }}", "{%tr endfor %}")
    made = words(fill("Các bước", rows=rows))
    assert "1 Người nộp hồ sơ" in made and "3 Lãnh đạo UBND xã; Công chức một cửa" in made


def test_paragraphs_are_repeated():
    """A section's paragraphs can be listed."""
    made = words(fill("{%p for line in sections.conditions %}", "- {{ line }}", "{%p endfor %}"))
    assert "- Trẻ chưa được khai sinh" in made


def test_the_map_can_be_placed():
    """The sheets of the map are pictures a template can place."""
    made = fill("{%p for map in maps %}", "{{ map }}", "{%p endfor %}")
    assert isinstance(made, bytes)
    assert len(docx.Document(io.BytesIO(made)).inline_shapes) == 1


def test_every_field_can_be_used():
    """All the fields there are can stand in one template."""
    known = fields(document())
    assert isinstance(fill(*(f"{{{{ {name} }}}}" for name in known)), bytes)


def test_the_same_template_gives_the_same_bytes():
    """A filled template is as repeatable as our own layout."""
    assert fill("{{ title }}") == fill("{{ title }}")


def test_marks_in_texts_are_no_markup():
    """Words of the office that look like XML stay words."""
    text = "id: A\ntitle: {vi: 'Phí < 5 & > 3 {{ code }}'}\nsteps: {a: {end: completed}}\n"
    made = filled(document(text), template("{{ title }}"), "mau.docx")
    assert "Phí < 5 & > 3 {{ code }}" in words(made)


@pytest.mark.parametrize(
    ("expression", "name"),
    [("{{ tieu_de }}", "tieu_de"), ("{{ sections.muc_dich }}", "muc_dich"), ("{{ title.x.y }}", "x")],
)
def test_unknown_fields_are_named(expression, name):
    """A field there is not is named in the answer, instead of an empty place in the document."""
    assert name in refused(expression)


@pytest.mark.parametrize(
    "expression",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ title.__init__.__globals__ }}",
        "{{ cycler.__init__.__globals__.os }}",
        "{{ tables.process.append(1) }}",
        "{{ ''.join.__self__ }}",
        "{{ '{0.__class__}'.format(title) }}",
        "{{ 'a' * 1000000000 }}",
        "{{ 9 ** 999999 }}",
        "{% for i in range(1000000000) %}{% endfor %}",
        "{% include '/etc/passwd' %}",
        "{% import 'os' as os %}",
    ],
)
def test_templates_cannot_reach_the_machine(expression):
    """What leads out of the fields, into Python or into endless work, is refused."""
    assert refused(expression)


@pytest.mark.parametrize("expression", ["{{ title", "{% for x in %}", "{{ title | nothing }}", "{{ 1 / 0 }}"])
def test_mistakes_are_told(expression):
    """A mistake in an expression is told as one, not by a traceback."""
    assert refused(expression)


def test_other_files_are_refused():
    """A template that is no Word document, or is damaged, is refused with advice."""
    empty = io.BytesIO()
    with zipfile.ZipFile(empty, "w") as archive:
        archive.writestr("a.txt", "x")
    for content in (b"", b"just text", b"PK\x03\x04broken", empty.getvalue()):
        made = filled(document(), content, "mau.docx")
        assert isinstance(made, Problem) and made.fix.render("en")


def test_documents_of_other_parts_are_refused():
    """A zip archive that only calls itself a Word document does not bring the program down."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    assert isinstance(filled(document(), content.getvalue(), "mau.docx"), Problem)
