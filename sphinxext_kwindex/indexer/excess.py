"""Declarations by the thousand that one expansion of a macro makes.

``BENCHMARKED_TYPES(X)`` of abseil's flag_benchmark.cc makes 138,241 of them on one
line. A reader looks for none of them by name, and a page or index that holds them all
is of use to nobody: the first are kept, and the file says how many are left out.
"""

from __future__ import annotations

__all__ = ["MOST_AT_ONE_PLACE", "Places", "excess_text"]

MOST_AT_ONE_PLACE = 200
"""Declarations kept of those at one place of a file. Outside of macros a place has one,
or a few: an anonymous union and its members."""


class Places:
    """How many declarations were found at each place of some files.

    In the order of the walk, so what is kept are the outer ones and the first of those
    in them.
    """

    def __init__(self) -> None:
        self.left_out: dict[int, int] = {}
        """Number of a file → declarations that are too much."""
        self._seen: dict[tuple[int, int], int] = {}

    def has_room(self, file: int, offset: int) -> bool:
        """Count a declaration; tell whether it is one of the first at its place."""
        place = file, offset
        seen = self._seen[place] = self._seen.get(place, 0) + 1
        if seen <= MOST_AT_ONE_PLACE:
            return True
        self.left_out[file] = self.left_out.get(file, 0) + 1
        return False


def excess_text(left_out: int) -> str | None:
    """Return what the file's page says of it; None if nothing was left out."""
    if not left_out:
        return None
    return (
        f"macros make so many declarations at one place that {left_out:,} of them are"
        " left out"
    )
