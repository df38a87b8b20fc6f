"""The papers of a dossier: the proposal, the draft submission and the draft decision with its annex."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from isoqms.improve.proposal.content import Case
from isoqms.procedure import Authority
from isoqms.report.cost_text import by_number
from isoqms.report.cost_words import percent
from isoqms.report.document.content import Block, Paragraph, Section
from isoqms.report.proposal.details import detailed
from isoqms.report.proposal.listing import by_power, listed
from isoqms.report.proposal.reviewed import reviewed, to_fill_in
from isoqms.report.proposal.telling import Telling
from isoqms.report.proposal.words import HELD, limit_before
from isoqms.report.record.paper import Paper, Signature
from isoqms.words import Message


def proposal_paper(telling: Telling) -> Paper:
    """Return the proposal: review, list, details, the split by power, and what is still to be filled in."""
    parts = (
        _section(telling, "review", "I.", Message("Review"), reviewed(telling)),
        _section(telling, "list", "II.", Message("Part I: list"), listed(telling)),
        _section(telling, "details", "III.", Message("Part II: details"), ()),
        *detailed(telling),
        _section(telling, "power", "IV.", Message("Who decides what"), by_power(telling)),
        _section(telling, "gaps", "V.", Message("To be filled in before signing"), to_fill_in(telling)),
    )
    return _paper(telling, "proposal", telling.say(telling.proposal.title), (_note(telling), *parts))


def submission_paper(telling: Telling) -> Paper:
    """Return the draft of the submission that asks for approval."""
    sections = (
        Section("to", "", "", 2, (Paragraph(telling.word("to")),)),
        _section(telling, "why", "1.", Message("Why it is submitted"), _why(telling)),
        _section(telling, "what", "2.", Message("What is proposed"), listed(telling)),
        _section(telling, "benefit", "3.", Message("What it brings"), _brings(telling)),
        _section(telling, "power", "4.", Message("Who decides what"), by_power(telling)),
        _section(telling, "asked", "5.", Message("What is asked for"), _asked(telling)),
        _note(telling),
    )
    title = telling.word("submission_title", title=telling.say(telling.proposal.title))
    return _paper(telling, "submission", title, sections, signed=True)


def decision_paper(telling: Telling) -> Paper:
    """Return the draft of the decision; list and details are its annex."""
    grounds = tuple(Paragraph(telling.say(each)) for each in telling.wording.preamble)
    submitted = telling.paragraph(Message("On the submission of … (number …, date …),"))
    articles = (
        Section("grounds", "", "", 2, (*grounds, submitted)),
        Section("decides", "", telling.word("decides"), 2),
        *(
            Section(f"article-{number}", telling.word("article", number=number), telling.say(title), 2, blocks)
            for number, (title, blocks) in enumerate(_articles(telling), start=1)
        ),
        _note(telling),
    )
    annex = (
        _section(telling, "list", "", Message("Annex. Part I: list"), listed(telling)),
        _section(telling, "details", "", Message("Annex. Part II: details"), ()),
        *detailed(telling),
    )
    title = telling.word("decision_title", title=telling.say(telling.proposal.title))
    return _paper(telling, "decision", title, articles, annex, signed=True)


PAPERS: Final[Mapping[str, Callable[[Telling], Paper]]] = {
    "proposal": proposal_paper,
    "submission": submission_paper,
    "decision": decision_paper,
}
"""The papers by name."""


def _section(
    telling: Telling, id_: str, number: str, title: Message, blocks: Iterator[Block] | tuple[Block, ...]
) -> Section:
    return Section(id_, number, telling.say(title), 2, tuple(blocks))


def _note(telling: Telling) -> Section:
    """Say on the page that the form is unverified."""
    return Section("unverified", "", "", 2, (Paragraph(telling.say(telling.wording.unverified), missing=True),))


def _paper(
    telling: Telling,
    kind: str,
    title: str,
    sections: tuple[Section, ...],
    annex: tuple[Section, ...] = (),
    signed: bool = False,
) -> Paper:
    profile, words = telling.profile, telling.wording
    official = kind != "proposal"
    return Paper(
        id=f"{telling.proposal.id}-{kind}",
        lang=telling.lang,
        as_of=telling.as_of,
        profile=profile,
        agency=telling.agency.upper() if profile.upper else telling.agency,
        heading=tuple(telling.say(line) for line in profile.national_heading) if official else (),
        number=telling.word(f"number_{kind}"),
        place_and_day=telling.word("place_and_day", year=telling.as_of.year) if official else "",
        kind=telling.word(kind),
        title=title,
        sections=sections,
        signatures=(Signature(telling.word("signer")),) if signed else (),
        annex=annex,
        annex_on_new_page=bool(annex),
        recipients=tuple(telling.say(line) for line in words.recipients) if signed else (),
        foot=telling.say(
            Message("{draft}, printed on {day}", draft=telling.word("draft"), day=telling.day(telling.as_of))
        ),
    )


def _why(telling: Telling) -> Iterator[Block]:
    cases = telling.proposal.cases
    yield telling.paragraph(
        Message(
            "Administrative procedures reviewed: {number}; changes proposed: {cuts}.",
            number=len(cases),
            cuts=sum(len(case.cuts) for case in cases),
        )
    )
    if telling.proposal.note:
        yield telling.paragraph(telling.proposal.note)


def _brings(telling: Telling) -> Iterator[Block]:
    for case in telling.proposal.cases:
        yield from (telling.item(each) for each in _of_case(telling, case))


def _of_case(telling: Telling, case: Case) -> Iterator[Message]:
    name = case.before.title
    if case.priced and (saving := case.priced.yearly):
        yield Message(
            "{name}: the cost of complying falls from {before} to {after} a year, by {saved} ({rate}).",
            name=name,
            before=telling.amount(case, saving.before),
            after=telling.amount(case, saving.after),
            saved=telling.amount(case, saving.saved),
            rate=percent(saving.percent, telling.lang),
        )
        if parts := by_number(case.priced, telling.proposal.currency(case), telling.lang):
            yield parts
    for limit in case.limits:
        if limit.before and limit.after:
            yield Message(
                "{name}: the {limit} becomes {after} instead of {before}.",
                name=name,
                limit=HELD[limit.name],
                before=limit_before(limit),
                after=limit.after,
            )


def _asked(telling: Telling) -> Iterator[Block]:
    yield telling.paragraph(Message("The office asks to approve the proposal; the draft of the decision is enclosed."))
    for by in telling.proposal.decided_by:
        if by not in (None, Authority.OFFICE):
            who = telling.wording.word(str(by), telling.lang)
            yield telling.item(Message("To propose to {who} the amendments named in part 4.", who=who))


def _articles(telling: Telling) -> Iterator[tuple[Message, tuple[Block, ...]]]:
    number = len(telling.proposal.cases)
    approved = Message(
        "The proposal in the annex is approved; administrative procedures in it: {number}.", number=number
    )
    carried_out = Message(
        "The units of the office, each within its duties, amend the procedures of the office and their public "
        "announcement in time, and prepare the proposals to the authorities above."
    )
    in_force = Message("This decision is in force from the day it is signed. … are to carry it out.")
    yield Message("Approval"), (telling.paragraph(approved),)
    yield Message("Who decides what"), tuple(by_power(telling))
    yield Message("Carrying it out"), (telling.paragraph(carried_out),)
    yield Message("In force"), (telling.paragraph(in_force),)
