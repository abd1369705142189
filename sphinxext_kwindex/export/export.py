"""Write the pages of an index, in the order of the tree."""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from ..analysis import (
    IncludeFigures,
    IncludeGraph,
    Tree,
    TreeFigures,
    folder_figures,
    summarize_folder,
)
from ..errors import KwindexError
from ..scan import decode, without_pauses
from ..store import dump
from .descriptions import render_doc
from .digest import render_llms
from .files import FileNote, Mention, note_of, render_docs, render_keywords, summary_of
from .folders import Folder, Folders, render_index, sub_head
from .hosted import HostedRepository
from .indexes import keyword_index
from .links import Sources, Targets
from .names import (
    DOC,
    DUMP,
    INDEX,
    KEYWORDS,
    LLMS,
    SUB,
    docs_page,
    folder_page,
    keywords_page,
)
from .output import Output, new_file

if TYPE_CHECKING:
    from ..store import IndexReader

_BEGINNING = 1 << 16
"""Bytes of a text that says what a folder is."""

__all__ = ["ExportReport", "ExportSettings", "export_pages"]


@dataclass(frozen=True, slots=True)
class ExportSettings:
    """What an export is told besides the index."""

    out: Path
    """The folder to write to."""
    root: Path
    """The source root, for the text of the files."""
    source_url: str | None = None
    """As the setting ``kwindex_source_url``."""
    name: str = ""
    """What to call the tree; empty for the name of the root's folder."""
    mentions: Callable[[str], Sequence[Mention]] | None = None
    """Path or qualified name → sections of the manual; None without a manual."""
    tree: Tree | None = None
    """What is known of the tree beside the index; None if that is nothing."""
    hidden_rules: tuple[str, ...] = ()
    """Rules whose findings are not shown."""


class ExportReport(NamedTuple):
    """What an export did."""

    files: int
    """Files of the output."""
    written: int
    """Those of them that were not there as they are."""
    removed: int
    """Files of an earlier run."""


class Progress(Protocol):
    """Told of each file whose pages are done."""

    def __call__(self, done: int, total: int, path: str, /) -> None:
        """Hear how many files are done, and which is the last."""


def export_pages(
    reader: IndexReader, settings: ExportSettings, *, progress: Progress | None = None
) -> ExportReport:
    """Write the pages of an index; only what differs from what is there.

    :raises KwindexError: when the output folder is none that can be written to.
    """
    out, root = settings.out, settings.root
    if root.resolve().is_relative_to(out.resolve()):
        raise KwindexError(
            f"the sources lie in {os.fspath(out)!r}; choose a folder of its own"
        )
    output = Output(out)
    sources = Sources(root, out, HostedRepository(settings.source_url, root))
    targets = Targets(reader, frozenset(reader.paths()))
    graph = IncludeGraph.of(reader)
    figures = IncludeFigures.of(graph)
    writer = _Writer(reader, settings, output, sources, targets, figures)
    writer.write_files(progress)
    writer.write_folders()
    _write_dump(reader, output)
    output.finish()
    return ExportReport(output.files, output.written, output.removed)


class _Writer:
    """One run."""

    def __init__(
        self,
        reader: IndexReader,
        settings: ExportSettings,
        output: Output,
        sources: Sources,
        targets: Targets,
        figures: IncludeFigures,
    ) -> None:
        self._reader = reader
        self._settings = settings
        self._output = output
        self._sources = sources
        self._targets = targets
        self._figures = figures
        self._tree = settings.tree or Tree(figures.graph)
        self._notes: list[FileNote] = []

    def write_files(self, progress: Progress | None) -> None:
        """Write the pages of the files."""
        paths = self._reader.paths()
        for done, path in enumerate(paths, 1):
            with without_pauses():
                is_written = self._write_file(path)
            if is_written and progress is not None:
                progress(done, len(paths), path)

    def _write_file(self, path: str) -> bool:
        """Write the pages of a file; False if its record is damaged."""
        settings = self._settings
        summary = summary_of(
            self._reader, path, self._figures, self._tree, settings.hidden_rules
        )
        if summary is None or summary.facts is None:
            return False
        note = note_of(summary)
        self._notes.append(note)
        self._targets.prepare(tuple(one.usr for one in note.keywords))
        text = self._text(path, summary.sha256)
        docs = render_docs(summary, self._targets, self._sources, text)
        self._output.write(docs_page(path), docs)
        keywords = render_keywords(
            summary, self._targets, self._sources, settings.mentions
        )
        self._output.write(keywords_page(path), keywords)
        return True

    def write_folders(self) -> None:
        """Write the pages of the folders, and those that there are once."""
        folders = Folders(self._notes)
        figures = folder_figures(self._reader, self._figures.graph)
        for folder in folders:
            with without_pauses():
                self._write_folder(folder, folders, figures)
        everything = [one for note in self._notes for one in note.keywords]
        head = ["# Keywords from A to Z"]
        for name, text in keyword_index(KEYWORDS, head, everything, self._targets):
            self._output.write(name, text)
        name = self._settings.name or self._settings.root.resolve().name
        self._output.write(LLMS, render_llms(name, folders))

    def _write_folder(
        self, folder: Folder, folders: Folders, figures: TreeFigures
    ) -> None:
        """Write the pages of a folder."""
        path, graph = folder.path, self._figures.graph
        index = render_index(folder, folders)
        self._output.write(folder_page(path, INDEX), index)
        page = folder_page(path, DOC)
        links = self._targets.links("", page, self._sources)
        summary = summarize_folder(
            self._reader,
            path,
            graph=graph,
            figures=figures,
            read_text=self._beginning,
            include_figures=self._figures,
        )
        if summary is not None:
            self._output.write(page, render_doc(folder, summary, graph, links))
        keywords = [one for note in folder.all for one in note.keywords]
        sub = folder_page(path, SUB)
        for name, text in keyword_index(sub, sub_head(folder), keywords, self._targets):
            self._output.write(name, text)

    def _beginning(self, path: str) -> str | None:
        """Return the beginning of a text below the root; None if there is none."""
        file = self._settings.root / path
        try:
            inside = file.resolve().is_relative_to(self._settings.root.resolve())
            if not inside or not file.is_file():
                return None
            with file.open("rb") as stream:
                return decode(stream.read(_BEGINNING)).text
        except OSError:
            return None

    def _text(self, path: str, sha256: str) -> str | None:
        """Return the text of a file; None if it is not that of the index any more."""
        try:
            data = (self._settings.root / path).read_bytes()
        except OSError:
            return None
        if hashlib.sha256(data).hexdigest() != sha256:
            return None
        return decode(data).text


def _write_dump(reader: IndexReader, output: Output) -> None:
    """Write the index itself; it may be far larger than memory should hold."""
    draft = output.folder / f".{DUMP}.draft"
    try:
        with io.TextIOWrapper(new_file(draft), "utf-8", newline="\n") as stream:
            dump(reader, stream)
        output.adopt(DUMP, draft)
    finally:
        draft.unlink(missing_ok=True)
