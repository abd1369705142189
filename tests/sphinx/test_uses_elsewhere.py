"""The uses of what a header declares are listed with the file that defines it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.made_project import MadeProject, check_links

if TYPE_CHECKING:
    from pathlib import Path

METHODS = 40
PAGE = re.compile(r'href="(?:\.\./)*(?:tree/)?box\.cpp~uses-(\d)\.html#kw-\w+">3 in 1')


class Made(MadeProject):
    """A class in a header, defined in a source file whose uses fill several pages."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, "card")
        (self.docs / "card.rst").write_text("Card\n====\n\n.. kwindex-symbol:: Box\n")
        methods = [f"int f{number}(int);" for number in range(METHODS)]
        self.write("box.h", "#pragma once", "struct Box {", *methods, "};")
        self.write("first.h", "#pragma once", "int first(int);")
        self.write(
            "box.cpp",
            '#include "box.h"',
            '#include "first.h"',
            "int first(int n) { return n; }",
            *(f"int Box::f{n}(int n) {{ return n; }}" for n in range(METHODS)),
        )
        calls = [f"  box.f{n}({call});" for n in range(METHODS) for call in range(3)]
        self.write("user.cpp", '#include "box.h"', "void use(Box& box) {", *calls, "}")
        for number in range(5):
            self.write_other(number, 1)

    def write_other(self, number: int, calls: int) -> None:
        lines = [f"  first({call});" for call in range(calls)]
        head = '#include "first.h"', f"void other{number}() {{"
        self.write(f"other{number}.cpp", *head, *lines, "}")


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return Made(tmp_path)


def test_uses_lead_to_the_file_that_defines_also_when_they_come_to_another_page(
    made: Made,
) -> None:
    outdir = made.build("html")
    check_links(outdir)
    before = _pages(outdir)
    assert len(before) == METHODS
    assert sorted(before) == before
    assert before[0] == 1 < before[-1]
    # Of the class nothing has changed, nor of the pages with uses how many there are.
    for number in range(3):
        made.write_other(number, 3)
    made.check_against_clean(outdir)
    after = _pages(outdir)
    assert after != before
    assert max(after) == max(before)


def _pages(outdir: Path) -> list[int]:
    """Return where the uses of the methods are, as the header says and the card."""
    header, card = (
        [int(page) for page in PAGE.findall((outdir / name).read_text())]
        for name in ("tree/box.h.html", "card.html")
    )
    assert header == card
    return header
