"""The policy is in force, and people can see it.

Asks: Is the policy an approved document in force, and does it say where it is published?
Why: A policy in a drawer commits nobody.
Ground: iso
Clause: 5.2.2
Decided how: The entry of the register named under “document” of qms/policy.yaml, and “published” of either. Whether
    people have acknowledged it is a matter of records.
Left to the auditor: Ask three people what it says: do they know?
Bad:
    # file: policy.yaml
    statement: {vi: Phục vụ tốt, en: Serve well}  # here
    document: CS
    # file: documents.yaml
    documents: {CS: {title: Chính sách, state: draft}}
Good:
    # file: policy.yaml
    statement: {vi: Phục vụ tốt, en: Serve well}
    document: CS
    published: [{vi: Bảng niêm yết, en: Wall board}]
    # file: documents.yaml
    documents: {CS: {title: Chính sách, approver: head-post, approved: 2026-01-02}}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.qms import EntryState
from isoqms.rules.asking import missing, required
from isoqms.rules.results import Absent, Evidence, Found, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "5.2.2/policy-available"
SEVERITY = Severity.ERROR
GROUND = Ground.ISO
CLAUSES = ("5.2.2",)
EVIDENCE = (Evidence.DOCUMENTS,)


def check_system(system: System) -> Iterator[Found]:
    """Miss the approval of the policy, and a place where it can be seen."""
    policy, register = system.documents.policy, system.documents.documents
    if policy is None:
        yield required(system, "policy")
        return
    yield Seen(policy.at, "policy")
    entry = register.documents.get(policy.document or "") if register else None
    if entry is None or entry.state is not EntryState.IN_FORCE or missing(entry, "approver", "approved"):
        message = Message("no approved document in force holds the policy")
        fix = Message(
            "name its entry under “document”, with approver, day of approval and “state: in_force” in the register"
        )
        yield Absent(policy.at, "document", message, fix)
    if not policy.published and not (entry and entry.published):
        message = Message("nothing says where the policy can be seen")
        yield Absent(policy.at, "published", message, Message("write the places under “published”"))
