"""The tasks of an applicant (W): hours, hired service and money of each step, as often as dossiers pass it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from isoqms.graph.journey import needs_applicant
from isoqms.improve.cost.amounts import whole
from isoqms.improve.cost.hours import mean_minutes, minutes
from isoqms.improve.cost.item import Counted, Item
from isoqms.improve.cost.kinds import Kind, passed
from isoqms.procedure import Actor, CostItem, Procedure, Step
from isoqms.words import Message, Renderable, Text


def tasks_of(
    procedure: Procedure, kinds: Sequence[Kind], per_hour: int, day_minutes: Fraction, removed: Collection[str]
) -> Counted:
    """Return the tasks of a procedure; steps that need the applicant and state no cost are noted.

    Args:
        procedure: whose steps they are.
        kinds: its dossiers.
        per_hour: what an hour of the applicant counts as.
        day_minutes: length of a working day.
        removed: steps nobody does any more.
    """
    counting, silent = _Counting(per_hour, day_minutes, Counted()), []
    for id_, step in procedure.steps.items():
        times = Fraction(0) if id_ in removed else passed(step, kinds)
        if times and (step.costs or needs_applicant(step)):
            found = list(counting.of_step(step, times))
            counting.counted.items += found
            silent += [] if found else [_name(step)]
    if silent:
        said = Message("what these steps cost the applicant is not stated: {steps}", steps=silent)
        counting.counted.unknown.append(said)
    return counting.counted


def _name(step: Step) -> Text:
    return step.title or Text.of(step.id)


@dataclass(frozen=True, slots=True)
class _Counting:
    per_hour: int
    day_minutes: Fraction
    counted: Counted

    def of_step(self, step: Step, times: Fraction) -> Iterator[Item]:
        """Yield the items of a step that is passed so often; without items of its own its work counts."""
        if step.work and step.actor is Actor.APPLICANT and not any(item.takes for item in step.costs.values()):
            taken = mean_minutes(step.work, self.day_minutes)
            if taken is None:
                self._untold(_name(step))
            else:
                yield self._item(f"{step.id}.work", step, CostItem(source=step.work.source), times, taken)
        for id_, item in step.costs.items():
            taken = minutes(item.takes, self.day_minutes) if item.takes else Fraction(0)
            if taken is None:
                self._untold(item.title or _name(step))
            often = times if item.share is None else times * item.share
            yield self._item(f"{step.id}.{id_}", step, item, often, taken or Fraction(0))

    def _untold(self, what: Renderable) -> None:
        self.counted.unknown.append(Message("the time stated for “{item}” gives no number of minutes", item=what))

    def _item(self, id_: str, step: Step, item: CostItem, times: Fraction, taken: Fraction) -> Item:
        money = Fraction((item.service or 0) + (item.spends or 0))
        return Item(
            id=id_,
            step=step.id,
            title=item.title or _name(step),
            is_fee=False,
            task=item.task,
            times=times,
            minutes=taken,
            money=money,
            service=item.service or 0,
            source=item.source,
            cost=whole(times * (taken / 60 * self.per_hour + money)),
        )
