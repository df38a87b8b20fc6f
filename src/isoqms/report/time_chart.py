"""The allowances of a procedure on a time line: when each step may begin and must be done, beside the limits."""

from __future__ import annotations

from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from isoqms.report.names import LIMITS
from isoqms.report.time_text import Account
from isoqms.words import Message

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_FONT = Path(__file__).parent / "fonts" / "LiberationSans-Regular.ttf"
_INK, _CRITICAL, _ORDINARY, _SLACK, _LIMIT = "#1b2a3a", "#0b4a80", "#9db4c8", "#e4ebf1", "#a3261c"
_ROW_INCHES, _WIDTH_INCHES = 0.34, 10.5
_TITLE_SIGNS = 58


def timeline(account: Account, lang: str) -> bytes:
    """Return the time line as an SVG picture; the figures stand beside the bars.

    A bar lasts from the earliest start of a step to its end on the longest course; what is light behind it is slack.
    Unlike times are laid on one axis by the account's convention, which the axis states.
    """
    from matplotlib import rc_context
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    steps = account.timing.counted.steps
    figure = Figure(figsize=(_WIDTH_INCHES, 1.7 + _ROW_INCHES * len(steps)), layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    for row, id_ in enumerate(steps):
        _bar(axes, row, id_, account, lang)
    _limits(axes, account, lang)
    _frame(axes, account, lang)
    out = BytesIO()
    # no date and no random names inside: equal figures give equal bytes
    with rc_context({"svg.hashsalt": "isoqms"}):
        figure.savefig(out, format="svg", metadata={"Date": None})
    return out.getvalue()


def _font(size: float) -> Any:
    from matplotlib.font_manager import FontProperties

    return FontProperties(fname=str(_FONT), size=size)


def _days(account: Account, minutes: Fraction) -> float:
    return float(minutes / account.convention.day_minutes)


def _bar(axes: Axes, row: int, id_: str, account: Account, lang: str) -> None:
    times = account.timing.counted.steps[id_]
    start = _days(account, account.convention.working_minutes(times.earliest_start))
    finish = _days(account, account.convention.working_minutes(times.earliest_finish))
    allowance = account.procedure.steps[id_].allowance_in(account.variant)
    critical = id_ in account.timing.counted.path
    if times.slack_minutes:
        axes.barh(row, _days(account, times.slack_minutes), left=finish, height=0.6, color=_SLACK)
    axes.barh(row, finish - start, left=start, height=0.6, color=_CRITICAL if critical else _ORDINARY)
    if finish == start:
        axes.plot([start], [row], marker="D", color=_INK, markersize=4)
    words = allowance.render(lang) if allowance else Message("no time stated").render(lang)
    axes.annotate(
        words,
        (finish, row),
        xytext=(5, 0),
        textcoords="offset points",
        va="center",
        color=_INK,
        fontproperties=_font(8),
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.8},
    )


def _limits(axes: Axes, account: Account, lang: str) -> None:
    for name, limit in account.procedure.limits.named().items():
        within = limit.for_variant(account.variant)
        span = within.under(account.convention) if within else None
        if within is None or span is None or name == "total":
            continue
        at = _days(account, account.convention.working_minutes(span))
        axes.axvline(at, color=_LIMIT, linewidth=1.2, linestyle="-" if name == "legal" else "--")
        words = f"{LIMITS[name].render(lang)}: {within.render(lang)}"
        axes.annotate(
            words,
            (at, -0.9),
            xytext=(-4, 0),
            textcoords="offset points",
            ha="right",
            va="center",
            color=_LIMIT,
            fontproperties=_font(8),
        )


def _frame(axes: Axes, account: Account, lang: str) -> None:
    steps = account.timing.counted.steps
    held = (account.procedure.steps[id_] for id_ in steps)
    names = [f"{step.short_name}  {_shortened(step.name(lang))}" for step in held]
    axes.set_yticks(range(len(names)), names, fontproperties=_font(8.5), color=_INK)
    axes.set_ylim(len(names) - 0.4, -1.4)
    axes.margins(x=0.14)
    axes.set_xlim(left=0)
    hours = f"{float(account.convention.day_minutes / Fraction(60)):g}"
    unit = Message("working days of {hours} hours since the clock started", hours=hours)
    axes.set_xlabel(unit.render(lang), fontproperties=_font(8.5), color=_INK)
    axes.set_title(account.procedure.title.render(lang), loc="left", fontproperties=_font(12), color=_INK)
    for label in axes.get_xticklabels():
        label.set_fontproperties(_font(8.5))
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="x", color="#d9dfe5", linewidth=0.6)
    axes.set_axisbelow(True)


def _shortened(title: str) -> str:
    return title if len(title) <= _TITLE_SIGNS else title[: _TITLE_SIGNS - 1].rsplit(" ", 1)[0] + "…"
