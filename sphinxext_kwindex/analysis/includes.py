"""Include this to get it: the header of a symbol, spelled as the tree spells it."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..model import Place
    from .protocol import Reader

__all__ = ["include_of"]

_PRIVATE = re.compile(
    r"(^|[/_.-])(detail|details|impl|internal|private|priv)([/_.-]|$)"
)
"""Names of folders and files that say that others are not to include them."""
_ASKED = 64
"""Most includers whose spelling is looked up: the first by path."""


def include_of(reader: Reader, places: Iterable[Place]) -> tuple[str, str]:
    """Return the operand of the include line that brings a symbol, and the header.

    The header is one of those that declare it and that some file includes: rather one
    whose path does not say ``detail``, ``impl``, ``internal`` or ``private``, rather
    one that defines it, then the one with the fewest folders, the shortest path. It is
    spelled as most of its includers do. Two empty strings if there is none.
    """
    headers: dict[str, bool] = {}
    for place in places:
        headers[place.path] = headers.get(place.path, False) or place.definition
    for path in sorted(headers, key=lambda p: _rank(p, defines=headers[p])):
        if spelled := _spelled(reader, path):
            return spelled, path
    return "", ""


def _rank(path: str, *, defines: bool) -> tuple[bool, bool, int, int, str]:
    private = bool(_PRIVATE.search(path.lower()))
    return private, not defines, path.count("/"), len(path), path


def _spelled(reader: Reader, path: str) -> str:
    includers = sorted({user for user, _ in reader.included_by(path)})[:_ASKED]
    spelled = Counter(
        include.spelled
        for user in includers
        for include in reader.includes_of(user)
        if include.target == path
    )
    if not spelled:
        return ""
    # A name relative to the includer's folder serves nobody else: the longer one does.
    return min(spelled, key=lambda s: (-spelled[s], -len(s), s[:1] != "<", s))
