"""Small trees that are indexed on umbrellas, and with plain parses."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from sphinxext_kwindex.store import IndexReader, dump
from sphinxext_kwindex.update import UpdateSettings, clusters, update_index

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pytest

    from sphinxext_kwindex.model import CoverageLevel
    from sphinxext_kwindex.update import UpdateReport

__all__ = ["Tree"]


class Tree:
    """A tree of sources in ``folder/tree``, with indexes beside it."""

    def __init__(self, folder: Path, files: Mapping[str, str]) -> None:
        self.folder = folder
        self.root = folder / "tree"
        for path, text in files.items():
            self.write(path, text)

    def write(self, path: str, text: str) -> None:
        self.root.mkdir(exist_ok=True)
        (self.root / path).write_text(text)

    def update(self, name: str = "index", **settings) -> UpdateReport:
        chosen = UpdateSettings(self.root, **{"jobs": 2, **settings})
        return update_index(self.folder / name, chosen)

    def update_plainly(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Make the index ``plain`` without umbrellas."""
        with monkeypatch.context() as patch:
            patch.setattr(clusters, "_FEWEST", 1000)
            self.update("plain")

    def dump(self, name: str = "index") -> str:
        stream = io.StringIO()
        with IndexReader(self.folder / name) as reader:
            dump(reader, stream)
        return stream.getvalue()

    def level(self, path: str) -> CoverageLevel:
        with IndexReader(self.folder / "index") as reader:
            source = reader.file(path)
            assert source is not None
            return source.coverage.level
