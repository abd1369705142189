"""The keyword index of a folder, by letter, kind or namespace, in pages."""

from __future__ import annotations

import posixpath
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

from .keyword_answers import (
    INCLUDE,
    KeywordEntry,
    KeywordHeading,
    KeywordListing,
    KeywordOrder,
    KeywordPage,
    KeywordPart,
)
from .keyword_index import KIND_NAMES, KeywordIndex
from .keyword_paging import PAGE_SIZE, PageRange, page_ranges
from .refs import scope_of

if TYPE_CHECKING:
    from collections.abc import Collection

__all__ = ["FolderKeywords"]

_KNOWN = 4
"""Folders that are kept with an index."""
_FILES = 12
"""Most includers named of one header."""


@dataclass(frozen=True, slots=True)
class FolderKeywords:
    """The keywords of a folder and all below it.

    Keep it while several of its pages are asked for.
    """

    index: KeywordIndex
    folder: str
    entries: array[int]
    """Numbers of the entries, in order."""
    _known: dict[KeywordOrder, dict[str, _Group]] = field(default_factory=dict)

    @classmethod
    def of(
        cls, index: KeywordIndex, folder: str, kinds: Collection[str] | None = None
    ) -> Self:
        """Return those of a folder, empty for the root; None for ``kinds``: all."""
        question = folder, None if kinds is None else tuple(kinds)
        if question not in index.known:
            if len(index.known) >= _KNOWN:
                index.known.pop(next(iter(index.known)))
            entries = index.entries_below(folder, kinds)
            index.known[question] = cls(index, folder, entries)
        found: Self = index.known[question]
        return found

    def counts(self, order: KeywordOrder) -> tuple[tuple[str, int], ...]:
        """Return what there is with its number of entries, in order."""
        groups = _GROUPINGS[order](self.index, self.entries)
        return tuple((key, len(entries)) for key, entries in groups)

    def headings(self, order: KeywordOrder) -> tuple[KeywordHeading, ...]:
        """Return what there is, in order."""
        return tuple(group.heading for group in self._groups(order).values())

    def page(self, order: KeywordOrder, key: str, number: int) -> KeywordPage | None:
        """Return a page of a letter, kind or namespace; None if there is none."""
        group = self._groups(order).get(key)
        if group is None or not 1 <= number <= len(group.pages):
            return None
        start, stop, _ = group.pages[number - 1]
        return KeywordPage(
            folder=self.folder,
            order=order,
            heading=group.heading,
            number=number,
            entries=tuple(map(self._entry, group.entries[start:stop])),
        )

    def parts(
        self, order: KeywordOrder = KeywordOrder.LETTER
    ) -> tuple[KeywordPart, ...]:
        """Return what makes one page each: some letters, or a part of one."""
        parts: list[KeywordPart] = []
        room = 0
        for key, group in self._groups(order).items():
            entries = len(group.entries) * _weight(key)
            if len(group.pages) > 1:
                parts += (
                    KeywordPart(page.label, (key,), number)
                    for number, page in enumerate(group.pages, 1)
                )
                room = 0
            elif entries <= room:
                keys = *parts[-1].keys, key
                parts[-1] = KeywordPart(f"{keys[0]}\u2013{key}", keys, 0)
                room -= entries
            else:
                parts.append(KeywordPart(key, (key,), 0))
                room = PAGE_SIZE - entries
        return tuple(parts)

    def listing(
        self,
        order: KeywordOrder = KeywordOrder.LETTER,
        keys: Collection[str] | None = None,
        number: int | None = None,
    ) -> KeywordListing:
        """Return the pages of some letters, kinds or namespaces; None: of all.

        With a ``number`` only the page of that number, from 1, of each.
        """
        groups = self._groups(order)
        asked = (
            self.page(order, key, one)
            for key, group in groups.items()
            if keys is None or key in keys
            for one in ([number] if number else range(1, len(group.pages) + 1))
        )
        pages = tuple(page for page in asked if page is not None)
        return KeywordListing(self.folder, order, tuple(groups), pages)

    def _groups(self, order: KeywordOrder) -> dict[str, _Group]:
        if order not in self._known:
            self._known[order] = {
                key: _Group.of(key, entries, self.index)
                for key, entries in _GROUPINGS[order](self.index, self.entries)
            }
        return self._known[order]

    def _entry(self, number: int) -> KeywordEntry:
        rows = self.index.rows_of(number, self.folder)
        best = rows[0]
        kind = KIND_NAMES[best.kind]
        if kind == INCLUDE:
            files = tuple(dict.fromkeys(row.path for row in rows))
            return KeywordEntry(
                kind=kind,
                name=best.name,
                scope=posixpath.dirname(best.qualified_name.strip('<>"')),
                usr="",
                path=best.path,
                spelled=best.qualified_name,
                target=best.target,
                files=files[:_FILES],
                more=max(len(files) - _FILES, 0),
            )
        scope = scope_of(best.qualified_name, best.name)
        name = best.qualified_name.removeprefix(f"{scope}::")
        return KeywordEntry(
            kind=kind,
            # Of a specialisation with its arguments: else many went by one name.
            name=name if name.startswith(f"{best.name}<") else best.name,
            scope=scope,
            usr=best.usr,
            path=best.path,
            symbols=len({row.usr for row in rows}),
        )


@dataclass(frozen=True, slots=True)
class _Group:
    """The entries of a letter, kind or namespace, and their pages."""

    heading: KeywordHeading
    entries: Sequence[int]
    pages: tuple[PageRange, ...]

    @classmethod
    def of(cls, key: str, entries: Sequence[int], index: KeywordIndex) -> _Group:
        keys = [index.key_of(entry) for entry in entries]
        pages = page_ranges(keys, PAGE_SIZE // _weight(key))
        labels = tuple(page.label for page in pages)
        return cls(KeywordHeading(key, len(entries), labels), entries, pages)


def _weight(key: str) -> int:
    """Return how many others an entry takes the room of: headers come with files."""
    return 3 if key == INCLUDE else 1


_Groups = Iterable[tuple[str, Sequence[int]]]


def _by_letter(index: KeywordIndex, entries: Sequence[int]) -> _Groups:
    ends = [first for _, first in index.letters[1:]]
    ends.append(len(index.starts))
    start = 0
    for (letter, _), end in zip(index.letters, ends, strict=True):
        stop = bisect_left(entries, end, start)
        if stop > start:
            yield letter, entries[start:stop]
        start = stop


def _by_kind(index: KeywordIndex, entries: Sequence[int]) -> _Groups:
    found: dict[int, list[int]] = {}
    for entry in entries:
        found.setdefault(index.kinds[entry], []).append(entry)
    return ((KIND_NAMES[number], found[number]) for number in sorted(found))


def _by_namespace(index: KeywordIndex, entries: Sequence[int]) -> _Groups:
    found: dict[str, list[int]] = {}
    for entry in entries:
        if KIND_NAMES[index.kinds[entry]] != INCLUDE:
            found.setdefault(index.namespaces[entry], []).append(entry)
    return ((name, found[name]) for name in sorted(found))


_GROUPINGS: dict[KeywordOrder, Callable[[KeywordIndex, Sequence[int]], _Groups]] = {
    KeywordOrder.LETTER: _by_letter,
    KeywordOrder.KIND: _by_kind,
    KeywordOrder.NAMESPACE: _by_namespace,
}
