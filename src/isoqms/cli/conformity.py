"""`isoqms conformity`: what the rules say of a quality system, clause by clause, and what is left to the auditor."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from isoqms.cli.language import Choice, Command, Option, When, wrong_use
from isoqms.cli.raising_options import raising_options
from isoqms.words import Message, phrase

if TYPE_CHECKING:
    from isoqms.cli.conformity_run import Answer, Asked
    from isoqms.report.conformity import Earlier

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
    type=Choice(["text", "json", "sarif", "html", "docx", "xlsx"]),
    default="text",
    show_default=True,
    help=phrase(
        "How the report is written: for people, for other programs, as a page, as a Word file; xlsx is the audit "
        "checklist."
    ),
)
@click.option(
    "--checklist",
    cls=Option,
    is_flag=True,
    help=phrase("With --format docx: the audit checklist, with room for notes and grades, instead of the report."),
)
@click.option(
    "-o",
    "--out",
    cls=Option,
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help=phrase("Where the report is written; without it all but a Word file and a workbook is printed."),
)
@click.option("--no-cache", cls=Option, is_flag=True, help=phrase("Judge everything anew, even if nothing changed."))
@raising_options
@click.pass_context
def command(ctx: click.Context, /, path: tuple[Path, ...], as_of: Any, out: Path | None, **given: Any) -> None:
    """Judge the quality systems at `path` and print or write the report."""
    from isoqms.cli.conformity_run import Asked, keep, kept

    paths = path or (Path("processes"),)
    _sensible(ctx, given["form"], given["checklist"], out, given["questions"], paths)
    taken = ("edition", "packs", "simulated", "baseline", "wording", "form", "checklist", "workspace")
    asked = Asked(
        paths=paths,
        day=as_of.date() if as_of else date.today(),
        lang=ctx.obj,
        **{name: given[name] for name in taken},
    )
    answer = None if given["no_cache"] or given["raising"] else kept(asked)
    if answer is None:
        answer = _judged(ctx, asked, given)
        keep(asked, answer)
    for line in answer.aside:
        click.echo(line, err=True)
    if out is None:
        click.echo(answer.report.decode(), nl=False)
    else:
        _write(out, answer.report)
        click.echo(Message("written: {path}", path=out).render(ctx.obj))
    ctx.exit(answer.code)


def _is_below(file: Path, folder: Path) -> bool:
    return folder.is_dir() and file.absolute().is_relative_to(folder.absolute())


def _sensible(
    ctx: click.Context, form: str, checklist: bool, out: Path | None, questions: Path | None, paths: tuple[Path, ...]
) -> None:
    """End the run when options are given that do not go together."""
    from isoqms.cli.conformity_run import BINARY

    if form in BINARY and out is None:
        raise wrong_use(ctx, Message("--format {form} needs --out: it is written to a file", form=form))
    if form == "text" and out is not None:
        raise wrong_use(ctx, Message("--out needs a --format other than text, which is printed"))
    if questions is not None and any(_is_below(questions, path) for path in paths):
        raise wrong_use(ctx, Message("write the questions outside the folder of procedures: {path}", path=questions))
    if checklist and form not in BINARY:
        raise wrong_use(ctx, Message("--checklist is for --format docx and xlsx"))


def _judged(ctx: click.Context, asked: Asked, given: dict[str, Any]) -> Answer:
    """Judge everything anew; ends the run where objections are to be entered into the register."""
    from isoqms.cli import conformity_run as run
    from isoqms.cli.kept_records import kept_records
    from isoqms.rules.clauses import has_errors
    from isoqms.rules.conformity import judge, usual_packs
    from isoqms.workspace.load import load

    framework, known = _framework(ctx, asked.edition, asked.wording), _known(ctx, asked.baseline)
    workspace = load(asked.paths, quality=True)
    if not workspace.asked and not workspace.quality:
        raise wrong_use(ctx, Message("there is neither a procedure nor a quality document to judge here"))
    packs, records = asked.packs or usual_packs(asked.edition), kept_records(asked.paths, asked.workspace, workspace)
    judgements = judge(workspace, asked.day, packs, records, _estimating(workspace, asked.simulated))
    told = run.aside(workspace, judgements, asked.lang)
    if given["raising"]:
        from isoqms.cli.raising import judge_and_enter

        click.echo("\n".join(told), err=True, nl=bool(told))
        ctx.exit(0 if judge_and_enter(ctx, judgements, framework, given) else 1)
    return run.Answer(
        report=run.told(asked, judgements, framework, known),
        aside=told,
        code=1 if has_errors(judgements) or told else 0,
        referred=tuple(run.referred(judgements)),
    )


def _write(path: Path, content: bytes) -> None:
    from isoqms.cli.files import write

    write(path.parent, path.name, content)


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


def _known(ctx: click.Context, baseline: Path | None) -> Earlier | None:
    from isoqms.report.conformity import known_from

    if baseline is None:
        return None
    try:
        return known_from(baseline.read_bytes())
    except ValueError as error:
        message = Message("“{path}” is no earlier report: write one with --format json -o FILE", path=baseline)
        raise wrong_use(ctx, message) from error
