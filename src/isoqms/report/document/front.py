"""What comes before the sections: cover, running head and foot, approval table, table of changes."""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.procedure import Revision, Signature
from isoqms.report.document.content import Cell, Cover, Row, Running, Section
from isoqms.report.document.subject import Subject
from isoqms.words import Message

_ROOM_TO_SIGN_MM = 24.0


def cover(subject: Subject) -> Cover:
    """Return the cover."""
    issue = subject.procedure.issue
    decision = issue.decision if issue else None
    return Cover(
        heading=tuple(subject.say(line) for line in subject.profile.national_heading),
        agency=_agency(subject, upper=subject.profile.upper, strong=True),
        kind=subject.word("kind"),
        title=subject.say(subject.procedure.title),
        facts=_facts(subject),
        note="\n".join(map(subject.say, _under_title(subject, decision))),
    )


def _under_title(subject: Subject, decision: str | None) -> Iterator[Message]:
    if decision:
        yield Message("(Issued with decision {decision})", decision=decision)
    if subject.errors:
        yield _not_to_sign(subject)


def _not_to_sign(subject: Subject) -> Message:
    return Message("[not to be signed, errors: {count}]", count=subject.errors)


def running(subject: Subject) -> Running:
    """Return what is repeated on every page."""
    parts = [Message("Printed as of {day}", day=subject.day(subject.as_of))]
    if subject.stamp:
        parts.append(Message("stamp {stamp}", stamp=subject.stamp))
    if subject.errors:
        parts.append(_not_to_sign(subject))
    return Running(
        agency=_agency(subject, upper=False, strong=False),
        title=subject.say(subject.procedure.title),
        facts=_facts(subject),
        page=subject.word("page"),
        foot=" · ".join(subject.say(part) for part in parts),
    )


def approval(subject: Subject) -> Section:
    """Return the approval table: who drafted, reviewed and approved, with room to sign."""
    procedure = subject.procedure
    groups = {"authors": procedure.authors, "reviewers": procedure.reviewers, "approvers": procedure.approvers}
    rows = (
        Row((_label(subject, "name"), *(_each(subject, *group, "name") for group in groups.items()))),
        Row((_label(subject, "signature"), *(_signed(subject, group) for group in groups.values())), _ROOM_TO_SIGN_MM),
        Row((_label(subject, "position"), *(_each(subject, *group, "post") for group in groups.items()))),
    )
    return Section("approval", "", subject.heading("approval"), 1, (subject.table("approval", rows),))


def revisions(subject: Subject) -> Section:
    """Return the table of changes."""
    changes = subject.procedure.revisions
    rows = [_change(subject, change) for change in changes]
    if not rows:
        columns = len(subject.profile.columns["revisions"])
        rows = [Row((Cell(subject.missing(), missing=True, centred=True, span=columns, name="revisions"),))]
    return Section("revisions", "", subject.heading("revisions"), 1, (subject.table("revisions", rows),))


def _agency(subject: Subject, upper: bool, strong: bool) -> Cell:
    office = subject.office
    cell = subject.cell(office.title if office else subject.procedure.agency or None, "office")
    return cell if cell.missing else Cell(cell.text.upper() if upper else cell.text, strong=strong)


def _facts(subject: Subject) -> tuple[tuple[str, Cell], ...]:
    issue = subject.procedure.issue
    number = f"{issue.number:02d}" if issue and issue.number is not None else None
    if number and issue and issue.revision:
        number = f"{number}/{issue.revision:02d}"
    day = subject.day(issue.issued) if issue and issue.issued else None
    facts = [
        (subject.word("code"), Cell(subject.procedure.id)),
        (_issue_label(subject, number), subject.cell(number, "issue: number")),
        (subject.word("issued"), subject.cell(day, "issue: issued")),
    ]
    if issue and issue.effective:
        facts.append((subject.say(Message("In force from")), Cell(subject.day(issue.effective))))
    return tuple(facts)


def _issue_label(subject: Subject, number: str | None) -> str:
    """Return what stands before the number of the issue: of issue and revision, where it has both."""
    heads = {column.key: column.head for column in subject.profile.columns["revisions"]}
    return subject.say(heads["issue"]) if number and "/" in number else subject.word("issue")


def _label(subject: Subject, key: str) -> Cell:
    return Cell(subject.word(key), strong=True)


def _each(subject: Subject, key: str, group: tuple[Signature, ...], what: str) -> Cell:
    """Return the names or posts of a group, a line each; who signs stands in the same line of both."""
    found = [subject.say(each.name or "") if what == "name" else subject.post(each) for each in group]
    if not any(found):
        return Cell(subject.missing(), missing=True, centred=True, name=f"{key}: {what}")
    return Cell("\n".join(text or subject.missing() for text in found), centred=True)


def _signed(subject: Subject, group: tuple[Signature, ...]) -> Cell:
    """Leave room to sign; a date of signing that the file knows is told."""
    days = "\n".join(subject.day(each.date) for each in group if each.date)
    return Cell(days, centred=True)


def _change(subject: Subject, change: Revision) -> Row:
    why = " – ".join(_words(subject, change.why, change.decision)) or None
    numbers = (change.issue, change.revision)
    number = "/".join("…" if each is None else f"{each:02d}" for each in numbers) if _any_known(numbers) else None
    return Row(
        (
            subject.cell(why, "revisions: why"),
            subject.cell(change.part, "revisions: part"),
            subject.cell(change.what),
            subject.cell(number, "revisions: issue, revision", centred=True),
            Cell(subject.day(change.date), centred=True),
        )
    )


def _any_known(values: tuple[object, ...]) -> bool:
    """Say whether one of the values is known."""
    return any(value is not None for value in values)


def _words(subject: Subject, *values: object) -> Iterator[str]:
    yield from (subject.say(value) for value in values if value)
