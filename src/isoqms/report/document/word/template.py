"""The office's own Word template, filled in by docxtpl: in a sandbox, and with every unknown field refused by name.

A template may use what `fields` returns and nothing else. It is a file from somewhere, so the expressions in it are
run as a stranger's: no attribute of Python can be reached, nothing can be made long by multiplying, and loops go over
the rows of the document only, as jinja2's own functions (`range` and the like) are taken away.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from docx.shared import Mm
from jinja2 import StrictUndefined, TemplateError, UndefinedError
from jinja2.exceptions import SecurityError, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from isoqms.exchange.archive import kind_of
from isoqms.exchange.faults import UnreadableError
from isoqms.problem import Ground, Position, Problem, Severity
from isoqms.report.document.content import IsoDocument, Section, Table
from isoqms.report.document.pictures import as_png, pictures
from isoqms.report.document.word.writer import archived, set_properties
from isoqms.words import Message

RULE = "format/template"
_LONGEST = 1_000_000
"""No text or list that a template makes may be longer than this."""
_MAP_MM = 165.0


class _Sandbox(ImmutableSandboxedEnvironment):
    """A sandbox in which nothing can be multiplied beyond measure."""

    intercepted_binops = frozenset(["*", "**"])

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        numbers = all(isinstance(value, (int, float)) for value in (left, right))
        size = max((abs(value) for value in (left, right) if isinstance(value, (int, float))), default=0)
        length = max((len(value) for value in (left, right) if isinstance(value, (str, list, tuple))), default=1)
        if size * length > _LONGEST or (numbers and operator == "**" and size > 100):
            raise SecurityError(f"{operator} makes too much of it")
        return super().call_binop(context, operator, left, right)


def fields(document: IsoDocument) -> dict[str, Any]:
    """Return what a template may use.

    `title`, `agency`, `code`, `issue`, `issued`, `stamp`, … are texts; `sections.purpose` and so on are lists of
    paragraphs; `tables.process` and so on are lists of rows, whose cells are named as the profile names its columns.
    """
    facts = [value.text for _, value in document.cover.facts]
    sections = [*document.front, *document.sections]
    return {
        "title": document.cover.title,
        "kind": document.cover.kind,
        "agency": document.cover.agency.text,
        "code": facts[0],
        "issue": facts[1],
        "issued": facts[2],
        "note": document.cover.note,
        "foot": document.running.foot,
        "as_of": _day(document.as_of, document.lang),
        "headings": {section.id: section.heading for section in sections},
        "sections": {section.id: _paragraphs(section) for section in sections},
        "tables": {id_: [] for id_ in document.profile.columns}
        | {block.id: _rows(block) for section in sections for block in section.blocks if isinstance(block, Table)},
    }


def filled(document: IsoDocument, template: bytes, name: str) -> bytes | Problem:
    """Return the office's template filled in with a document, or what is wrong with the template.

    Beside `fields`, `maps` holds the sheets of the map as pictures. The same input gives the same bytes.

    Raises:
        IsoqmsError: typst failed to draw the map.
    """

    def values(made: Any) -> dict[str, Any]:
        return fields(document) | {"maps": _maps(made, document)}

    made = rendered(template, name, values, [*fields(document), "maps"])
    if isinstance(made, Problem):
        return made
    set_properties(made.docx, document)
    return archived(made)


def rendered(
    template: bytes, name: str, values: Callable[[Any], dict[str, Any]], known: Sequence[str]
) -> Any | Problem:
    """Return a template filled in with values, in the sandbox, or what is wrong with it.

    Args:
        template: the Word file.
        name: what it is called in messages.
        values: gives the fields for the template once it is open.
        known: names of the fields, told when the template asks for another.
    """
    from docxtpl import DocxTemplate  # type: ignore[import-untyped]

    stranger = _stranger(template, name)
    if stranger:
        return stranger
    made = DocxTemplate(io.BytesIO(template))
    environment = _Sandbox(undefined=StrictUndefined, autoescape=True)
    environment.globals.clear()
    try:
        made.init_docx()
        made.render(values(made), environment, autoescape=True)
    except UndefinedError as error:
        return _unknown_field(error, known, name)
    except (SecurityError, OverflowError) as error:
        return _not_allowed(error, name)
    except TemplateSyntaxError as error:
        message = Message("the template has a mistake in an expression: {reason}", reason=error.message or "")
        return _problem(message, _how_to_write(), name)
    except (TemplateError, ValueError, TypeError, AttributeError, ArithmeticError, LookupError) as error:
        message = Message("the template cannot be filled in: {reason}", reason=error)
        return _problem(message, _how_to_write(), name)
    return made


def _maps(made: Any, document: IsoDocument) -> list[Any]:
    from docxtpl import InlineImage

    title = document.map.sheets.diagram.title
    sheets = [io.BytesIO(as_png(sheet, title)) for sheet in pictures(document.map)]
    return [InlineImage(made, sheet, width=Mm(_MAP_MM)) for sheet in sheets]


def _stranger(template: bytes, name: str) -> Problem | None:
    """Return why a file is not opened as a template, if it is not."""
    try:
        kind = kind_of(template, name)
    except UnreadableError as error:
        return error.problem
    if kind == "docx":
        return None
    message = Message("the template is not a Word document (.docx)")
    return _problem(message, Message("save it from Word or LibreOffice as .docx"), name)


def _unknown_field(error: UndefinedError, known: Sequence[str], name: str) -> Problem:
    message = Message("the template asks for a field there is not: {reason}", reason=error.message or "")
    return _problem(message, Message("use one of these: {known}", known=list(known)), name)


def _not_allowed(error: Exception, name: str) -> Problem:
    message = Message("the template does what no template may: {reason}", reason=error)
    return _problem(message, Message("take the expression out; a template only names fields"), name)


def _how_to_write() -> Message:
    return Message("write fields as {example} and repeat rows with the loop of docxtpl", example="{{ title }}")


def _problem(message: Message, fix: Message, name: str) -> Problem:
    return Problem(Position(name), RULE, Severity.ERROR, Ground.FORMAT, message, fix)


def _day(day: date, lang: str) -> str:
    return f"{day:%d/%m/%Y}" if lang == "vi" else day.isoformat()


def _paragraphs(section: Section) -> list[str]:
    return [block.text for block in section.blocks if not isinstance(block, Table) and "{page}" not in block.text]


def _rows(table: Table) -> list[Mapping[str, str]]:
    """Return the rows by the keys of their columns; a cell over several columns stands under the first of them."""
    rows: list[Mapping[str, str]] = []
    for row in table.rows:
        cells, at = dict.fromkeys(table.keys, ""), 0
        for cell in row.cells:
            cells[table.keys[at]] = cell.text
            at += cell.span
        rows.append(cells)
    return rows
