"""The text of a Word document as its reader sees it: insertions taken, deletions left out, lists numbered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from docx.oxml.ns import qn

from isoqms.exchange.fold import tidy
from isoqms.exchange.legacy import legacy_font

_LEFT_OUT = frozenset(qn(f"w:{tag}") for tag in ("del", "moveFrom", "tbl", "pPr", "rPr", "instrText", "delText"))
_TEXT, _FALLBACK = qn("w:t"), "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SIGNS = {qn("w:tab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_PICTURES = (qn("w:drawing"), qn("w:pict"), qn("w:object"))


def paragraph_text(paragraph: Any) -> str:
    """Return the text of one paragraph element."""
    return tidy("".join(_pieces(paragraph)))


def _pieces(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag == _TEXT:
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif child.tag not in _LEFT_OUT and child.tag != _FALLBACK:
            yield from _pieces(child)


def has_picture(element: Any) -> bool:
    """Say whether something is drawn in an element."""
    return any(next(element.iter(tag), None) is not None for tag in _PICTURES)


def legacy_fonts(element: Any) -> Iterator[str]:
    """Yield the old encodings of fonts in which letters outside ASCII are written."""
    for run in element.iter(qn("w:r")):
        fonts = run.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
        text = "".join(each.text or "" for each in run.iter(_TEXT))
        if fonts is not None and not text.isascii():
            for font in (fonts.get(qn("w:ascii")), fonts.get(qn("w:hAnsi"))):
                if font and (name := legacy_font(font)):
                    yield name


class Numbering:
    """Numbers that Word itself writes before list paragraphs, counted along the document."""

    def __init__(self, document: Any) -> None:
        self._levels = dict(_levels(document))
        self._styles = dict(_styles(document))
        self._counts: Counter[tuple[str, int]] = Counter()

    def number(self, paragraph: Any) -> str:
        """Return the number written before a paragraph ("2", "B2", "3."), or nothing; call once for each, in order."""
        found = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if found is None:
            found = self._styles.get(_value(paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")))
        if found is None:
            return ""
        list_, level = _value(found.find(qn("w:numId"))), int(_value(found.find(qn("w:ilvl"))) or 0)
        form, shape, start = self._levels.get((list_, level), ("", "", 1))
        if form not in _WRITERS:
            return ""
        for deeper in range(level + 1, 9):
            self._counts[list_, deeper] = 0
        self._counts[list_, level] += 1
        count = self._counts[list_, level] + start - 1
        text = shape.replace(f"%{level + 1}", _WRITERS[form](count))
        for above in range(level):
            before = self._counts[list_, above] or 1
            text = text.replace(f"%{above + 1}", str(before))
        return text.strip()


def _value(element: Any) -> str:
    return "" if element is None else str(element.get(qn("w:val")) or "")


def _levels(document: Any) -> Iterator[tuple[tuple[str, int], tuple[str, str, int]]]:
    try:
        root = document.part.numbering_part.element
    except (KeyError, NotImplementedError, AttributeError):
        return
    shapes = {each.get(qn("w:abstractNumId")): each for each in root.iter(qn("w:abstractNum"))}
    for number in root.iter(qn("w:num")):
        shape = shapes.get(_value(number.find(qn("w:abstractNumId"))))
        for level in () if shape is None else shape.iter(qn("w:lvl")):
            start = _value(level.find(qn("w:start")))
            form, text = _value(level.find(qn("w:numFmt"))), _value(level.find(qn("w:lvlText")))
            key = str(number.get(qn("w:numId"))), int(level.get(qn("w:ilvl")) or 0)
            yield key, (form, text, int(start) if start.isdigit() else 1)


def _styles(document: Any) -> Iterator[tuple[str, Any]]:
    """Yield the styles whose paragraphs are numbered."""
    for style in document.styles.element.iter(qn("w:style")):
        found = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if found is not None:
            yield str(style.get(qn("w:styleId"))), found


def _roman(number: int) -> str:
    signs = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    text = ""
    for value, sign in signs:
        while number >= value:
            text, number = text + sign, number - value
    return text


_WRITERS: Mapping[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02d}",
    "lowerLetter": lambda number: chr(96 + (number - 1) % 26 + 1),
    "upperLetter": lambda number: chr(64 + (number - 1) % 26 + 1),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
}
