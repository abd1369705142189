"""Where a declaration begins and ends where libclang's extent leaves out a part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .tokens import COMMENT

if TYPE_CHECKING:
    from .tokens import TokenTable

__all__ = ["function_end", "function_start", "initializer_end", "template_start"]

_BEFORE_DECLARATION = frozenset({";", "{", "}", ":"})
_DECLARATION_ENDS = frozenset({";", "{", "}", ","})


def function_end(table: TokenTable, last: int) -> int:
    """Return the token after a function's declaration.

    libclang ends some before their trailing return type, attributes or ``= 0``.
    """
    if table.texts[last - 1] == "}":
        return last
    stop = min(len(table), last + 200)
    depth = 0
    for number in range(last, stop):
        text = table.texts[number]
        if table.kinds[number] == COMMENT or table.directive[number] >= 0:
            return last
        if depth == 0 and text in _DECLARATION_ENDS:
            return number
        depth += (text in "([") - (text in ")]")
        if depth < 0:
            return last
    return last


def initializer_end(table: TokenTable, last: int) -> int:
    """Return the token after the initialiser of a variable template.

    LLVM 16 ends its specialisations at their name.
    """
    if last >= len(table) or table.texts[last] not in ("=", "{"):
        return last
    depth = 0
    for number in range(last, min(len(table), last + 200)):
        text = table.texts[number]
        if depth == 0 and text in (";", ","):
            return number
        depth += (text in "([{") - (text in ")]}")
    return last


def function_start(table: TokenTable, first: int) -> int:
    """Return the first token of a function that libclang begins at its name.

    Before LLVM 20 it does so where ``auto`` is constrained.
    """
    number = first
    while number > 0:
        text = table.texts[number - 1]
        is_comment = table.kinds[number - 1] == COMMENT
        if (
            is_comment
            or table.directive[number - 1] >= 0
            or text in _BEFORE_DECLARATION
        ):
            break
        number -= 1
    return number


def template_start(table: TokenTable, first: int) -> int:
    """Return the token ``template`` of the heads before a variable template.

    Before LLVM 18 libclang leaves them out.
    """
    while first > 0 and table.texts[first - 1] in (">", ">>"):
        depth, number = 0, first - 1
        while number >= 0:
            depth += {">": 1, ">>": 2, "<": -1}.get(table.texts[number], 0)
            if depth <= 0:
                break
            number -= 1
        if number < 1 or table.texts[number - 1] != "template":
            break
        first = number - 1
    return first
