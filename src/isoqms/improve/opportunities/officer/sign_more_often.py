"""Signing is not put off until a fixed hour.

Why: A dossier that is ready waits for the hour of signing; with one hour a day it waits half a day on average.
Found: A step that is done only at fixed hours, or only when several dossiers wait. Two ways out are shown, which
    exclude each other: signing when a dossier arrives, or one hour more, in the middle of the longest gap.
Decides: The office: when its leaders sign is its own arrangement, unless a rule lays down the hours.
Takes for granted: Signing takes as many minutes as before.
Left to people: Are leaders at hand between the hours, or can they sign digitally?
Example:
    id: CT-01
    title: {vi: Chứng thực chữ ký, en: Certify a signature}
    steps:
      write: {title: {vi: Ghi lời chứng, en: Write it}, role: officer, work: 10 phút, next: sign}
      sign: {title: {vi: Ký, en: Sign}, role: head, work: 2 phút, batch: {at: ["16:00"]}, end: completed}  # here
Near miss:
    id: CT-02
    title: {vi: Chứng thực chữ ký, en: Certify a signature}
    steps:
      write: {title: {vi: Ghi lời chứng, en: Write it}, role: officer, work: 10 phút, next: sign}
      sign: {title: {vi: Ký, en: Sign}, role: head, work: 2 phút, end: completed}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time
from itertools import pairwise
from typing import Final

from isoqms.improve.opportunities.deciding import of_hours
from isoqms.improve.opportunities.opportunity import Effort, Found
from isoqms.improve.opportunities.view import View
from isoqms.improve.opportunities.words import named
from isoqms.procedure import Office, Procedure, Step
from isoqms.words import Message
from isoqms.worktime import WorkingHours

ID = "sign-more-often"
EFFORT = Effort.ARRANGE

_NOON: Final = 12 * 60
_HALF_A_DAY: Final = 330


def look(procedure: Procedure, view: View) -> Iterator[Found]:
    """Yield the steps done only at fixed hours or for several dossiers together."""
    for step in procedure.steps.values():
        if step.batch is None:
            continue
        yield _found(procedure, view, step, "", None)
        if hour := _hour_more(step.batch.at_, view.office(procedure)):
            yield _found(procedure, view, step, ".hour", hour)


def _found(procedure: Procedure, view: View, step: Step, which: str, hour: time | None) -> Found:
    hours = sorted((*(step.batch.at_ if step.batch else ()), *([hour] if hour else [])))
    size = {"size": step.batch.size} if step.batch and step.batch.size else {}
    batch = {"at": [f"{each:%H:%M}" for each in hours], **size} if hour else None
    title = (
        Message("“{step}” also at {hour}", step=named(step), hour=f"{hour:%H:%M}")
        if hour
        else Message("“{step}” as soon as a dossier arrives, not at fixed hours or in lots", step=named(step))
    )
    return Found(
        at=step.at,
        place=f"{step.id}{which}",
        title=title,
        decision=of_hours(view, procedure, step),
        steps=(step.id,),
        changes=({"procedure": procedure.id, "step": step.id, "set": {"batch": batch}},),
        questions=(Message("is whoever does it at hand at that time, or can it be done from elsewhere?"),),
    )


def _hour_more(hours: tuple[time, ...], office: Office | None) -> time | None:
    """Return the middle of the longest gap between hours in one day; with one hour, the other half of the day.

    Where the office is closed then, it is the hour it opens again.
    """
    minutes = sorted(each.hour * 60 + each.minute for each in hours)
    if not minutes:
        return None
    if len(minutes) == 1:
        middle = minutes[0] + (_HALF_A_DAY if minutes[0] < _NOON else -_HALF_A_DAY)
    else:
        start, end = max(pairwise(minutes), key=lambda pair: (pair[1] - pair[0], -pair[0]))
        middle = (start + end) // 2 // 30 * 30
    open_ = _when_open(middle, office)
    return time(open_ // 60, open_ % 60) if open_ is not None and open_ not in minutes else None


def _when_open(minute: int, office: Office | None) -> int | None:
    """Return a minute of the day, or when the office opens next; None where it does not on any day."""
    if office is None:
        return minute
    windows = {window for day in WorkingHours.from_data(office.hours).weekdays for window in day}
    if any(opens <= minute < closes for opens, closes in windows):
        return minute
    return min((opens for opens, _ in windows if opens > minute), default=None)
