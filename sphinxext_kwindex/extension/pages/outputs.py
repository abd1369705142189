"""Pages whose source is gone go from the output too: Sphinx itself keeps them."""

from __future__ import annotations

import contextlib
import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from ..domain import kwindex_domain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.builders import Builder

__all__ = ["remove_stale"]


def remove_stale(app: Sphinx, exception: Exception | None) -> None:
    """Remove the files of pages that an earlier build has written and this has not.

    A list of our pages is kept for each output folder. Only what it names is removed.
    """
    if exception is not None:
        return
    builder = app.builder
    outdir = os.path.relpath(builder.outdir, app.doctreedir)
    digest = hashlib.blake2b(f"{builder.name}\0{outdir}".encode(), digest_size=8)
    manifest = Path(app.doctreedir) / "kwindex" / f"written-{digest.hexdigest()}.txt"
    current = kwindex_domain(app.env).stubs.docnames
    before = _read(manifest)
    for docname in sorted(before - current - app.env.found_docs):
        for file in _files(builder, docname):
            with contextlib.suppress(OSError):
                file.unlink()
                _remove_empty(file.parent, Path(builder.outdir))
    if current != before:
        text = "".join(f"{docname}\n" for docname in sorted(current))
        manifest.write_text(text, "utf-8")


def _read(manifest: Path) -> frozenset[str]:
    try:
        return frozenset(manifest.read_text("utf-8").splitlines())
    except (OSError, UnicodeDecodeError):
        return frozenset()


def _files(builder: Builder, docname: str) -> Iterator[Path]:
    """Yield the file that a builder writes a document to, if it is one for each."""
    outdir = Path(builder.outdir).resolve()
    suffix = getattr(builder, "out_suffix", "")
    if hasattr(builder, "get_outfilename"):
        file = Path(builder.get_outfilename(docname))
    elif suffix:
        file = outdir / (docname + suffix)
    else:
        return
    # The list may have been written by anybody.
    if file.resolve().is_relative_to(outdir):
        yield file


def _remove_empty(folder: Path, outdir: Path) -> None:
    """Remove a folder and those above it, as long as they are empty."""
    while folder != outdir and outdir in folder.parents:
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent
