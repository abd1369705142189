"""Text that libclang prints, fit to keep: no place on a machine, names as written."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any

from .capi import take_text

if TYPE_CHECKING:
    from .capi import CXCursor

__all__ = ["conversion_name", "pretty", "relative_places", "without_unnamed"]

_NO_INITIALIZERS, _ANONYMOUS_PLACES, _TERSE, _POLISH = 6, 8, 17, 18
# ``(unnamed union at /home/me/x.h:72:3)``, ``(lambda at ...)``, ``(unnamed struct)``.
_UNNAMED = re.compile(r" ?\((?:unnamed|anonymous|lambda)\b[^()]*\)")
_PLACE = re.compile(r"(?<= at )([^()]*?)(?=:\d+:\d+\))")
_COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*", re.DOTALL)
_TYPE_WORD = re.compile(r"\s*(decltype\s*\(|\(|[<>\[\]{}]|[^()<>\[\]{}]+|.)", re.DOTALL)


def without_unnamed(text: str) -> str:
    """Return a printed text without what stands for the names of unnamed types."""
    return _UNNAMED.sub("", text) if "(" in text else text


def relative_places(text: str, root: str) -> str:
    """Return a text with the places of unnamed types from the root, not absolute.

    Of files elsewhere only the base name stays.
    """
    if " at " not in text:
        return text

    def shorter(match: re.Match[str]) -> str:
        path = match[1]
        inside = path.removeprefix(root.rstrip(os.sep) + os.sep)
        return inside if inside != path else path.rpartition(os.sep)[2]

    return _PLACE.sub(shorter, text)


def pretty(lib: Any, cursor: CXCursor) -> str:
    """Return a declaration that a macro made, as libclang prints it."""
    policy = lib.clang_getCursorPrintingPolicy(cursor)
    for setting in (_TERSE, _POLISH, _NO_INITIALIZERS):
        lib.clang_PrintingPolicy_setProperty(policy, setting, 1)
    lib.clang_PrintingPolicy_setProperty(policy, _ANONYMOUS_PLACES, 0)
    text = take_text(lib, lib.clang_getCursorPrettyPrinted(cursor, policy))
    lib.clang_PrintingPolicy_dispose(policy)
    text = " ".join(text.partition("{")[0].split()).removesuffix(" ;").rstrip("; ")
    if not text:
        text = take_text(lib, lib.clang_getCursorDisplayName(cursor))
    return without_unnamed(text)


def conversion_name(text: str) -> str:
    """Return the name of a conversion whose declaration goes on with `text`.

    ``operator`` and the type as it is written, up to the parameter list; empty if
    there is none.
    """
    if not text.startswith("operator"):
        return ""
    text = _COMMENT.sub(" ", text)
    place, angles = len("operator"), 0
    while match := _TYPE_WORD.match(text, place):
        word = match[1]
        angles += (word == "<") - (word == ">")
        if word.endswith("("):
            if word == "(" and angles <= 0:
                written = " ".join(text[len("operator") : match.start(1)].split())
                return f"operator {written}" if written else ""
            place = _after_parenthesis(text, match.end())
        else:
            place = match.end()
    return ""


def _after_parenthesis(text: str, place: int) -> int:
    """Return the place after the parenthesis that is open at `place`."""
    depth = 1
    while place < len(text) and depth:
        depth += (text[place] == "(") - (text[place] == ")")
        place += 1
    return place
