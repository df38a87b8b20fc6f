"""Acceptances: which of them ran out, cover nothing any more, name no rule, or are not the office's to give."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from typing import Final

from isoqms.problem import Ground, Problem, Severity
from isoqms.procedure import Suppression
from isoqms.rules.engine import no_such_rule
from isoqms.rules.results import CheckResult
from isoqms.rules.system import System
from isoqms.words import Message

LONGEST: Final = timedelta(days=3 * 366)
"""How long something is accepted at most until somebody looks again; a custom and no requirement."""


def stale_acceptances(
    system: System, results: Collection[CheckResult], judged: Collection[str], as_of: date
) -> Iterator[Problem]:
    """Yield the acceptances that do nothing, so that they do not gather dust, and those that nobody could give.

    Args:
        system: whose quality documents hold them.
        results: what the rules said.
        judged: ids of the rules that were asked; acceptances of others are left alone when such a rule exists.
        as_of: the day on which it is asked whether an acceptance ran out.
    """
    told = [each for result in results for each in result.told if each.accepted]
    of_law = {each.accepted.at for each in told if each.accepted and _is_error_of_law(each.problem)}
    procedures = (held for procedure in system.procedures.values() for held in procedure.suppress)
    for acceptance in dict.fromkeys((*system.documents.suppressions(), *procedures)):
        if acceptance.rule in judged and acceptance.expires >= as_of:
            for message, fix in _doubtful(acceptance, system, acceptance.at in of_law):
                yield _warned(acceptance, message, fix)
    used = {each.accepted.at for each in told if each.accepted}
    for acceptance in system.documents.suppressions():
        said = _said(acceptance, judged, as_of, acceptance.at in used)
        if said is not None:
            yield _warned(acceptance, *said)


def _warned(acceptance: Suppression, message: Message, fix: Message) -> Problem:
    return Problem(
        acceptance.at, "check/acceptance", Severity.WARNING, Ground.CONVENTION, message, fix, acceptance.rule
    )


def is_known(acceptance: Suppression, system: System) -> bool:
    """Say whether a post of the organisation accepted something; where it lists no posts, nobody can tell."""
    posts = system.organisation.posts if system.organisation else {}
    return not posts or acceptance.approver in posts


def _is_error_of_law(problem: Problem) -> bool:
    return problem.severity is Severity.ERROR and problem.ground is Ground.LAW


def _doubtful(acceptance: Suppression, system: System, of_law: bool) -> Iterator[tuple[Message, Message]]:
    """Yield what is wrong with an acceptance that still runs: who gave it, for how long, and for what."""
    rule, approver, last = acceptance.rule, acceptance.approver, acceptance.expires
    if not is_known(acceptance, system):
        message = Message(
            "“{post}”, who accepts {rule}, is no post there is; nothing is accepted", post=approver, rule=rule
        )
        yield message, Message("name the post that answers for it, or take this out")
    if last > system.as_of + LONGEST:
        message = Message(
            "{rule} is accepted until {day}: for more than three years nobody looks again", rule=rule, day=last
        )
        yield message, Message("have it accepted until a day on which somebody looks again")
    if of_law:
        message = Message(
            "“{post}” accepts {rule}, which the law asks for: whoever accepts it, it stays an error",
            post=approver,
            rule=rule,
        )
        yield message, Message("mend it; until then say openly that it is not met")


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
