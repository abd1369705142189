"""Figures of each file, for the folders above it: one pass over the tree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..model import (
    SYMBOL_KINDS,
    CoverageLevel,
    Declaration,
    Language,
    Qualifier,
    Role,
    SourceFile,
    SymbolKind,
    roles_with,
)
from .answers import SymbolRef
from .briefs import brief_of
from .declared_symbol import KEY_KINDS, DeclaredSymbol, is_hidden, is_public, is_told
from .digest import digest
from .folder_answers import KeySymbol, SymbolCount
from .reports.answers import Gap
from .reports.documented import DocumentationFigures, FileDocumentation
from .reports.tasks import NotedTask, TaskNotes
from .uses import UNCOUNTED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .include_graph import IncludeGraph
    from .protocol import Reader

__all__ = [
    "KEY_SYMBOLS",
    "FileFigures",
    "TreeSurvey",
    "most_used_symbols",
    "sum_of",
    "survey_files",
    "text_figures",
]

_REFERRING = roles_with(Role.REFERENCE)
KEY_SYMBOLS = 12
"""Main symbols of a file or folder that are kept."""


@dataclass(frozen=True, slots=True)
class FileFigures:
    """What the folders above a file count of it."""

    path: str
    language: Language
    level: CoverageLevel
    bytes: int
    lines: int
    code: int
    comment: int
    blank: int
    purpose: str
    """First sentence of the file's own comment; empty if it has none."""
    kinds: tuple[SymbolCount, ...] = ()
    """Symbols distinct by USR, in the order of the pages; header guards left out."""
    declared: int = 0
    """Public declarations that a comment may be expected of, each counted in one file:
    that of its first declaration, or of its definition if it is a class or enum."""
    documented: int = 0
    """Those of them that have a comment, here or where else they are declared."""
    includers: int = 0
    """Files that include it directly."""
    users: int = 0
    """Other files that refer to a symbol declared in it."""
    main: tuple[KeySymbol, ...] = ()
    """Its symbols that most other files use, at most `KEY_SYMBOLS`."""

    @property
    def symbols(self) -> int:
        """Number of distinct symbols."""
        return sum(count.symbols for count in self.kinds)


@dataclass(frozen=True, slots=True)
class TreeSurvey:
    """What one pass over all files finds."""

    files: Mapping[str, FileFigures]
    """By path, sorted."""
    shared: tuple[tuple[SymbolKind, tuple[str, ...]], ...]
    """Kind of each symbol that several files declare, and their paths."""
    documentation: DocumentationFigures
    tasks: tuple[NotedTask, ...]
    speaking: tuple[SourceFile, ...]
    """The files that have comments on folders, by path."""
    sums: Mapping[str, str]
    """Path to `sum_of` the file."""


def survey_files(reader: Reader, graph: IncludeGraph) -> TreeSurvey:
    """Return the figures of all files: the cost of reading each once."""
    survey = _Survey()
    for path in reader.paths():
        source = reader.file(path)
        if source is not None:
            symbols = reader.declarations_in(path)
            survey.note_file(source, symbols)
            # Read twice, and not kept: they are more than all that is counted of them.
            survey.sums[path] = sum_of(source, symbols, reader.names_in(path))
    for path in reader.paths():
        survey.note_uses(path, reader.names_in(path))
    return survey.result(graph)


def text_figures(source: SourceFile) -> dict[str, Any]:
    """Return the fields of `FileFigures` that a file's own text decides."""
    return {
        "language": source.language,
        "level": source.coverage.level,
        "bytes": source.bytes,
        "lines": source.lines,
        "code": source.code,
        "comment": source.comment,
        "blank": source.blank,
    }


def sum_of(
    source: SourceFile,
    symbols: Iterable[Declaration],
    names: Iterable[tuple[str, Role, int]],
) -> str:
    """Return a digest of all that the survey takes of a file, but for its own counts.

    Lines are not in it, and how often something is named.
    """
    declared = [symbol[:4] + symbol[6:] for symbol in symbols]
    named = [(usr, role in _REFERRING) for usr, role, _ in names]
    return digest((source.documentation, source.folders, declared, named))


class _Survey:
    """The pass, while it runs."""

    def __init__(self) -> None:
        self.sources: dict[str, SourceFile] = {}
        self.kinds: dict[str, tuple[SymbolCount, ...]] = {}
        self.known: dict[str, DeclaredSymbol] = {}
        self.users: Counter[str] = Counter()
        self.tasks = TaskNotes()
        self.sums: dict[str, str] = {}

    def note_file(self, source: SourceFile, symbols: Iterable[Declaration]) -> None:
        """Note a file and what it declares."""
        self.sources[source.path] = source
        self.tasks.note_file(source)
        kinds: dict[str, SymbolKind] = {}
        hidden: set[str] = set()
        for symbol in symbols:
            if Qualifier.HEADER_GUARD in symbol.qualifiers:
                continue
            usr = symbol.usr
            kinds.setdefault(usr, symbol.kind)
            known = self.known.get(usr)
            if known is None:
                known = self.known[usr] = DeclaredSymbol(symbol)
                known.is_told = True
            known.note(symbol)
            self.tasks.note(symbol)
            if is_hidden(symbol) or symbol.parent in hidden:
                hidden.add(usr)
                known.is_told = False
            elif not is_told(symbol):
                known.is_told = False
        found = Counter(kinds.values())
        self.kinds[source.path] = tuple(
            SymbolCount(kind, found[kind]) for kind in SYMBOL_KINDS if kind in found
        )

    def note_uses(self, path: str, names: Iterable[tuple[str, Role, int]]) -> None:
        """Note what a file refers to; all files have been noted."""
        used: set[str] = set()
        for usr, role, _ in names:
            known = self.known.get(usr) if role in _REFERRING else None
            if known is not None and known.place.kind not in UNCOUNTED:
                known.users += known.place.path != path
                used.update(known.credited())
        used.discard(path)
        self.users.update(used)

    def result(self, graph: IncludeGraph) -> TreeSurvey:
        """Return the figures."""
        documentation = self._told(graph)
        nothing = FileDocumentation()
        told = {path: documentation.get(path, nothing) for path in self.sources}
        main = self._main()
        files = {
            path: FileFigures(
                path=path,
                **text_figures(source),
                purpose=brief_of(source.documentation),
                kinds=self.kinds[path],
                declared=told[path].declared.total(),
                documented=told[path].documented.total(),
                includers=len(graph.includers.get(path, ())),
                users=self.users[path],
                main=main.get(path, ()),
            )
            for path, source in self.sources.items()
        }
        shared = tuple(
            (known.place.kind, tuple(known.files))
            for known in self.known.values()
            if len(known.files) > 1
        )
        tasks = self.tasks.result(lambda usr: self.known[usr].told_in())
        speaking = tuple(one for one in self.sources.values() if one.folders)
        return TreeSurvey(files, shared, documentation, tasks, speaking, self.sums)

    def _told(self, graph: IncludeGraph) -> DocumentationFigures:
        """Count the public declarations by file, and the documented ones."""
        found: dict[str, FileDocumentation] = {}
        for usr, known in self.known.items():
            path = known.told_in() if known.is_told else ""
            if path and is_public(path, graph.includers):
                gap = Gap(usr, known.name, known.place.kind, path, known.users)
                of_file = found.setdefault(path, FileDocumentation())
                of_file.note(gap, documented=known.documented)
        return found

    def _main(self) -> dict[str, tuple[KeySymbol, ...]]:
        """Return the most used symbols of each file."""
        found: dict[str, list[KeySymbol]] = {}
        for usr, known in self.known.items():
            place = known.place
            if not known.users or place.kind not in KEY_KINDS or place.is_internal:
                continue
            # Without its line: else all folders above would change with each edit.
            ref = SymbolRef(usr, known.name, place.kind)
            for path in known.credited():
                found.setdefault(path, []).append(
                    KeySymbol(ref, place.path, known.users, known.brief)
                )
        return {path: most_used_symbols(some) for path, some in found.items()}


def most_used_symbols(found: Iterable[KeySymbol]) -> tuple[KeySymbol, ...]:
    """Return the `KEY_SYMBOLS` that most files use; one of each name."""
    ranked = sorted(
        found, key=lambda key: (-key.users, key.symbol.name, key.symbol.usr)
    )
    best: dict[str, KeySymbol] = {}
    for key in ranked:
        best.setdefault(key.symbol.name, key)
        if len(best) == KEY_SYMBOLS:
            break
    return tuple(best.values())
