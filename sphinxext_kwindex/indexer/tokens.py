"""The tokens of one file: what the listing colours and everything else is read from."""

from __future__ import annotations

import ctypes
import re
from bisect import bisect_left, bisect_right
from contextlib import contextmanager
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from ..model import Position, Token, TokenKind
from .capi import CXCursor, CXToken

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .locations import Locations

__all__ = [
    "COMMENT",
    "IDENTIFIER",
    "KEYWORD",
    "LITERAL",
    "PUNCTUATION",
    "TokenTable",
    "annotated",
    "directive_end",
    "line_starts",
    "listing_tokens",
    "tokenize",
]

PUNCTUATION, KEYWORD, IDENTIFIER, LITERAL, COMMENT = range(5)

# CXToken and CXCursor as columns of 32 bits; the pointer of a cursor as 64.
_TOKEN_WORDS = ctypes.sizeof(CXToken) // 4
_CURSOR_WORDS = ctypes.sizeof(CXCursor) // 4
_POINTER = ctypes.sizeof(ctypes.c_void_p)
_CURSOR_POINTERS = ctypes.sizeof(CXCursor) // _POINTER
_FIRST_POINTER = CXCursor.declaration.offset // _POINTER
_CONTEXTUAL = frozenset({404, 405})  # attributes of `final` and `override`
_NUMBER = frozenset("0123456789.")
_INCLUDES = frozenset({"include", "include_next", "import", "embed"})
_SHOWN = (None, TokenKind.KEYWORD, None, TokenKind.STRING, TokenKind.COMMENT)
# Of a text with a line end before it: a search for one is many times as fast as one for
# the begin of a line.
_HASH = re.compile(rb"\n[ \t\f\v]*(?:/\*[^\n]*?\*/[ \t]*)*#")
# Of a NamedTuple; the class's own call is in Python: three times the time.
_new_tuple = tuple.__new__
_LINE_END = re.compile(rb"\r\n|\n|\r")


class TokenTable:
    """Tokens by number, in the order of the file; offsets and lengths are in bytes."""

    def __init__(self, data: bytes, starts: list[int]) -> None:
        self.data = data
        self.starts = starts
        """Offset of the first byte of each line."""
        self.kinds: list[int] = []
        self.offsets: list[int] = []
        self.lengths: list[int] = []
        self.texts: list[str] = []
        self.directive: list[int] = []
        """Number of the token of the ``#`` that the token is in the line of; -1."""
        self.hashes: list[int] = []
        """The tokens ``#`` that begin directives."""
        self.lines: list[int] = []
        """Line that a token begins in, from 1."""
        self.cursor_kinds: list[int] = []
        """Kind of the cursor of each token; empty if not annotated."""
        self.pointers: list[int] = []
        """Declaration of the cursor, or another object of libclang's."""

    def __len__(self) -> int:
        return len(self.kinds)

    def end(self, number: int) -> int:
        """Return the offset after a token."""
        return self.offsets[number] + self.lengths[number]

    def at(self, offset: int) -> int:
        """Return the token that begins at an offset; -1 if none does."""
        number = bisect_left(self.offsets, offset)
        if number < len(self.offsets) and self.offsets[number] == offset:
            return number
        return -1

    def first_from(self, offset: int) -> int:
        """Return the first token that begins at an offset or after it."""
        return bisect_left(self.offsets, offset)

    def position(self, offset: int) -> Position:
        """Return line and column of an offset."""
        line = bisect_right(self.starts, offset)
        column = offset - self.starts[line - 1] + 1
        return _new_tuple(Position, (line, column))

    def line(self, number: int) -> int:
        """Return the line that a token begins in."""
        return self.lines[number]

    def end_line(self, number: int) -> int:
        """Return the line that a token ends in."""
        return bisect_right(self.starts, max(0, self.end(number) - 1))


def line_starts(data: bytes) -> list[int]:
    r"""Return the offset of each line; ``\n``, ``\r\n`` and lone ``\r`` end one."""
    if b"\r" not in data:
        # The end of the last line begins none.
        starts = [0, *accumulate(len(line) + 1 for line in data.split(b"\n"))]
        del starts[-1]
        return starts
    starts = [0]
    total = 0
    for line in data.splitlines(keepends=True):
        total += len(line)
        # bytes.splitlines knows the same three line ends as Clang, no others.
        if line.endswith((b"\n", b"\r")):
            starts.append(total)
    return starts


@contextmanager
def annotated(
    locations: Locations, base: int, size: int, table: TokenTable
) -> Iterator[Any]:
    """Tokenize and annotate one inclusion of a file into `table`.

    The cursors, an array of CXCursor, live as long as the context.

    :param base: Raw location of the first byte.
    """
    with tokenize(locations, base, size, table) as (tokens, count):
        cursors = (CXCursor * max(1, count))()
        if count:
            locations.lib.clang_annotateTokens(
                locations.unit.handle, tokens, count, cursors
            )
        view = memoryview(cursors).cast("B")
        table.cursor_kinds = view.cast("i")[::_CURSOR_WORDS].tolist()[:count]
        pointers = view.cast("P")[_FIRST_POINTER::_CURSOR_POINTERS]
        table.pointers = pointers.tolist()[:count]
        yield cursors


@contextmanager
def tokenize(
    locations: Locations, base: int, size: int, table: TokenTable
) -> Iterator[tuple[Any, int]]:
    """Tokenize one inclusion of a file into `table`; yields libclang's array."""
    lib, handle = locations.lib, locations.unit.handle
    tokens = ctypes.POINTER(CXToken)()
    count = ctypes.c_uint()
    lib.clang_tokenize(
        handle,
        locations.make_range(base, base + size),
        ctypes.byref(tokens),
        ctypes.byref(count),
    )
    try:
        size = count.value * ctypes.sizeof(CXToken)
        raw = ctypes.string_at(tokens, size) if size else b""
        _fill(table, raw, base)
        _mark_directives(table)
        yield tokens, count.value
    finally:
        if count.value:
            lib.clang_disposeTokens(handle, tokens, count)


def _fill(table: TokenTable, raw: bytes, base: int) -> None:
    """Read libclang's array of tokens."""
    words = memoryview(raw).cast("I")
    table.kinds = words[::_TOKEN_WORDS].tolist()
    table.offsets = offsets = [raw - base for raw in words[1::_TOKEN_WORDS].tolist()]
    table.lengths = lengths = words[2::_TOKEN_WORDS].tolist()
    table.lines = _lines(offsets, table.starts)
    data = table.data
    spans = zip(offsets, lengths, strict=True)
    if data.isascii():
        text = data.decode("ascii")
        table.texts = [text[start : start + length] for start, length in spans]
    else:
        table.texts = [
            data[start : start + length].decode("utf-8", "replace")
            for start, length in spans
        ]


def _lines(offsets: list[int], starts: list[int]) -> list[int]:
    """Return the lines of ascending offsets."""
    lines: list[int] = []
    number, total = 0, len(offsets)
    while number < total:
        line = bisect_right(starts, offsets[number])
        # Few tokens stand in a line: cheaper than to look at each.
        end = total
        if line < len(starts):
            end = bisect_left(offsets, starts[line], number + 1)
        lines += [line] * (end - number)
        number = end
    return lines


def _mark_directives(table: TokenTable) -> None:
    table.directive = marks = [-1] * len(table)
    for match in _HASH.finditer(b"\n" + table.data):
        behind = match.end() - 1
        number = table.at(behind - 1)
        # Not in a comment, a raw string or the middle of another directive.
        if number < 0 or table.texts[number] != "#" or marks[number] >= 0:
            continue
        table.hashes.append(number)
        end = directive_end(table.data, behind)
        place = number
        while place < len(marks) and table.offsets[place] < end:
            marks[place] = number
            if table.end(place) > end:  # a comment that runs on
                end = directive_end(table.data, table.end(place))
            place += 1


def directive_end(data: bytes, start: int) -> int:
    """Return the offset of the first line end behind `start` that is not escaped."""
    for match in _LINE_END.finditer(data, start):
        if not data[start : match.start()].rstrip(b" \t").endswith(b"\\"):
            return match.start()
    return len(data)


def listing_tokens(table: TokenTable) -> tuple[Token, ...]:
    """Return the coloured stretches.

    Directives, header names, keywords, literals and comments.
    """
    special = _in_directives(table)
    starts, offsets, lengths = table.starts, table.offsets, table.lengths
    texts, lines, cursors = table.texts, table.lines, table.cursor_kinds
    found: list[Token] = []
    for number, kind in enumerate(table.kinds):
        shown = _SHOWN[kind]
        if kind == IDENTIFIER and cursors[number] in _CONTEXTUAL:
            shown = TokenKind.KEYWORD
        if number in special:
            length, shown = special[number]
        elif shown is None:
            continue
        else:
            length = lengths[number]
            if kind == LITERAL and texts[number][0] in _NUMBER:
                shown = TokenKind.NUMBER
        if shown is not None:
            line = lines[number]
            column = offsets[number] - starts[line - 1] + 1
            found.append(_new_tuple(Token, (line, column, length, shown)))
    return tuple(found)


def _in_directives(table: TokenTable) -> dict[int, tuple[int, TokenKind | None]]:
    """Return length and kind of tokens that do not look like their own kind.

    ``#`` with the directive's name, and header names. None: part of another.
    """
    special: dict[int, tuple[int, TokenKind | None]] = {}
    for number in table.hashes:
        name = number + 1
        if name >= len(table) or table.directive[name] != number:
            special[number] = table.lengths[number], TokenKind.DIRECTIVE
            continue
        length = table.end(name) - table.offsets[number]
        special[number] = length, TokenKind.DIRECTIVE
        special[name] = 0, None
        opening = name + 1
        if (
            table.texts[name] not in _INCLUDES
            or opening >= len(table)
            or table.texts[opening] != "<"
        ):
            continue
        end = opening
        while (
            table.texts[end] != ">"
            and end + 1 < len(table)
            and table.directive[end + 1] == number
        ):
            end += 1
            special[end] = 0, None
        length = table.end(end) - table.offsets[opening]
        special[opening] = length, TokenKind.STRING
    return special
