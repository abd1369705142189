"""The sections of the documentation that mention a file or a symbol."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes
from sphinx import addnodes

from .code_names import CODE_LANGUAGES, literal_name, names_in_code
from .records import Reference

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.environment import BuildEnvironment

    from .lookup import Found, Lookup
    from .records import Document, View
    from .session import IndexSession
    from .targets import Target

__all__ = [
    "DOCUMENTED",
    "NOTHING_MENTIONED",
    "Mentioned",
    "Mentions",
    "Place",
    "collect_references",
    "look_up",
    "mentioned_by",
    "place_title",
    "stale",
]

DOCUMENTED = "Documented in"
"""Heading of the list of sections."""

NOTHING_MENTIONED = "The page names no file and no symbol of the source tree."
"""In place of an empty list."""

_DOMAINS = frozenset({"kw", "cpp", "c"})
_ROLES = frozenset({"sym", "macro", "file", "folder"})


class Place(NamedTuple):
    """A section, a term of a glossary, or a whole document."""

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
        """Collect from all documents what leads somewhere."""
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


class Mentioned(NamedTuple):
    """A file or symbol that a document speaks of."""

    title: str
    target: Target | None
    uri: str
    is_file: bool


def mentioned_by(document: Document | None, lookup: Lookup) -> tuple[Mentioned, ...]:
    """Return the files, then the symbols, that a document mentions, each by name."""
    found: dict[str, Mentioned] = {}
    for reference in document.references if document else ():
        one = look_up(reference, lookup)
        if one.mentions and (one.target or one.uri):
            # The first is what was named; the others are the files that hold it.
            name = one.mentions[0]
            is_file = one.title == name
            found[name] = Mentioned(name, one.target, one.uri, is_file)
    return tuple(sorted(found.values(), key=lambda m: (not m.is_file, m.title)))


def place_title(env: BuildEnvironment, place: Place) -> str:
    """Return the title of a document, and of the section if it is not the first."""
    title = env.titles.get(place.docname)
    words = place.docname if title is None else title.astext()
    return f"{words}: {place.title}" if place.anchor and place.title else words


def look_up(reference: Reference, lookup: Lookup) -> Found:
    """Return what a recorded role, literal or name leads to, silently."""
    if reference.domain == "kw" and reference.role in _ROLES:
        return lookup(reference.role, reference.target)
    if reference.domain in {"literal", "code"}:
        if reference.role == "file":
            return lookup.file_by_name(reference.target)
        return lookup.by_name(reference.target)
    return lookup("sym", reference.target)


def collect_references(document: nodes.document) -> tuple[Reference, ...]:
    """Return what may mean a symbol or file of ours: roles, literals, code; once."""
    found: dict[Reference, None] = {}
    for node in document.findall(nodes.Element):
        if isinstance(node, addnodes.pending_xref):
            meant = _of_role(node)
        elif isinstance(node, nodes.literal):
            meant = _of_literal(node)
        elif isinstance(node, nodes.literal_block):
            meant = _of_code(node)
        else:
            continue
        if meant:
            title, anchor = _term(node) or _section(node)
            for domain, role, target in meant:
                found[Reference(domain, role, target, title, anchor)] = None
    return tuple(found)


def stale(reference: Reference, session: IndexSession) -> tuple[str, ...] | None:
    """Return names near to a literal that names no symbol; None if all is well.

    It must begin with a scope of the tree: ``std::vector`` is none of ours.
    """
    if reference.domain != "literal" or "::" not in reference.target:
        return None
    scope, _, _ = reference.target.removeprefix("::").partition("::")
    if not session.resolve_quietly(scope).candidates:
        return None
    resolution = session.resolve(reference.target)
    return None if resolution.candidates else resolution.near


_Meant = list[tuple[str, str, str]]
"""Domain, role and target of each."""


def _of_role(node: addnodes.pending_xref) -> _Meant:
    # Only roles know whether their title is explicit; the links inside of the C++
    # domain's signatures, of which there may be very many, do not.
    domain = node.get("refdomain", "")
    is_ours = domain in _DOMAINS or node.get("reftype") == "any"
    if "refexplicit" not in node or not is_ours:
        return []
    return [(domain, node["reftype"], node["reftarget"])]


def _of_literal(node: nodes.literal) -> _Meant:
    """Return what ``a::b`` in a text may mean; roles with classes are none of it."""
    if node.get("classes") or isinstance(
        node.parent, addnodes.pending_xref | nodes.reference
    ):
        return []
    name = literal_name(node.astext())
    return [] if name is None else [("literal", "sym", name)]


def _of_code(node: nodes.literal_block) -> _Meant:
    if str(node.get("language", "")).lower() not in CODE_LANGUAGES:
        return []
    return [
        ("code", "file" if one.is_file else "sym", one.name)
        for one in names_in_code(node.astext())
    ]


def _term(node: nodes.Node) -> tuple[str, str] | None:
    """Return text and id of the term of a glossary that a node defines, if any."""
    item: nodes.Node | None = node
    while item is not None and not isinstance(item, nodes.definition_list_item):
        item = item.parent
    if item is None or item.parent is None:
        return None
    if not isinstance(item.parent.parent, addnodes.glossary):
        return _term(item.parent)  # of a list in a definition
    term = item.next_node(nodes.term)
    ids: list[str] = [] if term is None else term.get("ids", [])
    return (term.astext(), ids[0]) if term is not None and ids else None


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
