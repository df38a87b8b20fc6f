"""Those who work here have seen the policy.

Asks: Has every person in qms/competence.yaml acknowledged the policy?
Why: What was sent round was not therefore read; a signature at least says that it arrived.
Ground: convention
Clause: 7.3, 5.2.2
Decided how: Records of acknowledgement with “person” and “document”, against the people of qms/competence.yaml and the
    entry the policy names. Without a source nothing can be judged.
Left to the auditor: Ask three of them: what does it mean for their work?
Bad:
    # file: policy.yaml
    statement: Đúng hẹn
    document: CS
    # file: competence.yaml
    people:
      o1: {post: officer-post}
      o2: {post: officer-post}  # here
    # file: records.yaml
    acknowledgement:
      - {id: G-1, on: 2026-02-02, person: o1, document: CS}
Good:
    # file: policy.yaml
    statement: Đúng hẹn
    document: CS
    # file: competence.yaml
    people:
      o1: {post: officer-post}
    # file: records.yaml
    acknowledgement:
      - {id: G-1, on: 2026-02-02, person: o1, document: CS}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.qms import RecordKind
from isoqms.rules.asking import unwritten
from isoqms.rules.recorded import nothing_kept
from isoqms.rules.results import Absent, Evidence, Found, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "7.3/acknowledged"
SEVERITY = Severity.WARNING
GROUND = Ground.CONVENTION
CLAUSES = ("7.3", "5.2.2")
EVIDENCE = (Evidence.RECORDS, Evidence.DOCUMENTS)


def check_system(system: System) -> Iterator[Found]:
    """Miss acknowledgements of the policy."""
    policy, listed = system.documents.policy, system.documents.competence
    records = system.records.of(RecordKind.ACKNOWLEDGEMENT)
    if policy is None or listed is None:
        yield unwritten(system, "policy" if policy is None else "competence")
        return
    if not records:
        yield nothing_kept(system, RecordKind.ACKNOWLEDGEMENT)
        return
    seen = {str(each.held.get("person")): each for each in records if each.held.get("document") == policy.document}
    for code, person in listed.people.items():
        if code in seen:
            yield Seen(seen[code].at, code)
        else:
            message = Message("“{person}” has not acknowledged the policy", person=code)
            yield Absent(person.at, code, message, Message("talk it through, then record that it was"))
