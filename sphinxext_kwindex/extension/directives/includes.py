"""``.. kwindex-includes:: path``: what a file includes and what includes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...analysis import FileSummary, Section
from ..file_parts import section_parts
from ..options import INCLUDES_OPTIONS
from ..records import View
from .base import KwindexDirective

if TYPE_CHECKING:
    from docutils import nodes

__all__ = ["IncludesDirective"]

_LISTS = (Section.INCLUDES, Section.INCLUDED_BY)


class IncludesDirective(KwindexDirective):
    """Show the place of a file in the include graph, as lists or as a picture."""

    known = INCLUDES_OPTIONS

    def run(self) -> list[nodes.Node]:
        options = self.checked_options()
        source = self.find_source()
        if source is None:
            self.note_fault(View("file", self.missing_path()))
            return self.missing(self.fault)
        sections = (Section.GRAPH,) if "graph" in options else _LISTS
        asked = ", ".join(sections)
        # Links to the file do not lead here: little of it is shown.
        view = View("file", source.path, (("no-index", ""), ("sections", asked)))
        summary = self.domain.session.answer(view)
        assert isinstance(summary, FileSummary)
        view = view._replace(digest=self.domain.session.digest(view))
        self.domain.note_view(self.env.docname, view)
        parts = section_parts(self.host(options), view, summary)
        self.set_sources(parts)
        return parts
