"""What changes are worth, beside doing the same by running SimPy or Prosimos again and again."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from math import sqrt

from measure import Figure, at_most, shown
from peer_programs import Peer, peers
from twelve_changes import PROCEDURE, touches_bottleneck, twelve, valuing

from isoqms.improve.comparison import USUAL_REPLICATIONS
from isoqms.improve.worth.attribution import Sharing
from isoqms.improve.worth.measures import Measure
from isoqms.metrics import Figure as Value
from isoqms.simulate import Plan

HUNDRED_THOUSAND = Plan(cases=5_000, replications=20, detail=False)
TEN_THOUSAND = Plan(cases=10_000 // USUAL_REPLICATIONS, replications=USUAL_REPLICATIONS)
"""The second, as `isoqms compare` counts, with who is on time as well."""
SHARED = 10
NARROWER = 30
T_95_OF_38 = 2.024394
"""Student's t, two-sided, of two times twenty replications."""


def measure(repetitions: int) -> Iterator[Figure]:
    """Yield the figures of valuing changes and of sharing a saving out."""
    runs = min(repetitions, 3)
    valued = tuple(_cpu(_value_all) for _ in range(runs))
    yield at_most("base + 12 changes, 100,000 dossiers each, lead times", 2.0, valued)
    with_all = tuple(_cpu(lambda: _value_all(detail=True)) for _ in range(runs))
    yield at_most("base + 12 changes, 100,000 dossiers each, with on time", 2.0, with_all)
    for name, detail in (("lead times", False), ("with on time", True)):
        shared = tuple(_cpu(lambda detail=detail: _share_out(detail)) for _ in range(runs))  # type: ignore[misc]
        yield at_most(f"exact shares of 10 changes, 10,000 dossiers a set, {name}", 15.0, shared)
    for peer, cases in _peers().items():
        yield from _by(peer, cases)
    yield from _narrower()


def _cpu(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def _value_all(detail: bool = False) -> None:
    scenario = twelve()
    made = valuing(scenario, replace(HUNDRED_THOUSAND, detail=detail))
    for id_ in scenario.changes:
        for each in made.measures:
            made.saving((id_,), PROCEDURE, each)


def _share_out(detail: bool) -> None:
    scenario = twelve()
    ids = tuple(islice(scenario.changes, SHARED))
    first = replace(scenario, changes={id_: scenario.changes[id_] for id_ in ids})
    Sharing(valuing(first, replace(TEN_THOUSAND, detail=detail)), ids).attributions([PROCEDURE])


def _peers() -> Mapping[Peer, int]:
    found = peers()
    return {found["SimPy"]: 20_000, found["Prosimos"]: 1_000}


def _by(peer: Peer, cases: int) -> Iterator[Figure]:
    """Yield what running a peer for every set would take, extrapolated from one run of `cases` dossiers."""
    if peer.missing:
        yield Figure(f"{peer.name}: the same by running it again", "", 0.0, f"not measured: {peer.missing}", True)
        return
    each = peer.run(cases)["cpu_s"] / cases
    yield shown(f"{peer.name} {peer.version}: base + 12 changes, extrapolated", (13 * 100_000 * each,))
    yield shown(f"{peer.name} {peer.version}: shares of 10 changes, extrapolated", (2**SHARED * 10_000 * each,))


def _narrower() -> Iterator[Figure]:
    """Yield how much narrower an interval is than that of runs with luck of their own, change by change."""
    scenario = twelve()
    coupled = valuing(scenario, HUNDRED_THOUSAND)
    other = valuing(scenario, replace(HUNDRED_THOUSAND, seed=1_001))
    before = coupled.of(()).figure(PROCEDURE, Measure.MEAN)
    for id_ in scenario.changes:
        saving = coupled.saving((id_,), PROCEDURE, Measure.MEAN)
        independent = _half_width(before, other.of((id_,)).figure(PROCEDURE, Measure.MEAN))
        times = independent / (saving.half_width or 1e-9)
        asked = "" if touches_bottleneck(scenario, id_) else f"≥ {NARROWER} ×"
        yield Figure(
            f"{id_}: interval narrower than of independent runs", asked, times, "×", not asked or times >= NARROWER
        )


def _half_width(before: Value, after: Value) -> float:
    """Return half of the interval of the difference of two runs that have nothing in common."""
    return T_95_OF_38 * sqrt(sum(_variance_of_mean(each) for each in (before, after)))


def _variance_of_mean(figure: Value) -> float:
    assert figure.samples is not None
    values = [top / bottom for top, bottom in zip(figure.samples.tops, figure.samples.bottoms, strict=True)]
    centre = sum(values) / len(values)
    return sum((each - centre) ** 2 for each in values) / (len(values) - 1) / len(values)
