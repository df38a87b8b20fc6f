"""Checking a table as an office keeps it, in Word, Excel or CSV: what can be judged without a procedure file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

from isoqms.cli.table_advice import in_table, judged
from isoqms.exchange.draft import Draft, drafts, no_steps
from isoqms.exchange.places import place_of
from isoqms.exchange.read import SUFFIXES, read_document
from isoqms.exchange.table import Document
from isoqms.problem import Position, Problem
from isoqms.procedure import read_procedure
from isoqms.report import listing
from isoqms.rules.engine import Rule, check, find_rules
from isoqms.words import Message
from isoqms.workspace.load import Workspace

_FOREIGN = (".doc", ".xls", ".odt", ".ods", ".pdf", ".rtf")
"""Files people may try, which are refused with advice and not read as YAML."""
_PACK = "arithmetic/"
_CONCERNED = MappingProxyType(
    {
        "arithmetic/counted-uncounted": ("allowance",),
        "arithmetic/days-mixed": ("allowance",),
        "arithmetic/form-reference": ("forms", "outputs"),
        "arithmetic/numbering": ("number",),
        "arithmetic/one-role": ("role", "actor"),
        "arithmetic/units-mixed": ("allowance",),
        "arithmetic/zero-day": ("allowance",),
        "wf/names": ("title",),
        "wf/time": ("allowance",),
    }
)
"""What a rule speaks about when it speaks about a step, so that it is said at that cell and not at the whole row."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A file with what is wrong with it, in the order of its cells, and the number of procedures in it."""

    path: Path
    document: Document
    problems: tuple[Problem, ...]
    procedures: int


def is_table(path: Path) -> bool:
    """Say whether a file is judged as an office's own document rather than as YAML."""
    return path.suffix.lower() in (*SUFFIXES, *_FOREIGN) and not path.is_dir()


def judge(path: Path, day: date) -> Judged:
    """Read a document and judge the procedures in it on `day`."""
    document = read_document(path)
    made = drafts(document)
    problems = list(document.problems)
    if document.blocks and not made:
        problems.append(no_steps(document))
    rules = tuple(_judging(find_rules()))
    for draft in made:
        problems += _judged(draft, day, rules)
    order = {at: number for number, at in enumerate(document.cells)}
    problems.sort(key=lambda problem: (order.get(problem.at, -1), problem.rule))
    return Judged(path, document, tuple(dict.fromkeys(problems)), len(made))


def _judging(rules: Iterable[Rule]) -> Iterable[Rule]:
    others = judged()
    return (rule for rule in rules if rule.id.startswith(_PACK) or rule.id in others)


def _judged(draft: Draft, day: date, rules: tuple[Rule, ...]) -> Iterable[Problem]:
    """Return the doubts about a draft and what the rules object to; what is said at a cell is not said there twice."""
    procedure, unread = read_procedure(draft.data, draft.at)
    alone = Workspace(
        procedures={procedure.id: procedure},
        asked=(procedure.id,),
        asked_files=1,
        organisations={},
        stamps={},
        data={procedure.id: draft.data},
        sources={},
        problems=(*draft.doubts, *unread),
    )
    said = [replace(problem, at=_cell_concerned(problem, draft)) for problem, _ in check(alone, day, rules)]
    places = {(problem.at, problem.rule) for problem in said}
    doubtful = {problem.at for problem in alone.problems}
    advice = in_table()
    for problem in said:
        about_time = problem.rule == "wf/time" and problem.at in doubtful
        about_number = problem.rule == "import/number" and (problem.at, "arithmetic/numbering") in places
        if not about_time and not about_number and problem.rule != "import/table":  # the steps alone are judged here
            yield replace(problem, message=_by_number(problem, draft), fix=advice.get(problem.rule, problem.fix))


def _by_number(problem: Problem, draft: Draft) -> Message:
    """Return what is wrong with a step called by the number in its row: the id stands in no table."""
    number = draft.data["steps"].get(problem.subject, {}).get("number")
    message = problem.message
    if number is None or message.params.get("step") != problem.subject:
        return message
    return Message(message.template, **{**message.params, "step": number})


def _cell_concerned(problem: Problem, draft: Draft) -> Position:
    """Return the cell of the row of a step that a rule speaks about: empty ones lie below those of other steps."""
    if problem.rule == "arithmetic/sum-stage":
        return draft.positions.get(("stages", problem.subject, "total"), problem.at)
    if problem.rule not in _CONCERNED or problem.at != draft.at(("steps", problem.subject)):
        return problem.at
    for key in _CONCERNED[problem.rule]:
        if at := draft.positions.get(("steps", problem.subject, key)):
            return at
    for path, at in draft.positions.items():
        if path[:1] == ("steps",) and path[2:] == _CONCERNED[problem.rule][:1] and at.file == problem.at.file:
            return Position(at.file, problem.at.line, at.column)
    return problem.at


def rows(table: Judged, lang: str) -> listing.Rows:
    """Put what is wrong with a file into words, with places as its reader finds them."""
    said = listing.rows([(problem, None) for problem in table.problems], table.procedures, lang)
    for row, problem in zip(said["problems"], table.problems, strict=True):
        place = place_of(problem.at, table.document.cells)
        row["file"] = table.document.file
        row["place"] = place.render(lang) if place else ""
    return said
