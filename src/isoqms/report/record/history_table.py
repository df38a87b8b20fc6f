"""The history of a record as a table of a document, with the hashes of its events."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from isoqms.report.document.content import Block, Cell, Paragraph
from isoqms.report.record.history import Happening
from isoqms.report.record.paper import Speech
from isoqms.words import Message

_SHOWN_OF_HASH = 12


def history_blocks(history: Iterable[Happening], speech: Speech) -> Iterator[Block]:
    """Yield what has happened to a record, event by event, then what the hashes are for."""
    columns = {
        "seq": (Message("Event"), 9.0),
        "at": (Message("Time"), 16.0),
        "by": (Message("Who"), 19.0),
        "what": (Message("Step"), 32.0),
        "hash": (Message("SHA-256 of the event"), 24.0),
    }
    events = list(history)
    rows = [
        (each.seq, f"{each.at:%d/%m/%Y %H:%M}", speech.person(each.by), _step(each, speech), _hash(each.hash))
        for each in events
    ]
    yield speech.table("history", columns, rows)
    if events:
        said = Message("The last event bears the SHA-256 {hash}.", hash=events[-1].hash)
        yield Paragraph(speech.say(said))
    yield Paragraph(speech.say(Message("The chain shows later changes; it is no electronic signature.")))


def _hash(text: str) -> Cell:
    return Cell(f"{text[:_SHOWN_OF_HASH]}…")


def _step(each: Happening, speech: Speech) -> str:
    words = speech.say(each.what) + (f" {each.action}" if each.action else "") + f" ({each.step})"
    return f"{words}: {each.reason}" if each.reason else words
