"""The parts of what is shown of a folder: for the directive and for generated pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..analysis import FolderSection, texts_of_folder
from ..render import folder_anchor, folder_section_title
from .nodes import view_node
from .options import folder_sections

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes
    from sphinx.environment import BuildEnvironment

    from ..analysis import FolderSummary
    from .headings import Host
    from .records import View
    from .session import IndexSession

__all__ = ["folder_parts", "note_texts"]


def folder_parts(host: Host, view: View, summary: FolderSummary) -> list[nodes.Node]:
    """Return the nodes of a folder's view, each with its heading."""
    docname = host.docname
    words = " ".join(dict.fromkeys(_words(summary)))
    parts: list[nodes.Node] = [view_node(docname, view, "top", words)]
    anchor = folder_anchor(f"{docname}\0{view.key}")
    for section in folder_sections(dict(view.options)):
        if section is FolderSection.FACTS or not summary.has(section):
            continue
        part = view_node(docname, view, section.value)
        title = folder_section_title(section)
        parts += host.head(title, f"{anchor}-{section.value}", [part])
    return parts


def note_texts(
    env: BuildEnvironment, session: IndexSession, summary: FolderSummary
) -> None:
    """Have the document read again when a text that it quotes changes."""
    folders = (summary.path, *(row.path for row in summary.subfolders))
    paths = dict.fromkeys(path for one in folders for path in texts_of_folder(one))
    for file in session.texts.files(tuple(paths)):
        env.note_dependency(str(file))


def _words(summary: FolderSummary) -> Iterator[str]:
    """Yield what the search shall find: what the folder is for, names in it."""
    if summary.role is not None:
        yield summary.role.text
    yield from (row.name for row in summary.subfolders)
    yield from (row.name for row in summary.files)
    yield from (key.symbol.name for key in summary.key_symbols)
