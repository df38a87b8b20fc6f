"""Those who work here have heard of the culture of quality and of ethical behaviour.

Asks: Has every person in qms/competence.yaml acknowledged both topics?
Why: Who was never told where the line is cannot be blamed for crossing it.
Ground: convention
Clause: 7.3
Decided how: Records of acknowledgement with “person” and “topics” that hold quality_culture and ethics. Reported of the
    draft of ISO 9001:2026 and unverified, so this is good practice here. Without a source nothing can be judged.
Left to the auditor: Ask three of them: what would they do with a gift, or with a mistake of a colleague?
Bad:
    # file: competence.yaml
    people:
      o1: {post: officer-post}
      o2: {post: officer-post}  # here
    # file: records.yaml
    acknowledgement:
      - {id: G-1, on: 2026-02-02, person: o1, topics: [quality_culture, ethics]}
      - {id: G-2, on: 2026-02-02, person: o2, topics: [ethics]}
Good:
    # file: competence.yaml
    people:
      o1: {post: officer-post}
    # file: records.yaml
    acknowledgement:
      - {id: G-1, on: 2026-02-02, person: o1, topics: [ethics]}
      - {id: G-2, on: 2026-03-02, person: o1, topics: [quality_culture]}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.qms import RecordKind
from isoqms.rules.asking import unwritten
from isoqms.rules.iso9001_2026_draft import TOPICS
from isoqms.rules.recorded import names_in, nothing_kept
from isoqms.rules.results import Absent, Evidence, Found, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "7.3/culture-ack"
SEVERITY = Severity.WARNING
GROUND = Ground.CONVENTION
CLAUSES = ("7.3",)
EVIDENCE = (Evidence.RECORDS, Evidence.DOCUMENTS)


def check_system(system: System) -> Iterator[Found]:
    """Miss acknowledgements of the two topics."""
    listed, records = system.documents.competence, system.records.of(RecordKind.ACKNOWLEDGEMENT)
    if listed is None:
        yield unwritten(system, "competence")
        return
    if not records:
        yield nothing_kept(system, RecordKind.ACKNOWLEDGEMENT)
        return
    for code, person in listed.people.items():
        own = [record for record in records if record.held.get("person") == code]
        heard = {topic: record.at for record in own for topic in names_in(record, "topics")}
        yield from (Seen(heard[topic], code) for topic in TOPICS if topic in heard)
        if lacking := [topic for topic in TOPICS if topic not in heard]:
            message = Message("“{person}” has not acknowledged these topics: {topics}", person=code, topics=lacking)
            yield Absent(person.at, code, message, Message("talk it through, then record that it was"))
