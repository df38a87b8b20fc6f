"""The corrective-action request: one nonconformity on paper, from what was found to its end, with the history."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from isoqms.register.lifecycle.advice import remarks
from isoqms.register.lifecycle.nonconformity import Change, Nonconformity
from isoqms.register.lifecycle.values import ActionKind, State
from isoqms.report.corrective_action_causes import cause_table
from isoqms.report.document.content import Block, Paragraph, Section
from isoqms.report.document.profile import Profile
from isoqms.report.record.history import Happening
from isoqms.report.record.history_table import history_blocks
from isoqms.report.record.paper import Paper, Signature, Speech
from isoqms.report.record.value_words import told_of_check
from isoqms.words import Message

_AT_ONCE = (ActionKind.CONTAINMENT, ActionKind.CORRECTION)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What a corrective-action request is about: the record, what has happened to it, and whose it is."""

    record: Nonconformity
    history: tuple[Happening, ...]
    agency: str
    as_of: date
    profile: Profile
    speech: Speech


def corrective_action(case: Case) -> Paper:
    """Return the corrective-action request of a nonconformity, as far as it has come."""
    speech, record = case.speech, case.record
    parts = (
        ("particulars", Message("Particulars"), _particulars),
        ("description", Message("What was found"), _description),
        ("evidence", Message("Objective evidence"), _evidence),
        ("requirements", Message("Requirement that is not met"), _requirements),
        ("containment", Message("Containment and correction"), _containment),
        ("causes", Message("Causes"), _causes),
        ("actions", Message("Corrective actions"), _actions),
        ("criterion", _criterion_title(record), _criterion),
        ("verification", Message("Effectiveness verified"), _verification),
        ("closing", Message("End"), _closing),
    )
    sections = tuple(
        Section(id_, f"{number}.", speech.say(title), 2, tuple(blocks(case)))
        for number, (id_, title, blocks) in enumerate(parts, start=1)
    )
    history = tuple(history_blocks(case.history, speech))
    annex = Section("history", "", speech.say(Message("Annex. History in the register")), 2, history)
    return Paper(
        id=record.reference,
        lang=speech.lang,
        as_of=case.as_of,
        profile=case.profile,
        agency=case.agency.upper() if case.profile.upper else case.agency,
        number=speech.say(Message("No.: {reference}", reference=record.reference)),
        kind=speech.say(Message("CORRECTIVE ACTION REQUEST")),
        title=speech.say(Message("Nonconformity {reference}", reference=record.reference)),
        sections=sections,
        signatures=tuple(_signatures(case)),
        annex=(annex,),
        foot=speech.say(Message("{reference}, printed on {day}", reference=record.reference, day=_day(case))),
    )


def _day(case: Case) -> str:
    return case.speech.day(case.as_of)


def _particulars(case: Case) -> Iterator[Block]:
    record, speech = case.record, case.speech
    rows: list[tuple[str, object]] = [
        ("state", record.state),
        ("grade", record.grade),
        ("source", record.source),
        ("process", record.process),
        ("detected_on", record.detected_on),
        ("reporter", speech.person(record.reporter)),
        ("reported_on", record.reported_on),
        ("owner", speech.person(record.owner)),
    ]
    more: list[tuple[str, object]] = [
        ("audit", record.audit),
        ("auditor", speech.person(record.auditor)),
        ("check_result", told_of_check(record.check_result)),
        ("complaint", record.complaint),
        ("recurrence_of", record.recurrence_of),
        ("former_owners", tuple(speech.person(each) for each in record.former_owners)),
        ("original_grade", record.original_grade if record.original_grade is not record.grade else None),
    ]
    yield speech.facts("particulars", [*rows, *((name, value) for name, value in more if value)])


def _description(case: Case) -> Iterator[Block]:
    speech, record = case.speech, case.record
    yield speech.paragraph(record.statement)
    yield speech.facts("consequence", [("consequence", record.consequence)])
    for key, each in record.addenda.items():
        said = Message("Added later ({key}, {who}, {day}): {text}", key=key, who=speech.person(each.by),
                       day=speech.day(each.on) if each.on else "", text=each.text)  # fmt: skip
        yield Paragraph(speech.say(said))


def _evidence(case: Case) -> Iterator[Block]:
    speech = case.speech
    columns = {
        "key": (Message("No."), 8.0),
        "text": (Message("Evidence"), 70.0),
        "collected": (Message("Gathered on"), 22.0),
    }
    rows = [
        (
            key,
            "\n".join(filter(None, (each.text, speech.file(each.file) if each.file else ""))),
            each.collected_on or "–",
        )
        for key, each in case.record.evidence.items()
    ]
    yield speech.table("evidence", columns, rows)


def _requirements(case: Case) -> Iterator[Block]:
    columns = {"kind": (Message("Kind"), 30.0), "ref": (Message("Number or name"), 70.0)}
    rows = [(each.kind, each.ref) for each in case.record.requirements.values()]
    yield case.speech.table("requirements", columns, rows)


def _containment(case: Case) -> Iterator[Block]:
    record, speech = case.record, case.speech
    decided = record.containment
    rows: list[tuple[str, object]] = [("containment.needed", decided.needed if decided else None)]
    if decided and not decided.needed:
        rows.append(("containment.reason", decided.reason))
    if record.action_need:
        rows += [("action_need.needed", record.action_need.needed)]
        rows += [("action_need.justification", record.action_need.justification)]
    yield speech.facts("containment", rows)
    keys = [key for key, each in record.actions.items() if each.kind in _AT_ONCE]
    if keys or decided is None or decided.needed:
        yield _action_table(case, "at_once", keys)


def _causes(case: Case) -> Iterator[Block]:
    record, speech = case.record, case.speech
    analysis, search = record.analysis, record.similar_search
    rows: list[tuple[str, object]] = [("analysis.method", analysis.method if analysis else None)]
    if analysis and analysis.note:
        rows.append(("analysis.note", analysis.note))
    if analysis and analysis.unknown_reason:
        rows.append(("analysis.unknown_reason", analysis.unknown_reason))
    rows.append(("similar_search.by", speech.person(search.by) if search else None))
    if search:
        rows += [("similar_search.on", search.on), ("similar_search.found", search.found or Message("none named"))]
    if search and search.note:
        rows.append(("similar_search.note", search.note))
    yield speech.facts("analysis", rows)
    yield cause_table(record, speech)
    for each in remarks(record, case.speech.people.values()):
        said = Message("Cause {cause}: {remark}", cause=each.cause, remark=each.message) if each.cause else each.message
        yield Paragraph(speech.say(said), item=True)


def _actions(case: Case) -> Iterator[Block]:
    record, speech = case.record, case.speech
    keys = [key for key, each in record.actions.items() if each.kind not in _AT_ONCE]
    yield _action_table(case, "actions", keys)
    yield speech.named("changes", [
        (Message("The risk register must change"), _change(record.risk_change)),
        (Message("A procedure or document must change"), _change(record.qms_change)),
    ])  # fmt: skip


def _change(change: Change | None) -> Message | None:
    if change is None:
        return None
    if not change.needed:
        return Message("no")
    if not change.approved_version:
        return Message("yes: {link}, not yet approved", link=change.link)
    return Message("yes: {link}, approved as {version}", link=change.link, version=change.approved_version)


def _action_table(case: Case, id_: str, keys: list[str]) -> Block:
    speech, columns = case.speech, {
        "key": (Message("No."), 7.0),
        "text": (Message("Action"), 33.0),
        "who": (Message("Person in charge"), 17.0),
        "due": (Message("Due on"), 14.0),
        "done": (Message("Done, evidence"), 29.0),
    }  # fmt: skip
    rows = []
    for key in keys:
        each = case.record.actions[key]
        covers = speech.say(Message("removes: {causes}", causes=each.covers)) if each.covers else ""
        what = "\n".join(filter(None, (f"{speech.say(each.kind)}: {each.text}", covers)))
        rows.append((key, what, speech.person(each.owner), "\n".join(_due(case, key)), "\n".join(_done(case, key))))
    return speech.table(id_, columns, rows)


def _due(case: Case, key: str) -> Iterator[str]:
    each, speech = case.record.actions[key], case.speech
    if each.due:
        yield speech.day(each.due)
    if each.original_due and each.original_due != each.due:
        yield speech.say(Message("first promised: {day}", day=speech.day(each.original_due)))


def _done(case: Case, key: str) -> Iterator[str]:
    each, speech = case.record.actions[key], case.speech
    yield speech.say(each.state)
    if each.expected_evidence and not each.evidence:
        yield speech.say(Message("expected: {evidence}", evidence=each.expected_evidence))
    if each.done_on:
        yield speech.say(Message("done on {day}", day=speech.day(each.done_on)))
    if each.entered_later:
        yield speech.say(Message("entered later: {reason}", reason=each.entered_later))
    yield from (speech.file(one) for one in each.evidence)
    if each.verified_by and each.verified_on:
        who, day = speech.person(each.verified_by), speech.day(each.verified_on)
        yield speech.say(Message("verified by {who}, {day}", who=who, day=day))
    if each.cancelled_reason:
        who = speech.person(each.cancelled_by)
        yield speech.say(Message("cancelled by {who}: {reason}", who=who, reason=each.cancelled_reason))


def _criterion_title(record: Nonconformity) -> Message:
    """Return the heading: that the criterion was there first is said only where nothing was done or measured before."""
    approved, began = record.criterion_since, record.review.period_from if record.review else None
    done = [each.done_on for each in record.standing_actions.values() if each.kind not in _AT_ONCE]
    if approved and all(day is None or day >= approved for day in (*done, began)):
        return Message("Criterion of effectiveness, fixed beforehand")
    return Message("Criterion of effectiveness")


def _criterion(case: Case) -> Iterator[Block]:
    held, speech = case.record.criterion, case.speech
    names = ("metric", "baseline", "target", "direction", "source", "period_days", "window_days", "reviewer")
    values = {name: getattr(held, name) if held else None for name in names}
    values["reviewer"] = speech.person(held.reviewer) if held else None
    rows: list[tuple[str, object]] = [(f"criterion.{name}", values[name]) for name in names]
    yield speech.facts("criterion", [*rows, ("criterion_since", case.record.criterion_since)])


def _verification(case: Case) -> Iterator[Block]:
    record, speech = case.record, case.speech
    review = record.review
    if record.review_due and record.state is State.VERIFYING:  # no review yet: the day is one to come
        said = Message("Not judged yet; it may be judged from {day} on.", day=speech.day(record.review_due))
        yield Paragraph(speech.say(said))
    approved = record.criterion_since
    if review and review.period_from and approved and review.period_from < approved:
        said = Message("The period measured began before the criterion was approved, on {day}: it was not fixed "
                       "beforehand.", day=speech.day(approved))  # fmt: skip
        yield Paragraph(speech.say(said))
    rows: list[tuple[str, object]] = [
        ("review.value", review.value if review else None),
        ("review.source", review.source if review else None),
        ("review.period_from", review.period_from if review else None),
        ("review.period_to", review.period_to if review else None),
        ("reviewed_by", speech.person(record.reviewed_by)),
    ]
    if review:
        more = (("review.residual_risk", review.residual_risk), ("review.override_reason", review.override_reason))
        rows += [(name, value) for name, value in more if value]
    if record.iteration > 1:
        rows.append(("iteration", record.iteration))
    yield speech.facts("verification", rows)


def _closing(case: Case) -> Iterator[Block]:
    record = case.record
    rows: list[tuple[str, object]] = [("state", record.state), ("ended_on", record.ended_on)]
    more = (("rejection", record.rejection), ("duplicate_of", record.duplicate_of), ("extensions", record.extensions))
    yield case.speech.facts("closing", [*rows, *((name, value) for name, value in more if value)])


def _signatures(case: Case) -> Iterator[Signature]:
    record = case.record
    closed = next((each for each in reversed(case.history) if each.to == State.CLOSED), None)
    approved = max((each.approved_on for each in record.baselines.values()), default=None)
    reviewer = record.reviewed_by or (record.criterion.reviewer if record.criterion else "")
    yield _signature(case, Message("Reported by"), record.reporter, record.reported_on)
    yield _signature(case, Message("Person in charge"), record.owner, record.planned_on)
    yield _signature(case, Message("Plan approved by"), record.approved_by, approved)
    if closed and not record.reviewed_by:
        yield _signature(case, Message("Closed by"), closed.by, record.ended_on)
    else:
        yield _signature(case, Message("Effectiveness judged by"), reviewer, record.ended_on)


def _signature(case: Case, role: Message, who: str, on: date | None) -> Signature:
    speech = case.speech
    note = Message("(recorded on {day})", day=speech.day(on)) if on else Message("(signature, full name)")
    return Signature(speech.say(role), speech.people.get(who, who), speech.say(note))
