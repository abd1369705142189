"""Tokens of a text that libclang did not read."""

from __future__ import annotations

import pytest

from sphinxext_kwindex.notes.lexer import tokens_of

PUNCTUATION, KEYWORD, IDENTIFIER, LITERAL, COMMENT = range(5)


def tokens(text: str) -> list[tuple[int, str]]:
    table = tokens_of(text.encode())
    for offset, length, shown in zip(
        table.offsets, table.lengths, table.texts, strict=True
    ):
        assert table.data[offset : offset + length].decode() == shown
    return list(zip(table.kinds, table.texts, strict=True))


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("return u8x", [(KEYWORD, "return"), (IDENTIFIER, "u8x")]),
        ("f(a->b)", "f ( a -> b )"),
        ("a<<=b...", "a <<= b ..."),
        ("x=1'000.5e+3f;", [(2, "x"), (0, "="), (LITERAL, "1'000.5e+3f"), (0, ";")]),
        (".5 .x", [(LITERAL, ".5"), (PUNCTUATION, "."), (IDENTIFIER, "x")]),
        (r'L"a\"b"c', [(LITERAL, r'L"a\"b"'), (IDENTIFIER, "c")]),
        ("'\\''_k", [(LITERAL, r"'\''"), (IDENTIFIER, "_k")]),
        ('foo"x"', [(IDENTIFIER, "foo"), (LITERAL, '"x"')]),
        ('R"-(a)"b)-"c', [(LITERAL, 'R"-(a)"b)-"'), (IDENTIFIER, "c")]),
        ('"open\nx', [(LITERAL, '"open'), (IDENTIFIER, "x")]),
        ("// a \\\n b\nc", [(COMMENT, "// a \\\n b"), (IDENTIFIER, "c")]),
        ("/* * / **/d", [(COMMENT, "/* * / **/"), (IDENTIFIER, "d")]),
        ("/* open", [(COMMENT, "/* open")]),
        ("a\\\n+b", [(IDENTIFIER, "a"), (PUNCTUATION, "+"), (IDENTIFIER, "b")]),
        ("größe/2", [(IDENTIFIER, "größe"), (PUNCTUATION, "/"), (LITERAL, "2")]),
        ('ü R"(ü)"', [(IDENTIFIER, "ü"), (LITERAL, 'R"(ü)"')]),
        ("", []),
    ],
)
def test_tokens(text, kinds):
    found = tokens(text)
    if isinstance(kinds, str):
        assert [shown for _, shown in found] == kinds.split()
    else:
        assert found == kinds


def test_lines_and_directives():
    table = tokens_of(b"a\n# define X \\\n  1 # 2\n\n b; # 3\n  #if c\nd\n")
    found = zip(table.texts, table.lines, table.directive, strict=True)
    assert list(found) == [
        ("a", 1, -1),
        *(("#", 2, 1), ("define", 2, 1), ("X", 2, 1)),
        *(("1", 3, 1), ("#", 3, 1), ("2", 3, 1)),
        *(("b", 5, -1), (";", 5, -1), ("#", 5, -1), ("3", 5, -1)),
        *(("#", 6, 11), ("if", 6, 11), ("c", 6, 11)),
        ("d", 7, -1),
    ]
    assert table.starts == [0, 2, 15, 23, 24, 32, 40, 42]
