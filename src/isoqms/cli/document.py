"""`isoqms document`: the ISO document of procedures, as Word file or PDF."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from isoqms.cli.files import write
from isoqms.cli.language import Choice, Command, Option, When, wrong_use
from isoqms.cli.one import read, refuse, warn_of_names
from isoqms.cli.options import output_folder
from isoqms.problem import Problem, Severity
from isoqms.procedure import Office, Procedure
from isoqms.words import Message, phrase
from isoqms.workspace.load import Workspace

if TYPE_CHECKING:
    from isoqms.report.document import IsoDocument


@click.command(
    cls=Command,
    help=phrase(
        "Print the ISO document of the procedures at PATH (a file or a folder): cover, approval and revision tables, "
        "sections 1 to 7, the process table and the map. What the procedure file does not state is shown as missing."
    ),
)
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--to",
    "form",
    cls=Option,
    type=Choice(["docx", "pdf"]),
    required=True,
    help=phrase("Word file, or PDF."),
)
@output_folder
@click.option(
    "--as-of",
    cls=Option,
    type=When(["%Y-%m-%d", "%d/%m/%Y"]),
    metavar="DATE",
    help=phrase("The day the document is printed for; today, unless said."),
)
@click.option(
    "--template",
    cls=Option,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE.docx",
    help=phrase("The office's own Word template, filled in instead of our layout; only with --to docx."),
)
@click.option(
    "--profile",
    "profile_name",
    cls=Option,
    metavar="NAME",
    help=phrase("Typography and fixed words; those of the office's country, unless said."),
)
@click.pass_context
def command(
    ctx: click.Context,
    /,
    path: Path,
    form: str,
    output: Path,
    as_of: datetime | None,
    template: Path | None,
    profile_name: str | None,
) -> None:
    """Write the documents and name the files."""
    _sensible(ctx, form, template, profile_name)
    workspace, procedures = read(ctx, path)
    day = as_of.date() if as_of else date.today()
    errors = _errors(workspace, day)
    gaps = {}
    for document in _documents(workspace, procedures, day, profile_name, ctx.obj, errors):
        content = _content(ctx, document, form, template)
        click.echo(write(output, f"{document.id}.{form}", content))
        gaps[document.id] = tuple(document.gaps())
    _tell_gaps(gaps, ctx.obj)
    warn_of_names(ctx, workspace, procedures)
    if found := {id_: count for id_, count in errors.items() if id_ in {each.id for each in procedures}}:
        message = Message(
            "Printed with errors, which the document says: {procedures}. See them with: isoqms check {path}",
            procedures=[f"{id_} ({count})" for id_, count in found.items()],
            path=path,
        )
        click.echo(message.render(ctx.obj), err=True)


def _tell_gaps(gaps: Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]], lang: str) -> None:
    """Say which parts of each document are empty, and under which names to write what belongs there."""
    told = {id_: _gap_lines(parts, lang) for id_, parts in gaps.items() if parts}
    if told:
        heading = Message("Empty parts, printed as not stated; in brackets the name to write in the YAML file:")
        click.echo(heading.render(lang), err=True)
    for id_, lines in told.items():
        if len(gaps) == 1:
            click.echo("\n".join(f"  {line}" for line in lines), err=True)
        else:
            click.echo(f"  {id_}: {'; '.join(lines)}", err=True)


def _gap_lines(parts: Iterable[tuple[str, tuple[str, ...]]], lang: str) -> list[str]:
    return [f"{part or Message('cover').render(lang)} ({'; '.join(names)})" for part, names in parts]


def _errors(workspace: Workspace, day: date) -> Counter[str]:
    """Count the errors that nobody accepted in each procedure, by its file."""
    from isoqms.rules.engine import check

    of_file = {procedure.at.file: id_ for id_, procedure in workspace.procedures.items()}
    wrong = (
        problem.at.file
        for problem, accepted in check(workspace, day)
        if accepted is None and problem.severity is Severity.ERROR
    )
    return Counter(of_file[file] for file in wrong if file in of_file)


def _sensible(ctx: click.Context, form: str, template: Path | None, profile_name: str | None) -> None:
    from isoqms.report.document.profile import profile_names

    if template and form != "docx":
        raise wrong_use(ctx, Message("a template is a Word file: write --to docx"))
    if profile_name is not None and profile_name not in profile_names():
        message = Message("there is no profile “{name}”; there are {known}", name=profile_name, known=profile_names())
        raise wrong_use(ctx, message)


def _documents(
    workspace: Workspace,
    procedures: list[Procedure],
    day: date,
    profile_name: str | None,
    lang: str,
    errors: Counter[str],
) -> Iterator[IsoDocument]:
    from isoqms.report.document import Subject, document_of, profile, profile_for

    for procedure in procedures:
        organisation = workspace.organisation_of(procedure)
        office = organisation.office(procedure.office) if organisation else None
        chosen = profile(profile_name) if profile_name else profile_for(_country(office))
        stamp = workspace.stamps[procedure.id]
        yield document_of(Subject(procedure, organisation, lang, chosen, day, stamp, errors[procedure.id]))


def _country(office: Office | None) -> str | None:
    """Return the country of an office: the one it states, else that of the calendar it keeps."""
    if office is None or office.country:
        return office.country if office else None
    return office.calendar.upper() if len(office.calendar) == 2 else None


def _content(ctx: click.Context, document: IsoDocument, form: str, template: Path | None) -> bytes:
    if form == "pdf":
        from isoqms.report.document import to_pdf

        return to_pdf(document)
    if template is None:
        from isoqms.report.document.word import to_docx

        return to_docx(document)
    from isoqms.report.document.word.template import filled

    made = filled(document, template.read_bytes(), template.as_posix())
    if isinstance(made, Problem):
        refuse(ctx, [made], 1)
        ctx.exit(1)
    return made
