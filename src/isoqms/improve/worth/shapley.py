"""The share of each of several players in what all of them bring about together.

A player's share is what it adds on average to those who came before it, over all orders in which they may come. It is
the only division in which the shares make up the whole, players that add alike get alike, those that add nothing get
nothing, and the shares of a sum are the sums of the shares.

Source: L. S. Shapley, A value for n-person games, Contributions to the Theory of Games II, 1953. Sampled orders: J.
Castro, D. Gómez, J. Tejada, Polynomial calculation of the Shapley value based on sampling, Computers & Operations
Research 36, 2009; each order is followed by its reverse, R. Mitchell and others, Sampling permutations for Shapley
value estimation, Journal of Machine Learning Research 23, 2022.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb, fsum
from random import Random
from typing import Final, TypeAlias

MOST_EXACT: Final = 10
"""With so many players all sets of them are valued; of more, orders are drawn."""
USUAL_PAIRS: Final = 40

Value: TypeAlias = Callable[[frozenset[str]], Sequence[float]]
"""What a set of players brings about: one number per replication, always as many."""


@dataclass(frozen=True, slots=True)
class Share:
    """What one player adds: one number per replication, and its mean in each drawn pair of orders, where some were."""

    values: tuple[float, ...]
    drawn: tuple[float, ...] = ()

    @property
    def mean(self) -> float:
        """The share over all replications."""
        return fsum(self.values) / len(self.values)


@dataclass(frozen=True, slots=True)
class Shares:
    """The shares of all players, what they bring about together, and how many orders were drawn; 0 where exact.

    `residue` is by how much the shares miss the whole: rounding, nothing else.
    """

    of: Mapping[str, Share]
    whole: tuple[float, ...]
    orders: int = 0

    @property
    def residue(self) -> float:
        """The whole less all shares, over all replications."""
        return fsum(self.whole) / len(self.whole) - fsum(share.mean for share in self.of.values())


def shares(
    players: Sequence[str], value: Value, *, most_exact: int = MOST_EXACT, pairs: int = USUAL_PAIRS, seed: int = 1
) -> Shares:
    """Return the share of each player in what all of them bring about beyond nobody.

    Args:
        players: what they are called.
        value: what a set of them brings about, by replication.
        most_exact: with so many players the shares are exact; of more, orders are drawn.
        pairs: how many orders are drawn, each with its reverse.
        seed: the luck by which they are drawn.

    Raises:
        ValueError: a player is named twice, or there is none.

    >>> glove = lambda side: [float("left" in side and len(side) > 1)]
    >>> [round(share.mean, 3) for share in shares(["left", "right", "other"], glove).of.values()]
    [0.667, 0.167, 0.167]
    """
    if not players or len(set(players)) < len(players):
        raise ValueError(f"players: {list(players)}")
    nobody, everybody = value(frozenset()), value(frozenset(players))
    whole = tuple(_less(everybody, nobody))
    if len(players) <= most_exact:
        return Shares(_exact(players, value), whole)
    return Shares(_sampled(players, value, pairs, seed), whole, 2 * pairs)


def _exact(players: Sequence[str], value: Value) -> dict[str, Share]:
    """Return the shares over all orders; how many of them begin with a set depends on its size."""
    number = len(players)
    weights = [1.0 / (number * comb(number - 1, size)) for size in range(number)]
    values = {side: value(side) for side in _sets(players)}
    found = {}
    for player in players:
        added = [
            [weights[len(side)] * each for each in _less(values[side | {player}], without)]
            for side, without in values.items()
            if player not in side
        ]
        found[player] = Share(tuple(map(fsum, zip(*added, strict=True))))
    return found


def _sets(players: Sequence[str]) -> Iterator[frozenset[str]]:
    for size in range(len(players) + 1):
        yield from map(frozenset, combinations(players, size))


def _sampled(players: Sequence[str], value: Value, pairs: int, seed: int) -> dict[str, Share]:
    """Return the shares over drawn orders; in each of them what players add makes up the whole."""
    chance, order = Random(seed), list(players)
    drawn: dict[str, list[Sequence[float]]] = {player: [] for player in players}
    for _ in range(pairs):
        chance.shuffle(order)
        there, back = _added(order, value), _added(order[::-1], value)
        for player in players:
            both = zip(there[player], back[player], strict=True)
            drawn[player].append([(one + other) / 2 for one, other in both])
    return {
        player: Share(
            tuple(fsum(each) / pairs for each in zip(*found, strict=True)),
            tuple(fsum(each) / len(each) for each in found),
        )
        for player, found in drawn.items()
    }


def _added(order: Sequence[str], value: Value) -> dict[str, list[float]]:
    """Return what each player adds to those before it."""
    found, side, before = {}, frozenset[str](), value(frozenset())
    for player in order:
        side |= {player}
        now = value(side)
        found[player], before = _less(now, before), now
    return found


def _less(one: Sequence[float], other: Sequence[float]) -> list[float]:
    return [here - there for here, there in zip(one, other, strict=True)]
