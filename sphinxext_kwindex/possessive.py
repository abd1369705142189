"""Patterns with groups repeated possessively, ``(?:ab|c)*+``, on every Python.

Python 3.11.0 to 3.11.4 match them wrongly: what a repetition took before it failed is
not given back (https://github.com/python/cpython/issues/106052; mended in 3.11.5).
Debian 12 has 3.11.2. There each is compiled as an atomic group, ``(?>(?:ab|c)*)``,
which is the same by definition, only slower.
"""

from __future__ import annotations

import re
from typing import AnyStr

__all__ = ["compiled", "is_broken", "with_atomic_groups"]

_CLASS = re.compile(r"\[\^?\]?(?:[^\]\\]|\\.)*\]", re.DOTALL)
_QUANTIFIER = re.compile(r"([*+?]|\{\d*,?\d*\})\+")


def is_broken() -> bool:
    """Tell if this Python gives nothing back of a repetition that failed."""
    return re.match("(?:a(?!b)|c)*+ab", "ab") is None


def compiled(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return a compiled pattern; not for `re.VERBOSE`."""
    return re.compile(with_atomic_groups(pattern) if _IS_BROKEN else pattern, flags)


def with_atomic_groups(pattern: AnyStr) -> AnyStr:
    """Return a pattern that means the same, and repeats no group possessively."""
    if isinstance(pattern, bytes):
        return _rewritten(pattern.decode("latin-1")).encode("latin-1")
    return _rewritten(pattern)


def _rewritten(pattern: str) -> str:
    parts: list[str] = []
    opened: list[int] = []
    place = 0
    while place < len(pattern):
        part = pattern[place]
        if part == "\\":
            part = pattern[place : place + 2]
        elif part == "[" and (found := _CLASS.match(pattern, place)) is not None:
            part = found[0]
        elif part == "(":
            opened.append(len(parts))
        place += len(part)
        if part == ")":
            first = opened.pop()
            quantifier = _QUANTIFIER.match(pattern, place)
            if quantifier is not None:
                parts[first] = f"(?>{parts[first]}"
                part = f"){quantifier[1]})"
                place = quantifier.end()
        parts.append(part)
    return "".join(parts)


_IS_BROKEN = is_broken()
