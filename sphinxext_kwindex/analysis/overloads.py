"""Which of several declarations of one name a signature means."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .parameters import parameters_match, parameters_of
from .spelling import squeeze

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["matching_overload"]

_WORD = re.compile(r"\bclass\b")
_HEAD = re.compile(r"template\s*<")


def matching_overload(
    signature: str, name: str, declarations: Sequence[str]
) -> int | None:
    """Return which declaration has the parameters of a signature; None if none or two.

    ``name`` is the last component of the function's name. Parameters and the qualifiers
    after them are compared as in `resolve_name`, with the scopes of types if one fits
    so, else without; if that leaves several, the heads of templates.
    """
    wanted = parameters_of(signature, name)
    if wanted is None:
        return None
    found = [parameters_of(text, name) for text in declarations]
    for scopes in (True, False):
        fitting = [
            index
            for index, other in enumerate(found)
            if other is not None
            and other[1] == wanted[1]
            and parameters_match(wanted[0], other[0], scopes=scopes)
        ]
        if len(fitting) > 1:
            head = _head(signature)
            fitting = [i for i in fitting if _head(declarations[i]) == head]
        if fitting:
            return fitting[0] if len(fitting) == 1 else None
    return None


def _head(declaration: str) -> str:
    """Return the list of template parameters, ``typename`` for ``class``."""
    if _HEAD.match(declaration.strip()) is None:
        return ""
    text, depth = declaration.strip(), 0
    for index, char in enumerate(text):
        depth += (char == "<") - (char == ">" and text[index - 1 : index] != "-")
        if char == ">" and depth == 0:
            return squeeze(_WORD.sub("typename", text[: index + 1]))
    return ""
