"""Directives: they ask the index and emit a few compact nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .file import FileDirective
from .folder import FolderDirective, KeywordsDirective
from .includes import IncludesDirective
from .mentions import MentionsDirective
from .report import ReportDirective
from .source import SourceDirective
from .symbol import SymbolDirective
from .tree import TreeDirective

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = [
    "FileDirective",
    "FolderDirective",
    "IncludesDirective",
    "KeywordsDirective",
    "MentionsDirective",
    "ReportDirective",
    "SourceDirective",
    "SymbolDirective",
    "setup_directives",
]


def setup_directives(app: Sphinx) -> None:
    """Register the directives, for reST and MyST alike."""
    app.add_directive("kwindex", FileDirective)
    app.add_directive("kwindex-includes", IncludesDirective)
    app.add_directive("kwindex-folder", FolderDirective)
    app.add_directive("kwindex-keywords", KeywordsDirective)
    app.add_directive("kwindex-symbol", SymbolDirective)
    app.add_directive("kwindex-source", SourceDirective)
    app.add_directive("kwindex-mentions", MentionsDirective)
    app.add_directive("kwindex-report", ReportDirective)
    app.add_directive("kwindex-tree", TreeDirective)
