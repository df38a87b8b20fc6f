"""The list of contents of a Word file: entries with the page they lead to, and references to pages within a line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml.ns import qn
from docx.shared import Emu

from isoqms.report.document.word.fields import add_field, element, link_to

UNKNOWN: Final = "…"
"""Stands for a page nobody has counted yet."""
_NO_BREAK: Final = "\u00a0"
_AFTER_UPDATE_FIELDS: Final = (
    "hdrShapeDefaults", "footnotePr", "endnotePr", "compat", "docVars", "rsids", "attachedSchema", "themeFontLang",
    "clrSchemeMapping", "shapeDefaults", "decimalSymbol", "listSeparator",
)  # fmt: skip
"""Settings that Word wants after the one that has fields filled."""


def add_entry(made: Any, text: str, level: int, target: str, width: int, page: str = UNKNOWN) -> None:
    """Add an entry to the contents: what stands at a bookmark, dots, and the page, which links there.

    Args:
        made: the file.
        text: the heading.
        level: 1 or 2.
        target: the bookmark.
        width: where the page ends, in English Metric Units.
        page: what shows until a program counts the pages.
    """
    entry = made.add_paragraph(style=f"Contents {level}")
    entry.paragraph_format.tab_stops.add_tab_stop(Emu(width), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    entry.add_run(f"{text}\t")
    add_field(entry, f"PAGEREF {target} \\h", page)
    link_to(entry, target)


def add_pages(made: Any, heading: str, found: Iterable[tuple[str, str]]) -> None:
    """Add a line with the pages of several things, each by what it is called and its bookmark."""
    line = made.add_paragraph(f"{heading} ", style="Contents 2")
    line.paragraph_format.left_indent = made.styles["Contents 2"].paragraph_format.left_indent * 2
    for number, (name, target) in enumerate(found):
        if number:
            line.add_run("; ")
        before = len(line._p.r_lst)
        line.add_run(f"{name}:{_NO_BREAK}")
        add_field(line, f"PAGEREF {target} \\h", UNKNOWN)
        link_to(line, target, before)


def ask_to_fill(made: Any) -> None:
    """Have Word fill in the fields when it opens the file; other programs do so of themselves."""
    settings = made.settings.element
    after = (each for each in settings if each.tag in {qn(f"w:{name}") for name in _AFTER_UPDATE_FIELDS})
    mark = element("updateFields", val="true")
    first = next(after, None)
    settings.append(mark) if first is None else first.addprevious(mark)
