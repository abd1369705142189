"""Keyword pages of a tree: which there are, and what each shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..records import View

if TYPE_CHECKING:
    from ...analysis import KeywordPart
    from ..domain import KwindexDomain
    from .catalogue import Page

__all__ = ["keyword_parts", "keywords_view"]


def keyword_parts(domain: KwindexDomain, folder: str) -> tuple[KeywordPart, ...]:
    """Return what makes a page each of the keywords of a tree's folder, to list them.

    Kept in the environment: to find it anew takes a look at all files.
    """
    state = domain.session.content
    known: tuple[str, dict[str, tuple[KeywordPart, ...]]] = domain.data["parts"]
    if known[0] != state:
        known = domain.data["parts"] = (state, {})
    if folder not in known[1]:
        known[1][folder] = domain.session.folder_keywords(folder, None).parts()
    return known[1][folder]


def keywords_view(domain: KwindexDomain, page: Page) -> View:
    """Return what a keyword page shows, without its digest."""
    # As the pages were listed, whatever was indexed since.
    part: KeywordPart = domain.data["parts"][1][page.key][page.number - 1]
    options = [("letters", ", ".join(part.keys))]
    if part.number:
        options.append(("page", str(part.number)))
    return View("keywords", page.key, tuple(options))
