"""The parser of our documents: from a page of the catalogue to a doctree."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from sphinx.parsers import Parser

from ..domain import kwindex_domain
from .content import page_content

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

__all__ = ["PageParser", "add_parts"]


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
        section, parts = page_content(env, document, page)
        document += section
        kwindex_domain(env).waiting = section, parts
        self.finish_parse()


def add_parts(app: Sphinx, doctree: nodes.document) -> None:
    """Add the parts of a page to its section, once the transforms have seen that."""
    domain = kwindex_domain(app.env)
    waiting, domain.waiting = domain.waiting, None
    if waiting is not None and waiting[0].document is doctree:
        section, parts = waiting
        section += parts
