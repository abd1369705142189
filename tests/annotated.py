"""Source text with marked places: ``annotated("int $name[[add]](int);")``."""

from __future__ import annotations

import re
from typing import NamedTuple

from sphinxext_kwindex.model import Position

_MARK = re.compile(r"\$(\w+)\[\[(.*?)\]\]", re.DOTALL)


class Annotated(NamedTuple):
    code: str
    positions: dict[str, Position]


def annotated(text: str) -> Annotated:
    """Return the text without its marks, and where each marked stretch begins."""
    code = ""
    end = 0
    positions: dict[str, Position] = {}
    for mark in _MARK.finditer(text):
        code += text[end : mark.start()]
        line = code.count("\n") + 1
        column = len(code.rpartition("\n")[2].encode()) + 1
        assert mark[1] not in positions, f"the mark {mark[1]!r} stands twice"
        positions[mark[1]] = Position(line, column)
        code += mark[2]
        end = mark.end()
    return Annotated(code + text[end:], positions)
