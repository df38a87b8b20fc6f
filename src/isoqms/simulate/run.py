"""A whole simulation: from an operation and a plan to the result, or to the log of one replication."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from math import ceil
from typing import Final

from isoqms import __version__
from isoqms.problem import IsoqmsError, Problem
from isoqms.scenario import Operation
from isoqms.simulate import codes
from isoqms.simulate.assemble import Assembly
from isoqms.simulate.event import Log
from isoqms.simulate.history import log_of
from isoqms.simulate.plan import MOST_REPLICATIONS, USUAL_REPLICATIONS, Plan
from isoqms.simulate.replicate import Load, Runner, Survey, loads, run_kernel, surveyed, warm_up_dossiers, weeks_of
from isoqms.simulate.result import Result, WarmUp
from isoqms.simulate.setting import Courses, Setting, setting_of
from isoqms.simulate.timelines import DAY, STEADY, WEEK, Axis
from isoqms.words import Message
from isoqms.worktime import CalendarEndsError

_FOLLOWED_DAYS: Final = 400
"""Days listed after those counted, so that the last dossiers can be followed to their end."""
_CASES_EACH: Final = 1000
_CASES_MORE: Final = 1000
_FULL: Final = 0.98
"""A load from which on it is said that figures are unsteady."""


class SimulationRefusedError(ValueError):
    """The operation cannot be simulated; `problems` say why, at their lines."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(problem.message.render("en") for problem in problems) or "nothing to simulate")
        self.problems = tuple(problems)


def simulate(operation: Operation, plan: Plan) -> Result:
    """Simulate an operation and return what was found.

    Raises:
        SimulationRefusedError: the operation cannot be simulated, with the problems that say why.
        IsoqmsError: a calendar does not cover the days, or ends before the last dossier does.
    """
    setting, survey = _prepared(operation, plan)
    runner, warm_up, warnings = _runner(setting, survey, plan)
    heavy = _heavy(setting, survey, runner)
    over = [load for load in heavy if load.part >= 1.0]
    withheld = _withheld(setting, over) if setting.axis.steady else {}
    _run(runner, plan, withheld)
    assembly = Assembly.of(runner, withheld)
    procedures = assembly.procedures()
    return Result(
        isoqms=__version__,
        seed=plan.seed,
        regime="steady" if setting.axis.steady else "horizon",
        cases=sum(each.cases for each in procedures.values()),
        replications=len(runner.done),
        warm_up=warm_up,
        sources=assembly.sources(),
        procedures=procedures,
        roles=assembly.roles(),
        assumptions=(*setting.assumptions, *_assumed(setting)),
        warnings=(*warnings, *_warned(setting, heavy), *_left_out(setting)),
        overload=tuple(dict.fromkeys(_role_name(setting, role) for load in _least(over) for role in load.roles)),
        start=plan.start,
        days=plan.days,
    )


def record(operation: Operation, plan: Plan, replication: int = 1) -> Log:
    """Simulate one replication of a plan and return what happened to each dossier.

    Raises:
        SimulationRefusedError: the operation cannot be simulated, with the problems that say why.
        IsoqmsError: a calendar does not cover the days, or ends before the last dossier does.
    """
    setting, survey = _prepared(operation, plan)
    runner, _, _ = _runner(setting, survey, plan)
    kernel, tables = runner.kernel(replication, log=True)
    run_kernel(kernel)
    found, (visits, dossiers) = kernel.result(), kernel.logs()
    return log_of(setting, tables, visits, dossiers, found["since"], found["until"], replication)


def _prepared(operation: Operation, plan: Plan) -> tuple[Setting, Survey]:
    """Return the setting of a plan, and what a survey of it tells; for dated days the survey decides how many."""
    known: Courses = {}
    week = setting_of(operation, STEADY, known)
    if week.problems or week.tables is None:
        raise SimulationRefusedError(week.problems)
    survey = surveyed(week)
    if plan.start is None or plan.days is None:
        return week, survey
    dated = _dated(operation, plan, survey, known)
    if dated.problems or dated.tables is None:
        raise SimulationRefusedError(dated.problems)
    return dated, survey


def _dated(operation: Operation, plan: Plan, survey: Survey, known: Courses) -> Setting:
    """Return the setting on dated days: whole weeks before those counted, and days after in which dossiers end."""
    assert plan.start is not None and plan.days is not None
    calendars = [each for held in operation.calendars.values() for each in held.values()]
    last_day = plan.start + timedelta(days=plan.days - 1)
    try:
        for calendar in calendars:
            calendar.source(plan.start)
            calendar.source(last_day)
    except CalendarEndsError as ended:
        raise IsoqmsError(ended.message) from None
    monday = plan.start - timedelta(days=plan.start.weekday())
    weeks = weeks_of(survey)
    while weeks and not all(each.covers(monday - timedelta(weeks=weeks)) for each in calendars):
        weeks -= 1
    origin = monday - timedelta(weeks=weeks)
    if not all(each.covers(origin) for each in calendars):
        origin = plan.start  # the year begins in the middle of a week
    days = (last_day - origin).days + 1
    after = _FOLLOWED_DAYS
    while after and not all(each.covers(last_day + timedelta(days=after)) for each in calendars):
        after -= 1
    return setting_of(operation, Axis(origin, days + after), known)


def _runner(setting: Setting, survey: Survey, plan: Plan) -> tuple[Runner, WarmUp, list[Message]]:
    if setting.axis.origin is not None:
        assert plan.start is not None and plan.days is not None
        begin = (plan.start - setting.axis.origin).days * DAY
        runner = Runner(setting, plan, 0, 0, begin, begin + plan.days * DAY)
        warnings = []
        if begin < weeks_of(survey) * WEEK:
            warnings.append(
                Message(
                    "the calendar leaves only {weeks} weeks before the days counted, in which the office fills up; "
                    "the first days may look quicker than they are",
                    weeks=int(begin // WEEK),
                )
            )
        return runner, WarmUp("weeks", begin), warnings
    assert setting.tables is not None
    cases = plan.cases or _CASES_EACH * len(setting.tables.lines) + _CASES_MORE
    if setting.alone:
        return Runner(setting, plan, 0, cases), WarmUp("none", 0.0), []
    dossiers, enough = warm_up_dossiers(setting, plan, cases)
    warnings = []
    if not enough:
        warnings.append(
            Message("no steady state showed in the first {number} dossiers: ask for more of them", number=2 * dossiers)
        )
    rate = sum(stream.expected(0.0, stream.pattern.period) / stream.pattern.period for stream in setting.tables.streams)
    return Runner(setting, plan, dossiers, cases), WarmUp("MSER-5", dossiers / rate, dossiers), warnings


def _run(runner: Runner, plan: Plan, withheld: dict[int, Message]) -> None:
    """Run as many replications as the plan asks for, or as its precision needs."""
    if plan.precision is None:
        runner.run_to(plan.replications or USUAL_REPLICATIONS)
        return
    number = plan.replications or USUAL_REPLICATIONS // 2
    while True:
        runner.run_to(number)
        worst = _worst_half_width(Assembly.of(runner, withheld))
        if worst <= plan.precision or number >= MOST_REPLICATIONS:
            return
        wanted = ceil(number * min(4.0, (worst / plan.precision) ** 2 * 1.05))
        number = min(MOST_REPLICATIONS, max(number + 2, wanted))


def _worst_half_width(assembly: Assembly) -> float:
    """Return the widest of the intervals of mean lead times, half of it, as a part of the mean."""
    found = [0.0]
    for mean in assembly.mean_lead_times():
        if mean.value and mean.half_width is not None:
            found.append(mean.half_width / mean.value)
    return max(found)


def _heavy(setting: Setting, survey: Survey, runner: Runner) -> list[Load]:
    """Return the loads that cannot be carried, or hardly."""
    if setting.alone:
        return []
    first, last = (runner.begin, runner.end) if not setting.axis.steady else (0.0, None)
    return [load for load in loads(setting, survey, first, last) if load.part >= _FULL]


def _least(over: Sequence[Load]) -> list[Load]:
    """Return the loads none of whose parts is overloaded by itself."""
    found = [set(load.roles) for load in over]
    return [load for load in over if not any(other < set(load.roles) for other in found)]


def _withheld(setting: Setting, over: Sequence[Load]) -> dict[int, Message]:
    """Return, by procedure, why it has no steady figures: a step of it waits for people who never keep up."""
    assert setting.tables is not None
    reasons: dict[int, Message] = {}
    for load in _least(over):
        names = ", ".join(_role_name(setting, role) for role in load.roles)
        reason = Message(
            "{role} cannot keep up: the line before them grows without end, so there is no usual time", role=names
        )
        for node, place in enumerate(setting.tables.places):
            needed = setting.tables.roles_needed[setting.tables.node_roles[node] : setting.tables.node_roles[node + 1]]
            if set(needed) & set(load.roles):
                reasons.setdefault(place.line, reason)
    return reasons


def _warned(setting: Setting, heavy: Sequence[Load]) -> list[Message]:
    found = []
    for load in _least([each for each in heavy if each.part >= 1.0]) or heavy[:1]:
        names = ", ".join(_role_name(setting, role) for role in load.roles)
        percent = round(load.part * 100)
        if load.part >= 1.0:
            found.append(
                Message("{role}: {percent} % of their time would be needed; work piles up", role=names, percent=percent)
            )
        else:
            found.append(
                Message(
                    "{role}: {percent} % of their time is needed; figures at such a load are unsteady",
                    role=names,
                    percent=percent,
                )
            )
    return found


def _role_name(setting: Setting, role: int) -> str:
    assert setting.tables is not None and setting.tables.staff is not None
    return setting.tables.staff.roles[role].id


def _assumed(setting: Setting) -> list[Message]:
    """Return what was taken for granted of times, people and demand."""
    assert setting.tables is not None
    found = []
    steps = sorted({place.step for place in setting.tables.places if place.node.times.assumed})
    if steps:
        found.append(
            Message(
                "{number} steps tell only the longest time allowed; how much of it is used is the office's assumption",
                number=len({(p.line, p.step) for p in setting.tables.places if p.node.times.assumed}),
            )
        )
    unknown = {
        (place.line, place.step)
        for place in setting.tables.places
        if place.node.times.kind == codes.DELAY and place.node.times.work is None and place.node.times.wait is None
    }
    if unknown:
        names = ", ".join(f"{setting.tables.lines[line].id}/{step}" for line, step in sorted(unknown)[:5])
        found.append(
            Message(
                "{number} steps tell no time and are counted as taking none: {steps}", number=len(unknown), steps=names
            )
        )
    if setting.alone:
        found.append(Message("no demand is stated: each dossier is alone, and nobody stands in line"))
    staff = setting.tables.staff
    if staff is not None and any(pool.stretch > 1.0 for pool in staff.pools):
        found.append(
            Message("whoever gives only a part of their time to this work takes that much longer for each piece of it")
        )
    return found


def _left_out(setting: Setting) -> list[Message]:
    if not setting.without_demand:
        return []
    return [
        Message(
            "{number} procedures do not tell how many dossiers come and were left out: {procedures}",
            number=len(setting.without_demand),
            procedures=", ".join(setting.without_demand[:8]),
        )
    ]
