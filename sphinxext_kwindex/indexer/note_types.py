"""What rules ask of libclang: types and calls, by annotated token."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..notes import TypeFacts
from .capi import CONTINUE, CursorVisitor, CXCursor, CXType, take_text
from .kinds import CLASS_LIKE

if TYPE_CHECKING:
    from .tokens import TokenTable

__all__ = ["NoteTypes"]

_OBJECTS = frozenset({6, 9, 10})  # field, variable, parameter
_USES = frozenset({101, 102})  # of a variable, of a member
_POINTER, _L_REFERENCE, _R_REFERENCE, _RECORD = 101, 103, 104, 105
_ARRAYS = frozenset({112, 114, 115, 116})  # constant, incomplete, variable, dependent
_CALL, _METHOD, _FINAL = 103, 21, 404
_NO_SPECIFICATION = 0
_SCOPES = CLASS_LIKE | {22}  # and namespaces


class NoteTypes:
    """Answers on the tokens of one file, while libclang's cursors live."""

    def __init__(self, table: TokenTable, cursors: Any, lib: Any) -> None:
        self._table = table
        self._cursors = cursors
        self._lib = lib
        self._final: dict[int, bool] = {}
        self._qualified: dict[int, str] = {}

    def variable(self, token: int) -> TypeFacts | None:
        """Return the type of the variable, field or parameter named at a token."""
        kind = self._table.cursor_kinds[token]
        if kind not in _OBJECTS and kind not in _USES:
            return None
        lib, cursor = self._lib, self._cursors[token]
        written = lib.clang_getCursorType(cursor)
        of = lib.clang_getCanonicalType(written)
        return self._facts(of, written) if of.kind else None

    def copies(self, token: int) -> bool:
        """Tell if the variable declared is initialised by its copy constructor."""
        if self._table.cursor_kinds[token] not in _OBJECTS:
            return False
        lib = self._lib
        return any(
            child.kind == _CALL
            and lib.clang_CXXConstructor_isCopyConstructor(
                lib.clang_getCursorReferenced(child)
            )
            for child in self._children(self._cursors[token])
        )

    def calls_virtual(self, token: int) -> bool:
        """Tell if the method named may be overridden."""
        if self._table.cursor_kinds[token] not in _USES:
            return False
        lib = self._lib
        method = lib.clang_getCursorReferenced(self._cursors[token])
        if method.kind != _METHOD or not lib.clang_CXXMethod_isVirtual(method):
            return False
        key = method.declaration
        if key not in self._final:
            parent = lib.clang_getCursorSemanticParent(method)
            self._final[key] = self._is_final(method) or self._is_final(parent)
        return not self._final[key]

    def changes(self, token: int) -> bool:
        """Tell if the method or operator named is not const, or not known."""
        lib = self._lib
        method = lib.clang_getCursorReferenced(self._cursors[token])
        return not lib.clang_CXXMethod_isConst(method)

    def changes_argument(self, token: int, argument: int) -> bool:
        """Tell if the function named takes a parameter by reference, and not to const.

        Also true where nothing is known of it.
        """
        if self._table.cursor_kinds[token] not in _USES:
            return True
        lib = self._lib
        function = lib.clang_getCursorReferenced(self._cursors[token])
        if argument >= lib.clang_Cursor_getNumArguments(function):
            return True
        parameter = lib.clang_Cursor_getArgument(function, argument)
        of = lib.clang_getCanonicalType(lib.clang_getCursorType(parameter))
        if of.kind == _L_REFERENCE:
            return not lib.clang_isConstQualifiedType(lib.clang_getPointeeType(of))
        return bool(of.kind == _R_REFERENCE)

    def result_size(self, token: int) -> int:
        """Return the size of what the function named returns."""
        lib = self._lib
        function = lib.clang_getCursorReferenced(self._cursors[token])
        result = lib.clang_getCursorResultType(function)
        if not result.kind:
            return -1
        size: int = lib.clang_Type_getSizeOf(lib.clang_getCanonicalType(result))
        return size

    def may_throw(self, token: int) -> bool:
        """Tell if the function declared has no exception specification."""
        specification: int = self._lib.clang_getCursorExceptionSpecificationType(
            self._cursors[token]
        )
        return specification == _NO_SPECIFICATION

    def _facts(self, of: CXType, written: CXType) -> TypeFacts:
        lib = self._lib
        is_record = of.kind == _RECORD
        name = ""
        if is_record:
            name = self._name(lib.clang_getTypeDeclaration(of))
        return TypeFacts(
            size=max(-1, lib.clang_Type_getSizeOf(of)),
            is_record=is_record,
            is_pointer=of.kind == _POINTER,
            is_reference=of.kind in (_L_REFERENCE, _R_REFERENCE),
            is_const=self._is_const(of) or self._is_const(written),
            name=name,
        )

    def _is_const(self, of: CXType) -> bool:
        while of.kind in _ARRAYS:
            of = self._lib.clang_getArrayElementType(of)
        return bool(self._lib.clang_isConstQualifiedType(of))

    def _name(self, cursor: CXCursor) -> str:
        """Return the qualified name; `Names` would remember that it was asked."""
        lib, key = self._lib, cursor.declaration
        if key not in self._qualified:
            parts: list[str] = []
            while cursor.kind in _SCOPES:
                parts.append(take_text(lib, lib.clang_getCursorSpelling(cursor)))
                cursor = lib.clang_getCursorSemanticParent(cursor)
            self._qualified[key] = "::".join(filter(None, reversed(parts)))
        return self._qualified[key]

    def _is_final(self, cursor: CXCursor) -> bool:
        return any(child.kind == _FINAL for child in self._children(cursor))

    def _children(self, cursor: CXCursor) -> list[CXCursor]:
        found: list[CXCursor] = []

        def note(child: CXCursor, _: CXCursor, __: int | None) -> int:
            found.append(child)
            return CONTINUE

        self._lib.clang_visitChildren(cursor, CursorVisitor(note), None)
        return found
