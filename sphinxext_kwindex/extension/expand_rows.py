"""The way between the pages that share the keywords of a file, as ordinary nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from ..render import row_page_words
from .pages.titles import page_anchor
from .pieces import bullets, paragraph
from .targets import Target

if TYPE_CHECKING:
    from ..analysis import FileSummary
    from .pieces import Linker

__all__ = ["row_page_nodes"]


def row_page_nodes(summary: FileSummary, linker: Linker) -> list[nodes.Node]:
    """Return references to all but this page; nothing if there is one."""
    pages = linker.domain.shown.rows.get(summary.path, {})
    items = []
    for page in summary.row_pages:
        docname = pages.get(page.number)
        if page.number != summary.options.page and docname is not None:
            text = nodes.Text(row_page_words(page))
            target = Target(docname, page_anchor(docname))
            items.append([paragraph(linker.reference(target, text))])
    if not items:
        return []
    return [paragraph(nodes.Text("On other pages:")), bullets(items)]
