"""The one-stop process in SimPy: a resource per role, a process per dossier."""

from __future__ import annotations

import random
from collections.abc import Generator
from typing import Any

import process
import simpy


class Office:
    """Desks and people of the one-stop office, and the lead times of its dossiers."""

    def __init__(self, seed: int, variant: str, times: list[float]) -> None:
        self.random = random.Random(seed)
        self.env = simpy.Environment()
        self.people = {role: simpy.Resource(self.env, number) for role, number in process.PEOPLE.items()}
        self.work = {
            task: (self.people[process.WORK[task][0]], draw) for task, draw in process.samplers(self.random).items()
        }
        self.in_hours = variant == "b"
        self.times = times

    def task(self, name: str) -> Generator[Any, Any, None]:
        """Queue for the people of a task and work."""
        people, draw = self.work[name]
        with people.request() as turn:
            yield turn
            minutes = draw()
            yield self.env.timeout(process.lasting(self.env.now, minutes) if self.in_hours else minutes)

    def dossier(self, number: int) -> Generator[Any, Any, None]:
        """Take one dossier through the process."""
        arrived = self.env.now
        yield from self.task("receive")
        yield from self.task("check")
        while self.random.random() < process.INCOMPLETE:
            yield from self.task("supplement")
            yield self.env.timeout(process.COMPLETING)
            yield from self.task("check")
        yield self.env.process(self.task("verify")) & self.env.process(self.task("consult"))
        for name in ("draft", "approve", "stamp"):
            yield from self.task(name)
        self.times[number] = self.env.now - arrived

    def source(self, cases: int, variant: str) -> Generator[Any, Any, None]:
        """Let dossiers come."""
        for number, at in enumerate(process.arrivals(self.random, cases, variant)):
            yield self.env.timeout(at - self.env.now)
            self.env.process(self.dossier(number))


def main() -> None:
    """Simulate and print the figures."""
    asked = process.asked_for()
    with process.measured("SimPy", asked) as times:
        times += [0.0] * asked.cases
        office = Office(asked.seed, asked.variant, times)
        office.env.process(office.source(asked.cases, asked.variant))
        office.env.run()


if __name__ == "__main__":
    main()
