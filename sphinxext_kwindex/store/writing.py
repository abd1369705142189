"""The connection of a writer: lock, recovery, transactions and batches of them."""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import contextmanager, suppress
from itertools import chain
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING

from .database import (
    TIMEOUT,
    IndexWriteError,
    connect,
    fault_of,
    is_damage,
    said_clearly,
    set_aside,
)
from .inserting import insert_lookups
from .schema import APPLICATION_ID, SCHEMA, USER_VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .schema import LookupRow

__all__ = ["BATCH_LIMIT", "BATCH_SECONDS", "WriterSession"]

BATCH_LIMIT = 256
"""Changes after which a batch is committed and another begun."""

BATCH_SECONDS = 10.0
"""Age at which a change commits its batch, too: what a killed process loses."""


class WriterSession:
    """The one connection that writes, and the lock that keeps others out."""

    recovered: str | None = None
    """A sentence that says what was set aside or left out as damaged; else None."""

    def __init__(
        self, path: str | os.PathLike[str], *, timeout: float = TIMEOUT
    ) -> None:
        """Name the database; ``timeout`` is in seconds, for another writer to end."""
        self.path = Path(path)
        self._timeout = timeout
        self._lock: sqlite3.Connection | None = None
        self._open: sqlite3.Connection | None = None
        self._depth = 0
        """Of batches in one another."""
        self._changes = 0
        """Transactions in the open batch."""
        self._begun = 0.0
        self._staged: dict[int, list[LookupRow]] = {}
        """Lookup rows by file, until the end of the transaction: to insert those of
        many files in the order of their keys is twice as fast."""

    def open(self) -> None:
        """Take the lock, make the database or recover it.

        :raises IndexWriteError: if it cannot be written, or another process does.
        """
        with said_clearly(self.path, "write"):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._lock = self._take_lock()
            try:
                self._start()
            except BaseException:
                self.close()
                raise

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

    @property
    def connection(self) -> sqlite3.Connection:
        """The open connection; raises IndexWriteError if there is none."""
        if self._open is None:
            raise IndexWriteError(f"the index {os.fspath(self.path)!r} is not open")
        return self._open

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Run a change; in a batch it is committed with others.

        When it fails, it and the others of the open batch are undone.
        """
        connection = self.connection
        with said_clearly(self.path, "write"):
            try:
                if not connection.in_transaction:
                    connection.execute("BEGIN IMMEDIATE")
                    self._begun = time.monotonic()
                yield connection
                self._changes += 1
                if not self._depth or self._is_full():
                    self._commit()
            except BaseException:
                self._undo()
                raise

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Commit the changes in the block together, at the latest every `BATCH_LIMIT`.

        Leaving commits, also for an error of the caller's: each change is whole.
        """
        self._depth += 1
        try:
            yield
        finally:
            self._depth -= 1
            if not self._depth:
                self.commit()

    def commit(self) -> None:
        """Commit what a batch holds so far."""
        if self._open is not None and self._open.in_transaction:
            with said_clearly(self.path, "write"):
                try:
                    self._commit()
                except BaseException:
                    self._undo()
                    raise

    def stage(self, number: int, rows: list[LookupRow]) -> None:
        """Insert the lookup rows of a file when the transaction ends."""
        self._staged[number] = rows

    def unstage(self, number: int) -> bool:
        """Forget staged rows; return whether there were any."""
        return self._staged.pop(number, None) is not None

    def begin_anew(self, fault: str, *, ours: bool) -> None:
        """Set the database aside, and make a new one."""
        self.connection.close()
        self._open = None
        self._staged.clear()
        target = set_aside(self.path, ours=ours)
        self.recovered = (
            f"{os.fspath(self.path)!r} was {fault};"
            f" it is kept as {target.name!r}, and a new index begun"
        )
        self._open = connect(self.path, "mode=rwc")
        self._prepare()

    def _is_full(self) -> bool:
        age = time.monotonic() - self._begun
        return self._changes >= BATCH_LIMIT or age >= BATCH_SECONDS

    def _commit(self) -> None:
        rows = sorted(chain.from_iterable(self._staged.values()), key=itemgetter(0))
        insert_lookups(self.connection, rows)
        self.connection.execute("COMMIT")
        self._staged.clear()
        self._changes = 0

    def _undo(self) -> None:
        self._staged.clear()
        self._changes = 0
        # SQLite has rolled back by itself after some errors.
        with suppress(sqlite3.Error):
            self.connection.execute("ROLLBACK")

    def _take_lock(self) -> sqlite3.Connection:
        """Hold an exclusive lock for the writer's life.

        An empty database beside ours: SQLite's locks work on every system, have a
        timeout, end with the process and are not inherited by forks.
        """
        path = self.path.with_name(f"{self.path.name}.lock")
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
                f"another process writes the index {os.fspath(self.path)!r};"
                " wait for it to end, or name another database"
            ) from error
        return lock

    def _start(self) -> None:
        is_new = not self.path.exists() or self.path.stat().st_size == 0
        self._open = connect(self.path, "mode=rwc")
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
            self.begin_anew(fault, ours=ours)
            return
        try:
            self._prepare()
        except sqlite3.Error as error:
            if not is_damage(error):
                raise
            self.begin_anew(f"damaged ({error})", ours=True)

    def _prepare(self) -> None:
        connection = self.connection
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
