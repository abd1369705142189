"""Tables of the database, checksums and keys of their rows.

``files`` and ``parts`` hold the facts; the other tables are lookups, made from the
facts of one file whenever these are replaced. The id of a lookup row is the file's id
times `ROWS_PER_FILE` plus a number, so the rows of a file lie together and go together.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from typing import TYPE_CHECKING, NamedTuple

from ..model import (
    LAYOUT,
    CodecError,
    EncodedFacts,
    Place,
    Relation,
    decode_head,
    mentions_of,
    places_of,
)
from ..model.rows import from_row, to_row

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "APPLICATION_ID",
    "LOOKUPS",
    "MENTION_CHECKSUM",
    "PARTS",
    "ROWS_PER_FILE",
    "SCHEMA",
    "SCHEMA_VERSION",
    "USER_VERSION",
    "Lookups",
    "blob_checksum",
    "lookups_of",
    "mention_checksum",
    "read_place",
    "read_relation",
    "row_checksum",
    "storable",
    "usr_key",
]

SCHEMA_VERSION = 1
"""Raised when tables or rows change; the dump's header says it too."""

APPLICATION_ID = 0x6B776978
"""SQLite's ``application_id`` of our databases: ``kwix``."""

USER_VERSION = zlib.crc32(f"{SCHEMA_VERSION}/{LAYOUT}".encode()) & 0x7FFFFFFF
"""SQLite's ``user_version``: changes with the schema and with the model's layout."""

ROWS_PER_FILE = 1 << 24
"""Room for the lookup rows of a file. NOTE(def: rows per file)"""

PARTS = ("head", "symbols", "occurrences", "tokens")
"""Parts of the facts; the id of a part is the file's id times 4 plus its place here."""

SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (
    key TEXT PRIMARY KEY, value TEXT NOT NULL, checksum INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS files (
    id INTEGER PRIMARY KEY AUTOINCREMENT, path TEXT NOT NULL UNIQUE,
    fingerprint TEXT NOT NULL, digest BLOB NOT NULL, rows INTEGER NOT NULL,
    checksum INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS parts (
    id INTEGER PRIMARY KEY, data BLOB NOT NULL, checksum INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS places (
    id INTEGER PRIMARY KEY, usr INTEGER NOT NULL, name TEXT NOT NULL,
    data TEXT NOT NULL, checksum INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS places_usr ON places (usr);
CREATE INDEX IF NOT EXISTS places_name ON places (name);
CREATE TABLE IF NOT EXISTS mentions (
    id INTEGER PRIMARY KEY, usr INTEGER NOT NULL, role INTEGER NOT NULL,
    total INTEGER NOT NULL, checksum INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS mentions_usr ON mentions (usr);
CREATE TABLE IF NOT EXISTS includes (
    id INTEGER PRIMARY KEY, target TEXT NOT NULL, line INTEGER NOT NULL,
    checksum INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS includes_target ON includes (target);
CREATE TABLE IF NOT EXISTS relations (
    id INTEGER PRIMARY KEY, source INTEGER NOT NULL, target INTEGER NOT NULL,
    data TEXT NOT NULL, checksum INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS relations_source ON relations (source);
CREATE INDEX IF NOT EXISTS relations_target ON relations (target);
"""
"""AUTOINCREMENT: an id is never used again, so it names one state of one file."""

LOOKUPS = ("places", "mentions", "includes", "relations")

MENTION_CHECKSUM = (
    "(id % 2147483629 + usr % 2147483587 * 3 + role * 40503 + total * 69069"
    f" + {USER_VERSION})"
)
"""`mention_checksum` in SQL, which checks a million rows in a fraction of a second."""


def usr_key(usr: str) -> int:
    """Return 63 bits that stand for a USR; a clash among a million is unlikely."""
    digest = hashlib.blake2b(usr.encode("utf-8", "surrogatepass"), digest_size=8)
    return int.from_bytes(digest.digest(), "big") >> 1


def storable(text: str) -> str:
    """Return text that SQLite takes: lone surrogates become question marks."""
    return text.encode("utf-8", "replace").decode()


def row_checksum(*values: object) -> int:
    """Return the checksum of a row without its last column."""
    return zlib.crc32(repr(values).encode("utf-8", "replace"), USER_VERSION)


def blob_checksum(number: int, data: bytes) -> int:
    """Return the checksum of a row of ``parts``."""
    return zlib.crc32(data, (USER_VERSION ^ number) & 0xFFFFFFFF)


def mention_checksum(number: int, usr: int, role: int, total: int) -> int:
    """Return the checksum of a row of ``mentions``; `MENTION_CHECKSUM` says it too."""
    return (
        number % 2147483629
        + usr % 2147483587 * 3
        + role * 40503
        + total * 69069
        + USER_VERSION
    )


_Rows = list[tuple[int | str, ...]]


class Lookups(NamedTuple):
    """Rows of the lookup tables for one file, with their checksums."""

    places: _Rows
    mentions: _Rows
    includes: _Rows
    relations: _Rows


def lookups_of(number: int, encoded: EncodedFacts) -> Lookups:
    """Return the lookup rows of a file whose id is ``number``; raises CodecError."""
    first = number * ROWS_PER_FILE
    head = decode_head(encoded.head)
    rows = Lookups([], [], [], [])
    for at, place in enumerate(places_of(encoded.symbols), first):
        name = storable(place.name)
        place_row = (at, usr_key(place.usr), name, _json(to_row(Place, place)))
        rows.places.append((*place_row, row_checksum(*place_row)))
    for at, (usr, role, total) in enumerate(mentions_of(encoded.occurrences), first):
        mention = (at, usr_key(usr), int(role), total)
        rows.mentions.append((*mention, mention_checksum(*mention)))
    for at, include in enumerate(head.includes, first):
        if include.target is not None:
            include_row = (at, storable(include.target), include.line)
            rows.includes.append((*include_row, row_checksum(*include_row)))
    for at, relation in enumerate(head.relations, first):
        relation_row = (
            at,
            usr_key(relation.source),
            usr_key(relation.target),
            _json(to_row(Relation, relation)),
        )
        rows.relations.append((*relation_row, row_checksum(*relation_row)))
    if max(len(table) for table in rows) >= ROWS_PER_FILE:
        raise CodecError(f"{encoded.path!r} has more names than an index can hold")
    return rows


def read_place(row: Iterable[object]) -> Place | None:
    """Return the place in a row of ``places``; None if the row is damaged."""
    *values, checksum = row
    if row_checksum(*values) != checksum:
        return None
    place: Place = from_row(Place, json.loads(str(values[3])))
    return place


def read_relation(row: Iterable[object]) -> Relation | None:
    """Return the relation in a row of ``relations``; None if the row is damaged."""
    *values, checksum = row
    if row_checksum(*values) != checksum:
        return None
    relation: Relation = from_row(Relation, json.loads(str(values[3])))
    return relation


def _json(row: object) -> str:
    return json.dumps(row, separators=(",", ":"))
