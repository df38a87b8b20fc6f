"""`isoqms diff`: what changed between two versions of procedures, in words an officer understands."""

from __future__ import annotations

import contextlib
import json
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import click

from isoqms.cli.language import Choice, Command, Option, When, wrong_use
from isoqms.cli.one import refuse, version_problems
from isoqms.problem import Position
from isoqms.procedure import Procedure
from isoqms.words import Message, phrase
from isoqms.workspace.load import Workspace, load
from isoqms.workspace.revision import NoSuchRevisionError, extract


@dataclass(frozen=True, slots=True)
class _Side:
    """One side of the comparison: a workspace and the procedures asked about.

    Files of a revision stand in a folder of the moment; the user knows them by `named` instead of `folder`.
    """

    workspace: Workspace
    folder: str = ""
    named: str = ""

    @property
    def procedures(self) -> Mapping[str, Procedure]:
        """The procedures the user named."""
        return {id_: self.workspace.procedures[id_] for id_ in self.workspace.asked}

    def shown(self, file: str) -> str:
        """Return the name of a file as the user knows it."""
        return file.replace(self.folder, self.named) if self.folder else file

    def at(self, place: Position) -> Position:
        """Return a place in a file as the user knows it."""
        return replace(place, file=self.shown(place.file))


@click.command(
    cls=Command,
    help=phrase(
        "Say what changed between A and B, each a procedure file, a folder of them, or one as git holds it "
        "(REVISION:PATH, for example HEAD~1:processes/a.yaml): steps, times, people, papers, fees, legal bases, forms, "
        "ways and order. Comments, layout and white space do not count."
    ),
)
@click.argument("a")
@click.argument("b")
@click.option(
    "--format",
    "form",
    cls=Option,
    type=Choice(["text", "json", "markdown"]),
    default="text",
    show_default=True,
    help=phrase("For people, for other programs, or for a request to change the files."),
)
@click.option(
    "--revision",
    cls=Option,
    is_flag=True,
    help=phrase("Propose the row of the revision table that the changes make; why they were made is left to you."),
)
@click.option(
    "--as-of",
    cls=Option,
    type=When(["%Y-%m-%d", "%d/%m/%Y"]),
    metavar="DATE",
    help=phrase("The day written into the row; today unless said."),
)
@click.pass_context
def command(ctx: click.Context, /, a: str, b: str, form: str, revision: bool, as_of: Any) -> None:
    """Compare two versions and print what changed."""
    day = as_of.date() if as_of else date.today()
    with _side(ctx, a) as before, _side(ctx, b) as after:
        pairs = _pairs(before, after)
        if revision:
            click.echo("\n".join(_revision(before, after, pairs, day, form, ctx.obj)))
        else:
            click.echo("\n".join(_changes(before, after, pairs, form, ctx.obj)))


@contextlib.contextmanager
def _side(ctx: click.Context, name: str) -> Iterator[_Side]:
    """Read one side; files of a revision stand in a folder that is gone afterwards."""
    path = Path(name)
    if path.exists():
        yield _read(ctx, _Side(load([path])), name)
        return
    revision, sign, inside = name.partition(":")
    if not sign or not revision or not inside:
        raise wrong_use(ctx, Message("“{name}” is neither a file nor REVISION:PATH", name=name))
    with tempfile.TemporaryDirectory() as folder:
        try:
            held = extract(revision, inside, Path.cwd(), Path(folder))
        except NoSuchRevisionError as error:
            message = Message("git holds no “{path}” at {revision}", path=inside, revision=revision)
            raise wrong_use(ctx, message) from error
        yield _read(ctx, _Side(load([held]), f"{Path(folder).as_posix()}/", f"{revision}:"), name)


def _read(ctx: click.Context, side: _Side, name: str) -> _Side:
    """Return a side that can be compared; ends the run when its files have errors, or there is no procedure."""
    told = version_problems(side.workspace) if _is_file(name) else side.workspace.problems
    refuse(ctx, [replace(each, at=side.at(each.at)) for each in told], side.workspace.asked_files)
    if not side.workspace.asked:
        raise wrong_use(ctx, Message("there is no procedure at “{path}”", path=name))
    return side


def _is_file(name: str) -> bool:
    """Say whether one file is named, which is a version."""
    return Path(name.rpartition(":")[2]).suffix.lower() in (".yaml", ".yml")


def _pairs(before: _Side, after: _Side) -> list[tuple[Procedure, Procedure]]:
    """Return the versions that belong together: by id, or the only one of each side."""
    if len(before.procedures) == len(after.procedures) == 1:
        return list(zip(before.procedures.values(), after.procedures.values(), strict=True))
    return [(old, after.procedures[id_]) for id_, old in before.procedures.items() if id_ in after.procedures]


def _versions(before: _Side, after: _Side, pair: tuple[Procedure, Procedure], lang: str) -> tuple[Any, Any]:
    from isoqms.report.version_words import Version

    found = []
    for side, procedure in zip((before, after), pair, strict=True):
        organisation = side.workspace.organisation_of(procedure)
        found.append(Version(replace(procedure, at=side.at(procedure.at)), organisation, lang))
    return found[0], found[1]


def _rows(before: _Side, after: _Side, pair: tuple[Procedure, Procedure], lang: str) -> dict[str, Any]:
    from isoqms.report import differences

    rows = differences.rows(*_versions(before, after, pair, lang))
    for change in rows["changes"]:
        change["file"] = before.shown(after.shown(change["file"]))
    return rows


def _changes(
    before: _Side, after: _Side, pairs: list[tuple[Procedure, Procedure]], form: str, lang: str
) -> Iterator[str]:
    from isoqms.report import differences

    data = [_rows(before, after, pair, lang) for pair in pairs]
    every = len(pairs) == len(before.procedures) == len(after.procedures)
    alone = [] if every else list(differences.came_and_went(before.procedures, after.procedures, lang))
    if form == "json":
        yield differences.as_json({"procedures": data, "procedures_changed": alone}, lang)
        return
    yield from (f"- {each}" if form == "markdown" else each for each in alone)
    render = differences.as_markdown if form == "markdown" else differences.as_text
    told = [each for each in data if each["changes"]] or data[:1]
    yield from (f"{render(each, lang)}\n" for each in told)


def _revision(
    before: _Side, after: _Side, pairs: list[tuple[Procedure, Procedure]], day: date, form: str, lang: str
) -> Iterator[str]:
    from isoqms.report import differences

    for pair in pairs:
        versions = _versions(before, after, pair, lang)
        row = differences.revision_row(*versions, day)
        if form == "json":
            yield json.dumps({"procedure": pair[1].id, "row": row}, ensure_ascii=False, indent=2)
        elif row is None:
            yield Message("{procedure}: nothing changed that the document shows.", procedure=pair[1].id).render(lang)
        else:
            yield f"# {pair[1].id}\n{differences.as_yaml_row(row, lang)}"
