"""One translation unit in, the facts of its wanted files out."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from ..comments import file_documentation
from ..model import (
    Coverage,
    CoverageLevel,
    FileFacts,
    SourceFile,
)
from ..scan import guess_language, scan_text
from .attach import Comments
from .diagnostics import Diagnostics, collect_diagnostics
from .expansions import Expansions
from .heads import HeadReader
from .includes import build_includes, include_edges, include_targets, reachable
from .locations import Inclusion, Locations
from .macros import build_macros
from .names import Names
from .occurrences import Found, find_occurrences
from .parse import ParseError, parse
from .recover import recover_members
from .relations import build_relations
from .skipped import skipped_lines, skipped_tokens
from .symbols import FileView, build_symbols, missed_occurrences
from .tokens import TokenTable, annotated, line_starts, listing_tokens
from .unit import Unit
from .visit import Visited, visit

if TYPE_CHECKING:
    from pathlib import Path

    from .capi import CXCursor
    from .library import Libclang
    from .parse import ReadFile

__all__ = ["ParseError", "index_unit"]

_MAX_INCLUSIONS = 8
"""Inclusions of one file whose tokens are annotated."""


def index_unit(
    unit: Unit,
    *,
    root: Path,
    libclang: Libclang,
    project: frozenset[str] | Callable[[str], bool],
) -> tuple[FileFacts, ...]:
    """Parse a unit and return the facts of its wanted files, in their order.

    A wanted file that the unit does not read, or that is gone, is left out.

    :param project: The paths of the index, POSIX from the root, or a test for one.
    :raises ParseError: libclang gave no unit.
    :raises OSError: The main file cannot be read.
    """
    is_project = project if callable(project) else project.__contains__
    with parse(unit, root=root, libclang=libclang) as parsed, _without_collector():
        locations = Locations(parsed)
        inclusions = locations.inclusions()
        macros: list[CXCursor] = []
        visited: list[list[Visited]] = [[] for _ in parsed.files]
        for item in visit(locations, inclusions, macros):
            visited[item.wanted].append(item)
        work = _Work(
            unit=unit,
            locations=locations,
            names=Names(locations),
            expansions=Expansions(locations, macros),
            diagnostics=collect_diagnostics(locations),
            inclusions=inclusions,
            edges=include_edges(locations, inclusions),
            is_project=is_project,
        )
        return tuple(
            _facts(work, number, visited[number])
            for number, file in enumerate(locations.files)
            if file
        )


@contextmanager
def _without_collector() -> Iterator[None]:
    """Keep Python's cycle collector from looking at facts, which have no cycles.

    It would walk the hundred thousands of them again and again: 5 % of the time.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@dataclass(frozen=True, slots=True)
class _Work:
    """What all files of a unit share."""

    unit: Unit
    locations: Locations
    names: Names
    expansions: Expansions
    diagnostics: Diagnostics
    inclusions: tuple[Inclusion, ...]
    edges: dict[int, set[int]]
    is_project: Callable[[str], bool]


def _facts(work: _Work, number: int, visited: list[Visited]) -> FileFacts:
    """Return the facts of one file."""
    locations = work.locations
    read = locations.unit.files[number]
    file = locations.files[number]
    scan = scan_text(read.text)
    table = TokenTable(read.data, line_starts(read.data))
    skipped = skipped_lines(locations, number, table)
    base, *others = _bases(locations, number)
    with annotated(locations, base, len(read.data), table) as cursors:
        found = find_occurrences(
            table,
            cursors,
            work.names,
            wanted=number,
            base=base,
            skipped=skipped_tokens(table, skipped),
        )
        heads = HeadReader(table, found, work.expansions)
        view = FileView(
            path=read.path,
            number=number,
            table=table,
            found=found,
            scan=scan,
            heads=heads,
            comments=Comments(table, heads, scan.licence),
        )
        targets = include_targets(view, locations, cursors)
        symbols = [
            *build_symbols(visited, view, work.names),
            *build_macros(view, skipped),
        ]
        if work.diagnostics.of(file).errors:
            unseen = skipped_tokens(table, skipped)
            for symbol, occurrence in recover_members(view, symbols, unseen):
                symbols.append(symbol)
                found.occurrences.append(occurrence)
        missed = list(missed_occurrences(symbols, view))
        found.occurrences += missed
        # Those in macro arguments were not counted, those in the open as unresolved.
        found.unresolved = max(0, found.unresolved - len(missed))
        relations = set(build_relations(visited, view, work.names))
    for other in others:
        _add_inclusion(work, number, read, other, found)
    of_file = work.diagnostics.of(file)
    work.edges.setdefault(file, set()).update(targets.values())
    return FileFacts(
        source=_source(work, read, file, view),
        symbols=tuple(sorted(symbols, key=_symbol_order)),
        includes=build_includes(
            view,
            locations,
            targets=targets,
            skipped=skipped,
            is_project=work.is_project,
        ),
        relations=tuple(
            sorted(relations, key=attrgetter("position", "kind", "source", "target"))
        ),
        occurrences=tuple(sorted(set(found.occurrences))),
        tokens=listing_tokens(table),
        skipped=skipped,
        diagnostics=tuple(
            sorted(of_file.kept, key=attrgetter("line", "column", "severity", "text"))
        ),
        reads=_reads(work, number, file),
    )


def _symbol_order(symbol: Any) -> tuple[Any, ...]:
    return (symbol.position, symbol.span, symbol.kind, symbol.usr)


def _bases(locations: Locations, number: int) -> list[int]:
    """Return the raw locations of the first byte of each inclusion of a file."""
    unit, file = locations.unit, locations.files[number]
    first = locations.lib.clang_getLocationForOffset(unit.handle, file, 0).int_data
    locations.find(first)
    others = [base for base in locations.starts_of(number) if base != first]
    return [first, *others[: _MAX_INCLUSIONS - 1]]


def _add_inclusion(
    work: _Work, number: int, read: ReadFile, base: int, found: Found
) -> None:
    """Add what another inclusion of the same file names: X-macro headers."""
    table = TokenTable(read.data, line_starts(read.data))
    with annotated(work.locations, base, len(read.data), table) as cursors:
        again = find_occurrences(
            table,
            cursors,
            work.names,
            wanted=number,
            base=base,
            skipped=bytearray(len(table)),
        )
    found.occurrences += again.occurrences


def _source(work: _Work, read: ReadFile, file: int, view: FileView) -> SourceFile:
    scan = view.scan
    is_main = read.path == work.unit.path
    return SourceFile(
        path=read.path,
        language=work.unit.language
        if is_main
        else guess_language(read.path, read.text),
        sha256=hashlib.sha256(read.raw).hexdigest(),
        bytes=len(read.raw),
        lines=scan.lines,
        code=scan.code,
        comment=scan.comment,
        blank=scan.blank,
        encoding=read.encoding,
        coverage=_coverage(work, file, view.found),
        licence=scan.licence,
        documentation=file_documentation([comment.text for comment in scan.comments]),
    )


def _coverage(work: _Work, file: int, found: Found) -> Coverage:
    read = reachable(work.edges, file)
    # Command line macros and forced includes stand in no file.
    missing = {
        header
        for place, of in work.diagnostics.files.items()
        if place in read or not place
        for header in of.missing
    }
    errors = work.diagnostics.of(file).errors
    level = CoverageLevel.PARTIAL if missing or errors else CoverageLevel.FULL
    return Coverage(
        level=level,
        missing=tuple(sorted(missing)),
        errors=errors,
        identifiers=found.identifiers,
        unresolved=found.unresolved,
    )


def _reads(work: _Work, number: int, file: int) -> tuple[str, ...]:
    """Return the other files of the tree that the parse of a file depends on.

    The main file's are all of the unit. A fragment's or header's are what it reads,
    and the files through which it was reached.
    """
    name_of = work.locations.unit.name_of
    if work.locations.unit.files[number].path == work.unit.path:
        files = {inclusion.file for inclusion in work.inclusions}
    else:
        files = reachable(work.edges, file)
        files |= {place for place, _ in _stack(work, file)}
    paths = {name_of(other)[1] for other in files if other} - {name_of(file)[1], ""}
    return tuple(sorted(path for path in paths if work.is_project(path)))


def _stack(work: _Work, file: int) -> tuple[tuple[int, int], ...]:
    for inclusion in work.inclusions:
        if inclusion.file == file:
            return inclusion.stack
    return ()
