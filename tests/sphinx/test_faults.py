"""Sources that break their parser, or would have it read what is not theirs.

Real builds with real workers: each bad file costs itself and one warning.
"""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING, NamedTuple

import pytest

from sphinxext_kwindex.indexer.sandbox import landlock_abi
from sphinxext_kwindex.render import set_anchor, symbol_anchor
from tests.sphinx_builds import files_of, sphinx_build, warnings_of

if TYPE_CHECKING:
    from pathlib import Path

    from tests.sphinx_builds import Run

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits")

CONF = """
extensions = ["sphinxext_kwindex"]
kwindex_source_root = "../code"
kwindex_compile_commands = None
kwindex_timeout = 6
kwindex_memory_limit = 1024
html_theme = "basic"
project = "Faults"
"""
GOOD = """
#pragma once
#include "unseen.h"
#define GOOD 1
/// What is right.
inline int good(int value) { return value; }
"""
TOP = '#include "good.h"\n#define WORD_OF_{} 1\n'


def crash() -> str:
    """Return a source that overflows the parser's stack (SIGSEGV)."""
    return f"int deep = {'(' * 100_000}1{')' * 100_000};\n"


def hang() -> str:
    """Return a source of 10,000 constants without end: hours, but little memory."""
    spin = "constexpr int spin() { int n = 0; while (true) n ^= 1; return n; }\n"
    return spin + "".join(f"constexpr int s{n} = spin();\n" for n in range(10_000))


def greed() -> str:
    """Return a source whose evaluation allocates much more than 1 GiB at once."""
    arrays = (
        f"  int a{n}[100000]{{}};\n  a{n}[99999] = 1;\n"  # the last: all are filled
        for n in range(400)
    )
    body = "".join(arrays)
    return f"constexpr int f() {{\n{body}  return 0;\n}}\nstatic_assert(f() == 0);\n"


BAD = {
    "crash.cpp": (crash(), "the parser crashed (SIGSEGV)"),
    "greed.cpp": (greed(), "the memory limit was reached"),
    "hang.cpp": (hang(), "the time limit was reached"),
}


LEVEL = ("without types", "syntax")
"""Of a file that tree-sitter takes: not one of parentheses alone."""


class Tree(NamedTuple):
    """A project whose documents show one source each."""

    root: Path

    def write(self, name: str, text: str) -> None:
        for file in (self.root / "code" / name, self.page_of(name)):
            file.parent.mkdir(parents=True, exist_ok=True)
        (self.root / "code" / name).write_text(text)
        self.show(name, name)

    def show(self, page: str, argument: str) -> None:
        title = f"{page}\n{'=' * len(page)}\n\n"
        directive = f".. kwindex:: {argument}\n   :source:\n"
        self.page_of(page).write_text(title + directive)

    def page_of(self, name: str) -> Path:
        return self.root / "docs" / f"{name.replace('.', '-')}.rst"

    def finish(self) -> None:
        docs = self.root / "docs"
        (docs / "conf.py").write_text(CONF)
        pages = "\n   ".join(sorted(p.stem for p in docs.glob("*-*.rst")))
        (docs / "index.rst").write_text(
            f"Faults\n======\n\n.. toctree::\n\n   {pages}\n"
        )

    def build(self, *, idle: bool = False) -> Run:
        docs, html = self.root / "docs", self.root / "html"
        doctrees = self.root / "doctrees"
        return sphinx_build(docs, html, "-n", doctrees=doctrees, idle=idle)

    def html(self, name: str) -> str:
        return (self.root / "html" / f"{name.replace('.', '-')}.html").read_text()


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> tuple[Tree, Run]:
    tree = Tree(tmp_path_factory.mktemp("faults"))
    tree.write("good.h", GOOD)
    for name, (text, _) in BAD.items():
        tree.write(name, TOP.format(name[:-4].upper()) + text)
    tree.finish()
    return tree, tree.build()


def test_each_bad_file_is_one_warning(faulty: tuple[Tree, Run]) -> None:
    _, run = faulty
    assert run.code == 0
    said = warnings_of(run)
    assert [(one.file, one.line, one.kind) for one in said] == [
        (name, 1, "parse_failed") for name in BAD
    ]
    assert [one.text for one in said] == [
        f"{cause}; the file was read without libclang" for _, cause in BAD.values()
    ]


@pytest.mark.parametrize("name", BAD)
def test_page_of_a_bad_file_has_what_its_text_tells(
    faulty: tuple[Tree, Run], name: str
) -> None:
    page = faulty[0].html(name)
    cause = BAD[name][1]
    how, level = ("as text", "text") if name == "crash.cpp" else LEVEL
    assert f"{cause[0].upper()}{cause[1:]}. Read {how}" in page
    assert f"kwindex-coverage-{level}" in page
    macro = f"c:@macro@WORD_OF_{name[:-4].upper()}"
    assert f'id="{symbol_anchor(macro)}"' in page
    includes = page.partition("kwindex-includes")[2]
    assert "&quot;good.h&quot;" in includes.partition("</table>")[0]


def test_good_file_among_bad_ones_is_whole(faulty: tuple[Tree, Run]) -> None:
    page = faulty[0].html("good.h")
    assert "kwindex-coverage-partial" in page
    assert f'id="{symbol_anchor("c:@F@good#I#")}"' in page
    assert "What is right." in page
    assert "unseen.h" in page


def test_bad_files_are_not_tried_again(faulty: tuple[Tree, Run]) -> None:
    again = faulty[0].build(idle=True)
    assert again.code == 0, again.warnings
    assert again.warnings == ""
    assert "0 added, 0 changed, 0 removed" in again.status
    assert "reading sources... [" not in again.status
    assert "indexing sources" not in again.status


CANARY = "canary_3f9a2c"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> tuple[Tree, Run]:
    """Build sources that want to read the file ``outside/secret.h``, and others."""
    tree = Tree(tmp_path_factory.mktemp("hostile"))
    outside = tree.root / "outside"
    outside.mkdir()
    secret = outside / "secret.h"
    secret.write_text(f"int {CANARY};\n#define {CANARY.upper()} 1\n")
    tree.write("good.h", GOOD)
    tree.write(
        "reads.cpp",
        f'#include "{secret}"\n'
        '#include "../outside/secret.h"\n'
        '#include "link.h"\n'
        '#include "folder/secret.h"\n'
        '#include "/etc/passwd"\n'
        "#include </proc/self/environ>\n"
        '#include "/dev/zero"\n'
        '#include "/dev/urandom"\n'
        f'#if __has_include("{secret}")\nint seen_absolute;\n#endif\n'
        '#if __has_include("../outside/secret.h")\nint seen_relative;\n#endif\n'
        f'const unsigned char stolen[] = {{\n#embed "{secret}"\n}};\n'
        "int still_read;\n",
    )
    tree.write("pipes.cpp", '#include "pipe.h"\nint pipes;\n')
    code = tree.root / "code"
    os.mkfifo(code / "pipe.h")
    (code / "link.h").symlink_to(secret)
    (code / "folder").symlink_to(outside)
    arguments = ("pipe.h", "link.h", "folder/secret.h", "../outside/secret.h")
    for number, argument in enumerate((*arguments, str(secret), "/etc/passwd")):
        tree.show(f"page-{number}", argument)
    tree.finish()
    return tree, tree.build()


confined = pytest.mark.skipif(not landlock_abi()[0], reason=str(landlock_abi()[1]))


@confined
def test_nothing_outside_is_read(hostile: tuple[Tree, Run]) -> None:
    tree, run = hostile
    kept = {**files_of(tree.root / "html"), **files_of(tree.root / "doctrees")}
    with (tree.root / "code" / "reads.cpp").open("rb") as stream:
        own = stream.read()
    assert CANARY.encode() not in own
    for name, content in kept.items():
        text = content.replace(b"\0", b"").lower()
        assert CANARY.encode() not in text, name
        # As in the file, and as libclang speaks of a word that it does not know.
        assert not re.search(rb"root:x|'root'|&#x27;root&#x27;", text), name
    assert CANARY not in run.status + run.warnings


@confined
def test_what_is_outside_is_as_good_as_missing(hostile: tuple[Tree, Run]) -> None:
    page = hostile[0].html("reads.cpp")
    assert f'id="{symbol_anchor("c:@still_read")}"' in page
    assert symbol_anchor("c:@seen_absolute") not in page
    assert symbol_anchor("c:@seen_relative") not in page
    # "Permission denied" would tell that there is such a file.
    assert "ermission" not in page
    assert "passwd&#x27; file not found" in page or "passwd' file not found" in page


def test_what_cannot_be_shown_is_said(hostile: tuple[Tree, Run]) -> None:
    tree, run = hostile
    assert run.code == 0
    said = warnings_of(run)
    assert [(one.file, one.kind) for one in said if one.file.startswith("page")] == [
        ("page-0.rst", "unreadable"),
        ("page-1.rst", "outside"),
        ("page-2.rst", "outside"),
        ("page-3.rst", "outside"),
        # A leading slash is the source root.
        ("page-4.rst", "not_found"),
        ("page-5.rst", "not_found"),
    ]
    # To open a pipe that nobody writes to takes for ever.
    assert [one for one in said if not one.file.startswith("page")] == [
        (
            "pipes.cpp",
            1,
            "parse_failed",
            f"{BAD['hang.cpp'][1]}; the file was read without libclang",
        )
    ]
    assert set_anchor("good") not in tree.html("pipes.cpp")
