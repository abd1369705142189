"""Pictures of graphs as inline SVG, with a list that says the same."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ..analysis import PictureKind
from .escape import attribute, escape
from .picture_svg import svg_of
from .picture_words import picture_label, picture_lines, picture_more
from .pieces import folded
from .words import count

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..analysis import Picture
    from .links import Links
    from .picture_words import PictureLine

__all__ = ["render_picture"]


def render_picture(picture: Picture, links: Links) -> str:
    """Return a picture in a box that scrolls, and below it the same as a list."""
    if not picture:
        return ""
    label = picture_label(picture)
    short = _names(picture)
    lines = "".join(_line(line, short) for line in picture_lines(picture))
    arrows = count(len(picture.edges), "arrow")
    box = (
        '<div class="kwindex-picture-box" tabindex="0" role="group"'
        f"{attribute('aria-label', label)}>{svg_of(picture, links)}</div>"
    )
    parts = [
        box,
        folded(f"As a list: {arrows}", f'<ul class="kwindex-arrows">{lines}</ul>'),
    ]
    if picture.left_out:
        names = "".join(f"<li>{escape(name)}</li> " for name in picture.more)
        text = picture_more(picture)
        listed = f'<ul class="kwindex-paths">{names}</ul>'
        parts.append(folded(text, listed) if names else f"<p>{text}</p> ")
    return f'<div class="kwindex-picture">{"".join(parts)}</div>'


def _names(picture: Picture) -> dict[str, str]:
    """Return what files are called in the list: no more than tells them apart.

    The picture has their folders.
    """
    if picture.kind is not PictureKind.INCLUDES:
        return {}
    short = {node.name: node.name.rpartition("/")[2] for node in picture.nodes}
    times = Counter(short.values())
    return {name: last for name, last in short.items() if times[last] == 1}


def _line(line: PictureLine, names: Mapping[str, str]) -> str:
    # The picture has the links.
    leads = ", ".join(names.get(lead, lead) for lead in line.leads)
    name = names.get(line.node.name, line.node.name)
    return f"<li>{escape(name)} {line.verb} {escape(leads)}</li> "
