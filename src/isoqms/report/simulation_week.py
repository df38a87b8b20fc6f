"""A chart of the week: how busy the people of each role are, hour by hour."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from isoqms.metrics import Figure, Unit
from isoqms.report.chart import ALARM, INK, font, legend, plain, sheet
from isoqms.report.quantity import brief, shortened, told
from isoqms.report.simulation_text import unknown_use
from isoqms.simulate.result import Result
from isoqms.words import Message

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Sheet

    from isoqms.simulate.busy import Busy

_CLASSES: Final = (
    (0.2, "#dbe6ef", Message("below 20 %")),
    (0.5, "#b3cbe0", Message("20 to 50 %")),
    (0.8, "#6f9dc4", Message("50 to 80 %")),
    (0.95, "#0b4a80", Message("80 to 95 %")),
    (float("inf"), ALARM, Message("above 95 %")),
)
_WEEKDAYS: Final = (
    Message("Mon"),
    Message("Tue"),
    Message("Wed"),
    Message("Thu"),
    Message("Fri"),
    Message("Sat"),
    Message("Sun"),
)
_TITLE_SIGNS: Final = 48


def week(result: Result, busy: Busy, lang: str) -> Sheet | None:
    """Return how busy the people of each role are in each hour of the week; None where nobody is ever there."""
    use = busy.hours
    roles = [role for role in use if _is_known(result, role) and any(part is not None for part in use[role])]
    if not roles:
        return None
    days, hours = _manned([use[role] for role in roles])
    titles = _titles(result, roles, lang)
    notes = [*(_note(result, role, titles[role], use[role], lang) for role in roles), *unknown_use(result, lang)]
    notes += _how_many_runs(result.replications, busy.runs, lang)
    if result.start is not None:
        notes.append(
            Message("Hours worked on a few days only, such as a day worked for another, are left out.").render(lang)
        )
    figure, axes = sheet(Message("How busy people are over the week").render(lang), 1.9 + 0.42 * len(roles), notes)
    axes.set_title(axes.get_title(loc="left"), loc="left", fontproperties=font(12), color=INK, pad=46)
    _cells(axes, [use[role] for role in roles], days, hours)
    axes.set_yticks([row + 0.5 for row in range(len(roles))], [titles[role] for role in roles])
    axes.set_ylim(len(roles), 0)
    axes.set_xlim(0, len(days) * (len(hours) + 1) - 1)
    _hours(axes, days, hours, lang)
    plain(axes)
    axes.grid(False)
    for _, colour, words in _CLASSES:
        axes.bar([0], [0], color=colour, label=words.render(lang))
    legend(axes, len(_CLASSES), 1.0 + 0.34 / (0.42 * len(roles) + 0.9))
    return figure


def _is_known(result: Result, role: str) -> bool:
    """Say whether it is known how busy the people of a role are: of work nobody stated nothing is seen."""
    return role not in result.roles or result.roles[role].utilisation.value is not None


def _titles(result: Result, roles: Sequence[str], lang: str) -> dict[str, str]:
    """Return by id what roles are called on a label; by their id, where no other name tells them apart."""
    titles = {role: result.roles[role].title.render(lang) if role in result.roles else role for role in roles}
    names = {role: shortened(title, _TITLE_SIGNS) for role, title in titles.items()}
    return {role: role if list(names.values()).count(name) > 1 else name for role, name in names.items()}


def _manned(rows: Sequence[Sequence[float | None]]) -> tuple[list[int], range]:
    """Return the weekdays, and the hours of a day from the first to the last, in which anybody is there."""
    there = [hour for parts in rows for hour, part in enumerate(parts) if part is not None]
    hours = {hour % 24 for hour in there}
    return sorted({hour // 24 for hour in there}), range(min(hours), max(hours) + 1)


def _cells(axes: Axes, rows: Sequence[Sequence[float | None]], days: Sequence[int], hours: range) -> None:
    from matplotlib.patches import Rectangle

    for row, parts in enumerate(rows):
        for place, day in enumerate(days):
            for hour in hours:
                part = parts[day * 24 + hour]
                if part is not None:
                    left = place * (len(hours) + 1) + hour - hours.start
                    axes.add_patch(Rectangle((left, row + 0.08), 1, 0.84, facecolor=_colour(part), edgecolor="white"))


def _colour(part: float) -> str:
    return next(colour for end, colour, _ in _CLASSES if part < end)


def _hours(axes: Axes, days: Sequence[int], hours: range, lang: str) -> None:
    span = len(hours) + 1
    step = 3 if len(days) * len(hours) > 40 else 1
    marked = [(place * span + hour - hours.start, hour) for place in range(len(days)) for hour in hours[::step]]
    axes.set_xticks([at for at, _ in marked], [str(hour) for _, hour in marked])
    for place, day in enumerate(days):
        axes.annotate(
            _WEEKDAYS[day].render(lang),
            (place * span + len(hours) / 2, 1),
            xycoords=("data", "axes fraction"),
            xytext=(0, 4),
            textcoords="offset points",
            ha="center",
            va="bottom",
            fontproperties=font(9),
            color=INK,
        )
    words = Message("hour of the day; a column begins at the hour under its left edge")
    axes.set_xlabel(words.render(lang), fontproperties=font(8.5), color=INK)


def _how_many_runs(all_: int, runs: int, lang: str) -> Iterator[str]:
    """Yield how many of the runs the hours are told of, where these are not all of them."""
    if runs == all_:
        return
    if runs == 1:
        said = Message(
            "Averages are of all {all} runs, the hours of one of them: a single hour may be busy by chance.", all=all_
        )
    else:
        said = Message("Averages are of all {all} runs, the hours of {runs} of them.", all=all_, runs=runs)
    yield said.render(lang)


def _note(result: Result, role: str, title: str, parts: Sequence[float | None], lang: str) -> str:
    known = [(part, hour) for hour, part in enumerate(parts) if part is not None]
    most, hour = max(known, key=lambda each: (each[0], -each[1]))
    mean = Figure.exact(sum(part for part, _ in known) / len(known), Unit.SHARE)
    return Message(
        "{role}: {mean} of the time on average; busiest {weekday} {hour}:00, {most}.",
        role=title,
        mean=brief(result.roles[role].utilisation if role in result.roles else mean, lang),
        weekday=_WEEKDAYS[hour // 24],
        hour=hour % 24,
        most=told(Figure.exact(most, Unit.SHARE), lang),
    ).render(lang)
