"""What must hold before a step of a finding is taken."""

from __future__ import annotations

from isoqms.register.kinds.audits import FindingGrade
from isoqms.register.kinds.rule import Deed
from isoqms.register.lifecycle.case import Lack
from isoqms.register.lifecycle.values import Duty, RequirementKind
from isoqms.words import Message
from isoqms.worktime import Day

NC_GRADES = (FindingGrade.NC_MINOR, FindingGrade.NC_MAJOR)
IMPROVEMENT_GRADES = (FindingGrade.OFI, FindingGrade.OBSERVATION)
_MET = (FindingGrade.CONFORMING, FindingGrade.GOOD_PRACTICE)


def grade_fits(deed: Deed) -> Lack | None:
    """What meets the requirements names none that is not met."""
    finding = deed.after
    named = sorted(each.ref for each in finding.requirements.values() if each.ref)
    if finding.grade not in _MET or not named:
        return None
    return Lack(
        Message("the finding is graded as meeting the requirements and names as not met: {requirements}",
                requirements=named),
        Message("grade it otherwise, or leave the requirements out"),
    )  # fmt: skip


def graded_with_ground(deed: Deed) -> Lack | None:
    """A nonconformity among the findings names a clause and its evidence."""
    finding = deed.after
    clause = any(each.kind is RequirementKind.CLAUSE and each.ref for each in finding.requirements.values())
    shown = any(each.text.strip() or each.file for each in finding.evidence.values())
    if finding.grade not in NC_GRADES or (clause and shown):
        return None
    return Lack(
        Message("a finding graded as nonconformity lacks its clause or its evidence"),
        Message("name the clause and the evidence"),
    )


def followed_up(deed: Deed) -> Lack | None:
    """What is found leads to an entry: a nonconformity, or an improvement."""
    finding = deed.after
    if finding.grade in NC_GRADES and not finding.nonconformity:
        return Lack(
            Message("no nonconformity has been entered for the finding"),
            Message("enter the nonconformity and name its reference"),
        )
    if finding.grade in IMPROVEMENT_GRADES and not finding.improvement:
        return Lack(
            Message("no improvement has been entered for the finding"),
            Message("enter the improvement and name its reference"),
        )
    return None


def not_own_work(deed: Deed) -> Lack | None:
    """In an audit nobody makes a finding about a process of his own."""
    finding = deed.after
    if not finding.audit or finding.process not in deed.by.processes:
        return None
    return Lack(
        Message("{person} would judge {process}, a process of his or her own", person=deed.by.id,
                process=finding.process),
        Message("let another auditor of the team make the finding"),
    )  # fmt: skip


def of_this_audit(deed: Deed) -> Lack | None:
    """A finding of an audit was made since it began, and about a process it looks at, or the system as a whole."""
    finding, audit = deed.after, deed.around.audit
    if audit is None:
        return None
    if audit.starts_on and finding.found_on and finding.found_on < audit.starts_on:
        return Lack(
            Message("the finding is of {day}, before the audit {audit} began on {first}", day=Day(finding.found_on),
                    audit=audit.reference, first=Day(audit.starts_on)),
            Message("correct the day, or make it a finding outside the audit"),
        )  # fmt: skip
    if finding.process and audit.processes and finding.process not in audit.processes:
        return Lack(
            Message("{process} is not among the processes of the audit {audit}", process=finding.process,
                    audit=audit.reference),
            Message("name one of: {processes}; or make it a finding outside the audit", processes=audit.processes),
        )  # fmt: skip
    return None


def outside_audit(deed: Deed) -> Lack | None:
    """The finding belongs to no audit, so that there is nobody to answer it first."""
    if not deed.after.audit:
        return None
    return Lack(
        Message("the finding belongs to the audit {audit}", audit=deed.after.audit),
        Message("communicate it; it is closed once the audited have answered"),
    )


def not_the_auditor(deed: Deed) -> Lack | None:
    """The auditor does not answer for the audited."""
    if deed.by.id != deed.before.auditor:
        return None
    return Lack(
        Message("{person} made the finding and cannot answer it", person=deed.by.id),
        Message("let the head of the audited process answer"),
    )


def answers_for_the_audited(deed: Deed) -> Lack | None:
    """The head of the audited process or of the office answers; of the system as a whole, also who manages it."""
    heads = {Duty.TOP_MANAGEMENT} if deed.before.process else {Duty.TOP_MANAGEMENT, Duty.QUALITY_MANAGER}
    if deed.by.id in (*deed.around.owners, deed.before.auditor) or deed.by.duties & heads:  # the auditor is told apart
        return None
    return Lack(
        Message("{person} is not the head of what was audited", person=deed.by.id),
        Message("it is for: {roles}", roles=deed.around.owners or Message("the top management")),
    )
