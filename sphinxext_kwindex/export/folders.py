"""Folders, and the list of what is in one."""

from __future__ import annotations

from posixpath import basename
from typing import TYPE_CHECKING, NamedTuple

from ..model import LANGUAGE_TITLES
from ..render import count
from ..render.markdown import code, inline, link, table
from .files import FileNote, breadcrumb
from .names import (
    DOC,
    DUMP,
    INDEX,
    KEYWORDS,
    LLMS,
    SUB,
    address,
    docs_page,
    folder_page,
    keywords_page,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


__all__ = [
    "Folder",
    "Folders",
    "folder_link",
    "folder_title",
    "page_of",
    "render_index",
    "sub_head",
    "totals",
]

_README = "readme"


class Folder(NamedTuple):
    """A folder with what lies in it."""

    path: str
    """From the source root; empty for itself."""
    files: tuple[FileNote, ...]
    """Directly in it, by path."""
    folders: tuple[str, ...]
    """Directly in it, sorted."""
    all: tuple[FileNote, ...]
    """Files below it, at any depth, by path."""

    @property
    def readme(self) -> FileNote | None:
        """The text that introduces it; None if there is none."""
        for note in self.files:
            if basename(note.path).lower().partition(".")[0] == _README:
                return note
        return None

    @property
    def purpose(self) -> str:
        """What its own text says it is, as plain text; perhaps empty."""
        return self.readme.purpose if self.readme else ""

    @property
    def symbols(self) -> int:
        """Number of symbols below it."""
        return sum(note.symbols for note in self.all)


class Folders:
    """All folders of a tree."""

    def __init__(self, notes: Sequence[FileNote]) -> None:
        """Take the files, by path."""
        direct: dict[str, list[FileNote]] = {"": []}
        below: dict[str, list[FileNote]] = {"": []}
        inner: dict[str, set[str]] = {"": set()}
        for note in notes:
            direct.setdefault(note.path.rpartition("/")[0], []).append(note)
            for folder in _above(note.path):
                below.setdefault(folder, []).append(note)
                inner.setdefault(folder, set())
                if folder:
                    inner.setdefault(folder.rpartition("/")[0], set()).add(folder)
        self._folders = {
            path: Folder(
                path,
                tuple(direct.get(path, ())),
                tuple(sorted(inner[path])),
                tuple(below[path]),
            )
            for path in sorted(below)
        }

    def __iter__(self) -> Iterator[Folder]:
        """Yield the folders by path, the root first."""
        return iter(self._folders.values())

    def __getitem__(self, path: str) -> Folder:
        """Return a folder by its path."""
        return self._folders[path]


def _above(path: str) -> Iterator[str]:
    """Yield the folders that hold a file, the innermost first."""
    while path:
        path = path.rpartition("/")[0]
        yield path


def render_index(folder: Folder, folders: Folders) -> str:
    """Return the list of what is in a folder."""
    page = folder_page(folder.path, INDEX)
    parts = [
        folder_title(folder),
        breadcrumb(folder.path, page),
        inline(folder.purpose),
    ]
    parts.append(totals(folder))
    ways = [
        link("What it is", address(page, folder_page(folder.path, DOC))),
        link("Its keywords", address(page, folder_page(folder.path, SUB))),
    ]
    if not folder.path:
        ways += [
            link("All keywords", address(page, KEYWORDS)),
            link("The index as JSON Lines", address(page, DUMP)),
            link("A digest for language models", address(page, LLMS)),
        ]
    parts.append(" · ".join(ways))
    if folder.folders:
        rows = [
            [
                link(code(basename(path)), address(page, folder_page(path, INDEX))),
                inline(folders[path].purpose),
                f"{len(folders[path].all):,}",
                f"{folders[path].symbols:,}",
            ]
            for path in folder.folders
        ]
        heads = ["Folder", "Purpose", "Files", "Keywords"]
        parts += ["## Folders", table(heads, rows)]
    if folder.files:
        rows = [_file_row(note, page) for note in folder.files]
        heads = ["File", "Purpose", "Lines", "Keywords", "Language", "Known"]
        parts += ["## Files", table(heads, rows)]
    return page_of(parts)


def sub_head(folder: Folder) -> list[str]:
    """Return what the keyword index of a folder begins with."""
    page = folder_page(folder.path, SUB)
    name = code(folder.path) if folder.path else "the source root"
    return [f"# Keywords below {name}", breadcrumb(folder.path, page)]


def folder_title(folder: Folder) -> str:
    """Return the heading of a page of a folder, which may go on."""
    return f"# {code(folder.path)}" if folder.path else "# Source root"


def totals(folder: Folder) -> str:
    """Return how much there is below a folder."""
    lines = sum(note.lines for note in folder.all)
    return (
        f"{count(len(folder.all), 'file')}, {count(lines, 'line')},"
        f" {count(folder.symbols, 'keyword')}."
    )


def _file_row(note: FileNote, page: str) -> list[str]:
    keywords = f"{note.symbols:,}"
    if note.symbols:
        keywords = link(keywords, address(page, keywords_page(note.path)))
    return [
        link(code(basename(note.path)), address(page, docs_page(note.path))),
        inline(note.purpose),
        f"{note.lines:,}",
        keywords,
        LANGUAGE_TITLES[note.language],
        inline(note.label),
    ]


def folder_link(path: str, page: str) -> str:
    """Return a link to the list of what is in a folder."""
    name = code(path) if path else "the source root"
    return link(name, address(page, folder_page(path, INDEX)))


def page_of(parts: Iterable[str]) -> str:
    """Return blocks as a page."""
    return "\n\n".join(filter(None, parts)) + "\n"
