"""The page of one folder."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..model import CXX_LANGUAGES, Language
from .briefs import first_sentence
from .cmake_targets import build_targets
from .codeowners import CODEOWNERS, owners_of
from .folder_answers import (
    FileRow,
    FolderHelp,
    FolderRow,
    FolderSummary,
    OtherFile,
    Role,
)
from .folder_figures import TreeFigures, folder_figures
from .folder_graph import folder_graph
from .folder_keywords import FolderKeywords
from .include_graph import IncludeGraph, is_header
from .keyword_answers import KeywordOrder
from .readme import READMES, first_paragraph

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .folder_answers import Owners
    from .include_figures import IncludeFigures
    from .keyword_index import KeywordIndex
    from .protocol import Reader

__all__ = ["summarize_folder", "texts_of_folder"]

_C_FAMILY = CXX_LANGUAGES | {Language.C, Language.OBJECTIVE_C}
_BUILD = "CMakeLists.txt"
_TESTS = ("tests", "test", "unittests", "unittest", "testing")
"""Names of folders of tests, in the order in which they are looked for."""
_UMBRELLA = 2
"""Files of its folder that an umbrella header includes, at least."""


def _nothing(_: str) -> str | None:
    return None


def summarize_folder(
    reader: Reader,
    folder: str,
    *,
    graph: IncludeGraph | None = None,
    figures: TreeFigures | None = None,
    keywords: KeywordIndex | None = None,
    letters: tuple[tuple[str, int], ...] = (),
    read_text: Callable[[str], str | None] = _nothing,
    others: Sequence[OtherFile] = (),
    include_figures: IncludeFigures | None = None,
) -> FolderSummary | None:
    """Return all that the page of a folder shows; None if no file is in it.

    ``folder`` is a path from the source root without ``/`` at the end, the root itself
    is empty. ``graph`` and ``figures`` are made from the reader when they are not
    given: give them where more than one folder is asked for. Without ``keywords`` the
    answer has the ``letters`` that are given. ``read_text`` gives the
    beginning of a file that is not in the index, by its path from the source root, or
    None; ``others`` are files of the folder that the index does not hold.
    """
    graph = graph or IncludeGraph.of(reader)
    figures = figures or folder_figures(reader, graph)
    found = figures.folders.get(folder)
    if found is None:
        return None
    asked = _Question(figures, graph, read_text)
    return FolderSummary(
        path=folder,
        own=found.own,
        subtree=found.subtree,
        role=asked.role(folder),
        subfolders=tuple(map(asked.folder_row, found.folders)),
        files=tuple(asked.file_row(p) for p in found.files if asked.is_c_family(p)),
        key_files=found.key_files,
        key_symbols=found.key_symbols,
        help=asked.help(folder),
        others=tuple(sorted((*others, *asked.others(found.files)))),
        letters=letters if keywords is None else _letters(keywords, folder),
        graph=folder_graph(include_figures, folder) if include_figures else None,
    )


def _letters(keywords: KeywordIndex, folder: str) -> tuple[tuple[str, int], ...]:
    return FolderKeywords.of(keywords, folder).counts(KeywordOrder.LETTER)


def texts_of_folder(folder: str) -> tuple[str, ...]:
    """Return the paths that `summarize_folder` may read for a folder's own facts."""
    names = (*READMES, _BUILD)
    return (*(posixpath.join(folder, name) for name in names), *CODEOWNERS)


@dataclass(frozen=True, slots=True)
class _Question:
    figures: TreeFigures
    graph: IncludeGraph
    read_text: Callable[[str], str | None]

    def role(self, folder: str) -> Role | None:
        """Return what a folder is for, by comment, README or umbrella header."""
        if said_in_comment := self.figures.folders[folder].role:
            return said_in_comment
        readme, text = self._readme(folder)
        if said := first_paragraph(text, readme):
            return Role(said, readme)
        for path in self._umbrellas(folder):
            if purpose := self.figures.files[path].purpose:
                return Role(purpose, path)
        return None

    def folder_row(self, folder: str) -> FolderRow:
        """Return the row of a subfolder."""
        subtree = self.figures.folders[folder].subtree
        role = self.role(folder)
        return FolderRow(
            path=folder,
            name=posixpath.basename(folder),
            files=subtree.files,
            lines=subtree.lines,
            symbols=subtree.symbols,
            role=first_sentence(role.text) if role else "",
        )

    def is_c_family(self, path: str) -> bool:
        """Tell whether a file has declarations as C has them."""
        return self.figures.files[path].language in _C_FAMILY

    def others(self, paths: Iterable[str]) -> Iterator[OtherFile]:
        """Yield the files in the index that are of other languages."""
        for path in paths:
            one = self.figures.files[path]
            if one.language not in _C_FAMILY:
                what = one.language.value
                yield OtherFile(path, what, one.lines, one.bytes, one.purpose)

    def file_row(self, path: str) -> FileRow:
        """Return the row of a file."""
        one = self.figures.files[path]
        return FileRow(
            path=path,
            name=posixpath.basename(path),
            language=one.language,
            purpose=one.purpose,
            symbols=one.symbols,
            lines=one.lines,
            declared=one.declared,
            documented=one.documented,
            level=one.level,
            includers=one.includers,
        )

    def help(self, folder: str) -> FolderHelp:
        """Return how to work with a folder."""
        build = posixpath.join(folder, _BUILD)
        return FolderHelp(
            readme=self._readme(folder)[0],
            targets=build_targets(self.read_text(build) or "", build),
            owners=self._owners(folder),
            tests=self._tests(folder),
        )

    def _readme(self, folder: str) -> tuple[str, str]:
        """Return path and text of the README; empty if there is none."""
        for name in READMES:
            path = posixpath.join(folder, name)
            text = self.read_text(path)
            if text is not None:
                return path, text
        return "", ""

    def _umbrellas(self, folder: str) -> list[str]:
        """Return the headers that are named after a folder and include its files."""
        if not folder:
            return []
        parent, name = posixpath.split(folder)
        found = []
        for path in self.graph.by_stem.get(name, ()):
            inside = posixpath.dirname(path)
            if inside in {folder, parent} and is_header(path):
                below = [
                    one
                    for one in self.graph.includes.get(path, ())
                    if one.startswith(f"{folder}/")
                ]
                if len(below) >= _UMBRELLA:
                    found.append(path)
        return found

    def _owners(self, folder: str) -> Owners | None:
        for path in CODEOWNERS:
            text = self.read_text(path)
            if text is not None:
                return owners_of(text, path, folder)
        return None

    def _tests(self, folder: str) -> str:
        """Return the folder of tests inside of a folder, else the one beside it."""
        if not folder or not set(_TESTS).isdisjoint(folder.split("/")):
            near = [] if folder else [*_TESTS]
        else:
            parent = posixpath.dirname(folder)
            near = [
                posixpath.join(at, name) for at in (folder, parent) for name in _TESTS
            ]
        return next((path for path in near if path in self.figures.folders), "")
