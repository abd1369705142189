from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, Any

import pytest
from sphinx.util.inventory import InventoryFile

from sphinxext_kwindex.render import (
    file_anchor,
    line_anchor,
    set_anchor,
    symbol_anchor,
)
from tests.links import broken_links, duplicate_ids

if TYPE_CHECKING:
    from .conftest import Build, Project

CIRCLE = "c:@N@geo@S@Circle"
SHAPE = "c:@N@geo@S@Shape"


@pytest.fixture
def html(geometry: tuple[Project, Build]) -> Build:
    return geometry[1]


def link_of(page: str, text: str) -> str:
    """Return the address that a text of a role leads to."""
    match = re.search(
        rf'<a class="reference (?:in|ex)ternal" href="([^"]*)"[^>]*><code[^>]*>'
        rf'<span class="pre">{re.escape(text)}</span>',
        page,
    )
    assert match is not None, text
    return match[1]


def test_clean(html: Build) -> None:
    assert html.warning_lines == []
    assert list(broken_links(html.outdir)) == []
    assert list(duplicate_ids(html.outdir)) == []


def test_missing_headers_are_said_not_warned_of(html: Build) -> None:
    assert '1 header was not found: "not/there.h"' in html.status
    assert "not/there.h" in html.page("source.html")


def test_sections_and_headings(html: Build) -> None:
    page = html.page("circle.html")
    assert '<p class="kwindex-path"><code>src/circle.cpp</code></p>' in page
    assert ">Keywords<a class" in page  # :heading: section
    assert ">Keywords</p>" in page  # the default, rubric
    assert f'id="{file_anchor("src/circle.cpp")}"' in page
    assert f'id="{symbol_anchor(CIRCLE)}"' in page
    source = html.page("source.html")
    assert ">Includes<a class" not in source
    assert ">Includes</p>" not in source  # none


def test_listing_lines(html: Build) -> None:
    page = html.page("source.html")

    def lines(path: str) -> list[int]:
        return [n for n in range(1, 16) if f'id="{line_anchor(path, n)}"' in page]

    assert lines("tests/circle_test.cpp") == [4, 5, 6, 7]
    assert lines("src/circle.cpp") == [8]
    assert "How circles are tested" in page


@pytest.mark.parametrize(
    ("text", "page", "anchor"),
    [
        # A card goes before the page of the file.
        ("geo::Shape", "card.html", set_anchor("geo::Shape")),
        # An overload set of one file has an id of its own; of a name with parameters
        # there is one symbol.
        ("GEO_SQUARE", "shape.html", symbol_anchor("c:@macro@GEO_SQUARE")),
        ("GEO_PI", "shape.html", symbol_anchor("c:@macro@GEO_PI")),
        ("Point", "shape.html", symbol_anchor("c:@N@geo@S@Point")),
        ("include/geo/shape.h", "shape.html", file_anchor("include/geo/shape.h")),
        ("circle.h", "circle.html", file_anchor("include/geo/circle.h")),
        ("src/circle.cpp:8", "circle.html", line_anchor("src/circle.cpp", 8)),
        ("circle.cpp", "circle.html", file_anchor("src/circle.cpp")),
        ("geo::Circle", "circle.html", symbol_anchor(CIRCLE)),
    ],
)
def test_role_leads_to_its_place(
    html: Build, text: str, page: str, anchor: str
) -> None:
    assert link_of(html.page("roles.html"), text) == f"{page}#{anchor}"


def test_role_forms(html: Build) -> None:
    page = html.page("roles.html")
    # Cut to the last component; the title written; no link.
    assert link_of(page, "area").startswith("shape.html#kw-")
    assert ">the</span> <span" in page
    assert page.count('<span class="pre">geo::Shape</span>') == 2
    assert page.count(f'href="card.html#{set_anchor("geo::Shape")}"') == 1


def test_overloads_lead_to_their_set(html: Build) -> None:
    page = html.page("roles.html")
    assert f'href="card.html#{set_anchor("geo::norm")}"' in page
    assert 'title="geo::norm (function), 2 symbols; shown on 3 pages:' in page
    # The set has an id in the page of a file that declares more than one of it.
    assert f'id="{set_anchor("geo::norm")}"' in html.page("shape.html")


def test_cpp_and_c_roles_fall_back_to_ours(html: Build) -> None:
    page = html.page("roles.html")
    assert f'href="shape.html#{symbol_anchor("c:@macro@GEO_PI")}"' in page
    assert f'href="card.html#{set_anchor("geo::norm")}"' in page


def test_pages_say_where_they_are_documented(html: Build) -> None:
    for name in ("shape.html", "circle.html", "card.html"):
        page = html.page(name)
        assert '<p class="rubric">Documented in</p>' in page
        assert '<a href="roles.html#one-section">Roles: One section</a>' in page


def test_inventory(html: Build) -> None:
    with (html.outdir / "objects.inv").open("rb") as stream:
        data = InventoryFile.load(stream, "", posixpath.join)
    assert set(data["kw:class"]) == {"geo::Circle", "geo::Shape"}
    assert set(data["kw:macro"]) == {"GEO_PI", "GEO_SQUARE"}
    assert "geo::operator<" in data["kw:operator"]
    assert "src/circle.cpp" in data["kw:file"]
    # One for the set, not one for each overload.
    norm: Any = data["kw:function"]["geo::norm"]
    # Up to Sphinx 8.1 a tuple: project, version, address, title.
    address = norm.uri if hasattr(norm, "uri") else norm[2]
    assert address.endswith(set_anchor("geo::norm"))
    # Of a file that no page shows there is nothing.
    assert not any("other" in name for names in data.values() for name in names)


def test_indices(html: Build) -> None:
    general = html.page("genindex.html")
    assert "geo::Circle (class)" in general
    assert "GEO_SQUARE (macro)" in general
    keywords = html.page("kw-index.html")
    assert '<code class="xref">Circle</code>' in keywords
    assert '<code class="xref">operator&lt;</code>' in keywords


def test_search_finds_words_of_comments_and_not_of_listings(html: Build) -> None:
    index = html.page("searchindex.js")
    assert '"radiu' in index  # of a brief; its stem depends on Sphinx's version
    assert '"circl' in index
    assert '"main":' not in index  # of a listing alone


def test_assets_stand_on_our_pages_alone(html: Build) -> None:
    assert "kwindex.css" in html.page("circle.html")
    assert "kwindex.css" in html.page("card.html")
    assert "kwindex.css" not in html.page("roles.html")
    assert (html.outdir / "_static" / "kwindex.css").is_file()
