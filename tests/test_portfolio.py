"""The portfolio: who is counted, under which state and date, what is unknown, and who does best."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from portfolio_offices import issued, office, procedure, read, row_of, scenario, told

from isoqms.improve.national_code import base_code
from isoqms.improve.portfolio import portfolio
from isoqms.improve.portfolio.adoption import Mark, Step
from isoqms.improve.portfolio.cut import CutKind, Told
from isoqms.improve.portfolio.offices import AT_ONCE
from isoqms.improve.portfolio.peers import By
from isoqms.improve.portfolio.row import Standing
from isoqms.improve.portfolio.shared_ratio import FEWEST, SHARE, WINDOW_POINTS, shared_ratio
from isoqms.improve.portfolio.tally import tally
from isoqms.metrics import Unit
from isoqms.problem import Position
from isoqms.qms import KeptRecords, Record, RecordKind
from isoqms.report.portfolio_text import method
from isoqms.scenario import State
from isoqms.simulate import Plan
from isoqms.words import Message

# Who is shortened


def test_a_committed_limit_below_the_legal_one_is_a_cut_in_force(tmp_path):
    """10 days by law, 7 promised: 30 % taken off, 1 of 1 shortened."""
    found = told(office(tmp_path, procedure("A", committed="7 ngày làm việc")))
    assert row_of(found, "A").standing is Standing.SHORTENED
    assert row_of(found, "A").taken_off == pytest.approx(0.3)
    assert (found.whole.shortened.numerator, found.whole.shortened.denominator) == (1, 1)
    assert found.whole.taken_off.value.value == pytest.approx(0.3)


@pytest.mark.parametrize("limit", ["ngay", "trong ngày", "4 giờ làm việc", "0,5 ngày làm việc"])
def test_what_is_due_at_once_is_not_in_the_denominator(tmp_path, limit):
    """Nobody is blamed for not shortening “at once”, and the exclusion is told with its number."""
    found = told(office(tmp_path, procedure("A", limit), procedure("B")))
    shortened = found.whole.shortened
    assert row_of(found, "A").standing is Standing.AT_ONCE
    assert (shortened.numerator, shortened.denominator) == (0, 1)
    assert [(each.reason, each.procedures) for each in shortened.left_out] == [(AT_ONCE, ("A",))]


def test_one_working_day_can_be_shortened(tmp_path):
    """A limit of one working day is a figure: it is in the denominator, and “trong ngày” is less."""
    found = told(office(tmp_path, procedure("A", "1 ngày làm việc"), procedure("B", "1 ngày làm việc", "4 giờ")))
    assert row_of(found, "A").standing is Standing.NOT_SHORTENED
    assert row_of(found, "B").standing is Standing.SHORTENED


def test_at_once_for_some_dossiers_only_can_still_be_shortened(tmp_path):
    """A procedure is due at once when all of its kinds of dossier are."""
    legal = {"within": "trong ngày", "variants": {"kho": "5 ngày làm việc"}}
    data = procedure("A", None, limits={"legal": legal}, variants={"kho": {"title": "Phải xác minh"}})
    assert row_of(told(office(tmp_path, data)), "A").standing is Standing.NOT_SHORTENED


def test_without_a_legal_limit_nobody_knows(tmp_path):
    """A promise without a law beside it is neither shortened nor not: it is left out with the reason."""
    found = told(office(tmp_path, procedure("A", None, "7 ngày")))
    assert row_of(found, "A").standing is Standing.UNKNOWN
    assert found.whole.shortened.value.value is None
    assert [each.procedures for each in found.whole.shortened.left_out] == [("A",)]


@pytest.mark.parametrize(
    ("legal", "committed", "standing"),
    [
        ("10 ngày làm việc", "80 giờ làm việc", Standing.NOT_SHORTENED),
        ("10 ngày làm việc", "72 giờ làm việc", Standing.SHORTENED),
        ("10 ngày làm việc", "12 ngày làm việc", Standing.NOT_SHORTENED),
        ("10 ngày làm việc", "10 ngày theo lịch", Standing.NOT_SHORTENED),
        ("10 ngày làm việc", "theo thỏa thuận", Standing.NOT_SHORTENED),
    ],
)
def test_only_what_is_surely_shorter_counts(tmp_path, legal, committed, standing):
    """Units are compared by the office's own day; what nobody can compare is no cut."""
    assert row_of(told(office(tmp_path, procedure("A", legal, committed))), "A").standing is standing


def test_a_time_published_before_and_after_is_a_cut(tmp_path):
    """Where the file has no committed limit, the published pair of the whole counts, with its document."""
    times = [{"part": "Toàn bộ", "before": "20 ngày", "after": "8 ngày", "source": "12/QĐ-UBND"}]
    source = {"document": "Quyết định 12/QĐ-UBND", "issued": "2026-03-01"}
    found = told(office(tmp_path, procedure("A", "20 ngày", published_times=times, source=source)))
    [cut] = row_of(found, "A").cuts
    assert (cut.told, cut.document, cut.day) == (Told.PUBLISHED_TIMES, "12/QĐ-UBND", date(2026, 3, 1))
    assert cut.taken_off == pytest.approx(0.6)


# States, documents, dates


def test_the_document_and_date_of_a_committed_limit_are_found(tmp_path):
    """The rule a limit rests on tells the number, and its own date, a revision or the issue tells the day."""
    basis = {"q": {"document": "34/QĐ-UBND", "from": "2026-02-02"}}
    limits = {"legal": {"within": "10 ngày"}, "committed": {"within": "7 ngày", "basis": "q"}}
    revised = [{"date": "2026-04-04", "what": "Rút ngắn thời hạn giải quyết", "decision": "56/QĐ-UBND"}]
    found = told(
        office(
            tmp_path,
            procedure("A", limits=limits, legal_basis=basis, issue=issued("2026-01-01")),
            procedure("B", "10 ngày", "7 ngày", revisions=revised, issue=issued("2026-01-01")),
            procedure("C", "10 ngày", "7 ngày", issue=issued("2026-01-01", "78/QĐ-UBND")),
        )
    )
    assert [(cut.document, cut.day) for row in found.rows for cut in row.cuts] == [
        ("34/QĐ-UBND", date(2026, 2, 2)),
        ("56/QĐ-UBND", date(2026, 4, 4)),
        ("78/QĐ-UBND", date(2026, 1, 1)),
    ]


def test_a_limit_that_takes_effect_later_is_accepted_and_not_in_force(tmp_path):
    """As of a day before its document the cut is on the way; from that day on it is in force."""
    basis = {"q": {"document": "34/QĐ-UBND", "from": "2026-09-01"}}
    limits = {"legal": {"within": "10 ngày"}, "committed": {"within": "7 ngày", "basis": "q"}}
    folder = office(tmp_path, procedure("A", limits=limits, legal_basis=basis, issue=issued("2026-01-01")))
    before, after = told(folder, date(2026, 8, 31)), told(folder, date(2026, 9, 1))
    assert (before.whole.shortened.numerator, after.whole.shortened.numerator) == (0, 1)
    assert [row_of(found, "A").cuts[0].state for found in (before, after)] == [State.ACCEPTED, State.IN_FORCE]
    assert before.whole.by_state[State.ACCEPTED] == 1


def test_a_later_revision_was_not_known_before(tmp_path):
    """A portfolio of the past does not hear of a revision made after its day."""
    revised = [{"date": "2026-08-01", "what": "Rút ngắn thời hạn giải quyết", "decision": "56/QĐ-UBND"}]
    found = told(office(tmp_path, procedure("A", "10 ngày", "7 ngày", revisions=revised, issue=issued("2026-01-01"))))
    assert row_of(found, "A").cuts == ()
    assert found.whole.shortened.numerator == 0


def test_longer_for_some_dossiers_is_no_cut(tmp_path):
    """A shorter promise for most, paid for by a longer one for others, does not count as shortened."""
    limits = {
        "legal": {"within": "10 ngày", "variants": {"kho": "12 ngày"}},
        "committed": {"within": "7 ngày", "variants": {"kho": "15 ngày"}},
    }
    data = procedure("A", limits=limits, variants={"kho": {"title": "Phải xác minh"}})
    assert row_of(told(office(tmp_path, data)), "A").standing is Standing.NOT_SHORTENED


def test_what_is_taken_off_is_a_share_of_the_legal_limit(tmp_path):
    """10 days by law, 7 promised, 5 in force by a scenario the file does not have yet: 30 % of the law by the file."""
    plan = scenario("s", c=change("in_force", "2026-05-05"))
    found = told(office(tmp_path, procedure("A", committed="7 ngày làm việc"), scenarios=(plan,)))
    assert row_of(found, "A").taken_off == pytest.approx(0.3)


def test_a_draft_promises_nothing_yet(tmp_path):
    """A committed limit in a file nobody approved, issued or published is only proposed."""
    found = told(
        office(tmp_path, procedure("A", committed="7 ngày làm việc", source=None, authors=[{"post": "clerk"}]))
    )
    assert row_of(found, "A").cuts[0].state is State.PROPOSED
    assert found.whole.by_state[State.PROPOSED] == 1


def test_the_number_of_an_issue_proves_nothing(tmp_path):
    """Issue 1 without a day, a decision or a signature may be in force or not: it is in no count, and is told."""
    bare = {"issue": {"number": 1, "revision": 0}, "source": None}
    found = told(
        office(
            tmp_path,
            procedure("A", committed="7 ngày làm việc", **bare),
            procedure("B", committed="7 ngày làm việc", **bare, approvers=[{"post": "clerk"}]),
            procedure("C", committed="7 ngày làm việc", **bare, approvers=[{"post": "clerk", "date": "2026-01-05"}]),
            procedure("D", committed="7 ngày làm việc", source=None, issue={"number": 1, "decision": "5/QĐ-UBND"}),
        )
    )
    standings = {row.procedure: (row.standing, row.cuts[0].state, row.taken_off) for row in found.rows}
    unknown, known = (Standing.UNPROVEN, None, None), (Standing.SHORTENED, State.IN_FORCE, pytest.approx(0.3))
    assert standings == {"A": unknown, "B": unknown, "C": known, "D": known}
    assert (found.whole.shortened.numerator, found.whole.shortened.denominator) == (2, 2)
    assert [each.procedures for each in found.whole.shortened.left_out] == [("A", "B")]
    assert found.whole.by_state == {each: 2 * (each is State.IN_FORCE) for each in State}
    assert sum(found.whole.changes[CutKind.LIMIT].values()) == 2
    said = "\n".join(method(found, "en"))
    assert "they are counted in no state: A, B." in said


@pytest.mark.parametrize(("document", "state"), [("1/QĐ", State.PROPOSED), ("5/2026/QH16", State.ACCEPTED)])
def test_what_a_law_requires_only_the_law_gives_up(tmp_path, document, state):
    """A step dropped “by” a paper of the office counts as proposed, and the report says what is claimed."""
    steps = {
        "nhan": {"title": "Nhận", "role": "officer", "legal_basis": ["luat"], "next": "ky"},
        "ky": {"title": "Ký", "role": "officer", "end": "completed"},
    }
    data = procedure("A", steps=steps, legal_basis={"luat": {"document": "1/2020/QH14"}})
    drop = {"procedure": "A", "step": "nhan", "remove": True, "state": "accepted", "document": document}
    found = told(office(tmp_path, data, scenarios=(scenario("s", c=drop),)))
    [cut] = row_of(found, "A").cuts
    assert (cut.kind, cut.state) == (CutKind.STEP, state)
    claimed = state is State.PROPOSED
    assert cut.claimed is (State.ACCEPTED if claimed else None)
    assert ("“1/QĐ” is not known to be of who may decide it" in "\n".join(method(found, "en"))) is claimed


def change(state: str, day: str | None = None, within: str = "5 ngày làm việc", of: str = "A") -> dict[str, object]:
    """A change of the committed limit of a procedure."""
    data = {"procedure": of, "state": state, "document": f"1/{state}", "limits": {"committed": {"within": within}}}
    return {**data, **({"date": day} if day else {})}


@pytest.mark.parametrize("state", list(State))
def test_the_cut_of_a_scenario_counts_under_its_state(tmp_path, state):
    """Half the time proposed, accepted, in force or measured: each in its own column, with number and date."""
    plan = scenario("s", c=change(state, "2026-05-05"))
    found = told(office(tmp_path, procedure("A"), scenarios=(plan,)))
    [cut] = row_of(found, "A").cuts
    assert (cut.kind, cut.state, cut.document, cut.day) == (CutKind.LIMIT, state, f"1/{state}", date(2026, 5, 5))
    assert cut.taken_off == pytest.approx(0.5)
    assert found.whole.by_state == {each: int(each is state) for each in State}
    assert found.whole.shortened.numerator == (state in (State.IN_FORCE, State.MEASURED))


def test_a_cut_dated_later_is_not_known_yet(tmp_path):
    """The portfolio of a day knows what was decided by that day, and nothing decided after."""
    plan = scenario("s", c=change("accepted", "2026-08-01"))
    folder = office(tmp_path, procedure("A"), scenarios=(plan,))
    assert row_of(told(folder), "A").cuts == ()
    assert len(row_of(told(folder, date(2026, 8, 1)), "A").cuts) == 1


def test_a_procedure_counts_once_under_the_state_that_came_farthest(tmp_path):
    """In force and proposed to go further is in force, once."""
    plan = scenario("s", c=change("proposed", within="3 ngày làm việc"))
    data = procedure("A", committed="7 ngày làm việc")
    found = told(office(tmp_path, data, scenarios=(plan,)))
    assert found.whole.by_state == {State.IN_FORCE: 1, State.MEASURED: 0, State.ACCEPTED: 0, State.PROPOSED: 0}
    assert row_of(found, "A").taken_off == pytest.approx(0.3)


def test_a_scenario_may_report_what_the_file_has_by_now(tmp_path):
    """A cut measured by a scenario file is measured, although applying it changes nothing any more."""
    plan = scenario("s", c=change("measured", "2026-05-05", within="7 ngày làm việc"))
    data = procedure("A", committed="7 ngày làm việc")
    found = told(office(tmp_path, data, scenarios=(plan,)))
    assert found.whole.by_state[State.MEASURED] == 1
    assert found.over_time.undated == ()


def test_kinds_of_cuts_are_told_apart(tmp_path):
    """Abolished, a step dropped, merged by handing over, and what only simulation can value."""
    two = {
        "nhan": {"title": "Nhận", "role": "officer", "work": "5 phút", "next": "ky"},
        "ky": {"title": "Ký", "role": "officer", "work": "5 phút", "end": "completed"},
    }
    plans = (
        scenario("abolish", c={"procedure": "A", "demand": {"scale": 0}}),
        scenario("drop", c={"procedure": "B", "step": "nhan", "remove": True}),
        scenario("merge", c={"procedure": "C", "step": "lam", "set": {"end": "handed_over"}}),
        scenario("faster", c={"procedure": "D", "step": "lam", "scale": {"work": 0.5}}),
        scenario("more", c={"procedure": "D", "demand": {"scale": 2}}),
        scenario("people", c={"post": "clerk", "add": 1}),
    )
    demand = {"per_year": 10}
    procedures = [
        procedure("A", demand=demand),
        procedure("B", steps=two),
        procedure("C"),
        procedure("D", demand=demand),
    ]
    found = told(office(tmp_path, *procedures, scenarios=plans))
    kinds = {row.procedure: [cut.kind for cut in row.cuts] for row in found.rows}
    assert kinds == {"A": [CutKind.DROPPED], "B": [CutKind.STEP], "C": [CutKind.MERGED], "D": [CutKind.OTHER]}
    assert sorted(found.elsewhere) == ["more/c", "people/c"]
    assert found.whole.changes[CutKind.DROPPED][State.PROPOSED] == 1


def test_revisions_tell_of_cuts_by_their_words(tmp_path):
    """A revision history that abolishes, merges or shortens is heard; one that corrects a name is not."""
    said = {
        "A": "Bãi bỏ thủ tục theo Nghị định",
        "B": "Gộp với thủ tục đăng ký thường trú",
        "C": "Cắt giảm thời gian giải quyết",
        "D": "Bỏ bước chuyển hồ sơ",
        "E": "Sửa tên cơ quan",
    }
    procedures = [
        procedure(id_, revisions=[{"date": "2026-02-01", "what": what, "decision": "9/QĐ"}])
        for id_, what in said.items()
    ]
    found = told(office(tmp_path, *procedures))
    assert [[cut.kind for cut in row.cuts] for row in found.rows] == [
        [CutKind.DROPPED],
        [CutKind.MERGED],
        [CutKind.LIMIT],
        [CutKind.STEP],
        [],
    ]
    assert row_of(found, "C").taken_off is None
    assert [each.procedures for each in found.whole.taken_off.left_out] == [("C",)]


def test_a_scenario_that_cannot_be_followed_is_told_and_not_counted(tmp_path):
    """An unknown step is named with its place; the other scenarios still count."""
    bad = scenario("bad", c={"procedure": "A", "step": "lma", "remove": True})
    good = scenario("good", c=change("proposed"))
    found = told(office(tmp_path, procedure("A"), scenarios=(bad, good)))
    assert [cut.scenario for cut in row_of(found, "A").cuts] == ["good"]
    assert "bad.yaml" in found.unread[0].render("en")
    assert "lma" in found.unread[0].render("en")


# Over time


def test_the_series_has_a_point_at_each_dated_change(tmp_path):
    """Two cuts in force at their dates, one undated: 0, 1, 2 procedures, and the undated one is named."""
    procedures = [
        procedure("A", committed="7 ngày làm việc", issue=issued("2026-02-01")),
        procedure("B", committed="7 ngày làm việc", issue=issued("2026-05-01")),
        procedure("C", committed="7 ngày làm việc"),
        procedure("D"),
    ]
    found = told(office(tmp_path, *procedures), since=date(2026, 1, 1)).over_time
    assert [(point.day, point.procedures, point.by_state[State.IN_FORCE]) for point in found.points] == [
        (date(2026, 1, 1), 2, 0),
        (date(2026, 2, 1), 3, 1),
        (date(2026, 5, 1), 4, 2),
        (date(2026, 7, 1), 4, 2),
    ]
    assert found.undated == ("C",)
    assert found.points[-1].share_in_force == pytest.approx(0.5)


def test_a_procedure_issued_later_is_not_in_the_portfolio(tmp_path):
    """What comes after the day is named and counted nowhere."""
    found = told(office(tmp_path, procedure("A"), procedure("B", issue=issued("2026-12-01"))))
    assert (found.whole.procedures, found.later) == (1, ("B",))


def test_reversed_days_are_misuse(tmp_path):
    """A first day after the last is refused with both days."""
    workspace = read(office(tmp_path, procedure("A")))
    with pytest.raises(ValueError, match="2026-08-01"):
        portfolio(workspace, date(2026, 7, 1), date(2026, 8, 1))


# Unknown is not nothing


def test_what_no_file_tells_is_unknown(tmp_path):
    """No demand, no applicant's steps, no records, no simulation: no figure, never 0."""
    found = told(office(tmp_path, procedure("A")))
    row = row_of(found, "A")
    assert (row.online, row.contact.visits, row.contact.counters, row.simulated) == (None, None, None, None)
    assert found.whole.online.value.value is None
    assert found.whole.visits.value.value is None
    assert [row.adoption[step].mark for step in Step] == [Mark.YES, Mark.UNKNOWN, Mark.UNKNOWN, Mark.UNKNOWN]
    assert found.whole.adoption[Step.AUDITED].denominator == 0


def test_online_is_weighed_by_dossiers(tmp_path):
    """100 dossiers all online and 300 none of them: a quarter, and the silent one is left out."""
    channels = [{"online": "100 %"}, {"counter": "100 %"}]
    procedures = [
        procedure("A", demand={"per_year": 100, "channels": channels[0]}),
        procedure("B", demand={"per_year": 300, "channels": channels[1]}),
        procedure("C"),
    ]
    online = told(office(tmp_path, *procedures)).whole.online
    assert (online.numerator, online.denominator, online.value.value) == (100, 400, 0.25)
    assert [each.procedures for each in online.left_out] == [("C",)]


def test_adoption_comes_from_files_and_records(tmp_path):
    """Issued from the file; audited and measured from records by the day; without a record of it: not yet."""
    at = Position("register")
    audits = [Record("DG-1", date(2026, 6, 1), at, "A"), Record("DG-2", date(2026, 9, 1), at, "B")]
    records = KeptRecords({RecordKind.AUDIT: audits})
    folder = office(tmp_path, procedure("A", issue=issued("2026-01-01", "1/QĐ")), procedure("B"))
    found = told(folder, records=records)
    steps = row_of(found, "A").adoption
    assert (steps[Step.ISSUED].mark, steps[Step.ISSUED].document) == (Mark.YES, "1/QĐ")
    assert (steps[Step.AUDITED].mark, steps[Step.AUDITED].document) == (Mark.YES, "DG-1")
    assert steps[Step.MEASURED].mark is Mark.UNKNOWN
    assert row_of(found, "B").adoption[Step.AUDITED].mark is Mark.NOT_YET
    audited = found.whole.adoption[Step.AUDITED]
    assert (audited.numerator, audited.denominator) == (1, 2)


def test_a_record_counts_when_it_is_about_the_procedure_and_proves_something(tmp_path):
    """An audit covers the procedures it names, once it is reported; a simulated figure measures nothing."""
    at, day = Position("register"), date(2026, 6, 1)
    kept = {
        RecordKind.AUDIT: [
            Record("DG-1", day, at, None, {"procedures": ("A",), "reported": "2026-06-20"}),
            Record("DG-2", day, at, None, {"procedures": ("B",), "reported": "not yet"}),
        ],
        RecordKind.MEASUREMENT: [Record("CS-1", day, at, "A", {"source": "simulation"})],
        RecordKind.LOG: [Record("L-1", day, at, "B")],
    }
    folder = office(tmp_path, procedure("A"), procedure("B"))
    found = told(folder, records=lambda organisation: KeptRecords(kept) if organisation else None)
    marks = {row.procedure: [row.adoption[step].mark for step in (Step.AUDITED, Step.MEASURED)] for row in found.rows}
    assert marks == {"A": [Mark.YES, Mark.NOT_YET], "B": [Mark.NOT_YET, Mark.YES]}
    assert (
        row_of(told(folder, date(2026, 6, 10), records=KeptRecords(kept)), "A").adoption[Step.AUDITED].mark
        is Mark.NOT_YET
    )


def test_simulated_times_stand_beside_the_limits_when_asked_for(tmp_path):
    """30 minutes of work take 30 working minutes; a step with an allowance alone says so."""
    allowance = {"lam": {"title": "Giải quyết", "role": "officer", "allowance": "2 ngày làm việc", "end": "completed"}}
    procedures = [procedure("A", demand={"per_year": 10}), procedure("B", steps=allowance, demand={"per_year": 10})]
    plan = Plan(cases=50, replications=2)
    workspace = read(office(tmp_path, *procedures))
    found = portfolio(workspace, date(2026, 7, 1), plan=plan)
    one, other = row_of(found, "A").simulated, row_of(found, "B").simulated
    assert one is not None and other is not None
    assert one.p90.value == pytest.approx(30, rel=0.01)
    assert (one.assumed, other.assumed) == (False, True)


def test_what_cannot_be_simulated_has_a_reason(tmp_path):
    """A refusal of the simulation ends no portfolio: the figure is missing, with the place and why."""
    wait = {"lam": {"title": "Chờ", "role": "officer", "allowance": "1 ngày làm việc + 2 tháng", "end": "completed"}}
    found = told(office(tmp_path, procedure("A", steps=wait)), plan=Plan(cases=10, replications=2))
    figures = row_of(found, "A").simulated
    assert figures is not None
    assert figures.p90.value is None
    assert figures.p90.reason is not None and "A.yaml" in figures.p90.reason.render("en")


# The same procedure in several offices


def test_the_office_that_promises_least_is_named(tmp_path):
    """By national code, whatever is appended to it; the best on a figure, the others with theirs."""
    procedures = [
        procedure("A", committed="7 ngày làm việc", national_code="1.000894"),
        procedure("B", office="xa-hai", national_code="1.000894.H05"),
    ]
    [same] = told(office(tmp_path, *procedures)).same
    assert (same.code, same.procedures) == ("1.000894", ("A", "B"))
    [promise] = [each for each in same.comparisons if each.by is By.PROMISE]
    assert (promise.best, promise.left_out) == (("A",), ())


def test_an_adopted_procedure_is_the_same_one(tmp_path):
    """A taken-over file and a third one taken over from it are one procedure in three offices, all alike."""
    procedures = [
        procedure("A", committed="7 ngày làm việc"),
        {"id": "B", "title": "B", "office": "xa-hai", "adopts": {"id": "A"}},
        {"id": "C", "title": "C", "office": "xa-ba", "adopts": {"id": "B"}},
    ]
    [same] = told(office(tmp_path, *procedures)).same
    assert same.procedures == ("A", "C", "B")
    [promise] = [each for each in same.comparisons if each.by is By.PROMISE]
    assert promise.best == ()
    assert promise.reason is not None


def test_only_what_compares_is_compared(tmp_path):
    """Calendar days against working days: nobody is best, with the reason; no promise at all is left out."""
    procedures = [
        procedure("A", "7 ngày làm việc", national_code="1.000894"),
        procedure("B", "9 ngày theo lịch", office="xa-hai", national_code="1.000894"),
        procedure("C", None, office="xa-ba", national_code="1.000894"),
    ]
    [same] = told(office(tmp_path, *procedures)).same
    [promise] = [each for each in same.comparisons if each.by is By.PROMISE]
    assert (promise.best, promise.left_out) == ((), ("C",))
    assert promise.reason is not None and "units" in promise.reason.render("en")


def test_visits_name_the_best_office(tmp_path):
    """One trip instead of two, where both files tell it."""

    def trips(number: int) -> dict[str, object]:
        return {"lam": {"title": "Nộp", "role": "officer", "visits": number, "work": "5 phút", "end": "completed"}}

    procedures = [
        procedure("A", national_code="1.000894", steps=trips(2)),
        procedure("B", office="xa-hai", national_code="1.000894", steps=trips(1)),
    ]
    [same] = told(office(tmp_path, *procedures)).same
    [visits] = [each for each in same.comparisons if each.by is By.VISITS]
    assert (visits.best, visits.values) == (("B",), {"A": 2, "B": 1})


def test_one_office_is_not_compared_with_itself(tmp_path):
    """Two files of one office with one code are versions, no peers."""
    procedures = [procedure("A", national_code="1.000894"), procedure("B", national_code="1.000894")]
    assert told(office(tmp_path, *procedures)).same == ()


@pytest.mark.parametrize(
    ("code", "base"), [("1.009645.H05", "1.009645"), ("2.000815", "2.000815"), ("QT-01", "QT-01"), (None, None)]
)
def test_a_national_code_is_read_without_what_is_appended(code, base):
    """A province appends its own sign to the code of a ministry."""
    assert base_code(code) == base


def test_offices_with_one_id_are_told_apart(tmp_path):
    """Two communes of two provinces call their office the same; they stay two offices with two names."""
    for place in ("cao-bang", "nghe-an"):
        office(tmp_path / place, procedure(f"P-{place}"))
    found = told(tmp_path)
    assert list(found.offices) == ["cao-bang/xa", "nghe-an/xa"]
    titles = [each.title.render("vi") for each in found.offices.values()]
    assert titles == ["UBND xa (cao-bang)", "UBND xa (nghe-an)"]


# Cuts that share a ratio


@given(st.lists(st.floats(0.01, 1), min_size=1, max_size=30))
def test_no_window_holds_more_than_the_one_told(taken_off):
    """The window is as wide as said, lies among the cuts, and none of that width holds more."""
    found = shared_ratio(taken_off)
    assert found is not None
    width = WINDOW_POINTS / 100
    assert found.high - found.low <= width + 1e-8
    assert found.inside == sum(found.low <= each <= found.high for each in taken_off)
    assert all(sum(low <= each <= low + width for each in taken_off) <= found.inside for low in taken_off)
    assert 1 <= found.exactly <= found.inside <= found.cuts == len(taken_off)


def test_a_shared_ratio_is_told_from_its_threshold_on():
    """Half of five cuts or more in one window; four cuts are too few, scattered ones share nothing."""
    assert (FEWEST, SHARE) == (5, 0.5)
    told_ = shared_ratio([0.3, 0.3, 0.3, 0.6, 0.9])
    few, scattered = shared_ratio([0.3] * 4), shared_ratio([0.1, 0.3, 0.3, 0.5, 0.7])
    assert told_ is not None and told_.is_suspicious
    assert few is not None and not few.is_suspicious
    assert scattered is not None and not scattered.is_suspicious
    assert shared_ratio([]) is None


def test_a_cut_taken_over_counts_once_among_ratios(tmp_path):
    """Five communes that adopt one shortened procedure are one decision, not five by one ratio."""
    adopting = [{"id": f"B{n}", "title": f"B{n}", "office": f"xa-{n}", "adopts": {"id": "A"}} for n in range(5)]
    found = told(office(tmp_path, procedure("A", committed="7 ngày làm việc"), *adopting))
    assert found.ratio is not None
    assert found.ratio.cuts == 1
    assert found.whole.shortened.numerator == 6


def test_the_published_catalogue_is_a_paper_cut(shared):
    """Of 52 published cuts of whole procedures 32 lie between 28.5 and 33.4 %, and 14 are exactly 30 %.

    Source: the limits before and after in published decisions, as collected; the ratio is (before - after) / before.
    """
    from ruamel.yaml import YAML

    text = (shared / "data" / "before_after_catalogue.yaml").read_text(encoding="utf-8")
    items = YAML(typ="safe").load(text)["items"]
    taken_off = [(each["before"] - each["after"]) / each["before"] for each in items]
    assert len(taken_off) == 52
    assert sum(0.285 <= each <= 0.334 for each in taken_off) == 32
    found = shared_ratio(taken_off)
    assert found is not None
    assert (found.cuts, found.inside, found.exactly) == (52, 32, 14)
    assert found.ratio == pytest.approx(0.3)
    assert found.is_suspicious


# Figures that can be checked


def test_every_figure_says_what_it_is_made_of(repository):
    """On the sample workspace each procedure is counted or left out with a reason, and offices add up to the whole."""
    found = portfolio(read(repository / "processes"), date(2026, 11, 22))
    offices = list(found.offices.values())
    for summary in (found.whole, *offices):
        for each in (summary.shortened, summary.visits, summary.counters, *summary.adoption.values()):
            silent = sum(len(left.procedures) for left in each.left_out)
            assert each.denominator + silent == summary.procedures
    for name in ("shortened", "online", "visits"):
        parts = [getattr(summary, name) for summary in offices]
        whole = getattr(found.whole, name)
        assert sum(each.numerator for each in parts) == pytest.approx(whole.numerator)
        assert sum(each.denominator for each in parts) == pytest.approx(whole.denominator)


def test_a_share_of_more_than_the_whole_is_misuse():
    """Three of two is refused, with the numbers; a mean may be more than 1."""
    with pytest.raises(ValueError, match="3 of 2"):
        tally(3, 2, Message("Files"))
    assert tally(3, 2, Message("Files"), unit=Unit.TIMES).value.value == 1.5


def test_files_beside_one_another_keep_their_own_scenarios(tmp_path):
    """A scenario for all procedures changes those of the office it stands beside, and no other's."""
    plan = scenario("s", c={"procedure": "*", "step": "lam", "scale": {"work": 0.5}})
    office(tmp_path / "one", procedure("A"), scenarios=(plan,))
    office(tmp_path / "two", procedure("B"))
    found = told(tmp_path)
    assert [len(row.cuts) for row in found.rows] == [1, 0]
