"""A quality management system as rules see it: an office, its procedures, its quality documents, its records."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Final

from isoqms.metrics.estimates import Estimate, NoEstimate
from isoqms.problem import Position
from isoqms.procedure import Answers, Indicator, Organisation, Post, Procedure, Risk, once
from isoqms.qms import (
    ALL,
    DocumentEntry,
    EntryKind,
    KeptRecords,
    QualityDocuments,
    Records,
    RiskEntry,
    SystemIndicator,
)
from isoqms.words import Message

if TYPE_CHECKING:
    from isoqms.worktime import Calendar

NOT_SIMULATED: Final = NoEstimate(Message("nothing was simulated: “isoqms conformity --simulate” estimates it"))
"""What is known of an organisation when nobody asked for a simulation."""


def no_file(name: str) -> str | None:
    """Return the SHA-256 of the file `name` where no file is at hand: None."""
    return None


def no_calendar() -> Calendar | None:
    """Return the calendar where none is at hand: None."""
    return None


@dataclass(frozen=True, slots=True)
class System:
    """The quality management system of one organisation on a day.

    `procedures` are those the organisation carries out, `others` every procedure at hand; `folder` is where its quality
    documents lie or would lie. `digest` gives the SHA-256 of a file by its name below the folder, or None where it is
    not at hand; `calendar` the one the organisation counts by; `estimate` what a simulation says of it. `unread` is
    where an organisation stands that nobody can read.
    """

    at: Position
    folder: str
    organisation: Organisation | None
    documents: QualityDocuments
    procedures: Mapping[str, Procedure]
    others: Mapping[str, Procedure]
    stamps: Mapping[str, str]
    as_of: date
    records: Records = field(default_factory=KeptRecords)
    estimate: Estimate = NOT_SIMULATED
    unread: Position | None = None
    digest: Callable[[str], str | None] = no_file
    calendar: Callable[[], Calendar | None] = no_calendar
    answers: Answers = field(default_factory=dict, init=False, compare=False, repr=False)

    @property
    def is_claimed(self) -> bool:
        """Whether the office says that it has a quality system: it keeps at least one quality document."""
        return bool(self.documents.written()) or bool(self.documents.unread)

    def in_scope(self, procedure: Procedure) -> bool | None:
        """Say whether the scope names a procedure; None when there is no scope to ask."""
        scope = self.documents.scope
        return None if scope is None else procedure.id in scope.procedures

    @once
    def covered(self) -> tuple[Procedure, ...]:
        """Return the procedures the scope names; without a scope all of the organisation's."""
        return tuple(each for each in self.procedures.values() if self.in_scope(each) is not False)

    def place(self, name: str) -> Position:
        """Return where the quality document `name` stands, or would stand."""
        document = self.documents.written().get(name)
        return document.at if document is not None else Position(f"{self.folder}qms/{name}.yaml")

    def lacks(self, name: str) -> bool:
        """Say whether nobody wrote the quality document `name`, or nobody can read it."""
        return self.documents.written().get(name) is None

    @once
    def used_roles(self) -> Mapping[str, Procedure]:
        """Return the roles the covered procedures give work to, each with the first procedure that does."""
        found: dict[str, Procedure] = {}
        for procedure in self.covered():
            roles = [procedure.owner] if procedure.owner else []
            for step in procedure.steps.values():
                roles += [*step.role, *(role for special in step.in_variant.values() for role in special.role)]
            for role in roles:
                found.setdefault(role, procedure)
        return found

    def roles_of_the_system(self) -> tuple[str, ...]:
        """Return the roles that have work and belong to an office of the scope, or to no office in particular."""
        scope = self.documents.scope
        known = self.organisation.roles if self.organisation else {}
        offices = {id_: known[id_].office for id_ in self.used_roles() if id_ in known}
        inside = scope.offices if scope is not None else ()
        return tuple(id_ for id_, office in offices.items() if not inside or office is None or office in inside)

    @once
    def posts_by_role(self) -> Mapping[str, tuple[tuple[str, Post], ...]]:
        """Return the posts that fill each role, by their ids."""
        found: dict[str, tuple[tuple[str, Post], ...]] = {}
        for id_, post in self.organisation.posts.items() if self.organisation else ():
            for role in post.roles:
                found[role] = (*found.get(role, ()), (id_, post))
        return found

    def filled_by(self, role: str) -> tuple[str, ...]:
        """Return the posts that fill a role and are held by somebody."""
        posts = self.posts_by_role().get(role, ())
        return tuple(id_ for id_, post in posts if post.head_count and post.vacant_since is None)

    def indicators_of(self, procedure: Procedure) -> Mapping[str, Indicator | SystemIndicator]:
        """Return the indicators a procedure is judged by: its own, and those kept for several procedures."""
        kept = self.documents.objectives.indicators if self.documents.objectives else {}
        return {**procedure.kpis, **{id_: each for id_, each in kept.items() if names(each.procedures, procedure)}}

    def risks_of(self, procedure: Procedure) -> Mapping[str, Risk | RiskEntry]:
        """Return the risks and opportunities of a procedure: its own, and those kept for several procedures."""
        kept = self.documents.risks.entries if self.documents.risks else {}
        return {**procedure.risks, **{id_: each for id_, each in kept.items() if names(each.procedures, procedure)}}

    def entry_of(self, procedure: Procedure) -> tuple[str, DocumentEntry] | None:
        """Return the entry of the document register that is made from a procedure, with its id."""
        kept = self.documents.documents.documents if self.documents.documents else {}
        return next(((id_, each) for id_, each in kept.items() if each.procedure == procedure.id), None)

    def record_entries(self, procedure: Procedure) -> Mapping[str, DocumentEntry]:
        """Return the kinds of records the document register keeps of the work of a procedure."""
        kept = self.documents.documents.documents if self.documents.documents else {}
        return {
            id_: each
            for id_, each in kept.items()
            if each.kind is EntryKind.RECORD and names(each.procedures, procedure)
        }


def names(procedures: Iterable[str], procedure: Procedure) -> bool:
    """Say whether a list of procedures names one, by its id or with the word for all of them."""
    held = tuple(procedures)
    return ALL in held or procedure.id in held
