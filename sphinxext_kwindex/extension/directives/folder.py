"""``.. kwindex-folder:: path/`` and ``.. kwindex-keywords:: path/``."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ...analysis import FolderSummary, KeywordListing
from ..folder_parts import folder_parts, note_texts
from ..options import FOLDER_OPTIONS, KEYWORDS_OPTIONS
from ..records import View
from ..warnings import Warnings
from .base import KwindexDirective

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes

    from ..records import ViewKind

__all__ = ["FolderDirective", "KeywordsDirective"]


class _OfFolder(KwindexDirective):
    """Show something of a folder and all below it."""

    kind: ClassVar[ViewKind]
    nothing: ClassVar[str]
    """What there is none of."""

    def run(self) -> list[nodes.Node]:
        options = self.checked_options()
        folder = self.find_folder()
        if folder is None:
            view = View(self.kind, self.missing_path().strip("/"))
            self.note_fault(view)
            return self.missing(self.fault)
        view = View(self.kind, folder, tuple(sorted(options.items())))
        digest = self.domain.session.digest(view)
        if not digest:
            self.warn(
                Warnings.UNKNOWN_FILE,
                f"the index has no {self.nothing} of {folder or '/'!r}",
            )
            self.note_fault(view)
            return self.missing(self.fault)
        view = view._replace(digest=digest)
        self.domain.note_view(self.env.docname, view)
        parts = self.parts(view)
        for part in parts:
            self.set_source_info(part)
        return parts

    def parts(self, view: View) -> list[nodes.Node]:
        """Return the nodes of a view that shows something."""
        raise NotImplementedError


class FolderDirective(_OfFolder):
    """Show what a folder is for and what is in it."""

    known = FOLDER_OPTIONS
    kind = "folder"
    nothing = "file"

    def parts(self, view: View) -> list[nodes.Node]:
        summary = self.domain.session.answer(view)
        assert isinstance(summary, FolderSummary)
        note_texts(self.env, self.domain.session, summary)
        return folder_parts(self.host(dict(view.options)), view, summary)


class KeywordsDirective(_OfFolder):
    """Show the keywords of a folder and all below it."""

    known = KEYWORDS_OPTIONS
    kind = "keywords"
    nothing = "such keyword"

    def parts(self, view: View) -> list[nodes.Node]:
        listing = self.domain.session.answer(view)
        assert isinstance(listing, KeywordListing)
        return [self.view_node(view, "top", " ".join(dict.fromkeys(_words(listing))))]


def _words(listing: KeywordListing) -> Iterator[str]:
    """Yield what the search shall find."""
    for page in listing.pages:
        yield from (entry.spelled or entry.name for entry in page.entries)
