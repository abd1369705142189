"""How the uses of a file's symbols are dealt to pages.

Only numbers of uses are read for it, which the index has at hand; so it is cheap to
ask on which page the uses of a symbol are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from .keywords import declared_in
from .refs import best_place
from .uses import UNCOUNTED, users_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .answers import FileUse
    from .keywords import Declared
    from .protocol import Reader

__all__ = [
    "SymbolSlice",
    "UsesPlan",
    "UsesSlice",
    "UsesSpan",
    "no_tests",
    "uses_pages",
    "uses_plan",
]

PAGE_ROWS = 250
"""Rows of a page; one with a few more is not worth another page."""
SHOWN = 12
"""Uses of one symbol that are shown with a line of the source; others are lines."""
SHOWN_OF_FILE = 3
_PLANS = 8
"""Plans that are kept."""
_LINES_PER_ROW = 12
"""Numbers of lines that weigh as much as a row."""
_LINES = 400
"""Most uses of one symbol in one file that stand together."""


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
        return 1 + self.shown + (end - self.start - self.shown) // _LINES_PER_ROW


@dataclass(frozen=True, slots=True)
class SymbolSlice:
    """Some uses of one symbol."""

    usr: str
    line: int
    """Of the symbol in its file."""
    slices: tuple[UsesSlice, ...]
    first: bool
    """Whether they begin here, not on a page before."""
    last: bool

    @property
    def rows(self) -> int:
        """Height on a page."""
        return 2 + sum(one.rows for one in self.slices)


class UsesSpan(NamedTuple):
    """A page of uses: those of the symbols that stand in these lines of their file."""

    first: int
    """Line of the first symbol, from 1."""
    last: int
    rows: int


@dataclass(frozen=True, slots=True)
class UsesPlan:
    """What is on each page."""

    pages: tuple[tuple[SymbolSlice, ...], ...]
    page_of: Mapping[str, int]
    """USR → number of the page, from 1, on which its uses begin; what is not here has
    no uses, or is at home in another file."""
    declared: Mapping[str, Declared]
    users: Mapping[str, tuple[FileUse, ...]]
    """All files that use a symbol, by path."""


def no_tests(_: str) -> bool:
    """Tell that a file is no test."""
    return False


def uses_pages(
    reader: Reader, path: str, is_test: Callable[[str], bool] = no_tests
) -> tuple[UsesSpan, ...]:
    """Return the pages that hold all uses of a file's symbols; () if there are none.

    A symbol is listed with the file that defines it, or else declares it first.
    """
    return tuple(
        UsesSpan(page[0].line, page[-1].line, sum(symbol.rows for symbol in page))
        for page in uses_plan(reader, path, is_test).pages
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
    return kept[path]


def _plan(reader: Reader, path: str, is_test: Callable[[str], bool]) -> UsesPlan:
    declared = {
        usr: found
        for usr, found in declared_in(reader.symbols_in(path)).items()
        if found.main.kind not in UNCOUNTED
    }
    places = reader.places(tuple(declared)) if declared else {}
    # A symbol of several files is at home where it is defined, and listed there.
    home = {
        usr: places[usr]
        for usr in declared
        if places.get(usr) and best_place(places[usr]).path == path
    }
    users = {usr: found for usr, found in users_of(reader, home).items() if found}
    symbols = [
        (declared[usr].main.position.line, usr, _slices(users[usr], path, is_test))
        for usr in users
    ]
    symbols.sort(key=lambda one: one[:2])
    pages = tuple(_pages(symbols))
    first = {
        one.usr: number
        for number, page in enumerate(pages, 1)
        for one in page
        if one.first
    }
    return UsesPlan(pages, first, declared, users)


def _slices(
    users: tuple[FileUse, ...], path: str, is_test: Callable[[str], bool]
) -> list[UsesSlice]:
    """Order the files: this one, others, tests; by path."""
    ordered = sorted(
        users, key=lambda use: (use.path != path, is_test(use.path), use.path)
    )
    left = SHOWN
    found = []
    for use in ordered:
        # The file's own lines are on the page already.
        shown = 0 if use.path == path else min(use.total, left, SHOWN_OF_FILE)
        left -= shown
        for start in range(0, use.total, _LINES):
            is_last = start + _LINES >= use.total
            found.append(
                UsesSlice(
                    use.path,
                    use.total,
                    0 if start else shown,
                    start,
                    None if is_last else start + _LINES,
                )
            )
    return found


def _pages(
    symbols: list[tuple[int, str, list[UsesSlice]]],
) -> Iterator[tuple[SymbolSlice, ...]]:
    page: list[SymbolSlice] = []
    rows = 0
    for line, usr, slices in symbols:
        height = 2 + sum(one.rows for one in slices)
        if page and rows + height > PAGE_ROWS:
            yield tuple(page)
            page, rows = [], 0
        parts = _cut(slices)
        for number, part in enumerate(parts):
            last = number == len(parts) - 1
            found = SymbolSlice(usr, line, tuple(part), number == 0, last)
            if last:
                page.append(found)
                rows += found.rows
            else:
                yield (found,)
    if page:
        yield tuple(page)


def _cut(slices: list[UsesSlice]) -> list[list[UsesSlice]]:
    """Cut the uses of one symbol into parts that fit a page."""
    parts: list[list[UsesSlice]] = [[]]
    rows = 0
    for one in slices:
        if parts[-1] and rows + one.rows > PAGE_ROWS:
            parts.append([])
            rows = 0
        parts[-1].append(one)
        rows += one.rows
    return parts
