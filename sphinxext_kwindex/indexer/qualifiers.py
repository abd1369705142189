"""What is said of a declaration in one word: from its head, and from libclang."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ..model import FUNCTION_KINDS, Access, Linkage, Qualifier, SymbolKind
from .kinds import MEMBER_FUNCTIONS, TEMPLATE_CURSORS, UNEXPOSED

if TYPE_CHECKING:
    from .capi import CXCursor
    from .heads import Head

__all__ = ["access_of", "head_qualifiers", "linkage_of", "qualifiers_of"]

_ACCESS = {1: Access.PUBLIC, 2: Access.PROTECTED, 3: Access.PRIVATE}
_LINKAGE = {2: Linkage.INTERNAL, 3: Linkage.INTERNAL, 4: Linkage.EXTERNAL}
_NO_LINKAGE = frozenset(
    {SymbolKind.ALIAS, SymbolKind.NAMESPACE_ALIAS, SymbolKind.CONCEPT}
)
_STORAGE = {2: Qualifier.EXTERN, 3: Qualifier.STATIC}
_DEPRECATED, _UNAVAILABLE = 1, 2

_BEFORE = {
    word: Qualifier(word)
    for word in (
        "consteval",
        "constexpr",
        "constinit",
        "explicit",
        "extern",
        "friend",
        "inline",
        "mutable",
        "static",
        "thread_local",
        "virtual",
        "volatile",
    )
}
_AFTER = {
    "const": Qualifier.CONST,
    "default": Qualifier.DEFAULTED,
    "delete": Qualifier.DELETED,
    "final": Qualifier.FINAL,
    "noexcept": Qualifier.NOEXCEPT,
    "override": Qualifier.OVERRIDE,
    "volatile": Qualifier.VOLATILE,
    "0": Qualifier.PURE,
}
_TYPES = frozenset({SymbolKind.CLASS, SymbolKind.STRUCT, SymbolKind.UNION})
_OBJECTS = frozenset({SymbolKind.VARIABLE, SymbolKind.FIELD})
_METHOD_TESTS = (
    ("clang_CXXMethod_isStatic", Qualifier.STATIC),
    ("clang_CXXMethod_isConst", Qualifier.CONST),
    ("clang_CXXMethod_isDefaulted", Qualifier.DEFAULTED),
    ("clang_CXXMethod_isDeleted", Qualifier.DELETED),
    ("clang_CXXMethod_isExplicit", Qualifier.EXPLICIT),
)


_SCOPE_TESTS = {
    SymbolKind.ENUM: ("clang_EnumDecl_isScoped", Qualifier.SCOPED),
    SymbolKind.NAMESPACE: ("clang_Cursor_isInlineNamespace", Qualifier.INLINE),
}


def access_of(lib: Any, cursor: CXCursor) -> Access | None:
    """Return the access of a member; None of what is no member."""
    return _ACCESS.get(lib.clang_getCXXAccessSpecifier(cursor))


def linkage_of(lib: Any, cursor: CXCursor, kind: SymbolKind) -> Linkage:
    """Return the linkage."""
    if kind in _NO_LINKAGE:
        return Linkage.NONE
    if kind is SymbolKind.NAMESPACE and lib.clang_Cursor_isAnonymous(cursor):
        return Linkage.INTERNAL  # libclang says that of its members only
    return _LINKAGE.get(lib.clang_getCursorLinkage(cursor), Linkage.NONE)


def qualifiers_of(
    lib: Any, cursor: CXCursor, kind: SymbolKind, head: Head | None
) -> set[Qualifier]:
    """Return what libclang and the head say; the head is None of macros' products."""
    found: set[Qualifier] = set()
    if head is not None:
        found |= head_qualifiers(head, kind)
    if kind in FUNCTION_KINDS:
        found |= _of_function(lib, cursor, kind)
    elif kind in _OBJECTS:
        found |= _of_object(lib, cursor)
    elif kind in _TYPES:
        found |= _of_type(lib, cursor)
    elif kind in _SCOPE_TESTS:
        name, qualifier = _SCOPE_TESTS[kind]
        if getattr(lib, name)(cursor):
            found.add(qualifier)
    if cursor.kind in TEMPLATE_CURSORS:
        found.add(Qualifier.TEMPLATE)
    available = lib.clang_getCursorAvailability(cursor)
    if available == _DEPRECATED:
        found.add(Qualifier.DEPRECATED)
    elif available == _UNAVAILABLE and kind in FUNCTION_KINDS:
        found.add(Qualifier.DELETED)
    return found


def head_qualifiers(head: Head, kind: SymbolKind) -> set[Qualifier]:
    """Return what the words and attributes of a head say."""
    found: set[Qualifier] = set()
    if head.attributes:
        if head.attributes & {"nodiscard", "warn_unused_result"}:
            found.add(Qualifier.NODISCARD)
        if "deprecated" in head.attributes:
            found.add(Qualifier.DEPRECATED)
    if kind in FUNCTION_KINDS or kind in _OBJECTS:
        found.update(_BEFORE[word] for word in head.before if word in _BEFORE)
    if kind in FUNCTION_KINDS:
        found.update(_AFTER[word] for word in head.after if word in _AFTER)
    elif kind in _TYPES and "final" in head.after:
        found.add(Qualifier.FINAL)
    return found


@lru_cache(maxsize=4)
def _method_tests(lib: Any) -> tuple[tuple[Any, Qualifier], ...]:
    """Return the functions of a libclang that tell something of a method."""
    return tuple(
        (getattr(lib, name), qualifier)
        for name, qualifier in _METHOD_TESTS
        if hasattr(lib, name)
    )


def _of_function(lib: Any, cursor: CXCursor, kind: SymbolKind) -> set[Qualifier]:
    found: set[Qualifier] = set()
    if kind in MEMBER_FUNCTIONS:
        for test, qualifier in _method_tests(lib):
            if test(cursor) == 1:
                found.add(qualifier)
        if lib.clang_CXXMethod_isVirtual(cursor) == 1:
            found.add(Qualifier.VIRTUAL)
            if lib.clang_CXXMethod_isPureVirtual(cursor) == 1:
                found.add(Qualifier.PURE)
    if lib.clang_Cursor_isVariadic(cursor):
        found.add(Qualifier.VARIADIC)
    storage = _STORAGE.get(lib.clang_Cursor_getStorageClass(cursor))
    if storage is not None:
        found.add(storage)
    return found


def _of_object(lib: Any, cursor: CXCursor) -> set[Qualifier]:
    found: set[Qualifier] = set()
    if cursor.kind == UNEXPOSED:
        return found
    if lib.clang_isConstQualifiedType(lib.clang_getCursorType(cursor)):
        found.add(Qualifier.CONST)
    if lib.clang_Cursor_isBitField(cursor):
        found.add(Qualifier.BITFIELD)
    storage = _STORAGE.get(lib.clang_Cursor_getStorageClass(cursor))
    if storage is not None:
        found.add(storage)
    return found


def _of_type(lib: Any, cursor: CXCursor) -> set[Qualifier]:
    # libclang says it of each `class X;`, where it knows the definition: a matter of
    # what else is read.
    defined = lib.clang_isCursorDefinition(cursor)
    if defined and lib.clang_CXXRecord_isAbstract(cursor):
        return {Qualifier.ABSTRACT}
    return set()
