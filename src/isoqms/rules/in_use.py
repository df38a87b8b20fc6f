"""Clauses the files themselves show in use, whatever the scope says of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Final, TypeAlias

from isoqms.procedure import Actor, Step
from isoqms.qms import RecordKind
from isoqms.rules.system import System
from isoqms.words import Message

_Shown: TypeAlias = Callable[[System], Message | None]


def shown_in_use(number: str, system: System) -> Message | None:
    """Return what in the files uses a clause, one below it, or the heading it stands under; None where nothing does."""
    found = (shows(system) for clause, shows in _USES.items() if _overlap(number, clause))
    return next((message for message in found if message is not None), None)


def _overlap(number: str, clause: str) -> bool:
    return f"{number}.".startswith(f"{clause}.") or f"{clause}.".startswith(f"{number}.")


def _steps(system: System) -> Iterator[tuple[str, Step]]:
    return ((each.id, step) for each in system.covered() for step in each.steps.values())


def _outside(system: System) -> Message | None:
    held = None if "providers" in system.documents.unread else system.documents.providers
    if held is not None and held.providers:
        return Message(
            "qms/providers.yaml names who does part of the work: {providers}", providers=list(held.providers)
        )
    for id_, step in _steps(system):
        if step.actor is Actor.AGENCY:
            return Message("in “{procedure}” another agency does “{step}”", procedure=id_, step=step.id)
    return None


def _served(system: System) -> Message | None:
    for id_, step in _steps(system):
        if step.role:
            return Message(
                "the office does “{step}” of “{procedure}”, which is in the scope", procedure=id_, step=step.id
            )
    return None


def _released(system: System) -> Message | None:
    roles = system.organisation.roles if system.organisation else {}
    for id_, step in _steps(system):
        if any(role in roles and roles[role].kind == "decides" for role in step.role):
            return Message("in “{procedure}” somebody decides at “{step}”", procedure=id_, step=step.id)
    return None


def _measured(system: System) -> Message | None:
    held = system.records.of(RecordKind.EQUIPMENT)
    return Message("records of measuring equipment are kept: {id}", id=held[0].id) if held else None


_USES: Final[Mapping[str, _Shown]] = MappingProxyType(
    {
        "8.1": _served,
        "8.2": _served,
        "8.4": _outside,
        "8.5.1": _served,
        "8.6": _released,
        "7.1.5.2": _measured,
    }
)
"""By clause, what of the files uses it: whoever serves plans and controls, whoever decides releases."""
