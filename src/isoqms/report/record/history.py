"""What has happened to a record, event by event, each with its hash in the chain."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo
from types import MappingProxyType
from typing import Any, Final

from isoqms.words import Message, Renderable

_STEPS: Final = MappingProxyType(
    {
        "E0": Message("report begun"),
        "E1": Message("draft changed"),
        "E2": Message("text added"),
        "E3": Message("corrections entered"),
        "E4": Message("plan worked on"),
        "E5": Message("approved version of a document recorded"),
        "E6": Message("grade changed"),
        "E7": Message("handed over to somebody else"),
        "T0": Message("draft withdrawn"),
        "T1": Message("reported"),
        "T2": Message("accepted and graded"),
        "T3": Message("rejected"),
        "T4": Message("search for causes begun"),
        "T5": Message("closed without corrective action"),
        "T6": Message("plan submitted"),
        "T7": Message("plan returned"),
        "T8": Message("plan approved"),
        "T9": Message("actions finished"),
        "T10": Message("planned anew"),
        "T11": Message("judged effective and closed"),
        "T12": Message("judged not effective"),
        "T13": Message("day put off"),
        "A1": Message("action approved"),
        "A2": Message("action begun"),
        "A3": Message("action done"),
        "A4": Message("action verified"),
        "A5": Message("action cancelled"),
        "P0": Message("register made"),
        "P1": Message("account added"),
        "P2": Message("account changed"),
        "P3": Message("no longer there"),
        "V1": Message("file put in"),
        "F1": Message("finding drafted"),
        "F2": Message("draft changed"),
        "F3": Message("finding communicated"),
        "F4": Message("finding agreed to"),
        "F5": Message("finding contested"),
        "F6": Message("closed"),
        "F7": Message("closed"),
        "F8": Message("finding corrected"),
        "G1": Message("programme planned"),
        "G2": Message("programme changed"),
        "G3": Message("closed"),
        "U1": Message("audit planned"),
        "U2": Message("plan of the audit changed"),
        "U3": Message("audit prepared"),
        "U4": Message("audit begun"),
        "U5": Message("questions assessed"),
        "U6": Message("audit concluded"),
        "U7": Message("report issued"),
        "U8": Message("being followed up"),
        "U9": Message("closed"),
        "U10": Message("audit cancelled"),
        "U11": Message("report issued anew"),
        "I1": Message("recorded"),
        "I2": Message("explanation received"),
        "I3": Message("closed"),
        "C1": Message("complaint received"),
        "C2": Message("acknowledged"),
        "C3": Message("assessed"),
        "C4": Message("being looked into"),
        "C5": Message("answered"),
        "C6": Message("closed"),
        "C7": Message("gone to somebody outside"),
        "C8": Message("corrected"),
        "S1": Message("recorded"),
        "S2": Message("corrected"),
        "K1": Message("recorded"),
        "K2": Message("corrected"),
        "M1": Message("planned"),
        "M2": Message("plan changed"),
        "M3": Message("review held"),
        "O1": Message("improvement proposed"),
        "O2": Message("accepted for action"),
        "O3": Message("declined"),
        "O4": Message("done"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """An event as people read it; `at` is the time in the office."""

    seq: int
    at: datetime
    by: str
    role: str
    step: str
    to: str
    reason: str
    action: str
    hash: str

    @property
    def what(self) -> Renderable:
        """What was done, in words; the row of the table where nobody has named it."""
        return _STEPS.get(self.step, Message("{text}", text=self.step))

    def as_data(self) -> dict[str, Any]:
        """Return the event for other programs."""
        told = {"seq": self.seq, "at": self.at.isoformat(), "by": self.by, "as": self.role, "step": self.step}
        more = {"reason": self.reason, "action": self.action}
        return {**told, "to": self.to, **{name: text for name, text in more.items() if text}, "hash": self.hash}


def happenings(events: Iterable[Any], zone: tzinfo) -> tuple[Happening, ...]:
    """Return what some rows of the history tell, the first one first, in the time of the office."""
    return tuple(_happenings(events, zone))


def _happenings(events: Iterable[Any], zone: tzinfo) -> Iterator[Happening]:
    for row in events:
        payload = json.loads(row.payload)
        yield Happening(
            seq=row.seq,
            at=datetime.fromisoformat(row.at).astimezone(zone),
            by=row.actor,
            role=row.role,
            step=row.type,
            to=row.to_state,
            reason=payload.get("reason", ""),
            action=payload.get("action", ""),
            hash=row.hash,
        )
