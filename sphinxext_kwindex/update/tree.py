"""The tree as it lies on disk: every file read once, and scanned."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ..model import Language  # noqa: TC001  (a field of a value)
from ..scan import (
    ContentKind,
    Context,
    MacroCandidate,
    MacroTable,
    ScannedInclude,
    classify,
    decode,
    guess_language,
    is_header,
    is_other,
    language_of,
    scan_attribute_macros,
    scan_context,
    scan_includes,
)
from .discover import find_sources
from .graph import IncludeGraph
from .report import SkippedFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .settings import UpdateSettings

__all__ = [
    "LARGEST_PARSED",
    "OtherFile",
    "Source",
    "Tree",
    "read_source",
    "read_tree",
    "scan_source",
]

LARGEST_PARSED = 4 << 20
"""Bytes: nobody wrote a larger file; 15 MB of declarations cost 840 MB of memory."""
_LARGEST_READ = 64 << 20
"""Bytes: a larger file is not even scanned."""
_REASONS = {
    ContentKind.EMPTY: "the file is empty",
    ContentKind.BINARY: "the file is binary",
    ContentKind.LFS: "the file is a Git LFS pointer; its content is not here",
    ContentKind.CONFLICT: "the file has unresolved merge conflicts",
}


_NO_TEXT = frozenset({ContentKind.BINARY, ContentKind.LFS})


class Source(NamedTuple):
    """A file of the tree."""

    path: str
    """POSIX path from the source root."""
    sha256: str
    """Of its bytes, hexadecimal."""
    language: Language
    """As its own text tells."""
    includes: tuple[ScannedInclude, ...]
    reason: str | None
    """Why it is not parsed: a clause; None if it is."""
    context: Context = Context()
    macros: tuple[MacroCandidate, ...] = ()
    """`scan_attribute_macros`."""


class OtherFile(NamedTuple):
    """A file of the tree that is not of the C family."""

    path: str
    """POSIX path from the source root."""
    sha256: str
    """Of its bytes, hexadecimal."""
    language: Language


@dataclass(frozen=True)
class Tree:
    """All files that belong into the index."""

    root: Path
    """Absolute, without symbolic links."""
    sources: Mapping[str, Source]
    """By path, sorted."""
    graph: IncludeGraph
    skipped: tuple[SkippedFile, ...]
    others: Mapping[str, OtherFile] = field(default_factory=dict)
    """By path, sorted; none of them is in `sources`."""

    @cached_property
    def digests(self) -> Mapping[str, str]:
        """Path → SHA-256, hexadecimal, of every file."""
        files: list[Source | OtherFile] = [*self.sources.values()]
        files += self.others.values()
        return {one.path: one.sha256 for one in files}

    @cached_property
    def macros(self) -> MacroTable:
        """The macros that stand for attributes."""
        return MacroTable.of({path: one.macros for path, one in self.sources.items()})


def read_tree(
    settings: UpdateSettings,
    extra: Iterable[str] = (),
    *,
    known: Mapping[str, Source] | None = None,
) -> Tree:
    """Find, read and scan the files of a tree.

    :param extra: paths that belong to it whatever the patterns say.
    :param known: sources by path; those with the same bytes are taken from here.
    """
    root = Path(os.path.realpath(settings.root))
    found = find_sources(
        root,
        include=settings.include,
        exclude=settings.exclude,
        others=settings.other_files,
    )
    sources: dict[str, Source] = {}
    skipped = [SkippedFile(*one) for one in found.skipped]
    more = sorted(set(extra).difference(found.paths))
    for path in sorted({*found.paths, *(path for path in more if not is_other(path))}):
        try:
            data = read_source(root, path)
            digest = hashlib.sha256(data).hexdigest()
            source = known.get(path) if known else None
            if source is None or source.sha256 != digest:
                source = scan_source(path, data, digest)
            sources[path] = source
        except OSError as error:
            reason = error.strerror or str(error)
            skipped.append(SkippedFile(path, f"it cannot be read: {reason}"))
    graph = IncludeGraph.of(_includes(sources.values()))
    others = _read_others(root, {*found.others, *filter(is_other, more)}, skipped)
    return Tree(root, sources, graph, tuple(sorted(skipped)), others)


def _read_others(
    root: Path, paths: Iterable[str], skipped: list[SkippedFile]
) -> dict[str, OtherFile]:
    """Read the files outside the C family; add to `skipped` what is no text."""
    others = {}
    for path in sorted(paths):
        try:
            data = read_source(root, path)
        except OSError as error:
            reason = error.strerror or str(error)
            skipped.append(SkippedFile(path, f"it cannot be read: {reason}"))
            continue
        if len(data) > LARGEST_PARSED:
            reason = f"it is larger than {LARGEST_PARSED >> 20} MiB"
            skipped.append(SkippedFile(path, reason))
        elif (kind := classify(data)) in _NO_TEXT:
            skipped.append(SkippedFile(path, _REASONS[kind]))
        else:
            digest = hashlib.sha256(data).hexdigest()
            others[path] = OtherFile(path, digest, language_of(path, data))
    return others


def read_source(root: Path, path: str) -> bytes:
    """Return the bytes of a file of the tree.

    :raises OSError: also for what is no regular file: a pipe would block for ever.
    """
    # Without `Path`, which costs more than to read the file does.
    file = f"{root}/{path}"
    status = os.stat(file)  # noqa: PTH116
    if not stat.S_ISREG(status.st_mode):
        raise OSError(0, "it is not a regular file")
    if status.st_size > _LARGEST_READ:
        raise OSError(0, f"it is larger than {_LARGEST_READ >> 20} MiB")
    with open(file, "rb", buffering=0) as stream:  # noqa: PTH123
        return stream.readall()


def scan_source(path: str, data: bytes, digest: str) -> Source:
    """Return what a plan needs to know of a file.

    :param digest: SHA-256 of its bytes, hexadecimal.
    """
    kind = classify(data)
    reason = _REASONS.get(kind)
    if reason is None and len(data) > LARGEST_PARSED:
        reason = f"the file is larger than {LARGEST_PARSED >> 20} MiB"
    text = "" if kind is ContentKind.BINARY else decode(data).text
    return Source(
        path,
        digest,
        guess_language(path, text),
        scan_includes(text),
        reason,
        scan_context(text, header=is_header(path)),
        scan_attribute_macros(text),
    )


def _includes(sources: Iterable[Source]) -> dict[str, Sequence[ScannedInclude]]:
    return {source.path: source.includes for source in sources}
