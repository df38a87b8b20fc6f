"""What is not applied has a reason, and the service does not suffer.

Asks: Does each clause the scope does not apply exist, can a kind of service have no use for it, do the files not use it
    all the same, and does it say why the service conforms?
Why: Anything may be left out that cannot touch the service, and nothing that can.
Ground: iso
Clause: 4.3
Decided how: “not_applicable” of qms/scope.yaml; each needs “no_effect” beside “reason”. The standard has no closed
    list of what may be left out: here that is what asks something of the kind of service (below 8, and 7.1.5). What
    asks how the office is managed, such as leaders, audits or corrective action, applies to every service.
    In use are: 8.4 by providers or steps of agencies, 8.1, 8.2 and 8.5.1 by steps of the office, 8.6 by steps at which
    somebody decides, 7.1.5.2 by records of equipment. Such a clause is asked about all the same.
Left to the auditor: Is the justification true?
Bad:
    # file: scope.yaml
    statement: {vi: Giải quyết, en: Settling}
    not_applicable:
      "8.3": {reason: {vi: Không thiết kế, en: No design}}  # here
      "8.9": {reason: {vi: Không có, en: There is none}, no_effect: {vi: Không ảnh hưởng, en: None}}  # here
      "9.2": {reason: {vi: Không cần, en: Not needed}, no_effect: {vi: Không ảnh hưởng, en: None}}  # here
    ---
    # file: scope.yaml
    statement: {vi: Giải quyết, en: Settling}
    not_applicable:
      "8.4": {reason: {vi: Không có, en: None}, no_effect: {vi: Không ảnh hưởng, en: None}}  # here
    # file: providers.yaml
    providers: {host: {title: {vi: Đơn vị phần mềm, en: Operator of the software}}}
Good:
    # file: scope.yaml
    statement: {vi: Giải quyết, en: Settling}
    not_applicable:
      "7.1.5.2":
        reason: {vi: Không có thiết bị đo, en: There is no equipment}
        no_effect: {vi: Không kết quả nào dựa vào phép đo, en: No result rests on a measurement}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.framework import framework
from isoqms.problem import Ground, Severity
from isoqms.rules.asking import required
from isoqms.rules.engine import Objection
from isoqms.rules.in_use import shown_in_use
from isoqms.rules.left_out import may_be_left_out
from isoqms.rules.results import Absent, Evidence, Found, NotApplicable, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "4.3/na-justified"
SEVERITY = Severity.ERROR
GROUND = Ground.ISO
CLAUSES = ("4.3",)
EVIDENCE = (Evidence.DOCUMENTS, Evidence.PROCEDURE, Evidence.ORGANISATION)


def check_system(system: System) -> Iterator[Found]:
    """Object to clauses there are none of, and miss why the service does not suffer."""
    scope = system.documents.scope
    if scope is None:
        yield required(system, "scope")
        return
    if not scope.not_applicable:
        yield NotApplicable(scope.at, "scope", Message("the scope leaves no clause out"))
    known = framework().clauses
    for number, held in scope.not_applicable.items():
        yield Seen(held.at, number)
        if number not in known:
            message = Message("the standard has no clause {number}", number=number)
            yield Objection(held.at, number, message, Message("correct the number, or take it out"))
        elif not may_be_left_out(number):
            always = Message("clause {number} applies whatever the service is; it cannot be left out", number=number)
            yield Objection(held.at, number, always, Message("take it out, and do what the clause asks"))
        elif (used := shown_in_use(number, system)) is not None:
            message = Message("the scope does not apply clause {number}, but {used}", number=number, used=used)
            yield Objection(held.at, number, message, Message("take it out, and do what the clause asks"))
        elif not held.no_effect:
            message = Message(
                "nothing says why the service conforms although clause {number} is not applied", number=number
            )
            yield Absent(held.at, number, message, Message("write “no_effect:”"))
