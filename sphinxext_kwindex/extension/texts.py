"""Texts of the source tree that are no sources: READMEs, build files, owners."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from ..scan import decode

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["TreeTexts"]

_MOST = 1 << 16
"""Bytes that are read of one."""


class TreeTexts:
    """Reads the beginnings of small files below the source root, nothing outside."""

    def __init__(self, root: Path) -> None:
        self._root = os.path.realpath(root)

    def read(self, path: str) -> str | None:
        """Return the beginning of a file; None if it cannot be read."""
        file = self.file(path)
        if file is None:
            return None
        try:
            with file.open("rb") as stream:
                return decode(stream.read(_MOST)).text
        except OSError:
            return None

    def file(self, path: str) -> Path | None:
        """Return the file at a path from the root, if there is one below the root."""
        real = os.path.realpath(Path(self._root, path))
        inside = real.startswith(self._root.rstrip(os.sep) + os.sep)
        return Path(real) if inside and Path(real).is_file() else None

    def files(self, paths: tuple[str, ...]) -> Iterator[Path]:
        """Yield those of the paths that are files."""
        for path in paths:
            file = self.file(path)
            if file is not None:
                yield file
