"""Tokens of a text that libclang did not read: enough for rules on words."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import accumulate, compress, count, pairwise
from operator import add
from typing import Any

from ..possessive import compiled

__all__ = [
    "CHARACTER",
    "COMMENT",
    "STRING",
    "TokenColumns",
    "directive_end",
    "tokens_of",
]

COMMENT = r"//[^\n\\]*+(?:\\[\s\S][^\n\\]*+)*+|/\*[^*]*+(?:\*(?!/)[^*]*+)*+(?:\*/)?"
# Behind the first quote.
STRING = r"""[^"\\\n]*+(?:\\[\s\S][^"\\\n]*+)*+"?"""
CHARACTER = r"""[^'\\\n]*+(?:\\[\s\S][^'\\\n]*+)*+'?"""

_NAME = r"[A-Za-z_\x80-\xff$][\w\x80-\xff$]*+"
_RAW = r"""(?:u8|[uUL])?R"(?P<mark>[^()\\\s]{0,16})\([\s\S]*?\)(?P=mark)\""""
# Every character is in one match; the most frequent kinds stand first. A quote behind a
# name may make it the prefix of a literal.
_FIRST = rf"""[ \t\f\v\r\n]++|{_NAME}(?!["'])|[(){{}};,]"""
_REST = (
    rf"""\\\r?\n|{COMMENT}"""
    rf"""|(?:u8|[uUL])?"{STRING}|(?:u8|[uUL])?'{CHARACTER}"""
    rf"""|\.?[0-9](?:'?[\w.]|(?<=[eEpP])[+-])*+|{_NAME}"""
    r"""|->\*|<=>|\.\.\.|<<=|>>=|::|->|\+\+|--|<<|>>|<=|>=|==|!=|&&|\|\|"""
    r"""|[-+*/%&|^]=|[\s\S]"""
)
# Of text that is ASCII, else of bytes; the second of each knows raw strings. Without
# them nothing is captured, and a search gives all tokens in one call.
_PLAIN = compiled(f"{_FIRST}|{_REST}", re.ASCII)
_WITH_RAW = compiled(f"{_FIRST}|{_RAW}|{_REST}", re.ASCII)
_PLAIN_BYTES = compiled(f"{_FIRST}|{_REST}".encode())
_WITH_RAW_BYTES = compiled(f"{_FIRST}|{_RAW}|{_REST}".encode())
_KEYWORDS = frozenset(
    {
        *("auto", "break", "case", "catch", "class", "const", "const_cast"),
        *("constexpr", "continue", "default", "delete", "do", "else", "enum"),
        *("extern", "for", "goto", "if", "inline", "mutable", "namespace", "new"),
        *("operator", "private", "protected", "public", "reinterpret_cast"),
        *("return", "sizeof", "static", "static_cast", "struct", "switch"),
        *("template", "this", "thread_local", "throw", "try", "typedef", "typename"),
        *("union", "using", "virtual", "void", "while"),
    }
)
_PUNCTUATION, _KEYWORD, _IDENTIFIER, _LITERAL, _COMMENT = range(5)
_NOTHING = -1
"""Kind of blanks and of line ends behind a backslash."""


class TokenColumns:
    """Tokens as `notes.Table` has them; the text is split when one is asked for."""

    starts: list[int]
    kinds: list[int]
    offsets: list[int]
    lengths: list[int]
    texts: list[str]
    lines: list[int]
    directive: list[int]

    def __init__(self, data: bytes, stretch: tuple[int, int] | None = None) -> None:
        """Take a text.

        :param stretch: What of it is split, half open; see `excerpt`.
        """
        self.data = data
        self.known = _Kinds()
        self.stretch = stretch or (0, len(data))
        self.cursor_kinds: list[int] = []

    def __getattr__(self, name: str) -> list[Any]:
        """Split the text; asked for attributes that are not there yet."""
        if name == "starts":
            self.starts = _line_starts(self.data)
        elif name in TokenColumns.__annotations__:
            _split(self)
        else:
            raise AttributeError(name)
        columns: list[Any] = self.__dict__[name]
        return columns

    def excerpt(self, stretch: tuple[int, int]) -> TokenColumns:
        """Return the tokens of a part, which begins between two and has no raw string.

        The last two may be torn.
        """
        part = TokenColumns(self.data, stretch)
        part.starts, part.known = self.starts, self.known
        return part


class _Kinds(dict[str, int]):
    """Kinds by the text of a token: a file has few different ones."""

    def __missing__(self, text: str) -> int:
        kind = self[text] = _kind_of(text)
        return kind


def tokens_of(data: bytes) -> TokenColumns:
    r"""Return the tokens of a text in UTF-8 whose lines end with ``\n``."""
    return TokenColumns(data)


def _split(table: TokenColumns) -> None:
    begin, end = table.stretch
    texts, lengths = _pieces(table.data[begin:end])
    # By columns: a loop over the tokens takes five times as long.
    kinds = list(map(table.known.__getitem__, texts))
    shown = [kind >= 0 for kind in kinds]
    table.kinds = list(compress(kinds, shown))
    table.texts = list(compress(texts, shown))
    table.lengths = list(compress(lengths, shown))
    table.offsets = list(compress(accumulate(lengths, initial=begin), shown))
    table.lines = _lines(table.offsets, table.starts)
    table.directive = _directives(table)


def _line_starts(data: bytes) -> list[int]:
    lengths = map(len, data.split(b"\n"))
    starts = list(map(add, accumulate(lengths, initial=0), count()))
    del starts[-1]  # the end of the last line begins none
    return starts


def _pieces(data: bytes) -> tuple[list[str], list[int]]:
    """Return the text of all that there is, blanks too, and its length in bytes."""
    has_raw = b'R"' in data
    if data.isascii():
        text = data.decode("ascii")
        if has_raw:
            texts = [match[0] for match in _WITH_RAW.finditer(text)]
        else:
            texts = _PLAIN.findall(text)
        return texts, list(map(len, texts))
    if has_raw:
        found = [match[0] for match in _WITH_RAW_BYTES.finditer(data)]
    else:
        found = _PLAIN_BYTES.findall(data)
    return [one.decode("utf-8", "replace") for one in found], list(map(len, found))


def _kind_of(text: str) -> int:
    first = text[0]
    if first.isspace() or (first == "\\" and len(text) > 1):
        return _NOTHING
    if text.startswith(("//", "/*")):
        return _COMMENT
    if '"' in text or "'" in text:
        return _LITERAL
    if first.isalpha() or first in "_$" or first > "\x7f":
        return _KEYWORD if text in _KEYWORDS else _IDENTIFIER
    is_number = first.isdigit() or text[1:2].isdigit()
    return _LITERAL if is_number else _PUNCTUATION


def _lines(offsets: list[int], starts: list[int]) -> list[int]:
    """Return the line that each token begins in, from 1."""
    if not offsets:
        return []
    before = bisect_right(starts, offsets[0])
    last = bisect_right(starts, offsets[-1])
    ends = [bisect_left(offsets, start) for start in starts[before:last]]
    lines: list[int] = []
    for line, (first, end) in enumerate(pairwise((0, *ends, len(offsets))), before):
        lines += [line] * (end - first)
    return lines


def _directives(table: TokenColumns) -> list[int]:
    """Return for each token the number of the ``#`` whose line it is in; -1."""
    data, offsets = table.data, table.offsets
    marks = [-1] * len(offsets)
    if b"#" not in data:
        return marks
    end = 0
    for number, text in enumerate(table.texts):
        if text != "#":
            continue
        start = offsets[number]
        if start >= end and _begins_line(data, start):
            end = directive_end(data, start)
            last = bisect_left(offsets, end)
            marks[number:last] = [number] * (last - number)
    return marks


def _begins_line(data: bytes, offset: int) -> bool:
    return not data[data.rfind(b"\n", 0, offset) + 1 : offset].strip()


def directive_end(data: bytes, offset: int) -> int:
    """Return the offset of the line end that ends a directive."""
    while True:
        end = data.find(b"\n", offset)
        if end < 0:
            return len(data)
        if not data[offset:end].rstrip(b" \t\r").endswith(b"\\"):
            return end
        offset = end + 1
