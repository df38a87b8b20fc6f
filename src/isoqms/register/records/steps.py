"""A request judged: what the step does to the record, or why it may not be taken."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from isoqms.register.answer import Refused, Request
from isoqms.register.kinds.kinds import FORMS, Kind
from isoqms.register.kinds.people import Account
from isoqms.register.kinds.rule import Deed, judged
from isoqms.register.kinds.table import RULES
from isoqms.register.lifecycle.case import Case, Person, Refusal, countersigned
from isoqms.register.lifecycle.document import from_document, merged, stamp, to_document
from isoqms.register.lifecycle.moves import no_action, refusals, taken, with_changes
from isoqms.register.lifecycle.nonconformity import Nonconformity
from isoqms.register.lifecycle.policy import Policy
from isoqms.register.lifecycle.signature import meaning_of
from isoqms.register.lifecycle.table import BY_VERB
from isoqms.register.lifecycle.who import holds, may_judge
from isoqms.register.records import mapping
from isoqms.register.records.facts import around_for, facts_for, people_of
from isoqms.register.records.figures import figure_for, filled
from isoqms.register.records.known import unknown_names
from isoqms.words import Message

if TYPE_CHECKING:
    from isoqms.register.records.book import Book


_MOST_NAMED: Final = 10
"""People named to somebody who named one that cannot judge."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step that may be taken: the record before and after, the row of the table, and what the person acts as."""

    id: str
    before: Any
    after: Any
    role: str
    meaning: str


def refused(*found: Refusal) -> Refused:
    """Return an answer that refuses."""
    return Refused(found)


def take(book: Book, request: Request, before: Any) -> Step | Refused:
    """Judge a request against the record as it stands.

    Raises:
        NotAValueError: what is brought does not fit the record.
        ValueError: there is no such verb.
    """
    people = [_person(book, name) for name in (request.by, request.second) if name]
    if strangers := [each for each in people if isinstance(each, Refusal)]:
        return Refused(tuple(strangers))
    by, second = people[0], people[1] if len(people) > 1 else None
    assert isinstance(by, Person) and not isinstance(second, Refusal)
    if before is None and request.reference and FORMS[request.kind].letters:
        return refused(_unknown(request))
    if request.kind is Kind.NONCONFORMITY:
        return _draft(book, request) if before is None else _move(book, request, before, by, second)
    return _other(book, request, before, by)


def _person(book: Book, name: str) -> Person | Refusal:
    found = mapping.read(book.alias, Kind.ACCOUNT, name)
    if found is None:
        message = Message("nobody is called {person} in this register", person=name)
        return Refusal("person", "person", message, Message("write the short name of somebody who has an account"))
    account: Account = found[0]
    if account.left_on and account.left_on <= book.today:
        message = Message("{person} has left the office", person=name)
        return Refusal("person", "person", message, Message("let somebody act who is still there"))
    return account.person


def _unknown(request: Request) -> Refusal:
    message = Message("the register has no {reference}", reference=request.reference)
    return Refusal(request.verb, "unknown", message, Message("list the records to find its reference"))


def _draft(book: Book, request: Request) -> Step | Refused:
    """Begin a nonconformity: a draft anybody may write."""
    if request.verb != "draft":
        return refused(_unknown(request))
    given = {"reference": book.next_reference(Kind.NONCONFORMITY), "reporter": request.by}
    draft = from_document(Nonconformity, given)
    case = Case(before=draft, after=with_changes(draft, request.changes), by=Person(id=request.by), on=book.today)
    if found := refusals(BY_VERB["edit"], case) or unknown_names(
        book.alias, request.kind, draft, case.after, book.office
    ):
        return Refused(found)
    return Step(id="E0", before=None, after=case.after, role="reporter", meaning="authored")


def _move(book: Book, request: Request, before: Any, by: Person, second: Person | None) -> Step | Refused:
    if request.verb not in BY_VERB:
        raise ValueError(f"no step of a nonconformity is called {request.verb!r}")
    move, changes = BY_VERB[request.verb], _graded(_stamped(before, request.changes), book.policy)
    held = changes.get("actions")
    named = {request.action or "?"} if move.action else set(held) if isinstance(held, Mapping) else set()
    if absent := no_action(move, before, named):
        return refused(absent)
    since = before.last_completion if countersigned(request.reason, by, second) else before.watched_since
    figure = figure_for(book, before, since) if "review" in move.brings else None
    after = with_changes(before, filled(changes, figure))
    case = Case(
        before=before,
        after=after,
        by=by,
        second=second,
        on=book.today,
        reason=request.reason,
        action=request.action,
        facts=replace(facts_for(book.alias, after), figure=figure),
        policy=book.policy,
    )
    if "criterion" in move.brings or "criterion.reviewer" in move.brings:
        case = _with_reviewers(book.alias, case)
    if found := refusals(move, case) or unknown_names(book.alias, request.kind, before, after, book.office):
        return Refused(found)
    role = next(role for role in move.who if holds(role, by, case))
    return Step(id=move.id, before=before, after=taken(move, case), role=role.value, meaning=meaning_of(move.id).value)


def _with_reviewers(alias: str, case: Case) -> Case:
    """Return a case with who is named as reviewer, and who could be."""
    named = case.after.criterion.reviewer if case.after.criterion else ""
    if not named or (case.before.criterion == case.after.criterion and case.before.doers == case.after.doers):
        return case
    people = {each.id: each for each in people_of(alias)}
    able = tuple(each.id for each in people.values() if may_judge(case, each.id, each))
    return replace(case, facts=replace(case.facts, reviewer=people.get(named), may_review=able[:_MOST_NAMED]))


def _stamped(before: Nonconformity, changes: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return changes in which a verification of a cause carries the stamp of the words that were verified."""
    causes = changes.get("causes")
    if not isinstance(causes, Mapping):
        return changes
    stamps = {
        key: {"stamp": stamp(unicodedata.normalize("NFC", text))}
        for key, each in causes.items()
        if isinstance(each, Mapping) and each.get("verified_by") and "stamp" not in each
        if isinstance(text := each.get("text") or getattr(before.causes.get(key), "text", None), str)
    }
    return merged(changes, {"causes": stamps}) if stamps else changes


def _graded(changes: Mapping[str, Any], policy: Policy) -> Mapping[str, Any]:
    """Return changes in which the grade, written in the words of the office, is one the rules know."""
    word = changes.get("grade")
    return {**changes, "grade": policy.grade_of(word)} if isinstance(word, str) else changes


def _other(book: Book, request: Request, before: Any, by: Person) -> Step | Refused:
    kind = request.kind
    rule = next((each for each in RULES if each.kind is kind and each.verb == request.verb), None)
    if rule is None:
        raise ValueError(f"no step of {kind.value!r} is called {request.verb!r}")
    reference = request.reference or book.next_reference(kind)
    signed = {rule.signs: by.id} if rule.signs else {}
    held = {"reference": reference, **signed} if before is None else to_document(before)
    after = from_document(FORMS[kind].record, merged(held, request.changes))
    around = around_for(book.alias, kind, after)
    outcome = judged(rule, Deed(before=before, after=after, by=by, on=book.today, reason=request.reason, around=around))
    if isinstance(outcome, tuple):
        return Refused(outcome)
    if found := unknown_names(book.alias, kind, before, outcome, book.office):
        return Refused(found)
    return Step(id=rule.id, before=before, after=outcome, role=rule.role_of(by, after), meaning=rule.meaning)
