"""Tokens: pieces of a signature, and the spans that a listing colours."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

__all__ = ["Fragment", "Token", "TokenKind"]


class TokenKind(StrEnum):
    """Lexical class, as the listing colours it."""

    KEYWORD = "keyword"
    IDENTIFIER = "identifier"
    NUMBER = "number"
    STRING = "string"
    """String and character literals, raw strings, header names."""
    COMMENT = "comment"
    DIRECTIVE = "directive"
    """``#`` and the directive's name."""
    PUNCTUATION = "punctuation"
    SPACE = "space"


class Fragment(NamedTuple):
    """A piece of a signature."""

    text: str
    kind: TokenKind = TokenKind.PUNCTUATION
    usr: str | None = None
    """What the identifier resolves to; None if it is no name or not resolved."""


class Token(NamedTuple):
    """A coloured stretch of a file.

    Not collected: identifiers (they are occurrences or nothing), punctuation, white
    space.
    """

    line: int
    """From 1."""
    column: int
    """From 1, in bytes."""
    length: int
    """In bytes; may run over line ends (comments, raw strings)."""
    kind: TokenKind
