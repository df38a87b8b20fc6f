"""A map as files: one per sheet and format, named by the procedure's id."""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.report.map import Sheets, to_dot, to_pdf, to_png, to_svg

FORMATS = ("svg", "pdf", "png", "dot")


def map_files(name: str, sheets: Sheets, form: str) -> Iterator[tuple[str, bytes]]:
    """Yield (file name, content) of a map in one format; several sheets are numbered, a PDF holds them all.

    Raises:
        ValueError: `form` is none of `FORMATS`.
        IsoqmsError: typst failed.
    """
    if form == "pdf":
        yield f"{name}.pdf", to_pdf(sheets)
    elif form == "png":
        yield from _numbered(name, form, to_png(sheets))
    elif form in FORMATS:
        texts = to_svg(sheets) if form == "svg" else to_dot(sheets)
        yield from _numbered(name, form, tuple(text.encode() for text in texts))
    else:
        raise ValueError(f"{form!r} is none of {FORMATS}")


def _numbered(name: str, form: str, contents: tuple[bytes, ...]) -> Iterator[tuple[str, bytes]]:
    for number, content in enumerate(contents, start=1):
        yield (f"{name}.{form}" if len(contents) == 1 else f"{name}-{number}.{form}"), content
