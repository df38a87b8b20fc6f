"""Effectiveness from data: the figure a criterion names is measured, and nothing else proves that actions worked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from register_cases import ACCEPTED, CORRECTION, PLAN

from isoqms.metrics import Asked, FigureSource, Measured
from isoqms.qms import RecordKind
from isoqms.register.answer import Request
from isoqms.register.kinds.kinds import Kind
from isoqms.register.lifecycle.document import merged
from isoqms.register.records.for_rules import records_for
from isoqms.register.records.verify import verify
from register.register_making import put_in
from register.test_register_history import lived_up_to_review
from register.test_register_records import NC, ask, reported

WHOLE = {"metric": "ho-so-thieu", "period_from": "2026-04-10", "period_to": "2026-07-09", "value": "0",
         "source": "recorded", "process": "cap-phep", "measured_in": "hồ sơ", "evidence": "sổ tiếp nhận"}  # fmt: skip
TYPED = {"source": "recorded", "period_from": "2026-04-15", "period_to": "2026-07-14"}


def recorded(book, **members):
    """Record a figure."""
    return ask(book, "an", "record", "", {**WHOLE, **members}, Kind.MEASUREMENT).record.reference


def refuses(book, reference, verb="effective", **more):
    """Return the guards which refuse a judgement, and what the first of them says."""
    answer = book.ask(Request(by="kim", kind=NC, verb=verb, reference=reference, **more))
    found = getattr(answer, "refusals", ())
    return [each.guard for each in found], found[0].message.render("en") if found else ""


def watched(book, clock, metric="ho-so-thieu", **criterion):
    """Lead a nonconformity to the end of its window, to be judged by a figure."""
    plan = merged(PLAN, {"criterion": {"metric": metric, **criterion}})
    reference = lived_up_to_review(book, clock, plan)
    clock.to("2026-07-20")
    return reference


def test_the_measured_value_is_filled_in(book, clock):
    """Who judges names no number: the figure recorded for the window is taken, with its source and period."""
    reference = watched(book, clock)
    recorded(book)
    review = ask(book, "kim", "effective", reference).record.review
    assert (str(review.value), review.source, review.period_from) == ("0", "recorded", date(2026, 4, 10))
    assert verify(book).faults == ()


def test_nothing_is_judged_before_the_window_has_elapsed(book, clock):
    """However good the figure is: the window lasts 90 days after the last action."""
    reference = watched(book, clock)
    recorded(book, period_to="2026-06-30")
    clock.to("2026-07-06")
    assert refuses(book, reference) == (["window_elapsed"], "the window lasts until Tue 7 Jul 2026")
    clock.to("2026-07-07")
    assert refuses(book, reference) == ([], "")


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        ([], "nobody measures a figure called “ho-so-thieu”"),
        ([{"period_from": "2026-03-01", "period_to": "2026-04-09"}], "no figure of “ho-so-thieu” is recorded"),
        ([{"process": "khac"}], "nobody measures"),
        ([{"source": "simulation"}], "only simulated figures"),
    ],
)
def test_without_a_measured_value_the_reason_is_told(book, clock, figures, said):
    """Never recorded, recorded for other days or another process, or only simulated: each is told as what it is."""
    reference = watched(book, clock)
    for each in figures:
        recorded(book, **each)
    guards, message = refuses(book, reference)
    assert guards == ["value_measured"]
    assert said in message


def test_a_simulated_figure_may_set_a_target_and_proves_nothing(book, clock):
    """It is kept beside the others, may be what the target was taken from, and is refused as proof."""
    target = recorded(book, source="simulation", period_from="2026-01-01", period_to="2026-01-31")
    reference = watched(book, clock, source=f"mô phỏng {target}")
    simulated = {"review": {**TYPED, "value": "0", "source": "simulation"}}
    assert refuses(book, reference, changes=simulated)[0] == ["measured_not_simulated", "value_on_record"]


def test_periods_are_weighted_by_their_cases(book, clock):
    """Months of different numbers of dossiers make one figure; what misses the target leads back to the causes."""
    reference = watched(book, clock)
    for first, last, value, source, cases in (
        ("2026-03-01", "2026-03-31", "9", "recorded", 10),
        ("2026-04-10", "2026-05-09", "0", "recorded", 30),
        ("2026-05-10", "2026-06-09", "1", "recorded", 10),
        ("2026-06-10", "2026-07-09", "0", "simulation", 10),
    ):
        recorded(book, period_from=first, period_to=last, value=value, source=source, cases=cases)
    guards, message = refuses(book, reference)
    assert (guards, "0.25" in message) == (["criterion_met"], True)
    ask(book, "kim", "ineffective", reference, reason="còn 0,25")
    review = book.read(NC, reference)[0].review
    assert (str(review.value), review.period_to) == ("0.25", date(2026, 6, 9))


def test_a_number_of_ones_own_does_not_replace_the_measured_one(book, clock):
    """Where the figure is recorded, another value is refused, for closing as for going back."""
    reference = watched(book, clock)
    recorded(book, value="3")
    guards, message = refuses(book, reference, changes={"review": {**TYPED, "value": "0"}})
    assert (guards, "3 was measured" in message) == (["value_as_measured"], True)
    back = {"changes": {"review": {**TYPED, "value": "5"}}, "reason": "x"}
    assert refuses(book, reference, "ineffective", **back)[0] == ["value_as_measured"]


def test_a_value_from_paper_is_put_on_record_first(book, clock):
    """A number of which nothing is on record closes nothing; once it is, with where it comes from, it does."""
    reference = watched(book, clock)
    guards, message = refuses(book, reference, changes={"review": {**TYPED, "value": "0"}})
    assert (guards, message) == (["value_on_record"], "nobody measures a figure called “ho-so-thieu”")
    recorded(book)
    assert refuses(book, reference, changes={"review": {**TYPED, "value": "0"}}) == ([], "")


def test_recurrence_is_counted_by_the_register(book, clock):
    """Nothing came back: the register says so itself; once something did, the target is missed."""
    reference = watched(book, clock, "recurrence")
    again = reported(book, detected_on="2026-07-01")
    assert set(refuses(book, reference)[0]) == {"criterion_met", "none_new_in_window"}
    ask(book, "binh", "reject", again, {"rejection": "unfounded"})
    assert ask(book, "kim", "effective", reference).record.review.value == 0


def promised(book, due, done_on):
    """Report another one of the process with a correction due on a day, done on another or not yet."""
    reference = reported(book, requirements={"R1": {"kind": "clause", "ref": "7.5"}})
    correction = {**CORRECTION, "due": due}
    ask(book, "binh", "accept", reference, {**ACCEPTED, "actions": {"A1": correction}})
    if done_on:
        done = {"actions": {"A1": {"evidence": ["x"], "done_on": done_on}}}
        ask(book, "dung", "action done", reference, done, action="A1")


def test_the_share_of_what_was_overdue(book, clock):
    """Of the actions of the process that fell due since: done late, or not done, over all of them."""
    reference = watched(book, clock, "overdue_share", target="0.5")
    guards, message = refuses(book, reference)
    assert (guards, "no action of “cap-phep” fell due" in message) == (["value_measured"], True)
    for due, done in (
        ("2026-05-04", "2026-05-04"),
        ("2026-05-04", "2026-05-05"),
        ("2026-07-17", None),
        ("2026-07-20", None),
        ("2026-07-21", None),
        ("2026-04-01", None),
        ("2026-07-20", "2026-07-20"),
    ):
        promised(book, due, done)
    review = ask(book, "kim", "effective", reference).record.review
    assert (str(review.value), review.source) == ("0.5", "register")


class Dossiers:
    """A log of dossiers, as it will answer one day."""

    def measured(self, asked: Asked) -> Measured | None:
        """Answer for one figure."""
        found = {"value": Decimal("0.97"), "source": FigureSource.DOSSIERS}
        return Measured(first=asked.first, last=asked.last, **found) if asked.name == "dung-hen" else None


def test_other_sources_answer_through_the_same_door(book, clock):
    """Whoever measures figures is named to the book; the register knows nothing else of it."""
    reference = watched(book, clock, "dung-hen", baseline="0.9", target="0.95", direction="at_least")
    assert refuses(book, reference)[0] == ["value_measured"]
    with_log = replace(book, figures=(Dossiers(),))
    review = ask(with_log, "kim", "effective", reference).record.review
    assert (str(review.value), review.source) == ("0.97", "dossiers")


def test_rules_are_shown_no_simulated_figure_as_measured(book, clock):
    """A figure that was only simulated leaves an indicator unmeasured."""
    clock.to("2026-07-20")
    recorded(book, source="simulation", office="xa")
    real = recorded(book, office="xa")
    shown = records_for(book, ["xa"], home=True).of(RecordKind.MEASUREMENT)
    assert [each.id for each in shown] == [real]


def test_rules_are_told_that_an_audit_still_goes_on(book, clock):
    """Begun is not concluded: what is still being looked at does not count as audited."""
    plan = {"title": "Đợt 1", "scope": "Một cửa", "criteria": ["iso9001-2015"], "processes": ["cap-phep"],
            "team": {"lan": {"role": "lead"}}, "starts_on": "2026-03-02", "ends_on": "2026-03-03", "office": "xa",
            "checklist": {"Q1": {"requirement": "8.2.3", "question": "Ai kiểm tra?"}}}  # fmt: skip
    audit = ask(book, "binh", "plan", "", plan, Kind.AUDIT).record.reference
    for verb in ("prepare", "start"):
        ask(book, "lan", verb, audit, {}, Kind.AUDIT)
    told = [records_for(book, ["xa"], home=True).of(RecordKind.AUDIT)[0].held["concluded"]]
    ask(book, "lan", "conclude", audit, {"checklist": {"Q1": {"grade": "conforming", "note": "đã xem"}}}, Kind.AUDIT)
    told += [records_for(book, ["xa"], home=True).of(RecordKind.AUDIT)[0].held["concluded"]]
    assert told == [False, True]


def test_an_older_case_is_entered_from_papers(book, clock):
    """What happened in spring is entered in autumn as it happened: each step out of its time has its reason."""
    clock.to("2026-11-02")
    reference = reported(book)
    ask(book, "binh", "accept", reference, ACCEPTED)
    ask(book, "chi", "analyse", reference)
    paper = {"reason": "nhập lại từ hồ sơ giấy"}
    assert refuses_by(book, "chi", "plan", reference, changes=PLAN) == ["actions_lie_ahead"]
    ask(book, "chi", "plan", reference, PLAN, **paper)
    assert refuses_by(book, "hoa", "approve", reference) == ["actions_lie_ahead"]
    ask(book, "hoa", "approve", reference, **paper)
    done = {"actions": {"A1": {"evidence": ["QT-08 lần 02"], "done_on": "2026-04-08"}}}
    assert refuses_by(book, "dung", "action done", reference, changes=done, action="A1") == ["done_in_its_time"]
    ask(book, "dung", "action done", reference, done, action="A1", **paper)
    ask(book, "binh", "action verify", reference, action="A1")
    ask(book, "chi", "implemented", reference, {"qms_change": {"approved_version": "02"}})
    recorded(book)
    assert refuses_by(book, "kim", "effective", reference) == ["window_elapsed", "value_measured"]
    early = {"review": {**TYPED, "value": "0"}}
    assert "criterion_came_first" in refuses_by(book, "kim", "effective", reference, changes=early, **paper)
    record = ask(book, "kim", "effective", reference, **paper, second="lan").record
    assert (record.state, record.actions["A1"].entered_later) == ("closed", "nhập lại từ hồ sơ giấy")


def test_a_figure_measured_before_its_criterion_was_approved_proves_nothing(book, clock):
    """Actions said to be done before the plan do not let a target be chosen afterwards; the first day is told."""
    clock.to("2026-03-02")
    reference = reported(book, detected_on="2026-01-05")
    ask(book, "binh", "accept", reference, ACCEPTED)
    ask(book, "chi", "analyse", reference)
    clock.to("2026-04-20")
    plan = merged(PLAN, {"criterion": {"window_days": 3, "period_days": 1}, "actions": {"A1": {"due": "2026-04-30"}}})
    ask(book, "chi", "plan", reference, plan, reason="đợt ngắn")
    ask(book, "hoa", "approve", reference)
    done = {"actions": {"A1": {"evidence": ["QT-08 lần 02"], "done_on": "2026-04-01"}}}
    ask(book, "dung", "action done", reference, done, action="A1", reason="đã làm trước khi lập phiếu")
    ask(book, "binh", "action verify", reference, action="A1")
    ask(book, "chi", "implemented", reference, {"qms_change": {"approved_version": "02"}})
    recorded(book, period_from="2026-04-02", period_to="2026-04-19")
    early = {"review": {"value": "0", "source": "recorded", "period_from": "2026-04-02", "period_to": "2026-04-19"}}
    clock.to("2026-04-23")
    answer = book.ask(Request(by="kim", kind=NC, verb="effective", reference=reference, changes=early))
    told = {each.guard: each for each in answer.refusals}
    assert set(told) == {"value_on_record", "criterion_came_first"}
    assert told["criterion_came_first"].remedy.render("en").startswith("measure from Mon 20 Apr 2026 on;")
    recorded(book, period_from="2026-04-20", period_to="2026-04-23")
    assert ask(book, "kim", "effective", reference).record.review.period_from == date(2026, 4, 20)


def refuses_by(book, by, verb, reference, **more):
    """Return the guards which refuse a step of somebody."""
    answer = book.ask(Request(by=by, kind=NC, verb=verb, reference=reference, **more))
    return [each.guard for each in answer.refusals]


def test_a_reviewer_who_could_never_judge_is_refused_with_those_who_may(book, clock):
    """At the plan, so that no entry is led where nobody can end it; the people who may are named."""
    reference = reported(book, source="internal_audit", auditor="lan")
    ask(book, "binh", "accept", reference, ACCEPTED)
    ask(book, "chi", "analyse", reference)
    for reviewer in ("chi", "dung", "kim"):
        plan = merged(PLAN, {"criterion": {"reviewer": reviewer}})
        answer = book.ask(Request(by="chi", kind=NC, verb="plan", reference=reference, changes=plan))
        (refusal,) = answer.refusals
        assert refusal.guard == "reviewer_may_judge"
        assert refusal.remedy.render("en") == "name as reviewer one of: binh, lan"
    ask(book, "chi", "plan", reference, merged(PLAN, {"criterion": {"reviewer": "lan"}}))


def test_an_entry_nobody_could_end_is_led_on(book, clock):
    """Where the reviewer of an older entry may not judge, the refusal names the step that puts in another one."""
    reference = watched(book, clock)
    held = book.read(NC, reference)[0]
    put_in(book, NC, replace(held, criterion=replace(held.criterion, reviewer="dung")))
    recorded(book)
    answer = book.ask(Request(by="dung", kind=NC, verb="effective", reference=reference))
    (refusal,) = answer.refusals
    assert (refusal.guard, "nc hand-over --reviewer" in refusal.remedy.render("en")) == ("reviewer_stands_apart", True)
    ask(book, "binh", "hand over", reference, {"criterion": {"reviewer": "kim"}}, reason="người cũ phụ trách hành động")
    assert ask(book, "kim", "effective", reference).record.state == "closed"
