"""Data the state holds take the place of a paper; it is asked for only when they are missing or wrong.

Why: A paper fetched from one office for another is the commonest useless trip.
Found: A paper asked of everybody although the file says that data can take its place.
Decides: The office where a rule already lets data take its place; else the issuer of the rule that asks for the paper.
Left to people: Is the database open to this office, and are its data complete?
Example:
    id: KH-01
    title: {vi: Kết hôn, en: Marriage}
    dossier:
      - {paper: {vi: Xác nhận cư trú, en: Residence}, replaceable_by_data: {possible: true}}  # here
    steps: {sign: {title: {vi: Ký, en: Sign}, role: head, end: completed}}
Near miss:
    id: KH-02
    title: {vi: Kết hôn, en: Marriage}
    dossier:
      - {paper: {vi: Xác nhận cư trú, en: Residence}, replaceable_by_data: {possible: true}, when: dữ liệu sai}
    steps: {sign: {title: {vi: Ký, en: Sign}, role: head, end: completed}}
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from isoqms.improve.opportunities.opportunity import Decision, Effort, Found, Relief
from isoqms.improve.opportunities.papers import about_paper, always_asked
from isoqms.improve.opportunities.view import View
from isoqms.improve.opportunities.words import in_every_language
from isoqms.procedure import Authority, Procedure
from isoqms.words import Message, Text

ID = "data-we-hold"
EFFORT = Effort.INVEST


def look(procedure: Procedure, view: View) -> Iterator[Found]:
    """Yield the papers that data could replace and that are asked of everybody all the same."""
    for paper in procedure.dossier:
        data = paper.replaceable_by_data
        if data is None or not data.possible or not always_asked(paper):
            continue
        where = data.database or Message("a database")
        title = Message("Read “{paper}” from {database} instead of asking for it", paper=paper.paper, database=where)
        asked = Message("is the database open to this office, and are its data complete?")
        condition = in_every_language(Message("when the data are missing or wrong"))
        change = {"set": {"optional": True, "when": condition}}
        found = about_paper(procedure, paper, title, Relief(papers=paper.count), change, asked)
        allowed = Decision(Authority.OFFICE, (Text.of(data.basis),)) if data.basis else None
        yield replace(found, decision=allowed or found.decision)
