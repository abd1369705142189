"""The table of contents of the project, as pages of one folder have it in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx import addnodes

from ..domain import kwindex_domain

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator

    from docutils import nodes
    from sphinx.environment import BuildEnvironment

__all__ = ["SharedContents"]


class SharedContents:
    """What is drawn of the contents, by the things it depends on.

    Of a page of ours that no toctree lists, as far as the sidebar sees them: on its
    address up to the last slash, on which of the entries are above it, and on how it is
    asked for. While pages are written nothing else changes.
    """

    def __init__(self, builder: Any) -> None:
        self._builder = builder
        self._env: BuildEnvironment = builder.env
        self._drawn: dict[Hashable, str] = {}
        self._listed: frozenset[str] | None = None
        self._parents: dict[str, str] = {}

    def get(self, docname: str, options: Hashable, draw: Callable[[], str]) -> str:
        """Return the contents as a page has them, drawn if they are not known yet."""
        if self._listed is None:
            self._look()
        assert self._listed is not None
        ours = kwindex_domain(self._env).stubs.docnames
        if docname not in ours or docname in self._listed:
            return draw()
        folder = self._builder.get_target_uri(docname).rpartition("/")[0]
        above = frozenset(self._above(docname)) & self._listed
        question = folder, above, options
        if question not in self._drawn:
            self._drawn[question] = draw()
        return self._drawn[question]

    def _look(self) -> None:
        """Find out what is listed, and which document is above which."""
        self._listed = frozenset(_listed(self._env))
        for docname, children in self._env.toctree_includes.items():
            self._parents |= dict.fromkeys(children, docname)

    def _above(self, docname: str) -> Iterator[str]:
        seen = {docname}
        while (above := self._parents.get(docname)) and above not in seen:
            yield above
            seen.add(above)
            docname = above


def _listed(env: BuildEnvironment) -> set[str]:
    """Return all that the contents can hold, from the first document on."""
    listed: set[str] = set()
    waiting: list[nodes.Element] = [env.master_doctree]
    while waiting:
        for toctree in waiting.pop().findall(addnodes.toctree):
            for _, docname in toctree["entries"]:
                if docname not in listed:
                    listed.add(docname)
                    if docname in env.tocs:
                        waiting.append(env.tocs[docname])
    return listed
