"""The parts of a file that the preprocessor skipped."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .locations import Locations
    from .tokens import TokenTable

__all__ = ["skipped_lines", "skipped_tokens"]


def skipped_lines(
    locations: Locations, number: int, table: TokenTable
) -> tuple[tuple[int, int], ...]:
    """Return first and last line of each skipped part, without the directives.

    Of a file that was included several times, the parts that the first inclusion
    skipped: a second one skips all behind a header guard.
    """
    lib, handle = locations.lib, locations.unit.handle
    file = locations.files[number]
    base = lib.clang_getLocationForOffset(handle, file, 0).int_data
    skipped = lib.clang_getSkippedRanges(handle, file)
    if not skipped:
        return ()
    found = set()
    for place in range(skipped.contents.count):
        part = skipped.contents.ranges[place]
        begin, end = part.begin - base, part.end - base
        if 0 <= begin <= end <= len(table.data):
            first = bisect_right(table.starts, begin) + 1
            last = bisect_right(table.starts, end) - 1
            if first <= last:
                found.add((first, last))
    lib.clang_disposeSourceRangeList(skipped)
    return tuple(sorted(found))


def skipped_tokens(table: TokenTable, lines: tuple[tuple[int, int], ...]) -> bytearray:
    """Return for each token 1 if it stands in a skipped line, else 0."""
    marks = bytearray(len(table))
    for first, last in lines:
        begin = table.first_from(table.starts[first - 1])
        end = table.first_from(
            table.starts[last] if last < len(table.starts) else len(table.data)
        )
        marks[begin:end] = b"\1" * (end - begin)
    return marks
