"""What a kind of opportunity may look at beside the procedure itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from isoqms.procedure import Office, Organisation, Post, Procedure, Step
from isoqms.worktime import Basis, Convention

_USUAL_DAY = 480


@dataclass(frozen=True, slots=True)
class View:
    """The surroundings of a procedure.

    `procedures` are all of the workspace, `together` those the same people do and that are looked at, `loads` says by
    role how much of its people's time the work asks for, as far as that is known.
    """

    organisation: Organisation | None = None
    procedures: Mapping[str, Procedure] = field(default_factory=dict)
    together: tuple[Procedure, ...] = ()
    loads: Mapping[str, float] = field(default_factory=dict)

    def office(self, procedure: Procedure) -> Office | None:
        """Return the office that carries out the procedure, if one is known."""
        return self.organisation.office(procedure.office) if self.organisation else None

    def convention(self, procedure: Procedure) -> Convention:
        """Return how the office of the procedure sets unlike times against each other."""
        office = self.office(procedure)
        if office is None:
            return Convention(_USUAL_DAY)
        return Convention(office.day_minutes, plain_days=Basis(office.plain_days))

    def decides(self, step: Step) -> bool:
        """Say whether a role whose duty is to decide does the step."""
        roles = self.organisation.roles if self.organisation else {}
        return any(role in roles and roles[role].kind == "decides" for role in step.role)

    def posts(self, role: str) -> Mapping[str, Post]:
        """Return the posts that fill a role, by id."""
        posts = self.organisation.posts if self.organisation else {}
        return {id_: post for id_, post in posts.items() if role in post.roles}
