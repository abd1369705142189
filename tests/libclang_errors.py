"""Parse a text with libclang and return its errors: the tests' own way to ask."""

from __future__ import annotations

import ctypes

from sphinxext_kwindex.indexer.library import load_libclang

_KEEP_GOING = 0x200
_ERROR = 3


class _String(ctypes.Structure):
    _fields_ = (("data", ctypes.c_void_p), ("flags", ctypes.c_uint))


class _Unsaved(ctypes.Structure):
    _fields_ = (
        ("name", ctypes.c_char_p),
        ("contents", ctypes.c_char_p),
        ("length", ctypes.c_ulong),
    )


def _library():
    # A handle of its own: declarations on it do not meet those of the product.
    lib = ctypes.CDLL(load_libclang().library)
    pointer, unsigned = ctypes.c_void_p, ctypes.c_uint
    lib.clang_createIndex.restype = pointer
    lib.clang_disposeIndex.argtypes = (pointer,)
    lib.clang_parseTranslationUnit2.argtypes = (
        *(pointer, ctypes.c_char_p, ctypes.POINTER(ctypes.c_char_p), ctypes.c_int),
        *(ctypes.POINTER(_Unsaved), unsigned, unsigned, ctypes.POINTER(pointer)),
    )
    lib.clang_disposeTranslationUnit.argtypes = (pointer,)
    lib.clang_getNumDiagnostics.argtypes = (pointer,)
    lib.clang_getDiagnostic.argtypes = (pointer, unsigned)
    lib.clang_getDiagnostic.restype = pointer
    lib.clang_getDiagnosticSeverity.argtypes = (pointer,)
    lib.clang_formatDiagnostic.argtypes = (pointer, unsigned)
    lib.clang_formatDiagnostic.restype = _String
    lib.clang_getCString.argtypes = (_String,)
    lib.clang_getCString.restype = ctypes.c_char_p
    return lib


def errors_of(text, arguments, name="/kwindex-test/file.cc"):
    """Return the formatted errors of a text given as a file of that name.

    A parse that does not come about is the error ``load error N``.
    """
    lib = _library()
    data = text.encode()
    unsaved = _Unsaved(name.encode(), data, len(data))
    argv = (ctypes.c_char_p * len(arguments))(*(one.encode() for one in arguments))
    index = lib.clang_createIndex(0, 0)
    unit = ctypes.c_void_p()
    code = lib.clang_parseTranslationUnit2(
        *(index, name.encode(), argv, len(arguments), ctypes.byref(unsaved), 1),
        *(_KEEP_GOING, ctypes.byref(unit)),
    )
    try:
        return [f"load error {code}"] if code else _errors(lib, unit)
    finally:
        if not code:
            lib.clang_disposeTranslationUnit(unit)
        lib.clang_disposeIndex(index)


def _errors(lib, unit):
    found = []
    for number in range(lib.clang_getNumDiagnostics(unit)):
        diagnostic = lib.clang_getDiagnostic(unit, number)
        if lib.clang_getDiagnosticSeverity(diagnostic) >= _ERROR:
            text = lib.clang_getCString(lib.clang_formatDiagnostic(diagnostic, 1))
            found.append(text.decode())
    return found
