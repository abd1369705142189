"""Which listings link to lines that have moved.

A listing links names to the lines of their definitions, in whatever file. These are no
part of the answer that its page is made from, so that a page need not be read anew when
lines above a definition come or go elsewhere; it is only to be written again. Kept from
build to build is one number for each file, and what stood in it: a definition that is
gone leaves links behind. Another number says what the file has for an index of
keywords, wherever it stands in the file.
"""

from __future__ import annotations

import hashlib
import zlib
from array import array
from typing import TYPE_CHECKING, NamedTuple

from ..model import LookupKind, Qualifier, is_namespace_usr, lookup_key
from .nearness import naming

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..model import Declaration
    from .session import IndexSession

__all__ = ["FileLines", "file_lines", "keywords_state", "moved_keywords", "moved_lines"]


class FileLines(NamedTuple):
    """What a file declares, and in which lines."""

    sum: int
    """Checksum of both."""
    keys: bytes
    """Of what listings may link to: `lookup_key` of the mentions, 8 bytes each."""
    spaces: tuple[str, ...]
    """USRs of its namespaces, sorted: they are linked to the first file alone."""
    keywords: bytes
    """Digest of what it declares and includes, in order but without lines: all that
    `analysis.KeywordIndex` has of it, and that the places of its symbols say of it."""


_NOTHING = FileLines(0, b"", (), b"")


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


def moved_keywords(
    before: Mapping[str, FileLines], now: Mapping[str, FileLines]
) -> frozenset[str]:
    """Return the files of which an index of keywords has something else than before."""
    return frozenset(
        path
        for path in before.keys() | now.keys()
        if before.get(path, _NOTHING).keywords != now.get(path, _NOTHING).keywords
    )


def keywords_state(lines: Mapping[str, FileLines]) -> str:
    """Return a digest that changes when a keyword comes, goes or changes its file."""
    state = hashlib.blake2b(digest_size=16)
    for path, found in sorted(lines.items()):
        state.update(f"{path}\0".encode("utf-8", "surrogatepass") + found.keywords)
    return state.hexdigest()


def _left(session: IndexSession, path: str, spaces: set[str]) -> set[str]:
    """Return the namespaces that a file without them now was the first to have."""
    found = session.reader.first_places(spaces, 1)
    return {usr for usr in spaces if all(path < one.path for one in found.get(usr, ()))}


def _lines_of(session: IndexSession, path: str) -> FileLines:
    declared = session.reader.declarations_in(path)
    lines = [(one.usr, one.line, one.definition) for one in declared]
    usrs = {usr for usr, _, _ in lines}
    spaces = sorted(filter(is_namespace_usr, usrs))
    keys = (lookup_key(LookupKind.MENTION, usr) for usr in usrs.difference(spaces))
    return FileLines(
        zlib.crc32(_bytes_of(lines)),
        array("Q", sorted(keys)).tobytes(),
        tuple(spaces),
        _keywords_of(session, path, declared),
    )


def _keywords_of(
    session: IndexSession, path: str, declared: Iterable[Declaration]
) -> bytes:
    symbols = [
        (
            one.usr,
            one.kind.value,
            one.name,
            one.qualified_name,
            one.definition,
            Qualifier.HEADER_GUARD in one.qualifiers,
        )
        for one in declared
    ]
    found = session.reader.includes_of(path)
    includes = [(include.spelled, include.target) for include in found]
    return hashlib.blake2b(_bytes_of((symbols, includes)), digest_size=16).digest()


def _bytes_of(value: object) -> bytes:
    return repr(value).encode("utf-8", "surrogatepass")
