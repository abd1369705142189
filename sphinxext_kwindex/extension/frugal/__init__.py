"""Work that Sphinx does anew for each of many pages, done once.

With thousands of generated pages it is a third of a build. What comes out is the same;
a project without generated pages is left alone. Some of it is in functions that Sphinx
does not document: where another version has none of that name, nothing is changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.builders.html import StandaloneHTMLBuilder

from ..config import get_config
from ..domain import kwindex_domain
from .memory import begin_collecting, go_on_collecting, setup_memory, watch_pages
from .messages import leave_out_unheard
from .reading import remember_settings
from .writing import (
    keep_templates,
    remember_checksums,
    remember_contents,
    remember_titles,
    setup_writing,
    without_stylesheets,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["setup_frugal"]


def setup_frugal(app: Sphinx) -> None:
    """Connect the events."""
    # Before the index is opened; after the pages are listed.
    app.connect("builder-inited", _prepare, priority=790)
    app.connect("builder-inited", _begin, priority=900)
    setup_memory(app)
    setup_writing(app)


def _prepare(app: Sphinx) -> None:
    if get_config(app.env).sources:
        begin_collecting(app)


def _begin(app: Sphinx) -> None:
    if not kwindex_domain(app.env).stubs.docnames:
        return
    go_on_collecting()
    leave_out_unheard(app)
    remember_settings(app)
    if isinstance(app.builder, StandaloneHTMLBuilder):
        keep_templates(app.builder)
        without_stylesheets(app.builder)
        remember_checksums(app)
        remember_titles(app.builder)
        remember_contents(app.builder)
        watch_pages(app.builder)
