"""The include lines alone: those of a whole scan, found in a fraction of its time."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sphinxext_kwindex.scan import (
    guess_language,
    language,
    lexer,
    scan_includes,
    scan_text,
)

# What directives, guards and what hides them are made of.
PIECES = (
    *(
        '#include "a.h"\n',
        "#include <b/c.hpp>",
        "# include_next <d.h>\n",
        "#import X\n",
    ),
    *("#embed <e>\n", "#include", "#inc\\\nlude <f>\n", "#\\\ninclude <g>", "include"),
    *("#if A && B\n", "#ifdef A\n", "#ifndef A\n", "#define A\n", "#define A 2\n"),
    *("#elif defined(C)\n", "#else\n", "#endif\n", "#endif", "#pragma once\n"),
    *("#define F(x) \\\n  # x\n", "#error don't\n", "#undef A\n", "#line 3\n", "#\n"),
    *(
        "#if !defined(A)\n",
        "/* #include <no> */",
        "/*",
        "*/",
        "// x",
        "//\\\n",
        "//\\ \n",
    ),
    *(
        '"',
        "'",
        "\\\n",
        "\\",
        'R"(',
        ')"',
        'R"x(',
        ')x"',
        'u8R"(',
        "1'0",
        "L'",
        "#",
        "R",
    ),
    *(
        "\n",
        "\n\n",
        " ",
        "\t",
        "\f",
        "\r\n",
        "\r",
        "\x1c",
        "\x85",
        "é",
        "int x;\n",
        "x",
    ),
)
TEXTS = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


@settings(max_examples=400, deadline=None)
@given(TEXTS)
@example("#ifndef A\n#define A\n#include <b>\n#endif\n/* c */ x")
@example("int x; /*\n*/ #include <a>\n#include <b>")
@example('#define A\nx = "a\\\n #include <b>\n" /*\n*/ #include <c>')
@example('#define A\nx = R"(\n#include <b>\n)" /* */ \n # /**/ include <c>')
def test_they_are_those_of_the_whole_scan(text: str) -> None:
    assert scan_includes(text) == scan_text(text).includes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("int include;", []),
        ("#include <a>", [(1, "<a>", ())]),
        (
            "#ifndef G\n#define G\n#if A\n#if B\n#endif\n#else\n#include <a>\n#endif",
            [(7, "<a>", ("!(A)",))],
        ),
        (
            "#ifndef G\n#define G\n#include <a>\n#endif\nint x;\n",
            [(3, "<a>", ("!defined(G)",))],
        ),
        ("#define A\n/*\n#include <a>\n*/\n\n#include B\n", [(6, "B", ())]),
    ],
)
def test_include_lines(
    text: str, expected: list[tuple[int, str, tuple[str, ...]]]
) -> None:
    found = [(one.line, one.spelled, one.conditions) for one in scan_includes(text)]
    assert found == expected


CXX_PIECES = (
    *("::", "namespace", "template", "class", "public", "private", "protected"),
    *("using", "typename", "constexpr", "virtual", "explicit", "mutable", "friend"),
    *("operator", "static_cast", "noexcept", "nullptr", "decltype", "override"),
    *("= delete", "= default", "const", "extern", '"C"', "'C'", '"\\"{"', '"\n'),
    *("#include", "<vector>", "<a.hpp>", "<a.h>", "import", "@class", "@end", "#"),
    *("/* */", "/*\n*/", "//\n", "/", "<", "(", ")", "{", "}", ":", ";", "&", "=", "~"),
    *(" ", "\n", "\t", "\r\n", "a", "b", "1'0", "struct", "union", "==", 'R"(', ')"'),
    *("#ifdef __cplusplus\n", "#if A\n", "#else\n", "\n#endif\n", ","),
)


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(CXX_PIECES), max_size=25).map("".join))
def test_no_sign_of_cxx_is_without_its_hint(text: str) -> None:
    text = text.replace("\r\n", "\n")
    code = lexer.strip_literals(text)
    if "__cplusplus" in code:
        code = language._without_cxx_only(code)
    for sign in language._SIGNS:
        if sign.pattern.search(code):
            assert sign.word in text
            assert sign.hint.search(text)
    if language._OBJECTIVE_C.search(lexer.strip_literals(text)):
        assert guess_language("a.h", text).value.startswith("objective")


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(CXX_PIECES), max_size=25).map("".join))
def test_without_apostrophes_numbers_do_not_matter(text: str) -> None:
    text = text.replace("'", "")
    code = lexer._LITERALS.sub(lexer._without_literal, text)
    assert lexer.strip_literals(text) == code
