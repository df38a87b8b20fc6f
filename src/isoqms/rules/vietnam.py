"""Which procedures the law of Vietnam speaks of."""

from __future__ import annotations

from isoqms.procedure import Procedure
from isoqms.rules.results import NotApplicable
from isoqms.rules.system import System
from isoqms.words import Message

_HERE = "VN"


def elsewhere(procedure: Procedure, system: System) -> NotApplicable | None:
    """Return the reason why Vietnamese law says nothing about a procedure, or None when it does."""
    office = system.organisation.office(procedure.office) if system.organisation else None
    if office is not None and office.country not in (None, _HERE):
        return NotApplicable(procedure.at, procedure.id, Message("the law of Vietnam does not speak of this office"))
    return None
