"""The steps are timed in one unit.

Asks: Do the times of the steps and the total stated for them use one unit, hours or days or weeks?
Why: Hours and days can only be added by somebody who knows how long the working day of the office is; most mistakes in
    published tables stand where two units meet.
Ground: convention
Clause: 7.5.2
Decided how: Minutes and hours go together. A time that is zero has no unit. The legal and the committed limit are told
    to the applicant, who thinks in days, and are not asked. Of the times in another unit than most, the first is named.
    A document that says how long its working day is may mix them.
Left to the auditor: Is a second unit meant, such as minutes at the counter beside days of posting?
Bad:
    id: CN-01
    title: {vi: Cấp giấy xác nhận, en: Issue a confirmation}
    steps:
      receive: {title: {vi: Tiếp nhận hồ sơ, en: Receive the dossier}, allowance: 2 giờ làm việc, next: check}  # here
      check: {title: {vi: Kiểm tra hồ sơ, en: Check the dossier}, allowance: 1.5 ngày làm việc, next: sign}
      sign: {title: {vi: Ký giấy xác nhận, en: Sign the confirmation}, allowance: 1 ngày làm việc, end: completed}
Good:
    id: CN-02
    title: {vi: Cấp giấy xác nhận, en: Issue a confirmation}
    limits:
      legal: {within: 3 ngày làm việc}
      total: {within: 22 giờ làm việc}
    steps:
      receive: {title: {vi: Tiếp nhận hồ sơ, en: Receive the dossier}, allowance: 2 giờ làm việc, next: check}
      check: {title: {vi: Kiểm tra hồ sơ, en: Check the dossier}, allowance: 12 giờ làm việc, next: sign}
      sign: {title: {vi: Ký giấy xác nhận, en: Sign the confirmation}, allowance: 8 giờ làm việc, end: completed}
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from isoqms.graph.units import TimeStated, step_times, total_times
from isoqms.graph.yardstick import stated_day
from isoqms.problem import Ground, Severity
from isoqms.procedure import Procedure
from isoqms.rules.engine import Context, Objection
from isoqms.words import Message
from isoqms.worktime import Unit

ID = "arithmetic/units-mixed"
SEVERITY = Severity.INFO
GROUND = Ground.CONVENTION
CLAUSES = ("7.5.2",)


def check(procedure: Procedure, context: Context) -> Iterator[Objection]:
    """Object once, at the first time in another unit than most."""
    times = [time for time in (*step_times(procedure), *total_times(procedure)) if _units(time)]
    used = Counter(unit for time in times for unit in _units(time))
    if len(used) < 2 or stated_day(procedure):
        return
    usual = used.most_common(1)[0][0]
    odd = next(time for time in times if _units(time) != {usual})
    plain = next((time for time in times if _units(time) == {usual}), None)
    if plain is None:
        message = Message("“{one}” mixes units", one=odd.duration)
    else:
        message = Message("units are mixed: “{one}” here, “{other}” elsewhere", one=odd.duration, other=plain.duration)
    fix = Message(
        "write all times of the table in one unit, or say among its remarks (notes) how long the day is, for example "
        "“Tính mỗi ngày 08 giờ làm việc”"
    )
    yield Objection(odd.at, odd.subject, message, fix)


def _units(time: TimeStated) -> set[Unit]:
    alike = {Unit.MINUTE: Unit.HOUR, Unit.HALF_DAY: Unit.DAY}
    return {alike.get(amount.unit, amount.unit) for amount in time.amounts if amount.value}
