"""Places: the little that a link or a list needs to know of a symbol."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Self

from .symbols import SymbolKind  # noqa: TC001  (read by model.rows)

if TYPE_CHECKING:
    from .symbols import Symbol

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

    @classmethod
    def of(cls, symbol: Symbol) -> Self:
        """Return the place of a symbol."""
        return cls(
            symbol.usr,
            symbol.kind,
            symbol.name,
            symbol.qualified_name,
            symbol.path,
            *symbol.position,
            symbol.definition,
        )
