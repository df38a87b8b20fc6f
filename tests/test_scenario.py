"""Scenarios: named changes give a changed operation, in any order, and whatever cannot be meant is said at its line."""

from __future__ import annotations

import dataclasses
import json
import textwrap
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from office import ORGANISATION, check, procedure, write
from procedures import of_steps, read, read_office

from isoqms.problem import Problem, Severity
from isoqms.procedure import Ending
from isoqms.procedure.build import file_name, in_file
from isoqms.resources import schema_text
from isoqms.scenario import (
    Operation,
    Scenario,
    State,
    apply,
    operation_of,
    read_scenario,
    scenario_data,
    scenario_of_data,
    scenario_problems,
)
from isoqms.scenario.read import scenario_of
from isoqms.scenario.scenario import Change, DemandChange
from isoqms.source import source_of_text, validate
from isoqms.workspace.load import load
from isoqms.worktime import Duration, parse_duration

OFFICE = read_office("""
    offices:
      xa: {title: Xã, calendar: vn, day_length: 8 giờ, hours: {mon: ["07:30..11:30"]}}
    roles: {clerk: {title: Văn thư}, head: {title: Lãnh đạo}, nobody: {title: Trống}}
    posts:
      van-thu: {title: Văn thư, roles: [clerk], head_count: 2}
      chu-tich: {title: Chủ tịch, roles: [head]}
      pho: {title: Phó, roles: [head]}
    """)
ONE = """
    id: MOT
    title: Thủ tục một
    variants: {thuong: {title: Thường}, kho: {title: Khó}}
    limits: {legal: {within: 10 ngày làm việc, from: receipt}}
    demand: {per_year: 100, channels: {counter: 100 %}}
    dossier:
      - {paper: {vi: Đơn đề nghị, en: Application}, kind: form}
      - {paper: {vi: Căn cước, en: Identity card}, kind: show_original, channels: [counter]}
      - {paper: {vi: Căn cước, en: Identity card}, kind: certified_copy, channels: [post]}
      - {paper: Sơ đồ, kind: original, copies: 2}
    steps:
      receive: {role: clerk, work: {min: 5 min, usual: 10 min, max: 15 min}, next: check}
      check:
        role: clerk
        work: 1 giờ
        in_variant: {kho: {work: 2 giờ}}
        next:
          - {to: ask, share: 20 %, at_most: 1, at_bound: refuse}
          - {to: refuse, share: 5 %}
          - {to: sign, default: true}
      ask:
        actor: applicant
        wait: 1..4 ngày làm việc
        clock: stopped
        costs: {di-lai: {takes: 30 phút, spends: 20000}, sao: {spends: 5000}}
        next: check
      refuse: {role: clerk, work: 10 min, end: refused}
      sign: {role: head, allowance: trong ngày, batch: {at: ["10:00"]}, end: completed}
    """
TWO = """
    id: HAI
    title: Thủ tục hai
    demand: {gap: 120 min}
    steps:
      receive: {role: clerk, work: 8 min, next: [{to: a, share: 60 %}, {to: b, share: 30 %}, {to: c, share: 10 %}]}
      a: {role: head, work: 5 min, end: completed}
      b: {role: head, work: 5 min, end: completed}
      c: {role: head, work: 5 min, end: completed}
    """


def operation() -> Operation:
    procedures = tuple(sorted((read(textwrap.dedent(text)) for text in (ONE, TWO)), key=lambda each: each.id))
    return Operation(procedures, {each.id: OFFICE for each in procedures}, known=frozenset({"MOT", "HAI", "BA"}))


def scenario(changes: str, more: str = "") -> tuple[Scenario, list[Problem]]:
    inside = textwrap.indent(textwrap.dedent(changes).strip(), "  ")
    text = f"id: thu\ntitle: Thử\n{textwrap.dedent(more)}changes:\n{inside}\n"
    source = source_of_text(text, "s.yaml")
    assert not source.problems and not list(validate(source, "scenario"))
    return scenario_of(source)


def applied(changes: str, more: str = "") -> Operation:
    read_, problems = scenario(changes, more)
    assert not problems and not scenario_problems(operation(), read_)
    return apply(operation(), read_)


def step(changed: Operation, id_: str, step_: str) -> Any:
    found = changed.procedure(id_)
    assert found is not None
    return found.steps[step_]


def minutes(*texts: str) -> list[Duration]:
    read_ = [parse_duration(text) for text in texts]
    assert all(isinstance(each, Duration) for each in read_)
    return read_  # type: ignore[return-value]


# what changes give


def test_what_is_set_replaces_what_was() -> None:
    """A field is what the scenario says, a null takes it out, and what is not named is the same object as before."""
    before = operation()
    changed = applied("x: {procedure: MOT, step: sign, set: {batch: null, allowance: 1 giờ, role: clerk}}")
    now = step(changed, "MOT", "sign")
    assert (now.batch, [now.allowance], now.role) == (None, minutes("1 giờ"), ("clerk",))
    assert now.end is Ending.COMPLETED
    assert changed.procedure("HAI") == before.procedure("HAI")
    assert changed.organisations["MOT"] is OFFICE


def test_positions_lead_to_the_scenario() -> None:
    """A changed value knows its line in the scenario, an unchanged one its line in the procedure."""
    changed = applied("x:\n  procedure: MOT\n  step: receive\n  set:\n    work: 7 min")
    now = step(changed, "MOT", "receive")
    assert (now.work.at.file, now.work.at.line) == ("s.yaml", 8)
    assert now.at.file == "procedure.yaml"


def test_times_are_multiplied_in_their_own_units() -> None:
    """Each figure of an estimate, of every variant, and the two ends of a range; exactly."""
    changed = applied("""
        a: {procedure: MOT, step: receive, scale: {work: 0.1}}
        b: {procedure: MOT, step: check, scale: {work: 0.5}}
        c: {procedure: MOT, step: ask, scale: {wait: 0.5}}
        """)
    work = step(changed, "MOT", "receive").work
    assert [work.min, work.usual, work.max] == minutes("0,5 min", "1 min", "1,5 min")
    assert [step(changed, "MOT", "check").work.stated] == minutes("0,5 giờ")
    assert [step(changed, "MOT", "check").in_variant["kho"].work.stated] == minutes("1 giờ")
    assert [step(changed, "MOT", "ask").wait.stated] == minutes("0,5..2 ngày làm việc")


def test_variants_of_a_step_are_changed_one_by_one() -> None:
    """What the scenario does not say of a variant stays; a new variant of the step is added."""
    changed = applied("""
        x: {procedure: MOT, step: check, set: {in_variant: {kho: {allowance: 1 ngày}, thuong: {work: 20 min}}}}
        """)
    special = step(changed, "MOT", "check").in_variant
    assert [special["kho"].work.stated, special["kho"].allowance] == minutes("2 giờ", "1 ngày")
    assert [special["thuong"].work.stated] == minutes("20 min")


def test_a_step_that_is_taken_out_is_listed_and_stays() -> None:
    """Its procedure is unchanged, so that dossiers find their way and random numbers keep their names."""
    changed = applied("x: {procedure: MOT, step: sign, remove: true}")
    assert changed.removed == {"MOT": frozenset({"sign"})}
    assert changed.procedures == operation().procedures
    again, _ = scenario("y: {procedure: MOT, step: ask, remove: true}")
    assert apply(changed, again).removed == {"MOT": frozenset({"sign", "ask"})}


def test_a_step_goes_on_in_one_manner() -> None:
    """A new way on takes the place of the end that stood there, and a new end that of a way."""
    changed = applied("""
        x: {procedure: MOT, step: sign, set: {next: refuse}}
        y: {procedure: MOT, step: receive, set: {end: completed}}
        """)
    assert (step(changed, "MOT", "sign").end, step(changed, "MOT", "sign").next[0].to) == (None, "refuse")
    assert (step(changed, "MOT", "receive").end, step(changed, "MOT", "receive").next) == (Ending.COMPLETED, ())


def shares(changed: Operation, id_: str, step_: str) -> list[Fraction | None]:
    return [way.share for way in step(changed, id_, step_).next]


def test_the_way_without_a_share_takes_the_rest() -> None:
    """Where one way takes what is left, the other shares stay as they are."""
    changed = applied("x: {procedure: MOT, step: check, to: ask, set: {share: 5 %, at_most: 2}}")
    assert shares(changed, "MOT", "check") == [Fraction(1, 20), Fraction(1, 20), None]
    assert step(changed, "MOT", "check").next[0].at_most == 2
    halved = applied("x: {procedure: MOT, step: check, to: ask, scale: {share: 0.5}}")
    assert shares(halved, "MOT", "check") == [Fraction(1, 10), Fraction(1, 20), None]


def test_other_shares_are_fitted_in_proportion() -> None:
    """Without such a way the others keep their proportion: 60 : 30 beside 55 % is 30 : 15; those set stay as set."""
    changed = applied("x: {procedure: HAI, step: receive, to: c, set: {share: 55 %}}")
    assert shares(changed, "HAI", "receive") == [Fraction(30, 100), Fraction(15, 100), Fraction(55, 100)]
    both = """
        x: {procedure: HAI, step: receive, to: c, set: {share: 20 %}}
        y: {procedure: HAI, step: receive, to: b, set: {share: 60 %}}
        """
    assert shares(applied(both), "HAI", "receive") == [Fraction(1, 5), Fraction(3, 5), Fraction(1, 5)]


@given(st.lists(st.integers(1, 99), min_size=2, max_size=6), st.integers(0, 99), st.data())
def test_shares_always_make_up_the_whole(weights: list[int], percent: int, draw: st.DataObject) -> None:
    """Whatever share one way is given, all of them together are exactly the whole and the others keep proportion."""
    ids = [f"s{n}" for n in range(len(weights))]
    ways = [{"to": id_, "share": f"{weight} %"} for id_, weight in zip(ids, weights, strict=True)]
    found = of_steps({"a": {"next": ways}, **{id_: {"end": "completed"} for id_ in ids}})
    total = sum(weights)
    branches = tuple(
        dataclasses.replace(way, share=Fraction(weight, total))
        for way, weight in zip(found.steps["a"].next, weights, strict=True)
    )
    whole = dataclasses.replace(found.steps["a"], next=branches)
    base = dataclasses.replace(found, steps={**found.steps, "a": whole})
    chosen = draw.draw(st.sampled_from(ids))
    change = {"procedure": "P", "step": "a", "to": chosen, "set": {"share": f"{percent} %"}}
    made, _ = scenario_of_data({"id": "s", "title": "S", "changes": {"x": change}})
    assert made is not None
    now = {way.to: way.share for way in apply(Operation((base,), {}), made).procedures[0].steps["a"].next}
    assert sum(share for share in now.values() if share is not None) == 1
    assert now[chosen] == Fraction(percent, 100)
    others = [(now[id_], weight) for id_, weight in zip(ids, weights, strict=True) if id_ != chosen]
    assert all(share * others[0][1] == others[0][0] * weight for share, weight in others)  # type: ignore[operator]


def test_people_are_added_to_a_post_or_to_the_one_that_fills_a_role() -> None:
    """Both procedures see the same changed organisation, as one object; other posts are untouched."""
    for target in ("post: van-thu", "role: clerk"):
        changed = applied(f"x: {{{target}, add: 1}}")
        now = changed.organisations["MOT"]
        assert now is changed.organisations["HAI"]
        assert (now.posts["van-thu"].head_count, now.posts["pho"]) == (3, OFFICE.posts["pho"])
    absences = "x: {post: pho, set: {absent_share: 5 %, share: 50 %, hours: {tue: ['08:00..10:00']}}}"
    post = applied(absences).organisations["MOT"].posts["pho"]
    assert (post.absent_share, post.share, post.hours) == (Fraction(1, 20), Fraction(1, 2), {"tue": ("08:00..10:00",)})


def test_demand_limits_and_priority() -> None:
    """Demand is multiplied however it is stated; a year replaces a gap; limits keep what is not named."""
    more = applied("x: {procedure: '*', demand: {scale: 1.2}}")
    one, two = more.procedure("MOT"), more.procedure("HAI")
    assert one is not None and one.demand is not None and two is not None and two.demand is not None
    assert (one.demand.per_year, [two.demand.gap]) == (120, minutes("100 min"))
    changed = applied("""
        a: {procedure: HAI, demand: {set: {per_year: 50}}, priority: 2}
        b: {procedure: MOT, limits: {legal: {within: 8 ngày làm việc}, committed: {within: 5 ngày làm việc}}}
        """)
    one, two = changed.procedure("MOT"), changed.procedure("HAI")
    assert one is not None and two is not None and two.demand is not None
    assert (two.demand.per_year, two.demand.gap, two.priority) == (50, None, 2)
    assert one.limits.legal is not None and one.limits.committed is not None
    assert (one.limits.legal.from_, [one.limits.legal.within]) == ("receipt", minutes("8 ngày làm việc"))
    assert [one.limits.committed.within] == minutes("5 ngày làm việc")


def test_an_item_of_cost_is_changed_by_itself() -> None:
    """What is said of one item leaves its other figures and the other items alone; null takes an item out."""
    changed = applied("""
        it: {procedure: MOT, step: ask, set: {costs: {di-lai: {takes: 10 phút}, moi: {service: 7}}}}
        bo: {procedure: MOT, step: ask, set: {costs: {sao: null}}}
    """)
    costs = step(changed, "MOT", "ask").costs
    assert list(costs) == ["di-lai", "moi"]
    assert (costs["di-lai"].takes, costs["di-lai"].spends) == (*minutes("10 phút"), 20000)
    assert costs["moi"].service == 7


def test_papers_are_changed_by_name() -> None:
    """A paper no longer asked for is gone, under each channel; what is set of another finds it where it was."""
    changed = applied("""
        bo: {procedure: MOT, paper: identity  CARD, remove: true}
        sao: {procedure: "*", paper: Sơ đồ, set: {kind: copy, copies: null}}
    """)
    found = changed.procedure("MOT")
    assert found is not None
    told = [(paper.paper.render("vi"), paper.kind, paper.copies) for paper in found.dossier]
    assert told == [("Đơn đề nghị", "form", 0), ("Sơ đồ", "copy", 0)]


def test_all_procedures_are_those_the_scenario_is_for() -> None:
    """A star reaches only the procedures named by the scenario, where it names any."""
    changed = applied("x: {procedure: '*', step: receive, scale: {work: 2}}", "for: [HAI]\n")
    assert step(changed, "MOT", "receive") == step(operation(), "MOT", "receive")
    assert [step(changed, "HAI", "receive").work.stated] == minutes("16 min")


MANY = {
    "a": {"procedure": "MOT", "step": "receive", "scale": {"work": 0.5}},
    "b": {"procedure": "MOT", "step": "check", "to": "ask", "set": {"share": "5 %"}},
    "c": {"procedure": "MOT", "step": "check", "to": "refuse", "scale": {"share": 2}},
    "d": {"procedure": "MOT", "step": "sign", "remove": True},
    "e": {"role": "clerk", "add": 1},
    "f": {"procedure": "*", "demand": {"scale": 1.5}},
    "g": {"procedure": "HAI", "step": "receive", "to": "a", "set": {"share": "10 %"}},
    "h": {"procedure": "HAI", "step": "receive", "set": {"role": "head", "work": None}},
    "i": {"post": "pho", "set": {"share": "40 %"}},
    "j": {"procedure": "MOT", "limits": {"legal": {"within": "4 ngày"}}, "priority": 1},
}


@given(st.permutations(list(MANY)), st.sets(st.sampled_from(list(MANY))))
def test_order_does_not_matter_and_parts_can_be_taken(order: list[str], only: set[str]) -> None:
    """Changes in any order give the same; a part of them is the same as a scenario of those alone; all is `None`."""
    made, _ = scenario_of_data({"id": "s", "title": "S", "changes": {id_: MANY[id_] for id_ in order}})
    plain, _ = scenario_of_data({"id": "s", "title": "S", "changes": {id_: MANY[id_] for id_ in sorted(only) or ["a"]}})
    assert made is not None and plain is not None
    assert apply(operation(), made, only or {"a"}) == apply(operation(), plain)
    assert apply(operation(), made, set(MANY)) == apply(operation(), made)
    assert apply(operation(), made, ()) == operation()


@given(st.sets(st.sampled_from(list(MANY)), min_size=1))
def test_a_scenario_survives_being_written(ids: set[str]) -> None:
    """Scenario → plain data → scenario is the same scenario with the same effect."""
    made, problems = scenario_of_data({"id": "s", "title": "S", "changes": {id_: MANY[id_] for id_ in sorted(ids)}})
    assert made is not None and not problems
    again, _ = scenario_of_data(json.loads(json.dumps(scenario_data(made))))
    assert again == made
    assert again is not None and apply(operation(), again) == apply(operation(), made)


def test_a_change_carries_its_papers() -> None:
    """State, document and date are kept for the proposal."""
    made, problems = scenario("""
        x: {title: Bớt, state: in_force, document: 12/QĐ-UBND, date: 2026-05-04, procedure: MOT, priority: 1}
        """)
    change = made.changes["x"]
    assert not problems
    assert (change.state, change.document, str(change.date)) == (State.IN_FORCE, "12/QĐ-UBND", "2026-05-04")


# what is wrong


WRONG = [
    ("{procedure: MOT, step: recieve, scale: {work: 0.5}}", "scenario-name", "recieve", "receive"),
    ("{procedure: MOTT, step: receive, remove: true}", "scenario-name", "MOTT", "MOT"),
    ("{procedure: MOT, step: check, to: asc, set: {share: 5 %}}", "scenario-name", "asc", "ask"),
    ("{procedure: '*', step: nowhere, remove: true}", "scenario-name", "nowhere", "sign"),
    ("{procedure: MOT, step: ask, set: {costs: {di-lia: null}}}", "scenario-name", "di-lia", "di-lai"),
    ("{procedure: MOT, paper: Sơ dồ, remove: true}", "scenario-name", "Sơ dồ", "Sơ đồ"),
    ("{procedure: '*', paper: Applicatoin, remove: true}", "scenario-name", "Applicatoin", "Application"),
    ("{post: van-tu, add: 1}", "scenario-name", "van-tu", "van-thu"),
    ("{role: clark, add: 1}", "scenario-name", "clark", "clerk"),
    ("{role: head, add: 1}", "scenario-role", "chu-tich, pho", "post:"),
    ("{role: nobody, add: 1}", "scenario-role", "nobody", "post"),
    ("{post: pho, add: -2}", "scenario-value", "“pho” has one person", "fewer"),
    ("{procedure: MOT, step: sign, scale: {allowance: 0.5}}", "scenario-value", "same day", "set:"),
    ("{procedure: HAI, limits: {committed: {from: receipt}}}", "scenario-value", "committed", "within:"),
    ("{procedure: MOT, step: receive, set: {role: clark}}", "scenario-name", "clark", "clerk"),
    ("{procedure: MOT, step: receive, set: {next: [{to: chek}]}}", "scenario-name", "chek", "check"),
    ("{procedure: MOT, step: sign, set: {end: null}}", "scenario-flow", "no way on from “sign”", "comes to an end"),
    ("{procedure: MOT, step: refuse, set: {next: refuse}}", "scenario-flow", "never end", "comes to an end"),
    (
        "{procedure: MOT, step: receive, set: {parallel: [refuse, sign]}}",
        "scenario-flow",
        "still under way",
        "branches meet",
    ),
    ("{post: pho, set: {roles: [boss]}}", "scenario-name", "boss", "head"),
    ("{procedure: HAI, step: receive, to: a, set: {share: 20 %, to: b}}", "", "", ""),
    ("{procedure: MOT, step: check, to: ask, set: {share: 98 %}}", "scenario-share", "103 %", "other ways"),
    ("{procedure: MOT, step: receive, to: check, set: {share: 50 %}}", "scenario-share", "no other way", "other ways"),
    ("{procedure: MOT, step: receive, set: {role: clerk}}", "scenario-idle", "nothing different", "take it out"),
    ("{procedure: BA, step: receive, remove: true}", "scenario-idle", "nothing different", "take it out"),
    ("{procedure: MOT, step: ask, scale: {work: 2}}", "scenario-idle", "nothing different", "take it out"),
]


@pytest.mark.parametrize(("change", "rule", "said", "advised"), WRONG)
def test_what_cannot_be_applied_is_said(change: str, rule: str, said: str, advised: str) -> None:
    """Unknown names with the nearest one, values that do not fit, changes that alter nothing: at the change's line."""
    made, problems = scenario(f"ok: {{procedure: HAI, priority: 3}}\nx: {change}")
    assert not problems
    found = scenario_problems(operation(), made)
    assert [(each.rule, each.at.file, each.at.line, each.subject) for each in found] == (
        [(f"format/{rule}", "s.yaml", 5, "x")] if rule else []
    )
    for each in found:
        assert said in each.message.render("en") and advised in each.fix.render("en")
        assert (each.severity is Severity.WARNING) is (rule == "scenario-idle")
        if each.rule in ("format/scenario-role", "format/scenario-value", "format/scenario-share"):
            with pytest.raises(ValueError, match=made.id):
                apply(operation(), made)


UNCLEAR = [
    ("{procedure: MOT}", "format/scenario", "becomes different"),
    ("{title: Nothing}", "format/scenario", "which procedure"),
    ("{step: sign, remove: true}", "format/scenario", "which procedure"),
    ("{procedure: MOT, to: ask, set: {share: 5 %}}", "format/scenario", "which step"),
    ("{procedure: MOT, step: sign, add: 1}", "format/scenario", "“add” does not go with"),
    ("{post: pho, procedure: MOT, add: 1}", "format/scenario", "“procedure” does not go with"),
    ("{post: pho, role: head, add: 1}", "format/scenario", "cannot both"),
    ("{procedure: MOT, step: check, to: ask, end: refused, scale: {share: 2}}", "format/scenario", "cannot both"),
    ("{procedure: MOT, step: check, to: ask, scale: {work: 2}}", "format/scenario", "cannot be multiplied"),
    ("{procedure: MOT, step: sign, scale: {share: 2}}", "format/scenario", "cannot be multiplied"),
    ("{procedure: MOT, step: sign, remove: false}", "format/scenario", "changes nothing"),
    ("{procedure: MOT, step: sign, remove: true, set: {role: clerk}}", "format/scenario", "taken out"),
    ("{procedure: MOT, step: sign, set: {work: 1 min}, scale: {work: 2}}", "format/scenario", "both replaced"),
    ("{post: pho, add: 1, set: {head_count: 2}}", "format/scenario", "replaced at the same time"),
    ("{procedure: MOT, demand: {scale: 2, set: {per_year: 3}}}", "format/scenario", "both replaced"),
    ("{post: pho, set: {roles: null}}", "format/scenario", "cannot be without"),
    ("{procedure: MOT, step: sign, set: {rol: clerk}}", "format/unknown-key", "“rol”"),
    ("{procedure: MOT, step: sign, set: {work: 5}}", "format/schema", "a text is wanted"),
    ("{procedure: MOT, step: sign, set: {work: lâu}}", "format/duration", "lâu"),
    ("{procedure: MOT, step: check, to: ask, set: {share: 150 %}}", "format/share", "150 %"),
    ("{procedure: MOT, step: check, set: {next: [{to: ask, end: refused}]}}", "format/branch", "either"),
    ("{procedure: MOT, demand: {set: {gap: dài}}}", "format/duration", "dài"),
    ("{procedure: MOT, limits: {legl: {within: 1 ngày}}}", "format/unknown-key", "“legl”"),
    ("{post: pho, set: {hours: {mon: ['11:00..10:00']}}}", "format/hours", "11:00..10:00"),
]


@pytest.mark.parametrize(("change", "rule", "said"), UNCLEAR)
def test_what_is_wrong_with_a_change_by_itself_is_said(change: str, rule: str, said: str) -> None:
    """Without looking at any procedure: at its line, with what to do, in both languages; the change is left out."""
    made, problems = scenario(f"ok: {{procedure: HAI, priority: 3}}\nx: {change}")
    assert [(each.rule, each.at.line, each.subject) for each in problems] == [(rule, 5, "x")]
    assert said in problems[0].message.render("en")
    assert problems[0].fix.render("vi")
    assert list(made.changes) == ["ok"]


CONFLICTS = [
    ("{procedure: MOT, step: receive, scale: {work: 2}}", "{procedure: '*', step: receive, set: {work: 1 min}}"),
    ("{procedure: MOT, step: sign, remove: true}", "{procedure: MOT, step: sign, set: {batch: null}}"),
    ("{procedure: MOT, step: check, to: ask, set: {share: 1 %}}", "{procedure: MOT, step: check, set: {next: sign}}"),
    ("{post: van-thu, add: 1}", "{role: clerk, add: 2}"),
    ("{procedure: HAI, demand: {set: {per_year: 9}}}", "{procedure: HAI, demand: {scale: 2}}"),
    ("{procedure: MOT, step: sign, set: {next: refuse}}", "{procedure: MOT, step: sign, set: {end: refused}}"),
]


@pytest.mark.parametrize(("one", "two"), CONFLICTS)
def test_changes_that_contradict_each_other_are_said(one: str, two: str) -> None:
    """Two changes of the same value are a problem, in whichever order; either of them alone is none."""
    for first, second in ((one, two), (two, one)):
        made, _ = scenario(f"x: {first}\ny: {second}")
        [problem] = scenario_problems(operation(), made)
        assert (problem.rule, problem.at.line, problem.subject) == ("format/scenario-conflict", 5, "y")
        with pytest.raises(ValueError, match="cannot be applied"):
            apply(operation(), made)
        assert apply(operation(), made, ["x"]) != operation() != apply(operation(), made, ["y"])


def test_the_ways_of_a_removed_step_may_change() -> None:
    """Dossiers still pass a step that is taken out, and choose their way there."""
    changed = applied("""
        x: {procedure: MOT, step: check, remove: true}
        y: {procedure: MOT, step: check, to: ask, set: {share: 1 %}}
        """)
    assert shares(changed, "MOT", "check")[0] == Fraction(1, 100)


def test_a_scenario_for_procedures_that_do_not_exist() -> None:
    """The list of procedures is looked at too, and so is a change outside of it."""
    made, _ = scenario("x: {procedure: MOT, priority: 1}", "for: [HAY, HAI]\n")
    outside, unknown = sorted(scenario_problems(operation(), made), key=lambda each: each.at.line, reverse=True)
    assert (unknown.at.line, unknown.fix.render("en")) == (3, "did you mean “HAI”?")
    assert (outside.at.line, outside.subject) == (5, "x")


def test_the_caller_must_name_changes_that_exist() -> None:
    """A subset is of the scenario's own changes."""
    made, _ = scenario("x: {procedure: MOT, priority: 1}")
    with pytest.raises(ValueError, match="'z'"):
        apply(operation(), made, ["z"])


# files and folders


def test_schema_and_model_of_a_scenario_name_the_same_things() -> None:
    """What a file may say is what the model holds, in both directions."""
    schema = json.loads(schema_text("scenario"))
    change = schema["$defs"]["change"]
    for group, spot in ((Scenario, schema), (Change, change), (DemandChange, change["properties"]["demand"])):
        names = {file_name(part) for part in dataclasses.fields(group) if in_file(part)}
        assert set(spot["properties"]) == names
    assert {each.value for each in State} == set(change["properties"]["state"]["enum"])


def folder(tmp_path: Path, changes: str) -> Path:
    text = f"id: thu\ntitle: Thử\nchanges:\n  x: {changes}\n"
    files = {"organisation.yaml": ORGANISATION, "a.yaml": procedure(), "scenarios/thu.yaml": text}
    return write(tmp_path, files)


def test_scenarios_are_checked_like_other_files(tmp_path: Path) -> None:
    """A scenario of the folder is judged by its schema and against the procedures beside it; it is no procedure."""
    right = folder(tmp_path, "{procedure: QT-01, step: ky, set: {allowance: 2 giờ}}")
    assert check(right, "--no-cache").code == 0
    wrong = folder(tmp_path, "{procedure: QT-01, step: kí, set: {allowance: 2 giờ}}")
    assert "format/schema" in check(wrong, "--no-cache").output
    unknown = folder(tmp_path, "{procedure: QT-01, step: kyy, set: {allowance: 2 giờ}}")
    told = check(unknown, "--no-cache", "--format", "json")
    assert [(row["rule"], row["line"]) for row in told.problems] == [("format/scenario-name", 4)]
    assert check(unknown / "scenarios" / "thu.yaml", "--no-cache").code == 1
    assert check(unknown / "a.yaml", "--no-cache").code == 0


def test_two_scenarios_of_one_id(tmp_path: Path) -> None:
    """The second file is told, naming the first."""
    place = folder(tmp_path, "{procedure: QT-01, priority: 1}")
    text = (place / "scenarios" / "thu.yaml").read_text(encoding="utf-8")
    write(place, {"scenarios/thu2.yaml": text})
    [row] = check(place, "--no-cache", "--format", "json").of("format/duplicate-id")
    assert "thu.yaml" in row["message"]


def test_an_operation_of_a_workspace(tmp_path: Path) -> None:
    """Procedures by id, with their organisation and the calendar of each of its offices."""
    place = write(tmp_path, {"organisation.yaml": ORGANISATION, "b.yaml": procedure("B"), "a.yaml": procedure("A")})
    found = operation_of(load([place]))
    assert [each.id for each in found.procedures] == ["A", "B"]
    assert found.organisations["A"] is found.organisations["B"]
    assert found.calendar("A", "xa") is not None and found.calendar("A", "huyen") is None
    assert operation_of(load([place]), ["B"], dated=False).calendars == {}
    with pytest.raises(ValueError, match="'C'"):
        operation_of(load([place]), ["C"])


def test_a_file_that_is_no_scenario(tmp_path: Path) -> None:
    """It is told and there is no scenario; one that can be read carries its file's name."""
    write(tmp_path, {"bad.yaml": "id: x\n", "good.yaml": "id: x\ntitle: X\nchanges: {a: {post: p, add: 1}}\n"})
    none, problems = read_scenario(tmp_path / "bad.yaml")
    assert none is None and {each.rule for each in problems} == {"format/schema"}
    made, problems = read_scenario(tmp_path / "good.yaml", "good.yaml")
    assert made is not None and not problems
    assert (made.at.file, made.changes["a"].at.line) == ("good.yaml", 3)


REQUIRED = """
    id: MOT
    title: Thủ tục một
    legal_basis:
      luat: {document: 1/2020/QH14}
      so-tay: {document: Sổ tay nghiệp vụ, changed_by: office}
      moi: {document: Luật mới, changed_by: law}
    steps:
      a: {role: clerk, next: b}
      b: {title: Thẩm định, role: clerk, legal_basis: [luat], next: c}
      c: {role: clerk, legal_basis: [so-tay], next: d}
      d: {role: clerk, end: completed}
    """


@pytest.mark.parametrize(
    ("change", "warned"),
    [
        ("step: b, remove: true", True),
        ("step: b, remove: true, state: proposed, amends: [{rule: so-tay}]", True),
        ("step: b, remove: true, state: proposed, amends: [{rule: luat}]", False),
        ("step: b, remove: true, state: accepted, document: 1/QĐ, amends: [{rule: luat}]", True),
        ("step: b, remove: true, state: accepted, document: 9/QĐ-UBND", True),
        ("step: b, remove: true, state: accepted, document: 5/2026/QH16", False),
        ("step: b, remove: true, state: in_force, document: Luật mới", False),
        ("step: c, remove: true", False),
        ("step: a, remove: true", False),
        ("step: b, set: {work: 5 phút}", False),
    ],
)
def test_who_leaves_out_what_a_rule_requires_is_told(change: str, warned: bool) -> None:
    """A warning at the change, unless it proposes to amend that rule or names the decision of who may change it."""
    made, problems = scenario(f"x: {{procedure: MOT, {change}}}")
    whole = Operation((read(REQUIRED),), {"MOT": OFFICE}, {}, {}, frozenset({"MOT"}))
    found = scenario_problems(whole, made)
    assert not problems
    assert [(each.rule, each.severity) for each in found] == [("format/scenario-required", Severity.WARNING)] * warned
    assert all("required by 1/2020/QH14" in each.message.render("en") for each in found)
