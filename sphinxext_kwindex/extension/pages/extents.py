"""How many further pages each file has, remembered from build to build."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, NamedTuple

from ...analysis import (
    UsesExtent,
    digest,
    extent_of,
    listing_pages,
    row_pages,
    uses_extents,
    uses_plan,
)
from ...model import LookupKind, lookup_key
from ..inputs import holds_any, path_input
from ..nearness import near
from ..states import checksum, differing
from .catalogue import Extent

if TYPE_CHECKING:
    from collections.abc import Mapping, Set

    from ...analysis import RowPages
    from ...model import Place
    from ..domain import KwindexDomain
    from ..line_moves import FileLines

__all__ = [
    "file_extents",
    "forget_extents",
    "page_of_uses",
    "row_sums",
    "use_sums",
]


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
_NO_USES = UsesExtent(0, ())
_Extents = dict[str, tuple[int, UsesExtent, _Rows]]
"""Path to the number of further pages of its source, and to those of uses and rows."""

_FEW = 20
"""Part of the files that is asked one by one: to ask all at once is faster for more."""


def file_extents(domain: KwindexDomain) -> Mapping[str, Extent]:
    """Return the further pages of the files that have any.

    Those of the last build are taken where nothing has changed that they depend on.
    """
    before: dict[str, bytes] = domain.data["files"]
    now = domain.session.reader.digests()
    basis = digest(domain.session.patterns.tests)
    kept, known = _kept(domain)
    # All are asked where nothing is known, though no file has changed: the last build
    # had no pages, or other files were tests.
    moved = differing(before if basis == kept else {}, now)
    if moved:
        known = _updated(domain, known, moved, now.keys())
        domain.data["extents"] = basis, known
    return {
        path: Extent(sources, uses.pages, rows.pages)
        for path, (sources, uses, rows) in known.items()
    }


def forget_extents(domain: KwindexDomain) -> None:
    """Forget what is remembered: a build without pages does not keep it up to date."""
    domain.data["extents"] = "", {}


def row_sums(domain: KwindexDomain) -> Mapping[str, int]:
    """Return for each file with several pages of keywords how these are dealt to them.

    As a number: where it is another, links to some of them lead elsewhere.
    """
    known = _kept(domain)[1]
    return {path: rows.moves for path, (_, _, rows) in known.items() if rows.pages}


def use_sums(domain: KwindexDomain) -> Mapping[str, int]:
    """Return for each file with several pages of uses how these are dealt to them.

    As a number: where it is another, though no line of the file is, links to some of
    the uses lead elsewhere.
    """
    known = _kept(domain)[1]
    return {
        path: checksum([(start.usr, start.page) for start in uses.starts])
        for path, (_, uses, _) in known.items()
        if uses.starts
    }


def page_of_uses(domain: KwindexDomain, home: Place) -> int:
    """Return the page on which the uses of a symbol begin, from 1.

    :param home: of a symbol that is used.
    """
    known = _kept(domain)[1]
    extent = known[home.path][1] if home.path in known else _NO_USES
    return extent.page_of(home.line, home.usr)


def _kept(domain: KwindexDomain) -> tuple[str, _Extents]:
    """Return what is remembered, and a digest of what it was made by, if anything."""
    kept: tuple[str, _Extents] = domain.data["extents"]
    return kept


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
        uses = uses_extents(reader, is_test, crowded)
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
            pages = uses_plan(reader, path, is_test).pages
            uses[path] = extent_of(pages, crowded=path in crowded)
    found = {
        path: (sources.get(path, 0), uses.get(path, _NO_USES), rows.get(path, _ONE))
        for path in sources.keys() | uses.keys()
    }
    nothing = 0, _NO_USES, _ONE
    return {path: found[path] for path in sorted(found) if found[path] != nothing}


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
