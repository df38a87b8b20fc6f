"""The portfolio: every procedure of every office on one day, what was shortened since, and what can be learnt."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final, TypeAlias

from isoqms.improve.portfolio.cut import Cut, CutKind, farthest
from isoqms.improve.portfolio.in_files import cuts_in_file
from isoqms.improve.portfolio.in_scenarios import cuts_in_scenarios
from isoqms.improve.portfolio.offices import Summary, office_names, summary
from isoqms.improve.portfolio.peers import Same, same_procedures
from isoqms.improve.portfolio.row import Row, Standing, row
from isoqms.improve.portfolio.series import Series, series
from isoqms.improve.portfolio.shared_ratio import SharedRatio, shared_ratio
from isoqms.improve.portfolio.simulated import Simulated, simulated
from isoqms.procedure import Organisation, Procedure
from isoqms.qms import KeptRecords, Records
from isoqms.simulate import Plan
from isoqms.simulate.result import as_data
from isoqms.words import LANGUAGES, Message, Text
from isoqms.workspace.load import Workspace

Keeping: TypeAlias = Callable[[Organisation | None], Records | None]
"""Tells what keeps the records of an organisation, if anything does."""
ALL_OFFICES: Final = Message("All offices")


@dataclass(frozen=True, slots=True)
class Portfolio:
    """What `isoqms portfolio` tells.

    `scenarios` is how many scenario files were read, `later` are procedures issued after the day, `unread` says which
    scenarios are not counted and why, `elsewhere` names the changes of scenarios that concern posts or the number of
    dossiers only.
    """

    as_of: date
    since: date | None = field(metadata={"name": "from"})
    whole: Summary
    offices: Mapping[str, Summary]
    rows: tuple[Row, ...]
    over_time: Series
    same: tuple[Same, ...]
    ratio: SharedRatio | None
    is_simulated: bool
    scenarios: int
    later: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    unread: tuple[Message, ...] = ()

    def to_data(self) -> dict[str, Any]:
        """Return the portfolio for other programs, by `schemas/portfolio.schema.json`."""
        data: dict[str, Any] = as_data(self)
        if self.ratio is not None:
            data["ratio"]["is_suspicious"] = self.ratio.is_suspicious
        return data


def portfolio(
    workspace: Workspace,
    as_of: date,
    since: date | None = None,
    records: Records | Keeping | None = None,
    plan: Plan | None = None,
) -> Portfolio:
    """Return the portfolio of the procedures the user named, as it was known on a day.

    Args:
        workspace: where procedures, organisations and scenarios stand.
        as_of: the day; changes and procedures with a later date are not there yet.
        since: the first day of the series; the first dated change where nothing is given.
        records: audits and measurements of every organisation, or what tells which are whose; without them that part
            of adoption is unknown.
        plan: how to simulate; without it nothing is.

    Raises:
        ValueError: `since` is after `as_of`.
    """
    if since is not None and since > as_of:
        raise ValueError(f"from {since} to {as_of}")
    told = cuts_in_scenarios(workspace)
    figures = simulated(workspace, plan) if plan else {}
    made = _rows(workspace, told.cuts, as_of, records, figures)
    rows = _told_apart(tuple(each for each in made if each.since is None or each.since <= as_of))
    offices = dict.fromkeys(each.office for each in rows)
    by_office = {office: [each for each in rows if each.office == office] for office in offices}
    return Portfolio(
        as_of=as_of,
        since=since,
        whole=summary(Text({lang: ALL_OFFICES.render(lang) for lang in LANGUAGES}), rows),
        offices={office: summary(held[0].office_title, held) for office, held in by_office.items()},
        rows=rows,
        over_time=series(rows, since, as_of),
        same=tuple(same_procedures(rows)),
        ratio=shared_ratio(ratios(rows)),
        is_simulated=plan is not None,
        scenarios=len(workspace.scenarios),
        later=tuple(each.procedure for each in made if each.since and each.since > as_of),
        elsewhere=told.elsewhere,
        unread=told.unread,
    )


def _rows(
    workspace: Workspace,
    cuts: tuple[Cut, ...],
    as_of: date,
    records: Records | Keeping | None,
    figures: Mapping[str, Simulated],
) -> list[Row]:
    names = office_names(workspace)
    made = []
    for id_ in workspace.asked:
        procedure = workspace.procedures[id_]
        own = (*_in_file(workspace, procedure, as_of), *(cut for cut in cuts if cut.procedure == id_))
        kept = records(workspace.organisation_of(procedure)) if callable(records) else records
        made.append(row(workspace, procedure, names[id_], own, as_of, kept or KeptRecords(), figures.get(id_)))
    return sorted(made, key=lambda each: (each.office, each.procedure))


def _told_apart(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Return the rows with the id of the office behind its title, where two offices have one title."""
    offices: dict[Text, set[str]] = {}
    for each in rows:
        offices.setdefault(each.office_title, set()).add(each.office)
    return tuple(
        replace(each, office_title=_with_id(each.office_title, each.office))
        if len(offices[each.office_title]) > 1
        else each
        for each in rows
    )


def _with_id(title: Text, office: str) -> Text:
    return Text({lang: f"{words} ({office.partition('/')[0]})" for lang, words in title.by_language.items()})


def _in_file(workspace: Workspace, procedure: Procedure, as_of: date) -> tuple[Cut, ...]:
    organisation = workspace.organisation_of(procedure)
    office = organisation.office(procedure.office) if organisation else None
    return tuple(cuts_in_file(procedure, office, as_of))


def ratios(rows: tuple[Row, ...]) -> list[float]:
    """Return the share taken off by each shortened procedure; a cut taken over from a higher office counts there."""
    shares = []
    for each in rows:
        known = farthest(tuple(cut for cut in each.cuts if cut.taken_off and not cut.inherited), CutKind.LIMIT)
        if known is not None and each.standing is not Standing.AT_ONCE:
            shares.append(known.taken_off or 0.0)
    return shares
