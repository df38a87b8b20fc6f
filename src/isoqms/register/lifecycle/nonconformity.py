"""What is known of one nonconformity: the whole record, without where it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal

from isoqms.metrics import FigureSource
from isoqms.register.lifecycle.document import Prose, no_members
from isoqms.register.lifecycle.values import (
    ACTION_OPEN,
    AT_ONCE,
    AUDITS,
    ActionKind,
    ActionState,
    Category,
    Direction,
    Grade,
    Method,
    Origin,
    Rejection,
    RequirementKind,
    State,
    Verification,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """What is not met, by number or id; the text of a standard is never kept."""

    kind: RequirementKind
    ref: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What shows it: in words, or a file by its SHA-256; when it took effect and when it was gathered."""

    text: Prose = ""
    file: str = ""
    effective_on: date | None = None
    collected_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Containment:
    """Whether harm must be limited at once; when it need not be, why not."""

    needed: bool
    reason: Prose = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """How causes were looked for; a cause that stayed unknown has its reason."""

    method: Method | None = None
    note: Prose = ""
    unknown_reason: Prose = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """One node of a cause analysis: a link of a because-chain, a bone of a diagram, an event of a timeline."""

    text: Prose
    parent: str = ""
    root: bool = False
    category: Category | None = None
    happened_on: date | None = None
    evidence: Prose = ""
    confirmed: bool = False
    verified_by: Verification | None = None
    stamp: str = ""
    """SHA-256 of the text at the time it was verified: a text changed since is not verified."""
    accepted_reason: Prose = ""
    """Why a confirmed cause is left as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """What somebody is to do by a day; `original_due` is the day first promised."""

    kind: ActionKind
    text: Prose
    owner: str = ""
    due: date | None = None
    original_due: date | None = None
    expected_evidence: Prose = ""
    covers: tuple[str, ...] = ()
    """Keys of the causes it removes."""
    state: ActionState = ActionState.PROPOSED
    evidence: tuple[Prose, ...] = ()
    done_on: date | None = None
    entered_later: Prose = ""
    """Why it is said to be done on a day before its plan was approved here."""
    verified_by: str = ""
    verified_on: date | None = None
    cancelled_reason: Prose = ""
    cancelled_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """By what it will be judged whether the actions worked, fixed before they begin."""

    metric: str = ""
    baseline: Decimal | None = None
    target: Decimal | None = None
    direction: Direction = Direction.AT_MOST
    source: str = ""
    period_days: int = 0
    window_days: int = 0
    """Days during which the figure is watched, after the last action is done and the criterion was approved."""
    reviewer: str = ""

    def met_by(self, value: Decimal) -> bool:
        """Say whether a measured value reaches the target."""
        if self.target is None:
            return False
        return value <= self.target if self.direction is Direction.AT_MOST else value >= self.target


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What was measured after the window, and what was concluded in spite of or because of it."""

    value: Decimal | None = None
    source: FigureSource | None = None
    period_from: date | None = None
    period_to: date | None = None
    residual_risk: Prose = ""
    """What remains open when a reviewer is borrowed from another office."""
    override_reason: Prose = ""
    """Why a new case inside the window does not speak against it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SimilarSearch:
    """That somebody looked for the same thing elsewhere, and what was found."""

    by: str
    on: date
    found: tuple[str, ...] = ()
    note: Prose = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionNeed:
    """Whether the cause must be acted upon, weighed and justified."""

    needed: bool
    justification: Prose = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Whether another document must change; if so which, and the version it was approved in."""

    needed: bool
    link: str = ""
    approved_version: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Addendum:
    """What was added after the report was fixed."""

    text: Prose
    file: str = ""
    by: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """The plan as it was approved: causes, actions, days first promised, criterion."""

    approved_by: str
    approved_on: date
    causes: Mapping[str, Cause]
    actions: Mapping[str, Action]
    criterion: Criterion


@dataclass(frozen=True, slots=True, kw_only=True)
class Nonconformity:
    """One entry of the register of nonconformities."""

    reference: str
    reporter: str
    state: State = State.DRAFT
    office: str = ""
    source: Origin | None = None
    statement: Prose = ""
    detected_on: date | None = None
    requirements: Mapping[str, Requirement] = field(default_factory=no_members)
    evidence: Mapping[str, Evidence] = field(default_factory=no_members)
    audit: str = ""
    auditor: str = ""
    recurrence_of: str = ""
    check_result: str = ""
    complaint: str = ""
    """The complaint it came to light by."""

    process: str = ""
    owner: str = ""
    former_owners: tuple[str, ...] = ()
    """Who was in charge before: they stay too near to judge it."""
    grade: Grade | None = None
    original_grade: Grade | None = None
    consequence: Prose = ""
    containment: Containment | None = None

    rejection: Rejection | None = None
    duplicate_of: str = ""

    action_need: ActionNeed | None = None
    similar_search: SimilarSearch | None = None
    analysis: Analysis | None = None
    causes: Mapping[str, Cause] = field(default_factory=no_members)
    actions: Mapping[str, Action] = field(default_factory=no_members)
    criterion: Criterion | None = None
    risk_change: Change | None = None
    qms_change: Change | None = None
    review: Review | None = None
    review_postponed_to: date | None = None

    addenda: Mapping[str, Addendum] = field(default_factory=no_members)
    baselines: Mapping[str, Baseline] = field(default_factory=no_members)
    reported_on: date | None = None
    triaged_on: date | None = None
    planned_on: date | None = None
    approved_by: str = ""
    implemented_on: date | None = None
    reviewed_by: str = ""
    ended_on: date | None = None
    iteration: int = 1
    """How often causes have been looked for: one more each time the actions did not work."""
    extensions: int = 0

    def __post_init__(self) -> None:
        if not self.reference or not self.reporter:
            raise ValueError(f"a nonconformity has a reference and a reporter: {self.reference!r}, {self.reporter!r}")

    @property
    def from_audit(self) -> bool:
        """Whether an auditor raised it."""
        return self.source in AUDITS

    @property
    def standing_actions(self) -> dict[str, Action]:
        """The actions that were not cancelled."""
        return {key: each for key, each in self.actions.items() if each.state is not ActionState.CANCELLED}

    @property
    def open_actions(self) -> dict[str, Action]:
        """The actions still to be done."""
        return {key: each for key, each in self.actions.items() if each.state in ACTION_OPEN}

    def actions_of(self, kind: ActionKind) -> dict[str, Action]:
        """Return the actions of one kind that were not cancelled."""
        return {key: each for key, each in self.standing_actions.items() if each.kind is kind}

    @property
    def action_owners(self) -> frozenset[str]:
        """Who does, or did, any of the actions."""
        return frozenset(each.owner for each in self.standing_actions.values() if each.owner)

    @property
    def doers(self) -> frozenset[str]:
        """Everybody whose own work this is: in charge of it now or before, or of an action."""
        return self.action_owners | {self.owner, *self.former_owners}

    @property
    def uncovered_causes(self) -> list[str]:
        """Confirmed causes that no standing action removes and nobody accepted."""
        covered = {key for each in self.standing_actions.values() for key in each.covers}
        open_causes = {key for key, each in self.causes.items() if each.confirmed and not each.accepted_reason}
        return sorted(open_causes - covered)

    def planned_since(self, action: str) -> date | None:
        """Return the day the plan was first approved in which an action removes a cause; None for any other action."""
        held = self.actions.get(action)
        if held is None or held.kind in AT_ONCE:
            return None
        return min((each.approved_on for each in self.baselines.values() if action in each.actions), default=None)

    @property
    def last_completion(self) -> date | None:
        """The day the last of the actions was done."""
        return max((each.done_on for each in self.standing_actions.values() if each.done_on), default=None)

    @property
    def criterion_since(self) -> date | None:
        """The day since which the criterion stands approved as it is now, whoever reviews; None while it does not."""
        since = None
        for _, each in sorted(self.baselines.items(), key=lambda item: int(item[0].removeprefix("v")), reverse=True):
            if self.criterion is None or replace(each.criterion, reviewer=self.criterion.reviewer) != self.criterion:
                break
            since = each.approved_on
        return since

    @property
    def watched_since(self) -> date | None:
        """The first day that can show effectiveness: the actions are done, and the criterion was approved before."""
        if self.last_completion is None:
            return None
        return max(self.last_completion, self.criterion_since or self.last_completion)

    @property
    def review_due(self) -> date | None:
        """The first day on which effectiveness may be judged: the window has been watched, or a later day set."""
        return self.window_end(self.watched_since)

    def window_end(self, since: date | None) -> date | None:
        """Return the end of the window watched since a day, or the later day set; None while nothing is watched."""
        if self.criterion is None or since is None:
            return None
        due = since + timedelta(days=self.criterion.window_days)
        return max(due, self.review_postponed_to or due)
