"""The outline of a file: namespace > class > member."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..model import Place, SymbolKind
from .answers import OutlineEntry
from .keywords import is_wanted, shown_name, symbol_scope
from .refs import best_place

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .keywords import Declared
    from .options import FileOptions
    from .protocol import Reader

__all__ = ["outline_of"]

_LEFT_OUT = frozenset({SymbolKind.MACRO, SymbolKind.ENUMERATOR})
"""Kinds that have a table, but no place in the structure."""
_SCOPES = frozenset(
    {
        SymbolKind.NAMESPACE,
        SymbolKind.CLASS,
        SymbolKind.STRUCT,
        SymbolKind.UNION,
        SymbolKind.ENUM,
        SymbolKind.SECTION,
    }
)


@dataclass(slots=True)
class _Node:
    """An entry while its children are gathered."""

    usr: str
    kind: SymbolKind | None
    name: str
    qualified_name: str
    line: int | None
    wanted: bool
    """False for a scope that is shown only for what it holds."""
    overloads: int = 1
    children: list[_Node] = field(default_factory=list)

    def entry(self) -> OutlineEntry:
        return OutlineEntry(
            usr=self.usr,
            kind=self.kind,
            name=self.name,
            line=self.line,
            overloads=self.overloads,
            children=tuple(child.entry() for child in self.children),
        )


def outline_of(
    reader: Reader, found: Mapping[str, Declared], options: FileOptions
) -> tuple[OutlineEntry, ...]:
    """Return the outline of a file's declarations, in the order of the text.

    Macros and enumerators are left out. A member that is defined outside of its class
    hangs below it even if the class stands in another file.
    """
    scopes = {
        usr: _node(declared, options)
        for usr, declared in found.items()
        if declared.main.kind in _SCOPES
    }
    top: list[_Node] = []
    outside = _Outside(scopes, _places_of_parents(reader, found), top)
    for usr, declared in found.items():
        symbol = declared.main
        node = scopes.get(usr) or _node(declared, options)
        # A scope is taken in any case: what is asked for may stand inside of it.
        if usr in scopes or (node.wanted and symbol.kind not in _LEFT_OUT):
            parent = next((s.parent for s in declared.all if s.parent), None)
            _add(outside.children_of(parent, symbol_scope(symbol)), node)
    return tuple(node.entry() for node in _pruned(top))


@dataclass(frozen=True, slots=True)
class _Outside:
    """Finds where an entry belongs, and makes the scopes that stand in other files."""

    scopes: dict[str, _Node]
    places: Mapping[str, tuple[Place, ...]]
    top: list[_Node]

    def children_of(self, parent: str | None, scope: str) -> list[_Node]:
        """Return the list that the members of a scope are put into."""
        if parent is None:
            return self.top
        if parent not in self.scopes:
            around = self._around(scope)
            places = self.places.get(parent)
            kind = best_place(places).kind if places else None
            # Below the scope around it, the rest of the name is enough.
            name = scope.removeprefix(f"{around.qualified_name}::") if around else scope
            node = _Node(parent, kind, name, scope, None, wanted=False)
            self.scopes[parent] = node
            (around.children if around else self.top).append(node)
        return self.scopes[parent].children

    def _around(self, scope: str) -> _Node | None:
        """Return the innermost scope of this file around a qualified name."""
        around = (
            node
            for node in self.scopes.values()
            if node.qualified_name and scope.startswith(f"{node.qualified_name}::")
        )
        return max(around, key=lambda node: len(node.qualified_name), default=None)


def _places_of_parents(
    reader: Reader, found: Mapping[str, Declared]
) -> Mapping[str, tuple[Place, ...]]:
    parents = {s.parent for d in found.values() for s in d.all if s.parent}
    missing = sorted(parents - set(found))
    return reader.places(missing) if missing else {}


def _node(declared: Declared, options: FileOptions) -> _Node:
    symbol = declared.main
    return _Node(
        usr=symbol.usr,
        kind=symbol.kind,
        name=shown_name(symbol),
        qualified_name=symbol.qualified_name,
        line=symbol.position.line,
        wanted=is_wanted(symbol.kind, symbol.access, options),
    )


def _add(siblings: list[_Node], node: _Node) -> None:
    """Add an entry; an overload is counted with the entry that has its name."""
    if node.kind not in _SCOPES:
        for other in siblings:
            if other.kind is node.kind and other.name == node.name:
                other.overloads += 1
                return
    siblings.append(node)


def _pruned(nodes: Iterable[_Node]) -> list[_Node]:
    """Drop the scopes that are not asked for and hold nothing that is."""
    kept = []
    for node in nodes:
        node.children = _pruned(node.children)
        if node.children or node.wanted:
            kept.append(node)
    return kept
