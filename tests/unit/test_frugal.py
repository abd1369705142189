"""What Sphinx does again and again is done once, with the same result."""

from __future__ import annotations

import gc
import logging
import weakref
from types import MethodType, SimpleNamespace
from typing import Any

import pytest
from docutils import nodes
from docutils.parsers.rst import Parser
from docutils.readers import standalone
from docutils.utils import new_document
from sphinx import addnodes
from sphinx.util import docutils as sphinx_docutils

from sphinxext_kwindex.extension.frugal import (
    contents,
    memory,
    messages,
    reading,
    writing,
)
from sphinxext_kwindex.extension.pages.parser import PageParser

_OURS = SimpleNamespace(
    stubs=SimpleNamespace(docnames=frozenset({"code/a", "code/b", "code/sub/c"}))
)


@pytest.fixture
def ours(monkeypatch: Any) -> None:
    """Have the pages of `_OURS` for those of the build."""
    for module in (contents, memory, writing):
        monkeypatch.setattr(module, "kwindex_domain", lambda _: _OURS)


def test_a_title_is_drawn_once() -> None:
    drawn: list[nodes.Node | None] = []
    parts: dict[str, str] = {}  # Sphinx 8 gives the same mapping each time

    def render(node: nodes.Node | None) -> dict[str, str]:
        drawn.append(node)
        parts["title"] = "" if node is None else node.astext()
        return parts

    builder: Any = SimpleNamespace(render_partial=render)
    writing.remember_titles(builder)
    one, other = nodes.title("", "One"), nodes.title("", "Other")
    for _ in range(2):
        assert builder.render_partial(one) == {"title": "One"}
        assert builder.render_partial(other) == {"title": "Other"}
    assert drawn == [one, other]


def test_what_is_changed_in_a_drawn_title_is_not_kept() -> None:
    builder: Any = SimpleNamespace(render_partial=lambda _: {"title": "One"})
    writing.remember_titles(builder)
    title = nodes.title("", "One")
    builder.render_partial(title)["title"] = "changed"
    assert builder.render_partial(title) == {"title": "One"}


def test_what_is_no_title_is_drawn_each_time() -> None:
    drawn: list[nodes.Node | None] = []

    def render(node: nodes.Node | None) -> dict[str, str]:
        drawn.append(node)
        return {"fragment": str(len(drawn))}

    builder: Any = SimpleNamespace(render_partial=render)
    writing.remember_titles(builder)
    contents = nodes.bullet_list()
    assert builder.render_partial(contents) == {"fragment": "1"}
    assert builder.render_partial(contents) == {"fragment": "2"}
    assert builder.render_partial(None) == {"fragment": "3"}


def test_a_title_does_not_keep_what_it_was_drawn_in() -> None:
    def render(node: nodes.Node | None) -> dict[str, str]:
        assert node is not None
        new_document("partial").append(node)
        return {}

    builder: Any = SimpleNamespace(render_partial=render)
    writing.remember_titles(builder)
    title = nodes.title("", "One")
    builder.render_partial(title)
    assert title.parent is None


@pytest.mark.usefixtures("ours")
def test_a_stem_is_made_once_for_all_pages() -> None:
    made: list[str] = []

    def stem(word: str) -> str:
        made.append(word)
        return word[:3]

    language = SimpleNamespace(stem=stem)

    def load_indexer(docnames: object) -> None:
        builder.indexer.lang.stem("loaded")

    builder: Any = SimpleNamespace(load_indexer=load_indexer)
    writing._remember_stems(SimpleNamespace(env=None), builder)  # type: ignore[arg-type]
    builder.indexer = SimpleNamespace(lang=language)
    builder.load_indexer(())
    stems = [builder.indexer.lang.stem(word) for word in ("loaded", "words", "words")]
    assert (stems, made) == (["loa", "wor", "wor"], ["loaded", "words"])


@pytest.mark.usefixtures("ours")
def test_few_doctrees_are_kept(monkeypatch: Any) -> None:
    monkeypatch.setattr(memory, "_DOCTREES", 2)
    kept = {name: _document() for name in ("index", "code/a", "code/b")}
    app: Any = SimpleNamespace(env=SimpleNamespace(_write_doc_doctree_cache=kept))
    for left in (["index", "code/b"], ["index", "code/b"]):
        memory._drop_doctrees(app, None)  # type: ignore[arg-type]
        assert list(kept) == left
    # Another Sphinx has no such cache.
    memory._drop_doctrees(SimpleNamespace(env=None), None)  # type: ignore[arg-type]


def _document() -> nodes.document:
    document = new_document("a page")
    section = nodes.section("", nodes.title("", "A page"), ids=["a"])
    document += section
    document.note_explicit_target(section)
    section.document = document
    return document


def _visit_note(translator: Any, node: nodes.Node) -> None:
    """Draw a node of an extension."""


class _Translator:
    """As Sphinx makes one: with methods of extensions put into it."""

    def __init__(self) -> None:
        self.visit_note = MethodType(_visit_note, self)


def _builder() -> Any:
    """Return a builder that draws a page as Sphinx's does, and what it has used."""
    used: list[weakref.ref[Any]] = []

    def create_translator() -> _Translator:
        translator = _Translator()
        used.append(weakref.ref(translator))
        return translator

    def write_doc(docname: str, doctree: nodes.document) -> None:
        builder.create_translator()
        builder.get_doc_context(docname)

    def get_doc_context(docname: str) -> None:
        copied = nodes.bullet_list("", nodes.list_item())
        used.append(weakref.ref(copied))
        builder.render_partial(copied)

    def render_partial(node: nodes.Node) -> dict[str, str]:
        partial = new_document("partial")
        partial += node
        used.append(weakref.ref(partial))
        builder.create_translator()
        return {}

    builder = SimpleNamespace(
        env=None,
        write_doc=write_doc,
        get_doc_context=get_doc_context,
        render_partial=render_partial,
        create_translator=create_translator,
    )
    return builder, used


@pytest.mark.usefixtures("ours")
def test_what_a_page_was_written_from_is_gone_at_once() -> None:
    builder, used = _builder()
    memory.watch_pages(builder)
    doctree = _document()
    used.append(weakref.ref(doctree))
    gc.collect()
    gc.disable()
    try:
        builder.write_doc("code/a", doctree)
        del doctree
        assert [one() for one in used] == [None] * 5
    finally:
        gc.enable()


@pytest.mark.usefixtures("ours")
def test_a_page_of_the_user_is_left_as_it_is() -> None:
    builder, _ = _builder()
    memory.watch_pages(builder)
    doctree = _document()
    builder.write_doc("index", doctree)
    assert doctree[0].parent is doctree


def test_no_style_sheets_are_looked_for() -> None:
    def prepare_writing(docnames: object) -> None:
        builder.docsettings = SimpleNamespace(stylesheet_path=["a.css"])

    builder: Any = SimpleNamespace(prepare_writing=prepare_writing)
    writing.without_stylesheets(builder)
    builder.prepare_writing(())
    assert builder.docsettings.stylesheet_path == []


def test_a_style_sheet_is_looked_for_once_a_build(monkeypatch: Any) -> None:
    found: list[str] = []

    def find(outdir: str, filename: str) -> str:
        found.append(filename)
        return f"{filename} of {outdir}"

    assets = SimpleNamespace(_file_checksum_inner=None)
    sphinx_html: Any = SimpleNamespace(_file_checksum=find, _assets=assets)
    monkeypatch.setattr(writing, "sphinx_html", sphinx_html)
    ends: list[Any] = []
    app: Any = SimpleNamespace(connect=lambda _, handler: ends.append(handler))
    writing.remember_checksums(app)
    asked = [
        sphinx_html._file_checksum("out", name) for name in ("a.css", "b.js", "a.css")
    ]
    assert asked == ["a.css of out", "b.js of out", "a.css of out"]
    assert found == ["a.css", "b.js"]
    ends[0](app, None)
    assert sphinx_html._file_checksum is find


def test_a_style_sheet_that_sphinx_reads_each_time_is_looked_for_each_time(
    monkeypatch: Any,
) -> None:
    sphinx_html: Any = SimpleNamespace(_file_checksum=str, _assets=SimpleNamespace())
    monkeypatch.setattr(writing, "sphinx_html", sphinx_html)
    writing.remember_checksums(SimpleNamespace())  # type: ignore[arg-type]
    assert sphinx_html._file_checksum is str


_SPHINX_9 = pytest.mark.skipif(
    not hasattr(sphinx_docutils, "_get_settings"), reason="made once by this Sphinx"
)


@pytest.fixture
def ending() -> Any:
    """Have settings remembered; yield what ends that."""
    connected: list[Any] = []
    app: Any = SimpleNamespace(connect=lambda _, handler: connected.append(handler))
    reading.remember_settings(app)
    yield lambda: connected[0](app, None)
    connected[0](app, None)


@_SPHINX_9
def test_settings_of_a_page_are_those_that_docutils_makes(ending: Any) -> None:
    made = [
        vars(
            sphinx_docutils._get_settings(
                standalone.Reader, PageParser(), defaults={"traceback": True}
            )
        )
        for _ in range(2)
    ]
    ending()
    fresh = vars(
        sphinx_docutils._get_settings(
            standalone.Reader, PageParser(), defaults={"traceback": True}
        )
    )
    lists = [one.pop("record_dependencies").list for one in (*made, fresh)]
    assert (made, lists) == ([fresh, fresh], [[], [], []])


@_SPHINX_9
def test_settings_of_one_page_are_not_those_of_another(ending: Any) -> None:
    def settings(parser: Any, **defaults: Any) -> Any:
        return sphinx_docutils._get_settings(
            standalone.Reader, parser, defaults=defaults
        )

    first = settings(PageParser(), traceback=True)
    first.env = "changed"
    first.strip_classes = ["changed"]
    first.record_dependencies.add("changed")
    second = settings(PageParser(), traceback=True)
    assert not hasattr(second, "env")
    assert second.strip_classes != ["changed"]
    assert second.record_dependencies.list == []
    assert settings(PageParser(), traceback=False).traceback is False
    # Others have their own options.
    assert hasattr(settings(Parser()), "pep_references")
    assert not hasattr(second, "pep_references")


def _contents(listed: dict[str, list[str]], includes: dict[str, list[str]]) -> Any:
    """Return shared contents over tables of contents and what is below what."""
    tocs = {
        name: nodes.bullet_list("", addnodes.toctree(entries=[(None, e) for e in some]))
        for name, some in listed.items()
    }
    env = SimpleNamespace(
        master_doctree=tocs["index"], tocs=tocs, toctree_includes=includes
    )
    builder = SimpleNamespace(env=env, get_target_uri=lambda name: f"{name}.html")
    return contents.SharedContents(builder)


@pytest.mark.usefixtures("ours")
def test_contents_are_drawn_once_a_folder() -> None:
    shared = _contents({"index": ["code/index"]}, {"index": ["code/index"]})
    drawn = [
        shared.get(name, asked, lambda name=name: name)
        for name, asked in (
            ("code/a", 1),
            ("code/b", 1),
            ("code/b", 2),
            ("code/sub/c", 1),
        )
    ]
    assert drawn == ["code/a", "code/a", "code/b", "code/sub/c"]


@pytest.mark.usefixtures("ours")
def test_contents_are_drawn_for_each_page_that_they_list() -> None:
    shared = _contents(
        {"index": ["more"], "more": ["code/a", "code/b"]}, {"index": ["more"]}
    )
    names = ["index", "more", "code/a", "code/b"]
    assert [shared.get(name, 1, lambda name=name: name) for name in names] == names


@pytest.mark.usefixtures("ours")
def test_contents_depend_on_what_is_above_a_page() -> None:
    shared = _contents(
        {"index": ["one", "two"]},
        {"index": ["one", "two"], "one": ["code/a"], "two": ["code/b"]},
    )
    names = ["code/a", "code/b"]
    assert [shared.get(name, 1, lambda name=name: name) for name in names] == names


@pytest.mark.parametrize(
    ("heard", "levels"),
    [
        ([logging.INFO, logging.WARNING], [logging.INFO, logging.DEBUG]),
        ([logging.NOTSET, logging.WARNING], [logging.DEBUG, logging.DEBUG]),
        ([], [logging.DEBUG, logging.DEBUG]),
    ],
)
def test_messages_that_no_handler_takes_are_not_made(
    heard: list[int], levels: list[int], monkeypatch: Any
) -> None:
    logger = logging.getLogger("kwindex-of-a-build")
    monkeypatch.setattr(messages, "NAMESPACE", logger.name)
    monkeypatch.setattr(logger, "level", logging.DEBUG)
    monkeypatch.setattr(logger, "propagate", False)
    monkeypatch.setattr(logger, "handlers", list(map(logging.NullHandler, heard)))
    ends: list[Any] = []
    app: Any = SimpleNamespace(connect=lambda _, handler: ends.append(handler))
    messages.leave_out_unheard(app)
    found = [logger.level]
    for end in ends:
        end(app, None)
    assert [*found, logger.level] == levels


def test_templates_are_not_looked_at_again() -> None:
    templates = SimpleNamespace(environment=SimpleNamespace(auto_reload=True))
    writing.keep_templates(SimpleNamespace(templates=templates))
    assert templates.environment.auto_reload is False
    # The templates of a builder of some extension may be anything.
    writing.keep_templates(SimpleNamespace(templates=None))
