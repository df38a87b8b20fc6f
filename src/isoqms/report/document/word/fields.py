"""What python-docx has no words for: fields with a cached value, bookmarks, links inside the document, and borders."""

from __future__ import annotations

from typing import Any

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.table import _Cell
from docx.text.paragraph import Paragraph


def element(tag: str, **attributes: str) -> Any:
    """Return a new element of the Word namespace, `tag` and attributes without their prefix."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name.rstrip('_')}"), value)
    return made


def add_field(paragraph: Paragraph, instruction: str, cached: str) -> None:
    """Add a field; `cached` is what shows until a program works it out anew."""
    for kind in ("begin", "separate", "end"):
        if kind == "separate":
            code = paragraph.add_run()._r
            text = element("instrText")
            text.text = f" {instruction} "
            text.set(qn("xml:space"), "preserve")
            code.append(text)
        paragraph.add_run()._r.append(element("fldChar", fldCharType=kind))
        if kind == "separate":
            paragraph.add_run(cached)


def add_with_fields(paragraph: Paragraph, text: str, fields: dict[str, tuple[str, str]]) -> None:
    """Add `text`, each `{name}` in it replaced by the field (instruction, cached value) of that name."""
    rest = text
    while rest:
        found = min(((rest.find(f"{{{name}}}"), name) for name in fields if f"{{{name}}}" in rest), default=None)
        if found is None:
            paragraph.add_run(rest)
            return
        at, name = found
        if at:
            paragraph.add_run(rest[:at])
        add_field(paragraph, *fields[name])
        rest = rest[at + len(name) + 2 :]


def bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    """Set a bookmark around what stands in a paragraph."""
    start = element("bookmarkStart", id=str(number), name=name)
    properties = paragraph._p.pPr
    if properties is None:
        paragraph._p.insert(0, start)
    else:
        properties.addnext(start)
    paragraph._p.append(element("bookmarkEnd", id=str(number)))


def link_to(paragraph: Paragraph, name: str, first: int = 0) -> None:
    """Make what stands in a paragraph from the run `first` on, as yet without a link, a link to a bookmark."""
    link = element("hyperlink", anchor=name, history="1")
    for run in list(paragraph._p.r_lst)[first:]:
        link.append(run)
    paragraph._p.append(link)


def repeat_as_head(row: Any) -> None:
    """Let a row of a table be repeated on every page the table goes over."""
    row._tr.get_or_add_trPr().append(element("tblHeader"))


def keep_whole(row: Any) -> None:
    """Keep a row on one page."""
    row._tr.get_or_add_trPr().append(element("cantSplit"))


def pad(cell: _Cell, points: float) -> None:
    """Set the free space in a cell on all sides."""
    margins = element("tcMar")
    for side in ("top", "start", "bottom", "end"):
        name = {"start": "left", "end": "right"}.get(side, side)
        margins.append(element(name, w=str(round(points * 20)), type="dxa"))
    cell._tc.get_or_add_tcPr().append(margins)
