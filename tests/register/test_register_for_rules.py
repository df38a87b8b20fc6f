"""The register as rules see it: what a record need not hold yet is told with its day, never taken as held."""

from __future__ import annotations

from datetime import date

import pytest
from procedures import read, read_office
from register_cases import ANALYSING, IMPLEMENTING, PLANNED, REPORTED, REVIEW, TRIAGED, VERIFYING

from isoqms.problem import Position
from isoqms.qms import NotYet, QualityDocuments, RecordKind
from isoqms.register.kinds.audits import Audit, AuditState, Programme, TeamMember, TeamRole
from isoqms.register.kinds.kinds import Kind
from isoqms.register.kinds.people import Account, Post
from isoqms.register.kinds.steering import Improvement
from isoqms.register.lifecycle.document import from_document, merged
from isoqms.register.lifecycle.nonconformity import Nonconformity
from isoqms.register.records.for_rules import records_for
from isoqms.rules.conformity import find_conformity_rules
from isoqms.rules.engine import Objection
from isoqms.rules.results import Insufficient
from isoqms.rules.system import System
from register.register_making import put_in

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
RULES = {rule.id: rule for rule in find_conformity_rules()}
CLOSED = merged(VERIFYING, {"state": "closed", "review": REVIEW, "ended_on": "2026-07-15"})


def held(book, kind):
    """Return what the one record of a kind holds."""
    (record,) = records_for(book, ["xa"], home=True).of(kind)
    return record.held


def found(book, rule, day):
    """Return what a rule says of the register on a day: objections, and what it leaves open."""
    system = System(at=Position("organisation.yaml"), folder="", organisation=None, documents=QualityDocuments(),
                    procedures={}, others={}, stamps={}, as_of=day,
                    records=records_for(book, ["xa"], home=True))  # fmt: skip
    told = list(RULES[rule].check_system(system))
    return [each for each in told if isinstance(each, Objection)], [
        each for each in told if isinstance(each, Insufficient)
    ]


@pytest.mark.parametrize(
    ("state", "awaited"),
    [
        # three working days for acceptance, thirty for the plan; the window ends 90 days after the action is done
        (
            REPORTED,
            {"correction": "2026-03-05", "cause": "2026-04-16", "risks_updated": "2026-04-16", "effective": None},
        ),
        (TRIAGED, {"cause": "2026-04-14", "criterion": "2026-04-14", "effective": None}),
        (ANALYSING, {"effective": "2026-07-09", "result": "2026-07-09"}),
        (PLANNED, {"effective": "2026-07-09"}),
        (IMPLEMENTING, {"effective": "2026-07-07"}),
        (VERIFYING, {"effective": "2026-07-07"}),
        (merged(VERIFYING, {"review_postponed_to": "2026-08-31"}), {"effective": "2026-08-31"}),
        (CLOSED, {}),
    ],
    ids=["reported", "triaged", "analysing", "planned", "implementing", "verifying", "put-off", "closed"],
)
def test_by_when_each_stage_is_due(book, state, awaited):
    """By the figures of the office in its working days, or by the days promised in the plan."""
    put_in(book, Kind.NONCONFORMITY, from_document(Nonconformity, state))
    said = {name: value for name, value in held(book, RecordKind.NONCONFORMITY).items() if isinstance(value, NotYet)}
    days = {name: each.due.isoformat() if each.due else None for name, each in said.items()}
    assert {name: days[name] for name in awaited} == awaited
    assert bool(said) is bool(awaited)


def test_effectiveness_not_judged_is_no_silence(book):
    """Before the window ends it is told as not judged yet; after it, that it is late; once judged, nothing."""
    put_in(book, Kind.NONCONFORMITY, from_document(Nonconformity, VERIFYING))
    objections, left = found(book, "10.2.1/effective", date(2026, 7, 7))
    assert (objections, [each.missing.render("en") for each in left]) == (
        [],
        ["not yet in the record “NC-2026-0001”: effective; due 2026-07-07"],
    )
    (objection,), left = found(book, "10.2.1/effective", date(2026, 7, 8))
    assert objection.message.render("en") == "the record “NC-2026-0001” was to hold effective by 2026-07-07"
    assert left == []
    put_in(book, Kind.NONCONFORMITY, from_document(Nonconformity, CLOSED))
    assert found(book, "10.2.1/effective", date(2027, 7, 8)) == ([], [])


def test_what_did_not_work_is_still_to_be_judged(book):
    """A value that missed the target ends nothing: the next attempt is awaited, by the day of its own actions."""
    again = merged(VERIFYING, {"state": "analysing", "iteration": 2, "review": {**REVIEW, "value": "2"}})
    put_in(book, Kind.NONCONFORMITY, from_document(Nonconformity, again))
    objections, (left,) = found(book, "10.2.1/effective", date(2026, 8, 1))
    assert (objections, "no day is set for it" in left.missing.render("en")) == ([], True)
    more = {"actions": {"A2": {"kind": "corrective", "text": "x", "due": "2026-09-01", "covers": ["C1"]}}}
    put_in(book, Kind.NONCONFORMITY, from_document(Nonconformity, merged(again, more)))
    _, (left,) = found(book, "10.2.1/effective", date(2026, 8, 1))
    assert left.missing.render("en").endswith("effective; due 2026-11-30")


def test_nobody_has_said_by_when(book):
    """Without a day it is told as not judged, however long it lasts."""
    put_in(book, Kind.NONCONFORMITY, from_document(Nonconformity, TRIAGED))
    objections, left = found(book, "10.2.1/effective", date(2026, 4, 1))
    assert (objections, len(left)) == ([], 2)
    assert "no day is set for it" in " ".join(each.missing.render("en") for each in left)


def test_a_programme_without_audits(book):
    """Until its period ends nobody can say how its audits are done; afterwards it is objected to."""
    plan = Programme(reference="AP-2026-0001", period_from=date(2026, 1, 1), period_to=date(2026, 6, 30),
                     objectives="x", coverage_rule="x", responsible="binh", risks=("x",))  # fmt: skip
    put_in(book, Kind.PROGRAMME, plan)
    assert [len(each) for each in found(book, "9.2.2/programme", date(2026, 6, 30))] == [0, 1]
    assert [len(each) for each in found(book, "9.2.2/programme", date(2026, 7, 1))] == [1, 0]
    audit = {"reference": "AU-2026-0001", "state": "in_progress", "programme": plan.reference,
             "starts_on": "2026-06-01", "distribution": ["minh"]}  # fmt: skip
    put_in(book, Kind.AUDIT, from_document(Audit, audit))
    assert [len(each) for each in found(book, "9.2.2/programme", date(2026, 7, 1))] == [0, 0]
    assert [len(each) for each in found(book, "9.2.2/reported", date(2026, 6, 30))] == [0, 1]
    assert [len(each) for each in found(book, "9.2.2/reported", date(2026, 7, 1))] == [1, 0]


def test_an_improvement_accepted_is_expected_to_show_its_worth(book):
    """By its day it holds what was measured; an improvement only proposed is no record of a gain."""
    accepted = {"reference": "IM-2026-0001", "state": "accepted", "statement": "Chờ 10 ngày", "due": "2026-05-29",
                "raised_on": "2026-03-02"}  # fmt: skip
    put_in(book, Kind.IMPROVEMENT, from_document(Improvement, accepted))
    assert [len(each) for each in found(book, "10.3/measured-gain", date(2026, 5, 29))] == [0, 1]
    assert [len(each) for each in found(book, "10.3/measured-gain", date(2026, 5, 30))] == [1, 0]


def test_what_came_back_is_seen_clause_by_clause(book):
    """Of several requirements one in common is enough, a step of the procedure as well as a clause."""
    both = {"R1": {"kind": "clause", "ref": "7.5.3"}, "R2": {"kind": "clause", "ref": "8.2.3"}}
    again = {
        "reference": "NC-2026-0002",
        "detected_on": "2026-09-01",
        "reported_on": "2026-09-01",
        "requirements": both,
    }
    other = {**again, "reference": "NC-2026-0003", "requirements": {"R1": {"kind": "step", "ref": "8.2.3"}}}
    records = (CLOSED, {**REPORTED, **again}, {**REPORTED, **other})
    put_in(book, Kind.NONCONFORMITY, *(from_document(Nonconformity, each) for each in records))
    (objection,), _ = found(book, "10.2.1/recurrence", date(2026, 9, 15))
    assert objection.subject == "NC-2026-0002"


AUDITED = """\
id: QT-01
title: {vi: Khai tử, en: Death}
owner: head
steps: {ky: {title: Ký, role: officer, end: completed}}
"""
POSTS = """\
offices: {xa: {title: Xã, calendar: vn, hours: {mon: ["08:00..17:00"]}, day_length: 8 giờ}}
roles: {officer: {title: Công chức}, head: {title: Lãnh đạo}, clerk: {title: Văn thư}}
posts:
  chu-tich: {title: {vi: Chủ tịch, en: Chair}, roles: [head]}
  van-thu: {title: {vi: Văn thư, en: Clerk}, roles: [clerk]}
  cong-chuc: {title: {vi: Công chức, en: Officer}, roles: [officer]}
"""


@pytest.mark.parametrize(
    ("account", "mitigation", "objected", "left"),
    [
        ({"posts": {"1": Post(title="chủ  tịch")}}, "", ["ha audited QT-01"], []),
        ({"posts": {"1": Post(title="Chair")}}, "", ["ha audited QT-01"], []),
        ({"posts": {"1": Post(title="Clerk")}}, "", [], []),
        ({"posts": {"1": Post(title="Officer")}}, "", [], ["ha works in QT-01"]),
        ({}, "", [], ["no post of organisation.yaml is known that ha"]),
        ({"posts": {"1": Post(title="Somebody")}}, "", [], ["no post of organisation.yaml is known that ha"]),
        ({"posts": {"1": Post(title="Chair", until=date(2025, 1, 3)), "2": Post(title="Clerk")}}, "", [], []),
        ({"posts": {"1": Post(title="Clerk")}, "processes": ("QT-01",)}, "", ["ha audited QT-01"], []),
        ({"posts": {"1": Post(title="Chair")}}, "Lan judges all of it instead.", [], ["ha answers for QT-01"]),
    ],
)
def test_who_audits_own_work_is_told_and_who_is_not_known_is_no_silence(book, account, mitigation, objected, left):
    """The posts of the accounts are held against those that answer; whoever holds none that is known is named."""
    put_in(book, Kind.ACCOUNT, Account(reference="ha", name="Hà", office="xa", **account))
    team = {"ha": TeamMember(role=TeamRole.LEAD, mitigation=mitigation)}
    put_in(book, Kind.AUDIT, Audit(reference="AU-1", office="xa", team=team, processes=("QT-01",),
                                   state=AuditState.IN_PROGRESS, starts_on=date(2026, 3, 2)))  # fmt: skip
    procedures = {"QT-01": read(AUDITED)}
    system = System(at=Position("organisation.yaml"), folder="", organisation=read_office(POSTS),
                    documents=QualityDocuments(), procedures=procedures, others=procedures, stamps={},
                    as_of=date(2026, 4, 1), records=records_for(book, ["xa"], home=True))  # fmt: skip
    told = list(RULES["9.2.2/impartial"].check_system(system))
    objections = [each.message.render("en") for each in told if isinstance(each, Objection)]
    open_ = [each.missing.render("en") for each in told if isinstance(each, Insufficient)]
    for said, expected in ((objections, objected), (open_, left)):
        assert len(said) == len(expected) and all(map(str.startswith, said, expected))
