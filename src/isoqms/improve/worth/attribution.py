"""How what changes save together is shared out among them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from isoqms.improve.joint import jointly
from isoqms.improve.worth.grouping import Binding, Groups, bound, each_alone, members, told_by
from isoqms.improve.worth.measures import Measure
from isoqms.improve.worth.shapley import MOST_EXACT, USUAL_PAIRS, Shares, Value, shares
from isoqms.improve.worth.valuing import Valuing
from isoqms.metrics import Figure
from isoqms.problem import IsoqmsError
from isoqms.simulate import estimate
from isoqms.words import Message

_ROUNDING: Final = 1e-6
"""What sums of equal parts may differ by, in minutes or as a share."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """What changes save in one figure of a procedure, and the share of each group of them in it.

    A saving is less time or a higher share on time; what becomes worse is negative. `residue` is what the shares miss
    of the whole: rounding. `orders` is how many orders were drawn for the shares, 0 where they are exact.
    """

    procedure: str
    measure: Measure
    before: Figure
    after: Figure
    saving: Figure
    shares: Mapping[str, Figure]
    residue: float = 0.0
    orders: int = 0

    @property
    def shares_jointly(self) -> Mapping[str, Figure]:
        """The shares with the margins they have as told all together."""
        return {id_: jointly(share, len(self.shares)) for id_, share in self.shares.items()}

    @property
    def leading(self) -> tuple[str, ...]:
        """The changes with the largest shares, the largest first: those which no other surely exceeds.

        None where no share is known, or none saves anything.
        """
        ordered = sorted(self.shares, key=lambda id_: -(self.shares[id_].value or 0.0))
        if not ordered or (self.shares[ordered[0]].value or 0.0) <= 0:
            return ()
        best, others = self.shares[ordered[0]], ordered[1:]
        alike = [id_ for id_ in others if not _is_surely_more(best, self.shares[id_], len(others))]
        return (ordered[0], *alike)

    def is_most(self, id_: str) -> bool:
        """Say whether a change brought surely more than half of the saving."""
        return _is_surely_more(self.shares[id_], self.saving, 1, 0.5)


def _is_surely_more(one: Figure, other: Figure, among: int, part: float = 1.0) -> bool:
    """Say whether one saving is more than a part of another beyond chance, as one of several that are set against it.

    Both met the same luck: what differs in each replication decides.
    """
    if one.samples is None or other.samples is None:
        return (one.value or 0.0) - part * (other.value or 0.0) > _ROUNDING
    pairs = zip(estimate.contributions(one.samples), estimate.contributions(other.samples), strict=True)
    found = jointly(estimate.difference([here - part * there for here, there in pairs], one.unit), among)
    return ((found.value if found.low is None else found.low) or 0.0) > _ROUNDING


@dataclass(slots=True)
class Sharing:
    """Savings of changes, shared out among groups of them.

    Groups are the changes by themselves, until a set of them turns out to be impossible without others.

    Args:
        valuing: what sets of changes are worth.
        ids: the changes.
        most_exact: with so many groups the shares are exact; of more, orders are drawn.
        pairs: how many pairs of orders are drawn.
        tell: told how many sets of changes are simulated and how many there may be.
    """

    valuing: Valuing
    ids: Sequence[str]
    most_exact: int = MOST_EXACT
    pairs: int = USUAL_PAIRS
    tell: Callable[[int, int], None] | None = None
    groups: Groups = field(init=False)
    bindings: list[Binding] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        self.groups = each_alone(self.ids)

    def attributions(self, procedures: Sequence[str]) -> list[Attribution]:
        """Return the shares in every measure of these procedures.

        Raises:
            SimulationRefusedError: the operation as it is cannot be simulated.
            NeverPossibleError: nor can it with all changes.
            IsoqmsError: its dossiers never end, before the changes or with all of them.
        """
        self.valuing.of(())
        while refused := self._first_refused():
            self.groups, binding = bound(self.groups, refused, self._why)
            self.bindings.append(binding)
        measures = self.valuing.measures
        return [self._attribution(procedure, measure) for procedure in procedures for measure in measures]

    def _first_refused(self) -> frozenset[str] | None:
        """Simulate all sets that are needed; return the groups of the first that cannot be."""

        def value(groups: frozenset[str]) -> Sequence[float]:
            if self._why(members(self.groups, groups)) is not None:
                raise _RefusedError(groups)
            if self.tell:
                self.tell(len(self.valuing.known()), self._most())
            return (0.0,)

        try:
            self._shared(value)
        except _RefusedError as refused:
            return refused.groups
        return None

    def _most(self) -> int:
        """Return how many sets of groups are simulated at most."""
        number = len(self.groups)
        return 2**number if number <= self.most_exact else 2 + 2 * self.pairs * (number - 1)

    def _why(self, ids: frozenset[str]) -> Message | None:
        try:
            self.valuing.of(ids)
        except ValueError as error:
            return told_by(error)
        except IsoqmsError as error:
            if ids == frozenset(self.ids):
                raise  # there is nothing left to take it as one with
            return error.message
        return None

    def _shared(self, value: Value) -> Shares:
        return shares(tuple(self.groups), value, most_exact=self.most_exact, pairs=self.pairs)

    def _attribution(self, procedure: str, measure: Measure) -> Attribution:
        everything = frozenset(self.ids)
        before, after = (self.valuing.of(ids).figure(procedure, measure) for ids in ((), everything))
        saving = self.valuing.saving(everything, procedure, measure)
        sign = 1.0 if measure.more_is_better else -1.0

        def value(groups: frozenset[str]) -> Sequence[float]:
            samples = self.valuing.of(members(self.groups, groups)).samples(procedure, measure)
            if samples is None:
                raise _NoFigureError
            return [sign * each for each in samples]

        try:
            found = self._shared(value)
        except _NoFigureError:
            return self.without_figures(procedure, measure, saving.reason or before.reason or estimate.NO_DOSSIER)
        parts = {id_: estimate.difference(share.values, measure.unit, share.drawn) for id_, share in found.of.items()}
        return Attribution(procedure, measure, before, after, saving, parts, found.residue, found.orders)

    def without_figures(self, procedure: str, measure: Measure, reason: Message) -> Attribution:
        """Return that nothing can be said of a measure of a procedure, and why."""
        none = Figure.none(measure.unit, reason)
        return Attribution(procedure, measure, none, none, none, dict.fromkeys(self.groups, none))


class _RefusedError(Exception):
    """Groups of changes that cannot be carried out without others."""

    def __init__(self, groups: frozenset[str]) -> None:
        super().__init__(sorted(groups))
        self.groups = groups


class _NoFigureError(Exception):
    """A set of changes has no such figure."""
