"""The manual of every rule is complete, and its examples are judged as the manual says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import pytest
from procedures import of_steps, read, read_office

from isoqms.problem import Ground, Severity
from isoqms.rules.engine import Context, Objection, Rule, find_rules
from isoqms.rules.manual import SUMMARY, sections

RULES = {rule.id: rule for rule in find_rules()}
MARK = "# here"

# what the examples may refer to beside themselves
OFFICE = read_office("""
    offices:
      ward: {title: {vi: Phường, en: Ward}, calendar: vn, hours: {mon: ["08:00..17:00"]}, day_length: 8 giờ}
      city: {title: {vi: Thành phố, en: City}, calendar: vn, hours: {mon: ["08:00..17:00"]}, day_length: 8 giờ}
    roles:
      officer: {title: {vi: Công chức, en: Officer}}
      head: {title: {vi: Lãnh đạo, en: Head}}
      council: {title: {vi: Hội đồng, en: Council}}
      expert: {title: {vi: Chuyên gia, en: Expert}}
    posts:
      officers: {title: {vi: Công chức, en: Officers}, office: ward, roles: [officer], head_count: 2}
      chair: {title: {vi: Chủ tịch, en: Chair}, office: ward, roles: [head, council]}
      adviser: {title: {vi: Cố vấn, en: Adviser}, office: ward, roles: [expert], head_count: 0}
    """)
CONTEXT = Context(
    organisation=OFFICE,
    procedures={"TINH-01": of_steps("receive: {end: completed}")},
    stamps={"TINH-01": "3f9c2ab41d07"},
    as_of=date(2026, 11, 20),
)


class Example(NamedTuple):
    """One example of a rule's manual, and the lines it marks."""

    rule: str
    good: bool
    text: str

    @property
    def marked(self) -> set[int]:
        return {number for number, line in enumerate(self.text.splitlines(), 1) if line.endswith(MARK)}


def examples() -> Iterator[Example]:
    for rule in RULES.values():
        manual = sections(rule.docstring)
        for heading in ("Bad", "Good"):
            for text in re.split(r"^---\n", manual.get(heading, ""), flags=re.MULTILINE):
                yield Example(rule.id, heading == "Good", text)


EXAMPLES = tuple(examples())
NAMES = [f"{example.rule}-{'good' if example.good else 'bad'}-{number}" for number, example in enumerate(EXAMPLES)]


def objections(rule: Rule, text: str) -> list[Objection]:
    return list(rule.check(read(text), CONTEXT))


@pytest.mark.parametrize("example", EXAMPLES, ids=NAMES)
def test_examples_are_judged_as_marked(example):
    """A bad example draws objections at exactly the lines marked in it, a good one none."""
    assert bool(example.marked) is not example.good
    assert {found.at.line for found in objections(RULES[example.rule], example.text)} == example.marked


@pytest.mark.parametrize("example", [each for each in EXAMPLES if each.good], ids=lambda example: example.rule)
def test_good_examples_have_no_errors(example):
    """What one rule shows as good, no other calls an error."""
    errors = [rule for rule in RULES.values() if rule.severity is Severity.ERROR]
    assert not [(rule.id, found) for rule in errors for found in objections(rule, example.text)]


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_manuals_are_complete(rule):
    """Every rule says what it asks and why, on what ground, and what it leaves to people."""
    manual = sections(rule.docstring)
    needed = {SUMMARY, "Asks", "Why", "Ground", "Clause", "Left to the auditor", "Bad", "Good"}
    assert needed <= manual.keys() <= needed | {"Decided how", "Fix"}
    assert manual["Ground"] == rule.ground
    assert tuple(manual["Clause"].split(", ")) == rule.clauses
    assert manual[SUMMARY].endswith(".") and manual["Asks"].endswith("?") and manual["Why"].endswith(".")


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_the_ground_caps_the_severity(rule):
    """Good practice is never an error; only the standard, a law or the format can be broken."""
    assert rule.ground is not Ground.CONVENTION or rule.severity is not Severity.ERROR


@pytest.mark.parametrize("example", EXAMPLES, ids=NAMES)
def test_objections_can_be_read_in_both_languages(example):
    """Messages and fixes fill in their particulars in either language, and say something in each."""
    for found in objections(RULES[example.rule], example.text):
        for lang in ("vi", "en"):
            assert found.message.render(lang) and found.fix.render(lang)


def test_an_unmarked_problem_would_be_noticed():
    """The examples decide: the same file without its fault, or with it on another line, fails."""
    bad = next(each for each in EXAMPLES if each.rule == "wf/start-end" and not each.good)
    found = {each.at.line for each in objections(RULES["wf/start-end"], "\n" + bad.text)}
    assert found == {line + 1 for line in bad.marked}
    assert not objections(RULES["wf/start-end"], bad.text.replace("Sign the copy}}", "Sign the copy}, end: completed}"))
