"""The include graph on pages: pictures, roles, layers, and what makes them change."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.links import broken_links, duplicate_ids

if TYPE_CHECKING:
    from collections.abc import Callable

    from .conftest import Project

CODE = {
    "app/main.cpp": '#include "../lib/vec.h"\n',
    "lib/vec.h": '#pragma once\n#include "base.h"\nstruct Vec : Base {};\n',
    "lib/vec.cpp": '#include "vec.h"\n',
    "lib/base.h": "#pragma once\nstruct Base {};\n",
    "lib/other.h": "#pragma once\n",
    "tests/vec_test.cpp": '#include "../lib/vec.h"\n',
}
PAGES = {
    "index": ".. toctree::\n\n   vec\n   place\n   other\n",
    "vec": ".. kwindex:: lib/vec.h\n   :graph:\n\n"
    ".. kwindex-symbol:: Vec\n   :graph:\n   :no-index:\n",
    "place": ".. kwindex-includes:: lib/base.h\n\n"
    ".. kwindex-includes:: lib/base.h\n   :graph:\n   :heading: section\n",
    "other": ".. kwindex:: lib/other.h\n",
}
LAYERS = {"app": ["app/"], "lib": ["lib/"]}


@pytest.fixture
def project(make_project: Callable[[str], Project]) -> Project:
    made = make_project("errors")
    for path, text in CODE.items():
        (made.code / path).parent.mkdir(parents=True, exist_ok=True)
        (made.code / path).write_text(text)
    for name, text in PAGES.items():
        (made.srcdir / f"{name}.rst").write_text(f"{name}\n=========\n\n{text}")
    return made


def test_pictures_and_figures_follow_the_code(project: Project) -> None:
    build = project.build()
    assert build.warning_lines == []
    page = build.page("vec.html")
    assert 'aria-label="Include graph of lib/vec.h: 5 files"' in page
    assert 'aria-label="Inheritance of Vec: 2 classes"' in page
    assert "3 source files rebuild if you touch this, 1 of them a test." in page
    assert "<dt>Interface</dt> <dd>the header of lib/vec.cpp</dd> " in page
    assert "1 file of the tree (2 lines of code)" in page
    place = build.page("place.html")
    assert 'href="vec.html#' in place
    assert "<dt>Leaf</dt> " not in place
    assert 'aria-label="Include graph of lib/base.h: 5 files"' in place
    assert list(broken_links(build.outdir)) == []
    assert list(duplicate_ids(build.outdir)) == []

    assert project.build().read == ()

    # Two steps away from what `place` shows, and nothing to `other`.
    (project.code / "app/more.cpp").write_text('#include "../lib/vec.h"\n')
    build = project.build()
    assert build.read == ("place", "vec")
    assert "Include graph of lib/base.h: 6 files" in build.page("place.html")
    assert "4 source files rebuild" in build.page("vec.html")


def test_other_builders_have_lists(project: Project) -> None:
    build = project.build("text")
    assert build.warning_lines == []
    text = " ".join(build.page("vec.txt").split())
    assert "Include graph of lib/vec.h: 5 files." in text
    assert '"app/main.cpp" includes lib/vec.h' in text
    assert '"Vec" derives from Base' in text
    assert 'Interface: the header of "lib/vec.cpp"' in text
    assert "3 source files rebuild if you touch this, 1 of them a test." in text


def test_the_patterns_of_tests_are_a_setting(project: Project) -> None:
    build = project.build(confoverrides={"kwindex_tests": ["app/", "tests/"]})
    assert "3 source files rebuild if you touch this, 2 of them tests." in (
        build.page("vec.html")
    )


def test_layers_are_checked_in_every_build(project: Project) -> None:
    (project.code / "lib/base.h").write_text('#pragma once\n#include "../app/x.h"\n')
    (project.code / "app/x.h").write_text("#pragma once\n")
    options = {"kwindex_layers": LAYERS}
    for _ in range(2):
        (line,) = project.build(confoverrides=options).warning_lines
        assert "code/lib/base.h:2: WARNING: 'lib/base.h' includes 'app/x.h'" in line
        assert "layer 'lib' is below 'app'" in line
        assert line.endswith("[kwindex.layer]")
    known = project.srcdir / "known.txt"
    known.write_text("lib/base.h -> app/x.h\nlib/old.h -> app/x.h\n")
    build = project.build(confoverrides=options | {"kwindex_layers_known": "known.txt"})
    assert build.warning_lines == []
    assert "remove them from known.txt: lib/old.h -> app/x.h" in build.status
    page = project.build(confoverrides=options).page("vec.html")
    assert "<dt>Layer</dt> <dd>lib</dd> " in page


def test_wrong_layers_are_said_and_not_used(project: Project) -> None:
    options = {"kwindex_layers": {"app": []}, "kwindex_layers_known": "none.txt"}
    (line,) = project.build(confoverrides=options).warning_lines
    assert "kwindex_layers: layer 'app' is [], expected a list of patterns" in line
    options["kwindex_layers"] = LAYERS
    (line,) = project.build(confoverrides=options).warning_lines
    assert "kwindex_layers_known is 'none.txt': No such file or directory" in line
