"""The sample workspace: loads clean, speaks both languages, says what is published and copies it without slips."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from isoqms.problem import Severity
from isoqms.procedure import Actor, Limit, Procedure
from isoqms.rules.engine import check
from isoqms.source import read_source, validate
from isoqms.words import Text
from isoqms.workspace.load import Workspace, load
from isoqms.worktime import Amount, Duration, parse_duration

SAMPLES = Path(__file__).parent.parent / "processes"
OTHER_KINDS = ("calendars", "qms", "scenarios")
FILES = sorted(
    path
    for path in SAMPLES.glob("*/*.yaml")
    if path.name != "organisation.yaml" and path.parent.name not in OTHER_KINDS
)
INVENTED_OFFICES = {"ubnd-xa-vi-du", "cong-an-xa-vi-du", "so-noi-vu-vi-du"}
INVENTED = [path for path in FILES if path.parent.name in ("xa-vi-du", "so-noi-vu-vi-du")]
COMPARED = [path for path in FILES if path.parent.name == "truoc-sau"]
PUBLISHED = [path for path in FILES if path not in (*INVENTED, *COMPARED)]
ORGANISATIONS = sorted(SAMPLES.rglob("organisation.yaml"))

# step by number → what its allowance says instead of the text of the transcription, and why
OTHER_ALLOWANCE = {
    # the published 8 weeks run from registration: they stand under limits
    ("uk-wandsworth-householder", "7"): None,
    # the words after "at once" are a note of the step, in both languages
    ("vn-linhchieu-kethon", "4"): "Ngay",
}
# step by number → roles less than the transcription names, and why
FEWER_ROLES = {
    ("vn-lienthong-3trong1", "7"): "the linked software is a system of the step, the service centre its role",
    ("vn-linhchieu-kethon", "5"): "the two parties are applicants, not a role of the office",
}
# step by number → outputs written elsewhere, and where
OTHER_OUTPUTS = {
    ("vn-nghean-1.012994", "1"): "forms 02 and 03 of the circular stand under forms",
}
_DUTCH = {"weken": "weeks", "week": "week"}


def names(path: Path) -> str:
    return path.stem


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    return load([SAMPLES])


def texts(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Every value that is written by language, and every title, with its path."""
    if isinstance(data, dict):
        if {"vi", "en"} & set(data):
            yield path, data
            return
        for key, value in data.items():
            if key in ("title", "short", "when", "agency", "paper", "note") and isinstance(value, str):
                yield (*path, key), value
            yield from texts(value, (*path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from texts(value, (*path, index))


def test_the_workspace_loads_without_a_problem(workspace: Workspace) -> None:
    """Every sample file fits its schema, every duration in it is understood, every adopted procedure is found."""
    assert [str(problem) for problem in workspace.problems] == []
    assert len(workspace.asked) == len(FILES) >= 12


def test_the_structure_rules_object_only_to_times_no_document_gives(workspace: Workspace) -> None:
    """The samples break no rule; what remains are warnings about waits which the documents name and do not time."""
    structure = (outcome for outcome in check(workspace, date(2026, 11, 21)) if outcome.problem.rule.startswith("wf/"))
    open_ = [outcome.problem for outcome in structure if outcome.accepted is None]
    assert [str(problem) for problem in open_ if problem.rule != "wf/time" or problem.severity is Severity.ERROR] == []
    waits = {(Path(problem.at.file).stem, problem.subject) for problem in open_}
    assert waits == {
        ("nl-odmh-regulier", "receive"),
        ("nl-odmh-regulier", "publish"),
        *(("ph-bataan-enro", step) for step in ("inspect", "pay", "carry", "clearance", "head", "governor", "release")),
        ("vn-bacninh-1.009645", "supplement"),
        ("vn-caobang-1.012990", "practise"),
        ("vn-dongthap-d15", "tax"),
    }


@pytest.mark.parametrize("path", FILES, ids=names)
def test_a_file_is_named_after_its_procedure(path: Path, workspace: Workspace) -> None:
    """The id of a procedure is the name of its file, and an editor finds the schema from the first line."""
    head = path.read_text(encoding="utf-8").splitlines()[0]
    schema = head.removeprefix("# yaml-language-server: $schema=")
    assert workspace.procedures[path.stem].id == path.stem
    assert schema != head and (path.parent / schema).resolve() == SAMPLES.parent / "schemas" / "procedure.schema.json"


@pytest.mark.parametrize("path", [*FILES, *ORGANISATIONS], ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_everything_people_read_is_in_both_languages(path: Path) -> None:
    """Titles, conditions, outputs and notes stand in Vietnamese and English; a cited document keeps its own title."""
    read = read_source(path, path.as_posix())
    assert not list(validate(read, "organisation" if path.name == "organisation.yaml" else "procedure"))
    cited = [("source", "title"), ("title",)] if path.name == "organisation.yaml" else [("source", "title")]
    lacking = [
        (where, text)
        for where, text in texts(read.data)
        if where not in cited and (isinstance(text, str) or not {"vi", "en"} <= set(text))
    ]
    assert lacking == []


@pytest.mark.parametrize("path", PUBLISHED, ids=names)
def test_a_published_procedure_names_its_document(path: Path, workspace: Workspace) -> None:
    """A fact can be traced: the document is named, and no figure is added that the document does not give."""
    procedure = workspace.procedures[path.stem]
    assert procedure.source is not None and len(procedure.source.document) > 10
    assert procedure.demand is None
    assert [step.id for step in procedure.steps.values() if step.work or step.wait] == []
    assert [branch for step in procedure.steps.values() for branch in step.next if branch.share] == []
    assert [variant for variant in procedure.variants.values() if variant.share] == []


@pytest.mark.parametrize("path", PUBLISHED, ids=names)
def test_a_step_we_added_says_so(path: Path, workspace: Workspace) -> None:
    """A step without a published number is explained by its notes; its time, if it has one, is the legal extension."""
    procedure = workspace.procedures[path.stem]
    added = [step for step in procedure.steps.values() if step.number is None]
    assert [step.id for step in added if not step.notes] == []
    timed = [step for step in added if step.allowance is not None]
    assert [step.id for step in timed if not step.extends_by or step.allowance.high != step.extends_by.high] == []


def test_real_offices_have_no_invented_people(workspace: Workspace) -> None:
    """Only the invented offices have posts, and their head counts say that they are estimated."""
    for folder, organisation in workspace.organisations.items():
        posts = organisation.posts.values()
        if folder == SAMPLES.absolute():
            assert posts and all(post.source == "estimated" and post.note and not post.holders for post in posts)
        else:
            assert not posts


def test_roles_offices_and_systems_resolve(workspace: Workspace) -> None:
    """Every role, office, counter, unit and system a sample names stands in the organisation of its folder."""
    for id_ in workspace.asked:
        procedure = workspace.procedures[id_]
        organisation = workspace.organisation_of(procedure)
        assert organisation is not None
        office = organisation.office(procedure.office)
        assert office is not None, id_
        for step in procedure.steps.values():
            roles = [*step.role, *(role for special in step.in_variant.values() for role in special.role)]
            assert set(roles) <= set(organisation.roles), (id_, step.id)
            assert set(step.systems) <= set(organisation.systems), (id_, step.id)
            assert step.counter is None or step.counter in office.counters, (id_, step.id)
            assert step.unit is None or step.unit in office.units, (id_, step.id)


def test_adopted_procedures_are_up_to_date(workspace: Workspace) -> None:
    """The invented commune reviewed the procedures it adopts in the form they have now, and inherits their steps."""
    adopting = [workspace.procedures[id_] for id_ in workspace.asked if workspace.procedures[id_].adopts]
    assert len(adopting) >= 1
    for procedure in adopting:
        assert procedure.adopts is not None
        assert procedure.adopts.stamp == workspace.stamps[procedure.adopts.id], procedure.id
        assert list(procedure.steps) == list(workspace.procedures[procedure.adopts.id].steps)
        assert procedure.title == workspace.procedures[procedure.adopts.id].title


def test_what_is_invented_says_so(workspace: Workspace) -> None:
    """A file of an invented office never cites a document as if its own figures stood there."""
    invented = [workspace.procedures[path.stem] for path in INVENTED]
    for procedure in invented:
        assert procedure.source is not None and "giả định" in procedure.source.document.casefold(), procedure.id
        assert procedure.notes and "giả định" in procedure.notes[0].render("vi"), procedure.id
        assert procedure.office in INVENTED_OFFICES, procedure.id


def test_the_samples_have_many_shapes(workspace: Workspace) -> None:
    """Between them the samples show what the format must express."""
    held = [workspace.procedures[path.stem] for path in PUBLISHED]
    steps = [step for procedure in held for step in procedure.steps.values()]
    assert max(len(procedure.steps) for procedure in held) >= 15
    assert any(len(procedure.stages) >= 2 for procedure in held)
    assert any(len(step.next) >= 5 for step in steps)
    assert any(step.parallel for step in steps) and any(step.join == "all" for step in steps)
    assert any(branch.at_most for step in steps for branch in step.next)
    assert {"not_started", "running", "stopped", "restarts", "uncounted"} == {str(step.clock) for step in steps}
    assert {"applicant", "agency", "system"} == {str(step.actor) for step in steps if step.actor}
    assert any(procedure.limits.legal and procedure.limits.legal.extension for procedure in held)
    assert any(procedure.limits.legal and len(procedure.limits.legal.appointments) == 2 for procedure in held)
    assert any(procedure.limits.cutoff for procedure in held)
    assert any(procedure.published_times for procedure in held)


# against the neutral transcription of the documents


def transcription(shared: Path, path: Path) -> dict[str, Any]:
    data = read_source(shared / "data" / "procedures" / path.name, path.name).data
    assert isinstance(data, dict)
    return data


def language(data: dict[str, Any]) -> str:
    """The language of the document, which is that of the transcription."""
    return {"VN": "vi", "NL": "nl"}.get(data["country"], "en")


def numbered(procedure: Procedure) -> list[Any]:
    return [step for step in procedure.steps.values() if step.number is not None]


@pytest.mark.shared
@pytest.mark.parametrize("path", PUBLISHED, ids=names)
def test_steps_are_those_of_the_document(path: Path, workspace: Workspace, shared: Path) -> None:
    """The published steps stand in their order, with their numbers, names, and as many roles as the document names."""
    data = transcription(shared, path)
    procedure = workspace.procedures[path.stem]
    steps = numbered(procedure)
    assert [str(step.number) for step in steps] == [str(step["n"]) for step in data["steps"]]
    for step, told in zip(steps, data["steps"], strict=True):
        name = step.title.by_language[language(data)]
        assert name == told["name"] or name.startswith(f"{told['name']} ("), (step.number, name)
        actors = len(told["role"].split(";")) - ((path.stem, str(step.number)) in FEWER_ROLES)
        if step.actor is None:
            assert len(step.role) == actors, (step.number, told["role"])
        else:
            assert step.actor is Actor.APPLICANT or step.agency is not None, step.number


@pytest.mark.shared
@pytest.mark.parametrize("path", PUBLISHED, ids=names)
def test_outputs_are_those_of_the_document(path: Path, workspace: Workspace, shared: Path) -> None:
    """Each step gives what the document says it gives, in its words, and nothing else."""
    data = transcription(shared, path)
    for step, told in zip(numbered(workspace.procedures[path.stem]), data["steps"], strict=True):
        if (path.stem, str(step.number)) in OTHER_OUTPUTS:
            assert not step.outputs and step.forms
            continue
        assert [output.by_language[language(data)] for output in step.outputs] == told["outputs"], step.number


@pytest.mark.shared
@pytest.mark.parametrize("path", PUBLISHED, ids=names)
def test_the_document_is_cited_as_it_is(path: Path, workspace: Workspace, shared: Path) -> None:
    """Title, national code, document number, date and address are those of the document, and no mirror is cited."""
    data = transcription(shared, path)
    procedure, told = workspace.procedures[path.stem], data["source"]
    assert procedure.title.by_language[language(data)] == data["name"]
    assert procedure.national_code == data["code"]
    assert procedure.source is not None
    assert told["document"].casefold() in procedure.source.document.casefold()
    assert (procedure.source.issued.isoformat() if procedure.source.issued else None) == told.get("issued")
    assert procedure.source.url == told.get("url")
    assert "github" not in str(procedure.source).casefold()


@pytest.mark.shared
@pytest.mark.parametrize("path", PUBLISHED, ids=names)
def test_allowances_are_those_of_the_document(path: Path, workspace: Workspace, shared: Path) -> None:
    """Each published time of a step is copied as it is written; what the document leaves untimed stays untimed."""
    data = transcription(shared, path)
    for step, told in zip(numbered(workspace.procedures[path.stem]), data["steps"], strict=True):
        text = OTHER_ALLOWANCE.get((path.stem, str(step.number)), told["duration"]["text"])
        assert step.allowance == expected(text), (step.number, told["duration"])
        assert text == told["duration"]["text"] or step.notes, step.number


@pytest.mark.shared
@pytest.mark.parametrize("path", PUBLISHED, ids=names)
def test_limits_are_those_of_the_document(path: Path, workspace: Workspace, shared: Path) -> None:
    """The limits of the whole procedure have the published figures and units; a limit by cases has one per case."""
    data = transcription(shared, path)
    limits = workspace.procedures[path.stem].limits
    own = amounts(limits.legal), amounts(limits.total) or amounts(limits.committed)
    legal, internal = data["legal_deadline"], data["internal_deadline"]
    assert figures(legal) <= own[0]
    assert figures(internal) <= own[0] | own[1]


def expected(text: str | None) -> Duration | None:
    if text is None:
        return None
    for dutch, english in _DUTCH.items():
        text = text.replace(dutch, english)
    read = parse_duration(text)
    assert isinstance(read, Duration), text
    return read


def figures(told: Any) -> set[Amount]:
    """The figures of a limit in the transcription, each with its unit, wherever they stand."""
    if not isinstance(told, dict):
        return set()
    held = {expected(f"{told[key]} {told['unit']}") for key in ("value", "min", "max") if told.get(key) is not None}
    amounts = {amount for duration in held if duration is not None for amount in duration.high}
    return amounts.union(*(figures(each) for key in ("cases", "parts") for each in told.get(key, [])))


def amounts(limit: Limit | None) -> set[Amount]:
    """The figures of a limit of the model: its own, its variants', its appointments'."""
    if limit is None:
        return set()
    durations = [limit.within, *limit.variants.values(), *(each.within for each in limit.appointments)]
    return {amount for duration in durations if duration is not None for amount in (*duration.low, *duration.high)}


def test_titles_are_texts(workspace: Workspace) -> None:
    """Each procedure and each of its steps can be named in both languages after adoption too."""
    for procedure in workspace.procedures.values():
        for text in (procedure.title, *(step.title for step in procedure.steps.values())):
            assert isinstance(text, Text) and text.render("vi") and text.render("en"), procedure.id
