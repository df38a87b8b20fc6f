"""Charts of a portfolio: cuts over time, limits before and after, whether cuts share a ratio, how far adoption is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from isoqms.graph.yardstick import stated, total
from isoqms.improve.portfolio import Portfolio
from isoqms.improve.portfolio.adoption import Mark, Step
from isoqms.improve.portfolio.cut import Told
from isoqms.improve.portfolio.portfolio import ratios
from isoqms.improve.portfolio.row import Row
from isoqms.improve.portfolio.series import Point
from isoqms.improve.portfolio.shared_ratio import FEWEST
from isoqms.improve.portfolio.simulated import Simulated
from isoqms.report.chart import FORMATS, INK, SOFT, STRONG, font, label, legend, plain, saved, sheet
from isoqms.report.portfolio_text import paper_cuts
from isoqms.report.portfolio_words import MARKS, STATES, STEPS
from isoqms.report.quantity import WORKING_DAYS, day_words, in_days, names_of, number
from isoqms.scenario import State
from isoqms.words import Message
from isoqms.worktime import Basis, Convention, Duration

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Sheet

_STATE_COLOURS: Final = {
    State.MEASURED: "#4f8f62",
    State.IN_FORCE: STRONG,
    State.ACCEPTED: "#7fa8cb",
    State.PROPOSED: "#d5dbe1",
}
_MARK_COLOURS: Final = {Mark.YES: STRONG, Mark.NOT_YET: "#d98324", Mark.UNKNOWN: "#dfe4e9"}
_SIMULATED: Final = "#d98324"
_MOST_ROWS: Final = 30
_TITLE_SIGNS: Final = 44


def pictures(found: Portfolio, lang: str) -> Iterator[tuple[str, bytes]]:
    """Yield (file name, content) of the charts of a portfolio; what has nothing to show is left out."""
    for name, draw in {"over-time": over_time, "limits": limits, "ratios": by_ratio, "adoption": adopted}.items():
        figure = draw(found, lang)
        if figure is not None:
            yield from ((f"portfolio-{name}.{form}", saved(figure, form)) for form in FORMATS)


def over_time(found: Portfolio, lang: str) -> Sheet | None:
    """Return how many procedures were shortened, by state, at each date of a change; None where no cut has a date."""
    points = found.over_time.points
    if not any(sum(point.by_state.values()) for point in points):
        return None
    notes = [_point_words(point, lang) for point in points]
    if undated := len(found.over_time.undated):
        notes.append(
            Message("Of {count} cuts the date is not told; they are in no column.", count=undated).render(lang)
        )
    figure, axes = sheet(Message("Procedures with a shorter time limit, by state").render(lang), 3.6, notes)
    places, below = range(len(points)), [0] * len(points)
    for state in STATES:
        counts = [point.by_state[state] for point in points]
        if any(counts):
            words = STATES[state].render(lang)
            axes.bar(places, counts, bottom=below, width=0.5, color=_STATE_COLOURS[state], label=words)
        below = [under + count for under, count in zip(below, counts, strict=True)]
    for place, point in zip(places, points, strict=True):
        words = Message("{number} of {all}", number=below[place], all=point.procedures).render(lang)
        offset = {"textcoords": "offset points", "ha": "center", "color": INK, "fontproperties": font(8.5)}
        axes.annotate(words, (place, below[place]), (0, 4), **offset)
    axes.set_ylim(0, max(below) * 1.25)
    axes.set_xlim(-0.8, len(points) - 0.2)
    axes.set_xticks(list(places), [day_words(point.day, lang) for point in points])
    _whole(axes)
    plain(axes, "y")
    _with_legend(axes, len(STATES), 3.6)
    return figure


def _point_words(point: Point, lang: str) -> str:
    states = [f"{STATES[state].render(lang)} {count}" for state, count in point.by_state.items() if count]
    return Message(
        "{day}: {all} procedures that can be shortened; {states}; in force {share} %.",
        day=day_words(point.day, lang),
        all=point.procedures,
        states=", ".join(states) or Message("none shortened").render(lang),
        share=number(100 * (point.share_in_force or 0.0), lang, 1),
    ).render(lang)


def _whole(axes: Axes) -> None:
    """Let the axis upwards count in whole numbers."""
    from matplotlib.ticker import MaxNLocator

    axes.yaxis.set_major_locator(MaxNLocator(integer=True))


def _with_legend(axes: Axes, columns: int, height: float) -> None:
    """Put the names of the colours between the title and the chart, which is `height` inches high."""
    axes.set_title(axes.get_title(loc="left"), loc="left", fontproperties=font(12), color=INK, pad=28)
    legend(axes, columns, 1 + 0.08 / height)


def limits(found: Portfolio, lang: str) -> Sheet | None:
    """Return the legal and the committed limit of the shortened procedures on one axis, simulated times beside them."""
    every = sorted((row for row in found.rows if _ends(row)), key=lambda row: -(row.taken_off or 0.0))
    rows = every[:_MOST_ROWS]
    if not rows:
        return None
    names = names_of({row.procedure: row.title for row in rows}, _TITLE_SIGNS, lang)
    title = Message("Time limits before and after (working days)").render(lang)
    notes = [_limit_words(row, names[row.procedure], lang) for row in rows]
    if len(every) > len(rows):
        left = Message("{count} more, of which less is taken off, are not drawn.", count=len(every) - len(rows))
        notes.append(left.render(lang))
    height = 1.3 + 0.34 * len(rows)
    figure, axes = sheet(title, height, notes)
    for place, row in enumerate(rows):
        _bar(axes, place, row, lang)
    marks = [(SOFT, "o", Message("Legal limit")), (STRONG, "o", Message("Committed limit"))]
    marks += [(_SIMULATED, "D", Message("9 of 10 done in, by simulation"))] if found.is_simulated else []
    for colour, marker, words in marks:
        axes.plot([], [], marker, color=colour, label=words.render(lang))
    axes.set_yticks(range(len(rows)), [names[row.procedure] for row in rows])
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.set_xlim(left=0)
    axes.margins(x=0.08)
    plain(axes)
    _with_legend(axes, len(marks), height)
    return figure


def _bar(axes: Axes, place: int, row: Row, lang: str) -> None:
    """Draw what is taken off between the two limits, and how much of the legal one that is."""
    legal, committed = _ends(row) or (0.0, 0.0)
    axes.plot([committed, legal], [place, place], color=SOFT, linewidth=3, zorder=1)
    axes.plot([legal], [place], "o", color=SOFT, markersize=8, zorder=2)
    axes.plot([committed], [place], "o", color=STRONG, markersize=8, zorder=3)
    if row.simulated is not None:
        _simulated(axes, place, row.simulated)
    share = Message("{number} %", number=number(-100 * (row.taken_off or 0.0), lang)).render(lang)
    label(axes, share, (legal, place))


def _simulated(axes: Axes, place: int, figures: Simulated) -> None:
    """Mark in what time 9 of 10 are done; hollow where that rests on allowances."""
    if figures.p90.value is not None:
        inner = "white" if figures.assumed else _SIMULATED
        at = [figures.p90.value / figures.day_minutes]
        axes.plot(at, [place], "D", color=_SIMULATED, markerfacecolor=inner, markersize=6, zorder=4, clip_on=False)


def _ends(row: Row) -> tuple[float, float] | None:
    """Return legal and committed limit in working days; None where nothing is shortened in force."""
    main = row.main
    if main is None or main.legal is None or main.committed is None or row.taken_off is None:
        return None
    return _days(main.legal, row), _days(main.committed, row)


def _days(duration: Duration, row: Row) -> float:
    by = Convention(int(row.day_minutes or 480))
    minutes = by.working_minutes(total(stated(duration)[0], Basis(row.plain_days or Basis.WORKING)))
    return float(minutes / by.day_minutes)


def _limit_words(row: Row, name: str, lang: str) -> str:
    main = row.main
    own = (each for each in row.cuts if each.told in (Told.LIMITS, Told.PUBLISHED_TIMES))
    cut = next(own, row.limit_cut)
    if main is None or main.legal is None or main.committed is None:
        return name
    told = Message(
        "{name}, {office}: {legal} became {committed} ({document}, {day}).",
        name=name.strip(),
        office=row.office_title,
        legal=main.legal,
        committed=main.committed,
        document=(cut.document if cut else None) or Message("no document named"),
        day=day_words(cut.day if cut else None, lang),
    ).render(lang)
    return f"{told} {_simulated_words(row.simulated, lang)}".strip()


def _simulated_words(figures: Simulated | None, lang: str) -> str:
    if figures is None or figures.p90.value is None:
        return ""
    days = WORKING_DAYS.tell(in_days(figures.p90, lang, figures.day_minutes), lang)
    if figures.assumed:
        return Message("By simulation 9 of 10 in {days}, resting on allowances.", days=days).render(lang)
    return Message("By simulation 9 of 10 in {days}.", days=days).render(lang)


def by_ratio(found: Portfolio, lang: str) -> Sheet | None:
    """Return how many cuts took off which part of the time; None where there are too few to be judged."""
    if found.ratio is None or found.ratio.cuts < FEWEST:
        return None
    notes = (
        list(paper_cuts(found.ratio, lang))
        if found.ratio.is_suspicious
        else [
            Message(
                "{inside} of {all} cuts lie close together.", inside=found.ratio.inside, all=found.ratio.cuts
            ).render(lang)
        ]
    )
    figure, axes = sheet(Message("Which part of the time was taken off").render(lang), 3.4, notes)
    inside = [100 * each for each in ratios(found.rows)]
    axes.axvspan(100 * found.ratio.low - 0.4, 100 * found.ratio.high + 0.4, color="#f3e3c8", zorder=0)
    axes.hist(inside, bins=[each - 0.5 for each in range(102)], color=STRONG)
    axes.set_xlabel(Message("taken off, % of the time before").render(lang), fontproperties=font(8.5), color=INK)
    axes.set_ylabel(Message("procedures").render(lang), fontproperties=font(8.5), color=INK)
    axes.set_xlim(0, 102)
    _whole(axes)
    plain(axes, "y")
    return figure


def adopted(found: Portfolio, lang: str) -> Sheet | None:
    """Return how many procedures have come to each step of adoption, and of how many nobody knows."""
    if not found.rows:
        return None
    counts = {step: [row.adoption[step].mark for row in found.rows] for step in Step}
    notes = [
        f"{STEPS[step].render(lang)}: "
        + ", ".join(f"{MARKS[mark].render(lang)} {marks.count(mark)}" for mark in Mark if mark in marks)
        for step, marks in counts.items()
    ]
    figure, axes = sheet(Message("How far procedures are adopted").render(lang), 2.6, notes)
    left = [0] * len(counts)
    for mark in Mark:
        widths = [marks.count(mark) for marks in counts.values()]
        if any(widths):
            words = MARKS[mark].render(lang)
            axes.barh(range(len(counts)), widths, left=left, height=0.6, color=_MARK_COLOURS[mark], label=words)
        left = [so_far + width for so_far, width in zip(left, widths, strict=True)]
    axes.set_yticks(range(len(counts)), [STEPS[step].render(lang) for step in counts])
    axes.invert_yaxis()
    axes.set_xlabel(Message("procedures").render(lang), fontproperties=font(8.5), color=INK)
    plain(axes)
    _with_legend(axes, len(Mark), 2.6)
    return figure
