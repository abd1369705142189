"""Sphinx's project with generated documents among those that it finds.

Sphinx has no public way to add documents that are no files of the source folder
(sphinx-doc/sphinx#1139, #10641). Its `Project` is the one place that says which
documents there are and where each is read from, so its class is extended; every
builder, the search, the toctree and the inventory then take ours for documents like all
others. Nothing is written into the source folder.
"""

from __future__ import annotations

import copyreg
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.project import Project

from .stubs import SUFFIX

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable

    from sphinx.application import Sphinx

    from .stubs import Stubs

__all__ = ["install_pages"]


class _WithPages(Project):
    """A mixin for whatever class the project has: other extensions may have changed it.

    It overrides the three methods that Sphinx calls, and calls theirs.
    """

    kwindex_stubs: Stubs

    def discover(
        self, exclude_paths: Iterable[str] = (), include_paths: Iterable[str] = ("**",)
    ) -> set[str]:
        """Find the documents of the source folder, and add ours.

        A file that the user has written for a page of ours goes before it.
        """
        super().discover(exclude_paths, include_paths)
        folder = self.kwindex_stubs.folder
        for docname in sorted(self.docnames):
            # The build folder may lie in the source folder, and not be excluded.
            file = self.srcdir / self._docname_to_path[docname]
            if file.is_relative_to(folder):
                self.docnames.discard(docname)
                self._path_to_docname.pop(self._docname_to_path.pop(docname), None)
        written = frozenset(self.docnames)
        self.kwindex_stubs.shadow(written)
        self.docnames.update(self.kwindex_stubs.docnames)
        return self.docnames

    def path2doc(self, filename: str | os.PathLike[str]) -> str | None:
        """Return the docname of a file, of our stubs too."""
        return self.kwindex_stubs.docname(Path(filename)) or super().path2doc(filename)

    def doc2path(self, docname: str, absolute: bool) -> Any:  # noqa: FBT001
        """Return the file that a document is read from."""
        if docname not in self.kwindex_stubs.docnames:
            return super().doc2path(docname, absolute)
        # The relative one must end behind the docname: Sphinx cuts it off there.
        file = self.kwindex_stubs.file(docname)
        return type(self.srcdir)(file if absolute else docname + SUFFIX)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle as the class that was extended: a cache must not need this one."""
        state = {k: v for k, v in vars(self).items() if k != "kwindex_stubs"}
        # What pickle itself names for objects of plain classes: it is always there.
        make = copyreg._reconstructor  # type: ignore[attr-defined]  # noqa: SLF001
        return make, (type(self).__mro__[2], object, None), state


def install_pages(app: Sphinx, stubs: Stubs) -> None:
    """Have a build's project know the generated documents."""
    project = app.project
    if not isinstance(project, _WithPages):
        base = type(project)
        project.__class__ = type("KwindexProject", (_WithPages, base), {})
    project.kwindex_stubs = stubs  # type: ignore[attr-defined]
