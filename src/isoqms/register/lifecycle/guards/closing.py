"""Conditions for the end: work done and verified, effectiveness proved, or closed without one (T5, T9-T13)."""

from __future__ import annotations

from datetime import date

from isoqms.metrics import FigureSource
from isoqms.register.lifecycle.case import Case, Lack
from isoqms.register.lifecycle.nonconformity import Change, Review
from isoqms.register.lifecycle.values import ActionKind, ActionState, Duty, Grade
from isoqms.words import Message
from isoqms.worktime import Day

DONE = (ActionState.DONE, ActionState.VERIFIED)


def is_minor(case: Case) -> Lack | None:
    """Only a minor nonconformity is closed without a corrective action."""
    if case.after.grade is Grade.MINOR:
        return None
    return Lack(
        Message("only a minor nonconformity may be closed without corrective action"),
        Message("have its causes analysed"),
    )


def closer_is_not_owner(case: Case) -> Lack | None:
    """Who closes is not the person in charge."""
    if case.by.id not in {case.before.owner, *case.before.former_owners}:
        return None
    return Lack(
        Message("{person} is in charge of it and cannot close it", person=case.by.id),
        Message("let another quality manager close it"),
    )


def no_action_needed(case: Case) -> Lack | None:
    """The need for action was weighed and denied, with the justification."""
    need = case.after.action_need
    if need and not need.needed and need.justification.strip():
        return None
    return Lack(
        Message("it is not justified that no corrective action is needed"),
        Message("weigh whether the cause must be removed; if not, write why not"),
    )


def correction_done(case: Case) -> Lack | None:
    """The fault found was put right, with evidence."""
    corrections = case.after.actions_of(ActionKind.CORRECTION).values()
    if corrections and all(each.state in DONE and each.evidence for each in corrections):
        return None
    return Lack(
        Message("the correction is not done, or has no evidence"),
        Message("enter the correction and record it as done with its evidence"),
    )


def seldom_enough(case: Case) -> Lack | None:
    """It does not come back: fewer of its kind in twelve months than the limit."""
    limit = case.policy.recurrence_limit
    if case.facts.same_in_year < limit:
        return None
    return Lack(
        Message(
            "there are {count} of the same process and requirement in twelve months; the limit is {limit}",
            count=case.facts.same_in_year,
            limit=limit,
        ),
        Message("have its causes analysed"),
    )


def actions_finished(case: Case) -> Lack | None:
    """Every action is done with evidence and day, or cancelled with reason by an approver."""
    unfinished = [
        key
        for key, each in case.after.actions.items()
        if not (each.state in DONE and each.evidence and each.done_on)
        and not (each.state is ActionState.CANCELLED and each.cancelled_reason and each.cancelled_by)
    ]
    if not unfinished:
        return None
    return Lack(
        Message("action {actions} is neither done with evidence nor cancelled with a reason", actions=unfinished),
        Message("finish it, or have it cancelled by who approves the plan"),
    )


def actions_verified_by_others(case: Case) -> Lack | None:
    """Every action done was verified by somebody else than who did it."""
    unverified = [
        key
        for key, each in case.after.actions.items()
        if each.state in DONE and (each.state is not ActionState.VERIFIED or each.verified_by in ("", each.owner))
    ]
    if not unverified:
        return None
    return Lack(
        Message("action {actions} has not been verified by another person", actions=unverified),
        Message("let somebody verify it who is not in charge of it"),
    )


def causes_still_covered(case: Case) -> Lack | None:
    """No cancelled action leaves a cause uncovered."""
    if not case.after.uncovered_causes:
        return None
    return Lack(
        Message("what was cancelled leaves cause {causes} as it was", causes=case.after.uncovered_causes),
        Message("plan again, or accept the cause with the reason"),
    )


def changes_approved(case: Case) -> Lack | None:
    """Documents that had to change exist in an approved version."""
    waiting = [
        change.link
        for change in (case.after.risk_change, case.after.qms_change)
        if isinstance(change, Change) and change.needed and not change.approved_version
    ]
    if not waiting:
        return None
    return Lack(
        Message("{documents} is not yet approved in its new version", documents=waiting),
        Message("have the changed document approved and record the version"),
    )


def reviewer_stands_apart(case: Case) -> Lack | None:
    """Who judges effectiveness is neither in charge of the nonconformity nor of any action."""
    if case.by.id not in case.before.doers:
        return None
    return Lack(
        Message("{person} would judge work of his or her own", person=case.by.id),
        Message(
            "let a reviewer judge who is in charge neither of it nor of an action: the quality manager names one "
            "with isoqms nc hand-over --reviewer"
        ),
    )


def _borrowed(case: Case) -> bool:
    return case.policy.small_office and bool(case.by.office) and case.by.office != case.before.office


def reviewer_fits_audit(case: Case) -> Lack | None:
    """What an auditor raised is judged by the quality manager or an auditor; a small office may borrow a reviewer."""
    if not case.before.from_audit or _borrowed(case):
        return None
    if case.by.duties & {Duty.QUALITY_MANAGER, Duty.AUDITOR} or case.by.id == case.before.auditor:
        return None
    return Lack(
        Message("what an audit raised is judged by the quality manager or an auditor"),
        Message("let one of them judge it"),
    )


def residual_risk_recorded(case: Case) -> Lack | None:
    """When the reviewer is borrowed from another office, the risk that remains is on record."""
    if not _borrowed(case) or (case.after.review and case.after.review.residual_risk.strip()):
        return None
    return Lack(
        Message("the reviewer is borrowed from another office, and the risk that remains is not recorded"),
        Message("record the risk that remains"),
    )


def enough_persons(case: Case) -> Lack | None:
    """In a small office enough different people took part."""
    record, needed = case.before, case.policy.persons(case.before.grade)
    verifiers = {each.verified_by for each in record.actions.values()}
    people = {record.owner, record.approved_by, case.by.id, *record.action_owners, *verifiers} - {""}
    if not case.policy.small_office or len(people) >= needed:
        return None
    return Lack(
        Message("only {count} people took part; this grade needs {needed}", count=len(people), needed=needed),
        Message("let another person review it"),
    )


def _watched_since(case: Case) -> date | None:
    """Return the first day that may show effectiveness; what papers tell goes back further where two people sign."""
    return case.after.last_completion if case.countersigned else case.after.watched_since


def window_elapsed(case: Case) -> Lack | None:
    """The window has passed since the last action was done and the criterion was approved."""
    due = case.after.window_end(_watched_since(case))
    if due is not None and case.on >= due:
        return None
    if due is None:
        return Lack(Message("no window is running"), Message("fix the criterion and finish an action"))
    return Lack(
        Message("the window lasts until {day}", day=Day(due)), Message("judge it on {day} or later", day=Day(due))
    )


def value_measured(case: Case) -> Lack | None:
    """A value was measured, from a named source, over a named period."""
    review, figure = case.after.review or Review(), case.facts.figure
    if review.value is not None and review.source and review.period_from and review.period_to:
        return None
    if review.value is None and figure and figure.reason:
        return Lack(figure.reason, Message("record the figure, or enter the value with its source and period"))
    return Lack(
        Message("the measured value, its source or its period is missing"),
        Message("enter the value, where it comes from, and the first and last day of the period"),
    )


def value_on_record(case: Case) -> Lack | None:
    """The value is one that is on record: recorded as a figure with its source, or counted in the register."""
    review, figure = case.after.review or Review(), case.facts.figure
    given = review.value is not None and review.source and review.period_from and review.period_to
    if not given or (figure is not None and figure.value is not None):
        return None
    name = case.after.criterion.metric if case.after.criterion else ""
    unknown = Message("no figure is on record")
    return Lack(
        (figure and figure.reason) or unknown,
        Message("put it on record, with the series it is taken from: isoqms kpi record --metric “{name}”", name=name),
    )


def value_as_measured(case: Case) -> Lack | None:
    """A value that is at hand is the one that was measured, not another."""
    review, figure = case.after.review or Review(), case.facts.figure
    if figure is None or None in (figure.value, review.value) or review.value == figure.value:
        return None
    return Lack(
        Message("{value} is entered, yet from {first} to {last} {measured} was measured",
                value=review.value, measured=figure.value, first=Day(figure.first), last=Day(figure.last)),
        Message("leave the value out, so that the measured one is entered; or have the recorded figures corrected"),
    )  # fmt: skip


def criterion_came_first(case: Case) -> Lack | None:
    """The criterion was approved before the period measured began, unless two people sign why it could not be."""
    review, approved = case.after.review or Review(), case.after.criterion_since
    began, first = review.period_from, case.after.watched_since
    if began is None or approved is None or first is None or approved <= began or case.countersigned:
        return None
    return Lack(
        Message("the period measured begins on {day}, before the criterion was approved on {approved}",
                day=Day(began), approved=Day(approved)),
        Message("measure from {first} on; a case entered later from papers needs the --reason and a --second person, "
                "and its form says that the criterion was approved afterwards", first=Day(first)),
    )  # fmt: skip


def period_inside_window(case: Case) -> Lack | None:
    """The period measured lies after the last action and not in the future."""
    review, completed = case.after.review or Review(), case.after.last_completion
    if review.period_from is None or review.period_to is None or completed is None:
        return None
    if completed <= review.period_from <= review.period_to <= case.on:
        return None
    return Lack(
        Message("the period measured does not lie between the last action and today"),
        Message(
            "measure from {first} to {last} at the latest",
            first=Day(_watched_since(case) or completed),
            last=Day(case.on),
        ),
    )


def measured_not_simulated(case: Case) -> Lack | None:
    """The figure was measured: a simulated one may set a target and proves nothing."""
    if not case.after.review or case.after.review.source is not FigureSource.SIMULATION:
        return None
    return Lack(
        Message("a simulated figure does not prove that the actions worked"),
        Message("measure the figure on real cases"),
    )


def criterion_met(case: Case) -> Lack | None:
    """The measured value reaches the target."""
    criterion, review = case.after.criterion, case.after.review
    if not criterion or not review or review.value is None or criterion.met_by(review.value):
        return None
    return Lack(
        Message("the measured value {value} misses the target {target}", value=review.value, target=criterion.target),
        Message("judge it not effective and look for the cause again"),
    )


def none_new_in_window(case: Case) -> Lack | None:
    """Nothing of the same kind was found inside the window, unless two people say why that does not count."""
    review = case.after.review
    excused = review and review.override_reason.strip() and case.second and case.second.id != case.by.id
    if not case.facts.new_in_window or excused:
        return None
    return Lack(
        Message(
            "{references} of the same process and requirement was found inside the window",
            references=case.facts.new_in_window,
        ),
        Message("judge it not effective, or give the reason why it does not count and have a second person sign"),
    )


def extension_named(case: Case) -> Lack | None:
    """A later day is given for an action or for the review."""
    before, after = case.before, case.after
    later = [key for key, each in after.actions.items() if _later(before.actions[key].due, each.due)]
    if later or _later(before.review_due, after.review_due):
        return None
    return Lack(
        Message("no day is put off to a later one"), Message("name the action, or the review, and its later day")
    )


def _later(before: object, after: object) -> bool:
    return isinstance(before, date) and isinstance(after, date) and after > before


def original_due_kept(case: Case) -> Lack | None:
    """The days first promised stay on record, and no day is put forward or taken away."""
    changed = [
        key
        for key, each in case.after.actions.items()
        if each.original_due != case.before.actions[key].original_due
        or (each.due != case.before.actions[key].due and not _later(case.before.actions[key].due, each.due))
    ]
    if not changed:
        return None
    return Lack(
        Message("the day first promised for action {actions} must stay on record", actions=changed),
        Message("change only the day by which it is due, to a later one"),
    )
