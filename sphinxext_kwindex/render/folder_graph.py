"""What the include graph says of a folder, as HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .graph_facts import render_costly_headers, render_cycles
from .matrix import render_matrix
from .picture import render_picture

if TYPE_CHECKING:
    from ..analysis import FolderGraph
    from .links import Links

__all__ = ["FOLDER_GRAPH_TITLES", "render_folder_graph"]

FOLDER_GRAPH_TITLES = (
    "Includes between the folders",
    "Cycles of includes",
    "Costly headers",
)
"""Headings of the parts of `render_folder_graph`, which the text builders have too."""


def render_folder_graph(found: FolderGraph, links: Links) -> str:
    """Return picture and matrix, cycles, and costly headers, each with its heading."""
    parts = (
        render_picture(found.picture, links) + render_matrix(found.matrix, links),
        render_cycles(found.cycles, links),
        render_costly_headers(found.costly, links),
    )
    return "".join(
        f'<p class="kwindex-heading">{title}</p> {part}'
        for title, part in zip(FOLDER_GRAPH_TITLES, parts, strict=True)
        if part
    )
