"""Conditions for a plan: causes looked for and made sure of, actions that remove them, a criterion fixed (T6-T8)."""

from __future__ import annotations

from isoqms.register.lifecycle.case import Case, Lack
from isoqms.register.lifecycle.document import stamp
from isoqms.register.lifecycle.nonconformity import Criterion
from isoqms.register.lifecycle.state_names import DIRECTION_NAMES
from isoqms.register.lifecycle.values import ActionKind, ActionState, Direction, Grade
from isoqms.register.lifecycle.who import Role, holds, may_judge
from isoqms.words import Message


def method_recorded(case: Case) -> Lack | None:
    """It is on record how causes were looked for."""
    if case.after.analysis and case.after.analysis.method:
        return None
    return Lack(
        Message("the method of the cause analysis is not recorded"),
        Message("record the method, for example five whys or a cause-and-effect diagram"),
    )


def cause_confirmed(case: Case) -> Lack | None:
    """A cause is confirmed; only of a minor nonconformity may it stay unknown, with the reason."""
    if any(each.confirmed for each in case.after.causes.values()):
        return None
    unknown = bool(case.after.analysis and case.after.analysis.unknown_reason.strip())
    if unknown and case.after.grade is Grade.MINOR:
        return None
    if unknown:
        return Lack(
            Message("the cause of a major nonconformity may not stay unknown"),
            Message("confirm at least one cause"),
        )
    return Lack(
        Message("no cause is confirmed"),
        Message("confirm at least one cause, or of a minor one say why it stays unknown"),
    )


def causes_verified(case: Case) -> Lack | None:
    """Every confirmed cause was verified, in the words it has now."""
    doubtful = [
        key
        for key, each in case.after.causes.items()
        if each.confirmed and (each.verified_by is None or each.stamp != stamp(each.text))
    ]
    if not doubtful:
        return None
    return Lack(
        Message("cause {causes} is confirmed but not verified in its present words", causes=doubtful),
        Message("verify it by data, observation, reproduction, interview or document"),
    )


def similar_searched(case: Case) -> Lack | None:
    """Somebody looked for similar cases."""
    if case.after.similar_search:
        return None
    return Lack(
        Message("nobody has looked for similar cases"),
        Message("search the register and other units, and record what was found"),
    )


def corrective_action_planned(case: Case) -> Lack | None:
    """At least one corrective action is planned; when the last ones did not work, a new one."""
    planned = case.after.actions_of(ActionKind.CORRECTIVE).values()
    if any(case.after.iteration == 1 or each.state is not ActionState.VERIFIED for each in planned):
        return None
    return Lack(
        Message("there is no corrective action"),
        Message("enter at least one action that removes a cause"),
    )


def causes_covered(case: Case) -> Lack | None:
    """Every confirmed cause is removed by an action or accepted with the reason."""
    if not case.after.uncovered_causes:
        return None
    return Lack(
        Message("nothing is done about cause {causes}", causes=case.after.uncovered_causes),
        Message("let an action cover it, or accept it with the reason"),
    )


def actions_complete(case: Case) -> Lack | None:
    """Every action has a person in charge, a day, and the evidence expected, or evidence when it is done."""
    bare = [
        key
        for key, each in case.after.standing_actions.items()
        if not (each.owner and each.due and (each.expected_evidence.strip() or each.evidence))
    ]
    if not bare:
        return None
    return Lack(
        Message("action {actions} lacks a person in charge, a day or the evidence expected", actions=bare),
        Message("complete the action; one already approved is to be done first, with its evidence"),
    )


def criterion_fixed(case: Case) -> Lack | None:
    """It is fixed by what effectiveness will be judged: figure, baseline, target, source, window, reviewer."""
    criterion = case.after.criterion or Criterion()
    missing = [name for name, given in _parts(criterion) if not given]
    if not missing:
        return None
    return Lack(
        Message("the criterion of effectiveness lacks: {missing}", missing=missing),
        Message("fix the criterion before the work begins"),
    )


def _parts(criterion: Criterion) -> tuple[tuple[Message, bool], ...]:
    return (
        (Message("figure"), bool(criterion.metric)),
        (Message("present value"), criterion.baseline is not None),
        (Message("target"), criterion.target is not None),
        (Message("source of the data"), bool(criterion.source)),
        (Message("window"), criterion.window_days > 0 and criterion.period_days > 0),
        (Message("reviewer"), bool(criterion.reviewer)),
    )


def window_long_enough(case: Case) -> Lack | None:
    """The window holds enough measurement periods to show anything."""
    criterion = case.after.criterion
    periods = case.policy.window_periods
    if criterion is None or criterion.window_days <= 0 or criterion.period_days <= 0:
        return None
    if criterion.window_days >= periods * criterion.period_days:
        return None
    return Lack(
        Message(
            "the window of {days} days is shorter than {periods} measurement periods",
            days=criterion.window_days,
            periods=periods,
        ),
        Message("make it at least {days} days", days=periods * criterion.period_days),
    )


def window_not_too_short(case: Case) -> Lack | None:
    """The window is long enough for a figure of an office to show anything, unless a reason is on record."""
    criterion, least = case.after.criterion, case.policy.window_days_least
    if criterion is None or criterion.window_days <= 0 or criterion.window_days >= least or case.reason.strip():
        return None
    return Lack(
        Message("a window of {days} days shows little", days=criterion.window_days),
        Message("watch the figure for at least {days} days, or give the --reason why fewer are enough", days=least),
    )


def target_improves(case: Case) -> Lack | None:
    """The target is better than the present value, on the side the figure is to be, unless a reason is on record."""
    criterion = case.after.criterion or Criterion()
    held, wanted = criterion.baseline, criterion.target
    if held is None or wanted is None or case.reason.strip():
        return None
    if (wanted < held) if criterion.direction is Direction.AT_MOST else (wanted > held):
        return None
    return Lack(
        Message("the target {target} is no better than the present value {value} of a figure that must be {direction}",
                target=wanted, value=held, direction=DIRECTION_NAMES[criterion.direction]),
        Message("name a better target, or the other --direction, or give the --reason why it is to stay so"),
    )  # fmt: skip


def reviewer_may_judge(case: Case) -> Lack | None:
    """The reviewer named will be able to judge: in charge of nothing here; of what an audit raised, entitled to."""
    criterion = case.after.criterion
    if criterion is None or not criterion.reviewer or may_judge(case, criterion.reviewer, case.facts.reviewer):
        return None
    able = case.facts.may_review
    return Lack(
        Message("{person} could never judge effectiveness: own work, or not entitled to it", person=criterion.reviewer),
        Message("name as reviewer one of: {people}", people=able)
        if able
        else Message("have somebody entered who can judge, for example of another unit: isoqms account add"),
    )


def actions_lie_ahead(case: Case) -> Lack | None:
    """No action is planned for a day already past, unless it is entered later and the reason is on record."""
    past = [
        key
        for key, each in case.after.standing_actions.items()
        if each.state is ActionState.PROPOSED and each.due and each.due < case.on
    ]
    if not past or case.reason.strip():
        return None
    return Lack(
        Message("action {actions} is planned for a day already past", actions=past),
        Message("plan a day to come; what was done before and is entered later needs the --reason"),
    )


def changes_answered(case: Case) -> Lack | None:
    """It is answered whether risks and procedures must change; a yes names the document."""
    for change in (case.after.risk_change, case.after.qms_change):
        if change is None:
            return Lack(
                Message("it is not answered whether the risk register and the quality documents must change"),
                Message("answer yes, with the document, or no, for both"),
            )
        if change.needed and not change.link:
            return Lack(
                Message("a document must change, and it is not said which"), Message("name the document by its code")
            )
    return None


def approver_stands_apart(case: Case) -> Lack | None:
    """Who approves is neither in charge of the nonconformity nor of any action."""
    if case.by.id not in case.before.doers:
        return None
    return Lack(
        Message("{person} would approve a plan of his or her own", person=case.by.id),
        Message("let somebody approve who is in charge neither of it nor of an action"),
    )


def approver_agrees(case: Case) -> Lack | None:
    """Whoever approves plans signs beside the person in charge."""
    if case.second and case.second.id != case.by.id and holds(Role.APPROVER, case.second, case):
        return None
    return Lack(Message("who approves the plan has not agreed"), Message("have the approver sign as second person"))
