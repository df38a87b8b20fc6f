"""A laid-out map as PDF and PNG: typst turns the SVG of each sheet into paper, with the shipped fonts only."""

from __future__ import annotations

from isoqms.problem import IsoqmsError
from isoqms.report.map.geometry import Sheets
from isoqms.report.map.svg import to_svg
from isoqms.report.map.typeface import FONT_FOLDER, plain
from isoqms.words import Message

_SHEET = """\
#set page(width: {width}pt, height: {height}pt, margin: 0pt)
#set document(title: sys.inputs.title, date: none)
#image(bytes(sys.inputs.sheet{number}), format: "svg", width: {width}pt, height: {height}pt, alt: sys.inputs.title)
"""


def to_pdf(sheets: Sheets) -> bytes:
    """Return the map as one PDF, a page per sheet; the text in it can be searched and copied.

    Raises:
        IsoqmsError: when typst fails or warns.
    """
    return _compiled(sheets, range(len(sheets.sheets)), "pdf", 144.0)


def to_png(sheets: Sheets, dpi: float = 150.0) -> tuple[bytes, ...]:
    """Return the map as pictures, one per sheet, at `dpi` dots per inch.

    Raises:
        IsoqmsError: when typst fails or warns.
        ValueError: when `dpi` is not between 10 and 1200.
    """
    if not 10 <= dpi <= 1200:
        raise ValueError(f"dots per inch out of range: {dpi!r}")
    return tuple(_compiled(sheets, range(at, at + 1), "png", dpi) for at in range(len(sheets.sheets)))


def _compiled(sheets: Sheets, which: range, form: str, dpi: float) -> bytes:
    """Run typst over some of the sheets.

    Raises:
        IsoqmsError: when typst fails or warns.
    """
    import typst

    pictures = to_svg(sheets)
    source = "".join(
        _SHEET.format(width=sheets.sheets[at].width, height=sheets.sheets[at].height, number=at) for at in which
    )
    inputs = {f"sheet{at}": pictures[at] for at in which} | {"title": plain(sheets.diagram.title) or "-"}
    try:
        made, warnings = typst.compile_with_warnings(
            source.encode(),
            font_paths=[str(FONT_FOLDER)],
            ignore_system_fonts=True,
            format=form,
            ppi=dpi,
            sys_inputs=inputs,
            timestamp=0,
        )
    except typst.TypstError as failure:
        raise IsoqmsError(Message("The map could not be printed: {reason}", reason=failure.message)) from failure
    if warnings or not isinstance(made, bytes):
        reason = "; ".join(warning.message for warning in warnings) or form
        raise IsoqmsError(Message("The map could not be printed: {reason}", reason=reason))
    return made
