"""The report of an audit: what was looked at and how, what was found, what changed since, what was not audited."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from isoqms.register.kinds.audits import Audit, AuditState, ChecklistItem, Finding, FindingGrade, FindingState, TeamRole
from isoqms.register.kinds.state_names import state_of
from isoqms.report.audit_coverage import Coverage, Delta, gathered
from isoqms.report.document.content import Block, Paragraph, Section
from isoqms.report.document.profile import Profile
from isoqms.report.record.paper import Paper, Signature, Speech
from isoqms.words import Message

_DELTA: Final = MappingProxyType({
    "again": Message("found again"),
    "new": Message("new"),
    "gone": Message("not found this time"),
    "not_yet": Message("not found so far"),
})  # fmt: skip
_UNDER_WAY = (AuditState.PLANNED, AuditState.PREPARED, AuditState.IN_PROGRESS)


@dataclass(frozen=True, slots=True)
class Since:
    """What a report printed again says of the time after it: which issue it is, and how its findings stand now."""

    issue: int
    changed: bool
    """Whether audit or findings say something else by now."""
    findings: tuple[Finding, ...]


def changed_since(reference: str) -> Message:
    """Return that an audit says something else by now than was reported, and what to do."""
    return Message(
        "{reference}: printed as it was reported; audit or findings have changed since: isoqms audit report-anew",
        reference=reference,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Audited:
    """What the report of an audit is about."""

    audit: Audit
    findings: tuple[Finding, ...]
    coverage: Coverage
    """Of the audit's programme, or of the audit alone when it belongs to none."""
    delta: Delta | None
    """Beside the former audit; None when there was none."""
    since: Since | None = None
    """None while nothing was reported."""
    agency: str
    as_of: date
    profile: Profile
    speech: Speech


def audit_report(about: Audited) -> Paper:
    """Return the report of an audit, as far as it has come."""
    speech, audit = about.speech, about.audit
    parts = (
        ("particulars", Message("The audit"), _particulars),
        ("summary", Message("Summary"), _summary),
        ("findings", Message("Findings"), _findings),
        ("delta", Message("Beside the former audit"), _delta),
        ("coverage", Message("What was audited and what was not"), _coverage),
        ("open", Message("Disagreements and limitations"), _open),
        ("distribution", Message("The report goes to"), _distribution),
    )
    sections = tuple(
        Section(id_, f"{number}.", speech.say(title), 2, tuple(blocks(about)))
        for number, (id_, title, blocks) in enumerate(parts, start=1)
    )
    annex = Section("checklist", "", speech.say(Message("Annex. Checklist with results")), 2, (_checklist(about),))
    return Paper(
        id=audit.reference,
        lang=speech.lang,
        as_of=about.as_of,
        profile=about.profile,
        agency=about.agency.upper() if about.profile.upper else about.agency,
        number=speech.say(Message("No.: {reference}", reference=audit.reference)),
        kind=speech.say(Message("INTERNAL AUDIT REPORT")),
        title=speech.say(audit.title),
        sections=sections,
        signatures=tuple(_signatures(about)),
        annex=(annex,),
        foot=speech.say(Message("{reference}, printed on {day}", reference=audit.reference,
                                day=speech.day(about.as_of))),
    )  # fmt: skip


def _particulars(about: Audited) -> Iterator[Block]:
    audit, speech = about.audit, about.speech
    rows: list[tuple[str, object]] = [
        ("state", state_of(audit)),
        ("programme", audit.programme or Message("none")),
        ("scope", audit.scope),
        ("processes", audit.processes),
        ("criteria", audit.criteria),
        ("method", audit.method),
        ("locations", audit.locations),
        ("starts_on", audit.starts_on),
        ("ends_on", audit.ends_on),
        ("client", audit.client),
        ("auditee", audit.auditee),
        ("sampling_plan", audit.sampling_plan),
    ]
    yield speech.facts("particulars", [(name, value or None) for name, value in rows])
    columns = {
        "who": (Message("Audit team"), 36.0),
        "role": (Message("Role in the team"), 26.0),
        "independence": (Message("Competence and independence"), 38.0),
    }
    team = [
        (speech.person(name), each.role, "\n".join(filter(None, (each.competence, each.independent, each.mitigation))))
        for name, each in sorted(audit.team.items(), key=lambda pair: list(TeamRole).index(pair[1].role))
    ]
    yield speech.table("team", columns, team)


def _summary(about: Audited) -> Iterator[Block]:
    speech = about.speech
    yield speech.paragraph(about.audit.summary)
    counts = Counter(each.grade for each in about.findings)
    said = [Message("{grade}: {count}", grade=speech.say(grade), count=counts[grade]) for grade in FindingGrade]
    told = Message("Findings by grade: {counts}.", counts=[each for each in said if each.params["count"]] or "0")
    yield Paragraph(speech.say(told))


def _findings(about: Audited) -> Iterator[Block]:
    speech = about.speech
    columns = {
        "reference": (Message("No."), 16.0),
        "grade": (Message("Grade"), 16.0),
        "requirement": (Message("Requirement"), 18.0),
        "statement": (Message("What was found"), 32.0),
        "followed": (Message("State, entry made"), 18.0),
    }
    rows = [(each.reference, each.grade, "\n".join(_requirements(each, speech)), "\n".join(_told(each, speech)),
             "\n".join(filter(None, (speech.say(state_of(each)), each.nonconformity, each.improvement))))
            for each in about.findings]  # fmt: skip
    yield speech.table("findings", columns, rows)


def _requirements(each: Finding, speech: Speech) -> Iterator[str]:
    for one in each.requirements.values():
        yield f"{speech.say(one.kind)} {one.ref}"
    if each.process:
        yield each.process


def _told(each: Finding, speech: Speech) -> Iterator[str]:
    yield each.statement
    for one in each.evidence.values():
        shown = "; ".join(filter(None, (one.text, speech.file(one.file) if one.file else "")))
        yield speech.say(Message("Evidence: {text}", text=shown))
    if each.sampling_note:
        yield each.sampling_note


def _delta(about: Audited) -> Iterator[Block]:
    speech, held = about.speech, about.delta
    if held is None:
        yield Paragraph(speech.say(Message("No former audit is named.")))
        return
    columns = {
        "what": (Message("Change"), 24.0),
        "former": (Message("Former audit"), 20.0),
        "now": (Message("This audit"), 20.0),
        "statement": (Message("What was found"), 36.0),
    }
    gone = _DELTA["not_yet" if about.audit.state in _UNDER_WAY else "gone"]
    rows: list[tuple[object, ...]] = [
        *((_DELTA["again"], before.reference, now.reference, now.statement) for before, now in held.again),
        *((_DELTA["new"], "–", each.reference, each.statement) for each in held.new),
        *((gone, each.reference, "–", each.statement) for each in held.gone),
    ]
    yield speech.table("delta_rows", columns, rows)
    yield Paragraph(speech.say(Message("What was not found this time is not thereby put right: see the entries made.")))


def _coverage(about: Audited) -> Iterator[Block]:
    yield from coverage_blocks(about.coverage, about.speech)
    left: dict[str, list[str]] = {}
    for key, each in about.audit.checklist.items():
        if each.not_sampled_reason:
            left.setdefault(each.not_sampled_reason, []).append(f"{key} ({each.requirement})")
    for reason, items in left.items():
        said = Message("Not sampled: {items}; reason: {reason}", items=items, reason=reason)
        yield Paragraph(about.speech.say(said), item=True)


def coverage_blocks(held: Coverage, speech: Speech) -> Iterator[Block]:
    """Yield what audits have covered, process by process, then what nobody looked at."""
    columns = {
        "process": (Message("Process"), 22.0),
        "audited": (Message("Clauses audited: day, worst result"), 46.0),
        "left": (Message("Clauses not audited"), 32.0),
    }
    rows = []
    audited = [each for each in held.processes if each not in held.processes_left_out]  # the others are named below
    for process in (*([""] if held.of("") or not audited else []), *audited):
        told = [_covered(speech, each.clause, each.on, each.grade) for each in held.of(process)]
        name = process or Message("the system as a whole")
        left = gathered(held.left_out(process), held.clauses)
        rows.append((name, "\n".join(told) or Message("none"), ", ".join(left) or Message("none")))
    yield speech.table("coverage_rows", columns, rows)
    clauses, processes = gathered(held.clauses_left_out, held.clauses), held.processes_left_out
    yield Paragraph(speech.say(Message("Clauses audited nowhere: {clauses}.", clauses=clauses or Message("none"))))
    said = Message("Processes in which nothing was audited: {processes}.", processes=processes or Message("none"))
    yield Paragraph(speech.say(said))


def _covered(speech: Speech, clause: str, on: date | None, grade: FindingGrade) -> str:
    day = speech.day(on) if on else "–"
    return speech.say(Message("{clause}: {day}, {grade}", clause=clause, day=day, grade=speech.say(grade)))


def _open(about: Audited) -> Iterator[Block]:
    audit, speech = about.audit, about.speech
    yield speech.facts("open_facts", [(name, getattr(audit, name) or Message("not stated"))
                                      for name in ("disagreements", "limitations")])  # fmt: skip
    for each in about.findings:
        if each.state is FindingState.CONTESTED or each.contested_reason:
            said = Message("{reference} is contested: {reason}", reference=each.reference, reason=each.contested_reason)
            yield Paragraph(speech.say(said), item=True)


def _distribution(about: Audited) -> Iterator[Block]:
    names = [about.speech.person(each) for each in about.audit.distribution]
    yield about.speech.paragraph(", ".join(names))
    if about.audit.report_stamp:
        said = Message("SHA-256 of the audit and its findings as reported: {stamp}", stamp=about.audit.report_stamp)
        yield Paragraph(about.speech.say(said))
    yield from _since(about)


def _since(about: Audited) -> Iterator[Block]:
    """Yield which issue of the report this is, and what has become of its findings; the report itself stays."""
    since, speech = about.since, about.speech
    if since is None:
        return
    if since.issue > 1:
        yield Paragraph(speech.say(Message("Issue {number} of the report.", number=since.issue)))
    if since.changed:
        yield Paragraph(speech.say(changed_since(about.audit.reference)))
    then = {each.reference: each for each in about.findings}
    for each in since.findings:
        if then.get(each.reference) != each:
            now = [speech.say(state_of(each)), each.nonconformity, each.improvement]
            said = Message("After the report: {reference}: {now}", reference=each.reference, now=[*filter(None, now)])
            yield Paragraph(speech.say(said), item=True)


def _seen(each: ChecklistItem, speech: Speech) -> Iterator[str]:
    """Yield what the auditor saw, then apart from it what checks had said."""
    yield from filter(None, (each.note, *each.evidence))
    if each.checked or each.check_results:
        rules = dict.fromkeys(link.partition("@")[0] for link in each.check_results)
        said = each.checked or list(rules)
        yield speech.say(Message("The program had said: {said}", said=said))


def _checklist(about: Audited) -> Block:
    speech = about.speech
    columns = {
        "key": (Message("No."), 8.0),
        "requirement": (Message("Clause"), 14.0),
        "question": (Message("Question"), 38.0),
        "seen": (Message("What was seen"), 24.0),
        "grade": (Message("Result"), 16.0),
    }
    rows = [
        (key, "\n".join(filter(None, (each.requirement, each.process))), each.question,
         "\n".join(_seen(each, speech)),
         each.grade or (Message("not sampled") if each.not_sampled_reason else Message("not assessed yet")))
        for key, each in about.audit.checklist.items()
    ]  # fmt: skip
    return speech.table("checklist", columns, rows)


def _signatures(about: Audited) -> Iterator[Signature]:
    speech, audit = about.speech, about.audit
    note = speech.say(Message("(signature, full name)"))
    yield Signature(speech.say(Message("For the audited unit")), "", note)
    day = audit.reported_on
    recorded = speech.say(Message("(recorded on {day})", day=speech.day(day))) if day else note
    yield Signature(
        speech.say(Message("Leader of the audit team")), speech.people.get(audit.lead, audit.lead), recorded
    )
