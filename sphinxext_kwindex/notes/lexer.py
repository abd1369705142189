"""Tokens of a text that libclang did not read: enough for rules on words."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

__all__ = ["TokenColumns", "tokens_of"]

_TOKEN = re.compile(
    rb"""(?P<blank>[ \t\f\v\r\n]+|\\\r?\n)"""
    rb"""|(?P<comment>//(?:[^\n\\]|\\.|\\\n|\\\r\n)*+|/\*(?:[^*]|\*(?!/))*+(?:\*/)?)"""
    rb"""|(?P<literal>(?:u8|[uUL])?R"(?P<mark>[^()\\\s]{0,16})\([\s\S]*?\)(?P=mark)\""""
    rb"""|(?:u8|[uUL])?"(?:[^"\\\n]|\\[\s\S])*+"?|(?:u8|[uUL])?'(?:[^'\\\n]|\\[\s\S])*+'?"""
    rb"""|\.?[0-9](?:'?[\w.]|(?<=[eEpP])[+-])*+)"""
    rb"""|(?P<name>[A-Za-z_\x80-\xff$][\w\x80-\xff$]*+)"""
    rb"""|(?P<sign>->\*|<=>|\.\.\.|<<=|>>=|::|->|\+\+|--|<<|>>|<=|>=|==|!=|&&|\|\|"""
    rb"""|[-+*/%&|^]=|[\s\S])"""
)
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
_KINDS = {"sign": _PUNCTUATION, "literal": _LITERAL, "comment": _COMMENT}


@dataclass(slots=True)
class TokenColumns:
    """Tokens as `notes.Table` has them."""

    data: bytes
    starts: list[int]
    kinds: list[int] = field(default_factory=list)
    offsets: list[int] = field(default_factory=list)
    lengths: list[int] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    directive: list[int] = field(default_factory=list)
    cursor_kinds: list[int] = field(default_factory=list)


def tokens_of(data: bytes) -> TokenColumns:
    r"""Return the tokens of a text in UTF-8 whose lines end with ``\n``."""
    starts = [0, *(match.end() for match in re.finditer(rb"\n", data))]
    table = TokenColumns(data, starts)
    hash_at, hash_end = -1, 0
    for match in _TOKEN.finditer(data):
        group = match.lastgroup if match.lastgroup != "mark" else "literal"
        if group == "blank":
            continue
        start = match.start()
        text = match[0].decode("utf-8", "replace")
        if start >= hash_end:
            hash_at = -1
        if text == "#" and hash_at < 0 and _begins_line(data, start):
            hash_at, hash_end = len(table.kinds), _directive_end(data, start)
        kind = _KINDS.get(group or "", _IDENTIFIER)
        if text in _KEYWORDS:
            kind = _KEYWORD
        table.kinds.append(kind)
        table.offsets.append(start)
        table.lengths.append(match.end() - start)
        table.texts.append(text)
        table.lines.append(bisect_right(starts, start))
        table.directive.append(hash_at)
    return table


def _begins_line(data: bytes, offset: int) -> bool:
    return not data[data.rfind(b"\n", 0, offset) + 1 : offset].strip()


def _directive_end(data: bytes, offset: int) -> int:
    """Return the offset of the line end that ends a directive."""
    while True:
        end = data.find(b"\n", offset)
        if end < 0:
            return len(data)
        if not data[offset:end].rstrip(b" \t\r").endswith(b"\\"):
            return end
        offset = end + 1
