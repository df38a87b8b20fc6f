"""For every role that has work it is said what one must be able to do.

Asks: Does qms/competence.yaml state requirements for every role the procedures give work to?
Why: Whether somebody is competent can only be asked against something.
Ground: iso
Clause: 7.2
Decided how: The roles of all procedures in scope that belong to an office of the scope, or to no office in particular.
Left to the auditor: Are the requirements sufficient for the work?
Bad:
    # file: procedure.yaml
    id: NL-01
    title: {vi: Đăng ký kết hôn, en: Register a marriage}
    steps: {sign: {title: {vi: Ký, en: Sign}, role: [officer, head], end: completed}}
    # file: competence.yaml
    roles: {officer: {requires: {law: {title: {vi: Cử nhân luật, en: Degree in law}}}}}  # here
Good:
    # file: procedure.yaml
    id: NL-02
    title: {vi: Đăng ký kết hôn, en: Register a marriage}
    steps: {sign: {title: {vi: Ký, en: Sign}, role: officer, end: completed}}
    # file: competence.yaml
    roles: {officer: {requires: {law: {title: {vi: Cử nhân luật, en: Degree in law}}}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.rules.asking import required
from isoqms.rules.results import Absent, Evidence, Found, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "7.2/requirement"
SEVERITY = Severity.ERROR
GROUND = Ground.ISO
CLAUSES = ("7.2",)
EVIDENCE = (Evidence.ORGANISATION, Evidence.DOCUMENTS)


def check_system(system: System) -> Iterator[Found]:
    """Miss the requirements of roles that have work."""
    listed = system.documents.competence
    if listed is None:
        yield required(system, "competence")
        return
    for id_ in system.roles_of_the_system():
        held = listed.roles.get(id_)
        if held is not None and held.requires:
            yield Seen(held.at, id_)
            continue
        message = Message("nothing says what “{role}” must be able to do", role=id_)
        fix = Message("add the role under “roles” with at least one requirement")
        yield Absent(held.at if held else listed.at, id_, message, fix)
