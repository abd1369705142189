"""An order of the nodes of a graph in which its arrows lead forward, if they can."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .components import components_of

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["one_way_order"]


def one_way_order(size: int, weights: Mapping[tuple[int, int], int]) -> list[int]:
    """Return the nodes so ordered that few arrows lead back.

    None does outside of cycles. Within one it is the heuristic of Eades, Lin and Smyth
    (Information Processing Letters 47, 1993): sinks last, sources first, else the node
    whose arrows outweigh most those that lead to it.

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
    return first + last
