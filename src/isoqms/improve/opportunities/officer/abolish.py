"""The whole procedure goes.

Why: The largest saving is a procedure nobody needs; review begins with necessity.
Found: No dossier comes in a year; or it only confirms or copies what is on record, by the words of its title, and the
    procedures that ask for its result as a paper all say that data can take its place.
Decides: The issuer of the highest rule the procedure stands on. The office can only propose it.
Takes for granted: No more dossiers of it come; other procedures get as many as before.
Left to people: What is it for, is that still wanted, and would a softer measure do?
Example:
    id: XN-01  # here
    title: {vi: Xác nhận cư trú, en: Confirm a residence}
    legal_basis: {tt55: {document: 55/2021/TT-BCA}}
    demand: {per_year: 500}
    steps: {sign: {title: {vi: Ký, en: Sign}, role: head, work: 5 phút, end: completed}}
    ---
    id: KH-01
    title: {vi: Kết hôn, en: Marriage}
    dossier:
      - {paper: {vi: Xác nhận cư trú, en: Residence}, from_procedure: XN-01, replaceable_by_data: {possible: true}}
    steps: {sign: {title: {vi: Ký, en: Sign}, role: head, work: 5 phút, end: completed}}
Near miss:
    id: XN-02
    title: {vi: Đăng ký cư trú, en: Register a residence}
    demand: {per_year: 500}
    steps: {sign: {title: {vi: Ký, en: Sign}, role: head, work: 5 phút, end: completed}}
    ---
    id: KH-02
    title: {vi: Kết hôn, en: Marriage}
    dossier:
      - {paper: {vi: Xác nhận cư trú, en: Residence}, from_procedure: XN-02, replaceable_by_data: {possible: true}}
    steps: {sign: {title: {vi: Ký, en: Sign}, role: head, work: 5 phút, end: completed}}
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from isoqms.improve.opportunities.deciding import of_whole
from isoqms.improve.opportunities.opportunity import Effort, Found
from isoqms.improve.opportunities.view import View
from isoqms.procedure import Procedure
from isoqms.words import Message

ID = "abolish"
EFFORT = Effort.INVEST

_CONFIRMS: Final = re.compile(r"^(?:cấp )?(?:giấy )?(?:xác nhận|trích lục|bản sao|sao )", re.IGNORECASE)
"""Words with which the title of a procedure begins that only tells what is on record."""


def look(procedure: Procedure, view: View) -> Iterator[Found]:
    """Yield once a procedure of which the files say that it is not needed."""
    demand = procedure.demand
    none_come = demand is not None and demand.per_year == 0
    why = Message("no dossier comes in a year") if none_come else _replaced(procedure, view)
    if why is None:
        return
    change = {"procedure": procedure.id, "demand": {"scale": 0}}
    yield Found(
        at=procedure.at,
        place="whole",
        title=Message("Abolish “{procedure}”: {why}", procedure=procedure.title, why=why),
        decision=of_whole(procedure),
        changes=() if none_come or demand is None else (change,),
        not_simulated=Message("no dossier comes, so nothing can be simulated") if none_come or demand is None else None,
        questions=(Message("what is it for, is that still wanted, and would a softer measure do?"),),
    )


def _replaced(procedure: Procedure, view: View) -> Message | None:
    """Say that data take the place of the result in every procedure that asks for it as a paper."""
    asking = [
        paper
        for other in view.procedures.values()
        if other.id != procedure.id
        for paper in other.dossier
        if paper.from_procedure == procedure.id
    ]
    confirms = bool(_CONFIRMS.search(procedure.title.render("vi")))
    replaced = all(paper.replaceable_by_data and paper.replaceable_by_data.possible for paper in asking)
    if not (confirms and asking and replaced):
        return None
    return Message("the {number} papers it is asked for can be replaced by data", number=len(asking))
