"""The one-stop process in Prosimos, variant a: a BPMN file and a JSON file, run through its Python entry point.

Prosimos cannot draw from a triangular law: it is given the gamma law of the same mean and variance.
"""

from __future__ import annotations

import json
import os
import random
import tempfile
import warnings
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

import numpy
import process

warnings.filterwarnings("ignore")
FLOWS = (
    ("in", "receive"),
    ("receive", "again"),
    ("again", "check"),
    ("check", "complete"),
    ("complete", "supplement"),
    ("supplement", "completing"),
    ("completing", "again"),
    ("complete", "split"),
    ("split", "verify"),
    ("split", "consult"),
    ("verify", "join"),
    ("consult", "join"),
    ("join", "draft"),
    ("draft", "approve"),
    ("approve", "stamp"),
    ("stamp", "out"),
)
NODES = {
    "in": ("startEvent", ""),
    "out": ("endEvent", ""),
    "again": ("exclusiveGateway", ' gatewayDirection="Converging"'),
    "complete": ("exclusiveGateway", ' gatewayDirection="Diverging"'),
    "split": ("parallelGateway", ' gatewayDirection="Diverging"'),
    "join": ("parallelGateway", ' gatewayDirection="Converging"'),
    "completing": ("intermediateCatchEvent", ""),
    **dict.fromkeys(process.WORK, ("task", "")),
}
DAY_AND_NIGHT = [{"from": "MONDAY", "to": "SUNDAY", "beginTime": "00:00:00", "endTime": "23:59:59.999999"}]
UNBOUNDED = 1e9


def diagram() -> str:
    """Return the process as BPMN."""
    flows = {f"{source}-{target}": (source, target) for source, target in FLOWS}
    parts = []
    for name, (tag, more) in NODES.items():
        ways = [f"<incoming>{id_}</incoming>" for id_, (_, target) in flows.items() if target == name]
        ways += [f"<outgoing>{id_}</outgoing>" for id_, (source, _) in flows.items() if source == name]
        ways += ["<timerEventDefinition/>"] * (tag == "intermediateCatchEvent")
        parts.append(f'<{tag} id="{name}" name="{name}"{more}>{"".join(ways)}</{tag}>')
    for id_, (source, target) in flows.items():
        parts.append(f"<sequenceFlow id={quoteattr(id_)} sourceRef={quoteattr(source)} targetRef={quoteattr(target)}/>")
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="model" targetNamespace="urn:one-stop">'
        f'<process id="one-stop" isExecutable="false">{"".join(parts)}</process></definitions>'
    )


def law(name: str, numbers: tuple[float, ...]) -> dict[str, Any]:
    """Return a law of durations as Prosimos writes it, in seconds."""
    if name == "triangular":
        low, usual, high = numbers
        mean = (low + usual + high) / 3
        variance = (low**2 + usual**2 + high**2 - low * usual - low * high - usual * high) / 18
        return _law("gamma", mean * 60, variance * 3600, 0, UNBOUNDED)
    if name == "lognormal":
        return _law("lognorm", numbers[0] * 60, (numbers[1] * 60) ** 2, 0, UNBOUNDED)
    return _law("expon", numbers[0] * 60, 0, UNBOUNDED)


def _law(name: str, *parameters: float) -> dict[str, Any]:
    return {"distribution_name": name, "distribution_params": [{"value": float(value)} for value in parameters]}


def parameters() -> dict[str, Any]:
    """Return people, laws, shares and hours."""
    people = [
        {"id": role, "name": role, "cost_per_hour": 0, "amount": number, "calendar": "always"}
        for role, number in process.PEOPLE.items()
    ]
    shares = {"complete-supplement": process.INCOMPLETE, "complete-split": 1 - process.INCOMPLETE}
    return {
        "resource_profiles": [{"id": each["id"], "name": each["name"], "resource_list": [each]} for each in people],
        "resource_calendars": [{"id": "always", "name": "always", "time_periods": DAY_AND_NIGHT}],
        "arrival_time_distribution": law("exponential", (process.GAP,)),
        "arrival_time_calendar": DAY_AND_NIGHT,
        "gateway_branching_probabilities": [
            {
                "gateway_id": "complete",
                "probabilities": [{"path_id": way, "value": str(share)} for way, share in shares.items()],
            }
        ],
        "task_resource_distribution": [
            {"task_id": task, "resources": [{"resource_id": role, **law(name, numbers)}]}
            for task, (role, name, numbers) in process.WORK.items()
        ],
        "event_distribution": [{"event_id": "completing", **_law("fix", process.COMPLETING * 60, 0, 1)}],
        "batch_processing": [],
        "case_attributes": [],
        "prioritisation_rules": [],
    }


def main() -> None:
    """Simulate and print the figures."""
    asked = process.asked_for(["a"])
    from prosimos.simulation_engine import run_simulation  # its import is not measured

    numpy.random.seed(asked.seed)
    random.seed(asked.seed)
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        Path("process.bpmn").write_text(diagram(), encoding="utf-8")
        Path("parameters.json").write_text(json.dumps(parameters()), encoding="utf-8")
        with process.measured("Prosimos", asked) as times:
            found = run_simulation(
                "process.bpmn", "parameters.json", asked.cases, starting_at="2026-01-05T00:00:00+00:00"
            )
            times += [(each.completed_at - each.started_at).total_seconds() / 60 for each in found[1].trace_list]
        os.chdir(tempfile.gettempdir())


if __name__ == "__main__":
    main()
