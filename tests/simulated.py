"""Small offices to simulate, and what happened to each dossier: for tests that compare with sums done by hand.

Offices and procedures are written as plain data; times of the day are minutes after midnight.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from isoqms.scenario import Operation, operation_of
from isoqms.simulate import Plan, record
from isoqms.workspace.load import load

WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ALWAYS = {day: ["00:00..24:00"] for day in WEEK}
"""Open day and night."""
DAYTIME = {day: ["07:30..11:30", "13:30..17:30"] for day in WEEK[:5]}
"""Eight hours from Monday to Friday."""
DAY = 1440.0
MORNING, NOON, AFTERNOON, EVENING = 450.0, 690.0, 810.0, 1050.0
"""When the daytime office opens, closes for lunch, opens again and closes."""
EVERY_DAY = {
    "id": "every-day",
    "title": "Every day is worked",
    "weekend": [],
    "sources": {"own": {"title": "Invented", "status": "official"}},
    "years": [{"year": year, "source": "own"} for year in range(2020, 2040)],
}

Data = dict[str, Any]


def post(*roles: str, people: int = 1, **more: Any) -> Data:
    """Return a post whose people fill `roles`."""
    return {"title": "Post", "roles": list(roles), "head_count": people, **more}


def office(
    posts: Mapping[str, Data], hours: Mapping[str, list[str]] = ALWAYS, calendar: str = "every-day", **more: Any
) -> Data:
    """Return an organisation of one office; every role its posts fill is there."""
    roles = {role: {"title": role, "kind": "handles"} for each in posts.values() for role in each["roles"]}
    parts = {key: more.pop(key) for key in ("units", "counters") if key in more}
    place = {"title": "Office", "calendar": calendar, "day_length": "8 hours", "hours": dict(hours), **parts}
    return {
        "title": "Test",
        "default_office": "o",
        "offices": {"o": place},
        "roles": roles,
        "posts": dict(posts),
        **more,
    }


def clerks(people: int = 1, **more: Any) -> Data:
    """Return an office that is always open, with so many people in the role `clerk`."""
    return office({"clerks": post("clerk", people=people)}, **more)


def procedure(steps: Mapping[str, Data], id_: str = "P", gap: str | None = None, **more: Any) -> Data:
    """Return a procedure; `gap` is the time between dossiers."""
    demand = {**({"gap": gap} if gap else {}), **more.pop("demand", {})}
    return {"id": id_, "title": id_, "office": "o", **more, "demand": demand, "steps": dict(steps)}


def one_step(work: Any, id_: str = "P", gap: str | None = None, role: str | list[str] = "clerk", **more: Any) -> Data:
    """Return a procedure whose only step is work of one role."""
    step = {"title": "Work", "role": role, "work": work, "end": "completed", **more.pop("step", {})}
    return procedure({"work": step}, id_, gap, **more)


def at_minute(*minutes: float, each: int = 1, channel: str = "counter", **profile: Any) -> Data:
    """Return the demand of `each` dossiers every working day at those minutes: within the minute that follows.

    A little more than that come in a year, so that none is due just when a minute ends, where rounding would decide.
    """
    windows = {f"{clock(minute)}..{clock(minute + 1)}": 1 for minute in minutes}
    gap = f"{479.9 / (each * len(minutes)):.2f} min"
    return {"gap": gap, "spacing": "even", "channels": {channel: "100 %"}, "profile": {"hours": windows, **profile}}


def clock(minute: float) -> str:
    """Return a minute of the day as people write it."""
    return f"{int(minute) // 60:02}:{int(minute) % 60:02}"


def operation(
    folder: Path, organisation: Data, *procedures: Data, names: Callable[[str], str] = str.lower
) -> Operation:
    """Write an office and its procedures into `folder` and read them as `isoqms simulate` does.

    Raises:
        AssertionError: something in the files is wrong.
    """
    put(folder, organisation, *procedures, names=names)
    workspace = load([folder])
    assert not workspace.problems, workspace.problems
    return operation_of(workspace)


def put(folder: Path, organisation: Data, *procedures: Data, names: Callable[[str], str] = str.lower) -> None:
    """Write an office and its procedures into `folder`, each procedure under the name that `names` makes of its id."""
    files = {"organisation": organisation, "calendars/every-day": EVERY_DAY}
    files |= {names(each["id"]): each for each in procedures}
    for name, data in files.items():
        path = folder / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")


def within(figure: Any, truth: float, confidence: float = 0.99) -> bool:
    """Say whether `truth` lies in the interval of a figure, widened from 95 % to 99 %; 20 replications are wanted."""
    assert figure.value is not None, figure.reason
    assert figure.samples is not None
    assert len(figure.samples.tops) == REPLICATIONS
    assert confidence == 0.99
    half = (figure.high - figure.low) / 2 * T_99 / T_95
    return bool(abs(figure.value - truth) <= half)


REPLICATIONS = 20
T_95, T_99 = 2.093024, 2.860935
"""Student's t with 19 degrees of freedom, two-sided."""


@dataclass(frozen=True)
class Visit:
    """One passage of a dossier through a step: when it came to it, when it started and when it ended."""

    procedure: str
    number: int
    step: str
    channel: str
    variant: str | None
    joined: float
    start: float | None = None
    end: float | None = None

    @property
    def dossier(self) -> tuple[str, int]:
        """Which dossier it is."""
        return self.procedure, self.number


@dataclass(frozen=True)
class Story:
    """What happened in one replication, visit by visit in the order in which they began."""

    visits: tuple[Visit, ...]
    origin: date | None

    def of(self, step: str, procedure: str | None = None) -> list[Visit]:
        """Return the visits of a step."""
        return [each for each in self.visits if each.step == step and procedure in (None, each.procedure)]

    def dossiers(self) -> dict[tuple[str, int], list[Visit]]:
        """Return the visits of each dossier."""
        found = defaultdict(list)
        for visit in self.visits:
            found[visit.dossier].append(visit)
        return dict(found)

    def on(self, day: date) -> float:
        """Return the minute at which a day begins."""
        assert self.origin is not None
        return (day - self.origin).days * DAY

    def moment(self, minute: float) -> datetime:
        """Return a minute as a moment."""
        assert self.origin is not None
        return datetime.combine(self.origin, time()) + timedelta(minutes=minute)


def tell(office: Operation, plan: Plan) -> Story:
    """Simulate once and return what happened."""
    log = record(office, plan)
    found: list[dict[str, Any]] = []
    under_way: dict[tuple[str, int, str], dict[str, Any]] = {}
    for event in log.events:
        key = (event.procedure, event.dossier, event.step)
        if key not in under_way:
            fields = dict(zip(("procedure", "number", "step"), key, strict=True))
            under_way[key] = {**fields, "channel": event.channel, "variant": event.variant, "joined": event.minutes}
            found.append(under_way[key])
        if event.lifecycle == "start":
            under_way[key]["start"] = event.minutes
        elif event.lifecycle == "complete":
            under_way.pop(key)["end"] = event.minutes
    return Story(tuple(Visit(**each) for each in found), log.origin)
