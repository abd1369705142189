r"""The commands of a CMake file, as they are written: nothing is run or looked up.

See cmake-language(7). All patterns take linear time: what is quoted or bracketed and
has no end runs to that of the text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ..possessive import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["CMakeArgument", "CMakeCommand", "read_commands"]

# A bracket argument or comment ends where its `=` signs say.
_TOKEN = compiled(
    rb"#\[(?P<dashes>=*+)\[[\s\S]*?(?:\](?P=dashes)\]|\Z)|#[^\n]*+"
    rb"|\[(?P<equals>=*+)\[(?P<bracket>[\s\S]*?)(?:\](?P=equals)\]|\Z)"
    rb'|"(?P<quoted>[^"\\]*+(?:\\[\s\S][^"\\]*+)*+)"?+'
    rb"|(?P<sign>[()])"
    rb'|(?P<word>(?:[^\s()#"\\]|\\[\s\S])++)'
)
_NAME = re.compile(rb"[A-Za-z_]\w*+\Z")


class CMakeArgument(NamedTuple):
    """An argument of a command."""

    text: str
    """Without quotes or brackets."""
    line: int
    """Of its text, from 1."""
    column: int
    """Of its text, in bytes from 1."""


class CMakeCommand(NamedTuple):
    """A command with its arguments, those of brackets in it among them."""

    name: str
    """In small letters."""
    line: int
    """From 1."""
    column: int
    """In bytes from 1."""
    arguments: tuple[CMakeArgument, ...]
    end: tuple[int, int]
    """Line and column behind its last argument, or where its brackets end."""

    @property
    def words(self) -> list[str]:
        """The texts of the arguments, but for empty ones."""
        return [one.text for one in self.arguments if one.text]


def read_commands(data: bytes, *, most: int | None = None) -> Iterator[CMakeCommand]:
    r"""Yield the commands of a file; one whose brackets have no end is none.

    :param data: UTF-8 with ``\n`` line ends.
    :param most: Arguments of a command that are looked at; None for all.
    """
    places = _Places(data)
    name: re.Match[bytes] | None = None
    arguments: list[CMakeArgument] = []
    begin = end = (1, 1)
    depth = 0
    for token in _TOKEN.finditer(data):
        kind = token.lastgroup
        if kind == "sign":
            opens = token[0] == b"("
            depth += 1 if opens else -1
            if depth <= 0:
                if name is not None and depth == 0:
                    word = name[0].decode().lower()
                    yield CMakeCommand(word, *begin, tuple(arguments), end)
                name, arguments, depth = None, [], 0
            elif depth == 1:
                end = places.of(token.end())
        elif depth == 0:
            name = token if kind == "word" and _NAME.match(token[0]) else None
            if name is not None:
                begin = places.of(token.start())
        elif name is None or len(arguments) == most:
            continue
        elif kind in {"word", "quoted", "bracket"}:
            place = places.of(token.start(kind))
            text = token[kind].decode("utf-8", "replace")
            arguments.append(CMakeArgument(text, *place))
            end = places.of(token.end())


class _Places:
    """Places in a text, asked for in order."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._line, self._begin, self._counted = 1, 0, 0

    def of(self, offset: int) -> tuple[int, int]:
        """Return line and column of an offset that is not before the last."""
        data, counted = self._data, min(self._counted, offset)
        ends = data.count(b"\n", counted, offset)
        if ends:
            self._line += ends
            self._begin = data.rfind(b"\n", counted, offset) + 1
        self._counted = offset
        return self._line, offset - self._begin + 1
