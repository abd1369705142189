"""Compact nodes into ordinary ones, for builders whose format is not html."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from .expand import Expansion, expand
from .nodes import kw_view, view_of
from .pages.catalogue import PageKind

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["ExpandViews", "setup_transforms"]


class ExpandViews(SphinxPostTransform):
    """Let latex, text, man, texinfo, xml and all others see ordinary nodes alone."""

    # Before references are resolved (10): there is nothing left to resolve in ours.
    default_priority = 5

    def run(self, **kwargs: Any) -> None:
        """Replace the nodes of a document."""
        found = list(self.document.findall(kw_view))
        if not found:
            return
        expansion = Expansion(self.env)
        if expansion.builder.format == "html":
            self._leave_out(found, expansion)
            return
        for node in found:
            new = expand(expansion, node["docname"], view_of(node), node["part"])
            node.replace_self(new or [nodes.comment()])

    def _leave_out(self, found: list[kw_view], expansion: Expansion) -> None:
        """Leave out what Sphinx's search shall not hold."""
        for entries in self.document.findall(addnodes.index):
            # They are in the general index by now, and objects of the search as well.
            if entries.get("kwindex"):
                entries["entries"] = []
        domain = expansion.domain
        if not domain.searches_names:
            return
        for node in found:
            for child in list(node.findall(nodes.inline)):
                node.remove(child)
        page = domain.catalogue.pages.get(self.env.docname)
        if page is not None and page.kind is PageKind.FILE:
            if any(node.children for node in found):
                domain.wordless.discard(self.env.docname)
            else:
                domain.wordless.add(self.env.docname)


def setup_transforms(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(ExpandViews)
