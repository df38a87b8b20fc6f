"""Names of offices by which they are told apart, and the figures of all procedures of one office."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from isoqms.improve.portfolio.adoption import Mark, Step
from isoqms.improve.portfolio.cut import FARTHEST, Cut, CutKind
from isoqms.improve.portfolio.row import Row, Standing
from isoqms.improve.portfolio.tally import LeftOut, Tally, tally
from isoqms.metrics import Unit
from isoqms.scenario import State
from isoqms.words import Message, Text
from isoqms.workspace.load import Workspace


@dataclass(frozen=True, slots=True)
class Summary:
    """The figures of an office, or of all offices together.

    `shortened` counts what is in force; `by_state` each procedure with a shorter time once, under the state that has
    come farthest; `changes` how many procedures have a change of a kind in a state.
    """

    title: Text
    procedures: int
    shortened: Tally
    taken_off: Tally
    by_state: Mapping[State, int]
    changes: Mapping[CutKind, Mapping[State, int]]
    online: Tally
    visits: Tally
    counters: Tally
    adoption: Mapping[Step, Tally]


def office_names(workspace: Workspace) -> Mapping[str, str]:
    """Return the name of the office of each procedure the user named: its id, with folders as far as needed."""
    places = {id_: _place(workspace, id_) for id_ in workspace.asked}
    distinct = set(places.values())
    names = {}
    for id_, place in places.items():
        depth = 1
        while depth < len(place) and sum(other[-depth:] == place[-depth:] for other in distinct) > 1:
            depth += 1
        names[id_] = "/".join(place[-depth:])
    return names


def _place(workspace: Workspace, id_: str) -> tuple[str, ...]:
    """Return the folders above an organisation and the id of the office, as one path."""
    procedure = workspace.procedures[id_]
    organisation, folder = workspace.organisation_of(procedure), workspace.organisation_folder(procedure)
    office = organisation.office(procedure.office) if organisation else None
    known = next((key for key, each in organisation.offices.items() if each is office), None) if organisation else None
    folder = folder or Path(procedure.at.file).absolute().parent
    return (*folder.parts, known or procedure.office or "–")


def summary(title: Text, rows: Sequence[Row]) -> Summary:
    """Return the figures of some procedures together."""
    return Summary(
        title=title,
        procedures=len(rows),
        shortened=shortened(rows),
        taken_off=_taken_off(rows),
        by_state=by_state([row.limit_cut for row in rows if row.standing is not Standing.AT_ONCE]),
        changes=_changes(rows),
        online=_online(rows),
        visits=_mean(rows, lambda row: row.contact.visits, _VISITS, _NO_VISITS),
        counters=_mean(rows, lambda row: row.contact.counters, _COUNTERS, _NO_COUNTERS),
        adoption={step: _adopted(rows, step) for step in Step},
    )


AT_ONCE: Final = Message("due at once or within the day already")
"""Why a procedure is not asked whether its time was shortened."""
_SHORTENED: Final = Message("limits, published times and revisions in the procedure files; changes in scenario files")
_VISITS: Final = Message("visits of the steps of the ordinary course, in the kind of dossier that asks most")
_COUNTERS: Final = Message("counters of the steps of the ordinary course, in the kind of dossier that asks most")
_NO_VISITS: Final = Message("the file does not say how often applicants come")
_NO_COUNTERS: Final = Message("the file does not say to which counters applicants come")
_ONLINE: Final = Message("dossiers of a year and their channels, under “demand” in the procedure files")


def shortened(rows: Iterable[Row]) -> Tally:
    """Return how many procedures have a shorter time in force; who is due at once or unknown is left out."""
    by = _by_standing(rows)
    counted = [*by[Standing.SHORTENED], *by[Standing.NOT_SHORTENED]]
    left_out = (
        LeftOut(AT_ONCE, tuple(by[Standing.AT_ONCE])),
        LeftOut(Message("no legal limit with a figure in the file"), tuple(by[Standing.UNKNOWN])),
        LeftOut(
            Message("a shorter time is written, and no day, decision or signature tells whether it was issued"),
            tuple(by[Standing.UNPROVEN]),
        ),
    )
    return tally(len(by[Standing.SHORTENED]), len(counted), _SHORTENED, left_out)


def _by_standing(rows: Iterable[Row]) -> dict[Standing, list[str]]:
    by: dict[Standing, list[str]] = {standing: [] for standing in Standing}
    for row in rows:
        by[row.standing].append(row.procedure)
    return by


def _taken_off(rows: Iterable[Row]) -> Tally:
    """Return how much was taken off on average, over the procedures shortened in force that say by how much."""
    short = [row for row in rows if row.standing is Standing.SHORTENED]
    known = [row.taken_off for row in short if row.taken_off is not None]
    silent = tuple(row.procedure for row in short if row.taken_off is None)
    left_out = [LeftOut(Message("nobody says by how much it was shortened"), silent)]
    return tally(sum(known), len(known), _SHORTENED, left_out)


def by_state(cuts: Iterable[Cut | None]) -> Mapping[State, int]:
    """Return how many cuts there are in each state, the farthest first."""
    count = Counter(cut.state for cut in cuts if cut is not None)
    return {state: count[state] for state in FARTHEST}


def _changes(rows: Iterable[Row]) -> Mapping[CutKind, Mapping[State, int]]:
    """Return how many procedures have a change of a kind in a state; what may be in force or not is in none."""
    found = {(row.procedure, cut.kind, cut.state) for row in rows for cut in row.cuts}
    count = Counter((kind, state) for _, kind, state in found)
    return {kind: {state: count[kind, state] for state in FARTHEST} for kind in CutKind}


def _online(rows: Iterable[Row]) -> Tally:
    rows = list(rows)
    known = [(row.per_year, row.online) for row in rows if row.per_year is not None and row.online is not None]
    silent = tuple(row.procedure for row in rows if row.per_year is None or row.online is None)
    left_out = [LeftOut(Message("no number of dossiers a year, or no channels, in the file"), silent)]
    online, every = sum(number * share for number, share in known), sum(number for number, _ in known)
    return tally(min(online, every), every, _ONLINE, left_out)


def _mean(rows: Iterable[Row], of: Callable[[Row], int | None], source: Message, why: Message) -> Tally:
    told = {row.procedure: of(row) for row in rows}
    known = [number for number in told.values() if number is not None]
    silent = tuple(id_ for id_, number in told.items() if number is None)
    return tally(sum(known), len(known), source, [LeftOut(why, silent)], Unit.TIMES)


def _adopted(rows: Iterable[Row], step: Step) -> Tally:
    """Return how many procedures have come to a step of adoption, of those of which that is known."""
    source = (
        Message("issue, signatures and revisions in the procedure files")
        if step in (Step.DRAFTED, Step.ISSUED)
        else Message("records of audits and measurements")
    )
    marks = {row.procedure: row.adoption[step] for row in rows}
    known = [each for each in marks.values() if each.mark is not Mark.UNKNOWN]
    reasons = dict.fromkeys(each.reason for each in marks.values() if each.mark is Mark.UNKNOWN and each.reason)
    left_out = [
        LeftOut(reason, tuple(id_ for id_, each in marks.items() if each.reason == reason)) for reason in reasons
    ]
    return tally(sum(each.mark is Mark.YES for each in known), len(known), source, left_out)
