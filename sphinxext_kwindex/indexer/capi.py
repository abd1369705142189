"""The part of libclang's C interface that the extraction calls, for ctypes.

Own function objects on an own handle of the library: those of `clang.cindex` carry
its argument types, and making its cursor objects costs more than the parse of a small
file. Structures and functions as in clang-c/Index.h of LLVM 14 to 22.
"""

from __future__ import annotations

import ctypes
from ctypes import (
    CFUNCTYPE,
    POINTER,
    Structure,
    c_char_p,
    c_int,
    c_longlong,
    c_uint,
    c_ulong,
    c_ulonglong,
    c_void_p,
)
from functools import lru_cache
from typing import Any, ClassVar

__all__ = [
    "BREAK",
    "CONTINUE",
    "MACRO_LOCATION",
    "RECURSE",
    "CXCursor",
    "CXSourceLocation",
    "CXSourceRange",
    "CXToken",
    "CXType",
    "CXUnsavedFile",
    "CursorVisitor",
    "InclusionVisitor",
    "load_functions",
    "take_text",
]

MACRO_LOCATION = 0x80000000
"""Bit of a raw source location that lies in a macro expansion, not in a file."""

BREAK, CONTINUE, RECURSE = 0, 1, 2
"""What a cursor visitor returns (CXChildVisitResult)."""

Fields = list[tuple[str, Any]]


class CXString(Structure):
    """A string of libclang's; `take_text` reads and frees it."""

    _fields_: ClassVar[Fields] = [("data", c_void_p), ("flags", c_uint)]


class CXCursor(Structure):
    """An AST node.

    The three pointers are libclang's array ``data``: an array would be made anew each
    time that it is looked at.
    """

    _fields_: ClassVar[Fields] = [
        ("kind", c_int),
        ("xdata", c_int),
        ("declaration", c_void_p),  # in declarations and references; None if none
        ("second", c_void_p),
        ("third", c_void_p),
    ]


class CXType(Structure):
    """A type."""

    _fields_: ClassVar[Fields] = [("kind", c_int), ("data", c_void_p * 2)]


class CXSourceLocation(Structure):
    """A place; ``int_data`` is the raw location, ordered within one file."""

    _fields_: ClassVar[Fields] = [("ptr_data", c_void_p * 2), ("int_data", c_uint)]


class CXSourceRange(Structure):
    """A stretch, half open, in raw locations."""

    _fields_: ClassVar[Fields] = [
        ("ptr_data", c_void_p * 2),
        ("begin", c_uint),
        ("end", c_uint),
    ]


class CXToken(Structure):
    """``int_data`` is kind, raw location, length in bytes, reserved."""

    _fields_: ClassVar[Fields] = [("int_data", c_uint * 4), ("ptr_data", c_void_p)]


class CXUnsavedFile(Structure):
    """Contents to use instead of those on disk; the length is in bytes."""

    _fields_: ClassVar[Fields] = [
        ("filename", c_char_p),
        ("contents", c_char_p),
        ("length", c_ulong),
    ]


class CXSourceRangeList(Structure):
    """Ranges that libclang owns."""

    _fields_: ClassVar[Fields] = [
        ("count", c_uint),
        ("ranges", POINTER(CXSourceRange)),
    ]


CursorVisitor = CFUNCTYPE(c_int, CXCursor, CXCursor, c_void_p)
InclusionVisitor = CFUNCTYPE(
    None, c_void_p, POINTER(CXSourceLocation), c_uint, c_void_p
)

_UNIT = _FILE = _INDEX = _DIAGNOSTIC = c_void_p
_OUT = POINTER(c_uint)
_PLACE = [CXSourceLocation, POINTER(c_void_p), _OUT, _OUT, _OUT]

_REQUIRED: dict[str, tuple[Any, list[Any]]] = {
    "createIndex": (_INDEX, [c_int, c_int]),
    "disposeIndex": (None, [_INDEX]),
    "parseTranslationUnit2": (
        c_int,
        [
            _INDEX,
            c_char_p,
            POINTER(c_char_p),
            c_int,
            POINTER(CXUnsavedFile),
            c_uint,
            c_uint,
            POINTER(_UNIT),
        ],
    ),
    "disposeTranslationUnit": (None, [_UNIT]),
    "saveTranslationUnit": (c_int, [_UNIT, c_char_p, c_uint]),
    "getTranslationUnitCursor": (CXCursor, [_UNIT]),
    "visitChildren": (c_uint, [CXCursor, CursorVisitor, c_void_p]),
    "getInclusions": (None, [_UNIT, InclusionVisitor, c_void_p]),
    "getCString": (c_char_p, [CXString]),
    "disposeString": (None, [CXString]),
    # Files and places.
    "getFile": (_FILE, [_UNIT, c_char_p]),
    "getFileName": (CXString, [_FILE]),
    "getFileContents": (c_void_p, [_UNIT, _FILE, POINTER(c_ulong)]),
    "getLocationForOffset": (CXSourceLocation, [_UNIT, _FILE, c_uint]),
    "getFileLocation": (None, _PLACE),
    "getExpansionLocation": (None, _PLACE),
    "getAllSkippedRanges": (POINTER(CXSourceRangeList), [_UNIT]),
    "getSkippedRanges": (POINTER(CXSourceRangeList), [_UNIT, _FILE]),
    "disposeSourceRangeList": (None, [POINTER(CXSourceRangeList)]),
    # Tokens.
    "tokenize": (
        None,
        [_UNIT, CXSourceRange, POINTER(POINTER(CXToken)), POINTER(c_uint)],
    ),
    "annotateTokens": (None, [_UNIT, POINTER(CXToken), c_uint, POINTER(CXCursor)]),
    "disposeTokens": (None, [_UNIT, POINTER(CXToken), c_uint]),
    # Cursors.
    "getCursorLocation": (CXSourceLocation, [CXCursor]),
    "getCursorExtent": (CXSourceRange, [CXCursor]),
    "getCursorSpelling": (CXString, [CXCursor]),
    "getCursorDisplayName": (CXString, [CXCursor]),
    "getCursorUSR": (CXString, [CXCursor]),
    "getCursorReferenced": (CXCursor, [CXCursor]),
    "getCanonicalCursor": (CXCursor, [CXCursor]),
    "getCursorDefinition": (CXCursor, [CXCursor]),
    "getCursorSemanticParent": (CXCursor, [CXCursor]),
    "getSpecializedCursorTemplate": (CXCursor, [CXCursor]),
    "getTemplateCursorKind": (c_int, [CXCursor]),
    "getNumOverloadedDecls": (c_uint, [CXCursor]),
    "getOverloadedDecl": (CXCursor, [CXCursor, c_uint]),
    "getOverriddenCursors": (
        None,
        [CXCursor, POINTER(POINTER(CXCursor)), POINTER(c_uint)],
    ),
    "disposeOverriddenCursors": (None, [POINTER(CXCursor)]),
    "getIncludedFile": (_FILE, [CXCursor]),
    "isCursorDefinition": (c_uint, [CXCursor]),
    "isInvalidDeclaration": (c_uint, [CXCursor]),
    "getCursorLinkage": (c_int, [CXCursor]),
    "getCursorAvailability": (c_int, [CXCursor]),
    "getCXXAccessSpecifier": (c_int, [CXCursor]),
    "isVirtualBase": (c_uint, [CXCursor]),
    "Cursor_getStorageClass": (c_int, [CXCursor]),
    "Cursor_isAnonymous": (c_uint, [CXCursor]),
    "Cursor_isBitField": (c_uint, [CXCursor]),
    "Cursor_isVariadic": (c_uint, [CXCursor]),
    "Cursor_isInlineNamespace": (c_uint, [CXCursor]),
    "Cursor_isFunctionInlined": (c_uint, [CXCursor]),
    "CXXMethod_isVirtual": (c_uint, [CXCursor]),
    "CXXMethod_isPureVirtual": (c_uint, [CXCursor]),
    "CXXMethod_isStatic": (c_uint, [CXCursor]),
    "CXXMethod_isConst": (c_uint, [CXCursor]),
    "CXXMethod_isDefaulted": (c_uint, [CXCursor]),
    "CXXRecord_isAbstract": (c_uint, [CXCursor]),
    "CXXField_isMutable": (c_uint, [CXCursor]),
    "CXXConstructor_isCopyConstructor": (c_uint, [CXCursor]),
    "Cursor_getNumArguments": (c_int, [CXCursor]),
    "Cursor_getArgument": (CXCursor, [CXCursor, c_uint]),
    "getCursorExceptionSpecificationType": (c_int, [CXCursor]),
    "EnumDecl_isScoped": (c_uint, [CXCursor]),
    "getEnumConstantDeclValue": (c_longlong, [CXCursor]),
    "getEnumConstantDeclUnsignedValue": (c_ulonglong, [CXCursor]),
    # Types.
    "getCursorType": (CXType, [CXCursor]),
    "getCanonicalType": (CXType, [CXType]),
    "getTypedefDeclUnderlyingType": (CXType, [CXCursor]),
    "getEnumDeclIntegerType": (CXType, [CXCursor]),
    "getTypeDeclaration": (CXCursor, [CXType]),
    "getTypeSpelling": (CXString, [CXType]),
    "isConstQualifiedType": (c_uint, [CXType]),
    "getArrayElementType": (CXType, [CXType]),
    "getPointeeType": (CXType, [CXType]),
    "getCursorResultType": (CXType, [CXCursor]),
    "Type_getSizeOf": (c_longlong, [CXType]),
    # Diagnostics.
    "getNumDiagnostics": (c_uint, [_UNIT]),
    "getDiagnostic": (_DIAGNOSTIC, [_UNIT, c_uint]),
    "disposeDiagnostic": (None, [_DIAGNOSTIC]),
    "getChildDiagnostics": (c_void_p, [_DIAGNOSTIC]),
    "getNumDiagnosticsInSet": (c_uint, [c_void_p]),
    "getDiagnosticInSet": (_DIAGNOSTIC, [c_void_p, c_uint]),
    "getDiagnosticSeverity": (c_int, [_DIAGNOSTIC]),
    "getDiagnosticSpelling": (CXString, [_DIAGNOSTIC]),
    "getDiagnosticOption": (CXString, [_DIAGNOSTIC, c_void_p]),
    "getDiagnosticLocation": (CXSourceLocation, [_DIAGNOSTIC]),
    # Pretty printer.
    "getCursorPrintingPolicy": (c_void_p, [CXCursor]),
    "PrintingPolicy_setProperty": (None, [c_void_p, c_int, c_uint]),
    "PrintingPolicy_dispose": (None, [c_void_p]),
    "getCursorPrettyPrinted": (CXString, [CXCursor, c_void_p]),
}

_OPTIONAL: dict[str, tuple[Any, list[Any]]] = {
    "CXXMethod_isDeleted": (c_uint, [CXCursor]),  # 16
    "CXXMethod_isExplicit": (c_uint, [CXCursor]),  # 17
}


@lru_cache(maxsize=4)
def load_functions(library: str) -> ctypes.CDLL:
    """Return a handle of the library at path `library` with all types declared.

    A function of a newer libclang that this one lacks is absent: ask `hasattr`.

    :raises OSError: The file is no shared library.
    :raises AttributeError: It lacks a function that LLVM 14 has.
    """
    functions = ctypes.CDLL(library)
    for name, (result, arguments) in _REQUIRED.items():
        function = getattr(functions, "clang_" + name)
        function.restype, function.argtypes = result, arguments
    for name, (result, arguments) in _OPTIONAL.items():
        if hasattr(functions, "clang_" + name):
            function = getattr(functions, "clang_" + name)
            function.restype, function.argtypes = result, arguments
    return functions


def take_text(lib: ctypes.CDLL, string: Any) -> str:
    """Return the text of a CXString and free it; bytes that are not UTF-8 replaced."""
    raw: bytes | None = lib.clang_getCString(string)
    text = raw.decode("utf-8", "replace") if raw else ""
    lib.clang_disposeString(string)
    return text
