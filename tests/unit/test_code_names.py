from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxext_kwindex.extension.code_names import literal_name, names_in_code


def names(code):
    found = names_in_code(code)
    for one in found:
        if not one.is_file:
            assert code[one.start : one.end] == one.name.rpartition("::")[2]
    return [one.name for one in found]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("trailmap::Route r;", ["trailmap", "trailmap::Route", "r"]),
        ("auto x = plan(a);", ["x", "plan", "a"]),
        ("return plan(a);", ["plan", "a"]),
        # Declared by the piece itself.
        ("int main() { run(); }", ["run"]),
        ("struct Point { Point* next; }; Point p;", ["next", "p"]),
        # A member of something of unknown type.
        ("route.length(); p->size()", ["route", "p"]),
        ("// Route\n/* Route */ \"Route\" 'R' 0x1f 1'000", []),
        ('#include "a/b.h"\n#include <c.h>', ["a/b.h", "c.h"]),
        ("ns :: f ()", ["ns", "ns::f"]),
        ("A::~A();", ["A", "A::~A"]),
        ("if (true) return nullptr;", []),
        ('"unclosed\nRoute', ["Route"]),
    ],
)
def test_names_in_code(code, expected):
    assert names(code) == expected


def test_offsets_of_includes():
    (one,) = names_in_code('  #  include "a/b.h"')
    assert one.is_file
    assert '  #  include "a/b.h"'[one.start : one.end] == "a/b.h"


@given(st.text(max_size=200))
def test_any_text_has_names_inside_of_it(text):
    last = 0
    for one in names_in_code(text):
        assert last <= one.start < one.end <= len(text)
        last = one.end


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ns::f", "ns::f"),
        ("f()", "f()"),
        ("f(int, const T&)", "f(int, const T&)"),
        ("Route", "Route"),
        ("TRAILMAP_API", "TRAILMAP_API"),
        ("snake_case", "snake_case"),
        # A word like any other.
        ("route", None),
        ("true", None),
        ("a b", None),
        ("--flag", None),
        ("x = 1", None),
        ("", None),
    ],
)
def test_literals(text, expected):
    assert literal_name(text) == expected
