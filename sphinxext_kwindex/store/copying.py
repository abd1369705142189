"""Taking files out of one index into another: rows are copied, nothing is decoded."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Self

from .schema import (
    PARTS,
    blob_checksum,
    moved_rows,
    part_id,
    row_checksum,
)
from .session import Session
from .verify import verify

if TYPE_CHECKING:
    import os
    import sqlite3
    from collections.abc import Collection, Iterator
    from types import TracebackType

__all__ = ["SourceIndex", "StoredFile", "copy_files"]


class StoredFile(NamedTuple):
    """What a choice between two states of a file needs to know."""

    path: str
    digest: bytes
    """`content_digest` of the facts."""
    fingerprint: str


class _Copy(NamedTuple):
    """A file on its way: what its row says."""

    old: int
    new: int
    path: str
    digest: bytes


class SourceIndex:
    """An index at rest, to take files from; use it in a ``with`` statement."""

    damaged: int
    """Number of files that are left out because a row of theirs is damaged."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        """Open and check the index at ``path``.

        :raises IndexFormatError: if there is none, or one of another version, or one
            that is damaged beyond its rows.
        """
        self._session = Session(path)
        with self._session.said_clearly():
            self._session.rows("BEGIN")  # it stays as it is while we look at it
            bad = set(verify(self._session.connection()))
        self._numbers: dict[str, int] = {}
        self.damaged = 0
        for number, path_of in self._session.rows("SELECT id, path FROM files"):
            if number in bad:
                self.damaged += 1
            else:
                self._numbers[str(path_of)] = number

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._session.close()

    def files(self) -> Iterator[StoredFile]:
        """Yield the whole files, sorted by path."""
        query = "SELECT digest, data FROM files JOIN parts p ON p.id = ? WHERE path = ?"
        for path, number in sorted(self._numbers.items()):
            values = part_id(number, "fingerprint"), path
            for digest, fingerprint in self._session.rows(query, values):
                yield StoredFile(path, digest, fingerprint.decode())

    def meta(self, key: str) -> str | None:
        """Return what the writer noted under ``key``; None if nothing."""
        return self._session.meta(key)


def copy_files(
    source: SourceIndex, paths: Collection[str], target: sqlite3.Connection
) -> Iterator[str]:
    """Copy files that the target does not hold; yield the path of each.

    Memory is that of the ids and of one file's parts. All belongs in one transaction:
    the lookup rows come in the order of their keys, at the end.
    """
    session = source._session  # noqa: SLF001  (one class in two halves)
    copies: list[_Copy] = []
    for path in sorted(paths):
        old = source._numbers[path]  # noqa: SLF001
        ((digest,),) = session.rows("SELECT digest FROM files WHERE id = ?", (old,))
        cursor = target.execute(
            "INSERT INTO files (path, digest, rows, weight, checksum)"
            " VALUES (?, ?, 0, 0, 0)",
            (path, digest),
        )
        assert cursor.lastrowid is not None
        copy = _Copy(old, cursor.lastrowid, path, digest)
        _copy_parts(session, copy, target)
        copies.append(copy)
        yield path
    sums = {copy.new: [0, 0] for copy in copies}
    rows = session.stream("SELECT key, file, value FROM lookups")
    target.executemany(
        "INSERT INTO lookups VALUES (?, ?, ?)",
        moved_rows(rows, {copy.old: copy.new for copy in copies}, sums),
    )
    target.executemany(
        "UPDATE files SET rows = ?, weight = ?, checksum = ? WHERE id = ?",
        [_sums_row(copy, *sums[copy.new]) for copy in copies],
    )


def _copy_parts(session: Session, copy: _Copy, target: sqlite3.Connection) -> None:
    query = "SELECT data FROM parts WHERE id >= ? AND id < ? ORDER BY id"
    first = part_id(copy.old, PARTS[0])
    rows = session.rows(query, (first, first + len(PARTS)))
    target.executemany(
        "INSERT INTO parts VALUES (?, ?, ?)",
        [
            (at, data, blob_checksum(at, data))
            for at, (data,) in enumerate(rows, part_id(copy.new, PARTS[0]))
        ],
    )


def _sums_row(copy: _Copy, rows: int, weight: int) -> tuple[int, ...]:
    checksum = row_checksum(copy.new, copy.path, copy.digest, rows, weight)
    return rows, weight, checksum, copy.new
