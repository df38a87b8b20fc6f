"""When dossiers come, who is away, and who is taken first: what a file says of them and what makes no sense."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from office import ORGANISATION
from procedures import of_steps, read_office

from isoqms.procedure import DemandProfile, Spacing, read_organisation, read_procedure
from isoqms.source import source_of_text, validate
from isoqms.worktime import parse_duration

STEPS = "steps: {a: {end: completed}}\n"


def test_demand_by_the_time_between_dossiers() -> None:
    """A gap, how regular it is, and when dossiers come are read as written; at random is the usual case."""
    demand = of_steps("a: {end: completed}", "demand: {gap: 120 min, spacing: even}").demand
    assert demand is not None
    assert (demand.gap, demand.spacing, demand.per_year) == (parse_duration("120 min"), Spacing.EVEN, None)
    usual = of_steps("a: {end: completed}", "demand: {per_year: 9}").demand
    assert usual is not None and usual.spacing is Spacing.RANDOM


def test_the_own_profile_goes_before_the_usual_one_part_by_part() -> None:
    """Each part the procedure does not state is the organisation's; without any profile of its own all of it is."""
    own = "demand: {profile: {weekdays: {mon: 2, fri: 1}, hours: {'07:30..09:30': 3}}}"
    demand = of_steps("a: {end: completed}", own).demand
    usual = DemandProfile(months=(1.0,) * 12, weekdays={"tue": 1.0})
    assert demand is not None
    when = demand.when(usual)
    assert when is not None
    assert (when.months, when.weekdays, when.hours) == ((1.0,) * 12, {"mon": 2, "fri": 1}, {"07:30..09:30": 3})
    assert demand.when(None) == demand.profile
    plain = of_steps("a: {end: completed}", "demand: {per_year: 9}").demand
    assert plain is not None and plain.when(usual) is usual and plain.when(None) is None


PROFILES = [
    ("months: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]", "13 numbers"),
    ("months: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]", "no dossier"),
    ("weekdays: {mon: 0}", "no dossier"),
    ("hours: {'09:30..07:30': 1}", "09:30..07:30"),
    ("hours: {'07:30..09:30': 1, '09:00..10:00': 1}", "overlaps"),
    ("hours: {'07:30..09:30': 0}", "no dossier"),
    (f"online_hours: [{', '.join(['1'] * 25)}]", "25 numbers"),
]


@pytest.mark.parametrize(("part", "said"), PROFILES)
def test_a_profile_nobody_can_follow_is_said_at_its_line(part: str, said: str) -> None:
    """Too many numbers, parts that overlap or a profile without any dossier: told, and the part is left unstated."""
    source = source_of_text(f"id: P\ntitle: T\ndemand:\n  profile:\n    {part}\n{STEPS}", "p.yaml")
    assert not list(validate(source, "procedure"))
    procedure, [problem] = read_procedure(source.data, source.at)
    assert (problem.rule, problem.at.line) == ("format/demand-profile", 5)
    assert said in problem.message.render("en")
    assert procedure.demand is not None and procedure.demand.profile == DemandProfile()


@pytest.mark.parametrize("part", ["months: [1, 2]", "weekdays: {mon: -1}", "hours: {morning: 1}", "hours: {}"])
def test_what_is_no_profile_does_not_fit(part: str) -> None:
    """Too few months, a number below nothing, a part of the day without its hours."""
    source = source_of_text(f"id: P\ntitle: T\ndemand:\n  profile:\n    {part}\n{STEPS}", "p.yaml")
    assert [problem.at.line for problem in validate(source, "procedure")] == [5]


def test_who_is_taken_first() -> None:
    """Five where nothing is said; a variant's own number goes before the procedure's."""
    kinds = "variants: {gap: {title: Gấp, priority: 2}, thuong: {title: Thường}}\n"
    procedure = of_steps("a: {end: completed}", kinds + "priority: 7")
    assert [procedure.priority_of(kind) for kind in ("gap", "thuong", None, "other")] == [2, 7, 7, 7]
    assert of_steps("a: {end: completed}").priority_of(None) == 5
    for wrong in (0, 10):
        source = source_of_text(f"id: P\ntitle: T\npriority: {wrong}\n{STEPS}", "p.yaml")
        assert [problem.at.line for problem in validate(source, "procedure")] == [3]


def test_absences_of_a_post() -> None:
    """Days away with how many people, one unless said, and the share of days nobody knows beforehand."""
    away = "absences: [{from: 2026-07-01, to: 2026-07-10}, {from: 2026-08-01, to: 2026-08-01, people: 2}]"
    text = ORGANISATION.replace("roles: [one_stop],", f"roles: [one_stop], absent_share: 5 %, {away},")
    post = read_office(text).posts["mot-cua"]
    assert post.absent_share == Fraction(1, 20)
    days = [(each.from_, each.to, each.people) for each in post.absences]
    assert days == [(date(2026, 7, 1), date(2026, 7, 10), 1), (date(2026, 8, 1), date(2026, 8, 1), 2)]


@pytest.mark.parametrize(
    ("absence", "rule", "said"),
    [
        ("{from: 2026-07-10, to: 2026-07-01}", "format/absence", "01/07/2026"),
        ("{from: 2026-02-30, to: 2026-07-01}", "format/date", "2026-02-30"),
    ],
)
def test_an_absence_nobody_can_count_is_said(absence: str, rule: str, said: str) -> None:
    """It is told at its line with the post, and the others are kept."""
    good = "{from: 2026-01-05, to: 2026-01-06}"
    text = ORGANISATION.replace("roles: [one_stop],", f"roles: [one_stop], absences: [{good}, {absence}],")
    source = source_of_text(text, "organisation.yaml")
    organisation, [problem] = read_organisation(source.data, source.at)
    assert (problem.rule, problem.subject, problem.at.line) == (rule, "mot-cua", 12)
    assert said in problem.message.render("vi")
    assert [each.from_ for each in organisation.posts["mot-cua"].absences] == [date(2026, 1, 5)]
