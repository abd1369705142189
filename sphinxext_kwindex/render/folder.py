"""The sections of a folder's page."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from ..analysis import FolderSection, KeywordOrder, coverage_label
from ..model import LANGUAGE_TITLES, CoverageLevel
from .escape import escape
from .facts import coverage_badge, size_text
from .folder_graph import render_folder_graph
from .keyword_index import render_letters
from .pieces import anchor, path_link, symbol_link
from .words import count, kind_title

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from ..analysis import FileRow, FolderRow, FolderSummary, FolderSums, OtherFile
    from .links import Links

__all__ = ["fan_in_words", "render_folder_section"]


def render_folder_section(
    summary: FolderSummary, section: FolderSection, links: Links
) -> str:
    """Return the body of a section, empty where it has nothing to say."""
    return _SECTIONS[section](summary, links) if summary.has(section) else ""


def _facts(summary: FolderSummary, links: Links) -> str:
    """Return size and coverage of the subtree."""
    found = summary.subtree
    facts = [
        count(found.files, "file"),
        (
            f"{count(found.lines, 'line')} ({found.code:,} code, {found.comment:,}"
            f" comment, {found.blank:,} blank)"
        ),
        count(found.symbols, "symbol"),
    ]
    items = "".join(f"<li>{escape(fact)}</li> " for fact in facts)
    labels = "".join(
        f"<li>{coverage_badge(level, _level_text(level, files, found.files))}</li> "
        for level, files in found.levels
    )
    return f'<ul class="kwindex-facts">{items}{labels}</ul>'


def _level_text(level: CoverageLevel, files: int, all_files: int) -> str:
    label = coverage_label(level)
    return label if files == all_files else f"{files:,} {label}"


def _graph(summary: FolderSummary, links: Links) -> str:
    return render_folder_graph(summary.graph, links) if summary.graph else ""


def _role(summary: FolderSummary, links: Links) -> str:
    role = summary.role
    if role is None:
        return ""
    source = path_link(role.path, None, links, posixpath.basename(role.path))
    return f"<p>{escape(role.text)} <small>({source})</small></p> "


def _overview(summary: FolderSummary, links: Links) -> str:
    found = summary.subtree
    languages = (
        f"{LANGUAGE_TITLES[one.language]} <small>({count(one.files, 'file')},"
        f" {count(one.lines, 'line')})</small>"
        for one in found.languages
    )
    rows = [
        ("Languages", ", ".join(languages)),
        ("Keywords", ", ".join(_kinds(found))),
    ]
    if found.declared:
        rows.append(("Documented", documented_words(found)))
    if summary.subfolders and summary.files:
        own = summary.own
        rows.append(("Here", f"{count(own.files, 'file')}, {count(own.lines, 'line')}"))
    return _definitions(rows)


def _kinds(found: FolderSums) -> Iterable[str]:
    for kind, symbols in found.kinds:
        noun = kind_title(kind, plural=symbols != 1)
        yield f"{symbols:,} {noun[:1].lower()}{noun[1:]}"


def documented_words(found: FolderSums) -> str:
    """Return how many of the public declarations have a comment, in words."""
    share = 100 * found.documented // found.declared
    return (
        f"{found.documented:,} of {count(found.declared, 'public declaration')}"
        f" ({share} %)"
    )


def _working(summary: FolderSummary, links: Links) -> str:
    found = summary.help
    rows = []
    if found.readme:
        rows.append(("Read", path_link(found.readme, None, links)))
    if found.targets:
        targets = (
            f"<code>{escape(one.name)}</code> <small>"
            f"{path_link(one.path, one.line, links, f'{one.kind}, line {one.line}')}"
            "</small>"
            for one in found.targets
        )
        build = path_link(found.targets[0].path, None, links)
        rows.append(("Built as", f"{', '.join(targets)} in {build}"))
    if found.owners:
        names = ", ".join(map(escape, found.owners.names))
        place = f"{found.owners.path}:{found.owners.line}"
        said = path_link(found.owners.path, found.owners.line, links, place)
        rows.append(("Owners", f"{names} <small>({said})</small>"))
    if found.tests:
        rows.append(("Tests", folder_link(found.tests, links)))
    return _definitions(rows)


def _folders(summary: FolderSummary, links: Links) -> str:
    def row(one: FolderRow) -> tuple[str, ...]:
        return (
            folder_link(one.path, links, one.name),
            escape(one.role),
            f"{one.files:,}",
            f"{one.lines:,}",
            f"{one.symbols:,}",
        )

    columns = ("Folder", "Role", "Files", "Lines", "Symbols")
    return _table(columns, map(row, summary.subfolders), 2)


def _files(summary: FolderSummary, links: Links) -> str:
    labelled = any(one.level is not CoverageLevel.FULL for one in summary.files)
    documented = any(one.declared for one in summary.files)

    def row(one: FileRow) -> tuple[str, ...]:
        cells = [
            path_link(one.path, None, links, one.name),
            escape(one.purpose),
            f"{one.symbols:,}",
            f"{one.lines:,}",
            f"{one.includers:,}" if one.includers else "",
        ]
        if documented:
            share = f"{one.documented:,} of {one.declared:,}" if one.declared else ""
            cells.append(share)
        if labelled:
            cells.append(coverage_badge(one.level, coverage_label(one.level)))
        return tuple(cells)

    columns = ["File", "Purpose", "Symbols", "Lines", "Included by"]
    columns += ["Documented"] if documented else []
    columns += ["Coverage"] if labelled else []
    return _table(columns, map(row, summary.files), 2)


def _key_files(summary: FolderSummary, links: Links) -> str:
    rows = (
        (
            path_link(one.path, None, links, _below(one.path, summary.path)),
            escape(one.purpose),
            escape(fan_in_words(one.includers, one.users)),
        )
        for one in summary.key_files
    )
    return _table(("File", "Purpose", "Why"), rows, 3)


def fan_in_words(includers: int, users: int) -> str:
    """Return why a file is a key file."""
    words = []
    if includers:
        words.append(f"included by {count(includers, 'file')}")
    if users:
        words.append(f"used by {count(users, 'file')}")
    return ", ".join(words)


def _key_symbols(summary: FolderSummary, links: Links) -> str:
    rows = (
        (
            symbol_link(one.symbol, links)
            + (f" <small>{one.symbol.kind.value}</small>" if one.symbol.kind else ""),
            escape(one.brief),
            count(one.users, "file"),
        )
        for one in summary.key_symbols
    )
    return _table(("Name", "Description", "Used by"), rows, 2)


_TYPES: dict[str, str] = {
    language.value: title for language, title in LANGUAGE_TITLES.items()
}


def _others(summary: FolderSummary, links: Links) -> str:
    def row(one: OtherFile) -> tuple[str, ...]:
        return (
            path_link(one.path, None, links, posixpath.basename(one.path)),
            escape(one.title),
            escape(_TYPES.get(one.what, one.what)),
            f"{one.lines:,}" if one.lines else "",
            size_text(one.bytes),
        )

    columns = ("File", "Title", "Type", "Lines", "Size")
    return _table(columns, map(row, summary.others), 2)


def _keywords(summary: FolderSummary, links: Links) -> str:
    return render_letters(summary.path, KeywordOrder.LETTER, summary.letters, links)


_SECTIONS: dict[FolderSection, Callable[[FolderSummary, Links], str]] = {
    FolderSection.FACTS: _facts,
    FolderSection.ROLE: _role,
    FolderSection.OVERVIEW: _overview,
    FolderSection.WORKING: _working,
    FolderSection.FOLDERS: _folders,
    FolderSection.FILES: _files,
    FolderSection.KEY_FILES: _key_files,
    FolderSection.KEY_SYMBOLS: _key_symbols,
    FolderSection.GRAPH: _graph,
    FolderSection.OTHERS: _others,
    FolderSection.KEYWORDS: _keywords,
}


def folder_link(path: str, links: Links, label: str | None = None) -> str:
    """Return a link to a folder, which is written with ``/`` at its end."""
    return anchor(links.folder(path), escape(f"{path if label is None else label}/"))


def _below(path: str, folder: str) -> str:
    return path.removeprefix(f"{folder}/") if folder else path


def _definitions(rows: Sequence[tuple[str, str]]) -> str:
    items = "".join(f"<dt>{title}</dt> <dd>{text}</dd> " for title, text in rows)
    return f'<dl class="kwindex-fields">{items}</dl>' if items else ""


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]], words: int) -> str:
    """Return a table; the first ``words`` columns hold words, the others are short.

    A column in which nothing stands is left out.
    """
    found = list(rows)
    shown = [
        number for number in range(len(columns)) if any(row[number] for row in found)
    ]
    heads = "".join(
        f'<th scope="col"{"" if n < words else _SHORT}>{columns[n]}</th> '
        for n in shown
    )
    body = "".join(
        f'<tr><th scope="row">{row[0]}</th> '
        + "".join(
            f"<td>{row[n]}</td> "
            if n < words
            else f'<td data-label="{columns[n]}">{row[n]}</td> '
            for n in shown[1:]
        )
        + "</tr>"
        for row in found
    )
    return (
        '<table class="kwindex-table kwindex-folder"><thead><tr>'
        f"{heads}</tr></thead><tbody>{body}</tbody></table>"
    )


_SHORT = ' class="kwindex-short"'
