"""Several forms of one dossier become one.

Why: Each form asks for name, number and address again.
Found: Two or more forms asked of everybody who comes by the same channel.
Decides: The issuer of the highest rule that lays the forms down.
Left to people: Which fields are asked for twice?
Example:
    id: TT-01
    title: {vi: Thường trú, en: Residence}
    dossier:
      - {paper: {vi: Tờ khai thay đổi cư trú, en: Declaration}, kind: form}  # here
      - {paper: {vi: Tờ khai nhân khẩu, en: Household form}, kind: form}
    steps: {sign: {title: {vi: Ký, en: Sign}, role: head, end: completed}}
Near miss:
    id: TT-02
    title: {vi: Thường trú, en: Residence}
    dossier:
      - {paper: {vi: Tờ khai thay đổi cư trú, en: Declaration}, kind: form, channels: [counter]}
      - {paper: {vi: Tờ khai điện tử, en: Electronic form}, kind: form, channels: [online]}
    steps: {sign: {title: {vi: Ký, en: Sign}, role: head, end: completed}}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.improve.opportunities.deciding import highest, of_paper
from isoqms.improve.opportunities.opportunity import Effort, Found, Relief
from isoqms.improve.opportunities.papers import always_asked
from isoqms.improve.opportunities.view import View
from isoqms.procedure import Paper, Procedure
from isoqms.words import Message

ID = "one-form"
EFFORT = Effort.INVEST


def look(procedure: Procedure, view: View) -> Iterator[Found]:
    """Yield once a procedure with several forms for one applicant."""
    forms = [paper for paper in procedure.dossier if paper.kind == "form" and always_asked(paper)]
    channels: list[str | None] = list(dict.fromkeys(channel for paper in forms for channel in paper.channels))
    sets = [[paper for paper in forms if paper.asked_of(channel)] for channel in channels or [None]]
    most: list[Paper] = max(sets, key=len)
    if len(most) > 1:
        yield Found(
            at=most[0].at,
            place="forms",
            title=Message("One form instead of {number}: {forms}", number=len(most), forms=[p.paper for p in most]),
            decision=highest([of_paper(procedure, paper) for paper in most]),
            not_simulated=Message("how long an applicant fills in forms is not in the file"),
            questions=(Message("which fields are asked for twice?"),),
            relief=Relief(forms=len(most) - 1),
        )
