"""Small docutils nodes: links, lists, paragraphs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.errors import NoUri
from sphinx.util.nodes import make_refnode

from ..render import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.builders import Builder

    from .domain import KwindexDomain
    from .targets import Target

__all__ = ["Linker", "bullets", "definition", "joined", "paragraph", "words"]


class Linker:
    """Links from one document, as nodes."""

    def __init__(self, domain: KwindexDomain, builder: Builder, docname: str) -> None:
        self.domain = domain
        self.builder = builder
        self.docname = docname

    def symbol(self, usr: str, name: str) -> nodes.Node:
        """Return the name of a symbol, linked if it is shown."""
        text = nodes.literal("", words(name))
        target = self.domain.targets.symbol(usr)
        return text if target is None else self.reference(target, text)

    def path(self, path: str, line: int | None = None) -> nodes.Node:
        """Return a path, with its line if there is one, linked if it is shown."""
        text = nodes.literal("", words(path if line is None else f"{path}:{line}"))
        target = self.domain.targets.file(path)
        return text if target is None else self.reference(target, text)

    def folder(self, path: str, label: str | None = None) -> nodes.Node:
        """Return a folder with ``/`` at its end, linked if it is shown."""
        text = nodes.literal("", words(f"{path if label is None else label}/"))
        target = self.domain.targets.folder(path)
        return text if target is None else self.reference(target, text)

    def reference(self, target: Target, text: nodes.Node) -> nodes.Node:
        """Return a reference to a place; the text alone if the builder has it not."""
        if target.docname not in self.domain.env.all_docs:
            return text
        content = text
        if isinstance(content, nodes.Text):
            content = nodes.inline("", "", content)
        try:
            return make_refnode(
                self.builder, self.docname, target.docname, target.anchor, content
            )
        except NoUri:
            return text


def words(text: str) -> str:
    """Return text that every format can hold."""
    return visible(text)


def paragraph(*children: nodes.Node) -> nodes.paragraph:
    """Return a paragraph."""
    return nodes.paragraph("", "", *children)


def joined(parts: Sequence[Sequence[nodes.Node]]) -> list[nodes.Node]:
    """Return nodes with commas between the parts."""
    found: list[nodes.Node] = []
    for part in parts:
        found += [nodes.Text(", "), *part] if found else part
    return found


def bullets(items: Sequence[Sequence[nodes.Node]]) -> nodes.bullet_list:
    """Return a list."""
    return nodes.bullet_list("", *(nodes.list_item("", *item) for item in items))


def definition(
    term: Sequence[nodes.Node],
    body: Sequence[nodes.Node],
    ids: Sequence[str] = (),
) -> nodes.definition_list_item:
    """Return an item of a definition list; ``ids`` of its term."""
    return nodes.definition_list_item(
        "",
        nodes.term("", "", *term, ids=list(ids)),
        nodes.definition("", *body),
    )
