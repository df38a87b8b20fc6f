"""The smallest sets of changes that reach a target: as brute force finds them, and honest where it cannot be used."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import combinations
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isoqms.improve.smallest import Found, Ids, Method, smallest

IDS = tuple("abcdefgh")
CASES = 200


def subsets(ids: tuple[str, ...], most: int) -> list[Ids]:
    return [frozenset(chosen) for size in range(most + 1) for chosen in combinations(ids, size)]


def arbitrary(seed: int) -> tuple[Callable[[Ids], float | None], list[Ids]]:
    """Return what is missing with each set, without any order in it, and some contradictions."""
    luck = random.Random(seed)
    each = {id_: luck.uniform(-1, 3) for id_ in IDS}
    pairs = {frozenset(pair): luck.uniform(-2, 2) for pair in combinations(IDS, 2)}
    clashes = [pair for pair in pairs if luck.random() < 0.15]
    whole = luck.uniform(4, 9)

    def missing(ids: Ids) -> float | None:
        assert not any(clash <= ids for clash in clashes), "a contradiction was looked at"
        found = whole - sum(each[id_] for id_ in ids) - sum(each for pair, each in pairs.items() if pair <= ids)
        return None if hash((seed, *sorted(map(ord, ids)))) % 23 == 0 and ids else found

    return missing, clashes


def brute(missing: Callable[[Ids], float | None], clashes: list[Ids], most: int) -> set[Ids]:
    allowed = [ids for ids in subsets(IDS, most) if not any(clash <= ids for clash in clashes)]
    reached = [ids for ids in allowed if (found := missing(ids)) is not None and found <= 0]
    size = min(map(len, reached), default=0)
    return {ids for ids in reached if len(ids) == size}


def hard_cases() -> list[int]:
    """Return as many seeds as are wanted of cases whose answers hold two to four changes, as many of each size."""
    wanted = {2: 67, 3: 67, 4: 66}
    found = []
    for seed in range(100_000):
        missing, clashes = arbitrary(seed)
        size = len(next(iter(brute(missing, clashes, 4)), frozenset()))
        if wanted.get(size):
            wanted[size] -= 1
            found.append(seed)
        if not any(wanted.values()):
            break
    return found


def test_equals_brute_force():
    """In 200 random cases whose answers hold two to four changes all smallest sets are found, and no others."""
    seeds = hard_cases()
    assert len(seeds) == CASES
    for seed in seeds:
        missing, clashes = arbitrary(seed)
        found = smallest(IDS, missing, clashes)
        assert set(found.sets) == brute(missing, clashes, 4), seed
        assert found.method is Method.EXACT and found.gap == 0


def test_nothing_to_do_when_the_target_is_reached_already():
    """A target that is reached today needs the empty set."""
    assert smallest(IDS, lambda ids: 0.0 - len(ids)).sets == (frozenset(),)


def test_a_target_no_set_reaches_is_told_with_the_floor():
    """When no set reaches the target, the closest one is told and what is missing with it."""
    found = smallest(IDS, lambda ids: 9.0 - len(ids))
    assert found.sets == () and found.closest == frozenset(IDS) and found.missing == 1.0
    assert found.method is Method.EXACT and found.looked_at == 2 ** len(IDS)


def test_a_limit_of_changes_is_kept():
    """With at most two changes, sets of three are not looked at."""
    found = smallest(IDS, lambda ids: 3.0 - len(ids), most_changes=2)
    assert found.sets == () and found.missing == 1.0 and len(found.closest) == 2


def test_equal_sets_are_ranked():
    """Of sets equally small the best by the caller's rank comes first."""
    found = smallest(IDS, lambda ids: 1.0 - len(ids), rank=lambda ids: -ord(*ids))
    assert found.sets[0] == {"h"} and len(found.sets) == len(IDS)


def additive(weights: dict[str, int], whole: int) -> Callable[[Ids], float | None]:
    return lambda ids: whole - sum(weights[id_] for id_ in ids)


@given(st.lists(st.integers(1, 50), min_size=12, max_size=12), st.integers(1, 300), st.integers(1, 80))
def test_what_is_built_step_by_step_reaches_the_target_within_its_gap(weights, whole, most_sets):
    """Beyond the stated number of sets the answer still reaches the target, and the true minimum is within the gap."""
    by_id = dict(zip("abcdefghijkl", weights, strict=True))
    found = smallest(tuple(by_id), additive(by_id, whole), most_sets=most_sets)
    heaviest = sorted(weights, reverse=True)
    true = next((n for n in range(13) if sum(heaviest[:n]) >= whole), inf)
    if found.sets:
        assert all(whole - sum(by_id[id_] for id_ in ids) <= 0 for ids in found.sets)
        assert len(found.sets[0]) - found.gap <= true <= len(found.sets[0])
    else:
        assert true == inf


def test_a_set_that_cannot_be_made_is_passed_over():
    """Where all larger sets are impossible, step by step ends with what there is."""
    found = smallest(IDS, lambda ids: 5.0 - len(ids) if len(ids) < 3 else None, most_sets=40)
    assert found.sets == () and found.method is Method.STEP_BY_STEP and found.missing == 3.0


@pytest.mark.parametrize(("changes", "sets"), [(-1, 5), (2, 0)])
def test_senseless_numbers_are_refused(changes, sets):
    """Fewer than no changes, or no sets at all, are a mistake of the caller's."""
    with pytest.raises(ValueError, match="no number"):
        smallest(IDS, lambda ids: 1.0, most_changes=changes, most_sets=sets)


def test_the_answer_does_not_depend_on_the_order_of_the_changes():
    """The same sets are found whatever the order in which the changes are given."""
    missing, clashes = arbitrary(7)
    results: list[Found] = [smallest(order, missing, clashes) for order in (IDS, IDS[::-1])]
    assert set(results[0].sets) == set(results[1].sets)
