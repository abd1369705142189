"""What Sphinx does anew for each page that it writes as HTML."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.builders import html as sphinx_html

from ..domain import kwindex_domain
from .contents import SharedContents

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx

__all__ = [
    "keep_templates",
    "remember_checksums",
    "remember_contents",
    "remember_titles",
    "setup_writing",
    "without_stylesheets",
]


_DRAW_CONTENTS = "_get_local_toctree"
_CHECKSUM = "_file_checksum"


def setup_writing(app: Sphinx) -> None:
    """Connect the events."""
    app.connect("write-started", _remember_stems)


def keep_templates(builder: Any) -> None:
    """Have no template looked at on each page, whether it has changed."""
    environment = getattr(builder.templates, "environment", None)
    if environment is not None:
        environment.auto_reload = False


def without_stylesheets(builder: Any) -> None:
    """Have no style sheets of docutils looked for: Sphinx uses none of them."""
    prepare: Callable[[Any], None] = builder.prepare_writing

    def prepare_writing(docnames: Any) -> None:
        prepare(docnames)
        for name in ("docsettings", "_settings"):
            settings = getattr(builder, name, None)
            if settings is not None:
                settings.stylesheet, settings.stylesheet_path = None, []

    builder.prepare_writing = prepare_writing


def remember_checksums(app: Sphinx) -> None:
    """Have style sheets and scripts looked for once, not on each page that has them.

    Sphinx remembers what is in them, by their paths without links.
    """
    find = getattr(sphinx_html, _CHECKSUM, None)
    assets = getattr(sphinx_html, "_assets", None)
    if find is None or not hasattr(assets, f"{_CHECKSUM}_inner"):
        return

    def end(app: Sphinx, exception: Exception | None) -> None:
        setattr(sphinx_html, _CHECKSUM, find)

    setattr(sphinx_html, _CHECKSUM, cache(find))
    app.connect("build-finished", end)


def remember_titles(builder: Any) -> None:
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
            # It is in a document now, which would live as long as it does.
            node.parent = None
        return known[id(node)][1].copy()

    builder.render_partial = render_partial


def remember_contents(builder: Any) -> None:
    """Have the contents of the project drawn once a folder, not on each of its pages.

    As long as the page is not among them: which entry is its own depends on it.
    """
    draw: Callable[..., str] | None = getattr(builder, _DRAW_CONTENTS, None)
    if draw is None:
        return
    shared = SharedContents(builder)

    def draw_contents(docname: str, *args: Any, **options: Any) -> str:
        return shared.get(
            docname,
            (args, *sorted(options.items())),
            lambda: draw(docname, *args, **options),
        )

    setattr(builder, _DRAW_CONTENTS, draw_contents)


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
