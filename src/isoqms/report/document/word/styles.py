"""The styles of a Word file, as the profile wants them; whoever edits the file later changes a style, not a text."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from isoqms.report.document.profile import Profile
from isoqms.report.document.word.fields import element

_GREY = RGBColor(0x40, 0x40, 0x40)


def set_styles(document: Any, profile: Profile, lang: str) -> None:
    """Set every style the writer uses."""
    sizes = profile.sizes
    normal = document.styles["Normal"]
    _font(normal, profile, sizes.body)
    _language(normal, lang)
    _spacing(normal, 0, profile.gap_pt, profile.leading)
    body = _style(document, "Body Text", normal)
    body.paragraph_format.first_line_indent = Mm(profile.first_line_mm)
    for level, size, before in ((1, sizes.heading, 12), (2, sizes.body, 9)):
        heading = document.styles[f"Heading {level}"]
        _font(heading, profile, size, bold=True)
        _spacing(heading, before, profile.gap_pt, profile.leading)
        heading.paragraph_format.keep_with_next = True
    item = _style(document, "List Item", normal)
    item.paragraph_format.left_indent = Mm(profile.first_line_mm + 5)
    item.paragraph_format.first_line_indent = Mm(-5)
    for name, size in (("Table Text", sizes.table), ("Running", sizes.small), ("Map Line", 8.0)):
        small = _style(document, name, normal)
        small.font.size = Pt(size)
        _spacing(small, 0, 0, 1.0)
    _spacing(_style(document, "After Table", normal, 4.0), 0, 0, 1.0)
    for level in (1, 2):
        entry = _style(document, f"Contents {level}", normal)
        entry.paragraph_format.left_indent = Mm(6 * (level - 1))
        _spacing(entry, 0, 2, 1.0)
    _title(document, profile)
    missing = document.styles.add_style("Missing", WD_STYLE_TYPE.CHARACTER)
    missing.font.italic, missing.font.color.rgb = True, _GREY
    # python-docx looks a style up by its name among all of the file, for every paragraph: most of the time it takes
    document.part.get_style_id = lru_cache(maxsize=None)(document.part.get_style_id)


def _title(document: Any, profile: Profile) -> None:
    normal = document.styles["Normal"]
    for name, size in (("Cover", profile.sizes.body + 1), ("Cover Title", profile.sizes.title)):
        style = _style(document, name, normal, size)
        style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
        style.font.bold = name == "Cover Title"
    heading = _style(document, "Contents Heading", normal, profile.sizes.heading)
    heading.font.bold = True


def _style(document: Any, name: str, base: Any, size: float | None = None) -> Any:
    known = {style.name for style in document.styles}
    style = document.styles[name] if name in known else document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = base
    if size:
        style.font.size = Pt(size)
    return style


def _font(style: Any, profile: Profile, size: float, bold: bool = False) -> None:
    """Name the font for every script, else Word takes that of its theme."""
    style.font.name, style.font.size, style.font.bold = profile.word_font, Pt(size), bold
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), profile.word_font)


def _language(style: Any, lang: str) -> None:
    code = {"vi": "vi-VN", "en": "en-GB"}.get(lang, lang)
    properties = style.element.get_or_add_rPr()
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    properties.append(element("lang", val=code, eastAsia=code))


def _spacing(style: Any, before: float, after: float, leading: float) -> None:
    form = style.paragraph_format
    form.space_before, form.space_after, form.line_spacing = Pt(before), Pt(after), leading
