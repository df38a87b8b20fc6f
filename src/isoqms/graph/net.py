"""The ways of a procedure, numbered, with what leads to and out of each step and in what order steps are done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from isoqms.graph.flow import ANY, Dossiers, End, Node, Passage, Way, going_apart, ways
from isoqms.graph.reach import in_order, onward, reached
from isoqms.procedure import Answers, Join, Procedure, once


@dataclass(frozen=True, slots=True)
class Net:
    """The part of a procedure that dossiers of one kind can come to.

    Ways are known by their number in `ways`. `order` holds the steps so that each comes after those that lead to it,
    loops left out; `arriving` and `leaving` the numbers of the ways that go forward, `returning` those of the loops
    back to a step.
    """

    first: str
    ways: tuple[Way, ...]
    order: tuple[str, ...]
    arriving: Mapping[str, tuple[int, ...]]
    leaving: Mapping[str, tuple[int, ...]]
    returning: Mapping[str, tuple[int, ...]]
    joins: Mapping[str, Join]
    answers: Answers = field(default_factory=dict, init=False, compare=False, repr=False)

    def before(self, step: str) -> set[Node]:
        """Return `step` and the steps from which a dossier may come to it without going back."""
        backward: dict[Node, list[Node]] = {
            each: [self.ways[way].source for way in ways] for each, ways in self.arriving.items()
        }
        return set(reached(backward, step))

    def together(self, step: str) -> bool:
        """Say whether the ways out of `step` are all taken at the same time."""
        return any(self.ways[way].passage is Passage.ALL for way in self.leaving[step])


@once
def net(procedure: Procedure, dossiers: Dossiers, at_bound: bool = True) -> Net:
    """Return the net of a procedure for `dossiers`.

    Args:
        procedure: a procedure with at least one step.
        dossiers: whose ways to follow.
        at_bound: whether the exits taken when a bound is reached belong to it.
    """
    if dossiers is not ANY and not going_apart(procedure):
        return net(procedure, ANY, at_bound)
    every = [way for way in ways(procedure, dossiers) if at_bound or way.passage is not Passage.AT_BOUND]
    if not at_bound and len(every) == len(ways(procedure, dossiers)):
        return net(procedure, dossiers)
    found = reached(onward((way.source, way.target) for way in every), procedure.first)
    taken = tuple(way for way in every if way.source in found)
    forward: dict[Node, dict[Node, None]] = onward((way.source, way.target) for way in taken if not way.loop)
    steps = [id_ for id_ in procedure.steps if id_ in found]
    forward |= {id_: {} for id_ in steps if id_ not in forward}
    return Net(
        first=procedure.first,
        ways=taken,
        order=tuple(node for node in in_order(forward) if not isinstance(node, End)),
        arriving=_numbers(steps, taken, into=True, loop=False),
        leaving=_numbers(steps, taken, into=False, loop=False),
        returning=_numbers(steps, taken, into=True, loop=True),
        joins={id_: join for id_ in steps if (join := procedure.steps[id_].join) is not None},
    )


def _numbers(steps: list[str], taken: tuple[Way, ...], into: bool, loop: bool) -> Mapping[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {id_: [] for id_ in steps}
    for number, way in enumerate(taken):
        end = way.target if into else way.source
        if way.loop is loop and isinstance(end, str):
            found[end].append(number)
    return {id_: tuple(numbers) for id_, numbers in found.items()}
