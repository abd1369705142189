"""``kwindex export``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import KwindexError
from ..export import ExportSettings, export_pages
from ..store import IndexReader

if TYPE_CHECKING:
    from argparse import Namespace

    from .terminal import Terminal

__all__ = ["export"]


def export(arguments: Namespace, terminal: Terminal) -> int:
    """Write an index as a tree of Markdown pages and say how many."""
    if not arguments.root.is_dir():
        raise KwindexError(f"{str(arguments.root)!r} is no folder; check --root")
    settings = ExportSettings(
        out=arguments.out,
        root=arguments.root,
        source_url=arguments.source_url,
        name=arguments.name,
    )
    with (
        IndexReader(arguments.database) as reader,
        terminal.progress("Writing", quiet=arguments.quiet) as progress,
    ):
        report = export_pages(reader, settings, progress=progress)
    if not arguments.quiet:
        same = report.files - report.written
        terminal.line(
            f"{report.files:,} files: {report.written:,} written, {same:,} unchanged,"
            f" {report.removed:,} removed"
        )
    return 0
