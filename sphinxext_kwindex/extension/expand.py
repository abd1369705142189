"""Views as ordinary docutils nodes, for builders whose format is not html.

Definition and bullet lists rather than tables: they break over pages and lines in
every format.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes

from ..analysis import NOTE_SECTIONS, Section
from ..model import C_FAMILY_LANGUAGES, LANGUAGE_TITLES, Language
from ..render import (
    RELATION_TITLES,
    badge_word,
    count,
    file_anchor,
    kind_title,
    line_anchor,
    lines_text,
    set_anchor,
    signature_text,
)
from .domain import kwindex_domain
from .expand_folder import expand_folder, expand_keywords
from .expand_graph import included_by_words, picture_nodes, standing_nodes
from .expand_notes import expand_notes
from .expand_reports import expand_report
from .expand_rows import row_page_nodes
from .expand_usage import (
    expand_includes,
    expand_offers,
    expand_related,
    expand_usage,
)
from .expand_uses import expand_uses
from .markup import documentation_nodes
from .mentions import DOCUMENTED, NOTHING_MENTIONED, mentioned_by, place_title
from .pieces import Linker, bullets, definition, joined, paragraph, words
from .targets import Target, card_anchor, documented_anchor, row_anchor
from .trail import expand_trail

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from ..analysis import (
        FileSummary,
        Keyword,
        KeywordGroup,
        OutlineEntry,
        RelatedSymbol,
        Relations,
        SymbolOverload,
        Uses,
    )
    from .domain import KwindexDomain
    from .records import View, ViewKind

__all__ = ["EXPAND", "Expansion", "expand"]


class Expansion:
    """What expanding a document needs to remember."""

    def __init__(self, env: BuildEnvironment) -> None:
        self.env = env
        self.domain: KwindexDomain = kwindex_domain(env)
        self.builder: Builder = self.domain.builder
        self._claimed: set[tuple[str, str]] = set()

    def claim(self, docname: str, anchor: str) -> list[str]:
        """Return an id as docutils wants it, if the document has not got it yet."""
        if (docname, anchor) in self._claimed:
            return []
        self._claimed.add((docname, anchor))
        return [anchor]


def expand(
    expansion: Expansion, docname: str, view: View, part: str
) -> list[nodes.Node]:
    """Return a part of a view as ordinary nodes."""
    path = view.key if view.kind in {"file", "rows", "source", "uses"} else ""
    linker = Linker(expansion.domain, expansion.builder, docname, path)
    if part == "documented":
        return _documented(expansion, linker, docname, view)
    if part == "trail":
        return expand_trail(linker)
    if part == "mentions":
        return _mentioned(expansion, linker, view)
    answer = expansion.domain.session.answer(view)
    if answer is None:
        return []
    return EXPAND[view.kind](expansion, linker, view, answer, part)


def _file(
    expansion: Expansion, linker: Linker, view: View, summary: Any, part: str
) -> list[nodes.Node]:
    homes = expansion.domain.session.homes_of(summary)
    expansion.domain.targets.prepare(homes)
    if part == "top":
        ids = expansion.claim(linker.docname, file_anchor(summary.path))
        target = nodes.target("", "", ids=ids)
        return [nodes.paragraph("", "", target, *_facts(summary))]
    if part == Section.KEYWORDS:

        def row(usr: str) -> list[str]:
            anchor = row_anchor(usr, summary.path, homes.get(usr, ()))
            return expansion.claim(linker.docname, anchor)

        def rows(name: str) -> list[str]:
            return expansion.claim(linker.docname, set_anchor(name))

        tables = [
            node
            for group in summary.groups
            for node in _keywords(group, linker, row, rows)
        ]
        return [*tables, *row_page_nodes(summary, linker)]
    if part == Section.SOURCE:
        listing = expansion.domain.session.listing(summary.path, view.lines)
        return (
            [] if listing is None else _listing(expansion, linker, view, listing, part)
        )
    section = Section(part)
    if section in NOTE_SECTIONS:
        return expand_notes(summary.notes_in(section), summary.path, linker)
    return _SECTIONS[section](summary, linker)


def _facts(summary: FileSummary) -> list[nodes.Node]:
    note = summary.coverage
    text = f"{note.label}."
    if summary.facts is not None:
        source = summary.facts
        text = (
            f"{summary.path}: {LANGUAGE_TITLES[source.language]}, {lines_text(source)},"
            f" {source.bytes:,} bytes; {note.label}."
        )
    return [nodes.Text(words(" ".join((text, *note.sentences))))]


def _purpose(summary: FileSummary, linker: Linker) -> list[nodes.Node]:
    return documentation_nodes(summary.purpose, linker) if summary.purpose else []


def _overview(summary: FileSummary, linker: Linker) -> list[nodes.Node]:
    counts = [
        f"{found.symbols:,} {kind_title(found.kind, plural=found.symbols != 1).lower()}"
        for found in summary.counts
    ]
    lines: list[list[nodes.Node]] = []
    if counts:
        lines.append([nodes.Text("Keywords: " + ", ".join(counts))])
    if summary.partners:
        partners = [[linker.path(path)] for path in summary.partners]
        lines.append([nodes.Text("Partner: "), *joined(partners)])
    if summary.main:
        main = [
            [linker.symbol(ref.usr, ref.name), nodes.Text(f" ({_users(uses)})")]
            for ref, uses in summary.main
        ]
        lines.append([nodes.Text("Most used: "), *joined(main)])
    return [bullets([[paragraph(*line)] for line in lines])] if lines else []


def _keywords(
    group: KeywordGroup,
    linker: Linker,
    row: Callable[[str], list[str]],
    rows: Callable[[str], list[str]],
) -> list[nodes.Node]:
    found = nodes.definition_list()
    for keywords in group.sets:
        for number, keyword in enumerate(keywords.keywords):
            ids = row(keyword.usr)
            if number == 0 and len(keywords.keywords) > 1:
                ids = [*rows(keywords.qualified_name), *ids]
            found += definition(
                _term(keyword, linker), _keyword_body(keyword, linker), ids
            )
    title = kind_title(group.kind, plural=True)
    return [paragraph(nodes.strong("", title)), found]


def _term(keyword: Keyword, linker: Linker) -> list[nodes.Node]:
    text = signature_text(keyword.signature) or keyword.qualified_name
    return [linker.documentation(keyword.usr, nodes.literal("", words(text)))]


def _keyword_body(keyword: Keyword, linker: Linker) -> list[nodes.Node]:
    body: list[nodes.Node] = []
    if keyword.documentation is not None:
        body += documentation_nodes(keyword.documentation, linker)
    notes = [keyword.access.value] if keyword.access else []
    notes += filter(None, map(badge_word, keyword.qualifiers))
    notes += [f"#if {condition}" for condition in keyword.conditions]
    if keyword.line:
        notes.append(f"line {keyword.line}")
    uses = keyword.uses
    if uses is not None and uses.elsewhere:
        files = count(uses.files, "other file")
        notes.append(f"{count(uses.elsewhere, 'use')} in {files}")
    if uses is not None and uses.here:
        notes.append(f"{count(uses.here, 'use')} here")
    line: list[nodes.Node] = [nodes.Text(words("; ".join(notes)))]
    for site in keyword.elsewhere:
        line += [nodes.Text("; "), linker.path(site.path, site.line)]
    return [*body, paragraph(*line)]


def _structure(summary: FileSummary, linker: Linker) -> list[nodes.Node]:
    def entry(outline: OutlineEntry) -> list[nodes.Node]:
        line: list[nodes.Node] = [linker.symbol(outline.usr, outline.name, code=True)]
        if outline.overloads > 1:
            line.append(nodes.Text(f" ({outline.overloads} overloads)"))
        children = [entry(child) for child in outline.children]
        return [paragraph(*line), *([bullets(children)] if children else [])]

    return [bullets([entry(outline) for outline in summary.outline])]


def _included_by(summary: FileSummary, linker: Linker) -> list[nodes.Node]:
    found = summary.included_by
    text = included_by_words(found)
    items = [[paragraph(linker.path(path, line))] for path, line in found.direct]
    return [paragraph(nodes.Text(text)), bullets(items)]


def _references(summary: FileSummary, linker: Linker) -> list[nodes.Node]:
    found = nodes.definition_list()
    for related in summary.relations:
        term = [linker.symbol(related.symbol.usr, related.symbol.name)]
        body = list(_relation_lines(related.relations, linker))
        found += definition(term, [bullets([[line] for line in body])])
    for uses in summary.uses:
        users = [
            [linker.path(user.path), nodes.Text(f" ({user.total})")]
            for user in uses.users
        ]
        line = [nodes.Text("Used in "), *joined(users)]
        if uses.more:
            line.append(nodes.Text(f" and {uses.more:,} more files"))
        term = [linker.symbol(uses.symbol.usr, uses.symbol.name)]
        found += definition(term, [paragraph(*line)])
    return [found]


def _relation_lines(relations: Relations, linker: Linker) -> Iterator[nodes.paragraph]:
    for name, title in RELATION_TITLES:
        related: tuple[RelatedSymbol, ...] = getattr(relations, name)
        if related:
            found = [[linker.symbol(r.symbol.usr, r.symbol.name)] for r in related]
            yield paragraph(nodes.Text(f"{title}: "), *joined(found))


def _diagnostics(summary: FileSummary, linker: Linker) -> list[nodes.Node]:
    lines = [
        f"{one.path or summary.path}:{one.line}: {one.severity.value}: {one.text}"
        for one in summary.diagnostics
    ]
    return [bullets([[paragraph(nodes.Text(words(line)))] for line in lines])]


_SECTIONS: dict[Section, Callable[[FileSummary, Linker], list[nodes.Node]]] = {
    Section.PURPOSE: _purpose,
    Section.OVERVIEW: _overview,
    Section.STRUCTURE: _structure,
    Section.INCLUDE_THIS: expand_offers,
    Section.INCLUDES: expand_includes,
    Section.INCLUDED_BY: _included_by,
    Section.ROLE: lambda summary, linker: (
        standing_nodes(summary.standing, linker) if summary.standing else []
    ),
    Section.GRAPH: lambda summary, linker: (
        picture_nodes(summary.picture, linker) if summary.picture else []
    ),
    Section.REFERENCES: _references,
    Section.USAGE: expand_usage,
    Section.RELATED: expand_related,
    Section.DIAGNOSTICS: _diagnostics,
}


def _card(
    expansion: Expansion, linker: Linker, view: View, summary: Any, part: str
) -> list[nodes.Node]:
    expansion.domain.targets.prepare(expansion.domain.session.homes_of(summary))
    name = summary.qualified_name
    target = nodes.target("", "", ids=expansion.claim(linker.docname, set_anchor(name)))
    head = paragraph(
        target, nodes.strong("", kind_title(summary.kind)), nodes.Text(" ")
    )
    head += nodes.literal("", words(name))
    if summary.include:
        head += [
            nodes.Text(", "),
            nodes.literal("", words(f"#include {summary.include}")),
        ]
    found = nodes.definition_list()
    for overload in summary.overloads:
        ids = expansion.claim(linker.docname, card_anchor(overload.keyword.usr))
        term = _term(overload.keyword, linker)
        found += definition(term, _overload_body(overload, linker), ids)
    members = [
        node
        for group in summary.members
        for node in _keywords(group, linker, lambda _: [], lambda _: [])
    ]
    picture = picture_nodes(summary.picture, linker) if summary.picture else []
    return [head, found, *members, *picture]


def _overload_body(overload: SymbolOverload, linker: Linker) -> list[nodes.Node]:
    body = _keyword_body(overload.keyword, linker)
    body += _relation_lines(overload.relations, linker)
    if overload.users:
        users = [
            [linker.path(user.path), nodes.Text(f" ({user.total})")]
            for user in overload.users
        ]
        body.append(paragraph(nodes.Text("Used in "), *joined(users)))
    return body


_HIGHLIGHTED = {
    Language.C: "c",
    **dict.fromkeys(C_FAMILY_LANGUAGES - {Language.C}, "cpp"),
    Language.PYTHON: "python",
    Language.CMAKE: "cmake",
    Language.YAML: "yaml",
    Language.JSON: "json",
    Language.TOML: "toml",
    Language.SHELL: "shell",
}
"""Names of lexers; what is not here stands in one colour."""


def _listing(
    expansion: Expansion, linker: Linker, view: View, listing: Any, part: str
) -> list[nodes.Node]:
    text = expansion.domain.session.text(listing.path, listing.sha256)
    if text is None:
        changed = "The file has changed since it was indexed."
        return [paragraph(nodes.Text(changed))]
    lines = text.split("\n")[listing.first - 1 : listing.last]
    code = "\n".join(words(line.rstrip("\r")) for line in lines)
    anchor = line_anchor(listing.path, listing.first)
    target = nodes.target("", "", ids=expansion.claim(linker.docname, anchor))
    # Forced: of text that it cannot read, Sphinx would log the whole in a warning.
    block = nodes.literal_block(
        code,
        code,
        language=_HIGHLIGHTED.get(listing.language, "text"),
        force=True,
        linenos=True,
        highlight_args={"linenostart": listing.first},
    )
    return [paragraph(target, linker.path(listing.path)), block]


def _documented(
    expansion: Expansion, linker: Linker, docname: str, view: View
) -> list[nodes.Node]:
    items = []
    for place in expansion.domain.mentions.of_view(view, but=docname):
        title = nodes.Text(words(place_title(expansion.env, place)))
        node = linker.reference(Target(place.docname, place.anchor), title)
        items.append([paragraph(node)])
    if not items:
        return []
    if view.kind == "file" and docname in expansion.domain.stubs.docnames:
        # On a page of our own, a section as those around it.
        ids = expansion.claim(docname, documented_anchor(view.key))
        heading = nodes.title("", DOCUMENTED)
        return [nodes.section("", heading, bullets(items), ids=ids)]
    return [nodes.rubric("", DOCUMENTED), bullets(items)]


def _mentioned(expansion: Expansion, linker: Linker, view: View) -> list[nodes.Node]:
    document = expansion.domain.documents.get(view.key)
    items = []
    for one in mentioned_by(document, expansion.domain.lookup):
        text = nodes.literal("", words(one.title))
        node = linker.reference(one.target, text) if one.target else text
        items.append([paragraph(node)])
    return [bullets(items)] if items else [paragraph(nodes.Text(NOTHING_MENTIONED))]


def _users(uses: Uses) -> str:
    return count(uses.files, "file")


EXPAND: Mapping[
    ViewKind, Callable[[Expansion, Linker, View, Any, str], list[nodes.Node]]
] = {
    "file": _file,
    "symbol": _card,
    "source": _listing,
    "rows": _file,
    "uses": expand_uses,
    "folder": expand_folder,
    "keywords": expand_keywords,
    "report": expand_report,
}
"""How each kind of view is written out: its answer (`answering.ANSWERS`), the part."""
