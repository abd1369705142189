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


def setup_frugal(app: Sphinx) -> None:
    """Connect the events."""
    # After the pages are listed.
    app.connect("builder-inited", _begin, priority=900)
    app.connect("write-started", _remember_stems)


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
