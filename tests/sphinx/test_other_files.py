"""Builds of a tree that holds more than sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxext_kwindex.render import symbol_anchor
from sphinxext_kwindex.store import IndexReader
from tests.links import broken_links

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from .conftest import Build, Project

PAGE = """:orphan:

Tools
=====

.. kwindex:: tool.py
   :source:

.. kwindex:: CMakeLists.txt

.. kwindex-source:: notes [1].md

See :kw:sym:`Tool.run` in :kw:file:`tool.py`.
"""


def make(make_project: Callable[[str], Project]) -> Project:
    project = make_project("kwindex")
    code = project.srcdir / "code"
    text = 'import other\n\nclass Tool:\n    def run(self):\n        "Runs."\n'
    (code / "tool.py").write_text(text, "utf-8")
    (code / "other.py").write_text("# <script>\n", "utf-8")
    (code / "CMakeLists.txt").write_text("add_library(geo)\n", "utf-8")
    (code / "notes [1].md").write_text("# Notes <b>\n\nx\n", "utf-8")
    (project.srcdir / "tools.rst").write_text(PAGE, "utf-8")
    return project


def paths(build: Build) -> tuple[str, ...]:
    (database,) = build.outdir.parent.rglob("index.sqlite3")
    with IndexReader(database) as reader:
        return reader.paths()


def test_other_files_have_pages_like_sources(
    make_project: Callable[[str], Project],
) -> None:
    build = make(make_project).build("html")
    assert build.warning_lines == []
    page = build.page("tools.html")
    anchor = symbol_anchor("c:@kw@tool.py@Tool.run")
    assert f'id="{anchor}"' in page
    assert f'href="#{anchor}"' in page
    assert "read as Python" in page
    assert "<td>other.py</td>" in page
    assert "#import" not in page
    assert "<i>add_library</i>(<b>geo</b>)" in page
    assert "&lt;b&gt;" in page
    assert list(broken_links(build.outdir)) == []


def test_every_format_takes_them(make_project: Callable[[str], Project]) -> None:
    project = make(make_project)
    for builder in ("text", "latex"):
        assert project.build(builder).warning_lines == []


def test_the_manual_and_what_is_built_are_not_in_the_index(
    make_project: Callable[[str], Project], tmp_path: Path
) -> None:
    project = make(make_project)
    root = {"kwindex_source_root": "."}
    first = project.build("html", confoverrides=root)
    found = paths(first)
    assert "code/tool.py" in found
    assert "conf.py" in found
    assert not any(path.startswith("_build") for path in found)
    assert "tools.rst" not in found
    second = project.build("html", confoverrides=root)
    assert paths(second) == found
    assert (second.read, second.written) == ((), ())


def test_the_setting_leaves_them_out(make_project: Callable[[str], Project]) -> None:
    project = make(make_project)
    (project.srcdir / "tools.rst").unlink()
    build = project.build("html", confoverrides={"kwindex_other_files": []})
    assert "tool.py" not in paths(build)
