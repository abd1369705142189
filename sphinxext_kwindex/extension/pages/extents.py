"""How many further pages each file has, remembered from build to build."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from ...analysis import (
    is_small,
    listing_pages,
    row_pages,
    use_counts,
    uses_pages,
)
from ..inputs import holds_any, path_input
from ..nearness import near
from ..states import differing
from .catalogue import Extent

if TYPE_CHECKING:
    from collections.abc import Mapping, Set

    from ..domain import KwindexDomain

__all__ = ["file_extents", "row_sums"]

_Extents = dict[str, tuple[int, int, int, int, bool]]
"""Path to the numbers of an `Extent`, a checksum of how its rows are dealt, and whether
its page is crowded."""

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
    return {path: Extent(*numbers[:3]) for path, numbers in known.items()}


def row_sums(domain: KwindexDomain) -> Mapping[str, int]:
    """Return for each file with several pages of keywords how they are dealt to these.

    As a checksum: where it is another, links to some of them lead elsewhere.
    """
    known: _Extents = domain.data["extents"]
    return {path: numbers[3] for path, numbers in known.items() if numbers[2]}


def _updated(
    domain: KwindexDomain, known: _Extents, moved: Set[str], paths: Set[str]
) -> _Extents:
    reader, is_test = domain.session.reader, domain.session.is_test
    sources = {path: known[path][0] for path in known.keys() & paths - moved}
    rows = {path: known[path][2:] for path in known.keys() & paths - moved}
    for path in moved & paths:
        sources[path] = max(len(listing_pages(reader, path)) - 1, 0)
        dealt = row_pages(reader, path)
        number = 0
        if len(dealt.pages) > 1:
            text = "\n".join(f"{usr}\0{at}" for usr, at in dealt.page_of.items())
            number = zlib.crc32(text.encode("utf-8", "surrogatepass"))
        rows[path] = len(dealt.pages) - 1, number, dealt.crowded
    crowded = {path for path, (*_, is_crowded) in rows.items() if is_crowded}
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
        path: (sources.get(path, 0), uses.get(path, 0), *rows.get(path, (0, 0, False)))
        for path in sources.keys() | uses.keys()
    }
    return {path: found[path] for path in sorted(found) if any(found[path])}
