"""The domain ``kw``: the home of our state in a build.

The environment keeps a `Document` for each document, nothing for each symbol. All else
is computed from the index and these, once for each state of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, cast

from docutils import nodes
from sphinx.domains import Domain, ObjType
from sphinx.util.nodes import make_refnode

from ..model import SYMBOL_KINDS, SymbolKind
from ..render import kind_title, set_anchor
from .destinations import Destinations
from .documented import DocumentedObjects
from .indices import KeywordIndex
from .inputs import join_inputs
from .line_moves import file_lines, keywords_state
from .lookup import Found, Lookup
from .mentions import Mentions
from .pieces import outward
from .records import Document
from .roles import FileRole, SymbolRole
from .search import searched_name
from .shown_symbols import ShownSymbol, shown_in_files
from .targets import Shown, Targets

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Set

    from docutils.nodes import Element
    from sphinx.addnodes import pending_xref
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from ..analysis import Candidate
    from ..export import HostedRepository
    from .destinations import Destination
    from .line_moves import FileLines
    from .pages.catalogue import Catalogue
    from .pages.stubs import Stubs
    from .records import Reference, View
    from .session import IndexSession
    from .shown_symbols import Ranked

__all__ = ["KwindexDomain", "ShownSymbol", "kwindex_domain", "object_type"]

_SEARCHED = 1_000
"""Most symbols that go into Sphinx's own search, where we have one for names, too: its
data is one file, with 60 bytes for each. The inventory has them all."""
_SEARCHED_ELSEWHERE = 20_000
"""Where we have none."""
_MINOR = frozenset(
    {SymbolKind.ENUMERATOR, SymbolKind.FIELD, SymbolKind.NAMESPACE_ALIAS}
)
"""Kinds that the search puts after matches in the text."""


def object_type(kind: SymbolKind) -> str:
    """Return a kind's object type; `objects.inv` allows no space in it."""
    return kind.value.replace(" ", "-")


def _object_types() -> dict[str, ObjType]:
    types = {
        "file": ObjType("file", "file"),
        "folder": ObjType("folder", "folder"),
    }
    for kind in SYMBOL_KINDS:
        roles = ("macro", "sym") if kind is SymbolKind.MACRO else ("sym",)
        types[object_type(kind)] = ObjType(kind_title(kind).lower(), *roles)
    return types


class _Declared(NamedTuple):
    """What the files declare, for one state of the index."""

    content: str
    digests: Mapping[str, bytes]
    lines: Mapping[str, FileLines]
    keywords: str


class KwindexDomain(Domain):
    """Symbols, files and folders of the index."""

    name = "kw"
    label = "Keyword index"
    object_types = _object_types()
    roles = {  # noqa: RUF012
        "sym": SymbolRole(warn_dangling=True),
        "macro": SymbolRole(warn_dangling=True),
        "file": FileRole(warn_dangling=True),
        "folder": FileRole(warn_dangling=True),
    }
    indices = [KeywordIndex]  # noqa: RUF012
    initial_data = {  # noqa: RUF012
        "documents": {},
        "files": {},
        "edges": "",
        "beside": "",
        "graph": {},
        "catalogue": {},
        "extents": ("", {}),
        "dealt_uses": {},
        "lines": {},
        "letters": ("", {}),
        "folders": {},
        "parts": ("", {}),
        "relations": {},
        "reports": ("", {}),
        "searches_names": False,
        "symbols": 0,
        "is_indexed": True,
        "state": "",
        "pages": {},
        "documented": b"",
        "inventories": "",
    }
    data_version = 16

    session: IndexSession
    """Set at ``builder-inited``; never pickled, as the domain itself."""
    hosted: HostedRepository
    builder: Builder
    catalogue: Catalogue
    """The generated pages."""
    stubs: Stubs
    read: frozenset[str] = frozenset()
    """Documents that are read in this build."""
    has_removed: bool = False
    """Whether documents have gone since the last build."""
    is_idle: bool = False
    """Whether what names all symbols is left as it is in this build: see `idle`."""
    keeps_names: bool = False
    """Whether the inventory is left as it is, and the names that are searched."""
    wordless: set[str]
    """Pages of files, written in this build, with nothing for Sphinx's search to find:
    where `searches_names`."""
    waiting: tuple[nodes.section, list[nodes.Node]] | None = None
    """The generated page that is being read, and its parts."""
    outside: set[str]
    """Paths in the index that the patterns leave out."""
    missing: dict[tuple[str, str], list[str]]
    """Role and target of what leads nowhere, to the places after the first."""
    _shown: Shown | None = None
    _lookup: Lookup | None = None
    _mentions: Mentions | None = None
    _documented: DocumentedObjects | None = None
    _symbols: tuple[ShownSymbol, ...] | None = None
    _is_settled: bool = False
    _declared: _Declared | None = None
    _destinations: Destinations | None = None

    @property
    def documents(self) -> dict[str, Document]:
        """What we know of each document that shows or mentions something."""
        return cast("dict[str, Document]", self.data["documents"])

    # What the documents show.

    def note_view(self, docname: str, view: View) -> None:
        """Remember that a document shows something."""
        document = self.documents.get(docname, Document())
        inputs = self.session.inputs(view)
        if document.inputs:
            inputs = join_inputs(document.inputs, inputs)
        views = *document.views, view
        self.note(docname, document._replace(views=views, inputs=inputs))

    def note_wanted(self, docname: str, path: str) -> None:
        """Remember a path that the patterns leave out and a document shows."""
        document = self.documents.get(docname, Document())
        if path not in document.wanted:
            self.note(docname, document._replace(wanted=(*document.wanted, path)))

    def note_references(
        self,
        docname: str,
        references: tuple[Reference, ...],
        identifiers: tuple[str, ...],
    ) -> None:
        """Remember the roles of a document, and the names in its signatures."""
        if references or identifiers:
            document = self.documents.get(docname, Document())
            document = document._replace(references=references, identifiers=identifiers)
            self.note(docname, document)

    def note(self, docname: str, document: Document) -> None:
        """Set what we know of a document."""
        self.documents[docname] = document
        self.forget()

    def forget(self) -> None:
        """Drop what was computed from the index and the documents."""
        self._shown = self._lookup = self._mentions = None
        self._documented = self._destinations = self._symbols = None
        self._is_settled = False

    @property
    def lines(self) -> Mapping[str, FileLines]:
        """What each file declares, and in which lines."""
        return self._declared_now().lines

    @property
    def keywords_state(self) -> str:
        """A digest that changes when a keyword comes, goes or changes its file."""
        return self._declared_now().keywords

    def letters(self) -> dict[str, tuple[tuple[str, int], ...]]:
        """Return what is known of how many keywords a folder has by letter.

        It is kept in the environment, and more may be put there.
        """
        known: tuple[str, dict[str, tuple[tuple[str, int], ...]]]
        if (known := self.data["letters"])[0] != self.keywords_state:
            known = self.data["letters"] = (self.keywords_state, {})
        return known[1]

    def _declared_now(self) -> _Declared:
        content = self.session.content
        if self._declared is None or self._declared.content != content:
            before, known = self.data["files"], self.data["lines"]
            if self._declared is not None:
                before, known = self._declared.digests, self._declared.lines
            now = self.session.reader.digests()
            lines = file_lines(self.session, known, before, now)
            self._declared = _Declared(content, now, lines, keywords_state(lines))
        return self._declared

    def settle(self) -> None:
        """Say that what the environment keeps is of the documents as they are now."""
        self._is_settled = True

    @property
    def shown(self) -> Shown:
        """What the documents show."""
        if self._shown is None:
            self._shown = Shown.of(self.documents, self.stubs.docnames)
        return self._shown

    @property
    def lookup(self) -> Lookup:
        """Answers to roles."""
        if self._lookup is None:
            targets = Targets(self.session, self.shown)
            self._lookup = Lookup(targets, self.hosted, self._elsewhere)
        return self._lookup

    @property
    def targets(self) -> Targets:
        """Where symbols, files and lines are shown."""
        return self.lookup.targets

    @property
    def mentions(self) -> Mentions:
        """The sections that mention files and symbols."""
        if self._mentions is None:
            self._mentions = Mentions.of(self.documents, self.lookup)
        return self._mentions

    @property
    def documented(self) -> DocumentedObjects:
        """The objects of the C and C++ domains."""
        if self._documented is None:
            self._documented = DocumentedObjects(self.env, self.session)
        return self._documented

    @property
    def destinations(self) -> Destinations:
        """Where the names of symbols lead."""
        if self._destinations is None:
            self._destinations = Destinations(self)
        return self._destinations

    def _elsewhere(self, candidate: Candidate) -> Destination | None:
        return self.destinations.name(candidate)

    def clear_doc(self, docname: str) -> None:
        if self.documents.pop(docname, None) is not None:
            self.forget()

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        if otherdata["letters"][0] == self.data["letters"][0]:
            self.data["letters"][1].update(otherdata["letters"][1])
        for docname in sorted(docnames):
            if docname in otherdata["documents"]:
                self.note(docname, otherdata["documents"][docname])

    # References.

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> nodes.reference | None:
        return self.reference(builder, fromdocname, self.lookup(typ, target), contnode)

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> list[tuple[str, nodes.reference]]:
        if self.documented.knows(target):
            # What is documented by hand goes before what is shown: one answer, and no
            # warning that there are two.
            return []
        found = []
        for role in ("sym", "file"):
            reference = self.reference(
                builder, fromdocname, self.lookup(role, target), contnode
            )
            if reference is not None:
                found.append((f"{self.name}:{role}", reference))
        return found

    def reference(
        self, builder: Builder, docname: str, found: Found, content: Element
    ) -> nodes.reference | None:
        """Return a reference to what was found; None if there is nothing to link."""
        if found.target is None:
            if not found.uri:
                return None
            return outward(found.uri, found.title, content, docname)
        if builder.name == "singlehtml":
            # All pages are one: Sphinx's own addresses lead to the document, or (8.2
            # and later) to nothing, sphinx-doc/sphinx#14221.
            return nodes.reference(
                "",
                "",
                content,
                internal=True,
                refid=found.target.anchor,
                reftitle=found.title,
            )
        anchor = found.target.anchor
        if builder.format != "html" and found.target.block:
            anchor = found.target.block
        return make_refnode(
            builder,
            docname,
            found.target.docname,
            anchor,
            content,
            found.title,
        )

    def get_full_qualified_name(self, node: Element) -> str | None:
        return cast("str | None", node.get("reftarget"))

    # What is shown, for the inventory, the search and the indices.

    def shown_symbols(self) -> tuple[ShownSymbol, ...]:
        """Return each qualified name and kind that a page shows, once, by name.

        Of several places the link goes to the card, else to the first definition, else
        to the first declaration; by path and line.
        """
        if self._symbols is not None:
            return self._symbols
        best: dict[tuple[str, str], tuple[tuple[int, str, int], ShownSymbol]] = {}
        pages = {path: found[0] for path, found in self.shown.files.items()}
        in_files = shown_in_files(self.session, pages, self.shown.rows)
        for rank, shown in (*self._cards(), *in_files):
            key = shown.name, object_type(shown.kind)
            if key not in best or rank < best[key][0]:
                best[key] = rank, shown
        # For the inventory, the search and the index, all of one build.
        self._symbols = tuple(best[key][1] for key in sorted(best))
        return self._symbols

    @property
    def shown_number(self) -> int:
        """The number of `shown_symbols`, without listing them where it is kept."""
        if self._is_settled and self._symbols is None:
            number: int = self.data["symbols"]
            return number
        return len(self.shown_symbols())

    def _cards(self) -> Iterator[Ranked]:
        for name, docname in self.shown.card_names.items():
            for candidate in self.session.resolve(name).candidates:
                if candidate.qualified_name == name:
                    shown = ShownSymbol(name, candidate.kind, docname, set_anchor(name))
                    yield (0, "", 0), shown

    @property
    def searches_names(self) -> bool:
        """Whether names are searched by `name_search`, not by Sphinx."""
        is_site = self.builder.name in {"html", "dirhtml"}
        return is_site and self.shown_number > _SEARCHED

    def get_type_name(self, type: ObjType, primary: bool = False) -> str:  # noqa: A002, FBT001, FBT002
        """Say what an object is, for the search: "class", not "Keyword index class"."""
        return str(type.lname)

    def get_objects(self) -> Iterable[tuple[str, str, str, str, str, int]]:
        for path in self.shown.files:
            target = self.targets.file(path)
            assert target is not None
            priority = -1 if self.searches_names else 1
            yield path, path, "file", target.docname, target.anchor, priority
        for path in self.shown.folders:
            target = self.targets.folder(path)
            assert target is not None
            # As `folders_matching` has it: the root is a dot.
            name = path or "."
            priority = -1 if self.searches_names else 1
            yield name, f"{path}/", "folder", target.docname, target.anchor, priority
        symbols = self.shown_symbols()
        most = _SEARCHED_ELSEWHERE
        searched = not self.searches_names and len(symbols) <= most
        for shown in symbols:
            priority = (2 if shown.kind in _MINOR else 1) if searched else -1
            name = searched_name(shown.name)
            yield (
                name,
                name,
                object_type(shown.kind),
                shown.docname,
                shown.anchor,
                priority,
            )


def kwindex_domain(env: BuildEnvironment) -> KwindexDomain:
    """Return the domain of a build."""
    domain = env.domains["kw"]
    assert isinstance(domain, KwindexDomain)
    return domain
