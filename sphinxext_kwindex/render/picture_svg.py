"""The drawing itself of a picture, as SVG.

No script, and a look that can be read without the style sheet: all lines have the
colour of the text around them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..analysis import PictureKind, PictureSide
from ..model import is_usr
from .escape import attribute, escape
from .layout import lay_out
from .picture_words import VERBS
from .words import count

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ..analysis import Picture, PictureNode
    from .layout import Box, Route
    from .links import Links

__all__ = ["svg_of"]

_CHARACTER = 6.7
"""Width of a letter of a name, in pixels: 0.6 of 11, as monospaced fonts have it."""
_SMALL = 5.5
"""Width of a letter of the folder below it."""
_LONGEST = 28
"""Letters of a name; of longer ones the end is shown."""
_LONGEST_SMALL = 34
_PADDING = 14
_LOW = 22
"""Height of a node of one line."""
_HIGH = 36
"""Height of a node of two lines."""
_HEAD = 6
"""Length of the head of an arrow."""
_TITLED = 30
"""Arrows that have titles, if they have weights; the list has those of all."""
_THICK = ((100, 3.5), (20, 2.5), (5, 1.75))
"""Width of a line from a weight on."""


def svg_of(picture: Picture, links: Links) -> str:
    """Return the drawing.

    It is no image in its own right, which must not have links in it: its nodes are
    links like all others, and the list below says in words how they are joined.
    """
    labels = _labels(picture)
    high = any(one.small for one in labels)
    height = _HIGH if high else _LOW
    weights = {edge[:2]: edge.weight for edge in picture.edges}
    layout = lay_out([one.width for one in labels], weights, height=height)
    arrows = _drawn(layout.routes, weights, picture)
    nodes = "".join(
        _node(node, text, box, height, links)
        for node, text, box in zip(picture.nodes, labels, layout.boxes, strict=True)
    )
    size = f"{layout.width} {layout.height}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}"'
        f' width="{layout.width}" height="{layout.height}"'
        ' font-family="monospace" font-size="11" fill="currentColor"'
        f' stroke="currentColor">{arrows}<g stroke-width=".5" text-anchor="middle">'
        f"{nodes}</g></svg>"
    )


def _drawn(
    routes: Iterable[Route], weights: Mapping[tuple[int, int], int], picture: Picture
) -> str:
    """Return all arrows: few between folders one by one, with their weights."""
    is_weighed = picture.kind is PictureKind.FOLDERS
    if is_weighed and len(weights) <= _TITLED:
        return "".join(
            _group(
                [route], _weight(weights[route[:2]]), _title(route, weights, picture)
            )
            for route in routes
        )
    # Two paths for all that look the same: half the size.
    looks: dict[tuple[bool, float], list[Route]] = {}
    for route in routes:
        width = _weight(weights[route[:2]]) if is_weighed else 1
        looks.setdefault((route.back, width), []).append(route)
    return "".join(_group(some, look[1]) for look, some in sorted(looks.items()))


def _group(routes: Sequence[Route], width: float = 1, title: str = "") -> str:
    lines = "".join(map(_way, routes))
    # Arrows that end at one node have one head.
    heads = "".join(dict.fromkeys(map(_head, routes)))
    look = f' stroke-width="{width}"' if width != 1 else ""
    name = "kwindex-back" if routes[0].back else "kwindex-forward"
    said = f"<title>{escape(title)}</title> " if title else ""
    return (
        f'<g class="{name}">{said}<path d="{lines}" fill="none"{look}/>'
        f'<path d="{heads}" stroke="none"/></g>'
    )


def _title(
    route: Route, weights: Mapping[tuple[int, int], int], picture: Picture
) -> str:
    source, target = picture.nodes[route.source].name, picture.nodes[route.target].name
    times = count(weights[route[:2]], "time")
    return f"{source} {VERBS[picture.kind]} {target}: {times}"


def _weight(weight: int) -> float:
    return next((width for least, width in _THICK if weight >= least), 1)


def _way(route: Route) -> str:
    """Return a line: curved between the columns, straight in them."""
    start, y = route.points[0][0], route.points[0][2]
    path = [f"M{start} {y}"]
    x = start
    last = len(route.points) - 1
    for number, (enter, leave, at) in enumerate(route.points):
        # The head takes the last bit.
        short = 0 if number < last else _HEAD if route.back else -_HEAD
        if number:
            path.append(_curve(x, y, enter + short * (enter == leave), at))
        if enter != leave:
            path.append(f"H{leave + short}")
        x, y = leave, at
    return "".join(path)


def _head(route: Route) -> str:
    _, end, height = route.points[-1]
    return f"M{end} {height}l{_HEAD if route.back else -_HEAD} -3v6z"


def _curve(x: int, y: int, to_x: int, to_y: int) -> str:
    if y == to_y:
        return f"H{to_x}"
    middle = (x + to_x) // 2
    return f"C{middle} {y} {middle} {to_y} {to_x} {to_y}"


def _node(node: PictureNode, label: _Label, box: Box, height: int, links: Links) -> str:
    top = box.y - height // 2
    middle = box.x + box.width // 2
    rect = (
        f'<rect x="{box.x}" y="{top}" width="{box.width}" height="{height}"'
        ' fill="none"/>'
    )
    y = box.y + (-2 if label.small else 4)
    text = f'<text x="{middle}" y="{y}">{escape(label.name)}</text> '
    if label.small:
        small = escape(label.small)
        text += f'<text x="{middle}" y="{y + 13}" font-size="9">{small}</text> '
    title = "" if label.is_whole else f"<title>{escape(node.name)}</title> "
    body = f"{title}{rect}{text}"
    if node.side is PictureSide.SELF:
        return f'<g class="kwindex-self">{body}</g>'
    href = attribute("href", _address(node, links))
    return f"<a{href}>{body}</a>" if href else f"<g>{body}</g>"


def _address(node: PictureNode, links: Links) -> str | None:
    """Return where a node leads."""
    if not node.key:
        return None
    if is_usr(node.key):
        return links.symbol(node.key)
    return links.path(node.key, None) or links.folder(node.key)


@dataclass(frozen=True, slots=True)
class _Label:
    """The lines in a node."""

    name: str
    small: str
    is_whole: bool
    """Whether nothing of the node's name is missing, but what goes without saying."""

    @property
    def width(self) -> int:
        """In pixels, with the room at both ends."""
        letters = max(len(self.name) * _CHARACTER, len(self.small) * _SMALL)
        return round(letters) + _PADDING


def _labels(picture: Picture) -> list[_Label]:
    return [_label(node.name, picture) for node in picture.nodes]


def _label(name: str, picture: Picture) -> _Label:
    if picture.kind is PictureKind.FOLDERS:
        if name == picture.name or (name == "." and not picture.name):
            return _Label("files right here", "", is_whole=False)
        return _Label(_end(name.rpartition("/")[2], _LONGEST), "", is_whole=False)
    if picture.kind is PictureKind.BASES:
        # The scope goes below, but for what stands between the brackets of a template.
        small, _, last = name.partition("<")[0].rpartition("::")
        shown = name[len(small) + 2 :] if small else last + name[len(last) :]
    else:
        folder, _, shown = name.rpartition("/")
        own = picture.name.rpartition("/")[0]
        small = "" if folder == own else folder or "/"
    is_whole = len(shown) <= _LONGEST and len(small) <= _LONGEST_SMALL
    return _Label(_end(shown, _LONGEST), _end(small, _LONGEST_SMALL), is_whole=is_whole)


def _end(text: str, longest: int) -> str:
    return (
        text
        if len(text) <= longest
        else f"\N{HORIZONTAL ELLIPSIS}{text[1 - longest :]}"
    )
