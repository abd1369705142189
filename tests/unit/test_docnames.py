from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxext_kwindex.extension.pages.catalogue import (
    Catalogue,
    Extent,
    Page,
    PageKind,
    Tree,
)
from sphinxext_kwindex.extension.pages.docnames import (
    docnames_of,
    escape_name,
    folders_of,
)

ALPHABET = re.compile(r"[A-Za-z0-9._+~\-]+")
NAMES = st.text(
    st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1
).filter(lambda name: name not in {".", ".."})


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("route.cpp", "route.cpp"),
        ("a b.h", "a~20b.h"),
        ("what?.c", "what~3F.c"),
        ("50%.h", "50~25.h"),
        ("~x", "~7Ex"),
        ("é.h", "~C3~A9.h"),
        # Composed, as other systems write it.
        ("e\u0301.h", "~C3~A9.h"),
        ("aux.h", "~61ux.h"),
        ("CON", "~43ON"),
        ("console.h", "console.h"),
        ("index", "~69ndex"),
        ("INDEX", "~49NDEX"),
        ("index.h", "index.h"),
        ("end.", "end~2E"),
        ("\udcff.h", "~FF.h"),
    ],
)
def test_names(name, expected):
    assert escape_name(name) == expected


def test_long_names_are_cut_and_stay_apart():
    one, other = (escape_name("x" * 300 + end + ".cpp") for end in "ab")
    assert one != other
    assert len(one) <= 120
    assert one.endswith(".cpp")
    # No half of an escape is left.
    assert re.search(r"~(?![0-9A-F]{2}|h)", escape_name("é" * 200)) is None


@given(NAMES)
def test_any_name_is_made_of_the_alphabet(name):
    escaped = escape_name(name)
    assert ALPHABET.fullmatch(escaped)
    assert len(escaped) <= 120


@given(st.lists(NAMES, min_size=1, max_size=20))
def test_docnames_differ_without_case(names):
    files, folders = docnames_of("src", names)
    all_names = [*files.values(), *folders.values()]
    assert len({name.casefold() for name in all_names}) == len(all_names)


def test_folders_end_with_index_and_case_is_told_by_a_number():
    files, folders = docnames_of("src", ["a/Foo.h", "a/foo.h", "b.c", "A/x.h"])
    assert files == {
        "A/x.h": "src/A/x.h",
        "a/Foo.h": "src/a~2/Foo.h",
        "a/foo.h": "src/a~2/foo.h~2",
        "b.c": "src/b.c",
    }
    assert folders == {"": "src/index", "A": "src/A/index", "a": "src/a~2/index"}


def test_folders():
    assert folders_of(["a/b/c.h", "d.h"]) == {"", "a", "a/b"}


def catalogue(trees, paths, *, extents=None, keywords=None, reports=()):
    known = extents or {}
    return Catalogue.of(
        trees,
        paths,
        extent=lambda path: known.get(path, Extent()),
        keywords=lambda _: keywords or {},
        reports=lambda _: reports,
    )


def test_pages_of_a_tree():
    made = catalogue(
        [Tree("code", "")],
        ["lib/b.cpp", "lib/a.h", "main.cpp"],
        extents={"main.cpp": Extent(sources=1, uses=2)},
        keywords={
            "letter": ("A-M", "N-Z"),
            "kind": ("Classes",),
            "namespace": ("ns",),
        },
        reports=(("includes", 1), ("tasks", 2)),
    )
    assert made.roots == ("code/index",)
    assert made.children["code/index"] == (
        "code/index~keywords-1",
        "code/index~keywords-2",
        "code/index~kinds-1",
        "code/index~namespaces-1",
        "code/index~includes",
        "code/index~tasks",
        "code/index~tasks-2",
        "code/lib/index",
        "code/main.cpp",
    )
    assert made.children["code/lib/index"] == ("code/lib/a.h", "code/lib/b.cpp")
    assert made.children["code/main.cpp"] == (
        "code/main.cpp~source-2",
        "code/main.cpp~uses-1",
        "code/main.cpp~uses-2",
    )
    assert made.trail("code/lib/a.h") == (
        "code/index",
        "code/lib/index",
        "code/lib/a.h",
    )
    assert made.pages["code/main.cpp~uses-2"].kind is PageKind.USES
    assert made.pages["code/index~keywords-2"].part == "N-Z"
    assert made.pages["code/index~kinds-1"].order == "kind"
    report = made.pages["code/index~tasks-2"]
    assert report == Page(PageKind.REPORT, "", "code/index", 2, "tasks")


def test_trees_hold_what_lies_in_their_folder():
    made = catalogue([Tree("api", "inc"), Tree("all", "")], ["inc/a.h", "src/a.cpp"])
    # The first tree has the page that links lead to.
    assert made.files == {"inc/a.h": "api/a.h", "src/a.cpp": "all/src/a.cpp"}
    assert made.folders == {"inc": "api/index", "": "all/index", "src": "all/src/index"}
    assert made.pages["all/inc/a.h"].key == "inc/a.h"
    assert made.pages["api/index"].parent == ""


def test_a_tree_without_a_file_has_no_page():
    assert catalogue([Tree("code", "none")], ["src/a.h"]) == Catalogue()
