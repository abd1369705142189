"""A read-only connection for each process."""

from __future__ import annotations

import os
import sqlite3
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import IndexFormatError
from .database import connect, fault_of, is_damage
from .schema import row_checksum

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Session"]

_BATCH = 900
"""Values in one query: SQLite before 3.32 takes at most 999."""


class Session:
    """Runs queries, and opens the database again after a fork.

    SQLite's connections must not cross a fork, not even to be closed there; so the
    parent's is kept, unused, in the child.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        """Open the database; raises IndexFormatError if it is no index of ours."""
        self._path = Path(path)
        self._process = 0
        self._open: sqlite3.Connection | None = None
        self._inherited: list[sqlite3.Connection] = []
        self.rows("SELECT 1")

    def rows(
        self, query: str, values: tuple[object, ...] = ()
    ) -> list[tuple[Any, ...]]:
        """Return the rows of an answer; raises IndexFormatError."""
        # As `said_clearly`, which would be a good part of the cost of a small query.
        try:
            return self.connection().execute(query, values).fetchall()
        except sqlite3.Error as error:
            raise self._said(error) from error

    def stream(self, query: str) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of an answer one by one; raises IndexFormatError."""
        with self.said_clearly():
            yield from self.connection().execute(query)

    def state(self) -> str:
        """Return what changes when this process, or a writer, opens or changes it."""
        ((version,),) = self.rows("PRAGMA data_version")
        return f"{self._process} {version}"

    def meta(self, key: str) -> str | None:
        """Return what the writer noted under ``key``; None if nothing."""
        query = "SELECT key, value, checksum FROM meta WHERE key = ?"
        for *values, checksum in self.rows(query, (key,)):
            if row_checksum(*values) == checksum:
                return str(values[1])
        return None

    def batched(self, query: str, values: Iterable[int]) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of all answers, with many of the values for ``{marks}``."""
        wanted = list(values)
        for start in range(0, len(wanted), _BATCH):
            part = tuple(wanted[start : start + _BATCH])
            yield from self.rows(query.format(marks=", ".join("?" * len(part))), part)

    def close(self) -> None:
        """Close the connection of this process; the next query opens another."""
        if self._open is not None and self._process == os.getpid():
            self._open.close()
            self._open = None

    @contextmanager
    def said_clearly(self) -> Iterator[None]:
        """Turn SQLite's errors into IndexFormatError."""
        try:
            yield
        except sqlite3.Error as error:
            raise self._said(error) from error

    def _said(self, error: sqlite3.Error) -> IndexFormatError:
        return self._fault(
            f"is damaged ({error}); index again to rebuild it"
            if is_damage(error)
            else f"cannot be read: {error}; check the permissions of its folder"
        )

    def connection(self) -> sqlite3.Connection:
        """Return the connection of this process."""
        process = os.getpid()
        if self._open is None or self._process != process:
            if self._open is not None:
                self._inherited.append(self._open)
                self._open = None
            self._open = self._connect()
            self._process = process
        return self._open

    def _connect(self) -> sqlite3.Connection:
        if not self._path.is_file():
            raise self._fault("does not exist; make it with 'kwindex index'")
        try:
            return self._checked("mode=ro")
        except sqlite3.Error as error:
            if is_damage(error):
                raise
            # A log that a writer left needs files beside it; in a folder that cannot
            # be written the database is read as it is, without the log.
            return self._checked("mode=ro&immutable=1")

    def _checked(self, query: str) -> sqlite3.Connection:
        connection = connect(self._path, query)
        try:
            fault = fault_of(connection)
            # Reading the version takes no lock and so does not open the log.
            connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
        except sqlite3.Error:
            connection.close()
            raise
        if fault is not None:
            connection.close()
            raise self._fault(f"is {fault}; index again, or name another database")
        return connection

    def _fault(self, text: str) -> IndexFormatError:
        return IndexFormatError(f"the index {os.fspath(self._path)!r} {text}")
