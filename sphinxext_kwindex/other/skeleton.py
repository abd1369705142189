r"""Python without what no outline shows, so that its parser has little to do.

Runs of simple statements but imports, and all that a function does, become one
expression each, which begins and ends where they do: all else keeps its place, and what
encloses them its end. To build the tree of a file is most of the cost of reading it,
and nine tenths of it are expressions that nobody asks for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..possessive import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["skeleton_of"]

_DEPTH = 12
"""Brackets in brackets that are followed; a text with more has no skeleton."""


def _nested(depth: int) -> bytes:
    inner = rb"[^()]++" if depth == 0 else rb"[^()]++|" + _nested(depth - 1)
    return rb"\((?:" + inner + rb")*+\)"


# A logical line, of a text in which all brackets are round.
_LINE = compiled(
    rb"([ \t\f]*+)(?:"
    rb"(?P<function>(?:async[ \t]++)?def\b)|(?P<text>(?=\(*+[ \t]*+[A-Za-z]{0,2}\"))"
    rb"|(?P<kept>(?:if|elif|else|for|while|try|except|finally|with|async|class|import"
    rb"|from|match|case)\b|@)"
    rb"|(?P<simple>[^\s\\()]|(?=\()))"
    rb"(?:[^\n()\\]++|\\\n|" + _nested(_DEPTH) + rb")*+(?:\n|\Z)"
    # Blanks alone.
    rb"|[ \t\f]*+(?:\n|\Z)"
)
_ROUND = bytes.maketrans(b"[]{}", b"()()")
_END = b" \t\f\n;\\"
"""What may stand behind a statement."""


class _Line(NamedTuple):
    kind: str
    start: int
    """Offset of the first byte that is no blank."""
    stop: int
    """Offset behind the last byte of the statement."""
    indent: int
    """In bytes."""


def skeleton_of(data: bytes, masked: bytes) -> bytes | None:
    r"""Return the statements that an outline is made of, each at its place.

    None where the text cannot be taken apart so.

    :param data: UTF-8 with ``\n`` line ends, without comments.
    :param masked: The same, with strings overwritten, see `Lexed`.
    """
    lines = _lines(masked.translate(_ROUND))
    if lines is None:
        return None
    parts: list[bytes] = []
    copied = 0
    for start, stop in _needless(lines, masked):
        parts += (data[copied:start], _expression(data[start:stop]))
        copied = stop
    parts.append(data[copied:])
    return b"".join(parts)


def _lines(masked: bytes) -> list[_Line] | None:
    """Return the logical lines but blank ones; None if they cannot be told."""
    lines: list[_Line] = []
    place = 0
    for found in _LINE.finditer(masked):
        if found.start() != place:
            return None
        place = found.end()
        kind = found.lastgroup
        if kind is not None:
            start = found.end(1)
            stop = start + len(masked[start:place].rstrip(_END))
            lines.append(_Line(kind, start, stop, start - found.start()))
    return lines if place == len(masked) else None


def _needless(lines: list[_Line], masked: bytes) -> Iterator[tuple[int, int]]:
    """Yield the stretches that an expression can stand for."""
    number, count = 0, len(lines)
    while number < count:
        line = lines[number]
        number += 1
        end = number
        if line.kind == "simple":
            while end < count and lines[end][::3] == line[::3]:
                end += 1
            yield line.start, lines[end - 1].stop
            number = end
        elif line.kind == "function":
            while end < count and lines[end].indent > line.indent:
                end += 1
            if number < end and lines[number].kind == "text":
                number += 1  # its documentation
            if number < end:
                start, stop = lines[number].start, lines[end - 1].stop
                if b"import" not in masked[start:stop]:
                    yield start, stop
                    number = end


def _expression(statement: bytes) -> bytes:
    """Return an expression that begins and ends where a statement does."""
    ends = statement.count(b"\n")
    if not ends:
        return b"x" * len(statement)
    last = len(statement) - statement.rfind(b"\n") - 1
    return b"(" + b"\n" * ends + b" " * (last - 1) + b")"
