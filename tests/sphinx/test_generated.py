"""Generated pages: as documents, over edits, in every builder."""

from __future__ import annotations

import gc
import random
import re
import shutil
from typing import TYPE_CHECKING

import pytest

from sphinxext_kwindex.render import file_anchor, line_anchor
from tests.links import broken_links, duplicate_ids
from tests.made_project import BUILD_FILES
from tests.sphinx_builds import STRICT, files_of, sphinx_build, warnings_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from .conftest import Project

PAGES = {
    "tree/index",
    "tree/index~keywords-1",
    "tree/index~kinds-1",
    "tree/index~namespaces-1",
    "tree/index~includes",
    "tree/index~documentation",
    "tree/index~diagnostics",
    "tree/include/index",
    "tree/include/geo/index",
    "tree/include/geo/circle.h",
    "tree/include/geo/shape.h",
    "tree/src/index",
    "tree/src/circle.cpp",
    "tree/src/other.cpp",
    "tree/tests/index",
    "tree/tests/circle_test.cpp",
}


@pytest.fixture
def project(make_project: Callable[[str], Project]) -> Project:
    made = make_project("kwindex")
    conf = made.srcdir / "conf.py"
    conf.write_text(conf.read_text() + 'kwindex_sources = {"tree": "code"}\n')
    index = made.srcdir / "index.rst"
    index.write_text(index.read_text() + "\n.. toctree::\n\n   tree/index\n")
    return made


def build(
    project: Project,
    outdir: str,
    *options: str,
    builder: str = "html",
    doctrees: str = "doctrees",
) -> Path:
    folder = project.srcdir.parent
    run = sphinx_build(
        project.srcdir,
        folder / outdir,
        *("-b", builder, *STRICT, *options),
        doctrees=folder / doctrees,
    )
    assert run.code == 0, run.warnings
    assert run.warnings == ""
    return folder / outdir


def test_pages_are_documents(project: Project) -> None:
    before = files_of(project.srcdir)
    outdir = build(project, "html")
    assert files_of(project.srcdir) == before
    found = {
        file.relative_to(outdir).as_posix().removesuffix(".html")
        for file in (outdir / "tree").rglob("*.html")
    }
    assert found == PAGES
    assert not (outdir / "_sources" / "tree").exists()
    assert list(broken_links(outdir)) == []
    assert list(duplicate_ids(outdir)) == []
    page = (outdir / "tree/src/circle.cpp.html").read_text("utf-8")
    assert "<title>src/circle.cpp" in page
    assert '<li><a href="../index.html">Source files</a></li>' in page
    headings = re.findall("<h2[^>]*>([^<]+)<", page)
    assert headings[-2:] == ["Documented in", "Source"]
    assert headings.count("Documented in") == 1
    # In the inventory and in the search.
    inventory = (outdir / "objects.inv").read_bytes()
    assert inventory
    assert '"tree/src/circle.cpp"' in (outdir / "searchindex.js").read_text("utf-8")


def test_a_listing_is_not_searched(project: Project) -> None:
    source = project.code / "src" / "other.cpp"
    source.write_text(
        source.read_text() + "\nint f9() { /* zanzibarword */ return 9; }\n"
    )
    outdir = build(project, "html")
    assert "zanzibarword" in (outdir / "tree/src/other.cpp.html").read_text("utf-8")
    assert "zanzibar" not in (outdir / "searchindex.js").read_text("utf-8")


@pytest.mark.parametrize("builder", ["dirhtml", "epub", "singlehtml"])
def test_links_in_other_html_builders(project: Project, builder: str) -> None:
    told = ("-D", "version=1", "-D", "copyright=2026, us")
    outdir = build(project, builder, *told, builder=builder)
    broken = list(broken_links(outdir))
    twice = list(duplicate_ids(outdir))
    if builder == "singlehtml":
        # Sphinx's own: `#document-x#section`, and ids of hand-written sections.
        broken = [
            b for b in broken if b[1].startswith("#") and "#document-" not in b[1]
        ]
        twice = [t for t in twice if "kw-" in t[1]]
        text = (outdir / "index.html").read_text("utf-8")
        assert file_anchor("src/circle.cpp") in text
    assert broken == []
    assert twice == []


@pytest.mark.parametrize("builder", ["latex", "text", "man", "texinfo", "xml", "dummy"])
def test_other_builders(project: Project, builder: str) -> None:
    outdir = build(project, builder, builder=builder)
    if builder == "dummy":
        return
    text = "\n".join(
        file.read_text("utf-8", "replace")
        for file in outdir.rglob("*")
        if file.is_file() and file.suffix != ".sty"
    )
    plain = text.replace("\\", "").replace("{}", "").replace("sphinxhyphen", "-")
    assert "src/circle.cpp" in plain
    # A line of the listing.
    assert "#include" in plain


def test_a_second_build_is_idle(project: Project) -> None:
    build(project, "html")
    folder = project.srcdir.parent
    again = sphinx_build(
        project.srcdir,
        folder / "html",
        *STRICT,
        doctrees=folder / "doctrees",
        idle=True,
    )
    assert again.code == 0, again.warnings
    assert "0 added, 0 changed, 0 removed" in again.status
    assert "reading sources... [" not in again.status
    assert "writing output... [" not in again.status


def test_parallel_is_serial(project: Project) -> None:
    serial = build(project, "serial", doctrees="d1")
    parallel = build(project, "parallel", "-j2", doctrees="d2")
    assert files_of(serial, but=(".buildinfo",)) == files_of(
        parallel, but=(".buildinfo",)
    )


def test_pages_read_for_another_builder_are_the_same(project: Project) -> None:
    build(project, "text", builder="text", doctrees="d1")
    # Nothing was drawn when these were read.
    after = build(project, "after", doctrees="d1")
    alone = build(project, "alone", doctrees="d2")
    assert files_of(after, but=(".buildinfo",)) == files_of(alone, but=(".buildinfo",))


def test_a_page_goes_with_its_source(project: Project) -> None:
    outdir = build(project, "html")
    (project.code / "src" / "other.cpp").unlink()
    (project.srcdir.parent / "html" / "tree" / "mine.txt").write_text("mine")
    build(project, "html")
    assert not (outdir / "tree/src/other.cpp.html").exists()
    assert (outdir / "tree" / "mine.txt").exists()
    assert list(broken_links(outdir)) == []
    assert "other.cpp" not in (outdir / "searchindex.js").read_text("utf-8")


def test_a_page_written_by_hand_wins(project: Project) -> None:
    page = project.srcdir / "tree" / "src" / "index.rst"
    page.parent.mkdir(parents=True)
    page.write_text("Our sources\n===========\n\nWritten by hand.\n")
    outdir = build(project, "html")
    text = (outdir / "tree/src/index.html").read_text("utf-8")
    assert "Written by hand." in text
    assert (outdir / "tree/src/circle.cpp.html").exists()


def test_a_tree_in_no_toctree_is_said(project: Project) -> None:
    index = project.srcdir / "index.rst"
    index.write_text(index.read_text().replace("   tree/index\n", ""))
    folder = project.srcdir.parent
    run = sphinx_build(project.srcdir, folder / "html", doctrees=folder / "doctrees")
    # The toctree without an entry is Sphinx's to say.
    lines = [line for line in run.warnings.splitlines() if "kwindex" in line]
    assert len(lines) == 1
    assert "'tree/index'" in lines[0]
    assert "[kwindex.toctree]" in lines[0]


def test_folders_in_the_contents(project: Project) -> None:
    index = project.srcdir / "index.rst"
    text = index.read_text().replace(
        ".. toctree::\n\n   tree/index\n",
        ".. kwindex-tree:: /\n   :depth: 2\n   :caption: Sources\n",
    )
    index.write_text(text)
    outdir = build(project, "html")
    page = (outdir / "index.html").read_text("utf-8")
    assert 'href="tree/index.html"' in page
    assert 'href="tree/include/index.html"' in page
    assert "tree/include/geo" not in page
    index.write_text(text.replace("kwindex-tree:: /", "kwindex-tree:: src/none"))
    folder = project.srcdir.parent
    run = sphinx_build(project.srcdir, folder / "html", doctrees=folder / "doctrees")
    assert "'src/none' does not exist" in run.warnings


def test_wrong_trees_are_said(project: Project) -> None:
    conf = project.srcdir / "conf.py"
    conf.write_text(
        conf.read_text()
        + 'kwindex_sources = {"tree": "code", "up": "..", "none": "code/none"}\n'
    )
    folder = project.srcdir.parent
    run = sphinx_build(project.srcdir, folder / "html", doctrees=folder / "doctrees")
    texts = [line for line in run.warnings.splitlines() if "kwindex.config" in line]
    assert len(texts) == 2
    assert "'..', which is not below the source root" in texts[0]
    assert "'code/none', which is not a folder" in texts[1]


def _edit(rng: random.Random, project: Project, step: int) -> str:
    """Change something; return what."""
    code = project.code
    circle_h = code / "include/geo/circle.h"
    edits = {
        "comment": lambda: _append(code / "src/circle.cpp", f"// Step {step}.\n"),
        "function": lambda: _append(
            code / "src/other.cpp",
            f'#include "geo/circle.h"\nint step_{step}(geo::Circle&) {{ return 1; }}\n',
        ),
        "declare": lambda: _append(circle_h, f"int step_{step}(geo::Circle& c);\n"),
        "add": lambda: _append(
            code / f"src/new_{step}.cpp",
            f'#include "geo/shape.h"\n/// See geo::Circle.\nint made_{step};\n',
        ),
        "delete": lambda: _delete(code / "src", "new_*.cpp"),
        "first_line": lambda: circle_h.write_text("// First.\n" + circle_h.read_text()),
        "prose": lambda: _append(
            project.srcdir / "index.rst", f"\nSee :kw:file:`circle.h` in step {step}.\n"
        ),
        "rename": lambda: _rename(code, step),
    }
    name = rng.choice(sorted(edits))
    edits[name]()
    return name


def _append(file: Path, text: str) -> None:
    file.write_text((file.read_text() if file.exists() else "") + text)


def _delete(folder: Path, pattern: str) -> None:
    for file in sorted(folder.glob(pattern))[:1]:
        file.unlink()


def _rename(code: Path, step: int) -> None:
    """Rename a header, and mend who includes it."""
    (old,) = (code / "include/geo").glob("shape*.h")
    new = old.with_name(f"shape{step}.h")
    for file in [*code.rglob("*.h"), *code.rglob("*.cpp")]:
        file.write_text(file.read_text().replace(old.name, new.name))
    old.rename(new)


@pytest.mark.parametrize("seed", range(2))
def test_incremental_is_clean(
    make_project: Callable[[str], Project], seed: int
) -> None:
    made = make_project("kwindex")
    conf = made.srcdir / "conf.py"
    conf.write_text(conf.read_text() + 'kwindex_sources = {"tree": "code"}\n')
    # Pages that show files by name would warn when these are gone.
    (made.srcdir / "shape.rst").unlink()
    (made.srcdir / "roles.rst").unlink()
    index = made.srcdir / "index.rst"
    index.write_text(
        "Home\n====\n\n.. toctree::\n\n   circle\n   card\n   tree/index\n"
    )
    (made.srcdir / "source.rst").unlink()
    rng = random.Random(seed)
    for step in range(3):
        done = [_edit(rng, made, 10 * step + n) for n in range(rng.randint(1, 2))]
        build(made, "html")
        clean = build(made, f"clean{step}", doctrees=f"clean-doctrees{step}")
        first = files_of(made.srcdir.parent / "html", but=BUILD_FILES)
        second = files_of(clean, but=BUILD_FILES)
        different = [
            name
            for name in sorted(first.keys() | second.keys())
            if first.get(name) != second.get(name)
        ]
        assert different == [], done
        shutil.rmtree(clean)


def test_links_follow_lines_that_move_elsewhere(project: Project) -> None:
    header = "#pragma once\nstruct Far {\n  int away();\n};\n"
    (project.code / "include/geo/far.h").write_text(header)
    far = project.code / "src" / "far.cpp"
    far.write_text('#include "geo/far.h"\nint Far::away() { return 1; }\n')
    user = project.code / "tests" / "far_test.cpp"
    user.write_text('#include "geo/far.h"\nint asks(Far& f) { return f.away(); }\n')
    outdir = build(project, "html")
    page = outdir / "tree/tests/far_test.cpp.html"
    assert f'{line_anchor("src/far.cpp", 2)}">away</a>()' in page.read_text("utf-8")
    far.write_text("// One line more.\n" + far.read_text())
    build(project, "html")
    assert f'{line_anchor("src/far.cpp", 3)}">away</a>()' in page.read_text("utf-8")


def test_warnings_are_ours(project: Project) -> None:
    folder = project.srcdir.parent
    run = sphinx_build(project.srcdir, folder / "html", doctrees=folder / "doctrees")
    assert warnings_of(run) == []


def test_keywords_stand_by_letter_kind_and_namespace(project: Project) -> None:
    outdir = build(project, "html")
    pages = {
        order: (outdir / f"tree/index~{order}-1.html").read_text("utf-8")
        for order in ("keywords", "kinds", "namespaces")
    }
    for order, page in pages.items():
        # One leads to the others.
        for other in pages:
            assert (f'href="index~{other}-1.html">' in page) is (other != order)
    for page in (*pages.values(), (outdir / "tree/index.html").read_text("utf-8")):
        assert "By namespace" in page
        assert "By kind" in page
    assert "<title>Keywords of all files: Namespaces \u2013 Includes" in pages["kinds"]
    heading = re.compile(r'<p class="kwindex-heading" id="[^"]*">([^<]*)<')
    kinds = heading.findall(pages["kinds"])
    assert kinds[:3] == ["Namespaces", "Classes", "Structs"]
    spaces = heading.findall(pages["namespaces"])
    assert spaces[:2] == ["Outside of any namespace", "geo"]
    # The kind is said where it is not the heading.
    assert "<code>Circle</code></a> <small>class in geo</small>" in pages["namespaces"]
    assert "<code>Circle</code></a> <small>geo</small>" in pages["kinds"]


def test_the_index_of_a_large_tree_leads_to_pages(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sphinxext_kwindex.extension.indices._LARGE", 3)
    page = project.build().page("kw-index.html")
    assert 'href="tree/index~keywords-1.html#kw-' in page
    assert "geo::" not in page


def test_names_leave_the_general_index_when_files_are_many(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = sum(name.endswith((".h", ".cpp")) for name in PAGES)
    monkeypatch.setattr("sphinxext_kwindex.extension.pages.catalogue._INDEXED", few)
    entry = 'href="tree/src/other.cpp.html#kw-'
    assert entry in project.build().page("genindex.html")
    more = project.code / "src" / "more.cpp"
    more.write_text("int more();\n")
    without = project.build()
    assert "tree/src/other.cpp" in without.read
    assert entry not in without.page("genindex.html")
    # Once, not in each build from then on.
    assert project.build().read == ()
    more.unlink()
    assert entry in project.build().page("genindex.html")


def test_the_collector_is_as_before_after_a_build(project: Project) -> None:
    before = gc.get_threshold(), gc.get_freeze_count()
    project.build()
    assert (gc.get_threshold(), gc.get_freeze_count()) == before
