"""The document as PDF: typst sets the content by `paper.typ`, with shipped fonts only, tagged for screen readers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any, Literal

from isoqms.problem import IsoqmsError
from isoqms.report.document.content import Block, Cell, IsoDocument, Paragraph, Reference, Row, Section, Table
from isoqms.report.document.pictures import pictures
from isoqms.report.map.typeface import FONT_FOLDER
from isoqms.words import Message

_SOURCE = Path(__file__).parent / "paper.typ"
_STANDARD: Literal["ua-1"] = "ua-1"
"""PDF/UA-1: accessible PDF; typst refuses to write what breaks it (a picture without words, a skipped heading)."""


def to_pdf(document: IsoDocument) -> bytes:
    """Return the document as PDF; the same document gives the same bytes.

    Raises:
        IsoqmsError: typst failed or warned.
    """
    import typst

    inputs = _inputs(document)
    try:
        return _compiled(document, inputs, _STANDARD)
    except typst.TypstError:
        # a sign that no shipped font has is shown as a box, which the standard forbids: better that than no document
        try:
            return _compiled(document, inputs, None)
        except typst.TypstError as failure:
            reason = failure.message
    raise IsoqmsError(Message("The document could not be printed: {reason}", reason=reason))


def _compiled(document: IsoDocument, inputs: dict[str, str], standard: Literal["ua-1"] | None) -> bytes:
    import typst

    made, warnings = typst.compile_with_warnings(
        _SOURCE.read_bytes(),
        font_paths=_fonts(),
        format="pdf",
        sys_inputs=inputs,
        pdf_standards=standard,
        timestamp=int(datetime.combine(document.as_of, time(), UTC).timestamp()),
    )
    if warnings or not isinstance(made, bytes):
        reason = "; ".join(warning.message for warning in warnings)
        raise IsoqmsError(Message("The document could not be printed: {reason}", reason=reason))
    return made


def page_numbers(document: IsoDocument) -> Mapping[str, int]:
    """Return the page on which each section begins, by its id, as the PDF has it.

    Raises:
        IsoqmsError: typst failed.
    """
    import typst

    try:
        found = typst.query(
            _SOURCE.read_bytes(), "<pages>", field="value", one=True, font_paths=_fonts(), sys_inputs=_inputs(document)
        )
    except typst.TypstError as failure:
        raise IsoqmsError(Message("The document could not be printed: {reason}", reason=failure.message)) from failure
    return {id_: int(page) for id_, page in json.loads(found).items()}


def _fonts() -> Any:
    import typst

    return typst.Fonts(False, False, [str(FONT_FOLDER)])


def _inputs(document: IsoDocument) -> dict[str, str]:
    drawn = list(pictures(document.map))
    data = _data(document) | {
        "map": {
            "id": document.map.section.id,
            "heading": document.map.section.heading,
            "alt": document.map.description,
            "sheets": [{"width": each.width, "height": each.height, "page": each.page} for each in drawn],
        }
    }
    sheets = {f"sheet{number}": each.svg for number, each in enumerate(drawn)}
    return {"content": json.dumps(data, ensure_ascii=False), **sheets}


def _data(document: IsoDocument) -> dict[str, Any]:
    profile, day = document.profile, document.as_of
    return {
        "lang": document.lang,
        "date": [day.year, day.month, day.day],
        "style": {
            "font": profile.font,
            "leading": profile.leading,
            "gap": profile.gap_pt,
            "first_line": profile.first_line_mm,
            "sizes": asdict(profile.sizes),
            "margins": asdict(profile.margins_mm),
        },
        "cover": {**asdict(document.cover), "facts": _facts(document.cover.facts)},
        "running": {**asdict(document.running), "facts": _facts(document.running.facts)},
        "contents": document.contents_title,
        "front": [_section(section) for section in document.front],
        "sections": [_section(section) for section in document.sections],
        "entries": [{"id": each.id, "text": each.heading, "level": each.level} for each in document.headings],
    }


def _facts(facts: tuple[tuple[str, Cell], ...]) -> list[dict[str, Any]]:
    return [{"label": label, "value": asdict(cell)} for label, cell in facts]


def _section(section: Section) -> dict[str, Any]:
    blocks = [_block(block) for block in section.blocks]
    return {"id": section.id, "heading": section.heading, "level": section.level, "blocks": blocks}


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Paragraph():
            return {"kind": "item" if block.item else "paragraph", "text": block.text, "missing": block.missing}
        case Reference():
            return {"kind": "reference", "text": block.text, "section": block.section}
        case Table():
            rows = [_row(row) for row in block.rows]
            whole = not block.may_break
            return {"kind": "table", "head": block.head, "widths": block.widths, "rows": rows, "whole": whole}


def _row(row: Row) -> dict[str, Any]:
    cells = [asdict(cell) for cell in row.cells]
    kind = {"opens": row.opens, "total": row.total}
    return {"cells": cells, "least": row.least_mm, "whole": not row.may_break, **kind}
