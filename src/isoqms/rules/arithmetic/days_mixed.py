"""All days of the document are of one kind.

Asks: Are all days working days, or all calendar days, in the steps and in the limits?
Why: Ten days are fourteen when they are working days; where one table says both, the applicant counts one way and the
    office the other.
Ground: convention
Clause: 7.5.2
Decided how: A plain day is of the kind the office takes it for; where no office says, it is a kind of its own beside
    days that do say. The first days that differ from the first ones written are named.
Left to the auditor: Which days does the law mean?
Bad:
    id: DT-16
    title: {vi: Tách thửa đất, en: Divide a parcel}
    limits:
      legal: {within: Không quá 12 ngày làm việc}  # here
    steps:
      receive: {title: {vi: Tiếp nhận hồ sơ, en: Receive the dossier}, allowance: 1/2 ngày, next: check}
      check: {title: {vi: Kiểm tra điều kiện, en: Check the conditions}, allowance: 11 1/2 ngày, end: completed}
    ---
    id: DT-17
    title: {vi: Tách thửa đất, en: Divide a parcel}
    limits:
      legal: {within: 30 ngày theo lịch}
    steps:
      receive: {title: {vi: Tiếp nhận hồ sơ, en: Receive the dossier}, allowance: 1 ngày theo lịch, next: check}
      check:  # here
        title: {vi: Kiểm tra điều kiện, en: Check the conditions}
        allowance: 11 ngày làm việc
        end: completed
Good:
    id: DT-18
    title: {vi: Tách thửa đất, en: Divide a parcel}
    office: ward
    limits:
      legal: {within: Không quá 12 ngày làm việc}
    steps:
      receive: {title: {vi: Tiếp nhận hồ sơ, en: Receive the dossier}, allowance: 1/2 ngày, next: check}
      check: {title: {vi: Kiểm tra điều kiện, en: Check the conditions}, allowance: 11 1/2 ngày, end: completed}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.graph.units import TimeStated, promised_times, step_times, total_times
from isoqms.problem import Ground, Severity
from isoqms.procedure import Procedure
from isoqms.rules.engine import Context, Objection
from isoqms.words import Message
from isoqms.worktime import Basis, Unit

ID = "arithmetic/days-mixed"
SEVERITY = Severity.WARNING
GROUND = Ground.CONVENTION
CLAUSES = ("7.5.2",)


def check(procedure: Procedure, context: Context) -> Iterator[Objection]:
    """Object once, at the first days of another kind."""
    office = context.organisation.office(procedure.office) if context.organisation else None
    plain = Basis(office.plain_days) if office else Basis.UNSTATED
    times = [*step_times(procedure), *total_times(procedure), *promised_times(procedure)]
    counted = [(time, kinds) for time in times if (kinds := _kinds(time, plain))]
    if not counted:
        return
    first, usual = counted[0]
    for time, kinds in counted:
        if len(kinds) > 1 or kinds != usual:
            message = Message(
                "the document counts different days: “{one}” here, “{other}” before it",
                one=time.duration,
                other=first.duration,
            )
            fix = Message("write ngày làm việc (working days) or ngày theo lịch (calendar days) wherever days stand")
            yield Objection(time.at, time.subject, message, fix)
            return


def _kinds(time: TimeStated, plain: Basis) -> set[Basis]:
    days = [amount for amount in time.amounts if amount.unit is Unit.DAY and amount.value]
    return {plain if amount.is_plain_day else amount.basis for amount in days}
