"""What is asked of the applicant stands on a rule, in a version one can name.

Asks: Does every paper of the dossier name the rule that asks for it, and has the procedure an issue number?
Why: A paper nobody's rule asks for is a burden without ground; requirements without a version cannot be said to be
    met.
Ground: iso
Clause: 8.2.2
Decided how: Each entry of the dossier has “required_by”; the issue number stands under “issue”, or as version in the
    entry of qms/documents.yaml made from the procedure.
Left to the auditor: Are the requirements complete, and can the office meet what it promises?
Bad:
    id: XD-01
    title: {vi: Cấp giấy phép xây dựng, en: Building permit}
    issue: {number: 1}
    dossier:
      - {paper: {vi: Đơn, en: Application}, required_by: Điều 46}
      - {paper: {vi: Hộ khẩu, en: Household book}}  # here
    steps: {sign: {title: {vi: Ký, en: Sign}, role: head, end: completed}}
    ---
    id: XD-02  # here
    title: {vi: Cấp giấy phép xây dựng, en: Building permit}
    dossier: [{paper: {vi: Đơn, en: Application}, required_by: Điều 46}]
    steps: {sign: {title: {vi: Ký, en: Sign}, role: head, end: completed}}
Good:
    id: XD-03
    title: {vi: Cấp giấy phép xây dựng, en: Building permit}
    issue: {number: 1}
    dossier: [{paper: {vi: Đơn, en: Application}, required_by: Điều 46}]
    steps: {sign: {title: {vi: Ký, en: Sign}, role: head, end: completed}}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.procedure import Procedure
from isoqms.rules.results import Absent, Evidence, Found, Insufficient, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "8.2.2/requirements"
SEVERITY = Severity.ERROR
GROUND = Ground.ISO
CLAUSES = ("8.2.2",)
EVIDENCE = (Evidence.PROCEDURE, Evidence.VERSIONS)


def check(procedure: Procedure, system: System) -> Iterator[Found]:
    """Miss the rule behind a paper, and the version of the requirements."""
    held = system.entry_of(procedure)
    versioned = (procedure.issue and procedure.issue.number is not None) or (held and held[1].version)
    if not versioned:
        message = Message("the requirements of the procedure have no version")
        yield Absent(procedure.at, "issue", message, Message("write the issue number under “issue”"))
    if not procedure.dossier:
        yield Insufficient(procedure.at, "dossier", Message("the procedure does not say which papers are asked"))
    for paper in procedure.dossier:
        yield Seen(paper.at, "dossier")
        if not paper.required_by:
            message = Message("nothing says which rule asks for “{paper}”", paper=paper.paper)
            yield Absent(paper.at, "dossier", message, Message("write “required_by:”, or take the paper out"))
