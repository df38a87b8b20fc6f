"""How long the runs of a repeating week are: many times as long as the slowest line takes to forget how it began.

A run that is short beside that time is quiet far more often than it is busy, so that estimates come out too low and
intervals too narrow; more replications do not help against that, longer ones do. Source: W. Whitt, "Planning queueing
simulations", Management Science 35, 1989.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from isoqms.simulate.loads import loads, relaxation
from isoqms.simulate.plan import Plan
from isoqms.simulate.setting import Setting
from isoqms.simulate.survey import Survey
from isoqms.simulate.warm_up import pilot_dossiers, warm_up_dossiers
from isoqms.words import Message

COUNTED: Final = 20
"""Times the memory of the slowest line that a run counts."""
LEFT_OUT: Final = 3
"""Times that memory left out before: of the distance to the usual state less than a fiftieth is left."""
_TO_SPARE: Final = 2
"""How many times longer than enough runs are: those of less than that part of `COUNTED` are said to be short."""
_MOST: Final = 100_000
"""Dossiers a run counts at most where nobody says how many."""
_MOST_FOR_PRECISION: Final = 1_000_000
_MOST_LEFT_OUT: Final = 50_000
_CASES_EACH: Final = 1000
_CASES_MORE: Final = 1000


@dataclass(frozen=True, slots=True)
class Length:
    """How many dossiers a run leaves out and counts, what told that, and what is to be said of it."""

    warm_up: int
    cases: int
    method: str
    remarks: tuple[Message, ...] = ()


def usual_cases(procedures: int) -> int:
    """Return how many dossiers of so many procedures are counted at least where nobody says."""
    return _CASES_EACH * procedures + _CASES_MORE


def memory(setting: Setting, survey: Survey) -> int:
    """Return how many dossiers come while the slowest line that can be carried forgets how it began."""
    return round(relaxation(setting, survey, loads(setting, survey)) * dossiers_a_minute(setting))


def dossiers_a_minute(setting: Setting) -> float:
    """Return how many dossiers come in a minute of a repeating week, on average."""
    return sum(stream.expected(0.0, stream.period) / stream.period for stream in setting.tables.streams)


def needed(setting: Setting, survey: Survey, plan: Plan) -> tuple[int, int]:
    """Return how many dossiers a run must leave out and count for its heaviest load; 0 where nobody stands in line."""
    held = 0 if setting.alone else memory(setting, survey)
    most = _MOST if plan.precision is None else _MOST_FOR_PRECISION
    return min(_MOST_LEFT_OUT, LEFT_OUT * held), min(most, COUNTED * held)


def length(setting: Setting, survey: Survey, plan: Plan) -> Length:
    """Return how long the runs of a repeating week are: as the plan says, else as the heaviest load asks for.

    What is left out is what a pilot tells (MSER-5), or by the memory of the slowest line where that is more: while a
    line fills up for long, a pilot sees nothing but chance.
    """
    usual = usual_cases(len(setting.tables.lines))
    if setting.alone:
        return Length(0, plan.cases or usual, "none")
    filled, counted = needed(setting, survey, plan)
    cases = plan.cases or max(usual, counted)
    remarks = tuple(_short(memory(setting, survey), cases))
    if plan.warm_up is not None:
        return Length(plan.warm_up, cases, "MSER-5", remarks)
    piloted, pilot = warm_up_dossiers(setting, plan, cases), pilot_dossiers(cases)
    if piloted is None and filled <= pilot // 2:
        unsettled = Message("no steady state showed in the first {number} dossiers: ask for more of them", number=pilot)
        return Length(pilot // 2, cases, "MSER-5", (unsettled, *remarks))
    return Length(
        max(piloted or 0, filled), cases, "MSER-5" if (piloted or 0) >= filled else "MSER-5, relaxation time", remarks
    )


def _short(held: int, cases: int) -> list[Message]:
    """Return what is to be said of runs that are short beside the memory of a line."""
    if _TO_SPARE * cases >= COUNTED * held:
        return []
    return [
        Message(
            "at this load a line forgets how it began only after about {memory} dossiers, so that runs of {cases} are "
            "short: times may come out too low and their margins too narrow; ask for “--cases {wanted}”",
            memory=held,
            cases=cases,
            wanted=COUNTED * held,
        )
    ]
