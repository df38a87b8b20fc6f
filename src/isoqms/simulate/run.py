"""A whole simulation: from an operation and a plan to the result, or to the log of one replication."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import ceil
from typing import Final

from isoqms import __version__
from isoqms.problem import IsoqmsError, Problem
from isoqms.scenario import Operation
from isoqms.simulate import growth
from isoqms.simulate.assemble import Assembly
from isoqms.simulate.event import Log
from isoqms.simulate.history import log_of
from isoqms.simulate.length import dossiers_a_minute, length, needed
from isoqms.simulate.loads import Load, least, loads
from isoqms.simulate.plan import MANY_REPLICATIONS, MOST_REPLICATIONS, USUAL_REPLICATIONS, Plan
from isoqms.simulate.possible import MOST_LOAD, error
from isoqms.simulate.remarks import assumed, cannot_keep_up, left_out, names_of, shared_with_others, titles_of, warned
from isoqms.simulate.replicate import Count, Runner, run
from isoqms.simulate.result import Precision, Result, WarmUp
from isoqms.simulate.setting import KnownCourses, Setting, SimulationRefusedError, setting_of
from isoqms.simulate.survey import Survey, surveyed
from isoqms.simulate.timelines import DAY, STEADY, WEEK, Axis
from isoqms.simulate.totals import Totals
from isoqms.simulate.warm_up import weeks_of
from isoqms.words import Message
from isoqms.worktime import Calendar, CalendarEndsError, Day

_FOLLOWED_DAYS: Final = 400
"""Days listed after those counted, so that the last dossiers can be followed to their end."""
_FULL: Final = 0.98
"""A load from which on it is said that figures are unsteady."""


@dataclass(slots=True)
class Simulation:
    """An operation about to be run: its setting, what the survey told, who runs it, and what was left out before."""

    setting: Setting
    survey: Survey
    runner: Runner
    warm_up: WarmUp
    warnings: tuple[Message, ...] = ()


def simulate(operation: Operation, plan: Plan) -> Result:
    """Simulate an operation and return what was found.

    Raises:
        SimulationRefusedError: the operation cannot be simulated, with the problems that say why.
        IsoqmsError: a calendar does not cover the days, or ends before the last dossier does.
    """
    made = prepared(operation, plan)
    setting, runner = made.setting, made.runner
    heavy = _heavy(made)
    over = least([load for load in heavy if load.part >= 1.0])
    withheld = _withheld(setting, over) if setting.axis.steady else {}
    precision = _run(runner, plan, withheld)
    totals = Totals.of(runner, withheld)
    grown = _grown(totals)
    assembly = Assembly.of(runner, {**growth.reasons(totals, grown), **withheld})
    procedures = assembly.procedures()
    return Result(
        isoqms=__version__,
        seed=plan.seed,
        regime="steady" if setting.axis.steady else "horizon",
        cases=sum(each.cases for each in procedures.values()),
        replications=len(runner.done),
        warm_up=made.warm_up,
        sources=assembly.sources(),
        procedures=procedures,
        roles=assembly.roles(),
        assumptions=(*setting.assumptions, *assumed(setting)),
        warnings=(
            *(() if withheld or grown else made.warnings),
            *warned(setting, over or heavy[:1]),
            *growth.warnings(totals, grown),
            *left_out(setting),
            *shared_with_others(setting),
        ),
        overload=tuple(
            dict.fromkeys([*(each for load in over for each in names_of(setting, load)), *growth.names(totals, grown)])
        ),
        start=plan.start,
        days=plan.days,
        precision=precision,
    )


def _grown(totals: Totals) -> list[growth.Growth]:
    """Return the procedures whose times grow, though by the minutes of its people the office keeps up."""
    if not totals.setting.axis.steady or totals.setting.alone:
        return []
    return [each for each in growth.growing(totals) if each.line not in totals.withheld]


def in_common(plan: Plan, operation: Operation, *others: Operation) -> Plan:
    """Return a plan whose runs are as long as an operation needs, alike for all; longer where others need more.

    Runs of an operation are left as they are where they count as many dossiers as each of the others needs.

    Raises:
        SimulationRefusedError: one of them cannot be simulated, with the problems that say why.
        IsoqmsError: a calendar does not cover the days.
    """
    made = prepared(operation, plan)
    if plan.days is not None:
        return replace(plan, warm_up=int(made.warm_up.minutes // WEEK))
    weeks = [setting_of(each, STEADY) for each in others]
    asked = [needed(week, surveyed(week), plan) for week in weeks]
    left_out, counted = made.runner.count.warm_up, made.runner.count.cases
    longer = [(few, many) for few, many in asked if many > counted]
    return replace(
        plan,
        warm_up=max([left_out, *(few for few, _ in longer)]),
        cases=plan.cases or max([counted, *(many for _, many in longer)]),
    )


def record(operation: Operation, plan: Plan, replication: int = 1) -> Log:
    """Simulate one replication of a plan and return what happened to each dossier.

    Raises:
        SimulationRefusedError: the operation cannot be simulated, with the problems that say why.
        IsoqmsError: a calendar does not cover the days, or ends before the last dossier does.
    """
    made = prepared(operation, plan)
    kernel, tables = made.runner.begun(replication, log=True)
    run(kernel)
    found, (visits, dossiers) = kernel.result(), kernel.logs()
    return log_of(made.setting, tables, visits, dossiers, found["since"], found["until"], replication)


def prepared(operation: Operation, plan: Plan) -> Simulation:
    """Return what a plan asks for, ready to be run; for dated days a survey of the week decides how many.

    Raises:
        SimulationRefusedError: the operation cannot be simulated, with the problems that say why.
        IsoqmsError: a calendar does not cover the days.
    """
    courses: KnownCourses = {}
    week = setting_of(operation, STEADY, courses)
    survey = surveyed(week)
    worst = [] if week.alone else loads(week, survey)[:1]
    if worst and worst[0].part >= MOST_LOAD:
        raise SimulationRefusedError((_far_too_much(week, worst[0]),))
    if plan.start is None or plan.days is None:
        return _steady(week, survey, plan)
    weeks = weeks_of(survey) if plan.warm_up is None else plan.warm_up
    axis = dated_axis(operation, plan.start, plan.days, weeks)
    setting = setting_of(operation, axis, courses)
    return _dated(setting, survey, plan, plan.start, plan.days)


def _steady(setting: Setting, survey: Survey, plan: Plan) -> Simulation:
    """Return a run of a week that repeats, as long as its loads ask for."""
    told = length(setting, survey, plan)
    runner = Runner(setting, plan, Count(warm_up=told.warm_up, cases=told.cases))
    minutes = told.warm_up / dossiers_a_minute(setting) if told.warm_up else 0.0
    return Simulation(setting, survey, runner, WarmUp(told.method, minutes, told.warm_up), told.remarks)


def _dated(setting: Setting, survey: Survey, plan: Plan, start: date, days: int) -> Simulation:
    """Return a run of dated days, after the weeks that lie before them on the axis."""
    begin = (start - setting.axis.day(0)).days * DAY
    warnings = (_few_weeks(int(begin // WEEK)),) if begin < weeks_of(survey) * WEEK else ()
    runner = Runner(setting, plan, Count(begin=begin, end=begin + days * DAY))
    return Simulation(setting, survey, runner, WarmUp("weeks", begin), warnings)


def _few_weeks(weeks: int) -> Message:
    if weeks == 1:
        return Message(
            "the calendar leaves only one week before the days counted, in which the office fills up; "
            "the first days may look quicker than they are"
        )
    return Message(
        "the calendar leaves only {weeks} weeks before the days counted, in which the office fills up; "
        "the first days may look quicker than they are",
        weeks=weeks,
    )


def dated_axis(operation: Operation, start: date, days: int, weeks: int) -> Axis:
    """Return the axis of dated days: up to `weeks` whole weeks before them, and days after in which dossiers end.

    Raises:
        IsoqmsError: a calendar does not cover the days.
    """
    calendars = [each for held in operation.calendars.values() for each in held.values()]
    monday, last_day = start - timedelta(days=start.weekday()), start + timedelta(days=days - 1)
    try:
        for calendar in calendars:
            calendar.source(start)
            calendar.source(last_day)
    except CalendarEndsError as ended:
        raise IsoqmsError(ended.message) from None
    if not _cover(calendars, monday):
        raise IsoqmsError(_begins_too_late(calendars, monday))
    before = next((n for n in range(weeks, 0, -1) if _cover(calendars, monday - timedelta(weeks=n))), 0)
    after = next((n for n in range(_FOLLOWED_DAYS, 0, -1) if _cover(calendars, last_day + timedelta(days=n))), 0)
    origin = monday - timedelta(weeks=before)
    return Axis(origin, (last_day - origin).days + 1 + after)


def _begins_too_late(calendars: Sequence[Calendar], monday: date) -> Message:
    """Return that a calendar covers the first day counted and not the week in which it lies."""
    calendar = next(each for each in calendars if not each.covers(monday))
    return Message(
        "the calendar {calendar} does not know {monday}: the weeks before the days counted are simulated too, so that "
        "the office fills up first, and the earliest begins on that Monday; add {year} to the calendar, or count from "
        "{later}",
        calendar=calendar.title,
        monday=Day(monday),
        year=monday.year,
        later=Day(monday + timedelta(weeks=1)),
    )


def _cover(calendars: Sequence[Calendar], day: date) -> bool:
    return all(each.covers(day) for each in calendars)


def _run(runner: Runner, plan: Plan, withheld: Mapping[int, Message]) -> Precision | None:
    """Run as many replications as the plan asks for, or as its precision needs; return how close that came to it."""
    if plan.precision is None:
        runner.run_to(plan.replications or USUAL_REPLICATIONS)
        return None
    number = plan.replications or USUAL_REPLICATIONS // 2
    while True:
        runner.run_to(number)
        reached, procedure = _least_sure(Assembly.of(runner, withheld))
        if reached <= plan.precision or number >= MOST_REPLICATIONS:
            return Precision(plan.precision, reached, reached <= plan.precision, procedure) if procedure else None
        more = (reached / plan.precision) ** 2 * 1.05
        if plan.cases is None and runner.lengthen(ceil(number * more / MANY_REPLICATIONS)):
            number = USUAL_REPLICATIONS // 2
            continue
        number = min(MOST_REPLICATIONS, max(number + 2, ceil(number * min(4.0, more))))


def _least_sure(assembly: Assembly) -> tuple[float, str]:
    """Return the widest of the intervals of mean lead times, half of it as a part of the mean, and its procedure."""
    means = assembly.mean_lead_times().items()
    return max(
        ((mean.half_width / mean.value, id_) for id_, mean in means if mean.value and mean.half_width is not None),
        default=(0.0, ""),
    )


def _heavy(made: Simulation) -> list[Load]:
    """Return the loads that cannot be carried, or hardly, the heaviest first."""
    setting, count = made.setting, made.runner.count
    if setting.alone:
        return []
    first, last = (0.0, None) if setting.axis.steady else (count.begin, count.end)
    return [load for load in loads(setting, made.survey, first, last) if load.part >= _FULL]


def _far_too_much(setting: Setting, load: Load) -> Problem:
    """Return the problem of a demand no office could ever meet, at the procedure that brings most dossiers."""
    rates = {stream.procedure: stream.expected(0.0, stream.period) / stream.period for stream in setting.tables.streams}
    procedure = max(setting.operation.procedures, key=lambda each: rates.get(each.id, 0.0))
    message = Message(
        "{role}: {times} times the time of these people would be needed",
        role=titles_of(setting, load),
        times=round(load.part),
    )
    fix = Message("look at the demand and at the minutes of work: one of them is far too high")
    at = procedure.demand.at if procedure.demand else procedure.at
    return error(at, "demand", message, fix, procedure.id)


def _withheld(setting: Setting, over: Sequence[Load]) -> dict[int, Message]:
    """Return, by procedure, why it has no steady figures: a step of it waits for people who never keep up."""
    tables = setting.tables
    reasons: dict[int, Message] = {}
    for load in over:
        reason = cannot_keep_up(setting, load)
        for node, place in enumerate(tables.places):
            if not set(load.roles).isdisjoint(tables.roles_of(node)):
                reasons.setdefault(place.line, reason)
    return reasons
