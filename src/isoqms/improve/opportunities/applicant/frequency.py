"""A result is valid longer, so that it is asked for less often.

Why: A renewal costs the applicant as much as the first time, and the office too.
Found: A procedure whose dossier asks for its own earlier result: whoever comes has come before.
Decides: The issuer of the highest rule the procedure stands on.
Takes for granted: With twice the period of validity half as many dossiers come.
Left to people: How long is the result valid, and why so short?
Example:
    id: CP-01
    title: {vi: Gia hạn giấy phép, en: Renew a permit}
    legal_basis: {nd1: {document: 01/2020/NĐ-CP}}
    demand: {per_year: 100}
    dossier:
      - {paper: {vi: Giấy phép đã cấp, en: The permit issued before}, from_procedure: CP-01}  # here
    steps: {sign: {title: {vi: Ký, en: Sign}, role: head, work: 5 phút, end: completed}}
Near miss:
    id: CP-02
    title: {vi: Cấp giấy phép, en: Issue a permit}
    demand: {per_year: 100}
    dossier:
      - {paper: {vi: Giấy chứng nhận đất, en: Land certificate}, from_procedure: DD-01}
    steps: {sign: {title: {vi: Ký, en: Sign}, role: head, work: 5 phút, end: completed}}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from isoqms.improve.opportunities.deciding import of_whole
from isoqms.improve.opportunities.opportunity import Effort, Found
from isoqms.improve.opportunities.view import View
from isoqms.procedure import Procedure
from isoqms.words import Message

ID = "frequency"
EFFORT = Effort.REVISE

LESS: Final = 0.5
"""The share of dossiers that still comes when the result is valid twice as long."""


def look(procedure: Procedure, view: View) -> Iterator[Found]:
    """Yield once a procedure that asks for its own earlier result."""
    for paper in procedure.dossier:
        if paper.from_procedure != procedure.id:
            continue
        known = procedure.demand is not None
        yield Found(
            at=paper.at,
            place="validity",
            title=Message("Let the result of “{procedure}” be valid twice as long", procedure=procedure.title),
            decision=of_whole(procedure),
            changes=({"procedure": procedure.id, "demand": {"scale": LESS}},) if known else (),
            not_simulated=None if known else Message("the file does not tell how many dossiers come"),
            assumes=Message("with twice the period of validity half as many dossiers come"),
            questions=(Message("how long is the result valid, and why so short?"),),
        )
        return
