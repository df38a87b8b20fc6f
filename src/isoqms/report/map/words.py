"""The sentences drawn on maps, in the reader's language."""

from __future__ import annotations

from isoqms.report.map.figure import Node
from isoqms.words import Message


def connector(node: Node, lang: str) -> str:
    """Return what stands beside a connector's number: the sheet or sheets on which the same number is found."""
    sheets = ", ".join(str(sheet) for sheet in node.sheets)
    if node.kind == "to_sheet":
        return Message("to sheet {sheets}", sheets=sheets).render(lang)
    return Message("from sheet {sheets}", sheets=sheets).render(lang)


def sheet_of(number: int, count: int, lang: str) -> str:
    """Return the sheet number at the foot of a sheet."""
    return Message("Sheet {number} of {count}", number=number, count=count).render(lang)


def picture(steps: int, lanes: int, lang: str) -> str:
    """Return what a reader who cannot see the map is told about it."""
    return Message("Swimlane map: {steps} steps in {lanes} lanes.", steps=steps, lanes=lanes).render(lang)


def flow(source: str, target: str, label: str, lang: str) -> str:
    """Return one arrow in words."""
    if label:
        return Message("{source} leads to {target} ({label}).", source=source, target=target, label=label).render(lang)
    return Message("{source} leads to {target}.", source=source, target=target).render(lang)


def legend(sign: str, lang: str) -> str:
    """Return what a sign of the legend means.

    Raises:
        ValueError: when no sign has that name.
    """
    meanings = {
        "start": Message("start"),
        "foot": Message("allowance of the step"),
        "critical": Message("critical path: decides the total time"),
        "loop": Message("goes back"),
        "split_one": Message("one of the branches is taken"),
        "split_all": Message("branches run in parallel"),
        "join_all": Message("waits for all branches"),
        "join_any": Message("goes on with the first branch"),
        "automatic": Message("done automatically"),
        "clock_stopped": Message("clock stopped"),
        "clock_restarts": Message("clock restarts from zero"),
        "clock_not_started": Message("clock not started yet"),
        "clock_uncounted": Message("time not counted"),
        "end_completed": Message("completed"),
        "end_refused": Message("refused"),
        "end_withdrawn": Message("withdrawn"),
        "end_returned": Message("returned to the applicant"),
        "end_stopped": Message("stopped without a result"),
        "end_handed_over": Message("handed over to another procedure"),
        "lane_applicant": Message("lane of the applicant"),
        "lane_agency": Message("lane of another agency"),
        "lane_system": Message("lane of a computer system"),
        "connector": Message("continued where the same number stands"),
    }
    if sign not in meanings:
        raise ValueError(f"no such sign in the legend: {sign!r}")
    return meanings[sign].render(lang)
