"""What READMEs, build files and CODEOWNERS say, and nothing that they do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxext_kwindex.analysis.briefs import first_sentence, shortened
from sphinxext_kwindex.analysis.cmake_targets import build_targets
from sphinxext_kwindex.analysis.codeowners import owners_of
from sphinxext_kwindex.analysis.readme import first_paragraph

BADGES = "[![Build](https://x/y.svg)](https://x/y) ![Cover](z.png)\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("# Title\n\nFirst words of it.\n\nSecond.", "First words of it."),
        ("Title of it\n===========\n\nFirst\nwords of it.", "First words of it."),
        (f"# Title\n{BADGES}\n{BADGES}\nFirst words of it.", "First words of it."),
        (
            "<p align=center>Logo of it all</p>\n\nFirst words of it.",
            "First words of it.",
        ),
        ("A *very* `fast` [library](https://x) of it.", "A very fast library of it."),
        ("- one entry of a list\n\nFirst words of it.", "First words of it."),
        ("> quoted words of others\n\nFirst words of it.", "First words of it."),
        (
            "| a | b |\n|---|---|\n| cell of it | c |\n\nFirst words of it.",
            "First words of it.",
        ),
        ("```\ncode of it all\n```\n\nFirst words of it.", "First words of it."),
        ("---\ntitle: about of it\n---\nFirst words of it.", "First words of it."),
        ("v1.2.3\n\nFirst words of it.", "First words of it."),
        ("# Only a title", ""),
        ("", ""),
        ("A <b>bold</b> claim &amp; more.", "A bold claim & more."),
        ("Use <https://example.org> for it.", "Use https://example.org for it."),
    ],
)
def test_first_paragraph_of_markdown(text, said):
    assert first_paragraph(text, "README.md") == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Title\n=====\n\nFirst words\nof it.\n", "First words of it."),
        (
            "===\nT\n===\n\n.. image:: a.png\n   :alt: About it\n\nFirst words of it.",
            "First words of it.",
        ),
        ("|badge| |other|\n\nFirst words of it.", "First words of it."),
        (":Author: somebody of it\n\nFirst words of it.", "First words of it."),
        ("* one entry of a list\n\nFirst words of it.", "First words of it."),
        (
            "A *very* ``fast`` `library <https://x>`_ of it.",
            "A very fast library of it.",
        ),
        (
            "See :doc:`the guide <guide>` and :c:func:`f` of it.",
            "See the guide and f of it.",
        ),
        ("    indented words of it\n\nFirst words of it.", "First words of it."),
        ("Title\n-----", ""),
    ],
)
def test_first_paragraph_of_rest(text, said):
    assert first_paragraph(text, "README.rst") == said


def test_plain_text_keeps_its_marks():
    assert first_paragraph("LEVELDB\n\nMaps `a` *to* b, always.", "README") == (
        "Maps `a` *to* b, always."
    )


def test_long_paragraphs_are_cut_between_words():
    said = first_paragraph("word " * 1000, "README.txt")
    assert said.endswith("word…")
    assert len(said) <= 601


@given(st.text(max_size=300), st.sampled_from(["README.md", "README.rst", "README"]))
def test_any_text_is_read(text, name):
    said = first_paragraph(text, name)
    assert said == " ".join(said.split())


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("One. Two.", "One."),
        ("Uses e.g. this. Two.", "Uses e.g. this."),
        ("By J. Doe. Two.", "By J. Doe."),
        ("Version 1.2 of it", "Version 1.2 of it"),
        ("Is it? Yes.", "Is it?"),
    ],
)
def test_first_sentence(text, sentence):
    assert first_sentence(text) == sentence


def test_a_long_word_is_cut_too():
    assert shortened("x" * 30, 10) == "x" * 9 + "…"
    assert shortened("x" * 10, 10) == "x" * 10


CMAKE = """\
# add_library(commented a.cpp)
#[[ add_library(bracketed a.cpp) ]]
project(Geo)
add_library(geo STATIC
  shape.cpp # )
)
message("add_executable(quoted a.cpp)")
if(WIN32)
  ADD_EXECUTABLE("tool" tool.cpp)
endif()
add_library(geo::geo ALIAS geo)
add_library(found SHARED IMPORTED)
add_executable(${name}_test test.cpp)
set(text [==[
add_library(text a.cpp) ]] ]==])
add_library(last INTERFACE)
"""


def test_targets_of_a_build_file():
    found = build_targets(CMAKE, "src/CMakeLists.txt")
    assert [(one.name, one.kind, one.line) for one in found] == [
        ("geo", "library", 4),
        ("tool", "executable", 9),
        ("last", "library", 16),
    ]
    assert {one.path for one in found} == {"src/CMakeLists.txt"}


@given(st.text(alphabet='ab()#[]="\\\n $', max_size=200))
def test_any_build_file_is_read(text):
    for target in build_targets(text, "CMakeLists.txt"):
        assert target.name


OWNERS = """\
# Everybody
*            @all
*.md         @writers
/src/        @geo maths@example.org  # since 2020
[Section]
docs/        @writers
/src/old/
"""


@pytest.mark.parametrize(
    ("folder", "names", "line"),
    [
        ("", ("@all",), 2),
        ("tests", ("@all",), 2),
        ("src", ("@geo", "maths@example.org"), 4),
        ("src/deep/er", ("@geo", "maths@example.org"), 4),
        ("a/docs", ("@writers",), 6),
    ],
)
def test_owners_of_a_folder(folder, names, line):
    assert owners_of(OWNERS, "CODEOWNERS", folder) == (names, "CODEOWNERS", line)


def test_a_rule_without_owners_takes_them_away():
    assert owners_of(OWNERS, "CODEOWNERS", "src/old") is None
    assert owners_of("*.md @writers\n", "CODEOWNERS", "src") is None
