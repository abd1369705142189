"""The parts of what is shown of a file: for the directive and for generated pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx import addnodes

from ..analysis import Section
from ..render import file_anchor, kind_title, plain_text, section_title
from .drawn import draw_ahead
from .nodes import view_node
from .targets import row_anchor

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from docutils import nodes

    from ..analysis import FileSummary, Keyword
    from .domain import KwindexDomain
    from .headings import Host
    from .records import View

__all__ = ["file_parts", "index_entries", "searched_words", "section_parts"]


def file_parts(
    domain: KwindexDomain,
    host: Host,
    view: View,
    summary: FileSummary,
    uses: Sequence[nodes.Node] = (),
) -> list[nodes.Node]:
    """Return the nodes of a file's view, each part with its heading.

    The listing comes last, for it is long; before it the ``uses``, and where the file
    is documented.
    """
    drawn = draw_ahead(domain, view, summary)
    parts: list[nodes.Node] = [
        view_node(host.docname, view, "top", *searched_words(summary), drawn=drawn)
    ]
    before = [section for section in Section if section is not Section.SOURCE]
    parts += section_parts(host, view, summary, before, drawn)
    parts += uses
    parts.append(view_node(host.docname, view, "documented"))
    parts += section_parts(host, view, summary, [Section.SOURCE])
    return parts


def section_parts(
    host: Host,
    view: View,
    summary: FileSummary,
    sections: Iterable[Section] = tuple(Section),
    drawn: bytes = b"",
) -> list[nodes.Node]:
    """Return the nodes of the sections of a file's view that have something to say."""
    parts: list[nodes.Node] = []
    anchor = file_anchor(f"{host.docname}\0{view.key}")
    for section in sections:
        if section is Section.FACTS or not summary.has(section):
            continue
        part = view_node(host.docname, view, section.value, drawn=drawn)
        title = section_title(section)
        parts += host.head(title, f"{anchor}-{section.value}", [part])
    return parts


def index_entries(domain: KwindexDomain, summary: FileSummary) -> addnodes.index:
    """Return one node with all entries of the general index."""
    path = summary.path
    entries = []
    if summary.options.page <= 1:
        entries.append(("single", path, file_anchor(path), "", None))
    shown = [
        (group.kind, found.keywords[0], found.qualified_name)
        for group in summary.groups
        for found in group.sets
        if found.name and not found.name.startswith("(")
    ]
    homes = domain.session.homes([keyword.usr for _, keyword, _ in shown])
    for kind, keyword, name in shown:
        anchor = row_anchor(keyword.usr, path, homes.get(keyword.usr, ()))
        text = f"{name} ({kind_title(kind).lower()})"
        # What stands after a semicolon would be a subentry.
        entries.append(("single", text.replace(";", ","), anchor, "", None))
    return addnodes.index(entries=entries, kwindex=True)


def searched_words(summary: FileSummary) -> tuple[str, str]:
    """Return what the search shall find: of the file, and of its keywords."""
    of_file = []
    if summary.purpose is not None:
        of_file = [summary.purpose.brief, summary.purpose.details]
    return (
        " ".join(map(plain_text, of_file)),
        " ".join(dict.fromkeys(_words(summary))),
    )


def _words(summary: FileSummary) -> Iterator[str]:
    """Yield names and briefs."""
    for group in summary.groups:
        for found in group.sets:
            yield found.name
            yield from (_brief(keyword) for keyword in found.keywords)


def _brief(keyword: Keyword) -> str:
    documentation = keyword.documentation
    return "" if documentation is None else plain_text(documentation.brief)
