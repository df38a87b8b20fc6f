"""Procedures that follow each other for one applicant are asked for at once.

Why: The result of one is carried by the applicant to the next counter of the same office; once would do.
Found: A paper of the dossier is the result of another procedure of the workspace, which hands in at the same office.
Decides: The issuer of the highest rule the two procedures stand on.
Left to people: Do both events happen together for most applicants? May the offices pass the dossier on?
Example:
    id: MT-01
    title: {vi: Mai táng phí, en: Funeral grant}
    dossier:
      - {paper: {vi: Trích lục khai tử, en: Death certificate}, from_procedure: KT-01}  # here
    steps: {sign: {title: {vi: Ký, en: Sign}, role: head, work: 5 phút, end: completed}}
    ---
    id: KT-01
    title: {vi: Khai tử, en: Register a death}
    steps: {sign: {title: {vi: Ký, en: Sign}, role: head, work: 5 phút, end: completed}}
Near miss:
    id: MT-02
    title: {vi: Mai táng phí, en: Funeral grant}
    dossier:
      - {paper: {vi: Trích lục khai tử, en: Death certificate}, from_procedure: KT-02}
    office: ward
    steps: {sign: {title: {vi: Ký, en: Sign}, role: head, work: 5 phút, end: completed}}
    ---
    id: KT-02
    title: {vi: Khai tử, en: Register a death}
    office: city
    steps: {sign: {title: {vi: Ký, en: Sign}, role: head, work: 5 phút, end: completed}}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.improve.opportunities.deciding import highest, of_whole
from isoqms.improve.opportunities.opportunity import Effort, Found, Relief
from isoqms.improve.opportunities.view import View
from isoqms.procedure import Procedure
from isoqms.words import Message

ID = "linked-one-stop"
EFFORT = Effort.INVEST


def look(procedure: Procedure, view: View) -> Iterator[Found]:
    """Yield the procedures of the same office whose result the applicant brings."""
    for paper in procedure.dossier:
        other = view.procedures.get(paper.from_procedure or "")
        if other is None or other.id == procedure.id or other.office != procedure.office:
            continue
        yield Found(
            at=paper.at,
            place=other.id,
            title=Message("Ask for “{other}” and “{procedure}” at once", other=other.title, procedure=procedure.title),
            decision=highest([of_whole(procedure), of_whole(other)]),
            not_simulated=Message("a scenario cannot bind procedures into one; the trips and papers spared are told"),
            questions=(Message("do both come together for most applicants?"),),
            relief=Relief(visits=1, papers=1),
        )
