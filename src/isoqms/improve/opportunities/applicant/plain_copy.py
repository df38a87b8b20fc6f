"""A plain copy shown with the original takes the place of a certified one.

Why: Certification costs a fee and a trip; an officer can compare a copy with the original at the counter.
Found: A certified copy asked of everybody for which no rule that says “certified” is stated.
Decides: The issuer of the rule that asks for the paper; where none is named, the office is asked.
Left to people: Does the rule ask for certification, or only for a copy?
Example:
    id: HK-03
    title: {vi: Hộ kinh doanh, en: A household business}
    dossier:
      - {paper: {vi: Bản sao hợp đồng thuê, en: Copy of the lease}, kind: certified_copy}  # here
    steps: {sign: {title: {vi: Ký, en: Sign}, role: head, end: completed}}
Near miss:
    id: HK-04
    title: {vi: Hộ kinh doanh, en: A household business}
    dossier:
      - {paper: {vi: Bản sao hợp đồng thuê, en: Copy of the lease}, kind: copy}
    steps: {sign: {title: {vi: Ký, en: Sign}, role: head, end: completed}}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.improve.opportunities.opportunity import Effort, Found, Relief
from isoqms.improve.opportunities.papers import about_paper
from isoqms.improve.opportunities.view import View
from isoqms.procedure import Procedure
from isoqms.words import Message

ID = "plain-copy"
EFFORT = Effort.REVISE


def look(procedure: Procedure, view: View) -> Iterator[Found]:
    """Yield the certified copies no rule is stated for."""
    for paper in procedure.dossier:
        if paper.kind == "certified_copy" and (not paper.required_by or paper.required_by_mark == "inferred"):
            title = Message("Accept a plain copy of “{paper}”, compared with the original", paper=paper.paper)
            asked = Message("does the rule ask for certification, or only for a copy?")
            yield about_paper(procedure, paper, title, Relief(certified=paper.count), {"set": {"kind": "copy"}}, asked)
