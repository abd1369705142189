"""What pages show beside the index: coverage, commands, history; over edits."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from .conftest import Build, Project

COVERAGE = "SF:/ci/code/src/circle.cpp\nDA:3,{}\nDA:4,0\nend_of_record\n"
CMAKE = """add_executable(circle_test circle_test.cpp)
add_test(NAME circle COMMAND circle_test)
"""


@pytest.fixture
def project(make_project: Callable[[str], Project]) -> Project:
    made = make_project("kwindex")
    conf = made.srcdir / "conf.py"
    conf.write_text(
        conf.read_text()
        + 'kwindex_sources = {"tree": "code"}\nkwindex_coverage = "cov.info"\n'
    )
    index = made.srcdir / "index.rst"
    index.write_text(index.read_text() + "\n.. toctree::\n\n   tree/index\n")
    (made.srcdir / "cov.info").write_text(COVERAGE.format(7))
    (made.code / "tests" / "CMakeLists.txt").write_text(CMAKE)
    return made


def build(project: Project, **options: Any) -> Build:
    found = project.build(**options)
    assert found.warnings == ""
    return found


def test_coverage_is_shown_and_pages_change_with_it(project: Project) -> None:
    first = build(project)
    page = first.page("tree/src/circle.cpp.html")
    assert "Tests ran 50 % of the lines that can be run: 1 of 2." in page
    assert 'data-run="1" title="tests ran this line 7 times"' in page
    assert 'data-run="0" title="no test ran this line"' in page
    assert build(project).written == ()
    (project.srcdir / "cov.info").write_text(COVERAGE.format(8))
    second = build(project)
    # A hand-written page shows its listing, too.
    assert second.read == ("circle", "tree/src/circle.cpp")
    assert "8 times" in second.page("tree/src/circle.cpp.html")
    assert build(project).written == ()


def test_the_command_of_a_test_is_shown_and_pages_change_with_it(
    project: Project,
) -> None:
    page = build(project).page("tree/include/geo/circle.h.html")
    assert "ctest -R &#x27;^circle$&#x27;" in page
    (project.code / "tests" / "CMakeLists.txt").unlink()
    second = build(project)
    assert "tree/include/geo/circle.h" in second.read
    assert "ctest" not in second.page("tree/include/geo/circle.h.html")


def test_a_build_file_that_leads_out_of_the_tree_is_not_read(project: Project) -> None:
    outside = project.srcdir.parent / "outside.txt"
    outside.write_text(CMAKE)
    file = project.code / "tests" / "CMakeLists.txt"
    file.unlink()
    file.symlink_to(outside)
    assert "ctest" not in build(project).page("tree/include/geo/circle.h.html")


def test_coverage_that_cannot_be_read_is_said(project: Project) -> None:
    (project.srcdir / "cov.info").unlink()
    found = project.build()
    assert "kwindex_coverage is 'cov.info', which cannot be read" in found.warnings
    assert found.warnings.count("WARNING") == 1


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_commits_tie_files(project: Project) -> None:
    def git(*arguments: str) -> None:
        subprocess.run(
            ["git", "-c", "user.name=x", "-c", "user.email=x@x", *arguments],
            cwd=project.code,
            check=True,
            capture_output=True,
        )

    git("init", "-q")
    files = (project.code / "include/geo/circle.h", project.code / "src/other.cpp")
    for number in range(3):
        for file in files:
            file.write_text(f"{file.read_text()}// {number}\n")
        git("add", ".")
        git("commit", "-qm", "x")
    plain = build(project).page("tree/include/geo/circle.h.html")
    assert "changed together" not in plain
    found = build(project, confoverrides={"kwindex_history": 10})
    page = found.page("tree/include/geo/circle.h.html")
    assert "changed together in 3 of its 3 commits" in page
    assert build(project, confoverrides={"kwindex_history": 10}).written == ()
