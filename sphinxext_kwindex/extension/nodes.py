"""The compact node that stands for a part of a view, and who draws it.

Builders whose format is html draw it while they write, from the index; for all others
`expand` replaces it by ordinary nodes before they see it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes

from ..scan import without_pauses
from .html import Drawing, draw

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from .records import View

__all__ = ["kw_view", "setup_nodes", "view_node", "view_of"]


class kw_view(nodes.General, nodes.Element):
    """A part of a view.

    Attributes: ``docname``, the document it was written in; ``view``, a `View` as a
    plain tuple; ``part``, a section's value, ``top``, or ``documented``; ``drawn``,
    what was drawn of the view when it was read (see `drawn`), or nothing. Its text, if
    any, is for the search alone; that of a child is of keywords, which large trees have
    a search of their own for.
    """


def view_node(
    docname: str,
    view: View,
    part: str,
    words: str = "",
    keywords: str = "",
    *,
    drawn: bytes = b"",
) -> kw_view:
    """Return a node for a part of a view.

    ``words`` and ``keywords`` are for the search.
    """
    node = kw_view("", docname=docname, view=tuple(view), part=part, drawn=drawn)
    if words:
        node += nodes.Text(words)
    if keywords:
        node += nodes.inline("", keywords)
    return node


def view_of(node: kw_view) -> View:
    """Return the view of a node."""
    from .records import View

    return View(*node["view"])


def visit_html(translator: Any, node: kw_view) -> None:
    """Draw a part of a view into a page."""
    drawing = getattr(translator, "kwindex_drawing", None)
    if drawing is None:
        drawing = translator.kwindex_drawing = Drawing(translator.builder)
    drawing.read_from = node["docname"]
    with without_pauses():
        view, part = view_of(node), node["part"]
        translator.body.append(draw(drawing, view, part, node["drawn"]))
    raise nodes.SkipNode


def visit_other(translator: Any, node: kw_view) -> None:
    """Leave out what no transform has replaced, in a translator of some extension."""
    raise nodes.SkipNode


def setup_nodes(app: Sphinx) -> None:
    """Register the node."""
    other = (visit_other, None)
    app.add_node(
        kw_view,
        html=(visit_html, None),
        latex=other,
        text=other,
        man=other,
        texinfo=other,
    )
