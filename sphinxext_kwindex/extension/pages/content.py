"""What stands on a generated page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from ...analysis import FileSummary, FolderSummary, ReportKind, Section, listing_pages
from ..domain import kwindex_domain
from ..drawn import draw_ahead
from ..file_parts import file_parts, index_entries, searched_words, section_parts
from ..folder_parts import folder_parts, note_texts
from ..headings import Host
from ..nodes import view_node
from ..options import LAST_LINE
from ..records import View
from .catalogue import PageKind
from .keywords import keywords_view, orders_line
from .reports import further_pages, report_view, reports_section
from .titles import page_anchor, page_title
from .uses import uses_section, uses_view

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sphinx.environment import BuildEnvironment

    from ..domain import KwindexDomain
    from .catalogue import Page

__all__ = ["page_content", "page_view"]


def page_view(domain: KwindexDomain, docname: str, page: Page) -> View:
    """Return what a page shows, without its digest."""
    return _VIEWS[page.kind](domain, docname, page)


def page_content(
    env: BuildEnvironment, document: nodes.document, page: Page
) -> tuple[nodes.section, list[nodes.Node]]:
    """Return the section that is a page, and note what it shows.

    Its parts are apart: nothing in them is for a transform, and there are about fifty,
    each of which looks at every node. They are to be added before Sphinx collects the
    contents of the document.
    """
    domain, docname = kwindex_domain(env), env.docname
    view = page_view(domain, docname, page)
    view = view._replace(digest=domain.session.digest(view))
    domain.note_view(docname, view)
    title = page_title(page)
    section = nodes.section("", nodes.title("", title), ids=[page_anchor(docname)])
    section["classes"].append("kwindex-page")
    section += view_node(docname, view, "trail")
    parts = _CONTENTS[page.kind](domain, Host(document, docname), page, view)
    # A domain takes these, in a transform.
    section += [part for part in parts if isinstance(part, addnodes.index)]
    return section, [part for part in parts if not isinstance(part, addnodes.index)]


def _file_view(domain: KwindexDomain, docname: str, page: Page) -> View:
    parts = listing_pages(domain.session.reader, page.key)
    lines = parts[0] if len(parts) > 1 else (1, LAST_LINE)
    options = ("graph", ""), ("rows", "1"), ("source", ""), ("uses", "")
    return View("file", page.key, options, lines=lines)


def _file(
    domain: KwindexDomain, host: Host, page: Page, view: View
) -> list[nodes.Node]:
    summary = domain.session.answer(view)
    assert isinstance(summary, FileSummary)
    uses = uses_section(domain, host, page)
    parts = file_parts(domain, host, view, summary, uses)
    return _with_entries(domain, summary, parts)


def _rows_view(domain: KwindexDomain, docname: str, page: Page) -> View:
    return View("rows", page.key, (("page", str(page.number)),))


def _rows(
    domain: KwindexDomain, host: Host, page: Page, view: View
) -> list[nodes.Node]:
    summary = domain.session.answer(view)
    assert isinstance(summary, FileSummary)
    drawn = draw_ahead(domain, view, summary)
    parts: list[nodes.Node] = [
        view_node(
            host.docname,
            view,
            Section.KEYWORDS.value,
            *searched_words(summary),
            drawn=drawn,
        ),
        *section_parts(host, view, summary, [Section.REFERENCES], drawn),
    ]
    return _with_entries(domain, summary, parts)


def _with_entries(
    domain: KwindexDomain, summary: FileSummary, parts: list[nodes.Node]
) -> list[nodes.Node]:
    """Return the parts, and before them the entries of the general index."""
    if domain.catalogue.is_indexed:
        return [index_entries(domain, summary), *parts]
    return parts


def _source_view(domain: KwindexDomain, docname: str, page: Page) -> View:
    parts = listing_pages(domain.session.reader, page.key)
    return View("source", page.key, lines=parts[page.number - 1])


def _uses_view(domain: KwindexDomain, docname: str, page: Page) -> View:
    return uses_view(page.key, page.number)


def _one(domain: KwindexDomain, host: Host, page: Page, view: View) -> list[nodes.Node]:
    return [view_node(host.docname, view, "top")]


def _folder_view(domain: KwindexDomain, docname: str, page: Page) -> View:
    return View("folder", page.key)


def _folder(
    domain: KwindexDomain, host: Host, page: Page, view: View
) -> list[nodes.Node]:
    summary = domain.session.answer(view)
    if not isinstance(summary, FolderSummary):
        return []
    note_texts(domain.env, domain.session, summary)
    parts = folder_parts(host, view, summary)
    orders = orders_line(domain, host.docname, host.docname)
    if orders is not None and isinstance(parts[-1], nodes.section):
        # The keywords are the last section of a folder.
        parts[-1] += orders
    return parts + reports_section(domain, host, page)


def _keywords_view(domain: KwindexDomain, docname: str, page: Page) -> View:
    return keywords_view(domain, page)


def _keywords(
    domain: KwindexDomain, host: Host, page: Page, view: View
) -> list[nodes.Node]:
    orders = orders_line(domain, host.docname, page.parent)
    return [*([orders] if orders else []), view_node(host.docname, view, "top")]


def _report_view(domain: KwindexDomain, docname: str, page: Page) -> View:
    return report_view(page.key, ReportKind(page.part), page.number)


def _report(
    domain: KwindexDomain, host: Host, page: Page, view: View
) -> list[nodes.Node]:
    return [
        *further_pages(domain, host.docname, page),
        view_node(host.docname, view, "top"),
    ]


_VIEWS: Mapping[PageKind, Callable[[KwindexDomain, str, Page], View]] = {
    PageKind.FILE: _file_view,
    PageKind.FOLDER: _folder_view,
    PageKind.KEYWORDS: _keywords_view,
    PageKind.REPORT: _report_view,
    PageKind.ROWS: _rows_view,
    PageKind.SOURCE: _source_view,
    PageKind.USES: _uses_view,
}
_CONTENTS: Mapping[
    PageKind,
    Callable[[KwindexDomain, Host, Page, View], list[nodes.Node]],
] = {
    PageKind.FILE: _file,
    PageKind.FOLDER: _folder,
    PageKind.KEYWORDS: _keywords,
    PageKind.REPORT: _report,
    PageKind.ROWS: _rows,
    PageKind.SOURCE: _one,
    PageKind.USES: _one,
}
