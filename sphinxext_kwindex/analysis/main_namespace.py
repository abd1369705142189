"""The namespace that a file is written in: names on its page stand without it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model import SymbolKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .keywords import Declared

__all__ = ["main_namespace"]

_UNSCOPED = frozenset({SymbolKind.NAMESPACE, SymbolKind.MACRO})


def main_namespace(found: Mapping[str, Declared]) -> str:
    """Return the innermost namespace with more than half of a file's symbols.

    It is one, so that a short name means one thing. Empty if there is none; macros do
    not count.
    """
    mains = [declared.main for declared in found.values()]
    names = [main.qualified_name for main in mains if main.kind not in _UNSCOPED]
    best = ""
    for main in mains:
        inside = f"{main.qualified_name}::"
        if main.kind is SymbolKind.NAMESPACE and len(inside) > len(best):
            held = sum(name.startswith(inside) for name in names)
            if 2 * held > len(names):
                best = inside
    return best.removesuffix("::")
