"""What names all symbols is written anew only where something may have changed it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import sphinx

from tests.sphinx_builds import files_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from .conftest import Project

# Without the search's data: Sphinx itself cannot make it anew from nothing.
NAMES = ("genindex.html", "kw-index.html", "objects.inv")

always_ends = pytest.mark.skipif(
    sphinx.version_info < (8, 2),
    reason="Sphinx 8.1 itself writes nothing where no document is out of date",
)


@pytest.fixture
def project(make_project: Callable[[str], Project]) -> Project:
    made = make_project("kwindex")
    conf = made.srcdir / "conf.py"
    conf.write_text(conf.read_text() + 'kwindex_sources = {"tree": "code"}\n')
    index = made.srcdir / "index.rst"
    index.write_text(index.read_text() + "\n.. toctree::\n\n   tree/index\n")
    gone = ":orphan:\n\nGone\n====\n\n.. index:: lighthouse\n"
    (made.srcdir / "gone.rst").write_text(gone)
    return made


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_they_are_left_where_nothing_changed(project: Project, builder: str) -> None:
    names = "sphinxext_kwindex.extension.domain._SEARCHED"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(names, 3)
        patch.setattr("sphinxext_kwindex.extension.indices._LARGE", 3)
        outdir = project.build(builder).outdir
        search = outdir / "kwindex-search" / "1.js"
        index = "genindex.html" if builder == "html" else "genindex/index.html"
        files = (outdir / index, outdir / "objects.inv", search)
        before = [file.stat().st_mtime_ns for file in files]
        contents = files_of(outdir)
        project.build(builder)
        assert [file.stat().st_mtime_ns for file in files] == before
        assert files_of(outdir) == contents


@always_ends
@pytest.mark.parametrize("name", NAMES)
def test_what_is_lost_or_damaged_comes_back(project: Project, name: str) -> None:
    file = project.build().outdir / name
    contents = file.read_bytes()
    file.unlink()
    project.build()
    assert file.read_bytes() == contents
    file.write_bytes(contents[:-20])
    project.build()
    assert file.read_bytes() == contents


@pytest.mark.parametrize("name", ["objects.inv", "kwindex-search/1.js"])
def test_names_are_left_until_one_is_another(
    project: Project, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr("sphinxext_kwindex.extension.domain._SEARCHED", 3)
    source = project.code / "src" / "other.cpp"
    text = source.read_text()
    file = project.build().outdir / name
    written, contents = file.stat().st_mtime_ns, file.read_bytes()
    source.write_text(f"{text}// One more line.\n")
    assert "tree/src/other.cpp" in project.build().read
    assert file.stat().st_mtime_ns == written
    file.unlink()
    source.write_text(f"{text}// Two more\n// lines.\n")
    project.build()
    assert file.read_bytes() == contents
    source.write_text(f"{text}int one_more();\n")
    project.build()
    assert file.read_bytes() != contents
    source.write_text(text)
    project.build()
    assert file.read_bytes() == contents


def test_the_inventory_follows_the_version(project: Project) -> None:
    project.build(confoverrides={"version": "1.0"})
    (project.srcdir / "gone.rst").write_text(":orphan:\n\nGone\n====\n")
    found = project.build(confoverrides={"version": "1.1"}).outdir / "objects.inv"
    assert b"# Version: 1.1\n" in found.read_bytes()


@always_ends
def test_they_follow_a_document_that_goes(project: Project) -> None:
    assert "lighthouse" in project.build().page("genindex.html")
    (project.srcdir / "gone.rst").unlink()
    for _ in range(2):
        assert "lighthouse" not in project.build().page("genindex.html")


def test_they_follow_a_document_that_another_builder_has_read(
    project: Project,
) -> None:
    project.build()
    (project.srcdir / "gone.rst").write_text(":orphan:\n\nGone\n====\n")
    project.build("dirhtml")
    assert "lighthouse" not in project.build().page("genindex.html")


@always_ends
def test_they_follow_the_settings_and_what_is_set_up(project: Project) -> None:
    project.build()
    conf = project.srcdir / "conf.py"
    conf.write_text(
        f"{conf.read_text()}\n"
        "def setup(app):\n"
        "    def name(app, page, template, context, doctree):\n"
        "        context['docstitle'] = 'Renamed'\n"
        "    app.connect('html-page-context', name)\n"
    )
    assert "Renamed" in project.build().page("genindex.html")
