"""Bases, derived classes, overrides and the like, of one symbol, both ways."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model import Qualifier, RelationKind, SymbolKind
from .answers import RelatedSymbol, Relations, SymbolRef
from .refs import symbol_refs

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..model import Relation, Symbol
    from .protocol import Reader

__all__ = ["relations_of"]

_FORWARD = {
    RelationKind.BASE: "bases",
    RelationKind.OVERRIDE: "overrides",
    RelationKind.FRIEND: "friends",
    RelationKind.ALIAS: "alias_of",
    RelationKind.SPECIALIZATION: "specializes",
}
_BACKWARD = {
    RelationKind.BASE: "derived",
    RelationKind.OVERRIDE: "overridden_by",
    RelationKind.SPECIALIZATION: "specializations",
}
_CLASSES = frozenset({SymbolKind.CLASS, SymbolKind.STRUCT})
_VIRTUAL = frozenset({Qualifier.VIRTUAL, Qualifier.OVERRIDE, Qualifier.PURE})


def relations_of(
    reader: Reader, symbols: Mapping[str, Symbol], stated: Iterable[Relation]
) -> dict[str, Relations]:
    """Return the relations of the symbols that have any.

    ``symbols`` maps USRs to one declaration each; ``stated`` are the relations whose
    source is one of them (others are passed over).
    """
    forward: dict[str, list[Relation]] = {}
    for relation in stated:
        if relation.source in symbols:
            forward.setdefault(relation.source, []).append(relation)
    targets = [usr for usr, symbol in symbols.items() if _may_be_target(symbol)]
    known = reader.relations_to_all(targets) if targets else {}
    backward = {usr: found for usr, found in known.items() if found}
    both = [r for part in (forward, backward) for found in part.values() for r in found]
    refs = symbol_refs(
        reader,
        [usr for relation in both for usr in (relation.source, relation.target)],
        {relation.target: relation.target_name for relation in both},
    )
    return {
        usr: _relations(forward.get(usr, ()), backward.get(usr, ()), refs)
        for usr in symbols
        if usr in forward or usr in backward
    }


def _may_be_target(symbol: Symbol) -> bool:
    """Spare the question for what nothing can derive from or override."""
    if symbol.kind in _CLASSES or Qualifier.TEMPLATE in symbol.qualifiers:
        return True
    return not _VIRTUAL.isdisjoint(symbol.qualifiers)


def _relations(
    forward: Iterable[Relation],
    backward: Iterable[Relation],
    refs: Mapping[str, SymbolRef],
) -> Relations:
    """Sort relations into their fields."""
    fields: dict[str, dict[RelatedSymbol, None]] = {}
    for relation in sorted(forward, key=lambda r: (r.path, r.position)):
        if name := _FORWARD.get(relation.kind):
            target = refs.get(relation.target)
            ref = target or SymbolRef(relation.target, relation.target_name)
            found = RelatedSymbol(ref, relation.access, relation.virtual)
            fields.setdefault(name, {})[found] = None
    for relation in backward:
        name = _BACKWARD.get(relation.kind)
        source = refs.get(relation.source)
        if name and source:
            found = RelatedSymbol(source, relation.access, relation.virtual)
            fields.setdefault(name, {})[found] = None
    return Relations(
        **{
            name: tuple(found)
            if name == "bases"
            else tuple(sorted(found, key=_by_name))
            for name, found in fields.items()
        }
    )


def _by_name(related: RelatedSymbol) -> tuple[str, str]:
    return related.symbol.name, related.symbol.usr
