"""The licence that a file's first comments name."""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["SEARCHED", "find_licence"]

_LONGEST = 100
_LINES = 4
"""Lines that a sentence about a licence has at most."""
# A licence that is not in the first pages of a comment is not looked for.
SEARCHED = 20_000
"""Characters of the first comments that are looked at."""

_SPDX = re.compile(r"SPDX-License-Identifier:[ \t]*+([^\n]*+)")
_LICENSED = re.compile(
    r"licen[sc]ed under|distributed under|subject to the terms|governed by"
    r"|under the terms of|released under|public domain"
    r"|\b(?:BSD|MIT|Apache|Boost Software|Mozilla Public|zlib|General Public)\b"
    r".{0,40}licen[sc]e",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(r"\bcopyright\b|\(c\)\s*\d{4}|©", re.IGNORECASE)
_MARKERS = " \t*/!#-=;<>"
_END = re.compile(r"[.;:](?=\s|$)")


def find_licence(comments: str) -> str | None:
    """Return the SPDX expression in comments, else what tells most.

    That is the first line that names a licence, with the lines after it up to the end
    of the sentence, else the first line with a copyright; at most 100 characters of it.
    """
    return _find(comments[:SEARCHED])


@lru_cache(maxsize=64)  # most files of a tree begin alike
def _find(comments: str) -> str | None:
    spdx = _SPDX.search(comments)
    if spdx is not None:
        expression = spdx[1].split("*/")[0].strip(_MARKERS)
        if expression:
            return _shorten(expression)
    # A semicolon may begin a comment, and end a sentence.
    lines = [
        line.lstrip(_MARKERS).rstrip(_MARKERS.replace(";", ""))
        for line in comments.splitlines()
    ]
    for number, line in enumerate(lines):
        if found := _LICENSED.search(line[: 2 * _LONGEST]):
            return _shorten(_sentence(lines[number : number + _LINES], found.end()))
    copyrights = (line for line in lines if _COPYRIGHT.search(line[: 2 * _LONGEST]))
    return next(map(_shorten, copyrights), None)


def _sentence(lines: list[str], begun: int) -> str:
    """Return the first of some lines, and of the next what ends its sentence.

    :param begun: How far the first line is taken in any case.
    """
    text = lines[0]
    for line in lines[1:]:
        if not line or _END.search(text, begun) or _COPYRIGHT.search(line):
            break
        text = f"{text} {line}"
    end = _END.search(text, begun)
    return (text[: end.end()] if end else text).rstrip(";:")


def _shorten(line: str) -> str:
    line = " ".join(line.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
