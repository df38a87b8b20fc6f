"""Who may decide a cut: read from the file and from the numbers of rules, asked where neither tells, never guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from procedures import of_steps, read

from isoqms.improve.opportunities.deciding import (
    RANKS,
    highest,
    of_hours,
    of_order,
    of_paper,
    of_substance,
    of_whole,
)
from isoqms.improve.opportunities.opportunity import Decision
from isoqms.improve.opportunities.view import View
from isoqms.procedure import Authority, Procedure
from isoqms.procedure.issuing import issuer
from isoqms.words import Message

OFFICE, PROVINCE, MINISTRY, LAW = RANKS
ONE = """
    id: QT-01
    title: {vi: Thủ tục, en: A procedure}
    legal_basis:
      nd: {document: 63/2024/NĐ-CP, article: Điều 7}
      tt: {document: 04/2020/TT-BTP}
      own: {document: 12/QĐ-UBND, changed_by: office}
      odd: {document: Công văn 5}
    dossier:
      - {paper: {vi: Đơn, en: Application}, required_by: tt}
      - {paper: {vi: Bản sao, en: Copy}, required_by: khoản 1 Điều 2 NĐ 123/2015/NĐ-CP}
      - {paper: {vi: Ảnh, en: Photograph}}
      - {paper: {vi: Sổ, en: Book}, required_by: odd}
    steps:
      a: {title: {vi: A, en: A}, role: x, legal_basis: [nd, tt], next: b}
      b: {title: {vi: B, en: B}, role: x, legal_basis: [own], next: c}
      c: {title: {vi: C, en: C}, role: x, changed_by: ministry, legal_basis: [nd], next: d}
      d: {title: {vi: D, en: D}, role: x, batch: {at: ["10:00"]}, next: e}
      e: {title: {vi: E, en: E}, role: x, legal_basis: [odd], end: completed}
    """


def by(decision: Decision) -> Authority | None:
    assert decision.by is not None or decision.question is not None
    return decision.by


@pytest.mark.parametrize(
    ("document", "authority"),
    [
        ("Luật Hộ tịch 60/2014/QH13", LAW),
        ("123/2015/NĐ-CP", LAW),
        ("khoản 2 Điều 14 NĐ 104/2022/NĐ-CP", LAW),
        ("66.7/2025/NQ-CP", LAW),
        ("93/2007/QĐ-TTg", LAW),
        ("05/2015/TTLT-BTP-BCA-BYT", MINISTRY),
        ("04/2020/TT-BTP", MINISTRY),
        ("TT 68/2025/TT-BTC", MINISTRY),
        ("101/QĐ-BKHCN", MINISTRY),
        ("3857/QĐ-UBND", PROVINCE),
        ("12/2023/NQ-HĐND", PROVINCE),
        ("Công văn 5", None),
        ("", None),
    ],
)
def test_the_number_of_a_document_tells_its_issuer(document, authority):
    """Letters in the number say who issued a document; what they do not say stays open."""
    assert issuer(document) == authority


@pytest.mark.parametrize(
    ("step", "substance", "order"),
    [("a", LAW, LAW), ("b", OFFICE, OFFICE), ("c", MINISTRY, MINISTRY), ("d", None, OFFICE), ("e", None, None)],
)
def test_the_highest_rule_of_a_step_decides(step, substance, order):
    """What the file says comes first, then the highest rule; without one its substance is asked, its order is ours."""
    procedure = read(ONE)
    steps = [procedure.steps[step]]
    assert by(of_substance(View(), procedure, steps)) == substance
    assert by(of_order(View(), procedure, steps)) == order


def test_one_step_whose_rule_is_unknown_leaves_all_open():
    """Where one of several steps may stand on an unknown rule, nobody is named for all of them."""
    procedure = read(ONE)
    decision = of_substance(View(), procedure, [procedure.steps["a"], procedure.steps["d"]])
    assert by(decision) is None


@pytest.mark.parametrize(("paper", "authority"), [(0, MINISTRY), (1, LAW), (2, None), (3, None)])
def test_a_paper_is_decided_by_the_issuer_of_its_rule(paper, authority):
    """By an id of the legal basis or by the number written; a paper without a rule is a question."""
    procedure = read(ONE)
    assert by(of_paper(procedure, procedure.dossier[paper])) == authority


def test_a_whole_procedure_stands_on_its_highest_rule():
    """An unknown rule among them is asked; a procedure without any is asked as well."""
    assert by(of_whole(read(ONE))) is None
    assert by(of_whole(read(ONE.replace("      odd: {document: Công văn 5}\n", "").replace("[odd]", "[nd]")))) == LAW
    assert by(of_whole(of_steps("a: {role: x, end: completed}"))) is None


def adopting(document: str) -> tuple[Procedure, View]:
    above = read(f"""
        id: TREN
        title: {{vi: Cấp trên, en: Above}}
        source: {{document: {document}}}
        steps:
          a: {{role: x, next: sign}}
          sign: {{role: y, end: completed}}
        """)
    below = read("""
        id: DUOI
        title: {vi: Cấp dưới, en: Below}
        adopts: {id: TREN}
        steps:
          a: {role: x, next: sign}
          sign: {role: y, batch: {at: ["16:00"]}, next: own}
          own: {role: z, end: completed}
        """)
    return below, View(procedures={"TREN": above, "DUOI": below})


def test_a_step_from_above_is_decided_above():
    """What a procedure takes over only its issuer changes; its own steps and its own hours of signing are its own."""
    below, view = adopting("3857/QĐ-UBND")
    assert by(of_order(view, below, [below.steps["a"]])) == PROVINCE
    assert by(of_substance(view, below, [below.steps["a"]])) == PROVINCE
    assert by(of_order(view, below, [below.steps["own"]])) == OFFICE
    assert by(of_hours(view, below, below.steps["sign"])) == OFFICE
    assert by(of_hours(view, below, below.steps["a"])) == PROVINCE


@pytest.mark.parametrize(
    ("more", "authority"),
    [
        ("source: {document: '3857/QĐ-UBND, mục 2'}", PROVINCE),
        ("source: {document: Nghị định 63/2024/NĐ-CP}", LAW),
        ("issue: {number: 1, revision: 0, decision: 101/QĐ-BKHCN}", MINISTRY),
        ("source: {document: Giả định của xã; phần công khai theo 163/QĐ-BTP}", OFFICE),
        ("owner: x", OFFICE),
    ],
)
def test_a_procedure_issued_above_is_arranged_above(more, authority):
    """A procedure that is itself a numbered document of a higher authority is not the office's own to arrange."""
    procedure = of_steps("a: {role: x, end: completed}", more)
    assert by(of_order(View(), procedure, procedure.steps.values())) == authority


def test_an_unknown_issuer_above_is_asked():
    """Where the number of the adopted document does not tell who issued it, the office is asked."""
    below, view = adopting("Quy trình mẫu")
    decision = of_order(view, below, [below.steps["a"]])
    assert decision.by is None and decision.question is not None
    assert "Above" in decision.question.render("en")


decisions = st.builds(
    lambda who: Decision(who, (Message("x"),), None if who else Message("who?")), st.sampled_from([*RANKS, None])
)


@given(st.lists(decisions, min_size=1))
def test_the_highest_decision_is_never_lower_than_any(parts):
    """Together, nothing is decided by less than each part needs, and what is open in a part stays open."""
    whole = highest(parts)
    assert (whole.by is None) == any(part.by is None for part in parts)
    if whole.by is not None:
        assert RANKS.index(whole.by) == max(RANKS.index(part.by) for part in parts if part.by)
