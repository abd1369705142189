"""What the include graph says of each file: costs, chains, cycles, roles."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinxext_kwindex.analysis.closures import condense, reached_sums, turned_round
from sphinxext_kwindex.analysis.components import components_of
from sphinxext_kwindex.analysis.cycles import cycle_of, cycles_below
from sphinxext_kwindex.analysis.file_roles import FilePatterns
from sphinxext_kwindex.analysis.folder_graph import folder_graph
from sphinxext_kwindex.analysis.include_costs import costly_headers, costs_of
from sphinxext_kwindex.analysis.include_figures import IncludeFigures, graph_figures
from sphinxext_kwindex.analysis.include_graph import IncludeGraph
from sphinxext_kwindex.analysis.neighbourhood import file_picture
from sphinxext_kwindex.analysis.roles import FileRole
from sphinxext_kwindex.model import Include, Origin
from tests.memory_reader import MemoryReader, make_comment, make_file


def reader_of(tree: dict[str, str]) -> MemoryReader:
    """Return a tree from paths to what they include; ``<x>`` lies outside."""
    files = []
    for path, targets in tree.items():
        includes = tuple(
            Include(line, name, Origin.SYSTEM)
            if name.startswith("<")
            else Include(line, f'"{name}"', Origin.PROJECT, name)
            for line, name in enumerate(targets.split(), 1)
        )
        files.append(make_file(path, includes=includes))
    return MemoryReader(*files)


def figures_of(tree: dict[str, str]) -> IncludeFigures:
    return IncludeFigures.read(reader_of(tree))


TREE = {
    "lib/base.h": "<memory>",
    "lib/vec.h": "lib/base.h <vector>",
    "lib/vec.cpp": "lib/vec.h",
    "app/main.cpp": "lib/vec.h lib/base.h",
    "test/vec_test.cpp": "lib/vec.h",
}


def test_costs_count_files_lines_and_headers_outside():
    costs = figures_of(TREE).costs.files
    main = costs["app/main.cpp"]
    assert (main.includes, main.files, main.lines, main.outside) == (2, 2, 140, 2)
    base = costs["lib/base.h"]
    assert (base.includes, base.files, base.lines, base.outside) == (0, 0, 0, 1)


def test_impact_counts_translation_units_and_tests():
    costs = figures_of(TREE).costs.files
    base = costs["lib/base.h"]
    assert (base.includers, base.dependents) == (2, 4)
    assert (base.units, base.test_units) == (3, 1)
    assert costs["lib/vec.cpp"].units == 1


def test_the_longest_chain_is_the_first_of_equals():
    figures = figures_of({"a.h": "c.h b.h", "b.h": "d.h", "c.h": "d.h", "d.h": ""})
    assert figures.costs.chain("a.h") == ("a.h", "b.h", "d.h")
    assert figures.costs.files["a.h"].depth == 2
    assert figures.costs.chain("d.h") == ("d.h",)


def test_a_chain_does_not_run_round_in_a_cycle():
    figures = figures_of({"a.h": "b.h", "b.h": "a.h c.h", "c.h": ""})
    assert figures.costs.chain("a.h") == ("a.h",)
    assert figures.costs.chain("b.h") == ("b.h", "c.h")
    assert figures.costs.files["a.h"].files == 2


def test_a_file_that_includes_itself_is_no_cycle_and_counts_nothing():
    figures = figures_of({"x.def": "x.def", "a.c": "x.def"})
    assert figures.costs.components == ()
    cost = figures.costs.files["x.def"]
    assert (cost.includes, cost.files, cost.includers, cost.dependents) == (0, 0, 1, 1)


def test_cycles_have_their_shortest_way_round():
    tree = {"a.h": "b.h c.h", "b.h": "c.h", "c.h": "a.h", "x/d.h": "x/e.h"}
    tree |= {"x/e.h": "x/d.h", "z.h": "a.h"}
    figures = figures_of(tree)
    first, second = cycles_below(figures.graph, figures.costs)
    assert first.files == ("a.h", "b.h", "c.h")
    assert first.shortest == (("a.h", 2, "c.h"), ("c.h", 1, "a.h"))
    assert second.files == ("x/d.h", "x/e.h")
    assert cycles_below(figures.graph, figures.costs, "x") == (second,)
    crossing = figures_of({"a.h": "b/c.h", "b/c.h": "a.h"})
    (split,) = cycles_below(crossing.graph, crossing.costs, "b")
    assert split.shortest[0].path == "b/c.h"
    own = cycle_of(figures.graph, figures.costs, "b.h")
    assert own is not None
    assert [line.path for line in own.shortest] == ["b.h", "c.h", "a.h"]
    assert cycle_of(figures.graph, figures.costs, "z.h") is None


def test_costly_headers_are_ranked_and_a_cycle_counts_once():
    tree = TREE | {"lib/a.h": "lib/b.h", "lib/b.h": "lib/a.h lib/vec.h"}
    tree |= {f"app/u{n}.cpp": "lib/b.h" for n in range(3)}
    figures = figures_of(tree)
    found = costly_headers(figures.graph, figures.costs)
    assert [(one.path, one.units, one.cycle) for one in found] == [
        ("lib/b.h", 3, 1),
        ("lib/vec.h", 6, 0),
        ("lib/base.h", 6, 0),
    ]
    assert (found[0].lines, found[0].total) == (280, 840)
    assert costly_headers(figures.graph, figures.costs, "app") == ()
    assert len(costly_headers(figures.graph, figures.costs, limit=1)) == 1


def test_roles_and_their_figures():
    tree = TREE | {"lib/all.h": "lib/vec.h lib/base.h lib/hub.h", "lib/hub.h": ""}
    tree |= {f"examples/u{n}.cpp": "lib/hub.h" for n in range(12)}
    files = [make_file("gen.h", documentation=make_comment("Generated by x."))]
    reader = reader_of(tree)
    facts = [*reader._facts.values(), *files]
    roles = IncludeFigures.read(MemoryReader(*facts)).roles
    found = {p: [fact.role for fact in roles.roles_of(p)] for p in reader.paths()}
    assert found["lib/base.h"] == [FileRole.LEAF]
    assert found["lib/vec.h"] == [FileRole.INTERFACE]
    assert found["lib/vec.cpp"] == [FileRole.IMPLEMENTATION]
    assert found["test/vec_test.cpp"] == [FileRole.TEST]
    assert found["examples/u1.cpp"] == [FileRole.EXAMPLE]
    assert found["lib/hub.h"] == [FileRole.HUB, FileRole.LEAF]
    assert found["lib/all.h"] == [FileRole.ORPHAN]
    assert roles.roles_of("gen.h")[0].role is FileRole.GENERATED
    assert roles.roles_of("lib/hub.h")[0].number == 13
    assert roles.roles_of("lib/vec.h")[0].paths == ("lib/vec.cpp",)
    assert roles.roles_of("unknown.h") == ()


def test_a_header_of_include_lines_is_a_facade():
    includes = tuple(Include(n, f"<x{n}>", Origin.SYSTEM) for n in range(1, 36))
    reader = MemoryReader(make_file("all.h", includes=includes))
    (fact, _) = IncludeFigures.read(reader).roles.roles_of("all.h")
    assert (fact.role, fact.number, fact.of) == (FileRole.FACADE, 35, 70)


def test_includes_that_were_not_looked_for_go_by_their_names():
    def unknown(line: int, spelled: str, **fields: Any) -> Include:
        return Include(line, spelled, Origin.UNKNOWN, **fields)

    includes = (
        unknown(1, '"b.h"'),
        unknown(2, "<lib/one.h>"),
        unknown(3, "<two.h>"),
        unknown(4, '"same.h"'),
        unknown(5, "<sys/types.h>"),
        unknown(6, "MACRO"),
        unknown(7, "<lib/skipped.h>", active=False),
        unknown(8, "<vector>"),
    )
    others = ("src/b.h", "b.h", "include/lib/one.h", "two.h", "x/same.h", "y/same.h")
    reader = MemoryReader(
        make_file("src/a.cpp", includes=includes),
        make_file("port/sys/types.h"),
        make_file("lib/skipped.h"),
        *map(make_file, others),
    )
    graph = IncludeGraph.of(reader)
    assert graph.includes["src/a.cpp"] == ("include/lib/one.h", "src/b.h")
    assert graph.lines["src/a.cpp", "src/b.h"] == 1
    assert graph.files["src/a.cpp"].outside == ("<sys/types.h>", "<two.h>", "<vector>")
    # Nothing is said of those that might be meant.
    assert graph.perhaps == {"lib/skipped.h", "x/same.h", "y/same.h"}
    roles = IncludeFigures.of(graph).roles
    assert roles.roles_of("lib/skipped.h") == roles.roles_of("x/same.h") == ()
    assert [fact.role for fact in roles.roles_of("two.h")] == [FileRole.ORPHAN]


def test_files_below_a_folder():
    graph = figures_of({"a/b.h": "", "a.h": "", "a/c/d.h": "", "ab/e.h": ""}).graph
    assert graph.below("a") == ("a/b.h", "a/c/d.h")
    assert graph.below(".") == graph.paths


def test_a_digest_changes_with_the_figures_of_its_own_page_alone():
    before = graph_figures(figures_of(TREE))
    after = graph_figures(
        figures_of(TREE | {"other/x.h": "", "other/y.cpp": "other/x.h"})
    )
    assert {path: after[path] for path in before} == before
    changed = graph_figures(figures_of(TREE | {"app/main.cpp": "lib/base.h"}))
    assert changed["lib/vec.h"] != before["lib/vec.h"]


def tree_of(leads: list[list[int]]) -> dict[str, str]:
    """Return a tree of two folders from the files that each file includes."""

    def path(node: int) -> str:
        folder = "a/b" if node % 4 == 0 else "a" if node % 2 else "c"
        return f"{folder}/f{node}.{'h' if node % 3 else 'cpp'}"

    return {
        path(node): " ".join(map(path, dict.fromkeys(others)))
        for node, others in enumerate(leads)
    }


def states(size: int) -> st.SearchStrategy[list[list[int]]]:
    some = st.lists(st.integers(0, size - 1), max_size=3)
    return st.lists(some, min_size=size, max_size=size)


STATES = st.integers(2, 9).flatmap(lambda size: st.tuples(states(size), states(size)))


@given(STATES)
@settings(max_examples=60)
def test_a_folder_s_graph_changes_with_a_file_below_or_its_checksum(both):
    trees = [tree_of(leads) for leads in both]
    figures = [figures_of(tree) for tree in trees]
    old, new = map(graph_figures, figures)
    for folder in ("", "a", "a/b", "c"):
        if folder_graph(figures[0], folder) == folder_graph(figures[1], folder):
            continue
        below = figures[0].graph.below(folder)
        assert any(
            old[path] != new[path] or trees[0][path] != trees[1][path] for path in below
        )


@given(STATES)
@settings(max_examples=60)
def test_a_checksum_changes_whenever_a_page_does(both):
    before, after = (figures_of(tree_of(leads)) for leads in both)
    old, new = graph_figures(before), graph_figures(after)
    for path in before.graph.paths:
        shown = [
            (
                figures.standing(path),
                file_picture(figures.graph, path),
                figures.graph.includers.get(path, ()),
            )
            for figures in (before, after)
        ]
        if shown[0] != shown[1]:
            assert old[path] != new[path]


def test_a_chain_of_a_hundred_thousand_is_no_matter():
    size = 100_000
    leads = [[n + 1] for n in range(size - 1)] + [[]]
    assert len(components_of(leads)) == size
    assert components_of([*leads[:-1], [0]]) == [list(range(size))]


def dependencies(leads: list[list[int]], start: int) -> set[int]:
    seen: set[int] = set()
    waiting = [start]
    while waiting:
        new = set(leads[waiting.pop()]) - seen
        seen |= new
        waiting += new
    return seen | {start}


GRAPHS = st.integers(1, 12).flatmap(
    lambda size: st.lists(
        st.lists(st.integers(0, size - 1), max_size=4), min_size=size, max_size=size
    )
)


@given(GRAPHS)
def test_closures_are_those_of_a_plain_walk(leads):
    graph = condense(leads, components_of(leads))
    weights = [[3 * node + 1 for node in range(len(leads))]]
    sums = reached_sums(graph, graph.members, weights)
    back = turned_round(graph)
    into = reached_sums(back, back.members, weights)[::-1]
    reached = [dependencies(leads, node) for node in range(len(leads))]
    for node in range(len(leads)):
        home = graph.home[node]
        assert sums[home] == (sum(3 * other + 1 for other in reached[node]),)
        users = [other for other in range(len(leads)) if node in reached[other]]
        assert into[home] == (sum(3 * other + 1 for other in users),)


@given(GRAPHS)
def test_components_are_those_that_reach_each_other(leads):
    found = components_of(leads)
    reached = [dependencies(leads, node) for node in range(len(leads))]
    assert sorted(node for one in found for node in one) == list(range(len(leads)))
    for component in found:
        for node in range(len(leads)):
            mutual = node in reached[component[0]] and component[0] in reached[node]
            assert (node in component) is mutual
    seen: set[int] = set()
    for component in found:
        seen.update(component)
        assert all(reached[node] <= seen for node in component)


def test_many_things_are_counted_in_several_passes(monkeypatch):
    monkeypatch.setattr("sphinxext_kwindex.analysis.closures._CHUNK", 7)
    numbers = random.Random(5)
    tree = {
        f"f{n}.h": " ".join(f"f{numbers.randrange(n)}.h" for _ in range(min(n, 3)))
        for n in range(60)
    }
    figures = figures_of(tree)
    for path, cost in figures.costs.files.items():
        assert cost.files == len(figures.graph.dependencies(path))
        assert cost.dependents == len(figures.graph.dependents(path))


def test_an_empty_tree_has_no_figures():
    figures = figures_of({})
    assert figures.costs.files == {}
    assert figures.standing("a.h") is None
    assert graph_figures(figures) == {}


@pytest.mark.parametrize("patterns", [FilePatterns(), FilePatterns(tests=())])
def test_own_patterns_decide_what_a_test_is(patterns):
    graph = IncludeGraph.of(reader_of(TREE))
    tests = costs_of(graph, patterns).files["lib/vec.h"].test_units
    assert tests == len(patterns.tests and ["test/vec_test.cpp"])
