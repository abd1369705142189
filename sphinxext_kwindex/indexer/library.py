"""Find and load a libclang, whoever ships it.

The library is opened with ctypes alone. The ``clang`` bindings serve only as a
container: their wheels hold the file. So the version of the bindings never matters,
and a libclang works without any bindings.
"""

from __future__ import annotations

import ctypes
import functools
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ..errors import LibclangNotFoundError
from .builtin_headers import find_builtin_headers
from .places import (
    WHEELS,
    clangd_globs,
    expand,
    library_globs,
    version_numbers,
    wheel_libraries,
    wheel_version,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["MINIMUM_VERSION", "Libclang", "identify_libclang", "load_libclang"]

MINIMUM_VERSION = 14
"""Oldest major version that is accepted: the oldest that the tests run with."""

_NEEDED = (
    "clang_annotateTokens",
    "clang_createIndex",
    "clang_getCursorUSR",
    "clang_getExpansionLocation",
    "clang_getNumOverloadedDecls",
    "clang_getSpecializedCursorTemplate",
    "clang_parseTranslationUnit2",
    "clang_tokenize",
    "clang_visitChildren",
)
_INSTALL = (
    "install one with 'pip install libclang-ng', or name one with kwindex_libclang"
)


@dataclass(frozen=True, slots=True)
class Libclang:
    """The library in use and the headers that belong to it."""

    library: str
    """Absolute path of the shared library."""
    version: str
    """Of Clang, as ``22.1.4``; Apple's libraries give Apple's number."""
    provider: str
    """Who ships it: ``libclang-ng``, ``libclang``, ``system`` or ``clangd``; ``named``
    if the user named its path."""
    resource_dir: str | None
    """Folder whose ``include`` holds Clang's builtin headers (``stddef.h``, the
    intrinsics); None when there is none, and then little can be resolved."""
    libcxx_dir: str | None
    """Folder of the libc++ headers that came with the library; None if none did."""
    tried: tuple[str, ...] = ()
    """One line for each place looked at, the used one too, in order."""

    @property
    def major(self) -> int:
        """Major version."""
        return version_numbers(self.version)[0]

    @property
    def cdll(self) -> ctypes.CDLL:
        """The open library: one object a process, to declare the functions on."""
        return _open(self.library)


class _Candidate(NamedTuple):
    """A file that may be a libclang."""

    provider: str
    library: Path


class _Unusable(Exception):  # noqa: N818  (it is a reason, not a fault)
    """Why a candidate is not used."""


@functools.cache
def load_libclang(path: str | None = None) -> Libclang:
    """Find a libclang, open it and return what is known of it.

    Looked at in order: ``path`` (a file, or a folder that holds one; then nothing
    else is tried), the wheels libclang-ng and libclang, the system's newest, that of
    the clangd on the search path.

    :raises LibclangNotFoundError: when none can be used.
    """
    tried: list[str] = []
    for candidate in _candidates(path, tried):
        try:
            version = _probe(candidate.library)
        except _Unusable as reason:
            tried.append(f"{candidate.provider}: {candidate.library}: {reason}")
            continue
        tried.append(f"{candidate.provider}: {candidate.library}: used")
        resource_dir, note = find_builtin_headers(candidate.library, version)
        tried.append(note)
        libcxx_dir = candidate.library.parent / "libcxx"
        return Libclang(
            library=str(candidate.library),
            version=version,
            provider=candidate.provider,
            resource_dir=resource_dir,
            libcxx_dir=str(libcxx_dir) if (libcxx_dir / "vector").is_file() else None,
            tried=tuple(tried),
        )
    if path is not None:
        raise LibclangNotFoundError(
            f"kwindex_libclang: {path!r} cannot be used; check the path, or leave it "
            "out to have one found: " + "; ".join(tried)
        )
    raise LibclangNotFoundError(
        f"no usable libclang was found; {_INSTALL}. Tried: " + "; ".join(tried)
    )


def identify_libclang(path: str | None = None) -> str:
    """Return a text that changes when `load_libclang` would load another library.

    Nothing is opened, so that a build without changes needs no libclang: name,
    version of the wheel, and size of the first candidate that exists. Empty when
    there is none.
    """
    for provider, library in _candidates(path, []):
        try:
            size = library.stat().st_size
        except OSError:
            continue
        version = wheel_version(provider) or library.resolve().name
        return f"{provider} {version} {size}"
    return ""


def _candidates(path: str | None, tried: list[str]) -> Iterator[_Candidate]:
    """Yield the files to try, best first; say in ``tried`` where nothing is."""
    if path is not None:
        yield from _explicit(Path(path).expanduser().absolute(), tried)
        return
    for wheel in WHEELS:
        libraries = wheel_libraries(wheel)
        if not libraries:
            tried.append(f"{wheel}: not installed, or without a library")
        yield from (_Candidate(wheel, library) for library in libraries)
    for provider, patterns in (("system", library_globs), ("clangd", clangd_globs)):
        libraries = _newest_first(expand(patterns()))
        if not libraries:
            tried.append(f"{provider}: no library found")
        yield from (_Candidate(provider, library) for library in libraries)


def _explicit(path: Path, tried: list[str]) -> Iterator[_Candidate]:
    if not path.is_dir():
        yield _Candidate("named", path)
        return
    libraries = _newest_first(
        expand(str(path / name) for name in ("libclang*", "lib/libclang*"))
    )
    if not libraries:
        tried.append(f"named: {path}: the folder holds no libclang")
    yield from (_Candidate("named", library) for library in libraries)


def _newest_first(files: list[Path]) -> list[Path]:
    """Return real paths, each once, newest version first, then by name.

    The number is that of the real file's name (``libclang-14.so.14.0.6``; the links
    ``libclang.so.13`` and ``.so.1`` carry the interface's), else of its folder.
    """
    real = {
        file.resolve()
        for file in files
        if re.match(r"libclang(?!-?cpp)[-.\d]*(so|dylib|dll)\b", file.name)
    }

    def key(file: Path) -> tuple[tuple[int, ...], str]:
        numbers = version_numbers(file.name) or version_numbers(str(file.parent))
        return tuple(-number for number in numbers) or (1,), str(file)

    return sorted((file for file in real if file.is_file()), key=key)


@functools.cache
def _open(library: str) -> ctypes.CDLL:
    return ctypes.CDLL(library)


def _probe(library: Path) -> str:
    """Open a library and return its version.

    :raises _Unusable: when it is no libclang that we can use.
    """
    if not library.is_file():
        raise _Unusable("no such file")
    try:
        handle = ctypes.CDLL(str(library))
    except OSError as error:
        raise _Unusable(f"cannot be loaded: {error}") from None
    absent = [name for name in _NEEDED if not hasattr(handle, name)]
    if absent:
        raise _Unusable(f"is no libclang, or too old: {absent[0]} is not in it")
    said = _clang_version(handle)
    match = re.search(r"version (\d+(?:\.\d+)*)", said)
    if match is None:
        raise _Unusable(f"says {said!r}, which holds no version")
    if version_numbers(match[1])[0] < MINIMUM_VERSION:
        raise _Unusable(f"version {match[1]} is older than {MINIMUM_VERSION}")
    return match[1]


class _String(ctypes.Structure):
    """``CXString`` of clang-c/CXString.h."""

    _fields_ = (("data", ctypes.c_void_p), ("private_flags", ctypes.c_uint))


def _clang_version(handle: ctypes.CDLL) -> str:
    # This handle is ours alone: declarations on it do not meet those of `cdll`.
    handle.clang_getClangVersion.restype = _String
    handle.clang_getCString.argtypes = (_String,)
    handle.clang_getCString.restype = ctypes.c_char_p
    handle.clang_disposeString.argtypes = (_String,)
    string = handle.clang_getClangVersion()
    text: bytes | None = handle.clang_getCString(string)
    handle.clang_disposeString(string)
    return (text or b"").decode("utf-8", "replace")
