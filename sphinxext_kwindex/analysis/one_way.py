"""An order of the nodes of a graph in which its arrows lead forward, if they can."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .components import components_of

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["one_way_order"]

_PASSES = 8


def one_way_order(size: int, weights: Mapping[tuple[int, int], int]) -> list[int]:
    """Return the nodes so ordered that few arrows lead back.

    None does outside of cycles. Within one it is the heuristic of Eades, Lin and Smyth
    (Information Processing Letters 47, 1993): sinks last, sources first, else the node
    whose arrows outweigh most those that lead to it; then each node is moved to where
    it fits best, until none has a better place.

    :param size: number of the nodes, which are 0 to ``size - 1``.
    :param weights: of the arrows from one node to another.
    """
    leads: list[list[int]] = [[] for _ in range(size)]
    for one, other in sorted(weights):
        leads[one].append(other)
    order: list[int] = []
    for component in reversed(components_of(leads)):
        order += _order_in(component, weights)
    return order


def _order_in(
    component: list[int], weights: Mapping[tuple[int, int], int]
) -> list[int]:
    left = set(component)
    inside = {
        pair: weight
        for pair, weight in weights.items()
        if left.issuperset(pair) and pair[0] != pair[1]
    }
    first: list[int] = []
    last: list[int] = []
    while left:
        out = dict.fromkeys(sorted(left), 0)
        into = dict.fromkeys(sorted(left), 0)
        for (one, other), weight in inside.items():
            if one in left and other in left:
                out[one] += weight
                into[other] += weight
        sinks = [node for node, weight in out.items() if not weight]
        if sinks:
            last = sinks + last
            left.difference_update(sinks)
            continue
        # A source has no weight against it, so it goes before all others.
        best = min(out, key=lambda node: (bool(into[node]), into[node] - out[node]))
        first.append(best)
        left.remove(best)
    return _improved(first + last, inside)


def _improved(order: list[int], weights: Mapping[tuple[int, int], int]) -> list[int]:
    """Move single nodes as long as that makes the arrows back weigh less."""
    for _ in range(_PASSES):
        before = list(order)
        for node in sorted(order):
            order = _moved(order, node, weights)
        if order == before:
            break
    return order


def _moved(
    order: list[int], node: int, weights: Mapping[tuple[int, int], int]
) -> list[int]:
    """Put a node where the arrows back weigh least; let it be where that is as good."""
    place = order.index(node)
    others = order[:place] + order[place + 1 :]
    # Before all others, the arrows of all that lead to it lead back.
    cost = sum(weights.get((other, node), 0) for other in others)
    costs = [cost]
    for other in others:
        cost += weights.get((node, other), 0) - weights.get((other, node), 0)
        costs.append(cost)
    best = min(range(len(costs)), key=lambda at: (costs[at], abs(at - place), at))
    return [*others[:best], node, *others[best:]]
