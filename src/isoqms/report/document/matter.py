"""The items of the content section, except the process table: rules, dossier, time, place, fee, result."""

from __future__ import annotations

import re
from collections.abc import Iterator

from isoqms.improve.cost.amounts import CURRENCIES
from isoqms.procedure import Fee, LegalRule, Limit, Paper
from isoqms.report.document.content import Block, Cell, Paragraph, Row
from isoqms.report.document.subject import NOTHING, Subject
from isoqms.report.names import LIMITS, PAPER_KINDS, STARTS, at_most
from isoqms.words import Message

_IN_ORIGINAL, _IN_COPY = ("original", "form"), ("copy", "certified_copy")
_BEGINNING = re.compile(r"(?:kể từ|tính từ|từ|sau|from|after|since)\b", re.IGNORECASE)
"""Words with which a time says itself when it begins."""
_LEVELS = {
    "full": Message("everything is done there"),
    "partial": Message("a part is done there"),
}


def legal_basis(subject: Subject) -> Iterator[Block]:
    """Yield the rules the procedure stands on."""
    rules = subject.procedure.legal_basis.values()
    rows = [_rule(subject, number, rule) for number, rule in enumerate(rules, start=1)]
    yield subject.table("legal_basis", rows) if rows else subject.paragraph(None, "legal_basis")


def _rule(subject: Subject, number: int, rule: LegalRule) -> Row:
    title = subject.say(rule.title) if rule.title else ""
    if rule.to is not None and rule.to < subject.as_of:
        ended = Message("no longer in force after {day}", day=subject.day(rule.to))
        title = f"{title} ({subject.say(ended)})".strip()
    elif rule.from_ is not None and rule.from_ > subject.as_of:
        later = Message("in force only from {day}", day=subject.day(rule.from_))
        title = f"{title} ({subject.say(later)})".strip()
    article = subject.say(rule.article) if rule.article else NOTHING
    return Row(
        (
            Cell(str(number), centred=True),
            subject.cell(rule.document),
            Cell(article),
            subject.cell(title, "legal_basis: title"),
        )
    )


def conditions(subject: Subject) -> Iterator[Block]:
    """Yield the conditions the applicant must meet."""
    yield from _items(subject, subject.procedure.conditions, "conditions")


def result(subject: Subject) -> Iterator[Block]:
    """Yield what the applicant gets."""
    yield from _items(subject, subject.procedure.result, "result")


def _items(subject: Subject, values: tuple[object, ...], name: str) -> Iterator[Block]:
    if not values:
        yield subject.paragraph(None, name)
    for value in values:
        yield subject.paragraph(value, item=True)


def dossier(subject: Subject) -> Iterator[Block]:
    """Yield the papers the applicant hands in, with how many originals and copies of each."""
    papers = subject.procedure.dossier
    rows = [_paper(subject, number, paper) for number, paper in enumerate(papers, start=1)]
    yield subject.table("dossier", rows) if rows else subject.paragraph(None, "dossier")


def _paper(subject: Subject, number: int, paper: Paper) -> Row:
    name = subject.say(paper.paper)
    if paper.form:
        name = f"{name}\n{subject.form(paper.form)}"
    original = paper.count if paper.kind in _IN_ORIGINAL else 0
    copies = paper.copies + (paper.count if paper.kind in _IN_COPY else 0)
    return Row(
        (
            Cell(str(number), centred=True),
            Cell(name),
            Cell(f"{original:02d}" if original else NOTHING, centred=True),
            Cell(f"{copies:02d}" if copies else NOTHING, centred=True),
            Cell("; ".join(_paper_notes(subject, paper)) or NOTHING, name="" if paper.kind else "dossier: kind"),
        )
    )


def _paper_notes(subject: Subject, paper: Paper) -> Iterator[str]:
    if paper.kind is None:
        yield subject.missing(Message("original or copy: not stated yet"))
    if paper.kind in PAPER_KINDS:
        kind = subject.say(PAPER_KINDS[paper.kind])
        yield kind if paper.count == 1 or paper.kind in (*_IN_ORIGINAL, *_IN_COPY) else f"{kind} ×{paper.count}"
    if paper.when:
        yield subject.say(paper.when)
    elif paper.optional:
        yield subject.say(Message("only in some cases"))
    if paper.issued_by:
        yield subject.say(Message("issued by {issuer}", issuer=paper.issued_by))
    if paper.channels:
        yield ", ".join(subject.channels(paper.channels))
    if paper.required_by:
        rule = subject.rule(paper.required_by)
        stated, inferred = Message("required by {rule}", rule=rule), Message("required by {rule} (inferred)", rule=rule)
        yield subject.say(inferred if paper.required_by_mark == "inferred" else stated)
    data = paper.replaceable_by_data
    if data and data.possible:
        yield subject.say(data.how or Message("not asked for when the data can be read"))
    if paper.note:
        yield subject.say(paper.note)


def sets(subject: Subject) -> Iterator[Block]:
    """Yield how many sets of the dossier are handed in."""
    count = subject.procedure.dossier_sets
    yield subject.paragraph(None if count is None else Message("{count} set(s)", count=f"{count:02d}"), "dossier_sets")


def limits(subject: Subject) -> Iterator[Block]:
    """Yield the limits of the whole, each under its own name, with variants, stages and extensions."""
    named = subject.procedure.limits.named()
    if not named:
        yield subject.paragraph(None, "limits")
    for name, limit in named.items():
        unsaid = not (limit.within or limit.variants)
        told = f"{subject.say(LIMITS[name])}: {_limit(subject, limit, name)}."
        yield Paragraph(told, item=True, name=f"limits: {name}: within" if unsaid else "")
        if limit.note:
            yield subject.paragraph(limit.note)
    cutoff = subject.procedure.limits.cutoff
    if cutoff:
        later = Message(
            "A dossier received after {time} counts as received on the next working day.", time=f"{cutoff:%H:%M}"
        )
        yield subject.paragraph(later)


def _limit(subject: Subject, limit: Limit, name: str) -> str:
    whole = subject.say(limit.within) if limit.within else subject.missing()
    parts = [] if limit.variants and not limit.within else [whole]
    parts += [f"{subject.cases([id_])[0]}: {subject.say(time)}" for id_, time in limit.variants.items()]
    for id_, time in limit.stages.items():
        stage = subject.procedure.stages.get(id_)
        parts.append(f"{subject.say(stage.title if stage else id_)}: {subject.say(time)}")
    for appointment in limit.appointments:
        title = subject.say(appointment.title or Message("appointment"))
        within = subject.say(appointment.within) if appointment.within else subject.missing()
        parts.append(f"{title}: {within}")
    says_from = limit.within is not None and _BEGINNING.match(limit.within.note)
    if name != "total" and not says_from:  # what a document adds up starts with its first step
        parts.append(subject.say(STARTS.get(limit.from_, Message("from receipt"))))
    extension = limit.extension
    if extension and extension.by:
        longer = Message("may be extended by {by}, {times}", by=extension.by, times=at_most(extension.times))
        parts.append(subject.say(longer) + (f" ({subject.say(extension.when)})" if extension.when else ""))
    if limit.basis:
        parts.append(subject.say(Message("basis: {rule}", rule=subject.rule(limit.basis))))
    return "; ".join(parts)


def place(subject: Subject) -> Iterator[Block]:
    """Yield where a dossier is handed in and the result collected, and by which ways."""
    procedure, office = subject.procedure, subject.office
    counters = dict.fromkeys(step.counter for step in procedure.steps.values() if step.counter)
    known = office.counters if office else {}
    if not counters:
        yield subject.paragraph(None, "steps: counter")
    for id_ in counters:
        title = known[id_].title if id_ in known else id_
        yield subject.paragraph(
            Message("{counter}, {office}", counter=title, office=office.title) if office else title, item=True
        )
    if procedure.channels:
        ways = subject.channels(procedure.channels)
        yield subject.paragraph(Message("A dossier may be handed in {ways}.", ways=ways))
    for channel, details in procedure.channel_details.items():
        words = [subject.say(each) for each in (_LEVELS.get(details.level or ""), details.note) if each]
        yield Paragraph(f"{subject.channels([channel])[0]}: {'; '.join(words)}", item=True)


def fee(subject: Subject) -> Iterator[Block]:
    """Yield fees and charges; a file without any does not say that the service is free."""
    fees = subject.procedure.fees.values()
    rows = [_fee(subject, number, each) for number, each in enumerate(fees, start=1)]
    yield subject.table("fee", rows) if rows else subject.paragraph(None, "fees")


def _fee(subject: Subject, number: int, each: Fee) -> Row:
    notes = [subject.say(value) for value in (each.when, each.note) if value]
    if each.exemptions:
        notes.append(subject.say(Message("need not pay: {who}", who=each.exemptions)))
    notes += [subject.say(Message("basis: {rule}", rule=subject.rule(each.basis)))] if each.basis else []
    amount = "\n".join(_amounts(subject, each)) or None
    cells = (
        Cell(str(number), centred=True),
        subject.cell(each.title, "fees: title"),
        subject.cell(amount, "fees: amount"),
    )
    return Row((*cells, Cell("; ".join(notes) or NOTHING)))


def _amounts(subject: Subject, each: Fee) -> Iterator[str]:
    """Yield what is paid: the amount per unit, from how many units on another one, the most, and by channel."""
    if each.amount is not None:
        amount = money(each.amount, each.currency, subject)
        yield f"{amount}/{subject.say(each.per)}" if each.per else amount
    for tier in each.tiers:
        amount = money(tier.amount, each.currency, subject)
        yield subject.say(Message("from number {number} on: {amount}", number=tier.from_, amount=amount))
    if each.max is not None:
        yield subject.say(Message("at most {amount}", amount=money(each.max, each.currency, subject)))
    for channel, other in each.by_channel.items():
        yield f"{subject.channels([channel])[0]}: {money(other, each.currency, subject)}"


def money(amount: float, currency: str | None, subject: Subject) -> str:
    """Return an amount with its currency, grouped in thousands as the language does it."""
    figure = f"{amount:,.0f}" if amount == int(amount) else f"{amount:,.2f}"
    if subject.lang == "vi":
        figure = figure.translate(str.maketrans(",.", ".,"))
    if not currency:
        return f"{figure} {subject.missing(Message('currency: not stated yet'))}" if amount else figure
    return f"{figure} {subject.say(CURRENCIES.get(currency, currency))}"
