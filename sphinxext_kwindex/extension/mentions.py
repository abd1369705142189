"""The sections of the documentation that mention a file or a symbol."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes
from sphinx import addnodes

from .records import Reference

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.environment import BuildEnvironment

    from .lookup import Found, Lookup
    from .records import Document, View

__all__ = [
    "DOCUMENTED",
    "Mentions",
    "Place",
    "collect_references",
    "look_up",
    "place_title",
]

DOCUMENTED = "Documented in"
"""Heading of the list of sections."""

_DOMAINS = frozenset({"kw", "cpp", "c"})
_ROLES = frozenset({"sym", "macro", "file", "folder"})


class Place(NamedTuple):
    """A section, or a whole document."""

    docname: str
    title: str
    """Empty if there is none."""
    anchor: str
    """Empty for the top of the document."""


class Mentions(NamedTuple):
    """Where things are mentioned, for one state of the index and the documents."""

    places: Mapping[str, tuple[Place, ...]]
    """Path or qualified name to sections, by docname and order in the document."""

    @classmethod
    def of(cls, documents: Mapping[str, Document], lookup: Lookup) -> Mentions:
        """Collect from all documents: the roles that lead somewhere."""
        found: dict[str, dict[Place, None]] = {}
        for docname in sorted(documents):
            for reference in documents[docname].references:
                place = Place(docname, reference.title, reference.anchor)
                for key in look_up(reference, lookup).mentions:
                    found.setdefault(key, {})[place] = None
        return cls({key: tuple(places) for key, places in found.items()})

    def of_view(self, view: View, *, but: str) -> tuple[Place, ...]:
        """Return the sections that mention what a view shows, outside of a document."""
        found = self.places.get(view.name or view.key, ())
        return tuple(place for place in found if place.docname != but)


def place_title(env: BuildEnvironment, place: Place) -> str:
    """Return the title of a document, and of the section if it is not the first."""
    title = env.titles.get(place.docname)
    words = place.docname if title is None else title.astext()
    return f"{words}: {place.title}" if place.anchor and place.title else words


def look_up(reference: Reference, lookup: Lookup) -> Found:
    """Return what a recorded role leads to, silently."""
    if reference.domain == "kw" and reference.role in _ROLES:
        return lookup(reference.role, reference.target)
    return lookup("sym", reference.target)


def collect_references(document: nodes.document) -> tuple[Reference, ...]:
    """Return the roles of a document that may mean a symbol or file of ours, once."""
    found: dict[Reference, None] = {}
    for node in document.findall(addnodes.pending_xref):
        # Only roles know whether their title is explicit; the links inside of the C++
        # domain's signatures, of which there may be very many, do not.
        domain = node.get("refdomain", "")
        if "refexplicit" not in node or not (
            domain in _DOMAINS or node.get("reftype") == "any"
        ):
            continue
        title, anchor = _section(node)
        found[Reference(domain, node["reftype"], node["reftarget"], title, anchor)] = (
            None
        )
    return tuple(found)


def _section(node: nodes.Node) -> tuple[str, str]:
    """Return title and id of the section that a node is in."""
    section = node.parent
    while section is not None and not isinstance(section, nodes.section):
        section = section.parent
    if section is None:
        return "", ""
    title = section.next_node(nodes.title)
    # The first section is the document itself.
    is_top = isinstance(section.parent, nodes.document)
    ids: list[str] = section.get("ids", [])
    return (
        title.astext() if title is not None else "",
        "" if is_top or not ids else ids[0],
    )
