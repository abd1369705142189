"""How much each node of a directed graph leads to, counted for all nodes at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Condensed", "condense", "reached_sums", "turned_round"]

_CHUNK = 1 << 13
"""Things counted in one pass: so many bits an integer has, one integer a component."""


class Condensed(NamedTuple):
    """A graph whose components have become one node each: it has no cycles."""

    members: list[list[int]]
    """Nodes of each component; a component leads to those before it alone."""
    home: list[int]
    """Component of each node."""
    successors: list[list[int]]
    """Of each component, sorted, itself left out."""


def condense(
    successors: Sequence[Sequence[int]], components: list[list[int]]
) -> Condensed:
    """Return the graph of the components that `components_of` gave."""
    home = [0] * len(successors)
    for number, members in enumerate(components):
        for node in members:
            home[node] = number
    leads = [
        sorted({home[o] for n in members for o in successors[n]} - {number})
        for number, members in enumerate(components)
    ]
    return Condensed(components, home, leads)


def turned_round(graph: Condensed) -> Condensed:
    """Return the graph with all its arrows turned round."""
    last = len(graph.members) - 1
    leads: list[list[int]] = [[] for _ in graph.members]
    for number, others in enumerate(graph.successors):
        for other in others:
            leads[last - other].append(last - number)
    return Condensed(
        graph.members[::-1],
        [last - number for number in graph.home],
        [sorted(others) for others in leads],
    )


def reached_sums(
    graph: Condensed, own: Sequence[Sequence[int]], weights: Sequence[Sequence[int]]
) -> list[tuple[int, ...]]:
    """Return for each component the sums of the weights of the things it reaches.

    A thing that is reached in several ways counts once.

    :param own: The things of each component.
    :param weights: Shape: one row a sum, one column a thing; not negative.
    :return: Shape: one row a component, one column a sum.
    """
    sums = [[0] * len(weights) for _ in graph.members]
    things = len(weights[0]) if weights else 0
    for first in range(0, things, _CHUNK):
        chunk = range(first, min(first + _CHUNK, things))
        planes = [list(_planes(row, chunk)) for row in weights]
        for number, reached in enumerate(_reached(graph, own, chunk)):
            for column, bits in enumerate(planes):
                for plane, mask in bits:
                    sums[number][column] += (reached & mask).bit_count() << plane
    return [tuple(row) for row in sums]


def _reached(
    graph: Condensed, own: Sequence[Sequence[int]], chunk: range
) -> Iterator[int]:
    """Yield for each component the set of things it reaches, a bit each."""
    found: list[int] = []
    for number, others in enumerate(graph.successors):
        reached = 0
        for thing in own[number]:
            if thing in chunk:
                reached |= 1 << (thing - chunk.start)
        for other in others:
            reached |= found[other]
        found.append(reached)
        yield reached


def _planes(weights: Sequence[int], chunk: range) -> Iterator[tuple[int, int]]:
    """Yield the binary places of the weights, each with the things that have it.

    Counting the bits of a few large integers is a hundred times as fast as adding
    thousands of small ones.
    """
    for plane in range(max(weights[c] for c in chunk).bit_length()):
        bits = "".join("01"[weights[thing] >> plane & 1] for thing in reversed(chunk))
        yield plane, int(bits, 2)
