"""Plain answers about where ways lead agree with networkx on any graph."""

from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from isoqms.graph.reach import circles, cliques, in_order, onward, reached

PAIRS = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=20)


@given(PAIRS)
def test_reached_and_circles_are_those_of_networkx(pairs: list[tuple[int, int]]) -> None:
    """What is reached from each place and which lie on one circle is the same; later groups lead to earlier ones."""
    places, graph = onward(pairs), nx.DiGraph(pairs)
    assert set(places) == set(graph)
    for place in places:
        assert set(reached(places, place)) == {place, *nx.descendants(graph, place)}
    groups = circles(places)
    assert sorted(map(sorted, groups)) == sorted(map(sorted, nx.strongly_connected_components(graph)))
    number = {place: n for n, group in enumerate(groups) for place in group}
    assert all(number[target] <= number[source] for source, target in pairs)


@given(PAIRS)
def test_an_order_is_the_one_of_networkx(pairs: list[tuple[int, int]]) -> None:
    """Each place comes after all that lead to it, in the order networkx gives; a circle is refused."""
    graph = nx.DiGraph(pairs)
    if nx.is_directed_acyclic_graph(graph):
        assert in_order(onward(pairs)) == list(nx.topological_sort(graph))
    else:
        with pytest.raises(ValueError, match="circle"):
            in_order(onward(pairs))


@given(st.sets(st.frozensets(st.integers(0, 7), min_size=2, max_size=2)))
def test_largest_sets_are_those_of_networkx(pairs: set[frozenset[int]]) -> None:
    """The largest sets of places that are all beside one another are the same, lone places among them."""
    graph = nx.Graph(map(tuple, pairs))
    graph.add_nodes_from(range(8))
    expected = {frozenset(clique) for clique in nx.find_cliques(graph)}
    found = cliques({place: set(graph[place]) for place in graph})
    assert (set(found), len(found)) == (expected, len(expected))


def test_a_long_row_is_no_trouble() -> None:
    """Ten thousand steps in a row are answered without recursion."""
    places = onward((n, n + 1) for n in range(10_000))
    assert len(reached(places, 0)) == len(circles(places)) == len(in_order(places)) == 10_001
