"""What pages show beside the index: coverage, build files, history."""

from __future__ import annotations

import hashlib
import json
import posixpath
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ..analysis import Extras, FilePatterns, Together, read_cmake_tests, read_lcov
from ..update import HISTORY
from .warnings import Warnings, warn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from ..store import IndexReader
    from .config import KwindexConfig

__all__ = ["check_coverage", "read_extras"]

_TEXTS = 64
"""Texts kept: the tests of a folder are asked for by each of its pages."""
_LARGEST = 1 << 20
"""Bytes of a build file that is read."""


def check_coverage(config: KwindexConfig, confdir: Path) -> None:
    """Warn if the file of the line coverage cannot be read."""
    if config.coverage is not None and _lcov(config, confdir) is None:
        warn(
            Warnings.CONFIG,
            f"kwindex_coverage is {config.coverage!r}, which cannot be read; pages"
            " say nothing of line coverage",
        )


def read_extras(
    config: KwindexConfig,
    confdir: Path,
    root: Path,
    reader: IndexReader,
    text: Callable[[str, str], str | None],
) -> Extras:
    """Read what there is.

    :param root: The source root, absolute.
    :param text: Text of a file of the index, by path and SHA-256.
    """
    paths = reader.paths()

    @lru_cache(_TEXTS)
    def indexed_text(path: str) -> str | None:
        source = reader.file(path)
        return None if source is None else text(path, source.sha256)

    lcov = _lcov(config, confdir) or ""
    builds = tuple(_build_files(root, paths))
    tests = read_cmake_tests(builds)
    note = reader.meta(HISTORY) if config.history else None
    patterns = FilePatterns(config.tests, config.examples)
    commands = _digest(*(part for file in builds for part in file))
    return Extras(
        patterns=patterns,
        text=indexed_text,
        coverage=read_lcov(lcov, root.as_posix(), paths),
        command=lambda path: tests.command(path, indexed_text),
        history=_history(note),
        commands=commands,
        state=_digest(lcov, commands, note or "", repr(patterns)),
    )


def _lcov(config: KwindexConfig, confdir: Path) -> str | None:
    if config.coverage is None:
        return None
    try:
        return (confdir / config.coverage).read_text("utf-8", "replace")
    except OSError:
        return None


def _build_files(root: Path, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield path and text of each CMakeLists.txt of a folder with sources, or above."""
    folders = {""}
    for path in paths:
        folder = posixpath.dirname(path)
        while folder not in folders:
            folders.add(folder)
            folder = posixpath.dirname(folder)
    for folder in sorted(folders):
        path = posixpath.join(folder, "CMakeLists.txt")
        file = root / path
        try:
            # A link may lead anywhere.
            if file.resolve().is_relative_to(root) and file.stat().st_size <= _LARGEST:
                yield path, file.read_text("utf-8", "replace")
        except OSError:
            continue


def _history(note: str | None) -> Mapping[str, tuple[Together, ...]]:
    """Return what `update.note_history` noted; nothing if it is not understood."""
    try:
        value: Any = json.loads(note or "{}")
        return {
            str(path): tuple(
                Together(str(other), int(commits), int(of))
                for other, commits, of in rows
            )
            for path, rows in value.get("together", {}).items()
        }
    except (AttributeError, TypeError, ValueError):
        return {}


def _digest(*parts: str) -> str:
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        digest.update(f"{len(part)} {part}".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
