"""How many further pages each file has, remembered from build to build."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, NamedTuple

from ...analysis import (
    is_small,
    listing_pages,
    row_pages,
    use_counts,
    uses_pages,
)
from ...model import LookupKind, lookup_key
from ..inputs import holds_any, path_input
from ..nearness import near
from ..states import differing
from .catalogue import Extent

if TYPE_CHECKING:
    from collections.abc import Mapping, Set

    from ...analysis import RowPages
    from ..domain import KwindexDomain
    from ..line_moves import FileLines

__all__ = ["file_extents", "row_sums"]


class _Rows(NamedTuple):
    """How the rows of a file are dealt to pages, where these are several."""

    pages: int
    """Without the page of the file itself."""
    moves: int
    """How often a row has come to another page, in all builds so far."""
    further: tuple[bytes, ...]
    """Of each page but that of the file, `lookup_key` of its symbols, 8 bytes each."""
    crowded: bool
    """`RowPages.crowded`."""


_ONE = _Rows(0, 0, (), crowded=False)
_Extents = dict[str, tuple[int, int, _Rows]]
"""Path to the further pages of source and of uses, and to those of rows."""

_FEW = 20
"""Part of the files that is asked one by one: to ask all at once is faster for more."""


def file_extents(domain: KwindexDomain) -> Mapping[str, Extent]:
    """Return the further pages of the files that have any.

    Those of the last build are taken where nothing has changed that they depend on.
    """
    before: dict[str, bytes] = domain.data["files"]
    now = domain.session.reader.digests()
    known: _Extents = domain.data["extents"]
    moved = differing(before, now)
    if moved:
        known = domain.data["extents"] = _updated(domain, known, moved, now.keys())
    return {
        path: Extent(sources, uses, rows.pages)
        for path, (sources, uses, rows) in known.items()
    }


def row_sums(domain: KwindexDomain) -> Mapping[str, int]:
    """Return for each file with several pages of keywords how these are dealt to them.

    As a number: where it is another, links to some of them lead elsewhere.
    """
    known: _Extents = domain.data["extents"]
    return {path: rows.moves for path, (_, _, rows) in known.items() if rows.pages}


def _updated(
    domain: KwindexDomain, known: _Extents, moved: Set[str], paths: Set[str]
) -> _Extents:
    reader, is_test = domain.session.reader, domain.session.is_test
    sources = {path: known[path][0] for path in known.keys() & paths - moved}
    rows = {path: known[path][2] for path in known.keys() & paths - moved}
    lines: Mapping[str, FileLines] = domain.data["lines"]
    for path in moved & paths:
        sources[path] = max(len(listing_pages(reader, path)) - 1, 0)
        dealt = row_pages(reader, path)
        rows[path] = _ONE._replace(crowded=dealt.crowded)
        if len(dealt.pages) > 1:
            before = known[path][2] if path in known else _ONE
            rows[path] = _dealt(dealt, before, lines.get(path))
    crowded = {path for path, found in rows.items() if found.crowded}
    uses = {path: known[path][1] for path in known.keys() & paths}
    if len(moved) * _FEW > len(paths):
        uses = use_counts(reader, is_test, crowded)
    else:
        inputs = set(map(path_input, moved))
        touched = moved | near(domain.session, moved & paths)
        touched |= {
            view.key
            for document in domain.documents.values()
            if holds_any(document.inputs, inputs)
            for view in document.views
        }
        for path in sorted(touched & paths):
            spans = uses_pages(reader, path, is_test)
            is_there = is_small(spans, crowded=path in crowded)
            uses[path] = 0 if is_there else len(spans)
    found = {
        path: (sources.get(path, 0), uses.get(path, 0), rows.get(path, _ONE))
        for path in sources.keys() | uses.keys()
    }
    return {path: found[path] for path in sorted(found) if found[path] != (0, 0, _ONE)}


def _dealt(dealt: RowPages, before: _Rows, lines: FileLines | None) -> _Rows:
    """Return how rows are dealt now.

    :param lines: what the file declared before: a row that was not there has not moved.
    """
    at = {_key(usr): page for usr, page in dealt.page_of.items()}
    was = dict.fromkeys(_declared(lines), 1) if lines is not None else {}
    for page, keys in enumerate(before.further, 2):
        was |= dict.fromkeys(array("Q", keys), page)
    has_moved = any(was.get(key, page) != page for key, page in at.items())
    further = [array("Q") for _ in dealt.pages[1:]]
    for key in sorted(at):
        if at[key] > 1:
            further[at[key] - 2].append(key)
    return _Rows(
        len(further),
        before.moves + has_moved,
        tuple(keys.tobytes() for keys in further),
        dealt.crowded,
    )


def _declared(lines: FileLines) -> list[int]:
    return [*array("Q", lines.keys), *map(_key, lines.spaces)]


def _key(usr: str) -> int:
    return lookup_key(LookupKind.MENTION, usr)
