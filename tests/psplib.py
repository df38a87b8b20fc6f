"""Project networks of PSPLIB in the format of their files, as procedures of parallel steps that all meet."""

from __future__ import annotations

import re
from typing import Any

from procedures import of_steps

from isoqms.procedure import Procedure


def stated_duration(text: str) -> int:
    """Return the length of the critical path as the header of the file states it (MPM-Time)."""
    found = re.search(r"MPM-Time\s*\n(?:\s*\d+){5}\s+(\d+)", text)
    assert found
    return int(found[1])


def as_procedure(text: str) -> Procedure:
    """Return the network as a procedure: each job a step, its duration an allowance in working days."""
    successors = {row[0]: row[3:] for row in _rows(text, "PRECEDENCE RELATIONS")}
    days = {row[0]: row[2] for row in _rows(text, "REQUESTS/DURATIONS")}
    steps: dict[str, Any] = {}
    for job, after in successors.items():
        step: dict[str, Any] = {"allowance": f"{days[job]} working days"}
        if sum(job in others for others in successors.values()) > 1:
            step["join"] = "all"
        if len(after) > 1:
            step["parallel"] = [f"job{other}" for other in after]
        elif after:
            step["next"] = f"job{after[0]}"
        else:
            step["end"] = "completed"
        steps[f"job{job}"] = step
    return of_steps(steps)


def _rows(text: str, heading: str) -> list[list[str]]:
    section = text.split(f"{heading}:\n")[1].split("***")[0]
    return [line.split() for line in section.splitlines() if re.match(r"\s*\d", line)]
