"""Report pages of a tree: which there are, what each shows, the way to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from ...analysis import ReportKind, report_extent
from ...render import folder_anchor, report_title
from ..pieces import bullets, paragraph
from ..records import View
from .catalogue import PageKind
from .uses import page_link

if TYPE_CHECKING:
    from ...analysis import ReportExtent
    from ..domain import KwindexDomain
    from ..headings import Host
    from .catalogue import Page

__all__ = ["further_pages", "report_view", "reports_of", "reports_section"]


def reports_of(domain: KwindexDomain, folder: str) -> ReportExtent:
    """Return which reports a folder has.

    Kept in the environment: to find it anew takes a look at all files.
    """
    state = domain.session.content
    known: tuple[str, dict[str, ReportExtent]] = domain.data["reports"]
    if known[0] != state:
        known = domain.data["reports"] = (state, {})
    if folder not in known[1]:
        known[1][folder] = report_extent(domain.session.reports, folder)
    return known[1][folder]


def report_view(folder: str, kind: ReportKind, number: int) -> View:
    """Return the view of a page of a report, without its digest; 0: of all pages."""
    options = (("page", str(number)), ("report", kind.value))
    return View("report", folder, options)


def reports_section(domain: KwindexDomain, host: Host, page: Page) -> list[nodes.Node]:
    """Return links to the reports of a tree; nothing if it has none."""
    items = [
        [paragraph(page_link(host.docname, name, report_title(ReportKind(of.part))))]
        for name, of in _reports(domain, host.docname)
        if of.number == 1
    ]
    if not items:
        return []
    identity = f"{host.docname}\0{page.key}"
    anchor = f"{folder_anchor(identity)}-reports"
    return host.head("Reports", anchor, [bullets(items)])


def further_pages(domain: KwindexDomain, docname: str, page: Page) -> list[nodes.Node]:
    """Return links to the pages of the same report; nothing if it has one."""
    found = [
        (name, of.number)
        for name, of in _reports(domain, page.parent)
        if of.part == page.part
    ]
    if len(found) == 1:
        return []
    line: list[nodes.Node] = [nodes.Text("Page")]
    for name, number in found:
        text = str(number)
        here = nodes.strong("", text)
        line += [
            nodes.Text(" "),
            here if name == docname else page_link(docname, name, text),
        ]
    return [paragraph(*line)]


def _reports(domain: KwindexDomain, root: str) -> list[tuple[str, Page]]:
    pages = domain.catalogue.pages
    children = domain.catalogue.children.get(root, ())
    return [
        (name, pages[name]) for name in children if pages[name].kind is PageKind.REPORT
    ]
