"""The Pareto chart of what could be cut: the largest savings first, and what they come to together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from isoqms.improve.cutting import Cutting, together, yearly_minutes
from isoqms.improve.priced import Price
from isoqms.improve.worth.measures import Measure
from isoqms.metrics import Figure, Unit
from isoqms.report.chart import ALARM, FORMATS, INK, SOFT, font, legend, numbers, plain, saved, sheet
from isoqms.report.cut_words import Group, direction, group_of
from isoqms.report.quantity import Scale, decimals_for, number, scale_of, shortened, told
from isoqms.words import Message

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Sheet

_MOST: Final = 12
_SIGNS, _TITLE_SIGNS = 64, 60
_BAR_INCHES: Final = 0.4
_DAY: Final = 1440.0


def pictures(cutting: Cutting, procedures: Sequence[str], lang: str) -> Iterator[tuple[str, bytes]]:
    """Yield (file name, content) of the chart in every format; nothing where nothing helps."""
    helps = [each for each in cutting.prices if group_of(each) is Group.HELPS]
    helps = [each for each in helps if direction(each.savings[Measure.MEAN]) > 0][:_MOST]
    if not helps:
        return
    drawn = _of_one(cutting, procedures[0], helps, lang) if len(procedures) == 1 else _of_several(cutting, helps, lang)
    yield from ((f"pareto.{form}", saved(drawn, form)) for form in FORMATS)


def _of_one(cutting: Cutting, procedure: str, helps: Sequence[Price], lang: str) -> Sheet:
    """Return the savings of one procedure, each alone as a bar, all so far together as a line."""
    alone = [price.savings[Measure.MEAN] for price in helps]
    joint = together(cutting, procedure, [price.opportunity.id for price in helps], Measure.MEAN)
    scale = scale_of(max((*alone, *joint), key=lambda each: each.value or 0.0), _DAY)
    about = shortened(cutting.procedure(procedure).title.render(lang), _TITLE_SIGNS)
    title = Message("Time saved on average, by the calendar").render(lang)
    notes = [
        Message(
            "{place}. {title}: alone {alone}, with all above {joint}",
            place=place,
            title=price.opportunity.title,
            alone=told(one, lang),
            joint=told(all_, lang),
        ).render(lang)
        for place, (price, one, all_) in enumerate(zip(helps, alone, joint, strict=True), start=1)
    ]
    figure, axes = sheet(title, _BAR_INCHES * len(helps) + 1.4, notes)
    axes.set_title(f"{title}\n{about}", loc="left", fontproperties=font(12), color=INK, pad=30)
    _bars(axes, [each.value or 0.0 for each in alone], helps, scale, lang)
    axes.plot(
        [(each.value or 0.0) / scale.size for each in joint],
        range(len(joint)),
        color=ALARM,
        marker="o",
        markersize=4,
        label=Message("with all above").render(lang),
    )
    legend(axes, 2, 1.02)
    return figure


def _of_several(cutting: Cutting, helps: Sequence[Price], lang: str) -> Sheet:
    """Return what all applicants of a year are spared, by opportunity."""
    values = [yearly_minutes(cutting.operation, price) for price in helps]
    scale = scale_of(Figure.exact(max(values), Unit.MINUTES), _DAY)
    title = Message("Time all applicants of a year are spared, by the calendar").render(lang)
    notes = [
        Message(
            "{place}. {procedure}: {title}: {time}",
            place=place,
            procedure=cutting.procedure(price.procedure).title,
            title=price.opportunity.title,
            time=told(Figure.exact(value, Unit.MINUTES), lang),
        ).render(lang)
        for place, (price, value) in enumerate(zip(helps, values, strict=True), start=1)
    ]
    figure, axes = sheet(title, _BAR_INCHES * len(helps) + 1.0, notes)
    _bars(axes, values, helps, scale, lang)
    return figure


def _bars(axes: Axes, values: Sequence[float], helps: Sequence[Price], scale: Scale, lang: str) -> None:
    places = range(len(values))
    lengths = [value / scale.size for value in values]
    decimals = decimals_for(lengths)
    axes.barh(places, lengths, color=SOFT, height=0.66, label=Message("alone").render(lang))
    for place, length in zip(places, lengths, strict=True):
        axes.annotate(
            number(length, lang, decimals),
            (max(0.0, length), place),
            xytext=(4, 0),
            textcoords="offset points",
            va="center",
            color=INK,
            fontproperties=font(8.5),
        )
    axes.set_yticks(places)
    axes.set_yticklabels(
        [f"{n}. {shortened(each.opportunity.title.render(lang), _SIGNS)}" for n, each in enumerate(helps, 1)]
    )
    axes.invert_yaxis()
    axes.set_xlabel(scale.tell("", lang).strip(), fontproperties=font(8.5), color=INK)
    plain(axes)
    numbers(axes.xaxis, lang)
