"""The charts of a simulation as files: one of each kind for each procedure, one of the week, one of all waiting."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from isoqms.report.chart import FORMATS, saved
from isoqms.report.simulation_charts import contributions, lead_times, waiting
from isoqms.report.simulation_week import week
from isoqms.simulate.result import Result

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Sheet

    from isoqms.simulate.busy import Busy


def pictures(result: Result, busy: Busy, lang: str) -> Iterator[tuple[str, bytes]]:
    """Yield (file name, content) of the charts of a result; what has no figures is left out.

    Args:
        result: the figures.
        busy: how busy the people of each role are in each hour of the week.
        lang: the language of the words.
    """
    yield from _both("waiting", waiting(result, lang))
    yield from _both("week", week(result, busy, lang))
    for id_, procedure in result.procedures.items():
        yield from _both(f"{id_}-lead-times", lead_times(procedure, lang))
        yield from _both(f"{id_}-steps", contributions(procedure, lang))


def _both(name: str, drawn: Sheet | None) -> Iterator[tuple[str, bytes]]:
    """Yield a chart in every format; drawing it is what takes time."""
    if drawn is not None:
        yield from ((f"{name}.{form}", saved(drawn, form)) for form in FORMATS)
