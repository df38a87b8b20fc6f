"""A procedure taken over from a higher office was reviewed after its last change.

Asks: Does the file that adopts a procedure carry the stamp that procedure has today?
Why: When the province changes a procedure, the communes that took it over go on by the old one until somebody compares.
Ground: iso
Clause: 7.5.3.2, 8.5.6
Decided how: A stamp is a short fingerprint of what a procedure says, not of how its file is laid out. The stamp written
    under “adopts” may be shortened, to eight characters at least. When the adopted procedure is not in the workspace
    there is nothing to compare.
Left to the auditor: Does the change matter here, and were the people who work by the procedure told?
Bad:
    id: XA-01
    title: {vi: Cấp bản sao trích lục tại xã, en: Issue a copy of an extract in the commune}
    adopts: {id: TINH-01, stamp: "0123456789ab"}  # here
    # TINH-01 has the stamp 3f9c2ab41d07
    steps:
      receive: {title: {vi: Tiếp nhận, en: Receive}, end: completed}
    ---
    id: XA-02
    title: {vi: Cấp bản sao trích lục tại xã, en: Issue a copy of an extract in the commune}
    adopts: {id: TINH-01}  # here
    steps:
      receive: {title: {vi: Tiếp nhận, en: Receive}, end: completed}
Good:
    id: XA-03
    title: {vi: Cấp bản sao trích lục tại xã, en: Issue a copy of an extract in the commune}
    adopts: {id: TINH-01, stamp: "3f9c2ab41d07"}
    steps:
      receive: {title: {vi: Tiếp nhận, en: Receive}, end: completed}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.procedure import Procedure
from isoqms.rules.engine import Context, Objection
from isoqms.words import Message

ID = "wf/suspect"
SEVERITY = Severity.WARNING
GROUND = Ground.ISO
CLAUSES = ("7.5.3.2", "8.5.6")


def check(procedure: Procedure, context: Context) -> Iterator[Objection]:
    """Object to an adoption without a stamp, and to one whose procedure has changed since."""
    adopted = procedure.adopts
    present = context.stamps.get(adopted.id) if adopted else None
    if adopted is None or present is None:
        return
    if adopted.stamp is None:
        message = Message("“{id}” is adopted without a stamp, so that a change of it goes unnoticed", id=adopted.id)
        fix = Message("review it and write “stamp: {stamp}” beside its id; put the stamp in quotes", stamp=present)
        yield Objection(adopted.at, adopted.id, message, fix)
    elif not present.startswith(adopted.stamp[: len(present)]):
        message = Message("“{id}” has changed since it was adopted here: to be reviewed", id=adopted.id)
        fix = Message(
            "read what changed and adapt this file, then write “stamp: {stamp}”; put the stamp in quotes", stamp=present
        )
        yield Objection(adopted.at, adopted.id, message, fix)
