"""What Sphinx does again and again is done once, with the same result."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from docutils import nodes

from sphinxext_kwindex.extension import frugal


def test_a_title_is_drawn_once() -> None:
    drawn: list[nodes.Node | None] = []
    parts: dict[str, str] = {}  # Sphinx 8 gives the same mapping each time

    def render(node: nodes.Node | None) -> dict[str, str]:
        drawn.append(node)
        parts["title"] = "" if node is None else node.astext()
        return parts

    builder: Any = SimpleNamespace(render_partial=render)
    frugal._remember_titles(builder)
    one, other = nodes.title("", "One"), nodes.title("", "Other")
    for _ in range(2):
        assert builder.render_partial(one) == {"title": "One"}
        assert builder.render_partial(other) == {"title": "Other"}
    assert drawn == [one, other]


def test_what_is_changed_in_a_drawn_title_is_not_kept() -> None:
    builder: Any = SimpleNamespace(render_partial=lambda _: {"title": "One"})
    frugal._remember_titles(builder)
    title = nodes.title("", "One")
    builder.render_partial(title)["title"] = "changed"
    assert builder.render_partial(title) == {"title": "One"}


def test_what_is_no_title_is_drawn_each_time() -> None:
    drawn: list[nodes.Node | None] = []

    def render(node: nodes.Node | None) -> dict[str, str]:
        drawn.append(node)
        return {"fragment": str(len(drawn))}

    builder: Any = SimpleNamespace(render_partial=render)
    frugal._remember_titles(builder)
    contents = nodes.bullet_list()
    assert builder.render_partial(contents) == {"fragment": "1"}
    assert builder.render_partial(contents) == {"fragment": "2"}
    assert builder.render_partial(None) == {"fragment": "3"}


def test_a_stem_is_made_once_for_all_pages(monkeypatch: Any) -> None:
    pages = SimpleNamespace(stubs=SimpleNamespace(docnames={"code/a.h"}))
    monkeypatch.setattr(frugal, "kwindex_domain", lambda _: pages)
    made: list[str] = []

    def stem(word: str) -> str:
        made.append(word)
        return word[:3]

    language = SimpleNamespace(stem=stem)

    def load_indexer(docnames: object) -> None:
        builder.indexer.lang.stem("loaded")

    builder: Any = SimpleNamespace(load_indexer=load_indexer)
    frugal._remember_stems(SimpleNamespace(env=None), builder)  # type: ignore[arg-type]
    builder.indexer = SimpleNamespace(lang=language)
    builder.load_indexer(())
    stems = [builder.indexer.lang.stem(word) for word in ("loaded", "words", "words")]
    assert (stems, made) == (["loa", "wor", "wor"], ["loaded", "words"])


def test_few_doctrees_are_kept(monkeypatch: Any) -> None:
    pages = SimpleNamespace(stubs=SimpleNamespace(docnames={"code/a", "code/b"}))
    monkeypatch.setattr(frugal, "kwindex_domain", lambda _: pages)
    monkeypatch.setattr(frugal, "_DOCTREES", 2)
    kept = dict.fromkeys(("index", "code/a", "code/b"), nodes.document)
    app: Any = SimpleNamespace(env=SimpleNamespace(_write_doc_doctree_cache=kept))
    for left in (["index", "code/b"], ["index", "code/b"]):
        frugal._drop_doctrees(app, None)  # type: ignore[arg-type]
        assert list(kept) == left
    # Another Sphinx has no such cache.
    frugal._drop_doctrees(SimpleNamespace(env=None), None)  # type: ignore[arg-type]
