"""``sphinx-build -b kwindex``: Markdown pages of the sources, none of the documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sphinx.errors import ExtensionError

from tests.markdown_pages import broken_page_links, read_pages

if TYPE_CHECKING:
    from collections.abc import Callable

    from .conftest import Project


def test_pages_mirror_the_sources(make_project: Callable[[str], Project]) -> None:
    project = make_project("kwindex")
    build = project.build("kwindex")
    assert build.warning_lines == []
    pages = read_pages(build.outdir)
    assert list(broken_page_links(build.outdir, pages)) == []
    assert {"index.md", "src/circle.cpp_docs.md", "src/circle.cpp_kw.md"} <= set(pages)
    assert not list(build.outdir.rglob("*.html"))
    assert (build.outdir / "llms.txt").read_text("utf-8").startswith("# Geometry\n")
    words = pages["include/geo/shape.h_kw.md"].text
    assert "geo::Shape: Roles: One section" in words
    assert "known only where" not in words
    # What another file defines has its uses with the file that declares it, too.
    uses = [
        link
        for link in pages["include/geo/circle.h_kw.md"].links
        if "_docs.md#kw" in link
    ]
    assert {link.partition("#")[0] for link in uses} == {"circle.h_docs.md"}


def test_what_did_not_change_is_not_written(
    make_project: Callable[[str], Project],
) -> None:
    project = make_project("kwindex")
    project.build("kwindex")
    again = project.build("kwindex")
    assert again.read == ()
    assert " 0 of them written, 0 removed" in again.status
    (project.code / "tests" / "circle_test.cpp").unlink()
    third = project.build("kwindex")
    assert not (third.outdir / "tests").exists()


def test_files_of_others_stop_the_build(
    make_project: Callable[[str], Project],
) -> None:
    project = make_project("kwindex")
    out = project.build("kwindex").outdir
    (out / ".kwindex-export.json").unlink()
    (out / "index.md").write_text("mine\n", "utf-8")
    with pytest.raises(ExtensionError, match="was not written by kwindex"):
        project.build("kwindex")
    assert (out / "index.md").read_text("utf-8") == "mine\n"
