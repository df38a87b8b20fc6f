"""Where opportunities are found and where not, beyond the examples of their manuals; and that following them helps."""

from __future__ import annotations

from pathlib import Path

import pytest
from procedures import of_steps, read, read_office
from simulated import office, post, procedure, put

from isoqms.improve.opportunities.find import find, find_kinds
from isoqms.improve.opportunities.opportunity import Decision, Found, Opportunity
from isoqms.improve.opportunities.rows import only_before, only_next, rows
from isoqms.improve.opportunities.surroundings import surroundings
from isoqms.improve.opportunities.times import added_work, usual_work
from isoqms.improve.opportunities.view import View
from isoqms.improve.priced import Pricing
from isoqms.improve.worth.measures import Measure
from isoqms.problem import Position
from isoqms.procedure import Authority, Procedure
from isoqms.scenario import Operation, operation_of
from isoqms.simulate import Plan
from isoqms.words import Message
from isoqms.workspace.load import load
from isoqms.worktime import Convention

KINDS = {kind.id: kind for kind in find_kinds()}
SAMPLES = Path(__file__).parent.parent / "processes" / "xa-vi-du"
OFFICE = read_office("""
    offices:
      ward: {title: Phường, calendar: vn, hours: {mon: ["07:30..11:30", "13:30..17:30"]}, day_length: 8 giờ}
    roles:
      a: {title: A, kind: handles, office: ward}
      b: {title: B, kind: handles, office: ward}
      c: {title: C, kind: handles, office: ward}
      chief: {title: Chief, kind: decides, office: ward}
      head: {title: Head, kind: decides, office: ward}
    """)


def look(kind: str, written: Procedure) -> tuple[tuple[Opportunity, ...], list[str]]:
    """Return what a kind finds in a procedure, and what it asks."""
    view = View(OFFICE, {written.id: written}, (written,))
    found, questions = find([written], lambda each: view, [KINDS[kind]])
    return found, [question.message.render("en") for question in questions]


def changed(one: Opportunity) -> list[dict[str, object]]:
    """Return the changes without what only says what and why."""
    said = ("title", "state", "reason", "amends", "procedure")
    return [{key: value for key, value in change.items() if key not in said} for change in one.changes.values()]


FOUR = """
    start: {title: S, role: a, work: 5 phút, outputs: [hồ sơ], next: one}
    one: {title: One, role: b, work: 1 giờ, inputs: [hồ sơ], outputs: [x], next: two}
    two: {title: Two, role: c, work: 1 giờ, inputs: [hồ sơ], outputs: [y], next: three}
    three: {title: Three, role: c, work: 1 giờ, inputs: [y], outputs: [z], next: last}
    last: {title: L, role: head, work: 5 phút, inputs: [x, z], end: completed}
    """


def test_a_branch_takes_along_what_belongs_to_it():
    """The second branch goes on with the step that needs its result; both meet where both are needed."""
    [found], _ = look("parallelise", of_steps(FOUR))
    assert found.steps == ("one", "two", "three")
    assert changed(found) == [
        {"step": "start", "set": {"parallel": ["one", "two"]}},
        {"step": "one", "set": {"next": "last"}},
        {"step": "last", "set": {"join": "all"}},
    ]


def test_what_is_not_written_is_asked():
    """Steps without inputs and outputs are a question with their names, and nothing is proposed."""
    silent = FOUR.replace(", outputs: [x]", "").replace(", outputs: [hồ sơ]", "")
    found, questions = look("parallelise", of_steps(silent))
    assert not found
    assert len(questions) == 1 and "“One” → “Two”" in questions[0]


def test_one_person_cannot_do_two_things_at_once():
    """Steps of the same role are never put side by side."""
    found, _ = look("parallelise", of_steps(FOUR.replace("role: c", "role: b")))
    assert not found


def test_where_the_way_begins_at_a_choice_it_is_told_but_not_simulated():
    """A scenario cannot add the step where two branches would part, and the opportunity says so."""
    choice = FOUR.replace(
        "outputs: [hồ sơ], next: one", "outputs: [hồ sơ], next: [{to: one}, {end: refused, share: 5 %}]"
    )
    [found], _ = look("parallelise", of_steps(choice))
    assert not found.changes and found.not_simulated is not None


def test_three_steps_of_one_role_are_one():
    """A whole row of one role is merged at once; its minutes are added part by part."""
    steps = """
        a1: {title: A, role: a, work: {min: 1 phút, usual: 2 phút, max: 6 phút, source: measured}, next: a2}
        a2: {title: B, role: a, work: 10 phút, next: a3}
        a3: {title: C, role: a, work: {min: 0.5 giờ, usual: 1 giờ, max: 2 giờ, source: measured}, end: completed}
        """
    [found], _ = look("merge-steps", of_steps(steps))
    work = {"min": "41 phút", "usual": "72 phút", "max": "136 phút", "source": "estimated"}
    assert changed(found) == [
        {"step": "a1", "set": {"work": work}},
        {"step": "a2", "remove": True},
        {"step": "a3", "remove": True},
    ]


def test_minutes_that_cannot_be_added_are_said_so():
    """A mean with a spread of its own cannot be added part by part: found, not simulated."""
    steps = """
        a1: {title: A, role: a, work: {mean: 10 phút, distribution: exponential}, next: a2}
        a2: {title: B, role: a, work: 10 phút, end: completed}
        """
    written = of_steps(steps)
    [found], _ = look("merge-steps", written)
    assert found.not_simulated is not None
    assert usual_work(written.steps.values(), Convention(480)) is None
    assert added_work([written.steps["a2"]], Convention(480)) == {
        "min": "10 phút",
        "usual": "10 phút",
        "max": "10 phút",
        "source": "estimated",
    }


@pytest.mark.parametrize("kept", ["batch: {size: 3}", "wait: 1 giờ", "visits: 1", "in_variant: {v: {work: 2 phút}}"])
def test_a_step_with_something_of_its_own_stays(kept):
    """Steps with lots, waits, visits or variants of their own are not merged away."""
    steps = f"""
        a1: {{title: A, role: a, work: 5 phút, next: a2}}
        a2: {{title: B, role: a, work: 5 phút, {kept}, end: completed}}
        """
    found, _ = look("merge-steps", of_steps(steps, more="variants: {v: {title: V}}"))
    assert not found


def test_rows_end_where_ways_part_or_meet():
    """A row holds only steps that every dossier passes one right after the other."""
    written = of_steps("""
        a: {role: a, next: b}
        b: {role: b, next: [{to: c}, {to: d, share: 10 %}]}
        c: {role: c, next: d}
        d: {role: a, next: e}
        e: {role: b, end: completed}
        """)
    assert [[step.id for step in row] for row in rows(written)] == [["a", "b"], ["d", "e"]]
    assert only_next(written, written.steps["b"]) is None and only_before(written, written.steps["d"]) is None


def test_an_assignment_is_no_ping_pong():
    """A head who assigns and later reviews is not asked to do the work in between."""
    steps = """
        assign: {title: A, role: chief, work: 5 phút, next: work}
        work: {title: W, role: a, work: 1 giờ, next: review}
        review: {title: R, role: chief, work: 5 phút, next: sign}
        sign: {title: S, role: head, work: 5 phút, end: completed}
        """
    assert not look("end-ping-pong", of_steps(steps))[0]


def test_a_way_back_inside_the_office_is_ended_where_it_begins():
    """The reviewer mends what he finds: nothing goes back, and that mending takes time is said as an assumption."""
    steps = """
        work: {title: W, role: a, work: 1 giờ, next: review}
        review: {title: R, role: chief, work: 5 phút, next: [{to: sign}, {to: work, share: 8 %, at_most: 1}]}
        sign: {title: S, role: head, work: 5 phút, end: completed}
        """
    [found], _ = look("end-ping-pong", of_steps(steps))
    assert changed(found) == [{"step": "review", "to": "work", "set": {"share": "0 %"}}]
    assert found.assumes is not None and "8 %" in found.assumes.render("vi")


def test_only_the_last_word_is_delegated():
    """An approval after which a higher one follows is no place to delegate."""
    steps = """
        review: {title: R, role: chief, work: 5 phút, next: sign}
        sign: {title: S, role: head, work: 5 phút, next: again}
        again: {title: G, role: chief, work: 5 phút, end: completed}
        """
    found, _ = look("delegate", of_steps(steps))
    assert [each.steps for each in found] == [("again",)]


def test_a_rare_refusal_is_checked_afterwards():
    """A check of the office that refuses at most 5 % can follow the decision; one that refuses more cannot."""
    steps = """
        receive: {title: N, role: a, work: 5 phút, next: check}
        check: {title: K, role: b, work: 5 phút, next: [{to: sign}, {end: refused, share: 4 %}]}
        sign: {title: S, role: head, work: 5 phút, end: completed}
        """
    [found], _ = look("ex-post", of_steps(steps))
    assert changed(found)[1] == {"step": "check", "end": "refused", "set": {"share": "0 %"}}
    assert found.decision.by is None
    assert not look("ex-post", of_steps(steps.replace("4 %", "6 %")))[0]
    first = steps.replace("        receive: {title: N, role: a, work: 5 phút, next: check}\n", "")
    assert not look("ex-post", of_steps(first))[0]


def test_what_the_applicant_came_for_is_no_check():
    """What another agency does is left alone when the title names it, or when it goes on beside other steps."""
    steps = """
        receive: {title: N, role: a, work: 5 phút, next: pay}
        pay: {title: {vi: Chi trả trợ cấp}, actor: agency, wait: 3 ngày, next: sign}
        sign: {title: S, role: head, work: 5 phút, end: completed}
        """
    assert look("ex-post", of_steps(steps))[0]
    named = read(
        "id: P\ntitle: {vi: Xét và chi trả trợ cấp}\nsteps:\n"
        + "\n".join("  " + line.strip() for line in steps.strip().splitlines())
    )
    assert not look("ex-post", named)[0]


def test_one_hour_more_lies_in_working_time():
    """The hour added is one at which the office is open: after lunch rather than during it."""
    steps = "sign: {title: S, role: head, work: 5 phút, batch: {at: ['10:30', '16:00']}, end: completed}"
    found, _ = look("sign-more-often", of_steps(steps))
    assert changed(found[1]) == [{"step": "sign", "set": {"batch": {"at": ["10:30", "13:30", "16:00"]}}}]
    once, _ = look("sign-more-often", of_steps(steps.replace("'10:30', ", "")))
    assert changed(once[1]) == [{"step": "sign", "set": {"batch": {"at": ["10:30", "16:00"]}}}]


def test_all_loops_of_a_procedure_are_one_opportunity():
    """One thorough check at receipt serves every loop in which applicants supplement something."""
    steps = """
        receive: {title: N, role: a, work: 5 phút, next: [{to: check}, {to: more, share: 10 %, at_most: 1}]}
        more: {title: M, actor: applicant, wait: 1 ngày, next: receive}
        check: {title: K, role: b, work: 5 phút, next: [{to: sign}, {to: again, share: 20 %, at_most: 1}]}
        again: {title: G, actor: applicant, wait: 1 ngày, next: check}
        sign: {title: S, role: head, work: 5 phút, end: completed}
        """
    [found], _ = look("check-at-intake", of_steps(steps))
    assert changed(found) == [
        {"step": "receive", "to": "more", "scale": {"share": 0.5}},
        {"step": "check", "to": "again", "scale": {"share": 0.5}},
        {"step": "receive", "scale": {"work": 1.2}},
    ]
    assert found.decision.by is Authority.OFFICE


def test_online_keeps_the_counter():
    """Half of the counter's share moves online; the other half, and every other channel, stays."""
    more = (
        "channels: [counter, online, post]\ndemand: {per_year: 9, channels: {counter: 55 %, online: 43 %, post: 2 %}}"
    )
    [found], _ = look("online", of_steps("a: {role: a, work: 5 phút, end: completed}", more))
    channels = {"counter": "27.5 %", "online": "70.5 %", "post": "2 %"}
    assert changed(found) == [{"demand": {"set": {"channels": channels}}}]
    assert "27,5 %" in found.title.render("vi")


def test_found_says_why_when_it_cannot_be_simulated():
    """A kind that yields neither changes nor a reason is a mistake of the programmer's."""
    with pytest.raises(ValueError, match="neither changes nor the reason"):
        Found(Position("p"), "x", Message("x"), Decision(Authority.OFFICE))


def sampled() -> tuple[Operation, View]:
    workspace = load([SAMPLES])
    operation = operation_of(workspace)
    return operation, surroundings(operation, workspace.procedures)(operation.procedures[0])


def test_the_sample_commune_is_looked_through_without_a_fault():
    """In 29 procedures every opportunity has an id of its own, a title in both languages, and changes that apply."""
    operation, view = sampled()
    every = {each.id: each for each in operation.procedures}
    found, questions = find(operation.procedures, lambda each: view)
    assert len({each.id for each in found}) == len(found) > 100 and questions
    changes = [id_ for each in found for id_ in each.changes]
    assert len(set(changes)) == len(changes)
    for each in found:
        assert each.title.render("vi") and each.at.file
        assert set(each.procedures) <= set(every)
    registrations = {id_ for id_ in every if id_.endswith(("khai-sinh", "khai-tu", "ket-hon"))}
    assert not [each for each in found if each.kind == "abolish" and registrations & set(each.procedures)]


def test_how_busy_people_are_is_told_by_role():
    """The surroundings of a procedure tell the load of each role whose work is known."""
    _, view = sampled()
    assert 0.5 < view.loads["one_stop_officer"] < 1
    assert all(load > 0 for load in view.loads.values())


def test_side_by_side_is_faster_when_simulated(tmp_path):
    """The change a parallel opportunity proposes shortens the way by about the shorter of its branches."""
    roles = {"a": post("a"), "b": post("b"), "c": post("c"), "h": post("h")}
    steps = {
        "start": {"title": "S", "role": "a", "work": "5 min", "outputs": ["file"], "next": "one"},
        "one": {"title": "One", "role": "b", "work": "60 min", "inputs": ["file"], "outputs": ["x"], "next": "two"},
        "two": {"title": "Two", "role": "c", "work": "40 min", "inputs": ["file"], "outputs": ["y"], "next": "last"},
        "last": {"title": "L", "role": "h", "work": "5 min", "inputs": ["x", "y"], "end": "completed"},
    }
    put(tmp_path, office(roles), procedure(steps, "P", gap="1000 min", demand={"spacing": "even"}))
    workspace = load([tmp_path])
    operation = operation_of(workspace)
    found, _ = find(operation.procedures, surroundings(operation, workspace.procedures), [KINDS["parallelise"]])
    pricing = Pricing(operation, found, Plan(replications=2, cases=50))
    saving = pricing.price(found[0].id).savings[Measure.MEAN]
    assert saving.value == pytest.approx(40, abs=1e-6)


COUNTER = """
    receive: {title: N, role: a, work: 5 phút, next: [{to: certify}, {to: refuse, share: 2 %}]}
    refuse: {title: F, role: a, work: 5 phút, end: refused}
    certify: {title: C, role: b, work: 8 phút, next: sign}
    sign:
      title: S
      role: head
      work: 2 phút
      batch: {at: ["16:00"]}
      next: [{to: hand, channels: [counter]}, {to: send, channels: [online]}]
    hand: {title: H, role: a, counter: c1, visits: 1, work: 2 phút, end: completed}
    send: {title: G, role: a, work: 2 phút, end: completed}
    """


def test_a_refusal_at_receipt_and_two_ways_of_return_keep_nothing_from_the_counter():
    """Whoever receives does all that lies between, refusals aside; nobody comes a second time."""
    [found], _ = look("counter-decision", of_steps(COUNTER))
    work = {"min": "10 phút", "usual": "10 phút", "max": "10 phút", "source": "estimated"}
    assert changed(found) == [
        {"step": "certify", "set": {"role": ["a"], "work": work}},
        {"step": "sign", "remove": True},
        {"step": "hand", "set": {"visits": 0}},
    ]
    assert found.decision.by is None and found.relief.visits == 1


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("work: 8 phút", "work: 1 giờ"),
        ("role: b, work: 8 phút", "actor: agency, wait: 1 ngày"),
        ("next: sign}", "next: [{to: sign}, {to: receive, share: 5 %, at_most: 1}]}"),
        ("role: a, counter: c1", "role: b, counter: c1"),
        ("role: a, counter: c1", "role: a"),
    ],
)
def test_what_takes_long_or_needs_others_is_not_for_the_counter(before, after):
    """More than an hour, another agency, something sent back, or another person who returns: not at the counter."""
    assert not look("counter-decision", of_steps(COUNTER.replace(before, after)))[0]


LINKED = """
    id: A
    title: Funeral grant
    dossier: [{paper: Death certificate, from_procedure: B}]
    steps:
      submit: {title: Hand in, actor: applicant, visits: 1, clock: not_started, next: sign}
      sign: {title: Sign, role: head, work: 5 phút, end: completed}
    """


def test_what_is_asked_for_at_once_is_priced_by_the_trip_it_spares() -> None:
    """The applicant does not come to hand in the second; where no step says that he comes, only papers are told."""
    death = read("id: B\ntitle: B\nsteps: {sign: {title: S, role: head, work: 5 phút, end: completed}}\n")
    for written, visits in ((read(LINKED), 1), (read(LINKED.replace("visits: 1, ", "")), 0)):
        view = View(OFFICE, {"A": written, "B": death}, (written, death))
        [found], asked = find([written], lambda _, view=view: view, [KINDS["linked-one-stop"]])
        assert not asked and found.relief.visits == visits and found.relief.papers == 1
        assert bool(found.not_simulated) == (not visits)
        assert changed(found) == ([{"step": "submit", "set": {"visits": 0, "counter": None}}] if visits else [])


def test_a_procedure_that_is_not_at_hand_is_asked_for() -> None:
    """What it would spare to ask for both at once cannot be said without the other file: the question names it."""
    found, asked = look("linked-one-stop", read(LINKED))
    assert not found
    [question] = asked
    assert "Death certificate" in question and "the result of B, of which there is no file here" in question
