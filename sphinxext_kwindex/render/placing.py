"""Order and heights of the nodes in the columns of a layered drawing."""

from __future__ import annotations

from bisect import bisect_right, insort
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["ordered", "placed"]

_SWEEPS = 8
"""Over all columns, to and fro: more change little in graphs of 60 nodes."""

_Links = dict[int, list[int]]


def ordered(
    columns: Sequence[Sequence[int]], links: Iterable[tuple[int, int]]
) -> list[list[int]]:
    """Return the columns so ordered that few links cross.

    Each node goes to the mean place of those that it is linked with in the column
    before, in the next sweep in the column after; the best order met is kept.

    :param links: from a node of one column to one of the next.
    """
    left, right = _sides(links)
    current = [list(nodes) for nodes in columns]
    best, fewest = current, _crossings(current, right)
    last = len(current) - 1
    before: list[list[int]] = []
    for sweep in range(_SWEEPS):
        if not fewest:
            break
        earlier, before = before, current
        current = list(current)
        if sweep % 2:
            for place in range(last - 1, -1, -1):
                current[place] = _sorted(current[place], right, current[place + 1])
        else:
            for place in range(1, last + 1):
                current[place] = _sorted(current[place], left, current[place - 1])
        if current == earlier:
            break  # to and fro: what follows has been met
        crossings = _crossings(current, right)
        if crossings < fewest:
            best, fewest = current, crossings
    return best


def placed(
    columns: Sequence[Sequence[int]],
    links: Iterable[tuple[int, int]],
    sizes: Sequence[int],
    gap: int,
) -> list[int]:
    """Return the height of the middle of each node; the least upper edge is 0.

    As near to the mean of its neighbours' as the order of its column allows.
    """
    left, right = _sides(links)
    near = {n: [*left.get(n, ()), *right.get(n, ())] for n in range(len(sizes))}
    offsets = [_offsets(nodes, sizes, gap) for nodes in columns]
    heights = [0.0] * len(sizes)
    for nodes, places in zip(columns, offsets, strict=True):
        for node, place in zip(nodes, places, strict=True):
            heights[node] = place
    for sweep in range(_SWEEPS):
        for number in range(len(columns))[:: -1 if sweep % 2 else 1]:
            nodes = columns[number]
            wanted = [
                _mean([heights[m] for m in near[n]] or [heights[n]]) for n in nodes
            ]
            spread = _spread(wanted, offsets[number])
            for node, height in zip(nodes, spread, strict=True):
                heights[node] = height
    tops = (height - size / 2 for height, size in zip(heights, sizes, strict=True))
    top = min(tops, default=0.0)
    return [round(height - top) for height in heights]


def _sides(links: Iterable[tuple[int, int]]) -> tuple[_Links, _Links]:
    """Return for each node those that it is linked with on its left, on its right."""
    left: _Links = {}
    right: _Links = {}
    for one, other in links:
        right.setdefault(one, []).append(other)
        left.setdefault(other, []).append(one)
    return left, right


def _sorted(
    nodes: Sequence[int], links: Mapping[int, Sequence[int]], beside: Sequence[int]
) -> list[int]:
    """Return nodes by the mean place of those beside; those without keep theirs."""
    rows = {node: float(row) for row, node in enumerate(beside)}
    means = {
        node: _mean([rows[other] for other in links.get(node, ())] or [float(row)])
        for row, node in enumerate(nodes)
    }
    return sorted(nodes, key=lambda node: means[node])


def _crossings(
    columns: Sequence[Sequence[int]], right: Mapping[int, Sequence[int]]
) -> int:
    """Return how often links cross."""
    total = 0
    for nodes, beside in pairwise(columns):
        rows = {node: row for row, node in enumerate(beside)}
        ends: list[int] = []
        for node in nodes:
            own = sorted(rows[other] for other in right.get(node, ()))
            total += sum(len(ends) - bisect_right(ends, row) for row in own)
            for row in own:
                insort(ends, row)
    return total


def _offsets(nodes: Sequence[int], sizes: Sequence[int], gap: int) -> list[float]:
    """Return the heights of the nodes of a column that stand as close as they may."""
    found: list[float] = []
    bottom = 0.0
    for node in nodes:
        found.append(bottom + sizes[node] / 2)
        bottom += sizes[node] + gap
    return found


def _spread(wanted: Sequence[float], offsets: Sequence[float]) -> list[float]:
    """Return the heights nearest to those wanted that keep order and distances.

    In the sense of least squares; pools of adjacent violators (Ayer and others, Annals
    of Mathematical Statistics 26, 1955).
    """
    pools: list[tuple[float, int]] = []
    for want, offset in zip(wanted, offsets, strict=True):
        total, size = want - offset, 1
        while pools and pools[-1][0] / pools[-1][1] > total / size:
            before, members = pools.pop()
            total, size = total + before, size + members
        pools.append((total, size))
    shifts = [total / size for total, size in pools for _ in range(size)]
    return [offset + shift for offset, shift in zip(offsets, shifts, strict=True)]


def _mean(numbers: Sequence[float]) -> float:
    return sum(numbers) / len(numbers)
