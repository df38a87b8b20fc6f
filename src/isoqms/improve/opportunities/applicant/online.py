"""More dossiers come online; the counter stays for those who need it.

Why: Who hands in online makes no trip, and reception is spared the typing.
Found: A procedure that can be handed in online, with a share of at least a tenth at the counter that is stated. Half of
    that share moves; the other half keeps the counter. Or a procedure that cannot be handed in online at all.
Decides: The office for guidance and help at the counter; opening a channel is for who runs the portal.
Takes for granted: Half of those who come to the counter can and want to hand in online; the minutes stay the same.
Left to people: Who cannot use the portal, and who helps them?
Example:
    id: TL-03
    title: {vi: Trích lục, en: An extract}
    channels: [counter, online]
    demand: {per_year: 100, channels: {counter: 80 %, online: 20 %}}  # here
    steps: {sign: {title: {vi: Ký, en: Sign}, role: head, work: 5 phút, end: completed}}
Near miss:
    id: TL-04
    title: {vi: Trích lục, en: An extract}
    channels: [counter, online]
    demand: {per_year: 100, channels: {counter: 5 %, online: 95 %}}
    steps: {sign: {title: {vi: Ký, en: Sign}, role: head, work: 5 phút, end: completed}}
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from isoqms.improve.opportunities.deciding import own_arrangement
from isoqms.improve.opportunities.opportunity import Decision, Effort, Found, Relief
from isoqms.improve.opportunities.view import View
from isoqms.improve.opportunities.words import percent
from isoqms.procedure import Demand, Procedure
from isoqms.words import Message

ID = "online"
EFFORT = Effort.ARRANGE

WORTH: Final = Fraction(10, 100)
"""The smallest share at the counter of which a part is worth moving."""
_COUNTER, _ONLINE = "counter", "online"


def look(procedure: Procedure, view: View) -> Iterator[Found]:
    """Yield once a procedure of which more dossiers could come online."""
    demand = procedure.demand
    if procedure.channels and _ONLINE not in procedure.channels:
        yield _no_channel(procedure)
    elif demand is not None and _ONLINE in demand.channels and demand.channels.get(_COUNTER, 0) >= WORTH:
        yield _more(procedure, demand)


def _more(procedure: Procedure, demand: Demand) -> Found:
    stay = demand.channels[_COUNTER] / 2
    shares = {**demand.channels, _COUNTER: stay, _ONLINE: demand.channels[_ONLINE] + stay}
    written = {channel: _percent(share) for channel, share in shares.items()}
    change = {"procedure": procedure.id, "demand": {"set": {"channels": written}}}
    return Found(
        at=demand.at,
        place=_ONLINE,
        title=Message(
            "Help more applicants of “{procedure}” to hand in online; {share} keep the counter",
            procedure=procedure.title,
            share=percent(stay),
        ),
        decision=own_arrangement(),
        changes=(change,),
        assumes=Message("half of those who come to the counter today can and want to hand in online"),
        questions=(Message("who cannot use the portal, and who helps them?"),),
        relief=Relief(visits=1),
    )


def _no_channel(procedure: Procedure) -> Found:
    asked = Message("who opens “{procedure}” on the portal?", procedure=procedure.title)
    return Found(
        at=procedure.at,
        place=_ONLINE,
        title=Message("Open “{procedure}” for handing in online, beside the counter", procedure=procedure.title),
        decision=Decision(None, (), asked),
        not_simulated=Message("there is no way online in the procedure that could be simulated"),
        questions=(Message("who cannot use the portal, and who helps them?"),),
        relief=Relief(visits=1),
    )


def _percent(share: Fraction) -> str:
    return f"{float(share * 100):.10g} %"
