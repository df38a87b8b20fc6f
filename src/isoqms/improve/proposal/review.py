"""The questions a review asks of a procedure, answered where the files answer them.

The forms of the circular on reviews could not be seen: these are our own questions on its four subjects (necessity,
lawfulness, reasonableness, cost). What no file can answer is left open for the person who reviews.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from isoqms.graph.flow import ANY
from isoqms.graph.journey import applicant_journey, needs_applicant
from isoqms.improve.cost.amounts import Amount
from isoqms.improve.cost.bill import Bill
from isoqms.improve.proposal.content import Area, Question
from isoqms.procedure import Actor, Paper, Procedure
from isoqms.procedure.parts_required import missing_parts
from isoqms.procedure.validity import in_force
from isoqms.words import Message, Text

_LEVELS: Final = {"full": Message("everything is done there"), "partial": Message("a part is done there")}


def review_of(procedure: Procedure, bill: Bill | None, currency: str | None, day: date) -> tuple[Question, ...]:
    """Return the questions about a procedure as it is on a day, with what its files answer."""
    return (
        *_necessity(procedure, day),
        *_lawfulness(procedure),
        *_reasonableness(procedure),
        *_cost(bill, currency),
    )


def _necessity(procedure: Procedure, day: date) -> Iterator[Question]:
    area = Area.NECESSITY
    yield Question(area, Message("Which concrete goal does it serve? (State management as such is no goal.)"))
    yield Question(area, Message("Could a softer measure reach the goal: a notice, a check afterwards, a register?"))
    number = procedure.demand.per_year if procedure.demand else None
    answers = [] if number is None else [Message("dossiers a year: {number}", number=f"{number:g}")]
    if number == 0:
        answers.append(Message("no dossier comes: abolishing it may be considered"))
    yield Question(area, Message("Does anybody use it: how many dossiers came in the last years?"), tuple(answers))
    rules = procedure.legal_basis.values()
    ended = [rule.document for rule in rules if not in_force(rule.from_, rule.to, day)]
    dated = [rule for rule in rules if rule.from_ or rule.to]
    told = [Message("not in force any more: {rules}", rules=ended)] if ended else []
    if rules and len(dated) == len(rules) and not ended:
        told = [Message("all rules named are in force")]
    yield Question(area, Message("Are the rules it stands on still in force?"), tuple(told))


def _lawfulness(procedure: Procedure) -> Iterator[Question]:
    area = Area.LAWFULNESS
    missing = [each.part.title for each in missing_parts(procedure)]
    answer = Message("not stated: {parts}", parts=missing) if missing else Message("all seven are stated")
    yield Question(area, Message("Are the parts stated that every procedure must have?"), (answer,))
    papers = [paper.paper for paper in procedure.dossier if not _has_rule(paper)]
    said = Message("without a rule named: {papers}", papers=papers)
    asked = Message("Does a rule ask for every paper of the dossier?")
    answers = (_left(papers, said),) if procedure.dossier else (Message("the papers of the dossier are not stated"),)
    yield Question(area, asked, answers)
    steps = [
        step.title or Text.of(step.id)
        for step in procedure.steps.values()
        if step.actor is not Actor.APPLICANT and not step.legal_basis
    ]
    said = Message("steps without a rule named: {number} of {all}", number=len(steps), all=len(procedure.steps))
    told = (_left(steps, said),) if any(each.legal_basis for each in procedure.steps.values()) or steps else ()
    yield Question(area, Message("Does a rule ask for every step?"), told)
    yield Question(area, Message("Does anything contradict a superior rule?"))


def _has_rule(paper: Paper) -> bool:
    """Say whether a rule is named that asks for a paper: by itself, or as the document a form belongs to."""
    return bool(paper.required_by or (paper.form and paper.form.circular))


def _left(found: list[Text], said: Message) -> Message:
    return said if found else Message("a rule is named for each")


def _reasonableness(procedure: Procedure) -> Iterator[Question]:
    area = Area.REASONABLENESS
    held = [each.paper for each in procedure.dossier if each.replaceable_by_data and each.replaceable_by_data.possible]
    issued = [each.paper for each in procedure.dossier if each.from_procedure]
    told = [Message("data can take the place of: {papers}", papers=held)] if held else []
    told += [Message("result of another procedure of the state: {papers}", papers=issued)] if issued else []
    yield Question(area, Message("Is a paper asked for that an office or a database already holds?"), tuple(told))
    journey = applicant_journey(procedure, ANY)
    trips = [Message("trips on the ordinary course: {number}", number=journey.ordinary.trips)]
    if journey.most.trips > journey.ordinary.trips:
        trips.append(Message("trips at most: {number}", number=journey.most.trips))
    unknown = [step for step in journey.visits_unknown if needs_applicant(procedure.steps[step])]
    trips += [Message("how often to come is not stated for: {steps}", steps=unknown)] if unknown else []
    yield Question(area, Message("How often does the applicant have to come, and is each trip needed?"), tuple(trips))
    limits = [
        Message("stated: {limit}", limit=each.within) for each in procedure.limits.named().values() if each.within
    ]
    yield Question(area, Message("Is the limit longer than the time really taken?"), tuple(limits))
    level = [
        Message("stated of a channel: {level}", level=_LEVELS.get(each.level, each.level))
        for each in procedure.channel_details.values()
        if each.level
    ]
    yield Question(
        area, Message("Can all of it be done online, with the counter kept for those who need it?"), tuple(level)
    )
    yield Question(area, Message("Is it the least burdensome way for all groups of people?"))


def _cost(bill: Bill | None, currency: str | None) -> Iterator[Question]:
    asked = Message("What does it cost persons and organisations, and what of that can be cut?")
    if bill is None:
        reason = Message("not worked out: the income per hour and its source are not stated")
        yield Question(Area.COST, asked, (reason,))
        return
    told = []
    if not bill.nothing_known:
        told.append(Message("a dossier: C = {amount}", amount=Amount(bill.per_dossier, currency)))
        told += [] if bill.yearly is None else [Message("a year: T = {amount}", amount=Amount(bill.yearly, currency))]
    yield Question(Area.COST, asked, (*told, *bill.unknown))
