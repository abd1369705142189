"""Line coverage out of lcov's ``.info`` files, for the files of the index."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Counts", "read_lcov"]

Counts = dict[int, int]
"""Line, from 1, to how often it was run; lines that cannot be run are not in it."""
_MAX_LINE = 10_000_000


def read_lcov(text: str, root: str, paths: Iterable[str]) -> dict[str, Counts]:
    """Return the counts by path; files that are not in the index are left out.

    See geninfo(1): of each record ``SF:`` and ``DA:`` are read, what is not understood
    is passed over. Counts of one file from several tests are added up.

    :param root: the source root, absolute, with ``/``.
    :param paths: of the files of the index.
    """
    known = _Paths(root, paths)
    found: dict[str, Counts] = {}
    counts: Counts | None = None
    for line in text.splitlines():
        if line.startswith("SF:"):
            path = known.find(line[3:].strip())
            counts = None if path is None else found.setdefault(path, {})
        elif line.startswith("DA:") and counts is not None:
            number, count = _numbers(line[3:])
            if number:
                counts[number] = counts.get(number, 0) + count
        elif line.startswith("end_of_record"):
            counts = None
    return {path: counts for path, counts in sorted(found.items()) if counts}


def _numbers(text: str) -> tuple[int, int]:
    """Return line and count of ``12,3`` or ``12,3,checksum``; line 0 if neither."""
    parts = text.split(",")
    try:
        # Some tools write counts as `1e+06`.
        number, count = int(parts[0]), int(float(parts[1]))
    except (IndexError, OverflowError, ValueError):
        return 0, 0
    return (number, max(count, 0)) if 0 < number < _MAX_LINE else (0, 0)


class _Paths:
    """What the paths in a coverage file, made on another machine perhaps, mean here."""

    def __init__(self, root: str, paths: Iterable[str]) -> None:
        self._root = root.rstrip("/") + "/"
        self._paths = frozenset(paths)
        self._by_name: defaultdict[str, list[str]] = defaultdict(list)
        for path in sorted(self._paths):
            self._by_name[posixpath.basename(path)].append(path)

    def find(self, written: str) -> str | None:
        """Return the file meant: below the root, else the one with the same end.

        None if there is none, or more than one is as near.
        """
        path = posixpath.normpath(written.replace("\\", "/"))
        # A drive stands before the root.
        path = path[2:] if path[1:3] == ":/" else path
        inside = path.removeprefix(self._root)
        if inside in self._paths:
            return inside
        near = self._by_name.get(posixpath.basename(path), [])
        if not posixpath.isabs(path):
            # Relative to a folder of the tree, or to a build folder beside it.
            short = path.lstrip("./")
            ends = [one for one in near if f"/{one}".endswith(f"/{short}")]
            return ends[0] if len(ends) == 1 else None
        # Another root: the whole path from ours stands at the end of the written one.
        # Of a file in the root itself that is its name only: not enough.
        whole = [one for one in near if path.endswith(f"/{one}") and "/" in one]
        return max(whole, key=len, default=None)
