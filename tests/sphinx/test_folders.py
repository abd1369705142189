from __future__ import annotations

import posixpath
import re
import shutil
from typing import TYPE_CHECKING

import pytest
from sphinx.util.inventory import InventoryFile

from sphinxext_kwindex.render import (
    file_anchor,
    folder_anchor,
    keywords_anchor,
    symbol_anchor,
)
from tests.links import broken_links, duplicate_ids

from .conftest import ROOTS, Project

if TYPE_CHECKING:
    from .conftest import Build

CIRCLE = "c:@N@geo@S@Circle"


@pytest.fixture(scope="module")
def folders(tmp_path_factory) -> tuple[Project, Build]:
    """Return the project and its html, built once."""
    srcdir = tmp_path_factory.mktemp("folders") / "docs"
    shutil.copytree(ROOTS / "test-folder", srcdir)
    project = Project(srcdir)
    return project, project.build("html")


@pytest.fixture
def html(folders: tuple[Project, Build]) -> Build:
    return folders[1]


def test_clean(html: Build) -> None:
    assert html.warning_lines == []
    assert list(broken_links(html.outdir)) == []
    assert list(duplicate_ids(html.outdir)) == []


def test_a_folder_says_what_its_files_say(html: Build) -> None:
    page = html.page("index.html")
    assert "<p>Circles, and how large they are. Nothing else." in page
    assert "<code>geometry</code>" in page
    assert "@everybody" in page
    assert ">Subfolders</p>" in page
    assert f'id="{folder_anchor("")}"' in page


def test_links_lead_to_files_symbols_and_keywords(html: Build) -> None:
    page = html.page("index.html")
    header = file_anchor("include/geo/circle.h")
    assert f'<a href="file.html#{header}">include/geo/circle.h</a>' in page
    assert f'<a href="file.html#{symbol_anchor(CIRCLE)}"><code>geo::Circle' in page
    assert f'<a href="keys.html#{keywords_anchor("", "C")}">C</a>' in page
    role = f'href="#{folder_anchor("include/geo")}"'
    assert role in page


def test_folders_are_in_the_inventory(html: Build) -> None:
    with (html.outdir / "objects.inv").open("rb") as stream:
        data = InventoryFile.load(stream, "", posixpath.join)
    assert set(data["kw:folder"]) == {".", "include/geo"}


def test_sections_and_headings_may_be_chosen(html: Build) -> None:
    page = html.page("index.html").partition("The folder")[2]
    assert ">circle.h</a>" in page
    assert "included by 2 files, used by 2 files" in page
    assert 'class="rubric' not in page
    assert "Circles." in page


def test_keywords_of_the_tree(html: Build) -> None:
    page = html.page("keys.html")
    names = re.findall(r"<li>(?:<a[^>]*>)?<code>([^<]*)</code>", page)
    assert names == [
        "area",
        "Circle",
        "&lt;geo/circle.h&gt;",
        "geo",
        "geometry",
        "geometry_test",
        "main",
        "&lt;math.h&gt;",
        "radius",
        "round",
    ]
    assert "included by 2 files" in page


def test_keywords_of_some_kinds(html: Build) -> None:
    page = html.page("kinds.html")
    titles = re.findall(r'kwindex-heading"[^>]*>([^<]*)<', page)
    assert titles == ["Namespaces", "Structs", "Functions", "Methods", "Data members"]


def test_other_builders(folders: tuple[Project, Build]) -> None:
    project, _ = folders
    build = project.build("text")
    assert build.warning_lines == []
    page = build.page("index.txt")
    assert "Circles, and how large they are. Nothing else." in page
    assert 'Built as library "geometry", "CMakeLists.txt:1"' in page
    assert "used by 2 files" in page
    assert '"Circle", struct in geo' in build.page("keys.txt")


def test_a_page_follows_what_it_quotes(make_project) -> None:
    project = make_project("folder")
    project.build("html")
    assert project.build("html").read == ()
    readme = project.code / "README.md"
    readme.write_text("# Geometry\n\nNow it knows squares, too.\n")
    build = project.build("html")
    assert build.read == ("index",)
    assert "Now it knows squares, too." in build.page("index.html")
    (project.code / "src" / "square.cpp").write_text("int square(int x);\n")
    build = project.build("html")
    assert set(build.read) >= {"index", "keys"}
    assert "<code>square</code>" in build.page("keys.html")


def test_a_generated_page_follows_what_it_quotes(make_project) -> None:
    project = make_project("folder")
    conf = project.srcdir / "conf.py"
    conf.write_text(conf.read_text() + 'kwindex_sources = {"tree": "code"}\n')
    index = project.srcdir / "index.rst"
    index.write_text("Folders\n=======\n\n.. toctree::\n\n   tree/index\n   keys\n")
    (project.srcdir / "kinds.rst").unlink()
    (project.srcdir / "file.rst").unlink()
    page = project.build("html").page("tree/index.html")
    assert "Circles, and how large they are. Nothing else." in page
    assert '<a href="include/index.html">include/</a>' in page
    # Of two pages with the letter, either is right; what is written goes first.
    assert f'<a href="../keys.html#{keywords_anchor("", "C")}">C</a>' in page
    assert project.build("html").read == ()
    # No keyword page: none has a line. The header says where it is defined, and the
    # test's listing leads to the line of what it calls.
    (project.code / "src" / "circle.cpp").write_text(
        "\n\n" + (project.code / "src" / "circle.cpp").read_text()
    )
    assert set(project.build("html").read) == {
        "tree/include/geo/circle.h",
        "tree/index",
        "tree/index~includes",
        "tree/src/circle.cpp",
        "tree/src/index",
        "tree/tests/circle_test.cpp",
    }
    (project.code / "README.md").write_text("Now it knows squares, too.\n")
    build = project.build("html")
    # Its own page, and the folder's.
    assert build.read == ("tree/README.md", "tree/index")
    assert "Now it knows squares, too." in build.page("tree/index.html")
    # What a comment says of a folder stands on its page and in its row above.
    header = project.code / "include" / "geo" / "circle.h"
    header.write_text(header.read_text() + "/** @dir src\n * Rolls things. */\n")
    build = project.build("html")
    assert {"tree/src/index", "tree/index"} <= set(build.read)
    assert "Rolls things." in build.page("tree/src/index.html")
    assert "Rolls things." in build.page("tree/index.html")


def test_wrong_arguments_are_warned_of(make_project) -> None:
    project = make_project("folder")
    (project.srcdir / "index.rst").write_text(
        "Wrong\n=====\n\n.. toctree::\n\n   keys\n   file\n   kinds\n\n"
        ".. kwindex-folder:: nothing/\n\n"
        ".. kwindex-folder:: include/geo/circle.h\n\n"
        ".. kwindex-folder:: ../..\n\n"
        ".. kwindex-keywords:: tests\n   :letters: xy, z\n   :page: 0\n\n"
        ".. kwindex-keywords:: tests\n   :letters: q\n"
    )
    build = project.build("html")
    kinds = re.findall(r"\[kwindex\.(\w+)\]", build.warnings)
    assert sorted(kinds) == [
        "folder",
        "not_found",
        "option",
        "option",
        "outside",
        "unknown_file",
    ]
    assert build.page("index.html").count("Not shown: ") == 4


def test_texts_outside_of_the_root_are_not_read(make_project) -> None:
    project = make_project("folder")
    secret = project.srcdir.parent / "secret.md"
    secret.write_text("Words that nobody may see.\n")
    readme = project.code / "README.md"
    readme.unlink()
    readme.symlink_to(secret)
    build = project.build("html")
    assert "nobody may see" not in build.page("index.html")
