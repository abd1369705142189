"""Figures of each folder: summed up once, for all folders of the tree."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..model import SYMBOL_KINDS, CoverageLevel, Language, SymbolKind
from .file_figures import FileFigures, TreeSurvey, most_used_symbols, survey_files
from .folder_answers import (
    FolderSums,
    KeyFile,
    KeySymbol,
    LanguageCount,
    LevelCount,
    Role,
    SymbolCount,
)
from .folder_comments import roles_said
from .include_graph import IncludeGraph
from .reports.documented import DocumentationFigures
from .reports.tasks import NotedTask

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .protocol import Reader

__all__ = [
    "FolderFigures",
    "TreeFigures",
    "figures_of",
    "folder_figures",
    "folders_above",
]

_KEY_FILES = 8
_FAN_IN = 2
"""Files that must include or use a file for it to be a key file."""


@dataclass(frozen=True, slots=True)
class FolderFigures:
    """What the page of a folder shows of its files."""

    path: str
    own: FolderSums
    subtree: FolderSums
    folders: tuple[str, ...]
    """Paths of the subfolders, sorted."""
    files: tuple[str, ...]
    """Paths of the files of the folder itself, sorted."""
    key_files: tuple[KeyFile, ...]
    """Of the subtree."""
    key_symbols: tuple[KeySymbol, ...]
    """Of the subtree."""
    role: Role | None = None
    """What a comment says of the folder (``@dir``)."""


@dataclass(frozen=True, slots=True)
class TreeFigures:
    """Figures of all files and folders, for one state of the index."""

    files: Mapping[str, FileFigures]
    """By path, sorted."""
    folders: Mapping[str, FolderFigures]
    """By path, sorted; the root is the empty string."""
    documentation: DocumentationFigures
    tasks: tuple[NotedTask, ...]


def folder_figures(reader: Reader, graph: IncludeGraph | None = None) -> TreeFigures:
    """Return the figures of the tree.

    Make them once for each state of the index (`IndexReader.content_digest` tells it)
    and give them to `summarize_folder`: they read all files.
    """
    return figures_of(survey_files(reader, graph or IncludeGraph.of(reader)))


def figures_of(survey: TreeSurvey) -> TreeFigures:
    """Return the figures that a survey of the tree gives."""
    sums: dict[str, _Sums] = {"": _Sums()}
    for figures in survey.files.values():
        own = posixpath.dirname(figures.path)
        for folder in folders_above(figures.path):
            sums.setdefault(folder, _Sums()).subtree.add(figures)
        sums[own].own.add(figures)
        sums[own].files.append(figures.path)
    for kind, paths in survey.shared:
        _count_once(sums, kind, paths)
    for folder in [*sums]:
        if folder:
            sums[posixpath.dirname(folder)].folders.append(folder)
    # Deepest first: what leads in a folder is among what leads in its parts.
    for folder in sorted(sums, key=lambda path: -path.count("/") - bool(path)):
        sums[folder].rank(survey.files, sums)
    roles = roles_said(survey.speaking, sums)
    folders = {path: sums[path].figures(path, roles) for path in sorted(sums)}
    return TreeFigures(survey.files, folders, survey.documentation, survey.tasks)


def folders_above(path: str) -> list[str]:
    """Return the folders that a file lies in, its own first, the root last."""
    parts = path.split("/")[:-1]
    return ["/".join(parts[:end]) for end in range(len(parts), -1, -1)]


def _count_once(sums: dict[str, _Sums], kind: SymbolKind, paths: Iterable[str]) -> None:
    """Take a symbol of several files out of the counts but once."""
    own = Counter(posixpath.dirname(path) for path in paths)
    subtree = Counter(folder for path in paths for folder in folders_above(path))
    for folder, times in own.items():
        sums[folder].own.kinds[kind] -= times - 1
    for folder, times in subtree.items():
        sums[folder].subtree.kinds[kind] -= times - 1


class _Total:
    """Figures that are being added up."""

    def __init__(self) -> None:
        self.numbers: Counter[str] = Counter()
        self.files: Counter[Language] = Counter()
        self.lines: Counter[Language] = Counter()
        self.levels: Counter[CoverageLevel] = Counter()
        self.kinds: Counter[SymbolKind] = Counter()

    def add(self, figures: FileFigures) -> None:
        """Add a file."""
        numbers = self.numbers
        for name in _NUMBERS:
            numbers[name] += getattr(figures, name)
        self.files[figures.language] += 1
        self.lines[figures.language] += figures.lines
        self.levels[figures.level] += 1
        for kind, symbols in figures.kinds:
            self.kinds[kind] += symbols

    def sums(self) -> FolderSums:
        """Return the figures."""
        return FolderSums(
            files=self.files.total(),
            languages=tuple(
                LanguageCount(language, files, self.lines[language])
                for language, files in sorted(
                    self.files.items(), key=lambda pair: (-pair[1], pair[0].value)
                )
            ),
            levels=tuple(
                LevelCount(level, self.levels[level])
                for level in CoverageLevel
                if self.levels[level]
            ),
            kinds=tuple(
                SymbolCount(kind, self.kinds[kind])
                for kind in SYMBOL_KINDS
                if self.kinds[kind]
            ),
            **{name: self.numbers[name] for name in _NUMBERS},
        )


_NUMBERS = ("lines", "code", "comment", "blank", "bytes", "declared", "documented")


@dataclass(slots=True)
class _Sums:
    """A folder while its files are counted."""

    own: _Total = field(default_factory=_Total)
    subtree: _Total = field(default_factory=_Total)
    folders: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    key_files: tuple[KeyFile, ...] = ()
    key_symbols: tuple[KeySymbol, ...] = ()

    def rank(self, files: Mapping[str, FileFigures], sums: Mapping[str, _Sums]) -> None:
        """Find what leads, after this was done in all subfolders."""
        inside = [sums[folder] for folder in self.folders]
        own = [files[path] for path in self.files]
        key_files = [
            *(key for one in inside for key in one.key_files),
            *_key_files(own),
        ]
        key_files.sort(key=_fan_in)
        self.key_files = tuple(key_files[:_KEY_FILES])
        self.key_symbols = most_used_symbols(
            [
                *(key for one in inside for key in one.key_symbols),
                *(key for one in own for key in one.main),
            ]
        )

    def figures(self, path: str, roles: Mapping[str, Role]) -> FolderFigures:
        """Return the figures."""
        return FolderFigures(
            path=path,
            own=self.own.sums(),
            subtree=self.subtree.sums(),
            folders=tuple(sorted(self.folders)),
            files=tuple(self.files),
            key_files=self.key_files,
            key_symbols=self.key_symbols,
            role=roles.get(path),
        )


def _key_files(files: Iterable[FileFigures]) -> Iterator[KeyFile]:
    for one in files:
        if max(one.includers, one.users) >= _FAN_IN:
            yield KeyFile(one.path, one.includers, one.users, one.purpose)


def _fan_in(key: KeyFile) -> tuple[int, int, str]:
    includers, users = key.includers, key.users
    return -max(includers, users), -includers - users, key.path
