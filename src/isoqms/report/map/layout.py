"""A diagram laid out on paper: tries orientations, box widths and papers, and keeps what prints largest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal, get_args

from isoqms.report.map.cutting import cut, cuts
from isoqms.report.map.diagram import Diagram
from isoqms.report.map.figure import Figure, figure_of
from isoqms.report.map.furniture import furnish
from isoqms.report.map.geometry import Rect, Sheet, Sheets
from isoqms.report.map.plan import Plan, plan
from isoqms.report.map.sketch import Sketch
from isoqms.report.map.style import LEAST_SCALE, MOST_SCALE, TITLE_SIZE, Orientation, Style

Paper = Literal["A4", "A3"]
_SIZES: dict[Paper, tuple[float, float]] = {"A4": (595.28, 841.89), "A3": (841.89, 1190.55)}
_WIDTHS: dict[Orientation, tuple[float, ...]] = {
    "columns": (76.0, 84.0, 94.0, 106.0, 120.0, 140.0, 165.0),
    "rows": (76.0, 86.0, 98.0, 112.0, 130.0),
}
_EASY_READING = 8.3
"""Step titles of at least this many points on A4 are preferred to larger ones on A3."""
_MOST_SHEETS = 24


@dataclass(frozen=True, slots=True)
class _Fit:
    """Plans (one per sheet) on one paper, with the scale at which all of them fit."""

    plans: tuple[Plan, ...]
    paper: Paper
    page: tuple[float, float]
    sizes: tuple[tuple[float, float], ...]
    scale: float

    @property
    def rank(self) -> tuple[float, float, float]:
        """Return what makes one fit better than another: print size, then how little the lines wind, then fill."""
        bends = sum(level.count for plan in self.plans for level in plan.gaps)
        area = sum(w * h for w, h in self.sizes) * self.scale**2
        return round(self.scale, 2), -bends, area / (self.page[0] * self.page[1])


def layout(
    diagram: Diagram,
    paper: Literal["auto", "A4", "A3"] = "auto",
    orientation: Literal["auto", "columns", "rows"] = "auto",
) -> Sheets:
    """Lay a diagram out on as few sheets as keep every text of the map at 7 pt or more.

    With `paper` "auto", A4 is taken when step titles come out at 8.3 pt or more on it, else A3; a map too large for one
    sheet goes on to further ones. `orientation` "columns" stands the lanes upright (the process runs down), "rows" lays
    them level (it runs to the right); "auto" takes whichever prints larger.

    Raises:
        ValueError: when `paper` or `orientation` is none of these.
    """
    if paper not in ("auto", *_SIZES) or orientation not in ("auto", *_WIDTHS):
        raise ValueError(f"no such paper or orientation: {paper!r}, {orientation!r}")
    turns = get_args(Orientation) if orientation == "auto" else (orientation,)
    papers: tuple[Paper, ...] = ("A4", "A3") if paper == "auto" else (paper,)
    figure = figure_of(diagram)
    styles = [Style(turn, wide) for turn in turns for wide in _WIDTHS[turn]]
    whole = [plan(figure, style) for style in styles]
    best = _first_good(diagram, figure, whole, papers)
    return _sheets(diagram, best)


def _first_good(diagram: Diagram, figure: Figure, whole: list[Plan], papers: tuple[Paper, ...]) -> _Fit:
    """Return the best fit on the smallest number of sheets that keeps the print legible, or the largest there is."""
    tried: list[_Fit] = []
    for count in range(_fewest(whole, papers), _MOST_SHEETS + 1):
        sets = list(_cut_sets(figure, whole, count))
        for paper in papers:
            fit = max(_fits(diagram, sets, paper), key=lambda fit: fit.rank)
            tried.append(fit)
            easy = fit.scale * TITLE_SIZE >= _EASY_READING or paper == papers[-1] or count > 1
            if fit.scale >= LEAST_SCALE and easy:
                return fit
        if all(len(plans) < count for plans in sets):
            break
    return max(tried, key=lambda fit: fit.scale)


def _fewest(whole: list[Plan], papers: tuple[Paper, ...]) -> int:
    """Return a number of sheets below which no cut can be legible: the map would be longer than the paper."""
    longest = max(_SIZES[paper][1] for paper in papers)
    sheets = min(one.along().extent for one in whole) * LEAST_SCALE / longest
    return max(1, min(int(sheets), _MOST_SHEETS))


def _cut_sets(figure: Figure, whole: list[Plan], count: int) -> Iterator[tuple[Plan, ...]]:
    """Yield, for each style, the plans of the figure cut into `count` sheets."""
    for one in whole:
        if count == 1:
            yield (one,)
            continue
        middles = one.along().middles
        lengths = tuple(middle - before for before, middle in zip((0.0, *middles[:-1]), middles, strict=True))
        order = tuple(spot.rank for spot in one.shape.spots)
        yield tuple(plan(part, one.style) for part in cut(figure, order, cuts(lengths, count)))


def _fits(diagram: Diagram, sets: Iterable[tuple[Plan, ...]], paper: Paper) -> Iterator[_Fit]:
    """Yield, for each set of plans and both ways to turn the paper, the scale at which the set fits on it."""
    short, long = _SIZES[paper]
    areas: dict[tuple[object, ...], Rect] = {}
    for plans in sets:
        sizes = tuple(one.size for one in plans)
        for page in ((short, long), (long, short)):
            scale = MOST_SCALE
            for one, (w, h) in zip(plans, sizes, strict=True):
                key = (page, len(plans), one.notes)
                if key not in areas:
                    areas[key] = furnish(diagram, _notes(diagram, one), page, (1, len(plans))).area
                scale = min(scale, areas[key].w / w, areas[key].h / h)
            yield _Fit(plans, paper, page, sizes, scale)


def _notes(diagram: Diagram, one: Plan) -> tuple[str, ...]:
    return (*one.notes, *diagram.footnotes)


def _sheets(diagram: Diagram, fit: _Fit) -> Sheets:
    style = fit.plans[0].style
    sheets = tuple(_sheet(diagram, fit, one, number) for number, one in enumerate(fit.plans, 1))
    return Sheets(diagram, fit.paper, style.orientation, fit.scale * TITLE_SIZE, sheets)


def _sheet(diagram: Diagram, fit: _Fit, one: Plan, number: int) -> Sheet:
    """Draw one plan on its sheet, title block above it, notes and legend below."""
    notes, place = _notes(diagram, one), (number, len(fit.plans))
    area = furnish(diagram, notes, fit.page, place).area
    drawn = _sketch(one, area, fit.scale)
    furniture = furnish(diagram, notes, fit.page, place, drawn.frame.bottom)
    return Sheet(
        number,
        *fit.page,
        fit.scale,
        drawn.frame,
        drawn.lanes(),
        drawn.boxes(),
        drawn.arrows(),
        furniture.legend,
        furniture.texts,
    )


def _sketch(one: Plan, area: Rect, scale: float) -> Sketch:
    """Draw a plan in an area; spare room goes, within measure, to the lanes and to the gaps between ranks."""
    upright = one.style.orientation == "columns"
    w, h = one.size
    spare_w, spare_h = max(area.w / scale - w, 0.0), max(area.h / scale - h, 0.0)
    spare_v, spare_u = (spare_w, spare_h) if upright else (spare_h, spare_w)
    across = one.across(min(spare_v / len(one.figure.lanes), 70.0 if upright else 40.0))
    along = one.along(min(spare_u / max(one.shape.ranks - 1, 1), 14.0 if upright else 24.0))
    loose = Sketch(one, across, along, area.x, area.y, scale)
    return replace(loose, x=area.x + (area.w - loose.frame.w) / 2)
