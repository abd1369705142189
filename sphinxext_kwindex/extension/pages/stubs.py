"""The files that generated documents are read from: a line each, below the doctrees.

Sphinx compares the time of a document's file with that of its doctree and output. A
stub holds the digest of what its page shows and is written only when that changes, so
that all builders sharing a doctree folder see the change, not only the first to run.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

__all__ = ["SUFFIX", "Stubs"]

SUFFIX = ".kwindex"
"""Suffix of our documents, for Sphinx."""


class Stubs:
    """The files of all generated documents of a build."""

    def __init__(self, folder: Path, docnames: Collection[str]) -> None:
        self.folder = folder.resolve()
        self._all = frozenset(docnames)
        self.docnames = self._all
        """Of the pages that are generated; not those that the user has written."""

    def shadow(self, written: Collection[str]) -> None:
        """Leave the pages to the user that he has written."""
        self.docnames = self._all.difference(written)

    def file(self, docname: str) -> Path:
        """Return the stub of a document."""
        return self.folder / (docname + SUFFIX)

    def docname(self, file: Path) -> str | None:
        """Return the document of a stub, absolute; None if it is none of ours."""
        if file.suffix != SUFFIX or not file.is_relative_to(self.folder):
            return None
        docname = file.relative_to(self.folder).as_posix().removesuffix(SUFFIX)
        return docname if docname in self.docnames else None

    def create(self) -> None:
        """Make the stubs that there are not yet, and remove those of no document."""
        present = set(self._present())
        for docname in sorted(self._all - present):
            self._write(docname, "")
        for docname in sorted(present - self._all):
            self._remove(docname)

    def touch(self, docname: str, digest: str) -> None:
        """Say that what a document shows is now another."""
        self._write(docname, digest)

    def _write(self, docname: str, digest: str) -> None:
        file = self.file(docname)
        text = f"{docname} {digest}\n"
        with contextlib.suppress(OSError, UnicodeDecodeError):
            if file.read_text("utf-8") == text:
                return
        file.parent.mkdir(parents=True, exist_ok=True)
        # Another build may be reading: it sees the old or the new.
        other = file.with_name(f"{file.name}.{os.getpid()}")
        other.write_text(text, "utf-8")
        other.replace(file)

    def _remove(self, docname: str) -> None:
        with contextlib.suppress(OSError):
            self.file(docname).unlink()

    def _present(self) -> Iterator[str]:
        for folder, _, names in os.walk(self.folder):
            for name in names:
                if name.endswith(SUFFIX):
                    file = Path(folder, name).relative_to(self.folder)
                    yield file.as_posix().removesuffix(SUFFIX)
