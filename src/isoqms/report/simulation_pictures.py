"""The charts of a simulation as files: one of each kind for each procedure, one of the week, one of all waiting."""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.report.chart import FORMATS
from isoqms.report.simulation_charts import contributions, lead_times, waiting
from isoqms.report.simulation_week import Use, week
from isoqms.simulate.result import Result


def pictures(result: Result, use: Use, lang: str) -> Iterator[tuple[str, bytes]]:
    """Yield (file name, content) of the charts of a result; what has no figures is left out.

    Args:
        result: the figures.
        use: how busy the people of each role are in each hour of the week.
        lang: the language of the words.
    """
    for form in FORMATS:
        drawn = {"waiting": waiting(result, lang, form), "week": week(result, use, lang, form)}
        for id_, procedure in result.procedures.items():
            drawn[f"{id_}-lead-times"] = lead_times(procedure, lang, form)
            drawn[f"{id_}-steps"] = contributions(procedure, lang, form)
        yield from ((f"{name}.{form}", picture) for name, picture in drawn.items() if picture is not None)
