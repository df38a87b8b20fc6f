"""Why dossiers have no usual time under some changes: those who work on them cannot keep up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from isoqms.problem import IsoqmsError
from isoqms.simulate import codes
from isoqms.simulate.coupled import Coupled
from isoqms.simulate.loads import Load
from isoqms.simulate.possible import MOST_LOAD
from isoqms.simulate.remarks import cannot_keep_up
from isoqms.simulate.setting import Setting
from isoqms.words import Message

_YEAR_MINUTES: Final = 365 * 24 * 60
_HOUR_MINUTES: Final = 60


@dataclass(frozen=True, slots=True)
class Laid:
    """An operation laid out, and the loads its people cannot carry; `stuck` where dossiers never end, even alone."""

    setting: Setting
    overloads: tuple[Load, ...] = ()
    stuck: IsoqmsError | None = None

    @classmethod
    def of(cls, coupled: Coupled, setting: Setting) -> Laid:
        """Return what the people of an operation, laid out as the runs of several have it, cannot carry."""
        try:
            return cls(setting, tuple(coupled.overloads(setting)))
        except IsoqmsError as error:
            return cls(setting, stuck=error)


def without_usual_time(laid: Laid) -> dict[str, Message]:
    """Return, by procedure, why it has no usual time: some step of it waits for people who cannot keep up.

    In a period of days only a load no office ever had is told: the line before the people grows, but the days end.

    Raises:
        IsoqmsError: its dossiers never end, for another reason than the work they bring.
    """
    setting = laid.setting
    if laid.stuck:
        if reason := _years_of_work(setting):
            return {line.id: reason for line in setting.tables.lines}
        raise laid.stuck
    most = 1.0 if setting.axis.steady else MOST_LOAD
    reasons: dict[str, Message] = {}
    for load in (each for each in laid.overloads if each.part >= most):
        for id_ in _worked_on_by(setting, frozenset(load.roles)):
            reasons.setdefault(id_, cannot_keep_up(setting, load))
    return reasons


def _worked_on_by(setting: Setting, roles: frozenset[int]) -> list[str]:
    tables = setting.tables
    nodes = (node for node in range(len(tables.places)) if not roles.isdisjoint(tables.roles_of(node)))
    return list(dict.fromkeys(tables.lines[tables.places[node].line].id for node in nodes))


def _years_of_work(setting: Setting) -> Message | None:
    """Return which step takes years of somebody's work; none where no step does."""
    tables = setting.tables
    work = {
        node: place.node.times.work.mean
        for node, place in enumerate(tables.places)
        if place.node.times.kind == codes.WORK and place.node.times.work
    }
    longest = max(work, key=lambda node: work[node], default=None)
    if longest is None or work[longest] < _YEAR_MINUTES:
        return None
    place = tables.places[longest]
    procedure = setting.operation.procedure(tables.lines[place.line].id)
    return Message(
        "{role} cannot keep up: one dossier alone is {hours} hours of work for them at the step “{step}”",
        role=[tables.staff.roles[role].title for role in tables.roles_of(longest)],
        hours=f"{work[longest] / _HOUR_MINUTES:.0f}",
        step=(procedure and procedure.steps[place.step].title) or place.step,
    )
