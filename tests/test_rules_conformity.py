"""The manual of every rule of conformity is complete, and its examples are judged as the manual says.

An example is a procedure, or several files each below a line `# file: name.yaml`: `procedure.yaml`,
`organisation.yaml`, a quality document by its name, `records.yaml` with lists of records by kind, `estimates.yaml`
with what a simulation found, or any other file, of which only what it holds is known.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from procedures import read, read_office

from isoqms.framework import framework
from isoqms.metrics import Estimate, Figure, OfficeEstimate, ProcedureEstimate, Unit
from isoqms.problem import Ground, Severity
from isoqms.procedure import Organisation, Procedure
from isoqms.qms import KINDS, KeptRecords, NotYet, QualityDocuments, Record, RecordKind, Scope, read_document
from isoqms.rules.conformity import ConformityRule, find_conformity_rules, packs
from isoqms.rules.engine import Objection, find_rules
from isoqms.rules.manual import SUMMARY, sections
from isoqms.rules.results import Absent, Found, Insufficient, NotApplicable, Seen
from isoqms.rules.system import NOT_SIMULATED, System
from isoqms.source import source_of_text, validate
from isoqms.words import Text
from isoqms.workspace.calendars import office_calendar

RULES = {rule.id: rule for rule in find_conformity_rules()}
MARK = "# here"
DAY = date(2026, 11, 20)
OFFICE = """
offices:
  ward: {title: {vi: Phường, en: Ward}, country: VN, calendar: vn, hours: {mon: ["08:00..17:00"]}, day_length: 8 giờ}
roles:
  officer: {title: {vi: Công chức, en: Officer}, kind: handles}
  head: {title: {vi: Lãnh đạo, en: Head}, kind: decides}
posts:
  officer-post: {title: {vi: Công chức, en: Officer}, roles: [officer], head_count: 2, deputies: [head-post]}
  head-post: {title: {vi: Lãnh đạo, en: Head}, roles: [head], deputies: [officer-post]}
"""


class Example(NamedTuple):
    """One example of a rule's manual, and the lines it marks, by file."""

    rule: str
    good: bool
    text: str

    @property
    def files(self) -> dict[str, str]:
        """The files of the example by name; each keeps its lines where they are."""
        found: dict[str, list[str]] = {}
        name = "procedure.yaml"
        for number, line in enumerate(self.text.splitlines()):
            if said := re.fullmatch(r"# file: (\S+)", line):
                name = said[1]
            found.setdefault(name, [""] * number).append(line)
        return {name: "\n".join(lines) + "\n" for name, lines in found.items() if "".join(lines).strip("# \n")}

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


def documents_of(files: dict[str, str]) -> dict[str, object]:
    found = {}
    for name, text in files.items():
        kind = name.removesuffix(".yaml")
        if kind in KINDS:
            source = source_of_text(text, name)
            assert not source.problems, source.problems
            assert not list(validate(source, f"qms-{kind}")), [str(p) for p in validate(source, f"qms-{kind}")]
            found[kind], problems = read_document(kind, source.data, source.at)
            assert not problems
    return found


def parts_of(example: Example) -> tuple[dict[str, Procedure], Organisation, dict[str, object]]:
    files = example.files
    office = read_office(files.get("organisation.yaml", OFFICE))
    procedures = [read(text, name) for name, text in files.items() if name.startswith("procedure")]
    return {procedure.id: procedure for procedure in procedures}, office, documents_of(files)


def records_of(text: str) -> KeptRecords:
    """Read the records of an example; what is not id, day or procedure is what else the source keeps."""
    if not text:
        return KeptRecords()
    source = source_of_text(text, "records.yaml")
    assert not source.problems, source.problems
    kept, since = {}, source.data.pop("since", None)
    for kind, records in source.data.items():
        kept[RecordKind(kind)] = [
            Record(
                record["id"],
                date.fromisoformat(record["on"]),
                source.at((kind, place)),
                record.get("procedure"),
                {name: _held(value) for name, value in record.items() if name not in ("id", "on", "procedure")},
            )
            for place, record in enumerate(records)
        ]
    return KeptRecords(kept, date.fromisoformat(since) if since else None)


def _held(value: Any) -> Any:
    """Return what a record holds; `not_yet` with a day, or with nothing, stands for what it need not hold yet."""
    if not (isinstance(value, dict) and "not_yet" in value):
        return value
    return NotYet(date.fromisoformat(value["not_yet"]) if value["not_yet"] else None)


def estimate_of(text: str) -> Estimate:
    """Read what a simulation found: shares and minutes without a margin of error."""
    if not text:
        return NOT_SIMULATED
    data: dict[str, Any] = source_of_text(text, "estimates.yaml").data
    return OfficeEstimate(
        {
            id_: ProcedureEstimate(
                Figure.exact(each["nine_in_ten"], Unit.WORKING_MINUTES),
                {name: Figure.exact(share, Unit.SHARE) for name, share in each["on_time"].items()},
            )
            for id_, each in data.get("procedures", {}).items()
        },
        {role: Figure.exact(share, Unit.SHARE) for role, share in data.get("busy", {}).items()},
        frozenset(data.get("overloaded", ())),
    )


def digest_in(example: Example, name: str) -> str | None:
    """Return the SHA-256 of a file of the example."""
    text = example.files.get(name)
    return hashlib.sha256(text.split(f"# file: {name}\n")[1].encode()).hexdigest() if text else None


def judged(rule: ConformityRule, example: Example, claimed: bool = True) -> list[Found]:
    """What a rule says of an example; the procedures are in scope unless the example has a scope of its own."""
    procedures, office, documents = parts_of(example)
    if claimed:
        documents.setdefault("scope", Scope(statement=Text.of("…"), procedures=tuple(procedures)))
    system = System(
        at=office.at,
        folder="",
        organisation=office,
        documents=QualityDocuments(**documents),
        procedures=procedures,
        others=procedures,
        stamps=dict.fromkeys(procedures, "3f9c2ab41d07"),
        as_of=DAY,
        records=records_of(example.files.get("records.yaml", "")),
        estimate=estimate_of(example.files.get("estimates.yaml", "")),
        digest=lambda name: digest_in(example, name),
        calendar=lambda: office_calendar(office.offices["ward"], Path(), ()),
    )
    if rule.check_system:
        return list(rule.check_system(system))
    return [found for procedure in procedures.values() for found in rule.check(procedure, system)]


def objections(found: list[Found]) -> list[Found]:
    return [each for each in found if isinstance(each, (Objection, Absent))]


@pytest.mark.parametrize("example", EXAMPLES, ids=NAMES)
def test_examples_are_judged_as_marked(example: Example) -> None:
    """A bad example draws objections at exactly the lines marked in it; a good one none, and nothing is left open."""
    found = judged(RULES[example.rule], example)
    assert bool(example.marked) is not example.good
    assert {each.at.line for each in objections(found)} == example.marked
    assert not example.good or not [each for each in found if isinstance(each, Insufficient)]


@pytest.mark.parametrize("example", EXAMPLES, ids=NAMES)
def test_results_can_be_read_in_both_languages(example: Example) -> None:
    """Whatever a rule says fills in its particulars in either language."""
    for each in judged(RULES[example.rule], example):
        said = {Objection: ["message", "fix"], Absent: ["message", "fix"], Insufficient: ["missing"]}
        for name in said.get(type(each), ["reason"] if isinstance(each, NotApplicable) else []):
            assert getattr(each, name).render("vi") and getattr(each, name).render("en")


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_manuals_are_complete(rule: ConformityRule) -> None:
    """Every rule says what it asks and why, on what ground, and what it leaves to people."""
    manual = sections(rule.docstring)
    needed = {SUMMARY, "Asks", "Why", "Ground", "Clause", "Left to the auditor", "Bad", "Good"}
    assert needed <= manual.keys() <= needed | {"Decided how", "Fix"}
    assert manual["Ground"] == rule.ground
    assert tuple(manual["Clause"].split(", ")) == rule.clauses
    assert manual[SUMMARY].endswith(".") and manual["Asks"].endswith("?") and manual["Why"].endswith(".")
    assert manual["Left to the auditor"].endswith("?")


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_rules_stand_where_they_belong(rule: ConformityRule) -> None:
    """The pack tells the ground, the ground caps the severity, and every clause is one of the standard that asks."""
    grounds = {"iso9001-2015": [Ground.ISO]}
    grounds |= {pack: [Ground.CONVENTION] for pack in ("good-practice", "iso9001-2026-draft")}
    assert rule.ground in grounds.get(rule.pack, [Ground.LAW, Ground.CONVENTION])
    assert rule.ground is not Ground.CONVENTION or rule.severity is not Severity.ERROR
    leaves = {clause.number for clause in framework().leaves()}
    assert rule.clauses and set(rule.clauses) <= leaves


def test_a_check_runs_none_of_them() -> None:
    """The packs of conformity are neither loaded nor run by a check; together they make all the packs there are."""
    of_check = {rule.pack for rule in find_rules()}
    of_conformity = {rule.pack for rule in RULES.values()}
    assert not of_check & of_conformity
    assert of_conformity == {"iso9001-2015", "iso9001-2026-draft", "public-admin", "good-practice"}
    assert of_check | of_conformity <= set(packs())


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_nothing_is_held_against_an_office_without_a_quality_system(rule: ConformityRule) -> None:
    """Without any quality document a rule never crashes, and never passes what it could not look at in silence."""
    example = next(each for each in EXAMPLES if each.rule == rule.id and each.good)
    files = {name: text for name, text in example.files.items() if name.startswith(("procedure", "organisation"))}
    bare = Example(rule.id, True, "".join(f"# file: {name}\n{text}" for name, text in files.items()) or "#\n")
    found = judged(rule, bare, claimed=False)
    assert not [each for each in found if isinstance(each, Objection)], found


def test_seen_places_are_places() -> None:
    """What a rule looked at has a place in a file."""
    for example in EXAMPLES:
        for each in judged(RULES[example.rule], example):
            assert each.at.file, (example.rule, each)
            assert isinstance(each, (Objection, Absent, Insufficient, NotApplicable, Seen))
