"""The leaders themselves stand behind policy and objectives.

Asks: Were policy and objectives approved by a post whose role decides?
Why: What the leaders did not sign the others need not follow.
Ground: iso
Clause: 5.1.1
Decided how: The approver of the entries that qms/policy.yaml and qms/objectives.yaml name, against the roles of kind
    “decides” in organisation.yaml. Where roles or entries are not written, nothing can be judged.
Left to the auditor: Do the leaders live by it? Talk with them: what do they do themselves?
Bad:
    # file: policy.yaml
    statement: Đúng hẹn
    document: CS
    # file: documents.yaml
    documents:
      CS: {title: Chính sách, approver: officer-post}  # here
Good:
    # file: policy.yaml
    statement: Đúng hẹn
    document: CS
    # file: documents.yaml
    documents:
      CS: {title: Chính sách, approver: head-post}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.rules.asking import unwritten
from isoqms.rules.engine import Objection
from isoqms.rules.results import Evidence, Found, Insufficient, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "5.1.1/mgmt-trace"
SEVERITY = Severity.INFO
GROUND = Ground.ISO
CLAUSES = ("5.1.1",)
EVIDENCE = (Evidence.DOCUMENTS, Evidence.ORGANISATION)


def check_system(system: System) -> Iterator[Found]:
    """Object to policy and objectives nobody who decides has approved."""
    register, organisation = system.documents.documents, system.organisation
    if register is None:
        yield unwritten(system, "documents")
        return
    deciding = {id_ for id_, role in (organisation.roles if organisation else {}).items() if role.kind == "decides"}
    posts = organisation.posts if organisation else {}
    if not deciding or not posts:
        missing = Message("organisation.yaml does not say which posts decide")
        yield Insufficient(system.at, "roles", missing)
        return
    for document in (system.documents.policy, system.documents.objectives):
        entry = register.documents.get(document.document or "") if document else None
        if entry is None or entry.approver is None:
            continue
        yield Seen(entry.at, str(document.document if document else ""))
        if entry.approver in posts and not set(posts[entry.approver].roles) & deciding:
            message = Message(
                "“{title}” was approved by “{post}”, who does not lead", title=entry.title, post=entry.approver
            )
            yield Objection(
                entry.at, entry.approver, message, Message("have it approved by somebody who leads the office")
            )
