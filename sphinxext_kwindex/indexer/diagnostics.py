"""What libclang complains of, sorted by file."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..model import Diagnostic, Severity
from .capi import take_text
from .counter import is_told, is_use
from .printed import relative_places

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .locations import Locations

__all__ = ["Diagnostics", "FileDiagnostics", "collect_diagnostics", "noted_files"]

_MAX_LOOKED_AT = 100_000
_MAX_KEPT = 100
_SEVERITIES = {
    1: Severity.NOTE,
    2: Severity.WARNING,
    3: Severity.ERROR,
    4: Severity.FATAL,
}
_ERROR = 3
_NOT_FOUND = re.compile(r"'(.*)' file not found")
_REFUSED = re.compile(r"cannot open file '(.*)': Permission denied")
_INCLUDES = re.compile(rb"\s*#\s*(?:include|include_next|import|embed)\b")


# Errors of a parser that knows a name too little: if it knew it, it would say nothing.
_UNKNOWING = re.compile(
    r"unknown|undeclared|type specifier|file not found|incomplete type|no member named"
    r"|no (?:type|template)|forward declaration"
)


@dataclass(slots=True)
class FileDiagnostics:
    """Of one file."""

    kept: list[Diagnostic] = field(default_factory=list)
    """The first 100."""
    errors: int = 0
    """All of them, missing headers not counted."""
    missing: set[str] = field(default_factory=set)
    """Headers not found, as spelled with brackets or quotes."""
    missing_lines: set[int] = field(default_factory=set)
    knowing_lines: set[int] = field(default_factory=set)
    """Of errors that may come of knowing a name, and not of missing it."""


@dataclass(slots=True)
class Diagnostics:
    """Of a unit."""

    files: dict[int, FileDiagnostics] = field(default_factory=dict)
    """By CXFile; 0 of those that stand in no file."""
    uses: list[int] = field(default_factory=list)
    """Raw locations of the uses of ``__COUNTER__``."""

    def of(self, file: int) -> FileDiagnostics:
        """Return the diagnostics of a file."""
        return self.files.setdefault(file, FileDiagnostics())


def collect_diagnostics(locations: Locations) -> Diagnostics:
    """Return the diagnostics of the unit, in libclang's order."""
    lib, handle = locations.lib, locations.unit.handle
    result = Diagnostics()
    total = min(lib.clang_getNumDiagnostics(handle), _MAX_LOOKED_AT)
    for number in range(total):
        diagnostic = lib.clang_getDiagnostic(handle, number)
        try:
            _note(result, locations, diagnostic)
        finally:
            lib.clang_disposeDiagnostic(diagnostic)
    return result


def noted_files(
    locations: Locations, is_meant: Callable[[str], bool]
) -> Iterator[tuple[int, ...]]:
    """Yield for each of some errors the CXFiles that its notes point to.

    :param is_meant: Asked about the text of each error.
    """
    lib, handle = locations.lib, locations.unit.handle
    for number in range(min(lib.clang_getNumDiagnostics(handle), _MAX_LOOKED_AT)):
        error = lib.clang_getDiagnostic(handle, number)
        try:
            if lib.clang_getDiagnosticSeverity(error) < _ERROR:
                continue
            if not is_meant(take_text(lib, lib.clang_getDiagnosticSpelling(error))):
                continue
            yield _places_of_notes(locations, error)
        finally:
            lib.clang_disposeDiagnostic(error)


def _places_of_notes(locations: Locations, error: int) -> tuple[int, ...]:
    lib = locations.lib
    notes = lib.clang_getChildDiagnostics(error)  # not to be disposed of
    found = []
    for number in range(lib.clang_getNumDiagnosticsInSet(notes)):
        note = lib.clang_getDiagnosticInSet(notes, number)
        raw = lib.clang_getDiagnosticLocation(note).int_data
        file = locations.place(raw)[0] if raw else 0
        found += [file] if file else []
    return tuple(found)


def _note(result: Diagnostics, locations: Locations, diagnostic: int) -> None:
    lib = locations.lib
    level = lib.clang_getDiagnosticSeverity(diagnostic)
    severity = _SEVERITIES.get(level)
    if severity is None:
        return
    raw = lib.clang_getDiagnosticLocation(diagnostic).int_data
    file, line, column, offset = locations.describe(raw) if raw else (0, 0, 0, 0)
    text = take_text(lib, lib.clang_getDiagnosticSpelling(diagnostic))
    if take_text(lib, lib.clang_getDiagnosticOption(diagnostic, None)):
        _note_warning(result, locations, text, raw)
        return
    of = result.of(file)
    # Unnamed types are spelled with their place: no absolute path in the facts.
    text = text.replace(locations.unit.root + os.sep, "")
    text = relative_places(text, locations.unit.root)
    refused = _REFUSED.match(text)
    if refused:
        # The sandbox's answer for what it does not let us read, but only if it is
        # there, which is not to be told: so it is as good as not there.
        if not _is_include(locations, file, offset):
            return
        text = f"'{refused[1]}' file not found"
    missing = _NOT_FOUND.match(text)
    if missing and line in of.missing_lines:
        return
    if missing:
        of.missing.add(_spelled(locations, file, offset, missing[1]))
        of.missing_lines.add(line)
    elif level >= _ERROR:
        of.errors += 1
        if not _UNKNOWING.search(text):
            of.knowing_lines.add(line)
    if len(of.kept) < _MAX_KEPT:
        path = locations.unit.name_of(file)[1] if file else ""
        of.kept.append(Diagnostic(path or None, line, column, severity, text))


def _note_warning(
    result: Diagnostics, locations: Locations, text: str, raw: int
) -> None:
    """Note one of our own pragma; of others a file's pragma asks, and no reader."""
    file, offset = locations.place(raw) if raw else (0, 0)
    if file and is_told(text) and is_use(locations.contents(file), offset):
        result.uses.append(raw)


def _is_include(locations: Locations, file: int, offset: int) -> bool:
    """Tell whether an offset is in an include directive, and not in an ``#if``."""
    text = locations.contents(file) if file else b""
    start = text.rfind(b"\n", 0, offset) + 1
    return _INCLUDES.match(text, start) is not None


def _spelled(locations: Locations, file: int, offset: int, name: str) -> str:
    """Return a header's name with the brackets that the source has."""
    text = locations.contents(file)[offset : offset + 1] if file else b""
    return f'"{name}"' if text == b'"' else f"<{name}>"
