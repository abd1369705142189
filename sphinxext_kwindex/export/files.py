"""The two pages of a file, and what the pages of its folders need of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from ..analysis import FileOptions, Section, summarize_file
from ..model import SymbolKind
from ..render import line_anchor, plain_text, section_title
from ..render.markdown import (
    bullets,
    code,
    fenced,
    inline,
    keyword_tables,
    link,
    render_markdown,
)
from .names import INDEX, address, docs_page, folder_page, keywords_page

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..analysis import FileSummary, IncludeFigures, SymbolRef, Tree, Uses
    from ..model import Language
    from ..render import Links
    from ..store import IndexReader
    from .links import Sources, Targets

__all__ = [
    "FileNote",
    "KeywordNote",
    "Mention",
    "breadcrumb",
    "note_of",
    "render_docs",
    "render_keywords",
    "summary_of",
]

_OPTIONS = FileOptions(sections=tuple(Section), users=1 << 30)
"""Everything, and no list cut."""
_ELSEWHERE = frozenset({Section.FACTS, Section.KEYWORDS, Section.SOURCE})
"""Sections that have places of their own."""
_NO_MENTIONS = (
    "Which sections of the manual mention these keywords is known only where the pages"
    " are written by Sphinx."
)
_FENCES = {
    "c++": "cpp",
    "objective-c++": "objcpp",
    "objective-c": "objc",
    "c#": "csharp",
}
DOCUMENTED = "Documented in"


class Mention(NamedTuple):
    """A section of the manual that mentions something."""

    title: str
    path: str | None
    """File of the manual from the source root; None if it lies elsewhere."""


class KeywordNote(NamedTuple):
    """A keyword, as the indexes of folders list it."""

    name: str
    qualified_name: str
    kind: SymbolKind
    usr: str
    path: str
    """File that declares it."""


class FileNote(NamedTuple):
    """What the pages of the folders say of a file."""

    path: str
    language: Language
    lines: int
    purpose: str
    """First sentence of the file's own comment, as plain text; perhaps empty."""
    label: str
    """Of coverage."""
    dependents: int
    """Files that include it, directly or through others."""
    counts: tuple[tuple[SymbolKind, int], ...]
    main: tuple[tuple[SymbolRef, Uses], ...]
    keywords: tuple[KeywordNote, ...]

    @property
    def symbols(self) -> int:
        """Number of symbols."""
        return sum(number for _, number in self.counts)


def summary_of(
    reader: IndexReader,
    path: str,
    figures: IncludeFigures,
    tree: Tree,
    hidden_rules: tuple[str, ...],
) -> FileSummary | None:
    """Return the answer that both pages show."""
    options = replace(_OPTIONS, hidden_rules=hidden_rules)
    return summarize_file(reader, path, options=options, figures=figures, tree=tree)


def note_of(summary: FileSummary) -> FileNote:
    """Return what the pages of the folders say of a file."""
    assert summary.facts is not None
    purpose = plain_text(summary.purpose.brief) if summary.purpose else ""
    return FileNote(
        path=summary.path,
        language=summary.language,
        lines=summary.facts.lines,
        purpose=" ".join(purpose.split()),
        label=summary.coverage.label,
        dependents=summary.included_by.transitive,
        counts=tuple((one.kind, one.symbols) for one in summary.counts),
        main=summary.main,
        keywords=tuple(
            KeywordNote(one.name, one.qualified_name, one.kind, one.usr, summary.path)
            for group in summary.groups
            for found in group.sets
            for one in found.keywords
            # A title of a text is no keyword.
            if group.kind is not SymbolKind.SECTION
            and not one.name.startswith("(anonymous ")
        ),
    )


def breadcrumb(folder: str, page: str, *, last: str = "") -> str:
    """Return the folders from the root down to one, linked.

    :param last: what stands at the end, unlinked.
    """
    parts = folder.split("/") if folder else []
    items = [link("root", address(page, INDEX))]
    for end, name in enumerate(parts, 1):
        above = "/".join(parts[:end])
        items.append(link(code(name), address(page, folder_page(above, INDEX))))
    items += [code(last)] if last else []
    return " / ".join(items)


def render_docs(
    summary: FileSummary,
    targets: Targets,
    sources: Sources,
    text: str | None,
) -> str:
    """Return the page of a file.

    :param text: its text; None if that is not at hand.
    """
    path = summary.path
    page = docs_page(path)
    links = targets.links(path, page, sources)
    folder, _, name = path.rpartition("/")
    parts = [
        f"# {code(path)}",
        breadcrumb(folder, page, last=name),
        render_markdown(summary, Section.FACTS, links),
        _ways(path, page, sources, ("Keywords", keywords_page(path))),
    ]
    own = targets.with_rows(links, summary, page)
    for section in Section:
        chosen = own if section is Section.STRUCTURE else links
        if section not in _ELSEWHERE and (
            body := render_markdown(summary, section, chosen)
        ):
            parts += [f"## {section_title(section)}", body]
    parts += [f"## {section_title(Section.SOURCE)}", _source(summary, text)]
    return _page(parts)


def render_keywords(
    summary: FileSummary,
    targets: Targets,
    sources: Sources,
    mentions: Callable[[str], Sequence[Mention]] | None,
) -> str:
    """Return the page of a file's keywords.

    :param mentions: path or qualified name → sections of the manual; None where there
        is no manual.
    """
    path = summary.path
    page = keywords_page(path)
    links = targets.links(path, page, sources)
    folder, _, name = path.rpartition("/")
    own = targets.with_uses(links, summary, page)
    tables = keyword_tables(summary.groups, path, own)
    return _page(
        [
            f"# Keywords of {code(path)}",
            breadcrumb(folder, page, last=name),
            _ways(path, page, sources, ("File", docs_page(path))),
            tables or "The file declares nothing.",
            f"## {DOCUMENTED}",
            _documented(
                summary,
                page,
                sources,
                targets.with_rows(links, summary, page),
                mentions,
            ),
        ]
    )


def _ways(path: str, page: str, sources: Sources, other: tuple[str, str]) -> str:
    label, target = other
    ways = [link(label, address(page, target))]
    ways.append(link("Folder", address(page, folder_page(_folder(path), INDEX))))
    source = sources.uri(path, None, page)
    ways += [link("Source", source)] if source else []
    return " · ".join(ways)


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _source(summary: FileSummary, text: str | None) -> str:
    if text is None:
        return "The text is not at hand as it was when the index was made."
    if not text:
        return "The file is empty."
    language = _FENCES.get(summary.language.value, summary.language.value)
    anchor = f'<a id="{line_anchor(summary.path, 1)}"></a>'
    return f"{anchor}\n\n{fenced(text, language)}"


def _documented(
    summary: FileSummary,
    page: str,
    sources: Sources,
    links: Links,
    mentions: Callable[[str], Sequence[Mention]] | None,
) -> str:
    if mentions is None:
        return _NO_MENTIONS
    rows: list[str] = []
    subjects = [(summary.path, code(summary.path))]
    subjects += [
        (found.qualified_name, link(code(found.qualified_name), symbol))
        for group in summary.groups
        for found in group.sets
        if (symbol := links.symbol(found.keywords[0].usr)) is not None
    ]
    for key, shown in dict(subjects).items():
        found_in = mentions(key)
        if found_in:
            places = ", ".join(_mention(one, page, sources) for one in found_in)
            rows.append(f"{shown}: {places}")
    return bullets(rows) or "No section of the manual mentions them."


def _mention(one: Mention, page: str, sources: Sources) -> str:
    label = inline(one.title)
    if one.path is None:
        return label
    return link(label, sources.uri(one.path, None, page))


def _page(parts: list[str]) -> str:
    return "\n\n".join(filter(None, parts)) + "\n"
