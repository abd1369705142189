"""``sphinx-build -b kwindex``: the index as Markdown pages that mirror the sources."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.builders import Builder

from ..errors import KwindexError
from ..export import ExportSettings, Mention, export_pages
from .config import get_config
from .domain import kwindex_domain
from .indexing import IndexingError
from .mentions import place_title
from .warnings import escape, logger

if TYPE_CHECKING:
    from collections.abc import Sequence, Set

    from sphinx.application import Sphinx

__all__ = ["KwindexBuilder", "setup_builder"]


def setup_builder(app: Sphinx) -> None:
    """Register the builder."""
    app.add_builder(KwindexBuilder)


class KwindexBuilder(Builder):
    """Writes the index, not the documents; these are read for what they mention."""

    name = "kwindex"
    format = "kwindex"
    epilog = "The Markdown pages are in %(outdir)s."
    allow_parallel = True

    def get_outdated_docs(self) -> str:
        """Return what is to be built: always all, as far as it differs."""
        return "the index"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return the address of a document: there are none."""
        return ""

    def prepare_writing(self, docnames: Set[str]) -> None:
        """Prepare nothing."""

    def write_documents(self, docnames: Set[str]) -> None:
        """Write no document: not one is even looked at again."""

    def write_doc(self, docname: str, doctree: Any) -> None:
        """Write no document."""

    def finish(self) -> None:
        """Write the pages."""
        domain = kwindex_domain(self.env)
        session = domain.session
        settings = ExportSettings(
            out=Path(self.outdir),
            root=session.root,
            source_url=get_config(self.env).source_url,
            name=self.config.project,
            mentions=self._mentions,
            tree=session.tree,
            hidden_rules=session.hidden_rules,
        )
        try:
            report = export_pages(session.reader, settings)
        except KwindexError as error:
            raise IndexingError(escape(str(error))) from error
        logger.info(
            "kwindex: %s files, %s of them written, %s removed",
            f"{report.files:,}",
            f"{report.written:,}",
            f"{report.removed:,}",
        )

    def _mentions(self, key: str) -> Sequence[Mention]:
        """Return the sections that mention a path or a qualified name."""
        domain = kwindex_domain(self.env)
        places = domain.mentions.places.get(key, ())
        root = domain.session.root.resolve()
        found = []
        for place in places:
            file = Path(self.env.doc2path(place.docname)).resolve()
            inside = file.is_relative_to(root)
            path = file.relative_to(root).as_posix() if inside else None
            found.append(Mention(place_title(self.env, place), path))
        return found
