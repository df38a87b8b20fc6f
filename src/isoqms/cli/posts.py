"""`isoqms posts`: who holds which post, what each does, and what two roles or agencies both do."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from isoqms.cli.language import Choice, Command, Option, wrong_use
from isoqms.cli.one import read
from isoqms.words import Message, phrase

if TYPE_CHECKING:
    from isoqms.report.posts import Staffed
    from isoqms.workspace.load import Workspace


@click.command(
    cls=Command,
    help=phrase(
        "List the posts of the offices of the procedures at PATH (“processes” unless said): holders, deputies, "
        "procedures, steps and, with --simulate, how busy they are; then what two roles or agencies both do or give."
    ),
)
@click.argument("path", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--format",
    "form",
    cls=Option,
    type=Choice(["text", "json", "xlsx"]),
    default="text",
    show_default=True,
    help=phrase("For people, for other programs, or as a workbook."),
)
@click.option(
    "-o",
    "--out",
    cls=Option,
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help=phrase("Where the workbook is written."),
)
@click.option(
    "--simulate",
    "simulated",
    cls=Option,
    is_flag=True,
    help=phrase("Simulate each office, so that it is known how busy its people are; takes seconds."),
)
@click.pass_context
def command(ctx: click.Context, /, path: tuple[Path, ...], form: str, out: Path | None, simulated: bool) -> None:
    """Print who does what."""
    from isoqms.report import posts

    if (form == "xlsx") != (out is not None):
        raise wrong_use(ctx, Message("--format xlsx and --out belong together: a workbook is written to a file"))
    workspace, _ = read(ctx, *(path or (Path("processes"),)))
    offices = _offices(workspace, simulated)
    if not offices:
        raise wrong_use(ctx, Message("no organisation.yaml above these procedures says who does them"))
    rows = posts.rows(offices, ctx.obj)
    if out is None:
        click.echo((posts.as_text if form == "text" else posts.as_json)(rows, ctx.obj))
        return
    from isoqms.cli.files import write

    click.echo(write(out.parent, out.name, posts.as_xlsx(rows, ctx.obj)))


def _offices(workspace: Workspace, simulated: bool) -> list[Staffed]:
    """Return each organisation with the procedures that the user named."""
    from isoqms.report.posts import Staffed

    by_folder: dict[Path, list[str]] = {}
    for id_ in workspace.asked:
        folder = workspace.organisation_folder(workspace.procedures[id_])
        if folder is not None:
            by_folder.setdefault(folder, []).append(id_)
    return [
        Staffed(
            workspace.organisations[folder],
            tuple(workspace.procedures[id_] for id_ in ids),
            _estimate(workspace, ids, simulated),
        )
        for folder, ids in by_folder.items()
    ]


def _estimate(workspace: Workspace, ids: list[str], simulated: bool) -> Any:
    """Simulate an office when that is asked for; without it nothing is known."""
    if not simulated:
        from isoqms.metrics import NoEstimate

        return NoEstimate(Message("nothing was simulated: “isoqms posts --simulate” does"))
    from isoqms.cli.estimates import estimate

    return estimate(workspace, ids)
