"""A paper this office issued itself is not asked for again.

Why: The office has it on file; the applicant should not carry it back.
Found: A paper that is the result of another procedure of the same office, or issued by this very office by name.
Decides: The issuer of the rule that asks for the paper: the office may look it up instead where the rule allows it.
Left to people: Can it be found in the archive or the system by the applicant's number?
Example:
    id: TX-01
    title: {vi: Trợ cấp, en: An allowance}
    dossier:
      - {paper: {vi: Giấy xác nhận khuyết tật, en: Disability certificate}, from_procedure: KT-01}  # here
    steps: {sign: {title: {vi: Ký, en: Sign}, role: head, end: completed}}
    ---
    id: KT-01
    title: {vi: Xác định khuyết tật, en: Determine a disability}
    steps: {sign: {title: {vi: Ký, en: Sign}, role: head, end: completed}}
Near miss:
    id: TX-02
    title: {vi: Trợ cấp, en: An allowance}
    office: ward
    dossier:
      - {paper: {vi: Giấy xác nhận khuyết tật, en: Disability certificate}, from_procedure: KT-02}
    steps: {sign: {title: {vi: Ký, en: Sign}, role: head, end: completed}}
    ---
    id: KT-02
    title: {vi: Xác định khuyết tật, en: Determine a disability}
    office: city
    steps: {sign: {title: {vi: Ký, en: Sign}, role: head, end: completed}}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.improve.opportunities.opportunity import Effort, Found, Relief
from isoqms.improve.opportunities.papers import about_paper
from isoqms.improve.opportunities.view import View
from isoqms.improve.opportunities.words import plain
from isoqms.procedure import Paper, Procedure
from isoqms.words import Message

ID = "paper-we-issued"
EFFORT = Effort.REVISE


def look(procedure: Procedure, view: View) -> Iterator[Found]:
    """Yield the papers of the office's own making."""
    for paper in procedure.dossier:
        if _own(procedure, view, paper):
            title = Message("Look up “{paper}” in the office's own files instead of asking for it", paper=paper.paper)
            asked = Message("can it be found in the archive or the system by the applicant's number?")
            yield about_paper(procedure, paper, title, Relief(papers=paper.count), {"remove": True}, asked)


def _own(procedure: Procedure, view: View, paper: Paper) -> bool:
    other = view.procedures.get(paper.from_procedure or "")
    if other is not None:
        return other.office == procedure.office and other.id != procedure.id
    office = view.office(procedure)
    return bool(office and paper.issued_by and plain(paper.issued_by) == plain(office.title))
