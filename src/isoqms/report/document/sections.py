"""The sections around the content: purpose, scope, references, definitions, forms, records."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from isoqms.procedure import Actor, Step
from isoqms.report.document.content import Block, Cell, Paragraph, Row, Section
from isoqms.report.document.subject import Subject
from isoqms.words import Message

_TOKEN = re.compile(r"(?<![\w./&-])[A-ZĐ]{2,}[A-ZĐa-z]{0,2}(?:&[A-ZĐ]{2,})?(?![\w./&-]*[\d/-]\w)(?![\w&])")
"""An abbreviation standing alone; one inside the number of a document (12/QĐ-UBND) is part of that number."""
_FILE = re.compile(r"\.(docx?|docm|xlsx?|xlsm|csv|tsv|txt|pdf)$", re.IGNORECASE)
"""How the name of a file ends: what a draft was brought in from is no document to cite."""
_ROMAN = re.compile("[IVX]+")
_MEDIA = {
    "paper": Message("paper"),
    "electronic": Message("electronic"),
    "both": Message("paper and electronic"),
}


def purpose(subject: Subject) -> Iterator[Block]:
    """Yield why there is this procedure."""
    code, own = subject.procedure.national_code, subject.procedure.purpose
    yield subject.paragraph(
        own
        or Message(
            "This procedure lays down the dossier, the fee, the order, the manner and the time for “{title}”, under "
            "{standard}.",
            title=subject.procedure.title,
            standard=subject.profile.standard,
        )
    )
    if code:
        yield subject.paragraph(Message("Code in the national database of procedures: {code}.", code=code))


def scope(subject: Subject) -> Iterator[Block]:
    """Yield who may ask for it and who handles it."""
    procedure = subject.procedure
    yield subject.paragraph(Message("Who may ask for it:"))
    yield subject.paragraph(procedure.subjects, "subjects", item=True)
    if procedure.field:
        yield subject.paragraph(Message("Field: {field}.", field=procedure.field))
    if procedure.agency and subject.office:
        yield subject.paragraph(Message("Authorities concerned: {agency}.", agency=procedure.agency))
    if procedure.decided_by:
        yield subject.paragraph(Message("Who decides: {who}.", who=procedure.decided_by))
    if procedure.coordinating:
        yield subject.paragraph(Message("Also asked: {agencies}.", agencies=procedure.coordinating))
    handling = [step for step in procedure.steps.values() if step.actor is not Actor.APPLICANT]
    names = dict.fromkeys(name for step in handling for name in _doers(subject, step))
    yield subject.paragraph(Message("Who handles it:"))
    if not names:
        yield subject.paragraph(None, "steps: role")
    yield from (Paragraph(name, item=True) for name in names)


def _doers(subject: Subject, step: Step) -> Iterator[str]:
    if step.actor is not None:
        yield subject.doer(step)
        return
    special = [role for each in step.in_variant.values() for role in each.role]
    yield from (subject.role(role) for role in (*step.role, *special))


def references(subject: Subject) -> Iterator[Block]:
    """Yield the standard, the rules by reference to the content, and where the facts of the file come from."""
    procedure = subject.procedure
    for reference in subject.profile.references:
        yield subject.paragraph(reference, item=True)
    yield subject.paragraph(
        Message("the legal rules named in section 5, “{title}”", title=subject.word("legal_basis")), item=True
    )
    source = procedure.source
    if source and not _FILE.search(source.document):
        more = source.title and source.title not in source.document
        document = f"{source.document}: {source.title}" if more else source.document
        yield subject.paragraph(Message("source of what is stated here: {document}", document=document), item=True)
    if procedure.adopts:
        adopted = Message("taken over from procedure {id}", id=procedure.adopts.id)
        if procedure.adopts.stamp:
            adopted = Message(
                "taken over from procedure {id} (stamp {stamp})", id=procedure.adopts.id, stamp=procedure.adopts.stamp
            )
        yield subject.paragraph(adopted, item=True)


def definitions(subject: Subject, texts: Iterable[str]) -> Iterator[Block]:
    """Yield the abbreviations that `texts` really use, with their meaning where we know it."""
    used = _abbreviations(texts) - {fee.currency for fee in subject.procedure.fees.values()}
    own = subject.organisation.abbreviations if subject.organisation else {}
    meanings = {**subject.profile.abbreviations, **own}
    if used:
        rows = [
            Row((Cell(short, strong=True), subject.cell(meaning, f"organisation.yaml: abbreviations: {short}")))
            for short, meaning in ((short, meanings.get(short)) for short in sorted(used))
        ]
        yield subject.table("definitions", rows)
    else:
        yield subject.paragraph(Message("No abbreviation is used."))


def _abbreviations(texts: Iterable[str]) -> set[str]:
    found = set()
    for text in texts:
        if text != text.upper():  # in a text all in capitals every word looks like an abbreviation
            found |= set(_TOKEN.findall(text))
    return {token for token in found if not _ROMAN.fullmatch(token)}


def forms(subject: Subject) -> Iterator[Block]:
    """Yield the forms of the procedure and of its dossier."""
    held = [*subject.procedure.forms.values(), *(paper.form for paper in subject.procedure.dossier if paper.form)]
    titled = sorted(held, key=lambda form: not form.title)  # of a form named twice, the one with its title is shown
    rows, seen = list[Row](), set[tuple[str, str]]()
    for form in titled:
        title = subject.say(form.title) if form.title else ""
        code = subject.form_code(form)
        if (code, title.casefold()) in seen or (not title and any(code == other for other, _ in seen)):
            continue
        seen.add((code, title.casefold()))
        expired = form.to is not None and form.to < subject.as_of
        if expired and form.to:
            ended = subject.say(Message("no longer in force after {day}", day=subject.day(form.to)))
            title = f"{title} ({ended})"
        cells = (
            Cell(str(len(rows) + 1), centred=True),
            subject.cell(code, "forms: number, circular"),
            subject.cell(title, "forms: title"),
        )
        rows.append(Row(cells))
    yield subject.table("forms", rows) if rows else subject.paragraph(None, "forms")


def records(subject: Subject) -> Iterator[Block]:
    """Yield the records to keep: by whom, how long, on what."""
    rows = []
    for number, (id_, record) in enumerate(subject.procedure.records.items(), start=1):
        medium = _MEDIA.get(record.medium, record.medium) if record.medium else None
        values = {"title": record.title, "kept_by": record.kept_by, "retention": record.retention, "medium": medium}
        cells = (subject.cell(value, f"records: {id_}: {name}") for name, value in values.items())
        rows.append(Row((Cell(str(number), centred=True), *cells)))
    yield subject.table("records", rows) if rows else subject.paragraph(None, "records")


def section(subject: Subject, id_: str, number: str, blocks: Iterable[Block]) -> Section:
    """Return a section; its title is the profile's."""
    level = 2 if "." in number else 1
    title = subject.heading(id_) if level == 1 else subject.word(id_)
    return Section(id_, number if level == 2 else f"{number}.", title, level, tuple(blocks))
