"""Whether a variable is only read in a stretch of code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model import Role, SymbolKind

if TYPE_CHECKING:
    from .code import Code

__all__ = ["is_changed"]

_MOST_ARGUMENTS = 500
"""Tokens of a call that are looked at."""
_ASSIGNING = frozenset(
    {"=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>=", "++", "--"}
)


def is_changed(code: Code, usr: str, name: str, first: int, last: int) -> bool:
    """Tell if a variable may be changed, moved from or kept between two tokens.

    Where it cannot be told the answer is yes: an address is taken, a method is called
    that is not const, a lambda captures it.
    """
    for place in code.between(name, first, last):
        if _is_declared(code, place):
            return True  # what is meant after it is another variable
        if not code.may_name(place, usr):
            continue
        if not code.usr(place):
            return True  # in a stretch that was not understood
        if _changes(code, place) or code.in_lambda(place, first):
            return True
    return False


def _is_declared(code: Code, place: int) -> bool:
    """Tell if a token declares a local variable, or a call was taken for that.

    Where a header is missing ``f(&x)`` may be read as the declaration of a reference.
    """
    found = code.occurrence(place)
    return (
        found is not None
        and found.kind is SymbolKind.LOCAL
        and not found.role & Role.REFERENCE
    )


def _changes(code: Code, place: int) -> bool:
    before, after = code.text(place - 1), code.text(place + 1)
    if after in _ASSIGNING or before in ("++", "--", ">>"):
        return True
    if before == "&" and not _is_operand(code, place - 2):
        return True
    if before == "return" and after == ";":  # moved from, [class.copy.elision]
        return True
    if before in (":", "=") and after in (")", ";") and _binds(code, place):
        return True
    if _is_captured(code, place) or _changes_member(code, place):
        return True
    return after in (",", ")") and before in (",", "(") and _is_handed_on(code, place)


def _binds(code: Code, place: int) -> bool:
    """Tell if a reference, not to const, is bound to a variable."""
    first = code.back_to(place - 1, ";", "{", "}", "(", ")")
    words = code.texts[first:place]
    return bool({"&", "&&"} & set(words)) and "const" not in words


def _is_handed_on(code: Code, place: int) -> bool:
    """Tell if a call may change the argument that a variable is."""
    number, opening = 0, place - 1
    least = max(0, place - _MOST_ARGUMENTS)
    while opening > least and code.text(opening) not in ("(", "{", "[", ";"):
        text = code.text(opening)
        if text in (")", "]", "}"):
            opening = code.match(opening)
        number += text == ","
        opening -= 1
    if opening <= least:
        return True
    callee = opening - 1
    if code.text(opening) != "(" or code.text(callee) in _WORDS:
        return False
    found = code.occurrence(callee) if code.is_identifier(callee) else None
    if found is not None and found.kind is SymbolKind.FIELD:
        return False  # it is initialised by a copy
    types = code.types
    return types is None or types.changes_argument(code.numbers[callee], number)


_WORDS = frozenset({"if", "while", "switch", "for", "return", "sizeof", "decltype"})


def _is_operand(code: Code, place: int) -> bool:
    text = code.text(place)
    return bool(text) and (text[-1].isalnum() or text[-1] in "_)]\"'")


def _is_captured(code: Code, place: int) -> bool:
    """Tell if a lambda takes it: in its list, or by using it inside."""
    before, after = code.text(place - 1), code.text(place + 1)
    return (before in ("[", ",", "=") and after in ("]", ",")) and any(
        code.text(at) == "[" for at in range(max(0, place - 12), place)
    )


def _changes_member(code: Code, place: int) -> bool:
    """Tell if ``x.member…`` ends in an assignment or a call that may change x."""
    types = code.types
    place += 1
    while code.text(place) in (".", "->", "["):
        if code.text(place) == "[":
            used = code.occurrence(place)
            number = code.numbers[place]
            if used is not None and (types is None or types.changes(number)):
                return True
            place = code.match(place) + 1
            if place == 0:
                return True
            continue
        name = place + 1
        if code.text(name + 1) == "(":
            return types is None or types.changes(code.numbers[name])
        place = name + 1
    return code.text(place) in _ASSIGNING
