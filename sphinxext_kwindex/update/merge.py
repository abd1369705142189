"""Join the indexes of the shards of one tree into the index of the tree."""

from __future__ import annotations

import os
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ..errors import KwindexError
from ..store import IndexWriter, SourceIndex
from .fingerprint import Fingerprint
from .scans import note_sources, recall_sources

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..store import StoredFile
    from .update import Progress

__all__ = ["MergeReport", "merge_indexes"]

# NOTE(ref: keys of the meta data): update.py notes them.
_LIBCLANG = "libclang"
_PARSER = "parser"
_SCANS = "scans"


@dataclass(frozen=True, slots=True)
class MergeReport:
    """What a merge did."""

    files: int
    """Files of the new index."""
    shared: int
    """Files that several shards held with the same facts."""
    conflicts: tuple[str, ...]
    """Paths that several shards held with different facts, sorted."""
    damaged: tuple[tuple[Path, int], ...]
    """Shards with damaged files, which are left out, and how many."""
    recovered: str | None
    """A sentence on what was in the target's place and is set aside; else None."""


class _Choice(NamedTuple):
    """Where a file is taken from."""

    rank: tuple[bool, bytes, str]
    shard: int


def merge_indexes(
    target: Path, sources: Sequence[Path], *, progress: Progress | None = None
) -> MergeReport:
    """Make an index of what the indexes of the shards of one tree hold.

    It equals the index of one run over the tree, but for the order in which rows lie:
    nothing is stale in it. What the target held before is gone. The facts are copied
    as they are, and memory does not grow with them. A merge that is interrupted leaves
    a sound index of some of the files, which counts as not finished.

    Of a file that several shards hold, one state is taken, whatever the order of the
    shards: facts before those of a failed parse, then the smaller digest.

    :raises KwindexError: for shards that do not belong together or are no indexes, and
        a target that cannot be written.
    """
    _check_places(target, sources)
    with ExitStack() as stack:
        shards = [stack.enter_context(SourceIndex(path)) for path in sources]
        _check_parsers(sources, shards)
        choices, several, conflicts = _choose(shards)
        writer = stack.enter_context(IndexWriter(target))
        writer.clear()
        done = 0
        for number, shard in enumerate(shards):
            wanted = {path for path, one in choices.items() if one.shard == number}
            for path in writer.copy(shard, wanted):
                done += 1
                if progress is not None:
                    progress(done, len(choices), path)
        _note_meta(writer, shards)
        return MergeReport(
            files=len(choices),
            shared=len(several - conflicts),
            conflicts=tuple(sorted(conflicts)),
            damaged=tuple(
                (path, shard.damaged)
                for path, shard in zip(sources, shards, strict=True)
                if shard.damaged
            ),
            recovered=writer.recovered,
        )


def _check_places(target: Path, sources: Sequence[Path]) -> None:
    if not sources:
        raise KwindexError("there is nothing to merge; name the index of each shard")
    for path in sources:
        if os.path.realpath(path) == os.path.realpath(target):
            raise KwindexError(
                f"{os.fspath(path)!r} is both the target and a shard;"
                " name another target"
            )


def _check_parsers(paths: Sequence[Path], shards: Sequence[SourceIndex]) -> None:
    versions = [shard.meta(_LIBCLANG) for shard in shards]
    for path, version in zip(paths, versions, strict=True):
        name = os.fspath(path)
        if version is None:
            raise KwindexError(
                f"the index {name!r} was not finished; run 'kwindex index' for its"
                " shard again, then merge"
            )
        if version != versions[0]:
            raise KwindexError(
                f"the index {name!r} was made with {_named(version)},"
                f" {os.fspath(paths[0])!r} with {_named(versions[0] or '')}; index all"
                " shards with one libclang, then merge"
            )


def _named(version: str) -> str:
    return f"libclang {version}" if version else "no libclang"


def _choose(
    shards: Sequence[SourceIndex],
) -> tuple[dict[str, _Choice], set[str], set[str]]:
    """Return what to take, the paths of several shards, and those that differ."""
    choices: dict[str, _Choice] = {}
    several, conflicts = set(), set()
    for number, shard in enumerate(shards):
        for file in shard.files():
            choice = _Choice(_rank(file), number)
            other = choices.get(file.path, choice)
            if other is not choice:
                several.add(file.path)
                if other.rank[1] != file.digest:
                    conflicts.add(file.path)
            choices[file.path] = min(other, choice)
    return choices, several, conflicts


def _rank(file: StoredFile) -> tuple[bool, bytes, str]:
    fingerprint = Fingerprint.parse(file.fingerprint)
    failed = fingerprint is None or fingerprint.failed
    return failed, file.digest, file.fingerprint


def _note_meta(writer: IndexWriter, shards: Sequence[SourceIndex]) -> None:
    """Keep what an update remembers of the whole tree."""
    for key in (_LIBCLANG, _PARSER):
        noted = [text for shard in shards if (text := shard.meta(key)) is not None]
        if noted:
            # What a parser says of itself may name a machine: any of them will do.
            writer.set_meta(key, min(noted))
    sources = {}
    for shard in shards:
        sources.update(recall_sources(shard.meta(_SCANS)))
    if sources:
        writer.set_meta(_SCANS, note_sources(sources[path] for path in sorted(sources)))
