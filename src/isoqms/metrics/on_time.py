"""Whether a dossier was on time, under a rule set; and the share of dossiers that were, and that are settled."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from isoqms.metrics.facts import Facts, day_of
from isoqms.metrics.rule_sets import RuleSet


class Standing(StrEnum):
    """Where a dossier stands: handled early, on time or late; in process within time or overdue; or in no class."""

    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"
    WITHIN = "within"
    OVERDUE = "overdue"
    WAITING = "waiting"
    NO_CLASS = "no_class"


@dataclass(frozen=True, slots=True)
class Settled:
    """How many dossiers were finished in a period, of those received in it or carried over."""

    finished: int
    to_do: int


def standing(facts: Facts, rules: RuleSet) -> Standing:
    """Return where a dossier stands under a rule set."""
    handled = facts.finished is not None if rules.unfinished == "followed" else facts.ended_in_period
    if handled:
        return _handled(facts, rules) if facts.ending in rules.endings else Standing.NO_CLASS
    return _in_process(facts, rules)


def _handled(facts: Facts, rules: RuleSet) -> Standing:
    if facts.finished is None:
        raise ValueError("a dossier that is not finished was not handled")
    return _beside_due(facts, rules, facts.finished)


def _in_process(facts: Facts, rules: RuleSet) -> Standing:
    end = facts.period_end
    if facts.asked is not None and rules.waiting != "running":
        if rules.waiting == "apart":
            return Standing.WAITING
        if rules.waiting == "on_time":
            return Standing.ON_TIME
        end = facts.asked
    found = _beside_due(facts, rules, end)
    if found is Standing.NO_CLASS or (rules.unfinished == "followed" and found is not Standing.LATE):
        return Standing.NO_CLASS
    if rules.unfinished == "followed":
        return Standing.LATE
    return Standing.OVERDUE if found is Standing.LATE else Standing.WITHIN


def _beside_due(facts: Facts, rules: RuleSet, end: float) -> Standing:
    """Return early, on time or late for a dossier that ended at `end`."""
    if rules.most_requests is not None and facts.supplement_requests > rules.most_requests:
        return Standing.LATE
    if rules.supplement == "subtract":
        end -= facts.supplement_minutes
    due = {"legal": facts.legal_due, "committed": facts.committed_due, "appointed": facts.appointed}[rules.due]
    if due is None:
        return _without_due(facts, rules, end)
    if day_of(end) > day_of(due) if rules.late == "day" else end > due:
        return Standing.LATE
    before = day_of(end) < day_of(due) if rules.early == "day" else end < due
    return Standing.EARLY if before else Standing.ON_TIME


def _without_due(facts: Facts, rules: RuleSet, end: float) -> Standing:
    if rules.no_due == "longest":
        if facts.longest is None:
            return Standing.NO_CLASS
        return Standing.LATE if end - facts.received > facts.longest else Standing.ON_TIME
    by_choice = {"unjudged": Standing.NO_CLASS, "on_time": Standing.ON_TIME, "early": Standing.EARLY}
    return by_choice[rules.no_due]


def counts(found: Standing, rules: RuleSet) -> bool | None:
    """Say whether a standing counts as on time in the share of its rule set; None when it is left out of the share."""
    if found in (Standing.EARLY, Standing.ON_TIME):
        return True
    if found is Standing.LATE:
        return False
    if rules.unfinished == "judged" and found in (Standing.WITHIN, Standing.OVERDUE):
        return found is Standing.WITHIN
    return None


def belongs(facts: Facts, rules: RuleSet) -> bool:
    """Say whether a dossier belongs to its period under a rule set.

    By the limits it does when it was received in the period; for the reports, when it was still to be done in it.
    """
    if rules.unfinished == "followed":
        return facts.period_start <= facts.received < facts.period_end
    return was_to_do(facts)


def was_to_do(facts: Facts) -> bool:
    """Say whether a dossier was received in the period or carried over into it: not done before, not come after."""
    return facts.received < facts.period_end and (facts.finished is None or facts.finished >= facts.period_start)


def on_time_share(dossiers: Iterable[Facts], rules: RuleSet) -> tuple[int, int]:
    """Return how many dossiers of the period were on time, and of how many that are judged.

    Source: for index 766, its indicator 2.1 (processed or in process, on time); for report 06a, columns 8 and 9 of 7.
    """
    verdicts = [counts(standing(facts, rules), rules) for facts in dossiers if belongs(facts, rules)]
    return verdicts.count(True), verdicts.count(True) + verdicts.count(False)


def settled(dossiers: Iterable[Facts]) -> Settled:
    """Return the dossiers finished in the period, and those received in it or carried over into it.

    A dossier finished before the period, or received after it, belongs to another one.
    """
    there = [facts for facts in dossiers if was_to_do(facts)]
    return Settled(sum(facts.ended_in_period for facts in there), len(there))
