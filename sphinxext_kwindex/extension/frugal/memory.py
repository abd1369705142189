"""How the memory of a build with many pages is looked after."""

from __future__ import annotations

import gc
from types import MethodType
from typing import TYPE_CHECKING, Any

from docutils import nodes

from ..domain import kwindex_domain

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

__all__ = [
    "begin_collecting",
    "go_on_collecting",
    "setup_memory",
    "take_apart",
    "watch_pages",
]

_THRESHOLDS = (100_000, 20, 20)
"""New objects after which the collector looks for cycles: those of some dozen
doctrees, which it finds then, where it has thousands of times looked through all else.
"""

_DOCTREES = 200
"""Doctrees that are kept from reading to writing: a tenth of a megabyte each."""


def setup_memory(app: Sphinx) -> None:
    """Connect the events."""
    app.connect("doctree-read", _drop_doctrees)
    app.connect("doctree-resolved", _drop_pickled)


def begin_collecting(app: Sphinx) -> None:
    """Have the collector of cycles look for new ones, until the build ends."""
    before = gc.get_threshold()

    def end(app: Sphinx, exception: Exception | None) -> None:
        gc.set_threshold(*before)
        gc.unfreeze()

    gc.set_threshold(*_THRESHOLDS)
    app.connect("build-finished", end)
    go_on_collecting()


def go_on_collecting() -> None:
    """Have it look no more at what there is: that lives to the end of the build.

    Modules, the index, the environment.
    """
    gc.freeze()


def _drop_doctrees(app: Sphinx, doctree: nodes.document) -> None:
    """Keep a few doctrees in memory from reading to writing, not thousands.

    Sphinx 9 keeps all, if it reads and writes in one process; what it does not find
    there it reads from the file.
    """
    kept: dict[str, Any] = getattr(app.env, "_write_doc_doctree_cache", {})
    if len(kept) > _DOCTREES:
        ours = kwindex_domain(app.env).stubs.docnames
        oldest = next((docname for docname in kept if docname in ours), None)
        if oldest is not None:
            take_apart(kept.pop(oldest))


def _drop_pickled(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Forget the bytes of a doctree that is being written: none of ours is next."""
    if docname in kwindex_domain(app.env).stubs.docnames:
        getattr(app.env, "_pickled_doctree_cache", {}).pop(docname, None)


def watch_pages(builder: Any) -> None:
    """Take apart what a page of ours was written from, once it is.

    Doctrees and translators refer to themselves: what the collector has to find is a
    thousand values a page, and that takes it a tenth of the time of a build.
    """
    watch = _Watch(builder)
    builder.write_doc, builder.get_doc_context = watch.write_doc, watch.get_doc_context
    builder.render_partial = watch.render_partial
    builder.create_translator = watch.create_translator


class _Watch:
    """Methods of a builder that remember what they use for a page."""

    def __init__(self, builder: Any) -> None:
        self._env: BuildEnvironment = builder.env
        self._write_doc: Callable[..., None] = builder.write_doc
        self._get_doc_context: Callable[..., Any] = builder.get_doc_context
        self._render_partial: Callable[..., dict[str, str]] = builder.render_partial
        self._create_translator: Callable[..., Any] = builder.create_translator
        self._translators: list[Any] | None = None
        """Those of the page of ours that is being written, if one is."""
        self._makes_context = False

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        if docname not in kwindex_domain(self._env).stubs.docnames:
            self._write_doc(docname, doctree)
            return
        translators = self._translators = []
        try:
            self._write_doc(docname, doctree)
        finally:
            self._translators = None
        take_apart(doctree)
        for translator in translators:
            _release(translator)

    def get_doc_context(self, *args: Any) -> Any:
        self._makes_context = True
        try:
            return self._get_doc_context(*args)
        finally:
            self._makes_context = False

    def render_partial(self, node: nodes.Node | None) -> dict[str, str]:
        parts = self._render_partial(node)
        # Sphinx's own copy of the contents of a page. Titles are those of all pages.
        if self._makes_context and isinstance(node, nodes.bullet_list):
            take_apart(node.document or node)
        return parts

    def create_translator(self, *args: Any) -> Any:
        translator = self._create_translator(*args)
        if self._translators is not None:
            self._translators.append(translator)
        return translator


def take_apart(tree: nodes.Node) -> None:
    """Take the ways up out of a tree: it is gone when nobody needs it any more."""
    root: Any = tree
    for node in list(root.findall()):
        node.parent = node.document = None
    if isinstance(tree, nodes.document):
        root.transformer = None


def _release(translator: Any) -> None:
    """Take the methods out of a translator that Sphinx has put into it."""
    own = vars(translator)
    for name, value in list(own.items()):
        if isinstance(value, MethodType) and value.__self__ is translator:
            del own[name]
