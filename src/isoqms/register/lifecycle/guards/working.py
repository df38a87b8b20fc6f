"""Conditions for the work between the transitions: single actions, additions, a new grade, a new person in charge."""

from __future__ import annotations

from dataclasses import replace

from isoqms.register.lifecycle.case import Case, Lack
from isoqms.register.lifecycle.nonconformity import Action
from isoqms.register.lifecycle.values import ACTION_OPEN, AT_ONCE
from isoqms.words import Message
from isoqms.worktime import Day


def only_proposals_edited(case: Case) -> Lack | None:
    """Only actions not yet approved are changed or removed, and none is entered as further than proposed."""
    held, wanted = case.before.actions, case.after.actions
    changed = [key for key in {**held, **wanted} if held.get(key) != wanted.get(key)]
    wrong = [key for key in changed if not (_proposal(held.get(key)) and _proposal(wanted.get(key)))]
    if not wrong:
        return None
    return Lack(
        Message("action {actions} is approved and cannot be edited", actions=wrong),
        Message("have its day put off, have it cancelled, or enter a new action"),
    )


def _proposal(action: Action | None) -> bool:
    """Say whether an action is a mere proposal, of which nothing was done."""
    if action is None:
        return True
    fresh = Action(kind=action.kind, text=action.text)
    planned = {name: getattr(action, name) for name in ("owner", "due", "expected_evidence", "covers")}
    return action == replace(fresh, **planned)


def approved_apart_from_plan(case: Case) -> Lack | None:
    """Corrections and containment are approved one by one; what removes causes is approved with the plan."""
    if case.act.kind in AT_ONCE:
        return None
    return Lack(
        Message("action {action} is approved together with the plan", action=case.action),
        Message("submit the plan and have it approved"),
    )


def action_assigned(case: Case) -> Lack | None:
    """The action has a person in charge and a day."""
    if case.act.owner and case.act.due:
        return None
    return Lack(
        Message("action {action} has no person in charge or no day", action=case.action),
        Message("name the person and the day"),
    )


def action_evidenced(case: Case) -> Lack | None:
    """There is evidence that the action was done."""
    if any(each.strip() for each in case.act.evidence):
        return None
    return Lack(
        Message("there is no evidence that action {action} was done", action=case.action),
        Message("describe the evidence, or attach its file"),
    )


def done_by_today(case: Case) -> Lack | None:
    """The day it was done is given and not in the future."""
    done = case.act.done_on
    if done is None:
        return Lack(
            Message("the day action {action} was done is missing", action=case.action),
            Message("give the day, today or earlier"),
        )
    if done > case.on:
        return Lack(
            Message("action {action} is said to be done on {day}, in the future", action=case.action, day=Day(done)),
            Message("give a day not after {today}", today=Day(case.on)),
        )
    return None


def done_in_its_time(case: Case) -> Lack | None:
    """Nothing is done before the fault was found; what removes a cause before its plan was approved needs a reason."""
    done, found = case.act.done_on, case.before.detected_on
    first = case.before.planned_since(case.action) or found
    later = case.reason.strip() and found is not None and done is not None and done >= found
    if done is None or first is None or done >= first or later:
        return None
    if found is not None and found <= done:
        return Lack(
            Message("action {action} is said to be done on {day}, before its plan was approved on {first}",
                    action=case.action, day=Day(done), first=Day(first)),
            Message("what was done before and is entered later, as from papers, needs the --reason"),
        )  # fmt: skip
    return Lack(
        Message(
            "action {action} is said to be done on {day}, before it could begin", action=case.action, day=Day(done)
        ),
        Message("give a day not before {first}: what was done earlier is no answer to this", first=Day(first)),
    )


def verifier_is_not_doer(case: Case) -> Lack | None:
    """Nobody verifies an action of his own."""
    if case.by.id != case.act.owner:
        return None
    return Lack(
        Message("{person} is in charge of action {action} and cannot verify it", person=case.by.id, action=case.action),
        Message("let somebody else verify it"),
    )


def only_this_action(case: Case) -> Lack | None:
    """Nothing is brought for other actions than the one concerned."""
    held, wanted = case.before.actions, case.after.actions
    others = [key for key in {**held, **wanted} if key != case.action and held.get(key) != wanted.get(key)]
    if not others:
        return None
    return Lack(
        Message("this step is one of action {action}, not of {others}", action=case.action, others=others),
        Message("take the step for each action by itself"),
    )


def canceller_stands_apart(case: Case) -> Lack | None:
    """Nobody cancels an action of his own."""
    if case.by.id != case.act.owner:
        return None
    return Lack(
        Message("{person} is in charge of action {action} and cannot cancel it", person=case.by.id, action=case.action),
        Message("let somebody else who approves plans cancel it"),
    )


def something_added(case: Case) -> Lack | None:
    """Something is added, and nothing added before is changed."""
    held, wanted = case.before.addenda, case.after.addenda
    kept = all(wanted.get(key) == each for key, each in held.items())
    new = [each for key, each in wanted.items() if key not in held]
    if kept and new and all(each.text.strip() and not each.by and not each.on for each in new):
        return None
    return Lack(
        Message("an addition is a new text; what was added before stays as it is"),
        Message("add a new text"),
    )


def second_signs(case: Case) -> Lack | None:
    """A second person signs."""
    if case.second and case.second.id != case.by.id:
        return None
    return Lack(Message("a second person has not signed"), Message("have another person sign as second person"))


def grade_changes(case: Case) -> Lack | None:
    """Another grade is given than the one held."""
    if case.after.grade and case.after.grade is not case.before.grade:
        return None
    return Lack(Message("the grade stays the same"), Message("give the other grade"))


def somebody_new(case: Case) -> Lack | None:
    """Somebody else is put in charge; nothing and nobody is left without a person."""
    before, after = case.before, case.after
    reviewer = (after.criterion.reviewer if after.criterion else "", before.criterion and before.criterion.reviewer)
    named = after.owner and (reviewer[0] or not reviewer[1])
    named = named and all(each.owner or not before.actions[key].owner for key, each in after.actions.items())
    if named and after != before:
        return None
    return Lack(Message("nobody new is named"), Message("name the person who takes over"))


def only_open_handed_over(case: Case) -> Lack | None:
    """Only actions still to be done change hands."""
    held = case.before.actions
    ended = [k for k, each in case.after.actions.items() if each != held[k] and held[k].state not in ACTION_OPEN]
    if not ended:
        return None
    return Lack(
        Message("action {actions} is done already and keeps the name of who did it", actions=ended),
        Message("hand over only what is still to be done"),
    )
