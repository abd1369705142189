"""index_unit as its callers see it: paths, harvested headers, faults, hostile text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sphinxext_kwindex.indexer import Unit, index_unit, load_libclang
from sphinxext_kwindex.indexer.parse import ParseError
from sphinxext_kwindex.model import (
    CoverageLevel,
    FileFacts,
    Language,
    Role,
    SymbolKind,
    TokenKind,
)
from tests.annotated import annotated

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def index(
    root: Path,
    files: Mapping[str, str | bytes],
    *wanted: str,
    extra: tuple[str, ...] = (),
) -> dict[str, FileFacts]:
    """Write the files; index the first with `wanted` as the others."""
    for path, content in files.items():
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        data = content if isinstance(content, bytes) else content.encode()
        place.write_bytes(data)
    main = next(iter(files))
    arguments = ("-xc++", "-std=c++20", "-nostdinc", "-nostdinc++", *extra)
    unit = Unit(main, Language.CXX, arguments, (main, *wanted))
    results = index_unit(
        unit, root=root, libclang=load_libclang(), project=frozenset(files)
    )
    return {facts.source.path: facts for facts in results}


def test_usr_of_internal_names_holds_the_path(tmp_path: Path) -> None:
    files = {
        "a/same.cpp": '#include "../b/same.cpp"\nstatic int one() { return two(); }',
        "b/same.cpp": "static int two() { return 2; }",
    }
    facts = index(tmp_path, files, "b/same.cpp")
    (one,) = facts["a/same.cpp"].symbols
    (two,) = facts["b/same.cpp"].symbols
    assert one.usr == "c:a/same.cpp@F@one#"
    assert two.usr == "c:b/same.cpp@F@two#"
    calls = [o for o in facts["a/same.cpp"].occurrences if o.role & Role.CALL]
    assert [call.usr for call in calls] == [two.usr]


def test_local_names_are_told_apart_by_their_place(tmp_path: Path) -> None:
    text = (
        "void (*on_start)(int data);\n"
        "void (*on_stop)(int data);\n"
        "template <class T> T twice(T value) {\n"
        "  auto sum = value + value;\n"
        "  { auto sum = value; }\n"
        "  return sum;\n"
        "}\n"
    )
    (facts,) = index(tmp_path, {"a/b.cpp": text}).values()
    offset = text.index
    inner = text.index("sum", text.index("{ auto"))
    assert {
        (o.line, o.column): o.usr
        for o in facts.occurrences
        if o.usr.endswith(("@data", "@sum", "@value", "@T"))
    } == {
        (1, 22): f"c:a/b.cpp@{offset('data')}@data",
        (2, 21): f"c:a/b.cpp@{text.rindex('data')}@data",
        (3, 17): f"c:a/b.cpp@{offset('T>')}@T",
        (3, 20): f"c:a/b.cpp@{offset('T>')}@T",
        (3, 28): f"c:a/b.cpp@{offset('T>')}@T",
        (3, 30): f"c:a/b.cpp@{offset('value')}@value",
        (4, 8): f"c:a/b.cpp@{offset('sum')}@sum",
        (4, 14): f"c:a/b.cpp@{offset('value')}@value",
        (4, 22): f"c:a/b.cpp@{offset('value')}@value",
        (5, 10): f"c:a/b.cpp@{inner}@sum",
        (5, 16): f"c:a/b.cpp@{offset('value')}@value",
        (6, 10): f"c:a/b.cpp@{offset('sum')}@sum",
    }


def test_occurrence_columns_are_bytes(tmp_path: Path) -> None:
    code, places = annotated("/* é漢 */ int $def[[größe]] = 1; int x = $use[[größe]];")
    facts = index(tmp_path, {"a.cpp": code})["a.cpp"]
    found = {(o.line, o.column): o for o in facts.occurrences}
    assert found[places["def"]].role == Role.DEFINITION
    assert found[places["use"]].role == Role.REFERENCE
    assert found[places["use"]].length == len("größe".encode())


def test_headers_are_harvested_with_their_reads(tmp_path: Path) -> None:
    files = {
        "main.cpp": '#include "one.h"\n#include "two.h"\nint m = one + two;',
        "one.h": '#pragma once\n#include "deep.h"\nint one = deep;',
        "two.h": "#pragma once\nint two;",
        "deep.h": '#pragma once\n#include "gone.h"\nint deep;',
    }
    facts = index(tmp_path, files, "one.h", "two.h", "deep.h")
    assert list(facts) == ["main.cpp", "one.h", "two.h", "deep.h"]
    assert facts["main.cpp"].reads == ("deep.h", "one.h", "two.h")
    assert facts["one.h"].reads == ("deep.h",)
    assert facts["two.h"].reads == ()
    # What is missing below a header is missing for it; others know nothing of it.
    levels = {path: found.source.coverage.level for path, found in facts.items()}
    assert levels["two.h"] is CoverageLevel.FULL
    assert levels["one.h"] is levels["deep.h"] is CoverageLevel.PARTIAL
    assert facts["main.cpp"].source.coverage.missing == ('"gone.h"',)


def test_file_that_the_unit_does_not_read_is_left_out(tmp_path: Path) -> None:
    files = {"main.cpp": "int x;", "other.h": "int y;"}
    assert list(index(tmp_path, files, "other.h", "gone.h")) == ["main.cpp"]


def test_fragment_behind_unwanted_header_is_entered(tmp_path: Path) -> None:
    files = {
        "main.cpp": '#include "wrap.h"\n',
        "wrap.h": 'namespace a { class B {\n#include "part.inc"\n}; }',
        "part.inc": "int member; void f();",
    }
    (facts,) = [index(tmp_path, files, "part.inc")["part.inc"]]
    assert [s.qualified_name for s in facts.symbols] == ["a::B::member", "a::B::f"]


def test_namespace_opened_by_another_header_is_entered(tmp_path: Path) -> None:
    files = {
        "main.cpp": '#include "begin.h"\nint inside;\n#include "end.h"\n',
        "begin.h": "namespace opened {",
        "end.h": "}",
    }
    facts = index(tmp_path, files)["main.cpp"]
    assert [s.qualified_name for s in facts.symbols] == ["opened::inside"]


def test_missing_main_file_raises(tmp_path: Path) -> None:
    unit = Unit("gone.cpp", Language.CXX, ("-xc++",), ("gone.cpp",))
    with pytest.raises(OSError, match=r"gone\.cpp"):
        index_unit(
            unit, root=tmp_path, libclang=load_libclang(), project=frozenset[str]()
        )


def test_arguments_that_libclang_refuses_raise(tmp_path: Path) -> None:
    with pytest.raises(ParseError):
        index(tmp_path, {"a.cpp": "int x;"}, extra=("-include-pch", "gone.pch"))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n",
        b"\0int x;\0\0",
        b"\xff\xfe\0\xd8",
        b"\xef\xbb\xbfint bom;",
        "int wide = 1;".encode("utf-16"),
        b'int a; R"x(unterminated',
        b"/* unterminated",
        b"#define",
        b"#define X \\",
        b"#",
        b"#include",
        b"#include <",
        b"int a;\r\nint b;\rint c;\n",
        b"template <template <template <",
        b"}}}}}{{{{{((((",
        b"operator operator ~ ~ operator",
        b"int operator",
        b"[[[[[[",
        b"struct { struct { struct { int x; }",
        b"__attribute__((",
        b"\x80\x81\x82 int latin;",
        b"concept C = requires requires {",
        b"enum { a = 1 /, b",
    ],
)
def test_no_text_makes_it_fail(tmp_path: Path, data: bytes) -> None:
    facts = index(tmp_path, {"a.cpp": data})["a.cpp"]
    size = len(data) * 2 + 4
    for token in facts.tokens:
        assert token.line >= 1
        assert 1 <= token.column <= size
        assert token.length >= 1


def test_byte_order_mark_moves_no_column(tmp_path: Path) -> None:
    facts = index(tmp_path, {"a.cpp": b"\xef\xbb\xbfint bom;"})["a.cpp"]
    assert [s.position for s in facts.symbols] == [(1, 5)]


def test_listing_tokens_of_directives(tmp_path: Path) -> None:
    code = '#include <a/b.h>\n  #  define X "s" /* c */\n#if X\n#endif\nint a = 0x1;\n'
    facts = index(tmp_path, {"a.cpp": code})["a.cpp"]
    lines = code.split("\n")
    shown = [
        (t.kind, lines[t.line - 1][t.column - 1 : t.column - 1 + t.length])
        for t in facts.tokens
    ]
    assert shown == [
        (TokenKind.DIRECTIVE, "#include"),
        (TokenKind.STRING, "<a/b.h>"),
        (TokenKind.DIRECTIVE, "#  define"),
        (TokenKind.STRING, '"s"'),
        (TokenKind.COMMENT, "/* c */"),
        (TokenKind.DIRECTIVE, "#if"),
        (TokenKind.DIRECTIVE, "#endif"),
        (TokenKind.KEYWORD, "int"),
        (TokenKind.NUMBER, "0x1"),
    ]


def test_same_facts_twice(tmp_path: Path) -> None:
    code = "#define M(x) int x;\nM(a) namespace { struct S { M(b) }; } void f(S s);"
    assert index(tmp_path, {"a.cpp": code}) == index(tmp_path, {"a.cpp": code})


def test_words_of_the_language_are_no_symbols(tmp_path: Path) -> None:
    code = "// that these if\nint f(int x) { if (x) for (;;) return 1; return 0; }"
    facts = index(tmp_path, {"a.cpp": code})["a.cpp"]
    assert [(s.kind, s.name) for s in facts.symbols] == [(SymbolKind.FUNCTION, "f")]


def test_what_is_compared_is_not_called(tmp_path: Path) -> None:
    text = """\
int f(int);
bool a = f > (0);
template <class T> T g(T);
int b = g<int>(1);
"""
    (facts,) = index(tmp_path, {"a.cpp": text}).values()
    uses = {
        one.line: one.role
        for one in facts.occurrences
        if one.role & Role.REFERENCE and one.kind is SymbolKind.FUNCTION
    }
    assert uses == {2: Role.REFERENCE, 4: Role.REFERENCE | Role.CALL}


@pytest.mark.parametrize(
    "condition", ["#if 0", " # /* so */ if 0", "%:if 0", "#if 0 && \\\n    1"]
)
def test_skipped_lines_are_found_however_the_condition_is_written(
    tmp_path: Path, condition: str
) -> None:
    text = f"{condition}\nint hidden;\n#endif\nint seen;\n"
    (facts,) = index(tmp_path, {"a.cpp": text}).values()
    (line,) = (line for line, of in enumerate(text.split("\n"), 1) if "hidden" in of)
    assert facts.skipped == ((line, line),)


def test_a_condition_over_several_lines_is_not_skipped(tmp_path: Path) -> None:
    text = (
        "#define MODE 1\n#if defined(GONE) && \\\n  (MODE > 1)\nint a = MODE;\n#endif\n"
    )
    (facts,) = index(tmp_path, {"a.cpp": text}).values()
    uses = [one.line for one in facts.occurrences if one.role & Role.REFERENCE]
    assert uses == [3]


def test_declarations_by_the_thousand_are_bounded(tmp_path: Path) -> None:
    code = """
#define ONE(n) int n##_a; int n##_b;
#define FOUR(n) ONE(n##1) ONE(n##2) ONE(n##3) ONE(n##4)
#define MANY(n) FOUR(n##1) FOUR(n##2) FOUR(n##3) FOUR(n##4) FOUR(n##5)
#define ALL(n) MANY(n##1) MANY(n##2) MANY(n##3) MANY(n##4) MANY(n##5) MANY(n##6)
ALL(v)
int last;
"""
    facts = index(tmp_path, {"a.cpp": code})["a.cpp"]
    variables = [s.name for s in facts.symbols if s.kind is SymbolKind.VARIABLE]
    assert len(variables) == 201
    assert variables[-1] == "last"
    assert facts.source.coverage.level is CoverageLevel.FULL
    assert facts.source.coverage.reason == (
        "macros make so many declarations at one place that 40 of them are left out"
    )
