"""The page `isoqms simulate` prints: plain words first, then tables."""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.cli.tables import table
from isoqms.report import simulation_changes, simulation_office, simulation_tables, simulation_text
from isoqms.simulate.result import ProcedureResult, Result
from isoqms.words import Message


def page(result: Result, lang: str) -> Iterator[str]:
    """Yield the lines of the page: one procedure in full, several as a table with the one late most often on top."""
    yield from simulation_text.opening(result, lang)
    yield from simulation_text.precision(result, lang)
    yield from simulation_text.warnings(result, lang)
    yield from simulation_text.overloads(result, lang)
    if len(result.procedures) == 1:
        ((id_, procedure),) = result.procedures.items()
        yield ""
        yield from _procedure(result, id_, procedure, lang)
    else:
        yield ""
        yield from simulation_office.office(result, lang)
        heads = [head.render(lang) for head in simulation_tables.PROCEDURE_HEADS]
        yield table(heads, simulation_tables.procedure_rows(result, lang))
        yield from simulation_text.without_dossiers(result, lang)
    if result.roles:
        heads = [head.render(lang) for head in simulation_tables.ROLE_HEADS]
        yield table(heads, simulation_tables.role_rows(result, lang))
        yield from simulation_text.unknown_use(result, lang)
        yield from simulation_text.part_time(result, lang)
    yield ""
    if result.scenario:
        yield Message("What the scenario changes:").render(lang)
        yield from simulation_changes.changes(result, lang)
        yield ""
    yield from simulation_text.foundations(result, lang)


def _procedure(result: Result, id_: str, procedure: ProcedureResult, lang: str) -> Iterator[str]:
    yield f"{id_}  {procedure.title.render(lang)}"
    for part in (simulation_text.answer, simulation_text.where_time_goes, simulation_text.applicant):
        yield from (f"  {line}" for line in part(procedure, lang))
    heads = [head.render(lang) for head in simulation_tables.STEP_HEADS]
    yield table(heads, simulation_tables.step_rows(result, procedure, lang))
