"""`isoqms propose`: a scenario as a simplification dossier, to be completed and signed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from isoqms.cli.files import write
from isoqms.cli.language import Choice, Command, Option, When, wrong_use
from isoqms.cli.one import read, refuse, warn_of_figures
from isoqms.cli.options import output_folder
from isoqms.cli.scenario_file import followed
from isoqms.improve.cost.income import Income, stated_income
from isoqms.improve.proposal.build import Ground, proposal_of
from isoqms.improve.proposal.checks import gaps, miscounts
from isoqms.improve.proposal.content import Proposal
from isoqms.problem import IsoqmsError, Problem
from isoqms.scenario import Operation, Scenario, operation_of
from isoqms.words import Message, phrase
from isoqms.workspace.load import Workspace

if TYPE_CHECKING:
    from isoqms.report.proposal.telling import Telling

_NAMES = ("proposal", "submission", "decision")


@click.command(
    cls=Command,
    help=phrase(
        "Put a scenario together as a simplification dossier for the procedures at PATH: review, list and details with "
        "cost and time before and after, the share of each change, a draft submission and a draft decision, and the "
        "revised procedures. What a person has to fill in is said on the page and here."
    ),
)
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--scenario",
    cls=Option,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    required=True,
    metavar="FILE",
    help=phrase("The scenario that is proposed."),
)
@output_folder
@click.option(
    "--to",
    "form",
    cls=Option,
    type=Choice(["docx", "xlsx"]),
    default="docx",
    show_default=True,
    help=phrase("Word files, or one Excel workbook."),
)
@click.option(
    "--template",
    "templates",
    cls=Option,
    multiple=True,
    metavar="NAME=FILE.docx",
    help=phrase("The office's own Word template for the proposal, submission or decision; may be given for each."),
)
@click.option("--income", cls=Option, type=click.IntRange(min=1), metavar="N", help=phrase("Income per hour."))
@click.option("--income-source", cls=Option, metavar="TEXT", help=phrase("Who states the income; goes with --income."))
@click.option(
    "--cases",
    cls=Option,
    type=click.IntRange(min=0),
    metavar="N",
    help=phrase("Dossiers in each run of the simulation that shares the time saved among the changes; 0 for none."),
)
@click.option(
    "--as-of",
    cls=Option,
    type=When(["%Y-%m-%d", "%d/%m/%Y"]),
    metavar="DATE",
    help=phrase("The day the papers are printed for; today, unless said."),
)
@click.pass_context
def command(ctx: click.Context, /, path: Path, form: str, output: Path, **asked: Any) -> None:
    """Write the papers, name the files, and say what is still to be filled in."""
    templates = _templates(ctx, asked["templates"], form)
    if (asked["income"] is None) != (not asked["income_source"]):
        raise wrong_use(ctx, Message("--income and --income-source go together: no figure without its source"))
    workspace, _ = read(ctx, path)
    operation = operation_of(workspace)
    scenario = followed(ctx, operation, asked["scenario"])
    day = asked["as_of"].date() if asked["as_of"] else date.today()
    incomes = _incomes(operation, asked)
    proposal = proposal_of(Ground(operation, scenario, incomes, workspace.procedures, day))
    if not proposal.cases:
        raise wrong_use(ctx, Message("the scenario changes nothing in the procedures at “{path}”", path=path))
    warn_of_figures(ctx, workspace)
    telling = _telling(workspace, operation, scenario, proposal, day, asked["cases"], ctx.obj)
    for name, content in _files(ctx, telling, form, templates):
        click.echo(write(output, name, content))
    _say_gaps(ctx, proposal)


def _templates(ctx: click.Context, given: tuple[str, ...], form: str) -> dict[str, Path]:
    """Return the templates by the paper they are for; one without a name is for the proposal."""
    if given and form != "docx":
        raise wrong_use(ctx, Message("a template is a Word file: write --to docx"))
    found = {}
    for each in given:
        name, _, file = each.rpartition("=")
        if (name or _NAMES[0]) not in _NAMES:
            message = Message(
                "“{name}” is no paper with a template: write one of {names}, “=” and a Word file",
                name=name,
                names=list(_NAMES),
            )
            raise wrong_use(ctx, message)
        if not Path(file).is_file():
            message = Message(
                "there is no file “{file}”: write the path to a Word file (.docx) after “=”; without --template the "
                "papers are printed in the form of the program",
                file=file,
            )
            raise wrong_use(ctx, message)
        found[name or _NAMES[0]] = Path(file)
    return found


def _incomes(operation: Operation, asked: Mapping[str, Any]) -> dict[str, Income]:
    """Return what an hour counts as, by procedure, where it is stated."""
    found = {each.id: stated_income(operation.organisations.get(each.id)) for each in operation.procedures}
    if asked["income"] is not None:
        return {
            id_: Income(asked["income"], asked["income_source"], None, held.currency if held else None)
            for id_, held in found.items()
        }
    return {id_: income for id_, income in found.items() if income is not None}


def _telling(
    workspace: Workspace,
    operation: Operation,
    scenario: Scenario,
    proposal: Proposal,
    day: date,
    cases: int | None,
    lang: str,
) -> Telling:
    from isoqms.report.document import profile
    from isoqms.report.proposal.telling import Telling
    from isoqms.report.proposal.wording import wording_for

    office = operation.office_of(proposal.cases[0].id)
    agency = office.title.render(lang) if office else "…"
    wording = wording_for(office.country if office else None)
    telling = Telling(proposal, agency, wording, profile(wording.profile), lang, day)
    if cases == 0:
        return telling
    return _simulated(telling, operation, scenario, cases)


def _simulated(telling: Telling, operation: Operation, scenario: Scenario, cases: int | None) -> Telling:
    """Return the same with the shares of each change in the time saved, or the reason why there are none."""
    from isoqms.improve.comparison import of_scenario
    from isoqms.improve.worth.grouping import NeverPossibleError, told_by
    from isoqms.simulate import Plan
    from isoqms.worktime import CalendarEndsError

    try:
        return replace(telling, simulated=of_scenario(operation, scenario, Plan(cases=cases)))
    except (CalendarEndsError, IsoqmsError) as error:
        reason = error.message
    except ValueError as error:
        reason = error.reason if isinstance(error, NeverPossibleError) else told_by(error)
    return replace(telling, unsimulated=Message("not simulated ({reason})", reason=reason))


def _files(
    ctx: click.Context, telling: Telling, form: str, templates: Mapping[str, Path]
) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the dossier by name."""
    if form == "xlsx":
        from isoqms.report.proposal.sheets import workbook

        yield f"{telling.proposal.id}.xlsx", workbook(telling)
        return
    from isoqms.report.proposal.papers import PAPERS
    from isoqms.report.record.word import to_docx

    for name, paper_of in PAPERS.items():
        paper = paper_of(telling)
        content = to_docx(paper) if name not in templates else _filled(ctx, paper, templates[name])
        yield f"{paper.id}.docx", content
    yield from _revised(telling)


def _filled(ctx: click.Context, paper: Any, template: Path) -> bytes:
    from isoqms.report.record.template import filled

    made = filled(paper, template.read_bytes(), template.as_posix())
    if isinstance(made, Problem):
        refuse(ctx, [made], 1)
        ctx.exit(1)
    return made


def _revised(telling: Telling) -> Iterator[tuple[str, bytes]]:
    """Yield the revised procedures; one that is to be abolished has none."""
    from isoqms.report.document import Subject, document_of, profile_for
    from isoqms.report.document.word import to_docx

    for case in telling.proposal.cases:
        office = case.organisation.office(case.before.office) if case.organisation else None
        look = profile_for(office.country if office else None)
        if not case.abolished:
            subject = Subject(case.revised, case.organisation, telling.lang, look, telling.as_of)
            yield f"{telling.proposal.id}-{case.id}.docx", to_docx(document_of(subject))


def _say_gaps(ctx: click.Context, proposal: Proposal) -> None:
    """Say what a person has to fill in, and end with 1 when figures contradict each other."""
    found = gaps(proposal)
    if found:
        click.echo(Message("To be filled in before signing ({number}):", number=len(found)).render(ctx.obj), err=True)
    for gap in found:
        where = " ".join(filter(None, [gap.procedure, gap.change]))
        click.echo(f"  {where}: {gap.message.render(ctx.obj)}", err=True)
    wrong = miscounts(proposal)
    for message in wrong:
        click.echo(message.render(ctx.obj), err=True)
    if wrong:
        ctx.exit(1)
