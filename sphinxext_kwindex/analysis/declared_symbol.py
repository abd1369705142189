"""What a survey of the tree gathers of one symbol, declaration by declaration."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from ..model import RECORD_KINDS, Access, Linkage, Qualifier, SymbolKind
from ..scan import is_other
from .briefs import brief_of
from .include_graph import is_header
from .refs import DEFINED_ONCE

if TYPE_CHECKING:
    from collections.abc import Container

    from ..model import Declaration

__all__ = ["KEY_KINDS", "DeclaredSymbol", "is_hidden", "is_public", "is_told"]

KEY_KINDS = RECORD_KINDS | {
    SymbolKind.ENUM,
    SymbolKind.CONCEPT,
    SymbolKind.ALIAS,
    SymbolKind.FUNCTION,
}
"""What may be a key concept. Not macros: those of exports and attributes would lead."""
_UNDOCUMENTED_KINDS = frozenset(
    {SymbolKind.NAMESPACE, SymbolKind.NAMESPACE_ALIAS, SymbolKind.DEDUCTION_GUIDE}
)
_UNDOCUMENTED = frozenset(
    {
        Qualifier.ANONYMOUS,
        Qualifier.DEFAULTED,
        Qualifier.DELETED,
        Qualifier.FRIEND,
        Qualifier.INACTIVE,
        Qualifier.OVERRIDE,
        Qualifier.SPECIALIZATION,
    }
)
"""Of declarations that are told by others: an override by what it overrides."""
_INTERNAL = re.compile(r"(?:^|[_:/])(?:detail|details|impl|internal|private)(?:[:/]|$)")
"""Scopes and folders that say that others are not to use what is inside."""


class DeclaredSymbol:
    """What is gathered of one symbol; many are made, so the little that is needed."""

    __slots__ = ("brief", "documented", "files", "is_told", "name", "place", "users")

    def __init__(self, symbol: Declaration) -> None:
        self.files: list[str] = []
        """Paths that declare it, each once, in order."""
        self.place = _Place(symbol)
        self.name = symbol.qualified_name
        self.is_told = False
        """Whether a comment may be expected of it."""
        self.documented = False
        self.brief = ""
        self.users = 0
        """Files that refer to it, but for that of its definition."""

    def note(self, symbol: Declaration) -> None:
        """Note a declaration; they come in the order of the paths."""
        if not self.files or self.files[-1] != symbol.path:
            self.files.append(symbol.path)
        if symbol.definition and self.place.is_worse_than(symbol):
            self.place = _Place(symbol)
        if symbol.documentation is not None:
            self.documented = True
            if symbol.kind in KEY_KINDS and not self.brief:
                self.brief = brief_of(symbol.documentation)

    def credited(self) -> list[str]:
        """Return the files that are used when it is."""
        home = self.place.path
        if len(self.files) == 1 or self.place.kind in DEFINED_ONCE:
            return [home]
        # Whoever includes a header does not use the source file that defines it.
        return [path for path in self.files if path != home]

    def told_in(self) -> str:
        """Return the file whose declaration of it a comment is expected at."""
        if self.place.kind in DEFINED_ONCE:
            return self.place.path
        # A definition elsewhere repeats a declaration, which comes first to readers.
        return next((f for f in self.files if f != self.place.path), self.place.path)


class _Place:
    """The place of a definition, else of the first declaration."""

    __slots__ = ("definition", "is_internal", "kind", "path")

    def __init__(self, symbol: Declaration) -> None:
        self.kind = symbol.kind
        self.path = symbol.path
        self.definition = symbol.definition
        self.is_internal = symbol.linkage is Linkage.INTERNAL

    def is_worse_than(self, definition: Declaration) -> bool:
        """Tell whether a later definition is rather what is meant.

        Programs may each define a class of one name: that of a header is meant.
        """
        return not self.definition or (
            self.kind in DEFINED_ONCE
            and is_header(definition.path)
            and not is_header(self.path)
        )


def is_hidden(symbol: Declaration) -> bool:
    """Tell whether neither a symbol nor what is inside of it is public."""
    return (
        symbol.access is Access.PRIVATE
        or symbol.linkage is Linkage.INTERNAL
        or _is_internal(symbol.qualified_name.removesuffix(symbol.name))
    )


@lru_cache(4096)
def _is_internal(name: str) -> bool:
    return bool(_INTERNAL.search(name))


def is_public(path: str, included: Container[str]) -> bool:
    """Tell whether others may include a file; ``included`` are those that are.

    A file of another language is none: a CMake target has no comment for readers.
    """
    can_be = not is_other(path) and (is_header(path) or path in included)
    return can_be and not _is_internal(path.rpartition("/")[0])


def is_told(symbol: Declaration) -> bool:
    """Tell whether a comment may be expected of a declaration that is not hidden."""
    return bool(
        symbol.name
        and symbol.macro is None
        and symbol.kind not in _UNDOCUMENTED_KINDS
        and _UNDOCUMENTED.isdisjoint(symbol.qualifiers)
    )
