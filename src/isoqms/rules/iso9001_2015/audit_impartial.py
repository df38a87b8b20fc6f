"""Nobody audits the own work.

Asks: Does no member of an audit team hold a post that answers for an audited procedure?
Why: One sees what one expects, and spares what one made.
Ground: iso
Clause: 9.2.2
Decided how: The posts of “team” against the posts that fill the owner of each procedure in “procedures” of the audit.
    Without a source of audits nothing can be judged.
Left to the auditor: Are there subtler ties?
Bad:
    # file: procedure.yaml
    id: KS-01
    title: {vi: Đăng ký khai sinh, en: Register a birth}
    owner: head
    steps: {enter: {title: {vi: Ghi vào sổ, en: Enter}, role: officer, end: completed}}
    # file: records.yaml
    audit:
      - {id: A-1, on: 2026-03-02, team: [head-post], procedures: [KS-01]}  # here
Good:
    # file: procedure.yaml
    id: KS-02
    title: {vi: Đăng ký khai sinh, en: Register a birth}
    owner: head
    steps: {enter: {title: {vi: Ghi vào sổ, en: Enter}, role: officer, end: completed}}
    # file: records.yaml
    audit:
      - {id: A-1, on: 2026-03-02, team: [officer-post], procedures: [KS-02]}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.qms import RecordKind
from isoqms.rules.engine import Objection
from isoqms.rules.recorded import names_in, nothing_kept
from isoqms.rules.results import Evidence, Found, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "9.2.2/impartial"
SEVERITY = Severity.ERROR
GROUND = Ground.ISO
CLAUSES = ("9.2.2",)
EVIDENCE = (Evidence.RECORDS, Evidence.ORGANISATION)


def check_system(system: System) -> Iterator[Found]:
    """Object to auditors who answer for what they audit."""
    audits = system.records.of(RecordKind.AUDIT)
    if not audits:
        yield nothing_kept(system, RecordKind.AUDIT)
        return
    for audit in audits:
        yield Seen(audit.at, audit.id)
        team = set(names_in(audit, "team"))
        for id_ in names_in(audit, "procedures"):
            owner = system.others[id_].owner if id_ in system.others else None
            if own := sorted(team & set(system.filled_by(owner) if owner else ())):
                message = Message(
                    "{posts} audited “{procedure}” in “{audit}” and answer for it",
                    posts=own,
                    procedure=id_,
                    audit=audit.id,
                )
                yield Objection(audit.at, audit.id, message, Message("let somebody else audit it again"))
