"""Views drawn as HTML, while a page is being written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..analysis import Section
from ..render import (
    escape,
    render_listing,
    render_picture,
    render_symbol,
    set_anchor,
)
from .destinations import is_c
from .draw_file import draw_file
from .draw_folder import draw_folder, draw_keywords
from .draw_parts import draw_parts
from .draw_reports import draw_report
from .draw_uses import draw_uses
from .drawing import Drawing, id_attribute
from .mentions import DOCUMENTED, NOTHING_MENTIONED, mentioned_by, place_title
from .targets import Target, card_anchor, documented_anchor
from .trail import draw_trail

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .records import View, ViewKind

__all__ = ["DRAW", "Drawing", "draw"]


def draw(drawing: Drawing, view: View, part: str, drawn: bytes = b"") -> str:
    """Return a part of a view as HTML; ``drawn`` is what is drawn of it already."""
    if part == "documented":
        return _documented(drawing, view)
    if part == "trail":
        return draw_trail(drawing)
    if part == "mentions":
        return _mentioned(drawing, view)
    if view.kind in {"file", "rows"}:
        return _file(drawing, view, part, drawn)
    answer = drawing.domain.session.answer(view)
    if answer is None:
        return ""
    if part == "top" or view.kind == "source":
        drawing.next_view()
    return DRAW[view.kind](drawing, view, answer, part)


def _file(drawing: Drawing, view: View, part: str, drawn: bytes) -> str:
    if part == Section.SOURCE:
        listing = drawing.domain.session.listing(view.key, view.lines)
        return "" if listing is None else _listing(drawing, view, listing, part)
    return draw_file(drawing, view, part, drawn)


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
            items.append(f'<li><a href="{escape(uri)}">{words}</a></li> ')
    if not items:
        return ""
    kind = "kwindex kwindex-documented"
    listed = f"<ul>{''.join(items)}</ul>"
    if view.kind == "file" and drawing.read_from in drawing.domain.stubs.docnames:
        # On a page of our own, a section as those around it.
        identity = id_attribute(drawing.claim(documented_anchor(view.key)))
        title = f"<h2>{DOCUMENTED}</h2> "
        return f'<section class="{kind}"{identity}>{title}{listed}</section>\n'
    return f'<div class="{kind}"><p class="rubric">{DOCUMENTED}</p> {listed}</div>\n'


def _mentioned(drawing: Drawing, view: View) -> str:
    domain = drawing.domain
    items = []
    for one in mentioned_by(domain.documents.get(view.key), domain.lookup):
        uri = drawing.uri(one.target) or one.uri
        name = f"<code>{escape(one.title)}</code>"
        items.append(f'<li><a href="{escape(uri)}">{name}</a></li> ' if uri else "")
    body = "".join(items)
    if not body:
        return f'<p class="kwindex-missing">{NOTHING_MENTIONED}</p>\n'
    return f'<div class="kwindex"><ul class="kwindex-names">{body}</ul></div>\n'


DRAW: Mapping[ViewKind, Callable[[Drawing, View, Any, str], str]] = {
    "symbol": _card,
    "source": _listing,
    "uses": draw_uses,
    "folder": draw_folder,
    "keywords": draw_keywords,
    "report": draw_report,
}
"""How a kind of view is drawn: its answer (`answering.ANSWERS`), and the part; of
files see `draw_file`."""
