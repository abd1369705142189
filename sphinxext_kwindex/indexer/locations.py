"""From libclang's raw source locations to bytes of the wanted files.

A raw location is one number: each inclusion of a file owns a stretch of numbers, a
place in it is the stretch's start plus the offset. To learn a stretch costs one call;
after that a place is found by bisection, without asking libclang.
"""

from __future__ import annotations

import ctypes
import os
from bisect import bisect_right, insort
from collections import Counter
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from .capi import MACRO_LOCATION, CXSourceLocation, CXSourceRange, InclusionVisitor

if TYPE_CHECKING:
    from .parse import ParsedUnit

__all__ = ["Inclusion", "Locations", "contents_of"]


class Inclusion(NamedTuple):
    """A file that the unit read, once for each time it was entered."""

    file: int
    """CXFile."""
    stack: tuple[tuple[int, int], ...]
    """Where it was included: CXFile and raw location of the directive, innermost
    first; empty for the main file."""


class _Stretch(NamedTuple):
    start: int
    """Raw location of the first byte."""
    end: int
    """Raw location after the last byte, included: end of file is a place."""
    wanted: int
    """Number of the wanted file; -1 of others."""
    file: int
    """CXFile."""


class Locations:
    """Places of one translation unit."""

    def __init__(self, unit: ParsedUnit) -> None:
        self.unit = unit
        self.lib = unit.lib
        self.files: list[int] = [_file_of(unit, f.absolute) for f in unit.files]
        """CXFile of each wanted file; 0 where the unit did not read it."""
        self._number = {
            self._key(file): number for number, file in enumerate(self.files) if file
        }
        self._starts: list[int] = []
        self._stretches: list[_Stretch] = []
        self._starts_of: dict[int, list[int]] = {}
        """The starts of each wanted file's."""
        self._entered: Counter[int] = Counter()
        """How often the unit entered each wanted file."""
        self._bases: dict[int, int] = {}
        self._buffers: dict[int, tuple[int, int]] = {}
        self._skipped: list[tuple[int, int]] | None = None
        # Made once: what libclang writes file, line, column and offset of a place to.
        self._results = (
            ctypes.c_void_p(),
            ctypes.c_uint(),
            ctypes.c_uint(),
            ctypes.c_uint(),
        )
        self._result_places = (
            ctypes.byref(self._results[0]),
            None,
            None,
            ctypes.byref(self._results[3]),
        )
        self.pointers = self._pointers()

    def make(self, raw: int) -> CXSourceLocation:
        """Return libclang's value of a raw location."""
        return CXSourceLocation(self.pointers, raw)

    def make_range(self, begin: int, end: int) -> CXSourceRange:
        """Return libclang's value of a range."""
        return CXSourceRange(self.pointers, begin, end)

    def find(self, raw: int) -> tuple[int, int]:
        """Return the number of the wanted file, -1 if none, and the offset in it.

        Of a place in a macro expansion: where the text stands that was expanded, in
        an argument or else the name of the macro.
        """
        if raw < MACRO_LOCATION:
            position = bisect_right(self._starts, raw) - 1
            if position >= 0:
                stretch = self._stretches[position]
                if raw <= stretch.end:
                    return stretch.wanted, raw - stretch.start
        return self._ask(raw)

    def file_of(self, raw: int) -> int:
        """Return the CXFile of a place; 0 if none."""
        if raw < MACRO_LOCATION:
            position = bisect_right(self._starts, raw) - 1
            if position >= 0:
                stretch = self._stretches[position]
                if raw <= stretch.end:
                    return stretch.file
        return self.place(raw)[0]

    def stretch(self, raw: int) -> int:
        """Return what tells inclusions of files apart: the start of the stretch."""
        if raw >= MACRO_LOCATION:
            return -1
        self.find(raw)
        position = bisect_right(self._starts, raw) - 1
        return self._starts[position] if position >= 0 else -1

    def place(self, raw: int) -> tuple[int, int]:
        """Return CXFile (0 if none) and offset, from libclang."""
        return self._call(self.lib.clang_getFileLocation, raw)

    def describe(self, raw: int) -> tuple[int, int, int, int]:
        """Return CXFile (0 if none), line, column and offset, from libclang.

        For line and column it has to read a file that is in a precompiled header.
        """
        file, line, column, offset = self._results
        self.lib.clang_getFileLocation(
            self.make(raw), *map(ctypes.byref, self._results)
        )
        return file.value or 0, line.value, column.value, offset.value

    def expansion(self, raw: int) -> tuple[int, int]:
        """Return what `find` does; of a place in a macro, where its expansion begins.

        That is the name of the outermost macro.
        """
        if raw < MACRO_LOCATION:
            return self.find(raw)
        file, offset = self._call(self.lib.clang_getExpansionLocation, raw)
        return self.number_of(file), offset

    def inclusions(self) -> tuple[Inclusion, ...]:
        """Return all files that the unit read, in the order of their first line."""
        found: list[Inclusion] = []

        def note(file: int, stack: Any, length: int, _: int) -> None:
            places = tuple(
                (self.place(stack[i].int_data)[0], stack[i].int_data)
                for i in range(length)
            )
            found.append(Inclusion(file, places))

        self.lib.clang_getInclusions(self.unit.handle, InclusionVisitor(note), None)
        self._settle(found)
        return tuple(found)

    def _settle(self, inclusions: list[Inclusion]) -> None:
        """Keep the files that the unit read, as its own places name them.

        libclang has a CXFile for each spelling of a name, and for any file there is.
        """
        entered: dict[int, int] = {}
        for inclusion in inclusions:
            number = self.number_of(inclusion.file)
            entered.setdefault(number, inclusion.file)
            self._entered[number] += 1
        self.files = [entered.get(number, 0) for number in range(len(self.files))]

    def contents(self, file: int) -> bytes:
        """Return the text that libclang read of a file; empty if it has none."""
        place, size = self._buffer(file)
        return ctypes.string_at(place, size) if place else b""

    def _buffer(self, file: int) -> tuple[int, int]:
        """Return address and size of a file's text; libclang looks long for it."""
        buffer = self._buffers.get(file)
        if buffer is None:
            size = ctypes.c_ulong()
            place = self.lib.clang_getFileContents(
                self.unit.handle, file, ctypes.byref(size)
            )
            buffer = self._buffers[file] = place or 0, size.value
        return buffer

    def slice(self, begin: int, end: int) -> str:
        """Return the text between two raw locations; empty if of several files."""
        file, start = self.place(begin)
        other, stop = self.place(end)
        if not file or file != other or stop <= start:
            return ""
        if self.unit.on_umbrella and self.number_of(file) < 0:
            # libclang would read it anew for each unit: 5 ms.
            text = contents_of(self.unit.name_of(file)[0])[start:stop]
            return text.decode("utf-8", "replace") if len(text) == stop - start else ""
        place, size = self._buffer(file)
        if not place or stop > size:
            return ""
        return ctypes.string_at(place + start, stop - start).decode("utf-8", "replace")

    def text_from(self, raw: int, most: int) -> str:
        """Return the text from a raw location on; empty in a macro.

        :param most: Bytes.
        """
        file, start = self.place(raw) if raw < MACRO_LOCATION else (0, 0)
        if not file:
            return ""
        if self.unit.on_umbrella and self.number_of(file) < 0:
            text = contents_of(self.unit.name_of(file)[0])
        else:
            text = self.contents(file)
        return text[start : start + most].decode("utf-8", "replace")

    def base(self, wanted: int) -> int:
        """Return the raw location of the first byte of a file's first inclusion."""
        base = self._bases.get(wanted)
        if base is None:
            starts = self.starts_of(wanted)
            if starts and self._entered[wanted] == 1:
                base = starts[0]
            else:
                base = self.start_of(self.files[wanted])
            self._bases[wanted] = base
        return base

    def start_of(self, file: int) -> int:
        """Return the raw location of the first byte of a CXFile's first inclusion.

        libclang looks through all its places for it: 0.3 ms.
        """
        place = self.lib.clang_getLocationForOffset(self.unit.handle, file, 0)
        return int(place.int_data)

    def starts_of(self, wanted: int) -> list[int]:
        """Return the known stretches' starts of a wanted file, ascending."""
        return self._starts_of.get(wanted, [])

    def skipped(self, wanted: int) -> list[tuple[int, int]]:
        """Return what the preprocessor skipped in a file and perhaps in others.

        In raw locations, ascending. On top of an umbrella there are many thousands in
        the files below, so libclang is asked for those of the one file; elsewhere
        once for all, since it looks through all for those of one too.
        """
        if self.unit.on_umbrella:
            file = self.files[wanted]
            return self._ranges(self.lib.clang_getSkippedRanges(self.unit.handle, file))
        if self._skipped is None:
            self._skipped = self._ranges(
                self.lib.clang_getAllSkippedRanges(self.unit.handle)
            )
        return self._skipped

    def _ranges(self, parts: Any) -> list[tuple[int, int]]:
        """Return the ranges of a list of libclang's, and free it."""
        if not parts:
            return []
        ranges = parts.contents.ranges[: parts.contents.count]
        found = sorted((part.begin, part.end) for part in ranges)
        self.lib.clang_disposeSourceRangeList(parts)
        return found

    def _ask(self, raw: int) -> tuple[int, int]:
        file, offset = self.place(raw)
        wanted = self.number_of(file)
        if raw < MACRO_LOCATION and file:
            start = raw - offset
            stretch = _Stretch(start, start + self._size(file, wanted), wanted, file)
            insort(self._stretches, stretch)
            insort(self._starts, stretch.start)
            insort(self._starts_of.setdefault(wanted, []), stretch.start)
        return wanted, offset

    def _size(self, file: int, wanted: int) -> int:
        """Return the size of a file in bytes, as libclang counts."""
        if wanted < 0 and self.unit.on_umbrella:
            # libclang would read it all for that: 0.3 ms.
            with suppress(OSError):
                return os.stat(self.unit.name_of(file)[0]).st_size  # noqa: PTH116
        return self._buffer(file)[1]

    def number_of(self, file: int) -> int:
        """Return the number of the wanted file that a CXFile is; -1 if none."""
        if not file:
            return -1
        return self._number.get(self._key(file), -1)

    def _key(self, file: int) -> str:
        absolute, path = self.unit.name_of(file)
        return path or absolute

    def _call(self, function: Any, raw: int) -> tuple[int, int]:
        file, _, _, offset = self._results
        function(self.make(raw), *self._result_places)
        return file.value or 0, offset.value

    def _pointers(self) -> Any:
        # The main file first: a wanted one that the unit did not read has no place.
        for file in (_file_of(self.unit, self.unit.main), *self.files):
            if file:
                place = self.lib.clang_getLocationForOffset(self.unit.handle, file, 0)
                if place.ptr_data[0]:
                    return place.ptr_data
        return (ctypes.c_void_p * 2)()


@lru_cache(maxsize=1024)
def contents_of(path: str) -> bytes:
    """Return the bytes of a file below an umbrella; none if it cannot be read.

    Asked for in a process that ends with the work on a tree.
    """
    try:
        return Path(path).read_bytes()
    except OSError:
        return b""


def _file_of(unit: ParsedUnit, absolute: str) -> int:
    return unit.lib.clang_getFile(unit.handle, os.fsencode(absolute)) or 0
