"""``.. kwindex-source:: path``: a listing, or some lines of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from ...analysis import listing_of
from ..options import LAST_LINE, SOURCE_OPTIONS
from ..records import View
from ..warnings import Warnings
from .base import KwindexDirective

if TYPE_CHECKING:
    from ...model import SourceFile

__all__ = ["SourceDirective"]


class SourceDirective(KwindexDirective):
    """Show the text of a file, its names linked."""

    known = SOURCE_OPTIONS

    def run(self) -> list[nodes.Node]:
        options = self.checked_options()
        source = self.find_source()
        if source is None:
            self.note_fault(View("file", self.missing_path()))
            return self.missing(self.fault)
        lines = self._lines(source, options)
        view = View("source", source.path, tuple(sorted(options.items())), lines=lines)
        view = view._replace(digest=self.domain.session.digest(view))
        self.domain.note_view(self.env.docname, view)
        parts: list[nodes.Node] = []
        if "caption" in options:
            caption = nodes.paragraph("", options["caption"].strip())
            caption["classes"].append("kwindex-caption")
            self.set_source_info(caption)
            parts.append(caption)
        return [*parts, self.view_node(view, "source")]

    def _lines(self, source: SourceFile, options: dict[str, str]) -> tuple[int, int]:
        """Return the first and last line to show."""
        whole = 1, LAST_LINE
        if "symbol" in options:
            return self._lines_of(source.path, options["symbol"].strip()) or whole
        if "lines" in options:
            asked = SOURCE_OPTIONS["lines"].parse(options["lines"])
            assert isinstance(asked, tuple)
            if asked[0] > source.lines:
                self.warn(
                    Warnings.LINES,
                    f"{source.path} ends at line {source.lines}, and"
                    f" {options['lines']!r} begins after it; all is shown",
                )
                return whole
            return asked
        return whole

    def _lines_of(self, path: str, name: str) -> tuple[int, int] | None:
        """Return the lines of a symbol in a file; None after a warning."""
        session = self.domain.session
        here = [
            (not place.definition, place.line, usr)
            for candidate in session.resolve(name).candidates
            for usr in candidate.usrs
            for place in candidate.places
            if place.usr == usr and place.path == path
        ]
        if here:
            usr = min(here)[2]
            listing = listing_of(session.reader, path, symbol=usr)
            if listing is not None:
                return listing.first, listing.last
        if session.is_parsed:
            text = f"{path} declares no {name!r}; the whole file is shown"
            self.warn(Warnings.LINES, text)
        return None
