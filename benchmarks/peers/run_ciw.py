"""The one-stop process in Ciw, variant a. Ciw has neither a split and join nor people shared by several tasks.

So a node stands for a role, the task is kept on the individual, and the split puts a second individual into the node of
the agency; whichever of the two comes last goes on.
"""

from __future__ import annotations

import random
from typing import Any

import ciw
import process

ROLES = (*process.PEOPLE, "outside")
NODE = {role: number for number, role in enumerate(ROLES, start=1)}
THEN = {"receive": "check", "supplement": "completing", "completing": "check", "draft": "approve", "approve": "stamp"}


class Arrivals(ciw.dists.Distribution):  # type: ignore[misc]
    """Exponential gaps, a given number of them."""

    def __init__(self, cases: int) -> None:
        self.left = cases

    def sample(self, t: float | None = None, ind: Any = None) -> float:
        """Return the time to the next dossier, for ever after the last."""
        self.left -= 1
        return random.expovariate(1 / process.GAP) if self.left >= 0 else float("inf")


class Work(ciw.dists.Distribution):  # type: ignore[misc]
    """How long the task lasts that the individual is at."""

    def __init__(self) -> None:
        self.draw = {**process.samplers(random), "completing": lambda: process.COMPLETING}  # type: ignore[arg-type]

    def sample(self, t: float | None = None, ind: Any = None) -> float:
        """Return a duration."""
        return self.draw[getattr(ind, "task", "receive")]()


class Flow(ciw.routing.NetworkRouting):  # type: ignore[misc]
    """The way of a dossier from task to task."""

    def __init__(self, times: dict[int, float]) -> None:
        self.times = times

    def initialise(self, simulation: Any) -> None:
        """Keep the simulation that asks."""
        self.simulation = simulation

    def initialise_individual(self, ind: Any) -> None:
        """Note when a dossier came; the two branches share what they were split from."""
        ind.task, ind.whole = "receive", {"number": ind.id_number, "at": self.simulation.current_time, "open": 2}

    def next_node(self, ind: Any, node_id: int) -> Any:
        """Return the node a dossier goes to from the task it is at."""
        if ind.task == "check":
            if random.random() < process.INCOMPLETE:
                return self._to(ind, "supplement")
            self._split(ind)
            return self._to(ind, "verify")
        if ind.task in ("verify", "consult"):
            ind.whole["open"] -= 1
            return self.simulation.nodes[-1] if ind.whole["open"] else self._to(ind, "draft")
        if ind.task == "stamp":
            self.times[ind.whole["number"]] = self.simulation.current_time - ind.whole["at"]
            return self.simulation.nodes[-1]
        return self._to(ind, THEN[ind.task])

    next_node_for_rerouting = next_node_for_jockeying = next_node

    def _to(self, ind: Any, task: str) -> Any:
        ind.task = task
        role = process.WORK[task][0] if task in process.WORK else "outside"
        return self.simulation.nodes[NODE[role]]

    def _split(self, ind: Any) -> None:
        other = self.simulation.IndividualType(
            ind.id_number, ind.customer_class, ind.priority_class, simulation=self.simulation
        )
        other.task, other.whole = "consult", ind.whole
        other.starting_node = ind.starting_node
        other.previous_class, other.prev_priority_class = ind.customer_class, ind.priority_class
        self.simulation.nodes[NODE["agency"]].accept(other)


def main() -> None:
    """Simulate and print the figures."""
    asked = process.asked_for(["a"])
    with process.measured("Ciw", asked) as times:
        ciw.seed(asked.seed)
        ended: dict[int, float] = {}
        network = ciw.create_network(
            arrival_distributions=[Arrivals(asked.cases), *[None] * (len(ROLES) - 1)],
            service_distributions=[Work() for _ in ROLES],
            number_of_servers=[*process.PEOPLE.values(), float("inf")],
            routing=Flow(ended),
        )
        ciw.Simulation(network).simulate_until_max_time(process.GAP * asked.cases * 2 + 1e6)
        times += [ended[number] for number in sorted(ended)]


if __name__ == "__main__":
    main()
