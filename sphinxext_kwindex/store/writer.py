"""Writing an index: one writer, and a transaction for each file."""

from __future__ import annotations

import os
import sqlite3
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Self

from ..model import content_digest
from .database import (
    TIMEOUT,
    IndexWriteError,
    connect,
    fault_of,
    is_damage,
    said_clearly,
    set_aside,
)
from .schema import (
    APPLICATION_ID,
    LOOKUPS,
    PARTS,
    ROWS_PER_FILE,
    SCHEMA,
    USER_VERSION,
    blob_checksum,
    lookups_of,
    row_checksum,
    storable,
)
from .verify import verify

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

    from ..model import EncodedFacts

__all__ = ["IndexWriter"]


class IndexWriter:
    """The one writer of an index; use it in a ``with`` statement.

    Entering makes the folder and the database where there is none, and waits for
    another writer to finish. Each `replace`, `remove` and `set_meta` is a transaction
    of its own: what was done before a crash stays.

    A file in the place of the index that is damaged, of another version or no index at
    all is renamed to ``….damaged``, and a new index begun.
    """

    recovered: str | None = None
    """A sentence that says what was set aside or left out as damaged; else None."""

    def __init__(
        self, path: str | os.PathLike[str], *, timeout: float = TIMEOUT
    ) -> None:
        """Name the database; ``timeout`` is in seconds, for another writer to end."""
        self._path = Path(path)
        self._timeout = timeout
        self._lock: sqlite3.Connection | None = None
        self._open: sqlite3.Connection | None = None
        self._known: dict[str, str] | None = None

    def __enter__(self) -> Self:
        """Open the index for writing.

        :raises IndexWriteError: if it cannot be written, or another process does.
        """
        with said_clearly(self._path, "write"):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._lock = self._take_lock()
            try:
                self._start()
                self._known = self._check()
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
        if self._open is not None:
            # With a reader at work the log stays; the next writer folds it in.
            with suppress(sqlite3.Error):
                self._open.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                self._open.execute("PRAGMA busy_timeout = 100")
                self._open.execute("PRAGMA journal_mode = DELETE")
            self._open.close()
            self._open = None
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def fingerprints(self) -> dict[str, str]:
        """Return the fingerprint of each file that is there whole, by path.

        Every row was checked on entering, and is again after a change. Files with a
        damaged row are removed, so that the caller, who misses them, indexes them
        again; where the damage is in the structure, the whole index is begun anew.
        """
        if self._known is None:
            with said_clearly(self._path, "read"):
                self._known = self._check()
        return dict(self._known)

    def replace(self, encoded: EncodedFacts, fingerprint: str) -> None:
        """Put the facts of a file in the place of those that were there.

        :raises CodecError: if the facts cannot be read; nothing is changed.
        :raises IndexWriteError: if they cannot be written; nothing is changed.
        """
        digest = content_digest(encoded)
        with self._transaction() as connection:
            self._forget(encoded.path)
            cursor = connection.execute(
                "INSERT INTO files (path, fingerprint, digest, rows, checksum)"
                " VALUES (?, ?, ?, 0, 0)",
                (encoded.path, fingerprint, digest),
            )
            number = cursor.lastrowid
            assert number is not None
            lookups = lookups_of(number, encoded)
            rows = sum(len(table) for table in lookups)
            connection.execute(
                "UPDATE files SET rows = ?, checksum = ? WHERE id = ?",
                (
                    rows,
                    row_checksum(number, encoded.path, fingerprint, digest, rows),
                    number,
                ),
            )
            parts = enumerate(encoded[1:], number * len(PARTS))
            connection.executemany(
                "INSERT INTO parts VALUES (?, ?, ?)",
                [(at, data, blob_checksum(at, data)) for at, data in parts],
            )
            for table, content in zip(LOOKUPS, lookups, strict=True):
                if content:
                    marks = ", ".join("?" * len(content[0]))
                    connection.executemany(
                        f"INSERT INTO {table} VALUES ({marks})",  # noqa: S608  (ours)
                        content,
                    )

    def remove(self, path: str) -> None:
        """Remove the facts of a file; nothing happens where there are none."""
        with self._transaction():
            self._forget(path)

    def set_meta(self, key: str, value: str) -> None:
        """Keep a word about the index as a whole, such as libclang's version."""
        value = storable(value)
        with self._transaction() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO meta VALUES (?, ?, ?)",
                (key, value, row_checksum(key, value)),
            )

    @property
    def _connection(self) -> sqlite3.Connection:
        if self._open is None:
            raise IndexWriteError(f"the index {os.fspath(self._path)!r} is not open")
        return self._open

    def _take_lock(self) -> sqlite3.Connection:
        """Hold an exclusive lock for the writer's life.

        An empty database beside ours: SQLite's locks work on every system, have a
        timeout, end with the process and are not inherited by forks.
        """
        path = self._path.with_name(f"{self._path.name}.lock")
        lock = connect(path, "mode=rwc", timeout=self._timeout)
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as error:
            lock.close()
            if is_damage(error):  # content that is not ours; the lock needs none
                path.unlink()
                return self._take_lock()
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            raise IndexWriteError(
                f"another process writes the index {os.fspath(self._path)!r};"
                " wait for it to end, or name another database"
            ) from error
        return lock

    def _start(self) -> None:
        is_new = not self._path.exists() or self._path.stat().st_size == 0
        self._open = connect(self._path, "mode=rwc")
        fault, ours = None, True
        if not is_new:
            try:
                fault = fault_of(self._open)
                ours = fault is None or "version" in fault
            except sqlite3.Error as error:
                if not is_damage(error):
                    raise
                fault, ours = f"damaged ({error})", False
        if fault is not None:
            self._begin_anew(fault, ours=ours)
            return
        try:
            self._prepare()
        except sqlite3.Error as error:
            if not is_damage(error):
                raise
            self._begin_anew(f"damaged ({error})", ours=True)

    def _check(self) -> dict[str, str]:
        """Check every row, throw out what is damaged, return the fingerprints."""
        try:
            found = verify(self._connection)
            for number in found.damaged:
                self._delete(number)
        except sqlite3.Error as error:
            if not is_damage(error):
                raise
            self._begin_anew(f"damaged ({error})", ours=True)
            return {}
        if found.damaged:
            self.recovered = (
                f"{len(found.damaged)} files of the index {os.fspath(self._path)!r}"
                " were damaged; they are indexed again"
            )
        return found.fingerprints

    def _prepare(self) -> None:
        connection = self._connection
        # Readers see the last commit while we write; a file system that cannot do
        # it, or a reader that is at work, leaves the plain journal.
        with suppress(sqlite3.OperationalError):
            connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA cache_size = -65536")
        # Pages of 4 KiB: the log is folded in, and the disk waited for, every 64 MiB.
        connection.execute("PRAGMA wal_autocheckpoint = 16384")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {USER_VERSION}")
        for statement in SCHEMA.split(";"):
            connection.execute(statement)
        connection.execute("COMMIT")

    def _begin_anew(self, fault: str, *, ours: bool) -> None:
        self._connection.close()
        self._open = None
        target = set_aside(self._path, ours=ours)
        self.recovered = (
            f"{os.fspath(self._path)!r} was {fault};"
            f" it is kept as {target.name!r}, and a new index begun"
        )
        self._open = connect(self._path, "mode=rwc")
        self._prepare()

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        connection = self._connection
        with said_clearly(self._path, "write"):
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                # SQLite has rolled back by itself after some errors.
                with suppress(sqlite3.Error):
                    connection.execute("ROLLBACK")
                raise

    def _forget(self, path: str) -> None:
        self._known = None
        found = self._connection.execute("SELECT id FROM files WHERE path = ?", (path,))
        for (number,) in found.fetchall():
            self._delete(number)

    def _delete(self, number: int) -> None:
        connection = self._connection
        connection.execute("DELETE FROM files WHERE id = ?", (number,))
        for table, size in [
            ("parts", len(PARTS)),
            *((t, ROWS_PER_FILE) for t in LOOKUPS),
        ]:
            connection.execute(
                f"DELETE FROM {table} WHERE id >= ? AND id < ?",  # noqa: S608  (ours)
                # A damaged id may be too large for SQLite's integers.
                [min(bound * size, 2**63 - 1) for bound in (number, number + 1)],
            )
