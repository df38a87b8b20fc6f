"""A document about a record written to a file, in our layout or the office's own template; or shown as text or JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import chain, count
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

import click

from isoqms.cli.files import write
from isoqms.cli.language import Choice, Option, wrong_use
from isoqms.cli.options import output_folder
from isoqms.problem import Problem
from isoqms.words import Message, phrase

if TYPE_CHECKING:
    from isoqms.procedure import Office
    from isoqms.register.records.book import Book
    from isoqms.report.document.profile import Profile
    from isoqms.report.record.paper import Paper, Speech

_COUNTRIES: Final = MappingProxyType({"vi": "VN"})
"""By the language of a document the country of an office that names none."""

_template_option = click.option(
    "--template",
    cls=Option,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE.docx",
    help=phrase("The office's own Word template, filled in instead of our layout; only with --to docx."),
)


def paper_options(run: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options for how a document is written."""
    form = click.option(
        "--to",
        "form",
        cls=Option,
        type=Choice(["docx", "text", "json"]),
        default="docx",
        show_default=True,
        help=phrase("A Word file, or shown as text for people or as JSON for other programs."),
    )
    return form(output_folder(_template_option(run)))


def put_out(
    ctx: click.Context, paper: Paper, form: str, output: Path, template: Path | None, *, keep: bool = False
) -> None:
    """Write a document and name the file, or show it; where an earlier one is to be kept, under another name."""
    if template is not None and form != "docx":
        raise wrong_use(ctx, Message("a template is a Word file: write --to docx"))
    if form == "docx":
        content, name = _docx(ctx, paper, template), file_name(paper.id)
        if keep and (free := _free_name(output, name, content)) != name:
            said = Message("{file} is there already and stays: this one is written beside it", file=f"{name}.docx")
            click.echo(said.render(ctx.obj), err=True)
            name = free
        click.echo(write(output, f"{name}.docx", content))
    elif form == "json":
        from isoqms.report.record.paper import fields

        click.echo(json.dumps(fields(paper), ensure_ascii=False, indent=2))
    else:
        from isoqms.report.record.text import as_text

        click.echo(as_text(paper))


def _free_name(folder: Path, name: str, content: bytes) -> str:
    """Return a name no other document has in a folder; the name itself where the same document is there."""
    tries = chain([name], (f"{name}-{number}" for number in count(2)))
    return next(
        each for each in tries if not (file := folder / f"{each}.docx").exists() or file.read_bytes() == content
    )


def file_name(id_: str) -> str:
    """Return an id as the name of a file, wherever it came from.

    >>> file_name("../H56-260302-0117"), file_name("NC-2026-0001")
    ('--H56-260302-0117', 'NC-2026-0001')
    """
    kept = "".join(each if each.isalnum() or each in "-_." else "-" for each in id_)
    return kept if not kept.startswith(".") else "-" + kept.lstrip(".")


def _docx(ctx: click.Context, paper: Paper, template: Path | None) -> bytes:
    if template is None:
        from isoqms.report.record.word import to_docx

        return to_docx(paper)
    from isoqms.cli.one import refuse  # loads what judges procedures
    from isoqms.report.record.template import filled

    made = filled(paper, template.read_bytes(), template.as_posix())
    if isinstance(made, Problem):
        refuse(ctx, [made], 1)
        ctx.exit(1)
    return made


def speech_of(book: Book, lang: str, evidence: set[str]) -> Speech:
    """Return how records are put into words: with the names of people, and of files of evidence."""
    from isoqms.register.kinds.kinds import Kind
    from isoqms.register.records.lists import Wanted, everything
    from isoqms.report.record.paper import Speech

    people = {each.reference: each.name for each in everything(book, Wanted(kind=Kind.ACCOUNT))}
    files = {reference: found[0].name for reference in evidence if (found := book.read(Kind.EVIDENCE, reference))}
    return Speech(lang=lang, people=people, files=files)


def office_of(book: Book, id_: str) -> Office | None:
    """Return an office of the workspace; None where its files name none."""
    organisation = book.office.organisation
    return (organisation.office(id_ or None) or organisation.office(None)) if organisation else None


def agency_and_profile(book: Book, id_: str, lang: str) -> tuple[str, Profile]:
    """Return the name of an office and how its documents look; the id where the files of the workspace name none."""
    from isoqms.report.document.profile import profile_for

    office = office_of(book, id_)
    country = office.country if office else None
    return (office.title.render(lang) if office else id_), profile_for(country or _COUNTRIES.get(lang))
