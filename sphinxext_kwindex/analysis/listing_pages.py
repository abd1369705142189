"""Where a long listing is cut into pages."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from ..model import FUNCTION_KINDS, SymbolKind, TokenKind

if TYPE_CHECKING:
    from .protocol import Reader

__all__ = ["listing_pages"]

PAGE_LINES = 1500
"""Lines of a page, about."""
_ALONE = 2000
"""Most lines of a file that is not cut."""
_PAGE_BYTES = 200_000
"""Bytes of the source of a page, about, where lines are long."""
_SLACK = 300
"""Lines by which a page may be shorter or longer for a good place to cut."""
_OPEN = frozenset({SymbolKind.NAMESPACE})
"""Kinds between whose ends anything may be cut."""


def listing_pages(reader: Reader, path: str) -> tuple[tuple[int, int], ...]:
    """Return the first and last line of each page of a file's listing, from 1.

    They hold every line once. Pages end after a declaration, if one ends near, and
    rather outside of classes; inside of a function or a comment only if it is longer
    than there is slack. An empty file, and one that is unknown, has no page.
    """
    source = reader.file(path)
    if source is None or not source.lines:
        return ()
    lines = source.lines
    count = max(
        1 if lines <= _ALONE else -(-lines // PAGE_LINES),
        min(-(-source.bytes // _PAGE_BYTES), lines),
    )
    if count == 1:
        return ((1, lines),)
    slack = min(_SLACK, lines // count // 3)
    costs = _costs(reader, path, lines)
    ends: list[int] = []
    for number in range(1, count):
        ideal = lines * number // count
        near = range(max(ideal - slack, 1), min(ideal + slack, lines - 1) + 1)
        ends.append(min(near, key=lambda at: (costs[at], abs(at - ideal), at)))
    return tuple(
        (first + 1, last)
        for first, last in zip([0, *ends], [*ends, lines], strict=True)
    )


def _costs(reader: Reader, path: str, lines: int) -> list[int]:
    """Return how bad it is to cut after each line, from 0."""
    steps = [0] * (lines + 2)
    ends = []

    def across(first: int, last: int, cost: int) -> None:
        """Make it worse to cut a stretch of lines."""
        if first < last:
            steps[min(first, lines)] += cost
            steps[min(last, lines)] -= cost

    for symbol in reader.symbols_in(path):
        span = symbol.span
        if symbol.kind in _OPEN:
            continue
        across(span.line, span.end_line, 20 if symbol.kind in FUNCTION_KINDS else 4)
        # What a macro makes, such as a test, may go on behind what is known of it.
        ends.append(span.line - 1 if symbol.macro else span.end_line)
    comment = 0
    for line, _, length, kind in reader.token_rows(path):
        # A comment of several lines ends before the next token, at the latest; and
        # what it says belongs to what follows.
        if comment:
            across(comment, line, 2)
        comment = line if kind is TokenKind.COMMENT and length > _SLACK // 10 else 0
    ends.sort()
    costs, cost = [], 0
    for line in range(lines + 1):
        cost += steps[line]
        at = bisect_left(ends, line)
        is_end = at < len(ends) and ends[at] == line
        costs.append(cost + (0 if is_end else 1))
    return costs
