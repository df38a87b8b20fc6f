"""Acceptances written in quality documents: which of them ran out, cover nothing any more, or name no rule."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from isoqms.problem import Ground, Problem, Severity
from isoqms.procedure import Suppression
from isoqms.rules.engine import no_such_rule
from isoqms.rules.results import CheckResult
from isoqms.rules.system import System
from isoqms.words import Message


def stale_acceptances(
    system: System, results: Collection[CheckResult], judged: Collection[str], as_of: date
) -> Iterator[Problem]:
    """Yield the acceptances that do nothing, so that they do not gather dust.

    Args:
        system: whose quality documents hold them.
        results: what the rules said.
        judged: ids of the rules that were asked; acceptances of others are left alone when such a rule exists.
        as_of: the day on which it is asked whether an acceptance ran out.
    """
    used = {told.accepted.at for result in results for told in result.told if told.accepted}
    for acceptance in system.documents.suppressions():
        said = _said(acceptance, judged, as_of, acceptance.at in used)
        if said is not None:
            message, fix = said
            yield Problem(
                acceptance.at, "check/acceptance", Severity.WARNING, Ground.CONVENTION, message, fix, acceptance.rule
            )


def _said(acceptance: Suppression, judged: Collection[str], as_of: date, used: bool) -> tuple[Message, Message] | None:
    rule = acceptance.rule
    if rule not in judged:
        from isoqms.rules.clauses import every_rule

        known = every_rule()
        return None if rule in known else (no_such_rule(rule, known), Message("correct the name, or take this out"))
    if acceptance.expires < as_of:
        message = Message("the acceptance of {rule} ran out on {day}", rule=rule, day=acceptance.expires)
        return message, Message("mend what it covered, or have it accepted again until a later day")
    if not used:
        return Message("the acceptance of {rule} covers nothing any more", rule=rule), Message("take it out")
    return None
