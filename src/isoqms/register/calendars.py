"""The working days a record is counted by: those of the office it names, else of its procedure, else the usual ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from isoqms.procedure import Answers, once
from isoqms.register.office import Office

if TYPE_CHECKING:
    from isoqms.worktime import Calendar


class Placed(Protocol):
    """A record that may name its office and its procedure."""

    @property
    def office(self) -> str:
        """The office it belongs to; empty where it names none."""
        ...

    @property
    def process(self) -> str:
        """The procedure it is about; empty where it names none."""
        ...


@dataclass(frozen=True, slots=True)
class Calendars:
    """The calendars of a register, each read once; `chosen` is the one somebody asked to count everything by."""

    office: Office
    chosen: Calendar | None = None
    answers: Answers = field(default_factory=dict, init=False, compare=False, repr=False)

    def of(self, record: Placed) -> Calendar:
        """Return the calendar of a record.

        Raises:
            ValueError: a calendar is missing or faulty, which a check of the workspace tells.
        """
        if self.chosen is not None:
            return self.chosen
        named = record.office or (self._procedures().get(record.process, "") if record.process else "")
        return self._of_office(named)

    @once
    def _procedures(self) -> Mapping[str, str]:
        return self.office.procedures()

    @once
    def _of_office(self, id_: str) -> Calendar:
        return self.office.calendar(id_)
