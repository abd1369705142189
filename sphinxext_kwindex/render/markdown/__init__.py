"""Answers to Markdown, for the tree of pages that needs no HTML."""

from __future__ import annotations

from .escape import code, fenced, inline, link, table
from .keywords import keyword_tables
from .pieces import bullets, path_link, symbol_link
from .sections import SECTIONS, render_markdown
from .standing import costly_table, cycle_list, matrix_table

__all__ = [
    "SECTIONS",
    "bullets",
    "code",
    "costly_table",
    "cycle_list",
    "fenced",
    "inline",
    "keyword_tables",
    "link",
    "matrix_table",
    "path_link",
    "render_markdown",
    "symbol_link",
    "table",
]
