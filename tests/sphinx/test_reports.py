"""Reports in a build: pages of trees, the directive, the floor, over edits."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from sphinxext_kwindex.analysis import ReportFacts
from tests.links import broken_links, duplicate_ids

from .conftest import ROOTS, Project

if TYPE_CHECKING:
    from .conftest import Build

INDEX = """\
Geometry
========

.. toctree::

   tree/index

.. kwindex-report:: tasks
   :path: src

.. kwindex-report:: includes
"""
NOTES = """\
#pragma once
namespace geo {
/// Old.
/// \\deprecated Use \\ref fresh instead.
/// \\todo Remove it <b>soon</b>.
int stale();
/// New.
int fresh();
[[deprecated("gone")]] int gone();
}
"""


def make(srcdir) -> Project:
    shutil.copytree(ROOTS / "test-kwindex", srcdir)
    for page in srcdir.glob("*.rst"):
        page.unlink()
    (srcdir / "index.rst").write_text(INDEX)
    conf = srcdir / "conf.py"
    conf.write_text(conf.read_text() + 'kwindex_sources = {"tree": "code"}\n')
    project = Project(srcdir)
    (project.code / "include" / "geo" / "notes.h").write_text(NOTES)
    return project


@pytest.fixture(scope="module")
def reports(tmp_path_factory) -> tuple[Project, Build]:
    """Return the project and its html, built once."""
    project = make(tmp_path_factory.mktemp("reports") / "docs")
    floor = {"kwindex_documented_floor": 99.5}
    return project, project.build("html", confoverrides=floor)


@pytest.fixture
def html(reports: tuple[Project, Build]) -> Build:
    return reports[1]


def test_a_floor_that_is_not_reached_is_the_one_warning(html: Build) -> None:
    (warning,) = html.warning_lines
    assert warning.endswith("[kwindex.coverage]")
    assert "kwindex_documented_floor is 99.5" in warning
    assert "(11 of 19)" in warning
    assert "57.8 %" in warning


def test_pages_hang_below_the_tree_and_have_no_broken_link(html: Build) -> None:
    assert {name for name in html.read if "~" in name} == {
        "tree/index~keywords-1",
        "tree/index~kinds-1",
        "tree/index~namespaces-1",
        "tree/index~includes",
        "tree/index~documentation",
        "tree/index~diagnostics",
        "tree/index~tasks",
    }
    page = html.page("tree/index.html").partition(">Reports<")[2]
    assert 'href="index~documentation.html"' in page
    assert "<title>Documentation coverage" in html.page("tree/index~documentation.html")
    assert list(broken_links(html.outdir)) == []
    assert list(duplicate_ids(html.outdir)) == []


def test_who_includes_what_is_missing(html: Build) -> None:
    page = html.page("tree/index~includes.html")
    missing = page.partition("Missing headers (1)")[2]
    assert "&quot;not/there.h&quot;" in missing
    assert re.search(
        r'<a href="tests/circle_test.cpp.html#kw-\w+-L2">'
        r"tests/circle_test.cpp:2</a>",
        missing,
    )


def test_tasks_lead_to_their_symbols(html: Build) -> None:
    page = html.page("tree/index~tasks.html")
    deprecated, _, todo = page.partition(">To do (1)<")
    assert ">Deprecated (2)<" in deprecated
    assert "Use fresh instead." in deprecated
    assert re.search(
        r'<a href="include/geo/notes.h.html#[\w-]+"><code>geo::gone</code></a>',
        deprecated,
    )
    assert "Remove it soon." in todo


def test_the_directive_shows_a_report_or_that_there_is_nothing(html: Build) -> None:
    page = html.page("index.html")
    assert '<p class="kwindex-missing">Nothing to report.</p>' in page
    assert "Missing headers (1)" in page


def test_reports_follow_edits_and_nothing_else(tmp_path, monkeypatch) -> None:
    project = make(tmp_path / "docs")
    project.build("html")
    with monkeypatch.context() as patch:

        def refuse(*_: object) -> None:
            raise AssertionError("a report was made, and nothing has changed")

        patch.setattr(ReportFacts, "of", refuse)
        floor = {"kwindex_documented_floor": 20}
        assert project.build("html", confoverrides=floor).read == ()
    source = project.code / "src" / "other.cpp"
    text = source.read_text()
    source.write_text(f"{text}\n/// \\todo Say more.\nint more();\n")
    build = project.build("html")
    assert {"tree/index~tasks", "index"} <= set(build.read)
    assert "tree/index~documentation" not in build.read
    assert "Say more." in build.page("tree/index~tasks.html")
    assert "Say more." in build.page("index.html")
    # What is gone leaves no page.
    source.write_text(text)
    (project.code / "include" / "geo" / "notes.h").unlink()
    build = project.build("html")
    assert build.warning_lines == []
    assert not (build.outdir / "tree" / "index~tasks.html").exists()
    assert "Nothing to report." in build.page("index.html")


def test_wrong_reports_are_warned_of(tmp_path) -> None:
    project = make(tmp_path / "docs")
    (project.srcdir / "index.rst").write_text(
        "Wrong\n=====\n\n.. toctree::\n\n   tree/index\n\n"
        ".. kwindex-report:: taxes\n\n"
        ".. kwindex-report:: tasks\n   :path: nowhere\n"
    )
    build = project.build("text", confoverrides={"kwindex_documented_floor": 101})
    kinds = re.findall(r"\[kwindex\.(\w+)\]", build.warnings)
    assert sorted(kinds) == ["config", "not_found", "option"]
    page = build.page("tree/index~documentation.txt")
    assert '* "include/geo/": documented 11, declared 19, share 57 %' in page
    assert '"geo::Side::Left", enumerator in "include/geo/circle.h"' in page
