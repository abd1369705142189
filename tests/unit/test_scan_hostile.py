"""Input made to be slow: quadratic time would take hours here, not milliseconds."""

from __future__ import annotations

import pytest

from sphinxext_kwindex.model import Language
from sphinxext_kwindex.scan import (
    classify,
    decode,
    guess_language,
    scan_includes,
    scan_text,
)

MANY = 30_000
MEGABYTE = 1_000_000
HOSTILE = {
    "long line": "x" * MEGABYTE,
    "blanks": " " * MEGABYTE + "x",
    "blank lines": (" " * 20_000 + "\n") * 20,
    "blanks after comment": "//a\n" + " " * 20_000 + "x\n//b\n" + "\t" * 20_000,
    "blanks before splice": "#define X " + " " * 20_000 + "a" + " " * 20_000,
    "splices": "#define X " + "\\\n" * MANY,
    "backslashes": "#define X " + "\\ " * MANY,
    "unclosed comment": "/*" + "* " * MEGABYTE,
    "comment openers": "/*" * MANY,
    "stars": "/" + "*" * MEGABYTE,
    "slashes": "/ " * MANY,
    "unclosed raw string": 'R"x(' + ')y"' * MANY,
    "raw string openers": 'R"(' * MANY,
    "wrong raw strings": 'R"' + "x" * MANY + 'R"\\' * MANY,
    "quotes": '"' * MEGABYTE,
    "string escapes": '"' + "\\x" * MANY,
    "apostrophes": "'" * MEGABYTE,
    "digit separators": "1" + "'1" * MANY,
    "apostrophes in words": "a'b" * MANY,
    "digits": "#define X " + "1" * MEGABYTE,
    "hashes": "x" + "#" * MANY,
    "hashes after comments": "/**/#x" * MANY,
    "hash lines": "#\n" * MANY,
    "nested conditions": "#if A\n" * 100_000,
    "conditions": "#if A\n#endif\n" * MANY,
    "branches": "#if " + "A" * 1000 + "\n" + "#elif B\n" * MANY,
    "stray ends": "#endif\n" * MANY,
    "defines": "#define A(b\n" * MANY,
    "carriage returns": "int x;\r" * MANY,
    "NULs": "\0" * MEGABYTE,
    "comments with @file": "/*@file*/ x\n" * MANY,
    "head comments": "/* x */\n" * MANY,
    "raw strings in directives": '#define X R"(\n' * MANY + 'R"x(' * MANY,
    "angle brackets": "#include " + "<" * MEGABYTE,
    "words of C++": "class " * MANY + "operator " * MANY + "namespace " * MANY,
    "include words": "include " * MANY,
    "includes in comments": "/* #include */ x\n" * MANY + "#include <a>",
    "hashes in lines": "x # y\n" * MANY + "#include <a>",
    "hashes in a line": "#define A\nx" + " #" * MANY + " include",
    "comments in lines": "#define A\n" + "x /*\n*/" * MANY + "\n#include <a>",
    "words at line starts": "private\n" * MANY + "using\n" * MANY,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_scan_is_linear(name: str) -> None:
    text = HOSTILE[name]
    scan = scan_text(text)
    assert scan.lines == scan.code + scan.comment + scan.blank


@pytest.mark.parametrize("name", HOSTILE)
def test_include_lines_are_linear(name: str) -> None:
    text = HOSTILE[name]
    assert scan_includes(text) == scan_text(text).includes


@pytest.mark.parametrize("name", HOSTILE)
def test_language_is_linear(name: str) -> None:
    assert guess_language("a.h", HOSTILE[name]) in Language


@pytest.mark.parametrize("name", HOSTILE)
def test_classification_is_linear(name: str) -> None:
    data = HOSTILE[name].encode()
    assert classify(data)
    assert decode(data).text == HOSTILE[name]


def test_conflict_markers_are_searched_in_linear_time() -> None:
    assert classify(b"<<<<<<< a\n" * MANY) == "text"
