"""A paper that no rule asks for is not asked for.

Why: Asking for papers outside the rules is forbidden, and each costs the applicant a trip to another office.
Found: A paper asked of everybody for which no rule is named. Where a rule is only inferred, the office is asked. Forms
    are left to the procedure itself.
Decides: The office, once it is sure that no rule asks for the paper.
Left to people: Which rule asks for it? Without one it goes.
Example:
    id: HK-01
    title: {vi: Hộ kinh doanh, en: A household business}
    dossier:
      - {paper: {vi: Sơ yếu lý lịch, en: Curriculum vitae}, kind: original}  # here
    steps: {sign: {title: {vi: Ký, en: Sign}, role: head, end: completed}}
Near miss:
    id: HK-02
    title: {vi: Hộ kinh doanh, en: A household business}
    dossier:
      - {paper: {vi: Sơ yếu lý lịch, en: Curriculum vitae}, kind: original, required_by: Điều 87 NĐ 01/2021/NĐ-CP}
    steps: {sign: {title: {vi: Ký, en: Sign}, role: head, end: completed}}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.improve.opportunities.opportunity import Effort, Found, Relief
from isoqms.improve.opportunities.papers import about_paper, always_asked
from isoqms.improve.opportunities.view import View
from isoqms.procedure import Procedure
from isoqms.words import Message

ID = "paper-not-in-law"
EFFORT = Effort.REVISE

_OWN = ("form", "electronic")


def look(procedure: Procedure, view: View) -> Iterator[Found | Message]:
    """Yield the papers without a rule; ask about those whose rule is only inferred."""
    asked_for = [paper for paper in procedure.dossier if always_asked(paper) and paper.kind not in _OWN]
    inferred = [paper.paper for paper in asked_for if paper.required_by and paper.required_by_mark == "inferred"]
    if inferred:
        yield Message("which article asks for these papers? So far it is only inferred: {papers}", papers=inferred)
    for paper in asked_for:
        if not paper.required_by:
            title = Message("No longer ask for “{paper}”, unless a rule is found that does", paper=paper.paper)
            asked = Message("which rule asks for it?")
            yield about_paper(procedure, paper, title, Relief(papers=paper.count), {"remove": True}, asked)
