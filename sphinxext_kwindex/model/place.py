"""Places: the little that a link or a list needs to know of a symbol."""

from __future__ import annotations

from typing import NamedTuple

from .symbols import SymbolKind  # noqa: TC001  (read by model.rows)

__all__ = ["Place"]


class Place(NamedTuple):
    """One declaration or definition of a symbol, without what is costly to read."""

    usr: str
    kind: SymbolKind
    name: str
    """As `Symbol.name`."""
    qualified_name: str
    """As `Symbol.qualified_name`."""
    path: str
    """POSIX path from the source root."""
    line: int
    """From 1."""
    column: int
    """From 1, in bytes."""
    definition: bool
