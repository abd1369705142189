"""Directives of the preprocessor: their operands, in one line and without comments."""

from __future__ import annotations

import re
from typing import NamedTuple

from .lexer import BODY, OPERAND, RAW_LINE, SPACE, SPLICE, strip_comments

__all__ = [
    "INCLUDE_DIRECTIVES",
    "Definition",
    "condition_of",
    "defined_name",
    "definition_of",
    "end_of_directive",
    "fold",
    "guard_of",
    "spelled_of",
]

INCLUDE_DIRECTIVES = frozenset({"include", "include_next", "import", "embed"})

_NAME = re.compile(r"[^\W\d][\w$]*+")
_GUARD = re.compile(r"!\s*defined\s*(?:\(\s*(\w+)\s*\)|(\w+))\Z")
_DEFINED = re.compile(r"(!?)\s*+defined\s*+(?:\(\s*+(\w++)\s*+\)|(\w++))\Z")
_VARIANTS = {"ifdef": "defined({})", "ifndef": "!defined({})"}


class Definition(NamedTuple):
    """What a ``#define`` says after its name."""

    parameters: tuple[str, ...] | None
    body: str


def end_of_directive(name: str, text: str, after: int) -> int:
    """Return the offset of the line end, or text end, that ends a directive.

    :param after: The offset right after its name.
    """
    if name in {"error", "warning"}:
        end = RAW_LINE.match(text, after)
    else:
        operand = None
        if name in INCLUDE_DIRECTIVES:
            operand = OPERAND.match(text, after)
        end = BODY.match(text, operand.end() if operand else after)
    assert end is not None  # both match the empty text
    return end.end()


def defined_name(text: str, after: int, stop: int) -> re.Match[str] | None:
    """Return where the name of a ``#define`` stands; None if it has none.

    :param after: The offset right after the directive's name.
    :param stop: That of its end.
    """
    blank = SPACE.match(text, after)
    name = _NAME.match(text, blank.end() if blank is not None else after)
    return None if name is None or name.end() > stop else name


def fold(text: str) -> str:
    """Return the rest of a directive in one line, without comments."""
    text = strip_comments(text)
    if "\n" in text:
        parts = SPLICE.sub("\n", text).split("\n")
        text = " ".join(part for part in map(str.strip, parts) if part)
    return text.strip()


def spelled_of(rest: str) -> str:
    """Return the operand of an include; empty if there is none."""
    operand = OPERAND.match(rest)
    return operand[1] if operand is not None else fold(rest)


def definition_of(after: str) -> Definition:
    """Return parameters and body from what stands right after a macro's name."""
    # A parenthesis right after the name opens parameters: [cpp.replace].
    function_like = after.startswith("(")
    after = fold(after)
    if not function_like:
        return Definition(None, after)
    inside, _, body = after[1:].partition(")")
    names = tuple(name for name in map(str.strip, inside.split(",")) if name)
    return Definition(names, body.strip())


def condition_of(directive: str, rest: str) -> str:
    """Return the condition of an ``#if`` or ``#elif`` of any form."""
    condition = " ".join(fold(rest).split())
    variant = _VARIANTS.get(directive.replace("elif", "if", 1))
    if variant is not None:
        name = _NAME.match(condition)
        return variant.format(name[0] if name is not None else condition)
    defined = _DEFINED.match(condition)
    if defined is None:
        return condition
    return f"{defined[1]}defined({defined[2] or defined[3]})"


def guard_of(condition: str) -> str | None:
    """Return the macro of a condition that may open a header guard."""
    guard = _GUARD.match(condition)
    return None if guard is None else guard[1] or guard[2]
