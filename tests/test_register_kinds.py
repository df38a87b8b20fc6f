"""Audits, findings, inspections, complaints, surveys, figures: each step refused for the right reason."""

from __future__ import annotations

from dataclasses import MISSING, replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType

import pytest
from register_cases import AN, BINH, CHI, HOA, LAN, MINH, PEOPLE

from isoqms.register.kinds.audits import Audit, Finding, FindingGrade, FindingState
from isoqms.register.kinds.kinds import FORMS, Kind
from isoqms.register.kinds.role_names import ANYONE, role_name
from isoqms.register.kinds.rule import Around, Deed, _called, judged
from isoqms.register.kinds.state_names import state_name
from isoqms.register.kinds.steering import Survey
from isoqms.register.kinds.table import RULES
from isoqms.register.lifecycle.document import from_document, merged, to_document, usual
from isoqms.register.lifecycle.nonconformity import Requirement
from isoqms.register.lifecycle.values import Duty, RequirementKind

TODAY = date(2026, 9, 15)
SHA = "a" * 64
BY_ID = MappingProxyType({rule.id: rule for rule in RULES})

ACCOUNT = {"name": "Phúc", "duties": ["auditor"]}
FINDING = {
    "audit": "AU-2026-0001", "process": "cap-phep", "grade": "nc_minor", "statement": "Thiếu chữ ký",
    "requirements": {"R1": {"kind": "clause", "ref": "7.5.3"}}, "evidence": {"E1": {"text": "hồ sơ 12"}},
    "found_on": "2026-09-01",
}  # fmt: skip
PROGRAMME = {"period_from": "2026-01-01", "period_to": "2026-12-31", "objectives": "Đánh giá mọi quy trình"}
AUDIT = {
    "title": "Đánh giá nội bộ đợt 1", "scope": "Một cửa", "criteria": ["TCVN ISO 9001:2015"], "processes": ["cap-phep"],
    "team": {"lan": {"role": "lead"}, "kim": {"role": "expert"}}, "starts_on": "2026-09-14",
    "checklist": {"Q1": {"requirement": "8.2.3", "question": "Ai kiểm tra thành phần hồ sơ?"}},
}  # fmt: skip
ASSESSED = {"checklist": {"Q1": {"grade": "conforming", "note": "5 hồ sơ tháng 8, đủ cả"}}}
JUDGED_NC = {"checklist": {"Q1": {"grade": "nc_minor"}}}
REPORT = {"summary": "Hai điểm không phù hợp nhẹ", "distribution": ["minh"]}
INSPECTION = {"unit": "bp-mot-cua", "inspected_on": "2026-09-10", "findings": ["dossiers_late"]}
COMPLAINT = {"received_on": "2026-09-10", "channel": "phản ánh trực tuyến", "description": "Trả kết quả muộn"}
ACKNOWLEDGED = {**COMPLAINT, "acknowledged_on": "2026-09-11"}
COMPLAINT_ASSESSED = {**ACKNOWLEDGED, "severity": "nhẹ", "owner": "chi"}
ANSWER = {"investigation": "đã xem hồ sơ", "response_on": "2026-09-14", "decision": "xin lỗi"}
SURVEY = {
    "question": "Có hài lòng không?", "period_from": "2026-08-01", "period_to": "2026-08-31", "asked": 100,
    "answered": 40, "satisfied": 36,
}  # fmt: skip
MEASURED = {"metric": "dung-han", "value": "0", "period_from": "2026-08-01", "period_to": "2026-08-31",
            "source": "recorded", "measured_in": "%", "evidence": "báo cáo tháng 8"}  # fmt: skip
GAINED = {"result": "còn 0 hồ sơ thiếu", "value": "0", "measured_in": "hồ sơ", "measured_from": "sổ tiếp nhận"}
REVIEW = {"held_on": "2026-09-15", "chair": "minh", "inputs": {"a": "đã xong"},
          "decisions": {"D1": {"text": "thêm một quầy"}}}  # fmt: skip


def deed(id_, by, before=None, changes=None, reference="X-1", **more):
    """Return a step about to be taken; without `before` it begins a record."""
    rule = BY_ID[id_]
    record = FORMS[rule.kind].record
    signed = {rule.signs: by.id} if rule.signs and before is None else {}
    held = {"reference": reference, **signed} if before is None else {"reference": reference, **before}
    return Deed(
        before=None if before is None else from_document(record, held),
        after=from_document(record, merged(held, changes or {})),
        by=by,
        on=TODAY,
        **more,
    )


def at(state, *documents):
    """Return documents one over the other, in a state."""
    found = {"state": state}
    for each in documents:
        found = merged(found, each)
    return found


FOUND = {"auditor": "lan", **FINDING}
GOOD = {
    "P1": deed("P1", BINH, changes=ACCOUNT, reference="phuc"),
    "P2": deed("P2", BINH, ACCOUNT, {"processes": ["ho-tich"]}, reference="phuc"),
    "P3": deed("P3", MINH, ACCOUNT, {"left_on": "2026-09-30"}, reference="phuc"),
    "V1": deed("V1", AN, changes={"name": "a.pdf", "media_type": "application/pdf", "size_bytes": 9}, reference=SHA),
    "F1": deed("F1", LAN, changes=FINDING),
    "F2": deed("F2", LAN, FOUND, {"statement": "khác"}),
    "F3": deed("F3", LAN, FOUND),
    "F4": deed("F4", HOA, at("communicated", FOUND), around=Around(owners=("hoa",))),
    "F5": deed("F5", HOA, at("communicated", FOUND), {"contested_reason": "đã ký số"}, around=Around(owners=("hoa",))),
    "F6": deed("F6", LAN, at("agreed", FOUND), {"nonconformity": "NC-2026-0001"}),
    "F7": deed("F7", LAN, {**FOUND, "audit": ""}, {"nonconformity": "NC-2026-0001"}),
    "F8": deed("F8", LAN, at("agreed", FOUND), {"statement": "Thiếu dấu"}, reason="ghi nhầm"),
    "G1": deed("G1", BINH, changes=PROGRAMME),
    "G2": deed("G2", BINH, PROGRAMME, {"resources": "hai đánh giá viên"}),
    "G3": deed("G3", BINH, PROGRAMME),
    "U1": deed("U1", BINH, changes={"title": "Đợt 1"}),
    "U2": deed("U2", LAN, AUDIT, {"scope": "rộng hơn"}),
    "U3": deed("U3", LAN, AUDIT),
    "U4": deed("U4", LAN, at("prepared", AUDIT)),
    "U5": deed("U5", LAN, at("in_progress", AUDIT), ASSESSED),
    "U6": deed("U6", LAN, at("in_progress", AUDIT), ASSESSED),
    "U7": deed("U7", LAN, at("reporting", AUDIT, ASSESSED), REPORT, around=Around(stamp=SHA)),
    "U8": deed("U8", LAN, at("reported", AUDIT)),
    "U9": deed("U9", LAN, at("following_up", AUDIT, {"report_stamp": SHA}), around=Around(stamp=SHA)),
    "U10": deed("U10", BINH, AUDIT, {"cancelled_reason": "bão"}),
    "U11": deed("U11", LAN, at("following_up", AUDIT, ASSESSED, REPORT), {"summary": "Ba điểm"},
                around=Around(stamp=SHA), reason="sửa một phát hiện"),
    "I1": deed("I1", MINH, changes=INSPECTION),
    "I2": deed("I2", BINH, at("recorded", INSPECTION), {"explanation_received": "2026-09-14"}),
    "I3": deed("I3", BINH, at("explained", INSPECTION), {"outcome": "accepted"}),
    "C1": deed("C1", AN, changes=COMPLAINT),
    "C2": deed("C2", AN, COMPLAINT, {"acknowledged_on": "2026-09-11"}),
    "C3": deed("C3", BINH, at("acknowledged", ACKNOWLEDGED), {"severity": "nhẹ", "owner": "chi"}),
    "C4": deed("C4", CHI, at("assessed", COMPLAINT_ASSESSED)),
    "C5": deed("C5", CHI, at("investigating", COMPLAINT_ASSESSED), ANSWER),
    "C6": deed("C6", CHI, at("responded", COMPLAINT_ASSESSED, ANSWER), {"reaction": "accepted"}),
    "C7": deed("C7", CHI, at("responded", COMPLAINT_ASSESSED, ANSWER), {"recourse_informed": True}, reason="gửi tỉnh"),
    "C8": deed("C8", BINH, at("assessed", COMPLAINT_ASSESSED), {"received_on": "2026-09-09"}, reason="gõ nhầm"),
    "S1": deed("S1", AN, changes=SURVEY),
    "S2": deed("S2", BINH, SURVEY, {"answered": 41}, reason="đếm sót"),
    "K1": deed("K1", AN, changes=MEASURED),
    "K2": deed("K2", BINH, MEASURED, {"value": "1"}, reason="nhập nhầm"),
    "M1": deed("M1", BINH, changes={"chair": "minh"}),
    "M2": deed("M2", BINH, REVIEW, {"participants": ["hoa"]}),
    "M3": deed("M3", MINH, REVIEW),
    "O1": deed("O1", AN, changes={"statement": "Nên có bảng kiểm"}),
    "O2": deed("O2", BINH, {"statement": "x"}, {"owner": "chi", "due": "2026-12-01"}),
    "O3": deed("O3", BINH, {"statement": "x"}, {"declined_reason": "đã có"}),
    "O4": deed("O4", CHI, at("accepted", {"statement": "x", "owner": "chi"}), GAINED),
}  # fmt: skip


def after(**members):
    """Return a breaker which brings other members."""
    return lambda good: replace(good, after=from_document(type(good.after), merged(to_document(good.after), members)))


def around(**members):
    """Return a breaker which changes what the register says."""
    return lambda good: replace(good, around=replace(good.around, **members))


def before(**members):
    """Return a breaker which starts from another record."""

    def broken(good):
        held = from_document(type(good.before), merged(to_document(good.before), members))
        return after(**members)(replace(good, before=held))

    return broken


def by(person):
    """Return a breaker in which somebody else acts."""
    return lambda good: replace(good, by=person)


def reasoned(text):
    """Return a breaker which gives a reason."""
    return lambda good: replace(good, reason=text)


OWNS = {"processes": {"kim": frozenset({"cap-phep"})}}
ALONE = {"processes": {"lan": frozenset({"cap-phep"})}}
SENTENCE = {"lan": {"mitigation": "trưởng phòng khác xem lại từng câu trả lời"}}
THE_AUDIT = Audit(reference="AU-2026-0001", starts_on=date(2026, 9, 1), processes=("cap-phep",))
DRAFT_FINDING = Finding(reference="FD-2026-0009", auditor="lan", audit="X-1", process="cap-phep")


def both(*breakers):
    """Return a breaker that does several things."""

    def broken(good):
        for each in breakers:
            good = each(good)
        return good

    return broken


BROKEN = [
    ("P1", "named_shortly", after(reference="../an")),
    ("P1", "not_for_oneself", by(replace(BINH, id="phuc"))),
    ("P2", "not_for_oneself", by(replace(BINH, id="phuc"))),
    ("V1", "named_by_content", after(reference="../../x")),
    ("V1", "named_by_content", after(reference="A" * 64)),
    *(
        (id_, "grade_fits", after(grade=grade))
        for id_ in ("F1", "F2", "F8")
        for grade in ("conforming", "good_practice")
    ),
    ("F3", "grade_fits", before(grade="conforming")),
    ("F7", "grade_fits", before(grade="good_practice")),
    ("F8", "graded_with_ground", after(evidence={"E1": {"text": None}})),
    *((id_, "not_own_work", by(replace(LAN, processes=frozenset({"cap-phep"})))) for id_ in ("F1", "F2", "F3", "F8")),
    *(
        (id_, "of_this_audit", around(audit=replace(THE_AUDIT, **other)))
        for id_ in ("F3", "F8")
        for other in ({"starts_on": date(2026, 9, 2)}, {"processes": ("ho-tich",)})
    ),
    ("F3", "graded_with_ground", before(requirements={"R1": {"kind": "process"}})),
    ("F3", "graded_with_ground", before(evidence={"E1": {"text": None}})),
    ("F4", "not_the_auditor", by(LAN)),
    ("F5", "not_the_auditor", by(LAN)),
    ("F4", "answers_for_the_audited", by(BINH)),
    ("F4", "answers_for_the_audited", by(CHI)),
    ("F5", "answers_for_the_audited", by(BINH)),
    ("F6", "followed_up", after(nonconformity=None)),
    ("F6", "followed_up", before(grade="ofi")),
    ("F7", "outside_audit", before(audit="AU-2026-0001")),
    ("F7", "followed_up", after(nonconformity=None)),
    ("G1", "period_in_order", after(period_to="2025-12-31")),
    ("G2", "period_in_order", before(period_to="2025-12-31")),
    ("U3", "team_led", both(before(team={"lan": {"role": "auditor"}}), by(BINH))),
    ("U3", "team_independent", around(**OWNS)),
    ("U4", "team_independent", around(**OWNS)),
    ("U3", "team_independent", both(around(**OWNS), before(team={"kim": {"mitigation": "ok"}}))),
    ("U3", "team_qualified", around(duties={"lan": frozenset()})),
    ("U4", "team_qualified", around(duties={"lan": frozenset({Duty.TOP_MANAGEMENT})})),
    ("U3", "process_has_another_auditor", both(around(**ALONE), before(team=SENTENCE))),
    ("U4", "process_has_another_auditor", both(around(**ALONE), before(team=SENTENCE))),
    ("U5", "judged_by_others", by(replace(LAN, processes=frozenset({"cap-phep"})))),
    ("U6", "judged_by_others", by(replace(LAN, processes=frozenset({"cap-phep"})))),
    ("U5", "seen_on_record", after(checklist={"Q1": {"note": None}})),
    ("U6", "seen_on_record", after(checklist={"Q1": {"note": " ", "checked": "Checked"}})),
    ("U7", "nonconformities_found", before(**JUDGED_NC)),
    ("U7", "findings_communicated", around(findings=(DRAFT_FINDING,))),
    ("U11", "nonconformities_found", before(**JUDGED_NC)),
    ("U11", "findings_communicated", around(findings=(DRAFT_FINDING,))),
    ("U6", "checklist_assessed", before(checklist={"Q2": {"requirement": "9.2", "question": "?"}})),
    (
        "U9",
        "findings_led_on",
        around(findings=(replace(DRAFT_FINDING, grade=FindingGrade.NC_MAJOR, state=FindingState.COMMUNICATED),)),
    ),
    ("U9", "settled", around(unsettled=("NC-2026-0001",))),
    ("U9", "report_unchanged", around(stamp="b" * 64)),
    ("I1", "codes_alone", after(unit="Bộ phận một cửa")),
    ("I1", "codes_alone", after(decision="Ông A đi muộn")),
    ("I1", "codes_alone", after(dossiers=["H01-1", "bà B chưa trả"])),
    ("I1", "codes_alone", reasoned("đi muộn")),
    ("I2", "codes_alone", reasoned("x")),
    ("I3", "codes_alone", reasoned("x")),
    ("S1", "answers_add_up", after(satisfied=41)),
    ("S1", "answers_add_up", after(answered=101)),
    ("S1", "period_in_order", after(period_from="2026-09-01")),
    ("S2", "answers_add_up", after(satisfied=-1)),
    ("S2", "period_in_order", before(period_from="2026-09-01")),
    ("K1", "period_in_order", after(period_from="2026-09-01")),
    ("K2", "period_in_order", before(period_from="2026-09-01")),
]
NEEDS = [(rule, name) for rule in RULES for name in rule.needs]
PAST = [(rule, name) for rule in RULES for name in rule.past]
NAMES = {"ids": lambda value: getattr(value, "id", value) if not callable(value) else ""}


def guards(rule, given):
    """Return the guards that refuse a step; none when it is taken."""
    found = judged(rule, given)
    return [each.guard for each in found] if isinstance(found, tuple) else []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_step_in_which_nothing_is_lacking_is_taken(rule):
    """For every row there is a record it lets through, which then stands where the row says."""
    done = judged(rule, GOOD[rule.id])
    assert not isinstance(done, tuple), [each.message.render("en") for each in done]
    assert str(getattr(done, "state", "")) == (rule.target or str(getattr(GOOD[rule.id].after, "state", "")))
    if rule.notes:
        assert getattr(done, rule.notes) == TODAY
    if rule.stamps:
        assert getattr(done, rule.stamps) == SHA


@pytest.mark.parametrize(("id_", "guard", "breaker"), BROKEN, **NAMES)
def test_each_guard_refuses_and_nothing_else_does(id_, guard, breaker):
    """One condition broken gives one refusal, in both languages."""
    found = judged(BY_ID[id_], breaker(GOOD[id_]))
    assert [each.guard for each in found] == [guard]
    assert all(found[0].message.render(lang) and found[0].remedy.render(lang) for lang in ("en", "vi"))


def test_every_guard_of_every_step_is_broken_once():
    """The list above is complete."""
    wanted = {(rule.id, each.__name__) for rule in RULES for each in rule.guards}
    assert {(id_, guard) for id_, guard, _ in BROKEN} == wanted


@pytest.mark.parametrize(("rule", "name"), NEEDS, **NAMES)
def test_what_a_step_needs_must_be_given(rule, name):
    """Left out, it is named."""
    good = GOOD[rule.id]
    record = FORMS[rule.kind].record
    given = replace(good, after=from_document(record, _bare(good.after, name)))
    if good.before is not None and not _in_brings(rule, name):
        given = replace(given, before=given.after)
    found = judged(rule, given)
    assert "needs" in [each.guard for each in found]
    assert _called(rule, name) in found[[each.guard for each in found].index("needs")].message.params["members"]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_who_may_and_where_it_must_stand_are_said_in_words(rule):
    """No refusal names a role or a state by its code."""
    assert {role_name(each).render("vi") for each in rule.who}.isdisjoint(map(str, rule.who))
    assert {state_name(each).render("vi") for each in rule.sources if each}.isdisjoint(rule.sources)


def _in_brings(rule, name):
    return name in rule.brings or f"{name}.*" in rule.brings


def _bare(record, name):
    """Return a record without a member; one that must be there is empty."""
    document = to_document(record)
    document.pop(name, None)
    if usual(type(record).__dataclass_fields__[name]) is MISSING:
        document[name] = 0 if name == "size_bytes" else ""
    return document


@pytest.mark.parametrize(("rule", "name"), PAST, **NAMES)
def test_what_has_happened_lies_not_in_the_future(rule, name):
    """A day after today is refused."""
    good = GOOD[rule.id]
    broken = after(**{name: "2026-09-16"})(good) if _in_brings(rule, name) else before(**{name: "2026-09-16"})(good)
    assert guards(rule, broken) == ["past"]


OUT_OF_ORDER = [
    ("C2", after(acknowledged_on="2026-09-09"), "Acknowledged on"),
    ("C5", after(response_on="2026-09-10"), "Answered on"),
    ("C8", after(received_on="2026-09-12"), "Acknowledged on"),
    ("I1", after(explanation_due="2026-09-09"), "Explanation due on"),
    ("I2", after(explanation_received="2026-09-09"), "Explanation received on"),
    ("U2", after(ends_on="2026-09-13"), "Last day"),
    ("P1", after(posts={"P1": {"title": "x", "since": "2026-09-02", "until": "2026-09-01"}}), "Until"),
]


@pytest.mark.parametrize(("id_", "breaker", "later"), OUT_OF_ORDER)
def test_days_of_a_life_follow_one_another(id_, breaker, later):
    """Acknowledged before received is refused, and both days are named; on the same day it is not."""
    (found,) = judged(BY_ID[id_], breaker(GOOD[id_]))
    assert found.guard == "order"
    assert found.message.render("en").startswith(later)
    assert found.message.render("vi")
    assert guards(BY_ID["C2"], after(acknowledged_on="2026-09-10")(GOOD["C2"])) == []


def test_days_that_stood_in_a_wrong_order_hold_nothing_up():
    """An older record with such days is led on, and can be corrected."""
    older = before(acknowledged_on="2026-09-01")
    assert guards(BY_ID["C3"], older(GOOD["C3"])) == []
    assert guards(BY_ID["C8"], after(received_on="2026-08-31")(older(GOOD["C8"]))) == []


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.reasoned], ids=lambda rule: rule.id)
def test_a_reason_is_asked_for(rule):
    """Where a step needs its reason, it is refused without."""
    assert guards(rule, replace(GOOD[rule.id], reason=" ")) == ["reason"]


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.sources], ids=lambda rule: rule.id)
def test_a_step_is_taken_only_from_its_states(rule):
    """From any other state, and on nothing, it is refused for that alone."""
    good = GOOD[rule.id]
    assert guards(rule, replace(good, before=None)) == ["state"]
    state = getattr(good.before, "state", None)
    for other in type(state) if state and type(state) is not str else ():
        if other not in rule.sources:
            assert guards(rule, replace(good, before=replace(good.before, state=other))) == ["state"]


@pytest.mark.parametrize("rule", [rule for rule in RULES if not rule.sources], ids=lambda rule: rule.id)
def test_a_record_begins_once(rule):
    """What is there already is not begun again."""
    good = GOOD[rule.id]
    assert guards(rule, replace(good, before=good.after)) == ["state"]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_step_is_taken_only_by_its_roles(rule):
    """Whoever has neither the duty nor is named in the record is refused."""
    stranger = replace(AN, id="nobody")
    assert ("who" in guards(rule, replace(GOOD[rule.id], by=stranger))) is (ANYONE not in rule.who)
    for person in PEOPLE.values():
        assert ("who" in guards(rule, replace(GOOD[rule.id], by=person))) is (
            not rule.role_of(person, GOOD[rule.id].before or GOOD[rule.id].after)
        )


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_what_a_step_does_not_set_is_closed_to_it(rule):
    """State, days of the register and members of other steps are not brought."""
    good = GOOD[rule.id]
    for name in {"ended_on", "reported_on", "added_on", "report_stamp"} & set(type(good.after).__dataclass_fields__):
        if f"{name}" not in rule.brings and getattr(good.after, name) is None:
            assert guards(rule, after(**{name: "2026-01-01"})(good)) == ["frozen"], name
    if hasattr(good.after, "state"):
        state = next(each for each in ("closed", "done", "held") if each != good.after.state)
        other = replace(good.after, state=state if type(good.after.state) is str else list(type(good.after.state))[-1])
        assert other == good.after or guards(rule, replace(good, after=other)) == ["frozen"]


@pytest.mark.parametrize("ref", ["nhan", "cap-phep/nhan"])
def test_a_question_about_a_step_is_answered_by_a_finding_about_it(ref):
    """Named with its procedure or without, a step is the same one; a finding about another step answers nothing."""
    asked = {"Q1": {"requirement": "cap-phep/nhan", "question": "?", "grade": "nc_minor"}}
    held = replace(DRAFT_FINDING, grade=FindingGrade.NC_MINOR, state=FindingState.COMMUNICATED)

    def about(name):
        return replace(held, requirements={"R1": Requirement(kind=RequirementKind.STEP, ref=name)})

    def refused(finding):
        return guards(BY_ID["U7"], both(before(checklist=asked), around(findings=(finding,)))(GOOD["U7"]))

    assert refused(about(ref)) == []
    assert refused(about("tra")) == ["nonconformities_found"]


def test_every_kind_has_its_steps():
    """Each kind but nonconformities, which have their own table, is begun by one step at least."""
    begun = {rule.kind for rule in RULES if not rule.sources}
    assert begun == set(Kind) - {Kind.NONCONFORMITY}


def test_an_inspection_says_nothing_of_persons():
    """There is no member a text about a person could be written into."""
    from isoqms.register.kinds.audits import Inspection
    from isoqms.register.lifecycle.document import Prose

    assert Prose not in [each.type for each in Inspection.__dataclass_fields__.values()]
    assert "Prose" not in [each.type for each in Inspection.__dataclass_fields__.values()]


def test_the_interval_of_a_survey():
    """Wilson (1927) for 36 of 40: 76.9 % to 96.0 %, as published tables have it; few answers give a wide one."""
    survey = Survey(reference="SV-1", asked=100, answered=40, satisfied=36)
    assert survey.interval == (Decimal("0.7695"), Decimal("0.9604"))
    assert Survey(reference="SV-1", asked=3).interval is None
    low, high = Survey(reference="SV-1", asked=3, answered=3, satisfied=3).interval
    assert (low < Decimal("0.45"), high) == (True, 1)


def test_every_step_has_words():
    """No step of any table is told by its code alone."""
    from isoqms.register.kinds.table import RULES
    from isoqms.register.lifecycle.table import MOVES
    from isoqms.report.record.history import _STEPS

    assert {each.id for each in (*RULES, *MOVES)} <= set(_STEPS)
