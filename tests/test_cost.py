"""What complying costs the applicant: W + F and C × n × N, exact, item by item, and what is not known said."""

from __future__ import annotations

import textwrap
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from procedures import read, read_office

from isoqms.improve.cost.amounts import Saving, to_places, whole
from isoqms.improve.cost.bill import Bill, bill_of
from isoqms.improve.cost.comparison import Comparison, bills
from isoqms.improve.cost.income import Income, stated_income
from isoqms.improve.cost.kinds import kinds_of, passed
from isoqms.improve.cost.visits import expected_visits
from isoqms.improve.cost.waiting import WaitingDays, WaitingMethod, waiting_days
from isoqms.report import cost_text
from isoqms.scenario import Operation, apply, operation_of, scenario_of_data, scenario_problems
from isoqms.simulate import Plan, simulate
from isoqms.words import Message
from isoqms.workspace.load import load

REPOSITORY = Path(__file__).parent.parent

INCOME = Income(30_000, "thử", currency="VND")
OFFICE = read_office("""
    offices: {xa: {title: Xã, calendar: vn, day_length: 8 giờ, hours: {mon: ["07:30..11:30"]}}}
    roles: {clerk: {title: Văn thư}}
    posts: {van-thu: {title: Văn thư, roles: [clerk]}}
    compliance_cost: {income_per_hour: 30000, source: thử, year: 2026, currency: VND}
    """)
PROCEDURE = """
    id: MOT
    title: Thủ tục một
    limits: {legal: {within: 10 ngày làm việc, from: receipt}}
    demand: {per_year: 200}
    fees: {le-phi: {title: Lệ phí, amount: 8000, currency: VND}}
    steps:
      submit:
        actor: applicant
        pays: [le-phi]
        costs:
          khai: {title: Điền tờ khai, task: prepare, takes: 20 phút}
          di-lai: {title: Đi nộp, task: file, takes: 40 phút, spends: 20000}
          thue: {title: Thuê dịch thuật, task: prepare, service: 100000, share: 10 %}
        next: check
      check:
        role: clerk
        work: 10 phút
        next: [{to: ask, share: 20 %, at_most: 1, at_bound: give}, {to: give, default: true}]
      ask: {actor: applicant, costs: {quay-lai: {takes: 1 giờ, spends: 20000}}, next: check}
      give: {role: clerk, work: 5 phút, end: completed}
    """


def operation(text: str = PROCEDURE) -> Operation:
    found = read(textwrap.dedent(text))
    return Operation((found,), {found.id: OFFICE}, known=frozenset({found.id}))


def bill(text: str = PROCEDURE, dossiers: Fraction | None = None) -> Bill:
    return bills(operation(text), {"MOT": INCOME}, dossiers)["MOT"]


def under(changes: dict[str, Any], text: str = PROCEDURE) -> Comparison:
    before = operation(text)
    scenario, problems = scenario_of_data({"id": "s", "title": "S", "changes": changes})
    assert scenario is not None and not problems and not scenario_problems(before, scenario)
    held, after = bills(before, {"MOT": INCOME}), apply(before, scenario)
    return Comparison(held["MOT"], bills(after, {"MOT": INCOME}, before=before)["MOT"])


def test_tasks_and_fees_add_up() -> None:
    """W = Σ times × (hours × income + service + money), F the fees paid; C = W + F; T = C × n × N (by hand)."""
    found = bill()
    costs = {item.id: item.cost for item in found.items}
    assert costs == {
        "submit.khai": 10_000,  # 1/3 h × 30,000
        "submit.di-lai": 40_000,  # 2/3 h × 30,000 + 20,000
        "submit.thue": 10_000,  # a tenth of 100,000
        "ask.quay-lai": 10_000,  # one in five × (30,000 + 20,000)
        "fees.le-phi": 8_000,
    }
    assert (found.tasks, found.fees, found.per_dossier) == (70_000, 8_000, 78_000)
    assert found.yearly == 78_000 * 200
    assert found.hours == Fraction(1, 3) + Fraction(2, 3) + Fraction(1, 5)
    assert not found.unknown and not found.assumed


def test_times_and_subjects_given_apart() -> None:
    """T = C × n × N with the numbers given instead of those of the file."""
    assert bill(dossiers=Fraction(2 * 3228)).yearly == 78_000 * 2 * 3228


def test_each_item_that_is_cut_shows_its_own_saving() -> None:
    """Items keep their identity under a scenario: what is cut, made less or less frequent is told item by item."""
    found = under(
        {
            "khai-it": {"procedure": "MOT", "step": "submit", "set": {"costs": {"khai": {"takes": "5 phút"}}}},
            "khong-dich": {"procedure": "MOT", "step": "submit", "set": {"costs": {"thue": None}}},
            "it-bo-sung": {"procedure": "MOT", "step": "check", "to": "ask", "scale": {"share": 0.5}},
        }
    )
    saved = {pair.item.id: pair.saving.saved for pair in found.items()}
    assert saved == {
        "submit.khai": 7_500,
        "submit.di-lai": 0,
        "submit.thue": 10_000,
        "ask.quay-lai": 5_000,
        "fees.le-phi": 0,
    }
    assert found.per_dossier == Saving(78_000, 55_500)
    assert str(found.per_dossier.percent) == "28.85"
    assert found.yearly == Saving(78_000 * 200, 55_500 * 200)


def test_a_step_taken_out_costs_nothing_and_a_dearer_one_saves_less_than_nothing() -> None:
    """What is no longer done saves all it cost; what is added shows as a saving below nothing."""
    gone = under({"bo": {"procedure": "MOT", "step": "ask", "remove": True}})
    assert gone.per_dossier.saved == 10_000
    dearer = under({"them": {"procedure": "MOT", "step": "ask", "set": {"costs": {"moi": {"spends": 50000}}}}})
    assert [pair.saving.saved for pair in dearer.items() if pair.before is None] == [-10_000]
    assert str(dearer.per_dossier.percent) == "-12.82"


def test_a_charge_nobody_pays_any_more_is_abolished_and_known() -> None:
    """Paid before and in no step after: it is saved, nothing is unknown; one nobody ever paid stays unknown."""
    gone = under({"x": {"procedure": "MOT", "step": "submit", "set": {"pays": []}}})
    assert gone.saving(lambda bill: bill.fees) == Saving(8_000, 0)
    assert gone.unknown == () and not gone.after.unknown
    never = under({"x": {"procedure": "MOT", "step": "give", "scale": {"work": 2}}}, PROCEDURE.replace("pays", "#"))
    assert [each.render("en") for each in never.unknown] == ["no step says that “Lệ phí” is paid: it is not counted"]


@pytest.mark.parametrize(
    ("amount", "pays", "labels"),
    [
        ("amount: 8000, ", "[]", {"Fees and charges (F)"}),
        ("", "[]", {"Fees and charges (F), before and saved at least"}),
        ("", "[le-phi]", {"Fees and charges (F), at least"}),
    ],
)
def test_a_sum_is_the_least_only_where_something_is_not_known(amount: str, pays: str, labels: set[str]) -> None:
    """What is not known before and abolished after leaves the sum after exact, in rows, sums and remarks alike."""
    text = PROCEDURE.replace("amount: 8000, ", amount)
    change = {"procedure": "MOT", "step": "submit", "set": {"pays": pays.strip("[]").split() and ["le-phi"]}}
    found = under({"x": {**change, "set": {**change["set"], "costs": {"khai": {"takes": "10 phút"}}}}}, text)
    assert labels <= {row[0] for row in cost_text.rows(found, "en", compared=True)}
    assert bool(found.unknown) is (not amount)


def test_fewer_dossiers_are_told_apart_from_what_is_made_simpler() -> None:
    """78,000 → 70,000 and 200 → 100 dossiers: 8,000 × 200 by what is simpler, 70,000 × 100 by the number alone."""
    fewer = {"procedure": "MOT", "demand": {"scale": 0.5}}
    simpler = {"procedure": "MOT", "step": "submit", "set": {"pays": []}}
    found = under({"a": fewer, "b": simpler})
    assert found.yearly is not None and found.yearly.saved == 78_000 * 200 - 70_000 * 100
    parts = found.by_number
    assert parts is not None and (parts.alike.saved, parts.by_number) == (8_000 * 200, 70_000 * 100)
    said = cost_text.by_number(found, "VND", "en")
    assert said is not None and "1,600,000 dong (10.26 %)" in said.render("en")
    assert under({"b": simpler}).by_number is None
    assert under({"a": {"procedure": "MOT", "demand": {"scale": 0}}, "b": simpler}).by_number is None


def test_the_share_of_an_item_is_none_of_a_way() -> None:
    """Half as many hire a translator: 5,000 less; no way out of the step is meant."""
    change = {"procedure": "MOT", "step": "submit", "set": {"costs": {"thue": {"share": "5 %"}}}}
    assert under({"x": change}).per_dossier.saved == 5_000


def test_no_dossiers_no_cost_of_a_year() -> None:
    """A procedure that is abolished costs nothing a year, and each dossier that would come as much as before."""
    found = under({"bo": {"procedure": "MOT", "demand": {"scale": 0}}})
    assert found.yearly == Saving(78_000 * 200, 0)
    assert found.per_dossier.saved == 0


def test_days_in_the_office_cost_the_applicant_nothing() -> None:
    """Opportunity cost is not counted: another limit, or waiting, changes no bill (circular 02/2017, article 27)."""
    changes = {
        "ngay": {"procedure": "MOT", "limits": {"legal": {"within": "3 ngày làm việc"}}},
        "cho": {"procedure": "MOT", "step": "check", "set": {"wait": "5 ngày làm việc"}},
    }
    assert under(changes).per_dossier.saved == 0


UNKNOWN = [
    (
        "ask: {actor: applicant, costs: {quay-lai: {takes: 1 giờ, spends: 20000}}",
        "ask: {actor: applicant",
        "not stated",
    ),
    ("amount: 8000, ", "", "how much “Lệ phí” is"),
    ("currency: VND", "currency: USD", "USD"),
    ("pays: [le-phi]", "visits: 1", "no step says that “Lệ phí” is paid"),
    ("takes: 1 giờ", "takes: theo thỏa thuận", "no number of minutes"),
]


@pytest.mark.parametrize(("old", "new", "said"), UNKNOWN)
def test_what_is_not_known_is_said_and_is_not_nothing(old: str, new: str, said: str) -> None:
    """Whatever a file does not tell is named, each by its own sentence."""
    assert old in PROCEDURE
    found = [message.render("en") for message in bill(PROCEDURE.replace(old, new)).unknown]
    assert len(found) == 1 and said in found[0]


def test_what_is_taken_for_granted_is_said() -> None:
    """A fee per copy is counted once, and by all; both are told and make the sum no least cost."""
    found = bill(PROCEDURE.replace("amount: 8000, ", "amount: 8000, per: bản, exemptions: [trẻ em], "))
    assert [message.render("en").split("” ")[1] for message in found.assumed] == [
        "counts as paid by all, those who need not pay it too",
        "is paid per bản: one is counted",
    ]
    assert not found.unknown and found.per_dossier == 78_000


def test_without_a_number_of_dossiers_a_year_has_no_cost() -> None:
    """What a dossier costs is known all the same."""
    found = bill(PROCEDURE.replace("per_year: 200", "gap: 2 giờ"))
    assert (found.yearly, found.per_dossier) == (None, 78_000)


def test_where_nothing_is_stated_there_is_no_sum() -> None:
    """A procedure that asks for something and states no cost does not cost nothing: nothing is known."""
    text = "id: MOT\ntitle: T\nsteps: {a: {actor: applicant, next: b}, b: {role: clerk, end: completed}}\n"
    assert bill(text).nothing_known and not bill().nothing_known


def test_the_work_of_an_applicants_step_counts_where_no_item_is_timed() -> None:
    """Minutes stated as work are the applicant's time: of least, usual and most the mean of the triangle."""
    text = PROCEDURE.replace(
        "costs: {quay-lai: {takes: 1 giờ, spends: 20000}}", "work: {min: 1 giờ, usual: 2 giờ, max: 6 giờ}"
    )
    assert {item.id: item.cost for item in bill(text).items}["ask.work"] == 30_000 * 3 // 5


def test_what_a_channel_and_a_variant_cost_weighs_by_their_shares() -> None:
    """Items of the online way count for those who come online, and fees by what is paid there."""
    text = """
        id: MOT
        title: Thủ tục một
        channels: [counter, online]
        variants: {de: {title: Dễ, share: 75 %}, kho: {title: Khó, share: 25 %}}
        demand: {per_year: 10, channels: {counter: 40 %, online: 60 %}}
        fees: {le-phi: {title: Lệ phí, amount: 10000, by_channel: {online: 5000}}}
        steps:
          start:
            actor: applicant
            costs: {hoi: {takes: 6 phút}}
            next: [{to: go, channels: [counter]}, {to: web, channels: [online]}]
          go: {actor: applicant, pays: [le-phi], costs: {di: {spends: 1000}}, next: appraise}
          web: {actor: applicant, pays: [le-phi], costs: {khai: {spends: 100}}, next: appraise}
          appraise: {role: clerk, next: [{to: more, variants: [kho]}, {end: completed, variants: [de]}]}
          more: {actor: applicant, costs: {bo-sung: {spends: 4000}}, end: completed}
        """
    costs = {item.id: item.cost for item in bill(text).items}
    assert costs == {"start.hoi": 3000, "go.di": 400, "web.khai": 60, "more.bo-sung": 1000, "fees.le-phi": 7000}


def test_loops_are_passed_as_often_as_their_bounds_let_them() -> None:
    """A second look sends nobody round again when the bound is one; without a bound the rounds make a series."""
    bounded = expected_visits(read(textwrap.dedent(PROCEDURE)), None).times
    assert (bounded["check"], bounded["ask"], bounded["give"]) == (Fraction(6, 5), Fraction(1, 5), Fraction(1))
    free = PROCEDURE.replace(", at_most: 1, at_bound: give", "")
    endless = expected_visits(read(textwrap.dedent(free)), None).times
    assert (endless["check"], endless["ask"], endless["give"]) == (Fraction(5, 4), Fraction(1, 4), Fraction(1))


def test_parallel_branches_meet_as_one() -> None:
    """All branches are passed once, and what comes after their join once too."""
    text = """
        id: P
        title: P
        steps:
          a: {role: clerk, parallel: [b, c, d]}
          b: {role: clerk, next: e}
          c: {role: clerk, next: e}
          d: {role: clerk, next: [{to: e, share: 30 %}, {to: x, share: 70 %}]}
          x: {role: clerk, next: e}
          e: {role: clerk, join: all, end: completed}
        """
    times = expected_visits(read(textwrap.dedent(text)), None).times
    assert times == {**dict.fromkeys("abcde", 1), "x": Fraction(7, 10)}


def test_simulated_dossiers_pass_the_steps_as_often() -> None:
    """Steps of the building permit of the sample commune, with three bounded loops and a branch by channel: the exact
    figures lie within twice the margin of error of what 20 × 2,000 simulated dossiers did."""
    workspace = load([REPOSITORY / "processes" / "xa-vi-du" / "vn-vidu-gpxd-nha-o.yaml"])
    [id_] = workspace.asked
    procedure = workspace.procedures[id_]
    told = simulate(operation_of(workspace), Plan(replications=20, cases=2000)).procedures[id_].steps
    kinds = kinds_of(procedure)
    compared = [step for step in procedure.steps.values() if step.id in told and told[step.id].visits.value]
    assert len(compared) > 12
    for step in compared:
        figure = told[step.id].visits
        assert figure.value is not None and figure.half_width is not None
        assert abs(float(passed(step, kinds)) - figure.value) <= 2 * figure.half_width + 1e-9, step.id


@given(st.lists(st.tuples(st.integers(1, 99), st.integers(0, 3)), min_size=1, max_size=4))
def test_every_dossier_ends_once(rounds: list[tuple[int, int]]) -> None:
    """Whatever loops there are, bounded or not, each dossier comes to the last step exactly once."""
    lines = []
    for number, (share, bound) in enumerate(rounds):
        onward = f"s{number + 1}" if number + 1 < len(rounds) else "end"
        limit = f", at_most: {bound}, at_bound: {onward}" if bound else ""
        back = f"{{to: s{number // 2}, share: {share} %{limit}}}"
        lines.append(f"  s{number}: {{role: clerk, next: [{back}, {{to: {onward}, default: true}}]}}")
    text = "\n".join(["id: P", "title: P", "steps:", *lines, "  end: {role: clerk, end: completed}"])
    assert expected_visits(read(text), None).times["end"] == 1


@given(st.fractions())
def test_rounding_is_half_up(value: Fraction) -> None:
    """The whole nearest to a number, of two equally near the larger; decimals likewise."""
    rounded = whole(value)
    assert -Fraction(1, 2) < rounded - value <= Fraction(1, 2)
    assert Fraction(to_places(value, 2)) == Fraction(whole(value * 100), 100)


def test_the_days_of_a_limit_are_priced_by_name_only() -> None:
    """The method waiting_days: days × hours × income × dossiers, of the limit named (decision 2816: 32,000,000)."""
    asked = WaitingMethod("legal", 40_000, dossiers=Fraction(10))
    found = waiting_days(operation(), "MOT", asked)
    assert isinstance(found, WaitingDays) and found.days == 10 and found.yearly == 32_000_000
    none = waiting_days(operation(), "MOT", WaitingMethod("committed", 40_000))
    assert isinstance(none, Message)


def test_an_income_has_a_source() -> None:
    """There is no figure of the program's own, and none without its source."""
    assert stated_income(OFFICE) == Income(30_000, "thử", 2026, "VND")
    assert stated_income(None) is None
    with pytest.raises(ValueError, match="no income with a source"):
        Income(30_000, " ")


def test_the_length_of_a_day_is_that_of_the_office() -> None:
    """A day of the applicant is a working day of the office: eight hours here, and without an office."""
    text = PROCEDURE.replace("takes: 1 giờ", "takes: '0,5 ngày làm việc'")
    found = read(textwrap.dedent(text))
    assert bill_of(found, INCOME, OFFICE.office(None)) == bill_of(found, INCOME)
    assert {item.id: item.cost for item in bill(text).items}["ask.quay-lai"] == (4 * 30_000 + 20_000) // 5
