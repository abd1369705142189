"""Declarations: what a survey of a whole tree needs of a symbol."""

from __future__ import annotations

from typing import Any, NamedTuple, Self

from .codec import CodecError, symbol_columns
from .documentation import Documentation  # noqa: TC001  (a named tuple's field)
from .symbols import Access, Linkage, Qualifier, Symbol, SymbolKind
from .tables import from_column

__all__ = ["Declaration", "declarations_of"]


class Declaration(NamedTuple):
    """A declaration or definition, without what is costly to read; as `Symbol`."""

    usr: str
    kind: SymbolKind
    name: str
    qualified_name: str
    path: str
    line: int
    """From 1."""
    definition: bool
    parent: str | None
    access: Access | None
    linkage: Linkage
    qualifiers: tuple[Qualifier, ...]
    documentation: Documentation | None
    """Style and brief alone."""
    macro: str | None

    @classmethod
    def of(cls, symbol: Symbol) -> Self:
        """Return what is needed of a symbol."""
        return cls(
            symbol.usr,
            symbol.kind,
            symbol.name,
            symbol.qualified_name,
            symbol.path,
            symbol.position.line,
            symbol.definition,
            symbol.parent,
            symbol.access,
            symbol.linkage,
            symbol.qualifiers,
            symbol.documentation,
            symbol.macro,
        )


_DECLARED = Declaration._fields[7:]
"""Those of `Declaration` that are not of `Place`."""
_BRIEF_FIELDS = 2
"""Fields that `Documentation` begins with: style and brief."""


def declarations_of(data: bytes) -> tuple[Declaration, ...]:
    """Return what a survey needs of the symbols, in order; raises CodecError.

    Half the cost of the symbols themselves.
    """
    columns, raw = symbol_columns(data)
    raw["documentation"] = _briefs(raw["documentation"])
    usrs, kinds, symbols, qualified, paths, positions, _, definitions = columns
    rest = [from_column(Symbol, name, raw[name]) for name in _DECLARED]
    lines = [position.line for position in positions]
    rows = [usrs, kinds, symbols, qualified, paths, lines, definitions, *rest]
    if len({*map(len, rows)}) > 1:
        raise CodecError("declarations have columns of several lengths")
    return tuple(map(Declaration, *rows))


def _briefs(column: Any) -> Any:
    """Return a column of comments, cut behind style and brief."""
    if isinstance(column, dict):
        return column | {"of": _briefs(column.get("of"))}
    if not isinstance(column, list):
        return column
    return [row[:_BRIEF_FIELDS] if isinstance(row, list) else row for row in column]
