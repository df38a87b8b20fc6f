"""What kinds about the applicant's papers have in common."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from isoqms.improve.opportunities.deciding import of_paper
from isoqms.improve.opportunities.opportunity import Found, Relief
from isoqms.procedure import Paper, Procedure
from isoqms.words import LANGUAGES, Message


def always_asked(paper: Paper) -> bool:
    """Say whether a paper is asked of everybody, on no condition."""
    return not paper.optional and paper.when is None


def about_paper(
    procedure: Procedure, paper: Paper, title: Message, relief: Relief, change: Mapping[str, Any], question: Message
) -> Found:
    """Return what was found about one paper of the dossier, and what becomes of it.

    A scenario knows a paper by its name: papers of one name, asked of several channels, all become so.
    """
    return Found(
        at=paper.at,
        place=f"paper-{procedure.dossier.index(paper) + 1}",
        title=title,
        decision=of_paper(procedure, paper),
        changes=({"procedure": procedure.id, "paper": paper.paper.render(LANGUAGES[0]), **change},),
        not_simulated=Message("papers take no time in a simulation; what is spared the applicant is told"),
        questions=(question,),
        relief=relief,
    )
