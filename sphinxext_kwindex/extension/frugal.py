"""Work that Sphinx does anew for each of many pages, done once.

With thousands of generated pages it is a fifth of a build. What comes out is the same;
a project without generated pages is left alone.
"""

from __future__ import annotations

import gc
from functools import cache
from typing import TYPE_CHECKING, Any

from docutils import nodes

from .domain import kwindex_domain

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx

__all__ = ["setup_frugal"]

_THRESHOLDS = (100_000, 20, 20)
"""New objects after which the collector looks for cycles: those of some dozen
doctrees, which it finds then, where it has thousands of times looked through all else.
"""

_DOCTREES = 200
"""Doctrees that are kept from reading to writing: a tenth of a megabyte each."""


def setup_frugal(app: Sphinx) -> None:
    """Connect the events."""
    # After the pages are listed.
    app.connect("builder-inited", _begin, priority=900)
    app.connect("write-started", _remember_stems)
    app.connect("doctree-read", _drop_doctrees)
    app.connect("doctree-resolved", _drop_pickled)


def _begin(app: Sphinx) -> None:
    if not kwindex_domain(app.env).stubs.docnames:
        return
    before = gc.get_threshold()

    def end(app: Sphinx, exception: Exception | None) -> None:
        gc.set_threshold(*before)
        gc.unfreeze()

    # What lives already lives to the end of the build: modules, index, environment.
    gc.freeze()
    gc.set_threshold(*_THRESHOLDS)
    app.connect("build-finished", end)
    if app.builder.format == "html" and hasattr(app.builder, "render_partial"):
        _remember_titles(app.builder)


def _drop_doctrees(app: Sphinx, doctree: nodes.document) -> None:
    """Keep a few doctrees in memory from reading to writing, not thousands.

    Sphinx 9 keeps all, if it reads and writes in one process; what it does not find
    there it reads from the file.
    """
    kept: dict[str, Any] = getattr(app.env, "_write_doc_doctree_cache", {})
    if len(kept) > _DOCTREES:
        ours = kwindex_domain(app.env).stubs.docnames
        oldest = next((docname for docname in kept if docname in ours), None)
        kept.pop(oldest or "", None)


def _drop_pickled(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Forget the bytes of a doctree that is being written: none of ours is next."""
    if docname in kwindex_domain(app.env).stubs.docnames:
        getattr(app.env, "_pickled_doctree_cache", {}).pop(docname, None)


def _remember_titles(builder: Any) -> None:
    """Have a title drawn once, not on each page that is next to its own or below it."""
    render: Callable[[nodes.Node | None], dict[str, str]] = builder.render_partial
    # With the node: or another one might get its number.
    known: dict[int, tuple[nodes.Node, dict[str, str]]] = {}

    def render_partial(node: nodes.Node | None) -> dict[str, str]:
        if not isinstance(node, nodes.title):
            return render(node)
        if id(node) not in known:
            # Sphinx 8 fills one and the same mapping anew each time.
            known[id(node)] = node, dict(render(node))
        return known[id(node)][1].copy()

    builder.render_partial = render_partial


def _remember_stems(app: Sphinx, builder: Any) -> None:
    """Have the stem of a word made once, not on each page that has it."""
    if not kwindex_domain(app.env).stubs.docnames or not hasattr(
        builder, "load_indexer"
    ):
        return
    load = builder.load_indexer

    def load_indexer(docnames: Any) -> None:
        # The indexer was made just before.
        language = builder.indexer.lang
        language.stem = cache(language.stem)
        load(docnames)

    builder.load_indexer = load_indexer
