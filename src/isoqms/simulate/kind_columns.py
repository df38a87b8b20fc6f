"""The columns of the tables that kinds of dossiers make: where they begin, what limits them, who is taken first."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import Any, Final

from isoqms.simulate.line import Line, Place, exits_of, numbers_of
from isoqms.simulate.register import Register

_TIE_SHIFT: Final = 52


def kind_columns(places: Sequence[Place], lines: Sequence[Line], register: Register) -> dict[str, Any]:
    """Return the columns of kinds, procedure by procedure.

    Args:
        places: what each node is.
        lines: the procedures.
        register: takes up the hours of the offices.
    """
    numbers = numbers_of(places)
    kinds = [(number, line, kind.course) for number, line in enumerate(lines) for kind in line.kinds]
    levels = sorted({each for line in lines for each in line.priorities})
    gives_up = [[any(way.regions for way in exits_of(course)) for course in line.courses] for line in lines]
    return {
        "kind_procedure": array("q", [number for number, _, _ in kinds]),
        "kind_start": array("q", [numbers[n, course, line.courses[course].start] for n, line, course in kinds]),
        "kind_level": array("q", [levels.index(line.priorities[course]) for _, line, course in kinds]),
        "kind_office": array("q", [register.timeline(line.working) for _, line, _ in kinds]),
        "kind_reception": array("q", [register.timeline(line.reception) for _, line, _ in kinds]),
        "kind_limits": array("q", [limit for _, line, course in kinds for limit in line.limits[course]]),
        "kind_any": array("q", [gives_up[number][course] for number, _, course in kinds]),
        "kind_at_receipt": array("q", [line.at_receipt[course] for _, line, course in kinds]),
        "levels": max(1, len(levels)),
        "procedure_tie": array("Q", [number << _TIE_SHIFT for number in range(len(lines))]),
    }
