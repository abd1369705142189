"""The include graph of the tree: made once, asked for many files."""

from __future__ import annotations

import hashlib
import posixpath
import re
from bisect import bisect_left
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Self

from ..model import Origin
from ..scan import C_FAMILY_SUFFIXES, FRAGMENT_SUFFIXES, is_other
from ..scan import is_header as is_whole_header
from .include_names import NamedTargets

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..model import Documentation, Include, Markup, SourceFile
    from .protocol import Reader

__all__ = ["GraphFile", "IncludeGraph", "IncludeLine", "is_header"]

_UNIT_SUFFIXES = C_FAMILY_SUFFIXES - FRAGMENT_SUFFIXES
_GENERATED = re.compile(
    r"@generated\b|\bdo not (?:edit|modify)\b|\bauto(?:matically|-)? ?generated\b"
    r"|\bgenerated (?:automatically )?(?:by|from)\b",
    re.IGNORECASE,
)


class IncludeLine(NamedTuple):
    """An include line of a file of the tree that leads to another."""

    path: str
    line: int
    """From 1."""
    target: str


class GraphFile(NamedTuple):
    """What the graph knows of a file."""

    code: int = 0
    """Lines of code."""
    directives: int = 0
    """Include lines, skipped ones too."""
    outside: tuple[str, ...] = ()
    """Headers outside of the tree that it includes, as spelled, each once, sorted."""
    header: bool = False
    unit: bool = False
    """A translation unit: neither a header nor a fragment such as ``.inc``."""
    generated: bool = False
    """Its first comment says that a program has written it."""


@dataclass(frozen=True, slots=True)
class IncludeGraph:
    """Who includes whom, of the files of the tree.

    Make one for each state of the index (`IndexReader.content_digest` tells it) and
    give it to `summarize_file`: it reads all edges.

    Where no preprocessor has looked for an include, it leads to the one file that its
    name may mean (see `NamedTargets`), nowhere if there are several. No edges: what
    the preprocessor skipped.
    """

    includes: Mapping[str, tuple[str, ...]]
    """Path to the paths that it includes, each once, sorted."""
    includers: Mapping[str, tuple[str, ...]]
    """Path to the paths that include it, each once, sorted."""
    by_stem: Mapping[str, tuple[str, ...]]
    """File name without suffix to the paths that have it, sorted."""
    files: Mapping[str, GraphFile]
    """By path; all files of the tree."""
    paths: tuple[str, ...]
    """Of all files, sorted."""
    lines: Mapping[tuple[str, str], int]
    """The first include line of each edge, from 1."""
    perhaps: frozenset[str]
    """Files that an include line may mean which is no edge: the preprocessor skipped
    it, or its name may mean several."""

    @classmethod
    def of(cls, reader: Reader) -> Self:
        """Read the graph."""
        includes: dict[str, tuple[str, ...]] = {}
        includers: dict[str, list[str]] = {}
        stems: dict[str, list[str]] = {}
        files: dict[str, GraphFile] = {}
        lines: dict[tuple[str, str], int] = {}
        perhaps: set[str] = set()
        named = NamedTargets(reader.paths())
        for source, found in reader.heads():
            path = source.path
            stems.setdefault(_stem(path), []).append(path)
            outside = set()
            for include in found:
                if include.directive.endswith("()"):
                    continue  # of a build description: no file reads another
                targets = _targets(path, include, named)
                if targets is None:
                    outside.add(include.spelled)
                elif len(targets) == 1 and include.active:
                    lines.setdefault((path, targets[0]), include.line)
                else:
                    perhaps.update(targets)
            files[path] = _graph_file(source, len(found), outside)
        for path, target in sorted(lines):
            includes[path] = (*includes.get(path, ()), target)
            includers.setdefault(target, []).append(path)
        return cls(
            includes=includes,
            includers={path: tuple(users) for path, users in includers.items()},
            by_stem={stem: tuple(sorted(paths)) for stem, paths in stems.items()},
            files=files,
            paths=tuple(sorted(files)),
            lines=lines,
            perhaps=frozenset(perhaps),
        )

    @property
    def state(self) -> str:
        """A digest of all that the figures of the tree are made from."""
        lines, files = sorted(self.lines.items()), sorted(self.files.items())
        text = repr((lines, files, sorted(self.perhaps)))
        data = text.encode("utf-8", "surrogatepass")
        return hashlib.blake2b(data, digest_size=16).hexdigest()

    def dependents(self, path: str) -> frozenset[str]:
        """Return the files that include ``path`` directly or through others.

        The file itself is not among them, even in a cycle.
        """
        return _reached(self.includers, path)

    def dependencies(self, path: str) -> frozenset[str]:
        """Return the files that ``path`` includes directly or through others.

        The file itself is not among them, even in a cycle.
        """
        return _reached(self.includes, path)

    def below(self, folder: str) -> tuple[str, ...]:
        """Return the files of a folder and of all below it, sorted; ``.`` is all."""
        if folder in {"", "."}:
            return self.paths
        # A zero is the character after the slash.
        first, last = bisect_left(self.paths, f"{folder}/"), f"{folder}0"
        return self.paths[first : bisect_left(self.paths, last, first)]

    def partners(self, path: str) -> tuple[str, ...]:
        """Return the headers of a source file, or the sources of a header, sorted.

        Partners have the same name without suffix, one is a header and the other not,
        and either the source includes the header or both lie in one folder.
        """
        found: list[str] = []
        if is_other(path):
            return ()
        for other in self.by_stem.get(_stem(path), ()):
            if is_header(other) == is_header(path) or is_other(other):
                continue
            source, header = (path, other) if is_header(other) else (other, path)
            together = posixpath.dirname(source) == posixpath.dirname(header)
            if together or header in self.includes.get(source, ()):
                found.append(other)
        return tuple(found)


def _reached(edges: Mapping[str, tuple[str, ...]], path: str) -> frozenset[str]:
    seen = {path}
    waiting = deque([path])
    while waiting:
        for other in edges.get(waiting.popleft(), ()):
            if other not in seen:
                seen.add(other)
                waiting.append(other)
    return frozenset(seen - {path})


def _targets(
    path: str, include: Include, named: NamedTargets
) -> tuple[str, ...] | None:
    """Return the files that an include leads to; None if it leads out of the tree."""
    if include.target is not None:
        return (include.target,)
    if include.origin is not Origin.UNKNOWN:
        return None
    if include.spelled[:1] not in {"<", '"'}:
        return ()
    found = named.candidates(path, include.spelled)
    return found or (None if include.active else ())


def _graph_file(
    source: SourceFile, directives: int, outside: Iterable[str]
) -> GraphFile:
    return GraphFile(
        code=source.code,
        directives=directives,
        outside=tuple(sorted(outside)),
        header=is_whole_header(source.path),
        unit=not is_header(source.path),
        generated=_is_generated(source.documentation),
    )


def _is_generated(documentation: Documentation | None) -> bool:
    if documentation is None:
        return False
    words = [*_texts(documentation.brief), *_texts(documentation.details)]
    return _GENERATED.search(" ".join(words)) is not None


def _texts(markup: Iterable[Markup]) -> list[str]:
    found: list[str] = []
    for node in markup:
        found += (node.text, *_texts(node.children))
    return found


def _stem(path: str) -> str:
    return posixpath.splitext(posixpath.basename(path))[0]


def is_header(path: str) -> bool:
    """Tell whether a file is there to be included, by its name: fragments are, too."""
    suffix = posixpath.splitext(path)[1].lower()
    return is_whole_header(path) or suffix not in _UNIT_SUFFIXES
