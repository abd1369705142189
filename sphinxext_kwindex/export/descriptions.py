"""The description of a folder: facts that some file of it states, and counts."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ..model import LANGUAGE_TITLES, SYMBOL_KINDS, SymbolKind
from ..render import count, fan_in_words, kind_title
from ..render.markdown import (
    bullets,
    code,
    costly_table,
    cycle_list,
    inline,
    link,
    matrix_table,
    path_link,
    symbol_link,
    table,
)
from .files import breadcrumb
from .folders import folder_link, folder_title, page_of, totals
from .names import DOC, INDEX, address, folder_page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..analysis import FolderSummary, IncludeGraph
    from ..render import Links
    from .folders import Folder

__all__ = ["render_doc"]


def render_doc(
    folder: Folder, summary: FolderSummary, graph: IncludeGraph, links: Links
) -> str:
    """Return the description of a folder."""
    page = folder_page(folder.path, DOC)
    parts = [
        f"{folder_title(folder)}: what it is",
        breadcrumb(folder.path, page),
        link("What is in it", address(page, folder_page(folder.path, INDEX))),
    ]
    sections = (
        ("Role", _role(summary, links)),
        ("Contents", _contents(folder)),
        ("Key concepts", _concepts(summary, links)),
        ("Important files", _important(summary, links)),
        ("Architecture", _architecture(folder, summary, graph, links)),
        ("Working with it", _working(summary, links)),
    )
    for title, body in sections:
        if body:
            parts += [f"## {title}", body]
    return page_of(parts)


def _role(summary: FolderSummary, links: Links) -> str:
    role = summary.role
    if role is None:
        return ""
    return f"{inline(role.text)} ({path_link(role.path, None, links)})"


def _contents(folder: Folder) -> str:
    languages = Counter(LANGUAGE_TITLES[note.language] for note in folder.all)
    labels = Counter(note.label for note in folder.all)
    kinds: Counter[SymbolKind] = Counter()
    for note in folder.all:
        kinds.update(dict(note.counts))
    items = [totals(folder), f"Languages: {_counted(languages)}"]
    words = [
        f"{kinds[kind]:,} {kind_title(kind, plural=kinds[kind] != 1).lower()}"
        for kind in SYMBOL_KINDS
        if kinds[kind]
    ]
    items += [f"Keywords: {', '.join(words)}"] if words else []
    items.append(f"Known: {_counted(labels)}")
    return bullets(items)


def _counted(found: Counter[str]) -> str:
    order = sorted(found.items(), key=lambda one: (-one[1], one[0]))
    return ", ".join(f"{inline(name)} {number:,}" for name, number in order)


def _concepts(summary: FolderSummary, links: Links) -> str:
    if not summary.key_symbols:
        return ""
    rows = [
        [
            symbol_link(one.symbol, links),
            one.symbol.kind.value if one.symbol.kind else "",
            inline(one.brief),
            count(one.users, "file"),
        ]
        for one in summary.key_symbols
    ]
    return table(["Name", "Kind", "Description", "Used by"], rows)


def _important(summary: FolderSummary, links: Links) -> str:
    if not summary.key_files:
        return ""
    rows = [
        [
            path_link(one.path, None, links),
            inline(one.purpose),
            fan_in_words(one.includers, one.users),
        ]
        for one in summary.key_files
    ]
    return table(["File", "Purpose", "Why"], rows)


def _architecture(
    folder: Folder, summary: FolderSummary, graph: IncludeGraph, links: Links
) -> str:
    page = folder_page(folder.path, DOC)
    parts = [bullets(_neighbours(folder, graph, page))]
    if summary.graph is not None:
        matrix = summary.graph.matrix
        names = [
            "(the folder itself)"
            if one.path in {folder.path, "", "."}
            else folder_link(one.path, page)
            for one in matrix.folders
        ]
        for title, body in (
            ("Includes between its parts", matrix_table(matrix, names)),
            ("Cycles", cycle_list(summary.graph.cycles, links)),
            ("Costly headers", costly_table(summary.graph.costly, links)),
        ):
            parts += [f"### {title}", body] if body else []
    return "\n\n".join(filter(None, parts))


def _neighbours(folder: Folder, graph: IncludeGraph, page: str) -> Iterator[str]:
    """Yield which folders outside the files below use, and which use them."""
    inside = {note.path for note in folder.all}
    outward: Counter[str] = Counter()
    inward: Counter[str] = Counter()
    for path in sorted(inside):
        for found, edges in ((outward, graph.includes), (inward, graph.includers)):
            for other in edges.get(path, ()):
                if other not in inside:
                    found[other.rpartition("/")[0]] += 1
    for word, found in (("Uses", outward), ("Used by", inward)):
        if found:
            order = sorted(found.items(), key=lambda one: (-one[1], one[0]))
            shown = (f"{folder_link(path, page)} ({n:,})" for path, n in order)
            yield f"{word}: {', '.join(shown)}"


def _working(summary: FolderSummary, links: Links) -> str:
    found = summary.help
    items = []
    if found.readme:
        items.append(f"Read {path_link(found.readme, None, links)}")
    items += [
        f"Build target: {code(one.name)} ({one.kind}), "
        + path_link(one.path, one.line, links, f"{one.path}:{one.line}")
        for one in found.targets
    ]
    if found.owners is not None:
        names = ", ".join(map(inline, found.owners.names))
        place = code(f"{found.owners.path}:{found.owners.line}")
        items.append(f"Owners: {names} ({place})")
    if found.tests:
        page = folder_page(summary.path, DOC)
        items.append(f"Tests: {folder_link(found.tests, page)}")
    return bullets(items)
