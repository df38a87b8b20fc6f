"""The apology for a late dossier with its new date: what the form asks for, as data and as a letter.

The form is known by circular and number, as the same number means another form under another circular: form 04 of
01/2018/TT-VPCP (apology and new date), from 15 September 2025 form 04 of 03/2025/TT-VPCP (apology and request for
extension). What they ask for is known from texts that name its particulars; the layout of the annex was not seen.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from isoqms.report.document.content import Paragraph, Section
from isoqms.report.document.profile import Profile
from isoqms.report.record.paper import Paper, Signature, Speech
from isoqms.words import Message, Text
from isoqms.worktime import Calendar, Day, Moment

NOTICE_DAYS: Final = 1
"""Days before the due date by which the applicant is told at the latest: Decree 61/2018/NĐ-CP, and provincial rules
under Decree 118/2025/NĐ-CP; whether that decree itself says so was not seen, so it can be set otherwise."""


@dataclass(frozen=True, slots=True)
class Form:
    """A form by the circular that issued it and its number there."""

    circular: str
    number: str
    title: Message
    since: date


FORMS: Final = (
    Form("01/2018/TT-VPCP", "04", Message("APOLOGY AND NEW DATE FOR THE RESULT"), date(2019, 1, 6)),
    Form("03/2025/TT-VPCP", "04", Message("APOLOGY AND REQUEST TO EXTEND THE TIME FOR SETTLING"), date(2025, 9, 15)),
)
"""The forms of apology, the oldest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Late:
    """A dossier that will not be finished in time, and what the applicant is told."""

    form: Form
    office: str
    unit: str
    """The unit that is late."""
    procedure: str
    national_code: str
    dossier: str
    """Code of the dossier, as on the receipt."""
    applicant: str
    address: str = ""
    phone: str = ""
    identity: str = ""
    received: datetime
    due: datetime
    new_due: datetime
    reason: str
    on: date
    """The day of the letter."""
    tell_by: date
    head: str = ""
    signed_as: str = ""
    place: str = ""

    @property
    def is_told_late(self) -> bool:
        """Whether the letter comes after the last day for it."""
        return self.on > self.tell_by


def form_on(day: date) -> Form | None:
    """Return the form in force on a day; None before the first of them."""
    return next((each for each in reversed(FORMS) if each.since <= day), None)


def tell_by(due: datetime, calendar: Calendar, days: int = NOTICE_DAYS) -> date:
    """Return the last day to tell the applicant: so many days before the due date, or the working day before that.

    Raises:
        CalendarEndsError: the calendar does not cover the day.
    """
    day = due.date() - timedelta(days=days)
    while not calendar.is_working_day(day):
        day -= timedelta(days=1)
    return day


def as_data(late: Late, lang: str) -> dict[str, Any]:
    """Return what the form asks for, for other programs; times are local."""
    return {
        "form": {"circular": late.form.circular, "number": late.form.number, "title": late.form.title.render(lang)},
        "office": late.office,
        "unit": late.unit,
        "procedure": late.procedure,
        "national_code": late.national_code,
        "dossier": late.dossier,
        "applicant": {"name": late.applicant, "address": late.address, "phone": late.phone, "identity": late.identity},
        "received": late.received.isoformat(timespec="minutes"),
        "due": late.due.isoformat(timespec="minutes"),
        "new_due": late.new_due.isoformat(timespec="minutes"),
        "reason": late.reason,
        "on": late.on.isoformat(),
        "tell_by": late.tell_by.isoformat(),
        "told_late": late.is_told_late,
        "signed_by": {"name": late.head, "as": late.signed_as},
    }


def letter(late: Late, profile: Profile, lang: str) -> Paper:
    """Return the letter to the applicant."""
    speech = Speech(lang=lang, people={}, files={})
    code = Message("(Form {number}, {circular})", number=late.form.number, circular=late.form.circular)
    day = {"place": late.place or "…", "day": f"{late.on:%d}", "month": f"{late.on:%m}", "year": late.on.year}
    return Paper(
        id=late.dossier,
        lang=lang,
        as_of=late.on,
        profile=profile,
        agency=late.office.upper() if profile.upper else late.office,
        heading=tuple(speech.say(line.render(lang)) for line in profile.national_heading),
        number=speech.say(Message("No.: … (number of the letter)")),
        place_and_day=speech.say(Message("{place}, day {day} month {month} year {year}", **day)),
        kind=speech.say(late.form.title),
        title=speech.say(code),
        sections=(Section("letter", "", "", 2, tuple(Paragraph(speech.say(each)) for each in _said(late))),),
        signatures=(
            Signature(
                speech.say(late.signed_as or Message("HEAD OF THE UNIT")),
                speech.say(late.head),
                speech.say(Message("(signature, full name, seal)")),
            ),
        ),
        recipients=tuple(speech.say(each) for each in _recipients()),
    )


def _recipients() -> Iterator[Message]:
    yield Message("To:")
    yield Message("- as above;")
    yield Message("- the one-stop unit;")
    yield Message("- file.")


def _said(late: Late) -> Iterator[Message]:
    yield Message("To: {name}", name=late.applicant)
    for name, value in (
        (Message("Address"), late.address),
        (Message("Phone"), late.phone),
        (Message("Identity number"), late.identity),
    ):
        if value:
            yield Message("{name}: {value}", name=name, value=value)
    yield Message(
        "On {received} the office received your dossier {dossier}: {procedure}. The result was due at {due}.",
        received=Moment(late.received),
        dossier=late.dossier,
        procedure=f"{late.procedure} ({late.national_code})" if late.national_code else late.procedure,
        due=Moment(late.due),
    )
    yield Message("The dossier is not settled yet. The unit that is late: {unit}.", unit=late.unit)
    yield Message("Reason: {reason}", reason=late.reason)
    yield Message("{office} apologises to you for the delay.", office=late.office)
    yield Message("We ask you to accept a new date for the result: {due}.", due=Moment(late.new_due))


def remarks(late: Late, times_before: int, once: Text | None) -> Iterator[Message]:
    """Yield what is wrong with the letter as it stands, though the applicant must be told all the same.

    Args:
        late: the dossier and what the applicant is told.
        times_before: how often the date was set anew before.
        once: on what it rests that it may be set anew at most once; None where nothing says so.
    """
    if late.is_told_late:
        yield Message(
            "the applicant should have been told by {day}, before the result was due on {due}",
            day=Day(late.tell_by),
            due=Moment(late.due),
        )
    if times_before and once:
        yield Message("the date was set anew before: it may be set anew at most once ({basis})", basis=once)
    if late.new_due <= late.due:
        yield Message("the new date {new} is not later than the old one", new=Moment(late.new_due))
