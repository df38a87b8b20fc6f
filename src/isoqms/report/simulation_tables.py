"""The figures of a simulation as tables: procedures of an office, steps of a procedure, roles."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf

from isoqms.metrics import Figure
from isoqms.report.quantity import NOTHING, brief, decimals_for, effort, in_days, names_of, number, shortened, told
from isoqms.report.simulation_text import decides, longest_wait
from isoqms.report.simulation_words import SOURCES
from isoqms.simulate.result import ProcedureResult, Result
from isoqms.words import Message

PROCEDURE_HEADS = (
    Message("Procedure"),
    Message("On time,\nlegal"),
    Message("On time,\ncommitted"),
    Message("9 of 10 in\n(working days)"),
    Message("Longest\nwait at"),
    Message("In the\noffice"),
)

STEP_HEADS = (
    Message("Step"),
    Message("Who"),
    Message("Visits"),
    Message("Passes"),
    Message("Worked"),
    Message("Waited"),
    Message("Part of\nthe time"),
    Message("Decides\n(times)"),
    Message("Rests on"),
)

ROLE_HEADS = (
    Message("Role"),
    Message("People"),
    Message("In use"),
    Message("Work\nknown of"),
    Message("A dossier\nwaits"),
    Message("Dossiers\nwaiting"),
)

_TITLE_SIGNS, _STEP_SIGNS, _LONG_SIGNS = 27, 18, 32


def procedure_rows(result: Result, lang: str) -> Iterator[tuple[str, ...]]:
    """Yield a row per procedure to which dossiers came, the one that is on time least often first."""
    names = names_of({id_: each.title for id_, each in result.procedures.items()}, _TITLE_SIGNS, lang)
    there = {id_: procedure for id_, procedure in result.procedures.items() if procedure.cases}
    for id_, procedure in sorted(there.items(), key=lambda item: (_worst(item[1]), item[0])):
        wait = longest_wait(procedure)
        yield (
            names[id_],
            brief(procedure.on_time.legal, lang),
            brief(procedure.on_time.committed, lang),
            in_days(procedure.lead_time.statutory.p90, lang, procedure.day_minutes),
            shortened(wait[0].title.render(lang), _STEP_SIGNS) if wait else NOTHING,
            told(procedure.in_progress, lang),
        )


def _worst(procedure: ProcedureResult) -> float:
    shares = (procedure.on_time.legal.value, procedure.on_time.committed.value)
    return min((share for share in shares if share is not None), default=inf)


def step_rows(result: Result, procedure: ProcedureResult, lang: str) -> Iterator[tuple[str, ...]]:
    """Yield a row per step, in the order of the procedure; times are for each dossier, on average."""
    for step in procedure.steps.values():
        waited = [figure for figure in step.waiting.values() if figure.value is not None]
        whole = Figure.exact(sum(each.value or 0.0 for each in waited), waited[0].unit) if waited else None
        roles = [result.roles[role].title.render(lang) if role in result.roles else role for role in step.role]
        yield (
            shortened(step.title.render(lang), _LONG_SIGNS),
            shortened(", ".join(roles), _LONG_SIGNS) or NOTHING,
            _often(step.visits, lang),
            brief(step.elapsed, lang),
            effort(step.work, lang),
            told(whole, lang) if whole else NOTHING,
            told(step.share, lang),
            _often(decides(step), lang),
            SOURCES[step.source].render(lang) if step.source in SOURCES else step.source,
        )


def _often(figure: Figure, lang: str) -> str:
    """Return how often something is, never as nothing where it is seldom."""
    if figure.value is not None and decimals_for([figure.value]) > 1:
        return number(figure.value, lang, 2)
    return told(figure, lang)


def role_rows(result: Result, lang: str) -> Iterator[tuple[str, ...]]:
    """Yield a row per role, the one most in use first."""
    for _, role in sorted(result.roles.items(), key=lambda item: (-(item[1].utilisation.value or 0.0), item[0])):
        yield (
            role.title.render(lang),
            number(role.people, lang, 0 if role.people == int(role.people) else 1),
            brief(role.utilisation, lang),
            told(role.coverage, lang),
            brief(role.waiting, lang),
            told(role.queue_length, lang),
        )
