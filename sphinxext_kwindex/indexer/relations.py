"""How the declarations of a file stand to others."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any

from ..model import Access, Relation, RelationKind, SymbolKind
from .capi import CXCursor
from .kinds import (
    ALIAS_TEMPLATE,
    BASE_SPECIFIER,
    CLASS_LIKE,
    DECLARED,
    FRIEND,
    MEMBER_FUNCTIONS,
    UNEXPOSED,
    is_scope_end,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .names import Names
    from .symbols import FileView
    from .visit import Visited

__all__ = ["build_relations"]

_ACCESS = {1: Access.PUBLIC, 2: Access.PROTECTED, 3: Access.PRIVATE}
_REFERENCES = frozenset({43, 45, 46})
_TYPEDEFS = frozenset({20, 36})
_NAMESPACE_ALIAS = 33
_FUNCTIONS = frozenset({8, 30})


def build_relations(
    visited: list[Visited], view: FileView, names: Names
) -> Iterator[Relation]:
    """Yield the relations that the visited cursors of a file state."""
    builder = _Builder(view, names)
    owner: Visited | None = None
    for item in visited:
        if item.kind == FRIEND:
            owner = item
        yield from builder.relations(item, owner)


class _Builder:
    def __init__(self, view: FileView, names: Names) -> None:
        self.view = view
        self.names = names
        self.lib: Any = names.lib

    def relations(self, item: Visited, friend: Visited | None) -> Iterator[Relation]:
        """Yield the relations that one cursor states."""
        kind, parent = item.kind, item.parent
        if kind == BASE_SPECIFIER:
            yield from self._base(item)
        elif parent.kind == FRIEND:
            if friend is not None and (kind in DECLARED or kind in _REFERENCES):
                yield from self._friend(item, friend)
        elif kind in _REFERENCES:
            if parent.kind == _NAMESPACE_ALIAS:
                yield from self._namespace_alias(item)
        elif kind in _TYPEDEFS:
            yield from self._alias(item)
        elif kind in DECLARED or kind == UNEXPOSED:
            yield from self._specialization(item)
            yield from self._overrides(item)

    def _base(self, item: Visited) -> Iterator[Relation]:
        lib = self.lib
        target = self._target(lib.clang_getCursorReferenced(item.cursor))
        if target is None:
            of = lib.clang_getCanonicalType(lib.clang_getCursorType(item.cursor))
            target = self._target(lib.clang_getTypeDeclaration(of))
        if target is None:
            return
        yield self._relation(
            RelationKind.BASE,
            self.names.usr(item.parent),
            target,
            item.offset,
            access=_ACCESS.get(lib.clang_getCXXAccessSpecifier(item.cursor)),
            virtual=bool(lib.clang_isVirtualBase(item.cursor)),
        )

    def _friend(self, item: Visited, friend: Visited) -> Iterator[Relation]:
        # The visitor's parent of the friend declaration is the class.
        cursor = item.cursor
        if item.kind in _REFERENCES:
            cursor = self.lib.clang_getCursorReferenced(cursor)
        target = self._target(cursor)
        if target is not None and friend.parent.kind in CLASS_LIKE:
            source = self.names.usr(friend.parent)
            yield self._relation(RelationKind.FRIEND, source, target, item.offset)

    def _namespace_alias(self, item: Visited) -> Iterator[Relation]:
        # `namespace a = b::c` has one reference for each part; the last is meant.
        following = self.view.table.at(item.offset) + 1
        table = self.view.table
        if 0 < following < len(table) and table.texts[following] == "::":
            return
        target = self._target(self.lib.clang_getCursorReferenced(item.cursor))
        if target is not None:
            source = self.names.usr(item.parent)
            yield self._relation(RelationKind.ALIAS, source, target, item.offset)

    def _alias(self, item: Visited) -> Iterator[Relation]:
        lib = self.lib
        underlying = lib.clang_getTypedefDeclUnderlyingType(item.cursor)
        declared = lib.clang_getTypeDeclaration(underlying)
        target = self._target(declared)
        if target is None or not target[0]:
            return
        is_template = item.parent.kind == ALIAS_TEMPLATE
        source = self.names.usr(item.parent if is_template else item.cursor)
        if source != target[0]:
            yield self._relation(RelationKind.ALIAS, source, target, item.offset)

    def _specialization(self, item: Visited) -> Iterator[Relation]:
        lib = self.lib
        if item.kind != UNEXPOSED and not self.names.is_specialization(item.cursor):
            return
        template = lib.clang_getSpecializedCursorTemplate(item.cursor)
        target = self._target(template)
        source = self.names.usr(item.cursor)
        if target is not None and source != target[0]:
            kind = RelationKind.SPECIALIZATION
            yield self._relation(kind, source, target, item.offset)

    def _overrides(self, item: Visited) -> Iterator[Relation]:
        named = self.names.named(item.cursor)
        if named.kind not in MEMBER_FUNCTIONS or item.kind in _FUNCTIONS:
            return
        if named.kind is SymbolKind.CONSTRUCTOR:
            return
        lib = self.lib
        if not lib.clang_CXXMethod_isVirtual(item.cursor):
            return
        overridden = ctypes.POINTER(CXCursor)()
        count = ctypes.c_uint()
        lib.clang_getOverriddenCursors(
            item.cursor, ctypes.byref(overridden), ctypes.byref(count)
        )
        if not count.value:
            return
        targets = [
            self._target(CXCursor.from_buffer_copy(overridden[number]))
            for number in range(count.value)
        ]
        lib.clang_disposeOverriddenCursors(overridden)
        for target in targets:
            if target is not None:
                yield self._relation(
                    RelationKind.OVERRIDE, named.usr, target, item.offset
                )

    def _target(self, cursor: CXCursor) -> tuple[str, str] | None:
        """Return USR and qualified name; None where there is no declaration."""
        if is_scope_end(cursor.kind) or not cursor.declaration:
            return None
        named = self.names.named(cursor)
        if not named.usr or named.kind is None:
            return None
        if named.kind is SymbolKind.TEMPLATE_PARAMETER:
            return None
        return named.usr, self.names.qualified(cursor)

    def _relation(
        self,
        kind: RelationKind,
        source: str,
        target: tuple[str, str],
        offset: int,
        *,
        access: Access | None = None,
        virtual: bool = False,
    ) -> Relation:
        return Relation(
            kind=kind,
            source=source,
            target=target[0],
            target_name=target[1],
            path=self.view.path,
            position=self.view.table.position(offset),
            access=access,
            virtual=virtual,
        )
