"""Declarations by the thousand that one expansion of a macro makes.

``BENCHMARKED_TYPES(X)`` of abseil's flag_benchmark.cc makes 138,241 of them on one
line. A reader looks for none of them by name, and a page or index that holds them all
is of use to nobody: the first are kept, and the file says how many are left out.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .visit import Visited

__all__ = ["MOST_AT_ONE_PLACE", "excess_text", "without_excess"]

MOST_AT_ONE_PLACE = 200
"""Declarations kept of those at one place of a file. Outside of macros a place has one,
or a few: an anonymous union and its members."""


def without_excess(visited: Sequence[Visited]) -> tuple[list[Visited], int]:
    """Return the cursors without what is too much, and how many were left out.

    In the order of the walk, so what is kept are the outer ones and the first of those
    in them.
    """
    if len(visited) <= MOST_AT_ONE_PLACE:
        return list(visited), 0
    seen: Counter[int] = Counter()
    kept = []
    for one in visited:
        seen[one.offset] += 1
        if seen[one.offset] <= MOST_AT_ONE_PLACE:
            kept.append(one)
    return kept, len(visited) - len(kept)


def excess_text(left_out: int) -> str | None:
    """Return what the file's page says of it; None if nothing was left out."""
    if not left_out:
        return None
    return (
        f"macros make so many declarations at one place that {left_out:,} of them are"
        " left out"
    )
