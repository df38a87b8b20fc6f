"""A complaint on paper: what was received, how it was looked into and answered, what came of it, and its history."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from isoqms.register.kinds.state_names import state_of
from isoqms.register.kinds.steering import Complaint
from isoqms.report.document.content import Block, Section
from isoqms.report.document.profile import Profile
from isoqms.report.record.history import Happening
from isoqms.report.record.history_table import history_blocks
from isoqms.report.record.paper import Paper, Signature, Speech
from isoqms.words import Message

_RECEIVED = ("received_on", "channel", "complainant", "process", "case_reference", "description", "remedy_sought")
_ASSESSED = ("acknowledged_on", "severity", "safety", "complexity", "impact", "immediate_action")
_ANSWERED = ("investigation", "decision", "response_on", "reaction", "recourse_informed")


def complaint_paper(
    record: Complaint,
    history: tuple[Happening, ...],
    speech: Speech,
    *,
    agency: str,
    as_of: date,
    profile: Profile,
) -> Paper:
    """Return a complaint as a document, as far as it has come."""
    said = speech.say
    parts = (
        ("received", Message("What was received"), list(_rows(record, _RECEIVED, speech))),
        ("assessed", Message("First assessment"), list(_rows(record, _ASSESSED, speech))),
        ("answered", Message("Investigation and answer"), list(_rows(record, _ANSWERED, speech))),
        ("ended", Message("End"), list(_end(record, speech))),
    )
    sections = tuple(
        Section(id_, f"{number}.", said(title), 2, tuple(blocks))
        for number, (id_, title, blocks) in enumerate(parts, 1)
    )
    title = Message("Complaint {reference}", reference=record.reference)
    note = said(Message("(signature, full name)"))
    return Paper(
        id=record.reference,
        lang=speech.lang,
        as_of=as_of,
        profile=profile,
        agency=agency.upper() if profile.upper else agency,
        number=said(Message("No.: {reference}", reference=record.reference)),
        kind=said(Message("RECORD OF A COMPLAINT")),
        title=said(title),
        sections=sections,
        signatures=(Signature(said(Message("Person in charge")), speech.people.get(record.owner, record.owner), note),),
        annex=(Section("history", "", said(Message("Annex. History in the register")), 2,
                       tuple(history_blocks(history, speech))),),
        foot=said(Message("{reference}, printed on {day}", reference=record.reference, day=speech.day(as_of))),
    )  # fmt: skip


def _rows(record: Complaint, names: tuple[str, ...], speech: Speech) -> Iterator[Block]:
    held = [(name, getattr(record, name)) for name in names]
    yield speech.facts(names[0], [(name, None if value == "" else value) for name, value in held])


def _end(record: Complaint, speech: Speech) -> Iterator[Block]:
    yield speech.facts("ended", [
        ("state", state_of(record)),
        ("owner", speech.person(record.owner)),
        ("nonconformity", record.nonconformity or Message("none so far")),
        ("ended_on", record.ended_on),
    ])  # fmt: skip
