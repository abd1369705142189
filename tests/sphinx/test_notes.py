from __future__ import annotations

from typing import TYPE_CHECKING

from tests.links import broken_links

if TYPE_CHECKING:
    from collections.abc import Callable

    from .conftest import Project

SOURCE = """
int counter;
int run(int n) {
  if (n) goto end;
end:
  return n;
}
"""
PAGE = """
Notes
=====

.. kwindex:: run.cpp
   :source:
"""


def test_notes_are_sections_and_a_setting_chooses_them(
    make_project: Callable[[str], Project],
) -> None:
    project = make_project("errors")
    (project.code / "run.cpp").write_text(SOURCE)
    (project.srcdir / "index.rst").write_text(PAGE)

    build = project.build()
    assert build.warning_lines == []
    page = build.page("index.html")
    assert ">Safety<" in page
    assert ">Patterns<" not in page
    assert "<code>goto</code>" in page
    assert list(broken_links(build.outdir)) == []

    build = project.build(confoverrides={"kwindex_notes": ["-goto", "-got"]})
    (line,) = build.warning_lines
    assert "kwindex_notes names '-got'" in line
    assert "perhaps 'goto' is meant" in line
    page = build.page("index.html")
    assert "<code>goto</code>" not in page
    assert "<code>mutable-global</code>" in page

    text = project.build("text", confoverrides={"kwindex_notes": ["goto"]})
    said = (text.outdir / "index.txt").read_text("utf-8")
    assert "A goto. How a place was reached" in said
    assert "mutable-global" not in said
