"""What the text of a page speaks of, without a role: literals and code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.links import broken_links

if TYPE_CHECKING:
    from collections.abc import Callable

    from .conftest import Build, Project

GUIDE = """\
Guide
=====

Begin
-----

Call ``geo::norm()`` on any ``Shape``; a ``shape`` is a word, ``std::size`` not ours.

Code
----

.. code-block:: cpp

   #include "geo/circle.h"
   geo::Circle circle;  // geo::Shape
   circle.area();

.. code-block:: python

   geo.Circle()

.. kwindex-mentions::
"""


@pytest.fixture
def project(make_project: Callable[[str], Project]) -> Project:
    made = make_project("kwindex")
    (made.srcdir / "guide.rst").write_text(GUIDE)
    index = made.srcdir / "index.rst"
    index.write_text(index.read_text() + "\n.. toctree::\n\n   guide\n")
    return made


def test_names_in_code_are_links(project: Project) -> None:
    build = project.build()
    assert build.warning_lines == []
    page = build.page("guide.html")
    assert page.count('class="kwindex-by-name"') == 2
    assert ">Circle</a>" in page
    assert ">geo/circle.h</a>" in page
    assert ">area</a>" not in page
    assert list(broken_links(build.outdir)) == []


def test_literals_and_code_are_mentions(project: Project) -> None:
    build = project.build()
    circle = build.page("circle.html")
    assert ">Guide: Code</a>" in circle
    shape = build.page("shape.html")
    assert ">Guide: Begin</a>" in shape
    listed = build.page("guide.html").partition("kwindex-names")[2]
    assert "<code>geo::Shape</code>" in listed
    assert "<code>geo::Circle</code>" in listed
    assert "<code>include/geo/circle.h</code>" in listed
    assert listed.index("include/geo/circle.h") < listed.index("geo::Circle")


GLOSSARY = """\
Words
=====

.. glossary::

   disc
   round thing
      - What ``geo::Circle`` is.

   ``Shape``
      Anything that has an outline.

Others
------

plain
   A list of definitions that is no glossary: ``geo::norm()``.
"""


def test_terms_of_a_glossary_and_what_they_define_are_linked(project: Project) -> None:
    (project.srcdir / "guide.rst").write_text(GLOSSARY)
    build = project.build()
    assert build.warning_lines == []
    circle = build.page("circle.html")
    assert '<a href="guide.html#term-disc">Words: disc</a>' in circle
    assert '<a href="guide.html#others">Words: Others</a>' in circle
    assert '<a href="guide.html#term-Shape">Words: Shape</a>' in build.page(
        "shape.html"
    )
    assert list(broken_links(build.outdir)) == []


def test_a_list_of_mentions_is_written_anew(project: Project) -> None:
    project.build()
    guide = project.srcdir / "guide.rst"
    card = project.srcdir / "card.rst"
    card.write_text(card.read_text() + "\n.. kwindex-mentions:: guide\n")
    assert "geo::Shape" in project.build().page("card.html")
    guide.write_text(GUIDE.replace("``Shape``", "shape"))

    build: Build = project.build()

    assert "card" in build.written
    assert "geo::Shape" not in build.page("card.html").partition("kwindex-names")[2]


def test_stale_literals_are_said_when_asked_for(project: Project) -> None:
    guide = project.srcdir / "guide.rst"
    guide.write_text(GUIDE + "\nOnce there was ``geo::Shap``.\n")
    assert project.build().warning_lines == []
    build = project.build(confoverrides={"kwindex_stale_mentions": True})
    (line,) = build.warning_lines
    assert "guide.rst: WARNING: 'geo::Shap' in 'Code' is no symbol of the index" in line
    assert "geo::Shape" in line
    assert line.endswith("[kwindex.stale_mention]")


def test_a_document_that_is_not_there_is_said(project: Project) -> None:
    guide = project.srcdir / "guide.rst"
    guide.write_text(GUIDE + "\n.. kwindex-mentions:: nowhere\n")
    build = project.build()
    (line,) = build.warning_lines
    assert "there is no document 'nowhere' [kwindex.not_found]" in line
    assert "Not shown: there is no document" in build.page("guide.html")
