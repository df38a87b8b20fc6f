"""What a step takes dossiers of one variant: its work or delay and its wait, by law, and where that is from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from isoqms.problem import Problem
from isoqms.procedure import Actor, Provenance, Step
from isoqms.simulate import codes
from isoqms.simulate.laws import Measure, Timed, law_of_allowance, law_of_effort
from isoqms.simulate.spread import Law

_CAUSES: Final = {Actor.APPLICANT: codes.APPLICANT, Actor.AGENCY: codes.AGENCY, Actor.SYSTEM: codes.SYSTEM}
_WEAKEST_FIRST: Final = tuple(Provenance)


@dataclass(frozen=True, slots=True)
class Times:
    """What a step takes: its work or delay, its wait, whether people of the office are busy, and where that is from.

    `known` says that the work of the office is known, not only an allowance; `source` is the weakest of what was used,
    None where nothing is stated.
    """

    kind: int
    work: Law | None = None
    wait: Law | None = None
    cause: int = codes.ALLOWANCE
    source: Provenance | None = None
    assumed: bool = False
    known: bool = True
    problems: tuple[Problem, ...] = ()

    @property
    def silent(self) -> bool:
        """Whether nothing is said of how long it takes."""
        return self.kind == codes.DELAY and self.work is None and self.wait is None


def weakest(sources: Sequence[Provenance]) -> Provenance | None:
    """Return the source that is to be trusted least; None where there is none."""
    return min(sources, key=_WEAKEST_FIRST.index) if sources else None


def roles_in(step: Step, variant: str | None) -> tuple[str, ...]:
    """Return the roles of the office that do a step for dossiers of a variant; none where others do it."""
    if step.actor is not None:
        return ()
    special = step.in_variant.get(variant) if variant else None
    return special.role if special and special.role else step.role


def times_of(step: Step, variant: str | None, measure: Measure) -> Times:
    """Return what a step takes for dossiers of a variant.

    With stated work its people are busy. An allowance alone is elapsed time, used as the organisation assumes, which
    keeps nobody busy. Steps of applicants, other agencies and systems take their work and their wait.
    """
    special = step.in_variant.get(variant) if variant else None
    work, wait = (special and special.work) or step.work, (special and special.wait) or step.wait
    worked = law_of_effort(work, measure, step.id) if work else Timed(None)
    waited = law_of_effort(wait, measure, step.id) if wait else Timed(None)
    sources = [each.source for each, timed in ((work, worked), (wait, waited)) if each and timed.law]
    problems, assumed = (*worked.problems, *waited.problems), worked.assumed or waited.assumed
    ours, staffed = step.actor is None, bool(roles_in(step, variant))
    if staffed and worked.law:
        return Times(
            codes.WORK, worked.law, waited.law, codes.WAIT, weakest(sources), assumed, known=True, problems=problems
        )
    allowance = step.allowance_in(variant)
    if allowance and worked.law is None and (ours or waited.law is None):
        worked = law_of_allowance(allowance, measure, step.at, step.id)
        problems, assumed = (*problems, *worked.problems), assumed or worked.assumed
        sources += [Provenance.PUBLISHED] if worked.law else []
    return Times(
        codes.DELAY,
        worked.law,
        waited.law,
        codes.ALLOWANCE if step.actor is None else _CAUSES[step.actor],
        weakest(sources),
        assumed,
        known=not staffed,
        problems=problems,
    )
