"""What a dossier calls the kinds of changes, who decides them, how far they have come, and what a review looks at."""

from __future__ import annotations

from typing import Final

from isoqms.improve.proposal.content import Area, Content, LimitCut
from isoqms.procedure import Authority
from isoqms.scenario import State
from isoqms.words import Message, Renderable

CONTENTS: Final = {
    Content.ABOLISH: Message("abolish the whole"),
    Content.STEP: Message("leave a step out"),
    Content.ORDER: Message("order and ways of the steps"),
    Content.LIMIT: Message("time limit"),
    Content.TIME: Message("time and manner of a step"),
    Content.FEE: Message("fee or charge"),
    Content.TRIP: Message("trips of the applicant"),
    Content.TASK: Message("tasks and papers of the applicant"),
    Content.COMPONENT: Message("paper of the dossier"),
    Content.PEOPLE: Message("people"),
    Content.OTHER: Message("other"),
}
"""The kinds of content."""

STATES: Final = {
    State.PROPOSED: Message("proposed"),
    State.ACCEPTED: Message("accepted by who may decide"),
    State.IN_FORCE: Message("in force"),
    State.MEASURED: Message("measured after coming into force"),
}
"""How far a change has come."""

AREAS: Final = {
    Area.NECESSITY: Message("Necessity"),
    Area.LAWFULNESS: Message("Lawfulness"),
    Area.REASONABLENESS: Message("Reasonableness"),
    Area.COST: Message("Cost of complying"),
}
"""What a review looks at."""

DECIDED: Final = {
    Authority.OFFICE: Message("The office itself may decide"),
    Authority.PROVINCE: Message("Proposed to the province"),
    Authority.MINISTRY: Message("Proposed to the ministry"),
    Authority.LAW: Message("Proposed to the Government or the National Assembly"),
    None: Message("Who may decide is not stated yet"),
}
"""The split of a dossier by power."""

HELD: Final = {
    "legal": Message("legal limit"),
    "committed": Message("committed limit"),
    "total": Message("total time stated"),
}
"""What a limit is called within a sentence."""


def limit_before(cut: LimitCut) -> Renderable | None:
    """Return the time that held before; of another limit than the one that changes, which it was."""
    if cut.before is None or cut.held == cut.name:
        return cut.before
    return Message("{time} ({limit})", time=cut.before, limit=HELD[cut.held])
