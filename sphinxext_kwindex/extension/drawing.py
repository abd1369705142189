"""What drawing on one page remembers: ids given, addresses, links."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from sphinx.errors import NoUri

from ..model import Role, SymbolKind
from ..render import Links, file_anchor, set_anchor, uses_anchor
from .destinations import is_c
from .domain import kwindex_domain
from .inventories import from_document
from .pages.extents import page_of_uses
from .pages.titles import page_anchor
from .targets import Target

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sphinx.builders import Builder

    from ..model import Place
    from ..render import Template
    from .destinations import Destination
    from .domain import KwindexDomain
    from .targets import Targets

    Ahead = tuple[Mapping[str, Template], Mapping[str, tuple[Place, ...]]]

__all__ = ["Drawing", "id_attribute"]


class Drawing:
    """What drawing on one page needs to remember."""

    def __init__(self, builder: Builder) -> None:
        self.builder = builder
        self.domain: KwindexDomain = kwindex_domain(builder.env)
        self.docname: str = getattr(builder, "current_docname", "")
        self.read_from = self.docname
        """The document of the node being drawn; another one only in singlehtml."""
        self.is_single = builder.name == "singlehtml"
        self.pages = _pages(builder) if self.is_single else None
        self._uris: dict[str, str | None] = {}
        self._owners: dict[str, int] = {}
        self._lines: dict[str, list[tuple[int, int]]] = {}
        self._symbols: dict[tuple[str, bool, bool], tuple[str | None, str]] = {}
        self._titles: dict[str, str] = {}
        self._view = 0
        self._language = "", False
        self.ahead: tuple[bytes, Ahead] | None = None
        """What was drawn when the page was read, packed, and what is in it."""

    @cached_property
    def _targets(self) -> Targets:
        """Where things are shown; while pages are written that does not change."""
        return self.domain.targets

    def next_view(self) -> None:
        """Begin a view: ids that an earlier one has given are not given again."""
        self._view += 1

    def claim(self, anchor: str) -> str | None:
        """Return an id if it is this view's to give."""
        return (
            anchor
            if self._owners.setdefault(anchor, self._view) == self._view
            else None
        )

    def claim_lines(
        self, path: str, first: int, last: int
    ) -> tuple[tuple[int, int], ...]:
        """Return the ranges of lines whose ids an earlier listing has; list these."""
        taken = self._lines.setdefault(path, [])
        before = tuple(taken)
        taken.append((first, last))
        return before

    def uri(self, target: Target | None) -> str | None:
        """Return the address of a place as seen from the page."""
        if target is None:
            return None
        docname, anchor, _ = target
        if self.pages is not None:
            return f"#{anchor}" if docname in self.pages else None
        if docname == self.docname:
            return f"#{anchor}"
        if docname not in self._uris:
            try:
                uri = self.builder.get_relative_uri(self.docname, docname)
            except NoUri:
                self._uris[docname] = None
            else:
                self._uris[docname] = uri
        base = self._uris[docname]
        return None if base is None else f"{base}#{anchor}" if anchor else base

    def _page(self, target: Target | None) -> str | None:
        """Return the address of what shows a file or folder.

        A generated page shows nothing else, so its own address is enough.
        """
        if target is not None and target.docname in self.domain.stubs.docnames:
            is_here = self.pages is not None or target.docname == self.docname
            target = target if is_here else Target(target.docname, "")
        return self.uri(target)

    def links(
        self,
        path: str,
        anchor: Callable[[str], str | None],
        *,
        code: bool = False,
        c: bool | None = None,
    ) -> Links:
        """Return the links of a view; ``path`` is the file it shows, if any.

        ``code`` as of `Destinations.symbol`, ``c`` too, if the file does not say it.
        """
        in_c = self._is_c(path) if c is None else c
        return Links(
            symbol=lambda usr: self._symbol(usr, c=in_c, code=code),
            definition=self._definition,
            uses=lambda usr: self._uses(usr, path),
            used=lambda usr: self._used(usr, path),
            rows=self._rows,
            path=lambda of, line: self._path(of, line, path),
            folder=self._folder,
            keywords=self._keywords,
            header=lambda spelled: self._header(spelled, c=in_c),
            documented=self._documented,
            name=lambda usr, of, line: (
                self._documented(usr) or self._path(of, line, path)
            ),
            line=lambda usr, of, line: (
                self._path(of, line, path) if self._documented(usr) else None
            ),
            outside=self._titles.get,
            anchor=anchor,
            set_anchor=lambda name: self.claim(set_anchor(name)),
        )

    def _is_c(self, path: str) -> bool:
        # All sections of a file ask.
        if path != self._language[0]:
            self._language = path, is_c(self.domain, path)
        return self._language[1]

    def _symbol(self, usr: str, *, c: bool, code: bool) -> str | None:
        key = usr, c, code
        if key not in self._symbols:
            found = self.domain.destinations.symbol(usr, c=c, code=code)
            hrefs = filter(None, map(self._address, found))
            href = next(hrefs, None)
            self._symbols[key] = href, self._titles.get(href or "", "")
        href, title = self._symbols[key]
        if href and title:
            # Two things may have one address; the title is asked for next.
            self._titles[href] = title
        return href

    def _header(self, spelled: str, *, c: bool) -> str | None:
        found = self.domain.destinations.header(spelled, c=c)
        return None if found is None else self._address(found)

    def _documented(self, usr: str) -> str | None:
        home = self._targets.home(usr)
        return home and self.uri(self.domain.documented.symbol(home))

    def _address(self, found: Destination) -> str | None:
        """Return the address of a destination, if this builder has it."""
        if found.target is not None:
            return self.uri(found.target)
        href = from_document(found.uri, self.docname)
        if found.title:
            self._titles[href] = found.title
        return href or None

    def _definition(self, usr: str) -> str | None:
        for place in self.domain.session.homes((usr,)).get(usr, ()):
            found = self.uri(self._targets.line(place.path, place.line))
            if found:
                return found
        return None

    def _uses(self, usr: str, path: str) -> str | None:
        """Return where the uses of a symbol at home in a file are listed."""
        pages = self.domain.shown.uses.get(path)
        if not pages:
            return None
        number = self.domain.session.pages_of_uses(path).get(usr, 0)
        docname = pages.get(number)
        return None if docname is None else self.uri(Target(docname, uses_anchor(usr)))

    def _used(self, usr: str, path: str) -> str | None:
        """Return where the uses of a symbol that is used are listed."""
        home = self._targets.home(usr)
        if home is None:
            return None
        if home.path == path:
            return self._uses(usr, path)
        pages = self.domain.shown.uses.get(home.path)
        if not pages or not self._is_listed(home):
            return None
        docname = pages.get(page_of_uses(self.domain, home))
        return None if docname is None else self.uri(Target(docname, uses_anchor(usr)))

    def _is_listed(self, home: Place) -> bool:
        """Tell whether the uses of a symbol are listed, as `UsesPlan` has them."""
        if home.kind is not SymbolKind.MACRO:
            return True
        mentions = self.domain.session.reader.mentions(home.usr)
        return any(
            one.path != home.path and one.role & Role.REFERENCE for one in mentions
        )

    def _rows(self, path: str, number: int) -> str | None:
        docname = self.domain.shown.rows.get(path, {}).get(number)
        if docname is None:
            return None
        anchor = page_anchor(docname)
        if number == 1:
            identity = f"{docname}\0{path}"
            anchor = f"{file_anchor(identity)}-keywords"
        return self.uri(Target(docname, anchor))

    def _path(self, path: str, line: int | None, own: str) -> str | None:
        targets, hosted = self._targets, self.domain.hosted
        if line is not None:
            found = self.uri(targets.line(path, line)) or hosted.uri(path, line)
            if found or path == own:
                return found or None
        return self._page(targets.file(path)) or hosted.uri(path, line) or None

    def _folder(self, path: str) -> str | None:
        found = self._page(self._targets.folder(path))
        return found or self.domain.hosted.uri(path, None) or None

    def _keywords(self, folder: str, order: str, key: str, number: int) -> str | None:
        return self.uri(self._targets.keywords(folder, order, key, number))


def _pages(builder: Builder) -> frozenset[str]:
    """Return the documents that singlehtml puts together."""
    found: set[str] = set()
    waiting = [builder.config.root_doc]
    while waiting:
        docname = waiting.pop()
        if docname not in found:
            found.add(docname)
            waiting += builder.env.toctree_includes.get(docname, [])
    return frozenset(found)


def id_attribute(anchor: str | None) -> str:
    """Return the attribute for an id; nothing for None."""
    return f' id="{anchor}"' if anchor else ""
