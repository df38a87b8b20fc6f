"""Every step, role, state and condition broken one at a time, on the register in its database: the reason, no trace.

The tables of broken cases are those of the rules alone; here each is made to stand in a register and asked for as an
officer would, so that nothing a refusal rests on is lost between the request, the database and the rules.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest
import test_register_kinds as others
import test_register_lifecycle as nonconformities
from register_cases import GOOD, MOVES_BY_ID, PEOPLE

from isoqms.metrics import FigureSource
from isoqms.register.answer import Refused, Request
from isoqms.register.kinds.audits import Audit, Finding, FindingGrade
from isoqms.register.kinds.kinds import FORMS, Kind
from isoqms.register.kinds.people import Account
from isoqms.register.kinds.rule import judged
from isoqms.register.kinds.steering import Measurement
from isoqms.register.kinds.table import RULES
from isoqms.register.lifecycle.case import Case, Person
from isoqms.register.lifecycle.document import difference, from_document, to_document
from isoqms.register.lifecycle.moves import refusals
from isoqms.register.lifecycle.nonconformity import Nonconformity
from isoqms.register.lifecycle.table import MOVES
from isoqms.register.lifecycle.values import State
from isoqms.register.lifecycle.who import holds
from isoqms.register.office import Office
from isoqms.register.records.book import Book
from isoqms.register.records.facts import around_for
from isoqms.register.records.verify import verify
from register.register_making import put_in

NC = Kind.NONCONFORMITY


def account(person: Person) -> Account:
    """Return the account of a person."""
    members = {"office": person.office, "duties": tuple(person.duties), "processes": tuple(person.processes)}
    return Account(reference=person.id, name=person.id.title(), **members)


def like(case: Case, reference: str, **members: object) -> Nonconformity:
    """Return another nonconformity of the same process and requirement."""
    known = {"process": case.before.process, "requirements": case.before.requirements}
    return Nonconformity(reference=reference, reporter="an", state=State.REPORTED, **{**known, **members})


def others_for(case: Case) -> Iterator[Nonconformity]:
    """Yield the other nonconformities that what a case says of the register needs."""
    for number in range(1, case.facts.same_in_year):
        yield like(case, f"NC-2025-{number:04d}", detected_on=case.before.detected_on)
    for reference in case.facts.new_in_window:
        yield like(case, reference, detected_on=case.on)
    if case.facts.duplicate_exists:
        yield like(case, "NC-2025-0009", process="khac")


def set_up(book: Book, case: Case) -> None:
    """Make a case stand in a register: the record, the people, and what else is said of the register."""
    others_ = list(others_for(case))
    named = {each.reference for each in others_} | {case.before.reference}
    gone = [f"NC-2025-{number:04d}" for number in (1, 9)] + ["NC-2026-0002"]
    away = [Nonconformity(reference=each, reporter="an", state=State.WITHDRAWN) for each in gone if each not in named]
    put_in(book, NC, case.before, *others_, *away)
    put_in(book, Kind.ACCOUNT, *(account(each) for each in (case.by, case.second) if each))
    put_in(book, Kind.MEASUREMENT, figure_of(case))
    grade = FindingGrade.NC_MAJOR if case.facts.found_major else FindingGrade.NC_MINOR
    put_in(book, Kind.FINDING, Finding(reference="FD-2026-0001", auditor="lan", grade=grade,
                                       nonconformity=case.before.reference))  # fmt: skip


def figure_of(case: Case) -> Measurement:
    """Return the figure a case says was measured; one of another name where it says nothing."""
    found, criterion = case.facts.figure, case.before.criterion
    known = found is not None and found.value is not None and criterion is not None
    return Measurement(
        reference="KP-2026-0001",
        metric=criterion.metric if known else "khac",
        period_from=case.before.watched_since or case.on,
        period_to=case.on,
        value=found.value if known else Decimal(0),
        source=FigureSource.RECORDED,
    )


def asked(book: Book, case: Case, verb: str) -> list[str]:
    """Ask for a step that is to be refused; return by what, and see that nothing was written."""
    if case.after.duplicate_of == "NC-2025-0009" and not case.facts.duplicate_exists:
        case = replace(case, after=replace(case.after, duplicate_of="NC-2025-0999"))  # the other is there by now
    set_up(book, case)
    request = Request(
        by=case.by.id,
        kind=NC,
        verb=verb,
        reference=case.before.reference,
        changes=difference(to_document(case.before), to_document(case.after)),
        reason=case.reason,
        second=case.second.id if case.second else "",
        action=case.action,
    )
    return refused(replace(book, office=Office(policy=case.policy)), request)


def refused(book: Book, request: Request) -> list[str]:
    """Return the conditions by which a request is refused; nothing is written by it."""
    before = book.head(), book.read(request.kind, request.reference)
    answer = book.ask(request)
    assert isinstance(answer, Refused), request
    assert (book.head(), book.read(request.kind, request.reference)) == before
    assert all(each.message.render("vi") and each.remedy.render("vi") for each in answer.refusals)
    return [each.guard for each in answer.refusals]


@pytest.fixture
def broken(book: Book, clock) -> Iterator[Book]:
    """A register whose history is whole after all that was refused."""
    clock.to("2026-09-15")
    yield book
    assert verify(book).faults == ()


def test_every_condition_of_a_nonconformity(broken, clock):
    """Each guard of each transition T0-T13, and of the steps between, refuses by itself."""
    for id_, guard, breaker in nonconformities.BROKEN:
        case = breaker(GOOD[id_])
        clock.to(case.on.isoformat())
        assert (id_, asked(broken, case, MOVES_BY_ID[id_].verb)) == (id_, [guard])


def test_every_state_of_a_nonconformity(broken, clock):
    """Each step is refused in each state it is not taken in, for that alone."""
    for move in MOVES:
        for state in set(State) - move.sources:
            case = GOOD[move.id]
            case = replace(case, before=replace(case.before, state=state), after=replace(case.after, state=state))
            expected = [each.guard for each in refusals(move, case)]
            assert expected in (["state"], ["terminal"])
            assert (move.id, state, asked(broken, case, move.verb)) == (move.id, state, expected)


def test_every_role_of_a_nonconformity(broken, clock):
    """Nobody takes a step that is not his to take, in whatever capacity he works there otherwise."""
    for move in MOVES:
        for person in PEOPLE.values():
            case = replace(GOOD[move.id], by=person)
            if not any(holds(role, person, case) for role in move.who):
                assert "who" in asked(broken, case, move.verb), (move.id, person.id)


def ask_for(book: Book, rule, deed) -> list[str]:
    """Make a deed stand in a register, ask for it, and return by what it is refused."""
    audits = [deed.around.audit] if deed.around.audit else []
    put_in(book, Kind.AUDIT, *audits)
    put_in(book, Kind.FINDING, *deed.around.findings)
    if deed.before is not None:
        if rule.stamps == "" and getattr(deed.before, "report_stamp", "") == deed.around.stamp != "":
            real = around_for(book.alias, rule.kind, deed.before).stamp
            deed = replace(
                deed, before=replace(deed.before, report_stamp=real), after=replace(deed.after, report_stamp=real)
            )
        put_in(book, rule.kind, deed.before)
    near = {*deed.around.processes, *deed.around.duties}
    owners = [Person(id=name, processes=deed.around.processes.get(name, frozenset()),
                     duties=deed.around.duties.get(name, PEOPLE[name].duties)) for name in near]  # fmt: skip
    put_in(book, Kind.ACCOUNT, *(account(each) for each in (*owners, deed.by) if each.id not in near or each in owners))
    state = State.REPORTED if deed.around.unsettled else State.WITHDRAWN
    put_in(book, NC, Nonconformity(reference="NC-2026-0001", reporter="an", state=state, audit="X-1"))
    signed = {rule.signs: deed.by.id} if rule.signs and deed.before is None else {}
    held = {"reference": deed.after.reference, **signed} if deed.before is None else to_document(deed.before)
    numbered = deed.before is None and FORMS[rule.kind].letters
    request = Request(
        by=deed.by.id,
        kind=rule.kind,
        verb=rule.verb,
        reference="" if numbered else deed.after.reference,
        changes=difference(held, to_document(deed.after)),
        reason=deed.reason,
    )
    found = refused(book, request)
    if owners:
        put_in(book, Kind.ACCOUNT, *(account(PEOPLE[each.id]) for each in owners))
    put_in(book, Kind.AUDIT, *(Audit(reference=each.reference) for each in audits))
    put_in(book, Kind.FINDING, *(replace(each, audit="AU-2026-0099") for each in deed.around.findings))
    return found


def states_of(record) -> set[str]:
    """Return the states a record may stand at; none for one that has no states or is not begun."""
    state = getattr(record, "state", None)
    if state is None or type(state) is not str:
        return set(type(state) if state is not None else ())
    rules = [rule for rule in RULES if FORMS[rule.kind].record is type(record)]
    return {name for rule in rules for name in (rule.target, *rule.sources)} - {""}


def elsewhere(deed):
    """Return a deed that begins a record nobody has begun: who acts here has an account already."""
    begins = deed.before is None and deed.after.reference == "phuc" != deed.by.id
    return replace(deed, after=replace(deed.after, reference="quy")) if begins else deed


def broken_deeds() -> Iterator[tuple]:
    """Yield every step of the other records with one thing broken: guards, members, days, reasons, states, roles."""
    for id_, _, breaker in others.BROKEN:
        yield others.BY_ID[id_], breaker(others.GOOD[id_])
    for rule, name in others.NEEDS:
        record, good = FORMS[rule.kind].record, others.GOOD[rule.id]
        given = replace(good, after=from_document(record, others._bare(good.after, name)))
        brings = good.before is None or others._in_brings(rule, name)
        yield rule, given if brings else replace(given, before=given.after)
    for rule, name in others.PAST:
        breaker = others.after if others._in_brings(rule, name) else others.before
        yield rule, breaker(**{name: "2026-09-16"})(others.GOOD[rule.id])
    for rule in RULES:
        good = others.GOOD[rule.id]
        if rule.reasoned:
            yield rule, replace(good, reason=" ")
        for state in states_of(good.before) - set(rule.sources):
            there = replace(good, before=replace(good.before, state=state))
            yield rule, replace(there, after=replace(good.after, state=state))
        for person in PEOPLE.values():
            if not rule.role_of(person, good.before or good.after):
                yield rule, replace(good, by=person)


def test_every_step_of_the_other_records(broken):
    """Audits, findings, inspections, complaints, surveys, reviews, figures, accounts: the same, table by table."""
    seen = set()
    for rule, deed in broken_deeds():
        expected = [each.guard for each in judged(rule, deed)]
        if (rule.id, expected) == ("P1", ["not_for_oneself"]):
            expected = ["state"]  # who acts has an account already
        seen.update((rule.id, guard) for guard in expected)
        assert (rule.id, ask_for(broken, rule, elsewhere(deed))) == (rule.id, expected)
    assert {(rule.id, each.__name__) for rule in RULES for each in rule.guards} - seen == {("P1", "not_for_oneself")}
