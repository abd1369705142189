"""What each include line of a file is used for.

Worked out from the index: the names in the file, the headers that declare these, and
the include lines that lead there. Of standard headers, which are not in the index, a
table tells the names. "No use seen" is said only where nothing could have hidden a use:
names in macro bodies, in skipped code and in templates' unresolved expressions are not
seen.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, NamedTuple

from ..model import (
    RECORD_KINDS,
    CoverageLevel,
    IncludeState,
    Origin,
    Qualifier,
    SymbolKind,
)
from ..scan import is_header
from .answers import IncludeRow
from .pragmas import Pragmas, bare
from .refs import best_place, site_of
from .standard_names import IMPLICIT, is_listed
from .symbol_ref import SymbolRef
from .usage_answers import Through
from .used_names import StandardNames, standard_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ..model import Include, Place, SourceFile, Symbol
    from .protocol import Reader
    from .tree import Tree
    from .used_names import Names

__all__ = ["used_for"]

_TYPES = RECORD_KINDS | {SymbolKind.ENUM}
"""Kinds of which a forward declaration does not do."""
_DEFINED = _TYPES | {SymbolKind.MACRO}
"""Kinds that come from where they are defined: of macros, elsewhere the preprocessor
skipped them."""
_WORD = re.compile(r"[A-Za-z_]\w*")
_C_HEADER = re.compile(r"c[a-z]+|[a-z/_]+\.h")

Symbols = dict[str, SymbolRef]
"""By name."""


def used_for(
    tree: Tree, reader: Reader, source: SourceFile, includes: Sequence[Include]
) -> tuple[IncludeRow, ...]:
    """Return the include lines of a file with what each is used for, by line."""
    if source.coverage.level not in {CoverageLevel.FULL, CoverageLevel.PARTIAL}:
        return tuple(
            IncludeRow(
                replace(include, used=()), named=tree.named(source.path, include)
            )
            for include in includes
        )
    lines = _Lines(tree, reader, source, includes)
    names = tree.names(reader, source.path)
    for owner, places in names.places.items():
        lines.attribute(owner, places, used=owner in names.referenced)
    return lines.rows(names)


class _Line(NamedTuple):
    """An include line that leads to a file of the tree."""

    include: Include
    target: str
    reads: int
    """Set of the files that it reads."""


class _Lines:
    """The include lines of one file, and what was found for each."""

    def __init__(
        self,
        tree: Tree,
        reader: Reader,
        source: SourceFile,
        includes: Sequence[Include],
    ) -> None:
        self.tree = tree
        self.reader = reader
        self.path = source.path
        self.source = source
        self.includes = includes
        self.pragmas = Pragmas.of(source.pragmas)
        self.partners = frozenset(tree.graph.partners(source.path))
        self.own = tree.reach.bit(source.path)
        self.lines = [
            _Line(include, include.target, tree.reach.of(include.target))
            for include in includes
            if include.active
            and include.target not in {None, source.path}
            and include.target is not None
        ]
        self.reads = 0
        for line in self.lines:
            self.reads |= line.reads
        self.direct: dict[int, Symbols] = defaultdict(dict)
        """What each line is used for, by its number."""
        self.through: dict[tuple[int, str], Symbols] = defaultdict(dict)
        """By line and header."""
        self.handed: set[tuple[int, str]] = set()

    # Names of the tree

    def attribute(self, usr: str, places: Sequence[Place], *, used: bool) -> None:
        """Find the lines that a name comes by.

        :param used: it is not only declared or defined here.
        """
        providers = self._providers(places)
        if not providers:
            return
        given = [line for line in self.lines if line.target in providers]
        handed: list[tuple[_Line, str]] = []
        if not given:
            handed = self._handed(providers)
        if given or handed:
            ref = _ref(usr, places)
            for line in given:
                self.direct[line.include.line].setdefault(ref.name, ref)
            for line, path in handed:
                self.handed.add((line.include.line, path))
                self.through[line.include.line, path].setdefault(ref.name, ref)
            return
        declared_here = any(place.path == self.path for place in places)
        if used and not declared_here:
            self._through(usr, places, providers)

    def _providers(self, places: Sequence[Place]) -> frozenset[str]:
        """Return the headers that a name may come from; none if it is the file's own.

        Of a class or macro these are the ones that define it, if the file reads one.
        """
        bit = self.tree.reach.bit
        defined, declared = set(), set()
        for place in places:
            if place.path == self.path:
                if place.definition and place.kind in _TYPES:
                    return frozenset()
            elif self.reads & bit(place.path):
                declared.add(place.path)
                if place.definition or place.kind not in _DEFINED:
                    defined.add(place.path)
        return frozenset(defined or declared)

    def _handed(self, providers: frozenset[str]) -> list[tuple[_Line, str]]:
        """Return the lines whose header gives one of the files by a pragma."""
        return [
            (line, path)
            for line in self.lines
            for path in sorted(providers)
            if path in self.tree.exports(self.reader, line.target)
            or self._stands_for(line, path)
        ]

    def _stands_for(self, line: _Line, path: str) -> bool:
        """Tell whether a private header names the one that a line includes."""
        instead = bare(self.tree.pragmas(self.reader, path).instead)
        return bool(instead) and (
            bare(line.include.spelled) == instead
            or f"/{line.target}".endswith(f"/{instead}")
        )

    def _through(
        self, usr: str, places: Sequence[Place], providers: frozenset[str]
    ) -> None:
        """Note a name with the line that leads to it, and does so most narrowly."""
        best: tuple[bool, int, int, str] | None = None
        for path in providers:
            bit = self.tree.reach.bit(path)
            for line in self.lines:
                if line.reads & bit:
                    rank = (
                        line.target not in self.partners,
                        line.reads.bit_count(),
                        line.include.line,
                        path,
                    )
                    best = rank if best is None else min(best, rank)
        if best is not None:
            ref = _ref(usr, places)
            self.through[best[2], best[3]].setdefault(ref.name, ref)

    # What is shown

    def rows(self, names: Names) -> tuple[IncludeRow, ...]:
        """Return the rows; names that no line gives are nowhere."""
        headers = [
            bare(include.spelled)
            for include in self.includes
            if include.active and include.origin is Origin.SYSTEM
        ]
        standard = standard_names(names.outside, headers) if headers else None
        certain = self._is_certain()
        return tuple(self._row(one, standard, certain=certain) for one in self.includes)

    def _row(
        self, include: Include, standard: StandardNames | None, *, certain: bool
    ) -> IncludeRow:
        used: tuple[SymbolRef, ...] = ()
        through: tuple[Through, ...] = ()
        if include.active and include.target is not None:
            used = _sorted(self.direct.get(include.line, {}))
            through = tuple(
                Through(path, _sorted(symbols), (line, path) in self.handed)
                for (line, path), symbols in sorted(self.through.items())
                if line == include.line
            )
        elif include.active and include.origin is Origin.SYSTEM and standard:
            found = standard.by_header.get(bare(include.spelled), ())
            used = tuple(SymbolRef(usr, name) for usr, name in found)
        pragma = self.pragmas.word(include.line)
        if used or through:
            state = IncludeState.USED
        elif certain and not pragma and self._is_free(include, standard):
            state = IncludeState.NO_USE_SEEN
        else:
            state = IncludeState.NOT_CHECKED
        named = self.tree.named(self.path, include)
        include = replace(include, used=(), state=state)
        return IncludeRow(include, used, through, pragma, named)

    def _is_certain(self) -> bool:
        """Tell whether all names of the file are known."""
        coverage = self.source.coverage
        reader = self.reader
        return (
            coverage.level is CoverageLevel.FULL
            and not coverage.unresolved
            and not reader.skipped_in(self.path)
            and not any(map(_names_more, reader.symbols_in(self.path)))
            # One that only includes hands on what it includes.
            and self.tree.declares(self.reader, self.path)
        )

    def _is_free(self, include: Include, standard: StandardNames | None) -> bool:
        """Tell whether a name that the line gives would have been seen."""
        if not include.active or include.directive != "include":
            return False
        if include.origin is Origin.SYSTEM:
            header = bare(include.spelled)
            return (
                standard is not None
                and is_listed(header)
                and header not in IMPLICIT | standard.possible
                and not standard.strange
                and not (standard.foreign and _C_HEADER.fullmatch(header))
            )
        target = include.target
        if target is None or target in self.partners | {self.path}:
            return False
        # What is no header is included for its text.
        if not is_header(target) or self._is_friend(target):
            return False
        read = self.reader.file(target)
        whole = read is not None and read.coverage.level is CoverageLevel.FULL
        return whole and self.tree.declares(self.reader, target)

    def _is_friend(self, target: str) -> bool:
        friends = self.tree.pragmas(self.reader, target).friends
        # Regular expressions by right; one from a source may take for ever.
        globs = [pattern.replace(".*", "*") for pattern in friends]
        return any(fnmatchcase(self.path, glob) for glob in globs)


def _names_more(symbol: Symbol) -> bool:
    """Tell whether a macro's body has words, which are no occurrences."""
    return (
        symbol.kind is SymbolKind.MACRO
        and Qualifier.HEADER_GUARD not in symbol.qualifiers
        and bool(symbol.value and _WORD.search(symbol.value))
    )


def _ref(usr: str, places: Iterable[Place]) -> SymbolRef:
    place = best_place(places)
    name = place.qualified_name or place.name or f"({place.kind.value})"
    return SymbolRef(usr, name, place.kind, site_of(place))


def _sorted(symbols: Mapping[str, SymbolRef]) -> tuple[SymbolRef, ...]:
    return tuple(symbols[name] for name in sorted(symbols))
