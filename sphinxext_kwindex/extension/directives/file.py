"""``.. kwindex:: path``: the keyword index of a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...analysis import FileSummary, Section
from ..file_parts import file_parts, index_entries
from ..options import FILE_OPTIONS, LAST_LINE
from ..records import View
from .base import KwindexDirective

if TYPE_CHECKING:
    from docutils import nodes

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
        parts = file_parts(self.domain, self.host(options), view, summary)
        self.set_sources(parts)
        if "no-index" in options or "no-index-entry" in options:
            return parts
        return [index_entries(self.domain, summary), *parts]

    def _view(self, source: SourceFile, options: dict[str, str]) -> View:
        view = View("file", source.path, tuple(sorted(options.items())))
        summary = self.domain.session.answer(view)
        assert isinstance(summary, FileSummary)
        has_source = summary.has(Section.SOURCE)
        return view._replace(
            digest=self.domain.session.digest(view),
            lines=(1, LAST_LINE) if has_source else None,
        )
