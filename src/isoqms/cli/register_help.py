"""What each step of the register does, for its help: a sentence, then who may take it, when, and what must hold."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from types import MappingProxyType
from typing import Any, Final

from isoqms.register.kinds.kinds import Kind
from isoqms.register.kinds.role_names import role_name
from isoqms.register.kinds.rule import Rule
from isoqms.register.kinds.state_names import state_name
from isoqms.register.kinds.table import BY_KIND
from isoqms.register.lifecycle.move import Move
from isoqms.register.lifecycle.state_names import ACTION_STATE_NAMES, STATE_NAMES
from isoqms.register.lifecycle.table import BY_VERB
from isoqms.register.lifecycle.who import ROLE_NAMES
from isoqms.register.member_words import member
from isoqms.words import Message, phrase, translate

_NONCONFORMITY: Final = MappingProxyType(
    {
        "draft": phrase("Begin a report; the register gives its reference."),
        "edit": phrase("Change a draft of your own."),
        "withdraw": phrase("Withdraw a draft of your own, with the reason."),
        "register": phrase("Report it: statement, requirement, evidence, day and source are fixed from then on."),
        "accept": phrase("Accept a report: grade, process, person in charge, containment, consequence."),
        "reject": phrase("Reject a report as unfounded, duplicate or out of scope."),
        "analyse": phrase("Begin to look for causes."),
        "close": phrase("Close a minor one that needs no corrective action."),
        "plan": phrase("Submit causes, actions and the criterion of effectiveness."),
        "return": phrase("Return a plan, with the reason."),
        "approve": phrase("Approve a plan, which is kept as it is now."),
        "implemented": phrase("Say that every action is done and verified."),
        "replan": phrase("Go back to the causes, with the reason and the approver's consent."),
        "effective": phrase("Close it: the measured value meets the criterion."),
        "ineffective": phrase("Go back to the causes: the actions did not work."),
        "extend": phrase("Put the day of an action or of the review off, with the reason."),
        "action approve": phrase("Approve a correction or a containment action."),
        "action start": phrase("Say that you have begun."),
        "action done": phrase("Say that it is done, with the evidence."),
        "action verify": phrase("Confirm that somebody else's action is done."),
        "action cancel": phrase("Cancel an action, with the reason."),
        "add": phrase("Add a text to what was reported."),
        "correct": phrase("Enter corrections, and the search for similar cases."),
        "draft plan": phrase("Work on causes, actions and criterion before submitting them."),
        "record version": phrase("Record in which version a changed document was approved."),
        "regrade": phrase("Give another grade, with the reason and a second person."),
        "hand over": phrase("Put somebody else in charge, with the reason."),
    }
)
_OTHERS: Final = MappingProxyType(
    {
        "add": phrase("Enter somebody who may act."),
        "change": phrase("Change what was entered."),
        "leave": phrase("Say from which day somebody no longer acts."),
        "draft": phrase("Begin a finding."),
        "edit": phrase("Change a draft of your own."),
        "communicate": phrase("Tell the audited; the finding is fixed from then on."),
        "agree": phrase("Agree to a finding."),
        "contest": phrase("Contest a finding, with the reason."),
        "close": phrase("Close it."),
        "settle": phrase("Close a finding outside an audit, with what was entered for it."),
        "plan": phrase("Plan a new one; the register gives its reference."),
        "prepare": phrase("Say that scope, criteria, team and checklist stand."),
        "start": phrase("Begin the audit."),
        "assess": phrase("Assess questions of the checklist."),
        "conclude": phrase("Conclude it: everything was assessed, or its outcome is known."),
        "report": phrase("Report, which stamps the audit and its findings."),
        "follow up": phrase("Begin to follow up."),
        "report anew": phrase("Issue the report anew after a change, with the reason."),
        "cancel": phrase("Cancel it, with the reason."),
        "record": phrase("Record a new one; the register gives its reference."),
        "explained": phrase("Record the day the explanation came."),
        "receive": phrase("Enter a complaint; the register gives its reference."),
        "acknowledge": phrase("Record the day it was acknowledged."),
        "investigate": phrase("Begin to look into it."),
        "respond": phrase("Record the answer."),
        "escalate": phrase("Record that it goes to somebody outside, with the reason."),
        "correct": phrase("Correct a mistake, with the reason; the history keeps both."),
        "hold": phrase("Record the review as held, with inputs and decisions."),
        "raise": phrase("Propose an improvement; the register gives its reference."),
        "accept": phrase("Accept it, with the person in charge and the day."),
        "decline": phrase("Decline it, with the reason."),
        "done": phrase("Say that it is done, with the measured result."),
    }
)
_COMPLAINT_ASSESSED: Final = phrase("Assess how grave it is, and put somebody in charge.")


def help_of(kind: Kind, verb: str) -> str:
    """Return what a step does, in English, to be translated when it is shown."""
    if kind is Kind.COMPLAINT and verb == "assess":
        return _COMPLAINT_ASSESSED
    return (_NONCONFORMITY if kind is Kind.NONCONFORMITY else _OTHERS)[verb]


def conditions(kind: Kind, verb: str, lang: str) -> Iterator[str]:
    """Yield who may take a step, where the record must stand, and what must hold, a line each."""
    if kind is Kind.NONCONFORMITY:
        yield from _of_move(BY_VERB["edit" if verb == "draft" else verb], verb == "draft", lang)
    else:
        yield from _of_rule(next(rule for rule in BY_KIND[kind] if rule.verb == verb), lang)


def _of_move(move: Move, begins: bool, lang: str) -> Iterator[str]:
    yield _who([Message("anyone")] if begins else [ROLE_NAMES[role] for role in move.who], lang)
    if begins:
        return
    if move.action:
        states = [name for state, name in ACTION_STATE_NAMES.items() if state in move.action[0]]
        yield Message("The action stands at: {states}.", states=states).render(lang)
    yield _where([name for state, name in STATE_NAMES.items() if state in move.sources], lang)
    yield from _guards(move.guards, lang)


def _of_rule(rule: Rule, lang: str) -> Iterator[str]:
    yield _who([role_name(each) for each in rule.who], lang)
    if states := [state_name(each) for each in rule.sources if each]:
        yield _where(states, lang)
    if rule.needs:
        yield Message("Given by then: {members}.", members=[member(each) for each in rule.needs]).render(lang)
    if rule.reasoned:
        yield translate(phrase("A reason is on record."), lang)
    yield from _guards(rule.guards, lang)


def _who(roles: list[Message], lang: str) -> str:
    return Message("For: {roles}.", roles=roles).render(lang)


def _where(states: list[Message], lang: str) -> str:
    return Message("The record stands at: {states}.", states=states).render(lang)


def _guards(guards: tuple[Callable[..., Any], ...], lang: str) -> Iterator[str]:
    yield from (translate(inspect.getdoc(guard) or "", lang) for guard in guards)
