"""`isoqms draw`: swimlane maps of procedures, and the landscape of an office."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from isoqms.cli.files import write
from isoqms.cli.language import Choice, Command, Option, Written
from isoqms.cli.one import read, warn_of_names
from isoqms.cli.options import output_folder
from isoqms.procedure import Procedure
from isoqms.report import drawing
from isoqms.words import Message, phrase
from isoqms.workspace.load import Workspace


class Formats(Written):
    """One or several file formats, joined by commas."""

    name = "formats"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        """Return the formats, each once."""
        if isinstance(value, tuple):
            return value
        asked = tuple(dict.fromkeys(part.strip() for part in str(value).split(",")))
        for form in asked:
            if form not in drawing.FORMATS:
                message = Message("“{form}” is no format; there are {known}", form=form, known=drawing.FORMATS)
                raise self.refusal(message, param, ctx)
        return asked


@click.command(
    cls=Command,
    help=phrase(
        "Draw the procedures at PATH (a file or a folder) as swimlane maps, or with --landscape how they feed each "
        "other and where work changes hands."
    ),
)
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@output_folder
@click.option(
    "--format",
    "forms",
    cls=Option,
    type=Formats(),
    default="svg,pdf",
    show_default=True,
    metavar="FORMATS",
    help=phrase("File formats, joined by commas: svg, pdf, png, dot."),
)
@click.option(
    "--orientation",
    cls=Option,
    type=Choice(["auto", "columns", "rows"]),
    default="auto",
    show_default=True,
    help=phrase("Lanes as columns or as rows; auto takes what prints largest."),
)
@click.option(
    "--paper",
    cls=Option,
    type=Choice(["auto", "A4", "A3"]),
    default="auto",
    show_default=True,
    help=phrase("Size of the sheets."),
)
@click.option("--landscape", cls=Option, is_flag=True, help=phrase("Draw how the procedures feed each other instead."))
@click.pass_context
def command(ctx: click.Context, /, path: Path, output: Path, forms: tuple[str, ...], **how: Any) -> None:
    """Write the pictures and name the files."""
    workspace, procedures = read(ctx, path)
    if how["landscape"]:
        files = _landscape(workspace, procedures, forms, ctx.obj)
    else:
        files = _maps(workspace, procedures, forms, how, ctx.obj)
    for name, content in files:
        click.echo(write(output, name, content))
    warn_of_names(ctx, workspace, procedures)


def _maps(
    workspace: Workspace, procedures: Iterable[Procedure], forms: tuple[str, ...], how: Any, lang: str
) -> Iterable[tuple[str, bytes]]:
    from isoqms.graph.critical import timing
    from isoqms.graph.flow import ANY
    from isoqms.report.map import layout
    from isoqms.report.map.from_procedure import diagram_of
    from isoqms.report.time_text import convention_of

    for procedure in procedures:
        stamp = Message("stamp {stamp}", stamp=workspace.stamps[procedure.id]).render(lang)
        organisation = workspace.organisation_of(procedure)
        office = organisation.office(procedure.office) if organisation else None
        path = timing(procedure, ANY, convention_of(office)).counted.path
        diagram = diagram_of(procedure, organisation, lang, path, stamp)
        sheets = layout(diagram, how["paper"], how["orientation"])
        for form in forms:
            yield from drawing.map_files(procedure.id, sheets, form)


def _landscape(
    workspace: Workspace, procedures: list[Procedure], forms: tuple[str, ...], lang: str
) -> Iterable[tuple[str, bytes]]:
    from isoqms.report import landscape
    from isoqms.report.map.paper import svg_to_pdf, svg_to_png

    texts = {"landscape": landscape.landscape(procedures, lang)}
    for folder, group in _by_organisation(workspace, procedures).items():
        name = f"hand-overs-{folder}" if folder else "hand-overs"
        texts[name] = landscape.role_hand_overs(group, workspace.organisation_of(group[0]), lang)
    for name, text in texts.items():
        for form in forms:
            if form == "dot":
                yield f"{name}.dot", text.encode()
                continue
            svg = landscape.draw(text)
            writers = {"svg": lambda svg: svg.encode(), "pdf": svg_to_pdf, "png": svg_to_png}
            yield f"{name}.{form}", writers[form](svg)


def _by_organisation(workspace: Workspace, procedures: list[Procedure]) -> dict[str, list[Procedure]]:
    """Group procedures by the folder of their organisation; a single group needs no name."""
    groups: dict[Path | None, list[Procedure]] = {}
    for procedure in procedures:
        groups.setdefault(workspace.organisation_folder(procedure), []).append(procedure)
    if len(groups) == 1:
        return {"": procedures}
    return {folder.name if folder else "no-organisation": group for folder, group in groups.items()}
