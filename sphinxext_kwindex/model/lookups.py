"""What an index must find without reading all files: the facts of one, turned round.

A lookup row says that something is in a file: a place of a symbol, a symbol of a name,
a mention, an include, an end of a relation. What is asked for is a key, a hash of the
text with its kind; what is found is a number, whose meaning depends on the kind:

- ``PLACE``, ``NAME``: the number of the symbol in the file;
- ``MENTION``: the occurrences, times 32, plus the union of their roles;
- ``INCLUDE``: the line;
- ``SOURCE``, ``TARGET``: the number of the relation in the file.

The little that answers show of a symbol, an include or a relation is kept beside the
rows, as zlib streams of JSON, because the parts with all facts are costly to read.
"""

from __future__ import annotations

import json
import struct
import zlib
from array import array
from enum import StrEnum
from functools import lru_cache
from hashlib import blake2b
from itertools import accumulate, chain, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from .codec import decode_head, mentions_of, places_of
from .deflate import deflate
from .occurrences import Role
from .place import Place
from .rows import CodecError, from_row, to_row
from .symbols import Relation

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from .facts import FileFacts
    from .packed import EncodedFacts

__all__ = [
    "ROLES",
    "LookupKind",
    "Lookups",
    "Packed",
    "lookup_key",
    "lookups_of",
    "pack_lookups",
    "read_mention",
    "read_place",
    "read_relation",
    "unpack_lookups",
    "unpack_rows",
]

_LEVEL = 1
"""Of zlib: a higher one takes twice the time for half a byte a line of code."""
_say = json.JSONEncoder(check_circular=False, separators=(",", ":")).encode
_LENGTHS = struct.Struct("<5I")
ROLES = 32
"""More than the union of all roles."""
_KEYS_KEPT = 1 << 16
"""Keys that are remembered, as names of a library are met in every file."""

assert max(Role) * 2 <= ROLES
_UNIONS = tuple(map(Role, range(ROLES)))


class LookupKind(StrEnum):
    """What is asked for; one letter, the first of what is hashed."""

    PLACE = "p"
    """By USR."""
    NAME = "n"
    """By name, without its scope."""
    MENTION = "m"
    """By USR."""
    INCLUDE = "i"
    """By the path of what is included."""
    SOURCE = "s"
    """By USR."""
    TARGET = "t"
    """By USR."""


class Lookups(NamedTuple):
    """The lookup rows of one file, and what answers show."""

    rows: tuple[tuple[int, int], ...]
    """Key and number, each pair once."""
    places: bytes
    """Packed rows of `Place`; an entry for each symbol of the file, in order."""
    includes: bytes
    """Packed paths of what the file includes, sorted, each once."""
    relations: bytes
    """Packed rows of `Relation`, in order."""


Packed = list[Any]
"""Rows that `unpack_rows` gave."""


def lookup_key(kind: LookupKind, text: str) -> int:
    """Return 63 bits that stand for a text; a clash among a million is unlikely."""
    return _key(kind, text)


def lookups_of(encoded: EncodedFacts, facts: FileFacts | None = None) -> Lookups:
    """Return the lookups of a file; raises CodecError.

    :param facts: the same facts, where they are at hand: three times as fast.
    """
    if facts is None:
        head = decode_head(encoded.head)
        places = list(places_of(encoded.symbols))
        includes, relations = head.includes, head.relations
    else:
        places = list(map(Place.of, facts.symbols))
        includes, relations = facts.includes, facts.relations
    targets = [(one.target, one.line) for one in includes if one.target is not None]
    mentions = _mentions(encoded.occurrences)
    rows = chain(
        _rows(LookupKind.PLACE, [place.usr for place in places]),
        _rows(LookupKind.NAME, [place.name for place in places]),
        _rows(LookupKind.MENTION, mentions, mentions.values()),
        _rows(
            LookupKind.INCLUDE,
            [path for path, _ in targets],
            [line for _, line in targets],
        ),
        _rows(LookupKind.SOURCE, [one.source for one in relations]),
        _rows(LookupKind.TARGET, [one.target for one in relations]),
    )
    return Lookups(
        tuple(dict.fromkeys(rows)),
        _pack(places),
        _pack(sorted({path for path, _ in targets})),
        _pack([to_row(Relation, relation) for relation in relations]),
    )


def pack_lookups(lookups: Lookups) -> bytes:
    """Return one string of bytes, for a pipe; `unpack_lookups` reads it."""
    keys = array("q", [key for key, _ in lookups.rows])
    numbers = array("q", [number for _, number in lookups.rows])
    bodies = [keys.tobytes(), numbers.tobytes(), *lookups[1:]]
    return b"".join([_LENGTHS.pack(*map(len, bodies)), *bodies])


def unpack_lookups(data: bytes) -> Lookups:
    """Return what was packed, on the same machine; raises CodecError."""
    keys, numbers = array("q"), array("q")
    try:
        lengths = _LENGTHS.unpack_from(data)
        ends = list(accumulate(lengths, initial=_LENGTHS.size))
        parts = [data[start:end] for start, end in pairwise(ends)]
        keys.frombytes(parts[0])
        numbers.frombytes(parts[1])
        rows = tuple(zip(keys, numbers, strict=True))
    except (struct.error, ValueError) as error:
        raise CodecError("packed lookups are damaged") from error
    if ends[-1] != len(data):
        raise CodecError("packed lookups have a wrong length")
    return Lookups(rows, *parts[2:])


def unpack_rows(data: bytes) -> Packed:
    """Return what is packed in a field of `Lookups`; raises CodecError."""
    try:
        rows = json.loads(zlib.decompress(data)) if data else []
    except (RecursionError, ValueError, zlib.error) as error:
        raise CodecError("rows of a lookup are damaged") from error
    if not isinstance(rows, list):
        raise CodecError("rows of a lookup are not an array")
    return rows


def read_place(rows: Packed, number: int) -> Place | None:
    """Return the place of a number; None if there is none."""
    return from_row(Place, rows[number]) if number < len(rows) else None


def read_relation(rows: Packed, number: int) -> Relation | None:
    """Return the relation of a number; None if there is none."""
    return from_row(Relation, rows[number]) if number < len(rows) else None


def read_mention(number: int) -> tuple[Role, int]:
    """Return the union of the roles and the occurrences."""
    total, role = divmod(number, ROLES)
    return _UNIONS[role], total


def _mentions(occurrences: bytes) -> dict[str, int]:
    """Return USR → what `read_mention` takes."""
    numbers: dict[str, int] = {}
    for usr, role, total in mentions_of(occurrences):
        before = numbers.get(usr)
        if before is None:
            numbers[usr] = total * ROLES + role
        else:
            # libclang may give one USR to names of two kinds, such as a template's.
            roles, others = read_mention(before)
            numbers[usr] = (total + others) * ROLES + (role | roles)
    return numbers


def _rows(
    kind: LookupKind, texts: Collection[str], numbers: Iterable[int] | None = None
) -> Iterator[tuple[int, int]]:
    """Return the rows of some texts.

    :param numbers: What is found by each; None for its place among them.
    """
    found = range(len(texts)) if numbers is None else numbers
    return zip(_keys(kind, texts), found, strict=True)


@lru_cache(_KEYS_KEPT)
def _key(kind: LookupKind, text: str) -> int:
    return _keys(kind, [text])[0]


def _keys(kind: LookupKind, texts: Collection[str]) -> list[int]:
    # Most are met once: to remember them takes longer than to hash them again.
    letter = kind.encode()
    digests = [
        blake2b(letter + text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        for text in texts
    ]
    numbers = struct.unpack(f">{len(digests)}Q", b"".join(digests))
    return [number >> 1 for number in numbers]


def _pack(rows: Sequence[object]) -> bytes:
    if not rows:
        return b""
    return deflate(_say(rows).encode(), _LEVEL)
