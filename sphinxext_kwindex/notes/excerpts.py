"""Parts of a text around some words, for rules that look no further than near them.

To split a large text into tokens for one ``goto`` takes far longer than to find where
it stands. A part gives the answers that the whole would give, or refuses.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from ..possessive import compiled
from .code import Code
from .lexer import CHARACTER, COMMENT, STRING, directive_end

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["BeyondError", "Excerpt", "stretches_around"]

_LINES, _LENGTH = 4, 2000
"""Lines and bytes, from a word on, that belong to its part; the first limit counts."""
_TORN = 2
"""Tokens at the end of a part that may go on behind it: a literal that ends with a
backslash is two."""

# Comments and literals are passed over as the lexer does. Each alternative begins with
# a character, which is what a search looks for first.
_PASSED = (
    rf"""{COMMENT}|"{STRING}|'(?<![\w.]')(?<![eEpP][+-]'){CHARACTER}"""
    r"""|R"(?<![\w.$\x80-\xff]R")(?<![eEpP][+-]R")([^()\\\s]{0,16})\([\s\S]*?\)\1\""""
).encode()
# May be in the middle of a number or name: it takes the lexer to tell.
_UNCLEAR = rb"""'|R"(?:(?<=[\w.$\x80-\xff]R")|(?<=[eEpP][+-]R"))"""
_UNCLEAR_TEXTS = (b"'", b'R"')
_HASH = rb"\n[ \t\r\f\v]*+#"


class BeyondError(Exception):
    """What was asked for stands outside of a part."""


class Excerpt(Code):
    """A part of a file; places are the numbers of its own tokens."""

    @cached_property
    def _end(self) -> int:
        """How many tokens can be relied on."""
        return len(self.texts) - _TORN

    def places(self, *texts: str) -> list[int]:
        """Return the places of texts, in order.

        :raises BeyondError: if one may be torn.
        """
        found = [place for place, text in enumerate(self.texts) if text in texts]
        if found and found[-1] >= self._end:
            raise BeyondError
        return found

    def text(self, place: int) -> str:
        """Return the text of a token.

        :raises BeyondError: if it may be torn, or is outside of the part.
        """
        if 0 <= place < self._end:
            return self.texts[place]
        raise BeyondError


def stretches_around(data: bytes, words: Sequence[bytes]) -> list[tuple[int, int]]:
    """Return the stretches of a text around words in its code: half open, in order.

    Each begins between two tokens, and none ends in a raw string.

    :raises BeyondError: if it takes all tokens to tell.
    """
    found: list[tuple[int, int]] = []
    for place, least in _mentions(data, words):
        begin, end = found[-1] if found else (0, 0)
        if place >= end:
            begin = max(data.rfind(b"\n", least, place) + 1, least)
        if found and begin <= end:
            begin, _ = found.pop()
        found.append((begin, _end(data, place)))
    return found


def _end(data: bytes, place: int) -> int:
    """Return where the part around a word ends."""
    most = min(len(data), place + _LENGTH)
    end = place
    for _ in range(_LINES):
        end = data.find(b"\n", end, most) + 1 or most
    raw = data.find(b'R"', place, end)
    return end if raw < 0 else raw


def _mentions(data: bytes, words: Sequence[bytes]) -> Iterator[tuple[int, int]]:
    """Yield the offset of each word in code, with the end of what was passed last."""
    pattern = compiled(b"|".join((_PASSED, _UNCLEAR, _HASH, *map(re.escape, words))))
    last = max(map(data.rfind, words))
    passed = directive = 0
    if data.lstrip().startswith(b"#"):
        directive = directive_end(data, data.find(b"#"))
    for match in pattern.finditer(data):
        start, end = match.span()
        if start > last:
            break
        found = match[0]
        if found in words:
            if start >= directive:
                yield start, passed
        elif found in _UNCLEAR_TEXTS:
            raise BeyondError
        elif not found.startswith(b"\n"):
            passed = end
        elif end > directive:
            directive = directive_end(data, end - 1)
