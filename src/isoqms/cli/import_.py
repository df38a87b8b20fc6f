"""`isoqms import`: step tables of an office become drafts of procedures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import click

from isoqms.cli.files import write
from isoqms.cli.language import Choice, Command, Option, wrong_use
from isoqms.exchange.draft import Draft, drafts, no_steps
from isoqms.exchange.draft_yaml import draft_yaml
from isoqms.exchange.faults import doubt, refusal
from isoqms.exchange.organisation_yaml import (
    known_roles,
    office_id,
    office_known,
    organisation_yaml,
    role_line,
    with_roles,
)
from isoqms.exchange.places import place_of
from isoqms.exchange.read import read_document
from isoqms.exchange.table import CellRef, Document
from isoqms.exchange.update import other_procedure, updated
from isoqms.problem import Position, Problem, Severity
from isoqms.procedure import Organisation, read_organisation
from isoqms.report import listing
from isoqms.resources import calendar_names
from isoqms.source import read_source, validate
from isoqms.words import Message, phrase
from isoqms.workspace.find import ORGANISATION, organisation_above

VIETNAMESE = frozenset("ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ")
"""Letters no other language written in Latin letters shares."""


@click.command(
    cls=Command,
    help=phrase(
        "Bring in the step tables of FILE (Word, Excel or CSV) as drafts of procedures, one YAML file each, with every "
        "doubt as a problem to settle. Nothing that exists is written over; new roles are added to the organisation "
        "file of that folder."
    ),
)
@click.argument("file", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    cls=Option,
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("processes"),
    show_default=True,
    help=phrase("The folder the drafts are written to."),
)
@click.option(
    "--update",
    cls=Option,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="PROC",
    help=phrase("Merge a newer table into this procedure, step by step; what people added stays."),
)
@click.option(
    "--anyway",
    cls=Option,
    is_flag=True,
    help=phrase("With --update: merge also a table that states another code or is hardly alike."),
)
@click.option(
    "--calendar",
    cls=Option,
    type=Choice(calendar_names()),
    help=phrase(
        "The calendar for the organisation file that is written where there is none; tables in Vietnamese take vn."
    ),
)
@click.pass_context
def command(
    ctx: click.Context, file: tuple[Path, ...], output: Path, update: Path | None, anyway: bool, calendar: str | None
) -> None:
    """Read the files, write what they hold, and list what is to be settled."""
    organisation = _organisation(update or output / "draft.yaml")
    documents = [read_document(each) for each in file]
    cells = {at: ref for document in documents for at, ref in document.cells.items()}
    made, problems = _drafts(documents, organisation)
    written: list[Path] = []
    if update is not None:
        problems += _update(ctx, _Merge(update, organisation, anyway), made, written)
    else:
        problems += _write(ctx, output, made, organisation, _Target(calendar, cells), written)
    problems += _new_roles(ctx, made, organisation, None if update or not written else output / ORGANISATION)
    errors = list(_errors(written, _missing_roles(made, organisation)))
    rows = listing.rows([(problem, None) for problem in (*problems, *errors)], len(made), ctx.obj)
    for row, problem in zip(rows["problems"], problems, strict=False):
        if place := place_of(problem.at, cells):
            row["place"] = place.render(ctx.obj)
    click.echo(listing.as_text(rows, ctx.obj))
    if written:
        where = update or output
        click.echo(
            Message(
                "Told here: what was not understood, and the errors of the rules. Their warnings and advice too: "
                "isoqms check {path}",
                path=where,
            ).render(ctx.obj)
        )
    ctx.exit(1 if any(problem.severity is Severity.ERROR for problem in (*problems, *errors)) else 0)


@dataclass(frozen=True, slots=True)
class _Target:
    """The calendar asked for, and the physical cells of what is written."""

    calendar: str | None
    cells: Mapping[Position, CellRef]


@dataclass(frozen=True, slots=True)
class _Merge:
    """The procedure a table is merged into, and whether it is so even if the table seems to be of another."""

    target: Path
    organisation: Organisation | None
    anyway: bool

    @property
    def roles(self) -> frozenset[str]:
        """The roles that are known where the procedure is carried out."""
        return frozenset(self.organisation.roles if self.organisation else ())


def _errors(written: list[Path], roles: Mapping[str, str]) -> Iterator[Problem]:
    """Yield the errors that a check finds in the files just written; these were brought in all the same.

    For the new `roles` the tables give the titles: no other role is held to be meant.
    """
    if not written:
        return
    from isoqms.rules.engine import check
    from isoqms.workspace.load import load

    names = {path.as_posix() for path in written}
    for problem, accepted in check(load(written), date.today()):
        if problem.severity is Severity.ERROR and accepted is None and problem.at.file in names:
            id_ = str(problem.message.params.get("id", ""))
            is_new = problem.rule == "wf/refs" and id_ in roles
            yield replace(problem, fix=_role_fix(id_, roles[id_])) if is_new else problem


def _organisation(beside: Path) -> Organisation | None:
    """Return the organisation that applies to a file, when there is one that can be read."""
    above = organisation_above(beside)
    if above is None:
        return None
    source = read_source(above, above.as_posix())
    if source.problems or any(each.severity is Severity.ERROR for each in validate(source, "organisation")):
        return Organisation(offices={})
    return read_organisation(source.data, source.at)[0]


def _drafts(documents: Sequence[Document], organisation: Organisation | None) -> tuple[list[Draft], list[Problem]]:
    """Return the drafts of all files and what is wrong with them; a file that cannot be read hides no other."""
    roles: Mapping[str, str] = known_roles(organisation) if organisation else {}
    made: list[Draft] = []
    problems: list[Problem] = []
    for document in documents:
        problems += document.problems
        found = drafts(document, roles)
        if document.blocks and not found:
            problems.append(no_steps(document))
        for draft in found:
            problems += draft.doubts
        made += found
    return made, problems


def _missing_roles(made: Sequence[Draft], organisation: Organisation | None) -> dict[str, str]:
    """Return the title of each role that the drafts name and the organisation does not know."""
    known = organisation.roles if organisation else ()
    return {id_: title for draft in made for id_, title in draft.roles.items() if id_ not in known}


def _new_roles(
    ctx: click.Context, made: Sequence[Draft], organisation: Organisation | None, own: Path | None
) -> list[Problem]:
    """Add the roles nobody knows to the organisation file `own` that lies beside the drafts; tell those of another."""
    missing = _missing_roles(made, organisation)
    if organisation is None or not missing:
        return []
    if own is not None and own.is_file():
        try:
            with own.open(encoding="utf-8", newline="") as file:
                text = with_roles(file.read(), missing)
            click.echo(write(own.parent, own.name, text.encode()))
            return []
        except ValueError:
            pass  # a file that cannot be read, or added to, is told with its roles
    return [
        doubt(
            next(draft for draft in made if id_ in draft.roles).at(("steps",)),
            "import/new-role",
            Message("the organisation does not know the role “{title}” ({id})", title=title, id=id_),
            _role_fix(id_, title),
        )
        for id_, title in missing.items()
    ]


def _role_fix(id_: str, title: str) -> Message:
    return Message(
        "add this line to organisation.yaml, under roles: {line}; or write the id of the role that is meant",
        line=role_line(id_, title),
    )


def _write(
    ctx: click.Context,
    folder: Path,
    made: list[Draft],
    organisation: Organisation | None,
    asked: _Target,
    written: list[Path],
) -> list[Problem]:
    problems: list[Problem] = []
    new_office = made and organisation is None
    days = _calendar(ctx, made, asked.calendar) if new_office else ""
    ids: set[str] = set()
    for draft in made:
        target = folder / f"{draft.data['id']}.yaml"
        if target.exists() or draft.data["id"].lower() in ids:
            message = Message("“{path}” exists already and is left as it is", path=target)
            fix = Message("use --update to merge the table into it, or name another folder with -o")
            problems.append(refusal(draft.file, "import/exists", message, fix))
            continue
        ids.add(draft.data["id"].lower())
        if office := office_known(draft, organisation) if organisation else office_id(draft):
            draft = draft.with_office(office)
        text = draft_yaml(draft, ctx.obj, _schema(folder, "procedure"), asked.cells)
        click.echo(write(folder, target.name, text.encode()))
        written.append(target)
    if new_office:
        text = organisation_yaml(made, ctx.obj, days, _schema(folder, "organisation"))
        click.echo(write(folder, ORGANISATION, text.encode()))
    return problems


def _calendar(ctx: click.Context, made: list[Draft], asked: str | None) -> str:
    """Return the calendar asked for, or the one of the language the tables are written in; ends the run without one."""
    if asked is not None:
        return asked
    if any(VIETNAMESE & set(text.lower()) for draft in made for text in _texts(draft)):
        return "vn"
    raise wrong_use(ctx, Message("say with --calendar whose working days count: {known}", known=calendar_names()))


def _texts(draft: Draft) -> list[str]:
    """Return what the draft and its steps are called."""
    return [str(draft.data.get("title", "")), *(str(step.get("title", "")) for step in draft.data["steps"].values())]


def _update(ctx: click.Context, merge: _Merge, made: list[Draft], written: list[Path]) -> list[Problem]:
    if len(made) != 1:
        message = Message("the files hold {count} procedures; --update takes exactly one", count=len(made))
        raise wrong_use(ctx, message)
    target = merge.target
    source = read_source(target, target.as_posix())
    errors = [*source.problems, *(each for each in validate(source, "procedure") if each.severity is Severity.ERROR)]
    if errors:
        return errors
    if not merge.anyway and (other := other_procedure(source, made[0])):
        return [other]
    with target.open(encoding="utf-8", newline="") as file:
        change = updated(file.read(), source, made[0], merge.roles)
    click.echo(write(target.parent, target.name, change.text.encode()))
    written.append(target)
    return list(change.doubts)


def _schema(folder: Path, kind: str) -> str:
    """Return where editors find the schema: in a folder above the workspace; empty where there is none."""
    name = f"{kind}.schema.json"
    for depth, above in enumerate(folder.absolute().parents, start=1):
        if (above / "schemas" / name).is_file():
            return "../" * depth + f"schemas/{name}"
    return ""
