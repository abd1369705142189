"""Style sheet and script: on the pages that show something of ours, no others."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from .domain import kwindex_domain

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

__all__ = ["setup_assets"]

_STATIC = Path(__file__).parents[1] / "static"
_LISTS = frozenset({"kw-index", "search"})
"""Pages of Sphinx, as it names them, that list our names: the domain's index and the
results of the search."""


def setup_assets(app: Sphinx) -> None:
    """Connect the events."""
    app.connect("write-started", _add_folder)
    app.connect("html-page-context", _add_files)


def _add_folder(app: Sphinx, builder: Builder) -> None:
    """Have the files copied.

    After the environment was saved, or the next build would say that the configuration
    has changed.
    """
    if builder.format == "html":
        # Before the user's own folders, which may replace our files.
        app.config.html_static_path = [str(_STATIC), *app.config.html_static_path]


def _add_files(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Add the files to a page; Sphinx drops them again after it."""
    if doctree is None and pagename not in _LISTS:
        return
    documents = kwindex_domain(app.env).documents
    is_all = doctree is None or app.builder.name == "singlehtml"
    names = documents if is_all else (pagename,)
    if any(name in documents and documents[name].views for name in names):
        app.add_css_file("kwindex.css")
        if doctree is not None:
            app.add_js_file("kwindex.js", loading_method="defer")
