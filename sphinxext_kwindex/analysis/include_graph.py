"""The include graph of the tree: made once, asked for many files."""

from __future__ import annotations

import posixpath
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from .protocol import Reader

__all__ = ["IncludeGraph", "is_header"]

_HEADER_SUFFIXES = frozenset(
    {
        ".h",
        ".hh",
        ".hpp",
        ".hxx",
        ".h++",
        ".cuh",
        ".inl",
        ".ipp",
        ".tcc",
        ".tpp",
        ".inc",
    }
)


@dataclass(frozen=True, slots=True)
class IncludeGraph:
    """Who includes whom, of the files of the tree.

    Make one for each state of the index (`IndexReader.content_digest` tells it) and
    give it to `summarize_file`: it reads all edges.
    """

    includes: Mapping[str, tuple[str, ...]]
    """Path to the paths that it includes, each once, sorted."""
    includers: Mapping[str, tuple[str, ...]]
    """Path to the paths that include it, each once, sorted."""
    by_stem: Mapping[str, tuple[str, ...]]
    """File name without suffix to the paths that have it, sorted."""

    @classmethod
    def of(cls, reader: Reader) -> Self:
        """Read the graph."""
        includes: dict[str, tuple[str, ...]] = {}
        includers: dict[str, list[str]] = {}
        for path, targets in sorted(reader.include_edges().items()):
            includes[path] = tuple(sorted(set(targets)))
            for target in includes[path]:
                includers.setdefault(target, []).append(path)
        stems: dict[str, list[str]] = {}
        for path in reader.paths():
            stems.setdefault(_stem(path), []).append(path)
        return cls(
            includes=includes,
            includers={path: tuple(users) for path, users in includers.items()},
            by_stem={stem: tuple(sorted(paths)) for stem, paths in stems.items()},
        )

    def dependents(self, path: str) -> frozenset[str]:
        """Return the files that include ``path`` directly or through others.

        The file itself is not among them, even in a cycle.
        """
        seen = {path}
        waiting = deque([path])
        while waiting:
            for user in self.includers.get(waiting.popleft(), ()):
                if user not in seen:
                    seen.add(user)
                    waiting.append(user)
        return frozenset(seen - {path})

    def partners(self, path: str) -> tuple[str, ...]:
        """Return the headers of a source file, or the sources of a header, sorted.

        Partners have the same name without suffix, one is a header and the other not,
        and either the source includes the header or both lie in one folder.
        """
        found = []
        for other in self.by_stem.get(_stem(path), ()):
            if is_header(other) == is_header(path):
                continue
            source, header = (path, other) if is_header(other) else (other, path)
            together = posixpath.dirname(source) == posixpath.dirname(header)
            if together or header in self.includes.get(source, ()):
                found.append(other)
        return tuple(found)


def _stem(path: str) -> str:
    return posixpath.splitext(posixpath.basename(path))[0]


def is_header(path: str) -> bool:
    """Tell whether a file is meant to be included, by its name."""
    return posixpath.splitext(path)[1].lower() in _HEADER_SUFFIXES
