"""The waterfall of a comparison: from the time before to the time after, change by change, the numbers below."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from isoqms.improve.comparison import Comparison
from isoqms.improve.worth.attribution import Attribution
from isoqms.improve.worth.measures import Measure
from isoqms.report.chart import ALARM, FORMATS, INK, SOFT, STRONG, font, numbers, plain, saved, sheet
from isoqms.report.comparison_text import by_size, share
from isoqms.report.comparison_words import MEASURES, group_words, part_words
from isoqms.report.quantity import Scale, decimals_for, number, scale_of, shortened, signed
from isoqms.words import Message

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Sheet

_SIGNS: Final = 62
_TITLE_SIGNS: Final = 44
_BAR_INCHES: Final = 0.36
_DRAWN: Final = (Measure.MEAN, Measure.P90)


def pictures(comparison: Comparison, lang: str) -> Iterator[tuple[str, bytes]]:
    """Yield (file name, content) of the waterfalls of a comparison; what has no figures is left out."""
    for attribution in comparison.attributions:
        if attribution.measure in _DRAWN and attribution.saving.value is not None and attribution.shares:
            drawn = waterfall(comparison, attribution, lang)
            name = f"{attribution.procedure}-waterfall-{attribution.measure}"
            yield from ((f"{name}.{form}", saved(drawn, form)) for form in FORMATS)


def waterfall(comparison: Comparison, attribution: Attribution, lang: str) -> Sheet:
    """Return the waterfall of one measure: the changes in order of their shares, the largest first."""
    words = part_words(comparison, lang)
    ordered = by_size(attribution)
    scale = scale_of(attribution.before, 1440.0)
    names = {group: group_words(comparison, group, words) for group in ordered}
    about = shortened(_title(comparison, attribution.procedure, lang), _TITLE_SIGNS)
    what = MEASURES[attribution.measure]
    title = Message("{measure}, by the calendar, before and after: {title}", measure=what, title=about).render(lang)
    notes = [f"{names[group]}: {scale.tell(share(attribution.shares[group], scale, lang), lang)}" for group in ordered]
    figure, axes = sheet(title, _BAR_INCHES * (len(ordered) + 2) + 1.0, notes)
    _bars(axes, attribution, ordered, scale, lang)
    axes.set_yticks(range(len(ordered) + 2))
    ends = [Message("before").render(lang), Message("after").render(lang)]
    axes.set_yticklabels([ends[0], *(shortened(names[group], _SIGNS) for group in ordered), ends[1]])
    axes.invert_yaxis()
    axes.set_xlabel(scale.tell("", lang).strip(), fontproperties=font(8.5), color=INK)
    axes.set_xlim(0, axes.get_xlim()[1] * 1.06)
    plain(axes)
    numbers(axes.xaxis, lang)
    return figure


def _bars(axes: Axes, attribution: Attribution, ordered: list[str], scale: Scale, lang: str) -> None:
    """Draw the time before, what each change takes off or adds, and the time after."""
    level = (attribution.before.value or 0.0) / scale.size
    steps = [(attribution.shares[group].value or 0.0) / scale.size for group in ordered]
    decimals = decimals_for(steps)
    _bar(axes, 0, 0.0, level, STRONG, number(level, lang, decimals))
    for place, step in enumerate(steps, start=1):
        words = signed(-step, lang, decimals)
        _bar(axes, place, min(level, level - step), abs(step), SOFT if step >= 0 else ALARM, words)
        level -= step
    after = (attribution.after.value or 0.0) / scale.size
    _bar(axes, len(ordered) + 1, 0.0, after, STRONG, number(after, lang, decimals))


def _bar(axes: Axes, place: int, start: float, length: float, colour: str, words: str) -> None:
    axes.barh(place, length, left=start, color=colour, height=0.7)
    axes.annotate(
        words,
        (start + length, place),
        xytext=(4, 0),
        textcoords="offset points",
        va="center",
        color=INK,
        fontproperties=font(8.5),
    )


def _title(comparison: Comparison, procedure: str, lang: str) -> str:
    return next(each.title.render(lang) for each in comparison.before if each.id == procedure)
