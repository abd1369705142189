"""A symbol to be named and linked: what every answer says symbols with."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ..model import SymbolKind

__all__ = ["Site", "SymbolRef"]


class Site(NamedTuple):
    """Where a symbol is declared or defined."""

    path: str
    line: int
    definition: bool


class SymbolRef(NamedTuple):
    """A symbol to be named and linked."""

    usr: str
    name: str
    """Qualified name."""
    kind: SymbolKind | None = None
    """None for symbols of no file of the tree."""
    site: Site | None = None
    """Its definition, else a declaration; None outside of the tree."""
