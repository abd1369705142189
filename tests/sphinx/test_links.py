"""Links out of our pages and into them: Breathe, hawkmoth, other projects, std."""

from __future__ import annotations

import re
import shutil
import zlib
from html import unescape
from typing import TYPE_CHECKING, NamedTuple

import pytest

from sphinxext_kwindex.render import symbol_anchor
from tests.links import broken_links, duplicate_ids
from tests.sphinx_builds import STRICT, files_of, sphinx_build

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from .conftest import Build, Project

pytest.importorskip("breathe")
pytestmark = [
    # Breathe 5.1 under Sphinx 9.
    pytest.mark.filterwarnings("ignore:'sphinx.environment.BuildEnvironment.app'"),
]

CPPREFERENCE = "https://en.cppreference.com/w/"
SHAPES = "api/shapes.html"
FUNCTIONS = "api/functions.html"
LINK = re.compile(r"<a (?P<attributes>[^>]*)>(?P<content>.*?)</a>", re.DOTALL)
TAG = re.compile(r"<[^>]*>")


class Link(NamedTuple):
    text: str
    href: str
    title: str
    classes: tuple[str, ...]


def links_in(html: str) -> Iterator[Link]:
    for match in LINK.finditer(html):
        found = dict(re.findall(r'([\w-]+)="([^"]*)"', match["attributes"]))
        yield Link(
            unescape(TAG.sub("", match["content"])).strip(),
            unescape(found.get("href", "")),
            unescape(found.get("title", "")),
            tuple(found.get("class", "").split()),
        )


def hrefs(html: str, text: str, *, but: str = "") -> list[str]:
    """Return the addresses of the links of a text, each once."""
    found = (link for link in links_in(html) if link.text == text)
    return list(
        dict.fromkeys(link.href for link in found if link.title != but or not but)
    )


def table(page: str, path: str) -> str:
    """Return the keyword tables of a file."""
    start = page.index(f'<p class="kwindex-path"><code>{path}</code></p>')
    start = page.index('<table class="kwindex-table kwindex-keywords', start)
    return page[start : page.index('class="kwindex kwindex-structure"', start)]


def inventory_lines(outdir: Path) -> list[str]:
    data = (outdir / "objects.inv").read_bytes().split(b"\n", 4)[4]
    return zlib.decompress(data).decode().splitlines()


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, Build]:
    """Return the project ``breathe`` and its html, built once; to be looked at only."""
    from .conftest import ROOTS, Project

    srcdir = tmp_path_factory.mktemp("breathe") / "docs"
    shutil.copytree(ROOTS / "test-breathe", srcdir)
    built = Project(srcdir)
    return built, built.build("html")


@pytest.fixture
def html(project: tuple[Project, Build]) -> Build:
    return project[1]


def test_breathe_is_clean(html: Build) -> None:
    assert html.warning_lines == []
    assert list(broken_links(html.outdir)) == []
    # Breathe gives each class the same ids for its sections.
    twice = [one for _, one in duplicate_ids(html.outdir) if "breathe" not in one]
    assert twice == []


@pytest.mark.parametrize(
    ("name", "places"),
    [
        ("Shape", [f"{SHAPES}#_CPPv4N3geo5ShapeE"]),
        ("Path", [f"{SHAPES}#_CPPv4N3geo4PathE"]),
        ("x", [f"{SHAPES}#_CPPv4N3geo5Point1xE"]),
        ("GEO_SQUARE", [f"{FUNCTIONS}#c.GEO_SQUARE"]),
        (
            "norm",
            [
                f"{FUNCTIONS}#_CPPv4N3geo4normE5Point",
                f"{FUNCTIONS}#_CPPv4N3geo4normEd",
                f"{FUNCTIONS}#_CPPv4N3geo4normERKNSt6vectorI5PointEE",
            ],
        ),
        (
            "greater",
            [
                f"{FUNCTIONS}#_CPPv4I0EN3geo7greaterE1T1T1T",
                f"{FUNCTIONS}#_CPPv4I0_NSt6size_tEEN3geo7greaterE1TRA1N_K1T",
            ],
        ),
        (
            "corner",
            [
                f"{SHAPES}#_CPPv4N3geo5Shape6cornerENSt6size_tE",
                f"{SHAPES}#_CPPv4NK3geo5Shape6cornerENSt6size_tE",
            ],
        ),
        # Not documented: the row is all there is.
        ("side", []),
        ("Side", []),
    ],
)
def test_names_of_rows_lead_to_their_documentation(
    html: Build, name: str, places: list[str]
) -> None:
    rows = table(html.page("code.html"), "include/geo/geo.h")
    found = [link for link in links_in(rows) if link.title == "Documentation"]
    assert [link.href for link in found if link.text == name] == places


def test_other_names_lead_to_documentation_or_else_to_our_row(html: Build) -> None:
    rows = table(html.page("code.html"), "include/geo/geo.h")
    assert f"{SHAPES}#_CPPv4N3geo5PointE" in hrefs(rows, "Point")
    own, row = hrefs(rows, "Side")
    assert own.startswith("#kw-")
    assert own.endswith("-L19")
    assert row == f"#{symbol_anchor('c:@N@geo@E@Side')}"


def test_a_listing_leads_to_our_own_places(html: Build) -> None:
    page = html.page("code.html")
    listing = page[page.index('class="highlight-cpp') :].partition("</pre>")[0]
    found = hrefs(listing, "Shape") + hrefs(listing, "norm")
    assert found
    assert all(href.startswith("#kw-") for href in found)


def test_signatures_of_breathe_lead_to_our_rows(html: Build) -> None:
    guide = html.page("guide.html")
    side = f"code.html#{symbol_anchor('c:@N@geo@E@Side')}"
    assert side in hrefs(guide, "Side")  # in a signature
    assert hrefs(guide, "geo::Side") == [side]  # by a role
    name = "geo::Side geo::side(const Point &, const Point &)"
    assert hrefs(guide, name) == hrefs(guide, "geo::side()")
    assert hrefs(guide, "geo::Circle")[0] == f"{SHAPES}#_CPPv4N3geo6CircleE"
    # Our own role keeps to our pages.
    assert hrefs(guide, "geo::Circle")[1].startswith("code.html#kw-")


def test_names_of_the_standard_libraries(html: Build) -> None:
    code, guide = html.page("code.html"), html.page("guide.html")
    assert hrefs(code, "vector") == [f"{CPPREFERENCE}cpp/container/vector"]
    assert hrefs(code, "<vector>") == [f"{CPPREFERENCE}cpp/header/vector"]
    assert hrefs(code, "hypot") == [f"{CPPREFERENCE}cpp/numeric/math/hypot"]
    # In a file of C those of C.
    assert hrefs(code, "<stdio.h>") == [f"{CPPREFERENCE}c/io"]
    assert hrefs(code, "fprintf") == [f"{CPPREFERENCE}c/io/fprintf"]
    for text, page in (
        ("std::vector", "cpp/container/vector"),
        ("std::vector::push_back()", "cpp/container/vector/push_back"),
        ("std::string", "cpp/string/basic_string"),
        ("std::map", "cpp/container/map"),
        ("printf()", "c/io/fprintf"),
        ("unique_ptr", "cpp/memory/unique_ptr"),  # in a signature
    ):
        assert hrefs(guide, text) == [CPPREFERENCE + page]
    assert hrefs(html.page(FUNCTIONS), "vector") == [
        f"{CPPREFERENCE}cpp/container/vector"
    ]
    outward = [x for x in links_in(code + guide) if x.href.startswith(CPPREFERENCE)]
    assert outward
    assert all("external" in x.classes for x in outward)
    # A title stands where it says more than the link does.
    titles = {x.title for x in outward} - {""}
    assert "std::vector (cppreference.com)" in titles
    assert all(title.endswith(" (cppreference.com)") for title in titles)


def test_links_to_the_standard_libraries_can_be_left_out(
    project: tuple[Project, Build], tmp_path: Path
) -> None:
    build = project[0].build(
        builddir=tmp_path,
        confoverrides={
            "kwindex_std_links": False,
            "suppress_warnings": ["kwindex", "ref"],
        },
    )
    for page in build.outdir.rglob("*.html"):
        assert "cppreference" not in page.read_text("utf-8")


@pytest.mark.parametrize("builder", ["text", "latex", "linkcheck"])
def test_other_builders(project: tuple[Project, Build], builder: str) -> None:
    build = project[0].build(builder)
    assert build.warning_lines == []
    files = [
        f for f in build.outdir.rglob("*") if f.suffix in {".tex", ".txt", ".json"}
    ]
    text = "".join(file.read_text("utf-8") for file in files)
    # A link checker is given nothing that nobody wrote.
    assert ("cppreference.com" in text) == (builder == "latex")


def test_inventory_has_the_names_of_the_other_domains(html: Build) -> None:
    lines = inventory_lines(html.outdir)
    anchor = symbol_anchor("c:@N@geo@E@Side")
    assert f"geo::Side cpp:enum 1 code.html#{anchor} -" in lines
    assert (
        f"geo_log cpp:function 1 code.html#{symbol_anchor('c:@F@geo_log')} -" in lines
    )
    # What is documented is there once, by its own domain.
    assert sum(line.startswith("geo::Shape cpp:") for line in lines) == 1
    assert sum(line.startswith("GEO_SQUARE c:") for line in lines) == 1
    assert len(lines) == len(set(lines))


def test_a_second_build_changes_nothing(project: tuple[Project, Build]) -> None:
    # Sphinx itself forgets the index entries in its search of what is not written.
    before = files_of(project[1].outdir, but=["searchindex.js"])
    again = sphinx_build(
        project[0].srcdir,
        project[1].outdir,
        *(*STRICT, "-D", "nitpicky=1"),
        doctrees=project[0].srcdir / "_build" / "doctrees",
        idle=True,
    )
    assert again.code == 0, again.warnings
    assert files_of(project[1].outdir, but=["searchindex.js"]) == before


def test_pages_follow_what_they_link_to(make_project: Callable[[str], Project]) -> None:
    project = make_project("breathe")
    project.build()
    functions = project.srcdir / "api" / "functions.rst"
    shapes = project.srcdir / "api" / "shapes.rst"
    line = ".. doxygenfunction:: geo::norm(double)\n"
    functions.write_text(functions.read_text().replace(line, ""))
    shapes.write_text(shapes.read_text() + "\n" + line)

    build = project.build()

    assert build.read == ("api/functions", "api/shapes")
    assert "code" in build.written
    assert "guide" not in build.written
    assert build.warning_lines == []
    assert f"{SHAPES}#_CPPv4N3geo4normEd" in hrefs(build.page("code.html"), "norm")
    assert list(broken_links(build.outdir)) == []

    # And signatures follow our rows: of these, the guide alone has one.
    header = project.code / "include" / "geo" / "geo.h"
    header.write_text(header.read_text().replace("Side", "Flank"))
    build = project.build(confoverrides={"suppress_warnings": ["kwindex", "ref"]})
    assert "guide" in build.written
    assert list(broken_links(build.outdir)) == []
    pages = {f.name: f.read_bytes() for f in build.outdir.rglob("*.html")}
    shutil.rmtree(build.outdir.parent)
    clean = project.build(confoverrides={"suppress_warnings": ["kwindex", "ref"]})
    assert pages == {f.name: f.read_bytes() for f in clean.outdir.rglob("*.html")}


def test_two_projects_both_ways(
    html: Build, make_project: Callable[[str], Project]
) -> None:
    # Ours are found by a project that has intersphinx alone.
    plain = make_project("plain")
    shutil.copy(html.outdir / "objects.inv", plain.srcdir)
    built = plain.build(confoverrides={"nitpicky": False})
    assert built.warning_lines == []
    page = built.page("index.html")
    geo = "https://example.org/geo/"
    side = f"{geo}code.html#{symbol_anchor('c:@N@geo@E@Side')}"
    assert hrefs(page, "geo::Side") == [side]
    assert hrefs(page, "Side") == [side]  # in a signature
    assert hrefs(page, "geo::side()")[0].startswith(f"{geo}code.html#kw-")
    assert hrefs(page, "geo::Side::Left")[0].startswith(f"{geo}code.html#kw-")
    assert hrefs(page, "geo::Shape") == [f"{geo}{SHAPES}#_CPPv4N3geo5ShapeE"]
    assert hrefs(page, "GEO_SQUARE") == [f"{geo}{FUNCTIONS}#c.GEO_SQUARE"]
    assert hrefs(page, "geo_log()") == [f"{geo}{FUNCTIONS}#c.geo_log"]

    # Its objects, and Breathe's of the first one, are found by our tables.
    other = make_project("inventory")
    shutil.copy(html.outdir / "objects.inv", other.srcdir)
    shutil.copy(built.outdir / "objects.inv", other.srcdir / "plain.inv")
    index = other.srcdir / "index.rst"
    text = ":cpp:class:`std::vector`, :kw:sym:`outer::Engine`, :cpp:func:`std::sort`\n"
    index.write_text(index.read_text().partition(":kw:sym:")[0] + text)
    loaded = ["sphinxext_kwindex", "sphinx.ext.intersphinx"]
    for extensions in (loaded, loaded[::-1]):
        mapping = {
            "geo": (geo, "objects.inv"),
            "plain": ("https://example.org/plain/", "plain.inv"),
        }
        overrides = {"intersphinx_mapping": mapping, "extensions": extensions}
        shutil.rmtree(other.srcdir / "_build", ignore_errors=True)
        build = other.build(confoverrides=overrides)
        assert build.warning_lines == []
        page = build.page("index.html")
        # Of the tree, but on no page here.
        assert f"{geo}{SHAPES}#_CPPv4N3geo6CircleE" in hrefs(page, "Circle")
        # Outside of the tree, in an inline namespace.
        engine = "https://example.org/plain/index.html#_CPPv4N5outer6EngineE"
        assert hrefs(page, "Engine") == [engine]
        assert hrefs(page, "outer::Engine") == [engine]
        # An inventory that has a name of std goes before cppreference.com.
        vector = "https://example.org/plain/index.html#_CPPv4NSt6vectorE"
        assert hrefs(page, "vector") == hrefs(page, "std::vector") == [vector]
        assert hrefs(page, "std::sort()") == [f"{CPPREFERENCE}cpp/algorithm/sort"]
        titles = {link.title for link in links_in(page) if link.href == engine}
        assert "outer::Engine (in Plain 2)" in titles  # of the role, by us


def test_hawkmoth(make_project: Callable[[str], Project]) -> None:
    pytest.importorskip("hawkmoth")
    project = make_project("hawkmoth")

    build = project.build()

    assert build.warning_lines == []
    assert list(broken_links(build.outdir)) == []
    rows = build.page("code.html")
    found = [x for x in links_in(rows) if x.title == "Documentation"]
    assert [(x.text, x.href.removeprefix("index.html#")) for x in found] == [
        ("Point", "_CPPv4N3geo5PointE"),
        ("norm", "_CPPv4N3geo4normE5Point"),
        ("norm", "_CPPv4N3geo4normEd"),
        ("x", "_CPPv4N3geo5Point1xE"),
        ("log_level", "c.log_level"),
        ("log_line", "c.log_line"),
    ]
    # What hawkmoth leaves out is ours.
    turn = hrefs(build.page("index.html"), "geo::turn()")
    assert [href.startswith("code.html#kw-") for href in turn] == [True]


def test_a_missing_target_is_warned_of_once(
    make_project: Callable[[str], Project],
) -> None:
    project = make_project("inventory")
    other = project.srcdir / "other.rst"
    text = """
Missing
=======

:kw:sym:`nope`, :kw:sym:`nope`, :cpp:class:`ext::Lost`, :cpp:class:`ext::Lost`

.. cpp:function:: Gone f(Gone a, Gone b)

.. cpp:function:: Gone g(Gone a, own c)
"""
    other.write_text(f":orphan:\n{text}")
    index = project.srcdir / "index.rst"
    index.write_text(
        f"{text}\n\n.. kwindex:: own.h\n".replace(" f(", " h(").replace(" g(", " i(")
    )

    build = project.build(confoverrides={"intersphinx_mapping": {}})

    kinds = sorted(re.findall(r"WARNING: (.*?)(?: \[|$)", build.warnings))
    assert [kind for kind in kinds if "nope" in kind] == ["no symbol goes by 'nope'"]
    assert sum("ext::Lost" in kind for kind in kinds) == 1
    assert sum("Gone" in kind for kind in kinds) == 1
    said = [x for x in build.status.splitlines() if "is missing in more places" in x]
    assert len(said) == 3
    assert "kw:sym 'nope' is missing in more places: index:" in build.status
    assert "other:" in build.status.partition("kw:sym 'nope'")[2]
