"""Generated pages in the course of a build."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..config import get_config
from ..coverage import check_documented
from ..domain import kwindex_domain
from .catalogue import Catalogue, Extent
from .extents import file_extents, forget_extents
from .keywords import keyword_labels
from .navigation import attach_children, find_unlisted
from .outputs import remove_stale
from .parser import PageParser, add_parts
from .project import install_pages
from .reports import reports_of
from .stubs import SUFFIX, Stubs
from .trees import trees_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docutils import nodes
    from sphinx.application import Sphinx

__all__ = ["setup_pages"]


def setup_pages(app: Sphinx) -> None:
    """Register suffix and parser, and connect the events."""
    app.add_source_suffix(SUFFIX, "kwindex")
    app.add_source_parser(PageParser)
    # After the index is up to date (800), before documents are looked for.
    app.connect("builder-inited", list_pages, priority=850)
    # Before Sphinx collects anything (500).
    app.connect("doctree-read", add_parts, priority=100)
    # After Sphinx has collected the contents (500), in which ours are not to be.
    app.connect("doctree-read", attach_children, priority=900)
    app.connect("env-updated", find_unlisted)
    app.connect("html-page-context", drop_source_links)
    app.connect("build-finished", remove_stale)


def list_pages(app: Sphinx) -> None:
    """List the generated pages, and have Sphinx's project know them."""
    domain = kwindex_domain(app.env)
    config = get_config(app.env)
    trees = trees_of(config.sources, domain.session.root, domain.session.confdir)
    extents: Mapping[str, Extent] = {}
    if trees:
        extents = file_extents(domain)
    else:
        forget_extents(domain)
    domain.session.lists_uses = bool(trees)
    domain.session.known_letters = domain.letters
    if trees:
        domain.letters()  # of this state: other processes add to them
    domain.catalogue = Catalogue.of(
        trees,
        domain.session.reader.paths() if trees else (),
        extent=lambda path: extents.get(path, Extent()),
        keywords=lambda folder: keyword_labels(domain, folder),
        reports=lambda folder: reports_of(domain, folder).pages,
    )
    domain.forget()
    domain.wordless = set()
    folder = Path(app.doctreedir) / "kwindex" / "pages"
    domain.stubs = Stubs(folder, domain.catalogue.pages)
    domain.stubs.create()
    install_pages(app, domain.stubs)
    folders = [tree.folder for tree in trees] or [""]
    check_documented(domain, folders, config.documented_floor)


def drop_source_links(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Offer no source text of a generated page, and nothing to edit."""
    domain = kwindex_domain(app.env)
    if pagename in domain.stubs.docnames:
        # Sphinx's own, Furo's, the Read the Docs theme's, pydata's.
        context["sourcename"] = ""
        context["has_source"] = context["show_source"] = False
        context["page_source_suffix"] = ""
        context["theme_use_edit_page_button"] = False
        for host in ("github", "gitlab", "bitbucket"):
            context[f"display_{host}"] = False
