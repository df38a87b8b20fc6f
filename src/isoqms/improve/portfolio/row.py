"""One procedure of one office in the portfolio, on one day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from isoqms.improve.portfolio.adoption import Adopted, Step, adoption
from isoqms.improve.portfolio.contact import Contact, contact, online_share
from isoqms.improve.portfolio.cut import IN_FORCE, Cut, CutKind, farthest
from isoqms.improve.portfolio.issue import issued_on
from isoqms.improve.portfolio.promise import Promise, due_at_once, has_legal_figure, promises
from isoqms.improve.portfolio.simulated import Simulated
from isoqms.problem import Position
from isoqms.procedure import Office, Procedure
from isoqms.qms import Records
from isoqms.words import LANGUAGES, Message, Text
from isoqms.workspace.load import Workspace


class Standing(StrEnum):
    """Whether the time of a procedure is shortened: at once already, shortened in force, not, or nobody can say.

    `UNPROVEN` is a shorter time written in a file that does not tell whether it was issued, `UNKNOWN` one without a
    legal limit.
    """

    AT_ONCE = "at_once"
    SHORTENED = "shortened"
    NOT_SHORTENED = "not_shortened"
    UNPROVEN = "unproven"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Row:
    """A procedure of an office.

    `office` is the id of the office, with the folder of its organisation where two of them use one id. `since` is the
    day the office issued it; `taken_off` the share of the legal limit that is taken off in force; `simulated` is
    absent when no simulation was asked for.
    """

    procedure: str
    title: Text
    office: str
    office_title: Text
    national_code: str | None
    adopts: str | None
    since: date | None
    standing: Standing
    taken_off: float | None
    limits: tuple[Promise, ...]
    cuts: tuple[Cut, ...]
    per_year: float | None
    online: float | None
    contact: Contact
    adoption: Mapping[Step, Adopted]
    simulated: Simulated | None
    at: Position
    day_minutes: float | None = field(default=None, metadata={"hidden": True})
    plain_days: str | None = field(default=None, metadata={"hidden": True})

    @property
    def limit_cut(self) -> Cut | None:
        """The shortening of its time that has come farthest."""
        return farthest(self.cuts, CutKind.LIMIT)

    @property
    def main(self) -> Promise | None:
        """The limits told first: those of ordinary dossiers, or of the kind whose time was shortened."""
        return next((each for each in self.limits if each.taken_off), self.limits[0] if self.limits else None)


def row(
    workspace: Workspace,
    procedure: Procedure,
    office_name: str,
    cuts: tuple[Cut, ...],
    as_of: date,
    records: Records,
    figures: Simulated | None,
) -> Row:
    """Return the row of a procedure, with the cuts that are known of it on a day."""
    organisation = workspace.organisation_of(procedure)
    office = organisation.office(procedure.office) if organisation else None
    found = promises(procedure, office)
    known = tuple(cut for cut in cuts if cut.holds(as_of))
    cut = farthest(known, CutKind.LIMIT)
    in_force = cut if cut is not None and cut.state in IN_FORCE else None
    return Row(
        procedure=procedure.id,
        title=procedure.title,
        office=office_name,
        office_title=_office_title(procedure, office),
        national_code=procedure.national_code,
        adopts=procedure.adopts.id if procedure.adopts else None,
        since=issued_on(procedure),
        standing=_standing(procedure, office, cut),
        taken_off=_taken_off(found, in_force),
        limits=found,
        cuts=known,
        per_year=procedure.demand.per_year if procedure.demand else None,
        online=online_share(procedure.demand),
        contact=contact(procedure, office),
        adoption=adoption(procedure, as_of, records),
        simulated=figures,
        at=procedure.at,
        day_minutes=float(office.day_minutes) if office else None,
        plain_days=office.plain_days if office else None,
    )


def _standing(procedure: Procedure, office: Office | None, cut: Cut | None) -> Standing:
    if due_at_once(procedure, office):
        return Standing.AT_ONCE
    if cut is not None and cut.state in IN_FORCE:
        return Standing.SHORTENED
    if cut is not None and cut.state is None:
        return Standing.UNPROVEN
    return Standing.NOT_SHORTENED if has_legal_figure(procedure) else Standing.UNKNOWN


def _taken_off(found: tuple[Promise, ...], in_force: Cut | None) -> float | None:
    """Return which share of the legal limit is taken off in force: by the limits of the file, else as the cut says."""
    if in_force is None:
        return None
    return next((each.taken_off for each in found if each.taken_off), in_force.taken_off)


def _office_title(procedure: Procedure, office: Office | None) -> Text:
    if office:
        return office.short or office.title
    if procedure.agency or procedure.office:
        return procedure.agency or Text.of(procedure.office)
    return Text({lang: _NO_OFFICE.render(lang) for lang in LANGUAGES})


_NO_OFFICE: Final = Message("no office named")
