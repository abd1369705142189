"""Which pages of uses the files of a tree have, from one reading of the index.

Asked file by file (`uses_plan`) it would be the places and mentions of each symbol,
and minutes for thousands of files; in one pass it is a millisecond a file.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from ..model import LookupKind, Role, SymbolKind, lookup_key
from .answers import FileUse
from .include_graph import is_header
from .refs import DEFINED_ONCE
from .use_pages import Counted, deal_uses, extent_of, is_listed, no_tests
from .uses import UNCOUNTED

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator

    from .use_pages import UsesExtent

__all__ = ["WholeReader", "uses_extents"]


class WholeReader(Protocol):
    """What is asked of a whole index; `store.IndexReader` has it."""

    def all_place_rows(self) -> Iterator[list[Any]]:
        """Yield the fields of every `Place`, by path and place in the file."""

    def all_mentions(self, keys: Container[int]) -> Iterator[tuple[int, str, int, int]]:
        """Yield key (`lookup_key`), path, roles and number of each mention."""


class _Symbol(NamedTuple):
    """A symbol, at its best place so far."""

    rank: tuple[bool, bool, str, int, int]
    """`home_order` of it."""
    usr: str
    kind: str
    declared: list[str]
    """Path of each place."""


def uses_extents(
    reader: WholeReader,
    is_test: Callable[[str], bool] = no_tests,
    crowded: Container[str] = (),
) -> dict[str, UsesExtent]:
    """Return for each file the pages of uses that it has besides its own page.

    As `uses_plan`, less a small one. Files without any are left out.

    :param crowded: the files of which `RowPages` says so.
    """
    symbols = _symbols(reader)
    users: defaultdict[int, list[FileUse]] = defaultdict(list)
    reference = int(Role.REFERENCE)
    for key, path, role, total in reader.all_mentions(symbols):
        if role & reference:
            uses = max(total - symbols[key].declared.count(path), 1)
            users[key].append(FileUse(path, uses, calls=False))
    files: defaultdict[str, list[Counted]] = defaultdict(list)
    for key, used in users.items():
        symbol = symbols[key]
        path, line = symbol.rank[2:4]
        listed = tuple(sorted(used))
        if is_listed(SymbolKind(symbol.kind), listed, path):
            files[path].append(Counted(line, symbol.usr, listed))
    extents = {
        path: extent_of(deal_uses(path, counted, is_test), crowded=path in crowded)
        for path, counted in files.items()
    }
    return {path: extent for path, extent in extents.items() if extent.pages}


def _symbols(reader: WholeReader) -> dict[int, _Symbol]:
    """Return each symbol, by the key of its mentions."""
    found: dict[int, _Symbol] = {}
    for usr, kind, _, _, path, line, column, definition in reader.all_place_rows():
        if kind in UNCOUNTED:
            continue
        key = lookup_key(LookupKind.MENTION, usr)
        is_own = kind in DEFINED_ONCE and not is_header(path)
        rank = not definition, is_own, path, line, column
        known = found.get(key)
        if known is None:
            found[key] = _Symbol(rank, usr, kind, [path])
        else:
            known.declared.append(path)
            if rank < known.rank:
                found[key] = known._replace(rank=rank, kind=kind)
    return found
