"""Any bytes have facts by syntax: in bounded time, and never an exception."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinxext_kwindex.model import CoverageLevel, Language, encode_facts
from sphinxext_kwindex.scan import (
    MacroTable,
    decode,
    neutral_defines,
    scan_attribute_macros,
    with_plain_lines,
)
from sphinxext_kwindex.syntax import syntax_facts

MACROS = MacroTable.of(
    {"a.h": scan_attribute_macros("#define API_X\n#define GUARD_X(x)\n")}
)
MANY = 10_000


def facts_of(data):
    return syntax_facts("a.cc", data, language=Language.CXX, macros=MACROS)


BYTES = {
    "empty": (b"", "syntax"),
    "blank": (b" \n\t\n", "syntax"),
    "binary": (bytes(range(256)) * 20, "text"),
    "utf-16": ("\ufeffint a;".encode("utf-16-le"), "syntax"),
    "latin-1": ("// é\nint a;".encode("latin-1"), "syntax"),
    "NUL": (b"int a;\0 int b;", "syntax"),
    "one long line": (b"int a; " * (4 << 17), "text"),
    "4 MiB": (b"int a;\n" * ((4 << 20) // 7 + 1), "text"),
    "lone surrogates": (
        "\ufeff\ud800 int a;".encode("utf-16-le", "surrogatepass"),
        "syntax",
    ),
}


@pytest.mark.parametrize("name", BYTES)
def test_bytes(name):
    data, level = BYTES[name]
    facts = facts_of(data)
    assert facts.source.coverage.level == level
    encode_facts(facts)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(end):
    facts = facts_of(f"// a{end}int a;{end}  int b;{end}".encode())
    assert [s.position for s in facts.symbols] == [(2, 5), (3, 7)]


HOSTILE = {
    "parentheses": "(" * 100_000,
    "function heads": "int f(" * MANY,
    "braces": "{" * 100_000,
    "closing braces": "}" * 100_000,
    "namespaces": "namespace a {" * MANY,
    "classes": "class A {" * MANY,
    "templates": "template <" * MANY,
    "angles": "A<" * MANY,
    "pointers": "int " + "*" * MANY + "x;",
    "declarators": "int " + "(" * MANY + "x" + ")" * MANY + ";",
    "branches": "#if A\n{\n#else\n}\n#endif\n" * 2000,
    "nested branches": "#if A\n{\n" * 2000 + "#else\n}\n#endif\n" * 2000,
    "macros": "API_X " * MANY,
    "open macros": "GUARD_X(" * 2000,
    "calls": "FOO_BAR(\n" * MANY,
    "words": "FOO_BAR\n" * MANY,
    "attributes": "[[" * MANY,
    "alignments": "alignas(a) " * 2000,
    "apostrophes": "'a" * MANY,
    "operators": "operator " * MANY,
    "scopes": "int " + "a::" * MANY + "x;",
    "scopes with arguments": "int " + "a<b>::" * 2000 + "x();",
    "parameters": "void f(" + "int a, " * MANY + "int b);",
    "comments": "/** doc @fn a */\n" * 1000 + "int x;" * 1000,
    "friends": "friend " * MANY,
    "linkages": 'extern "C" {' * MANY,
    "raw strings": 'R"(' * MANY,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile(name):
    facts = facts_of(HOSTILE[name].encode())
    assert facts.source.coverage.level is CoverageLevel.SYNTAX
    neutral_defines(HOSTILE[name], MACROS, ())


WORDS = [
    "class",
    "struct",
    "A",
    "f",
    "<",
    ">",
    "(",
    ")",
    "{",
    "}",
    ";",
    ":",
    "::",
    ",",
    "=",
    "int",
    "template",
    "namespace",
    "enum",
    "operator",
    "~",
    "*",
    "&",
    "\n",
    " ",
    '"',
    "'",
    "/*",
    "*/",
    "//",
    "///",
    "#if X\n",
    "#else\n",
    "#endif\n",
    "#define M\n",
    "é",
    "typedef",
    "using",
    "API_X",
    "GUARD_X(",
    "TEST(",
    'R"(',
    ')"',
    "[[",
    "]]",
    "0",
    "\r",
    'extern "C"',
    "concept",
    "requires",
    "friend",
    "const",
    "->",
    "\\",
    "public:",
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=60))
def test_any_words(words):
    check(" ".join(words))
    check("".join(words))


@pytest.mark.parametrize("text", ['class R"(', 'class R"( {', 'struct R"x(;'])
def test_string_that_never_ends(text):
    check(text)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes(data):
    encode_facts(facts_of(data))


def check(text):
    facts = facts_of(text.encode())
    encode_facts(facts)
    lines = with_plain_lines(decode(text.encode()).text).split("\n")
    for symbol in facts.symbols:
        line, column, end_line, end_column = symbol.span
        assert (line, column) <= (end_line, end_column)
        for number, place in ((line, column), (end_line, end_column), symbol.position):
            assert 1 <= number <= len(lines)
            assert 1 <= place <= len(lines[number - 1].encode()) + 1
        at = lines[symbol.position.line - 1].encode()[symbol.position.column - 1 :]
        if symbol.name.isidentifier() and symbol.macro is None:
            assert at.decode().startswith(symbol.name)
