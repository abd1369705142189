"""Parse one translation unit: makes and frees libclang's objects."""

# Names as libclang gives them are joined and compared as text, links kept.
# ruff: noqa: PTH100, PTH114, PTH118

from __future__ import annotations

import ctypes
import os
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..scan import decode
from .capi import CXUnsavedFile, load_functions, take_text
from .counter import prologue, prologue_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from .library import Libclang
    from .unit import Unit

__all__ = [
    "ParseError",
    "ParsedUnit",
    "ReadFile",
    "give_memory_back",
    "parse",
    "save",
    "take_parse_seconds",
]

# Detailed preprocessing record | incomplete | keep going after a missing header. With
# "incomplete" Clang leaves out what it does at the end of a unit: to instantiate the
# bodies of templates, of which no fact comes (a third of the parse of a unit of gRPC).
_OPTIONS = 0x01 | 0x02 | 0x200
_FOR_SERIALIZATION = 0x10
_WITHOUT_BODIES = 0x40


# The precompiled header is of this update and these arguments: to ask for the time
# stamps of all that it read takes 1 to 3 ms.
_TRUSTED = ("-Xclang", "-fno-validate-pch")


_spent: list[float] = []
"""CPU seconds of the parses that `take_parse_seconds` has not told of."""


def take_parse_seconds() -> float:
    """Return the CPU seconds in libclang's parser since the last call.

    Of this process, as its clocks are; for benchmarks.
    """
    seconds = sum(_spent)
    _spent.clear()
    return seconds


class ParseError(Exception):
    """libclang gave no translation unit; the text says why, as it knows."""


_ERRORS = {
    1: "libclang could not parse it",
    2: "libclang crashed on it",
    3: "libclang took the arguments as invalid",
    4: "libclang could not read the precompiled header",
}


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A wanted file as it was when it was read."""

    path: str
    """POSIX path from the source root."""
    absolute: str
    raw: bytes
    """The bytes of the disk."""
    text: str
    encoding: str
    data: bytes
    """The text in UTF-8: all places are counted in it."""


@dataclass(slots=True)
class ParsedUnit:
    """A translation unit in memory."""

    lib: Any
    """The configured functions: see `capi`."""
    handle: ctypes.c_void_p
    root: str
    """Absolute source root."""
    directory: str
    """Absolute folder that relative names of libclang count from."""
    main: str
    """Absolute path of the main file."""
    on_umbrella: bool
    """Most files that it reads are in a precompiled header."""
    files: tuple[ReadFile, ...]
    """The wanted files, in the order asked for."""
    system: tuple[str, ...] = ()
    """Absolute folders of libclang's own headers, with a separator at the end."""
    _paths: dict[int, tuple[str, str]] = field(default_factory=dict)
    _relative: dict[str, str] = field(default_factory=dict)
    _roots: list[str] = field(default_factory=list)
    """The source root, as it is given and without links, with a separator."""
    _folders: dict[str, str] = field(default_factory=dict)
    """Folders without links."""

    def remember(self, paths: dict[str, str], folders: dict[str, str]) -> None:
        """Take what units on the same umbrella found of paths, and add to it."""
        self._relative, self._folders = paths, folders

    def name_of(self, file: int) -> tuple[str, str]:
        """Return the absolute path of a CXFile and its path from the root.

        The second is empty where the file is outside the source root.
        """
        names = self._paths.get(file)
        if names is None:
            spelled = take_text(self.lib, self.lib.clang_getFileName(file))
            absolute = os.path.normpath(os.path.join(self.directory, spelled))
            names = absolute, self.from_root(absolute)
            self._paths[file] = names
        return names

    def from_root(self, absolute: str) -> str:
        """Return the path from the root of an absolute one; empty if it is outside."""
        path = self._relative.get(absolute)
        if path is None:
            path = self._relative[absolute] = self._from_root(absolute)
        return path

    def _from_root(self, absolute: str) -> str:
        if not self._roots:
            for root in (self.root, os.path.realpath(self.root)):
                self._roots.append(root.rstrip(os.sep) + os.sep)
        for find in (str, self._real):
            place = find(absolute)
            for prefix in self._roots:
                if place.startswith(prefix):
                    return place[len(prefix) :].replace(os.sep, "/")
        return ""

    def _real(self, absolute: str) -> str:
        """Return a path without links; many files are in one folder."""
        folder, name = os.path.split(absolute)
        real = self._folders.get(folder)
        if real is None:
            real = self._folders[folder] = os.path.realpath(folder)
        place = os.path.join(real, name)
        return os.path.realpath(place) if os.path.islink(place) else place


@contextmanager
def parse(
    unit: Unit,
    *,
    root: Path,
    libclang: Libclang,
    precompiling: bool = False,
    bodies: bool = True,
    number: int | None = None,
    first: str = "",
) -> Iterator[ParsedUnit]:
    """Parse a unit; all of libclang's objects of it end with the context.

    :param precompiling: For `save`.
    :param bodies: False skips those of functions.
    :param number: What ``__COUNTER__`` begins with, and its uses are told of; None of
        an umbrella, whose text sees to that, and where it does not matter.
    :param first: Lines that the unit begins with, if there is a number.
    :raises ParseError: libclang gave no unit.
    :raises OSError: The main file cannot be read.
    """
    lib = load_functions(libclang.library)
    files = _read(unit, root)
    # Declarations of the umbrella are not visited: its headers have facts already.
    index = lib.clang_createIndex(bool(unit.umbrella), 0)
    handle = ctypes.c_void_p()
    try:
        options = _OPTIONS | (_FOR_SERIALIZATION if precompiling else 0)
        options |= 0 if bodies else _WITHOUT_BODIES
        begun = None if number is None else prologue(number, first)
        _parse(lib, index, unit, root, files, handle, options, begun)
        yield ParsedUnit(
            lib=lib,
            handle=handle,
            root=os.path.abspath(root),
            directory=_directory(unit.arguments),
            main=_main(unit, root),
            on_umbrella=unit.umbrella is not None,
            files=files,
            system=_folders(libclang.resource_dir, libclang.libcxx_dir),
        )
    finally:
        if handle.value:
            lib.clang_disposeTranslationUnit(handle)
        lib.clang_disposeIndex(index)
        # On top of an umbrella the next unit takes the same again, and so do the many
        # without bodies: pages that are given back and asked for anew cost a fifth of
        # the parse.
        if unit.umbrella is None and bodies:
            give_memory_back()


def save(parsed: ParsedUnit, path: str) -> None:
    """Write a unit that was parsed for it as a precompiled header.

    :raises ParseError: libclang could not.
    """
    handle, name = parsed.handle, os.fsencode(path)
    if code := parsed.lib.clang_saveTranslationUnit(handle, name, 0):
        raise ParseError(f"libclang could not write a precompiled header ({code})")


def _parse(
    lib: Any,
    index: int,
    unit: Unit,
    root: Path,
    files: Sequence[ReadFile],
    handle: ctypes.c_void_p,
    options: int,
    begun: bytes | None,
) -> None:
    """Fill in `handle`.

    :param begun: Text of a header that the unit begins with.
    """
    given = unit.arguments
    # What is not plain UTF-8 on the disk is parsed as what it says.
    changed = [
        (file.absolute, file.data) for file in files if file.data is not file.raw
    ]
    if begun is not None:
        changed.append((prologue_path(_main(unit, root)), begun))
        given = ("-include", changed[-1][0], *given)
    if unit.umbrella:
        given = ("-include-pch", unit.umbrella, *_TRUSTED, *given)
    arguments = [a.encode("utf-8", "surrogateescape") for a in given]
    vector = (ctypes.c_char_p * max(1, len(arguments)))(*arguments)
    unsaved = (CXUnsavedFile * max(1, len(changed)))(
        *(CXUnsavedFile(os.fsencode(place), data, len(data)) for place, data in changed)
    )
    start = time.process_time()
    code = lib.clang_parseTranslationUnit2(
        index,
        os.fsencode(_main(unit, root)),
        vector,
        len(arguments),
        unsaved,
        len(changed),
        options,
        ctypes.byref(handle),
    )
    _spent.append(time.process_time() - start)
    if code or not handle.value:
        raise ParseError(_ERRORS.get(code, f"libclang failed with code {code}"))


def _main(unit: Unit, root: Path) -> str:
    return os.path.join(os.path.abspath(root), unit.path)


def _read(unit: Unit, root: Path) -> tuple[ReadFile, ...]:
    """Read the wanted files; one that is gone is left out, unless it is the main."""
    files = []
    for path in unit.wanted:
        absolute = os.path.join(os.path.abspath(root), *path.split("/"))
        try:
            with open(absolute, "rb") as stream:  # noqa: PTH123
                raw = stream.read()
        except OSError:
            if path == unit.path:
                raise
            continue
        text, encoding = decode(raw)
        # The same object where nothing changes: tells what must go unsaved.
        data = raw if encoding == "utf-8" else text.encode("utf-8", "replace")
        files.append(ReadFile(path, absolute, raw, text, encoding, data))
    return tuple(files)


def _directory(arguments: Sequence[str]) -> str:
    """Return the folder that the arguments say libclang works in."""
    found = os.getcwd()  # noqa: PTH109
    for number, argument in enumerate(arguments):
        if argument.startswith("-working-directory="):
            found = argument.partition("=")[2]
        elif argument == "-working-directory" and number + 1 < len(arguments):
            found = arguments[number + 1]
    return os.path.abspath(found)


def _folders(*folders: str | None) -> tuple[str, ...]:
    return tuple(os.path.join(os.path.abspath(f), "") for f in folders if f)


def give_memory_back() -> None:
    """Return what is free to the system; glibc keeps it otherwise, 100 to 400 MB."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
