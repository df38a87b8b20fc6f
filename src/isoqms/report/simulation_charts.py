"""Charts of a simulation: how long dossiers take, what they wait for, in which steps their time passes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import ceil
from typing import TYPE_CHECKING, Final

from isoqms.metrics import Figure, Unit
from isoqms.report.chart import ALARM, INK, SOFT, STRONG, font, label, legend, numbers, plain, sheet
from isoqms.report.names import LIMITS
from isoqms.report.quantity import names_of, number, shortened, told, told_with_interval
from isoqms.report.simulation_text import decides
from isoqms.report.simulation_words import CAUSES, ON_TIME
from isoqms.simulate.estimate import quantile
from isoqms.simulate.result import Histogram, ProcedureResult, Result
from isoqms.words import Message

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Sheet

_COLOURS: Final = {
    "work": "#0b4a80",
    "other_work": "#5f8fb8",
    "queue": "#d98324",
    "off_hours": "#c9ced4",
    "batch": "#8d5fa8",
    "agency": "#4f8f62",
    "applicant": "#a9cf9a",
    "system": "#6b7a89",
    "allowance": "#e3d3a2",
    "wait": "#b86a6a",
}
_BARS, _MOST_PART = 44, 0.99
_DAY: Final = 1440.0
_TITLE_SIGNS: Final = 44
_FAR: Final = 0.4
_FEW: Final = 4
_LEGEND_COLUMNS: Final = 3
"""Causes beside each other above the chart: with more, the longest names are cut."""


def lead_times(procedure: ProcedureResult, lang: str) -> Sheet | None:
    """Return how many dossiers take how long, the limits marked; None where there is no count of it."""
    counted = procedure.lead_times
    end = quantile(counted.counts, _MOST_PART, counted.first, counted.ratio) if counted else None
    if counted is None or not end:
        return None
    day = procedure.day_minutes
    marks = {name: limit.working_minutes for name, limit in procedure.limits.items() if limit.working_minutes}
    end = max([end, *(at + day * procedure.limits[name].to_the_day for name, at in marks.items())]) * 1.08
    title = Message("{title}: how long dossiers take", title=procedure.title).render(lang)
    figure, axes = sheet(title, 4.0, list(_lead_notes(procedure, lang)))
    width = end / _BARS / day
    shares = bars(counted, end, _BARS)
    axes.bar([(index + 0.5) * width for index in range(_BARS)], shares, width=width * 0.92, color=SOFT)
    top = max(shares) * 1.3
    axes.set_ylim(0, top)
    axes.set_xlim(0, end / day)
    _marks(axes, procedure, lang)
    _axis_of_days(axes, procedure, lang)
    axes.set_ylabel(Message("dossiers, % of all").render(lang), fontproperties=font(8.5), color=INK)
    numbers(axes.xaxis, lang)
    numbers(axes.yaxis, lang)
    plain(axes, "y")
    return figure


def bars(counted: Histogram, end: float, number_of: int) -> list[float]:
    """Return the percentage of values in each of `number_of` equal parts of 0 to `end`; wide classes are spread."""
    parts, whole = [0.0] * number_of, sum(counted.counts) or 1
    for index, count in enumerate(counted.counts):
        low = counted.first * counted.ratio ** (index - 1) if index else 0.0
        high = counted.first * counted.ratio**index
        if count and low < end:
            first, last = int(low / end * number_of), min(number_of - 1, int(high / end * number_of))
            for part in range(first, last + 1):
                inside = min(high, (part + 1) * end / number_of) - max(low, part * end / number_of)
                parts[part] += 100 * count / whole * max(0.0, inside) / (high - low)
    return parts


def _marks(axes: Axes, procedure: ProcedureResult, lang: str) -> None:
    """Draw the limits, and when 9 of 10 are done, each as a line up to its words; no words stand on another line."""
    day, right = procedure.day_minutes, axes.get_xlim()[1]
    marks = [
        (limit.working_minutes / day, f"{LIMITS[name].render(lang)}: {limit.within.render(lang)}", ALARM, style)
        for (name, limit), style in zip(procedure.limits.items(), ("-", "--"), strict=False)
        if limit.working_minutes
    ]
    for limit in procedure.limits.values():
        if limit.working_minutes and limit.to_the_day:
            axes.axvspan(limit.working_minutes / day, limit.working_minutes / day + 1.0, color=ALARM, alpha=0.08, lw=0)
    p90 = procedure.lead_time.statutory.p90.value
    if p90 is not None:
        marks.append((p90 / day, Message("9 of 10 are done").render(lang), STRONG, ":"))
    # words to the left of lines far right: the further left, the lower; words to the right of the others: the higher
    lower = sorted((mark for mark in marks if mark[0] > _FAR * right), key=lambda mark: mark[0])
    higher = sorted((mark for mark in marks if mark[0] <= _FAR * right), key=lambda mark: -mark[0])
    for row, (at, words, colour, style) in enumerate([*lower, *higher]):
        height, left = 0.98 - 0.07 * (len(marks) - 1 - row), at > _FAR * right
        axes.axvline(at, ymax=height, color=colour, linewidth=1.3, linestyle=style)
        axes.annotate(
            words,
            (at, height),
            xycoords=("data", "axes fraction"),
            xytext=(-5 if left else 5, 0),
            textcoords="offset points",
            ha="right" if left else "left",
            va="top",
            color=colour,
            fontproperties=font(8.5),
        )


def _axis_of_days(axes: Axes, procedure: ProcedureResult, lang: str) -> None:
    hours = number(procedure.day_minutes / 60, lang, int(bool(procedure.day_minutes % 60)))
    words = Message("working days of {hours} hours since the clock started", hours=hours)
    axes.set_xlabel(words.render(lang), fontproperties=font(8.5), color=INK)


def _lead_notes(procedure: ProcedureResult, lang: str) -> Iterator[str]:
    time, day = procedure.lead_time.statutory, procedure.day_minutes
    yield Message(
        "On average {mean}; 5 of 10 dossiers in {half}, 9 of 10 in {most}, 95 of 100 in {nearly}.",
        mean=told(time.mean, lang, day),
        half=told(time.p50, lang, day),
        most=told(time.p90, lang, day),
        nearly=told(time.p95, lang, day),
    ).render(lang)
    shares = [
        f"{told_with_interval(figure, lang)} {words.render(lang)}"
        for name, words in ON_TIME.items()
        if (figure := getattr(procedure.on_time, name)).value is not None
    ]
    if shares:
        yield Message("On time: {shares}.", shares="; ".join(shares)).render(lang)
    if any(limit.working_minutes and limit.to_the_day for limit in procedure.limits.values()):
        yield Message(
            "A limit in days ends when the office closes on the due day: what came in the middle of a day is still on "
            "time within the shaded part, up to a day beyond the line."
        ).render(lang)


def waiting(result: Result, lang: str) -> Sheet | None:
    """Return what the mean lead time of each procedure consists of, one bar each; None where nothing takes time."""
    means = {
        id_: {cause: procedure.waiting[cause].value or 0.0 for cause in _COLOURS if cause in procedure.waiting}
        for id_, procedure in result.procedures.items()
    }
    kept = sorted((id_ for id_ in means if sum(means[id_].values()) > 0), key=lambda id_: -sum(means[id_].values()))
    if not kept:
        return None
    scale, unit = _scale(max(sum(means[id_].values()) for id_ in kept))
    causes = [cause for cause in _COLOURS if any(means[id_].get(cause, 0.0) > 0 for id_ in kept)]
    title = Message("What the time of a dossier goes into, on average").render(lang)
    named = len(_COLOURS) if len(kept) <= _FEW else 3
    names = names_of({id_: result.procedures[id_].title for id_ in kept}, _TITLE_SIGNS, lang)
    notes = [_parts_note(names[id_], means[id_], named, lang) for id_ in kept]
    rows = ceil(len(causes) / _LEGEND_COLUMNS)
    figure, axes = sheet(title, 1.3 + 0.24 * rows + 0.36 * len(kept), notes)
    axes.set_title(axes.get_title(loc="left"), loc="left", fontproperties=font(12), color=INK, pad=12 + 15 * rows)
    starts = [0.0] * len(kept)
    for cause in causes:
        lengths = [means[id_].get(cause, 0.0) / scale for id_ in kept]
        name = CAUSES[cause].render(lang)
        axes.barh(range(len(kept)), lengths, left=starts, height=0.62, color=_COLOURS[cause], label=name)
        starts = [start + length for start, length in zip(starts, lengths, strict=True)]
    for row, end in enumerate(starts):
        label(axes, number(end, lang, 1), (end, row))
    axes.set_yticks(range(len(kept)), [names[id_] for id_ in kept])
    axes.set_ylim(len(kept) - 0.5, -0.5)
    axes.set_xlim(0, max(starts) * 1.08)
    axes.set_xlabel(unit.render(lang), fontproperties=font(8.5), color=INK)
    numbers(axes.xaxis, lang)
    plain(axes)
    legend(axes, _LEGEND_COLUMNS)
    return figure


def _scale(minutes: float) -> tuple[float, Message]:
    """Return by what to divide minutes of the wall clock so that they are easily read, and what that makes."""
    if minutes < 3 * 60:
        return 1.0, Message("minutes")
    if minutes < 2 * _DAY:
        return 60.0, Message("hours by the calendar, nights and days off included")
    return _DAY, Message("days by the calendar, nights and days off included")


def _parts_note(name: str, parts: Mapping[str, float], named: int, lang: str) -> str:
    """Return the time of a procedure and its largest parts, as many as are to be named."""
    whole = sum(parts.values())
    told_ = [
        f"{CAUSES[cause].render(lang)} {number(100 * value / whole, lang)} %"
        for cause, value in sorted(parts.items(), key=lambda part: -part[1])
        if value / whole >= 0.005
    ]
    rest = ", …" if len(told_) > named else ""
    return f"{name}: {told(Figure.exact(whole, Unit.MINUTES), lang)} = {', '.join(told_[:named])}{rest}"


def contributions(procedure: ProcedureResult, lang: str) -> Sheet | None:
    """Return what part of the lead time passes in each step, with its interval; None where there is none."""
    steps = [step for step in procedure.steps.values() if step.share.value is not None and step.elapsed.value]
    if not any(step.share.value for step in steps):
        return None
    title = Message("{title}: where the time passes", title=procedure.title).render(lang)
    notes = [Message("The line at the end of a bar is the margin of error (95 %).").render(lang)]
    if len(steps) < len(procedure.steps):
        notes.append(Message("Steps in which no time passes are left out.").render(lang))
    figure, axes = sheet(title, 1.2 + 0.36 * len(steps), notes)
    for row, step in enumerate(steps):
        value = 100 * (step.share.value or 0.0)
        axes.barh(row, value, height=0.62, color=STRONG if (decides(step).value or 0.0) >= 0.5 else SOFT)
        end = value
        if step.share.low is not None and step.share.high is not None:
            low, end = 100 * step.share.low, 100 * step.share.high
            axes.plot([low, end], [row, row], color=INK, linewidth=1.1, marker="|", markersize=6)
        words = f"{told(step.share, lang)}  ({told(step.elapsed, lang)})"
        label(axes, words, (max(end, value), row))
    axes.set_yticks(range(len(steps)), [shortened(step.title.render(lang), _TITLE_SIGNS) for step in steps])
    axes.set_ylim(len(steps) - 0.5, -0.5)
    axes.margins(x=0.22)
    axes.set_xlim(left=0)
    unit = Message(
        "% of the time of a dossier; dark: of every two dossiers, the step decides at least once when one is done"
    )
    axes.set_xlabel(unit.render(lang), fontproperties=font(8.5), color=INK)
    numbers(axes.xaxis, lang)
    plain(axes)
    return figure
