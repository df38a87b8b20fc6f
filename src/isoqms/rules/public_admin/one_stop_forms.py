"""Forms of the one-stop set are those of the circular in force.

Asks: Does the procedure use forms of the one-stop circular that is in force today?
Why: “Form 05” was a control slip until 14 September 2025 and is a notice of stopping since: the number alone misleads.
Ground: law
Clause: 7.5.3.2, 8.2.2
Decided how: Forms of Thông tư 01/2018/TT-VPCP are out of use since Thông tư 03/2025/TT-VPCP of 15 September 2025, and
    the other way round before that day. Forms of other circulars are not asked about here.
Left to the auditor: Are printed slips of the old set still lying at the counter?
Bad:
    id: MC-01
    title: {vi: Tiếp nhận hồ sơ, en: Reception}
    forms:
      slip: {title: {vi: Phiếu kiểm soát, en: Control slip}, circular: 01/2018/TT-VPCP, number: "05"}  # here
    steps: {receive: {title: {vi: Tiếp nhận, en: Receive}, role: officer, forms: [slip], end: completed}}
Good:
    id: MC-02
    title: {vi: Tiếp nhận hồ sơ, en: Reception}
    forms:
      slip: {title: {vi: Phiếu kiểm soát, en: Control slip}, circular: 03/2025/TT-VPCP, number: "06"}
    steps: {receive: {title: {vi: Tiếp nhận, en: Receive}, role: officer, forms: [slip], end: completed}}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from isoqms.problem import Ground, Severity
from isoqms.procedure import Procedure
from isoqms.rules.engine import Objection
from isoqms.rules.results import Evidence, Found, NotApplicable, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "public/one-stop-forms"
SEVERITY = Severity.ERROR
GROUND = Ground.LAW
CLAUSES = ("7.5.3.2", "8.2.2")
EVIDENCE = (Evidence.PROCEDURE,)

_OLD, _NEW = "01/2018/TT-VPCP", "03/2025/TT-VPCP"
_CHANGED: Final = date(2025, 9, 15)


def check(procedure: Procedure, system: System) -> Iterator[Found]:
    """Object to forms of the one-stop circular that is not in force."""
    wrong, right = (_OLD, _NEW) if system.as_of >= _CHANGED else (_NEW, _OLD)
    forms = [*procedure.forms.items(), *(("dossier", paper.form) for paper in procedure.dossier if paper.form)]
    asked = [(id_, form) for id_, form in forms if form.circular and any(one in form.circular for one in (_OLD, _NEW))]
    if not asked:
        yield NotApplicable(procedure.at, procedure.id, Message("the procedure names no form of the one-stop set"))
    for id_, form in asked:
        yield Seen(form.at, id_)
        if form.circular and wrong in form.circular:
            message = Message(
                "form {number} of {circular} is not in use on {day}",
                number=form.number or "?",
                circular=wrong,
                day=system.as_of,
            )
            fix = Message("use the form of {circular}; the numbers differ: 05 became 06, 06 became 07", circular=right)
            yield Objection(form.at, id_, message, fix)
