"""What could be cut: each kind's manual is complete and its examples are judged as it says; and who may decide."""

from __future__ import annotations

import re
from typing import NamedTuple

import pytest
from procedures import read, read_office

from isoqms.improve.opportunities.find import EXAMPLES, PROSE, Kind, find, find_kinds
from isoqms.improve.opportunities.opportunity import Found, Opportunity
from isoqms.improve.opportunities.view import View
from isoqms.procedure import Authority, Procedure
from isoqms.scenario import Operation, scenario_of_data, scenario_problems
from isoqms.words import LANGUAGES

KINDS = {kind.id: kind for kind in find_kinds()}
MARK = "# here"
WANTED = {
    "abolish drop-step parallelise end-ping-pong merge-steps one-review sign-more-often delegate counter-decision "
    "check-at-intake ex-post shift-staff unused-allowance linked-one-stop": "officer",
    "merge-visits paper-not-in-law paper-we-issued plain-copy data-we-hold one-form merge-payments frequency "
    "online": "applicant",
}
OFFICE = """
    offices:
      ward: {title: Phường, calendar: vn, hours: {mon: ["08:00..11:30", "13:30..17:00"]}, day_length: 8 giờ}
      city: {title: {vi: Thành phố, en: City}, calendar: vn, hours: {mon: ["08:00..17:00"]}, day_length: 8 giờ}
    default_office: ward
    roles:
      officer: {title: {vi: Công chức, en: Officer}, kind: handles, office: ward}
      expert: {title: {vi: Chuyên viên, en: Expert}, kind: handles, office: ward}
      clerk: {title: {vi: Văn thư, en: Clerk}, kind: supports, office: ward}
      chief: {title: {vi: Trưởng phòng, en: Chief}, kind: decides, office: ward}
      head: {title: {vi: Lãnh đạo, en: Head}, kind: decides, office: ward}
    posts:
      officers: {title: {vi: Công chức, en: Officers}, office: ward, roles: [officer, expert], head_count: 2}
      clerks: {title: {vi: Văn thư, en: Clerks}, office: ward, roles: [clerk]}
      chiefs: {title: {vi: Trưởng phòng, en: Chiefs}, office: ward, roles: [chief]}
      heads: {title: {vi: Chủ tịch, en: Chair}, office: ward, roles: [head]}
    """


class Case(NamedTuple):
    """A procedure in its surroundings, and the lines at which something is to be found."""

    kind: Kind
    text: str
    procedure: Procedure
    view: View

    @property
    def marked(self) -> set[int]:
        return {number for number, line in enumerate(self.text.splitlines(), 1) if line.endswith(MARK)}

    @property
    def operation(self) -> Operation:
        office = self.view.organisation
        assert office is not None
        every = tuple(self.view.procedures.values())
        return Operation(every, {each.id: office for each in every}, known=frozenset(self.view.procedures))


def case(kind: str, text: str) -> Case:
    """Read a procedure, and after a line `---` other procedures or the organisation; lines keep their numbers."""
    parts = re.split(r"^---\n", text, flags=re.MULTILINE)
    office, procedures, above = read_office(OFFICE), [], 0
    for part in parts:
        moved = "\n" * above + part
        above += part.count("\n") + 1
        if "offices:" in part:
            office = read_office(moved)
        else:
            procedures.append(read(moved))
    loads = {"busy": 0.9, "idle": 0.2}
    view = View(office, {each.id: each for each in procedures}, tuple(procedures), loads)
    return Case(KINDS[kind], text, procedures[0], view)


CASES = [
    pytest.param(case(kind.id, kind.manual[heading]), heading == "Example", id=f"{kind.id}-{heading.lower()}")
    for kind in KINDS.values()
    for heading in EXAMPLES
]


def found(each: Case) -> list[Found]:
    return [one for one in each.kind.look(each.procedure, each.view) if isinstance(one, Found)]


def opportunities(each: Case) -> tuple[Opportunity, ...]:
    return find([each.procedure], lambda procedure: each.view, [each.kind])[0]


def test_every_kind_asked_for_is_there():
    """Fourteen kinds on the officer's side and nine on the applicant's, found by folder."""
    wanted = {id_: side for ids, side in WANTED.items() for id_ in ids.split()}
    assert {kind.id: str(kind.side) for kind in KINDS.values()} == wanted
    assert len(wanted) == 23


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_manuals_are_complete(kind):
    """Every kind says why, how it is found, who decides, and what it leaves to people."""
    manual = kind.manual
    needed = {"", "Why", "Found", "Decides", "Left to people", *EXAMPLES}
    assert needed <= manual.keys() <= needed | set(PROSE)
    assert manual[""].endswith(".") and manual["Left to people"].rstrip(".").endswith(("?", "goes"))


@pytest.mark.parametrize(("each", "is_found"), CASES)
def test_examples_are_judged_as_marked(each, is_found):
    """What the manual shows is found at the lines marked in it, and in the near miss nothing is."""
    assert bool(each.marked) is is_found
    assert {one.at.line for one in found(each)} == each.marked


@pytest.mark.parametrize(("each", "is_found"), [case for case in CASES if "example" in case.id])
def test_changes_are_scenarios(each, is_found):
    """The changes of what is found can be read and applied as a scenario; what cannot be says why."""
    for one in opportunities(each):
        assert one.changes or one.not_simulated
        if one.changes:
            scenario, problems = scenario_of_data({"id": "s", "title": "s", "changes": dict(one.changes)})
            assert scenario is not None and not problems
            assert not scenario_problems(each.operation, scenario)


@pytest.mark.parametrize(("each", "is_found"), [case for case in CASES if "example" in case.id])
def test_everything_said_can_be_read_in_both_languages(each, is_found):
    """Titles, reasons, assumptions and questions fill in their particulars in either language."""
    for one in opportunities(each):
        said = [one.title, one.not_simulated, one.assumes, one.decision.question, *one.questions, *one.decision.basis]
        for lang in LANGUAGES:
            assert all(each.render(lang) for each in said if each is not None)
        assert one.questions


@pytest.mark.parametrize(("each", "is_found"), [case for case in CASES if "example" in case.id])
def test_nobody_unknown_decides_without_a_question(each, is_found):
    """Where no rule names who may decide, the office is asked; the program does not guess."""
    for one in opportunities(each):
        assert one.decision.by is not None or one.decision.question is not None


def test_a_promise_rests_on_the_promise():
    """A shorter promise is the office's own, and not called a matter of who does which work."""
    [one] = found(case("unused-allowance", KINDS["unused-allowance"].manual["Example"]))
    assert one.decision.by is Authority.OFFICE
    assert [each.render("en") for each in one.decision.basis] == ["the limit to which the office commits itself"]


def test_who_asks_the_applicant_to_come_is_asked():
    """Where no rule is named for the step to which the applicant has to come, nobody is said to decide on it."""
    text = KINDS["merge-visits"].manual["Example"]
    [one] = found(case("merge-visits", text))
    assert one.decision.by is None and one.decision.question is not None
    [known] = found(
        case("merge-visits", text.replace("role: officer, work: 3 phút", "changed_by: office, role: officer"))
    )
    assert known.decision.by is Authority.OFFICE
