"""Tables of the database, checksums and keys of their rows.

``files`` and ``parts`` hold the facts; ``lookups`` is made from the facts of one file
whenever these are replaced, and says where to look: see `model.lookups`.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from ..model import LAYOUT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

__all__ = [
    "APPLICATION_ID",
    "FACTS",
    "LOOKUP_WEIGHT",
    "PARTS",
    "SCHEMA",
    "SCHEMA_VERSION",
    "USER_VERSION",
    "LookupRow",
    "blob_checksum",
    "lookup_rows",
    "moved_rows",
    "part_id",
    "part_id_of",
    "read_value",
    "row_checksum",
    "storable",
    "weight_of",
]

SCHEMA_VERSION = 1
"""Of the dump, whose header says it: raised when a field changes or goes."""

_TABLES = 3
"""Raised when tables or rows change."""

APPLICATION_ID = 0x6B776978
"""SQLite's ``application_id`` of our databases: ``kwix``."""

USER_VERSION = zlib.crc32(f"{_TABLES}/{LAYOUT}".encode()) & 0x7FFFFFFF
"""SQLite's ``user_version``: changes with the tables and with the model's layout."""

FACTS = ("head", "symbols", "occurrences", "tokens", "notes")
"""Parts that are facts; the others can be made from them, but for the fingerprint."""

PARTS = (*FACTS, "places", "includes", "relations", "fingerprint")
"""Parts of a file; the id of a part is the file's id times 9 plus its place here."""

SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (
    key TEXT PRIMARY KEY, value TEXT NOT NULL, checksum INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS files (
    id INTEGER PRIMARY KEY AUTOINCREMENT, path TEXT NOT NULL UNIQUE,
    digest BLOB NOT NULL, rows INTEGER NOT NULL, weight INTEGER NOT NULL,
    checksum INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS parts (
    id INTEGER PRIMARY KEY, data BLOB NOT NULL, checksum INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS lookups (
    key INTEGER NOT NULL, file INTEGER NOT NULL, value INTEGER NOT NULL,
    PRIMARY KEY (key, file, value)) WITHOUT ROWID;
"""
"""AUTOINCREMENT: an id is never used again, so it names one state of one file.

The lookups are one table that is its own index: 20 bytes a row instead of the 80 of
a table for each kind with ids, texts and indices.
"""

_CHECK = 251
"""A prime below 256. A value is a number times it plus what key, file and three times
the number leave: that no flipped bit gets past is tested."""
_FILE, _KEY, _VALUE = 7919, 2147483629, 16777213
"""A factor and two primes."""

LookupRow = tuple[int, int, int]
"""Key, id of a file, value."""

LOOKUP_WEIGHT = f"(key % {_KEY} + file % {_KEY} * {_FILE} + value % {_VALUE} * 5)"
"""`weight_of` a row, in SQL: a million rows are summed up in a fraction of a second.

No sum of a thousand million rows is beyond an integer of 64 bits.
"""


def part_id(number: int, name: str) -> int:
    """Return the id of a part of a file."""
    return number * len(PARTS) + PARTS.index(name)


def part_id_of(file: str, name: str) -> str:
    """Return `part_id` as SQL; ``file`` is the column with the file's id."""
    return f"{file} * {len(PARTS)} + {PARTS.index(name)}"


def storable(text: str) -> str:
    """Return text that SQLite takes: lone surrogates become question marks."""
    return text.encode("utf-8", "replace").decode()


def row_checksum(*values: object) -> int:
    """Return the checksum of a row without its last column."""
    return zlib.crc32(repr(values).encode("utf-8", "replace"), USER_VERSION)


def blob_checksum(number: int, data: bytes) -> int:
    """Return the checksum of a row of ``parts``."""
    return zlib.crc32(data, (USER_VERSION ^ number) & 0xFFFFFFFF)


def lookup_rows(file: int, found: Iterable[tuple[int, int]]) -> list[LookupRow]:
    """Return the rows of a file: key, file, and what is found with a check digit."""
    return [
        (key, file, number * _CHECK + (key + file + 3 * number) % _CHECK)
        for key, number in found
    ]


def moved_rows(
    rows: Iterable[LookupRow], files: Mapping[int, int], sums: dict[int, list[int]]
) -> Iterator[LookupRow]:
    """Yield the rows of some files for other ids of these; damaged ones are left out.

    :param files: old id → new id.
    :param sums: new id → number of rows and their `weight_of`, which are added up.
    """
    # There may be millions: hence nothing is called.
    for key, old, value in rows:
        file = files.get(old)
        if file is not None:
            number = value // _CHECK
            if value % _CHECK == (key + old + 3 * number) % _CHECK:
                moved = number * _CHECK + (key + file + 3 * number) % _CHECK
                sum_ = sums[file]
                sum_[0] += 1
                sum_[1] += key % _KEY + file % _KEY * _FILE + moved % _VALUE * 5
                yield key, file, moved


def read_value(key: int, file: object, value: object) -> int | None:
    """Return what a lookup row says is found; None if the row is damaged."""
    if type(file) is not int or type(value) is not int:
        return None
    number, check = divmod(value, _CHECK)
    return number if check == (key + file + 3 * number) % _CHECK else None


def weight_of(file: int, rows: Sequence[LookupRow]) -> int:
    """Return the sum of the weights of a file's rows, by which damage is found."""
    weight = sum([key % _KEY + value % _VALUE * 5 for key, _, value in rows])
    return weight + file % _KEY * _FILE * len(rows)
