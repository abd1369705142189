"""Pages of uses drawn as HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..render import render_uses
from .targets import Target

if TYPE_CHECKING:
    from .drawing import Drawing
    from .records import View

__all__ = ["draw_uses"]


def draw_uses(drawing: Drawing, view: View, page: Any, part: str) -> str:
    """Return a page of the uses of a file's symbols."""
    domain = drawing.domain
    domain.targets.prepare(domain.session.homes_of(page))
    pages = domain.shown.uses.get(page.path, {})

    def address(number: int) -> str | None:
        docname = pages.get(number)
        return None if docname is None else drawing.uri(Target(docname, ""))

    body = render_uses(
        page,
        drawing.links(page.path, drawing.claim),
        before=address(page.number - 1),
        after=address(page.number + 1),
    )
    return f'<div class="kwindex">{body}</div>\n'
