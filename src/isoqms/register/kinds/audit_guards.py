"""What must hold before a step of an audit is taken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from isoqms.register.kinds.audits import Audit, ChecklistItem, Finding, FindingState, TeamRole
from isoqms.register.kinds.finding_guards import NC_GRADES
from isoqms.register.kinds.rule import Deed
from isoqms.register.lifecycle.case import Lack
from isoqms.register.lifecycle.values import Duty
from isoqms.words import Message

_WORDS_OF_A_SENTENCE: Final = 5
"""Fewer than that cannot say who does what instead."""


def team_led(deed: Deed) -> Lack | None:
    """The team has one leader."""
    if [each.role for each in deed.after.team.values()].count(TeamRole.LEAD) == 1:
        return None
    return Lack(Message("the audit team has no leader, or more than one"), Message("name one leader"))


def team_qualified(deed: Deed) -> Lack | None:
    """Who leads or audits holds the duty of an auditor."""
    held = deed.around.duties
    lacking = sorted(name for name in deed.after.auditors if name in held and Duty.AUDITOR not in held[name])
    if not lacking:
        return None
    return Lack(
        Message("{people} does not hold the duty of an auditor", people=lacking),
        Message("choose auditors, or have the duty given: isoqms account change NAME --duties auditor"),
    )


def team_independent(deed: Deed) -> Lack | None:
    """Who owns an audited process audits only with a sentence on what is done about it."""
    audited = set(deed.after.processes)
    near = [
        name
        for name, each in deed.after.team.items()
        if deed.around.processes.get(name, frozenset()) & audited
        and len(each.mitigation.split()) < _WORDS_OF_A_SENTENCE
    ]
    if not near:
        return None
    return Lack(
        Message("{people} would audit a process of his or her own", people=near),
        Message(
            "choose another auditor, or record in a sentence of at least {count} words what is done so that nobody "
            "judges own work",
            count=_WORDS_OF_A_SENTENCE,
        ),
    )


def process_has_another_auditor(deed: Deed) -> Lack | None:
    """Of every audited process somebody in the team can judge who does not own it."""
    auditors = [deed.around.processes.get(name, frozenset()) for name in deed.after.auditors]
    alone = [each for each in deed.after.processes if auditors and all(each in owned for owned in auditors)]
    if not alone:
        return None
    return Lack(
        Message("nobody in the team can judge {processes}, as every auditor owns it", processes=alone),
        Message("add an auditor from elsewhere, for example of another unit or office"),
    )


def judged_by_others(deed: Deed) -> Lack | None:
    """Nobody judges a question about a process of his own."""
    own = deed.by.processes
    near = [
        key
        for key, each in _newly_graded(deed)
        if own & ({each.process} if each.process else set(deed.after.processes))
    ]
    if not near:
        return None
    return Lack(
        Message("{person} would judge own work in the questions {items}", person=deed.by.id, items=near),
        Message("let another auditor of the team judge them"),
    )


def _newly_graded(deed: Deed) -> Iterator[tuple[str, ChecklistItem]]:
    held = deed.before.checklist
    for key, each in deed.after.checklist.items():
        if each.grade is not None and (key not in held or held[key].grade is not each.grade):
            yield key, each


def seen_on_record(deed: Deed) -> Lack | None:
    """Of every question judged it is on record what was seen; a nonconformity has its finding instead."""
    bare = [key for key, each in deed.after.checklist.items()
            if each.grade is not None and each.grade not in NC_GRADES and not each.shown]  # fmt: skip
    if not bare:
        return None
    return Lack(
        Message("of the questions {items} it is not said what was seen", items=bare),
        Message("write with --note what was looked at, which sample and what it showed; else --not-sampled and why"),
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


def nonconformities_found(deed: Deed) -> Lack | None:
    """Every question judged as nonconformity has a finding graded so, about the same requirement and process."""
    graded = [each for each in deed.around.findings if each.grade in NC_GRADES]
    without = [key for key, each in deed.after.checklist.items()
               if each.grade in NC_GRADES and not any(_about(one, each, deed.after) for one in graded)]  # fmt: skip
    if not without:
        return None
    return Lack(
        Message("questions judged as nonconformity have no finding: {items}", items=without),
        Message("draft and communicate a finding about the same clause and process: isoqms finding draft"),
    )


def _about(finding: Finding, item: ChecklistItem, audit: Audit) -> bool:
    """Say whether a finding is about the requirement of a question, or one above or below it, in its process."""
    fits = not item.process or finding.process in ("", item.process)
    fits = fits and finding.process in ("", item.process, *audit.processes)
    steps = {f"{process}/" for process in (finding.process, item.process) if process}  # a step may name its procedure
    names = {each.ref for each in finding.requirements.values()}
    names |= {step + name for step in steps for name in names}
    return fits and any(_related(name, item.requirement) for name in names)


def _related(one: str, other: str) -> bool:
    return one == other or one.startswith(f"{other}.") or other.startswith(f"{one}.")


def findings_communicated(deed: Deed) -> Lack | None:
    """No finding of the audit is still a draft."""
    drafts = _references(each for each in deed.around.findings if each.state is FindingState.DRAFT)
    if not drafts:
        return None
    return Lack(
        Message("findings are still drafts: {findings}", findings=drafts),
        Message("communicate them first: isoqms finding communicate"),
    )


def _references(findings: Iterable[Finding]) -> list[str]:
    return sorted(each.reference for each in findings)


def findings_led_on(deed: Deed) -> Lack | None:
    """Of every finding graded as nonconformity one has been entered."""
    without = _references(each for each in deed.around.findings if each.grade in NC_GRADES and not each.nonconformity)
    if not without:
        return None
    return Lack(
        Message("no nonconformity has been entered for the findings {findings}", findings=without),
        Message("have them answered, then enter one for each: isoqms finding raise"),
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
        Message("issue the report anew, with the reason: isoqms audit report-anew"),
    )
