"""The parser of our documents: from a page of the catalogue to a doctree."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from sphinx.parsers import Parser

from ..domain import kwindex_domain
from .content import page_content

if TYPE_CHECKING:
    from docutils import nodes

__all__ = ["PageParser"]


class PageParser(Parser):
    """Builds nodes; no text is parsed, so no reST markup in a name can be taken for it.

    What the stub holds is not looked at: the docname says which page it is.
    """

    supported: ClassVar[tuple[str, ...]] = ("kwindex",)

    def parse(self, inputstring: str, document: nodes.document) -> None:
        """Fill a document."""
        self.setup_parse(inputstring, document)
        env = document.settings.env
        page = kwindex_domain(env).catalogue.pages[env.docname]
        document += page_content(env, document, page)
        self.finish_parse()
