"""`isoqms audit checklist`: questions filled in from checks, or taken over from a former audit."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from isoqms.cli.language import Command, Option, wrong_use
from isoqms.cli.options import text_or_json
from isoqms.cli.register_verbs import by_option, open_register, tell, workspace_option
from isoqms.cli.register_views import held
from isoqms.register.answer import Request
from isoqms.register.kinds.kinds import Kind
from isoqms.words import Message, phrase

if TYPE_CHECKING:
    from isoqms.register.kinds.audits import Audit
    from isoqms.report.audit_checklist import Question


@click.command(
    "checklist",
    cls=Command,
    help=phrase(
        "Put questions into the checklist of an audit: for each clause that rules look at in the files at PATH "
        "(unless said “processes”, or the folder of the register), "
        "with a link to every check result; or, with --like, those of a former audit. "
        "Questions that are there already stay as they are."
    ),
)
@click.argument("reference")
@click.argument("path", nargs=-1, type=click.Path(exists=True, path_type=Path))
@by_option
@click.option("--clause", "clauses", cls=Option, multiple=True, metavar="REF",
              help=phrase("Only questions about this clause and those below. May be repeated."))  # fmt: skip
@click.option("--edition", cls=Option, default="iso9001-2015", show_default=True,
              help=phrase("By the clauses of which edition is asked."))  # fmt: skip
@click.option("--like", "former", cls=Option, default="", metavar="AU",
              help=phrase("Take the questions of this former audit, without its notes, grades and links."))  # fmt: skip
@workspace_option
@text_or_json
@click.pass_context
def checklist(ctx: click.Context, /, reference: str, path: tuple[Path, ...], by: str, **given: Any) -> None:
    """Fill in the checklist of an audit."""
    from isoqms.report.audit_checklist import laid_over

    book = open_register(given["workspace"])
    audit, revision = held(ctx, book, Kind.AUDIT, reference)
    asked: list[Question] = []
    changes: dict[str, Any] = {}
    if former := given["former"]:
        from isoqms.report.audit_checklist import copied

        asked += copied(held(ctx, book, Kind.AUDIT, former)[0].checklist)
        changes["previous_audit"] = former
    if path or not former:
        asked += _from_checks(ctx, audit, path or (_usual(given["workspace"]),), given)
    if entered := laid_over(audit, asked):
        changes["checklist"] = entered
    request = Request(by=by, kind=Kind.AUDIT, verb="change", reference=reference, changes=changes, expected=revision)
    tell(ctx, book.ask(request), given["form"])
    if given["form"] == "text":
        count = len(set(entered) - set(audit.checklist))
        click.echo(Message("questions entered: {count}", count=count).render(ctx.obj))


def _usual(workspace: Path) -> Path:
    """Return where files are looked for when no path is named: “processes”, else the folder of the register."""
    usual = Path("processes")
    return usual if usual.is_dir() else workspace


def _from_checks(ctx: click.Context, audit: Audit, paths: tuple[Path, ...], given: dict[str, Any]) -> list[Question]:
    """Return the questions about what checks say of the files at some paths."""
    from isoqms.framework import editions, framework
    from isoqms.report.audit_checklist import questions
    from isoqms.report.record.check_results import shown
    from isoqms.rules.conformity import judge
    from isoqms.workspace.load import load

    if given["edition"] not in editions():
        message = Message("there is no edition “{name}”; there are {known}", name=given["edition"], known=editions())
        raise wrong_use(ctx, message)
    workspace = load(paths, quality=True)
    for problem in workspace.problems:
        click.echo(f"{problem.at}: {problem.message.render(ctx.obj)} ({problem.rule})", err=True)
    edition, judgements = framework(given["edition"]), judge(workspace, date.today())
    audited = [each for each in judgements if set(audit.processes) & each.system.procedures.keys()] or judgements
    results = shown(audited, edition)
    if unknown := [each for each in audit.processes if each not in workspace.procedures]:
        message = Message("not among the files looked at: {processes}", processes=unknown)
        click.echo(message.render(ctx.obj), err=True)
    return list(questions(audited, results, audit, edition, ctx.obj, given["clauses"]))
