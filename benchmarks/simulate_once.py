"""Simulate once through the public API and print what it took as one line of JSON: run by bench_simulate.py."""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

from isoqms.scenario import operation_of
from isoqms.simulate import Plan, simulate
from isoqms.workspace.load import load


def asked_for() -> argparse.Namespace:
    """Read what is to be simulated."""
    parser = argparse.ArgumentParser()
    parser.add_argument("path", type=Path)
    parser.add_argument("--cases", type=int)
    parser.add_argument("--replications", type=int)
    parser.add_argument("--from", dest="start", type=date.fromisoformat)
    parser.add_argument("--days", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--lead-times-only", action="store_true")
    return parser.parse_args()


def main() -> None:
    """Simulate, and print time, memory and the main figures."""
    asked = asked_for()
    operation = operation_of(load([asked.path]))
    plan = Plan(
        seed=asked.seed,
        replications=asked.replications,
        cases=asked.cases,
        start=asked.start,
        days=asked.days,
        threads=asked.threads,
        detail=not asked.lead_times_only,
    )
    wall, cpu = time.perf_counter(), time.process_time()
    result = simulate(operation, plan)
    spent = {"cpu_s": time.process_time() - cpu, "wall_s": time.perf_counter() - wall}
    print(json.dumps({**spent, "rss_mib": _peak_memory(), **_figures(result)}))


def _peak_memory() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def _figures(result: Any) -> dict[str, Any]:
    times = {id_: found.lead_time.wall for id_, found in result.procedures.items()}
    first = next(iter(times.values()))
    return {
        "dossiers": sum(found.cases for found in result.procedures.values()),
        "cases": result.cases,
        "replications": result.replications,
        **{name: [each.value, each.low, each.high] for name, each in (("mean", first.mean), ("p90", first.p90))},
        "use": {id_: role.utilisation.value for id_, role in result.roles.items()},
    }


if __name__ == "__main__":
    main()
