"""One translation unit in, the facts of its wanted files out."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from operator import attrgetter
from posixpath import splitext
from typing import TYPE_CHECKING, Any

from ..comments import file_documentation, folder_comments
from ..model import (
    Coverage,
    CoverageLevel,
    FileFacts,
    SourceFile,
)
from ..scan import FRAGMENT_SUFFIXES, decode, scan_text, without_pauses
from .attach import Comments
from .below import load_below
from .counting import has_mark, likely_number, number_before, numbered_otherwise
from .excess import excess_text
from .faithful import DifferenceError, compare, foreign_names
from .heads import HeadReader
from .includes import build_includes, include_targets
from .macros import build_macros
from .notes import file_notes
from .occurrences import Found, find_occurrences
from .parse import ParseError, parse
from .recover import recover_members
from .relations import build_relations
from .skipped import skipped_lines, skipped_tokens
from .stand_ins import StandIns, assumed, stand_ins_for, those_that_hold
from .symbols import FileView, build_symbols, missed_occurrences
from .tokens import TokenTable, annotated, line_starts, listing_tokens
from .work import Work, open_work

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from ..model import Occurrence
    from .library import Libclang
    from .locations import Locations
    from .parse import ReadFile
    from .unit import Unit
    from .visit import Visited

__all__ = [
    "DifferenceError",
    "ParseError",
    "each_file",
    "index_unit",
    "iterate_unit",
]

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
    :raises DifferenceError: On top of its umbrella the unit may say something else than
        by itself.
    :raises OSError: The main file cannot be read.
    """
    return tuple(iterate_unit(unit, root=root, libclang=libclang, project=project))


def iterate_unit(
    unit: Unit,
    *,
    root: Path,
    libclang: Libclang,
    project: frozenset[str] | Callable[[str], bool],
) -> Iterator[FileFacts]:
    """Do what `index_unit` does, with the facts of one file at a time in memory.

    A unit on top of an umbrella yields nothing before all its files are compared.
    """
    is_project = project if callable(project) else project.__contains__
    text = decode((root / unit.path).read_bytes()).text
    likely = _likely_number(unit, root, text)
    given = stand_ins_for(unit, root, text)
    opened = partial(_opened, unit, root, libclang, is_project)
    with opened(likely, given) as (work, visited):
        number = number_before(work, likely)
        holding = those_that_hold(work, given)
        if (number, holding) == (likely, given):
            yield from _compared(work, visited)
            return
    with opened(number, holding) as (work, visited):
        if number_before(work, number) != number:
            raise DifferenceError("the numbers of __COUNTER__ decide what is read")
        yield from _compared(work, visited)


@contextmanager
def _opened(
    unit: Unit,
    root: Path,
    libclang: Libclang,
    is_project: Callable[[str], bool],
    number: int,
    stand_ins: StandIns,
) -> Iterator[tuple[Work, list[list[Visited]]]]:
    """Parse a unit that begins with a number and macros, and open it."""
    first = stand_ins.text
    with (
        parse(unit, root=root, libclang=libclang, number=number, first=first) as parsed,
        without_pauses(),
    ):
        yield open_work(unit, parsed, is_project, stand_ins.names)


def _likely_number(unit: Unit, root: Path, text: str) -> int:
    if unit.umbrella is None:
        return 0
    main = root.absolute() / unit.path
    below = load_below(unit.umbrella)
    return likely_number(text, str(main), below, unit.arguments)


def _compared(work: Work, visited: list[list[Visited]]) -> Iterator[FileFacts]:
    """Yield the facts of a unit's files.

    :raises DifferenceError: On top of its umbrella the unit may say something else than
        by itself.
    """
    found = each_file(work, visited, but=numbered_otherwise(work))
    if work.unit.umbrella:
        whole = list(found)
        compare(work, whole)
        if work.below.counted and has_mark(whole):
            raise DifferenceError("it names what __COUNTER__ made a name of")
        yield from whole
    else:
        yield from found


def each_file(
    work: Work, visited: list[list[Visited]], *, but: AbstractSet[str] = frozenset()
) -> Iterator[FileFacts]:
    """Yield the facts of the wanted files that the unit read.

    :param but: Paths of files that are left out.
    """
    for number, file in enumerate(work.locations.files):
        if file and work.locations.unit.files[number].path not in but:
            yield _facts(work, number, visited[number])


def _facts(work: Work, number: int, visited: list[Visited]) -> FileFacts:
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
        if work.unit.umbrella:
            lines = work.diagnostics.of(file).knowing_lines
            work.note_umbrella(found, table, cursors, lines)
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
        if work.stand_ins and read.path == work.unit.path:
            symbols = list(assumed(symbols, work, found, table))
        if work.diagnostics.of(file).errors:
            unseen = skipped_tokens(table, skipped)
            for symbol, occurrence in recover_members(view, symbols, unseen):
                symbols.append(symbol)
                found.occurrences.append(occurrence)
        missed = list(missed_occurrences(symbols, view))
        found.occurrences += missed
        # Those in macro arguments were not counted, those in the open as unresolved.
        found.unresolved = max(0, found.unresolved - len(missed))
        relations = tuple(
            sorted(
                set(build_relations(visited, view, work.names)),
                key=attrgetter("position", "kind", "source", "target"),
            )
        )
        symbols.sort(key=_symbol_order)
        includes = build_includes(
            view,
            locations,
            targets=targets,
            skipped=skipped,
            is_project=work.is_project,
        )
        found.occurrences.sort()
        notes, faults = file_notes(
            view,
            cursors,
            locations.lib,
            language=work.unit.language,
            skipped=skipped,
            symbols=symbols,
            includes=includes,
            relations=relations,
        )
    for other in others:
        _add_inclusion(work, number, read, other, found)
    of_file = work.diagnostics.of(file)
    return FileFacts(
        source=_source(
            work, read, file, view, excess_text(work.left_out.get(number, 0))
        ),
        symbols=tuple(symbols),
        includes=includes,
        relations=relations,
        occurrences=_unique(found.occurrences),
        tokens=listing_tokens(table),
        skipped=skipped,
        diagnostics=tuple(
            sorted(
                (*of_file.kept, *faults),
                key=attrgetter("line", "column", "severity", "text"),
            )
        ),
        reads=_reads(work, number, file, found),
        notes=notes,
    )


def _unique(occurrences: list[Occurrence]) -> tuple[Occurrence, ...]:
    """Return the occurrences in their order, each once."""
    occurrences.sort()
    # Equal ones are neighbours: cheaper than a set, which hashes all.
    return tuple(
        item
        for item, before in zip(occurrences, (None, *occurrences), strict=False)
        if item != before
    )


def _symbol_order(symbol: Any) -> tuple[Any, ...]:
    return (symbol.position, symbol.span, symbol.kind, symbol.usr)


def _bases(locations: Locations, number: int) -> list[int]:
    """Return the raw locations of the first byte of each inclusion of a file."""
    first = locations.base(number)
    locations.find(first)
    others = [base for base in locations.starts_of(number) if base != first]
    return [first, *others[: _MAX_INCLUSIONS - 1]]


def _add_inclusion(
    work: Work, number: int, read: ReadFile, base: int, found: Found
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


def _source(
    work: Work, read: ReadFile, file: int, view: FileView, reason: str | None
) -> SourceFile:
    scan = view.scan
    comments = [comment.text for comment in scan.comments]
    return SourceFile(
        path=read.path,
        language=work.unit.language,
        sha256=hashlib.sha256(read.raw).hexdigest(),
        bytes=len(read.raw),
        lines=scan.lines,
        code=scan.code,
        comment=scan.comment,
        blank=scan.blank,
        encoding=read.encoding,
        coverage=replace(_coverage(work, file, view.found), reason=reason),
        licence=scan.licence,
        documentation=file_documentation(comments),
        pragmas=scan.pragmas,
        folders=folder_comments(comments),
    )


def _coverage(work: Work, file: int, found: Found) -> Coverage:
    missing = work.missing_below(work.name(file))
    errors = work.diagnostics.of(file).errors
    level = CoverageLevel.PARTIAL if missing or errors else CoverageLevel.FULL
    return Coverage(
        level=level,
        missing=tuple(sorted(missing)),
        errors=errors,
        identifiers=found.identifiers,
        unresolved=found.unresolved,
    )


def _reads(work: Work, number: int, file: int, found: Found) -> tuple[str, ...]:
    """Return the other files of the tree that the parse of a file depends on.

    The main file's are all of the unit. A header's are what it reads and, where it does
    not stand by itself, what was read before and declares what it names. A fragment's
    are all that the files read through which it was reached.
    """
    unit = work.locations.unit
    path = unit.files[number].path
    name = work.name(file)
    reached = work.reach.of(name)
    files = set(reached)
    if path == work.unit.path:
        files.update(work.name(one.file) for one in work.inclusions)
    else:
        # What only one file can name begins with its path: that file declares it.
        own = f"c:{path}@"
        names = [one for one in found.occurrences if not one.usr.startswith(own)]
        foreign = foreign_names(names, work.declaring, reached)
        files.update(place for _, place in foreign)
        if splitext(path)[1].lower() in FRAGMENT_SUFFIXES:
            for place, _ in work.stacks.get(file, ()):
                files |= work.reach.of(work.name(place))
    paths = set(map(work.project_path, files)) - {path, ""}
    return tuple(sorted(paths))
