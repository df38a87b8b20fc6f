"""The named method `waiting_days`: the days of the limit priced as if they were hours of the applicant.

Decision 2816/QĐ-UBND of Đồng Nai (20 Nov 2025) counts so: days × hours of a day × income per hour × dossiers of a
year. It contradicts article 27 of Thông tư 02/2017/TT-VPCP, by which opportunity cost is not counted, and is never
added to the cost of tasks and fees.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from isoqms.improve.cost.amounts import Saving, whole
from isoqms.improve.cost.bill import dossiers_of
from isoqms.procedure import Procedure
from isoqms.scenario import Operation
from isoqms.words import Message
from isoqms.worktime import Basis


@dataclass(frozen=True, slots=True)
class WaitingMethod:
    """The parameters of the method: which limit, hours of a day (None: those of the office), dossiers of a year."""

    limit: str
    per_hour: int
    hours_per_day: Fraction | None = None
    dossiers: Fraction | None = None


@dataclass(frozen=True, slots=True)
class WaitingDays:
    """The working days of a limit, with what they are multiplied by and what that gives in a year."""

    days: Fraction
    hours_per_day: Fraction
    per_hour: int
    dossiers: Fraction

    @property
    def yearly(self) -> int:
        """What the days of a year's dossiers come to."""
        return whole(self.days * self.hours_per_day * self.per_hour * self.dossiers)


def waiting_days(operation: Operation, id_: str, method: WaitingMethod) -> WaitingDays | Message:
    """Return the days of a procedure by the method, or why they cannot be told.

    Raises:
        ValueError: the operation has no such procedure.
    """
    procedure, office = operation.procedure(id_), operation.office_of(id_)
    if procedure is None:
        raise ValueError(f"{id_!r} is not in the operation")
    day_minutes = office.day_minutes if office else None
    hours = method.hours_per_day or (day_minutes / 60 if day_minutes else None)
    dossiers = method.dossiers if method.dossiers is not None else dossiers_of(procedure)
    if dossiers is None:
        return Message("how many dossiers there are in a year is not stated")
    if hours is None:
        return Message("how long a working day is, is not stated")
    days = limit_days(procedure, method.limit, day_minutes or hours * 60, Basis(office.plain_days) if office else None)
    return days if isinstance(days, Message) else WaitingDays(days, hours, method.per_hour, dossiers)


def limit_days(procedure: Procedure, name: str, day_minutes: Fraction, plain_days: Basis | None) -> Fraction | Message:
    """Return a limit of a procedure in working days, or why it has none."""
    limit = procedure.limits.named().get(name)
    if limit is None or limit.within is None:
        return Message("the procedure states no such limit for all its dossiers")
    worked = limit.within.working_minutes(day_minutes, plain_days=plain_days or Basis.WORKING)
    if worked is None:
        return Message("“{limit}” is no number of working days", limit=limit.within)
    return worked / day_minutes


def waiting_saving(before: WaitingDays, after: WaitingDays) -> Saving:
    """Return what the days come to in a year before and after a change."""
    return Saving(before.yearly, after.yearly)
