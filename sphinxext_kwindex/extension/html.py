"""Views drawn as HTML, while a page is being written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..analysis import Section
from ..render import (
    escape,
    file_anchor,
    render_coverage,
    render_listing,
    render_picture,
    render_section,
    render_symbol,
    set_anchor,
)
from .destinations import is_c
from .draw_folder import draw_folder, draw_keywords
from .draw_parts import draw_parts
from .draw_reports import draw_report
from .draw_uses import draw_uses
from .drawing import Drawing, id_attribute
from .mentions import DOCUMENTED, NOTHING_MENTIONED, mentioned_by, place_title
from .targets import Target, card_anchor, documented_anchor, row_anchor
from .trail import draw_trail

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .records import View, ViewKind

__all__ = ["DRAW", "Drawing", "draw"]


def draw(drawing: Drawing, view: View, part: str) -> str:
    """Return a part of a view as HTML."""
    if part == "documented":
        return _documented(drawing, view)
    if part == "trail":
        return draw_trail(drawing)
    if part == "mentions":
        return _mentioned(drawing, view)
    answer = drawing.domain.session.answer(view)
    if answer is None:
        return ""
    if part == "top" or view.kind == "source":
        drawing.next_view()
    return DRAW[view.kind](drawing, view, answer, part)


def _file(drawing: Drawing, view: View, summary: Any, part: str) -> str:
    path = view.key
    if part == Section.SOURCE:
        listing = drawing.domain.session.listing(path, view.lines)
        return "" if listing is None else _listing(drawing, view, listing, part)
    homes = drawing.domain.session.homes_of(summary)
    drawing.domain.targets.prepare(homes)

    def anchor(usr: str) -> str | None:
        return drawing.claim(row_anchor(usr, path, homes.get(usr, ())))

    # An outline leads to its own rows, all others to where a symbol is documented.
    links = drawing.links(path, anchor, code=part == Section.STRUCTURE)
    section = Section.FACTS if part == "top" else Section(part)
    if view.kind == "rows" and section is Section.KEYWORDS:
        # There is no other part before it.
        drawing.next_view()
    name_only = "name-only" in dict(view.options)
    if summary.facts is None and part == "top":
        # How much of the file is known is said in any case.
        body = render_coverage(summary.coverage)
    else:
        body = render_section(summary, section, links, name_only=name_only)
    identity = ""
    if part == "top":
        identity = id_attribute(drawing.claim(file_anchor(path)))
        if drawing.read_from not in drawing.domain.stubs.docnames:
            # A page may show several files, and its title be anything.
            body = f'<p class="kwindex-path">{_path(drawing, path)}</p>{body}'
    return f'<div class="kwindex kwindex-{section.value}"{identity}>{body}</div>\n'


def _card(drawing: Drawing, view: View, summary: Any, part: str) -> str:
    drawing.domain.targets.prepare(drawing.domain.session.homes_of(summary))
    own = frozenset(view.usrs)

    def anchor(usr: str) -> str | None:
        return drawing.claim(card_anchor(usr)) if usr in own else None

    home = next(map(drawing.domain.targets.home, view.usrs), None)
    in_c = home is not None and is_c(drawing.domain, home.path)
    links = drawing.links("", anchor, c=in_c)
    identity = id_attribute(drawing.claim(set_anchor(summary.qualified_name)))
    body = render_symbol(summary, links)
    if summary.picture is not None:
        body += render_picture(summary.picture, links)
    return f'<div class="kwindex kwindex-card"{identity}>{body}</div>\n'


def _listing(drawing: Drawing, view: View, listing: Any, part: str) -> str:
    session = drawing.domain.session
    text = session.text(listing.path, listing.sha256)
    if text is None:
        changed = "The file has changed since it was indexed."
        return f'<p class="kwindex-missing">{changed}</p>\n'
    drawing.domain.targets.prepare({s.usr for s in listing.spans if s.kind})
    body = render_listing(
        text,
        listing,
        drawing.links(listing.path, drawing.claim, code=True),
        without_ids=drawing.claim_lines(listing.path, listing.first, listing.last),
    )
    parts = draw_parts(drawing, listing)
    return f'<div class="kwindex">{parts}{body}{parts}</div>\n'


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
    kind = "kwindex kwindex-documented"
    listed = f"<ul>{''.join(items)}</ul>"
    if view.kind == "file" and drawing.read_from in drawing.domain.stubs.docnames:
        # On a page of our own, a section as those around it.
        identity = id_attribute(drawing.claim(documented_anchor(view.key)))
        title = f"<h2>{DOCUMENTED}</h2>"
        return f'<section class="{kind}"{identity}>{title}{listed}</section>\n'
    return f'<div class="{kind}"><p class="rubric">{DOCUMENTED}</p>{listed}</div>\n'


def _mentioned(drawing: Drawing, view: View) -> str:
    domain = drawing.domain
    items = []
    for one in mentioned_by(domain.documents.get(view.key), domain.lookup):
        uri = drawing.uri(one.target) or one.uri
        name = f"<code>{escape(one.title)}</code>"
        items.append(f'<li><a href="{escape(uri)}">{name}</a></li>' if uri else "")
    body = "".join(items)
    if not body:
        return f'<p class="kwindex-missing">{NOTHING_MENTIONED}</p>\n'
    return f'<div class="kwindex"><ul class="kwindex-names">{body}</ul></div>\n'


def _path(drawing: Drawing, path: str) -> str:
    """Return the path of a file, linked to the hosted repository if there is one."""
    code = f"<code>{escape(path)}</code>"
    uri = drawing.domain.hosted.uri(path, None)
    return f'<a href="{escape(uri)}">{code}</a>' if uri else code


DRAW: Mapping[ViewKind, Callable[[Drawing, View, Any, str], str]] = {
    "file": _file,
    "symbol": _card,
    "source": _listing,
    "rows": _file,
    "uses": draw_uses,
    "folder": draw_folder,
    "keywords": draw_keywords,
    "report": draw_report,
}
"""How each kind of view is drawn: its answer (`answering.ANSWERS`), and the part."""
