"""How long an office takes, how often it is on time and where the time goes: one dossier after the other, by chance.

What is exported is loaded when it is first asked for, so that a part of the room can be had without the kernel.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from isoqms.simulate.plan import Plan
    from isoqms.simulate.run import in_common, record, simulate
    from isoqms.simulate.setting import SimulationRefusedError

__all__ = ["Plan", "SimulationRefusedError", "in_common", "record", "simulate"]

_PLACES = {
    "Plan": "plan",
    "SimulationRefusedError": "setting",
    "in_common": "run",
    "record": "run",
    "simulate": "run",
}


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)
