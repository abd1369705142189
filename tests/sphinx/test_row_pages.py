"""Files with more keywords than one page takes: every link finds its row."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.made_project import MadeProject, check_links

if TYPE_CHECKING:
    from pathlib import Path

GUIDE = """\
Guide
=====

See :kw:sym:`wide::fLAST` and :kw:sym:`wide::f0`.

.. kwindex-symbol:: wide::use
"""


class Wide(MadeProject):
    """A project with a header of many functions, and who uses the last of them."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, "guide")
        self.write_header(200)
        self.write_guide(199)
        # The last type stands before all functions, the last function behind them.
        self.write(
            "use.cpp",
            '#include "wide.h"',
            "namespace wide {",
            "/** Uses. */",
            "int use(const Late& late) { return f0(0) + late.value; }",
            "}",
        )

    def write_header(self, functions: int, before: int = 0) -> None:
        """Write the header; ``before`` are functions that push others to new pages."""
        lines = ["#pragma once", "namespace wide {"]
        for number in (*range(1000, 1000 + before), *range(functions)):
            lines += [f"/** Number {number}. */", f"int f{number}(int);"]
        self.write("wide.h", *lines, "struct Late {", "  int value;", "};", "}")

    def write_guide(self, last: int) -> None:
        (self.docs / "guide.rst").write_text(GUIDE.replace("LAST", str(last)))


@pytest.fixture
def made(tmp_path: Path) -> Wide:
    return Wide(tmp_path)


def pages_of(outdir: Path) -> set[str]:
    found = (outdir / "tree").glob("wide.h~keywords-*")
    return {file.name.removesuffix(".html") for file in found}


def test_links_lead_to_the_page_with_the_row(made: Wide) -> None:
    outdir = made.build("html")
    check_links(outdir)
    pages = pages_of(outdir)
    assert "wide.h~keywords-2" in pages
    guide = (outdir / "guide.html").read_text()
    last = re.search(r'href="tree/(wide\.h~keywords-\d+\.html)#(\S+)"[^>]*>', guide)
    assert last is not None
    assert f'<tr id="{last[2]}"' in (outdir / "tree" / last[1]).read_text()
    assert 'href="tree/wide.h.html#' in guide
    # Fields come after functions: that of Late is on a further page, and used.
    used = (outdir / "tree/use.cpp.html").read_text()
    assert "wide.h.html#" in used
    index = (outdir / "genindex.html").read_text()
    assert f'href="tree/{last[1]}#{last[2]}">wide::f199 (function)' in index
    assert "Keywords of wide.h, part 2" in (outdir / "searchindex.js").read_text()
    first = (outdir / "tree/wide.h.html").read_text()
    assert 'aria-current="page">' in first
    assert "of 200<" in first
    # All are there, once.
    files = ["wide.h.html", *(f"{name}.html" for name in pages)]
    text = "".join((outdir / "tree" / name).read_text() for name in files)
    names = re.findall(r"<th><a [^>]*><code>(f\d+)</code></a>", text)
    assert sorted(names) == sorted(f"f{number}" for number in range(200))


@pytest.mark.parametrize("builder", ["dirhtml", "singlehtml", "epub", "latex", "text"])
def test_other_builders(made: Wide, builder: str) -> None:
    outdir = made.build(builder, builder=builder)
    if builder in {"dirhtml", "singlehtml", "epub"}:
        # The theme links to an index that singlehtml does not make.
        check_links(outdir, but=frozenset({"genindex.html", "search.html"}))
        return
    text = "".join(
        file.read_text("utf-8", "replace")
        for file in outdir.rglob("*")
        if file.suffix in {".tex", ".txt"}
    )
    assert all(f"Number {number}." in text for number in range(200))
    assert "On other pages:" in text


def test_links_follow_rows_that_move(made: Wide) -> None:
    outdir = made.build("html")
    steps = (
        lambda: made.write_header(200, before=90),
        lambda: made.write_header(120, before=2),
        lambda: made.write_header(4),
        lambda: made.write_header(200),
        lambda: made.write_header(200, before=1),
    )
    counts = []
    for number, step in enumerate(steps):
        made.write_guide(3 if number == 2 else 199 if number > 2 or not number else 59)
        step()
        made.check_against_clean(outdir)
        counts.append(len(pages_of(outdir)))
    assert counts[0] >= counts[3] > counts[1] > counts[2] == 0
