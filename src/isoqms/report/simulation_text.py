"""What a simulation found, in plain words for the head of an office: first the answer, then where the time goes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import ceil

from isoqms.metrics import Figure, Unit
from isoqms.report.quantity import effort, number, told, told_with_interval
from isoqms.report.simulation_words import CAUSES, ENDINGS, ON_TIME, SOURCES
from isoqms.simulate.result import ProcedureResult, Result, StepResult
from isoqms.words import Message

_WORTH_TELLING = 0.005
"""Smaller parts of a whole are left out of sentences."""
_WORTH_NAMING = 0.1
_MOST_REASONS = 2
"""Reasons named of a wait, each at least a tenth of it."""


def opening(result: Result, lang: str) -> Iterator[str]:
    """Yield what was simulated: which time, how many dossiers, how often, and which scenario."""
    cases = (
        Message("one dossier") if result.cases == 1 else Message("{number} dossiers", number=number(result.cases, lang))
    )
    runs = Message("{number} runs", number=result.replications) if result.replications > 1 else Message("one run")
    if result.start is None or result.days is None:
        yield Message(
            "Estimated by simulation: an ordinary week, over and over; {cases} in {runs}.",
            cases=cases,
            runs=runs,
        ).render(lang)
    else:
        yield Message(
            "Estimated by simulation: {days} from {start}; {cases} in {runs}.",
            days=Message("one day") if result.days == 1 else Message("{number} days", number=number(result.days, lang)),
            start=result.start.strftime("%d/%m/%Y") if lang == "vi" else result.start.isoformat(),
            cases=cases,
            runs=runs,
        ).render(lang)
    if result.scenario:
        yield Message("With the scenario “{title}”.", title=result.scenario.title).render(lang)


def precision(result: Result, lang: str) -> Iterator[str]:
    """Yield how surely mean lead times are known, where that was asked for; if less surely, what can be done."""
    known = result.precision
    if known is None:
        return
    told_ = {
        "procedure": result.procedures[known.procedure].title,
        "reached": _half(known.reached, lang),
        "asked": _half(known.asked, lang),
    }
    if known.met:
        yield Message("Mean times are known to ±{reached} % or better, as asked for (±{asked} %).", **told_).render(
            lang
        )
        return
    yield Message(
        "The margin asked for was not reached: after {runs} runs the mean time of “{procedure}” is known to "
        "±{reached} %, not to ±{asked} %.",
        runs=number(result.replications, lang),
        **told_,
    ).render(lang)
    if result.start is None:
        yield Message(
            "Ask for a wider margin, or for longer runs: --cases {wanted}.",
            wanted=_round_up(result.cases / result.replications * 2 * (known.reached / known.asked) ** 2),
        ).render(lang)
    else:
        yield Message("Ask for a wider margin, or for more days.").render(lang)


def _half(share: float, lang: str) -> str:
    return number(100 * share, lang, 1)


def _round_up(dossiers: float) -> int:
    """Return a number of dossiers with two figures that count."""
    size = int(10 ** max(0, len(str(int(dossiers))) - 2))
    return ceil(dossiers / size) * size


def warnings(result: Result, lang: str) -> Iterator[str]:
    """Yield what to be careful about."""
    for warning in result.warnings:
        yield Message("Mind: {warning}", warning=warning).render(lang)


def overloads(result: Result, lang: str) -> Iterator[str]:
    """Yield a sentence for each role that cannot keep up."""
    for id_ in result.overload:
        role = result.roles[id_].title if id_ in result.roles else id_
        if result.start is None:
            yield Message(
                "{role} cannot keep up: more work comes than can be done, and the queue only grows. There is no usual "
                "waiting time to give; add people, take work away, or ask for a period of days.",
                role=role,
            ).render(lang)
        else:
            yield Message(
                "{role} cannot keep up: in these days more work comes than can be done, and the queue grows.", role=role
            ).render(lang)


def without_dossiers(result: Result, lang: str) -> Iterator[str]:
    """Yield which procedures have no figures because no dossier came to them."""
    idle = [id_ for id_, procedure in result.procedures.items() if not procedure.cases]
    if idle:
        said = Message("No dossier came in the time simulated to these procedures: {procedures}.", procedures=idle)
        yield said.render(lang)


def answer(procedure: ProcedureResult, lang: str) -> Iterator[str]:
    """Yield how long it takes, how often on time, where a dossier waits longest: the lines to read if no others."""
    day = procedure.day_minutes
    counted, wall = procedure.lead_time.statutory, procedure.lead_time.wall
    if counted.p90.value is None:
        yield _missing(Message("How long it takes"), counted.p90, lang)
    else:
        yield Message(
            "9 of 10 dossiers are done in {most}; half of them in {half}.",
            most=told_with_interval(counted.p90, lang, day),
            half=told(counted.p50, lang, day),
        ).render(lang)
    if wall.p90.value is not None:
        yield Message(
            "By the calendar, with nights, days off and times when the clock is stopped: 9 of 10 in {most}, {mean} on "
            "average.",
            most=told(wall.p90, lang),
            mean=told(wall.mean, lang),
        ).render(lang)
    yield from _on_time(procedure, lang)
    yield from told_wait(procedure, lang)


def _missing(what: Message, figure: Figure, lang: str) -> str:
    return Message("{what}: not known, as {reason}.", what=what, reason=figure.reason or "").render(lang)


def _on_time(procedure: ProcedureResult, lang: str) -> Iterator[str]:
    limits = procedure.limits
    figures = {name: getattr(procedure.on_time, name) for name in ON_TIME}
    for name in ("legal", "committed"):
        if name in limits and figures[name].value is not None:
            yield Message(
                "On time: {share} {name} ({within}).",
                share=told_with_interval(figures[name], lang),
                name=ON_TIME[name],
                within=limits[name].within,
            ).render(lang)
    if not any(figures[name].value is not None for name in ("legal", "committed")):
        yield _missing(Message("On time"), figures["legal"], lang)
    others = [
        f"{told(figures[name], lang)} {ON_TIME[name].render(lang)}"
        for name in ("index766", "report06a")
        if limits and figures[name].value is not None  # without a limit there is nothing these counts could miss
    ]
    if others:
        yield Message("Counted as offices report it: {shares}.", shares=others).render(lang)


def told_wait(procedure: ProcedureResult, lang: str, *, named: bool = False) -> Iterator[str]:
    """Yield where a dossier of a procedure, which is `named` or not, waits longest, and what for."""
    found = longest_wait(procedure)
    if found is None:
        return
    step, minutes, causes = found
    whole = minutes.value or 1.0
    parts = {cause: value / whole for cause, value in causes.items() if value / whole >= _WORTH_NAMING}
    told_ = {
        "step": step.title,
        "time": told(minutes, lang),
        "causes": _shares(dict(list(parts.items())[:_MOST_REASONS]), CAUSES, lang),
    }
    if named:
        yield Message(
            "The longest wait is in “{procedure}” at the step “{step}”: {time} on average: {causes}.",
            procedure=procedure.title,
            **told_,
        ).render(lang)
    else:
        yield Message("The longest wait is at the step “{step}”: {time} on average: {causes}.", **told_).render(lang)


def longest_wait(procedure: ProcedureResult) -> tuple[StepResult, Figure, Mapping[str, float]] | None:
    """Return the step at which dossiers wait longest, for how long and what for, the largest part first.

    None where nobody waits.
    """
    best: tuple[StepResult, Figure, Mapping[str, float]] | None = None
    for step in procedure.steps.values():
        values = {cause: figure.value or 0.0 for cause, figure in step.waiting.items() if cause != "work"}
        waited = sum(values.values())
        if waited > (best[1].value or 0.0 if best else 0.0):
            unit = next(iter(step.waiting.values())).unit
            best = step, Figure.exact(waited, unit), dict(sorted(values.items(), key=lambda part: -part[1]))
    return best


def decides(step: StepResult) -> Figure:
    """Return how often, for each dossier of the procedure, a visit of a step decides when the dossier is done.

    Of a step that few dossiers come to, this is little, though it decides whenever one comes.
    """
    if step.visits.value is None or step.critical.value is None:
        return step.visits if step.visits.value is None else step.critical
    return Figure.exact(step.visits.value * step.critical.value, Unit.TIMES)


def where_time_goes(procedure: ProcedureResult, lang: str) -> Iterator[str]:
    """Yield the parts of the mean lead time by cause, what people work on a dossier, and how dossiers end."""
    parts = {cause: figure.value or 0.0 for cause, figure in procedure.waiting.items() if cause != "rework"}
    whole = sum(parts.values())
    if whole > 0:
        named = {cause: value / whole for cause, value in sorted(parts.items(), key=lambda part: -part[1])}
        yield Message("Where the time goes: {parts}.", parts=_shares(named, CAUSES, lang)).render(lang)
        again = (procedure.waiting["rework"].value or 0.0) / whole if "rework" in procedure.waiting else 0.0
        if again >= _WORTH_TELLING:
            yield Message(
                "Of this, {share} comes after a dossier is back at a step it has been at: all that follows counts, the "
                "mending that led back does not.",
                share=_percent(again, lang),
            ).render(lang)
    if procedure.work_time.mean.value is not None:
        yield _worked(procedure, lang)
    if procedure.first_time_right.value is not None:
        yield Message(
            "{share} of the dossiers never go back to an earlier step.", share=told(procedure.first_time_right, lang)
        ).render(lang)
    endings = {name: figure.value or 0.0 for name, figure in procedure.endings.items()}
    if sum(value >= _WORTH_TELLING for value in endings.values()) > 1:
        yield Message("How dossiers end: {parts}.", parts=_shares(endings, ENDINGS, lang)).render(lang)


def _worked(procedure: ProcedureResult, lang: str) -> str:
    """Return what people work on a dossier and what part of its time that makes; work side by side is told of."""
    mean, efficiency = procedure.work_time.mean, procedure.flow_efficiency
    work, share = effort(mean, lang), told(efficiency, lang)
    if beside := _beside(procedure):
        besides = effort(Figure.exact(beside, mean.unit), lang)
        if efficiency.value is None or efficiency.value >= 1.0:
            return Message(
                "People work {work} on a dossier, {beside} of it while others work on it too.",
                work=work,
                beside=besides,
            ).render(lang)
        return Message(
            "People work {work} on a dossier, {beside} of it while others work on it too; together that makes {share} "
            "of its working time.",
            work=work,
            beside=besides,
            share=share,
        ).render(lang)
    if efficiency.value is None:
        return Message("People work {work} on a dossier.", work=work).render(lang)
    return Message("People work {work} on a dossier: {share} of its working time.", work=work, share=share).render(lang)


def _beside(procedure: ProcedureResult) -> float:
    """Return the minutes worked on a dossier beside the work that decides when it is done; 0 where they are few."""
    work, deciding = procedure.work_time.mean.value or 0.0, procedure.waiting.get("work")
    beside = work - (deciding.value or 0.0) if deciding else 0.0
    return beside if beside > _WORTH_TELLING * work else 0.0


def _shares(parts: Mapping[str, float], words: Mapping[str, Message], lang: str) -> list[str]:
    return [
        f"{words[name].render(lang) if name in words else name} {_percent(value, lang)}"
        for name, value in parts.items()
        if value >= _WORTH_TELLING
    ]


def _percent(share: float, lang: str) -> str:
    return Message("{number} %", number=number(100 * share, lang, 0)).render(lang)


def applicant(procedure: ProcedureResult, lang: str) -> Iterator[str]:
    """Yield what one dossier asks of its applicant."""
    way = procedure.journey
    pieces = (
        (Message("trips"), way.visits),
        (Message("dealings with the office"), way.interactions),
        (Message("counters"), way.counters),
        (Message("papers"), way.papers),
        (Message("payments"), way.payments),
        (Message("fields to fill in"), way.fields),
    )
    # what is counted as none may just not be stated; of trips all are known
    asked = [
        piece for place, piece in enumerate(pieces) if piece[1].value or (not place and piece[1].value is not None)
    ]
    said = [f"{name.render(lang)}: {told(figure, lang)}" for name, figure in asked]
    if not any(figure.value for _, figure in pieces):
        return
    if way.hours.value:
        said.append(Message("own time: {hours}", hours=told(way.hours, lang)).render(lang))
    yield Message("For the applicant: {pieces}.", pieces="; ".join(said)).render(lang)


def unknown_use(result: Result, lang: str) -> Iterator[str]:
    """Yield why it is not known how busy the people of some roles are, the roles with one reason together."""
    by_reason: dict[str, list[str]] = {}
    for role in result.roles.values():
        if role.utilisation.value is None and role.utilisation.reason:
            by_reason.setdefault(role.utilisation.reason.render(lang), []).append(role.title.render(lang))
    for reason, roles in by_reason.items():
        yield Message("How busy they are is not known of {roles}: {reason}.", roles=roles, reason=reason).render(lang)


def part_time(result: Result, lang: str) -> Iterator[str]:
    """Yield who gives only a part of the time to this work, so that use is of that part."""
    parts = [
        f"{role.title.render(lang)} ({_percent(role.part, lang)})"
        for role in result.roles.values()
        if role.part < 1.0 and role.utilisation.value is not None
    ]
    if parts:
        yield Message(
            "“In use” is of the part of their time these people give to this work: {parts}.", parts=parts
        ).render(lang)


def foundations(result: Result, lang: str) -> Iterator[str]:
    """Yield what the figures rest on, and what was assumed."""
    shares = {name: figure.value or 0.0 for name, figure in result.sources.items()}
    known = sorted(shares.items(), key=lambda part: -part[1])
    if known:
        parts = _shares(dict(known), SOURCES, lang)
        yield Message("The times of the steps rest on: {parts}.", parts=parts).render(lang)
    for assumption in result.assumptions:
        yield Message("Assumed: {assumption}", assumption=assumption).render(lang)
    if any(each.limits for each in result.procedures.values()):
        yield Message(
            "“By the limit” counts each dossier when it ends, whenever that is. Index 766 (Decision 766/QĐ-TTg) takes "
            "off the time of a supplement; report form 06a (Circular 01/2020/TT-VPCP) counts a dossier without a due "
            "date as on time."
        ).render(lang)
    if any(limit.to_the_day for each in result.procedures.values() for limit in each.limits.values()):
        yield Message(
            "The day on which a limit in days begins is not counted, and it ends as the office closes: a dossier may "
            "take longer than so many working days and still be on time."
        ).render(lang)
    if result.replications > 1:
        yield Message(
            "“Almost certainly from … to …” is the margin of error of the estimate (95 %); it does not make up for "
            "wrong input."
        ).render(lang)


def is_more_than_chance(change: Figure) -> bool:
    """Say whether a difference is there beyond its interval; without an interval, whether there is any."""
    if change.value is None:
        return False
    if change.low is None or change.high is None:
        return bool(change.value)
    return change.low > 0 or change.high < 0


def size(change: Figure) -> Figure:
    """Return how large a change is that is more than chance, whichever way it goes."""
    value = abs(change.value or 0.0)
    if change.low is None or change.high is None:
        return Figure(value, None, None, change.unit, change.reason)
    low, high = sorted((abs(change.low), abs(change.high)))
    return Figure(value, low, high, change.unit)
