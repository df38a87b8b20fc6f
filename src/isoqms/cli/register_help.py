"""What each step of the register does, in a sentence for its help."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from isoqms.register.kinds.kinds import Kind
from isoqms.words import phrase

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
        "plan": phrase("Plan a new one; the register gives its reference."),
        "prepare": phrase("Say that scope, criteria, team and checklist stand."),
        "start": phrase("Begin the audit."),
        "assess": phrase("Assess questions of the checklist."),
        "conclude": phrase("Conclude it: everything was assessed, or its outcome is known."),
        "report": phrase("Report, which stamps the audit and its findings."),
        "follow up": phrase("Begin to follow up."),
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
