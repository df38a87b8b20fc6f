"""The one-stop process as the peers are given it: the numbers of one_stop/a.yaml and b.yaml; minutes throughout."""

from __future__ import annotations

import argparse
import json
import math
import random
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

PEOPLE = {"desk": 2, "officer": 3, "agency": 2, "leader": 1}
WORK = {
    "receive": ("desk", "triangular", (5.0, 10.0, 20.0)),
    "check": ("desk", "triangular", (10.0, 15.0, 30.0)),
    "supplement": ("desk", "triangular", (5.0, 10.0, 15.0)),
    "verify": ("officer", "lognormal", (120.0, 60.0)),
    "consult": ("agency", "exponential", (180.0,)),
    "draft": ("officer", "triangular", (20.0, 40.0, 90.0)),
    "approve": ("leader", "triangular", (5.0, 10.0, 30.0)),
    "stamp": ("desk", "triangular", (3.0, 5.0, 10.0)),
}
"""Task → role, law and its numbers: low, usual, high; mean, standard deviation; mean."""
INCOMPLETE = 0.15
COMPLETING = 1440.0
GAP = 120.0
DAY = 1440.0
WINDOWS = ((450.0, 690.0), (810.0, 1020.0))
DAILY = sum(closes - opens for opens, closes in WINDOWS)


def samplers(random_: random.Random) -> dict[str, Callable[[], float]]:
    """Return for each task the function that draws how long it takes."""
    return {task: _sampler(random_, law, numbers) for task, (_, law, numbers) in WORK.items()}


def _sampler(random_: random.Random, law: str, numbers: tuple[float, ...]) -> Callable[[], float]:
    if law == "triangular":
        low, usual, high = numbers
        return lambda: random_.triangular(low, high, usual)
    if law == "lognormal":
        mean, sd = numbers
        spread = math.sqrt(math.log(1 + (sd / mean) ** 2))
        middle = math.log(mean) - spread * spread / 2
        return lambda: random_.lognormvariate(middle, spread)
    rate = 1 / numbers[0]
    return lambda: random_.expovariate(rate)


def worked(clock: float) -> float:
    """Return the office minutes from Monday 0:00 to `clock`, Monday to Friday in the two windows."""
    days, minute = divmod(clock, DAY)
    weeks, weekday = divmod(days, 7)
    whole = (weeks * 5 + min(weekday, 5)) * DAILY
    if weekday >= 5:
        return whole
    return whole + sum(max(0.0, min(minute, closes) - opens) for opens, closes in WINDOWS)


def clock_at(office_minutes: float) -> float:
    """Return the first moment at which so many office minutes have run since Monday 0:00."""
    days, rest = divmod(office_minutes, DAILY)
    if rest == 0 and office_minutes > 0:  # work done exactly at closing is done then, not the next morning
        days, rest = days - 1, DAILY
    weeks, weekday = divmod(days, 5)
    morning = WINDOWS[0][1] - WINDOWS[0][0]
    at = WINDOWS[0][0] + rest if rest <= morning else WINDOWS[1][0] + rest - morning
    return (weeks * 7 + weekday) * DAY + at


def lasting(start: float, work: float) -> float:
    """Return how long on the wall clock `work` takes that begins at `start` in variant b."""
    return clock_at(worked(start) + work) - start


def arrivals(random_: random.Random, cases: int, variant: str) -> Iterator[float]:
    """Yield the moments at which dossiers come: exponential gaps, of office minutes in variant b."""
    at = 0.0
    for _ in range(cases):
        at += random_.expovariate(1 / GAP)
        yield at if variant == "a" else clock_at(at)


def figures(times: Sequence[float]) -> dict[str, float]:
    """Return mean, P50 and P90 of lead times in order of arrival, the first tenth left out."""
    kept = sorted(times[len(times) // 10 :])
    return {
        "mean": sum(kept) / len(kept),
        **{f"p{percent}": kept[round((len(kept) - 1) * percent / 100)] for percent in (50, 90)},
    }


@contextmanager
def measured(peer: str, asked: argparse.Namespace) -> Iterator[list[float]]:
    """Hand out the list for the lead times; measure what happens meanwhile and print it as one line of JSON."""
    times: list[float] = []
    wall, cpu = time.perf_counter(), time.process_time()
    yield times
    spent = {"cpu_s": time.process_time() - cpu, "wall_s": time.perf_counter() - wall}
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    about = {"peer": peer, "variant": asked.variant, "cases": asked.cases, "seed": asked.seed, "rss_mib": memory}
    print(json.dumps({**about, **spent, **figures(times)}))


def asked_for(variants: Sequence[str] = ("a", "b")) -> argparse.Namespace:
    """Read how many cases, which variant and which seed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--variant", choices=variants, default="a")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()
