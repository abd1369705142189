from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinxext_kwindex.scan import Scan, scan_text

# Pieces that open, close and break what a lexer tells apart.
PIECES = [
    "/*", "*/", "//", '"', "'", "\\", "\n", "\r", "\r\n", "#", "#if A", "#ifndef G",
    "#define G", "#else", "#elif B", "#endif", "#include <a>", '#include "b.h"',
    "#define F(a, ...) x", 'R"x(', ')x"', "u8'", "1'0", "int x;", " ", "\t", "\0",
    "é", "@file", "///", "#error don't", "<", ">", "(", "\x0c", "\u2028",
]  # fmt: skip
TEXTS = st.one_of(
    st.text(alphabet=st.characters()),
    st.lists(st.sampled_from(PIECES)).map("".join),
)


def lines_of(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def check(text: str, scan: Scan) -> None:
    lines = lines_of(text)
    assert scan.lines == len(lines) - (lines[-1] == "")
    assert scan.lines == scan.code + scan.comment + scan.blank
    assert min(scan.code, scan.comment, scan.blank) >= 0
    for include in scan.includes:
        assert 1 <= include.line <= scan.lines
        assert include.spelled
    for macro in scan.macros:
        start = lines[macro.line - 1].encode(errors="surrogatepass")[macro.column - 1 :]
        assert start.decode(errors="surrogatepass").startswith(macro.name)
        end = lines[macro.end_line - 1].encode(errors="surrogatepass")
        assert macro.end_column - 1 <= len(end)
        assert (macro.line, macro.column) < (macro.end_line, macro.end_column)
    for comment in scan.comments:
        shown = lines[comment.line - 1 : comment.end_line]
        assert comment.text in "\n".join(shown)
    starts = scan.conditions.starts
    assert starts[0] == 1
    assert list(starts) == sorted(set(starts))


@settings(deadline=None)  # a busy machine is no fault
@given(TEXTS)
def test_any_text_has_a_consistent_scan(text: str) -> None:
    check(text, scan_text(text))


def test_lone_surrogates_are_scanned() -> None:
    text = "/*\ud800*/ #define \ud800A 1\n#define B"
    check(text, scan_text(text))


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("", (0, 0, 0, 0)),
        ("\n", (1, 0, 0, 1)),
        ("int x;", (1, 1, 0, 0)),
        ("int x; // c\n", (1, 1, 0, 0)),
        ("/* a\n\n b */ int x;\n", (3, 1, 1, 1)),
        ("// a \\\nb\nint x;\n", (3, 1, 2, 0)),
        ('R"(\n// no comment\n)"\n', (3, 3, 0, 0)),
        ('"/*" int x; \'"\' /* c */\n// d\n', (2, 1, 1, 0)),
        ("#define X 1 /* a\n  b */\n", (2, 1, 1, 0)),
        ("a\rb\r\nc\n\n", (4, 3, 0, 1)),
        ("/* unclosed\n\nint x;", (3, 0, 2, 1)),
        ('R"x( unclosed )"\n// c\n', (2, 2, 0, 0)),
        ("int x = 1'000'000; // '\n// d\n", (2, 1, 1, 0)),
        ("case'/*':\n// c\n", (2, 1, 1, 0)),
        ("'unclosed\n// c\n", (2, 1, 1, 0)),
        ('fooR"(" // c\n// d\n', (2, 1, 1, 0)),
    ],
)
def test_counts(text: str, counts: tuple[int, int, int, int]) -> None:
    scan = scan_text(text)
    assert (scan.lines, scan.code, scan.comment, scan.blank) == counts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("#include <vector>\n", [(1, "include", "<vector>")]),
        (' # include "a//b.h" // c\n', [(1, "include", '"a//b.h"')]),
        (
            "#include <a/*b>\n#include <c>\n",
            [(1, "include", "<a/*b>"), (2, "include", "<c>")],
        ),
        ("/* c */ #include_next <a.h>\n", [(1, "include_next", "<a.h>")]),
        ("#import <a.h>\n", [(1, "import", "<a.h>")]),
        ('#embed "a.bin" limit(3)\n', [(1, "embed", '"a.bin"')]),
        ("#include HEADER(x) /* c */\n", [(1, "include", "HEADER(x)")]),
        (
            "#\\\ninclude \\\n <a.h>\n#include <b.h>\n",
            [(1, "include", "<a.h>"), (4, "include", "<b.h>")],
        ),
        ("#/**/include/**/<a.h>\n", [(1, "include", "<a.h>")]),
        ("#include\n", []),
        ("int x; #include <a.h>\n", []),
        ('const char *s = "\\\n#include <a.h>\n";\n', []),
        ('R"(\n#include <a.h>\n)"\n#include <b.h>', [(4, "include", "<b.h>")]),
        (
            '#define X R"(\n#include <a.h>\n)" //\n#include <b.h>',
            [(4, "include", "<b.h>")],
        ),
        ("/*\n#include <a.h>\n*/\n", []),
        ("// c \\\n#include <a.h>\n", []),
        ("#error it's /* no comment\n#include <a.h>\n", [(2, "include", "<a.h>")]),
        ("#pragma message it's\n#include <a.h>\n", [(2, "include", "<a.h>")]),
        ("#define X 1'000 // '\n#include <a.h>\n", [(2, "include", "<a.h>")]),
        (
            "a\r#include <a.h>\rb\r\n#include <b.h>",
            [(2, "include", "<a.h>"), (4, "include", "<b.h>")],
        ),
    ],
)
def test_includes(text: str, expected: list[tuple[int, str, str]]) -> None:
    found = scan_text(text).includes
    assert [(inc.line, inc.directive, inc.spelled) for inc in found] == expected


def test_macros() -> None:
    text = (
        "#define A\n"
        "/* é */ #define B(x, y) \\\n  x /* c */ y // d\n"
        "#define C (x)\n"
        "#define D(...) \"a  //b\"  '\\''\n"
        "#define E(args...) f(args)\n"
        "#define 1x\n"
        "#define F() 1"
    )
    found = {macro.name: macro for macro in scan_text(text).macros}
    assert {name: (m.parameters, m.body) for name, m in found.items()} == {
        "A": (None, ""),
        "B": (("x", "y"), "x y"),
        "C": (None, "(x)"),
        "D": (("...",), "\"a  //b\"  '\\''"),
        "E": (("args...",), "f(args)"),
        "F": ((), "1"),
    }
    b = found["B"]
    # é takes two bytes; the comment at the end is no part of the definition.
    assert (b.line, b.column, b.end_line, b.end_column) == (2, 18, 3, 14)


@pytest.mark.parametrize(
    ("text", "documentation"),
    [
        ("/// a\n/// b\n#define X", "/// a\n/// b"),
        ("int y; ///< y\n/// x\n#define X", "/// x"),
        ("int y; // y\n#define X", None),
        ("// plain\n/// x\n#define X", "/// x"),
        ("/** x\n */\n  #define X", "/** x\n */"),
        ("/// a\n\n#define X", None),
        ("/// a\nint y;\n#define X", None),
        ("#define X 1 ///< x", "///< x"),
        ("#define X 1 /**< x */ // y", "/**< x */"),
        ("/// a\n#define X 1 // b", "/// a"),
        ("/// a\n#define Y\n#define X", None),
    ],
)
def test_comment_of_a_macro(text: str, documentation: str | None) -> None:
    assert scan_text(text).macros[-1].documentation == documentation


@pytest.mark.parametrize(
    ("text", "texts"),
    [
        ("// L\n\n/* M */\nint x;\n// N\n", ["// L"]),
        ("// L\n\n/* M */\n\nint x;", ["// L", "/* M */"]),
        ("// M\nnamespace a {}", ["// M"]),
        ("// M\n#include <a>\n// N", ["// M"]),
        ("#ifndef A\n#define A\n// M\n\nint x;\n#endif\n// N", ["// M"]),
        ("#pragma once\n// M\n\nint x;", ["// M"]),
        ("int x;\n/** @file */\n/* y */", ["/** @file */"]),
        ("/** \\file a.c */\nint x;", ["/** \\file a.c */"]),
        ("// @file\n// a\nint x;", ["// @file\n// a"]),
        ("/// doc\n#define X", []),
    ],
)
def test_comments_of_the_file(text: str, texts: list[str]) -> None:
    assert [comment.text for comment in scan_text(text).comments] == texts


@pytest.mark.parametrize(
    ("comment", "licence"),
    [
        ("/* SPDX-License-Identifier: MIT OR Apache-2.0 */", "MIT OR Apache-2.0"),
        ("// Copyright 2020 X\n// SPDX-License-Identifier: MIT\n", "MIT"),
        (
            "/* (c) 2020 X\n * Licensed under the Apache License, Version 2.0\n */",
            "Licensed under the Apache License, Version 2.0",
        ),
        (
            "// Governed by a BSD license that can be\n// found in LICENSE. See x.",
            "Governed by a BSD license that can be found in LICENSE.",
        ),
        (
            '// Licensed under the MIT License (the "License");\n// You may use it.',
            'Licensed under the MIT License (the "License")',
        ),
        ("// MIT License\n// Copyright (c) 2020 X", "MIT License"),
        (
            "// Distributed under the MIT License\n//\n// Adds.",
            "Distributed under the MIT License",
        ),
        ("// (c) 2020 X", "(c) 2020 X"),
        ("// Adds numbers.", None),
        ("int x;\n// SPDX-License-Identifier: MIT", None),
    ],
)
def test_licence(comment: str, licence: str | None) -> None:
    assert scan_text(comment).licence == licence
