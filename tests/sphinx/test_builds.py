from __future__ import annotations

import re
import shutil
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sphinxext_kwindex.render import file_anchor, line_anchor, set_anchor, symbol_anchor
from tests.links import broken_links, duplicate_ids
from tests.sphinx_builds import files_of, sphinx_build

if TYPE_CHECKING:
    from collections.abc import Callable

    from .conftest import Build, Project

HTML = ("dirhtml", "singlehtml", "epub", "json")
OTHERS = ("latex", "text", "man", "texinfo", "xml", "pseudoxml", "dummy")
OPEN_FILES = Path("/proc/self/fd")
_LISTING_OPEN_FILES = """
import os

def list_open(when):
    def write(app, exception):
        folder = "/proc/self/fd"
        links = [f"{folder}/{name}" for name in os.listdir(folder)]
        files = [os.readlink(link) for link in links if os.path.exists(link)]
        with open(app.outdir / "open.txt", "a", encoding="utf-8") as stream:
            stream.writelines(f"{when} {file}\\n" for file in files)
    return write

def setup(app):
    app.connect("build-finished", list_open("before"), priority=999)
    app.connect("build-finished", list_open("after"), priority=1001)
"""
CONF = {"version": "1", "copyright": "2026, The authors"}


@pytest.fixture(scope="session")
def outputs(
    geometry: tuple[Project, Build], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], Path]:
    """Return a function that builds the project with a builder, each once."""
    project, _ = geometry
    known: dict[str, Path] = {}

    def output(builder: str) -> Path:
        if builder not in known:
            build = project.build(builder, confoverrides=CONF)
            assert build.warning_lines == []
            known[builder] = build.outdir
        return known[builder]

    return output


# sphinxcontrib-serializinghtml 2.0 under Sphinx 9.
@pytest.mark.filterwarnings("ignore:'sphinxcontrib.serializinghtml:DeprecationWarning")
@pytest.mark.filterwarnings("ignore:'sphinxcontrib.:PendingDeprecationWarning")
@pytest.mark.parametrize("builder", HTML)
def test_html_like_builders(outputs: Callable[[str], Path], builder: str) -> None:
    outdir = outputs(builder)
    texts = [f.read_text("utf-8") for f in outdir.rglob("*") if f.suffix in PAGES]
    assert any(symbol_anchor("c:@N@geo@S@Circle") in text for text in texts)
    assert list(duplicate_ids(outdir)) == []
    broken = list(broken_links(outdir))
    if builder == "singlehtml":
        # Sphinx's own: pages that are not there, and `#document-x#section`.
        broken = [
            (page, link)
            for page, link in broken
            if link.startswith("#") and "#document-" not in link
        ]
    assert broken == []


PAGES = {".html", ".xhtml", ".fjson"}


def test_epub_is_well_formed(outputs: Callable[[str], Path]) -> None:
    pages = list(outputs("epub").rglob("*.xhtml"))
    assert pages
    for page in pages:
        ET.parse(page)


@pytest.mark.parametrize("builder", OTHERS)
def test_other_builders(outputs: Callable[[str], Path], builder: str) -> None:
    outdir = outputs(builder)
    if builder == "dummy":
        return
    files = [f for f in outdir.rglob("*") if f.is_file() and f.suffix != ".sty"]
    text = "\n".join(f.read_text("utf-8", "replace") for f in files)
    assert "kw_view" not in text
    plain = text.replace("\\", "").replace("{}", "").replace("sphinxhyphen", "-")
    assert "A circle around a point." in plain
    assert "Documented in" in plain


def test_latex_labels(outputs: Callable[[str], Path]) -> None:
    text = (outputs("latex") / "geo.tex").read_text("utf-8")
    for label in (
        f"circle:{symbol_anchor('c:@N@geo@S@Circle')}",
        f"shape:{set_anchor('geo::norm')}",
        f"circle:{file_anchor('src/circle.cpp')}",
        f"circle:{line_anchor('src/circle.cpp', 1)}",
    ):
        assert f"\\label{{\\detokenize{{{label}}}}}" in text
    labels = set(re.findall(r"\\label\{\\detokenize\{([^}]*)\}\}", text))
    links = set(re.findall(r"\\hyperref\[\\detokenize\{([^}]*)\}\]", text))
    assert {link for link in links if "kw-" in link} <= labels


def test_gettext(geometry: tuple[Project, Build], tmp_path: Path) -> None:
    project, _ = geometry
    build = project.build("gettext", builddir=tmp_path)
    assert build.warning_lines == []
    assert (build.outdir / "circle.pot").is_file()


def test_nothing_is_read_when_nothing_changed(
    make_project: Callable[[str], Project],
) -> None:
    project = make_project("kwindex")
    first = project.build()
    assert len(first.read) == 6
    again = sphinx_build(
        project.srcdir,
        first.outdir,
        *("-n", "-W", "-D", "nitpicky=1"),
        doctrees=project.srcdir / "_build" / "doctrees",
        idle=True,
    )
    assert again.code == 0, again.warnings
    assert "0 added, 0 changed, 0 removed" in again.status
    assert "reading sources... [" not in again.status
    assert "writing output... [" not in again.status


def test_a_change_costs_its_pages(make_project: Callable[[str], Project]) -> None:
    project = make_project("kwindex")
    project.build()
    # A comment in a file that one page shows, and the card names lines of.
    source = project.code / "tests" / "circle_test.cpp"
    source.write_text(source.read_text() + "// An end.\n")

    build = project.build()

    assert build.read == ("source",)
    # Sphinx itself writes what has it in its table of contents.
    assert build.written == ("index", "source")
    assert build.warning_lines == []
    assert project.build().read == ()


def test_a_new_page_rewrites_those_that_link_to_it(
    make_project: Callable[[str], Project],
) -> None:
    project = make_project("kwindex")
    project.build()
    page = project.srcdir / "card.rst"
    # Nothing else shows it: circle.h and circle.cpp are named by it.
    page.write_text(page.read_text() + "\n.. kwindex:: src/other.cpp\n")

    build = project.build()

    assert build.read == ("card",)
    assert "circle" in build.written
    assert "roles" not in build.written
    assert list(broken_links(build.outdir)) == []
    assert build.page("circle.html").count(f"card.html#{file_anchor('src/other.cpp')}")


def test_a_removed_page_leaves_no_link(make_project: Callable[[str], Project]) -> None:
    project = make_project("kwindex")
    project.build()
    (project.srcdir / "card.rst").unlink()
    index = project.srcdir / "index.rst"
    index.write_text(index.read_text().replace("   card\n", ""))

    build = project.build()

    assert {"roles", "index"} <= set(build.written)
    assert set(build.read) == {"index"}
    (build.outdir / "card.html").unlink()
    (build.outdir / "_sources" / "card.rst.txt").unlink()
    assert list(broken_links(build.outdir)) == []


def test_a_removed_source_is_said(make_project: Callable[[str], Project]) -> None:
    project = make_project("kwindex")
    project.build()
    (project.code / "tests" / "circle_test.cpp").unlink()

    build = project.build()

    assert "source" in build.read
    assert [line for line in build.warning_lines if "not_found" in line]
    assert "circle_test.cpp" not in build.page("circle.html")
    assert "circle_test" not in (build.outdir / "objects.inv").read_bytes().decode(
        "latin-1"
    )


def test_a_new_mention_rewrites_the_page_that_lists_it(
    make_project: Callable[[str], Project],
) -> None:
    project = make_project("kwindex")
    project.build()
    index = project.srcdir / "index.rst"
    index.write_text(index.read_text() + "\nSee :kw:file:`src/circle.cpp`.\n")

    build = project.build()

    assert build.read == ("index",)
    assert "circle" in build.written
    assert "shape" not in build.written
    assert '<a href="index.html">Geometry</a>' in build.page("circle.html")


def test_parallel_is_serial(
    make_project: Callable[[str], Project], tmp_path: Path
) -> None:
    project = make_project("kwindex")
    outputs = []
    for jobs in ("1", "4"):
        out, doctrees = tmp_path / jobs, tmp_path / f"{jobs}-doctrees"
        # Most files are outside of the patterns, and indexed when a document names
        # them, perhaps by several processes at once.
        options = ("-n", "-W", "-j", jobs, "-D", "kwindex_include=include/**")
        run = sphinx_build(project.srcdir, out, *options, doctrees=doctrees)
        assert run.code == 0, run.warnings
        outputs.append(files_of(out, but=[".buildinfo"]))
    assert outputs[0] == outputs[1]
    assert b"fully read" in outputs[0]["circle.html"]


def test_incremental_is_clean(make_project: Callable[[str], Project]) -> None:
    project = make_project("kwindex")
    project.build()
    header = project.code / "include" / "geo" / "circle.h"
    header.write_text(header.read_text().replace("Circle(double", "Circle(float"))
    incremental = project.build()
    pages = {f.name: f.read_bytes() for f in incremental.outdir.glob("*.html")}
    shutil.rmtree(incremental.outdir.parent)

    clean = project.build()

    assert pages == {f.name: f.read_bytes() for f in clean.outdir.glob("*.html")}


@pytest.mark.skipif(not OPEN_FILES.is_dir(), reason="the system does not list them")
def test_the_index_is_closed_at_the_end(make_project: Callable[[str], Project]) -> None:
    # Python 3.13 warns of what is left open, and Windows cannot remove it.
    project = make_project("kwindex")
    with (project.srcdir / "conf.py").open("a", encoding="utf-8") as stream:
        stream.write(_LISTING_OPEN_FILES)

    build = project.build()

    seen = (build.outdir / "open.txt").read_text("utf-8").splitlines()
    assert any("index.sqlite3" in line for line in seen if line.startswith("before"))
    assert not any("index.sqlite3" in line for line in seen if line.startswith("after"))


def test_a_file_outside_of_the_patterns(make_project: Callable[[str], Project]) -> None:
    project = make_project("kwindex")
    patterns = {"kwindex_include": ["include/**"]}

    build = project.build(confoverrides=patterns)

    assert build.warning_lines == []
    assert symbol_anchor("c:@N@geo@S@Circle") in build.page("circle.html")
    assert "fully read" in build.page("circle.html")
    again = project.build(confoverrides=patterns)
    assert again.read == ()


def test_markdown(make_project: Callable[[str], Project]) -> None:
    project = make_project("myst")

    build = project.build()

    assert len(build.warning_lines) == 2
    assert "index.md:11: WARNING: kwindex has no option 'colour'" in build.warnings
    assert "index.md:11: WARNING: 'b.h' does not exist" in build.warnings
    page = build.page("index.html")
    assert f'href="#{set_anchor("make")}"' in page
    assert f'href="#{line_anchor("a.h", 3)}"' in page
    assert list(broken_links(build.outdir)) == []
    assert list(duplicate_ids(build.outdir)) == []


def test_intersphinx(
    geometry: tuple[Project, Build], make_project: Callable[[str], Project]
) -> None:
    project = make_project("inventory")
    inventory = geometry[1].outdir / "objects.inv"
    shutil.copy(inventory, project.srcdir / "objects.inv")

    build = project.build()

    assert build.warning_lines == []
    page = build.page("index.html")
    base = "https://example.org/geo/"
    assert f"{base}circle.html#{symbol_anchor('c:@N@geo@S@Circle')}" in page
    assert f"{base}circle.html#{file_anchor('src/circle.cpp')}" in page
    assert f"{base}shape.html#{symbol_anchor('c:@macro@GEO_PI')}" in page


def test_hosted_repository(make_project: Callable[[str], Project]) -> None:
    project = make_project("errors")
    url = "https://example.org/blob/{commit}/{path}#L{line}"

    build = project.build(
        confoverrides={
            "kwindex_source_url": url,
            "suppress_warnings": ["kwindex"],
        }
    )

    page = build.page("index.html")
    assert 'href="https://example.org/blob/HEAD/twice.h#L1"' in page
