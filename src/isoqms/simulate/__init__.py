"""How long an office takes, how often it is on time and where the time goes: one dossier after the other, by chance."""

from __future__ import annotations

from isoqms.simulate.plan import Plan
from isoqms.simulate.run import SimulationRefusedError, record, simulate

__all__ = ["Plan", "SimulationRefusedError", "record", "simulate"]
