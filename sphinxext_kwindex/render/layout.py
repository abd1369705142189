"""Layered drawing of a directed graph, left to right: geometry, no text, no markup.

The steps of Sugiyama, Tagawa and Toda (IEEE Transactions on Systems, Man, and
Cybernetics 11, 1981): turn the arrows that close cycles, drop those that others imply,
give each node a column, order the columns so that few lines cross, place the nodes.
All of it is deterministic: equals go by their numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from ..analysis import one_way_order
from .columns import columns_of, without_implied
from .placing import ordered, placed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["Box", "Layout", "Route", "lay_out"]

_GAP = 56
"""Between columns, in pixels, as all lengths here."""
_BETWEEN = 8
"""Between nodes of a column."""
_BESIDE = 10
"""What a line that passes through a column needs of it."""
_MARGIN = 8
_ASIDE = 5


class Box(NamedTuple):
    """Where a node is."""

    x: int
    """Of its left edge."""
    y: int
    """Of its middle."""
    width: int


class Route(NamedTuple):
    """Where an arrow runs."""

    source: int
    target: int
    points: tuple[tuple[int, int, int], ...]
    """Of each column on the way, from the source to the target: where the line enters
    it, where it leaves it, and at what height. It begins where it enters the first and
    ends where it leaves the last."""
    back: bool
    """True if it closes a cycle and runs right to left."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A drawing."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    """Of each node."""
    routes: tuple[Route, ...]
    """By source and target; arrows that others imply are not drawn."""


def lay_out(
    widths: Sequence[int], arrows: Mapping[tuple[int, int], int], *, height: int
) -> Layout:
    """Return a drawing of nodes of these widths and of one height.

    :param arrows: pairs of nodes, with their weights: the lighter arrows of a cycle
        lead back. Those from a node to itself are not drawn.
    """
    pairs = sorted((one, other) for one, other in arrows if one != other)
    rank = [0] * len(widths)
    for place, node in enumerate(one_way_order(len(widths), arrows)):
        rank[node] = place
    back = {pair for pair in pairs if rank[pair[0]] > rank[pair[1]]}
    forward = without_implied([p for p in pairs if p not in back], rank)
    # Turned round, so that all lead to the right; drawn as they are.
    lines = sorted({*forward, *((other, one) for one, other in back)})
    column = columns_of(len(widths), lines, rank)
    tracks = _Tracks(len(widths), column, lines, frozenset(forward))
    columns = ordered(tracks.columns, tracks.links)
    sizes = [height if n < len(widths) else _BESIDE for n in range(tracks.size)]
    heights = placed(columns, tracks.links, sizes, _BETWEEN)
    lefts, rights = _across(columns, widths)
    boxes = [
        Box(lefts[column[node]], heights[node] + _MARGIN, width)
        for node, width in enumerate(widths)
    ]
    tracks.places = [
        (lefts[place], rights[place], heights[n] + _MARGIN)
        for n, place in enumerate(tracks.column)
    ]
    routes = [tracks.route(pair, boxes, back=False) for pair in forward]
    routes += [tracks.route(pair, boxes, back=True) for pair in sorted(back)]
    bottom = [heights[n] + sizes[n] // 2 for n in range(tracks.size)]
    return Layout(
        (rights[-1] if rights else 0) + _MARGIN,
        max(bottom, default=0) + 2 * _MARGIN,
        tuple(boxes),
        tuple(sorted(routes)),
    )


class _Tracks:
    """The nodes, and a point for each column that a line passes through."""

    def __init__(
        self,
        size: int,
        column: Sequence[int],
        lines: Iterable[tuple[int, int]],
        forward: frozenset[tuple[int, int]],
    ) -> None:
        self.size = size
        self._forward = forward
        self.column = list(column)
        self.places: list[tuple[int, int, int]] = []
        """Left and right edge of each one's column, and its height."""
        self.links: list[tuple[int, int]] = []
        """From one column to the next."""
        self._between: dict[tuple[int, int], list[int]] = {}
        for one, other in lines:
            passed = range(column[one] + 1, column[other])
            points = list(range(self.size, self.size + len(passed)))
            self.size += len(passed)
            self.column += passed
            self._between[one, other] = points
            way = [one, *points, other]
            self.links += pairwise(way)
        count = max(self.column, default=-1) + 1
        self.columns: list[list[int]] = [[] for _ in range(count)]
        for node, place in enumerate(self.column):
            self.columns[place].append(node)

    def route(
        self, pair: tuple[int, int], boxes: Sequence[Box], *, back: bool
    ) -> Route:
        """Return where an arrow runs, once `places` are known."""
        one, other = pair[::-1] if back else pair
        # The two arrows of a pair of nodes run side by side.
        aside = _ASIDE if back and pair[::-1] in self._forward else 0
        left, right = boxes[one], boxes[other]
        # Straight to the end of the column: behind it no node is in the way.
        edge = left.x + left.width
        points = [(edge, self.places[one][1], left.y + aside)]
        points += [self.places[n] for n in self._between[one, other]]
        points.append((right.x, right.x, right.y + aside))
        if back:
            points = [(end, start, y) for start, end, y in reversed(points)]
        return Route(*pair, tuple(points), back)


def _across(
    columns: Sequence[Sequence[int]], widths: Sequence[int]
) -> tuple[list[int], list[int]]:
    """Return the left and the right edge of each column."""
    lefts: list[int] = []
    rights: list[int] = []
    x = _MARGIN
    for nodes in columns:
        width = max((widths[n] for n in nodes if n < len(widths)), default=0)
        lefts.append(x)
        rights.append(x + width)
        x += width + _GAP
    return lefts, rights
