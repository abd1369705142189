"""What drawing on one page remembers: ids given, addresses, links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.errors import NoUri

from ..render import Links, set_anchor, uses_anchor
from .domain import kwindex_domain
from .targets import Target

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.builders import Builder

    from .domain import KwindexDomain

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
        self._view = 0

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

    def links(self, path: str, anchor: Callable[[str], str | None]) -> Links:
        """Return the links of a view; ``path`` is the file it shows, if any."""
        return Links(
            symbol=self._symbol,
            definition=self._definition,
            uses=lambda usr: self._uses(usr, path),
            path=lambda of, line: self._path(of, line, path),
            folder=self._folder,
            keywords=self._keywords,
            anchor=anchor,
            set_anchor=lambda name: self.claim(set_anchor(name)),
        )

    def _symbol(self, usr: str) -> str | None:
        domain = self.domain
        found = self.uri(domain.targets.symbol(usr))
        if found:
            return found
        places = domain.session.homes((usr,)).get(usr)
        if not places:
            return None
        home = places[0]
        documented = self.uri(domain.documented.target(home.qualified_name))
        return documented or domain.hosted.uri(home.path, home.line) or None

    def _definition(self, usr: str) -> str | None:
        targets = self.domain.targets
        for place in self.domain.session.homes((usr,)).get(usr, ()):
            found = self.uri(targets.line(place.path, place.line))
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

    def _path(self, path: str, line: int | None, own: str) -> str | None:
        targets, hosted = self.domain.targets, self.domain.hosted
        if line is not None:
            found = self.uri(targets.line(path, line)) or hosted.uri(path, line)
            if found or path == own:
                return found or None
        return self.uri(targets.file(path)) or hosted.uri(path, line) or None

    def _folder(self, path: str) -> str | None:
        found = self.uri(self.domain.targets.folder(path))
        return found or self.domain.hosted.uri(path, None) or None

    def _keywords(self, folder: str, order: str, key: str, number: int) -> str | None:
        return self.uri(self.domain.targets.keywords(folder, order, key, number))


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
