"""Which listings link to lines that have moved.

A listing links names to the lines of their definitions, in whatever file. These are no
part of the answer that its page is made from, so that a page need not be read anew when
lines above a definition come or go elsewhere; it is only to be written again. Kept from
build to build is one number for each file, and what stood in it: a definition that is
gone leaves links behind.
"""

from __future__ import annotations

import zlib
from array import array
from typing import TYPE_CHECKING, NamedTuple

from ..model import LookupKind, is_namespace_usr, lookup_key
from .nearness import naming

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .session import IndexSession

__all__ = ["FileLines", "file_lines", "moved_lines"]


class FileLines(NamedTuple):
    """What a file declares, and in which lines."""

    sum: int
    """Checksum of both."""
    keys: bytes
    """Of what listings may link to: `lookup_key` of the mentions, 8 bytes each."""
    spaces: tuple[str, ...]
    """USRs of its namespaces, sorted: they are linked to the first file alone."""


_NOTHING = FileLines(0, b"", ())


def file_lines(
    session: IndexSession,
    known: Mapping[str, FileLines],
    before: Mapping[str, bytes],
    now: Mapping[str, bytes],
) -> dict[str, FileLines]:
    """Return for each file what it declares in which lines.

    ``known`` is that of the index as it was ``before``: files that have not changed
    since are not read. ``before`` and ``now`` are `IndexReader.digests`.
    """
    return {
        path: known[path]
        if path in known and before.get(path) == digest
        else _lines_of(session, path)
        for path, digest in now.items()
    }


def moved_lines(
    session: IndexSession, before: Mapping[str, FileLines], now: Mapping[str, FileLines]
) -> frozenset[str]:
    """Return the files whose listings link to lines that are others than before."""
    if not before:
        return frozenset()  # all are written
    moved = {path for path, lines in now.items() if before.get(path) != lines}
    gone: set[int] = set()
    spaces: set[str] = set()
    for path, old in before.items():
        new = now.get(path, _NOTHING)
        if new != old:
            gone.update(array("Q", old.keys))
            gone.difference_update(array("Q", new.keys))
            spaces |= _left(session, path, {*old.spaces} - {*new.spaces})
    reader = session.reader
    leading = {one.path for of in reader.mentions_of_all(spaces).values() for one in of}
    return naming(session, moved) | reader.mentioning(gone) | leading


def _left(session: IndexSession, path: str, spaces: set[str]) -> set[str]:
    """Return the namespaces that a file without them now was the first to have."""
    found = session.reader.first_places(spaces, 1)
    return {usr for usr in spaces if all(path < one.path for one in found.get(usr, ()))}


def _lines_of(session: IndexSession, path: str) -> FileLines:
    lines = [
        (one.usr, one.line, one.definition)
        for one in session.reader.declarations_in(path)
    ]
    usrs = {usr for usr, _, _ in lines}
    spaces = sorted(filter(is_namespace_usr, usrs))
    keys = (lookup_key(LookupKind.MENTION, usr) for usr in usrs.difference(spaces))
    return FileLines(
        zlib.crc32(repr(lines).encode("utf-8", "surrogatepass")),
        array("Q", sorted(keys)).tobytes(),
        tuple(spaces),
    )
