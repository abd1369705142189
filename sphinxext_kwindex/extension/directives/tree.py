"""``.. kwindex-tree:: path/``: the pages of folders in the table of contents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from ..options import TREE_OPTIONS
from ..warnings import Warnings
from .base import KwindexDirective

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["TreeDirective"]


class TreeDirective(KwindexDirective):
    """A toctree of the generated pages of a folder and of those below it."""

    known = TREE_OPTIONS

    def run(self) -> list[nodes.Node]:
        options = self.checked_options()
        folder = self.find_folder()
        if folder is None:
            return self.missing(self.fault)
        depth = int(options.get("depth", "1"))
        names = list(self._pages(folder, depth))
        if not names:
            self.warn(
                Warnings.NOT_SHOWN,
                f"no page is generated for the folder {folder or '/'!r};"
                " kwindex_sources says which folders have pages",
            )
            return self.missing(self.fault)
        toctree = addnodes.toctree(
            parent=self.env.docname,
            entries=[(None, name) for name in names],
            includefiles=names,
            maxdepth=1,
            glob=False,
            hidden="hidden" in options,
            includehidden=False,
            titlesonly=True,
            numbered=0,
            caption=options.get("caption"),
            rawentries=[],
        )
        self.set_source_info(toctree)
        if caption := options.get("caption"):
            toctree["rawcaption"] = caption
        # Read again when folders come or go.
        self.env.note_reread()
        return [nodes.compound("", toctree, classes=["toctree-wrapper"])]

    def _pages(self, folder: str, depth: int) -> Iterator[str]:
        """Yield the pages of a folder and of those ``depth - 1`` levels below."""
        above = f"{folder}/" if folder else ""
        for path, docname in sorted(self.domain.catalogue.folders.items()):
            below = [name for name in path.removeprefix(folder).split("/") if name]
            if f"{path}/".startswith(above) and len(below) < depth:
                yield docname
