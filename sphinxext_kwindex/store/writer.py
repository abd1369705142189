"""Writing an index: one writer; what belongs to a file is replaced as a whole."""

from __future__ import annotations

import os
import sqlite3
from typing import TYPE_CHECKING, Self

from ..errors import IndexFormatError
from ..model import EncodedFacts, Lookups, content_digest, lookups_of
from .copying import copy_files
from .database import TIMEOUT, is_damage, said_clearly
from .inserting import insert_parts
from .schema import (
    FACTS,
    PARTS,
    blob_checksum,
    lookup_rows,
    part_id,
    part_id_of,
    row_checksum,
    storable,
    weight_of,
)
from .verify import verify
from .writing import WriterSession

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from contextlib import AbstractContextManager
    from types import TracebackType

    from .copying import SourceIndex

__all__ = ["IndexWriter"]


class IndexWriter:
    """The one writer of an index; use it in a ``with`` statement.

    Entering makes the folder and the database where there is none, and waits for
    another writer to finish. Each `replace`, `remove` and `set_meta` is a transaction
    of its own, but for those in a `batch`: what was done before a crash stays.

    A file in the place of the index that is damaged, of another version or no index at
    all is renamed to ``….damaged``, and a new index begun.
    """

    def __init__(
        self, path: str | os.PathLike[str], *, timeout: float = TIMEOUT
    ) -> None:
        """Name the database; ``timeout`` is in seconds, for another writer to end."""
        self._session = WriterSession(path, timeout=timeout)

    def __enter__(self) -> Self:
        """Open the index for writing.

        :raises IndexWriteError: if it cannot be written, or another process does.
        """
        self._session.open()
        with said_clearly(self._session.path, "write"):
            try:
                self._recover()
            except BaseException:
                self.close()
                raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Fold the log into the one file of the index, and let the next writer in."""
        self._session.close()

    @property
    def recovered(self) -> str | None:
        """A sentence that says what was set aside or left out as damaged; else None."""
        return self._session.recovered

    def fingerprints(self) -> dict[str, str]:
        """Return the fingerprint of each file that is there whole, by path.

        Every row was checked on entering. Files with a damaged row were removed, so
        that the caller, who misses them, indexes them again; where the damage was in
        the structure, the whole index was begun anew.
        """
        at = part_id_of("f.id", "fingerprint")
        query = f"SELECT path, data FROM files f JOIN parts p ON p.id = {at}"  # noqa: S608  (ours)
        with said_clearly(self._session.path, "read"):
            rows = self._session.connection.execute(query)
            return {path: data.decode() for path, data in rows}

    def batch(self) -> AbstractContextManager[None]:
        """Return a context in which changes are committed together.

        At the latest after 256 changes or, at the next change, ten seconds, and on
        leaving. A process that is killed loses the open batch and leaves the index
        whole. Readers do not see it before, and a change that cannot be written
        undoes it.
        """
        return self._session.batch()

    def replace(
        self,
        encoded: EncodedFacts,
        fingerprint: str,
        *,
        digest: bytes | None = None,
        lookups: Lookups | None = None,
    ) -> None:
        """Put the facts of a file in the place of those that were there.

        :param digest: `content_digest` of the facts, where it is known.
        :param lookups: `lookups_of` the facts, where they are known.
        :raises CodecError: if the facts cannot be read; nothing is changed.
        :raises IndexWriteError: if they cannot be written; nothing is changed, and the
            open batch is undone.
        """
        digest = content_digest(encoded) if digest is None else digest
        lookups = lookups_of(encoded) if lookups is None else lookups
        with self._session.transaction() as connection:
            self._forget(encoded.path)
            cursor = connection.execute(
                "INSERT INTO files (path, digest, rows, weight, checksum)"
                " VALUES (?, ?, 0, 0, 0)",
                (encoded.path, digest),
            )
            number = cursor.lastrowid
            assert number is not None
            rows = lookup_rows(number, lookups.rows)
            values = number, encoded.path, digest, len(rows), weight_of(number, rows)
            connection.execute(
                "UPDATE files SET rows = ?, weight = ?, checksum = ? WHERE id = ?",
                (*values[3:], row_checksum(*values), number),
            )
            parts = [*encoded[1:], *lookups[1:], fingerprint.encode()]
            insert_parts(
                connection,
                [
                    (at, data, blob_checksum(at, data))
                    for at, data in enumerate(parts, part_id(number, PARTS[0]))
                ],
            )
            self._session.stage(number, rows)

    def remove(self, path: str) -> None:
        """Remove the facts of a file; nothing happens where there are none."""
        with self._session.transaction():
            self._forget(path)

    def clear(self) -> None:
        """Remove everything, also what `set_meta` keeps."""
        with self._session.transaction() as connection:
            for table in ("files", "parts", "lookups", "meta"):
                connection.execute(f"DELETE FROM {table}")  # noqa: S608  (ours)

    def copy(self, source: SourceIndex, paths: Collection[str]) -> Iterator[str]:
        """Copy whole files that are not here yet; yield the path of each when done.

        One transaction, which ends with the last of them.
        """
        with self._session.transaction() as connection:
            yield from copy_files(source, paths, connection)

    def set_meta(self, key: str, value: str) -> None:
        """Keep a word about the index as a whole, such as libclang's version."""
        value = storable(value)
        with self._session.transaction() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO meta VALUES (?, ?, ?)",
                (key, value, row_checksum(key, value)),
            )

    def _recover(self) -> None:
        """Check every row and throw out what is damaged."""
        session = self._session
        try:
            damaged = verify(session.connection)
            files = self._delete_damaged(damaged) if damaged else 0
            if files:
                session.recovered = (
                    f"{files} files of the index {os.fspath(session.path)!r}"
                    " were damaged; they are indexed again"
                )
        except sqlite3.Error as error:
            if not is_damage(error):
                raise
            session.begin_anew(f"damaged ({error})", ours=True)

    def _delete_damaged(self, numbers: list[int]) -> int:
        """Return how many files there were; the other ids are lookup rows' only."""
        with self._session.transaction() as connection:
            files = sum(map(self._delete_file, numbers))
            # Rows of no file, whatever they name as one, go as well.
            connection.execute(
                "DELETE FROM lookups WHERE file NOT IN (SELECT id FROM files)"
            )
        return files

    def _forget(self, path: str) -> None:
        connection = self._session.connection
        found = connection.execute("SELECT id, rows FROM files WHERE path = ?", (path,))
        for number, rows in found.fetchall():
            if not self._session.unstage(number):
                self._delete_lookups(number, rows)
            self._delete_file(number)

    def _delete_lookups(self, number: int, rows: int) -> None:
        """Delete by the keys that the file's facts give: there is no index by file."""
        connection = self._session.connection
        first = part_id(number, FACTS[0])
        query = "SELECT data FROM parts WHERE id >= ? AND id < ? ORDER BY id"
        parts = connection.execute(query, (first, first + len(FACTS)))
        try:
            encoded = EncodedFacts("", *(data for (data,) in parts.fetchall()))
            keys = {key for key, _ in lookups_of(encoded).rows}
        except (IndexFormatError, TypeError):
            keys = set()
        statement = "DELETE FROM lookups WHERE key = ? AND file = ?"
        done = connection.executemany(statement, [(key, number) for key in keys])
        if done.rowcount != rows:
            # Made by other code, or damaged just now: look at all rows.
            connection.execute("DELETE FROM lookups WHERE file = ?", (number,))

    def _delete_file(self, number: int) -> bool:
        """Delete all but the lookup rows; return whether there was anything."""
        connection = self._session.connection
        files = connection.execute("DELETE FROM files WHERE id = ?", (number,))
        parts = connection.execute(
            "DELETE FROM parts WHERE id >= ? AND id < ?",
            # A damaged id may be too large for SQLite's integers.
            [min(bound * len(PARTS), 2**63 - 1) for bound in (number, number + 1)],
        )
        return files.rowcount + parts.rowcount > 0
