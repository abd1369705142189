"""What pages say of the include graph."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from sphinxext_kwindex.analysis import (
    IncludedBy,
    IncludeRow,
    Section,
    costly_headers,
    folder_graph,
    folder_matrix,
    layer_rules,
    summarize_file,
)
from sphinxext_kwindex.analysis.cycles import cycles_below
from sphinxext_kwindex.analysis.file_roles import FilePatterns
from sphinxext_kwindex.analysis.include_figures import IncludeFigures
from sphinxext_kwindex.model import Include, Origin
from sphinxext_kwindex.render import (
    FOLDER_GRAPH_TITLES,
    NO_LINKS,
    Links,
    impact_words,
    render_costly_headers,
    render_cycles,
    render_folder_graph,
    render_matrix,
    render_section,
    render_standing,
)
from sphinxext_kwindex.render.includes import render_included_by, render_includes
from tests.memory_reader import known
from tests.unit.test_include_figures import TREE, figures_of, reader_of

LINKS = Links(path=lambda path, line: f"{path}#{line}", folder=lambda path: f"{path}/")


def text_of(html: str) -> str:
    root = ET.fromstring(f"<div>{html}</div>")
    return " ".join(" ".join(root.itertext()).split())


def standing_text(tree: dict[str, str], path: str, layers: object = None) -> str:
    graph = figures_of(tree).graph
    figures = IncludeFigures.of(graph, FilePatterns(), layer_rules(layers))
    return text_of(render_standing(known(figures.standing(path)), LINKS))


def unknown(spelled: str, *, active: bool = True) -> Include:
    """Return an include line that no preprocessor has looked for."""
    return Include(1, spelled, Origin.UNKNOWN, active=active)


def test_a_role_comes_with_its_reason():
    assert standing_text(TREE, "lib/vec.h") == (
        "Interface the header of lib/vec.cpp Pulls in 1 file of the tree"
        " (70 lines of code) and 2 headers outside of it"
    )
    assert "Test its path is that of a test" in standing_text(TREE, "test/vec_test.cpp")
    assert "Leaf it includes no file of the tree; 2 files include it directly" in (
        standing_text(TREE, "lib/base.h")
    )


def test_lines_are_rounded_and_said_to_be():
    tree = {f"h{n}.h": f"h{n + 1}.h" for n in range(30)} | {"h30.h": ""}
    assert "30 files of the tree (about 2,100 lines of code)" in (
        standing_text(tree, "h0.h")
    )
    assert "30 includes deep" in standing_text(tree, "h0.h")


def test_a_cycle_is_shown_with_the_include_lines_that_close_it():
    tree = {"a.h": "b.h", "b.h": "x.h a.h", "x.h": ""}
    assert "Cycle of 2 files; a shortest way round: a.h:1 \u2192 b.h:2 \u2192 a.h" in (
        standing_text(tree, "a.h")
    )


def test_a_layer_and_what_crosses_it():
    layers = {"app": ["app/"], "lib": ["lib/"]}
    tree = TREE | {"lib/base.h": "app/x.h", "app/x.h": ""}
    text = standing_text(tree, "lib/base.h", layers)
    assert "Layer lib" in text
    assert "Not allowed lib/base.h:1 includes app/x.h : lib \u2192 app" in text


def test_impact_in_words():
    assert impact_words(0, 0) == ""
    assert (
        impact_words(1, 1)
        == "1 source file rebuilds if you touch this, 1 of them a test."
    )
    assert impact_words(1200, 2) == (
        "1,200 source files rebuild if you touch this, 2 of them tests."
    )
    assert render_included_by(IncludedBy((("a.h", 1),), 1), NO_LINKS).startswith(
        "<p>Included by 1 file directly.</p>"
    )


def test_included_by_counts_source_files_and_tests():
    summary = known(summarize_file(reader_of(TREE), "lib/base.h"))
    text = text_of(render_section(summary, Section.INCLUDED_BY, LINKS))
    assert text.startswith(
        "Included by 2 files directly, 4 in all. 3 source files rebuild if you touch"
        " this, 1 of them a test."
    )


def test_very_many_that_include_a_file_are_counted_by_folder():
    direct = tuple((f"lib/{n % 40:02}/{n:03}.cpp", n) for n in range(200))
    html = render_included_by(IncludedBy(tuple(sorted(direct)), 200), LINKS)
    text = text_of(html)
    assert "200 files by folder" in text
    assert "lib/07/ 007.cpp , 047.cpp , 087.cpp and 2 more files" in text
    assert '<a href="lib/07/">lib/07/</a>' in html
    few = render_included_by(IncludedBy(tuple(sorted(direct))[:150], 150), LINKS)
    assert few.count(".cpp</a>") == 150
    assert "150 files by folder" in text_of(few)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (IncludeRow(unknown('"b.h"'), named="x/b.h"), "x/b.h by name"),
        (IncludeRow(unknown("<vector>")), "standard library, by name"),
        (IncludeRow(unknown("<zlib.h>")), "not looked for"),
        (IncludeRow(unknown("<vector>", active=False)), "skipped by the preprocessor"),
        (IncludeRow(Include(1, "<v.h>", Origin.MISSING)), "missing"),
        (IncludeRow(Include(1, '"b.h"', Origin.PROJECT, "x/b.h")), "x/b.h"),
    ],
)
def test_what_an_include_line_leads_to(row, said):
    assert text_of(render_includes((row,), LINKS)).endswith(f" {said} 1")


def test_a_matrix_has_numbers_for_its_columns_and_names_its_cycles():
    tree = TREE | {"lib/base.h": "app/x.h", "app/x.h": ""}
    html = render_matrix(folder_matrix(figures_of(tree).graph), LINKS)
    text = text_of(html)
    assert text.startswith("1 2 3 test 1 1 app 2 2 lib 3 1")
    assert "include each other in a circle: app, lib" in text
    assert "lib/base.h:1 includes app/x.h" in text
    assert '<a href="app/">app</a>' in html
    assert html.count('class="kwindex-backward"') == 1
    assert render_matrix(folder_matrix(figures_of({}).graph), LINKS) == ""


def test_cycles_and_costly_headers_are_listed():
    tree = TREE | {"lib/base.h": "lib/vec.h"}
    figures = figures_of(tree)
    assert "2 files: lib/base.h:1 \u2192 lib/vec.h:1 \u2192 lib/base.h" in text_of(
        render_cycles(cycles_below(figures.graph, figures.costs), LINKS)
    )
    found = text_of(
        render_costly_headers(costly_headers(figures.graph, figures.costs), LINKS)
    )
    assert "lib/vec.h and 1 header in a cycle with it 140 3 420" in found
    assert render_costly_headers((), LINKS) == render_cycles((), LINKS) == ""


def test_a_folder_has_all_parts_that_say_something():
    tree = TREE | {"lib/base.h": "lib/vec.h"}
    found = folder_graph(figures_of(tree), "")
    html = render_folder_graph(found, LINKS)
    titles = [html.index(f">{title}</p>") for title in FOLDER_GRAPH_TITLES]
    assert titles == sorted(titles)
    assert "Includes between the folders: 3 folders" in html
    alone = folder_graph(figures_of(tree), "app")
    assert not alone
    assert render_folder_graph(alone, LINKS) == ""
    inside = render_folder_graph(folder_graph(figures_of(tree), "lib"), LINKS)
    assert "Includes between" not in inside
    assert "Costly headers" in inside
