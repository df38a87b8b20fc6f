"""Step tables made from the 52 published procedures: what was published is read back, from CSV, Excel and Word."""

from __future__ import annotations

import hashlib
import importlib.util
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from isoqms.exchange.cited_forms import one_by_one
from isoqms.exchange.draft import Draft, drafts
from isoqms.exchange.fold import fold
from isoqms.exchange.read import read_document
from isoqms.problem import Severity
from isoqms.procedure import read_procedure
from isoqms.source import Source, validate
from isoqms.words import Text

pytestmark = pytest.mark.shared
KINDS = ("csv", "xlsx", "docx")
NOT_OF_THE_STEP = {("uk-wandsworth-householder", "7")}  # its remark says that the time is none of the step


@dataclass(frozen=True)
class Case:
    """A published procedure and the draft read from one of its tables."""

    facts: dict[str, Any]
    draft: Draft
    tool: Any

    def rows(self) -> Iterator[tuple[dict[str, Any], str, dict[str, Any]]]:
        """Yield each published step, its time as the table writes it, and the step read."""
        comma = bool(hashlib.sha256(str(self.facts["id"]).encode()).digest()[0] & 8)
        for facts, step in zip(self.facts["steps"], self.draft.data["steps"].values(), strict=True):
            yield facts, self.tool.duration(facts.get("duration"), comma), step


@pytest.fixture(scope="module", params=KINDS)
def cases(request, shared, tmp_path_factory) -> list[Case]:
    """All 52 procedures with their drafts, read from tables of one kind."""
    spec = importlib.util.spec_from_file_location("make_step_tables", shared / "tools" / "make_step_tables.py")
    assert spec and spec.loader
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    folder = tmp_path_factory.mktemp(request.param)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["make", str(shared / "data" / "procedures"), str(folder), "--kinds", request.param])
        tool.main()
    found = []
    for path in sorted((shared / "data" / "procedures").glob("*.yaml")):
        facts = tool.load(path)
        (draft,) = drafts(read_document(folder / f"{facts['id']}.{request.param}", f"{facts['id']}.{request.param}"))
        found.append(Case(facts, draft, tool))
    assert len(found) == 52
    return found


def test_order_titles_and_numbers(cases):
    """The steps stand in the order of the table, with their numbers and words."""
    for case in cases:
        assert [str(each["n"]) for each in case.facts["steps"]] == [
            step["number"] for step in case.draft.data["steps"].values()
        ]
        for facts, _, step in case.rows():
            assert fold(Text.of(step["title"]).render("vi")) == fold(str(facts["name"]))


def test_durations(cases):
    """At least 98 % of the times are read as written; at most a tenth of the readable ones is put as a question."""
    all_, right, doubted = 0, 0, 0
    for case in cases:
        for facts, written, step in case.rows():
            if written:
                kept = " ".join(str(step.get("allowance")).replace("weeks", "weken").split())
                all_ += 1
                right += kept == " ".join(written.replace("weeks", "weken").split())
                doubted += step.get("allowance") is None
                known = (case.facts["id"], str(facts["n"])) in NOT_OF_THE_STEP
                assert step.get("allowance") or known or facts["duration"].get("value") is None, (
                    case.facts["id"],
                    written,
                )
            else:
                assert "allowance" not in step
    assert all_ > 270
    assert right / all_ >= 0.98
    assert doubted / all_ <= 0.1


def test_roles_and_results(cases):
    """Every party and every result a table names is in the draft, in its order."""
    for case in cases:
        for facts, _, step in case.rows():
            role = step.get("role", [])
            named = [case.draft.roles[id_] for id_ in ([role] if isinstance(role, str) else role)]
            beside = {
                fold(each) for text in (step.get("agency", ""), *step.get("notes", [])) for each in text.split(";")
            }
            wanted = [part.strip() for part in str(facts.get("role") or "").split(";") if part.strip(" -")]
            assert [fold(part) for part in wanted if fold(part) not in beside] == [fold(title) for title in named]
            results = [fold(each) for each in step.get("outputs", [])]
            results += [fold(case.draft.data["forms"][id_]["title"]) for id_ in step.get("forms", [])]
            listed = [part.strip() for each in facts.get("outputs") or [] for part in str(each).split(";")]
            published = [fold(one) for part in listed for one in one_by_one(part)]
            assert sorted(set(published)) == sorted(set(results))


def test_limits(cases):
    """The legal limit and the totals that a table states are in the draft, as times or as words."""
    for case in cases:
        comma = bool(hashlib.sha256(str(case.facts["id"]).encode()).digest()[0] & 8)
        said = fold(str(case.draft.data.get("limits", {})))
        for key in ("legal_deadline", "internal_deadline"):
            text = case.tool.duration(case.facts.get(key), comma)
            assert all(fold(part.split("(")[0]) in said for part in text.split(";") if part.split("(")[0].strip(" 0"))


def test_drafts_are_procedures(cases):
    """All 52 fit the schema, are read as procedures, and none of their questions is an error."""
    for case in cases:
        assert list(validate(Source("a", dict(case.draft.data)), "procedure")) == []
        assert read_procedure(case.draft.data, case.draft.at)[1] == []
        assert all(doubt.severity is Severity.WARNING for doubt in case.draft.doubts)


def test_plain_flows_are_followed(cases):
    """Every arrow between two published numbers is a way on of the draft."""
    for case in cases:
        flow = case.facts.get("flow")
        numbers = {str(each["n"]): id_ for each, id_ in zip(case.facts["steps"], case.draft.data["steps"], strict=True)}
        for edge in flow if isinstance(flow, list) else ():
            left, arrow, right = edge.partition("->")
            right = right.partition("[")[0].strip()
            if arrow and left.strip() in numbers and right in numbers:
                step = case.draft.data["steps"][numbers[left.strip()]]
                assert numbers[right] in str([step.get("next"), step.get("parallel")])
