"""What a scan finds: plain immutable values."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import NamedTuple

from ..model import Pragma

__all__ = [
    "COMMENT_STRETCH",
    "LITERAL_STRETCH",
    "Conditions",
    "Scan",
    "ScannedComment",
    "ScannedInclude",
    "ScannedMacro",
    "Stretch",
]

COMMENT_STRETCH = "/"
LITERAL_STRETCH = '"'


@dataclass(frozen=True, slots=True)
class Conditions:
    """The ``#if`` stack of every line of a file."""

    starts: tuple[int, ...] = (1,)
    """Line numbers from 1, ascending, at which the stack changes; the first is 1."""
    stacks: tuple[tuple[str, ...], ...] = ((),)
    """The stack from each start on, outermost first, header guard left out. At most 64
    deep; a condition longer than 200 characters is cut with ``…``."""

    def at(self, line: int) -> tuple[str, ...]:
        """Return the stack of a line; directives belong to what surrounds them."""
        return self.stacks[max(0, bisect_right(self.starts, line) - 1)]


class ScannedInclude(NamedTuple):
    """One ``#include``, ``#include_next``, ``#import`` or ``#embed`` line."""

    line: int
    """Line of the ``#``, from 1."""
    directive: str
    spelled: str
    """The operand with its brackets or quotes; a macro as written."""
    conditions: tuple[str, ...]
    """The ``#if`` stack, outermost first; header guard left out."""


class ScannedMacro(NamedTuple):
    """One ``#define`` line."""

    name: str
    line: int
    """Line of the name, from 1."""
    column: int
    """First byte of the name, from 1."""
    end_line: int
    """Line of the end of the definition, comments after it left out, from 1."""
    end_column: int
    """First byte after the definition, from 1."""
    parameters: tuple[str, ...] | None
    """None of object-like macros; ``...`` and ``args...`` as written."""
    body: str
    """In one line: no comments, no line continuations."""
    conditions: tuple[str, ...]
    """The ``#if`` stack, outermost first; header guard left out."""
    documentation: str | None
    """The comment that ends in the line above, or ``///<`` after it; raw."""


class ScannedComment(NamedTuple):
    """One comment, or ``//`` comments in consecutive lines."""

    line: int
    """From 1."""
    end_line: int
    """Its last line, from 1."""
    text: str
    """With its markers; line ends are ``\\n``."""


class Stretch(NamedTuple):
    """A part of a text that a parser of declarations has no use for."""

    start: int
    """Offset in the text with plain line ends, in characters from 0."""
    end: int
    """Offset after it. A directive's is that of its line end."""
    what: str
    """`COMMENT_STRETCH` (also several ``//`` in consecutive lines), `LITERAL_STRETCH`
    (raw strings, separators of digits), else the name of a directive."""


@dataclass(frozen=True, slots=True)
class Scan:
    """What the text of one file tells without a parser.

    Not seen: ``%:`` and ``??=`` in place of ``#``, line continuations between the two
    characters that open a comment.
    """

    lines: int
    """Number of lines; a last line without line end counts."""
    code: int
    """Lines that hold any code; a line of code with a comment counts here."""
    comment: int
    """Lines that hold comment and no code."""
    blank: int
    """Lines of white space only, inside comments too."""
    includes: tuple[ScannedInclude, ...] = ()
    macros: tuple[ScannedMacro, ...] = ()
    conditions: Conditions = Conditions()
    guard: str | None = None
    """Macro of the header guard that encloses the whole file."""
    licence: str | None = None
    """SPDX expression, else the first line that names a licence or a copyright."""
    comments: tuple[ScannedComment, ...] = ()
    """Those before the first code that do not belong to a declaration right below,
    and all with ``@file``; in the order of the file."""
    pragmas: tuple[Pragma, ...] = ()
    """By line."""
