"""Layered drawings: what holds of each, and how a small one looks."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinxext_kwindex.analysis import (
    Picture,
    PictureEdge,
    PictureKind,
    PictureNode,
    PictureSide,
    file_picture,
)
from sphinxext_kwindex.render import NO_LINKS, Links, picture_lines, render_picture
from sphinxext_kwindex.render.columns import columns_of, without_implied
from sphinxext_kwindex.render.layout import lay_out
from sphinxext_kwindex.render.placing import ordered, placed
from tests.unit.test_include_figures import figures_of

if TYPE_CHECKING:
    from collections.abc import Iterable

GOLDEN = Path(__file__).parents[1] / "golden" / "pictures"
LINKS = Links(path=lambda path, _: f"{path}.html", symbol=lambda usr: f"#{usr}")

ARROWS = st.integers(1, 14).flatmap(
    lambda size: st.tuples(
        st.just(size),
        st.dictionaries(
            st.tuples(st.integers(0, size - 1), st.integers(0, size - 1)),
            st.integers(1, 9),
        ),
    )
)


@given(ARROWS)
@settings(max_examples=200)
def test_nodes_do_not_touch_and_arrows_lead_to_the_right(graph):
    size, arrows = graph
    widths = [40 + 7 * (node % 5) for node in range(size)]
    layout = lay_out(widths, arrows, height=22)
    for number, one in enumerate(layout.boxes):
        assert one.x >= 0
        assert one.y >= 11
        assert one.x + one.width <= layout.width
        assert one.y + 11 <= layout.height
        for other in layout.boxes[number + 1 :]:
            apart = abs(one.y - other.y) >= 22
            beside = one.x + one.width < other.x or other.x + other.width < one.x
            assert apart or beside
    for route in layout.routes:
        source, target = layout.boxes[route.source], layout.boxes[route.target]
        assert (source.x > target.x) is route.back
        xs = [x for enter, leave, _ in route.points for x in (enter, leave)]
        assert xs == sorted(xs, reverse=route.back)


@given(ARROWS)
def test_what_is_drawn_leads_where_all_arrows_lead(graph):
    size, arrows = graph
    drawn = [r[:2] for r in lay_out([40] * size, arrows, height=22).routes]
    assert set(drawn) <= set(arrows)
    for node in range(size):
        assert reached(drawn, node) == reached(arrows, node)


def reached(arrows: Iterable[tuple[int, int]], start: int) -> set[int]:
    seen = {start}
    waiting = [start]
    while waiting:
        node = waiting.pop()
        new = {other for one, other in arrows if one == node} - seen
        seen |= new
        waiting += new
    return seen


def test_an_arrow_that_others_imply_is_left_out():
    rank = range(4)
    assert without_implied([(0, 1), (0, 2), (0, 3), (1, 2), (2, 3)], rank) == [
        (0, 1),
        (1, 2),
        (2, 3),
    ]


def test_a_source_stands_near_to_where_it_leads():
    assert columns_of(4, [(0, 1), (1, 2), (3, 2)], range(4)) == [0, 1, 2, 1]


def test_the_lighter_arrow_of_a_cycle_leads_back():
    for weights in ({(0, 1): 5, (1, 0): 2}, {(0, 1): 2, (1, 0): 5}):
        back = [r[:2] for r in lay_out([40, 40], weights, height=22).routes if r.back]
        assert [weights[pair] for pair in back] == [2]


def test_a_crossing_is_undone():
    assert ordered([[0, 1], [2, 3]], [(0, 3), (1, 2)]) in (
        [[0, 1], [3, 2]],
        [[1, 0], [2, 3]],
    )


def test_a_lone_node_stands_beside_the_middle_of_its_neighbours():
    heights = placed([[0, 1, 2], [3]], [(0, 3), (1, 3), (2, 3)], [20] * 4, 10)
    assert heights == [10, 40, 70, 40]


def test_nothing_is_drawn_of_nothing():
    layout = lay_out([], {}, height=22)
    assert (layout.boxes, layout.routes) == ((), ())
    assert render_picture(Picture(PictureKind.INCLUDES, "a.h", ()), NO_LINKS) == ""


def small() -> Picture:
    tree = {
        "app/main.cpp": "lib/vec.h",
        "lib/vec.cpp": "lib/vec.h",
        "lib/vec.h": "base/a.h base/b.h",
        "base/a.h": "base/b.h",
        "base/b.h": "base/a.h",
    }
    return file_picture(figures_of(tree).graph, "lib/vec.h", limit=4)


def test_a_small_picture_looks_as_it_did():
    """Renew the file with what the message shows, after a look at it in a browser."""
    found = re.sub(r"(?<=>) ?(?=<(?!/))", "\n", render_picture(small(), LINKS))
    assert found + "\n" == (GOLDEN / "includes.html").read_text("utf-8")


def test_a_picture_is_well_formed_and_has_a_list_that_says_the_same():
    html = render_picture(small(), LINKS)
    root = ET.fromstring(html)
    svg = "{http://www.w3.org/2000/svg}"
    drawing = root.find(f".//{svg}svg")
    assert drawing is not None
    # It is no image to be skipped: its nodes are links, and the box has its name.
    assert drawing.get("aria-hidden") is drawing.get("role") is None
    box = root.find("div")
    assert box is not None
    assert box.get("role") == "group"
    assert box.get("aria-label") == "Include graph of lib/vec.h: 4 files"
    # No title, where all of a name is there; no second link to the same page.
    assert not list(drawing.iter(f"{svg}title"))
    names = ["".join(link.itertext()).strip() for link in drawing.iter(f"{svg}a")]
    assert names == ["vec.cpp", "a.h base", "b.h base"]
    assert html.count("href=") == 3
    lines = [(line.node.name, line.leads) for line in picture_lines(small())]
    assert lines == [
        ("base/a.h", ("base/b.h",)),
        ("base/b.h", ("base/a.h",)),
        ("lib/vec.cpp", ("lib/vec.h",)),
        ("lib/vec.h", ("base/a.h", "base/b.h")),
    ]
    assert "Not drawn: 1 file" in html
    assert "app/main.cpp" in html


def test_names_are_text():
    nodes = tuple(
        PictureNode(f"c:{name}", name, PictureSide.PLAIN)
        for name in ('ns::A<"x">::B', "C<&D::e>", "plain")
    )
    edges = (PictureEdge(0, 1), PictureEdge(1, 2))
    html = render_picture(Picture(PictureKind.BASES, "C", nodes, edges), LINKS)
    root = ET.fromstring(html)
    svg = "{http://www.w3.org/2000/svg}"
    texts = [node.text for node in root.iter(f"{svg}text")]
    assert texts == ['A<"x">::B', "ns", "C<&D::e>", "plain"]


def test_a_name_that_is_cut_has_a_title():
    path = f"{'folder' * 8}/{'file' * 8}.h"
    nodes = PictureNode(path, path), PictureNode("a.h", "a.h")
    picture = Picture(PictureKind.INCLUDES, "a.h", nodes, (PictureEdge(0, 1),))
    html = render_picture(picture, LINKS)
    assert html.count("<title>") == html.count(f"<title>{path}</title>") == 1


def test_the_arrows_between_folders_have_their_weights():
    nodes = tuple(PictureNode(path, path) for path in ("a", "b", "c"))
    edges = (PictureEdge(0, 1, 120), PictureEdge(1, 2, 1), PictureEdge(2, 0, 2))
    html = render_picture(Picture(PictureKind.FOLDERS, "", nodes, edges), NO_LINKS)
    assert "<title>a includes b: 120 times</title>" in html
    assert 'stroke-width="3.5"' in html
    assert html.count('<g class="kwindex-back">') == 1
    assert "<a " not in html


def test_many_arrows_between_folders_are_drawn_by_their_width():
    edges = tuple(
        PictureEdge(one, other, 200 if one else 1)
        for one in range(9)
        for other in range(one + 1, 9)
    )
    nodes = tuple(PictureNode(f"f{n}", f"f{n}") for n in range(9))
    html = render_picture(Picture(PictureKind.FOLDERS, "", nodes, edges), NO_LINKS)
    assert html.count('<g class="kwindex-forward">') == 2
    assert html.count('stroke-width="3.5"') == 1
    assert "includes f8: " not in html
    assert "f1 (1)" in html
    assert "f2 (200)" in html


@pytest.mark.parametrize("size", [30, 60])
def test_a_picture_is_small(size):
    edges = tuple(
        PictureEdge(n, m) for n in range(size) for m in (n + 1, n + 7) if m < size
    )
    nodes = tuple(
        PictureNode(f"folder/file_{n}.h", f"folder/file_{n}.h") for n in range(size)
    )
    picture = Picture(PictureKind.INCLUDES, "folder/file_0.h", nodes, edges)
    svg = re.search("<svg.*</svg>", render_picture(picture, LINKS))
    assert svg is not None
    assert len(svg[0]) < 330 * size


def test_columns_follow_each_other():
    layout = lay_out([50, 60, 70], {(0, 1): 1, (1, 2): 1}, height=22)
    assert all(a.x + a.width < b.x for a, b in pairwise(layout.boxes))
