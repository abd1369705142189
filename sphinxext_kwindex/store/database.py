"""Opening databases, and the sentences for what SQLite says."""

from __future__ import annotations

import os
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ..errors import IndexFormatError, KwindexError
from .schema import APPLICATION_ID, USER_VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = [
    "IndexWriteError",
    "connect",
    "fault_of",
    "is_damage",
    "said_clearly",
    "set_aside",
]

TIMEOUT = 30.0
"""Seconds to wait for another process's transaction."""

_SURROUNDINGS = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_INTERRUPT,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_READONLY,
}
_SIDE_FILES = ("-wal", "-shm", "-journal")


class IndexWriteError(KwindexError):
    """The index cannot be written: disk full, no permission, another writer."""


def connect(path: Path, query: str, *, timeout: float = TIMEOUT) -> sqlite3.Connection:
    """Open a database by URI, ``query`` as ``mode=ro``; statements commit alone."""
    # A path is made absolute without resolving links: the folder may be one.
    uri = f"{path.absolute().as_uri()}?{query}"
    connection = sqlite3.connect(
        uri, uri=True, timeout=timeout, isolation_level=None, check_same_thread=False
    )
    # Damaged text must reach the check of its row, not stop the query.
    connection.text_factory = _decode
    return connection


def fault_of(connection: sqlite3.Connection) -> str | None:
    """Return why an open file is no index of ours and this version; None if it is.

    :raises sqlite3.DatabaseError: if it is no database at all.
    """
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION_ID:
        return "not an index of kwindex"
    if version != USER_VERSION:
        return "an index of another version of kwindex"
    return None


def set_aside(path: Path, *, ours: bool) -> Path:
    """Rename a database, so that a new one can take its place; return the new name.

    An older index that was set aside is replaced; a file that is not ours never is.
    """
    target = path.with_name(f"{path.name}.damaged")
    number = 1
    while not ours and target.exists():
        number += 1
        target = path.with_name(f"{path.name}.damaged-{number}")
    path.replace(target)
    for side in _SIDE_FILES:
        path.with_name(path.name + side).unlink(missing_ok=True)
    return target


def is_damage(error: sqlite3.Error) -> bool:
    """Return whether the content is at fault, and not the disk or another process."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)
    # The low byte is the kind of error; short reads come from files cut short.
    return code == sqlite3.SQLITE_IOERR_SHORT_READ or code & 0xFF not in _SURROUNDINGS


@contextmanager
def said_clearly(path: Path, action: str) -> Iterator[None]:
    """Turn SQLite's and the system's errors into ours; ``action`` is a verb.

    :raises IndexWriteError: where the place is at fault.
    :raises IndexFormatError: where the content is.
    """
    name = os.fspath(path)
    try:
        yield
    except sqlite3.Error as error:
        if not is_damage(error):
            raise IndexWriteError(
                f"cannot {action} the index {name!r}: {error};"
                " check the free space and the permissions of its folder"
            ) from error
        raise IndexFormatError(
            f"the index {name!r} is damaged ({error}); run again to rebuild it"
        ) from error
    except OSError as error:
        raise IndexWriteError(
            f"cannot {action} the index {name!r}: {error.strerror or error};"
            " check the permissions of its folder"
        ) from error


def _decode(data: bytes) -> str:
    return data.decode("utf-8", "replace")
