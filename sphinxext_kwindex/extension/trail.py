"""The way from the tree's own page down to a generated page: links to its folders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from ..analysis import ReportKind
from ..render import escape, report_title, visible
from .pages.catalogue import PageKind
from .pages.titles import page_anchor
from .pieces import paragraph
from .targets import Target

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .domain import KwindexDomain
    from .drawing import Drawing
    from .pieces import Linker

__all__ = ["draw_trail", "expand_trail"]


def draw_trail(drawing: Drawing) -> str:
    """Return the way as HTML, with a link to the hosted repository if there is one."""
    domain, docname = drawing.domain, drawing.read_from
    items = []
    steps = tuple(_steps(domain, docname))
    if len(steps) == 1:
        # The title says the same.
        steps = ()
    for name, words in steps:
        anchor = page_anchor(name) if drawing.is_single else ""
        uri = None if name == docname else drawing.uri(Target(name, anchor))
        text = escape(words)
        if name == docname:
            items.append(f'<li aria-current="page">{text}</li> ')
        else:
            link = f'<li><a href="{escape(uri)}">{text}</a></li> ' if uri else ""
            items.append(link)
    page = domain.catalogue.pages[docname]
    uri = domain.hosted.uri(page.key, None)
    if not items and not uri:
        return ""
    hosted = f'<a class="kwindex-hosted" href="{escape(uri)}">Repository</a>'
    return (
        '<nav class="kwindex kwindex-trail" aria-label="Folders">'
        f"<ol>{''.join(items)}</ol>{hosted if uri else ''}</nav>\n"
    )


def expand_trail(linker: Linker) -> list[nodes.Node]:
    """Return the way as a paragraph."""
    parts: list[nodes.Node] = []
    for name, words in _steps(linker.domain, linker.docname):
        text = nodes.Text(visible(words))
        if name != linker.docname:
            target = Target(name, page_anchor(name))
            parts += [linker.reference(target, text), nodes.Text(" / ")]
        else:
            parts.append(text)
    return [paragraph(*parts)]


def _steps(domain: KwindexDomain, docname: str) -> Iterator[tuple[str, str]]:
    """Yield docname and words of each page on the way, the page itself last."""
    above = ""
    for name in domain.catalogue.trail(docname):
        page = domain.catalogue.pages[name]
        if page.kind in {PageKind.FOLDER, PageKind.FILE}:
            words = page.key.removeprefix(above).strip("/") or "Source files"
            above = page.key
        elif page.kind is PageKind.SOURCE:
            words = f"part {page.number}"
        elif page.kind is PageKind.ROWS:
            words = f"keywords, part {page.number}"
        elif page.kind is PageKind.USES:
            words = "uses"
        elif page.kind is PageKind.REPORT:
            words = report_title(ReportKind(page.part))
            words += f", {page.number}" if page.number > 1 else ""
        else:
            words = f"keywords {page.part}"
        yield name, words
