"""The columns of the tables that demand makes: streams of dossiers, of which kinds, and how many come when."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from itertools import accumulate
from typing import Any, TypeAlias

from isoqms.simulate.line import Line
from isoqms.simulate.patterns import Pattern
from isoqms.simulate.register import listed
from isoqms.simulate.streams import Stream


def stream_columns(streams: Sequence[Stream], lines: Sequence[Line]) -> dict[str, Any]:
    """Return the columns of streams, each of the procedure of one of the lines."""
    numbers = {line.id: number for number, line in enumerate(lines)}
    first = [0, *accumulate(len(line.kinds) for line in lines)]
    of_stream = [numbers[each.procedure] for each in streams]
    kinds = [
        [(first[line] + n, kind.share) for n, kind in enumerate(lines[line].kinds) if kind.channel == each.channel]
        for each, line in zip(streams, of_stream, strict=True)
    ]
    shares = [share for each in kinds for share in accumulate(share for _, share in each)]
    return {
        "stream_procedure": array("q", of_stream),
        "stream_key": array("Q", [0] * len(streams)),
        "stream_even": array("q", [each.even for each in streams]),
        **listed("stream_kinds", "stream_kind", [[number for number, _ in each] for each in kinds]),
        "stream_share": array("d", shares),
        "stream_period": array("d", [each.pattern.period for each in streams]),
        **_comings(streams),
    }


_Windows: TypeAlias = "tuple[array[float], array[float], array[float]]"
"""When windows open and close, and how many dossiers come in a minute of each where the whole demand is 1."""


def _comings(streams: Sequence[Stream]) -> dict[str, Any]:
    """Return when dossiers come and how many in a minute, for windows in which some do."""
    windows: dict[int, _Windows] = {}
    starts, opens, closes, rates = array("q", [0]), array("d"), array("d"), array("d")
    for stream in streams:
        pattern = stream.pattern
        if id(pattern) not in windows:
            windows[id(pattern)] = _windows(pattern)
        held = windows[id(pattern)]
        opens += held[0]
        closes += held[1]
        rates.extend([rate * stream.times for rate in held[2]])
        starts.append(len(opens))
    none = array("d", [0.0])
    return {
        "stream_windows": starts,
        "coming_opens": opens or none,
        "coming_closes": closes or none,
        "coming_rate": rates or none,
    }


def _windows(pattern: Pattern) -> _Windows:
    """Return the windows in which anybody comes."""
    kept = [place for place, rate in enumerate(pattern.rates) if rate > 0.0]
    if len(kept) == len(pattern.rates):
        return array("d", pattern.opens), array("d", pattern.closes), array("d", pattern.rates)
    return (
        array("d", [pattern.opens[place] for place in kept]),
        array("d", [pattern.closes[place] for place in kept]),
        array("d", [pattern.rates[place] for place in kept]),
    )
