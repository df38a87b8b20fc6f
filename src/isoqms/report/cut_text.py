"""What to cut, in plain words: each opportunity with what it saves, who decides and what to ask; then the sets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from isoqms.improve.cutting import Cutting
from isoqms.improve.opportunities.opportunity import Relief
from isoqms.improve.priced import Price
from isoqms.improve.worth.measures import Measure
from isoqms.metrics import Figure
from isoqms.report.cut_words import EFFORTS, GROUPS, Group, asked, decided_by, direction, group_of, moved
from isoqms.report.joint_words import at_once
from isoqms.report.quantity import POINTS, day_words, number, told, told_with_interval
from isoqms.report.quantity import procedures as in_words
from isoqms.report.simulation_text import size
from isoqms.words import Message

_SHOWN: Final = 12
"""Opportunities of a group told in full; of the others the first line alone."""
_ELSEWHERE: Final = 3
_FEW_PROCEDURES: Final = 5


def opening(cutting: Cutting, procedures: Sequence[str], lang: str) -> Iterator[str]:
    """Yield how each procedure does today, and how many opportunities were found; of many procedures only that."""
    for id_ in procedures if len(procedures) <= _FEW_PROCEDURES else ():
        procedure, day = cutting.procedure(id_), day_minutes(cutting, id_)
        today = {measure: cutting.figure(frozenset(), id_, measure) for measure in Measure}
        yield f"{id_}  {procedure.title.render(lang)}"
        if today[Measure.WORKING_P90].value is not None:
            yield "  " + Message(
                "Today 9 of 10 dossiers are done in {most}; by the calendar {wall} on average.",
                most=told_with_interval(today[Measure.WORKING_P90], lang, day),
                wall=told(today[Measure.MEAN], lang),
            ).render(lang)
        for measure, name in _ON_TIME.items():
            if today[measure].value is not None:
                yield "  " + Message(
                    "On time by the {limit}: {share}.", limit=name, share=told(today[measure], lang)
                ).render(lang)
    for id_ in cutting.base.overload:
        yield Message(
            "{role} cannot keep up: the queue only grows, and the figures are those of the dossiers counted alone.",
            role=cutting.base.roles[id_].title if id_ in cutting.base.roles else id_,
        ).render(lang)
    yield Message(
        "Opportunities found in {procedures}: {number}.",
        number=len(cutting.prices),
        procedures=in_words(len(procedures), lang),
    ).render(lang)


_ON_TIME: Final = {Measure.LEGAL: Message("legal limit"), Measure.COMMITTED: Message("committed limit")}


def day_minutes(cutting: Cutting, procedure: str) -> float:
    """Return the length of a working day in the office of a procedure, as the simulation counts it."""
    return cutting.base.procedures[procedure].day_minutes if procedure in cutting.base.procedures else 480.0


def prices(cutting: Cutting, lang: str) -> Iterator[str]:
    """Yield every opportunity, those that help first, with their numbers."""
    place = 0
    for group in Group:
        held = [price for price in cutting.prices if group_of(price) is group]
        if held:
            yield ""
            yield GROUPS[group].render(lang)
        for index, price in enumerate(held):
            place += 1
            told_whole = index < _SHOWN or not cutting.looks_at_several
            about = f" ({cutting.procedure(price.procedure).title.render(lang)})" if not told_whole else ""
            yield f"{place}. {price.opportunity.title.render(lang)}{about}"
            if told_whole:
                yield from (f"   {line}" for line in _details(cutting, price, lang, group))
        if cutting.looks_at_several and len(held) > _SHOWN:
            yield Message("Details of all of them: --format json").render(lang)


def _details(cutting: Cutting, price: Price, lang: str, group: Group) -> Iterator[str]:
    opportunity = price.opportunity
    if cutting.looks_at_several:
        yield Message("Procedure: {procedure}", procedure=cutting.procedure(price.procedure).title).render(lang)
    if price.savings:
        yield savings(price.savings, day_minutes(cutting, price.procedure), lang)
    elif price.overloads:
        yield from overloads(cutting, price.overloads, lang)
    elif price.refused:
        yield Message("Not simulated: {reason}.", reason=price.refused).render(lang)
    if (spared := relief(opportunity.relief)) and not price.savings:
        yield Message("Spared in a dossier: {pieces}.", pieces=spared).render(lang)
    yield Message("Who decides: {who}.", who=decided_by(opportunity.decision)).render(lang)
    if group in (Group.HELPS, Group.SPARES):
        yield Message("What it takes: {effort}.", effort=EFFORTS[opportunity.effort]).render(lang)
    if price.elsewhere:
        yield _elsewhere(cutting, price, lang)
    if opportunity.assumes:
        yield Message("Taken for granted: {what}.", what=opportunity.assumes).render(lang)
    yield from (Message("To be asked: {question}", question=each).render(lang) for each in asked(opportunity))


def overloads(cutting: Cutting, found: Mapping[str, Message], lang: str) -> Iterator[str]:
    """Yield who could no longer keep up, and of which procedures no time can be told then."""
    concerned: dict[Message, list[str]] = {}
    for id_, reason in found.items():
        concerned.setdefault(reason, []).append(cutting.procedure(id_).title.render(lang))
    for reason, titles in concerned.items():
        yield Message(
            "No saving can be told: with this, {reason}. Procedures concerned: {procedures}.",
            reason=reason,
            procedures="; ".join(titles),
        ).render(lang)


def savings(found: Mapping[Measure, Figure], day: float, lang: str) -> str:
    """Return what becomes better and what worse by more than chance, in one sentence."""
    pieces = [_piece(measure, found[measure], way > 0, day, lang) for measure, way in moved(found).items()]
    if not pieces:
        return Message("What changes: nothing that is more than chance.").render(lang)
    return Message("What changes: {pieces}.", pieces="; ".join(pieces)).render(lang)


def _piece(measure: Measure, saving: Figure, better: bool, day: float, lang: str) -> str:
    """Return one figure that changes in words."""
    by = told_with_interval(size(saving), lang, day, POINTS if measure.more_is_better else None)
    match measure:
        case Measure.MEAN:
            said = (
                Message("{by} less on average, by the calendar", by=by)
                if better
                else Message("{by} more on average, by the calendar", by=by)
            )
        case Measure.P90:
            said = (
                Message("9 of 10 dossiers {by} earlier", by=by)
                if better
                else Message("9 of 10 dossiers {by} later", by=by)
            )
        case Measure.WORKING_P90:
            said = (
                Message("on the clock of the limit {by} earlier", by=by)
                if better
                else Message("on the clock of the limit {by} later", by=by)
            )
        case Measure.LEGAL:
            said = (
                Message("{by} more on time by the legal limit", by=by)
                if better
                else Message("{by} fewer on time by the legal limit", by=by)
            )
        case Measure.COMMITTED:
            said = (
                Message("{by} more on time by the committed limit", by=by)
                if better
                else Message("{by} fewer on time by the committed limit", by=by)
            )
        case _:
            said = (
                Message("{by} trips fewer in a dossier", by=by)
                if better
                else Message("{by} trips more in a dossier", by=by)
            )
    return said.render(lang)


def relief(spared: Relief) -> list[Message]:
    """Return what is spared one applicant in words."""
    pieces = (
        (spared.visits, Message("trips: {number}", number=spared.visits)),
        (spared.papers, Message("papers: {number}", number=spared.papers)),
        (spared.certified, Message("certified copies: {number}", number=spared.certified)),
        (spared.forms, Message("forms: {number}", number=spared.forms)),
        (spared.payments, Message("payments: {number}", number=spared.payments)),
    )
    return [words for count, words in pieces if count]


def _elsewhere(cutting: Cutting, price: Price, lang: str) -> str:
    pieces = [
        Message("{title} {by} less", title=cutting.procedure(id_).title, by=told(size(saving), lang))
        if direction(saving) > 0
        else Message("{title} {by} more", title=cutting.procedure(id_).title, by=told(size(saving), lang))
        for id_, saving in price.elsewhere[:_ELSEWHERE]
    ]
    more = len(price.elsewhere) - len(pieces)
    said = Message(
        "Other procedures of the office, on average: {pieces}", pieces="; ".join(p.render(lang) for p in pieces)
    ).render(lang)
    return said + (Message("; and {number} more.", number=more).render(lang) if more else ".")


def questions(cutting: Cutting, lang: str) -> Iterator[str]:
    """Yield what has to be asked of the office to find more; what is asked of several procedures is said once."""
    if not cutting.questions:
        return
    yield ""
    yield Message("To find more, the office is asked:").render(lang)
    by_template: dict[str, list[str]] = {}
    said: dict[str, str] = {}
    for question in cutting.questions:
        said[question.message.template] = question.message.render(lang)
        by_template.setdefault(question.message.template, []).append(question.procedure)
    for template, ids in by_template.items():
        yield f"- {said[template]}"
        if len(ids) > 1:
            yield Message(
                "  The same is asked of others ({number}): {procedures}",
                number=len(ids) - 1,
                procedures=ids[:-1],
            ).render(lang)


def foundations(cutting: Cutting, lang: str) -> Iterator[str]:
    """Yield what was counted, and what the figures are."""
    plan = cutting.plan
    yield ""
    if plan.days is not None and plan.start is not None:
        yield Message(
            "Counted: the dossiers from {start} on (days: {days}; runs, each with other luck: {replications}).",
            days=plan.days,
            start=day_words(plan.start, lang),
            replications=plan.replications,
        ).render(lang)
    elif not plan.warm_up:
        yield Message(
            "Dossiers counted: {cases} (runs, each with other luck: {replications}).",
            cases=number(plan.cases or 0, lang),
            replications=plan.replications,
        ).render(lang)
    else:
        yield Message(
            "Dossiers counted: {cases}, after the first {warm_up} (runs, each with other luck: {replications}).",
            cases=number(plan.cases or 0, lang),
            warm_up=number(plan.warm_up, lang),
            replications=plan.replications,
        ).render(lang)
    yield Message(
        "With and without a cut each dossier meets the same luck. “Almost certainly from … to …” is the margin of "
        "error (95 %) of the difference; it does not make up for wrong input."
    ).render(lang)
    yield from at_once(cutting.told_together, plan.replications or 0, lang)
    for assumption in cutting.base.assumptions:
        yield Message("Assumed: {assumption}", assumption=assumption).render(lang)
    for warning in cutting.base.warnings:
        yield Message("Mind: {warning}", warning=warning).render(lang)
