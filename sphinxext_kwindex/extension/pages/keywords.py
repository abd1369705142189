"""Keyword pages of a tree: by letter, by kind, by namespace; what each shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from ...analysis import KeywordOrder
from ...render import keyword_key_title
from ..pieces import paragraph
from ..records import View
from .catalogue import PageKind
from .uses import page_link

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ...analysis import KeywordPart
    from ..domain import KwindexDomain
    from .catalogue import Page

__all__ = ["keyword_labels", "keywords_view", "orders_line"]

_Parts = dict[KeywordOrder, tuple["KeywordPart", ...]]
_TITLES = {
    KeywordOrder.LETTER: "By letter",
    KeywordOrder.KIND: "By kind",
    KeywordOrder.NAMESPACE: "By namespace",
}


def keyword_labels(domain: KwindexDomain, folder: str) -> Mapping[str, tuple[str, ...]]:
    """Return the titles of the pages that a tree's keywords have, for each order.

    Kept in the environment: to find them anew takes a look at all files.
    """
    state = domain.keywords_state
    known: tuple[str, dict[str, _Parts]] = domain.data["parts"]
    if known[0] != state:
        known = domain.data["parts"] = (state, {})
    if folder not in known[1]:
        found = domain.session.folder_keywords(folder, None)
        parts = {order: found.parts(order) for order in KeywordOrder}
        known[1][folder] = {order: some for order, some in parts.items() if some}
    return {
        order.value: tuple(_label(order, part) for part in parts)
        for order, parts in known[1][folder].items()
    }


def _label(order: KeywordOrder, part: KeywordPart) -> str:
    if order is KeywordOrder.LETTER:
        return part.label
    first, last = (keyword_key_title(order, part.keys[at]) for at in (0, -1))
    if part.number:
        return f"{first}, {part.label}"
    return first if len(part.keys) == 1 else f"{first} \u2013 {last}"


def keywords_view(domain: KwindexDomain, page: Page) -> View:
    """Return what a keyword page shows, without its digest."""
    # As the pages were listed, whatever was indexed since.
    orders: _Parts = domain.data["parts"][1][page.key]
    order = KeywordOrder(page.order)
    part = orders[order][page.number - 1]
    # Which orders there are stands on the page: where it changes, it is read anew.
    options = [("by", order.value), ("keys", "\n".join(part.keys))]
    options.append(("orders", " ".join(one.value for one in orders)))
    if part.number:
        options.append(("page", str(part.number)))
    return View("keywords", page.key, tuple(options))


def orders_line(
    domain: KwindexDomain, docname: str, root: str
) -> nodes.paragraph | None:
    """Return links to the keywords of a tree in each order; None if it has no pages.

    ``root`` is the docname of the tree's own page, ``docname`` that of the link.
    """
    line: list[nodes.Node] = []
    pages = domain.catalogue.pages
    here = pages[docname]
    for order, first in _first_pages(domain, root):
        title = _TITLES[order]
        is_here = here.kind is PageKind.KEYWORDS and here.order == order.value
        line += [
            nodes.Text(" \u00b7 " if line else "Keywords: "),
            nodes.strong("", title) if is_here else page_link(docname, first, title),
        ]
    return paragraph(*line) if line else None


def _first_pages(
    domain: KwindexDomain, root: str
) -> Iterator[tuple[KeywordOrder, str]]:
    pages = domain.catalogue.pages
    for name in domain.catalogue.children.get(root, ()):
        page = pages[name]
        if page.kind is PageKind.KEYWORDS and page.number == 1:
            yield KeywordOrder(page.order), name
