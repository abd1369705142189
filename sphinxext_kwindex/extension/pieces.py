"""Small docutils nodes: links, lists, paragraphs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.errors import NoUri
from sphinx.util.nodes import make_refnode

from ..render import visible
from .destinations import is_c
from .inventories import from_document

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.builders import Builder

    from .destinations import Destination
    from .domain import KwindexDomain
    from .targets import Target

__all__ = [
    "Linker",
    "bullets",
    "definition",
    "joined",
    "outward",
    "paragraph",
    "words",
]


class Linker:
    """Links from one document, as nodes."""

    def __init__(
        self, domain: KwindexDomain, builder: Builder, docname: str, path: str = ""
    ) -> None:
        self.domain = domain
        self.builder = builder
        self.docname = docname
        self.is_c = is_c(domain, path)
        """Whether the file at ``path``, that is shown, is of C."""

    def symbol(self, usr: str, name: str, *, code: bool = False) -> nodes.Node:
        """Return the name of a symbol, linked if there is a place to lead to.

        ``code`` as of `Destinations.symbol`.
        """
        return self.lead(usr, nodes.literal("", words(name)), code=code)

    def lead(self, usr: str, text: nodes.Node, *, code: bool = False) -> nodes.Node:
        """Return text, linked to where a symbol's name leads."""
        for found in self.domain.destinations.symbol(usr, c=self.is_c, code=code):
            linked = self.destination(found, text)
            if linked is not text:
                return linked
        return text

    def documentation(self, usr: str, text: nodes.Node) -> nodes.Node:
        """Return text, linked to the object of the C or C++ domain that a USR has."""
        home = self.domain.targets.home(usr)
        target = home and self.domain.documented.symbol(home)
        return text if target is None else self.reference(target, text)

    def header(self, spelled: str) -> nodes.Node:
        """Return the name of a header outside of the tree."""
        text = nodes.literal("", words(spelled))
        found = self.domain.destinations.header(spelled, c=self.is_c)
        return text if found is None else self.destination(found, text)

    def destination(self, found: Destination, text: nodes.Node) -> nodes.Node:
        """Return a reference to a destination; the text alone if there is none."""
        if found.target is not None:
            return self.reference(found.target, text)
        return outward(found.uri, found.title, text, self.docname)

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


def outward(uri: str, title: str, content: nodes.Node, docname: str) -> nodes.reference:
    """Return a reference that leads out of the documentation."""
    return nodes.reference(
        "",
        "",
        content,
        internal=False,
        refuri=from_document(uri, docname),
        reftitle=title,
    )


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
