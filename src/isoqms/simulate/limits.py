"""The limits of a run by number: each once, with the days of the office that counts it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from isoqms.procedure import Office, Organisation
from isoqms.simulate.nodes import Course
from isoqms.simulate.streams import Offer
from isoqms.simulate.terms import Days, Limit, Term, days_of, limit_of, term_of
from isoqms.simulate.timelines import Axis
from isoqms.worktime import Calendar, Duration, WorkingHours

_NONE: Final = (-1, -1, -1, -1)


@dataclass(slots=True)
class Limits:
    """The limits met so far, and the days of the offices that count them."""

    axis: Axis
    offices: list[Days] = field(default_factory=list)
    limits: list[Limit] = field(default_factory=list)
    _office_numbers: dict[tuple[int, str], int] = field(default_factory=dict)
    _numbers: dict[tuple[int, Term], int] = field(default_factory=dict)

    def of_course(self, offer: Offer, employer: int, course: Course) -> tuple[tuple[int, int, int, int], bool]:
        """Return the numbers of the limits of a course, and whether its clock runs from receipt.

        The limits are the legal and the committed one, then both as they are once extended; -1 for none.

        Raises:
            CalendarEndsError: the calendar does not cover the days of the axis.
        """
        if offer.calendar is None:
            return _NONE, False
        longer = [each for node in course.nodes.values() if (each := node.step.extends_by)]
        terms = [
            self._term(offer, offer.calendar, name, course.variant, added)
            for added in ((), longer)
            for name in ("legal", "committed")
        ]
        one, two, three, four = (-1 if each is None else self._number(each, offer, employer) for each in terms)
        return (one, two, three, four), any(each.from_receipt for each in terms if each)

    @staticmethod
    def _term(
        offer: Offer, calendar: Calendar, name: str, variant: str | None, added: Iterable[Duration]
    ) -> Term | None:
        term = term_of(offer.procedure, offer.office, calendar, name, variant, added)
        return term if isinstance(term, Term) else None

    def _number(self, term: Term, offer: Offer, employer: int) -> int:
        assert offer.calendar is not None, "a term was counted without it"
        office = employer, office_id(offer.organisation, offer.office)
        if office not in self._office_numbers:
            self._office_numbers[office] = len(self.offices)
            self.offices.append(days_of(WorkingHours.from_data(offer.office.hours), offer.calendar, self.axis))
        here = self._office_numbers[office], term
        if here not in self._numbers:
            self._numbers[here] = len(self.limits)
            self.limits.append(limit_of(term, here[0], self.offices[here[0]], self.axis))
        return self._numbers[here]


def office_id(organisation: Organisation, office: Office) -> str:
    """Return the id of an office of an organisation."""
    return next(id_ for id_, each in organisation.offices.items() if each is office)
