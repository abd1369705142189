"""What decides which files are read on top of the same headers."""

from __future__ import annotations

import pytest

from sphinxext_kwindex import scan


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("#ifdef A\n#endif\n", {"A"}),
        ("  #  if defined(A) && B > 1 || defined __cplusplus\n#endif\n", {"A", "B"}),
        ("#ifdef defined\n#endif\n#ifndef __has_include\n#endif\n", set()),
        ("#if A \\\n && B\n#elif C // D\n#endif\n", {"A", "B", "C"}),
        ("#define X \\\n#if A\n#ifdef B\t\r\n", {"A", "B"}),
        ('#if __has_include("A") && B\n', {"B"}),
        ("#ifndef GUARD\n#define GUARD\n#ifdef A\n#endif\n#endif\n", {"A"}),
        ("int a; #if A\n", set()),
        ("#ifdef Ä\n", set()),
    ],
)
def test_conditions_test_macros(text, names):
    assert scan.tested_macros(text) == names


def test_only_what_stands_before_the_last_include_leads():
    text = '#define A 1 // one\n#undef B\n#include "a.h"\n#define C\nint include;\n'
    first, second = scan.leading_macros(text)
    assert (first.name, first.text) == ("A", "1")
    assert (second.name, second.text) == ("B", None)
    assert not first.asked


def test_a_macro_that_is_asked_for_before_says_so():
    text = "#ifndef A\n#define A\n#endif\n#include <a.h>\n"
    (macro,) = scan.leading_macros(text)
    assert macro.asked


@pytest.mark.parametrize(
    "text", ["", "#define A", "#define A\n#included <a.h>\n", "#define A include"]
)
def test_without_an_include_nothing_leads(text):
    assert scan.leading_macros(text) == ()


def test_a_header_defines_and_is_guarded():
    text = "#ifndef G\n# define G\n#define B(x) \\\n  x\n#define A\n#endif\n"
    context = scan.scan_context(text, header=True)
    assert context.defined == "A B G"
    assert context.guarded
    assert context.tested == ()
    assert not context.modern
