"""Which listings link to lines that have moved.

A listing links names to the lines of their definitions, in whatever file. These are no
part of the answer that its page is made from, so that a page need not be read anew when
lines above a definition come or go elsewhere; it is only to be written again. Kept from
build to build is one number for each file.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from .nearness import naming

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .session import IndexSession

__all__ = ["line_sums", "moved_lines"]


def line_sums(
    session: IndexSession,
    known: Mapping[str, int],
    before: Mapping[str, bytes],
    now: Mapping[str, bytes],
) -> dict[str, int]:
    """Return for each file a checksum of what it declares in which lines.

    ``known`` are those of the index as it was ``before``: files that have not changed
    since are not read. ``before`` and ``now`` are `IndexReader.digests`.
    """
    return {
        path: known[path]
        if path in known and before.get(path) == digest
        else _sum(session, path)
        for path, digest in now.items()
    }


def moved_lines(
    session: IndexSession, before: Mapping[str, int], now: Mapping[str, int]
) -> frozenset[str]:
    """Return the files whose listings link to lines that are others than before."""
    if not before:
        return frozenset()  # all are written
    moved = {path for path, number in now.items() if before.get(path) != number}
    return naming(session, moved)


def _sum(session: IndexSession, path: str) -> int:
    lines = [
        (one.usr, one.line, one.definition)
        for one in session.reader.declarations_in(path)
    ]
    return zlib.crc32(repr(lines).encode("utf-8", "surrogatepass"))
