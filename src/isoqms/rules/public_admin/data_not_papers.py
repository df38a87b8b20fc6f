"""What the state already knows is not asked for on paper.

Asks: Does the dossier ask for a paper that the file itself says can be replaced by data?
Why: A paper fetched from one office for another is the commonest useless trip.
Ground: law
Clause: 8.2.2
Decided how: Nghị quyết 66.7/2025/NQ-CP: data take the place of the papers it lists; when data are missing or wrong the
    paper may be asked for. A paper with “replaceable_by_data: {possible: true}” that is neither optional nor asked on
    a condition.
Left to the auditor: Is the database really open to this office?
Bad:
    id: KH-01
    title: {vi: Đăng ký kết hôn, en: Register a marriage}
    dossier:
      - {paper: {vi: Xác nhận cư trú, en: Proof of residence}, replaceable_by_data: {possible: true}}  # here
    steps: {sign: {title: {vi: Ký, en: Sign}, role: head, end: completed}}
Good:
    id: KH-02
    title: {vi: Đăng ký kết hôn, en: Register a marriage}
    dossier:
      - paper: {vi: Xác nhận cư trú, en: Proof of residence}
        replaceable_by_data: {possible: true}
        when: {vi: khi dữ liệu thiếu hoặc sai, en: when the data are missing or wrong}
    steps: {sign: {title: {vi: Ký, en: Sign}, role: head, end: completed}}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.procedure import Procedure
from isoqms.rules.engine import Objection
from isoqms.rules.results import Evidence, Found, NotApplicable, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "public/data-not-papers"
SEVERITY = Severity.WARNING
GROUND = Ground.LAW
CLAUSES = ("8.2.2",)
EVIDENCE = (Evidence.PROCEDURE,)


def check(procedure: Procedure, system: System) -> Iterator[Found]:
    """Object to papers asked for although data can take their place."""
    known = [paper for paper in procedure.dossier if paper.replaceable_by_data and paper.replaceable_by_data.possible]
    if not known:
        reason = Message("no paper of the dossier is said to be replaceable by data")
        yield NotApplicable(procedure.at, procedure.id, reason)
    for paper in known:
        yield Seen(paper.at, "dossier")
        if not paper.optional and not paper.when:
            message = Message("“{paper}” is asked for although data can take its place", paper=paper.paper)
            fix = Message("take it out, or write under “when” that it is asked only when the data are missing or wrong")
            yield Objection(paper.at, "dossier", message, fix)
