"""Where the page of a file has the uses of its symbols, or the way to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from ...analysis import uses_pages
from ...render import file_anchor
from ..nodes import view_node
from ..pieces import bullets, paragraph
from ..records import View
from .catalogue import PageKind

if TYPE_CHECKING:
    from sphinx.addnodes import pending_xref

    from ..domain import KwindexDomain
    from ..headings import Host
    from .catalogue import Page

__all__ = ["page_link", "uses_section", "uses_view"]


def uses_view(path: str, number: int) -> View:
    """Return the view of a page of uses, without its digest."""
    return View("uses", path, (("page", str(number)),))


def uses_section(domain: KwindexDomain, host: Host, page: Page) -> list[nodes.Node]:
    """Return the uses of a file's symbols, if they are few; else links to their pages.

    Nothing if there are none.
    """
    session = domain.session
    spans = uses_pages(session.reader, page.key, session.is_test)
    if not spans:
        return []
    children = domain.catalogue.children.get(host.docname, ())
    pages = domain.catalogue.pages
    further = [name for name in children if pages[name].kind is PageKind.USES]
    anchor = f"{file_anchor(page.key)}-uses"
    if further:
        items = [
            [
                paragraph(
                    page_link(
                        host.docname,
                        name,
                        f"Symbols of lines {span.first} to {span.last}",
                    )
                )
            ]
            for name, span in zip(further, spans, strict=False)
        ]
        return host.head("Uses", anchor, [bullets(items)])
    view = uses_view(page.key, 1)
    view = view._replace(digest=session.digest(view))
    domain.note_view(host.docname, view)
    part = view_node(host.docname, view, "top")
    return host.head("Uses", anchor, [part])


def page_link(docname: str, target: str, text: str) -> pending_xref:
    """Return a link from a page to another, as the role ``doc`` makes it."""
    from sphinx.addnodes import pending_xref

    return pending_xref(
        "",
        nodes.inline("", text),
        refdomain="std",
        reftype="doc",
        reftarget=f"/{target}",
        refexplicit=True,
        refwarn=True,
        refdoc=docname,
    )
