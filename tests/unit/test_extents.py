"""When a row of a file counts as moved to another page."""

from __future__ import annotations

from array import array

from sphinxext_kwindex.analysis import RowPages
from sphinxext_kwindex.extension.line_moves import FileLines
from sphinxext_kwindex.extension.pages.extents import _ONE, _dealt, _key, _Rows
from sphinxext_kwindex.model import LookupKind, lookup_key


def dealt(*pages: str) -> RowPages:
    """Return pages with one symbol for each letter."""
    numbers = {usr: number for number, page in enumerate(pages, 1) for usr in page}
    return RowPages(tuple(map(frozenset, pages)), crowded=False, page_of=numbers)


def declared(usrs: str, spaces: str = "") -> FileLines:
    keys = sorted(lookup_key(LookupKind.MENTION, usr) for usr in usrs)
    return FileLines(0, array("Q", keys).tobytes(), tuple(spaces), b"")


def again(before: _Rows, usrs: str, *pages: str) -> int:
    """Return how many moves a further build counts."""
    return _dealt(dealt(*pages), before, declared(usrs)).moves - before.moves


def test_rows_move_only_if_they_were_elsewhere() -> None:
    first = _dealt(dealt("ab", "cd"), _ONE, None)
    assert (first.pages, first.moves) == (1, 0)
    assert again(first, "abcd", "ab", "cd") == 0
    # What comes or goes takes no other row with it.
    assert again(first, "abcd", "ab", "cde") == 0
    assert again(first, "abcd", "abe", "cd") == 0
    assert again(first, "abcd", "ab", "c") == 0
    assert again(first, "abcd", "ab", "cd", "e") == 0
    # Between further pages, from the first, to it.
    assert again(first, "abcd", "ab", "c", "d") == 1
    assert again(first, "abcd", "a", "bcd") == 1
    assert again(first, "abcd", "abc", "d") == 1


def test_rows_that_were_on_one_page_move_when_they_are_dealt() -> None:
    found = _dealt(dealt("a", "bn"), _ONE, declared("a", spaces="n"))
    assert found.moves == 1
    assert _dealt(dealt("a", "bc"), _ONE, declared("a")).moves == 0


def test_the_symbols_of_further_pages_are_kept() -> None:
    found = _dealt(dealt("ab", "cd", "e"), _ONE, None)
    assert [len(page) for page in found.further] == [16, 8]
    assert found.further[1] == array("Q", [_key("e")]).tobytes()
