"""Views drawn as HTML, while a page is being written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.errors import NoUri

from ..analysis import FileSummary, Listing, Section, SymbolSummary
from ..render import (
    Links,
    escape,
    file_anchor,
    line_anchor,
    render_coverage,
    render_listing,
    render_section,
    render_symbol,
    set_anchor,
)
from .domain import kwindex_domain
from .mentions import DOCUMENTED, place_title
from .targets import Target, card_anchor

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.builders import Builder

    from .domain import KwindexDomain
    from .records import View

__all__ = ["Drawing", "draw"]


class Drawing:
    """What drawing on one page needs to remember."""

    def __init__(self, builder: Builder) -> None:
        self.builder = builder
        self.domain: KwindexDomain = kwindex_domain(builder.env)
        self.docname: str = getattr(builder, "current_docname", "")
        self.is_single = builder.name == "singlehtml"
        self.pages = _pages(builder) if self.is_single else None
        self._uris: dict[str, str | None] = {}
        self._owners: dict[str, int] = {}
        self._view = 0

    def next_view(self) -> None:
        """Begin a view: ids that an earlier one has given are not given again."""
        self._view += 1

    def claim(self, anchor: str) -> str | None:
        """Return an id if it is this view's to give."""
        return (
            anchor
            if self._owners.setdefault(anchor, self._view) == self._view
            else None
        )

    def uri(self, target: Target | None) -> str | None:
        """Return the address of a place as seen from the page."""
        if target is None:
            return None
        docname, anchor, _ = target
        if self.pages is not None:
            return f"#{anchor}" if docname in self.pages else None
        if docname == self.docname:
            return f"#{anchor}"
        if docname not in self._uris:
            try:
                uri = self.builder.get_relative_uri(self.docname, docname)
            except NoUri:
                self._uris[docname] = None
            else:
                self._uris[docname] = uri
        base = self._uris[docname]
        return None if base is None else f"{base}#{anchor}" if anchor else base

    def links(self, path: str, anchor: Callable[[str], str | None]) -> Links:
        """Return the links of a view; ``path`` is the file it shows, if any."""
        return Links(
            symbol=self._symbol,
            path=lambda of, line: self._path(of, line, path),
            anchor=anchor,
            set_anchor=lambda name: self.claim(set_anchor(name)),
        )

    def _symbol(self, usr: str) -> str | None:
        domain = self.domain
        found = self.uri(domain.targets.symbol(usr))
        if found:
            return found
        places = domain.session.homes((usr,)).get(usr)
        if not places:
            return None
        home = places[0]
        documented = self.uri(domain.documented.target(home.qualified_name))
        return documented or domain.hosted.uri(home.path, home.line) or None

    def _path(self, path: str, line: int | None, own: str) -> str | None:
        targets, hosted = self.domain.targets, self.domain.hosted
        if line is not None:
            found = self.uri(targets.line(path, line)) or hosted.uri(path, line)
            if found or path == own:
                return found or None
        return self.uri(targets.file(path)) or hosted.uri(path, line) or None


def _pages(builder: Builder) -> frozenset[str]:
    """Return the documents that singlehtml puts together."""
    found: set[str] = set()
    waiting = [builder.config.root_doc]
    while waiting:
        docname = waiting.pop()
        if docname not in found:
            found.add(docname)
            waiting += builder.env.toctree_includes.get(docname, [])
    return frozenset(found)


def draw(drawing: Drawing, view: View, part: str) -> str:
    """Return a part of a view as HTML."""
    if part == "documented":
        return _documented(drawing, view)
    answer = drawing.domain.session.answer(view)
    if part == "top" or view.kind == "source":
        drawing.next_view()
    if isinstance(answer, FileSummary):
        return _file(drawing, view, answer, part)
    if isinstance(answer, SymbolSummary):
        return _card(drawing, view, answer)
    if isinstance(answer, Listing):
        return _listing(drawing, answer)
    return ""


def _file(drawing: Drawing, view: View, summary: FileSummary, part: str) -> str:
    path = view.key
    if part == Section.SOURCE:
        listing = drawing.domain.session.listing(path)
        return "" if listing is None else _listing(drawing, listing)
    homes = drawing.domain.session.homes_of(summary)
    drawing.domain.targets.prepare(homes)

    def anchor(usr: str) -> str | None:
        return drawing.claim(drawing.domain.targets.row(usr, path, homes.get(usr, ())))

    links = drawing.links(path, anchor)
    section = Section.FACTS if part == "top" else Section(part)
    name_only = "name-only" in dict(view.options)
    if summary.facts is None and part == "top":
        # How much of the file is known is said in any case.
        body = render_coverage(summary.coverage)
    else:
        body = render_section(summary, section, links, name_only=name_only)
    identity = ""
    if part == "top":
        identity = _id(drawing.claim(file_anchor(path)))
        # A page may show several files, and its title be anything.
        body = f'<p class="kwindex-path">{_path(drawing, path)}</p>{body}'
    return f'<div class="kwindex kwindex-{section.value}"{identity}>{body}</div>\n'


def _card(drawing: Drawing, view: View, summary: SymbolSummary) -> str:
    drawing.domain.targets.prepare(drawing.domain.session.homes_of(summary))
    own = frozenset(view.usrs)

    def anchor(usr: str) -> str | None:
        return drawing.claim(card_anchor(usr)) if usr in own else None

    links = drawing.links("", anchor)
    identity = _id(drawing.claim(set_anchor(summary.qualified_name)))
    body = render_symbol(summary, links)
    return f'<div class="kwindex kwindex-card"{identity}>{body}</div>\n'


def _listing(drawing: Drawing, listing: Listing) -> str:
    session = drawing.domain.session
    text = session.text(listing.path, listing.sha256)
    if text is None:
        changed = "The file has changed since it was indexed."
        return f'<p class="kwindex-missing">{changed}</p>\n'
    drawing.domain.targets.prepare({s.usr for s in listing.spans if s.usr})
    body = render_listing(text, listing, drawing.links(listing.path, drawing.claim))
    for line in range(listing.first, listing.last + 1):
        anchor = line_anchor(listing.path, line)
        if drawing.claim(anchor) is None:
            # Listed twice on a page: the first has the id.
            body = body.replace(f' id="{anchor}"', "", 1)
    return f'<div class="kwindex">{body}</div>\n'


def _documented(drawing: Drawing, view: View) -> str:
    places = drawing.domain.mentions.of_view(view, but=drawing.docname)
    items = []
    for place in places:
        uri = drawing.uri(Target(place.docname, place.anchor))
        if uri:
            words = escape(place_title(drawing.builder.env, place))
            items.append(f'<li><a href="{escape(uri)}">{words}</a></li>')
    if not items:
        return ""
    return (
        f'<div class="kwindex kwindex-documented"><p class="rubric">{DOCUMENTED}</p>'
        f"<ul>{''.join(items)}</ul></div>\n"
    )


def _path(drawing: Drawing, path: str) -> str:
    """Return the path of a file, linked to the hosted repository if there is one."""
    code = f"<code>{escape(path)}</code>"
    uri = drawing.domain.hosted.uri(path, None)
    return f'<a href="{escape(uri)}">{code}</a>' if uri else code


def _id(anchor: str | None) -> str:
    return f' id="{anchor}"' if anchor else ""
