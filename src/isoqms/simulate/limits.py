"""The limits of a procedure as a result shows them."""

from __future__ import annotations

from collections.abc import Mapping

from isoqms.procedure import Office, Procedure
from isoqms.procedure.due import PROMISED
from isoqms.simulate.result import Limit
from isoqms.worktime import Basis, Convention


def limits_of(procedure: Procedure, office: Office) -> Mapping[str, Limit]:
    """Return the legal and the committed limit of a procedure, as far as it states one for every dossier.

    What it comes to in working minutes is left open for a limit that counts calendar days.
    """
    convention = Convention(office.day_minutes, plain_days=Basis(office.plain_days))
    found = {}
    for name, limit in procedure.limits.named().items():
        if name in PROMISED and limit.within is not None:
            span = limit.within.under(convention)
            minutes = float(convention.working_minutes(span)) if span and span.only_working_time else None
            found[name] = Limit(limit.within, minutes)
    return found
