"""Make an office of many procedures whose staff is as busy as asked: `make_office.py -o DIR`, for the benchmark.

The commune is invented. Its procedures share 40 people; some are asked of the applicant again, some go to another
agency, the leaders sign at fixed hours. The work of each role is scaled until the load asked for is reached, so that
the figure measured stays one office. The same seed gives the same files.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

PROCEDURES, DOSSIERS = 85, 100_000
STAFF = {
    "one_stop": 8,
    "civil_status": 4,
    "land": 6,
    "construction": 5,
    "social": 5,
    "business": 3,
    "culture": 2,
    "head": 4,
    "leader": 2,
    "clerk": 1,
}
"""Role → people, 40 in all."""
FIELDS = ("civil_status", "land", "construction", "social", "business", "culture")
LOADS = (0.60, 0.85)
DAYS, DAY_MINUTES = 249, 480
"""Working days of 2026 by the calendar of Viet Nam, and the minutes of each."""

Data = dict[str, Any]


def make_office(folder: Path, seed: int = 85, procedures: int = PROCEDURES, dossiers: int = DOSSIERS) -> list[Path]:
    """Write the organisation and its procedures into `folder` and return their files, the organisation first."""
    chance = random.Random(seed)
    weights = [chance.paretovariate(1.3) for _ in range(procedures)]
    yearly = [max(20, round(dossiers * weight / sum(weights))) for weight in weights]
    flows = [_Flow(number, chance) for number in range(procedures)]
    scale = _scales(flows, yearly, chance)
    files = {"organisation.yaml": _organisation()}
    for number, (flow, per_year) in enumerate(zip(flows, yearly, strict=True), start=1):
        files[f"tt-{number:02}.yaml"] = flow.procedure(f"TT-{number:02}", per_year, scale)
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (folder / name).write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return [folder / name for name in files]


class _Flow:
    """What one procedure asks of whom, in minutes before scaling."""

    def __init__(self, number: int, chance: random.Random) -> None:
        self.field = FIELDS[number % len(FIELDS)]
        self.minutes = {"receive": 8.0, "check": 10.0, "handle": 60.0, "review": 9.0, "sign": 4.0, "hand_over": 5.0}
        self.minutes = {step: round(usual * chance.uniform(0.5, 1.8), 1) for step, usual in self.minutes.items()}
        self.role = {"receive": "one_stop", "check": self.field, "handle": self.field, "review": "head"}
        self.role |= {"sign": "leader", "stamp": "clerk", "hand_over": "one_stop"}
        self.minutes["stamp"] = 2.0
        self.asked_again = round(chance.uniform(0, 25)) if chance.random() < 0.6 else 0
        self.agency_days = chance.choice((2, 3, 5)) if chance.random() < 0.3 else 0
        self.online = chance.choice((0, 20, 40, 60))
        self.limit = chance.choice((3, 5, 7, 10, 15)) + self.agency_days

    def visits(self, step: str) -> float:
        """Return how often a dossier passes a step on average: asked twice at most, then refused."""
        again = self.asked_again / 100
        return {"receive": 1.0, "check": 1 + again + again**2}.get(step, 1 - again**3)

    def procedure(self, id_: str, per_year: int, scale: Mapping[str, float]) -> Data:
        """Return the procedure as its file holds it."""
        channels = {"counter": f"{100 - self.online} %", **({"online": f"{self.online} %"} if self.online else {})}
        return {
            "id": id_,
            "title": {"vi": f"Thủ tục {id_}", "en": f"Procedure {id_}"},
            "office": "commune",
            "owner": "leader",
            "channels": list(channels),
            "limits": {"legal": {"within": f"{self.limit} working days", "from": "receipt"}},
            "demand": {"per_year": per_year, "channels": channels},
            "steps": self._steps(scale),
        }

    def _steps(self, scale: Mapping[str, float]) -> Data:
        order = ["receive", "check", *(["agency"] if self.agency_days else []), "handle", "review", "sign", "stamp"]
        order += ["hand_over"]
        steps: dict[str, Data] = {}
        for step, following in zip(order, [*order[1:], None], strict=True):
            told = {"next": following} if following else {"end": "completed"}
            steps[step] = {**self._work(step, scale), **told}
        if self.asked_again:
            forth = steps["check"].pop("next")
            back = {"to": "supplement", "share": f"{self.asked_again} %", "when": "incomplete"}
            back |= {"at_most": 2, "at_bound": "refuse"}
            steps["check"]["next"] = [back, {"to": forth, "share": f"{100 - self.asked_again} %", "default": True}]
            wait = {"min": "1 calendar day", "usual": "3 calendar days", "max": "10 calendar days"}
            steps["supplement"] = {"title": "Supplement", "actor": "applicant", "wait": wait, "clock": "stopped"}
            steps["supplement"]["next"] = "check"
            steps["refuse"] = {"title": "Refuse", "actor": "system", "work": "0 min", "end": "refused"}
        steps["sign"]["batch"] = {"at": ["10:00", "16:00"]}
        return steps

    def _work(self, step: str, scale: Mapping[str, float]) -> Data:
        title = step.replace("_", " ").capitalize()
        if step == "agency":
            wait = {"min": "1 working day", "usual": f"{self.agency_days} working days", "max": "8 working days"}
            return {"title": title, "actor": "agency", "wait": wait}
        mean = self.minutes[step] * scale[self.role[step]]
        times = {"min": 0.5, "usual": 0.9, "max": 1.6}  # triangular: their mean is 1
        work = {name: f"{mean * share:.2f} min" for name, share in times.items()}
        return {"title": title, "role": self.role[step], "work": work}


def _scales(flows: list[_Flow], yearly: list[int], chance: random.Random) -> dict[str, float]:
    """Return by how much the work of each role is multiplied so that it is as loaded as drawn between the bounds."""
    asked = dict.fromkeys(STAFF, 0.0)
    for flow, dossiers in zip(flows, yearly, strict=True):
        for step, minutes in flow.minutes.items():
            asked[flow.role[step]] += dossiers * minutes * flow.visits(step)
    there = {role: people * DAYS * DAY_MINUTES for role, people in STAFF.items()}
    return {role: chance.uniform(*LOADS) * there[role] / asked[role] for role in STAFF}


def _organisation() -> Data:
    hours = {day: ["07:30..11:30", "13:30..17:30"] for day in ("mon", "tue", "wed", "thu", "fri")}
    title = {"vi": "UBND xã dùng để đo", "en": "Commune of the benchmark"}
    office = {"title": title, "calendar": "vn", "day_length": "8 hours", "hours": hours}
    return {
        "title": title,
        "source": "Invented, by benchmarks/make_office.py.",
        "default_office": "commune",
        "offices": {"commune": office},
        "roles": {
            role: {"title": role.replace("_", " "), "kind": "decides" if role == "leader" else "handles"}
            for role in STAFF
        },
        "posts": {
            f"post-{role.replace('_', '-')}": {"title": role, "roles": [role], "head_count": people}
            for role, people in STAFF.items()
        },
    }


def main() -> None:
    """Read the command line and say what was made."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="DIR", help="folder to write them into")
    asked = parser.parse_args()
    print(f"{len(make_office(asked.output)) - 1} procedures in {asked.output}")


if __name__ == "__main__":
    main()
