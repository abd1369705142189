"""C and C++ in code blocks of the documentation, its names linked.

What stands there is not compiled, so a name is linked where it can mean one thing only
(`Lookup.by_name`); the link's title says that it was found by name.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..render import attribute
from .code_names import CODE_LANGUAGES, names_in_code
from .drawing import Drawing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

    from .lookup import Found

__all__ = ["link_names", "setup_code_blocks"]

_TAG = re.compile(r"<[^>]*>")
_PIECE = re.compile(r"(<[^>]*>)|(&[^;\s]{1,10};)|([^<&]+)")
_PRE = re.compile(r"(<pre\b[^>]*>)(.*?)(</pre>)", re.DOTALL)


class kw_code(nodes.literal_block):  # noqa: N801  (a docutils node)
    """A code block whose names are to be linked."""


class MarkCode(SphinxPostTransform):
    """Mark the code blocks in a language of the C family."""

    default_priority = 900
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Replace the nodes by ours, which are the same but for the class."""
        for block in list(self.document.findall(nodes.literal_block)):
            language = str(block.get("language", "")).lower()
            if type(block) is nodes.literal_block and language in CODE_LANGUAGES:
                marked = kw_code(block.rawsource, "", *block.children)
                marked.attributes = block.attributes
                marked.source, marked.line = block.source, block.line
                block.replace_self(marked)


def visit_code(translator: Any, node: kw_code) -> None:
    """Draw a block as Sphinx does, then link its names."""
    try:
        translator.visit_literal_block(node)
    except nodes.SkipNode:
        drawing = getattr(translator, "kwindex_drawing", None)
        if drawing is None:
            drawing = translator.kwindex_drawing = Drawing(translator.builder)
        body = translator.body
        body[-1] = _linked(body[-1], node.rawsource, drawing)
        raise


def depart_code(translator: Any, node: kw_code) -> None:
    """End a block that was not highlighted."""
    translator.depart_literal_block(node)


def _linked(body: str, code: str, drawing: Drawing) -> str:
    """Return a drawn block with links in it."""
    links = dict(_links(code, drawing))
    if not links:
        return body
    # Of two (line numbers in a table) the last one is the code.
    found = list(_PRE.finditer(body))
    if not found:
        return body
    pre = found[-1]
    return body[: pre.start(2)] + link_names(pre[2], code, links) + body[pre.end(2) :]


def _links(code: str, drawing: Drawing) -> Iterator[tuple[int, tuple[int, str]]]:
    """Yield where each link begins, where it ends, and its opening tag."""
    lookup = drawing.domain.lookup
    for one in names_in_code(code):
        found = (
            lookup.file_by_name(one.name) if one.is_file else lookup.by_name(one.name)
        )
        uri = drawing.uri(found.target) or found.uri
        if uri:
            yield one.start, (one.end, _tag(uri, found))


def _tag(uri: str, found: Found) -> str:
    # Not on how many pages it is: this is one of several links in a line.
    title = f"{found.title.partition(';')[0]}, by name"
    place = attribute("href", uri) + attribute("title", title)
    return f'<a class="kwindex-by-name"{place}>'


def link_names(drawn: str, code: str, links: dict[int, tuple[int, str]]) -> str:
    """Return highlighted HTML with links around stretches of its text.

    Nothing is assumed of the markup but that its text is the code's: stretches that a
    tag cuts in two, and all if the text is another (line numbers), are left alone.

    :param links: offset in the code → end, and the opening tag of a link.
    """
    if html.unescape(_TAG.sub("", drawn)).rstrip("\n") != code.rstrip("\n"):
        return drawn
    parts: list[str] = []
    at = 0
    for tag, entity, text in _PIECE.findall(drawn):
        if tag or entity:
            parts.append(tag or entity)
            at += len(html.unescape(entity))
            continue
        done = at
        for start in range(at, at + len(text)):
            if start in links and done <= start:
                end, opening = links[start]
                if end <= at + len(text):
                    parts += [text[done - at : start - at], opening]
                    parts += [text[start - at : end - at], "</a>"]
                    done = end
        parts.append(text[done - at :])
        at += len(text)
    return "".join(parts)


def setup_code_blocks(app: Sphinx) -> None:
    """Register node and transform."""
    skipped = (visit_code, depart_code)
    app.add_node(kw_code, html=skipped)
    app.add_post_transform(MarkCode)
