"""The figures of an estimate fit together.

Asks: Is the least time the shortest and the most the longest, are measured times in order, and do the figures make the
    distribution that is named?
Why: From figures that contradict each other nobody can tell how long a step takes.
Ground: iso
Clause: 8.1, 9.1.1
Decided how: Estimates given by their parts are judged, of work and of waits, also those for a variant; a plain time
    or a range is right by itself. What a time means is decided as the simulation decides it.
Left to the auditor: Where do the figures come from?
Bad:
    id: TG-01
    title: {vi: Chứng thực bản sao, en: Certify a copy}
    steps:
      compare:
        title: {vi: Đối chiếu bản chính, en: Compare with the original}
        role: officer
        work: {min: 10 phút, usual: 5 phút, max: 20 phút}  # here
        end: completed
    ---
    id: TG-02
    title: {vi: Chứng thực bản sao, en: Certify a copy}
    steps:
      compare:
        title: {vi: Đối chiếu bản chính, en: Compare with the original}
        role: officer
        work: {mean: 10 phút, distribution: lognormal}  # here
        end: completed
Good:
    id: TG-03
    title: {vi: Chứng thực bản sao, en: Certify a copy}
    steps:
      compare:
        title: {vi: Đối chiếu bản chính, en: Compare with the original}
        role: officer
        work: {min: 5 phút, usual: 10 phút, max: 20 phút}
        next: sign
      sign:
        title: {vi: Ký chứng thực, en: Sign}
        role: head
        work: {mean: 3 phút, sd: 1 phút, distribution: lognormal}
        end: completed
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from isoqms.problem import Ground, Problem, Severity
from isoqms.procedure import Effort, Organisation, Procedure
from isoqms.rules.engine import Context, Objection
from isoqms.worktime import Basis, Convention

ID = "simulate/time"
SEVERITY = Severity.ERROR
GROUND = Ground.ISO
CLAUSES = ("8.1", "9.1.1")

_USUAL_DAY: Final = 480


def check(procedure: Procedure, context: Context) -> Iterator[Objection]:
    """Object to estimates whose figures contradict each other or do not make their distribution."""
    convention = _convention(procedure, context.organisation)
    for step in procedure.steps.values():
        specials = step.in_variant.values()
        held = [step.work, step.wait, *(each.work for each in specials), *(each.wait for each in specials)]
        for effort in held:
            if effort is not None and effort.stated is None and not _plain_order(effort, convention):
                for problem in _problems(effort, convention, step.id):
                    yield Objection(problem.at, step.id, problem.message, problem.fix)


def _plain_order(effort: Effort, convention: Convention) -> bool:
    """Say at once that least, usual and most in working time are in order: nearly all estimates are such."""
    if effort.distribution is not None or effort.mean or effort.sd or effort.quantiles:
        return False
    figures = [each.working_minutes(convention.day_minutes) for each in (effort.min, effort.usual, effort.max) if each]
    known = [minutes for minutes in figures if minutes is not None]
    return len(known) == 3 and known == sorted(known)


def _problems(effort: Effort, convention: Convention, subject: str) -> tuple[Problem, ...]:
    from isoqms.simulate.laws import ASSUMED_USE, Measure, law_of_effort  # few estimates need it

    return law_of_effort(effort, Measure(convention, ASSUMED_USE, {}), subject).problems


def _convention(procedure: Procedure, organisation: Organisation | None) -> Convention:
    office = organisation.office(procedure.office) if organisation else None
    if office is None:
        return Convention(Fraction(_USUAL_DAY))
    return Convention(office.day_minutes, plain_days=Basis(office.plain_days))
