"""What a simplification dossier says: who may decide, what is amended, what it brings, and what is still missing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from procedures import of_steps
from proposals import ORGANISATION, PROCEDURE, SCENARIO, folder

from isoqms.graph.soundness import Sound, soundness
from isoqms.improve.cost.amounts import Saving
from isoqms.improve.cost.income import stated_income
from isoqms.improve.proposal.build import Ground, proposal_of
from isoqms.improve.proposal.checks import gaps, miscounts
from isoqms.improve.proposal.content import Area, Case, Content, Proposal
from isoqms.improve.proposal.revised import revised
from isoqms.problem import Severity
from isoqms.procedure import Authority
from isoqms.scenario import operation_of, read_scenario, scenario_problems
from isoqms.workspace.load import load

Propose = Callable[..., Proposal]


@pytest.fixture
def propose(tmp_path: Path) -> Propose:
    def made(scenario: str = SCENARIO, procedure: str = PROCEDURE, organisation: str = ORGANISATION) -> Proposal:
        place = folder(tmp_path, scenario, procedure, organisation)
        workspace = load([place / "qt.yaml"])
        operation = operation_of(workspace, dated=False)
        read_, problems = read_scenario(place / "scenarios" / "s.yaml")
        assert read_ is not None and not problems
        assert not [each for each in scenario_problems(operation, read_) if each.severity is Severity.ERROR]
        stated = {each.id: stated_income(operation.organisations[each.id]) for each in operation.procedures}
        incomes = {id_: income for id_, income in stated.items() if income}
        return proposal_of(Ground(operation, read_, incomes, workspace.procedures, date(2026, 11, 1)))

    return made


def only(proposal: Proposal) -> Case:
    [case] = proposal.cases
    return case


def test_each_change_has_its_kind_and_who_may_decide_it(propose: Propose) -> None:
    """What a rule above the office says is proposed to its issuer; the office's own promise the office decides."""
    cuts = {cut.id: (cut.content, cut.decision.by) for cut in only(propose()).cuts}
    assert cuts == {
        "bo-ghi": (Content.STEP, Authority.PROVINCE),
        "nop-mang": (Content.TRIP, Authority.LAW),
        "cam-ket": (Content.LIMIT, Authority.OFFICE),
    }


def test_changes_are_split_by_power(propose: Propose) -> None:
    """First what the office may decide, then what is proposed to whom, last where nobody is named."""
    unknown = SCENARIO.replace(
        "    amends: [{rule: nd, article: Điều 5, text: {vi: Nộp trên mạng., en: Online.}}]\n", ""
    )
    split = {by: [cut.id for _, cut in cuts] for by, cuts in propose(unknown).decided_by.items()}
    assert list(split.items()) == [
        (Authority.OFFICE, ["cam-ket"]),
        (Authority.PROVINCE, ["bo-ghi"]),
        (None, ["nop-mang"]),
    ]


@pytest.mark.parametrize(
    ("change", "content", "by"),
    [
        ("{procedure: QT-01, demand: {scale: 0}}", Content.ABOLISH, Authority.LAW),
        ("{procedure: QT-01, limits: {legal: {within: 9 ngày làm việc}}}", Content.LIMIT, Authority.LAW),
        ("{procedure: QT-01, step: ghi, remove: true}", Content.STEP, Authority.PROVINCE),
        ("{procedure: QT-01, step: ky, set: {work: 3 phút}}", Content.TIME, Authority.OFFICE),
        ("{procedure: QT-01, step: nop, set: {costs: {di-lai: {takes: 5 phút}}}}", Content.TASK, None),
        ("{procedure: QT-01, step: nop, set: {pays: []}}", Content.FEE, Authority.OFFICE),
        ("{post: cong-chuc, add: 1}", Content.PEOPLE, Authority.OFFICE),
        ("{procedure: QT-01, paper: Căn cước, remove: true}", Content.COMPONENT, Authority.LAW),
        ("{procedure: QT-01, paper: Ảnh, set: {kind: copy}}", Content.COMPONENT, None),
        ("{procedure: QT-01, priority: 3}", Content.OTHER, Authority.OFFICE),
    ],
)
def test_kinds_and_powers(propose: Propose, change: str, content: Content, by: Authority | None) -> None:
    """Each kind of change is told by what it touches, and who decides is read from the files, never guessed."""
    [cut] = only(propose(f"id: s\ntitle: S\nchanges:\n  x: {change}\n")).cuts
    assert (cut.content, cut.decision.by) == (content, by)


def test_what_is_amended_is_named(propose: Propose) -> None:
    """A rule is named by its number, with the article and the new text; the office's own procedure by what changes."""
    cuts = {cut.id: cut.amending for cut in only(propose()).cuts}
    [rule] = cuts["bo-ghi"]
    assert (rule.document.render("vi"), rule.article, rule.by) == ("9/QĐ-UBND", "Điều 2", Authority.PROVINCE)
    [own] = cuts["cam-ket"]
    assert "QT-01" in own.document.render("en") and [each.path for each in own.differences] == [
        ("limits", "committed", "within")
    ]


def test_cost_and_time_stand_apart(propose: Propose) -> None:
    """The cost falls by the applicant's tasks alone, the days by the limits; both rates are worked out anew."""
    case = only(propose())
    assert case.cost is not None
    assert case.cost.per_dossier == Saving(58_000, 18_000)  # 30,000 + 20,000 + 8,000; online 10,000 + 8,000
    assert case.cost.yearly == Saving(58_000 * 400, 18_000 * 400)
    [limit] = case.limits
    assert [limit.days_before, limit.days_after, limit.days_saved] == [8, 6, 2]
    assert miscounts(propose()) == ()
    assert {name: round(share) for name, share in case.cost_shares.items()} == {
        "bo-ghi": 0,
        "nop-mang": 40_000,
        "cam-ket": 0,
    }


def test_a_first_promise_is_measured_against_the_legal_limit(propose: Propose) -> None:
    """Where the office promised nothing so far, the legal limit held until now."""
    without = PROCEDURE.replace(", committed: {within: 8 ngày làm việc}", "")
    [limit] = only(propose(procedure=without)).limits
    assert [limit.days_before, limit.days_after] == [10, 6]


@pytest.mark.parametrize(("days", "short"), [("3", False), ("2", True)])
def test_a_promise_its_own_steps_do_not_keep_is_to_be_put_right(propose: Propose, days: str, short: bool) -> None:
    """With the book gone the steps take 1 and 2 days: 3 can be promised; less is told, at the change that promises."""
    found = gaps(propose(SCENARIO.replace("within: 6 ngày", f"within: {days} ngày")))
    assert [each.change for each in found] == ["cam-ket"] * short
    assert all("the steps add up to 3 days" in each.message.render("en") for each in found)


def test_a_complete_dossier_lacks_nothing(propose: Propose) -> None:
    """With reason, amended text, power, roadmap, state and document there is nothing to fill in."""
    assert gaps(propose()) == ()


@pytest.mark.parametrize(
    ("state", "document", "lacking"),
    [
        ("accepted", "12/TB", True),
        ("in_force", "12/TB", True),
        ("accepted", "9/QĐ-BTP", True),
        ("accepted", "9/2026/NĐ-CP", False),
        ("accepted", "NĐ mới của Chính phủ", False),
        ("proposed", "12/TB", False),
    ],
)
def test_what_a_law_requires_no_paper_of_the_office_takes_away(
    propose: Propose, state: str, document: str, lacking: bool
) -> None:
    """Decided is only what who may decide it decided: the paper of another is told, and what has to be named."""
    rule = "qd: {document: 9/QĐ-UBND, changed_by: province}"
    law = PROCEDURE.replace(rule, f"{rule}\n  moi: {{document: NĐ mới của Chính phủ, changed_by: law}}")
    change = f'{{state: {state}, document: {document}, date: "2026-10-01", procedure: QT-01, step: ghi, remove: true}}'
    proposal = propose(f"id: s\ntitle: S\nchanges:\n  x: {change}\n", law.replace("[qd]", "[nd]"))
    [cut] = only(proposal).cuts
    assert (cut.decision.by, cut.lacks_power) == (Authority.LAW, lacking)
    assert any("not known to be of who may decide" in gap.message.render("en") for gap in gaps(proposal)) is lacking


MISSING = [
    ("    reason: {vi: Phần mềm đã lưu., en: The software keeps it.}\n", "", "the reason is missing"),
    (", text: {vi: Bỏ sổ giấy., en: No paper book.}", "", "text as amended"),
    ("    roadmap: {vi: Quý I năm 2027, en: First quarter of 2027}\n", "", "roadmap is missing"),
    ("    state: proposed\n", "", "how far it has come"),
    ("    document: 12/2026/NĐ-CP\n", "", "number and date of the document"),
    ("rule: qd, ", "rule: Sổ tay nghiệp vụ, ", "who may amend"),
]


@pytest.mark.parametrize(("old", "new", "said"), MISSING)
def test_what_is_missing_is_said(propose: Propose, old: str, new: str, said: str) -> None:
    """Each thing a person has to fill in is told, at its change."""
    assert old in SCENARIO
    [gap] = gaps(propose(SCENARIO.replace(old, new)))
    assert said in gap.message.render("en") and gap.change


def test_without_an_income_the_cost_is_a_gap(propose: Propose) -> None:
    """Nothing is priced without an income and its source, and it is said."""
    proposal = propose(organisation=ORGANISATION.split("compliance_cost")[0])
    assert only(proposal).cost is None
    assert [gap.message.render("en").split(":")[0] for gap in gaps(proposal)] == ["the cost cannot be worked out"]


def test_the_review_asks_on_all_four_subjects_and_leaves_open_what_no_file_answers(propose: Propose) -> None:
    """Necessity, lawfulness, reasonableness and cost are asked about; the goal is left to the person."""
    review = only(propose()).review
    assert {question.area for question in review} == set(Area)
    goal = review[0]
    assert "goal" in goal.asked.render("en") and goal.answers == ()
    answered = [answer.render("en") for question in review for answer in question.answers]
    assert "dossiers a year: 400" in answered and "a dossier: C = 58,000 dong" in answered


@pytest.mark.parametrize(
    ("papers", "said"),
    [
        ("[{paper: Căn cước, kind: copy, required_by: nd}]", "a rule is named for each"),
        ("[{paper: Đơn, kind: form, form: {circular: 1/2020/TT-BTP, number: '01'}}]", "a rule is named for each"),
        ("[{paper: Đơn, kind: form}, {paper: Căn cước, required_by: nd}]", "without a rule named: Đơn"),
        ("[]", "the papers of the dossier are not stated"),
    ],
)
def test_a_rule_for_every_paper_takes_papers_and_their_rules(propose: Propose, papers: str, said: str) -> None:
    """Yes only where there is a list and each paper in it has its rule; a form has that of the document it is from."""
    start, end = PROCEDURE.index("dossier:"), PROCEDURE.index("fees:")
    review = only(propose(procedure=f"{PROCEDURE[:start]}dossier: {papers}\n{PROCEDURE[end:]}")).review
    [answer] = next(each.answers for each in review if "every paper" in each.asked.render("en"))
    assert answer.render("en") == said


def test_a_procedure_nobody_uses_is_noticed(propose: Propose) -> None:
    """No dossier in a year: abolishing it may be considered."""
    review = only(propose(procedure=PROCEDURE.replace("per_year: 400", "per_year: 0"))).review
    assert any("abolishing" in answer.render("en") for question in review for answer in question.answers)


def test_the_revised_procedure_leaves_dropped_steps_out(propose: Propose) -> None:
    """The next issue reads without the step, and dossiers go on to what came after it."""
    case = only(propose())
    assert list(case.revised.steps) == ["nop", "nhan", "ky"]
    assert case.revised.steps["nhan"].next[0].to == "ky"
    assert case.kept == ()


REVISED: list[tuple[str, set[str], dict[str, Any]]] = [
    ("a: {next: b}\nb: {next: c}\nc: {end: completed}", {"a"}, {"first": "b", "steps": ["b", "c"]}),
    ("a: {next: b}\nb: {next: c}\nc: {end: completed}", {"b", "c"}, {"first": "a", "steps": ["a"]}),
    (
        "a: {next: [{to: b, share: 20 %}, {to: c}]}\nb: {end: refused}\nc: {end: completed}",
        {"b"},
        {"first": "a", "steps": ["a", "c"]},
    ),
    (
        "a: {next: b}\nb: {next: [{to: a, share: 5 %, at_most: 1, at_bound: c}, {to: c}]}\nc: {end: completed}",
        {"b"},
        {"first": "a", "steps": ["a", "b", "c"], "kept": ("b",)},
    ),
    (
        "a: {parallel: [b, c]}\nb: {next: d}\nc: {next: d}\nd: {join: all, end: completed}",
        {"b", "d"},
        {"first": "a", "steps": ["a", "c"]},
    ),
    (
        "a: {parallel: [b, c]}\nb: {next: d}\nc: {next: d}\nd: {join: all, end: completed}",
        {"b", "c"},
        {"first": "a", "steps": ["a", "d"]},
    ),
    (
        "a: {parallel: [b, c, e]}\nb: {next: d}\nc: {next: d}\ne: {next: d}\nd: {join: all, end: completed}",
        {"b"},
        {"first": "a", "steps": ["a", "c", "e", "d"]},
    ),
    (
        "a: {parallel: [b, c]}\nb: {next: e}\ne: {next: d}\nc: {next: d}\nd: {join: all, end: completed}",
        {"b"},
        {"first": "a", "steps": ["a", "e", "c", "d"]},
    ),
    (
        "a: {parallel: [b, c]}\nb: {next: e}\ne: {next: d}\nc: {next: d}\nd: {join: all, end: completed}",
        {"b", "e"},
        {"first": "a", "steps": ["a", "c", "d"]},
    ),
    (
        "a: {parallel: [b, f]}\nb: {parallel: [c, e]}\nc: {next: d}\ne: {next: d}\nf: {next: d}\n"
        "d: {join: all, end: completed}",
        {"c"},
        {"first": "a", "steps": ["a", "b", "e", "f", "d"]},
    ),
    (
        "a: {parallel: [b, c]}\nb: {next: d}\nc: {next: d}\nd: {join: any, end: completed}",
        {"b"},
        {"first": "a", "steps": ["a", "b", "c", "d"], "kept": ("b",)},
    ),
    (
        "a: {parallel: [b, c]}\nb: {next: d}\nc: {next: d}\nd: {join: all, end: completed}",
        {"a"},
        {"first": "a", "steps": ["a", "b", "c", "d"], "kept": ("a",)},
    ),
]


@pytest.mark.parametrize(("steps", "dropped", "expected"), REVISED)
def test_steps_are_left_out_only_where_the_course_stays_right(
    steps: str, dropped: set[str], expected: dict[str, Any]
) -> None:
    """Dossiers still come to the same ends; a step where they part or meet stays, and is named."""
    made, kept = revised(of_steps(steps), dropped)
    assert (made.first, list(made.steps)) == (expected["first"], expected["steps"])
    assert sorted(kept) == sorted(expected.get("kept", ()))
    targets = [way.to for step in made.steps.values() for way in step.next if way.to]
    assert set(targets) <= set(made.steps)
    assert any(step.end or any(way.end for way in step.next) for step in made.steps.values())
    assert isinstance(soundness(made), Sound)
    assert all("LEFT OUT" in made.steps[id_].title.render("en") and not made.steps[id_].work for id_ in kept)
