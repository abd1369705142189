"""Macros of libraries whose headers are missing make what the library documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sphinxext_kwindex.indexer import Unit, index_unit, load_libclang
from sphinxext_kwindex.model import FileFacts, Language, Qualifier, SymbolKind
from sphinxext_kwindex.store import IndexReader
from sphinxext_kwindex.update import clusters
from tests.plain_trees import Tree

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

CLASS, METHOD, VARIABLE = SymbolKind.CLASS, SymbolKind.METHOD, SymbolKind.VARIABLE
ALIAS = SymbolKind.ALIAS
GTEST = "#include <gtest/gtest.h>\n"
TYPED = "TYPED_TEST(List, Sorts) { TypeParam x; }"
MOCK = """\
struct B { virtual int at(int) const; };
struct A : B { MOCK_METHOD((int), at, (int i), (const, override)); };
"""
LIST_TEST = [(CLASS, "List_Sorts_Test"), (METHOD, "List_Sorts_Test::TestBody")]


def index(
    root: Path, text: str, others: Mapping[str, str] | None = None, name: str = "a.cpp"
) -> FileFacts:
    """Return the facts of a file beside others, with their folder to include from."""
    files = {name: text, **(others or {})}
    for path, content in files.items():
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_text(content)
    language = Language.C if name.endswith(".c") else Language.CXX
    arguments = ("-x", language.value, "-nostdinc", f"-I{root}", "-Wno-everything")
    own = tuple(path for path in files if path.endswith("own.h"))
    unit = Unit(name, language, arguments, (name, *own))
    libclang = load_libclang()
    found = index_unit(unit, root=root, libclang=libclang, project=frozenset(files))
    return found[0]


def assumed(facts: FileFacts) -> list[tuple[SymbolKind, str]]:
    return [
        (symbol.kind, symbol.qualified_name)
        for symbol in facts.symbols
        if Qualifier.ASSUMED in symbol.qualifiers
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{GTEST}TEST(List, Sorts) {{ }}", LIST_TEST),
        (f"{GTEST}struct List {{ }}; TEST_F(List, Sorts) {{ }}", LIST_TEST),
        (f"{GTEST}struct List {{ }}; TEST_P(List, Sorts) {{ }}", LIST_TEST),
        (f"{GTEST}#define NAME List\nTEST(NAME, Sorts) {{ }}", LIST_TEST),
        (f"{GTEST}#define MINE(x) TEST(List, x)\nMINE(Sorts) {{ }}\nTEST(A, b) {{ }}",
         [*LIST_TEST, (CLASS, "A_b_Test"), (METHOD, "A_b_Test::TestBody")]),
        (
            f"{GTEST}template <class T> struct List {{ }};\n{TYPED}",
            [
                (ALIAS, "List_Sorts_Test::TestFixture"),
                (ALIAS, "List_Sorts_Test::TypeParam"),
                *LIST_TEST,
            ],
        ),
        ('#include "gmock/gmock.h"\nstruct A { MOCK_METHOD(int, size, ()); };',
         [(METHOD, "A::size")]),
        (
            f'#include "gmock/gmock.h"\n{MOCK}',
            [(METHOD, "A::at")],
        ),
        ('#include "gflags/gflags.h"\nDEFINE_int32(count, 1, "help");',
         [(VARIABLE, "FLAGS_count")]),
        ('#include "gflags/gflags.h"\nnamespace a { DECLARE_bool(quick); }',
         [(VARIABLE, "a::FLAGS_quick")]),
        ('#include "there/gtest/gtest.h"\nTEST(List, Sorts) { }', LIST_TEST),
        # No header of the library is missing.
        ("TEST(List, Sorts) { }", []),
        ("#include <gflags/gflags.h>\nTEST(List, Sorts) { }", []),
        # The file knows better.
        (f"{GTEST}#define TEST(a, b) void a()\nTEST(List, Sorts) {{ }}", []),
        (f"{GTEST}#ifdef TEST\n#endif\nTEST(List, Sorts) {{ }}", []),
        (f"{GTEST}int TEST_Fx(int), TEST;", []),
    ],
)  # fmt: skip
def test_what_is_made(
    tmp_path: Path, text: str, expected: list[tuple[SymbolKind, str]]
) -> None:
    assert assumed(index(tmp_path, text)) == expected


@pytest.mark.parametrize(
    ("text", "others"),
    [
        (GTEST, {"gtest/gtest.h": "#define TEST(a, b) void a()\n"}),
        (
            f'{GTEST}#include "our.h"\n',
            {"our.h": "#define TEST(a, b) void a()\n"},
        ),
        (
            f'{GTEST}#include "our.h"\n',
            {"our.h": "#ifndef TEST\n#define TEST(a, b) void a()\n#endif\n"},
        ),
    ],
)
def test_definition_of_the_tree_is_the_one(
    tmp_path: Path, text: str, others: dict[str, str]
) -> None:
    facts = index(tmp_path, text + "TEST(List, Sorts) { }", others)
    (symbol,) = facts.symbols
    assert (symbol.kind, symbol.name) == (SymbolKind.FUNCTION, "List")
    assert symbol.qualifiers == ()


def test_text_of_another_macro_is_no_definition_of_the_tree(tmp_path: Path) -> None:
    others = {"our.h": "#define MINE(x) TEST(x, x)\n// #define TEST\n"}
    text = f'{GTEST}#include "our.h"\nMINE(Own) {{ }}\nTEST(List, Sorts) {{ }}'
    found = assumed(index(tmp_path, text, others))
    own = [(CLASS, "Own_Own_Test"), (METHOD, "Own_Own_Test::TestBody")]
    assert found == [*own, *LIST_TEST]


def test_other_languages_have_none(tmp_path: Path) -> None:
    assert not assumed(index(tmp_path, f"{GTEST}TEST(List, Sorts) {{ }}", name="a.c"))


def test_header_does_not_depend_on_who_includes_it(tmp_path: Path) -> None:
    text = f'{GTEST}#include "own.h"\nTEST(List, Sorts) {{ }}\n'
    header = "inline void own() {}\nTEST(Own, Test) { }\n"
    assert assumed(index(tmp_path, text, {"own.h": header})) == []
    assert assumed(index(tmp_path, text, {"own.h": "int own();\n"})) == LIST_TEST


def test_what_is_said_of_it(tmp_path: Path) -> None:
    text = "struct List { int size; };\nTEST_F(List, Sorts) { size = 1; }\n"
    facts = index(tmp_path, GTEST + text)
    of = {symbol.name: symbol for symbol in facts.symbols}
    test = of["List_Sorts_Test"]
    assert test.macro == "TEST_F"
    assert test.position == (3, 1)
    assert "".join(one.text for one in test.signature).endswith(": public List")
    # The body is read for what it is.
    (use,) = [one for one in facts.occurrences if one.line == 3 and one.column == 23]
    assert use.usr == of["size"].usr
    assert facts.source.coverage.missing == ("<gtest/gtest.h>",)
    assert facts.source.coverage.errors == 0


@pytest.mark.parametrize("fewest", [1, 1000])
def test_on_top_of_an_umbrella(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fewest: int
) -> None:
    monkeypatch.setattr(clusters, "_FEWEST", fewest)
    headers = {
        "shared.h": "#pragma once\nint shared();\n",
        "own_test.h": "#pragma once\n#define TEST(a, b) void a()\n",
    }
    tree = Tree(tmp_path, headers)
    text = f'#include "shared.h"\n{GTEST}TEST(List, Sorts) {{ shared(); }}\n'
    for name in ("a.cpp", "b.cpp", "c.cpp"):
        tree.write(name, text)
        tree.write(f"own_{name}", '#include "own_test.h"\n' + text)
    tree.update(jobs=1)
    with IndexReader(tmp_path / "index") as reader:
        facts = reader.facts("a.cpp")
        other = reader.facts("own_a.cpp")
    assert facts is not None
    assert other is not None
    assert assumed(facts) == LIST_TEST
    assert facts.reads == ("shared.h",)
    assert [one.name for one in other.symbols] == ["List"]
