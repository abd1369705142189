"""``.. kwindex-mentions::``: the code that a page of the documentation speaks of."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from ..options import MENTIONS_OPTIONS
from ..records import View
from ..warnings import Warnings
from .base import KwindexDirective

if TYPE_CHECKING:
    from docutils import nodes

__all__ = ["MentionsDirective"]


class MentionsDirective(KwindexDirective):
    """List the files and symbols that a document mentions; without argument its own."""

    required_arguments = 0
    optional_arguments = 1
    known = MENTIONS_OPTIONS

    def run(self) -> list[nodes.Node]:
        self.checked_options()
        docname = self.env.docname
        if self.arguments:
            folder = posixpath.dirname(docname)
            docname = posixpath.normpath(posixpath.join(folder, self.argument))
            if self.argument.startswith("/"):
                docname = self.argument.lstrip("/")
            if docname not in self.env.found_docs:
                self.warn(Warnings.NOT_FOUND, f"there is no document {docname!r}")
                return self.missing(self.fault)
        # Not an answer of the index: known when all documents are read.
        view = View("mentions", docname)
        self.domain.note_view(self.env.docname, view)
        return [self.view_node(view, "mentions")]
