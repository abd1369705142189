"""Which documents may show something else than when they were read.

To make an answer anew for each of thousands of pages takes as long as to build them. So
each document keeps what its answers were made from (`inputs`), and only those are asked
anew that a changed file can have touched: it was one of their inputs, or what it now
declares, names or includes leads to them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from .inputs import holds_any, name_input, path_input
from .line_moves import moved_keywords
from .nearness import near
from .pages.catalogue import PageKind
from .pages.keywords import keywords_view
from .records import Document
from .states import checksum, differing

if TYPE_CHECKING:
    from collections.abc import Set

    from .domain import KwindexDomain
    from .records import View

__all__ = ["Outdated"]


_MANY = 4
"""Part of the files, as one in so many, that may change before all are asked anew."""


class Outdated:
    """The index as it was when the documents were read, against what it is now."""

    def __init__(self, domain: KwindexDomain) -> None:
        self.domain = domain
        self.session = domain.session

    def candidates(self) -> tuple[str, ...]:
        """Return the documents to be asked anew, sorted: a superset of the outdated."""
        before: dict[str, bytes] = self.domain.data["files"]
        now = self.session.reader.digests()
        if before == now and not self._has_moved_beside():
            return ()
        moved = differing(before, now)
        documents = self.domain.documents
        if not documents or len(moved) > len(now) // _MANY:
            # To say what is near to so many takes longer than to ask all.
            return tuple(sorted(documents))
        touched = moved | near(self.session, moved & now.keys()) | self._in_graph()
        touched |= {f"{folder}/" for folder in self._folders()}
        # An index of keywords does not say in which line they stand.
        renamed = moved_keywords(self.domain.data["lines"], self.domain.lines)
        change = _Change(touched, self._inputs(moved), renamed, self._inputs(renamed))
        return tuple(
            docname
            for docname, document in sorted(documents.items())
            if change.touches(document)
        )

    def reread(self) -> tuple[str, ...]:
        """Return the generated pages that are of something else than when read.

        Or that have other pages below them.
        """
        before: dict[str, int] = self.domain.data["catalogue"]
        found = {
            docname
            for docname, number in self._catalogue().items()
            if before.get(docname) != number
        }
        return tuple(sorted(found | self._moved_keywords() | self._flipped()))

    def _flipped(self) -> set[str]:
        """Return the pages whose entries are to come to the general index, or go."""
        catalogue = self.domain.catalogue
        if self.domain.data["is_indexed"] == catalogue.is_indexed:
            return set()
        kinds = {PageKind.FILE, PageKind.ROWS}
        return {name for name, page in catalogue.pages.items() if page.kind in kinds}

    def _moved_keywords(self) -> set[str]:
        """Return the generated keyword pages that are to show other letters."""
        return {
            docname
            for docname, page in self.domain.catalogue.pages.items()
            if page.kind is PageKind.KEYWORDS
            for view in self.domain.documents.get(docname, Document()).views
            if view.options != keywords_view(self.domain, page).options
        }

    def _catalogue(self) -> dict[str, int]:
        """Return a number for each generated page: what it is of, and those below."""
        pages, children = self.domain.catalogue.pages, self.domain.catalogue.children
        return {
            docname: checksum((page, children.get(docname)))
            for docname, page in pages.items()
        }

    def remember(self) -> None:
        """Keep what the index is now, for the next build."""
        data = self.domain.data
        if self._has_other_edges():
            data["graph"] = self.session.graph_figures()
        data.update(
            files=self.session.reader.digests(),
            catalogue=self._catalogue(),
            folders=self._checksums(),
            edges=self.session.graph.state,
            beside=self.session.extras.state,
            is_indexed=self.domain.catalogue.is_indexed,
        )

    def _inputs(self, moved: Set[str]) -> set[int]:
        """Return changed files as inputs, and the names there: they may be new."""
        return set(map(path_input, moved)) | {
            name_input(symbol.name)
            for path in moved
            for symbol in self.session.reader.symbols_in(path)
        }

    def _in_graph(self) -> set[str]:
        """Return the files whose place in the include graph is another."""
        if not self._has_other_edges():
            return set()
        before: dict[str, int] = self.domain.data["graph"]
        return differing(before, self.session.graph_figures())

    def _folders(self) -> set[str]:
        """Return the folders with other figures than before."""
        before: dict[str, int] = self.domain.data["folders"]
        return differing(before, self._checksums())

    def _checksums(self) -> dict[str, int]:
        # They cost a pass over all files.
        return self.session.folder_checksums() if self.domain.shown.folders else {}

    def _has_other_edges(self) -> bool:
        """Tell whether the include graph, or what is known beside it, is another."""
        edges: str = self.domain.data["edges"]
        return edges != self.session.graph.state or self._has_moved_beside()

    def _has_moved_beside(self) -> bool:
        beside: str = self.domain.data["beside"]
        return beside != self.session.extras.state


class _Change(NamedTuple):
    """What has changed, for the question which documents that may concern."""

    touched: Set[str]
    """Paths of files, and of folders with a slash at the end."""
    inputs: Set[int]
    renamed: Set[str]
    """Files with other keywords."""
    renamed_inputs: Set[int]

    def touches(self, document: Document) -> bool:
        """Tell whether a document may show something else now."""
        if any(map(self._shows, document.views)):
            return True
        is_index = all(view.kind == "keywords" for view in document.views)
        inputs = self.renamed_inputs if is_index else self.inputs
        return holds_any(document.inputs, inputs)

    def _shows(self, view: View) -> bool:
        if view.kind in {"symbol", "report"}:
            # Few, and what a name stands for, or who uses it, may change anywhere.
            return True
        if view.kind in {"folder", "keywords"}:
            if f"{view.key}/" in self.touched and view.kind == "folder":
                return True
            above = f"{view.key}/" if view.key else ""
            # Cycles and costs of a folder change with its files' place in the graph.
            below = self.touched if view.kind == "folder" else self.renamed
            return any(path.startswith(above) for path in below)
        return view.key in self.touched
