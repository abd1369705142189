"""Columns of a layered drawing, and the arrows that need not be drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["columns_of", "without_implied"]


def without_implied(
    arrows: Sequence[tuple[int, int]], rank: Sequence[int]
) -> list[tuple[int, int]]:
    """Return the arrows that no chain of others implies: the transitive reduction.

    :param arrows: all lead from a lower rank to a higher.
    """
    targets: dict[int, list[int]] = {}
    for one, other in arrows:
        targets.setdefault(one, []).append(other)
    reached: dict[int, int] = {}
    kept: list[tuple[int, int]] = []
    for node in sorted(targets, key=lambda n: -rank[n]):
        seen = 0
        # The nearest first: what lies behind them is implied.
        for other in sorted(targets[node], key=lambda n: rank[n]):
            if not seen >> other & 1:
                kept.append((node, other))
            seen |= 1 << other | reached.get(other, 0)
        reached[node] = seen
    return sorted(kept)


def columns_of(
    size: int, arrows: Sequence[tuple[int, int]], rank: Sequence[int]
) -> list[int]:
    """Return the column of each node, from 0 at the left; arrows lead to the right.

    As far to the left as can be; then those with more arrows that leave than arrive,
    as far to the right as can be, which makes the lines shorter.
    """
    after: list[list[int]] = [[] for _ in range(size)]
    before: list[list[int]] = [[] for _ in range(size)]
    for one, other in arrows:
        after[one].append(other)
        before[other].append(one)
    column = [0] * size
    order = _topological(after, before, rank)
    for node in order:
        column[node] = max((column[b] + 1 for b in before[node]), default=0)
    for node in reversed(order):
        if len(after[node]) > len(before[node]):
            column[node] = min(column[a] for a in after[node]) - 1
    first = min(column, default=0)
    return [place - first for place in column]


def _topological(
    after: Sequence[Sequence[int]], before: Sequence[Sequence[int]], rank: Sequence[int]
) -> list[int]:
    """Return the nodes, sources of arrows first; of equals the lowest rank."""
    waiting = [len(sources) for sources in before]
    ready = sorted((n for n, w in enumerate(waiting) if not w), key=lambda n: rank[n])
    order: list[int] = []
    for node in ready:
        order.append(node)
        for other in after[node]:
            waiting[other] -= 1
            if not waiting[other]:
                ready.append(other)
    return order
