"""Where the links of a page lead."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from ..analysis import best_place
from ..render import Links, place_anchor, symbol_anchor, uses_anchor
from .names import address, docs_page, keywords_page

if TYPE_CHECKING:
    from ..analysis import FileSummary
    from ..store import IndexReader
    from .hosted import HostedRepository

__all__ = ["Sources", "Targets"]


class Sources:
    """Where the text of a file can be reached from the pages, if anywhere."""

    def __init__(self, root: Path, out: Path, hosted: HostedRepository) -> None:
        """Find out.

        Relative links hold only where source and page move together: in one
        repository, or with the output below the source root.
        """
        root, out = root.resolve(), out.resolve()
        top = next((p for p in (root, *root.parents) if (p / ".git").exists()), root)
        self._up = None
        if out.is_relative_to(top):
            self._up = Path(os.path.relpath(root, out)).as_posix()
        self._hosted = hosted

    def uri(self, path: str, line: int | None, page: str) -> str | None:
        """Return the address of a file's text; None if it cannot be reached."""
        if self._up is not None:
            depth = page.count("/")
            there = "/".join(("..",) * depth + (self._up, path))
            fragment = "" if line is None else f"#L{line}"
            return quote(os.path.normpath(there).replace(os.sep, "/")) + fragment
        return self._hosted.uri(path, line) or None


class Targets:
    """The places that symbols have on the pages."""

    def __init__(self, reader: IndexReader, paths: frozenset[str]) -> None:
        self._reader = reader
        self.paths = paths
        """Files that have pages."""
        self._homes: dict[str, str | None] = {}

    def links(self, path: str, page: str, sources: Sources) -> Links:
        """Return the links of a page.

        :param path: the file that it is about; empty for none.
        """

        def symbol(usr: str) -> str | None:
            home = self.home(usr)
            if home is None:
                return None
            return address(page, keywords_page(home), symbol_anchor(usr))

        def file(target: str, line: int | None) -> str | None:
            if target not in self.paths:
                return None
            if line is not None:
                source = sources.uri(target, line, page)
                if source is not None or target == path:
                    return source
            return address(page, docs_page(target))

        def anchor(usr: str) -> str | None:
            return self.anchor(usr, path)

        return Links(symbol=symbol, path=file, anchor=anchor)

    def with_rows(self, links: Links, summary: FileSummary, page: str) -> Links:
        """Return the links of a page, with those to the rows of its file first."""
        rows = {
            keyword.usr
            for group in summary.groups
            for found in group.sets
            for keyword in found.keywords
        }
        path = summary.path

        def symbol(usr: str) -> str | None:
            if usr not in rows:
                return links.symbol(usr)
            return address(page, keywords_page(path), self.anchor(usr, path))

        return replace(links, symbol=symbol)

    def with_uses(self, links: Links, summary: FileSummary, page: str) -> Links:
        """Return the links of a page, with those to who uses the symbols of its file.

        That is on the file's own page, also of what another file defines.
        """
        listed = {row.symbol.usr for row in summary.uses}
        path = summary.path

        def used(usr: str) -> str | None:
            if usr not in listed:
                return None
            return address(page, docs_page(path), uses_anchor(usr))

        return replace(links, used=used)

    def anchor(self, usr: str, path: str) -> str:
        """Return the anchor of a symbol on the page of a file that declares it."""
        if self.home(usr) == path:
            return symbol_anchor(usr)
        return place_anchor(usr, path)

    def home(self, usr: str) -> str | None:
        """Return the file whose page is a symbol's own: rather a definition's."""
        if usr not in self._homes:
            # One question for all of a page would need to know them before.
            self.prepare((usr,))
        return self._homes[usr]

    def prepare(self, usrs: tuple[str, ...]) -> None:
        """Look symbols up, all at once."""
        wanted = [usr for usr in usrs if usr not in self._homes]
        found = self._reader.places(wanted) if wanted else {}
        for usr in wanted:
            places = [one for one in found.get(usr, ()) if one.path in self.paths]
            # A header guard has no row.
            self._homes[usr] = best_place(places).path if places else None
