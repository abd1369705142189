"""Pragmas in comments: what include-what-you-use and clangd are told of a file."""

from __future__ import annotations

import re

from ..model import Pragma

__all__ = ["scan_pragmas"]

_MARK = "IWYU pragma"
_LONGEST = 200
# The comment ends with its line, or at `*/`.
_PRAGMA = re.compile(
    r"/[/*][ \t]*+IWYU pragma:?[ \t]*+([a-z_]+[^\n]{0,%d})" % _LONGEST  # noqa: UP031
)


def scan_pragmas(text: str) -> tuple[Pragma, ...]:
    """Return the pragmas of a text with plain line ends, by line."""
    # Most texts have none, which takes a microsecond to see.
    if _MARK not in text:
        return ()
    found = []
    line, counted = 1, 0
    for match in _PRAGMA.finditer(text):
        line += text.count("\n", counted, match.start())
        counted = match.start()
        words = match[1].partition("*/")[0]
        found.append(Pragma(line, " ".join(words.split())))
    return tuple(found)
