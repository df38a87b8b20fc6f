"""The quality documents: schema and model agree, wrong references are told, the sample office has them all."""

from __future__ import annotations

import dataclasses
import json
from enum import StrEnum
from pathlib import Path
from typing import get_args

import pytest
from test_procedure import Spot, groups

from isoqms.framework import Framework
from isoqms.problem import Position
from isoqms.procedure import to_data
from isoqms.procedure.build import file_name, in_file
from isoqms.qms import KINDS, KeptRecords, Record, RecordKind, read_document
from isoqms.qms.references import Referred, references
from isoqms.resources import schema_names, schema_text
from isoqms.source import read_source, source_of_text, validate
from isoqms.workspace.find import Kind, kind_of
from isoqms.workspace.load import load
from isoqms.workspace.quality import NAMES

SAMPLE = Path(__file__).parent.parent / "processes"
SCHEMAS = {f"qms-{name}": model for name, model in KINDS.items()} | {"framework": Framework}
TOPS = [Spot(json.loads(schema_text(name)), top, json.loads(schema_text(name))) for name, top in SCHEMAS.items()]
GROUPS = [(group, spot) for top in TOPS for group, spot in groups(top).items()]


def office(folder: Path, **documents: str) -> Path:
    """Write an office with some quality documents."""
    (folder / "qms").mkdir(parents=True)
    (folder / "organisation.yaml").write_text(
        "offices: {xa: {title: Xã, calendar: vn, hours: {mon: ['08:00..17:00']}, day_length: 8 giờ}}\n"
        "roles: {officer: {title: Công chức}}\nposts: {officer-1: {title: Công chức, roles: [officer]}}\n",
        encoding="utf-8",
    )
    (folder / "p.yaml").write_text(
        "id: P\ntitle: Cấp\nsteps: {a: {title: Cấp, role: officer, end: completed}}\n", encoding="utf-8"
    )
    for name, text in documents.items():
        (folder / "qms" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def test_every_document_has_its_schema() -> None:
    """One schema for each kind of quality document, and none besides."""
    assert {name for name in schema_names() if name.startswith("qms-")} == {f"qms-{name}" for name in KINDS}
    assert set(NAMES) == set(KINDS)


@pytest.mark.parametrize(("group", "spot"), GROUPS, ids=lambda value: getattr(value, "__name__", ""))
def test_schema_and_model_name_the_same_things(group: type, spot: Spot) -> None:
    """What a file may say is what the model holds, name by name, in both directions; and so the values of a choice."""
    assert set(spot.schema["properties"]) == {file_name(part) for part in dataclasses.fields(group) if in_file(part)}
    assert spot.schema["additionalProperties"] is False
    for name, field in spot.fields().items():
        hint = next((arg for arg in get_args(field.hint) if arg is not type(None)), field.hint)
        if isinstance(hint, type) and issubclass(hint, StrEnum):
            assert set(field.schema["enum"]) == {str(value) for value in hint}, name
    needed = {
        file_name(part)
        for part in dataclasses.fields(group)
        if in_file(part) and part.default is part.default_factory is dataclasses.MISSING
    }
    assert needed <= set(spot.schema.get("required", ()))


@pytest.mark.parametrize("name", KINDS)
def test_the_sample_office_has_every_document(name: str) -> None:
    """Each is there, fits its schema, survives the model, and says that the office is invented."""
    path = SAMPLE / "qms" / f"{name}.yaml"
    source = read_source(path, path.as_posix())
    assert not list(validate(source, f"qms-{name}"))
    document, problems = read_document(name, source.data, source.at)
    assert not problems
    assert read_document(name, to_data(document), source.at) == (document, [])
    assert any("giả định" in note.render("vi") and "nvented" in note.render("en") for note in document.notes)
    head = path.read_text(encoding="utf-8").splitlines()[0]
    assert head == f"# yaml-language-server: $schema=../../schemas/qms-{name}.schema.json"


def test_the_sample_refers_to_what_there_is() -> None:
    """The workspace loads without a problem, and each document stands in the register."""
    workspace = load([SAMPLE])
    assert [str(problem) for problem in workspace.problems] == []
    documents = workspace.quality[SAMPLE.absolute()]
    register = documents.documents.documents
    assert set(documents.written()) == set(KINDS)
    assert {document.document for document in documents.written().values()} <= register.keys()
    procedures = [entry.procedure for entry in register.values() if entry.procedure]
    assert sorted(procedures) == sorted(documents.scope.procedures)
    kinds = {found.kind for document in documents.written().values() for found in references(document)}
    assert kinds == set(Referred)


@pytest.mark.parametrize(
    ("name", "text", "line", "said"),
    [
        ("risks", "entries:\n  late: {title: Trễ, owner: oficer}\n", 2, "officer"),
        ("risks", "entries:\n  late:\n    title: Trễ\n    procedures: [P, Q]\n", 4, "folder of procedures"),
        ("scope", "statement: Xã\noutside:\n  Q: vì thế\n", 3, "folder of procedures"),
        ("competence", "people:\n  a: {post: officer-2}\n", 2, "officer-1"),
        ("documents", "documents:\n  A: {title: A, replaces: B}\n", 2, "documents.yaml"),
        ("objectives", "objectives:\n  a:\n    title: A\n    plan: {who: nobody}\n", 4, "roles"),
    ],
)
def test_an_id_that_stands_for_nothing_is_told(tmp_path: Path, name: str, text: str, line: int, said: str) -> None:
    """A reference that leads nowhere is a problem at its place, with where it should stand or what was meant."""
    problems = load([office(tmp_path, **{name: text})]).problems
    assert [(problem.rule, problem.at.line) for problem in problems] == [("format/qms-reference", line)]
    assert said in problems[0].message.render("en") + problems[0].fix.render("en")


def test_all_stands_for_every_procedure(tmp_path: Path) -> None:
    """The word “all” is no reference, and what no file at hand could hold is not judged."""
    folder = office(
        tmp_path, risks="entries: {late: {title: Trễ, procedures: [all]}}", policy="statement: A\nissues: [x]"
    )
    assert not load([folder]).problems


def test_a_document_by_another_name_is_told(tmp_path: Path) -> None:
    """A file nobody would read is a problem, with the name that is near."""
    problems = load([office(tmp_path, risk="entries: {}")]).problems
    assert [problem.rule for problem in problems] == ["format/qms"]
    assert "risks" in problems[0].fix.render("en")


def test_a_broken_document_is_known_to_be_there(tmp_path: Path) -> None:
    """What cannot be read is told from what nobody wrote."""
    folder = office(tmp_path, risks="entries: []", policy="statement: A")
    documents = load([folder]).quality[folder.absolute()]
    assert (documents.risks, documents.unread) == (None, {"risks"})
    assert set(documents.written()) == {"policy"}


def test_a_check_of_one_procedure_reads_no_quality_documents(tmp_path: Path) -> None:
    """They are read when their folder or they themselves are asked for, or when somebody judges conformity."""
    folder = office(tmp_path, policy="statement: A")
    assert kind_of(folder / "qms" / "policy.yaml") is Kind.QMS
    assert not load([folder / "p.yaml"]).quality
    assert load([folder / "p.yaml"], quality=True).quality
    assert load([folder / "qms" / "policy.yaml"]).quality


def test_a_document_of_another_kind_is_refused() -> None:
    """There are ten quality documents; another name is a mistake of the caller's."""
    with pytest.raises(ValueError, match="'manual'"):
        read_document("manual", {}, source_of_text("", "a.yaml").at)


def test_records_without_a_source_are_none() -> None:
    """A kind of record nobody keeps is told from one of which there is none."""
    from datetime import date

    audit = Record("A-1", date(2026, 3, 2), Position("a"))
    kept = KeptRecords({RecordKind.AUDIT: [audit], RecordKind.REVIEW: []})
    assert (kept.of(RecordKind.AUDIT), kept.of(RecordKind.REVIEW), kept.of(RecordKind.COMPLAINT)) == ([audit], [], None)
