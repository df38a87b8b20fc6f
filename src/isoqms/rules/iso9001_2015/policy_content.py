"""The policy fits the office, frames objectives, and commits.

Asks: Has the policy a purpose, a frame for objectives, and the two commitments?
Why: A policy that could hang in any office guides nobody in this one.
Ground: iso
Clause: 5.2.1
Decided how: “purpose”, “frame_for_objectives”, “commitment_to_requirements” and “commitment_to_improvement” of
    qms/policy.yaml.
Left to the auditor: Does it mean anything to those who work here?
Bad:
    # file: policy.yaml
    statement: {vi: Phục vụ tốt, en: Serve well}  # here
    purpose: {vi: Cấp xã, en: Commune}
Good:
    # file: policy.yaml
    statement: {vi: "Đúng luật, đúng hẹn", en: "By law, on time"}
    purpose: {vi: Cấp xã giải quyết hồ sơ của dân, en: The commune settles dossiers of its people}
    frame_for_objectives: {vi: Mỗi ý có một mục tiêu, en: One objective for each point}
    commitment_to_requirements: {vi: Đúng luật, en: By law}
    commitment_to_improvement: {vi: Mỗi năm bớt một việc thừa, en: Every year one useless thing less}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.rules.asking import missing, required
from isoqms.rules.results import Absent, Evidence, Found, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "5.2.1/policy-content"
SEVERITY = Severity.WARNING
GROUND = Ground.ISO
CLAUSES = ("5.2.1",)
EVIDENCE = (Evidence.DOCUMENTS,)

_NEEDED = ("purpose", "frame_for_objectives", "commitment_to_requirements", "commitment_to_improvement")


def check_system(system: System) -> Iterator[Found]:
    """Miss what a policy must contain."""
    policy = system.documents.policy
    if policy is None:
        yield required(system, "policy")
        return
    yield Seen(policy.at, "policy")
    if lacking := missing(policy, *_NEEDED):
        message = Message("the policy lacks {fields}", fields=lacking)
        yield Absent(
            policy.at,
            "policy",
            message,
            Message("quote the words of the policy that say it; add them where there are none"),
        )
