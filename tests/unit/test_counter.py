"""Names that macros make with ``__COUNTER__`` are those of the plain parse."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from sphinxext_kwindex.indexer.below import Below
from sphinxext_kwindex.indexer.counter import is_use, marked
from sphinxext_kwindex.indexer.counting import likely_number
from sphinxext_kwindex.indexer.reach import Closures
from sphinxext_kwindex.store import IndexReader
from sphinxext_kwindex.update import clusters
from tests.plain_trees import Tree

if TYPE_CHECKING:
    from pathlib import Path

MACROS = """\
#pragma once
#define JOINED_(a, b) a##b
#define JOINED(a, b) JOINED_(a, b)
#ifdef __COUNTER__
#define UNIQUE __COUNTER__
#endif
#define UNIT(name) static int JOINED(name, UNIQUE)
#define PAIR(name) UNIT(name) = 1; UNIT(name) = 2
#define TAGGED(name) struct JOINED(Tag, UNIQUE) { int name; }; Tag0 one_more()
template <int> struct Number {};
"""
FILES = {
    "macros.h": MACROS,
    "one.h": '#pragma once\n#include "macros.h"\nUNIT(one) = 1;\n',
    # In the body of a function: none of the header's names depends on it.
    "two.h": '#pragma once\n#include "macros.h"\n'
    "inline int two() { PAIR(local); return 2; }\n",
    "both.h": '#pragma once\n#include "one.h"\n#include "two.h"\nPAIR(both);\n',
    "type.h": '#pragma once\n#include "macros.h"\n#include "one.h"\n'
    "using Mine = Number<UNIQUE>;\nint take(Mine);\n",
    "plain.h": '#pragma once\n#include "macros.h"\nint plain(int);\n',
    "a.cpp": '#include "plain.h"\nUNIT(a) = 1;\nUNIT(a) = 2;\n',
    "b.cpp": '#include "one.h"\nUNIT(b) = 1;\n',
    "c.cpp": '#include "two.h"\n#include "plain.h"\nUNIT(c) = plain(two());\n',
    "d.cpp": '#include "both.h"\nint d = UNIQUE;\nUNIT(d) = 1;\n',
    "e.cpp": '#include "one.h"\n#include "two.h"\nPAIR(e);\n',
    "f.cpp": '#include "type.h"\nint f() { return take(Mine()); }\n',
    "g.cpp": '#include "plain.h"\n#include "type.h"\n#include "both.h"\nint g();\n',
    # The number that the header gives is not the first.
    "h.cpp": '#include "plain.h"\nUNIT(h) = 1;\n#include "one.h"\nUNIT(h) = 2;\n',
    "i.cpp": '#include "plain.h"\n#include "own.h"\nUNIT(i) = 1;\n',
    "own.h": '#pragma once\n#include "plain.h"\nUNIT(own) = 1;\n',
    "j.cpp": '#include "one.h"\n#include "own2.h"\nUNIT(j) = 1;\n',
    "own2.h": '#pragma once\n#include "plain.h"\nTAGGED(field);\nstruct Tag0;\n',
}


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    return Tree(tmp_path, FILES)


def _made(tree: Tree, name: str = "index") -> dict[str, list[str]]:
    with IndexReader(tree.folder / name) as reader:
        found = {}
        for path in FILES:
            facts = reader.facts(path)
            assert facts is not None
            found[path] = [
                symbol.name
                for symbol in facts.symbols
                if symbol.name and re.search(r"\d\Z", symbol.name)
            ]
        return found


def test_numbers_are_those_of_plain_parses(tree, monkeypatch):
    tree.update()
    tree.update_plainly(monkeypatch)
    assert tree.dump() == tree.dump("plain")
    assert {path: names for path, names in _made(tree).items() if names} == {
        "one.h": ["one0"],
        "both.h": ["both3", "both4"],
        "a.cpp": ["a0", "a1"],
        "b.cpp": ["b1"],
        "c.cpp": ["c2"],
        "d.cpp": ["d6"],
        "e.cpp": ["e3", "e4"],
        "h.cpp": ["h0", "h2"],
        "i.cpp": ["i1"],
        "own.h": ["own0"],
        "j.cpp": ["j2"],
        "own2.h": ["Tag0", "Tag0"],
    }


def test_few_units_are_parsed_plainly_for_it(tree):
    # What names a number that a header made, and what counts before a header does.
    assert tree.update().plainly == 2


def test_a_header_says_the_same_whatever_is_read_before_it(tree):
    tree.update()
    tree.write("j.cpp", FILES["j.cpp"].replace("one.h", "plain.h"))
    tree.update()
    tree.update("clean")
    assert tree.dump() == tree.dump("clean")


def test_an_edit_of_a_header_moves_the_numbers_of_its_readers(tree):
    tree.update()
    tree.write("one.h", FILES["one.h"] + "PAIR(one);\n")
    tree.update()
    tree.update("clean")
    assert tree.dump() == tree.dump("clean")
    assert _made(tree)["b.cpp"] == ["b3"]


def test_units_of_an_edit_count_without_an_umbrella(tree):
    tree.update()
    before = tree.dump()
    for name in "ae":
        tree.write(f"{name}.cpp", FILES[f"{name}.cpp"] + "int more();\n")
    assert tree.update().parsed == 2
    tree.write("a.cpp", FILES["a.cpp"])
    tree.write("e.cpp", FILES["e.cpp"])
    tree.update()
    assert tree.dump() == before


def test_headers_of_the_system_count(tree, monkeypatch):
    folder = tree.folder / "system"
    folder.mkdir()
    (folder / "far.h").write_text("#pragma once\nenum { far = __COUNTER__ };\n")
    for name in "abc":
        text = FILES[f"{name}.cpp"]
        tree.write(f"{name}.cpp", f"#include <far.h>\n{text}")
    arguments = ("-isystem", str(folder))
    tree.update(clang_args=arguments)
    with monkeypatch.context() as patch:
        patch.setattr(clusters, "_FEWEST", 1000)
        tree.update("plain", clang_args=arguments)
    assert tree.dump() == tree.dump("plain")
    assert _made(tree)["a.cpp"] == ["a1", "a2"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (b"int a = __COUNTER__;", True),
        (b"#if __COUNTER__", True),
        (b"#ifdef __COUNTER__", False),
        (b"#  ifndef __COUNTER__", False),
        (b"#if defined(__COUNTER__)", False),
        (b"#if A && defined __COUNTER__", False),
        (b"#ifdef A\nint __COUNTER__", True),
    ],
)
def test_asking_for_the_macro_takes_no_number(text, expected):
    assert is_use(text, text.index(b"__COUNTER__")) is expected


def test_a_mark_is_a_number_of_its_own():
    assert marked("c:@F@init_1734012#")
    assert not marked("c:@F@init_12#")
    assert not marked("c:@F@init_9917340123#")


def test_a_unit_counts_what_its_own_headers_lead_to(tmp_path):
    one = tmp_path / "one.h"
    below = Below(
        closures=Closures({f"{one}": ()}),
        spelled=('"one.h"',),
        lines=(f"{one}",),
        counted={f"{one}": 3},
    )
    (tmp_path / "deep").mkdir()
    for path, text in {
        "deep/own.h": '#include "next.h"\n',
        "deep/next.h": "#include <one.h>\n#include <own.h>\n",
        "one.h": "",
    }.items():
        (tmp_path / path).write_text(text, "utf-8")
    main = str(tmp_path / "a.cpp")
    roots = ("-idirafter", str(tmp_path), f"-I{tmp_path}/deep")

    assert likely_number('#include "own.h"\n', main, below, roots) == 3
    assert likely_number('#include "one.h"\n', main, below, ()) == 3
    assert likely_number('#include "own.h"\n', main, below, ()) == 0
    assert likely_number("int a;\n", main, below, roots) == 0
