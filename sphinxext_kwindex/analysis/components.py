"""Strongly connected components: what leads to each other in a directed graph."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["components_of"]


def components_of(successors: Sequence[Sequence[int]]) -> list[list[int]]:
    """Return the components, each sorted, those that others lead to first.

    Tarjan's algorithm (SIAM Journal on Computing 1, 1972) with an explicit stack: trees
    have chains of includes that are longer than Python's recursion is deep.

    :param successors: Of node i, at place i: the nodes that it leads to.
    """
    order = [0] * len(successors)
    lowest = [0] * len(successors)
    is_open = [False] * len(successors)
    opened: list[int] = []
    found: list[list[int]] = []
    path: list[tuple[int, Iterator[int]]] = []
    numbers = count(1)

    def enter(node: int) -> None:
        order[node] = lowest[node] = next(numbers)
        opened.append(node)
        is_open[node] = True
        path.append((node, iter(successors[node])))

    for start in range(len(successors)):
        if not order[start]:
            enter(start)
        while path:
            node, others = path[-1]
            for other in others:
                if not order[other]:
                    enter(other)
                    break
                if is_open[other]:
                    lowest[node] = min(lowest[node], order[other])
            else:
                path.pop()
                if path:
                    above = path[-1][0]
                    lowest[above] = min(lowest[above], lowest[node])
                if lowest[node] == order[node]:
                    found.append(_close(opened, is_open, node))
    return found


def _close(opened: list[int], is_open: list[bool], node: int) -> list[int]:
    """Take a component from the stack of open nodes."""
    component: list[int] = []
    while not component or component[-1] != node:
        component.append(opened.pop())
        is_open[component[-1]] = False
    return sorted(component)
