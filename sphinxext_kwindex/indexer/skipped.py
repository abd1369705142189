"""The parts of a file that the preprocessor skipped."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from .tokens import directive_end

if TYPE_CHECKING:
    from .locations import Locations
    from .tokens import TokenTable

__all__ = ["skipped_lines", "skipped_tokens"]

# Blanks, comments and continued lines may stand before the word.
_CONDITION = re.compile(
    rb"(?:#|%:|\?\?=)(?:[ \t\f\v]|/\*[^*]*\*+(?:[^/*][^*]*\*+)*/|\\\r?\n)*if"
)


def skipped_lines(
    locations: Locations, number: int, table: TokenTable
) -> tuple[tuple[int, int], ...]:
    """Return first and last line of each skipped part, without the directives.

    Of a file that was included several times, the parts that the first inclusion
    skipped: a second one skips all behind a header guard.
    """
    if not _CONDITION.search(table.data):
        return ()
    base = locations.base(number)
    found = set()
    parts = locations.skipped(number)
    for place in range(bisect_left(parts, (base, 0)), len(parts)):
        begin, end = parts[place][0] - base, parts[place][1] - base
        if begin > len(table.data):
            break
        if begin <= end <= len(table.data):
            first = bisect_right(table.starts, directive_end(table.data, begin)) + 1
            last = bisect_right(table.starts, end) - 1
            if first <= last:
                found.add((first, last))
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
