"""A long sorted list in pages that begin and end where the first letters change."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["PAGE_SIZE", "PageRange", "page_ranges"]

PAGE_SIZE = 208
"""Entries that a page has at most, but where more go by one name."""
_LETTERS = 2
"""Letters of a label, where that many tell pages apart."""


class PageRange(NamedTuple):
    """A page of a sorted list."""

    start: int
    """Number of its first entry, from 0."""
    stop: int
    """Number of the first entry after it."""
    label: str
    """As ``Ma-Mo``; empty if the list has one page."""


def page_ranges(keys: Sequence[str], size: int = PAGE_SIZE) -> tuple[PageRange, ...]:
    """Return the pages of a list with sorted ``keys``.

    Entries that share their first letters stay together, so that a new entry moves
    the ends of few pages.
    """
    pages: list[tuple[int, int]] = []
    for start, stop in _groups(keys, 0, len(keys), 1, size):
        if pages and stop - pages[-1][0] <= size:
            pages[-1] = pages[-1][0], stop
        else:
            pages.append((start, stop))
    if len(pages) == 1:
        return (PageRange(0, len(keys), ""),)
    return tuple(PageRange(*page, _label(keys, *page)) for page in pages)


def _groups(
    keys: Sequence[str], start: int, stop: int, depth: int, size: int
) -> Iterator[tuple[int, int]]:
    """Yield ranges that share their first letters, with at most ``size`` entries."""
    at = start
    while at < stop:
        prefix = keys[at][:depth]
        end = at + 1
        while end < stop and keys[end][:depth] == prefix:
            end += 1
        is_one_name = keys[at] == keys[end - 1]
        if end - at > size and not is_one_name:
            yield from _groups(keys, at, end, depth + 1, size)
        else:
            yield at, end
        at = end


def _label(keys: Sequence[str], start: int, stop: int) -> str:
    first, last = keys[start], keys[stop - 1]
    before = keys[start - 1] if start else ""
    after = keys[stop] if stop < len(keys) else ""
    ends = [_told_apart(first, before, last), _told_apart(last, after, first)]
    return "\u2013".join(dict.fromkeys(end[:1].upper() + end[1:] for end in ends))


def _told_apart(key: str, *others: str) -> str:
    """Return the letters at the front of a key that tell it from its neighbours."""
    length = _LETTERS
    while length < len(key) and any(key[:length] == o[:length] for o in others):
        length += 1
    return key[:length]
