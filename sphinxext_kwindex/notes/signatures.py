"""What signatures say: the type before the name, the parameters after it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..model import Fragment, Symbol

__all__ = ["own_reference", "parameters", "returned", "signature", "types_of"]

_PARENTHESES = re.compile("[()]")


def signature(symbol: Symbol) -> str:
    """Return the signature as text."""
    return "".join(part.text for part in symbol.signature)


def returned(symbol: Symbol) -> list[Fragment]:
    """Return the parts of a signature before the function's name."""
    parts: list[Fragment] = []
    for part in symbol.signature:
        if part.usr == symbol.usr or part.text == "(":
            break
        parts.append(part)
    return parts


def parameters(symbol: Symbol) -> str:
    """Return the parameter list of a signature, with its parentheses."""
    text = signature(symbol)
    start = text.find("(", text.find(symbol.name) + len(symbol.name))
    depth = 0
    for found in _PARENTHESES.finditer(text, max(start, 0)):
        depth += 1 if found[0] == "(" else -1
        if depth == 0:
            return text[start : found.end()]
    return ""


def own_reference(symbol: Symbol, name: str) -> str:
    """Return ``&`` or ``&&`` if the one parameter refers to an object of a class.

    Which are the copies and the moves of the class of the name; empty for all others.
    """
    listed = parameters(symbol)[1:-1]
    if "," in listed.partition("<")[0]:
        return ""
    before, sign, after = listed.partition("&")
    if not sign:
        return ""
    sign, after = ("&&", after[1:]) if after[:1] == "&" else (sign, after)
    words = before.partition("<")[0].split()
    plain = [word for word in words if word != "const"]
    if plain != [name] or not (after.strip() or "_").isidentifier():
        return ""
    return sign if len(words) == 1 or sign == "&" else ""


def types_of(symbol: Symbol) -> Iterator[Fragment]:
    """Yield the names of types before the symbol's name, but for scopes of others."""
    parts = returned(symbol)
    for at, part in enumerate(parts):
        after = parts[at + 1].text if at + 1 < len(parts) else ""
        if part.usr and not after.startswith("::"):
            yield part
