"""What pictures and matrices are made of."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sphinxext_kwindex.analysis.folder_matrix import folder_matrix
from sphinxext_kwindex.analysis.folder_picture import folder_picture
from sphinxext_kwindex.analysis.inheritance import class_picture
from sphinxext_kwindex.analysis.neighbourhood import file_picture
from sphinxext_kwindex.analysis.one_way import one_way_order
from sphinxext_kwindex.analysis.pictures import PictureSide
from sphinxext_kwindex.model import Position, Relation, RelationKind, SymbolKind
from tests.memory_reader import MemoryReader, make_file, make_symbol
from tests.unit.test_include_figures import figures_of

TREE = {
    "app/main.cpp": "lib/vec.h",
    "app/other.cpp": "lib/more.h",
    "lib/more.h": "lib/vec.h",
    "lib/vec.h": "lib/impl/a.h base/b.h",
    "lib/impl/a.h": "base/b.h base/c.h",
    "base/b.h": "base/c.h base/d.h",
    "base/c.h": "",
    "base/d.h": "base/e.h",
    "base/e.h": "",
}


def names(tree: dict[str, str], path: str, limit: int = 30) -> list[str]:
    picture = file_picture(figures_of(tree).graph, path, limit=limit)
    return [node.name for node in picture.nodes]


def test_a_neighbourhood_has_two_steps_on_both_sides():
    picture = file_picture(figures_of(TREE).graph, "lib/vec.h")
    sides = {node.name: node.side for node in picture.nodes}
    assert sides == {
        "lib/more.h": PictureSide.BEFORE,
        "app/main.cpp": PictureSide.BEFORE,
        "app/other.cpp": PictureSide.BEFORE,
        "lib/vec.h": PictureSide.SELF,
        "base/b.h": PictureSide.AFTER,
        "lib/impl/a.h": PictureSide.AFTER,
        "base/c.h": PictureSide.AFTER,
        "base/d.h": PictureSide.AFTER,
    }
    arrows = {
        (picture.nodes[one].name, picture.nodes[other].name)
        for one, other, _ in picture.edges
    }
    assert ("lib/impl/a.h", "base/b.h") in arrows
    assert ("base/d.h", "base/e.h") not in arrows
    assert (picture.more, picture.left_out) == ((), 0)


def test_the_nearest_and_strongest_are_drawn_the_others_named():
    assert names(TREE, "lib/vec.h", 4) == [
        "lib/more.h",
        "lib/vec.h",
        "base/b.h",
        "lib/impl/a.h",
    ]
    picture = file_picture(figures_of(TREE).graph, "lib/vec.h", limit=4)
    assert picture.left_out == 4
    assert picture.more == ("app/main.cpp", "app/other.cpp", "base/c.h", "base/d.h")


def test_one_side_takes_the_room_that_the_other_leaves():
    tree = {f"u{n:02}.cpp": "a.h" for n in range(50)} | {"a.h": "b.h", "b.h": ""}
    assert len(names(tree, "a.h", 30)) == 30
    assert len(names(tree, "a.h", 100)) == 52
    assert len(names(tree | {f"v{n}.cpp": "a.h" for n in range(50)}, "a.h", 100)) == 60


def test_a_file_in_a_cycle_is_drawn_once():
    picture = file_picture(figures_of({"a.h": "b.h", "b.h": "a.h"}).graph, "a.h")
    assert [node.name for node in picture.nodes] == ["a.h", "b.h"]
    assert [edge[:2] for edge in picture.edges] == [(0, 1), (1, 0)]


def test_a_file_alone_has_no_picture():
    assert not file_picture(figures_of({"a.h": "<vector>"}).graph, "a.h")


def test_the_matrix_puts_those_that_include_first():
    matrix = folder_matrix(figures_of(TREE).graph)
    assert [folder.path for folder in matrix.folders] == ["app", "lib", "base"]
    assert [cell[:3] for cell in matrix.cells] == [(0, 1, 2), (1, 2, 3)]
    assert matrix.cells[0].examples == (
        ("app/main.cpp", 1, "lib/vec.h"),
        ("app/other.cpp", 1, "lib/more.h"),
    )
    assert (matrix.backward, matrix.cycles) == ((), ())


def test_files_right_in_the_folder_are_a_row_of_its_name():
    matrix = folder_matrix(figures_of(TREE).graph, "lib")
    assert [folder[:2] for folder in matrix.folders] == [("lib", 2), ("lib/impl", 1)]
    assert folder_matrix(figures_of(TREE).graph, "base").folders == ()


def test_cycles_between_folders_are_told_and_cost_the_fewest_arrows_back():
    tree = TREE | {"base/d.h": "app/app.h", "app/app.h": "", "tool/t.cpp": "base/b.h"}
    matrix = folder_matrix(figures_of(tree).graph)
    assert [folder.path for folder in matrix.folders] == ["tool", "app", "lib", "base"]
    assert matrix.cycles == (("app", "lib", "base"),)
    assert [cell[:3] for cell in matrix.backward] == [(3, 1, 1)]
    assert folder_matrix(figures_of(tree).graph, limit=2).left_out == 2


def test_a_folder_s_picture_is_its_matrix():
    picture = folder_picture(folder_matrix(figures_of(TREE).graph))
    assert [node.key for node in picture.nodes] == ["app", "lib", "base"]
    assert picture.edges[1] == (1, 2, 3)


def test_an_order_without_cycles_has_no_arrow_back():
    arrows = {(3, 1): 1, (1, 0): 5, (3, 2): 1, (2, 0): 1}
    order = one_way_order(4, arrows)
    assert all(order.index(one) < order.index(other) for one, other in arrows)
    assert sorted(order) == [0, 1, 2, 3]


def test_in_a_cycle_the_lightest_arrow_leads_back():
    arrows = {(0, 1): 9, (1, 2): 9, (2, 3): 9, (3, 0): 1, (1, 3): 2}
    assert one_way_order(4, arrows) == [0, 1, 2, 3]


@given(
    st.dictionaries(
        st.tuples(st.integers(0, 5), st.integers(0, 5)), st.integers(1, 9), max_size=12
    )
)
def test_no_single_node_has_a_better_place(arrows):
    order = one_way_order(6, arrows)
    assert sorted(order) == list(range(6))
    for node in range(6):
        others = [other for other in order if other != node]
        for place in range(6):
            moved = [*others[:place], node, *others[place:]]
            assert weight_back(order, arrows) <= weight_back(moved, arrows)


def weight_back(order: list[int], arrows: dict[tuple[int, int], int]) -> int:
    return sum(
        weight
        for (one, other), weight in arrows.items()
        if order.index(one) > order.index(other)
    )


def base_of(source: str, target: str) -> Relation:
    return Relation(RelationKind.BASE, source, target, target, "a.h", Position(1, 1))


def test_bases_all_the_way_up_and_derived_classes_all_down():
    symbols = tuple(
        make_symbol(name, SymbolKind.CLASS, usr=f"c:{name}")
        for name in ("A", "B", "C", "D", "E")
    )
    pairs = (("B", "A"), ("C", "B"), ("D", "C"), ("E", "C"), ("A", "Far"))
    relations = tuple(base_of(f"c:{one}", f"c:{other}") for one, other in pairs)
    reader = MemoryReader(make_file("a.h", symbols=symbols, relations=relations))
    picture = class_picture(reader, "c:C", "C")
    sides = {node.name: node.side.value for node in picture.nodes}
    assert sides == {
        "D": "before",
        "E": "before",
        "C": "self",
        "B": "after",
        "A": "after",
        "c:Far": "after",
    }
    assert len(picture.edges) == 5
    small = class_picture(reader, "c:C", "C", limit=4)
    assert [node.name for node in small.nodes] == ["C", "B", "A", "c:Far"]
    assert (small.more, small.left_out) == (("D", "E"), 2)
