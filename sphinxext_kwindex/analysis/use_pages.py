"""How the uses of a file's symbols are dealt to pages.

Only numbers of uses are read for it, which the index has at hand: so it is cheap to ask
on which page the uses of a symbol are, and for a whole tree (`uses_extents`) how many
pages there are.
"""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from ..model import SymbolKind
from .answers import FileUse
from .keywords import Declared, declared_in
from .refs import best_place
from .uses import UNCOUNTED, known_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from .protocol import Reader

__all__ = [
    "Counted",
    "SymbolSlice",
    "UsesExtent",
    "UsesPlan",
    "UsesSlice",
    "UsesSpan",
    "UsesStart",
    "deal_uses",
    "extent_of",
    "is_small",
    "no_tests",
    "spans_of",
    "uses_pages",
    "uses_plan",
]

PAGE_ROWS = 112
"""Rows of a page."""
SMALL_ROWS = 60
"""Most rows that the page of the file itself can take..."""
FEW_ROWS = 20
"""... and where it has many keywords."""
SHOWN = 10
"""Uses of one symbol that are shown with a line of the source; others are lines."""
SHOWN_OF_FILE = 3
_HEAD = 2
"""Rows that the name of a symbol takes."""
_LINES_PER_ROW = 8
"""Numbers of lines that weigh as much as a row."""
_LINES = 400
"""Most uses of one symbol in one file that stand together."""
_PLANS = 8
"""Plans that are kept."""


class UsesSlice(NamedTuple):
    """Some uses of one symbol in one file."""

    path: str
    total: int
    """All uses in the file, of which these are some."""
    shown: int
    """How many are shown with a line of the source."""
    start: int = 0
    """Of all the uses, which is the first, from 0."""
    stop: int | None = None
    """After the last; None if it is the last of all."""

    @property
    def rows(self) -> int:
        """Height on a page."""
        end = self.total if self.stop is None else self.stop
        return 1 + self.shown + (end - self.start) // _LINES_PER_ROW


class Counted(NamedTuple):
    """A symbol and how often which files use it."""

    line: int
    """Of the symbol in its file."""
    usr: str
    users: tuple[FileUse, ...]
    """By path."""


class SymbolSlice(NamedTuple):
    """Some uses of one symbol."""

    usr: str
    line: int
    slices: tuple[UsesSlice, ...]
    first: bool
    """Whether they begin here, not on a page before."""
    last: bool

    @property
    def rows(self) -> int:
        """Height on a page."""
        return _HEAD + sum(one.rows for one in self.slices)


class UsesSpan(NamedTuple):
    """A page of uses: those of the symbols that stand in these lines of their file."""

    first: int
    """Line of the first symbol, from 1."""
    last: int
    rows: int


class UsesStart(NamedTuple):
    """The first symbol whose uses begin on a page."""

    line: int
    """Of the symbol in its file."""
    usr: str
    page: int
    """From 1."""


class UsesExtent(NamedTuple):
    """The pages of uses that a file has besides its own page."""

    pages: int
    starts: tuple[UsesStart, ...]
    """What the pages begin with, those with nothing but more of what began before left
    out; () if there are not several."""

    def page_of(self, line: int, usr: str) -> int:
        """Return on which page the uses of a symbol begin, from 1.

        :param line: of the symbol in its file, which lists uses of it.
        """
        # They are dealt in this order.
        after = bisect_right(self.starts, (line, usr, sys.maxsize))
        return self.starts[after - 1].page if after else 1


Pages = tuple[tuple[SymbolSlice, ...], ...]


@dataclass(frozen=True, slots=True)
class UsesPlan:
    """What is on each page."""

    pages: Pages
    page_of: Mapping[str, int]
    """USR → number of the page, from 1, on which its uses begin; what is not here has
    no uses, or is at home in another file."""
    declared: Mapping[str, Declared]
    users: Mapping[str, tuple[FileUse, ...]]
    """All files that use a symbol, by path."""
    files: frozenset[str]
    """All that use any symbol."""


def no_tests(_: str) -> bool:
    """Tell that a file is no test."""
    return False


def uses_pages(
    reader: Reader, path: str, is_test: Callable[[str], bool] = no_tests
) -> tuple[UsesSpan, ...]:
    """Return the pages that hold all uses of a file's symbols; () if there are none.

    A symbol is listed with the file that defines it, or else declares it first.
    A single page that `is_small` is meant for the page of the file itself.
    """
    return spans_of(uses_plan(reader, path, is_test).pages)


def is_small(spans: Sequence[UsesSpan], *, crowded: bool) -> bool:
    """Tell whether the page of the file itself has its uses.

    :param crowded: as of `RowPages`.
    """
    most = FEW_ROWS if crowded else SMALL_ROWS
    return len(spans) == 1 and spans[0].rows <= most


def extent_of(pages: Pages, *, crowded: bool) -> UsesExtent:
    """Return how many pages of uses there are besides the page of the file itself.

    :param crowded: as of `RowPages`.
    """
    if is_small(spans_of(pages), crowded=crowded):
        return UsesExtent(0, ())
    begun = (
        (number, next((one for one in page if one.first), None))
        for number, page in enumerate(pages, 1)
    )
    starts = tuple(
        UsesStart(one.line, one.usr, number) for number, one in begun if one is not None
    )
    return UsesExtent(len(pages), starts if len(pages) > 1 else ())


def spans_of(pages: Pages) -> tuple[UsesSpan, ...]:
    """Return the heads of pages of uses."""
    return tuple(
        UsesSpan(page[0].line, page[-1].line, sum(symbol.rows for symbol in page))
        for page in pages
    )


def uses_plan(
    reader: Reader, path: str, is_test: Callable[[str], bool] = no_tests
) -> UsesPlan:
    """Deal the uses of the symbols that are at home in a file to pages."""
    # The page of the file asks for it, and each page of uses.
    kept: dict[str, UsesPlan] = reader.memo().setdefault(("uses",), {})
    if path not in kept:
        if len(kept) >= _PLANS:
            kept.pop(next(iter(kept)))
        kept[path] = _plan(reader, path, is_test)
    reader.note({path, *kept[path].files})
    return kept[path]


def _plan(reader: Reader, path: str, is_test: Callable[[str], bool]) -> UsesPlan:
    declared = {
        usr: found
        for usr, found in declared_in(reader.symbols_in(path)).items()
        if found.main.kind not in UNCOUNTED
    }
    places, used = known_of(reader, path, list(declared))
    # A symbol of several files is at home where it is defined, and listed there.
    users = {
        usr: found
        for usr, found in used.items()
        if places[usr]
        and best_place(places[usr]).path == path
        and is_listed(declared[usr].main.kind, found, path)
    }
    pages = deal_uses(
        path,
        (
            Counted(declared[usr].main.position.line, usr, found)
            for usr, found in users.items()
        ),
        is_test,
    )
    page_of = {
        one.usr: number
        for number, page in enumerate(pages, 1)
        for one in page
        if one.first
    }
    files = frozenset(use.path for found in users.values() for use in found)
    return UsesPlan(pages, page_of, declared, users, files)


def is_listed(kind: SymbolKind, users: tuple[FileUse, ...], path: str) -> bool:
    """Tell whether the uses of a symbol are listed.

    Of macros that only their own file uses they are not: most are header guards.
    """
    if kind is SymbolKind.MACRO:
        return any(use.path != path for use in users)
    return bool(users)


def deal_uses(
    path: str,
    symbols: Iterable[Counted],
    is_test: Callable[[str], bool] = no_tests,
) -> Pages:
    """Deal the uses of symbols to pages, in the order of their lines.

    A page begins anew with a symbol that does not fit, and ends only within the uses of
    a symbol that would not fit any.
    """
    pages: list[tuple[SymbolSlice, ...]] = []
    page: list[SymbolSlice] = []
    rows = 0
    for line, usr, users in sorted(symbols):
        slices = _slices(users, path, is_test)
        height = _HEAD + sum(one.rows for one in slices)
        if page and rows + height > PAGE_ROWS:
            pages.append(tuple(page))
            page, rows = [], 0
        parts = list(_cut(slices)) if height > PAGE_ROWS else [tuple(slices)]
        for number, part in enumerate(parts, 1):
            is_last = number == len(parts)
            found = SymbolSlice(usr, line, part, number == 1, is_last)
            if is_last:
                page.append(found)
                rows += found.rows
            else:
                pages.append((found,))
    if page:
        pages.append(tuple(page))
    return tuple(pages)


def _slices(
    users: tuple[FileUse, ...], path: str, is_test: Callable[[str], bool]
) -> list[UsesSlice]:
    """Order the files: this one, others, tests; by path."""
    ordered = sorted(
        users, key=lambda use: (use.path != path, is_test(use.path), use.path)
    )
    left = SHOWN
    found = []
    for user, total, _ in ordered:
        # The file's own lines are in its own listing.
        shown = 0 if user == path else min(total, left, SHOWN_OF_FILE)
        left -= shown
        for start in range(0, total, _LINES):
            stop = None if start + _LINES >= total else start + _LINES
            found.append(UsesSlice(user, total, 0 if start else shown, start, stop))
    return found


def _cut(slices: list[UsesSlice]) -> Iterator[tuple[UsesSlice, ...]]:
    """Cut the uses of one symbol into parts that fit a page."""
    part: list[UsesSlice] = []
    rows = _HEAD
    for one in slices:
        if part and rows + one.rows > PAGE_ROWS:
            yield tuple(part)
            part, rows = [], _HEAD
        part.append(one)
        rows += one.rows
    yield tuple(part)
