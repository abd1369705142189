"""Paths as people write them, resolved to files and folders of the tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..scan import is_other

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .protocol import Reader

__all__ = ["files_matching", "folders_matching"]


def files_matching(reader: Reader, text: str) -> tuple[str, ...]:
    """Return the files that a path means, sorted.

    The full path if there is such a file; else all files whose path ends with it at a
    ``/``. None: unknown; more than one: ambiguous.
    """
    return _matching(reader.paths(), text)


def folders_matching(reader: Reader, text: str) -> tuple[str, ...]:
    """Return the folders that a path means, sorted, without ``/`` at the end.

    As `files_matching`; the source root is ``.``, however it is written. A folder with
    sources of the C family goes before one without.
    """
    paths = reader.paths()
    found = _matching(_folders_of(paths), text)
    if len(found) > 1:
        sources = _folders_of(path for path in paths if not is_other(path))
        found = tuple(folder for folder in found if folder in sources) or found
    return found


def _folders_of(paths: Iterable[str]) -> set[str]:
    folders = {"."}
    for path in paths:
        parts = path.split("/")[:-1]
        folders.update("/".join(parts[:end]) for end in range(1, len(parts) + 1))
    return folders


def _matching(paths: Iterable[str], text: str) -> tuple[str, ...]:
    wanted = _normalize(text)
    known = set(paths)
    if wanted in known:
        return (wanted,)
    if wanted in {"", "."} or wanted.startswith("../"):
        return ()
    return tuple(sorted(path for path in known if path.endswith("/" + wanted)))


def _normalize(text: str) -> str:
    """Drop what does not change a path: ``./``, doubled and last slashes."""
    parts = [part for part in text.strip().split("/") if part not in {"", "."}]
    return "/".join(parts) or ("." if text.strip() else "")
