"""Facts as bytes: for the wire between processes and for the store.

The facts of a file are five parts, because their readers differ: a page of links
reads no tokens, and a list of callers only the table in front of the occurrences.
Each part is

- 4 bytes: `LAYOUT`, little-endian, which changes with the model;
- 16 bytes: digest of what follows, before compression;
- head and notes: one zlib stream of JSON rows (see `rows`);
- the others: 4 bytes with the length of the next stream, little-endian; two zlib
  streams. Of symbols these are columns in JSON (see `tables`), first those that `Place`
  is made of; of occurrences and tokens the names in JSON, and columns of integers.

The same facts give the same bytes. Nothing is pickled; damaged bytes, and bytes that
would grow beyond `LIMIT`, raise `CodecError`.
"""

from __future__ import annotations

import hashlib
import json
import struct
import zlib
from collections import Counter, defaultdict
from dataclasses import dataclass, fields
from functools import cache, partial
from itertools import accumulate, chain, count
from operator import sub
from typing import TYPE_CHECKING, Any, NamedTuple

from .columns import read_columns, write_columns
from .coverage import Diagnostic
from .deflate import deflate
from .facts import FileFacts
from .includes import Include
from .notes import Note
from .occurrences import Occurrence, Role
from .packed import EncodedFacts
from .place import Place
from .rows import CodecError, describe, from_row, to_row
from .source import SourceFile, Span
from .symbols import SYMBOL_KINDS, Relation, Symbol, SymbolKind
from .tables import from_columns, from_table, to_table
from .tokens import Token, TokenKind

if TYPE_CHECKING:
    from array import array
    from collections.abc import Iterator, Sequence

__all__ = [
    "LAYOUT",
    "CodecError",
    "Head",
    "OccurrenceRow",
    "TokenRow",
    "content_digest",
    "decode_facts",
    "decode_head",
    "decode_notes",
    "decode_occurrences",
    "decode_symbols",
    "decode_tokens",
    "encode_facts",
    "mentions_of",
    "occurrence_columns",
    "occurrence_rows",
    "places_of",
    "span_columns",
    "symbol_columns",
    "token_rows",
]

LIMIT = 1 << 30
"""Bytes that one stream may grow to: no file of the size that we parse comes near."""


@dataclass(frozen=True, slots=True)
class Head:
    """What most questions need; the fields are those of `FileFacts`."""

    source: SourceFile
    includes: tuple[Include, ...] = ()
    relations: tuple[Relation, ...] = ()
    skipped: tuple[tuple[int, int], ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    reads: tuple[str, ...] = ()


OccurrenceRow = tuple[int, int, int, Role, SymbolKind, str]
"""The fields of an `Occurrence`."""

TokenRow = tuple[int, int, int, TokenKind]
"""The fields of a `Token`."""


class _Name(NamedTuple):
    """What the occurrences of a file say of one name."""

    usr: str
    kind: SymbolKind
    role: int
    """Union of the roles."""
    total: int
    """Number of occurrences."""


_FORMAT = 2
"""Raised when the bytes change and the model does not."""
_KIND_NAMES: Any = tuple[TokenKind, ...]
_NOTES: Any = tuple[Note, ...]

LAYOUT: int = zlib.crc32(
    "\n".join(
        [
            str(_FORMAT),
            *map(describe, (Head, Symbol, _Name, _KIND_NAMES, _NOTES)),
            ",".join(role.name or "" for role in Role),
        ]
    ).encode()
)
"""Version of the bytes: a checksum of the layout of all that is stored."""

# Level 6 writes 6 % less and takes twice as long, a fifth of all encoding.
_LEVEL = 3
_say = json.JSONEncoder(
    ensure_ascii=False, check_circular=False, allow_nan=False, separators=(",", ":")
).encode
_WORD = struct.Struct("<I")
_DIGEST = 16
_HEADER = _WORD.size + _DIGEST
# As the constructors do it, without the call of a function for each.
_occurrence = partial(tuple.__new__, Occurrence)
_token = partial(tuple.__new__, Token)
_ROLES = tuple(Role(value) for value in range(2 * max(Role)))
_PLACE_FIELDS = 8
"""Fields that `Symbol` begins with, of which `Place` is made."""
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
            _seal(_dump(to_row(Head, head))),
            _encode_symbols(facts.symbols),
            _encode_occurrences(facts.occurrences),
            _encode_tokens(facts.tokens),
            _encode_notes(facts.notes),
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
        notes=decode_notes(encoded.notes),
    )


def decode_head(data: bytes) -> Head:
    """Return the part ``head``; raises CodecError."""
    head: Head = from_row(Head, _load(_inflate(_unseal(data))))
    return head


def decode_symbols(data: bytes) -> tuple[Symbol, ...]:
    """Return the part ``symbols``; raises CodecError."""
    first, others = map(_load, map(_inflate, _split(data)))
    if not isinstance(first, list) or not isinstance(others, list):
        raise CodecError("columns are not an array")
    symbols: tuple[Symbol, ...] = from_table(Symbol, first + others)
    return symbols


def places_of(data: bytes) -> Iterator[Place]:
    """Yield the place of each symbol, in order; raises CodecError.

    Ten times as fast as the symbols themselves, whose other fields are not read.
    """
    usrs, kinds, names, qualified, paths, positions, _, definitions = _place_columns(
        data
    )
    for usr, kind, name, qualified_name, path, position, definition in zip(
        usrs, kinds, names, qualified, paths, positions, definitions, strict=True
    ):
        line, column = position
        yield Place(usr, kind, name, qualified_name, path, line, column, definition)


def _place_columns(data: bytes) -> list[Sequence[Any]]:
    first, _ = _split(data)
    columns = from_columns(Symbol, _load(_inflate(first)))
    if len(columns) != _PLACE_FIELDS:
        raise CodecError("places lack columns")
    return columns


def symbol_columns(data: bytes) -> tuple[list[Sequence[Any]], dict[str, Any]]:
    """Return the fields that `Place` is made of, and the others undecoded, by name.

    :raises CodecError: if the symbols are not such columns.
    """
    others = _load(_inflate(_split(data)[1]))
    names = [field.name for field in fields(Symbol)][_PLACE_FIELDS:]
    if not isinstance(others, list) or len(others) != len(names):
        raise CodecError("symbols lack columns")
    return _place_columns(data), dict(zip(names, others, strict=True))


def decode_occurrences(data: bytes) -> tuple[Occurrence, ...]:
    """Return the part ``occurrences``; raises CodecError."""
    return tuple(map(_occurrence, occurrence_rows(data)))


def occurrence_rows(data: bytes) -> list[OccurrenceRow]:
    """Return the fields of `decode_occurrences`; raises CodecError.

    The collector of garbage has much less to do with plain tuples.
    """
    table, columns = _split(data)
    usrs, kinds, _, _ = _read_names(table)
    deltas, starts, lengths, roles, entries = read_columns(_inflate(columns), 5)
    try:
        return list(
            zip(
                accumulate(deltas),
                starts,
                lengths,
                map(_ROLES.__getitem__, roles),
                map(kinds.__getitem__, entries),
                map(usrs.__getitem__, entries),
                strict=True,
            )
        )
    except IndexError as error:
        raise CodecError("occurrence of a name that is not in the table") from error


def occurrence_columns(
    data: bytes,
) -> tuple[Sequence[str], Sequence[SymbolKind], list[array[int]]]:
    """Return the part ``occurrences`` as it is stored; raises CodecError.

    USR and kind of each name; then how many lines each occurrence lies below the one
    before, column, length, role, and the place of its name in the first two.
    """
    table, columns = _split(data)
    usrs, kinds, _, _ = _read_names(table)
    numbers = read_columns(_inflate(columns), 5)
    if max(numbers[-1], default=-1) >= len(usrs):
        raise CodecError("occurrence of a name that is not in the table")
    return usrs, kinds, numbers


def span_columns(data: bytes) -> Iterator[tuple[str, SymbolKind, str, Span]]:
    """Yield USR, kind, qualified name and span of each symbol; raises CodecError.

    As fast as `places_of`.
    """
    usrs, kinds, _, qualified, _, _, spans, _ = _place_columns(data)
    return zip(usrs, kinds, qualified, spans, strict=True)


def mentions_of(data: bytes) -> Iterator[tuple[str, Role, int]]:
    """Yield USR, union of the roles and number of occurrences; raises CodecError.

    Reads the table of the part ``occurrences`` only. Names that the index does not
    hold (locals, parameters, labels) are left out. Ordered by USR.
    """
    table, _ = _split(data)
    for usr, kind, role, total in zip(*_read_names(table), strict=True):
        if kind in _INDEXED:
            if not 0 <= role < len(_ROLES):
                raise CodecError("occurrences of an unknown role")
            yield usr, _ROLES[role], total


def decode_tokens(data: bytes) -> tuple[Token, ...]:
    """Return the part ``tokens``; raises CodecError."""
    return tuple(map(_token, token_rows(data)))


def token_rows(data: bytes) -> list[TokenRow]:
    """Return the fields of `decode_tokens`; raises CodecError."""
    _, columns = _split(data)
    deltas, starts, lengths, kinds = read_columns(_inflate(columns), 4)
    try:
        return list(
            zip(
                accumulate(deltas),
                starts,
                lengths,
                map(_TOKEN_KINDS.__getitem__, kinds),
                strict=True,
            )
        )
    except IndexError as error:
        raise CodecError("token of an unknown kind") from error


def decode_notes(data: bytes) -> tuple[Note, ...]:
    """Return the part ``notes``; raises CodecError."""
    notes: tuple[Note, ...] = from_row(_NOTES, _load(_inflate(_unseal(data))))
    return notes


def content_digest(encoded: EncodedFacts) -> bytes:
    """Return 16 bytes that change if and only if a fact changes; raises CodecError.

    Made of the digests of the parts, which were taken before compression: builds of
    zlib differ in what they write. Whether the parts are sound is not looked at.
    """
    digest = hashlib.blake2b(encoded.path.encode(), digest_size=_DIGEST)
    for part in encoded[1:]:
        _unseal(part)
        digest.update(part[_WORD.size : _HEADER])
    return digest.digest()


def _encode_symbols(symbols: Sequence[Symbol]) -> bytes:
    columns = to_table(Symbol, symbols)
    return _join(_dump(columns[:_PLACE_FIELDS]), _dump(columns[_PLACE_FIELDS:]))


def _encode_occurrences(occurrences: Sequence[Occurrence]) -> bytes:
    lines, columns, lengths, flags, kinds, usrs = _transposed(occurrences, 6)
    # Names by the order in which they are first met, then by that of the table.
    numbers: defaultdict[tuple[str, SymbolKind], int]
    numbers = defaultdict(count().__next__)
    at = list(map(numbers.__getitem__, zip(usrs, kinds, strict=True)))
    names = sorted(numbers)
    entry = dict(zip(names, count()))
    entry_of = list(map(entry.__getitem__, numbers))
    entries = list(map(entry_of.__getitem__, at))
    totals = Counter(entries)
    # Of plain numbers: to unite two flags takes a call of Python.
    roles = bytes(flags)
    unions = [0] * len(names)
    for number, role in set(zip(entries, roles, strict=True)):
        unions[number] |= role
    table = [
        [usr for usr, _ in names],
        [kind for _, kind in names],
        unions,
        list(map(totals.__getitem__, range(len(names)))),
    ]
    return _join(
        _dump(table), write_columns(_deltas(lines), columns, lengths, roles, entries)
    )


def _read_names(data: bytes) -> list[Sequence[Any]]:
    columns = from_columns(_Name, _load(_inflate(data)))
    if len(columns) != len(_Name._fields):
        raise CodecError("table of names lacks columns")
    return columns


def _encode_tokens(tokens: Sequence[Token]) -> bytes:
    return _encode_some_tokens(tokens) if tokens else _no_tokens()


@cache
def _no_tokens() -> bytes:
    return _encode_some_tokens(())


def _encode_some_tokens(tokens: Sequence[Token]) -> bytes:
    lines, columns, lengths, kinds = _transposed(tokens, 4)
    numbers = list(map(_TOKEN_NUMBER.__getitem__, kinds))
    return _join(b"", write_columns(_deltas(lines), columns, lengths, numbers))


def _encode_notes(notes: Sequence[Note]) -> bytes:
    return _seal(_dump(to_row(_NOTES, notes))) if notes else _no_notes()


@cache
def _no_notes() -> bytes:
    return _seal(_dump([]))


def _transposed(rows: Sequence[tuple[Any, ...]], number: int) -> list[Sequence[Any]]:
    """Return the columns of rows, which are ``number``."""
    return list(zip(*rows, strict=True)) or [()] * number


def _deltas(values: Sequence[int]) -> list[int]:
    return list(map(sub, values, chain((0,), values)))


def _dump(value: object) -> bytes:
    text = _say(value)
    # Texts of odd encodings may hold lone surrogates, which JSON's reader lets pass.
    return text.encode("utf-8", "surrogatepass")


def _load(data: bytes) -> Any:
    try:
        return json.loads(data)
    except (RecursionError, ValueError) as error:
        raise CodecError("rows are not JSON") from error


def _seal(data: bytes) -> bytes:
    return _header(data) + deflate(data, _LEVEL)


def _join(table: bytes, columns: bytes) -> bytes:
    first = deflate(table, _LEVEL)
    return b"".join(
        [
            _header(table, columns),
            _WORD.pack(len(first)),
            first,
            deflate(columns, _LEVEL),
        ]
    )


def _header(*streams: bytes) -> bytes:
    digest = hashlib.blake2b(digest_size=_DIGEST)
    for data in streams:
        digest.update(len(data).to_bytes(8, "little"))
        digest.update(data)
    return _WORD.pack(LAYOUT) + digest.digest()


def _unseal(data: bytes) -> bytes:
    if data[: _WORD.size] != _WORD.pack(LAYOUT) or len(data) < _HEADER:
        raise CodecError("facts of another version")
    return data[_HEADER:]


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
