"""Commands of CMake files, as they are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxext_kwindex.scan import read_commands


def commands(text: str, **options: int) -> list[tuple[str, list[str]]]:
    found = read_commands(text.encode(), **options)
    return [(one.name, [argument.text for argument in one.arguments]) for one in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Set(A b  \n c)", [("set", ["A", "b", "c"])]),
        ("a() # b()\n#[==[ c()\n]] ]==] d()", [("a", []), ("d", [])]),
        ('a("b c;d" "e\\"f" "")', [("a", ["b c;d", 'e\\"f', ""])]),
        ("a([=[b\n(]] ]=] c)", [("a", ["b\n(]] ", "c"])]),
        ("if((A) AND (B))\nb(c)", [("if", ["A", "AND", "B"]), ("b", ["c"])]),
        ("a(b\\(c\\ d ${e}/f.c)", [("a", ["b\\(c\\ d", "${e}/f.c"])]),
        (") a(b)", [("a", ["b"])]),
        ("a(b", []),
        ("1a(b) 'x'(c)", []),
        ("a(b#c\n)d(e)", [("a", ["b"]), ("d", ["e"])]),
    ],
)
def test_commands_and_their_arguments(text, found):
    assert commands(text) == found


def test_places_are_of_the_texts():
    (one,) = read_commands('ü()\n  f(\n "ä" [[b]]\n  c)'.encode())
    assert (one.line, one.column, one.end) == (2, 3, (4, 4))
    assert [argument[1:] for argument in one.arguments] == [(3, 3), (3, 9), (4, 3)]


def test_further_arguments_are_passed_over():
    (one,) = read_commands(b"f(a b\nc d)", most=2)
    assert one.words == ["a", "b"]
    assert one.end == (1, 6)


@given(st.binary(max_size=300))
def test_any_bytes_are_read(data):
    last = (1, 1)
    for one in read_commands(b"a(" + data + b") x()"):
        assert last <= (one.line, one.column) <= one.end
        last = one.end


@pytest.mark.parametrize("part", [b"[[", b'a("', b"#[[", b"(", b"a(", b"\\", b"[=["])
def test_time_is_linear(part):
    # A quadratic reader would be at it for minutes.
    assert len(list(read_commands(part * 200_000))) <= 1
