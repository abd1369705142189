"""Views of folders and of keyword indices as ordinary nodes, as in `expand`."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Any

from docutils import nodes

from ..analysis import INCLUDE, FolderSection, coverage_label
from ..render import (
    count,
    documented_words,
    entry_words,
    fan_in_words,
    folder_anchor,
    keyword_page_title,
    keywords_anchor,
    kind_title,
)
from .expand_graph import folder_graph_nodes
from .pieces import bullets, paragraph, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ..analysis import (
        FileRow,
        FolderRow,
        FolderSummary,
        KeywordEntry,
        KeywordPage,
    )
    from .expand import Expansion
    from .pieces import Linker
    from .records import View

__all__ = ["expand_folder", "expand_keywords"]

_Line = list[nodes.Node]


def expand_folder(
    expansion: Expansion, linker: Linker, view: View, summary: Any, part: str
) -> list[nodes.Node]:
    """Return a part of a folder's view."""
    expansion.domain.targets.prepare(expansion.domain.session.homes_of(summary))
    if part == "top":
        ids = expansion.claim(linker.docname, folder_anchor(summary.path))
        return [paragraph(nodes.target("", "", ids=ids), *_facts(summary))]
    return _SECTIONS[FolderSection(part)](summary, linker)


def _graph(summary: FolderSummary, linker: Linker) -> list[nodes.Node]:
    return folder_graph_nodes(summary.graph, linker) if summary.graph else []


def _facts(summary: FolderSummary) -> _Line:
    found = summary.subtree
    labels = ", ".join(
        f"{files:,} {coverage_label(level)}" for level, files in found.levels
    )
    return _text(
        f"{summary.path}/: {count(found.files, 'file')},"
        f" {count(found.lines, 'line')} ({found.code:,} code, {found.comment:,}"
        f" comment, {found.blank:,} blank), {count(found.symbols, 'symbol')};"
        f" {labels}."
    )


def _role(summary: FolderSummary, linker: Linker) -> list[nodes.Node]:
    role = summary.role
    if role is None:
        return []
    return [paragraph(*_text(f"{role.text} ("), linker.path(role.path), *_text(")"))]


def _overview(summary: FolderSummary, linker: Linker) -> list[nodes.Node]:
    found = summary.subtree
    kinds = (
        f"{symbols:,} {kind_title(kind, plural=symbols != 1).lower()}"
        for kind, symbols in found.kinds
    )
    lines = [_text(f"Keywords: {', '.join(kinds)}")]
    if found.declared:
        lines.append(_text(f"Documented: {documented_words(found)}"))
    return _list(lines)


def _working(summary: FolderSummary, linker: Linker) -> list[nodes.Node]:
    found = summary.help
    lines: list[_Line] = []
    if found.readme:
        lines.append([*_text("Read "), linker.path(found.readme)])
    lines += (
        [
            *_text(f"Built as {one.kind} "),
            nodes.literal("", words(one.name)),
            *_text(", "),
            linker.path(one.path, one.line),
        ]
        for one in found.targets
    )
    if found.owners:
        names = ", ".join(found.owners.names)
        place = linker.path(found.owners.path, found.owners.line)
        lines.append([*_text(f"Owners: {names} ("), place, *_text(")")])
    if found.tests:
        lines.append([*_text("Tests: "), linker.folder(found.tests)])
    return _list(lines)


def _folders(summary: FolderSummary, linker: Linker) -> list[nodes.Node]:
    def line(one: FolderRow) -> _Line:
        figures = (
            f"{count(one.files, 'file')}, {count(one.lines, 'line')},"
            f" {count(one.symbols, 'symbol')}"
        )
        name = linker.folder(one.path, one.name)
        return [name, *_text(_after(one.role) + f" ({figures})")]

    return _list(map(line, summary.subfolders))


def _files(summary: FolderSummary, linker: Linker) -> list[nodes.Node]:
    def line(one: FileRow) -> _Line:
        figures = [count(one.symbols, "symbol"), count(one.lines, "line")]
        if one.includers:
            figures.append(f"included by {count(one.includers, 'file')}")
        if one.declared:
            figures.append(f"{one.documented:,} of {one.declared:,} documented")
        figures.append(coverage_label(one.level))
        text = f"{_after(one.purpose)} ({', '.join(figures)})"
        return [linker.path(one.path), *_text(text)]

    return _list(map(line, summary.files))


def _key_files(summary: FolderSummary, linker: Linker) -> list[nodes.Node]:
    return _list(
        [
            linker.path(one.path),
            *_text(f"{_after(one.purpose)} ({fan_in_words(one.includers, one.users)})"),
        ]
        for one in summary.key_files
    )


def _key_symbols(summary: FolderSummary, linker: Linker) -> list[nodes.Node]:
    return _list(
        [
            linker.symbol(one.symbol.usr, one.symbol.name),
            *_text(f"{_after(one.brief)} (used by {count(one.users, 'file')})"),
        ]
        for one in summary.key_symbols
    )


def _others(summary: FolderSummary, linker: Linker) -> list[nodes.Node]:
    return _list(
        [
            nodes.literal("", words(posixpath.basename(one.path))),
            *_text(f"{_after(one.title)} ({one.what})"),
        ]
        for one in summary.others
    )


def _letters(summary: FolderSummary, linker: Linker) -> list[nodes.Node]:
    counts = ", ".join(f"{key}: {number:,}" for key, number in summary.letters)
    return [paragraph(*_text(counts))]


_SECTIONS: dict[FolderSection, Callable[[FolderSummary, Linker], list[nodes.Node]]] = {
    FolderSection.ROLE: _role,
    FolderSection.OVERVIEW: _overview,
    FolderSection.WORKING: _working,
    FolderSection.FOLDERS: _folders,
    FolderSection.FILES: _files,
    FolderSection.KEY_FILES: _key_files,
    FolderSection.KEY_SYMBOLS: _key_symbols,
    FolderSection.GRAPH: _graph,
    FolderSection.OTHERS: _others,
    FolderSection.KEYWORDS: _letters,
}


def expand_keywords(
    expansion: Expansion, linker: Linker, view: View, listing: Any, part: str
) -> list[nodes.Node]:
    """Return a keyword index, one letter after the other."""
    expansion.domain.targets.prepare(expansion.domain.session.homes_of(listing))
    found: list[nodes.Node] = []
    for page in listing.pages:
        anchor = keywords_anchor(listing.folder, page.heading.key, page.number)
        ids = expansion.claim(linker.docname, anchor)
        title = nodes.strong("", words(keyword_page_title(page)))
        found.append(paragraph(nodes.target("", "", ids=ids), title))
        found += _list(_entry(entry, page, linker) for entry in page.entries)
    return found


def _entry(entry: KeywordEntry, page: KeywordPage, linker: Linker) -> _Line:
    if entry.kind == INCLUDE:
        files = count(len(entry.files) + entry.more, "file")
        text = nodes.literal("", words(entry.spelled))
        return [text, *_text(f", included by {files}")]
    said = entry_words(entry, page.order)
    return [linker.symbol(entry.usr, entry.name), *_text(f", {said}" if said else "")]


def _text(text: str) -> _Line:
    return [nodes.Text(words(text))] if text else []


def _after(text: str) -> str:
    return f": {text}" if text else ""


def _list(lines: Iterable[_Line]) -> list[nodes.Node]:
    items = [[paragraph(*line)] for line in lines]
    return [bullets(items)] if items else []
