"""What a scenario changes in a simulation, in plain words: who keeps up, then procedure by procedure."""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.metrics import Figure, Unit
from isoqms.report.quantity import POINTS, told, told_with_interval
from isoqms.report.simulation_text import is_more_than_chance, size
from isoqms.simulate.result import Change, ProcedureResult, Result
from isoqms.words import Message


def changes(result: Result, lang: str) -> Iterator[str]:
    """Yield who can or cannot keep up under the scenario, then what it changes in each procedure, line by line."""
    if result.scenario is None:
        return
    yield from _keeping_up(result, lang)
    for id_, change in result.changes.items():
        procedure = result.procedures.get(id_)
        if procedure is not None:
            yield f"{id_}  {procedure.title.render(lang)}"
            yield from (f"  {line}" for line in _changed(procedure, change, lang))


def _keeping_up(result: Result, lang: str) -> Iterator[str]:
    before, after = result.overload_without, result.overload
    for id_ in dict.fromkeys((*before, *after)):
        role = result.roles[id_].title if id_ in result.roles else id_
        if id_ not in after:
            yield Message(
                "{role} can now keep up; without the scenario more work came than can be done.", role=role
            ).render(lang)
        elif id_ not in before:
            yield Message("{role} can no longer keep up: more work comes than can be done.", role=role).render(lang)
        else:
            yield Message("{role} cannot keep up, with the scenario or without it.", role=role).render(lang)


def _changed(procedure: ProcedureResult, change: Change, lang: str) -> Iterator[str]:
    """Yield what changes by more than chance; if nothing, whether that is chance, for sure, or not to be told."""
    found = False
    after = procedure.lead_time
    for what, now, by in (
        (Message("9 of 10 dossiers are done in"), after.statutory.p90, change.lead_time.statutory.p90),
        (Message("by the calendar, on average,"), after.wall.mean, change.lead_time.wall.mean),
        (Message("on time by the legal limit"), procedure.on_time.legal, change.on_time.legal),
        (Message("on time by the committed limit"), procedure.on_time.committed, change.on_time.committed),
        (Message("people work on a dossier"), procedure.work_time.mean, change.work_time.mean),
        (Message("trips of the applicant"), procedure.journey.visits, change.journey.visits),
        (Message("the applicant's own time"), procedure.journey.hours, change.journey.hours),
    ):
        if now.value is not None and is_more_than_chance(by):
            found = True
            yield _from_to(what, now, by, procedure.day_minutes, lang)
    wall = change.lead_time.wall.mean
    if wall.value is None and wall.reason:
        yield from _not_comparable(procedure, wall.reason, lang)
    elif change.is_nothing:
        yield Message("nothing changes: each of its dossiers goes as it went without the scenario").render(lang)
    elif not found:
        yield Message("no change that is more than chance").render(lang)


def _not_comparable(procedure: ProcedureResult, reason: Message, lang: str) -> Iterator[str]:
    """Yield why no difference is told, and what is known now where there was no usual time before."""
    now = procedure.lead_time.statutory.p90
    if now.value is None:
        yield Message("how much longer or shorter it takes cannot be told, as {reason}", reason=reason).render(lang)
    else:
        yield Message(
            "9 of 10 dossiers are now done in {most}; without the scenario there is no usual time",
            most=told_with_interval(now, lang, procedure.day_minutes),
        ).render(lang)


def _from_to(what: Message, now: Figure, by: Figure, day: float, lang: str) -> str:
    before = Figure.exact((now.value or 0.0) - (by.value or 0.0), now.unit)
    told_ = {
        "what": what,
        "now": told(now, lang, day),
        "before": told(before, lang, day),
        "by": told_with_interval(size(by), lang, day, POINTS if by.unit is Unit.SHARE else None),
    }
    if (by.value or 0.0) < 0:
        return Message("{what} {now} instead of {before}: {by} less", **told_).render(lang)
    return Message("{what} {now} instead of {before}: {by} more", **told_).render(lang)
