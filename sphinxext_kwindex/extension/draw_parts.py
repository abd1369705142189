"""The way between the pages that share a long listing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..render import escape, line_anchor
from .targets import Target

if TYPE_CHECKING:
    from ..analysis import Listing
    from .drawing import Drawing

__all__ = ["draw_parts"]


def draw_parts(drawing: Drawing, listing: Listing) -> str:
    """Return links to all parts of a listing; nothing if it is whole, or not a part."""
    parts = drawing.domain.shown.parts.get(listing.path, ())
    here = (listing.first, listing.last)
    if here not in [(part.first, part.last) for part in parts]:
        return ""
    items = []
    for part in parts:
        words = f"{part.first:,}\u2013{part.last:,}"
        anchor = line_anchor(listing.path, part.first)
        uri = drawing.uri(Target(part.docname, anchor))
        if (part.first, part.last) == here or uri is None:
            items.append(f'<li aria-current="page">{words}</li> ')
        else:
            items.append(f'<li><a href="{escape(uri)}">{words}</a></li> ')
    return (
        '<nav class="kwindex-parts" aria-label="Parts of the listing">Lines'
        f" <ol>{''.join(items)}</ol></nav>"
    )
