"""Checking every row of an index, so that damage costs a file and not an answer."""

from __future__ import annotations

import sqlite3

from .schema import LOOKUP_WEIGHT, PARTS, blob_checksum, row_checksum

__all__ = ["verify"]


def verify(connection: sqlite3.Connection) -> list[int]:
    """Return the ids of files with a damaged or missing row, or without a file's row.

    :raises sqlite3.DatabaseError: if the structure is damaged: the database must go.
    """
    # quick_check finds damaged pages, and checksums damaged rows; what is left are the
    # indices, which integrity_check compares with their tables. SQLite before 3.33
    # takes no name there and checks everything, once more.
    for check in ("quick_check(1)", "integrity_check(files)", "integrity_check(meta)"):
        (report,) = connection.execute(f"PRAGMA {check}").fetchone()
        if report != "ok":
            raise sqlite3.DatabaseError(report)
    expected: dict[int, tuple[int, int]] = {}
    damaged = set()
    query = "SELECT id, path, digest, rows, weight, checksum FROM files"
    for *values, checksum in connection.execute(query):
        expected[values[0]] = values[3], values[4]
        if row_checksum(*values) != checksum:
            damaged.add(values[0])
    damaged |= _damaged_parts(connection, set(expected))
    damaged |= _damaged_lookups(connection, expected)
    # A damaged lookup row may name anything as its file; the true one misses it.
    return sorted(number for number in damaged if type(number) is int)


def _damaged_parts(connection: sqlite3.Connection, files: set[int]) -> set[int]:
    whole: dict[int, int] = {}
    damaged = set()
    query = "SELECT id, data, checksum FROM parts"
    for at, data, checksum in connection.execute(query):
        number = at // len(PARTS)
        if isinstance(data, bytes) and blob_checksum(at, data) == checksum:
            whole[number] = whole.get(number, 0) + 1
        else:
            damaged.add(number)
    damaged |= whole.keys() - files
    return damaged | {number for number in files if whole.get(number) != len(PARTS)}


def _damaged_lookups(
    connection: sqlite3.Connection, expected: dict[int, tuple[int, int]]
) -> set[int]:
    """Compare the sums of all files first: to group a million rows takes a second."""
    sums = f"count(*), coalesce(sum({LOOKUP_WEIGHT}), 0) FROM lookups"
    columns = zip(*expected.values(), strict=True) if expected else ((), ())
    total = connection.execute(f"SELECT {sums}").fetchone()
    if _are_numbers(expected) and total == tuple(map(sum, columns)):
        return set()
    query = f"SELECT file, {sums} GROUP BY file"
    found = {file: (rows, weight) for file, rows, weight in connection.execute(query)}
    either = expected.keys() | found.keys()
    nothing = 0, 0
    return {
        number
        for number in either
        if expected.get(number, nothing) != found.get(number, nothing)
    }


def _are_numbers(expected: dict[int, tuple[int, int]]) -> bool:
    return all(
        type(rows) is int and type(weight) is int for rows, weight in expected.values()
    )
