"""Declarations that the parser made of something else.

In ``UPB_INLINE const upb_Def *find(upb_Pool *pool) {`` without the headers of these
names, Clang takes the macro for the type, and declares a variable ``upb_Def``. The text
that follows the name tells: no variable is followed by a declarator.

``TEST(Suite, Name) {`` without GoogleTest is a function ``TEST`` without a type to it,
and ``BENCHMARK(sort);`` a variable ``sort`` of the type ``BENCHMARK``. The text before
the name tells: in C++ all but constructors and the like have a type, and nobody puts
the name of a variable into parentheses.
"""

from __future__ import annotations

import re

from ..possessive import compiled

__all__ = ["MOST_LOOKED_AT", "is_argument", "is_misread", "is_typeless"]

MOST_LOOKED_AT = 2000
"""Bytes behind a name that decide."""

_BLANK = r"(?:\s|//[^\n]*\n|/\*.*?\*/)*+"
_POINTERS = compiled(rf"{_BLANK}(?:[*&]|const\b|volatile\b)", re.DOTALL)
_CALL = compiled(rf"{_BLANK}[A-Za-z_]\w*{_BLANK}\(", re.DOTALL)
_BEHIND = compiled(rf"{_BLANK}\{{", re.DOTALL)
# A parameter is two words, or a type alone that is none: a macro's argument is a value.
_PARAMETERS = compiled(rf"\A{_BLANK}(?:void{_BLANK})?\Z|\w[\s*&]+[A-Za-z_]", re.DOTALL)
_SPECIFIERS = compiled(
    r"(?:(?:static|extern|inline|constexpr|virtual|explicit|friend|typedef|register"
    r"|thread_local|mutable|\"C(?:\+\+)?\")\s*+)*+"
)
_IN_PARENTHESES = re.compile(r"\w\s*+\(\s*+\Z")
_IN_MACRO = re.compile(r"\w\(\s*+\Z")
_SCOPED = re.compile(r"::\s*+\Z")
_ARGUMENTS = compiled(rf"{_BLANK}<[^;={{}}]*?>{_BLANK}\(", re.DOTALL)


def is_typeless(before: str) -> bool:
    """Tell whether a declaration that the parser has refused has no type.

    :param before: Its text up to the name.
    """
    return _SPECIFIERS.fullmatch(before) is not None


def is_argument(before: str, following: str) -> bool:
    """Tell whether the name of a function that the parser has refused is an argument.

    As in ``MEMBER_OF(name)(int a) {``. Unlike that, ``Unknown (max)(int a)`` keeps a
    macro from being used, and has a blank.

    :param before: The text up to the name.
    """
    in_macro = _IN_MACRO.search(before) is not None
    return in_macro and following.lstrip().startswith(")")


def is_misread(following: str, *, member: bool, before: str = "") -> bool:
    """Tell whether a variable whose type is unknown is none, by what is around it.

    :param member: It is a field: what annotates one has parentheses as well, but no
        field is a function.
    :param before: Its text up to the name.
    """
    if _POINTERS.match(following):
        return True
    if _IN_PARENTHESES.search(before) and following.lstrip().startswith(")"):
        return True
    if member:
        return following.lstrip().startswith("(") or _SCOPED.search(before) is not None
    return _ARGUMENTS.match(following) is not None or _is_function(following)


def _is_function(following: str) -> bool:
    """Tell whether a name is the type of a function that follows."""
    call = _CALL.match(following)
    end = -1 if call is None else _closing(following, call.end())
    if call is None or end < 0:
        return False
    # `counter GUARDED_BY(mutex);` is a variable with an annotation.
    inside = following[call.end() : end]
    return bool(_BEHIND.match(following, end + 1) or _PARAMETERS.search(inside))


def _closing(text: str, start: int) -> int:
    """Return the place of the parenthesis that closes one before ``start``; else -1."""
    depth = 1
    for match in re.finditer(r"[()]", text[start:]):
        depth += 1 if match[0] == "(" else -1
        if not depth:
            return start + match.start()
    return -1
