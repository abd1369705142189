"""Rows into tables, many with one statement: a step of SQLite costs more than a row."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from .schema import LookupRow

__all__ = ["insert_lookups", "insert_parts"]

_COLUMNS = 3
"""Of both tables."""
_AT_ONCE = 50
"""Rows, of which more are no faster; SQLite takes at least 999 values."""


def insert_lookups(connection: sqlite3.Connection, rows: Sequence[LookupRow]) -> None:
    """Insert rows of ``lookups``; fast where they come in the order of their keys."""
    values = list(chain.from_iterable(rows))
    step = _AT_ONCE * _COLUMNS
    whole = len(values) // step * step
    connection.executemany(
        _statement("lookups", _AT_ONCE),
        [values[start : start + step] for start in range(0, whole, step)],
    )
    connection.executemany(_statement("lookups", 1), rows[whole // _COLUMNS :])


def insert_parts(
    connection: sqlite3.Connection, rows: Sequence[tuple[int, bytes, int]]
) -> None:
    """Insert all rows of ``parts`` of one file."""
    values = list(chain.from_iterable(rows))
    connection.execute(_statement("parts", len(rows)), values)


def _statement(table: str, rows: int) -> str:
    marks = ", ".join(["(?, ?, ?)"] * rows)
    return f"INSERT INTO {table} VALUES {marks}"  # noqa: S608  (ours)
