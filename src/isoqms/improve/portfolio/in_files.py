"""The cuts a procedure file tells of: a committed limit below the legal one, published times, the revision history."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from isoqms.graph.reductions import shortened_whole
from isoqms.graph.yardstick import Order
from isoqms.improve.portfolio.cut import Cut, CutKind, Told
from isoqms.improve.portfolio.issue import is_draft, is_issued, issued_on
from isoqms.improve.portfolio.promise import Promise, is_shortened, promises
from isoqms.procedure import Office, Procedure, Revision
from isoqms.scenario import State
from isoqms.words import Message

_WHOLE: Final = r"(?:thủ tục|quy trình|tthc|procedure)"
_SAID: Final = (
    (CutKind.DROPPED, rf"bãi bỏ (?:toàn bộ )?{_WHOLE}|abolish\w* (?:the |this )?(?:whole )?{_WHOLE}"),
    (CutKind.MERGED, rf"(?:gộp|ghép|sáp nhập|hợp nhất) .{{0,40}}{_WHOLE}|merge\w* .{{0,40}}{_WHOLE}"),
    (
        CutKind.LIMIT,
        r"(?:cắt giảm|rút ngắn|giảm) .{0,20}(?:thời gian|thời hạn)|(?:shorten|reduc|cut)\w* .{0,20}(?:time|limit)",
    ),
    (CutKind.STEP, r"(?:cắt|bỏ|bớt|lược bỏ) .{0,12}bước|(?:drop|remov|cut)\w* .{0,12}step"),
)
"""How a revision history says what was cut; what it says in other words is not counted."""


def cuts_in_file(procedure: Procedure, office: Office | None, as_of: date) -> Iterator[Cut]:
    """Yield the cuts the file of a procedure tells of; those with a later date are decided and not yet in force."""
    found = promises(procedure, office)
    if is_shortened(found):
        yield _of_limits(procedure, found, as_of)
    for revision in procedure.revisions:
        kind = said_in(revision)
        if kind is not None and not (kind is CutKind.LIMIT and is_shortened(found)):
            state = _state(procedure, None, revision.decision, as_of)
            document, told = revision.decision, Told.REVISIONS
            yield Cut(procedure.id, kind, revision.what, state, document, revision.date, told, revision.at)
    for pair in shortened_whole(procedure):
        if pair.entry is not None and not any(each.value for each in pair.after.high):
            document, day = _documented(procedure, pair.entry.source)
            what = Message("the time {before} became {after}", before=pair.before, after=pair.after)
            state, told = _state(procedure, pair.entry.source, document, as_of), Told.PUBLISHED_TIMES
            yield Cut(procedure.id, CutKind.DROPPED, what, state, document, day, told, pair.entry.at)


def said_in(revision: Revision) -> CutKind | None:
    """Return what kind of cut a revision speaks of, by its words."""
    texts = [words for text in (revision.what, revision.part, revision.why) if text for words in _words(text)]
    return next(
        (kind for kind, pattern in _SAID if any(re.search(pattern, words, re.IGNORECASE) for words in texts)), None
    )


def _words(text: object) -> list[str]:
    return [text] if isinstance(text, str) else list(text)  # type: ignore[call-overload]


def _of_limits(procedure: Procedure, found: tuple[Promise, ...], as_of: date) -> Cut:
    """Return the cut which the limits of a file come to, with the document and the day that can be found for it."""
    shorter = min((each for each in found if each.order is Order.LESS), key=lambda each: not each.taken_off)
    limit = procedure.limits.committed
    entry = next((each.entry for each in shortened_whole(procedure) if each.entry), None)
    basis, at = (limit.basis, limit.at) if limit else (entry.source, entry.at) if entry else (None, procedure.at)
    document, day = _documented(procedure, basis)
    inherited = at.file != procedure.at.file
    published = procedure.source.document if inherited and procedure.source else None
    return Cut(
        procedure.id,
        CutKind.LIMIT,
        Message("{committed} instead of {legal}", committed=shorter.committed, legal=shorter.legal),
        _state(procedure, basis, document or published, as_of),
        document,
        day,
        Told.LIMITS if limit else Told.PUBLISHED_TIMES,
        at,
        shorter.taken_off,
        inherited=inherited,
    )


def _state(procedure: Procedure, basis: str | None, document: str | None, as_of: date) -> State | None:
    """Return the state of what a file says: accepted as long as the rule it rests on takes effect later.

    None where neither a document stands for it nor the file proves that it was issued: it may be in force or not.
    """
    if is_draft(procedure):
        return State.PROPOSED
    if not document and not is_issued(procedure):
        return None
    rule = procedure.legal_basis.get(basis) if basis else None
    ahead = rule is not None and rule.from_ is not None and rule.from_ > as_of
    return State.ACCEPTED if ahead else State.IN_FORCE


def _documented(procedure: Procedure, named: str | None) -> tuple[str | None, date | None]:
    """Return the number and the date of the document a cut rests on, as far as the file tells them.

    The date is that of the legal rule named, of a revision by the same decision, of the issue, or of the published
    document the file was taken from, where it is that document. Where none is named, the last revision that speaks of
    a shorter time counts, else the issue of the file.
    """
    rule = procedure.legal_basis.get(named) if named else None
    number = rule.document if rule else named
    if number is None:
        spoken = [each for each in procedure.revisions if said_in(each) is CutKind.LIMIT]
        if spoken:
            last = max(spoken, key=lambda each: each.date)
            return last.decision, last.date
        return (procedure.issue.decision if procedure.issue else None), issued_on(procedure)
    return number, (rule.from_ if rule and rule.from_ else _day_of(procedure, number))


def _day_of(procedure: Procedure, number: str) -> date | None:
    days = [each.date for each in procedure.revisions if each.decision == number]
    if days:
        return min(days)
    if procedure.issue and procedure.issue.decision == number:
        return issued_on(procedure)
    source = procedure.source
    return source.issued if source and number in source.document else None
