"""Sheets for charts: one typeface, one set of colours, the numbers below; the same figures give the same bytes."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from isoqms.report.quantity import number

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis
    from matplotlib.figure import Figure as Sheet

FORMATS: Final = ("svg", "png")
INK, FAINT, GRID, STRONG, SOFT, ALARM = "#1b2a3a", "#5b6b7b", "#d9dfe5", "#0b4a80", "#9db4c8", "#a3261c"
WIDTH_INCHES: Final = 10.5

_FONT: Final = Path(__file__).parent / "fonts" / "LiberationSans-Regular.ttf"
_NOTE_INCHES, _NOTE_SIGNS = 0.19, 148
_TITLE_SIGNS: Final = 84
"""What has room beside the longest names on the left."""


def font(size: float) -> Any:
    """Return the typeface of all charts: the one shipped with the program, which has every Vietnamese letter."""
    from matplotlib.font_manager import FontProperties

    return FontProperties(fname=str(_FONT), size=size)


def sheet(title: str, height: float, notes: Sequence[str]) -> tuple[Sheet, Axes]:
    """Return an empty sheet with its axes, `height` inches high, a title above and lines of numbers below."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure as Sheet
    from matplotlib.transforms import blended_transform_factory

    lines = [line for note in notes for line in textwrap.wrap(note, _NOTE_SIGNS)]
    below = _NOTE_INCHES * len(lines) + 0.15
    figure = Sheet(figsize=(WIDTH_INCHES, height + below), layout="constrained")
    FigureCanvasAgg(figure)
    rows = figure.add_gridspec(2, 1, height_ratios=(height, below))
    axes, foot = figure.add_subplot(rows[0]), figure.add_subplot(rows[1])
    foot.axis("off")
    across = blended_transform_factory(figure.transFigure, foot.transAxes)
    words = "\n".join(lines)
    note = foot.text(0.012, 1, words, transform=across, va="top", color=FAINT, fontproperties=font(9), linespacing=1.35)
    note.set_in_layout(False)  # room for it is kept by the rows; it may be wider than the axes above
    words = textwrap.fill(title, _TITLE_SIGNS)
    axes.set_title(words, loc="left", fontproperties=font(12), color=INK, pad=12)
    return figure, axes


def plain(axes: Axes, grid: str = "x") -> None:
    """Take away what says nothing: frames and ticks; keep a faint grid, and give labels the typeface."""
    for side in ("top", "right", "left", "bottom"):
        axes.spines[side].set_visible(False)
    axes.tick_params(length=0, labelcolor=INK)
    axes.grid(axis=grid, color=GRID, linewidth=0.6)  # type: ignore[arg-type]
    axes.set_axisbelow(True)
    for label in (*axes.get_xticklabels(), *axes.get_yticklabels()):
        label.set_fontproperties(font(8.5))


def legend(axes: Axes, columns: int, above: float = 1.0) -> None:
    """Put the names of the colours above the chart, so that they hide nothing."""
    axes.legend(
        loc="lower left",
        bbox_to_anchor=(0, above),
        ncols=columns,
        frameon=False,
        prop=font(8.5),
        labelcolor=INK,
        borderaxespad=0,
        handlelength=1.4,
    )


def label(axes: Axes, words: str, at: tuple[float, float]) -> None:
    """Put words to the right of a point, in its height."""
    axes.annotate(words, at, (6, 0), textcoords="offset points", va="center", color=INK, fontproperties=font(8.5))


def numbers(axis: Axis, lang: str) -> None:
    """Write the numbers of an axis as the language does."""
    from matplotlib.ticker import FuncFormatter

    axis.set_major_formatter(FuncFormatter(lambda value, _: number(value, lang, _places(axis))))


def _places(axis: Axis) -> int:
    """Return with how few decimals the ticks of an axis say what they stand at, two at most."""
    ticks = axis.get_majorticklocs()
    return next((places for places in (0, 1) if all(abs(tick - round(tick, places)) < 1e-6 for tick in ticks)), 2)


def saved(figure: Sheet, form: str) -> bytes:
    """Return a sheet as a picture in one of `FORMATS`.

    Raises:
        ValueError: there is no such format.
    """
    from matplotlib import rc_context

    if form not in FORMATS:
        raise ValueError(f"{form!r} is none of {FORMATS}")
    out = BytesIO()
    # no date and no random names inside: equal figures give equal bytes
    metadata = {"Date": None} if form == "svg" else {"Software": None}
    with rc_context({"svg.hashsalt": "isoqms"}):
        figure.savefig(out, format=form, metadata=metadata, dpi=150)
    return out.getvalue()
