"""Declarations: what a survey of a whole tree needs of a symbol."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, NamedTuple, Self

from .codec import CodecError, symbol_columns
from .documentation import TASK_FIELDS, Documentation
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
    """Style, brief, and the fields that are `TASK_FIELDS`, alone."""
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
_FIELDS = [field.name for field in fields(Documentation)].index("fields")
"""Place of its labelled parts, behind the details."""


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
    """Return a column of comments without what a survey does not need of them."""
    if isinstance(column, dict):
        return column | {"of": _briefs(column.get("of"))}
    if not isinstance(column, list):
        return column
    return [_brief(row) if isinstance(row, list) else row for row in column]


def _brief(row: list[Any]) -> list[Any]:
    if len(row) <= _FIELDS or not isinstance(row[_FIELDS], list):
        return row[:_BRIEF_FIELDS]
    tasks = [one for one in row[_FIELDS] if isinstance(one, list) and _is_task(one)]
    return [*row[:_BRIEF_FIELDS], [], tasks] if tasks else row[:_BRIEF_FIELDS]


def _is_task(row: list[Any]) -> bool:
    return bool(row) and isinstance(row[0], str) and row[0] in TASK_FIELDS
