"""All that Sphinx sees; the only package that imports Sphinx and docutils."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .assets import setup_assets
from .builder import setup_builder
from .code_blocks import setup_code_blocks
from .config import setup_config
from .directives import setup_directives
from .domain import KwindexDomain
from .events import setup_events
from .frugal import setup_frugal
from .idle import setup_idle
from .inventory_lines import setup_inventory
from .loading import setup_loading
from .missing import setup_missing
from .name_search import setup_name_search
from .nodes import setup_nodes
from .pages.setup import setup_pages
from .references import setup_references
from .search import setup_search
from .transforms import setup_transforms

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__all__ = ["ENV_VERSION", "register"]

ENV_VERSION = 1
"""Version of what the environment holds of ours; a change re-reads all documents."""


def register(app: Sphinx, *, version: str) -> ExtensionMetadata:
    """Tell Sphinx of every component, in the order of a build."""
    setup_config(app)
    setup_loading(app)
    app.add_domain(KwindexDomain)
    setup_pages(app)
    setup_events(app)
    setup_references(app)
    setup_missing(app)
    setup_inventory(app)
    setup_directives(app)
    setup_nodes(app)
    setup_transforms(app)
    setup_code_blocks(app)
    setup_assets(app)
    setup_search(app)
    setup_name_search(app)
    setup_frugal(app)
    setup_idle(app)
    setup_builder(app)
    return {
        "version": version,
        "env_version": ENV_VERSION,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
