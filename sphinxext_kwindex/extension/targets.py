"""Where things are shown: from a symbol, file or line to a document and an id.

A symbol has its own id (`symbol_anchor`) on the page of its home, the file of its
definition (or else of its first declaration), and another (`place_anchor`) on the pages
of other files. So ids do not depend on which files happen to be shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..analysis import Section, folders_above
from ..model import Qualifier, SymbolKind
from ..render import (
    file_anchor,
    folder_anchor,
    keywords_anchor,
    line_anchor,
    line_prefix,
    place_anchor,
    set_anchor,
    symbol_anchor,
)
from .options import file_options, keyword_options

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping

    from ..analysis import Candidate
    from ..model import Place
    from .records import Document, ViewKind
    from .session import IndexSession

_KEPT = 1 << 16
"""Symbols of which is kept where they are shown."""

__all__ = [
    "FilePage",
    "Shown",
    "Target",
    "Targets",
    "card_anchor",
    "documented_anchor",
    "row_anchor",
]


class Target(NamedTuple):
    """A place in the documentation."""

    docname: str
    anchor: str
    block: str = ""
    """Id of the listing that the place is a line of: not all builders have lines."""


class FilePage(NamedTuple):
    """A document that shows a file."""

    docname: str
    kinds: frozenset[SymbolKind]
    """Kinds whose rows are there; empty if rows may be missing."""
    generated: bool = False


class KeywordsPage(NamedTuple):
    """A document that shows keywords of a folder."""

    docname: str
    order: str
    keys: frozenset[str] | None
    """None: all."""
    number: int | None
    """The page that is shown of each; None: all."""

    def shows(self, order: str, key: str, number: int) -> bool:
        """Tell whether it shows a page of a letter, kind or namespace."""
        return (
            order == self.order
            and (self.keys is None or key in self.keys)
            and self.number in {None, number}
        )


def keywords_pages(
    documents: Mapping[str, Document],
) -> dict[str, tuple[KeywordsPage, ...]]:
    """Return the documents with keywords of folders, by the path of the folder."""
    found: dict[str, list[KeywordsPage]] = {}
    for docname in sorted(documents):
        for view in documents[docname].views:
            options = dict(view.options)
            # Where some kinds are left out, what is looked for may be missing.
            is_whole = view.kind == "keywords" and not {"no-index", "kinds"} & {
                *options
            }
            if view.digest and is_whole:
                asked = keyword_options(options)
                keys = None if asked.keys is None else frozenset(asked.keys)
                page = KeywordsPage(docname, asked.order.value, keys, asked.number)
                found.setdefault(view.key, []).append(page)
    return {path: tuple(pages) for path, pages in found.items()}


def _summary_of_keywords(page: KeywordsPage) -> str:
    """Return what links to it go by: not where it is alone, but which letters."""
    keys = "" if page.keys is None else ",".join(sorted(page.keys))
    return f"{page.docname}:{page.order}:{keys}:{page.number}"


class Listing(NamedTuple):
    """A document that lists lines of a file, both ends included."""

    docname: str
    first: int
    last: int


class Shown(NamedTuple):
    """What the documents show, made from what the domain keeps of them."""

    files: Mapping[str, tuple[FilePage, ...]]
    """Path to its pages: what somebody has written to show it goes before the page
    that is generated, and of these those with rows; then by docname."""
    own: Mapping[str, str]
    """Path to the generated page of the file."""
    folders: Mapping[str, str]
    """Path of a folder to its page; generated ones first, then by docname."""
    keywords: Mapping[str, tuple[KeywordsPage, ...]]
    """Path of a folder to the documents with its keywords, by docname."""
    cards: Mapping[str, str]
    """USR to the first document that has a card of it."""
    card_names: Mapping[str, str]
    """Qualified name to the first document that has a card of it."""
    listings: Mapping[str, tuple[Listing, ...]]
    """Path to its listings, the longest first, then by docname."""
    parts: Mapping[str, tuple[Listing, ...]]
    """Path to the generated pages that share its listing, where these are several."""
    rows: Mapping[str, Mapping[int, str]]
    """Path to the generated pages that share its keywords, where these are several; by
    number from 1, which is the page of the file."""
    uses: Mapping[str, Mapping[int, str]]
    """Path to the pages with uses of its symbols, by number from 1."""

    @classmethod
    def of(
        cls, documents: Mapping[str, Document], generated: Container[str] = ()
    ) -> Shown:
        """Collect from all documents; ``generated`` are those that nobody wrote."""
        own: dict[str, str] = {}
        folders: dict[str, tuple[bool, str]] = {}
        files: dict[str, list[FilePage]] = {}
        listings: dict[str, list[Listing]] = {}
        cards: dict[str, str] = {}
        names: dict[str, str] = {}
        for docname in sorted(documents):
            for view in documents[docname].views:
                options = dict(view.options)
                if not view.digest or "no-index" in options:
                    continue
                if view.kind == "file":
                    is_own = docname in generated
                    page = FilePage(docname, _rows(options), is_own)
                    files.setdefault(view.key, []).append(page)
                    if is_own:
                        own.setdefault(view.key, docname)
                elif view.kind == "folder":
                    place = docname not in generated, docname
                    folders[view.key] = min(folders.get(view.key, place), place)
                elif view.kind == "symbol":
                    names.setdefault(view.name, docname)
                    for usr in view.usrs:
                        cards.setdefault(usr, docname)
                if view.lines is not None:
                    lines = Listing(docname, *view.lines)
                    listings.setdefault(view.key, []).append(lines)
        return cls(
            {
                path: tuple(sorted(pages, key=_rank))
                for path, pages in sorted(files.items())
            },
            own,
            {path: docname for path, (_, docname) in sorted(folders.items())},
            keywords_pages(documents),
            cards,
            names,
            {
                path: tuple(sorted(found, key=lambda x: (x.first - x.last, x.docname)))
                for path, found in listings.items()
            },
            {path: _parts(found, generated) for path, found in listings.items()},
            {
                path: {1: own[path], **pages}
                for path, pages in _numbered(documents, "rows").items()
                if path in own
            },
            _numbered(documents, "uses"),
        )

    def summary(self, row_sums: Mapping[str, int]) -> Iterator[tuple[str, str]]:
        """Yield what pages of others depend on: key, and where and how it is shown.

        ``row_sums`` say how the rows of files are dealt to several pages.
        """
        for path in sorted({*self.files, *self.listings}):
            pages = [f"{p.docname}:{len(p.kinds)}" for p in self.files.get(path, ())]
            # Where a part ends says the next; the last one ends with the file, and then
            # the pages of the file are read anew.
            parts = self.parts.get(path, ())
            lines = [
                ":".join(map(str, line[:2] if line in parts else line))
                for line in self.listings.get(path, ())
            ]
            uses = [
                f"{n}:{name}" for n, name in sorted(self.uses.get(path, {}).items())
            ]
            rows = [str(row_sums[path])] if path in row_sums else []
            yield path, " ".join([*pages, *rows, "/", *lines, "/", *uses])
        for path, docname in sorted(self.folders.items()):
            yield f"{path}/", docname
        for path, found in sorted(self.keywords.items()):
            yield f"{path}/*", " ".join(map(_summary_of_keywords, found))
        yield from sorted(self.cards.items())


def _parts(
    listings: Iterable[Listing], generated: Container[str]
) -> tuple[Listing, ...]:
    """Return the generated pages that share a listing; () if one has it all."""
    found: dict[int, Listing] = {}
    for listing in sorted(listings, key=lambda x: (x.first, x.docname)):
        if listing.docname in generated:
            found.setdefault(listing.first, listing)
    return tuple(found.values()) if len(found) > 1 else ()


def _numbered(
    documents: Mapping[str, Document], kind: ViewKind
) -> dict[str, dict[int, str]]:
    """Return the pages of each path with a kind of view, by number."""
    found: dict[str, dict[int, str]] = {}
    for docname in sorted(documents):
        for view in documents[docname].views:
            if view.kind == kind and view.digest:
                pages = found.setdefault(view.key, {})
                pages.setdefault(int(dict(view.options)["page"]), docname)
    return found


def _rank(page: FilePage) -> tuple[bool, bool, int, str]:
    return not page.kinds, page.generated, -len(page.kinds), page.docname


def _rows(options: Mapping[str, str]) -> frozenset[SymbolKind]:
    """Return the kinds of which each symbol has a row."""
    asked = file_options(options)
    is_partial = "access" in options or "name-only" in options
    if Section.KEYWORDS not in asked.sections or is_partial:
        return frozenset()
    return frozenset(asked.kinds)


def card_anchor(usr: str) -> str:
    """Return the id of a symbol in a card of `kwindex-symbol`."""
    return place_anchor(usr, "card")


def row_anchor(usr: str, path: str, places: tuple[Place, ...]) -> str:
    """Return the id of a symbol's row on the page of a file; ``places`` home first."""
    is_home = not places or places[0].path == path
    return symbol_anchor(usr) if is_home else place_anchor(usr, path)


def documented_anchor(path: str) -> str:
    """Return the id of the section that says where a file is documented."""
    return f"{file_anchor(path)}-documented"


class Targets:
    """Answers to "where is it shown", for one state of the index and the documents."""

    def __init__(self, session: IndexSession, shown: Shown) -> None:
        self.session = session
        self.shown = shown
        self._symbols: dict[str, Target | None] = {}
        self._homes: dict[str, Place | None] = {}

    def home(self, usr: str) -> Place | None:
        """Return the definition of a symbol, else its first declaration."""
        if usr not in self._homes:
            self.prepare((usr,))
        return self._homes[usr]

    def symbol(self, usr: str) -> Target | None:
        """Return where a symbol is shown."""
        if usr not in self._symbols:
            self.prepare((usr,))
        return self._symbols[usr]

    def prepare(self, usrs: Iterable[str]) -> None:
        """Look up many symbols at once."""
        if len(self._symbols) > _KEPT:
            self._symbols.clear()
            self._homes.clear()
        unknown = [usr for usr in usrs if usr not in self._symbols]
        homes = self.session.homes(unknown)
        for usr in unknown:
            places = homes.get(usr, ())
            self._homes[usr] = places[0] if places else None
            found = self.places(places)
            self._symbols[usr] = found[0] if found else None

    def places(self, places: tuple[Place, ...]) -> tuple[Target, ...]:
        """Return where one symbol is shown, best first; ``places`` home first."""
        found: list[Target] = []
        if not places:
            return ()
        usr = places[0].usr
        kind: SymbolKind | None = places[0].kind
        if kind is SymbolKind.MACRO and self._is_guard(usr):
            kind = None
        if usr in self.shown.cards:
            found.append(Target(self.shown.cards[usr], card_anchor(usr)))
        for path in dict.fromkeys(place.path for place in places):
            for page in self.shown.files.get(path, ()):
                if kind in page.kinds:
                    docname = self.page_of_row(page, usr, path)
                    found.append(Target(docname, row_anchor(usr, path, places)))
                else:
                    found.append(Target(page.docname, file_anchor(path)))
        return tuple(found)

    def _is_guard(self, usr: str) -> bool:
        """Tell whether a macro is a header's guard, which has no row."""
        symbols = self.session.reader.symbols(usr)
        return any(Qualifier.HEADER_GUARD in symbol.qualifiers for symbol in symbols)

    def page_of_row(self, page: FilePage, usr: str, path: str) -> str:
        """Return the document with the row of a symbol: a page, or a further one."""
        pages = self.shown.rows.get(path) if page.generated else None
        if pages is None:
            return page.docname
        return pages.get(self.session.page_of_row(usr, path), page.docname)

    def candidate(self, candidate: Candidate) -> tuple[Target, ...]:
        """Return where what a name stands for is shown, best first, each page once.

        The card of the name, else the pages of the files of its places; there the set
        of overloads has an id of its own, if the file has more than one of them.
        """
        name = candidate.qualified_name
        found: list[Target] = []
        card = self.shown.card_names.get(name)
        if card is not None:
            found.append(Target(card, set_anchor(name)))
        homes = self.session.homes(candidate.usrs)
        in_file: dict[tuple[str, SymbolKind], set[str]] = {}
        for place in candidate.places:
            in_file.setdefault((place.path, place.kind), set()).add(place.usr)
        for place in candidate.places:
            for page in self.shown.files.get(place.path, ()):
                docname = page.docname
                is_macro = place.kind is SymbolKind.MACRO
                if place.kind not in page.kinds or (
                    is_macro and self._is_guard(place.usr)
                ):
                    anchor = file_anchor(place.path)
                else:
                    docname = self.page_of_row(page, place.usr, place.path)
                    anchor = (
                        set_anchor(name)
                        if len(in_file[place.path, place.kind]) > 1
                        else row_anchor(place.usr, place.path, homes.get(place.usr, ()))
                    )
                found.append(Target(docname, anchor))
        first: dict[str, Target] = {}
        for target in found:
            first.setdefault(target.docname, target)
        return tuple(first.values())

    def file(self, path: str) -> Target | None:
        """Return where a file is shown: its own page, else another, or its listing."""
        if path in self.shown.own:
            return Target(self.shown.own[path], file_anchor(path))
        pages = self.shown.files.get(path, ())
        if pages:
            return Target(pages[0].docname, file_anchor(path))
        listings = self.shown.listings.get(path, ())
        if listings:
            return Target(listings[0].docname, line_anchor(path, listings[0].first))
        return None

    def folder(self, path: str) -> Target | None:
        """Return where a folder is shown."""
        docname = self.shown.folders.get(path)
        return None if docname is None else Target(docname, folder_anchor(path))

    def keywords(self, folder: str, order: str, key: str, number: int) -> Target | None:
        """Return where a page of a folder's keyword index is shown.

        If it is not, where its letter begins in the index of the nearest folder above.
        """
        for above in (folder, *folders_above(folder)) if folder else ("",):
            for page in self.shown.keywords.get(above, ()):
                if page.shows(order, key, number):
                    return Target(page.docname, keywords_anchor(above, key, number))
            number = 1
        return None

    def line(self, path: str, line: int) -> Target | None:
        """Return where a line of a file is listed."""
        for listing in self.shown.listings.get(path, ()):
            if listing.first <= line <= listing.last:
                prefix = line_prefix(path)
                block = f"{prefix}{listing.first}"
                return Target(listing.docname, f"{prefix}{line}", block)
        return None
