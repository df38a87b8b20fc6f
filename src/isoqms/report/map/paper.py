"""A laid-out map as PDF and PNG: typst turns the SVG of each sheet into paper, with the shipped fonts only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from isoqms.problem import IsoqmsError
from isoqms.report.map.geometry import Sheets
from isoqms.report.map.svg import to_svg
from isoqms.report.map.typeface import FONT_FOLDER, plain
from isoqms.words import Message

_HEAD = "#set page(width: auto, height: auto, margin: 0pt)\n#set document(title: sys.inputs.title, date: none)\n"
_SHEET = '#page(image(bytes(sys.inputs.sheet{number}), format: "svg", alt: sys.inputs.title))\n'


def to_pdf(sheets: Sheets) -> bytes:
    """Return the map as one PDF, a page per sheet; the text in it can be searched and copied.

    Raises:
        IsoqmsError: when typst fails or warns.
    """
    return _compiled(to_svg(sheets), sheets.diagram.title, "pdf", 144.0)


def to_png(sheets: Sheets, dpi: float = 150.0) -> tuple[bytes, ...]:
    """Return the map as pictures, one per sheet, at `dpi` dots per inch.

    Raises:
        IsoqmsError: when typst fails or warns.
        ValueError: when `dpi` is not between 10 and 1200.
    """
    return tuple(svg_to_png(picture, dpi, sheets.diagram.title) for picture in to_svg(sheets))


def svg_to_pdf(picture: str, title: str = "") -> bytes:
    """Return one SVG picture as a PDF of one page, as large as the picture says.

    Raises:
        IsoqmsError: when typst fails or warns.
    """
    return _compiled([picture], title, "pdf", 144.0)


def svg_to_png(picture: str, dpi: float = 150.0, title: str = "") -> bytes:
    """Return one SVG picture as PNG at `dpi` dots per inch.

    Raises:
        IsoqmsError: when typst fails or warns.
        ValueError: when `dpi` is not between 10 and 1200.
    """
    if not 10 <= dpi <= 1200:
        raise ValueError(f"dots per inch out of range: {dpi!r}")
    return _compiled([picture], title, "png", dpi)


def _compiled(pictures: Sequence[str], title: str, form: Literal["pdf", "png"], dpi: float) -> bytes:
    """Run typst over the pictures, a page each.

    Raises:
        IsoqmsError: when typst fails or warns.
    """
    import typst

    source = _HEAD + "".join(_SHEET.format(number=number) for number in range(len(pictures)))
    inputs = {f"sheet{number}": picture for number, picture in enumerate(pictures)}
    try:
        made, warnings = typst.compile_with_warnings(
            source.encode(),
            font_paths=typst.Fonts(False, False, [str(FONT_FOLDER)]),
            format=form,
            ppi=dpi,
            sys_inputs=inputs | {"title": plain(title) or "-"},
            timestamp=0,
        )
    except typst.TypstError as failure:
        raise IsoqmsError(Message("The map could not be printed: {reason}", reason=failure.message)) from failure
    if warnings or not isinstance(made, bytes):
        reason = "; ".join(warning.message for warning in warnings) or form
        raise IsoqmsError(Message("The map could not be printed: {reason}", reason=reason))
    return made
