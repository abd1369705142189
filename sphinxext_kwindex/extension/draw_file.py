"""The sections of a file's view, drawn as HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..analysis import FileSummary, Section
from ..render import escape, file_anchor
from .drawing import id_attribute
from .drawn import render_part, templates_in
from .targets import row_anchor

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..model import Place
    from ..render import Links
    from .drawing import Ahead, Drawing
    from .records import View

__all__ = ["draw_file"]


def draw_file(drawing: Drawing, view: View, part: str, drawn: bytes) -> str:
    """Return a part of a file's view: what was ``drawn`` with it, if anything was."""
    session, path = drawing.domain.session, view.key
    templates, homes = _ahead(drawing, drawn)
    first = Section.KEYWORDS if view.kind == "rows" else "top"
    if part == first:
        drawing.next_view()
    if part in templates:
        links = _links(drawing, path, homes, part)
        return _framed(drawing, path, part, templates[part].fill(links))
    summary = session.answer(view)
    if not isinstance(summary, FileSummary):
        return ""
    homes = session.homes_of(summary)
    drawing.domain.targets.prepare(homes)
    links = _links(drawing, path, homes, part)
    name_only = "name-only" in dict(view.options)
    body = render_part(summary, part, links, name_only=name_only)
    return _framed(drawing, path, part, body)


def _ahead(drawing: Drawing, drawn: bytes) -> Ahead:
    """Return what is drawn already, and the places of what it names.

    Kept for one view: its parts are drawn one after the other.
    """
    if drawing.ahead is None or drawing.ahead[0] is not drawn:
        templates = templates_in(drawn)
        usrs = {usr for one in templates.values() for usr in one.usrs()}
        homes = drawing.domain.session.homes(usrs)
        drawing.domain.targets.prepare(homes)
        drawing.ahead = drawn, (templates, homes)
    return drawing.ahead[1]


def _links(
    drawing: Drawing, path: str, homes: Mapping[str, tuple[Place, ...]], part: str
) -> Links:
    def anchor(usr: str) -> str | None:
        return drawing.claim(row_anchor(usr, path, homes.get(usr, ())))

    # An outline leads to its own rows, all others to where a symbol is documented.
    return drawing.links(path, anchor, code=part == Section.STRUCTURE)


def _framed(drawing: Drawing, path: str, part: str, body: str) -> str:
    identity = ""
    if part == "top":
        identity = id_attribute(drawing.claim(file_anchor(path)))
        if drawing.read_from not in drawing.domain.stubs.docnames:
            # A page may show several files, and its title be anything.
            body = f'<p class="kwindex-path">{_path(drawing, path)}</p> {body}'
    name = Section.FACTS.value if part == "top" else part
    return f'<div class="kwindex kwindex-{name}"{identity}>{body}</div>\n'


def _path(drawing: Drawing, path: str) -> str:
    """Return the path of a file, linked to the hosted repository if there is one."""
    code = f"<code>{escape(path)}</code>"
    uri = drawing.domain.hosted.uri(path, None)
    return f'<a href="{escape(uri)}">{code}</a>' if uri else code
