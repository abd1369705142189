"""The licence that a file's first comments name."""

from __future__ import annotations

import re

__all__ = ["SEARCHED", "find_licence"]

_LONGEST = 100
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


def find_licence(comments: str) -> str | None:
    """Return the SPDX expression in comments, else the line that tells most.

    That is the first line that names a licence, else the first with a copyright; at
    most 100 characters of it.
    """
    comments = comments[:SEARCHED]
    spdx = _SPDX.search(comments)
    if spdx is not None:
        expression = spdx[1].split("*/")[0].strip(_MARKERS)
        if expression:
            return _shorten(expression)
    lines = [line.strip(_MARKERS) for line in comments.splitlines()]
    for pattern in (_LICENSED, _COPYRIGHT):
        for line in lines:
            if pattern.search(line[: 2 * _LONGEST]):
                return _shorten(line)
    return None


def _shorten(line: str) -> str:
    line = " ".join(line.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
