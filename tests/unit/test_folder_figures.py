"""Figures of folders: exact, each symbol once, nothing of others' files."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from sphinxext_kwindex.analysis import (
    FolderKeywords,
    IncludeGraph,
    KeywordIndex,
    OtherFile,
    digest,
    summarize_folder,
)
from sphinxext_kwindex.analysis.folder_figures import folder_figures, folders_above
from sphinxext_kwindex.model import (
    Access,
    Coverage,
    CoverageLevel,
    FileFacts,
    FolderComment,
    Include,
    Linkage,
    Markup,
    MarkupKind,
    Origin,
    Qualifier,
    Role,
    SymbolKind,
)
from tests.memory_reader import (
    MemoryReader,
    known,
    make_comment,
    make_file,
    make_occurrence,
    make_symbol,
)

K = SymbolKind


def include(target: str, line: int = 1) -> Include:
    return Include(line, f'"{target}"', Origin.PROJECT, target)


def uses(*usrs: str, role: Role = Role.REFERENCE):
    return tuple(make_occurrence(usr, n, role) for n, usr in enumerate(usrs, 1))


def tree() -> MemoryReader:
    """A library: ``src/shape.h`` is the hub, ``src/impl/`` is its inside."""
    shape = make_symbol(
        "geo::Shape",
        K.CLASS,
        usr="c:Shape",
        path="src/shape.h",
        documentation=make_comment("A figure. With more."),
    )
    area: dict[str, Any] = {"usr": "c:area", "path": "src/shape.h", "definition": False}
    return MemoryReader(
        make_file(
            "src/shape.h",
            documentation=make_comment("Shapes of all kinds. And more."),
            symbols=(
                shape,
                make_symbol("geo::area", **area, documentation=make_comment("Area.")),
                make_symbol("geo::plain", usr="c:plain", path="src/shape.h"),
            ),
        ),
        make_file(
            "src/shape.cpp",
            symbols=(
                make_symbol("geo::area", usr="c:area", path="src/shape.cpp", line=9),
            ),
            includes=(include("src/shape.h"),),
            occurrences=uses("c:Shape"),
        ),
        make_file(
            "src/impl/grid.h",
            coverage=Coverage(CoverageLevel.PARTIAL, ("<x.h>",)),
            symbols=(
                make_symbol("geo::Grid", K.CLASS, usr="c:Grid", path="src/impl/grid.h"),
            ),
            includes=(include("src/shape.h"),),
            occurrences=uses("c:Shape", "c:area"),
        ),
        make_file(
            "tests/all.cpp",
            symbols=(make_symbol("main", usr="c:main", path="tests/all.cpp"),),
            includes=(include("src/shape.h"), include("src/impl/grid.h")),
            occurrences=uses("c:Shape", "c:Grid", "c:area"),
        ),
    )


def test_folders_above_a_file():
    assert folders_above("a/b/c.h") == ["a/b", "a", ""]
    assert folders_above("c.h") == [""]


def test_sums_of_a_folder_and_of_all_below():
    figures = folder_figures(tree())
    assert sorted(figures.folders) == ["", "src", "src/impl", "tests"]
    src = figures.folders["src"]
    assert (src.own.files, src.subtree.files) == (2, 3)
    assert (src.own.lines, src.subtree.lines) == (200, 300)
    assert src.folders == ("src/impl",)
    assert src.files == ("src/shape.cpp", "src/shape.h")
    assert dict(src.subtree.levels) == {CoverageLevel.FULL: 2, CoverageLevel.PARTIAL: 1}
    assert figures.folders[""].own.files == 0


def test_a_symbol_of_two_files_counts_once():
    figures = folder_figures(tree())
    assert dict(figures.folders["src"].own.kinds) == {K.CLASS: 1, K.FUNCTION: 2}
    assert dict(figures.folders["src"].subtree.kinds) == {K.CLASS: 2, K.FUNCTION: 2}
    assert figures.files["src/shape.cpp"].symbols == 1
    assert figures.folders[""].subtree.symbols == 5


def test_fan_in_is_of_the_header_and_counts_files():
    figures = folder_figures(tree())
    header, source = figures.files["src/shape.h"], figures.files["src/shape.cpp"]
    assert (header.includers, header.users) == (3, 3)
    # It defines `area`, but who calls that uses the header.
    assert (source.includers, source.users) == (0, 0)
    assert [key.path for key in figures.folders["src"].key_files] == ["src/shape.h"]
    assert figures.folders["src/impl"].key_files == ()


def test_key_symbols_are_those_of_most_users():
    figures = folder_figures(tree())
    found = [
        (key.symbol.name, key.users, key.brief)
        for key in figures.folders["src"].key_symbols
    ]
    assert found == [
        ("geo::Shape", 3, "A figure."),
        ("geo::area", 2, "Area."),
        ("geo::Grid", 1, ""),
    ]
    assert figures.folders["src/impl"].key_symbols[0].symbol.usr == "c:Grid"
    assert figures.folders["tests"].key_symbols == ()


def test_a_class_of_a_header_goes_before_one_of_the_same_name_in_a_program():
    reader = MemoryReader(
        make_file(
            "a.cc", symbols=(make_symbol("P", K.STRUCT, usr="c:P", path="a.cc"),)
        ),
        make_file("b.h", symbols=(make_symbol("P", K.CLASS, usr="c:P", path="b.h"),)),
        make_file("c.cc", occurrences=uses("c:P")),
    )
    (key,) = folder_figures(reader).folders[""].key_symbols
    assert key.path == "b.h"


@pytest.mark.parametrize(
    ("fields", "declared"),
    [
        ({}, 1),
        ({"access": Access.PROTECTED}, 1),
        ({"access": Access.PRIVATE}, 0),
        ({"linkage": Linkage.INTERNAL}, 0),
        ({"macro": "MAKE"}, 0),
        ({"qualifiers": (Qualifier.HEADER_GUARD,)}, 0),
        ({"qualifiers": (Qualifier.DEFAULTED,)}, 0),
        ({"qualifiers": (Qualifier.OVERRIDE, Qualifier.VIRTUAL)}, 0),
        ({"qualifiers": (Qualifier.VIRTUAL,)}, 1),
        ({"name": ""}, 0),
    ],
)
def test_what_a_comment_is_expected_of(fields, declared):
    reader = MemoryReader(
        make_file("a.h", symbols=(make_symbol("n::f", usr="c:f", **fields),))
    )
    assert folder_figures(reader).files["a.h"].declared == declared


@pytest.mark.parametrize(
    ("name", "path", "declared"),
    [
        ("n::f", "a/b.h", 1),
        ("n::detail::f", "a/b.h", 0),
        ("n::base_internal::f", "a/b.h", 0),
        ("n::details_of::f", "a/b.h", 1),
        ("n::f", "a/internal/b.h", 0),
        # No other file can include it.
        ("n::f", "a/b.cpp", 0),
    ],
)
def test_internals_are_not_public(name, path, declared):
    symbol = make_symbol(name, usr="c:f", path=path)
    found = folder_figures(MemoryReader(make_file(path, symbols=(symbol,))))
    assert found.files[path].declared == declared


def test_members_of_what_is_private_are_not_public():
    outer = make_symbol("A::B", K.CLASS, usr="c:B", access=Access.PRIVATE)
    inner = make_symbol("A::B::f", usr="c:f", parent="c:B", access=Access.PUBLIC)
    found = folder_figures(MemoryReader(make_file("a.h", symbols=(outer, inner))))
    assert found.files["a.h"].declared == 0


def test_a_namespace_made_by_a_macro_hides_nothing():
    space = make_symbol("n", K.NAMESPACE, usr="c:n", macro="BEGIN")
    inner = make_symbol("n::f", usr="c:f", parent="c:n")
    found = folder_figures(MemoryReader(make_file("a.h", symbols=(space, inner))))
    assert found.files["a.h"].declared == 1


def test_a_comment_at_the_definition_documents_the_declaration():
    reader = MemoryReader(
        make_file(
            "a.h",
            symbols=(make_symbol("f", usr="c:f", path="a.h", definition=False),),
        ),
        make_file(
            "b.cpp",
            symbols=(
                make_symbol(
                    "f", usr="c:f", path="b.cpp", documentation=make_comment("Does.")
                ),
            ),
        ),
    )
    figures = folder_figures(reader)
    header, source = figures.files["a.h"], figures.files["b.cpp"]
    assert (header.declared, header.documented) == (1, 1)
    assert (source.declared, source.documented) == (0, 0)


def texts(**found: str):
    """Return a reader of texts; ``__`` stands for a dot, ``_in_`` for a slash."""
    by_path = {
        name.replace("__", ".").replace("_in_", "/"): text
        for name, text in found.items()
    }
    return by_path.get


def test_summary_of_a_folder():
    summary = known(
        summarize_folder(
            tree(),
            "src",
            read_text=texts(
                src_in_README__md="# Geo\n\nKnows all *shapes*.\nReally.\n",
                src_in_impl_in_README="The grids of shapes. Not for others.\n",
                src_in_CMakeLists__txt="add_library(geo shape.cpp)\n",
                CODEOWNERS="* @all\n/src/ @geo @maths\n",
            ),
            others=(OtherFile("src/b.py", "Python", 3, 40, ""),),
        )
    )
    assert known(summary.role) == ("Knows all shapes. Really.", "src/README.md")
    (impl,) = summary.subfolders
    assert (impl.path, impl.name, impl.files) == ("src/impl", "impl", 1)
    assert impl.role == "The grids of shapes."
    assert [row.name for row in summary.files] == ["shape.cpp", "shape.h"]
    header = summary.files[1]
    assert header.purpose == "Shapes of all kinds."
    assert (header.declared, header.documented, header.includers) == (3, 2, 3)
    assert summary.help.readme == "src/README.md"
    assert [target.name for target in summary.help.targets] == ["geo"]
    assert known(summary.help.owners).names == ("@geo", "@maths")
    assert summary.help.tests == "tests"
    assert summary.others[0].path == "src/b.py"


def test_nothing_is_guessed():
    summary = known(summarize_folder(tree(), "src/impl"))
    assert summary.role is None
    assert not summary.help
    assert summarize_folder(tree(), "nothing") is None
    assert summarize_folder(tree(), "sr") is None


def test_an_umbrella_header_speaks_for_its_folder():
    def reader(*targets: str) -> MemoryReader:
        return MemoryReader(
            make_file(
                "lib/geo.h",
                documentation=make_comment("All of geometry."),
                includes=tuple(include(target) for target in targets),
            ),
            make_file("lib/geo/a.h"),
            make_file("lib/geo/b.h"),
        )

    both = known(summarize_folder(reader("lib/geo/a.h", "lib/geo/b.h"), "lib/geo"))
    assert both.role == ("All of geometry.", "lib/geo.h")
    assert known(summarize_folder(reader("lib/geo/a.h"), "lib/geo")).role is None


def on_folder(path: str, written: str, text: str, details: str = "") -> FileFacts:
    said = make_comment(text)
    if details:
        words = (Markup(MarkupKind.TEXT, details),)
        said = replace(said, details=(Markup(MarkupKind.PARAGRAPH, children=words),))
    return make_file(path, folders=(FolderComment(written, said),))


def test_a_comment_on_a_folder_goes_before_its_readme():
    reader = MemoryReader(
        on_folder("src/geo/a.h", "", "Shapes.", "Of all kinds."),
        on_folder("src/b.h", "nowhere", "Nothing."),
    )
    readme = texts(src_in_geo_in_README="Words of the README, all of them.")
    summary = known(summarize_folder(reader, "src/geo", read_text=readme))
    assert summary.role == ("Shapes. Of all kinds.", "src/geo/a.h")
    above = known(summarize_folder(reader, "src", read_text=readme))
    assert above.role is None
    assert [row.role for row in above.subfolders] == ["Shapes."]


@pytest.mark.parametrize(
    ("written", "folder"),
    [
        ("a/util", "a/util"),
        ("util", None),  # or a/util, or b/util
        ("deep", "b/util/deep"),
        ("eep", None),
        ("project/a/util", "a/util"),
        ("other/a", None),  # any project has one
        ("b", "b"),
        (".", "doc"),
        ("", "doc"),
    ],
)
def test_which_folder_a_comment_means(written, folder):
    reader = MemoryReader(
        make_file("a/util/x.h"),
        make_file("b/util/deep/x.h"),
        on_folder("doc/folders.h", written, "This one."),
    )
    folders = folder_figures(reader).folders.items()
    said = {path: found.role for path, found in folders if found.role}
    assert said == ({folder: ("This one.", "doc/folders.h")} if folder else {})


def test_of_two_comments_on_a_folder_one_from_inside_counts():
    reader = MemoryReader(
        on_folder("a/x.h", "b", "From outside."),
        on_folder("b/x.h", "b", "From inside."),
        on_folder("b/y.h", "", "From inside, too."),
    )
    assert known(folder_figures(reader).folders["b"].role).text == "From inside."


def test_figures_may_be_given_and_then_no_file_is_read():
    reader = tree()
    graph = IncludeGraph.of(reader)
    figures = folder_figures(reader, graph)
    empty = MemoryReader()
    for folder in figures.folders:
        assert summarize_folder(
            empty, folder, graph=graph, figures=figures
        ) == summarize_folder(reader, folder)


def test_an_edit_that_moves_lines_changes_no_folder_but_its_own_figures():
    def summaries(line: int) -> dict[str, str]:
        symbol = make_symbol("f", usr="c:f", path="a/b.h", line=line)
        reader = MemoryReader(
            make_file("a/b.h", symbols=(symbol,)),
            make_file("c/d.cpp", occurrences=uses("c:f")),
        )
        keywords = FolderKeywords.of(KeywordIndex.of(reader), "")
        answers = {f: summarize_folder(reader, f) for f in ("", "a")}
        return {
            "keywords": digest(keywords.listing()),
            **{name: digest(answer) for name, answer in answers.items()},
        }

    assert summaries(3) == summaries(30)


def test_what_another_language_declares_needs_no_comment():
    build, above = "src/CMakeLists.txt", "CMakeLists.txt"
    target = make_symbol("lib", K.TARGET, usr="c:lib", path=build)
    line = Include(1, "src", Origin.PROJECT, build)
    reader = MemoryReader(
        make_file(above, includes=(line,)), make_file(build, symbols=(target,))
    )
    assert folder_figures(reader).files[build].declared == 0
