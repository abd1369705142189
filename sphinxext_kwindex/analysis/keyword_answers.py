"""What the questions on keyword indices are answered with, as in `answers`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

__all__ = [
    "INCLUDE",
    "KeywordEntry",
    "KeywordHeading",
    "KeywordListing",
    "KeywordOrder",
    "KeywordPage",
    "KeywordPart",
]

INCLUDE = "include"
"""The kind of the headers that are asked for."""


class KeywordOrder(StrEnum):
    """What the entries are put together by."""

    LETTER = "letter"
    """The first of the name without its scope; ``#`` for what begins with none."""
    KIND = "kind"
    """In the order of the pages, then ``include``."""
    NAMESPACE = "namespace"
    """The innermost that an entry lies in; the empty string for none."""


class KeywordEntry(NamedTuple):
    """A qualified name of one kind, or a header as it is spelled."""

    kind: str
    """Value of a `SymbolKind`, or `INCLUDE`."""
    name: str
    """Without scope, of a specialisation with its arguments; of a header the file
    name."""
    scope: str
    """Qualified name of what encloses it; of a header its folder, as spelled."""
    usr: str
    """Of the symbol at the best place; empty for a header."""
    path: str
    """Of the best place: a definition, rather in a header; of a header the first file
    that includes it. No line: it would change with each edit above it."""
    symbols: int = 1
    """Number of symbols that share the name: overloads, file-local ones."""
    spelled: str = ""
    """Of a header, with its brackets."""
    target: str = ""
    """Of a header, its path if it is a file of the tree."""
    files: tuple[str, ...] = ()
    """Of a header, the files that include it, by path; at most twelve."""
    more: int = 0
    """Number of further files."""


class KeywordHeading(NamedTuple):
    """A letter, kind or namespace, and what is below it."""

    key: str
    entries: int
    pages: tuple[str, ...]
    """What each page begins and ends with, as ``Ma-Mo``; one empty string if there is
    one page."""


class KeywordPart(NamedTuple):
    """What fits on one page when few letters have few entries: to be made a page of."""

    label: str
    """As ``A-F``, ``S`` or ``Sa-Sm``."""
    keys: tuple[str, ...]
    """The letters, kinds or namespaces."""
    number: int
    """The page of the only key, from 1; 0 for all of them whole."""


@dataclass(frozen=True, slots=True)
class KeywordPage:
    """One page of the keyword index of a folder."""

    folder: str
    """Path from the source root; empty for the root."""
    order: KeywordOrder
    heading: KeywordHeading
    number: int
    """From 1."""
    entries: tuple[KeywordEntry, ...]


@dataclass(frozen=True, slots=True)
class KeywordListing:
    """Some pages of the keyword index of a folder, to be shown one after the other."""

    folder: str
    """Path from the source root; empty for the root."""
    order: KeywordOrder
    keys: tuple[str, ...]
    """All letters, kinds or namespaces that there are, those not shown too."""
    pages: tuple[KeywordPage, ...]
