"""The page "Keyword index": all symbols that a page shows, from A to Z."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from sphinx.domains import Index, IndexEntry

from ..render import kind_title
from .pages.catalogue import PageKind
from .pages.titles import page_anchor
from .roles import last_component

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .domain import KwindexDomain

_LARGE = 5_000
"""Symbols above which the index leads to pages of keywords."""

__all__ = ["KeywordIndex"]


class KeywordIndex(Index):
    """Names without their scopes, by letter; the scope and kind stand beside them."""

    name = "index"
    localname = "Keyword index"
    shortname = "keywords"

    def generate(
        self, docnames: Iterable[str] | None = None
    ) -> tuple[list[tuple[str, list[IndexEntry]]], bool]:
        """Return the letters with their entries; not collapsed."""
        wanted = None if docnames is None else set(docnames)
        letters: dict[str, list[IndexEntry]] = {}
        domain = cast("KwindexDomain", self.domain)
        if domain.shown_number > _LARGE and domain.catalogue.roots:
            return sorted(self._pages(domain).items()), False
        for shown in sorted(domain.shown_symbols(), key=lambda s: _key(s.name)):
            if wanted is not None and shown.docname not in wanted:
                continue
            name = last_component(shown.name)
            scope = shown.name.removesuffix(name).removesuffix("::")
            entry = IndexEntry(
                name,
                0,
                shown.docname,
                shown.anchor,
                scope,
                "",
                kind_title(shown.kind).lower(),
            )
            letters.setdefault(_letter(entry.name), []).append(entry)
        return sorted(letters.items()), False

    def _pages(self, domain: KwindexDomain) -> dict[str, list[IndexEntry]]:
        """Return the pages of keywords that the trees have, by their first letter.

        All names on one page would be megabytes.
        """
        letters: dict[str, list[IndexEntry]] = {}
        for docname, page in sorted(domain.catalogue.pages.items()):
            if page.kind is PageKind.KEYWORDS and page.order == "letter":
                tree = page.key or "all files"
                anchor = page_anchor(docname)
                entry = IndexEntry(page.part, 0, docname, anchor, tree, "", "keywords")
                letters.setdefault(_letter(page.part), []).append(entry)
        return letters


def _letter(name: str) -> str:
    first = name.lstrip("_~")[:1].upper()
    return first if first.isalpha() else "#"


def _key(name: str) -> tuple[str, str]:
    last = last_component(name)
    return last.lstrip("_~").casefold(), name
