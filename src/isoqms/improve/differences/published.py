"""What a cut comes to by the published times alone: step by step, stage by stage, and what nobody explains.

Allowances and stated totals are set side by side and subtracted, nothing else. Times that no length of a working day
turns into working time, such as calendar days, are shown and not added. A time that one version alone states of a step
both have is not known in the other: it is shown, and left out of the sums of both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from isoqms.graph.sums import sums
from isoqms.graph.yardstick import Amounts, total, written, yardstick
from isoqms.improve.differences.between import Between
from isoqms.improve.differences.pieces import Kind, Piece
from isoqms.procedure import Limit, Office, Procedure, Step
from isoqms.procedure.pairs import meaning
from isoqms.words import Text
from isoqms.worktime import Basis, Convention, Duration

USUAL_CUT: Final = (Fraction(28, 100), Fraction(34, 100))
"""Between these, near 30 %, most published cuts lie: of 52 collected of whole procedures, 32 at 28.5 to 33.4 %."""

_DAY_MINUTES: Final = Fraction(480)
_ON_PAPER: Final = ("allowance", "legal", "committed", "priority", "fields", "papers", "pays", "visits", "counter")
"""Values that can change without any step, person or order changing."""


@dataclass(frozen=True, slots=True)
class Row:
    """A time before and after, as written and in working days; without a figure where words give none.

    `in_one` says that the step stands in one version alone, so that it takes nothing in the other.
    """

    title: Text
    before: Duration | None
    after: Duration | None
    days_before: Fraction | None
    days_after: Fraction | None
    step: str | None = None
    in_one: bool = False

    @property
    def cut(self) -> Fraction | None:
        """Working days taken off; None where that is not known, as a time is not stated or gives no such figure."""
        if self.in_one and (self.days_before is None) != (self.days_after is None):
            return (self.days_before or Fraction(0)) - (self.days_after or Fraction(0))
        if self.days_before is None or self.days_after is None:
            return Fraction(0) if self.before and meaning(self.before) == meaning(self.after) else None
        return self.days_before - self.days_after

    @property
    def is_unknown(self) -> bool:
        """Whether one version alone states the time of what both have."""
        return not self.in_one and (self.before is None) != (self.after is None)

    @property
    def is_incomparable(self) -> bool:
        """Whether both times are stated, but not how much the one is less than the other."""
        return bool(self.before and self.after) and self.cut is None

    @property
    def ratio(self) -> Fraction | None:
        """What part of the time before is taken off."""
        if not self.days_before or self.days_after is None:
            return None
        return (self.days_before - self.days_after) / self.days_before


@dataclass(frozen=True, slots=True)
class Published:
    """A cut by its published times.

    Attributes:
        steps: one row for each step of either version.
        stages: one for each stage with a stated total in both.
        named: what the steps add up to on the longest way, those left out whose times one version alone states.
        whole: the time the document promises for everything.
        changes: what else became different than times: steps, persons, order.
    """

    steps: tuple[Row, ...]
    stages: tuple[Row, ...]
    named: Row
    whole: Row
    changes: tuple[Piece, ...]

    @property
    def unknown(self) -> tuple[Row, ...]:
        """The steps of which one version alone states the time: what was saved or added there is not known."""
        return tuple(row for row in self.steps if row.is_unknown)

    @property
    def incomparable(self) -> tuple[Row, ...]:
        """The times that became others of which nobody can say how much shorter or longer they are."""
        return tuple(row for row in (*self.steps, *self.stages, self.whole) if row.is_incomparable)

    @property
    def unexplained(self) -> Fraction | None:
        """Working days the whole lost and no step did; negative where the steps lost more."""
        if self.unknown or any(
            each is None for row in (self.whole, self.named) for each in (row.days_before, row.days_after)
        ):
            return None
        return (self.whole.cut or Fraction(0)) - (self.named.cut or Fraction(0))

    @property
    def is_paper_cut(self) -> bool:
        """Whether days were taken off and no step, person or order changed."""
        return not self.changes and any(cut > 0 for cut in self._cuts())

    @property
    def only_adds_days(self) -> bool:
        """Whether days were added, none taken off, and no step, person or order changed."""
        return not self.changes and not self.is_paper_cut and any(cut < 0 for cut in self._cuts())

    def _cuts(self) -> list[Fraction]:
        rows = (self.whole, self.named, *self.steps)
        return [cut for row in rows if (cut := row.cut) is not None]

    @property
    def is_usual_ratio(self) -> bool:
        """Whether about 30 % were taken off the whole or off every step that was shortened."""
        low, high = USUAL_CUT
        ratios = [row.ratio for row in self.steps if row.ratio]
        each = len(ratios) > 1 and all(low <= ratio <= high for ratio in ratios)
        return each or (self.whole.ratio is not None and low <= self.whole.ratio <= high)


def only_allowances(*procedures: Procedure) -> bool:
    """Say whether procedures state no work and no wait of any step, as published tables do."""
    return not any(step.work or step.wait for each in procedures for step in each.steps.values())


def published(found: Between) -> Published:
    """Return what a cut comes to by the published times of both versions."""
    before, after = found.before.procedures[0], found.after.procedures[0]
    counts = tuple(
        _Counting.of(procedure, operation.office_of(procedure.id))
        for procedure, operation in ((before, found.before), (after, found.after))
    )
    steps = tuple(_steps(found, before, after, counts))
    unknown = {row.step for row in steps if row.is_unknown}
    same = {match.before.id: match.after.id for match in found.matches}
    known = (before.steps.keys() - unknown, after.steps.keys() - {same[id_] for id_ in unknown if id_})
    named = [_named(*each) for each in zip((before, after), counts, map(frozenset, known), strict=True)]
    return Published(
        steps=steps,
        stages=tuple(_stages(before, after, counts)),
        named=_row(before.title, named[0], named[1], counts),
        whole=_row(before.title, _promised(before), _promised(after), counts),
        changes=tuple(piece for piece in found.pieces.values() if not is_on_paper(piece)),
    )


def is_on_paper(piece: Piece) -> bool:
    """Say whether a piece changes figures alone, no step, person or order."""
    return piece.kind is Kind.VALUE and not piece.of_post and piece.field in _ON_PAPER


@dataclass(frozen=True, slots=True)
class _Counting:
    """How long the working day of an office is, and which days it means by plain ones."""

    office: Office | None
    minutes: Fraction
    plain_days: Basis

    @classmethod
    def of(cls, procedure: Procedure, office: Office | None) -> _Counting:
        known = yardstick(procedure, office)
        return cls(office, known.day_minutes or _DAY_MINUTES, known.plain_days or Basis.WORKING)

    def days(self, duration: Duration | None) -> Fraction | None:
        """Return a time in working days, of which a word such as “at once” is none."""
        if duration is None:
            return None
        minutes = duration.working_minutes(self.minutes, plain_days=self.plain_days)
        return None if minutes is None else minutes / self.minutes


def _row(
    title: Text,
    before: Duration | None,
    after: Duration | None,
    counts: Sequence[_Counting],
    step: str | None = None,
    in_one: bool = False,
) -> Row:
    return Row(title, before, after, counts[0].days(before), counts[1].days(after), step, in_one)


def _steps(found: Between, before: Procedure, after: Procedure, counts: Sequence[_Counting]) -> Iterator[Row]:
    ids = {match.before.id: match.after for match in found.matches}
    for id_, step in before.steps.items():
        other = ids.get(id_)
        if step.allowance or (other and other.allowance):
            yield _row(_title(step), step.allowance, other.allowance if other else None, counts, id_, not other)
    same = {match.after.id for match in found.matches}
    for id_, step in after.steps.items():
        if id_ not in same and step.allowance:
            yield _row(_title(step), None, step.allowance, counts, id_, True)


def _stages(before: Procedure, after: Procedure, counts: Sequence[_Counting]) -> Iterator[Row]:
    for id_, stage in before.stages.items():
        other = after.stages.get(id_)
        if stage.total and other and other.total:
            yield _row(stage.title, stage.total, other.total, counts)


def _title(step: Step) -> Text:
    return step.title or Text.of(step.id)


def _named(procedure: Procedure, counting: _Counting, steps: frozenset[str]) -> Duration | None:
    """Return what these steps add up to on the longest way; dossiers with a limit of their own are left aside."""
    limit = _limit(procedure)
    every = sums(procedure, yardstick(procedure, counting.office), steps)
    found = [each for each in every if not limit or each.variant not in limit.variants] or every
    convention = Convention(counting.minutes, plain_days=counting.plain_days)

    def size(amounts: Amounts) -> Fraction:
        return convention.working_minutes(total(amounts, counting.plain_days))

    most = max((each.least for each in found), key=size, default=None)
    return None if most is None else written(most)


def _limit(procedure: Procedure) -> Limit | None:
    """Return the limit promised for everything: the office's own, the stated total, else that of the law."""
    held = (procedure.limits.committed, procedure.limits.total, procedure.limits.legal)
    return next((limit for limit in held if limit and limit.within), None)


def _promised(procedure: Procedure) -> Duration | None:
    limit = _limit(procedure)
    return limit.within if limit else None
