"""`isoqms compare`: what changed between versions of a procedure, and what each change brought."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import click

from isoqms.cli import options
from isoqms.cli.files import write
from isoqms.cli.language import Command, Option, wrong_use
from isoqms.cli.one import read, refuse, warn_of_figures
from isoqms.cli.progress import progress
from isoqms.cli.tables import table
from isoqms.improve.comparison import Comparison, of_scenario, of_versions
from isoqms.improve.differences.between import Between, between
from isoqms.improve.differences.published import Published, only_allowances, published
from isoqms.improve.worth.grouping import NeverPossibleError
from isoqms.report import comparison_data, comparison_published, comparison_text
from isoqms.scenario import operation_of, read_scenario, scenario_problems
from isoqms.simulate import Plan, SimulationRefusedError
from isoqms.words import Message, phrase
from isoqms.workspace.load import Workspace
from isoqms.workspace.revision import NoSuchRevisionError, extract


@click.command(
    cls=Command,
    help=phrase(
        "Say what changed between versions of a procedure, BEFORE and AFTER, and how much of the time saved each "
        "change brought. A version is a file or, as REV:PATH, a file at a revision of git; with --scenario it is "
        "compared with itself under the scenario. Versions that state nothing but times allowed are compared by "
        "arithmetic."
    ),
)
@click.argument("versions", nargs=-1, required=True, metavar="BEFORE [AFTER]...")
@click.option(
    "--scenario",
    cls=Option,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help=phrase("Compare with the same procedures under this scenario."),
)
@options.cases
@options.days
@options.start
@options.replications
@options.seed
@click.option(
    "--published/--simulated",
    "by_table",
    cls=Option,
    default=None,
    help=phrase("Set the published times side by side, or simulate; left out, by what the versions state."),
)
@options.text_or_json
@options.charts
@click.pass_context
def command(ctx: click.Context, /, versions: tuple[str, ...], form: str, **asked: Any) -> None:
    """Compare, and print what each change brought."""
    _refuse_contradictions(ctx, versions, asked)
    try:
        if asked["scenario"]:
            found = [_under_scenario(ctx, Path(versions[0]), asked)]
        else:
            found = _versions(ctx, versions, asked)
    except NeverPossibleError as error:
        click.echo(
            Message("the changes cannot be carried out: {reason}", reason=error.reason).render(ctx.obj), err=True
        )
        ctx.exit(1)
    if form == "json":
        click.echo(json.dumps([each.data() for each in found], ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(_page(found, ctx.obj)))
    if asked["charts"]:
        _draw(found, asked["charts"], ctx.obj)


@dataclass(frozen=True, slots=True)
class _Found:
    """A comparison: of published times, or simulated."""

    between: Between | None
    cut: Published | None = None
    simulated: Comparison | None = None

    def data(self) -> dict[str, Any]:
        """Return it for other programs."""
        if self.simulated is not None:
            return comparison_data.simulated(self.simulated)
        assert self.between is not None and self.cut is not None
        return comparison_data.published(self.between, self.cut)


def _refuse_contradictions(ctx: click.Context, versions: Sequence[str], asked: dict[str, Any]) -> None:
    if (asked["days"] is None) != (asked["start"] is None):
        raise wrong_use(ctx, Message("--days and --from go together: how many days, and from which on"))
    if asked["cases"] and asked["days"]:
        raise wrong_use(ctx, Message("--cases counts dossiers, --days counts days: give one of the two"))
    if asked["scenario"] and len(versions) != 1:
        raise wrong_use(ctx, Message("with --scenario one version is named, which is compared with itself"))
    if asked["scenario"] and asked["by_table"]:
        raise wrong_use(ctx, Message("a scenario is simulated: leave --published out"))
    if not asked["scenario"] and len(versions) < 2:
        raise wrong_use(ctx, Message("name the version before and the version after, or a scenario with --scenario"))


def _under_scenario(ctx: click.Context, path: Path, asked: dict[str, Any]) -> _Found:
    if not path.exists():
        raise wrong_use(ctx, Message("there is no procedure at “{path}”", path=path))
    workspace, _ = read(ctx, path)
    operation = operation_of(workspace)
    scenario, problems = read_scenario(asked["scenario"])
    refuse(ctx, problems, 1)
    assert scenario is not None
    refuse(ctx, scenario_problems(operation, scenario), 1)
    try:
        with progress(ctx.obj) as tell:
            simulated = of_scenario(operation, scenario, _plan(asked, tell))
    except SimulationRefusedError as error:
        refuse(ctx, error.problems, 1)
        raise
    warn_of_figures(ctx, workspace)
    return _Found(None, simulated=simulated)


def _versions(ctx: click.Context, versions: Sequence[str], asked: dict[str, Any]) -> list[_Found]:
    """Return a comparison of every two versions that follow each other."""
    with tempfile.TemporaryDirectory() as folder:
        workspaces = [_version(ctx, text, Path(folder) / str(n)) for n, text in enumerate(versions)]
        compared = []
        for before, after in pairwise(map(operation_of, workspaces)):
            found = between(before, after)
            if found.are_strangers:
                _refuse_strangers(ctx, found)
            compared.append(_found(ctx, found, asked))
        if any(each.simulated for each in compared):
            for workspace in workspaces:
                warn_of_figures(ctx, workspace)
    return compared


def _version(ctx: click.Context, name: str, folder: Path) -> Workspace:
    """Return where one version stands: a file, or a file at a revision, which is written into `folder`."""
    place = _place(ctx, name, folder)
    workspace, procedures = read(ctx, place, as_version=place.is_file())
    if len(procedures) != 1:
        number = len(procedures)
        raise wrong_use(ctx, Message("“{path}” holds {number} procedures: name one file", path=name, number=number))
    return workspace


def _place(ctx: click.Context, name: str, folder: Path) -> Path:
    revision, sign, path = name.partition(":")
    if Path(name).exists():
        return Path(name)
    if not sign or not revision or not path:
        raise wrong_use(ctx, Message("“{name}” is neither a file nor REVISION:PATH", name=name))
    try:
        folder.mkdir()
        return extract(revision, path, Path.cwd(), folder)
    except NoSuchRevisionError as error:
        raise wrong_use(ctx, Message("git holds no “{path}” at {revision}", path=path, revision=revision)) from error


def _refuse_strangers(ctx: click.Context, found: Between) -> None:
    one, other = (each.procedures[0].title for each in (found.before, found.after))
    said = Message(
        "“{before}” and “{after}” have nothing in common: hardly a step is the same by its id or its title, so that no "
        "saving can be shared out",
        before=one,
        after=other,
    )
    click.echo(said.render(ctx.obj), err=True)
    ctx.exit(1)


def _found(ctx: click.Context, found: Between, asked: dict[str, Any]) -> _Found:
    procedures = (*found.before.procedures, *found.after.procedures)
    sized = asked["cases"] or asked["days"] or asked["replications"]
    by_table = asked["by_table"] if asked["by_table"] is not None else only_allowances(*procedures) and not sized
    if by_table:
        return _Found(found, cut=published(found))
    try:
        with progress(ctx.obj) as tell:
            return _Found(found, simulated=of_versions(found, _plan(asked, tell)))
    except SimulationRefusedError as error:
        refuse(ctx, error.problems, 2)
        raise


def _plan(asked: dict[str, Any], tell: Callable[[int, int], None] | None) -> Plan:
    start = asked["start"]
    return Plan(
        seed=asked["seed"],
        replications=asked["replications"],
        cases=asked["cases"],
        start=start.date() if start else None,
        days=asked["days"],
        progress=tell,
    )


def _page(found: Sequence[_Found], lang: str) -> Iterator[str]:
    for number, each in enumerate(found):
        if number:
            yield ""
        if each.between and each.between.doubt:
            yield Message("Mind: {warning}", warning=each.between.doubt).render(lang)
        yield from _simulated(each.simulated, lang) if each.simulated else _published(each, lang)


def _published(found: _Found, lang: str) -> Iterator[str]:
    assert found.between is not None and found.cut is not None
    yield comparison_published.opening(found.between, found.cut, lang)
    heads = [head.render(lang) for head in comparison_published.HEADS]
    yield table(heads, comparison_published.rows(found.cut, lang))
    yield from comparison_published.judgement(found.between, found.cut, lang)


def _simulated(comparison: Comparison, lang: str) -> Iterator[str]:
    if not comparison.parts:
        yield from comparison_text.nothing(comparison, lang)
    for procedure in comparison_text.told_of(comparison):
        yield from comparison_text.opening(comparison, procedure, lang)
        if comparison_text.has_shares(comparison, procedure):
            heads = comparison_text.heads(comparison, procedure, lang)
            yield table(heads, comparison_text.rows(comparison, procedure, lang))
            yield from comparison_text.unmoved(comparison, procedure, lang)
    yield from comparison_text.left_out(comparison, lang)
    yield from comparison_text.foundations(comparison, lang)


def _draw(found: Sequence[_Found], folder: Path, lang: str) -> None:
    from isoqms.report.comparison_charts import pictures

    for each in found:
        for name, content in pictures(each.simulated, lang) if each.simulated else ():
            click.echo(write(folder, name, content), err=True)
