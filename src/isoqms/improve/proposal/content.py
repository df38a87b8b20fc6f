"""The parts of a simplification dossier as values; nothing in them is put into the words of a document yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from isoqms.improve.cost.comparison import Comparison as CostComparison
from isoqms.improve.cost.income import Income
from isoqms.improve.opportunities.opportunity import Decision
from isoqms.procedure import Authority, Organisation, Procedure
from isoqms.procedure.differences import Difference
from isoqms.scenario import Change
from isoqms.words import Message, Renderable, Text
from isoqms.worktime import Duration


class Content(StrEnum):
    """What a change is of: the kinds of content decisions list."""

    ABOLISH = "abolish"
    STEP = "step"
    ORDER = "order"
    LIMIT = "limit"
    TIME = "time"
    FEE = "fee"
    TRIP = "trip"
    TASK = "task"
    COMPONENT = "component"
    PEOPLE = "people"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Amending:
    """A text that has to be amended: the document, the place in it, what it is to say, and who may amend it.

    `differences` are what is amended where it is the office's own procedure.
    """

    document: Renderable
    article: str | None
    text: Text | None
    by: Authority | None
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Cut:
    """One change in one procedure, as a dossier proposes it.

    `lacks_power` says that the file calls it decided by a paper that is not known to be of who may decide it.
    """

    id: str
    change: Change
    content: Content
    differences: tuple[Difference, ...]
    decision: Decision
    amending: tuple[Amending, ...]
    lacks_power: bool = False

    @property
    def reason(self) -> Text | None:
        """Why it is proposed."""
        return self.change.reason


@dataclass(frozen=True, slots=True)
class LimitCut:
    """A limit before and after, as written and in working days where it is such a number.

    `held` is the limit that held before: itself, or the legal one where the office had committed itself to none.
    """

    name: str
    held: str
    before: Duration | None
    after: Duration | None
    days_before: Fraction | None
    days_after: Fraction | None

    @property
    def days_saved(self) -> Fraction | None:
        """Days before less days after; None where one of them is no number of working days."""
        if self.days_before is None or self.days_after is None:
            return None
        return self.days_before - self.days_after


class Area(StrEnum):
    """What a review looks at."""

    NECESSITY = "necessity"
    LAWFULNESS = "lawfulness"
    REASONABLENESS = "reasonableness"
    COST = "cost"


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the review, and what the files answer; without an answer it is left to the person."""

    area: Area
    asked: Message
    answers: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """One procedure of the dossier: as it is, as it will be, what changes, and what that brings.

    `dropped` are the steps no longer done; `revised` is the procedure without them, `kept` those that could not be
    taken out of the document because dossiers part or meet there. `too_short` says where the office commits itself to
    less than its steps take.
    """

    before: Procedure
    after: Procedure
    organisation: Organisation | None
    dropped: frozenset[str]
    revised: Procedure
    kept: tuple[str, ...]
    cuts: tuple[Cut, ...]
    limits: tuple[LimitCut, ...]
    review: tuple[Question, ...]
    cost: CostComparison | None
    cost_shares: Mapping[str, float]
    too_short: tuple[Message, ...] = ()

    @property
    def id(self) -> str:
        """The id of the procedure."""
        return self.before.id

    @property
    def priced(self) -> CostComparison | None:
        """The bills before and after, where anything is known of them."""
        return self.cost if self.cost and not self.cost.before.nothing_known else None

    @property
    def abolished(self) -> bool:
        """Whether the procedure is to be abolished."""
        return any(cut.content is Content.ABOLISH for cut in self.cuts)


@dataclass(frozen=True, slots=True)
class Gap:
    """Something a person has to fill in or put right before the dossier can be signed."""

    procedure: str
    change: str
    message: Message


@dataclass(frozen=True, slots=True)
class Proposal:
    """A scenario as a simplification dossier; `incomes` by procedure are empty where none is stated."""

    id: str
    title: Text
    note: Text | None
    cases: tuple[Case, ...]
    incomes: Mapping[str, Income]

    def currency(self, case: Case) -> str | None:
        """Return the currency in which a procedure is counted."""
        income = self.incomes.get(case.id)
        return income.currency if income else None

    @property
    def decided_by(self) -> Mapping[Authority | None, tuple[tuple[Case, Cut], ...]]:
        """The changes by who may decide them: the office first, then who is above it, then where nobody is known."""
        every = [(case, cut) for case in self.cases for cut in case.cuts]
        order: list[Authority | None] = [*Authority, None]
        found = {by: tuple(each for each in every if each[1].decision.by is by) for by in order}
        return {by: cuts for by, cuts in found.items() if cuts}
