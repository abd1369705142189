"""The search of large trees: our own for names, Sphinx's for words.

All that Sphinx's search can find is in one file, which a reader loads before the first
result. Thousands of symbols make megabytes of it. So above a number of symbols these
are in files of which a search reads one or two (`render.name_shards`), and its page
shows what they have above the results of Sphinx.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.builders.html import StandaloneHTMLBuilder

from ..model import SYMBOL_KINDS
from ..render import FoundName, kind_title, name_shards
from .domain import kwindex_domain
from .pages.catalogue import PageKind
from .roles import last_component

if TYPE_CHECKING:
    from collections.abc import Iterator, Set

    from docutils import nodes
    from sphinx.application import Sphinx

    from .domain import KwindexDomain

__all__ = ["NAMES", "setup_name_search"]

NAMES = "kwindex-search"
"""Below the output folder."""
_KINDS = (*(kind_title(kind).lower() for kind in SYMBOL_KINDS), "file", "folder")
_FURTHER = frozenset(
    {PageKind.SOURCE, PageKind.USES, PageKind.KEYWORDS, PageKind.REPORT}
)
"""Pages that hold no more than others say: no words to be found by."""


def setup_name_search(app: Sphinx) -> None:
    """Connect the events."""
    # Before Sphinx writes its own search's data, and the page of the search.
    app.connect("html-collect-pages", _write)
    app.connect("html-page-context", _add_script)


def _write(app: Sphinx) -> list[Any]:
    """Write the files, and leave in Sphinx's search what has words of its own."""
    builder = app.builder
    if not isinstance(builder, StandaloneHTMLBuilder) or builder.indexer is None:
        return []
    domain = kwindex_domain(app.env)
    if domain.is_idle:
        return []
    pages = domain.catalogue.pages
    left_out = _FURTHER | ({PageKind.ROWS} if domain.searches_names else set())
    further = {name for name in domain.stubs.docnames if pages[name].kind in left_out}
    _prune(builder.indexer, app.env.all_docs.keys() - further - domain.wordless)
    if domain.keeps_names:
        return []
    files = {}
    if domain.searches_names:
        files = name_shards(_names(domain, builder), _KINDS)
    folder = Path(builder.outdir, NAMES)
    if files:
        folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, "ascii")
    for file in folder.glob("*.js"):
        if file.name not in files:
            file.unlink()
    if not files and folder.is_dir():
        folder.rmdir()
    return []


def _prune(indexer: Any, kept: Set[str]) -> None:
    """Leave some documents in Sphinx's search."""
    indexer.prune(kept)
    for name in ("_mapping", "_title_mapping"):
        # Sphinx leaves the words; which depends on what was built before.
        words: dict[str, set[str]] = getattr(indexer, name, {})
        for word in [word for word, found in words.items() if not found]:
            del words[word]


def _names(
    domain: KwindexDomain, builder: StandaloneHTMLBuilder
) -> Iterator[FoundName]:
    uri = builder.get_target_uri
    for shown in domain.shown_symbols():
        name = last_component(shown.name)
        scope = shown.name.removesuffix(name).removesuffix("::")
        kind = kind_title(shown.kind).lower()
        yield FoundName(name, scope, kind, uri(shown.docname), shown.anchor)
    for kind, paths in (("file", domain.shown.files), ("folder", domain.shown.folders)):
        for path in paths:
            of = domain.targets.file if kind == "file" else domain.targets.folder
            target = of(path)
            if target is not None and path:
                scope, _, name = path.rpartition("/")
                yield FoundName(name, scope, kind, uri(target.docname), target.anchor)


def _add_script(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Add the script to the page of the search; for its style sheet see `assets`."""
    if pagename == "search" and kwindex_domain(app.env).searches_names:
        app.add_js_file("kwindex-search.js", loading_method="defer")
