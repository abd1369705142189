"""Titles of generated pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...analysis import ReportKind
from ...render import file_anchor, report_title, visible
from .catalogue import PageKind

if TYPE_CHECKING:
    from .catalogue import Page

__all__ = ["page_anchor", "page_title"]

# Sphinx's search up to 8.2 puts titles into pages as HTML, unescaped
# (sphinx-doc/sphinx#13355); a file may be called `<img src=x>`.
_HARMLESS = str.maketrans({"<": "\u2039", ">": "\u203a"})


def page_title(page: Page) -> str:
    """Return the title of a page: the path, and what of it is there."""
    path = visible(page.key).translate(_HARMLESS)
    if page.kind is PageKind.FOLDER:
        return f"{path}/" if path else "Source files"
    if page.kind in {PageKind.SOURCE, PageKind.ROWS}:
        of = f"Keywords of {path}" if page.kind is PageKind.ROWS else path
        return f"{of}, part {page.number}"
    if page.kind is PageKind.USES:
        return (
            f"Uses of {path}, {page.number}" if page.number > 1 else f"Uses of {path}"
        )
    if page.kind is PageKind.KEYWORDS:
        return f"Keywords of {path or 'all files'}: {page.part}"
    if page.kind is PageKind.REPORT:
        title = report_title(ReportKind(page.part))
        of = f"{title} of {path}" if path else title
        return f"{of}, {page.number}" if page.number > 1 else of
    return path


def page_anchor(docname: str) -> str:
    """Return the id of a page's section; unlike all others in the project."""
    return f"{file_anchor(docname)}-page"
