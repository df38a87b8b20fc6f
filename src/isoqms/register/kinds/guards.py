"""What must hold before a step of an audit, a finding, a complaint or a figure is taken."""

from __future__ import annotations

from isoqms.register.kinds.audits import FindingGrade, TeamRole
from isoqms.register.kinds.people import is_short_name
from isoqms.register.kinds.rule import Deed
from isoqms.register.lifecycle.case import Lack
from isoqms.register.lifecycle.values import RequirementKind
from isoqms.words import Message

NC_GRADES = (FindingGrade.NC_MINOR, FindingGrade.NC_MAJOR)
IMPROVEMENT_GRADES = (FindingGrade.OFI, FindingGrade.OBSERVATION)


def named_shortly(deed: Deed) -> Lack | None:
    """An account has a name short and plain enough for a command line."""
    if is_short_name(deed.after.reference):
        return None
    return Lack(
        Message("“{name}” is no short name", name=deed.after.reference),
        Message("choose a name of letters and digits, without spaces, such as an.nguyen"),
    )


def named_by_content(deed: Deed) -> Lack | None:
    """A file of evidence is named by its SHA-256."""
    if len(deed.after.reference) == 64 and set(deed.after.reference) <= set("0123456789abcdef"):
        return None
    return Lack(
        Message("“{name}” is not the SHA-256 of a file", name=deed.after.reference), Message("attach the file itself")
    )


def not_for_oneself(deed: Deed) -> Lack | None:
    """Nobody gives himself a duty or a process."""
    held = deed.before
    same = held and (held.duties, held.processes) == (deed.after.duties, deed.after.processes)
    if deed.by.id != deed.after.reference or same:
        return None
    return Lack(
        Message("{person} would change duties of his or her own", person=deed.by.id),
        Message("let another quality manager or the head do it"),
    )


def team_led(deed: Deed) -> Lack | None:
    """The team has one leader."""
    if [each.role for each in deed.after.team.values()].count(TeamRole.LEAD) == 1:
        return None
    return Lack(Message("the audit team has no leader, or more than one"), Message("name one leader"))


def team_independent(deed: Deed) -> Lack | None:
    """Nobody audits a process of his own, unless it is on record what is done about it."""
    audited = set(deed.after.processes)
    near = [
        name
        for name, each in deed.after.team.items()
        if deed.around.processes.get(name, frozenset()) & audited and not each.mitigation.strip()
    ]
    if not near:
        return None
    return Lack(
        Message("{people} would audit a process of his or her own", people=near),
        Message("choose another auditor, or record what is done so that nobody judges own work"),
    )


def checklist_assessed(deed: Deed) -> Lack | None:
    """Every question was judged, or left out with the reason."""
    left = [key for key, each in deed.after.checklist.items() if not each.assessed]
    if deed.after.checklist and not left:
        return None
    return Lack(
        Message("questions not assessed: {items}", items=left or "–"),
        Message("assess each question, or say why it was not sampled"),
    )


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
        Message("let somebody of the audited process answer"),
    )


def settled(deed: Deed) -> Lack | None:
    """Every nonconformity of the audit has come as far as verifying effectiveness, or has ended."""
    if not deed.around.unsettled:
        return None
    return Lack(
        Message("actions of {references} are not yet carried out", references=deed.around.unsettled),
        Message("close the audit when they are"),
    )


def report_unchanged(deed: Deed) -> Lack | None:
    """The audit and its findings are those that were reported."""
    if deed.before.report_stamp in ("", deed.around.stamp):
        return None
    return Lack(
        Message("the audit or its findings have changed since the report"),
        Message("compare with the history before going on"),
    )


def codes_alone(deed: Deed) -> Lack | None:
    """Of an inspection only ids, numbers and codes are kept: no text in which something is said of a person."""
    record = deed.after
    texts = {"unit": record.unit, "decision": record.decision, "reason": deed.reason}
    texts |= {f"dossiers.{n}": each for n, each in enumerate(record.dossiers)}
    worded = [name for name, text in texts.items() if len(text.split()) > 1 or (name == "reason" and text.strip())]
    if not worded:
        return None
    return Lack(
        Message("{members} holds words; of an inspection nothing is kept that could speak of a person", members=worded),
        Message("write the id of the unit, the number of the decision, the codes of dossiers, and no reason"),
    )


def answers_add_up(deed: Deed) -> Lack | None:
    """Not more satisfied than answered, not more answered than asked."""
    survey = deed.after
    if 0 <= survey.satisfied <= survey.answered <= survey.asked:
        return None
    return Lack(
        Message("the numbers do not add up: {asked} asked, {answered} answered, {satisfied} satisfied",
                asked=survey.asked, answered=survey.answered, satisfied=survey.satisfied),
        Message("correct the numbers"),
    )  # fmt: skip


def period_in_order(deed: Deed) -> Lack | None:
    """A period begins before it ends."""
    first, last = deed.after.period_from, deed.after.period_to
    if first is None or last is None or first <= last:
        return None
    return Lack(Message("the period ends before it begins"), Message("correct its first or last day"))
