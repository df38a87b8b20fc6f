"""`isoqms check`: the format of every file, then every rule; of an office's own Word or Excel file, its tables."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from isoqms.cli.language import Choice, Command, Option, When, wrong_use
from isoqms.report import listing, sarif
from isoqms.words import Message, phrase
from isoqms.workspace.cache import Cache, content
from isoqms.workspace.find import ORGANISATION, find_files, with_context

if TYPE_CHECKING:
    from isoqms.cli.from_table import Judged
    from isoqms.problem import Problem
    from isoqms.workspace.load import Workspace

_FORMATS = {"text": listing.as_text, "json": listing.as_json, "sarif": sarif.as_sarif, "github": listing.as_github}


@click.command(
    cls=Command,
    help=phrase(
        "Check the procedures, organisation and calendars at PATH (files or folders; “processes”, or the folder one "
        "stands in when it has an organisation.yaml, unless said), "
        "or the tables of steps in Word, Excel or CSV files. "
        "Ends with 0 when no error is found, 1 when there are errors."
    ),
)
@click.argument("path", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--format",
    "form",
    cls=Option,
    type=Choice(list(_FORMATS)),
    default="text",
    show_default=True,
    help=phrase("How the problems are written: for people, or for other programs."),
)
@click.option(
    "--as-of",
    cls=Option,
    type=When(["%Y-%m-%d", "%d/%m/%Y"]),
    metavar="DATE",
    help=phrase("The day on which rules and acceptances are judged; today unless said."),
)
@click.option(
    "--annotate",
    "out",
    cls=Option,
    type=click.Path(path_type=Path),
    metavar="OUT",
    help=phrase(
        "Write a copy of the Word or Excel file with the problems as remarks at the cells; OUT is a folder for "
        "several files. Nothing else in the copy differs. The copy of a CSV file is a workbook."
    ),
)
@click.option("--no-cache", cls=Option, is_flag=True, help=phrase("Judge everything anew, even if nothing changed."))
@click.pass_context
def command(
    ctx: click.Context, path: tuple[Path, ...], form: str, as_of: Any, out: Path | None, no_cache: bool
) -> None:
    """Check the files at `path` and print what is wrong."""
    day = as_of.date() if as_of else date.today()
    tables = _tables(path, day)
    names = {table.path for table in tables}
    others = tuple(each for each in path or (_usual(),) if each not in names)
    if others and not find_files(others):
        message = Message(
            "there is no YAML file in “{path}”: name a folder with procedures, or a table in Word, Excel or CSV",
            path=others[0],
        )
        raise wrong_use(ctx, message)
    rows = _rows(others, day, ctx.obj, no_cache) if others else listing.rows((), 0, ctx.obj)
    if tables or out:
        rows = _with_tables(ctx, rows, tables, out, day)
    click.echo(_FORMATS[form](rows, ctx.obj))
    if form == "text":
        click.echo(_not_judged(others).render(ctx.obj), err=True)
    ctx.exit(1 if any(row["severity"] == "error" and not row["accepted"] for row in rows["problems"]) else 0)


def _usual() -> Path:
    """Return the folder that is meant where none is named."""
    return Path() if not Path("processes").exists() and Path(ORGANISATION).is_file() else Path("processes")


def _not_judged(paths: Sequence[Path]) -> Message:
    """Say what a check leaves to another command."""
    if not paths:
        return Message(
            "Not looked at: the clauses of ISO 9001 and the law on one-stop offices, as which forms are in force; "
            "bring the table in (isoqms import), then: isoqms conformity"
        )
    return Message(
        "Not looked at: the clauses of ISO 9001 and the law on one-stop offices, as which forms are in force; "
        "for these: isoqms conformity {path}",
        path=" ".join(map(str, paths)),
    )


def _tables(paths: Sequence[Path], day: date) -> list[Judged]:
    """Judge the files among `paths` that are an office's own documents."""
    if all(path.suffix.lower() in ("", ".yaml", ".yml") for path in paths):
        return []
    from isoqms.cli.from_table import is_table, judge

    return [judge(path, day) for path in dict.fromkeys(paths) if is_table(path)]


def _with_tables(
    ctx: click.Context, rows: listing.Rows, tables: Sequence[Judged], out: Path | None, day: date
) -> listing.Rows:
    """Put what is wrong with the tables behind the other rows, and write the copies with remarks."""
    from isoqms.cli import annotated_copy, from_table

    if out is not None and not tables:
        message = Message("--annotate needs a Word, Excel or CSV file to copy")
        raise wrong_use(ctx, message)
    for table in tables:
        more = from_table.rows(table, ctx.obj)
        rows = {"procedures": rows["procedures"] + more["procedures"], "problems": rows["problems"] + more["problems"]}
    if out is not None:
        annotated_copy.write_copies(ctx, out, tables, day)
    return rows


def _rows(paths: tuple[Path, ...], day: date, lang: str, anew: bool) -> listing.Rows:
    """Return the checked rows, from the cache when neither the files nor the program nor the day changed."""
    asked = find_files(paths)
    cache, key = Cache(), _key(with_context(asked), asked, day, lang)
    kept = None if anew else cache.get(key)
    if kept is None:
        with _nothing_collected():
            kept = _judge(paths, day, lang)
        cache.put(key, kept)
    return kept


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Spare the search for garbage while a workspace is read: it only grows, and the search is a third of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.freeze()  # what was read and loaded is needed until the end, and not to be searched then either
            gc.enable()


def _key(files: list[Path], asked: list[Path], day: date, lang: str) -> str:
    parts = [day.isoformat().encode(), lang.encode(), Cache.program(), str(len(asked)).encode()]
    for file in files:
        parts += [os.fsencode(file), content(file)]
    return Cache.key(parts)


def _judge(paths: tuple[Path, ...], day: date, lang: str) -> listing.Rows:
    # imported here: an unchanged folder needs neither the schema validator nor the rules
    from isoqms.rules.engine import check
    from isoqms.workspace.load import load

    workspace = load(paths)
    outcomes = [*check(workspace, day), *((problem, None) for problem in _unsettled(workspace))]
    outcomes.sort(key=lambda outcome: (outcome[0].at, outcome[0].rule))
    return listing.rows(outcomes, workspace.asked_files, lang)


def _unsettled(workspace: Workspace) -> Iterator[Problem]:
    """Yield which of the procedures asked for still hold questions of an import."""
    from isoqms.exchange.draft_yaml import unsettled

    for name in dict.fromkeys(workspace.procedures[id_].at.file for id_ in workspace.asked):
        if problem := unsettled(Path(name).read_text(encoding="utf-8", errors="replace"), name):
            yield problem
