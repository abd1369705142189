"""What the facts of all wanted files of one unit are made with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .below import Below, load_below
from .capi import CXCursor, take_text
from .diagnostics import Diagnostics, collect_diagnostics
from .excess import Places
from .expansions import Expansions
from .kinds import MACRO_DEFINITION
from .locations import Inclusion, Locations
from .names import Names
from .reach import Closures, Edges, Reach, include_edges
from .unit import Unit
from .visit import Visited, visit

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from .occurrences import Found
    from .parse import ParsedUnit
    from .tokens import TokenTable

__all__ = ["Work", "open_work"]


@dataclass(frozen=True, slots=True)
class Work:
    """What all files of a unit share."""

    unit: Unit
    locations: Locations
    names: Names
    expansions: Expansions
    diagnostics: Diagnostics
    inclusions: tuple[Inclusion, ...]
    directives: tuple[CXCursor, ...]
    """The include directives, as libclang sees them."""
    edges: Edges
    """Of the unit itself: what each file includes."""
    missing: Mapping[str, frozenset[str]]
    """File → headers not found, as spelled; the empty name stands for no file."""
    reach: Reach
    below: Below
    is_project: Callable[[str], bool]
    stacks: dict[int, tuple[tuple[int, int], ...]]
    """Where each file was included first: see `Inclusion`."""
    left_out: Mapping[int, int]
    """`Places.left_out`."""
    stand_ins: frozenset[str] = frozenset()
    """The macros that the unit begins with: `StandIns.names`."""
    expanded: set[tuple[str, str]] = field(default_factory=set)
    """Macros that files on an umbrella name, with the file that defines each."""
    overloaded: set[tuple[str, ...]] = field(default_factory=set)
    """The files that declare functions which such files name several of at once."""
    unclear: set[str] = field(default_factory=set)
    """Names that such files have where libclang tells no more than an error."""

    def project_path(self, absolute: str) -> str:
        """Return the path of a file of the index; empty of any other."""
        path = self.below.project.get(absolute)
        if path is None:
            path = self.locations.unit.from_root(absolute)
            if path and not self.is_project(path):
                path = ""
            self.below.project[absolute] = path
        return path

    def name(self, file: int) -> str:
        """Return the absolute path of a CXFile."""
        return self.locations.unit.name_of(file)[0]

    def missing_below(self, absolute: str) -> set[str]:
        """Return the headers that were not found below a file, as spelled."""
        read = self.reach.of(absolute)
        # Command line macros and forced includes stand in no file.
        found = {
            header
            for place, headers in self.missing.items()
            if not place or place in read
            for header in headers
        }
        below = self.below.missing
        found.update(*(below[path] for path in below.keys() & read))
        return found

    def declaring(self, usr: str) -> Iterator[str]:
        """Return absolute paths of files that declare a symbol: not all of them.

        Those of the declarations that were named, then those of their first ones: a
        file may see a class declared by one header and named in another's definition.
        """
        return self._files_of(self.names.declared.get(usr, ()))

    def opening(self, usr: str) -> Iterator[str]:
        """Do what `declaring` does, of a namespace."""
        return self._files_of(self.names.opened.get(usr, ()))

    def _files_of(self, cursors: Sequence[CXCursor]) -> Iterator[str]:
        lib = self.locations.lib
        for find in (None, lib.clang_getCanonicalCursor):
            for cursor in cursors:
                place = lib.clang_getCursorLocation(find(cursor) if find else cursor)
                file = self.locations.file_of(place.int_data)
                if file:
                    yield self.name(file)

    def note_umbrella(
        self, found: Found, table: TokenTable, cursors: Any, lines: Collection[int]
    ) -> None:
        """Note what a file names that `Names.declared` does not tell of.

        :param cursors: libclang's array, by token.
        :param lines: `FileDiagnostics.knowing_lines`.
        """
        if lines:
            self.unclear.update(
                table.texts[number]
                for number in found.unknown
                if table.lines[number] in lines or table.lines[number] - 1 in lines
            )
        lib, locate = self.locations.lib, self.locations.lib.clang_getCursorLocation
        for expansion in found.macros.values():
            definition = lib.clang_getCursorReferenced(expansion)
            if definition.kind == MACRO_DEFINITION:
                file = self.locations.file_of(locate(definition).int_data)
                if file:
                    name = take_text(lib, lib.clang_getCursorSpelling(definition))
                    self.expanded.add((name, self.name(file)))
        for number in found.overloaded:
            cursor = cursors[number]
            total = lib.clang_getNumOverloadedDecls(cursor)
            places = (
                locate(lib.clang_getOverloadedDecl(cursor, one)).int_data
                for one in range(total)
            )
            files = {self.locations.file_of(place) for place in places}
            self.overloaded.add(tuple(self.name(file) for file in files if file))


def open_work(
    unit: Unit,
    parsed: ParsedUnit,
    is_project: Callable[[str], bool],
    stand_ins: frozenset[str] = frozenset(),
) -> tuple[Work, list[list[Visited]]]:
    """Return what all files share, and for each the declarations in it.

    :param stand_ins: `Work.stand_ins`.
    """
    below = load_below(unit.umbrella) if unit.umbrella else Below()
    parsed.remember(below.paths, below.folders)
    locations = Locations(parsed)
    inclusions = locations.inclusions()
    macros: list[CXCursor] = []
    directives: list[CXCursor] = []
    visited: list[list[Visited]] = [[] for _ in parsed.files]
    places = Places()
    for item in visit(locations, inclusions, macros, directives, places):
        visited[item.wanted].append(item)
    edges = include_edges(locations, inclusions, directives, below.forced)
    if unit.umbrella:
        reach = Reach(edges, below.closures)
    else:  # of an umbrella itself most files are asked for
        reach = Reach({}, Closures(edges))
    diagnostics = collect_diagnostics(locations)
    work = Work(
        unit=unit,
        locations=locations,
        names=Names(locations),
        expansions=Expansions(locations, macros, below.expansions),
        diagnostics=diagnostics,
        missing={
            parsed.name_of(file)[0] if file else "": frozenset(of.missing)
            for file, of in diagnostics.files.items()
            if of.missing
        },
        inclusions=inclusions,
        directives=tuple(directives),
        edges=edges,
        reach=reach,
        below=below,
        is_project=is_project,
        stacks={item.file: item.stack for item in reversed(inclusions)},
        left_out=places.left_out,
        stand_ins=stand_ins,
    )
    return work, visited
