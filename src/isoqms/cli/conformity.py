"""`isoqms conformity`: what the rules say of a quality system, clause by clause, and what is left to the auditor."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from isoqms.cli.language import Choice, Command, Option, When, wrong_use
from isoqms.cli.raising_options import raising_options
from isoqms.words import Message, phrase

_EDITIONS = ("iso9001-2008", "iso9001-2015", "iso9001-2026")
_PACKS = (
    "arithmetic",
    "good-practice",
    "iso9001-2015",
    "iso9001-2026-draft",
    "public-admin",
    "simulation",
    "structure",
)


@click.command(
    cls=Command,
    help=phrase(
        "Say what the rules object to in the quality system at PATH (files or folders; “processes” unless said), "
        "clause by clause of ISO 9001, what cannot be judged, and what is left to the auditor. Nothing is ever called "
        "conforming. Ends with 0 when no error is found, 1 when there are errors."
    ),
)
@click.argument("path", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--edition",
    cls=Option,
    type=Choice(list(_EDITIONS)),
    default="iso9001-2015",
    show_default=True,
    help=phrase("By the clauses of which edition it is told; that of 2026 is an unverified draft."),
)
@click.option(
    "--pack",
    "packs",
    cls=Option,
    multiple=True,
    type=Choice(list(_PACKS)),
    help=phrase(
        "Only the rules of this pack; may be given several times. All packs unless said, that of the draft of 2026 "
        "only with its edition."
    ),
)
@click.option(
    "--simulate",
    "simulated",
    cls=Option,
    is_flag=True,
    help=phrase("Simulate each office, so that rules about its people and its limits can be judged; takes seconds."),
)
@click.option(
    "--as-of",
    cls=Option,
    type=When(["%Y-%m-%d", "%d/%m/%Y"]),
    metavar="DATE",
    help=phrase("The day on which rules and acceptances are judged; today unless said."),
)
@click.option(
    "--baseline",
    cls=Option,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help=phrase("An earlier report in JSON: objections that were not in it are called new."),
)
@click.option(
    "--wording",
    cls=Option,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help=phrase("Your own file with wording, titles or questions of clauses (see `isoqms manual framework`)."),
)
@click.option(
    "--format",
    "form",
    cls=Option,
    type=Choice(["text", "json", "sarif", "xlsx"]),
    default="text",
    show_default=True,
    help=phrase("How the report is written: for people, or for other programs; xlsx is the audit checklist."),
)
@click.option(
    "-o",
    "--out",
    cls=Option,
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help=phrase("Where the audit checklist is written."),
)
@raising_options
@click.pass_context
def command(
    ctx: click.Context,
    path: tuple[Path, ...],
    edition: str,
    packs: tuple[str, ...],
    simulated: bool,
    as_of: Any,
    baseline: Path | None,
    wording: Path | None,
    form: str,
    out: Path | None,
    **given: Any,
) -> None:
    """Judge the quality systems at `path` and print the report."""
    from isoqms.report import conformity
    from isoqms.rules.clauses import has_errors
    from isoqms.rules.conformity import judge, usual_packs
    from isoqms.workspace.load import load

    if (form == "xlsx") != (out is not None):
        raise wrong_use(ctx, Message("--format xlsx and --out belong together: a workbook is written to a file"))
    framework = _framework(ctx, edition, wording)
    known = _known(ctx, baseline)
    workspace = load(path or (Path("processes"),), quality=True)
    if not workspace.asked and not workspace.quality:
        raise wrong_use(ctx, Message("there is neither a procedure nor a quality document to judge here"))
    day = as_of.date() if as_of else date.today()
    judgements = judge(workspace, day, packs or usual_packs(edition), estimating=_estimating(workspace, simulated))
    _tell_unread(workspace.problems, ctx.obj)
    if given["raising"]:
        from isoqms.cli.raising import judge_and_enter
        from isoqms.report.record.check_results import shown

        ctx.exit(0 if judge_and_enter(ctx, shown(judgements, framework), given) else 1)
    if out is not None:
        from isoqms.report.checklist import audit_checklist

        out.write_bytes(audit_checklist(judgements, framework, ctx.obj))
        click.echo(Message("written: {path}", path=out).render(ctx.obj))
    elif form == "sarif":
        click.echo(conformity.as_sarif(judgements, ctx.obj))
    else:
        rows = conformity.as_rows(judgements, framework, ctx.obj, known)
        click.echo((conformity.as_text if form == "text" else conformity.as_json)(rows, ctx.obj))
    ctx.exit(1 if has_errors(judgements) or workspace.problems else 0)


def _estimating(workspace: Any, simulated: bool) -> Any:
    """Return how an office is simulated, when that is asked for."""
    if not simulated:
        return None
    from functools import partial

    from isoqms.cli.estimates import estimate

    return partial(estimate, workspace)


def _framework(ctx: click.Context, edition: str, wording: Path | None) -> Any:
    from isoqms.framework import framework, with_wording
    from isoqms.source import read_source

    if wording is None:
        return framework(edition)
    held, problems = with_wording(framework(edition), read_source(wording, wording.as_posix()))
    if problems:
        first = problems[0]
        raise wrong_use(ctx, Message("{place}: {message}; {fix}", place=first.at, message=first.message, fix=first.fix))
    return held


def _known(ctx: click.Context, baseline: Path | None) -> set[tuple[str, str, str]] | None:
    from isoqms.report.conformity import known_from

    if baseline is None:
        return None
    try:
        return known_from(baseline.read_text(encoding="utf-8"))
    except ValueError as error:
        message = Message("“{path}” is no earlier report: write one with --format json", path=baseline)
        raise wrong_use(ctx, message) from error


def _tell_unread(problems: Any, lang: str) -> None:
    """Say on the side what could not be read, so that nobody takes the report for complete."""
    for problem in problems:
        click.echo(f"{problem.at}: {problem.message.render(lang)} ({problem.rule})", err=True)
