"""Where the brackets of template arguments end, in code without literals."""

from __future__ import annotations

import re

__all__ = ["end_of_angle"]

_ANGLE = re.compile(r"[<>()]")


def end_of_angle(text: str, start: int) -> int:
    """Return the offset behind the ``>`` of the ``<`` at an offset."""
    depth = parentheses = 0
    for found in _ANGLE.finditer(text, start):
        mark = found[0]
        if mark in "()":
            parentheses += 1 if mark == "(" else -1
        elif parentheses == 0:
            depth += 1 if mark == "<" else -1
            if depth == 0:
                return found.end()
    return len(text)
