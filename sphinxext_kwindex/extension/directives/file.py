"""``.. kwindex:: path``: the keyword index of a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx import addnodes

from ...analysis import FileSummary, Section
from ...render import file_anchor, kind_title, plain_text, section_title
from ..headings import head
from ..options import FILE_OPTIONS, LAST_LINE
from ..records import View
from .base import KwindexDirective

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes

    from ...analysis import Keyword
    from ...model import SourceFile

__all__ = ["FileDirective"]


class FileDirective(KwindexDirective):
    """Show what a file declares, includes and is used for."""

    known = FILE_OPTIONS

    def run(self) -> list[nodes.Node]:
        options = self.checked_options()
        source = self.find_source()
        if source is None:
            self.note_fault(View("file", self.missing_path()))
            return self.missing(self.fault)
        view = self._view(source, options)
        summary = self.domain.session.answer(view)
        assert isinstance(summary, FileSummary)
        self.domain.note_view(self.env.docname, view)
        parts: list[nodes.Node] = []
        style = options.get("heading", self.settings_heading).strip()
        words = " ".join(dict.fromkeys(_words(summary)))
        parts.append(self.view_node(view, "top", words))
        for section in Section:
            if section is Section.FACTS or not summary.has(section):
                continue
            part = self.view_node(view, section.value)
            anchor = file_anchor(f"{self.env.docname}\0{view.key}")
            parts += head(
                self.state.document,
                style,
                section_title(section),
                f"{anchor}-{section.value}",
                [part],
            )
        parts.append(self.view_node(view, "documented"))
        if "no-index" in options or "no-index-entry" in options:
            return parts
        return [self._index_entries(summary), *parts]

    def _view(self, source: SourceFile, options: dict[str, str]) -> View:
        view = View("file", source.path, tuple(sorted(options.items())))
        summary = self.domain.session.answer(view)
        assert isinstance(summary, FileSummary)
        has_source = summary.has(Section.SOURCE)
        return view._replace(
            digest=self.domain.session.digest(view),
            lines=(1, LAST_LINE) if has_source else None,
        )

    def _index_entries(self, summary: FileSummary) -> addnodes.index:
        """Return one node with all entries of the general index."""
        targets = self.domain.targets
        session = self.domain.session
        path = summary.path
        entries = [("single", path, file_anchor(path), "", None)]
        shown = [
            (group.kind, found.keywords[0], found.qualified_name)
            for group in summary.groups
            for found in group.sets
            if found.name and not found.name.startswith("(")
        ]
        homes = session.homes([keyword.usr for _, keyword, _ in shown])
        for kind, keyword, name in shown:
            anchor = targets.row(keyword.usr, path, homes.get(keyword.usr, ()))
            text = f"{name} ({kind_title(kind).lower()})"
            # What stands after a semicolon would be a subentry.
            entries.append(("single", text.replace(";", ","), anchor, "", None))
        return addnodes.index(entries=entries)


def _words(summary: FileSummary) -> Iterator[str]:
    """Yield what the search shall find: names and briefs, the purpose."""
    if summary.purpose is not None:
        yield plain_text(summary.purpose.brief)
        yield plain_text(summary.purpose.details)
    for group in summary.groups:
        for found in group.sets:
            yield found.name
            yield from (_brief(keyword) for keyword in found.keywords)


def _brief(keyword: Keyword) -> str:
    documentation = keyword.documentation
    return "" if documentation is None else plain_text(documentation.brief)
