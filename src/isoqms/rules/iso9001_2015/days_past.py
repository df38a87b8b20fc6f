"""What is written as done was done on a day that has been.

Asks: Does no day on which something was reviewed, checked, approved, judged or acquired lie ahead?
Why: A day ahead shows what somebody means to have done; the day it is believed it is worth nothing.
Ground: iso
Clause: 7.5.3.1
Decided how: Days in the quality documents under “reviewed”, “checked”, “approved”, “judged”, “evaluated”, “decided”,
    “held”, “since”, “on”, and the day of a signed decision, against the day of the report. Days of plans are not asked.
Left to the auditor: Ask for the minutes of two of these days: were they written on that day?
Bad:
    # file: context.yaml
    reviewed: 2030-01-20  # here
    issues: {it-nguoi: {title: Ít người, kind: internal}}
    ---
    # file: competence.yaml
    people:
      ct-1:
        post: head-post
        evidence:
          iso: {what: Chứng nhận, since: 2030-01-01}  # here
Good:
    # file: context.yaml
    reviewed: 2026-01-20
    issues: {it-nguoi: {title: Ít người, kind: internal}}
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import date
from typing import Any, Final

from isoqms.problem import Ground, Position, Severity
from isoqms.procedure.build import file_name, in_file
from isoqms.procedure.located import Located
from isoqms.qms import SignedDecision
from isoqms.rules.asking import unwritten
from isoqms.rules.engine import Objection
from isoqms.rules.results import Evidence, Found, Insufficient, NotApplicable, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "7.5.3/days-past"
SEVERITY = Severity.ERROR
GROUND = Ground.ISO
CLAUSES = ("7.5.3.1",)
EVIDENCE = (Evidence.DOCUMENTS,)

_DONE: Final = ("reviewed", "checked", "approved", "judged", "evaluated", "decided", "held", "since", "on")


def check_system(system: System) -> Iterator[Found]:
    """Object to days ahead on which something is said to have been done."""
    documents = system.documents.written()
    yield from (unwritten(system, name) for name in sorted(system.documents.unread))
    if not documents and not system.documents.unread:
        yield Insufficient(system.at, "", Message("there is no quality document to look at"))
    found = [(name, *each) for name, document in documents.items() for each in _days(document)]
    if documents and not found:
        yield NotApplicable(system.at, "", Message("no quality document names a day on which something was done"))
    for name, at, field, day in found:
        yield Seen(at, name)
        if day > system.as_of:
            message = Message("“{field}” names a day that has not been: {day}", field=field, day=day)
            fix = Message("write the day on which it was done, or take it out until it is")
            yield Objection(at, f"{name}: {field}", message, fix)


def _days(held: Any) -> Iterator[tuple[Position, str, date]]:
    """Yield the days on which something was done, as a document and whatever is in it says."""
    if isinstance(held, Mapping):
        for each in held.values():
            yield from _days(each)
    elif isinstance(held, tuple):
        for each in held:
            yield from _days(each)
    elif isinstance(held, Located):
        for part in (each for each in fields(held) if in_file(each)):
            value, name = getattr(held, part.name), file_name(part)
            if isinstance(value, date) and (name in _DONE or isinstance(held, SignedDecision)):
                yield held.at, name, value
            else:
                yield from _days(value)
