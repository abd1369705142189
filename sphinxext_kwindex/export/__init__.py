"""The index as a tree of Markdown pages that mirrors the sources; no Sphinx."""

from __future__ import annotations

from .export import ExportReport, ExportSettings, export_pages
from .files import Mention
from .hosted import HostedRepository, read_commit

__all__ = [
    "ExportReport",
    "ExportSettings",
    "HostedRepository",
    "Mention",
    "export_pages",
    "read_commit",
]
