"""Facts as bytes: for the wire between processes and for the store.

The facts of a file are four parts, because their readers differ: a page of links
reads no tokens, and a list of callers only the table in front of the occurrences.
Each part is

- 4 bytes: `LAYOUT`, little-endian, which changes with the model;
- head, symbols: one zlib stream of JSON rows (see `rows`);
- occurrences, tokens: 4 bytes with the length of the next stream, little-endian; a zlib
  stream of the table in JSON; a zlib stream of columns of integers.

The same facts give the same bytes. Nothing is pickled; damaged bytes, and bytes that
would grow beyond `LIMIT`, raise `CodecError`.
"""

from __future__ import annotations

import hashlib
import json
import struct
import zlib
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from .columns import read_columns, write_columns
from .coverage import Diagnostic
from .facts import FileFacts
from .includes import Include
from .occurrences import Occurrence, Role
from .place import Place
from .rows import CodecError, describe, from_row, to_row
from .source import SourceFile
from .symbols import SYMBOL_KINDS, Relation, Symbol, SymbolKind
from .tokens import Token, TokenKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = [
    "LAYOUT",
    "CodecError",
    "EncodedFacts",
    "Head",
    "content_digest",
    "decode_facts",
    "decode_head",
    "decode_occurrences",
    "decode_symbols",
    "decode_tokens",
    "encode_facts",
    "mentions_of",
    "pack",
    "places_of",
    "unpack",
]

LIMIT = 1 << 30
"""Bytes that one stream may grow to: no file of the size that we parse comes near."""


class EncodedFacts(NamedTuple):
    """The facts of one file, each part readable on its own."""

    path: str
    """POSIX path from the source root."""
    head: bytes
    symbols: bytes
    occurrences: bytes
    tokens: bytes


@dataclass(frozen=True, slots=True)
class Head:
    """What most questions need; the fields are those of `FileFacts`."""

    source: SourceFile
    includes: tuple[Include, ...] = ()
    relations: tuple[Relation, ...] = ()
    skipped: tuple[tuple[int, int], ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    reads: tuple[str, ...] = ()


_FORMAT = 1
"""Raised when the bytes change and the model does not."""
_SYMBOLS: Any = tuple[Symbol, ...]
_Table: TypeAlias = tuple[
    tuple[str, ...], tuple[SymbolKind, ...], tuple[int, ...], tuple[int, ...]
]
_TABLE: Any = _Table
_KIND_NAMES: Any = tuple[TokenKind, ...]

LAYOUT: int = zlib.crc32(
    "\n".join(
        [
            str(_FORMAT),
            *map(describe, (Head, _SYMBOLS, _TABLE, _KIND_NAMES)),
            ",".join(role.name or "" for role in Role),
        ]
    ).encode()
)
"""Version of the bytes: a checksum of the layout of all that is stored."""

_LEVEL = 6
_WORD = struct.Struct("<I")
_LENGTHS = struct.Struct("<5I")
_ROLES = tuple(Role(value) for value in range(2 * max(Role)))
_TOKEN_KINDS = tuple(TokenKind)
_TOKEN_NUMBER = {kind: number for number, kind in enumerate(_TOKEN_KINDS)}
_INDEXED = frozenset(SYMBOL_KINDS)


def encode_facts(facts: FileFacts) -> EncodedFacts:
    """Return the facts as bytes.

    :raises CodecError: for a value that cannot be said: a place beyond 2**31, a path
        that is not Unicode.
    """
    path = facts.source.path
    try:
        path.encode()
        head = Head(
            facts.source,
            facts.includes,
            facts.relations,
            facts.skipped,
            facts.diagnostics,
            facts.reads,
        )
        return EncodedFacts(
            path,
            _seal(_rows(Head, head)),
            _seal(_rows(_SYMBOLS, facts.symbols)),
            _encode_occurrences(facts.occurrences),
            _encode_tokens(facts.tokens),
        )
    except (OverflowError, RecursionError, TypeError, UnicodeError) as error:
        raise CodecError(f"facts of {path!r} cannot be stored: {error}") from error


def decode_facts(encoded: EncodedFacts) -> FileFacts:
    """Return the facts that `encode_facts` was given.

    :raises CodecError: if a part is damaged or of another layout.
    """
    head = decode_head(encoded.head)
    return FileFacts(
        source=head.source,
        symbols=decode_symbols(encoded.symbols),
        includes=head.includes,
        relations=head.relations,
        occurrences=decode_occurrences(encoded.occurrences),
        tokens=decode_tokens(encoded.tokens),
        skipped=head.skipped,
        diagnostics=head.diagnostics,
        reads=head.reads,
    )


def decode_head(data: bytes) -> Head:
    """Return the part ``head``; raises CodecError."""
    head: Head = from_row(Head, _load(_inflate(_unseal(data))))
    return head


def decode_symbols(data: bytes) -> tuple[Symbol, ...]:
    """Return the part ``symbols``; raises CodecError."""
    symbols: tuple[Symbol, ...] = from_row(_SYMBOLS, _load(_inflate(_unseal(data))))
    return symbols


def places_of(data: bytes) -> Iterator[Place]:
    """Yield the place of each symbol, in order; raises CodecError.

    Four times as fast as the symbols themselves, whose other fields are not checked.
    """
    rows = _load(_inflate(_unseal(data)))
    if not isinstance(rows, list):
        raise CodecError("rows are not an array")
    for row in rows:
        try:
            # The fields that `Symbol` begins with.
            usr, kind, name, qualified, path, (line, column), _, definition = row[:8]
        except (TypeError, ValueError) as error:
            raise CodecError("row does not fit Symbol") from error
        fields = [usr, kind, name, qualified, path, line, column, definition]
        place: Place = from_row(Place, fields)
        yield place


def decode_occurrences(data: bytes) -> tuple[Occurrence, ...]:
    """Return the part ``occurrences``; raises CodecError."""
    table, columns = _split(data)
    usrs, kinds, _, _ = _read_table(table)
    deltas, starts, lengths, roles, entries = read_columns(_inflate(columns), 5)
    try:
        return tuple(
            Occurrence(line, column, length, _ROLES[role], kinds[entry], usrs[entry])
            for line, column, length, role, entry in zip(
                accumulate(deltas), starts, lengths, roles, entries, strict=True
            )
        )
    except IndexError as error:
        raise CodecError("occurrence of a name that is not in the table") from error


def mentions_of(data: bytes) -> Iterator[tuple[str, Role, int]]:
    """Yield USR, union of the roles and number of occurrences; raises CodecError.

    Reads the table of the part ``occurrences`` only. Names that the index does not
    hold (locals, parameters, labels) are left out. Ordered by USR.
    """
    table, _ = _split(data)
    for usr, kind, role, total in zip(*_read_table(table), strict=True):
        if kind in _INDEXED:
            yield usr, Role(role), total


def decode_tokens(data: bytes) -> tuple[Token, ...]:
    """Return the part ``tokens``; raises CodecError."""
    _, columns = _split(data)
    deltas, starts, lengths, kinds = read_columns(_inflate(columns), 4)
    try:
        return tuple(
            Token(line, column, length, _TOKEN_KINDS[kind])
            for line, column, length, kind in zip(
                accumulate(deltas), starts, lengths, kinds, strict=True
            )
        )
    except IndexError as error:
        raise CodecError("token of an unknown kind") from error


def content_digest(encoded: EncodedFacts) -> bytes:
    """Return 16 bytes that change if and only if a fact changes; raises CodecError.

    Taken before compression: builds of zlib differ in what they write.
    """
    digest = hashlib.blake2b(encoded.path.encode(), digest_size=16)
    streams = [_unseal(encoded.head), _unseal(encoded.symbols)]
    streams += [*_split(encoded.occurrences), *_split(encoded.tokens)]
    for stream in streams:
        data = _inflate(stream)
        digest.update(len(data).to_bytes(8, "little"))
        digest.update(data)
    return digest.digest()


def pack(encoded: EncodedFacts) -> bytes:
    """Return one string of bytes, for a pipe: lengths of the parts, parts, CRC-32."""
    parts = [encoded.path.encode(), *encoded[1:]]
    body = b"".join([_LENGTHS.pack(*map(len, parts)), *parts])
    return body + _WORD.pack(zlib.crc32(body))


def unpack(data: bytes) -> EncodedFacts:
    """Return what was packed; the parts themselves are not read.

    :raises CodecError: if bytes were lost or changed.
    """
    body, check = data[:-4], data[-4:]
    if len(body) < _LENGTHS.size or _WORD.pack(zlib.crc32(body)) != check:
        raise CodecError("packed facts are damaged")
    ends = list(accumulate(_LENGTHS.unpack_from(body), initial=_LENGTHS.size))
    if ends[-1] != len(body):
        raise CodecError("packed facts have a wrong length")
    path, *parts = (body[start:end] for start, end in pairwise(ends))
    try:
        return EncodedFacts(path.decode(), *parts)
    except UnicodeDecodeError as error:
        raise CodecError("packed facts have a path that is not UTF-8") from error


def _encode_occurrences(occurrences: Sequence[Occurrence]) -> bytes:
    roles: dict[tuple[str, SymbolKind], int] = {}
    totals: dict[tuple[str, SymbolKind], int] = {}
    for item in occurrences:
        name = (item.usr, item.kind)
        roles[name] = roles.get(name, 0) | int(item.role)
        totals[name] = totals.get(name, 0) + 1
    names = sorted(roles)
    entry = {name: number for number, name in enumerate(names)}
    table = (
        tuple(usr for usr, _ in names),
        tuple(kind for _, kind in names),
        tuple(roles[name] for name in names),
        tuple(totals[name] for name in names),
    )
    columns = write_columns(
        _deltas([item.line for item in occurrences]),
        [item.column for item in occurrences],
        [item.length for item in occurrences],
        [int(item.role) for item in occurrences],
        [entry[item.usr, item.kind] for item in occurrences],
    )
    return _join(_rows(_TABLE, table), columns)


def _read_table(data: bytes) -> _Table:
    table: _Table = from_row(_TABLE, _load(_inflate(data)))
    if len({*map(len, table)}) > 1:
        raise CodecError("table of names has columns of several lengths")
    return table


def _encode_tokens(tokens: Sequence[Token]) -> bytes:
    return _join(
        b"",
        write_columns(
            _deltas([token.line for token in tokens]),
            [token.column for token in tokens],
            [token.length for token in tokens],
            [_TOKEN_NUMBER[token.kind] for token in tokens],
        ),
    )


def _deltas(values: Sequence[int]) -> list[int]:
    return [after - before for before, after in pairwise((0, *values))]


def _rows(hint: Any, value: object) -> bytes:
    text = json.dumps(
        to_row(hint, value), ensure_ascii=False, separators=(",", ":"), allow_nan=False
    )
    # Texts of odd encodings may hold lone surrogates, which JSON's reader lets pass.
    return text.encode("utf-8", "surrogatepass")


def _load(data: bytes) -> Any:
    try:
        return json.loads(data)
    except (RecursionError, ValueError) as error:
        raise CodecError("rows are not JSON") from error


def _seal(data: bytes) -> bytes:
    return _WORD.pack(LAYOUT) + zlib.compress(data, _LEVEL)


def _join(table: bytes, columns: bytes) -> bytes:
    first = zlib.compress(table, _LEVEL)
    return b"".join(
        [
            _WORD.pack(LAYOUT),
            _WORD.pack(len(first)),
            first,
            zlib.compress(columns, _LEVEL),
        ]
    )


def _unseal(data: bytes) -> bytes:
    if data[: _WORD.size] != _WORD.pack(LAYOUT):
        raise CodecError("facts of another version")
    return data[_WORD.size :]


def _split(data: bytes) -> tuple[bytes, bytes]:
    body = _unseal(data)
    if len(body) < _WORD.size:
        raise CodecError("facts are cut short")
    end = _WORD.size + _WORD.unpack_from(body)[0]
    return body[_WORD.size : end], body[end:]


def _inflate(data: bytes) -> bytes:
    stream = zlib.decompressobj()
    try:
        content = stream.decompress(data, LIMIT)
    except zlib.error as error:
        raise CodecError("facts are damaged") from error
    if not stream.eof or stream.unused_data:
        raise CodecError("facts are cut short or too large")
    return content
