"""Pages of uses, and the parts of a long listing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from sphinxext_kwindex.render import line_anchor
from tests.made_project import MadeProject, check_links

if TYPE_CHECKING:
    from pathlib import Path

FUNCTIONS = 14
PARTS = {"tree/long.cpp", "tree/long.cpp~source-2"}
USES = "tree/many.h~uses-1"


class Made(MadeProject):
    """A project with a long file, and a header with many uses."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        functions = (f"int f{number}(int);" for number in range(FUNCTIONS))
        self.write("many.h", "#pragma once", *functions)
        self.write_user(3)
        self.write_long(420)

    def write_user(self, calls: int) -> None:
        lines = ['#include "many.h"']
        for call in range(calls):
            lines += [f"int user{call}() {{", "  int sum = 0;"]
            lines += [f"  sum += f{n}({call});" for n in range(FUNCTIONS)]
            lines += ["  return sum;", "}"]
        self.write("user.cpp", *lines)

    def write_long(self, functions: int) -> None:
        lines = []
        for number in range(functions):
            before = f"g{number - 1}(n)" if number else "0"
            lines += [f"int g{number}(int n) {{", f"  return {before};", "}", "", "//"]
        self.write("long.cpp", *lines)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Return a project that no test changes: its documents are read once."""
    made = Made(tmp_path_factory.mktemp("further"))
    made.build("html")
    return made


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return Made(tmp_path)


def hrefs(text: str, name: str) -> list[str]:
    return re.findall(rf'<a class="nf" href="([^"]*)">{name}</a>', text)


def test_long_listings_and_many_uses_have_pages(shared: Made) -> None:
    outdir = shared.folder / "html"
    check_links(outdir)
    assert {USES, *PARTS} <= shared.pages(outdir)
    first = (outdir / "tree/long.cpp.html").read_text()
    second = (outdir / "tree/long.cpp~source-2.html").read_text()
    cut = 1 + int(re.findall(r"-L(\d+)\"></a>", first)[-1])
    assert line_anchor("long.cpp", cut) in second
    assert f'aria-current="page">1\u2013{cut - 1:,}<' in first
    # A call on the second page leads to the line of the definition on the first.
    (used,) = hrefs(second, f"g{cut // 5}")
    anchor = line_anchor("long.cpp", cut // 5 * 5 + 1)
    assert used == f"long.cpp.html#{anchor}"
    # The name of a definition leads to its uses.
    header = (outdir / "tree/many.h.html").read_text()
    uses = (outdir / f"{USES}.html").read_text()
    (address,) = hrefs(header, "f7")
    page, _, anchor = address.partition("#")
    assert page == "many.h~uses-1.html"
    assert f'href="{page}"><span class="doc">Symbols of lines' in header
    assert f'<dt id="{anchor}">' in uses
    assert "sum += <mark>f7</mark>(0);" in uses
    # They have no words that the pages of the files have not.
    searched = (outdir / "searchindex.js").read_text()
    assert "~uses-" not in searched
    assert "~source-" not in searched
    assert '"tree/many.h"' in searched


@pytest.mark.parametrize("builder", ["dirhtml", "epub", "latex", "text", "man"])
def test_other_builders(shared: Made, builder: str) -> None:
    outdir = shared.build(builder, builder=builder)
    if builder in {"dirhtml", "epub"}:
        check_links(outdir)
        return
    text = "".join(
        file.read_text("utf-8", "replace")
        for file in outdir.rglob("*")
        if file.suffix in {".tex", ".txt", ".1"}
    )
    assert "Uses of many.h" in text.replace("\\", "")
    assert "called in" in text


def test_further_pages_follow_their_sources(made: Made) -> None:
    outdir = made.build("html")
    steps = (
        lambda: made.write_user(1),
        lambda: made.write_long(300),
        lambda: made.write_user(60),
        lambda: made.write_long(900),
        (made.code / "user.cpp").unlink,
    )
    counts = []
    for step in steps:
        step()
        made.check_against_clean(outdir)
        names = made.pages(outdir)
        counts.append(
            (
                sum("many.h~uses-" in name for name in names),
                sum("~source-" in name for name in names),
            )
        )
    assert counts[0] == (0, 1)
    assert counts[1] == (0, 0)
    assert counts[2][0] > 1
    assert counts[3][1] == 2
    assert counts[4][0] == 0


def test_a_listing_follows_what_its_names_mean(tmp_path: Path) -> None:
    made = MadeProject(tmp_path)
    made.write("t.h", "#pragma once", "typedef int T;")
    made.write("f.h", "#pragma once", '#include "t.h"', "int f(int);", "int f(long);")
    # All else that the page says of the file stays as it is.
    made.write("a.cc", '#include "f.h"', "T x = 0;", "int g = f(1) + f(2L) + f(x);")
    outdir = made.build("html")
    first, second, third = hrefs((outdir / "tree/a.cc.html").read_text(), "f")
    assert third == first != second
    made.write("t.h", "#pragma once", "typedef long T;")
    made.check_against_clean(outdir)
    assert hrefs((outdir / "tree/a.cc.html").read_text(), "f") == [
        first,
        second,
        second,
    ]
