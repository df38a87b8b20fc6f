"""Certified copies are asked for only where a rule says so.

Asks: Does every certified copy in the dossier name the rule that asks for it?
Why: Officers may compare a plain copy with the original at the counter; certification costs the applicant a fee and a
    trip.
Ground: convention
Clause: 8.2.2
Decided how: Papers of kind “certified_copy” without “required_by”, or whose rule is only inferred.
Left to the auditor: Does the rule really ask for certification, or only for a copy?
Bad:
    id: HK-01
    title: {vi: Đăng ký hộ kinh doanh, en: Register a household business}
    dossier:
      - {paper: {vi: Bản sao hợp đồng thuê, en: Copy of the lease}, kind: certified_copy}  # here
    steps: {sign: {title: {vi: Ký, en: Sign}, role: head, end: completed}}
Good:
    id: HK-02
    title: {vi: Đăng ký hộ kinh doanh, en: Register a household business}
    dossier:
      - {paper: {vi: Bản sao hợp đồng thuê, en: Copy of the lease}, kind: copy}
    steps: {sign: {title: {vi: Ký, en: Sign}, role: head, end: completed}}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.procedure import Procedure
from isoqms.rules.engine import Objection
from isoqms.rules.results import Evidence, Found, Insufficient, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "public/certified-copies"
SEVERITY = Severity.WARNING
GROUND = Ground.CONVENTION
CLAUSES = ("8.2.2",)
EVIDENCE = (Evidence.PROCEDURE,)


def check(procedure: Procedure, system: System) -> Iterator[Found]:
    """Object to certified copies no rule is named for."""
    if not procedure.dossier:
        yield Insufficient(procedure.at, "dossier", Message("the procedure does not say which papers are asked"))
    for paper in procedure.dossier:
        yield Seen(paper.at, "dossier")
        if paper.kind == "certified_copy" and (not paper.required_by or paper.required_by_mark == "inferred"):
            message = Message("“{paper}” must be certified, and no rule is named that says so", paper=paper.paper)
            fix = Message("ask for a plain copy and compare it with the original, or name the rule under “required_by”")
            yield Objection(paper.at, "dossier", message, fix)
